"""Which country's crowns a text means, by its language: the words that only one Scandinavian language has."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from extractors.lexicon import squeeze, toml


@cache
def crowns() -> Mapping[str, str]:
    """Folded word of one Scandinavian language -> the crown of its country, ISO 4217."""
    return {squeeze(w): code for code, listed in toml("money")["crowns"].items() for w in listed}


def crown_of(text: str) -> str:
    """The crown of the country whose language a word is of; empty for none."""
    return crowns().get(squeeze(text), "")
