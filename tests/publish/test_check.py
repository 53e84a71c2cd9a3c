"""What a run asks before it publishes: does each receipt give its cell again?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors.evidence import Span
from pipeline.publish.check import Problem, check, withdraw
from pipeline.reconcile.facts import Dataset, Receipt, Row
from tests.publish.sample import DOCUMENT_ID, dataset, read, worked_out


def test_a_dataset_whose_receipts_replay_has_no_problem() -> None:
    data = dataset()
    assert check(data) == []


def _listing(data: Dataset) -> Row:
    return data.tables["listings"][0]


def _set(column: str, value: str, *receipts: Receipt) -> Callable[[Dataset], None]:
    def change(data: Dataset) -> None:
        _listing(data).values[column] = value
        _listing(data).receipts[column] = list(receipts)

    return change


FAULTS = [
    (_set("region_text", "Norland", read("Sudland")), "receipt", "gives 'Sudland', the cell says 'Norland'"),
    (_set("region_text", "Norland"), "unproved", "a value without receipt"),
    (_set("region_text", "", read("Norland")), "receipt", "a receipt for an empty cell"),
    (_set("region_text", "Norland", read("Norland"), read("Sudland")), "receipt", "the receipt gives 'Sudland'"),
    (_set("region_text", "Norland", read("Norland", steps=("no-such-step",))), "receipt", "no-such-step"),
    (_set("region_text", "0", read("Norland", steps=("sum",))), "receipt", "ConversionSyntax"),
    (_set("region_text", "Norland", read("Norland")._replace(document_id="d9")), "receipt", "no text of document 'd9'"),
    (_set("region_text", "x", read("Norland")._replace(spans=(Span(5, 5),))), "receipt", "no characters 5 to 5"),
    (_set("region_text", "x", read("Norland")._replace(spans=(Span(0, 9999),))), "receipt", "no characters 0 to 9999"),
    (_set("region_text", "x", worked_out()), "receipt", "names neither a quote nor other cells"),
    (_set("region_text", "x", worked_out("pledges/l1/9/donor")), "receipt", "pledges/l1/9/donor has no value"),
    (_set("region_text", "x", worked_out("pledges/l1/1/note")), "receipt", "pledges/l1/1/note has no value"),
    (_set("duration_months", "2 years", read("Norland")), "type", "'2 years' is no integer"),
    (_set("codes", "HBR-7; X/12", read("HBR-7")), "unproved", "no receipt for 'X/12'"),
    (_set("codes", "HBR-7; X/12", read("X/12"), read("HBR-7", part=1)), "receipt", "the receipt gives 'X/12'"),
    (_set("codes", "HBR-7", read("HBR-7"), read("X/12", part=1)), "receipt", "the cell says ''"),
    (_set("codes", "HBR-7", read("HBR-7"), read("Norland", steps=("word:a=b",), part=1)), "receipt", "gives ''"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "code", "says"), FAULTS)
def test_a_cell_that_its_receipts_do_not_prove_is_named(
    change: Callable[[Dataset], None], code: str, says: str
) -> None:
    data = dataset()
    change(data)
    problem = next(p for p in check(data) if p.table == "listings")
    assert problem.code == code
    assert says in problem.says


def test_one_receipt_may_give_several_elements_of_a_list() -> None:
    data = dataset()
    project = data.tables["projects"][0]
    project.receipts["donors"] = [worked_out("pledges/l1/1/donor", "pledges/l1/2/donor", steps=("list",))]
    assert check(data) == []


def test_a_second_place_that_says_the_same_is_a_second_receipt() -> None:
    data = dataset()
    _set("region_text", "Lima", read("Lima"), read("Lima,"))(data)
    assert [p.says for p in check(data)] == ["the receipt gives 'Lima,', the cell says 'Lima'"]
    _set("region_text", "Lima", read("Lima"), read("Lima", part=1))(data)
    assert check(data) == []


def test_what_rests_on_an_unproved_cell_falls_with_it() -> None:
    data = dataset()
    data.tables["pledges"][0].values["amount"] = "400001"
    data.tables["listings"][0].values["pledged"] = "500001.5"
    data.tables["projects"][0].values["pledged"] = "500001.5"
    assert [(p.table, p.column, p.code) for p in check(data)] == [
        ("listings", "pledged", "dependent"),
        ("projects", "pledged", "dependent"),
        ("projects", "funded_share", "dependent"),
        ("pledges", "amount", "receipt"),
    ]


def test_what_rests_on_itself_is_not_proved() -> None:
    data = dataset()
    _set("region_text", "x", worked_out("listings/l1/countries_text"))(data)
    _set("countries_text", "x", worked_out("listings/l1/region_text"))(data)
    assert check(data) == [
        Problem("dependent", "listings", "l1", c, f"it rests on listings/l1/{other}, which is not proved")
        for c, other in (("countries_text", "region_text"), ("region_text", "countries_text"))
    ]


def test_cells_that_merely_agree_with_a_quote_make_no_circle() -> None:
    data = dataset()
    assert data.tables["amounts"][0].receipts["amount"][0].inputs == ("listings/l1/pledged", "listings/l1/shortfall")
    data.tables["listings"][0].receipts["shortfall"] = [
        worked_out("amounts/a1/amount", "listings/l1/pledged", steps=("difference",))
    ]
    data.tables["listings"][0].values["shortfall"] = "999999.5"
    assert check(data) == []


def test_withdrawing_what_has_a_problem_leaves_no_problem() -> None:
    data = dataset()
    data.tables["amounts"][0].values["amount"] = "15"
    problems = check(data)
    withdraw(data, problems)
    assert {(p.table, p.column) for p in problems} == {
        ("amounts", "amount"),
        ("listings", "budget"),
        ("projects", "budget"),
        ("projects", "funded_share"),
    }
    assert check(data) == []
    assert data.tables["amounts"][0].values["amount"] == ""
    assert data.texts[DOCUMENT_ID].startswith("Safe")
