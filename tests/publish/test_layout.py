"""CSV, Parquet and evidence: what the bytes are for given rows."""

from __future__ import annotations

import io
from decimal import Decimal

import pyarrow.parquet as pq
import pytest

from pipeline.publish.schema import SchemaError, tables
from pipeline.publish.tables import csv_bytes, files, laid_out
from pipeline.reconcile.facts import Row
from tests.publish.sample import DOCUMENT_ID, DOCUMENTS, TEXT, dataset, span


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("plain", "plain"),
        ("", ""),
        ("a, b", '"a, b"'),
        ('say "so"', '"say ""so"""'),
        ("two\nlines", '"two\nlines"'),
        ("a\rb", '"a\rb"'),
        ("=SUM(A1)", "'=SUM(A1)"),
        ("-0.5", "'-0.5"),
        ("naïve ☃", "naïve ☃"),
    ],
)
def test_a_csv_cell_is_quoted_only_where_it_must_be(text: str, cell: str) -> None:
    table = tables()["changes"]
    line = csv_bytes(table, [["p1", "changed", "projects", "p1", "title", "", text, "d1", "document", "Wells"]]).decode(
        "utf-8"
    )
    assert line == f"{','.join(table.names)}\np1,changed,projects,p1,title,,{cell},d1,document,Wells\n"


def test_every_table_is_written_in_both_formats_even_without_rows() -> None:
    made = files(dataset(), DOCUMENTS)
    expected = {f"{name}.{kind}" for name in tables() for kind in ("csv", "parquet")} | {f"text/{DOCUMENT_ID}.txt"}
    assert set(made) == expected
    assert made["themes.csv"] == b"listing_id,theme,label,basis,status,page,theme_id\n"


def test_the_text_is_published_as_positions_count_it() -> None:
    assert files(dataset(), DOCUMENTS)[f"text/{DOCUMENT_ID}.txt"] == TEXT.encode("utf-8")


def test_the_same_dataset_gives_the_same_bytes() -> None:
    assert files(dataset(), DOCUMENTS) == files(dataset(), DOCUMENTS)


def test_parquet_holds_decimals_integers_lists_and_missing_values() -> None:
    table = pq.read_table(io.BytesIO(files(dataset(), DOCUMENTS)["projects.parquet"]))
    row = table.to_pylist()[0]
    assert row["budget"] == Decimal("1500000.00")
    assert row["funded_share"] == Decimal("0.3333")
    assert row["codes"] == ["HBR-7", "X/12"]
    assert row["themes"] is None
    assert row["as_of"] == "2031-05"
    assert row["page_first"] == 2


def test_parquet_fields_carry_description_and_unit() -> None:
    schema = pq.read_schema(io.BytesIO(files(dataset(), DOCUMENTS)["listings.parquet"]))
    assert schema.field("duration_months").metadata == {
        b"description": b"How long the project is stated to last.",
        b"unit": b"months",
    }


def _evidence(column: str, table: str = "listings") -> list[dict[str, str]]:
    made = pq.read_table(io.BytesIO(files(dataset(), DOCUMENTS)["evidence.parquet"])).to_pylist()
    return [row for row in made if (row["table"], row["column"]) == (table, column)]


def test_a_value_in_two_pieces_has_a_row_a_piece() -> None:
    first, second = _evidence("title")
    assert [(r["piece"], r["part"], r["quote"]) for r in (first, second)] == [
        (0, 0, "Safe Harbours for"),
        (1, 0, "Coastal Fishers"),
    ]
    assert (second["start"], second["end"]) == span("Coastal Fishers")


def test_each_element_of_a_list_has_its_own_part() -> None:
    assert [(r["part"], r["quote"]) for r in _evidence("codes")] == [(0, "HBR-7"), (1, "X/12")]


def test_boxes_hold_the_words_that_a_quote_touches_to_a_tenth_of_a_point() -> None:
    (row,) = _evidence("shortfall")
    assert (row["page"], row["boxes"]) == (2, "[[2,140.0,170.0,194.0,180.3]]")


def test_a_value_that_was_worked_out_names_its_inputs_and_has_no_quote() -> None:
    (row,) = _evidence("pledged")
    assert row["inputs"] == '["pledges/l1/1/amount","pledges/l1/2/amount"]'
    assert row["steps"] == '["sum"]'
    assert (row["quote"], row["start"], row["page"], row["boxes"], row["document_id"]) == (None,) * 5


def test_receipts_of_a_single_value_are_numbered() -> None:
    data = dataset()
    receipt = data.tables["amounts"][0].receipts["currency"][0]
    data.tables["amounts"][0].receipts["currency"] = [receipt, receipt]
    rows = pq.read_table(io.BytesIO(files(data, DOCUMENTS)["evidence.parquet"])).to_pylist()
    assert [r["part"] for r in rows if (r["table"], r["column"]) == ("amounts", "currency")] == [0, 1]


def test_a_document_without_places_gives_quotes_without_page_and_boxes() -> None:
    made = files(dataset(), {})["evidence.csv"].decode("utf-8")
    assert f"listings,l1,title,0,{DOCUMENT_ID},,0,17,Safe Harbours for,,made.up" in made


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (Row("places", "x1", {"nmae_text": "Peru"}), "no column places.nmae_text"),
        (Row("places", "x1", {"place_id": "x2"}), "calls itself 'x2'"),
        (Row("places", "x1", {"page": "two"}), "places/x1/page: 'two' is no integer"),
    ],
)
def test_a_row_that_is_not_as_promised_is_refused(row: Row, says: str) -> None:
    with pytest.raises(SchemaError, match=says):
        laid_out(tables()["places"], row)


def test_an_unknown_table_is_refused() -> None:
    data = dataset()
    data.rows("placse")
    with pytest.raises(SchemaError, match="placse"):
        files(data, DOCUMENTS)


def test_text_that_utf8_cannot_hold_keeps_its_length() -> None:
    data = dataset()
    data.texts["d2-torn"] = "a\ud800b"
    assert files(data, DOCUMENTS)["text/d2-torn.txt"] == b"a?b"
