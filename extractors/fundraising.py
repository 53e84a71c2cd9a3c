"""What a project has raised of what it is to cost: ``$4,500 raised of $10,000 goal``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import regex

from extractors import money, plans
from extractors.evidence import Block, Excerpt, Finding, Rule, Span
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
        ("4.500 €\nvon 10.000 €\n45 %", "amount=10000; amount=4500"),
        ("£4,500 raised\n£10,000 goal", "amount=10000; amount=4500"),
    ),
    misses=(
        "Costs were raised from $4,500 to $10,000.",
        "$10,000 raised of $4,500 goal",
        "$4,500 raised, of which $1,000 by the school",
        "4.500 €\nvon 10.000 €\n12 %",
        "£4,500 raised\n£10,000 for the school",
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
    first, last = _apart()
    for raised, goal in pairwise(money.amounts(excerpt)):
        between, after = excerpt.text[raised.end : goal.start], excerpt.text[goal.end :]
        said = both.fullmatch(between) or (
            of.fullmatch(between) and (behind.match(after) or _told(excerpt.text, raised, goal))
        )
        said = said or (first.fullmatch(between) and last.match(after))
        if said and raised.code == goal.code and float(raised.value) <= float(goal.value):
            yield raised, goal


@cache
def _apart() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What stands behind the amount that is raised, and behind the goal, where each has its own word."""
    table = toml("money_sentences")["raised"]
    raised, goal = (alternation(table[name]) for name in ("words", "goal"))
    return (
        regex.compile(rf"\s*(?:{raised})\s*[\n,;|/·–-]\s*", regex.I),
        regex.compile(rf"[^\S\n]*(?:{goal})(?!\p{{L}})", regex.I),
    )


#: So many characters from the two amounts a percentage stands that says which share is raised.
_NEAR = 40
_PERCENT = regex.compile(r"(?<![\d.,])(\d{1,3})(?:[.,]\d+)?\s?%")


def _told(text: str, raised: Amount, goal: Amount) -> bool:
    """Whether a percentage beside two amounts is what one is of the other."""
    near = text[max(raised.start - _NEAR, 0) : goal.end + _NEAR]
    share = 100 * float(raised.value) / float(goal.value) if float(goal.value) else -1
    return any(abs(float(m[1]) - share) <= 1 for m in _PERCENT.finditer(near))


def _found(block: Block) -> tuple[Amount, Amount] | None:
    """The first two amounts of which one is said to be raised of the other."""
    stretches = [*(f.value for f in block.of("bare", "budget", "pledged")), *block.narrative, plans.whole(block)]
    return next((pair for excerpt in stretches for pair in pairs(excerpt)), None)


def places(block: Block) -> list[tuple[Span, ...]]:
    """Where what is raised, and what of, stands."""
    return [one.amount.spans for one in _found(block) or ()]


def read(block: Block) -> Iterator[Finding]:
    """The budget and what is pledged of it, by the first sentence that says what is raised of what."""
    for kind, one in zip(("budget", "pledged"), reversed(_found(block) or ()), strict=False):
        fixed = {"kind": kind, "approximate": "true" if one.approximate else "false"}
        doubt = one.doubt or GOAL.doubt
        yield Finding("amount", GOAL.id, one.cells(printed=True), "narrative", GOAL.status, doubt, 0.6, fixed)
