"""What a project costs in all, beside a field that gives less: a grant, or what went to others.

``Dépenses totales : 120 000 €``, ``Subvention : 80 000 €``; ``Grant: 80,000`` and “the total cost is 120,000”.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

import regex

from extractors import money
from extractors.evidence import Block, Excerpt, Finding, Rule
from extractors.lexicon import squeeze, vocabulary

OUTLAY = Rule(
    "budgets.outlay",
    "Where the only budget is a grant, the larger amount that a label calls the total expenditure is the budget.",
    ("amount_other",),
    "amount",
    status="inferred",
)


def read(block: Block, stated: Sequence[Finding]) -> Iterator[Finding]:
    """The total expenditure as the budget; nothing where a budget is more than somebody's share, or not less."""
    budgets = [f for f in stated if f.kind == "amount" and f.text("kind") in ("budget", "component")]
    if not budgets or any("shared" not in f.notes for f in budgets):
        return
    for one in block.of("amount_other"):
        found = money.amounts(one.value) if _is_whole(one.label) else []
        if len(found) == 1 and all(_less(f, found[0].value, found[0].code) for f in budgets):
            item = found[0]
            fixed = {"kind": "budget", "approximate": "true" if item.approximate else "false"}
            cells = item.cells(printed=True)
            yield Finding("amount", OUTLAY.id, cells, "budget", OUTLAY.status, item.doubt, 1.0, fixed, ("whole",))


#: How sure a sentence must be of its amount to outweigh a field of what is given, and one of what was passed on.
_SURE = {"shared": 0.5, "passed": 0.25}
_DOUBT = "a field gives less, as a grant or as what was passed on"


def weighed(stated: Sequence[Finding]) -> list[Finding]:
    """The amounts, where a sentence gives the whole cost and the field less: this is set aside, that is doubtful."""
    fields = [f for f in stated if f.field == "budget" and f.text("kind") in ("budget", "component")]
    if any("whole" in f.notes or not _needed(f) for f in fields):
        return list(stated)
    told = [f for f in stated if f.field == "narrative" and f.text("kind") == "budget"]
    more = [
        t for t in told if all(t.score >= _needed(f) and _less(f, t.text("amount"), t.text("currency")) for f in fields)
    ]
    if not fields or not more:
        return list(stated)
    doubted = [replace(f, status="doubtful", doubt=f.doubt or _DOUBT) if f in more else f for f in stated]
    return [replace(f, kind="unclaimed") if f in fields else f for f in doubted]


def _needed(field: Finding) -> float:
    """How sure a sentence must be to outweigh a field; 0 for one that nothing outweighs."""
    return next((least for note, least in _SURE.items() if note in field.notes), 0)


def _is_whole(label: Excerpt | None) -> bool:
    """Whether a label says that it is all that is spent, and not so far or in a year."""
    words = set(regex.findall(r"\p{L}+", squeeze(label.text))) if label else set()
    whole, outlay, past = (words & vocabulary("doubts", "sums", name) for name in ("whole", "outlay", "past"))
    return bool(whole and outlay and not past)


def _less(budget: Finding, amount: str, code: str) -> bool:
    return budget.text("currency") == code and Decimal(budget.text("amount")) < Decimal(amount)
