"""The countries and groups of countries that a stretch of text names, as findings of a rule."""

from __future__ import annotations

from collections.abc import Iterator

from extractors import places
from extractors.evidence import Excerpt, Finding, Rule
from extractors.place_cells import place_cells

GROUP = Rule(
    "countries.group",
    "A country group named in a country field stands for its members at the document's date.",
    ("country", "region"),
    hits=(("ASEAN Member States", "group=ASEAN"),),
)
TEXT = Rule("countries.text", "The text of a country field, as printed.", ("country", "location"))


def found(excerpt: Excerpt, rule: Rule, kind: str, basis: str = "named") -> Iterator[Finding]:
    """The countries of a text as the rule finds them, and its groups; ``kind`` is that of the field it stands in."""
    for place in places.find(excerpt.text):
        if place.kind == "country":
            cells = place_cells(excerpt, place.start, place.end)
            yield Finding("place", rule.id, cells, kind, rule.status, fixed={"basis": basis})
        elif place.kind == "group":
            yield group(excerpt, place, kind, "group")


def group(excerpt: Excerpt, place: places.Place, kind: str, basis: str) -> Finding:
    """A named group of countries, which stands for its members."""
    cells = place_cells(excerpt, place.start, place.end, "group")
    return Finding("place", GROUP.id, cells, kind, "inferred", fixed={"basis": basis})
