"""What a project spends in all, beside a grant that is less: ``Dépenses totales : 120 000 €``, ``Subvention : 80 000 €``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def _is_whole(label: Excerpt | None) -> bool:
    """Whether a label says that it is all that is spent, and not so far or in a year."""
    words = set(regex.findall(r"\p{L}+", squeeze(label.text))) if label else set()
    whole, outlay, past = (words & vocabulary("doubts", "sums", name) for name in ("whole", "outlay", "past"))
    return bool(whole and outlay and not past)


def _less(budget: Finding, amount: str, code: str) -> bool:
    return budget.text("currency") == code and Decimal(budget.text("amount")) < Decimal(amount)
