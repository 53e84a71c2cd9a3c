"""The currency and the units that the heading above a printed sum gives to its amounts.

``Source Contribution (US$) … ITTO 412,560 … TOTAL 599,860``, ``Approved Amount (thousand) … TOTAL US$ 19,250``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import regex

from extractors import headed_amounts, money
from extractors.amount_words import long_magnitudes
from extractors.engine import cell
from extractors.evidence import Cell, Excerpt
from extractors.lexicon import alternation, toml
from extractors.money import Amount
from extractors.quick import TIMEOUT

#: So many characters above the first amount of a sum its heading still stands.
_REACH = 240


def of(whole: Excerpt, found: list[Amount]) -> list[Amount]:
    """The amounts of a sum, with the currency that all of them lack, and in the units of the heading above them.

    ``whole``: all that their block holds (:func:`extractors.plans.whole`).
    """
    if any(len(one.amount.spans) > 1 for one in found):
        return found  # in the units of a heading already
    start = min(one.amount.spans[0].start for one in found)
    mark, factor = _above(whole, start)
    if mark is not None and not any(one.currency for one in found):
        found = [replace(one, currency=mark) for one in found]
    made = [headed_amounts.scaled(one, factor) for one in found] if factor is not None else found
    changed = sum(new is not one for new, one in zip(made, found, strict=True))
    return made if changed == len(found) else found  # all in the units, or none: they add up


def _above(excerpt: Excerpt, start: int) -> tuple[Cell | None, Cell | None]:
    """The currency and the magnitude of the last heading in brackets before a place of the document."""
    near: tuple[Cell | None, Cell | None] = (None, None)
    last = 0
    for mark, factor in _headings(excerpt):
        first = mark or factor
        if first is not None and 0 < start - first.spans[0].end <= _REACH and first.spans[0].end > last:
            near, last = (mark, factor), first.spans[0].end
    return near


def _headings(excerpt: Excerpt) -> Iterator[tuple[Cell | None, Cell | None]]:
    """What the brackets of a text give, in its order: a currency, a magnitude, or both; before them ``in US$``."""
    for written in _IN.finditer(excerpt.text):
        mark, _ = money.mark_in(excerpt.cut(*written.span("inside")))
        if mark and _of_money().search(_line_before(excerpt.text, written.start())):
            yield mark, None
    for bracket in _BRACKET.finditer(excerpt.text):
        inside = excerpt.cut(*bracket.span("inside"))
        mark, factor = money.mark_in(inside)
        units = _units().fullmatch(inside.text, timeout=TIMEOUT) if mark is None else None
        if units and _of_money().search(_line_before(excerpt.text, bracket.start())):
            factor = cell(inside, *units.span("factor"), ("join",))
        if mark or factor:
            yield mark, factor


def _line_before(text: str, at: int) -> str:
    return text[max(text.rfind("\n", 0, at) + 1, at - _REACH) : at]


@cache
def _of_money() -> regex.Pattern[str]:
    """That a heading speaks of money: what is counted in thousands may be people or hectares."""
    words = alternation(toml("money_sentences")["headings"]["of_money"])
    return regex.compile(rf"(?<!\p{{L}})(?:{words})(?!\p{{L}})", regex.I)


#: A currency that the head of a column is in: ``Contribution in US$``.
_IN = regex.compile(
    r"(?<!\p{L})(?i:in|en|em)\s(?P<inside>\p{Lu}{0,3}\s?\p{Sc}|\p{Lu}{3}|(?i:euros?))(?![\p{L}\d]|\s?\d)"
)
_BRACKET = regex.compile(r"[(\[](?P<inside>[^()\[\]\n]{1,60})[)\]]")


@cache
def _units() -> regex.Pattern[str]:
    """A magnitude that is all that a bracket holds: ``(thousand)``, ``(in millions)``, ``('000)``."""
    return regex.compile(rf"\s*(?:in\s+)?(?P<factor>{long_magnitudes()}|['’]?000s?)\s*", regex.I)
