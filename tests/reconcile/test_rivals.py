"""Several fields that give a budget: which one it is, and what becomes of the others."""

from __future__ import annotations

import pytest

from tests.reconcile.paper import Paper, codes, facts

#: A budget as printed, with what its label says of it.
Told = tuple[str, str]

CASES: list[tuple[list[Told], str]] = [
    ([("US$ 6,000", "asked"), ("US$ 34,000", "whole")], "budget 34000 | shortfall 6000?"),
    ([("US$ 34,000", ""), ("US$ 6,000", "asked")], "budget 34000 | shortfall 6000?"),
    ([("EUR 73,000", "whole"), ("EUR 49,000", "shared")], "budget 73000"),
    ([("EUR 49,000", "shared"), ("EUR 73,000", "whole")], "budget 73000"),
    ([("EUR 700,000", "whole"), ("EUR 490,000", "whole passed")], "budget 700000"),
    ([("EUR 700,000", "whole"), ("EUR 490,000", "whole")], "budget 700000"),
    ([("EUR 490,000", "whole passed"), ("EUR 700,000", "whole")], "budget 700000"),
    ([("EUR 700,000", ""), ("EUR 900,000", "revised")], "budget 900000"),
    ([("EUR 1,200,000", ""), ("EUR 900,000", "revised")], "budget 900000"),
    ([("CHF 750,000", ""), ("USD 812,000", "")], "budget 750000"),
    ([("EUR 500,000", "asked"), ("EUR 120,000", "passed")], "budget 500000"),
    # near misses
    ([("EUR 1,000,000", ""), ("EUR 400,000", "")], "budget 1000000? | component 400000?"),
    ([("EUR 4,000,000", "whole"), ("EUR 1,000,000", "")], "budget 4000000 | component 1000000?"),
    ([("EUR 10,000", ""), ("EUR 500,000", "shared")], "budget 10000? | component 500000?"),
    ([("EUR 500,000", "asked")], "budget 500000"),
    ([("EUR 5,000", "whole"), ("EUR 5,000", "asked")], "budget 5000"),
]


@pytest.mark.parametrize(("told", "expected"), CASES)
def test_total_is_the_budget_and_the_others_are_what_their_labels_say(told: list[Told], expected: str) -> None:
    paper = Paper().title("Safe Harbours")
    for printed, notes in told:
        paper.amount("budget", printed).noted(*notes.split())
    rows = facts(paper).rows("amounts")
    doubtful = ["?" if row.receipts["amount"][0].status == "doubtful" else "" for row in rows]
    shown = [f"{r.values['kind']} {r.values['amount']}{mark}" for r, mark in zip(rows, doubtful, strict=True)]
    assert " | ".join(shown) == expected


def test_what_is_asked_for_is_no_second_shortfall() -> None:
    paper = Paper().title("Safe Harbours").amount("budget", "US$ 34,000").noted("whole")
    paper.amount("budget", "US$ 6,000").noted("asked").amount("shortfall", "US$ 5,000")
    assert [r.values["kind"] for r in facts(paper).rows("amounts")] == ["budget", "shortfall"]


def test_amount_that_is_set_aside_is_said() -> None:
    paper = Paper().title("Safe Harbours").amount("budget", "US$ 34,000").noted("whole")
    assert codes(facts(paper.amount("budget", "US$ 6,000").noted("shared"))) == [("note", "unclaimed-amount")]
