"""Who pays, by what stands beside the figure of a budget: ``2 million (90 % funded by the EU)``, ``(85% EU)``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from extractors import money_sentences, organisations, pledge_sentences
from extractors.donor_names import donor_cells, is_known
from extractors.evidence import Field, Finding, Rule
from extractors.lexicon import alternation, toml
from extractors.quick import matches

BESIDE = Rule(
    "pledges.beside_budget",
    "A known giver beside a percentage of a budget pays a part of it.",
    ("budget",),
    status="inferred",
    hits=(
        ("USD 3,000,000 (85% EU)", "donor=EU"),
        ("EUR 200,000 (EU funding: 90%)", "donor=EU"),
    ),
    misses=("EUR 850,000 (75% for salaries)", "EUR 850,000 (20% Norway)", "EUR 850,000 (10% Training)"),
)


def read(one: Field, shares: Sequence[Finding]) -> Iterator[Finding]:
    """The shares of a budget, and whoever else its words say pays; a list of names is no name of one share."""
    text = one.value.text
    spoken = [] if money_sentences.runs(text) else [f for f in pledge_sentences.read(one.value) if not f.text("amount")]
    names = {f.text("donor_text") for f in spoken}
    kept = [
        f for f in shares if not any(name != f.text("donor_text") and name in f.text("donor_text") for name in names)
    ]
    yield from kept
    given = {f.text("donor_text") for f in kept}
    yield from (f for f in spoken if f.text("donor_text") not in given)
    for match in () if spoken or kept else matches(_rate(), text):
        name = match["donor"]
        if is_known(name) and not organisations.country(name):
            cells = donor_cells(one.value, *match.span("donor"))
            yield Finding("pledge", BESIDE.id, cells, one.kind, BESIDE.status)


@cache
def _rate() -> regex.Pattern[str]:
    """A name and a percentage, in either order, that are all of a bracket or of what stands behind a comma."""
    nouns = alternation(toml("money_sentences")["share"]["nouns"])
    percent, given = r"\d{1,3}(?:[.,]\d{1,2})?\s?[%℅]", rf"(?:\s+(?i:{nouns}))?"
    name, small = (
        r"(?P<donor>\p{Lu}[\p{L}&.-]*+(?:\s\p{Lu}[\p{L}&.-]*+){0,5})",
        r"(?:(?:of|from|by|the|de|du|von)\s){0,2}",
    )
    return regex.compile(
        rf"(?:[(,;/–-]|(?<=[%℅]\s)(?:and|et|y|und|e)\s)\s*(?:{percent}\s{small}{name}{given}|{name}{given}\s?[:=–-]?\s?{percent})\s*(?=[),;/.–-]|\s(?:and|et|y|und|e)\s|$)"
    )


RULES = (BESIDE,)
