"""Rows of a plan of financing whose cells were glued together: ``Loan2409Asian Development Fund120,000``.

Nothing parts the number of a loan from who gives it, nor the name from the amount; that the amounts of such lines and
of plain ones among them add up to the total below says that they were parted rightly.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

import regex

from extractors import money
from extractors.engine import cell
from extractors.evidence import Excerpt
from extractors.money import Amount

#: Words, the number of a paper, a name, an amount: nothing between them, or a blank.
_GLUED = regex.compile(
    r"\p{Lu}\p{Ll}[\p{L} ]{1,40}?\s?\d{3,5}\s?(?P<name>\p{Lu}[^\d\n]{2,90}?)\s?(?P<amount>\d{1,3}(?:,\d{3})*+)"
)
#: A name and an amount.
_PLAIN = regex.compile(r"(?P<name>\p{Lu}[^\d\n]{2,90}?)\s?(?P<amount>\d{1,3}(?:,\d{3})++)")
_TOTAL = regex.compile(r"(?i:total)\b[^\d\n]{0,20}$")
#: So many rows at least are glued, and no more lines than these are looked at.
_LEAST, _MOST = 2, 40


class Row(NamedTuple):
    """The place of a name in its excerpt, and the amount behind it."""

    name: tuple[int, int]
    amount: Amount


def find(excerpt: Excerpt) -> tuple[Amount, list[Row]] | None:
    """The printed total of such rows and the rows; None where the text has none, or they do not add up."""
    for total in money.amounts(excerpt, bare=True):
        line = excerpt.text.rfind("\n", 0, total.start) + 1
        if line and _TOTAL.fullmatch(excerpt.text[line : total.start]):
            rows, glued = _above(excerpt, line)
            whole = sum((Decimal(row.amount.value) for row in rows), Decimal(0))
            if glued >= _LEAST and whole == Decimal(total.value):
                return total, rows
    return None


def _above(excerpt: Excerpt, end: int) -> tuple[list[Row], int]:
    """The rows directly above a place, in their order, and how many of them are glued."""
    rows: list[Row] = []
    glued = 0
    for start, stop in _lines_back(excerpt.text, end):
        match = _GLUED.fullmatch(excerpt.text, start, stop)
        plain = match or _PLAIN.fullmatch(excerpt.text, start, stop)
        if plain is None or len(rows) == _MOST:
            break
        glued += match is not None
        rows.append(Row(plain.span("name"), _amount(excerpt, *plain.span("amount"))))
    return rows[::-1], glued


def _lines_back(text: str, end: int) -> Iterator[tuple[int, int]]:
    """The lines before a place that begins one, the last first, without blanks at their ends."""
    while end > 0:
        start = text.rfind("\n", 0, end - 1) + 1
        line = text[start : end - 1]
        low = start + len(line) - len(line.lstrip())
        yield low, max(low, start + len(line.rstrip()))
        end = start


def _amount(excerpt: Excerpt, start: int, end: int) -> Amount:
    printed = excerpt.text[start:end]
    made = cell(excerpt, start, end, ("amount",))
    return Amount(start, end, made, None, cell(excerpt, start, end, ("join",)), printed, False, 0, "", "inferred")
