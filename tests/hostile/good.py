"""Good brochures in any number, each with a project of its own."""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import OK, Case
from tests.read.typeset import lines, pdf

_PLACES = ("Kenya", "Nepal", "Peru", "Ghana", "Fiji", "Laos", "Mali", "Chad", "Cuba", "Iraq")
_WORKS = ("Harbours", "Wells", "Schools", "Forests", "Clinics", "Roads", "Markets", "Libraries", "Bridges", "Orchards")


def facts(number: int) -> list[str]:
    """What the brochure of this number says; its budget is 1,000 and the number."""
    place, work = _PLACES[number % 10], _WORKS[number // 10 % 10]
    title = f"Safe {work} for Families in {place}"
    return [title, "", f"Country: {place}", f"Budget: US$ {1000 + number:,}", "Donor: Norway"]


def cases(count: int) -> Iterator[Case]:
    """So many brochures: texts, web pages, PDFs in turn."""
    for number in range(count):
        match number % 3:
            case 0:
                yield Case(f"good/{number:03}.txt", lambda n=number: "\n".join(facts(n)).encode(), OK)
            case 1:
                yield Case(f"good/{number:03}.html", lambda n=number: _page(facts(n)), OK)
            case _:
                yield Case(f"good/{number:03}.pdf", lambda n=number: _print(facts(n)), OK)


def _page(told: list[str]) -> bytes:
    fields = "".join(f"<p>{line}</p>" for line in told[2:])
    return f"<!DOCTYPE html><html><body><h1>{told[0]}</h1>{fields}</body></html>".encode()


def _print(told: list[str]) -> bytes:
    return pdf(lambda canvas: lines(canvas, 40, 80, told))
