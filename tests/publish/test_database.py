"""The database: on demand, with descriptions and views, kept where it is still true, silent where it must be."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline import run
from pipeline.again import unchanged
from pipeline.cli import main
from pipeline.progress import CannotRun
from pipeline.publish import database, publish
from pipeline.publish.database import NAME
from pipeline.publish.folder import intact
from pipeline.publish.schema import tables
from pipeline.reconcile.facts import Dataset, Row
from pipeline.run import extract
from pipeline.verify import verify_dataset
from tests.publish.sample import DOCUMENT_ID, DOCUMENTS, dataset


def published(folder: Path, data: Dataset | None = None, *, contacts: bool = True) -> Path:
    publish(data or dataset(), DOCUMENTS, folder, contacts=contacts, database=True)
    return folder / NAME


def asked(path: Path, query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(path), read_only=True) as base:
        return base.execute(query).fetchall()


def test_it_is_there_only_where_it_was_asked_for(tmp_path: Path) -> None:
    publish(dataset(), DOCUMENTS, tmp_path)
    assert not (tmp_path / NAME).exists()
    assert published(tmp_path).exists()
    assert intact(tmp_path)
    assert verify_dataset(tmp_path) == []
    publish(dataset(), DOCUMENTS, tmp_path)
    assert not (tmp_path / NAME).exists()  # or it would say tomorrow what the tables said today


def test_it_holds_the_tables_as_parquet_does(tmp_path: Path) -> None:
    path = published(tmp_path)
    for table in tables():
        assert asked(path, f"FROM {table}") == duckdb.sql(f"FROM '{tmp_path / table}.parquet'").fetchall()
        in_file = duckdb.sql(f"DESCRIBE FROM '{tmp_path / table}.parquet'").fetchall()
        assert [c[:2] for c in asked(path, f"DESCRIBE {table}")] == [c[:2] for c in in_file]


def test_tables_and_columns_say_what_they_are(tmp_path: Path) -> None:
    path = published(tmp_path)
    assert asked(path, "SELECT comment FROM duckdb_tables() WHERE table_name = 'pledges'") == [
        (tables()["pledges"].says,)
    ]
    said = asked(path, "SELECT comment FROM duckdb_columns() WHERE table_name = 'projects' AND column_name = 'budget'")
    assert said == [("What the whole project costs. Unit: the row's currency.",)]
    views = asked(path, "SELECT view_name FROM duckdb_views() WHERE NOT internal AND comment IS NULL")
    assert views == []


def test_it_keeps_its_bytes_where_the_tables_are_the_same(tmp_path: Path) -> None:
    before = published(tmp_path).read_bytes()
    assert publish(dataset(), DOCUMENTS, tmp_path, database=True) is False
    assert (tmp_path / NAME).read_bytes() == before


def test_to_ask_for_it_or_not_is_no_change_of_the_dataset(tmp_path: Path) -> None:
    published(tmp_path, of([project(1, scope="national")]))
    data = of([project(1, scope="global")])
    publish(data, DOCUMENTS, tmp_path, database=True)
    changes = (tmp_path / "changes.csv").read_bytes()
    assert changes.count(b"\n") == 2
    for wanted in (False, True, True):
        publish(data, DOCUMENTS, tmp_path, database=wanted)
        assert (tmp_path / "changes.csv").read_bytes() == changes


def test_it_is_made_anew_where_a_table_changes(tmp_path: Path) -> None:
    path = published(tmp_path)
    data = dataset()
    data.tables["documents"][0].values["title"] = "Harbours"
    published(tmp_path, data)
    assert asked(path, "SELECT title FROM documents") == [("Harbours",), (None,)]
    assert intact(tmp_path)


@pytest.mark.parametrize("damage", [b"", b"no database"])
def test_a_file_that_somebody_damaged_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    path = published(tmp_path)
    path.write_bytes(damage)
    published(tmp_path)
    assert asked(path, "SELECT count(*) FROM projects") == [(1,)]


def test_it_is_made_anew_where_its_views_are_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = published(tmp_path)
    views = database._views()
    monkeypatch.setattr(database, "_views", lambda: f"{views}\n-- One.\nCREATE VIEW one AS SELECT 1 AS n;\n")
    published(tmp_path)
    assert asked(path, "FROM one") == [(1,)]


def test_it_names_no_contact_of_a_publication_without_contacts(tmp_path: Path) -> None:
    secrets = [b"Ana", b"Lima", b"harbours.example", b"5550199", b"555-0199"]
    data = published(tmp_path / "with").read_bytes()
    assert all(secret in data for secret in secrets)
    data = published(tmp_path / "without", contacts=False).read_bytes()
    assert [secret for secret in secrets if secret in data] == []


def test_every_view_answers_for_an_empty_dataset(tmp_path: Path) -> None:
    path = published(tmp_path, Dataset())
    views = [name for (name,) in asked(path, "SELECT view_name FROM duckdb_views() WHERE NOT internal")]
    assert len(views) == 8
    assert all(asked(path, f"FROM {view}") == [] for view in views)


def project(number: int, **values: str) -> Row:
    return Row("projects", f"p{number}", {"project_id": f"p{number}", "title": f"T{number}", **values})


def of(rows: Sequence[Row]) -> Dataset:
    data = Dataset()
    for row in rows:
        data.rows(row.table).append(row)
    return data


def test_parts_and_projects_that_are_gone_are_not_counted(tmp_path: Path) -> None:
    rows = [project(1), project(2, parent_project_id="p1"), project(3, missing_from="d2")]
    path = published(tmp_path, of(rows))
    assert asked(path, "SELECT project_id FROM current_projects") == [("p1",)]


def test_only_the_pledges_of_the_latest_document_count(tmp_path: Path) -> None:
    rows = [project(1, latest_document="d2")]
    for number, amount in (("1", "100"), ("2", "250")):
        listing = {"listing_id": f"l{number}", "project_id": "p1", "document_id": f"d{number}"}
        pledge = {"listing_id": f"l{number}", "donor_name": "Norland", "amount": amount, "currency": "USD"}
        rows += [Row("listings", f"l{number}", listing), Row("pledges", f"g{number}", pledge)]
    path = published(tmp_path, of(rows))
    assert asked(path, "SELECT donor, projects, pledged, currency FROM donors") == [("Norland", 1, 250, "USD")]


def test_a_donor_of_two_currencies_has_no_sum(tmp_path: Path) -> None:
    rows = [project(1, latest_document="d1")]
    rows += [Row("listings", "l1", {"listing_id": "l1", "project_id": "p1", "document_id": "d1"})]
    for currency in ("USD", "EUR"):
        pledge = {"listing_id": "l1", "donor_name": "Norland", "amount": "1", "currency": currency}
        rows.append(Row("pledges", currency, pledge))
    rows.append(Row("pledges", "none", {"listing_id": "l1", "donor_name": "Sudland"}))
    found = asked(published(tmp_path, of(rows)), "SELECT donor, pledged, currency, without_amount FROM donors")
    assert found == [("Norland", None, None, 0), ("Sudland", None, None, 1)]


#: Start and end as printed, the first day and the last that there can be.
PERIODS = [
    ("2009", "2012", datetime.date(2009, 1, 1), datetime.date(2012, 12, 31)),
    ("2009-03", "2012-02", datetime.date(2009, 3, 1), datetime.date(2012, 2, 29)),
    ("2009-03-05", "2012-02-10", datetime.date(2009, 3, 5), datetime.date(2012, 2, 10)),
    ("2009-02-30", "", None, None),
    ("", "2012", None, datetime.date(2012, 12, 31)),
]


@pytest.mark.parametrize(("start", "end", "first", "last"), PERIODS)
def test_a_period_has_a_first_and_a_last_day(tmp_path: Path, start: str, end: str, first: object, last: object) -> None:
    path = published(tmp_path, of([project(1, start_date=start, end_date=end)]))
    assert asked(path, "SELECT earliest_start, latest_end FROM project_periods") == [(first, last)]


def test_sources_lead_through_sums_and_copies_to_the_quotes(tmp_path: Path) -> None:
    found = asked(published(tmp_path), "SELECT quote FROM sources WHERE row_id = 'p1' AND \"column\" = 'pledged'")
    assert sorted(found) == [("100000.50",), ("400000",)]


def test_review_names_the_project_of_a_finding(tmp_path: Path) -> None:
    data = dataset()
    data.note("error", "x", "No file.", document_id=DOCUMENT_ID)
    data.note("note", "y", "A project.", table="projects", row_id="p1", column="budget")
    found = asked(published(tmp_path, data), "SELECT severity, project_id FROM review")
    assert found == [("error", None), ("warning", "p1"), ("note", "p1")]


# --- from the command line ---------------------------------------------------------------------------------------


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "one.txt").write_text(
        "Safe Harbours for Fishers\n\nCountry: Kenya\nBudget: US$ 1,000\n", encoding="utf-8"
    )
    return folder


def test_a_run_with_the_option_is_another_one_than_a_run_without(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["extract", str(raw), "--out", str(out), "--duckdb", "--quiet"]) == 0
    assert asked(out / NAME, "SELECT budget FROM projects") == [(1000,)]
    assert unchanged([raw], out, database=True) is not None
    assert unchanged([raw], out) is None
    assert extract([raw], out, database=True).unchanged is True


def test_a_run_that_cannot_make_it_does_not_begin(raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "available", lambda: False)
    with pytest.raises(CannotRun, match="pip install"):
        run.extract([raw], tmp_path / "out", database=True)
    assert not (tmp_path / "out").exists()
