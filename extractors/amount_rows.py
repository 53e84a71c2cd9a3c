"""Amounts side by side, as a table's row leaves them when it is run together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from extractors.money import Amount

#: Two numbers and their sum are no chance.
_ROW = 3


def adds_up(text: str, found: list[Amount]) -> bool:
    """Whether amounts stand side by side, as in a row of a table, and the last one is the sum of those before it."""
    *parts, last = [Decimal(a.value) for a in found]
    beside = all(not text[a.end : b.start].strip() for a, b in pairwise(found))
    return beside and len(found) >= _ROW and len({a.code for a in found}) == 1 and sum(parts) == last > 0


def lent(text: str, found: list[Amount]) -> list[Amount]:
    """Numbers right behind an amount have its currency, as in a row of a table: ``US$ 580,000 213,000``."""
    made: list[Amount] = []
    for one in found:
        beside = made and made[-1].currency and not one.currency and not text[made[-1].end : one.start].strip()
        made.append(replace(one, currency=made[-1].currency) if beside else one)
    return made
