"""How long an operation is to help people, as it asks for means: ``seeking to assist 4,000 families for 6 months``."""

from __future__ import annotations

from functools import cache

import regex

from extractors.dates import alternatives
from extractors.lexicon import toml
from extractors.numbers import number_words

#: Characters before a duration in which its sentence is looked through.
_REACH = 400
_END = regex.compile(r"(?<!\b(?:approx|ca|no|nr))[.!?]\s+(?=\p{Lu})", regex.I)


def _any(name: str) -> str:
    return alternatives(toml("periods")["helped"][name])


@cache
def _helped() -> regex.Pattern[str]:
    """A verb of helping, a number of people, the word before the time; between them no more than whom and where."""
    number = rf"(?:\d[\d.,'’]*+(?:\s\d{{3}}(?!\d))*+|{alternatives(number_words())})(?:\s+{_any('thousands')})?"
    words = r"(?:\s+[\p{L}’'-]+){0,3}?"
    where = r"(?:\s*\([^()]{0,60}\))?(?:\s+(?:in|en|à)\s[^,;.()]{2,60}?)?"
    return regex.compile(
        rf"(?<!\p{{L}}){_any('helps')}{words}\s+{number}{words}\s+{_any('people')}(?!\p{{L}}){where}"
        rf",?\s+{_any('for')}\s+$",
        regex.I,
    )


@cache
def _asks() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}}){_any('asks')}(?!\p{{L}})", regex.I)


def for_people(text: str, at: int) -> bool:
    """Whether the time at a place of a text is that for which a sentence asks to help so many people."""
    head = _END.split(text[max(0, at - _REACH) : at])[-1]
    match = _helped().search(head) if _asks().search(head) else None
    return match is not None
