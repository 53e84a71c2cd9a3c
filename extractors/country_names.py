"""The countries and groups of countries that a stretch of text names, as findings of a rule."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import places
from extractors.evidence import Excerpt, Finding, Rule
from extractors.lexicon import alternation, vocabulary
from extractors.place_cells import place_cells

GROUP = Rule(
    "countries.group",
    "A country group named in a country field stands for its members at the document's date.",
    ("country", "region"),
    hits=(("ASEAN Member States", "group=ASEAN"),),
)
TEXT = Rule("countries.text", "The text of a country field, as printed.", ("country", "location"))


#: Words that leave a country out stand in so many characters before it.
_REACH = 40
#: Between the names of a list.
_JOINING = regex.compile(r"\s*(?:,|&|/|\b(?:and|or|et|ou|y|o|und|oder|e)\b)\s*(?:(?:and|or|the)\s+){0,2}", regex.I)


#: Behind a country that words like ``apart from`` name beside others.
_ALSO = regex.compile(r"[\s,]{0,3}+(?:also|auch|aussi|también|anche|também)(?!\p{L})", regex.I)


def found(excerpt: Excerpt, rule: Rule, kind: str, basis: str = "named") -> Iterator[Finding]:
    """The countries of a text as the rule finds them, and its groups; ``kind`` is that of the field it stands in."""
    apart = -1  # where the last country ends that the text leaves out
    for place in places.find(excerpt.text):
        if _leaves_out(excerpt.text, place) or (apart >= 0 and _JOINING.fullmatch(excerpt.text, apart, place.start)):
            apart = -1 if _of_one(excerpt.text, place) else place.end
        elif place.kind == "country":
            cells = place_cells(excerpt, place.start, place.end)
            yield Finding("place", rule.id, cells, kind, rule.status, fixed={"basis": basis})
        elif place.kind == "group":
            yield group(excerpt, place, kind, "group")


def _leaves_out(text: str, place: places.Place) -> bool:
    """Whether words before a country leave it out; those behind it may take it in: ``außer Ghana auch Togo``."""
    head = _left_out().search(text[max(place.start - _REACH, 0) : place.start])
    return head is not None and _ALSO.match(text, place.end) is None


def _of_one(text: str, place: places.Place) -> bool:
    """Whether a country is left out of another just before it, so that a list goes on: ``Serbia excluding Kosovo,``."""
    low = max(place.start - _REACH, 0)
    head = _left_out().search(text[low : place.start])
    if head is None:
        return False
    before = text[: low + head.start()].rstrip(" (,–-")
    return any(p.kind == "country" and p.end == len(before) for p in places.find(before))


@cache
def _left_out() -> regex.Pattern[str]:
    """Words at the end of a text by which the country behind them is left out: ``countries outside the``."""
    words = alternation(vocabulary("carried_out", "left_out"))
    return regex.compile(rf"(?<!\p{{L}})(?:{words})\s+(?:(?:the|la|le|les|el|los|der|die|den|o|a)\s+)?$", regex.I)


def group(excerpt: Excerpt, place: places.Place, kind: str, basis: str) -> Finding:
    """A named group of countries, which stands for its members."""
    cells = place_cells(excerpt, place.start, place.end, "group")
    return Finding("place", GROUP.id, cells, kind, "inferred", fixed={"basis": basis})
