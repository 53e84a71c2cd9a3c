"""What is measured on: the brochure of ``raw/``, copies of it in one long file, and brochures made of chance."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

BROCHURE = Path("raw", "unodc-partnership-2010.pdf")
#: Pages of a generated brochure; each page is a project.
PAGES = 50

_TOPICS = ("Courts", "Borders", "Water", "Schools", "Harbours", "Forests", "Clinics", "Prisons", "Markets", "Roads")
_DOINGS = ["Strengthening", "Rebuilding", "Modernising", "Opening", "Protecting", "Linking", "Equipping"]
_LANDS = ("Kenya", "Viet Nam", "Peru", "Nepal", "Ghana", "Albania", "Jordan", "Bolivia", "Cambodia", "Senegal")
_DONORS = ["Norway", "Sweden", "Canada", "Japan", "European Union", "Switzerland", "Finland", "Italy"]
_SAID = (
    "The project helps the ministry to train its officers and to keep better records of what they do.",
    "Since 2007 three regional offices have been opened, and 1,250 people have taken part in courses.",
    "Experts of the national institute write the manuals together with those who will use them.",
    "Without more funds the work in the northern provinces would have to end within the year.",
    "A first phase showed that simple forms and clear duties save more time than new machines.",
    "Partners in the region share what they learn in meetings that are held every six months.",
)


def long_file(path: Path, pages: int) -> Path:
    """The brochure again and again until a file has so many pages."""
    with pikepdf.open(BROCHURE) as source, pikepdf.new() as out:
        while len(out.pages) < pages:
            out.pages.extend(source.pages[: pages - len(out.pages)])
        out.save(path)
    return path


def generated(folder: Path, pages: int) -> list[Path]:
    """Brochures of chance, always the same, with so many pages in all."""
    return [_brochure(folder / f"brochure-{n:04}.pdf", n) for n in range(pages // PAGES)]


def _brochure(path: Path, seed: int) -> Path:
    chance = random.Random(seed)
    canvas = Canvas(str(path), pagesize=A4, invariant=True)
    for number in range(1, PAGES + 1):
        _page(canvas, list(_project(chance, seed, number)), number)
    canvas.save()
    return path


def _project(chance: random.Random, seed: int, number: int) -> Iterator[tuple[str, str, int]]:
    """The lines of a page: font, text and size."""
    land, budget = chance.choice(_LANDS), chance.randrange(200, 9000) * 1000
    pledged = budget // chance.randrange(2, 6)
    yield "Helvetica-Bold", f"{chance.choice(_DOINGS)} {chance.choice(_TOPICS)} and {chance.choice(_TOPICS)}", 16
    start = chance.randrange(2006, 2012)
    fields = (
        ("Project number", f"{land[:3].upper()}{chance.choice('XTRK')}{seed:03}{number:02}"),
        ("Country", land),
        ("Duration", f"{start} - {start + chance.randrange(2, 5)}"),
        ("Total budget", f"US$ {budget:,}"),
        ("Funding shortfall", f"US$ {budget - pledged:,}"),
        ("Pledged", f"US$ {pledged:,} ({chance.choice(_DONORS)})"),
    )
    yield from (("Helvetica", f"{label}: {value}", 11) for label, value in fields)
    for _ in range(4):
        yield "Helvetica", " ".join(chance.choices(_SAID, k=3)), 10


def _page(canvas: Canvas, lines: list[tuple[str, str, int]], number: int) -> None:
    top = 780
    for font, text, size in lines:
        canvas.setFont(font, size)
        for line in simpleSplit(text, font, size, 460):
            canvas.drawString(64, top, line)
            top -= size + 4
        top -= 6
    canvas.setFont("Helvetica", 9)
    canvas.drawString(290, 40, str(number))
    canvas.showPage()
