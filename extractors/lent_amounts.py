"""Amounts of a sentence that lack what those beside them have: the word for millions, or the currency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import regex

from extractors import numbers
from extractors.dates import alternatives
from extractors.engine import cell
from extractors.evidence import Cell, Excerpt
from extractors.lexicon import toml
from extractors.money import Amount
from extractors.numbers import NUMBER
from extractors.quick import TIMEOUT, Headed, headed
from extractors.steps import replay

#: Above so much no project's share is left without its magnitude.
_NO_SHARE = 1000
#: So many characters after an amount another still has its currency.
_REACH = 160


def complete(excerpt: Excerpt, end: int, found: Sequence[Amount]) -> list[Amount]:
    """The amounts of a sentence, those without currency or magnitude with that of the others; these are doubtful.

    ``end``: where the sentence ends in the excerpt.
    """
    made = [_in_millions(one) if _without_magnitude(found, one) else one for one in found]
    return sorted([*made, *_without_currency(excerpt, end, found)], key=lambda one: one.start)


def _without_magnitude(found: Sequence[Amount], one: Amount) -> bool:
    """Whether an amount lost the word behind it: ``US$27.6 million and US$17.6``."""
    if float(one.value) >= _NO_SHARE or "." not in one.value or not one.code or numbers.scope(one.printed):
        return False
    return {numbers.scope(a.printed) for a in found if a.code == one.code and a is not one} == {"million"}


def _in_millions(one: Amount) -> Amount:
    steps = ("amount:million",)
    made = Cell(replay(steps, one.printed), one.amount.spans, steps)
    doubt = f"the number {one.printed} was read as millions, as the amount beside it is printed so"
    return replace(one, amount=made, status="doubtful", doubt=doubt)


@cache
def _bare() -> Headed:
    """A number and a word for millions with nothing behind that could be counted: ``aportará 4.8 millones y``."""
    large = alternatives(w for w, power in toml("money")["magnitude"].items() if len(w) > 2 and power in (6, 9))
    joins = alternatives(toml("money_sentences")["funded"]["joins"])
    by = alternatives(toml("money_sentences")["share"]["by"])
    return headed(
        rf"(?<![\w.,'’/-])(?P<amount>(?:{NUMBER})\s*(?i:{large})\.?)(?=\s*(?:[,.;)]|$)|\s+(?i:{joins}|{by})(?!\p{{L}}))"
    )


def _without_currency(excerpt: Excerpt, end: int, found: Sequence[Amount]) -> Iterator[Amount]:
    """The numbers of a sentence that are amounts in the currency of the one before them."""
    if not found:
        return
    taken = [(one.start, one.end) for one in found]
    stop = min(found[-1].end + _REACH, end)
    for match in _bare().finditer(excerpt.text, found[0].end, stop, timeout=TIMEOUT):
        lender = next((a for a in reversed(found) if a.end <= match.start()), None)
        free = not any(low < match.end() and match.start() < high for low, high in taken)
        if lender and lender.currency and free and match.start() - lender.end <= _REACH:
            yield _lent(excerpt, match, lender)


def _lent(excerpt: Excerpt, match: regex.Match[str], lender: Amount) -> Amount:
    place, printed = match.span("amount"), match["amount"]
    doubt = f"{printed} has no currency; that of the amount before it was taken"
    text, value = cell(excerpt, *place, ("join",)), cell(excerpt, *place, ("amount",))
    return Amount(*place, value, lender.currency, text, printed, False, lender.depth, doubt, "doubtful")
