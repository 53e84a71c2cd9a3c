"""Who funds a project, and with how much, by what sentences say."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import money_sentences
from extractors.donor_names import bare_name, donor_cells, is_known, names_somebody, split_names
from extractors.evidence import Excerpt, Finding, Rule
from extractors.lexicon import alternation, toml
from extractors.money import Amount

PROSE = Rule(
    "pledges.prose",
    "A sentence that says by whom the project is funded names a donor.",
    ("narrative",),
    status="inferred",
    hits=(("The project is co-financed by the European Union.", "donor=European Union"),),
    misses=("The clinic is supported by nurses.",),
)

SENTENCE = Rule(
    "pledges.sentence",
    "A sentence that says who gives an amount to the project states that donor's pledge.",
    ("narrative",),
    status="inferred",
    hits=(
        ("Norway has contributed NOK 5 million.", "donor=Norway; amount=5000000"),
        ("Of this, EUR 2 million is financed by the European Union.", "donor=European Union; amount=2000000"),
    ),
    misses=("Refugees from Norway received NOK 5 million.", "Exports to Norway are worth NOK 5 million."),
)


def read(paragraph: Excerpt) -> Iterator[Finding]:
    """The donors of a paragraph's sentences, with what each gives where that is said."""
    said = money_sentences.read(paragraph)
    for one in said:
        if one.role == "share" and one.donor:
            yield _finding(SENTENCE, paragraph, one.donor, one.amount)
    for start, end in money_sentences.funders(paragraph):
        parts = _funders(paragraph.text, start, end)
        costs = [one for one in said if one.sentence[0] <= start < one.sentence[1]]
        for low, high in parts:
            sole = costs[0].amount if len(parts) == len(costs) == 1 and costs[0].role in ("total", "weak") else None
            yield _finding(SENTENCE if sole else PROSE, paragraph, (low, high), sole)


def _funders(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The donors of a list of names in a sentence: the known ones, else the first if it is named like a donor."""
    parts = [(start + low, start + high) for low, high in split_names(text[start:end])]
    found = [p for p in ((low, _cut(text, low, high)) for low, high in parts) if is_known(text[p[0] : p[1]])]
    if found or not parts:
        return found
    low, high = parts[0][0], _cut(text, *parts[0])
    return [(low, high)] if names_somebody(text[low:high]) and high - low <= 90 else []


@cache
def _goes_on() -> regex.Pattern[str]:
    """Where the sentence goes on behind a name: a preposition or a verb that no name has."""
    return regex.compile(rf"\s+(?:{alternation(toml('money_sentences')['funded']['goes_on'])})(?!\p{{L}}).*$", regex.S)


def _cut(text: str, start: int, end: int) -> int:
    """The end of a name in a sentence, before the words with which the sentence goes on."""
    if is_known(text[start:end]):
        return end
    match = _goes_on().search(text, start, end)
    return match.start() if match else end


def _finding(rule: Rule, paragraph: Excerpt, donor: tuple[int, int], one: Amount | None) -> Finding:
    cells = donor_cells(paragraph, *bare_name(paragraph.text, *donor))
    if one is not None:
        cells |= {"amount": one.amount, **({"currency": one.currency} if one.currency else {})}
    status = rule.status if one is None or one.status == "stated" else one.status
    return Finding("pledge", rule.id, cells, "narrative", status, one.doubt if one else "", 0.3)


RULES = (PROSE, SENTENCE)
