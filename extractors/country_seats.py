"""Where the partners of a project sit: lists of institutions, each with its country at the end of its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import regex

from extractors import places
from extractors.contexts import Home
from extractors.lexicon import alternation, fold, squeeze, toml

#: So many lines that name an institution and then a country are a list of partners, and so many of their countries
#: are several.
LINES, COUNTRIES = 3, 2
#: A line of more characters is a sentence.
LONGEST = 160


def listed(homes: Iterable[Home]) -> frozenset[int]:
    """Where in the document the countries begin that stand in a list of partners; none without a list."""
    found = [one for home in homes for one in _lines(home)]
    several = len(found) >= LINES and len({code for _, code in found}) >= COUNTRIES
    return frozenset().union(*(starts for starts, _ in found)) if several else frozenset()


def _lines(home: Home) -> Iterator[tuple[frozenset[int], str]]:
    """The lines that name an institution and close with a country behind a comma or in a bracket.

    Of each where the countries in it begin in the document, and the last one's code.
    """
    text, at = home.excerpt.text, 0
    for line in text.split("\n"):
        found = [p for p in places.find(line) if p.kind == "country"] if len(line) < LONGEST else []
        if found and _of_partner(line[: found[-1].start], line[found[-1].end :]):
            spans = [home.excerpt.spans(at + p.start, at + p.end) for p in found]
            yield frozenset(s[0].start for s in spans if s), found[-1].code
        at += len(line) + 1


def _of_partner(before: str, behind: str) -> bool:
    """Whether a country closes a line and is set apart from the name of an institution."""
    return bool(_CLOSES.fullmatch(behind) and _SET_APART.search(before) and _institutions().search(fold(before)))


_CLOSES = regex.compile(r"[\s.;,)\]]*")
_SET_APART = regex.compile(r"[,(–—-]\s*(?:the\s)?$")


@cache
def _institutions() -> regex.Pattern[str]:
    """The beginnings of words for a body that may be a partner."""
    words = {squeeze(w).rstrip(".") for w in toml("roles")["institutions"]["words"]}
    return regex.compile(rf"(?<!\p{{L}})(?:{alternation(sorted(words))})")
