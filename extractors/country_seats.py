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
    """Where in the document the countries begin that close the lines of a list of partners; none without a list."""
    found = [one for home in homes for one in _lines(home)]
    several = len(found) >= LINES and len({code for _, code in found}) >= COUNTRIES
    return frozenset(start for start, _ in found) if several else frozenset()


def _lines(home: Home) -> Iterator[tuple[int, str]]:
    """The countries behind a comma or in a bracket at the end of a line that names an institution."""
    text, at = home.excerpt.text, 0
    for line in text.split("\n"):
        found = [p for p in places.find(line) if p.kind == "country"] if len(line) < LONGEST else []
        if found and _CLOSES.fullmatch(line[found[-1].end :]) and _SET_APART.search(line[: found[-1].start]):
            spans = home.excerpt.spans(at + found[-1].start, at + found[-1].end)
            if spans and _institutions().search(fold(line[: found[-1].start])):
                yield spans[0].start, found[-1].code
        at += len(line) + 1


_CLOSES = regex.compile(r"[\s.;,)\]]*")
_SET_APART = regex.compile(r"[,(–—-]\s*(?:the\s)?$")


@cache
def _institutions() -> regex.Pattern[str]:
    """The beginnings of words for a body that may be a partner."""
    words = {squeeze(w).rstrip(".") for w in toml("roles")["institutions"]["words"]}
    return regex.compile(rf"(?<!\p{{L}})(?:{alternation(sorted(words))})")
