"""Rows, their cells and how far these can be trusted."""

from __future__ import annotations

import pytest

from pipeline.reconcile.facts import Receipt, Row, Status, by_id, cell_name, cell_parts, grouped, worst


def test_the_name_of_a_cell_leads_back_even_where_an_identifier_holds_slashes() -> None:
    assert cell_parts(cell_name("amounts", "d1/3/a", "amount")) == ("amounts", "d1/3/a", "amount")


@pytest.mark.parametrize("name", ["", "amounts", "amounts/a1", "/a1/amount", "amounts/a1/"])
def test_what_is_no_name_of_a_cell_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="table/row_id/column"):
        cell_parts(name)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        ([], ""),
        (["stated"], "stated"),
        (["stated", "proved"], "stated"),
        (["inferred", "stated"], "inferred"),
        (["doubtful", "proved", "inferred"], "doubtful"),
    ],
)
def test_the_worst_status_counts(statuses: list[Status], expected: str) -> None:
    assert worst(statuses) == expected
    row = Row("amounts", "a1", receipts={"amount": [Receipt("d", "r", status) for status in statuses]})
    assert (row.status("amount"), row.worst(), row.status("currency")) == (expected, expected, "")


def test_a_row_knows_the_names_of_its_cells() -> None:
    assert Row("amounts", "d.1.a1").cell("currency") == cell_name("amounts", "d.1.a1", "currency")


def test_rows_without_an_identifier_are_found_by_none() -> None:
    rows = [Row("amounts", "a1"), Row("evidence", ""), Row("pledges", "a1")]
    assert by_id(rows) == {("amounts", "a1"): rows[0], ("pledges", "a1"): rows[2]}


def test_rows_are_grouped_in_their_order() -> None:
    rows = [Row("amounts", str(n), {"listing_id": name} if name else {}) for n, name in enumerate(["x", "", "y", "x"])]
    assert grouped(rows, "listing_id") == {"x": [rows[0], rows[3]], "": [rows[1]], "y": [rows[2]]}
