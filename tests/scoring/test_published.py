"""A published dataset, read as claims."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.scoring import published

TABLES: dict[str, list[dict[str, str]]] = {
    "documents": [{"document_id": "a", "file": "in/a.txt"}, {"document_id": "b", "file": "b.txt"}],
    "listings": [
        {"listing_id": "a.1", "document_id": "a", "title": "Clean Wells", "codes": "GLO1; GLO2", "scope": "national",
         "start_date": "2009", "end_date": "", "duration_months": "24"},
    ],
    "evidence": [
        {"table": "listings", "row_id": "a.1", "column": "codes", "part": "0", "status": "proved"},
        {"table": "listings", "row_id": "a.1", "column": "codes", "part": "1", "status": "doubtful"},
        {"table": "amounts", "row_id": "a.1", "column": "title", "part": "0", "status": "doubtful"},
    ],
    "amounts": [
        {"listing_id": "a.1", "kind": "budget", "amount": "1000.50", "currency": "USD", "status": "proved"},
        {"listing_id": "a.1", "kind": "component", "amount": "400", "currency": "USD", "status": "stated"},
        {"listing_id": "a.1", "kind": "pledged", "amount": "0", "currency": "USD", "status": "stated"},
        {"listing_id": "a.1", "kind": "shortfall", "amount": "", "currency": "USD", "status": "stated"},
    ],
    "pledges": [
        {"listing_id": "a.1", "donor": "Norway", "amount": "", "status": "stated"},
        {"listing_id": "a.1", "donor": "Sweden", "amount": "0", "status": "stated"},
    ],
    "contacts": [
        {"listing_id": "a.1", "name": "Ada Lund", "email": "", "phone": "+4312606", "phone_text": "+43 1 2606",
         "status": ""},
    ],
    "places": [
        {"listing_id": "a.1", "iso3": "NAM", "basis": "named", "status": "stated"},
        {"listing_id": "a.1", "iso3": "BWA", "basis": "group", "status": "inferred"},
        {"listing_id": "a.1", "iso3": "", "basis": "named", "status": "stated"},
    ],
}  # fmt: skip


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    for table, rows in TABLES.items():
        with (tmp_path / f"{table}.csv").open("w", encoding="utf-8", newline="") as stream:
            writer = csv.DictWriter(stream, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    return tmp_path


def test_a_dataset_is_read_as_claims_with_their_status(dataset: Path) -> None:
    found = published.load(dataset)
    assert found["b.txt"] == []
    assert [(c.item.field, c.item.key, c.status) for c in found["a.txt"][0].claims] == [
        ("title", "clean wells", "stated"),
        ("code", "glo1", "proved"),
        ("code", "glo2", "doubtful"),
        ("scope", "national", "stated"),
        ("start", "2009", "stated"),
        ("duration", 24.0, "stated"),
        ("country", "NAM", "stated"),
        ("budget", (1000.5, "USD"), "proved"),
        ("budget", (400.0, "USD"), "stated"),
        ("pledge", ("norway", None), "stated"),
        ("contact name", "ada lund", "stated"),
        ("contact phone", "4312606", "stated"),
    ]
