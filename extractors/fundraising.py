"""What a project has raised of what it is to cost: ``$4,500 raised of $10,000 goal``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import regex

from extractors import money
from extractors.evidence import Block, Excerpt, Finding, Rule
from extractors.lexicon import alternation, toml
from extractors.money import Amount

GOAL = Rule(
    "budgets.goal",
    "Of two amounts of which one is said to be raised of the other, the larger is the budget, the other is pledged.",
    ("narrative", "bare", "budget"),
    status="doubtful",
    doubt="what is to be raised need not be all that the project costs",
    hits=(
        ("UGX 621,000.00 raised of UGX 21,500,000.00 goal", "amount=21500000; amount=621000"),
        ("$4,500 of $10,000 raised", "amount=10000; amount=4500"),
        ("Bisher 4.500 € von 10.000 € gesammelt", "amount=10000; amount=4500"),
        ("2 300 € collectés sur 5 000 €", "amount=5000; amount=2300"),
        ("2.300 € recaudados de 5.000 €", "amount=5000; amount=2300"),
    ),
    misses=(
        "Costs were raised from $4,500 to $10,000.",
        "$10,000 raised of $4,500 goal",
        "$4,500 raised, of which $1,000 by the school",
    ),
)


@cache
def _between() -> tuple[regex.Pattern[str], ...]:
    """What stands between the two amounts, where the word for raising does too, and where it stands behind."""
    table = toml("money_sentences")["raised"]
    raised, of, goal = (alternation(table[name]) for name in ("words", "of", "goal"))
    way = rf"\s*(?:{of})\s+(?:(?:\p{{Ll}}+\s+)?(?:{goal})\s+(?:of|von|de|di)\s+|(?:a|the|our|een)\s+)?"
    return (
        regex.compile(rf"\s*(?:{raised}){way}", regex.I),
        regex.compile(rf"(?:{way}|\s*/\s*)", regex.I),
        regex.compile(rf"\s*(?:{goal}\s+)?(?:{raised})(?!\p{{L}})", regex.I),
    )


def pairs(excerpt: Excerpt) -> Iterator[tuple[Amount, Amount]]:
    """What is raised and what of, wherever a text says so."""
    both, of, behind = _between()
    for raised, goal in pairwise(money.amounts(excerpt)):
        between = excerpt.text[raised.end : goal.start]
        said = both.fullmatch(between) or (of.fullmatch(between) and behind.match(excerpt.text, goal.end))
        if said and raised.code == goal.code and float(raised.value) <= float(goal.value):
            yield raised, goal


def read(block: Block) -> Iterator[Finding]:
    """The budget and what is pledged of it, by the first sentence that says what is raised of what."""
    stretches = [*(f.value for f in block.of("bare", "budget", "pledged")), *block.narrative]
    found = next((pair for excerpt in stretches for pair in pairs(excerpt)), None)
    for kind, one in zip(("budget", "pledged"), reversed(found or ()), strict=False):
        fixed = {"kind": kind, "approximate": "true" if one.approximate else "false"}
        doubt = one.doubt or GOAL.doubt
        yield Finding("amount", GOAL.id, one.cells(printed=True), "narrative", GOAL.status, doubt, 0.6, fixed)
