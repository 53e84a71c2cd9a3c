"""How many months lie between two dates (ISO 8601), as exactly as they are stated."""

from __future__ import annotations

from calendar import monthrange
from decimal import ROUND_HALF_UP, Decimal

from extractors.numbers import plain


def between(start: str, end: str) -> tuple[Decimal, Decimal]:
    """The least and the most months from one date to another (ISO 8601): the last month or day counted or not.

    A year alone may mean any of its months, as start and as end.
    """
    first, last = _moment(start), _moment(end)
    opens = 11 if len(start) == 4 else 0
    slack = Decimal("0.5") if len(start) == len(end) == 10 else Decimal(0)
    return last[0] - first[0] - opens - slack, last[1] - first[0] + slack


def _moment(iso: str) -> tuple[Decimal, Decimal]:
    """Where a date begins and where it ends, in months since the year 0."""
    year, month, day = (*map(int, iso.split("-")), 0, 0)[:3]
    begin = Decimal(12 * year + max(month - 1, 0))
    if not month:
        return begin, begin + 12
    days = monthrange(year, month)[1]
    return (begin + Decimal(day - 1) / days, begin + Decimal(day) / days) if day else (begin, begin + 1)


def months_between(text: str) -> str:
    """The months from one date to another, a line each, the last month or day counted; whole ones."""
    first, last = (_moment(line) for line in text.split("\n"))
    return plain((last[1] - first[0]).quantize(Decimal(1), ROUND_HALF_UP))
