"""What a valid activity needs and no table has: whole days, a status, shares. Each says how it came to be."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from pipeline.reconcile import days

#: How a value is known: the document says so; it follows from what the document says; nothing says so; who reports
#: says so.
Basis = Literal["stated", "inferred", "assumed", "reporter"]

#: Hundredths of a per cent that make the whole.
_WHOLE = 10_000


class Known(NamedTuple):
    """A value, how it is known, and what the document has instead, where that is less."""

    value: str
    basis: Basis
    stated: str = ""
    status: str = ""  #: of the value in the tables


def of_tables(status: str, value: str = "") -> Known:
    """A value that the document states, or that follows from it, as its status in the tables says."""
    return Known(value, "inferred" if status == "inferred" else "stated", "", status)


def first_day(text: str, status: str = "") -> Known | None:
    """The day on which a date begins; of a year or a month its first. None for no date, or one that no calendar has."""
    return _known(text, status, days.first_day(text))


def last_day(text: str, status: str = "") -> Known | None:
    """The day on which a date ends; of a year or a month its last."""
    return _known(text, status, days.last_day(text))


def _known(text: str, status: str, day: date | None) -> Known | None:
    if day is None:
        return None
    whole = day.isoformat()
    return of_tables(status, whole) if whole == text else Known(whole, "inferred", text, status)


def phase(start: str, end: str, published: str) -> Literal["before", "within", "after", ""]:
    """Where the date of a document stands in a project's period; empty where the document has no (real) date.

    ``start`` and ``end`` are whole days, ``end`` may be empty; ``published`` is as precise as it is.
    """
    first, last = first_day(published), last_day(published)
    if first is None or last is None:
        return ""
    if last.value < start:
        return "before"
    return "after" if end and end < first.value else "within"


def shares(number: int) -> list[str]:
    """So many equal parts of a hundred, to two places, which add up to exactly 100; the first ones are the larger."""
    part, rest = divmod(_WHOLE, number)
    return [f"{whole // 100}.{whole % 100:02d}" for whole in (part + (at < rest) for at in range(number))]
