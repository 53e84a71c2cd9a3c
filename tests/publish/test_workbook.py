"""The workbook: every cell of every table with its type, links that arrive, colours that mean something, no clock."""

from __future__ import annotations

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook

from pipeline.publish import publish, workbook
from pipeline.publish.schema import Column, tables
from pipeline.publish.tables import all_rows, csv_bytes, laid_out
from pipeline.publish.workbook import NAME, typed, workbook_bytes
from pipeline.reconcile.facts import Dataset, Row
from tests.publish.sample import DOCUMENT_ID, DOCUMENTS, dataset


def made(data: Dataset | None = None, **about: str) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # XlsxWriter warns where it leaves something out
        return workbook_bytes(all_rows(data or dataset(), DOCUMENTS), about)


def opened(data: bytes) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        book = openpyxl.load_workbook(io.BytesIO(data))
    assert isinstance(book, Workbook)
    return book


@cache
def book() -> Workbook:
    return opened(made())


def cell(book: Workbook, table: str, column: str, row: int = 1) -> Cell:
    """A cell of a sheet by the name of its column; rows are counted from 1 below the head."""
    heads = [head.value for head in book[table][1]]
    found = book[table].cell(row + 1, heads.index(column) + 1)
    assert isinstance(found, Cell)
    return found


def leads_to(book: Workbook, found: Cell) -> Any:
    """What stands where the link of a cell leads; None for a cell without one."""
    if found.hyperlink is None:
        return None
    sheet, _, place = found.hyperlink.location.partition("!")
    return book[sheet][place].value


def fill(found: Cell) -> str:
    return str(found.fill.fgColor.rgb)[2:] if found.fill.fill_type else ""


def test_a_sheet_a_table_those_most_people_want_first() -> None:
    names = book().sheetnames
    assert names[:4] == ["about", "projects", "pledges", "findings"]
    assert sorted(names[1:]) == sorted(tables())


def test_every_cell_of_every_table_is_there() -> None:
    rows = all_rows(dataset(), DOCUMENTS)
    for name, found in rows.items():
        table = tables()[name].written(row.values for row in found)
        sheet = [[_text(v) for v in row] for row in book()[name].iter_rows(values_only=True)]
        expected = [[_plain(c, text) for c, text in zip(table.columns, laid_out(table, r), strict=True)] for r in found]
        assert sheet == [[*table.names], *expected], name


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def _plain(column: Column, text: str) -> str:
    """A number as a float or an integer shows it: 500000.50 is 500000.5."""
    return f"{Decimal(text):f}".rstrip("0").rstrip(".") if column.type == "decimal" and "." in text else text


def test_heads_are_frozen_filtered_and_say_what_they_mean() -> None:
    sheet = book()["projects"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:AD2")
    comment = cell(book(), "projects", "budget", 0).comment
    assert comment is not None
    assert comment.text == "What the whole project costs.\nUnit: the row's currency."
    assert all(head.comment is not None for name in tables() for head in book()[name][1])


def test_a_table_without_rows_has_its_head() -> None:
    sheet = book()["themes"]
    assert (sheet.max_row, sheet.auto_filter.ref, sheet["A1"].value) == (1, "A1:G1", "listing_id")


#: Type, unit and scale of a column, a text, and what the cell holds in which format.
TYPED = [
    (Column("c", "decimal", ""), "1500000", 1500000.0, "decimal"),
    (Column("c", "decimal", ""), "-0.50", -0.5, "decimal"),
    (Column("c", "decimal", ""), "9999999999999.99", 9999999999999.99, "decimal"),
    (Column("c", "decimal", ""), "10000000000000.99", "10000000000000.99", ""),
    (Column("c", "decimal", "", "share of the budget", 4), "0.3333", 0.3333, "share"),
    (Column("c", "decimal", "", scale=10), "1.3206000000", 1.3206, "rate"),
    (Column("c", "integer", ""), "12", 12, "integer"),
    (Column("c", "integer", ""), "123456789012345678", "123456789012345678", ""),
    (Column("c", "boolean", ""), "false", False, ""),
    (Column("c", "date", ""), "2009-03-31", datetime(2009, 3, 31).date(), "date"),
    (Column("c", "day", ""), "2009-03-31", datetime(2009, 3, 31).date(), "date"),
    (Column("c", "date", ""), "2009-03", "2009-03", ""),
    (Column("c", "date", ""), "2009", "2009", ""),
    (Column("c", "date", ""), "2009-02-30", "2009-02-30", ""),
    (Column("c", "date", ""), "1900-03-31", "1900-03-31", ""),
    (Column("c", "string", ""), "2009", "2009", ""),
    (Column("c", "list", ""), "A; B", "A; B", ""),
]


@pytest.mark.parametrize(("column", "text", "value", "kind"), TYPED)
def test_a_cell_holds_the_value_as_far_as_the_format_can(column: Column, text: str, value: object, kind: str) -> None:
    found = typed(column, text)
    assert (found, type(found[0])) == ((value, kind), type(value))


def test_amounts_and_shares_look_like_such() -> None:
    looks = [(cell(book(), "projects", c).value, cell(book(), "projects", c).number_format) for c in NUMBERS]
    assert looks == [(1500000, "#,##0.00"), (0.3333, "0.0%"), (2, "0")]


NUMBERS = ("budget", "funded_share", "page_first")


def test_a_full_date_is_a_date_and_a_month_is_text() -> None:
    data = dataset()
    data.tables["projects"][0].values |= {"start_date": "2031-05-01", "end_date": "2033"}
    found = opened(made(data))
    start, end = cell(found, "projects", "start_date"), cell(found, "projects", "end_date")
    assert (start.value, start.number_format, end.value) == (datetime(2031, 5, 1), "yyyy-mm-dd", "2033")
    assert cell(found, "projects", "as_of").value == "2031-05"


#: Table, column and row of a cell, and what stands where its link leads.
LINKS = [
    ("listings", "title", 1, "Safe Harbours for"),  # the first piece of the quote
    ("listings", "shortfall", 1, "999999.50"),
    ("listings", "pledged", 1, None),  # a sum: its receipt has inputs and no quote
    ("projects", "title", 1, "Safe Harbours for"),  # taken over: the receipt of where it was read
    ("projects", "budget", 1, "1500000"),  # taken over twice
    ("projects", "donors", 1, None),  # from several cells: its own receipt, which names them
    ("pledges", "listing_id", 2, "l1"),
    ("projects", "latest_document", 1, DOCUMENT_ID),
    ("findings", "row_id", 1, "+4315550199"),  # the value that it is about
    ("lines", "document_id", 3, DOCUMENT_ID),
    ("evidence", "column", 1, "Safe Harbours for Coastal Fishers"),
]


@pytest.mark.parametrize(("table", "column", "row", "there"), LINKS)
def test_a_link_leads_to_the_receipt_or_the_row(table: str, column: str, row: int, there: object) -> None:
    found = cell(book(), table, column, row)
    assert found.hyperlink is not None
    assert leads_to(book(), found) == there


@pytest.mark.parametrize(("table", "column"), [("projects", "project_id"), ("amounts", "kind"), ("documents", "file")])
def test_what_has_no_receipt_and_refers_to_nothing_has_no_link(table: str, column: str) -> None:
    assert cell(book(), table, column).hyperlink is None


def test_a_receipt_that_rests_on_cells_leads_to_the_receipt_of_the_first() -> None:
    rows = [row for row in book()["evidence"].iter_rows(min_row=2) if (row[0].value, row[2].value) == SUM]
    (inputs,) = (found for found in rows[0] if found.value == '["pledges/l1/1/amount","pledges/l1/2/amount"]')
    assert isinstance(inputs, Cell)
    assert leads_to(book(), inputs) == "400000"


SUM = ("listings", "pledged")


def test_no_link_leads_out_of_the_workbook() -> None:
    with zipfile.ZipFile(io.BytesIO(made())) as parts:
        relations = [parts.read(name).decode() for name in parts.namelist() if name.endswith(".rels")]
    assert not any('TargetMode="External"' in text for text in relations)


def test_findings_are_coloured_and_so_is_what_they_are_about() -> None:
    data = dataset()
    data.note("error", "x", "The budget is wrong.", table="projects", row_id="p1", column="budget")
    data.note("note", "y", "Look here.", document_id=DOCUMENT_ID)
    found = opened(made(data))
    assert [{fill(c) for c in row if c.value} for row in found["findings"].iter_rows(min_row=2)] == [
        {"FFE2B0"}, {"F8C9C4"}, {"DCE9F5"},
    ]  # fmt: skip
    assert [fill(cell(found, *place)) for place in (("contacts", "phone"), ("projects", "budget"))] == [
        "FFE2B0", "F8C9C4",
    ]  # fmt: skip
    assert fill(cell(found, "contacts", "email")) == ""


def test_a_doubtful_value_is_coloured_and_so_is_the_word() -> None:
    data = dataset()
    row = data.tables["amounts"][0]
    row.receipts["amount"] = [row.receipts["amount"][0]._replace(status="doubtful")]
    row.values["status"] = "doubtful"
    found = opened(made(data))
    assert [fill(cell(found, "amounts", c)) for c in ("amount", "currency", "status")] == ["FFE2B0", "", "FFE2B0"]


STRANGE = ["=1+1", "+4315550199", "-1", "@x", "https://example.org", "mailto:a@b.example", "internal:about!A1", "1e5"]


@pytest.mark.parametrize("text", STRANGE)
def test_text_stays_text_whatever_it_looks_like(text: str) -> None:
    data = dataset()
    data.tables["documents"][1].values["title"] = text
    found = cell(opened(made(data)), "documents", "title", 2)
    assert (found.value, found.data_type, found.hyperlink) == (text, "s", None)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(), max_size=40))
@example("\ud800")  # half of a pair, which UTF-8 does not have
def test_any_text_leaves_the_workbook_well_formed(text: str) -> None:
    data = dataset()
    data.tables["documents"][1].values["title"] = text
    with zipfile.ZipFile(io.BytesIO(made(data, title=text.strip() or "x"))) as parts:
        for name in parts.namelist():
            etree.fromstring(parts.read(name))


def test_a_text_that_is_too_long_is_cut_and_said() -> None:
    data = dataset()
    data.tables["documents"][1].values["title"] = "a" * 32767
    assert len(cell(opened(made(data)), "documents", "title", 2).value) == 32767
    data.tables["documents"][1].values["title"] = "a" * 32768
    found = opened(made(data))
    assert cell(found, "documents", "title", 2).value == "a" * 32765 + " …"
    assert [note for note in notes(found) if "This concerns 1 cells" in note]
    assert not [note for note in notes(book()) if "This concerns" in note]


def notes(book: Workbook) -> list[str]:
    return [str(value) for (value,) in book["about"].iter_rows(min_col=3, max_col=3, values_only=True) if value]


@pytest.fixture
def limits() -> Iterator[dict[str, int]]:
    """What a sheet can hold, to be made smaller."""
    found: dict[str, int] = workbook._settings()["limits"]
    usual = dict(found)
    yield found
    found.update(usual)


def test_a_table_goes_on_in_a_further_sheet_and_links_follow_it(limits: dict[str, int]) -> None:
    limits["rows"] = 4
    found = opened(made())
    assert [name for name in found.sheetnames if name.startswith("lines")] == ["lines", "lines_2", "lines_3"]
    lines = [r for n in ("lines", "lines_2", "lines_3") for r in found[n].iter_rows(min_row=2, values_only=True)]
    assert lines == [*book()["lines"].iter_rows(min_row=2, values_only=True)]
    for table, column, row, there in LINKS:
        if row <= 4:
            assert leads_to(found, cell(found, table, column, row)) == there


def test_where_links_run_out_the_values_stay_and_it_is_said(limits: dict[str, int]) -> None:
    limits["links"] = 3
    found = opened(made())
    assert sum(c.hyperlink is not None for row in found["lines"] for c in row) == 3
    assert [*found["lines"].values] == [*book()["lines"].values]
    assert "Excel holds 3 links a sheet; the values of lines below row 4 have none." in notes(found)


def test_the_first_sheet_says_what_the_others_are() -> None:
    found = opened(made(title="Harbours", licence="CC-BY-4.0"))
    assert notes(found)[0] == "Harbours"
    assert "Licence: CC-BY-4.0" in notes(found)
    rows = {
        row[0].value: (row[1].value, row[2].value, leads_to(found, row[0])) for row in found["about"] if row[0].value
    }
    assert rows.pop("sheet") == ("rows", "what a row is", None)
    assert rows.keys() == {*tables()}
    assert rows["pledges"] == (2, tables()["pledges"].says, "pledge_id")


def test_the_same_dataset_gives_the_same_bytes_and_no_clock_is_in_them() -> None:
    assert made() == made()
    with zipfile.ZipFile(io.BytesIO(made())) as parts:
        assert {part.date_time[0] for part in parts.infolist()} == {1980}
        core = parts.read("docProps/core.xml").decode()
    assert core.count("1980-01-01T00:00:00Z") == 2
    assert core.count("T00:00:00Z") == 2


def test_pandas_reads_a_sheet_as_it_reads_the_csv(tmp_path: Path) -> None:
    publish(dataset(), DOCUMENTS, tmp_path)
    frame = pd.read_excel(tmp_path / NAME, sheet_name="pledges", keep_default_na=False)
    table = tables()["pledges"].written(row.values for row in dataset().tables["pledges"])
    rows = [laid_out(table, row) for row in dataset().tables["pledges"]]
    expected = [*csv.DictReader(io.StringIO(csv_bytes(table, rows).decode()))]
    assert [*frame.columns] == [*table.names]
    assert [*frame["amount"]] == [float(row["amount"]) for row in expected]
    assert [*frame["donor"]] == ["Norland", "Sudland"]


def test_a_row_that_the_schema_has_an_identifier_for_has_it_in_the_workbook() -> None:
    data = dataset()
    data.rows("mentions").append(Row("mentions", "m1", {"listing_id": "l1", "text": "Norland"}))
    assert cell(opened(made(data)), "mentions", "mention_id").value == "m1"
