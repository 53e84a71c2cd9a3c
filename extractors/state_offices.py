"""Offices of states in words written small: ``US labour department``, ``Swedish government``."""

from __future__ import annotations

from functools import cache

import regex

from extractors import places
from extractors.lexicon import alternation, toml

#: The adjective of a state, or its short form.
_STATE = regex.compile(r"(?:U\.?[SK]\.?|EU|\p{Lu}\p{Ll}{3,})(?=\s)")


def ends(text: str, start: int = 0, end: int | None = None) -> int:
    """Where the name of a state's office ends with which a stretch begins; 0 where it begins with none."""
    stop = len(text) if end is None else end
    state = _STATE.match(text, start, stop)
    if not state or not (state.group().strip(".").isupper() or "." in state.group() or places.demonym(state.group())):
        return 0
    office = _office().match(text, state.end(), stop)
    return office.end() if office else 0


@cache
def _office() -> regex.Pattern[str]:
    """A word or two behind the name of a state, and a word for an office written small."""
    words = alternation(toml("money_sentences")["offices"]["small"])
    return regex.compile(rf"(?:\s\p{{Ll}}+){{0,2}}?\s(?:{words})(?!\p{{L}})")
