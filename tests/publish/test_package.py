"""The data package: valid for frictionless, as strict as the schema, and silent about people where it must be."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, Resource

from pipeline.publish import publish
from pipeline.publish.folder import intact
from pipeline.publish.package import NAME
from pipeline.publish.schema import tables
from pipeline.reconcile.facts import Dataset, Row
from tests.publish.sample import DOCUMENTS, dataset


def published(folder: Path, data: Dataset | None = None, **about: str) -> dict[str, Any]:
    publish(data or dataset(), DOCUMENTS, folder, about=about)
    made: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
    return made


def problems(folder: Path) -> list[tuple[str, str]]:
    report = Package(str(folder / NAME)).validate()
    assert report.stats["errors"] == len([*report.flatten()])
    return [(str(task.name), error.type) for task in report.tasks for error in task.errors]


def resource(folder: Path, name: str) -> Resource:
    found = Package(str(folder / NAME)).get_resource(name)
    assert isinstance(found, Resource)
    return found


def field(made: dict[str, Any], table: str, column: str) -> dict[str, Any]:
    (schema,) = (r["schema"] for r in made["resources"] if r["name"] == table)
    (found,) = (f for f in schema["fields"] if f["name"] == column)
    assert isinstance(found, dict)
    return found


def test_frictionless_finds_nothing_wrong(tmp_path: Path) -> None:
    made = published(tmp_path)
    assert problems(tmp_path) == []
    assert [r["name"] for r in made["resources"]] == [*tables()]


def test_an_empty_dataset_is_a_valid_package(tmp_path: Path) -> None:
    assert "sources" not in published(tmp_path, Dataset())
    assert problems(tmp_path) == []


#: What somebody does to a cell of the first row, and what frictionless says of it.
BROKEN = [
    ("listings", "document_id", "nowhere", "foreign-key"),
    ("listings", "parent_id", "nowhere", "foreign-key"),
    ("listings", "scope", "worldwide", "constraint-error"),
    ("listings", "start_date", "2009-3", "constraint-error"),
    ("listings", "budget", "1,500,000", "type-error"),
    ("listings", "page_first", "two", "type-error"),
    ("listings", "listing_id", "", "constraint-error"),
    ("documents", "document_id", "d2-torn", "unique-error"),
    ("amounts", "approximate", "no", "type-error"),
]


@pytest.mark.parametrize(("table", "column", "text", "error"), BROKEN)
def test_frictionless_finds_what_is_not_as_promised(
    tmp_path: Path, table: str, column: str, text: str, error: str
) -> None:
    made = published(tmp_path)
    path = tmp_path / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    rows[0][column] = text
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0]], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    for entry in made["resources"]:  # or the first thing to be said would be that the bytes are others
        entry.pop("hash")
        entry.pop("bytes")
    (tmp_path / NAME).write_text(json.dumps(made), encoding="utf-8")
    assert (table, error) in problems(tmp_path)


def test_a_changed_byte_is_seen_by_the_hash(tmp_path: Path) -> None:
    published(tmp_path)
    text = (tmp_path / "findings.csv").read_text(encoding="utf-8")
    (tmp_path / "findings.csv").write_text(text.replace("second", "2econd"), encoding="utf-8")
    assert problems(tmp_path) == [("findings", "hash-count")]


def test_cells_are_read_with_their_types(tmp_path: Path) -> None:
    published(tmp_path)
    (row,) = resource(tmp_path, "projects").read_rows()
    assert (row["codes"], row["themes"], row["budget"], row["listings"], row["as_of"]) == (
        ["HBR-7", "X/12"], None, Decimal(1500000), 1, "2031-05",
    )  # fmt: skip


#: Of a column, all that the package says.
FIELDS = [
    ("documents", "pages", {"type": "integer", "unit": "pages"}),
    ("projects", "codes", {"type": "list", "delimiter": "; ", "itemType": "string"}),
    ("projects", "budget", {"type": "number", "decimalChar": ".", "bareNumber": True, "unit": "the row's currency"}),
    (
        "projects", "start_date",
        {"type": "string", "constraints": {"pattern": "[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"}},
    ),
    ("amounts", "approximate", {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]}),
    ("amounts", "amount_id", {"type": "string", "constraints": {"required": True, "unique": True}}),
    ("lines", "line", {"type": "integer", "constraints": {"required": True}}),
    ("findings", "severity", {"type": "string", "constraints": {"enum": ["error", "warning", "note"]}}),
]  # fmt: skip


@pytest.mark.parametrize(("table", "column", "says"), FIELDS)
def test_a_field_says_what_its_column_holds(tmp_path: Path, table: str, column: str, says: dict[str, Any]) -> None:
    known = tables()[table].get(column)
    assert known is not None
    assert field(published(tmp_path), table, column) == {"name": column, "description": known.says, **says}


def test_a_day_is_a_date_and_is_there_only_where_it_was_asked_for(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="unpack"):
        field(published(tmp_path / "plain"), "pledges", "rate_date")
    data = dataset()
    data.tables["pledges"][0].values["rate_date"] = "2031-05-02"
    assert field(published(tmp_path / "converted", data), "pledges", "rate_date")["type"] == "date"
    assert problems(tmp_path / "converted") == []


def test_keys_lead_from_table_to_table(tmp_path: Path) -> None:
    schemas = {r["name"]: r["schema"] for r in published(tmp_path)["resources"]}
    assert schemas["lines"]["primaryKey"] == ["document_id", "line"]
    assert "primaryKey" not in schemas["changes"]
    assert schemas["pledges"]["foreignKeys"] == [
        {"fields": ["listing_id"], "reference": {"resource": "listings", "fields": ["listing_id"]}}
    ]
    assert {"fields": ["parent_id"], "reference": {"fields": ["listing_id"]}} in schemas["listings"]["foreignKeys"]


def test_the_sources_are_the_documents_that_were_read(tmp_path: Path) -> None:
    assert published(tmp_path)["sources"] == [{"title": "2031/harbours.pdf", "version": "2031-05"}]


def test_nobody_is_given_a_licence_that_nobody_gave(tmp_path: Path) -> None:
    (licence,) = published(tmp_path)["licenses"]
    assert licence["name"] == "notspecified"


def test_what_the_publisher_says_stands_there(tmp_path: Path) -> None:
    made = published(tmp_path, name="harbours", licence="CC-BY-4.0", licence_url="https://example.org/by")
    assert (made["name"], made["licenses"]) == ("harbours", [{"name": "CC-BY-4.0", "path": "https://example.org/by"}])


def test_the_package_is_made_anew_where_only_what_is_said_of_it_changes(tmp_path: Path) -> None:
    data = dataset()
    publish(data, DOCUMENTS, tmp_path)
    data.tables["projects"][0].values["title"] = "Safer Harbours"
    data.tables["projects"][0].receipts.pop("title")
    publish(data, DOCUMENTS, tmp_path)
    changes = (tmp_path / "changes.csv").read_bytes()
    assert changes.count(b"\n") == 2
    assert publish(data, DOCUMENTS, tmp_path) is False
    assert publish(data, DOCUMENTS, tmp_path, about={"title": "Harbours"}) is True
    assert (tmp_path / "changes.csv").read_bytes() == changes
    assert problems(tmp_path) == []
    assert intact(tmp_path)


def people(data: Dataset) -> Iterator[str]:
    for row in data.tables["contacts"]:
        yield from (row.values[c] for c in ("name", "email", "phone_text") if row.values.get(c))


def test_a_source_does_not_name_a_contact_of_a_publication_without_contacts(tmp_path: Path) -> None:
    data = dataset()
    data.tables["documents"][0].values["title"] = "Ask Ana Lima, +43 (1) 555-0199, ana.lima@harbours.example"
    publish(data, DOCUMENTS, tmp_path, contacts=False)
    text = (tmp_path / NAME).read_text(encoding="utf-8")
    assert [secret for secret in people(data) if secret in text] == []
    assert problems(tmp_path) == []


def test_strange_text_leaves_the_package_valid(tmp_path: Path) -> None:
    data = dataset()
    data.rows("mentions").append(Row("mentions", "m1", {"listing_id": "l1", "text": 'a "b",\r\n=c\ud800\x07'}))
    published(tmp_path, data)
    assert problems(tmp_path) == []
