"""The country that lines of a page name by themselves: a line of its own, or one above several projects."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import country_roles, demonyms, places
from extractors.evidence import Block, Excerpt, Finding, Rule
from extractors.lexicon import alternation, vocabulary
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

INTRODUCED = Rule(
    "countries.introduced",
    "Where several projects name no country and no heading does, the only one that all the text above them names, by "
    "name or adjective, is where they work, those who give aid aside.",
    ("announced",),
    status="doubtful",
    doubt="the text above the projects names the country, and this one does not",
    hits=(
        ("EU aid to Zambia comes by way of programmes. Those of 2013 are shown here, sector by sector.", "iso3=ZMB"),
        ("Salvadoran women get support from Spain for three projects of their organisations this year.", "iso3=SLV"),
        ("Für 2023-24 (das indische Finanzjahr beginnt am 1. April) hat der Verein 7 Projekte bewilligt.", "iso3=IND"),
    ),
    misses=(
        "Work in Zambia and Malawi comes by way of programmes, which are shown here.",
        "Kenyan and Ugandan women get support for three projects of their organisations this year.",
        "Norway has given money for three projects of the organisations below this year, as before.",
        "The fund helps courts worldwide by way of its Programme Office (C-PRO) in Zambia, as told below.",
    ),
)
RULES = (LINE, ANNOUNCED, INTRODUCED)

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
    yield from _introduced(block)


def _introduced(block: Block) -> Iterator[Finding]:
    """The first mention of the only country that the text above several projects names."""
    named = [
        (_finding(INTRODUCED, excerpt, p), p.code)
        for excerpt in block.announced
        for p in places.find(excerpt.text)
        if p.kind == "country" and not _seat().search(excerpt.text, 0, p.start)
    ]
    named += [
        (demonyms.finding(INTRODUCED, e, span), code) for e in block.announced for span, code in demonyms.find(e.text)
    ]
    got = [(finding, code) for finding, code in named if code not in country_roles.givers()]
    if len({code for _, code in got}) == 1:
        yield got[0][0]


@cache
def _seat() -> regex.Pattern[str]:
    """An office right before the place where it is: ``its Programme Office (C-PRO) in Romania``."""
    words = alternation(vocabulary("roles", "offices"))
    return regex.compile(rf"(?<!\p{{L}})(?i:{words})\s+(?:\([^()]{{1,20}}\)\s+)?\p{{Ll}}{{1,4}}\s+(?:\p{{L}}+,\s+)?$")
