"""Dates that may be known to the year or the month only (ISO 8601): the days that they can mean."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def first_day(text: str) -> date | None:
    """The day on which a date begins; of a year or a month its first. None for no date, or one that no calendar has."""
    return _day(text, last=False)


def last_day(text: str) -> date | None:
    """The day on which a date ends; of a year or a month its last. None for no date, or one that no calendar has."""
    return _day(text, last=True)


def _day(text: str, *, last: bool) -> date | None:
    try:
        year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
        month = month or (12 if last else 1)
        return date(year, month, day or (monthrange(year, month)[1] if last else 1))
    except ValueError:
        return None


def agree(one: str, other: str) -> bool:
    """Whether two dates agree as far as both are stated."""
    return bool(one and other) and (one.startswith(other) or other.startswith(one))
