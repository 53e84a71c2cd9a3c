"""``mil`` that is no thousand: a million whose word is cut short, ``EUR 2.8 mil``, ``2,8 mil. EUR``."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import alternation, squeeze, toml


@cache
def _cut() -> regex.Pattern[str]:
    """Words for a thousand that are a million's first letters; behind a decimal comma with the full stop of a cut."""
    words = alternation(toml("money")["cut_short"]["words"])
    return regex.compile(rf"\d(?:\.\d{{1,2}}\s*(?:{words})\.?|,\d{{1,2}}\s*(?:{words})\.)$", regex.I)


@cache
def _stopped() -> regex.Pattern[str]:
    """Such a word with the full stop of a cut, whatever number is before it."""
    return regex.compile(rf"\d\s*(?:{alternation(toml('money')['cut_short']['words'])})\.$", regex.I)


def may_be_million(raw: str) -> bool:
    """Whether a number has decimals and a word that may be *million* cut short."""
    return _cut().search(raw.strip()) is not None


def is_million(raw: str) -> bool:
    """Whether a number has a word beside it that *million* may be cut short to; for one that is taken to be so."""
    return may_be_million(raw) or has_stop(raw)


def has_stop(raw: str) -> bool:
    """Whether such a word has a full stop, which before a currency ends no sentence: ``3 mil. EUR``."""
    return _stopped().search(raw.strip()) is not None


def by_thousands() -> frozenset[str]:
    """The currencies of those who count so by thousands."""
    return frozenset(toml("money")["cut_short"]["currencies"])


def is_thousand(mark: str, code: str) -> bool:
    """Whether the currency beside it is of those who count so by thousands: ``R$ 2,5 mil``, ``2.5 mil dólares``."""
    return code in by_thousands() or squeeze(mark) in toml("money")["cut_short"]["marks"]
