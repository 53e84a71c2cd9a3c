"""The country of a project that no field names: the one that its text names again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from extractors import borders, contexts, country_roles, places
from extractors.evidence import Block, Excerpt, Finding, Rule
from extractors.place_cells import place_cells

RULE = Rule(
    "countries.named_often",
    "Where no field or title states a country, the one that the text names at least three times, and three times as "
    "often as all others together, is where the project works; not one that gives aid.",
    ("narrative",),
    "place",
    status="inferred",
    hits=(
        ("Wells in Mali. The drought has hit Mali hard, and the wells of Mali are dry.", "iso3=MLI"),
        ("Mali is dry. Mali has few wells, so Mali digs, and Spain pays.", "iso3=MLI"),
    ),
    misses=(
        "Wells in Mali. The drought has hit Mali hard.",
        "Mali is dry. Mali has few wells, so Mali digs, Niger looks on, and Niger pays.",
        "Norway pays. The agency of Norway gives what the fund of Norway asks.",
    ),
)

#: So often a country is named in the text of its project,
LEAST = 3
#: and so many times as often as all others together.
TIMES = 3
#: Fields whose countries are where people sit and where the money comes from.
_ELSEWHERE = frozenset(
    {"donor", "contact", "contact_hq", "contact_field", "email", "phone", "fax", "address", "website", "partner"}
)


def read(block: Block) -> Iterator[Finding]:
    """The country that a block's text names again and again, read where it is named first."""
    named: dict[int, tuple[Excerpt, places.Place]] = {}
    for excerpt in _excerpts(block):
        for place in places.find(excerpt.text):
            spans = excerpt.spans(place.start, place.end)
            if place.kind == "country" and spans:
                named.setdefault(spans[0].start, (excerpt, place))
    counts = Counter(place.code for _, place in named.values()).most_common()
    if not counts or counts[0][1] < LEAST or sum(n for _, n in counts[1:]) * TIMES > counts[0][1]:
        return
    if counts[0][0] in country_roles.givers() - borders.at_home(contexts.homes(block)):
        return
    excerpt, place = next(named[at] for at in sorted(named) if named[at][1].code == counts[0][0])
    cells = place_cells(excerpt, place.start, place.end)
    yield Finding("place", RULE.id, cells, "narrative", RULE.status, fixed={"basis": "named"})


def _excerpts(block: Block) -> Iterator[Excerpt]:
    yield from block.section
    yield from (candidate.value for candidate in block.titles[:1])
    yield from (one.value for one in block.fields if one.kind not in _ELSEWHERE)
    yield from block.narrative
