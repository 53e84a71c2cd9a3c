"""The document's own arithmetic: it proves, repairs and contradicts, and never alters what is printed."""

from __future__ import annotations

import pytest

from pipeline.reconcile.facts import Dataset
from tests.reconcile.paper import Paper, codes, column, facts, says, status


def funded(budget: str, pledges: str, shortfall: str) -> Paper:
    """A project with a budget, pledges parted by semicolons, and a shortfall; each may be missing."""
    paper = Paper().title("Safe Harbours")
    if budget:
        paper.amount("budget", budget)
    for donor, printed in zip(("Norway", "Spain", "Japan"), filter(None, pledges.split("; ")), strict=False):
        paper.pledge(donor, printed)
    return paper.amount("shortfall", shortfall) if shortfall else paper


def amounts(data: Dataset) -> list[tuple[str, str, str]]:
    """Kind, amount and status of each amount, the pledges last."""
    rows = [*data.rows("amounts"), *data.rows("pledges")]
    return [(r.values.get("kind", "pledge"), r.values.get("amount", ""), status(r, "amount")) for r in rows]


def check(data: Dataset) -> str:
    return data.rows("listings")[0].values.get("funding_check", "")


def test_sum_that_holds_proves_its_numbers() -> None:
    data = facts(funded("US$ 1,000", "US$ 300; US$ 200", "US$ 500"))
    assert amounts(data) == [
        ("budget", "1000", "proved"), ("shortfall", "500", "proved"),
        ("pledge", "300", "proved"), ("pledge", "200", "proved"),
    ]  # fmt: skip
    assert (check(data), codes(data)) == ("balanced", [])


def test_an_amount_that_the_sum_proves_is_proved_as_a_row_and_its_donor_is_not() -> None:
    data = facts(funded("US$ 1,000", "US$ 300; US$ 200", "US$ 500"))
    assert column(data.rows("amounts"), "status") == ["proved", "proved"]
    assert column(data.rows("pledges"), "status") == ["stated", "stated"]


def test_totals_are_as_good_as_what_they_rest_on() -> None:
    data = facts(funded("US$ 1,000", "US$ 300; US$ 200", "US$ 500"))
    row = data.rows("listings")[0]
    assert [row.values[c] for c in ("budget", "pledged", "shortfall", "currency")] == ["1000", "500", "500", "USD"]
    assert [status(row, c) for c in ("budget", "pledged", "shortfall")] == ["proved", "proved", "proved"]


@pytest.mark.parametrize(
    ("budget", "pledges", "shortfall"),
    [("", "US$ 300", "US$ 500"), ("US$ 1,000", "", "US$ 500"), ("US$ 1,000", "US$ 300", ""), ("US$ 1,000", "", "")],
)
def test_sum_with_a_part_missing_proves_nothing(budget: str, pledges: str, shortfall: str) -> None:
    data = facts(funded(budget, pledges, shortfall))
    assert check(data) == "incomplete"
    assert {s for *_, s in amounts(data)} == {"stated"}


def test_project_without_amounts_has_no_sum_to_check() -> None:
    assert check(facts(Paper().title("Safe Harbours").pledge("Norway"))) == ""


#: Printed budget, pledges and shortfall, which of them is misprinted, and what it must be.
REPAIRS = [
    ("US$ 1,906.876", "US$ 1,500,000", "US$ 406,876", "budget", "1906876"),
    ("US$ 1,000,000", "US$ 244,000", "US$ 756,00", "shortfall", "756000"),
    ("US$ 1,000,000", "US$ 756,00", "US$ 244,000", "pledge", "756000"),
    ("US$ 70,551,6431", "US$ 551,643", "US$ 70,000,000", "budget", "70551643"),
    ("US$ 12.500", "US$ 500.00", "US$ 12,000", "budget", "12500"),
    ("US$ 1,906.876", "US$ 1,500,000; US$ 400,000", "US$ 6,876", "budget", "1906876"),
]


@pytest.mark.parametrize(("budget", "pledges", "shortfall", "kind", "value"), REPAIRS)
def test_misprinted_number_is_read_so_that_the_sum_holds(
    budget: str, pledges: str, shortfall: str, kind: str, value: str
) -> None:
    data = facts(funded(budget, pledges, shortfall))
    assert check(data) == "balanced"
    assert value in [v for k, v, _ in amounts(data) if k == kind]
    assert "doubtful" not in {s for *_, s in amounts(data)}


def test_repaired_number_says_so_and_keeps_what_is_printed() -> None:
    data = facts(funded("US$ 1,906.876", "US$ 1,500,000", "US$ 406,876"))
    budget = data.rows("amounts")[0]
    assert (budget.values["amount"], budget.values["amount_text"]) == ("1906876", "US$ 1,906.876")
    assert status(budget, "amount") == "inferred"
    assert budget.receipts["amount"][0].steps == ("amount:grouped",)
    assert budget.receipts["amount"][0].rejected != ()
    assert codes(data) == [("warning", "number-repaired")]
    assert status(data.rows("listings")[0], "budget") == "inferred"


def test_two_numbers_that_could_each_save_the_sum_save_nothing() -> None:
    data = facts(funded("US$ 1,000,000", "US$ 756,00; US$ 756,00", "US$ 243,244"))
    assert check(data) == "off"
    assert column(data.rows("pledges"), "amount") == ["756", "756"]


def test_only_one_number_is_read_otherwise() -> None:
    data = facts(funded("US$ 1,000,000", "US$ 256,00; US$ 244,00", "US$ 500,000"))
    assert check(data) == "off"
    assert column(data.rows("pledges"), "amount") == ["256", "244"]


def test_well_formed_numbers_are_never_read_otherwise() -> None:
    data = facts(funded("US$ 1,000", "US$ 300", "US$ 800"))
    assert column(data.rows("amounts"), "amount") == ["1000", "800"]


def test_contradiction_is_an_error_and_its_figures_are_doubtful() -> None:
    data = facts(funded("US$ 1,000", "US$ 300", "US$ 800"))
    assert (check(data), codes(data)) == ("off", [("error", "funding-off")])
    assert amounts(data)[:2] == [("budget", "1000", "doubtful"), ("shortfall", "800", "doubtful")]
    assert status(data.rows("listings")[0], "shortfall") == "doubtful"
    assert all(n in says(data) for n in ("US$ 1,000", "USD 300", "USD 700", "US$ 800", "USD 100 more"))


def test_contradiction_makes_the_pledges_doubtful_too() -> None:
    assert amounts(facts(funded("US$ 1,000", "US$ 300", "US$ 800")))[2:] == [("pledge", "300", "doubtful")]


def test_contradiction_of_a_rough_budget_is_a_note() -> None:
    paper = Paper().title("Safe Harbours").amount("budget", "US$ 1,000", approximate="true")
    data = facts(paper.pledge("Norway", "US$ 300").amount("shortfall", "US$ 800"))
    assert codes(data) == [("note", "funding-off")]


@pytest.mark.parametrize(
    ("shortfall", "code"),
    [("US$ 701", "funding-rounding"), ("US$ 699", "funding-rounding"), ("US$ 702", "funding-off")],
)
def test_difference_of_one_is_rounding(shortfall: str, code: str) -> None:
    data = facts(funded("US$ 1,000", "US$ 300", shortfall))
    assert [c for _, c in codes(data)] == [code]
    assert (status(data.rows("amounts")[0], "amount") == "stated") == (code == "funding-rounding")


def test_nothing_pledged_and_all_missing_prove_each_other() -> None:
    data = facts(funded("US$ 1,000", "", "US$ 1,000").amount("pledged", "US$ 0"))
    assert check(data) == "balanced"
    assert amounts(data) == [("budget", "1000", "proved"), ("shortfall", "1000", "proved"), ("pledged", "0", "proved")]
    assert data.rows("pledges") == []
    assert data.rows("listings")[0].values["pledged"] == "0"


def test_nothing_pledged_and_little_missing_is_a_contradiction() -> None:
    assert check(facts(funded("US$ 1,000", "", "US$ 400").amount("pledged", "US$ 0"))) == "off"


def test_amounts_in_different_currencies_are_not_added() -> None:
    data = facts(funded("US$ 1,000", "US$ 300; EUR 200", "US$ 500"))
    row = data.rows("listings")[0]
    assert (check(data), row.values.get("pledged", "")) == ("incomplete", "")
    assert {s for *_, s in amounts(data)} == {"stated"}


def parted(whole: str, *parts: str, currency: str = "US$") -> Dataset:
    paper = Paper().title("Safe Harbours")
    if whole:
        paper.amount("budget", whole)
    for number, part in enumerate(parts, 1):
        paper.amount("component", part, field="budget", component=f"phase {number}")
    return facts(paper)


def test_parts_that_make_the_whole_prove_it() -> None:
    data = parted("US$ 1,000", "US$ 300", "US$ 700")
    assert amounts(data) == [
        ("budget", "1000", "proved"),
        ("component", "300", "proved"),
        ("component", "700", "proved"),
    ]
    assert codes(data) == []


def test_parts_that_do_not_make_the_whole_make_all_doubtful() -> None:
    data = parted("US$ 1,000", "US$ 300", "US$ 600")
    assert {s for *_, s in amounts(data)} == {"doubtful"}
    assert codes(data) == [("warning", "parts-off")]
    assert "900" in says(data)


@pytest.mark.parametrize("parts", [("US$ 300",), ("US$ 300", "EUR 700")])
def test_one_part_or_parts_in_other_currencies_say_nothing_of_the_whole(parts: tuple[str, ...]) -> None:
    data = parted("US$ 1,000", *parts)
    assert {s for *_, s in amounts(data)} == {"stated"}
    assert codes(data) == []


def test_parts_without_a_whole_are_added_up() -> None:
    row = parted("", "US$ 300", "US$ 700").rows("listings")[0]
    assert (row.values["budget"], status(row, "budget")) == ("1000", "inferred")
    assert row.receipts["budget"][0].inputs == ("amounts/d.1.a1/amount", "amounts/d.1.a2/amount")


def test_sum_of_shortfalls_of_two_phases_is_the_shortfall() -> None:
    data = facts(funded("US$ 1,000", "US$ 300", "US$ 500").amount("shortfall", "US$ 200", component="phase 2"))
    assert (check(data), data.rows("listings")[0].values["shortfall"]) == ("balanced", "700")


def test_share_is_pledged_by_budget() -> None:
    project = facts(funded("US$ 1,000", "US$ 300", "US$ 700")).rows("projects")[0]
    assert project.values["funded_share"] == "0.3"
    assert project.receipts["funded_share"][0].inputs == ("listings/d.1/pledged", "listings/d.1/budget")


def test_share_of_contradicted_figures_is_doubtful() -> None:
    project = facts(funded("US$ 1,000", "US$ 300", "US$ 800")).rows("projects")[0]
    assert status(project, "funded_share") == "doubtful"


def test_share_of_a_budget_of_zero_is_not_stated() -> None:
    assert "funded_share" not in facts(funded("US$ 0", "US$ 300", "")).rows("projects")[0].values
