"""CSV cells that a spreadsheet would run."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.guard import bare, guarded
from pipeline.publish.load import rows_of
from pipeline.publish.schema import tables
from pipeline.publish.tables import csv_bytes


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ('=HYPERLINK("http://a.b")', '\'=HYPERLINK("http://a.b")'),
        ("+43 1 26060 4290", "'+43 1 26060 4290"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("'=1", "''=1"),
        ("a=1", "a=1"),
        ("'quoted'", "'quoted'"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_run_stands_behind_an_apostrophe(text: str, cell: str) -> None:
    assert guarded(text) == cell
    assert bare(cell) == text


@given(st.text(alphabet="'=+-@\t\ra1 ", max_size=6))
def test_every_text_comes_back(text: str) -> None:
    assert bare(guarded(text)) == text


@given(st.text(alphabet="'=+-@\t\ra1 ", max_size=6))
def test_no_guarded_text_begins_a_formula(text: str) -> None:
    assert guarded(text)[:1] not in tuple("=+-@\t\r")


def test_a_table_guards_its_texts_and_not_its_numbers() -> None:
    table = tables()["amounts"]
    cells = ["-5" if c.type in ("decimal", "integer") else "=1" if c.type == "string" else "" for c in table.columns]
    line = csv_bytes(table, [cells]).decode().splitlines()[1]
    printed = dict(zip(table.names, line.split(","), strict=True))
    assert {printed[c.name] for c in table.columns if c.type == "string"} == {"'=1"}
    assert {printed[c.name] for c in table.columns if c.type in ("decimal", "integer")} == {"-5"}
    assert [*rows_of([f"{','.join(table.names)}\n", line], table)[0].values.values()] == cells
