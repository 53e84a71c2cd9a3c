"""Amounts side by side, as a table's row leaves them when it is run together."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from functools import cache
from itertools import pairwise

import regex

from extractors.lexicon import alternation, toml
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


def is_range(text: str, found: list[Amount], one: Amount) -> bool:
    """Whether an amount is the lower bound of a range: ``$15.0M to $19.99M``, ``between EUR 2 million and EUR 3``."""
    behind = next((a for a in found if a.start >= one.end), None)
    if behind is None or behind.code != one.code or Decimal(behind.value) <= Decimal(one.value):
        return False
    tie = text[one.end : behind.start]
    return _TO.fullmatch(tie) is not None or (
        _AND.fullmatch(tie) is not None and _BETWEEN.search(text[: one.start]) is not None
    )


_TO = regex.compile(r"\s*(?:to|up\sto|until|[-–—]|bis(?:\szu)?|à|a|tot|até|hasta)\s*", regex.I)
_AND = regex.compile(r"\s*(?:and|et|y|und|e|en)\s*", regex.I)
_BETWEEN = regex.compile(r"(?<!\p{L})(?:between|entre|zwischen|tra|fra|tussen)\s*$", regex.I)


def of_money(text: str, found: list[Amount]) -> list[Amount]:
    """The amounts, less numbers that are of other things.

    People, by the label before them: ``EUR 9,000 People reached: 90``. What running text behind the amount numbers:
    ``EUR 9,000 This paper changes the plan of last year for Operation 200301 (EMOP)``.
    """
    ends = [0, *(a.end for a in found)]
    bare = (
        not a.currency and (_counts(text[: a.start]) or _in_prose(text[ends[n] : a.start])) for n, a in enumerate(found)
    )
    return [a for n, (a, other) in enumerate(zip(found, bare, strict=True)) if not n or not other]


def _in_prose(between: str) -> bool:
    """Whether so many words stand between two numbers that they are of no row."""
    return bool(len(regex.findall(r"\p{L}{2,}", between)) > toml("money")["row"]["words"])


def _counts(before: str) -> bool:
    """Whether a text ends with a label that speaks of people."""
    return bool(_people().search(regex.split(r"[.;:()\d]", before.rstrip(" :"))[-1]))


@cache
def _people() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{alternation(toml('periods')['helped']['people'])})(?!\p{{L}})", regex.I)
