"""Countries in a bracket of their own behind a word for several: *in four valley countries (Chad, Mali and Niger)*."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import contexts, country_roles, places
from extractors.contexts import Home
from extractors.evidence import Block, Finding, Rule
from extractors.lexicon import alternation, vocabulary
from extractors.place_cells import place_cells
from extractors.places import Place

RULE = Rule(
    "countries.bracket",
    "Where no field or title names a country, those that fill a bracket behind a word for several places are its.",
    ("narrative",),
    "place",
    status="doubtful",
    doubt="a bracket in the text names the countries, and no field does",
    hits=(
        ("Better labs in three valley countries (Chad, Mali and Niger), up to 2019.", "iso3=TCD; iso3=MLI; iso3=NER"),
        ("Das Vorhaben berät Ämter der Partnerländer (Peru, Bolivien).", "iso3=PER; iso3=BOL"),
    ),
    misses=(
        "Wells in countries of the north (such as Chad, Mali and Niger).",
        "Donor countries (Norway, Ghana and Mali) met again.",
        "Neighbouring countries (Chad, Mali and Niger) have done the same.",
        "The partners (Ministry of Health of Chad, Oxfam Niger) will meet.",
    ),
)

#: So many words may stand between the word for several places and their bracket: ``countries of the lake (``.
_BRACKET = regex.compile(
    r"(?P<word>\p{L}[\p{L}-]*)(?P<between>(?:\s+[^\s.;:!?()]+){0,4})[*\d]{0,2}\s*\((?P<inside>[^()]{5,400})\)"
)
#: What else a bracket may have in it: the mark of a note, a word before the list, separators.
_BESIDE = regex.compile(r"[\s*†\d,;:.–—-]*(?:(?:the|i\.\s?e\.|namely|les?|l[ao]s?|die|der|den)\b[\s,:]*)?", regex.I)
#: A word that makes the places somebody else's stands in so many characters before the bracket.
BEFORE = 60


def read(block: Block) -> Iterator[Finding]:
    """The countries of the first such bracket in the text of a block."""
    titled = {p.code for title in block.titles[:1] for p in places.find(title.value.text) if p.kind == "country"}
    for home in contexts.homes(block, titles=False):
        if home.kind in country_roles.TOLD:
            found = _bracket(home)
            if found and titled <= {p.code for p in found}:
                yield from (_finding(home, place) for place in found)
                return


def _bracket(home: Home) -> list[Place]:
    """The countries of the first bracket of a stretch that holds nothing else, if a word says that they are several."""
    text = home.excerpt.text
    for match in _words().finditer(text):
        bracket = _BRACKET.match(text, match.start())
        inside = _filling(text, *bracket.span("inside")) if bracket else []
        if bracket and inside and not _other().search(text, max(match.start() - BEFORE, 0), bracket.start("inside")):
            return inside
    return []


def _filling(text: str, low: int, high: int) -> list[Place]:
    """The countries that fill a stretch: one run of at least two, not all of them givers of aid."""
    found = [p for p in places.find(text[:high]) if p.start >= low and p.kind == "country"]
    runs = list(country_roles.runs(text[:high], found))
    if len(runs) != 1 or len({p.code for p in found}) < country_roles.PAIRED:
        return []
    alone = _BESIDE.fullmatch(text, low, found[0].start) and _BESIDE.fullmatch(text, found[-1].end, high)
    return found if alone and not {p.code for p in found} <= country_roles.givers() else []


def _finding(home: Home, place: Place) -> Finding:
    cells = place_cells(home.excerpt, place.start, place.end)
    return Finding("place", RULE.id, cells, "narrative", RULE.status, RULE.doubt, fixed={"basis": "named"})


@cache
def _words() -> regex.Pattern[str]:
    """Words for several places, which may stand before a bracket."""
    words = alternation(vocabulary("carried_out", "bracketed"))
    return regex.compile(rf"(?<![\p{{L}}-])(?:{words})(?![\p{{L}}])(?=[^.;:!?()]{{0,80}}\()", regex.I)


@cache
def _other() -> regex.Pattern[str]:
    """Words by which the places in a bracket are somebody else's, or examples."""
    words = vocabulary("carried_out", "bracketed_not") | vocabulary("roles", "examples")
    return regex.compile(rf"(?<!\p{{L}})(?:{alternation(words)})(?!\p{{L}})", regex.I)
