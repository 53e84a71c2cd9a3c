"""Budgets and shortfalls in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractors import dollars, money, money_sentences
from extractors.evidence import Block, Cell, Excerpt, Finding, Rule
from extractors.money import Amount

PROSE = Rule(
    "budgets.prose",
    "A sentence that gives the project a budget, or launches an appeal for an amount, states the budget.",
    ("narrative",),
    status="inferred",
    hits=(("The total cost of the project is EUR 2 million.", "amount=2000000; currency=EUR"),),
    misses=("Each pupil costs EUR 200 per year.", "The portfolio amounts to USD 2 billion.", "A yearly budget of €9."),
)

MISSING = Rule(
    "budgets.sentence_shortfall",
    "A sentence that says how much the project still lacks states the shortfall.",
    ("narrative",),
    status="inferred",
    hits=(("We are still $40,000 short of our goal.", "amount=40000; currency=USD"),),
    misses=("The rains were short and the harvest of $40,000 was lost.",),
)

_BUDGET_SENTENCE = regex.compile(
    r"\b(?<!\b(?:annual|yearly|monthly)\s)(?:(?:total|initial|overall|estimated|indicative|planned)\s+)*"
    r"(?:(?:gesamt)?budget|costs?|funding|envelope|grant|montant|co[uû]t|presupuesto|(?:gesamt)?kosten"
    r"|(?:gesamt)?volumen)"
    r"(?:\s+total)?\s+(?:of|is|was|(?:is|was) estimated at|amounts? to|totals?|de|es de|asciende a|s['’]él[eè]ve à"
    r"|est de|von|beträgt|betragen|total(?:ling)?(?: of)?)\s*(?:about|around|approximately|some)?\s*$"
    r"|\b(?:appeal was launched|launched|appeal(?:ed|s|ing)?)\b[^.]{0,40}\bfor\s*$",
    regex.I,
)


def finding(rule: Rule, kind: str, one: Amount, field: str, name: Cell | None = None, *, score: float = 1.0) -> Finding:
    """An amount of a kind, with its ``name`` where it is a part."""
    cells = {**one.cells(printed=True), **({"component": name} if name else {})}
    fixed = {"kind": kind, "approximate": "true" if one.approximate else "false"}
    return Finding(
        "amount", rule.id, cells, field, one.status if rule.status == "stated" else rule.status, one.doubt, score, fixed
    )


#: How sure a sentence is that its amount is what the project costs, by what it says of it.
_SURE = {
    "total": 0.5,
    "current": 0.45,
    "weak": 0.4,
    "revised": 0.32,
    "appeal": 0.3,
    "advance": 0.26,
    "works": 0.28,
    "asked": 0.25,
    "changed": 0.2,
    "whole": 0.2,
}


#: So much less sure is "a $36 million project" than "a total project cost of $46 million".
_CALLED = 0.05
#: No paragraph has so many characters.
_LONGEST = 1_000_000
_GIVEN = "what is given need not be all that the project costs, nor be given to it"


def prose(block: Block, paragraph: Excerpt) -> Iterator[Finding]:
    """What the sentences of a paragraph say that the project costs, or lacks."""
    said = [replace(r, amount=dollars.home(block, r.amount)) for r in money_sentences.read(paragraph)]
    for one in said:
        if one.role == "short":
            yield replace(finding(MISSING, "shortfall", one.amount, "narrative"), score=0.3)
        elif one.role in _SURE:
            # The last revision is the one in force.
            later = one.amount.start / _LONGEST if one.role == "revised" else 0.0
            called = _CALLED if money_sentences.names_project(paragraph.text, one.amount.end) else 0.0
            made = finding(PROSE, "budget", one.amount, "narrative", score=_SURE[one.role] + later - called)
            made = replace(made, status="doubtful", doubt=one.doubt) if one.doubt else made
            yield replace(made, notes=("granted",)) if one.role == "advance" else made
    known = {one.amount.start for one in said}
    for item in money.amounts(paragraph):
        before = paragraph.text[max(item.start - 80, 0) : item.start]
        if item.start not in known and _BUDGET_SENTENCE.search(before):
            made = finding(PROSE, "budget", item, "narrative", score=0.3)
            given = regex.search(r"\b(?:grant|funding)\b\W+\P{Lu}*$", before[-40:], regex.I)
            yield replace(made, status="doubtful", doubt=_GIVEN) if given else made
