"""What looks like a value and was read by nobody is said; what is published, or said already, is not."""

from __future__ import annotations

import pytest

from tests.reconcile.paper import Paper, codes, facts, says


def leftover(paper: Paper, quote: str, what: str = "amount", field: str = "narrative") -> Paper:
    """A stretch of the text that looks like a value."""
    paper.find("leftover", {"text": paper.cell(quote, "join")}, field=field)
    paper.found[-1][-1] = paper.found[-1][-1].__class__(
        "leftover", f"leftovers.{what}", paper.found[-1][-1].cells, field
    )
    return paper


@pytest.mark.parametrize(
    ("what", "quote", "words"),
    [
        ("amount", "US$ 1,000", "an amount"),
        ("date", "12 May 2009", "a date"),
        ("email", "post@harbours.example", "an e-mail address"),
        ("phone", "+43 1 555 0199", "a telephone number"),
        ("code", "HBR77", "a code"),
    ],
)
def test_a_stretch_that_nobody_read_is_said(what: str, quote: str, words: str) -> None:
    data = facts(leftover(Paper().title("Safe Harbours"), quote, what))
    assert codes(data) == [("note", f"unclaimed-{what}")]
    assert says(data) == f"“{quote}” in the narrative looks like {words}, and no value was read from it."


def test_a_stretch_in_a_field_is_said_to_stand_there() -> None:
    data = facts(leftover(Paper().title("Safe Harbours"), "12 May 2009", "date", field="date_other"))
    assert says(data).startswith("“12 May 2009” in a field looks like")


def test_the_same_wording_is_said_once() -> None:
    paper = leftover(leftover(Paper().title("Safe Harbours"), "US$ 1,000"), "US$ 1,000")
    assert codes(facts(paper)) == [("note", "unclaimed-amount")]


def test_an_amount_that_is_published_and_said_again_is_not_lost() -> None:
    paper = leftover(Paper().title("Safe Harbours").amount("budget", "US$ 1,000"), "US$ 1,000")
    assert codes(facts(paper)) == []


def test_what_a_receipt_quotes_is_claimed() -> None:
    paper = Paper().title("Safe Harbours").amount("budget", "US$ 1,000")
    budget = paper.found[-1][-1]
    paper.found[-1].append(
        budget.__class__("leftover", "leftovers.amount", {"text": budget.cells["amount_text"]}, "budget")
    )
    assert codes(facts(paper)) == []


def test_an_amount_in_another_currency_is_said_once_as_such() -> None:
    paper = Paper().title("Safe Harbours").amount("budget", "US$ 1,000")
    cell = paper.cell("EUR 900", "join")
    paper.find("converted", {"amount_text": cell}, field="budget")
    found = paper.found[-1][-1]
    paper.found[-1].append(found.__class__("leftover", "leftovers.amount", {"text": cell}, "budget"))
    assert codes(facts(paper)) == [("note", "converted-amount")]
