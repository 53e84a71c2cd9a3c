"""What a block says of work inside the European Union and across borders, where those who give aid are at home."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from extractors.contexts import Home
from extractors.lexicon import alternation, fold, squeeze, toml


def at_home(homes: Iterable[Home]) -> frozenset[str]:
    """ISO 3166 alpha-3 of the members of the Union, where a stretch names one of its funds for its own regions."""
    inside = any(_funds().search(one.excerpt.text) or (one.label and _funds().search(one.label)) for one in homes)
    return frozenset(toml("roles")["home"]["members"]) if inside else frozenset()


def crossed(homes: Iterable[Home]) -> bool:
    """Whether a stretch speaks of a border or of work across it."""
    return any(_words().search(fold(one.excerpt.text)) for one in homes)


@cache
def _funds() -> regex.Pattern[str]:
    """The names of the funds, in the letters in which they are printed, and the numbers of LIFE projects."""
    return regex.compile(
        rf"(?<!\p{{L}})(?:{alternation(toml('roles')['home']['funds'])}|LIFE\s?\d\d[\s-]?(?:NAT|ENV|IP|CCA|CCM|GIE|GIC|INF|BIO)/?)"
    )


@cache
def _words() -> regex.Pattern[str]:
    words = (squeeze(w) for w in toml("roles")["border"]["words"])
    return regex.compile("|".join(rf"(?<!\p{{L}}){regex.escape(w.removesuffix('.'))}" for w in sorted(words)))
