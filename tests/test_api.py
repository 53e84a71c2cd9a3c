"""From Python: what ``extract`` and ``load`` give, with which types, and how it shows itself."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest

import pipeline
from pipeline import CannotRun, Dataset, extract, load
from pipeline.frames import columns, frame
from pipeline.publish import publish
from pipeline.publish.schema import Column, Table, tables
from pipeline.reconcile.facts import Row
from tests.publish.sample import DOCUMENTS, dataset

BROCHURE = """Safe <script>alert(1)</script> Harbours

Project number: KENX12
Country: Kenya, Uganda
Start date: March 2009
Budget: US$ 1,000
Pledges: US$ 300 from Norway
Shortfall: US$ 900
"""


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("place") / "raw"
    folder.mkdir()
    (folder / "harbours.txt").write_text(BROCHURE, encoding="utf-8")
    (folder / "manifest.csv").write_text("file,published\nharbours.txt,2010\n", encoding="utf-8")
    (folder / "torn <b>.pdf").write_bytes(b"%PDF-1.7\n")
    return folder


@pytest.fixture(scope="module")
def read(raw: Path) -> Dataset:
    """The dataset, which is in no folder."""
    return extract(raw)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A published dataset."""
    publish(dataset(), DOCUMENTS, tmp_path / "out")
    return tmp_path / "out"


def test_extract_gives_the_tables_and_keeps_nothing_on_disk(raw: Path, read: Dataset) -> None:
    assert read.projects.loc[0, ["project_id", "budget", "currency"]].to_list() == ["KENX12", Decimal(1000), "USD"]
    assert read.folder is None
    assert [p.name for p in raw.parent.iterdir()] == ["raw"]


def test_a_file_that_cannot_be_read_is_no_error(read: Dataset) -> None:
    assert read.documents.set_index("file").status.to_dict() == {"harbours.txt": "ok", "torn <b>.pdf": "failed"}
    assert read.outcome is not None
    assert read.outcome.failed == ("torn <b>.pdf",)


def test_with_a_folder_it_writes_what_the_command_writes(raw: Path, read: Dataset, tmp_path: Path) -> None:
    steps: list[tuple[int, int, str]] = []
    made = extract(str(raw), out=tmp_path / "out", progress=lambda *step: steps.append(step))
    assert (tmp_path / "out" / "projects.parquet").is_file()
    assert (made.folder, made.verify()) == (tmp_path / "out", [])
    assert (steps[0][1], steps[-1][:2]) == (2, (2, 2))
    assert all(made.table(name).equals(read.table(name)) for name in tables())
    assert all(load(tmp_path / "out").table(name).equals(made.table(name)) for name in tables())


def test_contacts_and_currency_are_as_on_the_command_line(raw: Path) -> None:
    made = extract(raw / "harbours.txt", contacts=False, currency="eur")
    assert (len(made.contacts), made.amounts.converted_currency.dropna().unique().tolist()) == (0, ["EUR"])


@pytest.mark.parametrize(
    ("paths", "says"),
    [(["nowhere"], "nowhere does not exist"), ([], "holds no files to read")],
)
def test_a_run_that_cannot_begin_says_why(paths: list[str], says: str) -> None:
    with pytest.raises(CannotRun, match=says):
        extract(*paths)


def test_a_folder_without_dataset_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="holds no dataset"):
        load(tmp_path)


TABLE = Table(
    "t",
    "A row is a thing.",
    ("id",),
    (
        Column("id", "string", "Name."),
        Column("number", "integer", "Count.", unit="things"),
        Column("amount", "decimal", "Money."),
        Column("day", "day", "A day."),
        Column("begins", "date", "A date."),
        Column("sure", "boolean", "Whether."),
        Column("names", "list", "Names."),
        Column("seldom", "string", "Rare.", optional=True),
    ),
)
FULL = {"id": "a", "number": "3", "amount": "1500000.50", "day": "2026-02-28", "begins": "2009-03", "sure": "true",
        "names": "x; y"}  # fmt: skip
ROWS = [Row("t", "a", FULL), Row("t", "b", {"id": "b"})]

#: Column -> its type in the frame, and its value in the full row.
TYPED = {
    "id": ("string", "a"),
    "number": ("Int64", 3),
    "amount": ("decimal128(18, 2)[pyarrow]", Decimal("1500000.50")),
    "day": ("date32[day][pyarrow]", date(2026, 2, 28)),
    "begins": ("string", "2009-03"),
    "sure": ("boolean", True),
    "names": ("list<item: string>[pyarrow]", ["x", "y"]),
}


@pytest.mark.parametrize("column", TYPED)
def test_a_column_has_the_type_of_the_schema_and_its_own_missing_value(column: str) -> None:
    made = frame(TABLE, ROWS)
    kind, value = TYPED[column]
    assert (str(made[column].dtype), made[column][0]) == (kind, value)
    assert column == "id" or made[column][1] is pd.NA


@pytest.mark.parametrize("column", TYPED)
def test_a_table_without_rows_has_the_same_types(column: str) -> None:
    assert str(frame(TABLE, [])[column].dtype) == TYPED[column][0]


def test_a_column_that_nothing_stands_in_is_there_only_where_it_is_published() -> None:
    assert [*frame(TABLE, ROWS)] == [*TYPED]
    assert [*frame(TABLE, [Row("t", "a", {**FULL, "seldom": "x"})])] == [*TYPED, "seldom"]


@pytest.mark.parametrize(
    ("stated", "first", "last"),
    [
        ("2009", date(2009, 1, 1), date(2009, 12, 31)),
        ("2009-03", date(2009, 3, 1), date(2009, 3, 31)),
        ("2008-02", date(2008, 2, 1), date(2008, 2, 29)),
        ("2009-02", date(2009, 2, 1), date(2009, 2, 28)),
        ("2009-03-07", date(2009, 3, 7), date(2009, 3, 7)),
        ("", pd.NA, pd.NA),
    ],
)
def test_an_imprecise_date_is_the_first_or_last_day_that_it_can_mean(stated: str, first: object, last: object) -> None:
    rows = [Row("t", "a", {**FULL, "begins": stated})]
    days = [frame(TABLE, rows, dates="first").begins, frame(TABLE, rows, dates="last").begins]
    assert [str(d.dtype) for d in days] == ["date32[day][pyarrow]"] * 2
    assert [d[0] is pd.NA if not stated else d[0] for d in days] == ([True, True] if not stated else [first, last])


def test_decimals_can_be_floats() -> None:
    amounts = frame(TABLE, ROWS, decimals="float").amount
    assert (str(amounts.dtype), amounts[0], amounts[1] is pd.NA) == ("Float64", 1500000.5, True)
    assert amounts.nlargest(1).index.tolist() == [0]


def test_the_frames_hold_what_parquet_holds(folder: Path) -> None:
    made = load(folder)
    for name in tables():
        stored = pq.read_table(folder / f"{name}.parquet")
        found = made.table(name)
        assert [*found] == stored.column_names
        for column in stored.column_names:
            values = [None if value is pd.NA else value for value in found[column].tolist()]
            assert values == stored.column(column).to_pylist(), (name, column)


def test_a_table_is_an_attribute_that_is_made_once_and_is_yours(folder: Path) -> None:
    made = load(folder)
    made.projects.loc[0, "title"] = "mine"
    assert made.projects.title[0] == "mine"
    assert made.table("projects").title[0] == "Safe Harbours for Coastal Fishers"
    assert set(tables()) <= set(dir(made))


def test_a_table_that_there_is_not_is_met_with_the_nearest(folder: Path) -> None:
    made = load(folder)
    with pytest.raises(AttributeError, match=r"there is no table project; did you mean projects\?"):
        _ = made.project
    with pytest.raises(KeyError, match="there is no table zebra; there are documents, listings"):
        made.table("zebra")
    with pytest.raises(KeyError, match=r"there is no table amuonts; did you mean amounts\?"):
        made.columns("amuonts")
    assert not hasattr(made, "_repr_png_")


def test_the_columns_of_a_table_are_described() -> None:
    found = columns(tables()["projects"])
    assert found.loc["budget"].to_dict() == {
        "type": "decimal(18,2)", "unit": "the row's currency", "says": "What the whole project costs.",
    }  # fmt: skip


def test_explain_prints_what_the_command_prints(read: Dataset) -> None:
    found = read.explain("KENX12", "amounts.amount")
    assert str(found).startswith("amounts/harbours.1.a1/amount: 1000 · ")
    assert str(found) == repr(found)
    assert found.values[0]["receipts"][0]["places"][0]["quote"] == "1,000"


def test_explain_of_what_is_not_there_offers_what_is(read: Dataset) -> None:
    with pytest.raises(CannotRun, match=r"no project is called 'KENX13'; nearest:\n  KENX12"):
        read.explain("KENX13")


def test_the_findings_of_a_project_are_those_of_its_listings(read: Dataset) -> None:
    found = read.findings_for("KENX12")
    assert found.finding_id.to_list() == read.findings[read.findings.listing_id == "harbours.1"].finding_id.to_list()
    assert "document-failed" in set(read.findings.code) - set(found.code)


def test_what_is_in_no_folder_cannot_be_verified(read: Dataset) -> None:
    with pytest.raises(ValueError, match="give extract\\(\\) one as `out`"):
        read.verify()


def test_a_dataset_shows_in_a_line_what_it_holds(read: Dataset, folder: Path) -> None:
    said = repr(read)
    assert said.startswith("<Pledgebook dataset: 2 documents, 1 listings, 1 projects, ")
    assert repr(load(folder)).startswith(f"<Pledgebook dataset in {folder}: 2 documents, ")


def test_in_a_notebook_everything_from_a_document_is_escaped(read: Dataset) -> None:
    shown = read._repr_html_() + read.explain("KENX12")._repr_html_()
    assert "<code>projects</code></th><td>1</td>" in shown
    assert "torn &lt;b&gt;.pdf" in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<script" not in shown
    assert "<mark>1,000</mark>" in shown


def test_the_package_offers_its_names_and_no_others() -> None:
    assert {"extract", "load", "Dataset", "Explanation", "CannotRun"} <= set(dir(pipeline))
    with pytest.raises(AttributeError, match="has no attribute 'extrakt'"):
        _ = pipeline.extrakt
