"""The country of several projects that none of them names: the one that the lines above them name."""

from __future__ import annotations

from collections.abc import Iterator

from extractors import country_roles, places
from extractors.engine import cell
from extractors.evidence import Block, Finding, Rule

RULE = Rule(
    "countries.announced",
    "Where several projects name no country, the only one that a line above them names, and that is no giver's, is "
    "where they work.",
    ("announced",),
    status="doubtful",
    doubt="a line above the projects names the country, and this one does not",
    hits=(
        ("Malawi: the funding round of 2013", "iso3=MWI"),
        ("Norway in Malawi", "iso3=MWI"),
    ),
    misses=(
        "Malawi and Zambia: the funding round of 2013",
        "The work of Norway",
        "Funding round of 2013",
    ),
)


def read(block: Block) -> Iterator[Finding]:
    """The country of the nearest line above several projects that names one alone, those who give aid aside."""
    for excerpt in reversed(block.announced):
        named = [p for p in places.find(excerpt.text) if p.kind == "country" and p.code not in country_roles.givers()]
        if len({p.code for p in named}) == 1:
            span = (named[0].start, named[0].end)
            cells = {
                "name_text": cell(excerpt, *span, ("join",)),
                "iso3": cell(excerpt, *span, ("join", "iso3")),
            }
            yield Finding("place", RULE.id, cells, "narrative", RULE.status, RULE.doubt, 0.1, {"basis": "named"})
            return
