"""The country that lines of a page name by themselves: a line of its own, or one above several projects."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import country_roles, places
from extractors.evidence import Block, Excerpt, Finding, Rule
from extractors.place_cells import place_cells

LINE = Rule(
    "countries.line",
    "The only line of a project that is a country's official name, or its name in capitals or between dashes.",
    ("narrative",),
    status="inferred",
    hits=(
        ("REPUBLIC OF SUDAN", "iso3=SDN"),
        ("Republic of Rwanda", "iso3=RWA"),
        ("— Dominican Republic —", "iso3=DOM"),
    ),
    misses=("Kenya", "The Republic of Sudan hosts it.", "MALI – NIGER"),
)
ANNOUNCED = Rule(
    "countries.announced",
    "Where several projects name no country, the only one that a heading above them names, and that is no giver's, "
    "is where they work.",
    ("announced",),
    status="doubtful",
    doubt="a heading above the projects names the country, and this one does not",
    hits=(
        ("Malawi: the funding round of 2013", "iso3=MWI"),
        ("Norway in Malawi", "iso3=MWI"),
    ),
    misses=(
        "Malawi and Zambia: the funding round of 2013",
        "The work of Norway",
        "Funding round of 2013",
        "The fund told today of its plans for Malawi.",
    ),
)

RULES = (LINE, ANNOUNCED)

#: A line of more characters is no heading, nor is one that ends like a sentence.
HEADING = 70
_SENTENCE = regex.compile(r"[.!?,;]\W*$")
_OFFICIAL = regex.compile(r"\b(?:republic|kingdom|state|république|royaume|república|republik|repubblica)\b", regex.I)


def line(block: Block) -> Iterator[Finding]:
    """The line that names the country of a document with a page of its own for the title."""
    found = [p for p in block.narrative if len(p.text) < 60 and places.iso3(p.text.strip(" –—-.*"))]
    if len({places.iso3(p.text.strip(" –—-.*")) for p in found}) != 1:
        return
    name = found[0].strip(" –—-.*")
    if name.text.isupper() or len(name.text) < len(found[0].text.strip()) or _OFFICIAL.search(name.text):
        for place in (p for p in places.find(name.text) if p.kind == "country"):
            yield _finding(LINE, name, place)


def _finding(rule: Rule, excerpt: Excerpt, place: places.Place) -> Finding:
    cells = place_cells(excerpt, place.start, place.end)
    return Finding("place", rule.id, cells, "narrative", rule.status, rule.doubt, fixed={"basis": "named"})


def read(block: Block) -> Iterator[Finding]:
    """The country of the nearest heading above several projects that names one alone, those who give aid aside."""
    for excerpt in (e for e in reversed(block.announced) if len(e.text) <= HEADING and not _SENTENCE.search(e.text)):
        named = [p for p in places.find(excerpt.text) if p.kind == "country" and p.code not in country_roles.givers()]
        if len({p.code for p in named}) == 1:
            yield _finding(ANNOUNCED, excerpt, named[0])
            return
