"""``pledgebook verify``: a clean folder is clean, and each way of spoiling one is seen."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.publish import publish
from pipeline.publish.folder import SUMS
from pipeline.verify import counts, examine, summary, verify_dataset
from tests.publish.sample import DOCUMENT_ID, DOCUMENTS, dataset


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A published dataset of CSV files and texts alone, so that each fault shows itself and not its checksum."""
    publish(dataset(), DOCUMENTS, tmp_path / "out")
    for path in [*(tmp_path / "out").glob("*.parquet"), tmp_path / "out" / SUMS]:
        path.unlink()
    return tmp_path / "out"


def edit(path: Path, row: int, column: str, value: str) -> None:
    """Change one cell of a CSV file; rows count from 0."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
    rows[row][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_a_published_dataset_is_clean(tmp_path: Path) -> None:
    publish(dataset(), DOCUMENTS, tmp_path)
    assert verify_dataset(tmp_path) == []


def test_the_csv_files_and_texts_alone_are_enough(folder: Path) -> None:
    assert verify_dataset(folder) == []
    assert summary(examine(folder)[0]) == "57 rows in 17 tables, 1 texts, 35 values with 37 receipts"


CELLS = [
    ("amounts.csv", "amount", "1500001", ("receipt", "amounts", "a1", "amount")),
    ("amounts.csv", "amount", "1.5m", ("type", "amounts", "a1", "amount")),
    ("amounts.csv", "kind", "price", ("enumeration", "amounts", "a1", "kind")),
    ("amounts.csv", "listing_id", "l9", ("reference", "amounts", "a1", "listing_id")),
    ("projects.csv", "parent_project_id", "p9", ("reference", "projects", "p1", "parent_project_id")),
    ("projects.csv", "donors", "Norland; Sudland; Ostland", ("unproved", "projects", "p1", "donors")),
    ("projects.csv", "scope", "global", ("unproved", "projects", "p1", "scope")),
    ("listings.csv", "shortfall", "", ("receipt", "listings", "l1", "shortfall")),
    ("evidence.csv", "quote", "Safe Harbors for", ("quote", "listings", "l1", "title")),
    ("evidence.csv", "start", "1", ("quote", "listings", "l1", "title")),
    ("evidence.csv", "start", "one", ("type", "evidence", "row 2", "start")),
    ("evidence.csv", "steps", '["upper"]', ("receipt", "listings", "l1", "title")),
    ("evidence.csv", "steps", "join", ("receipt", "listings", "l1", "title")),
    ("evidence.csv", "steps", '{"join": 1}', ("receipt", "listings", "l1", "title")),
    ("evidence.csv", "piece", "1", ("receipt", "listings", "l1", "title")),
    ("evidence.csv", "row_id", "l9", ("receipt", "listings", "l9", "title")),
    ("evidence.csv", "column", "name", ("receipt", "listings", "l1", "name")),
    ("evidence.csv", "table", "prices", ("receipt", "prices", "l1", "title")),
    ("evidence.csv", "document_id", "d9", ("quote", "listings", "l1", "title")),
    ("evidence.csv", "status", "sure", ("enumeration", "evidence", "row 2", "status")),
    ("lines.csv", "line", "2", ("key", "lines", f"{DOCUMENT_ID}/2", "document_id")),
    ("findings.csv", "finding_id", "", ("key", "findings", "row 2", "finding_id")),
    ("documents.csv", "document_id", "d2-torn", ("key", "documents", "d2-torn", "document_id")),
]  # fmt: skip


@pytest.mark.parametrize(("file", "column", "value", "expected"), CELLS)
def test_a_cell_that_was_changed_is_found(
    folder: Path, file: str, column: str, value: str, expected: tuple[str, ...]
) -> None:
    edit(folder / file, 0, column, value)
    assert expected in [p[:4] for p in verify_dataset(folder)]


def test_a_text_that_was_changed_is_found_by_its_quotes(folder: Path) -> None:
    text = folder / "text" / f"{DOCUMENT_ID}.txt"
    text.write_bytes(text.read_bytes().replace(b"999999.50", b"999999.51"))
    assert [p[:4] for p in verify_dataset(folder)] == [("quote", "listings", "l1", "shortfall")]


def test_receipts_that_were_removed_are_missed(folder: Path) -> None:
    path = folder / "evidence.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("amounts,a1,amount,")), encoding="utf-8")
    assert ("unproved", "amounts", "a1", "amount", "a value without receipt") in verify_dataset(folder)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-9] + b"\n")


def _rename_column(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"amount_text", b"text", 1))


@pytest.mark.parametrize("damage", [Path.unlink, _cut, _rename_column, lambda p: p.write_bytes(b"\xff\xfe")])
def test_a_table_that_cannot_be_read_is_named(folder: Path, damage: Callable[[Path], None]) -> None:
    damage(folder / "amounts.csv")
    assert ("unreadable", "amounts", "", "") in [p[:4] for p in verify_dataset(folder)]


def test_a_text_that_is_missing_is_named(folder: Path) -> None:
    (folder / "text" / f"{DOCUMENT_ID}.txt").unlink()
    assert f"there is no text of document {DOCUMENT_ID!r}" in {p.says for p in verify_dataset(folder)}


@pytest.mark.parametrize("name", ["projects.parquet", "documents.csv", f"text/{DOCUMENT_ID}.txt"])
def test_a_file_that_is_not_the_published_one_is_named(tmp_path: Path, name: str) -> None:
    publish(dataset(), DOCUMENTS, tmp_path)
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes() + b" ")
    assert ("file", name, "", "", "the file is not the one that was published") in verify_dataset(tmp_path)
    (tmp_path / name).unlink()
    assert ("file", name, "", "", "the file is listed in SHA256SUMS and cannot be read") in verify_dataset(tmp_path)


def test_a_parquet_file_that_says_something_else_than_the_csv_is_named(tmp_path: Path) -> None:
    publish(dataset(), DOCUMENTS, tmp_path / "one")
    other = dataset()
    other.tables["findings"][0].values["says"] = "Nothing."
    publish(other, DOCUMENTS, tmp_path / "two")
    (tmp_path / "two" / SUMS).unlink()
    (tmp_path / "one" / "findings.parquet").replace(tmp_path / "two" / "findings.parquet")
    assert [(p.code, p.table) for p in verify_dataset(tmp_path / "two")] == [("parquet", "findings")]


def test_problems_are_counted_by_kind_most_frequent_first(folder: Path) -> None:
    edit(folder / "amounts.csv", 0, "kind", "price")
    edit(folder / "amounts.csv", 0, "amount_text", "USD 15")
    edit(folder / "pledges.csv", 0, "status", "sure")
    assert counts(verify_dataset(folder)) == "2 enumeration, 1 receipt"
