"""The cookbook: every snippet is run over the project's own brochures and gives the answer that was counted by hand."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import frictionless
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from extractors.places import region_name
from pipeline.publish.schema import tables
from pipeline.run import extract
from tests.examples import ROOT

PAGE = (ROOT / "docs" / "cookbook.md").read_text(encoding="utf-8")
BEGIN, *QUESTIONS = re.split(r"^## (?=Before|\d)", PAGE, flags=re.M)[1:]

#: What happened to a brochure between two runs: the edit that question 4 is about.
EDITED = ("ec-protocol-project.html", "3.324.000€", "3.500.000€")
CHANGED = "4. What changed since last year?"


class Recipe(NamedTuple):
    """One question of the page."""

    title: str
    snippets: dict[str, str]  #: language -> code
    answer: list[list[str]]  #: rows, without the head


def snippets(text: str) -> dict[str, str]:
    return dict(re.findall(r"^```(\w+)\n(.*?)^```$", text, re.M | re.S))


def recipes() -> Iterator[Recipe]:
    for text in QUESTIONS:
        lines = [line for line in text.splitlines() if line.startswith("|")]
        rows = [[cell.strip() for cell in line[1:-1].split("|")] for line in lines]
        yield Recipe(text.splitlines()[0], snippets(text), rows[2:])


RECIPES = list(recipes())
TITLES = [recipe.title for recipe in RECIPES]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with ``raw/`` and the dataset made from it, ``output/``."""
    place = tmp_path_factory.mktemp("analyst")
    shutil.copytree(ROOT / "raw", place / "raw")
    extract([place / "raw"], place / "output", database=True)
    return place


@pytest.fixture(scope="module")
def second(first: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same a year later: one brochure says something else."""
    place = tmp_path_factory.mktemp("later") / "place"
    shutil.copytree(first, place)
    file, old, new = EDITED
    path = place / "raw" / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    extract([place / "raw"], place / "output", database=True)
    return place


def plain(value: Any) -> str:
    """A value as the page shows it."""
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, float | Decimal):
        return f"{Decimal(str(value)).normalize():f}"
    return str(value)


def rows(values: Any) -> list[list[str]]:
    return [[plain(value) for value in row] for row in values]


@pytest.fixture
def place(request: pytest.FixtureRequest, recipe: Recipe) -> Path:
    found: Path = request.getfixturevalue("second" if recipe.title == CHANGED else "first")
    return found


each = pytest.mark.parametrize("recipe", RECIPES, ids=TITLES)


def test_the_page_answers_ten_questions_in_three_languages() -> None:
    assert [title.partition(".")[0] for title in TITLES] == [str(n) for n in range(1, 11)]
    assert all([*recipe.snippets] == ["python", "sql", "r"] for recipe in RECIPES)
    assert all(recipe.answer for recipe in RECIPES)


@each
def test_pandas_gives_the_answer(recipe: Recipe, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(place)
    names: dict[str, Any] = {}
    exec(compile(snippets(BEGIN)["python"], "begin", "exec"), names)
    exec(compile(recipe.snippets["python"], recipe.title, "exec"), names)
    assert rows(names["answer"].itertuples(index=False)) == recipe.answer


@each
def test_sql_gives_the_answer(recipe: Recipe, place: Path) -> None:
    with duckdb.connect(str(place / "output" / "pledgebook.duckdb"), read_only=True) as base:
        assert rows(base.execute(recipe.snippets["sql"]).fetchall()) == recipe.answer


@each
def test_r_gives_the_answer(recipe: Recipe, place: Path) -> None:
    if not has_r():
        pytest.skip("R with the packages arrow, dplyr, tidyr and jsonlite is not installed")
    code = f"{snippets(BEGIN)['r']}\n{recipe.snippets['r']}\nwrite.csv(answer, row.names = FALSE, na = '')"
    done = subprocess.run(["Rscript", "-e", code], cwd=place, capture_output=True, text=True, check=True)
    assert [*csv.reader(io.StringIO(done.stdout))][1:] == recipe.answer


def has_r() -> bool:
    if shutil.which("Rscript") is None:
        return False
    code = "for (p in c('arrow', 'dplyr', 'tidyr', 'jsonlite')) library(p, character.only = TRUE)"
    return subprocess.run(["Rscript", "-e", code], capture_output=True, check=False).returncode == 0


@each
def test_the_snippets_look_alike_on_the_page(recipe: Recipe) -> None:
    code = recipe.snippets["python"]
    ruff = [sys.executable, "-m", "ruff", "format", "--diff", "-"]
    done = subprocess.run(ruff, input=code, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_page_lists_the_views_as_the_database_describes_them(first: Path) -> None:
    with duckdb.connect(str(first / "output" / "pledgebook.duckdb"), read_only=True) as base:
        found = base.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal").fetchall()
    assert sorted(re.findall(r"^- `(\w+)`: (.+)$", BEGIN, re.M)) == sorted(found)


# --- the answers against the gold, which was made from the facts and not by reading the brochures ----------------


def gold() -> list[dict[str, Any]]:
    files = sorted((ROOT / "tests" / "gold" / "raw").glob("*.json"))
    return [project for file in files for project in json.loads(file.read_text(encoding="utf-8"))["projects"]]


def answer(number: int) -> list[list[str]]:
    return RECIPES[number - 1].answer


def test_gaps_by_region_are_those_of_the_gold() -> None:
    gaps: Counter[str] = Counter()
    for project in gold():
        gaps[region_name(project["region_text"] or "")] += sum(
            s["amount"] for s in project["shortfalls"] if not project["parent"]
        )
    assert {row[0]: int(row[3]) for row in answer(1)} == {r: gap for r, gap in gaps.items() if gap >= 1_000_000}


def test_donors_of_several_projects_are_those_of_the_gold() -> None:
    projects, pledged = defaultdict(set), Counter[str]()
    for number, project in enumerate(gold()):
        for pledge in project["pledges"]:
            donor = {"USA": "United States of America"}.get(pledge["donor"], pledge["donor"])
            projects[donor].add(number)
            pledged[donor] += pledge["amount"] or 0
    several = {donor: (len(found), pledged[donor]) for donor, found in projects.items() if len(found) > 1}
    assert {row[0]: (int(row[1]), int(row[2])) for row in answer(2)} == several


def test_unfunded_projects_per_focal_point_are_those_of_the_gold() -> None:
    found: Counter[str] = Counter()
    for project in gold():
        people = [person["name"] for person in project["contacts"] if person["role"] == "headquarters"]
        if project["pledged_zero"] and not project["parent"]:
            found[people[0]] += sum(s["amount"] for s in project["shortfalls"])
    assert {row[0]: int(row[2]) for row in answer(3)} == found


def test_the_largest_gaps_and_their_contacts_are_those_of_the_gold() -> None:
    gaps = [(sum(s["amount"] for s in project["shortfalls"]), project["contacts"]) for project in gold()]
    largest = sorted(gaps, key=lambda gap: -gap[0])[:5]
    assert [row[1:] for row in answer(8)] == [[str(n), "; ".join(p["email"] for p in people)] for n, people in largest]


# --- the files in the tools that they are for -----------------------------------------------------------------


def test_frictionless_finds_nothing_wrong_with_the_dataset(first: Path) -> None:
    report = frictionless.Package(str(first / "output" / "datapackage.json")).validate()
    assert (report.valid, len(report.tasks)) == (True, len(tables()))


def parquet(place: Path, table: str) -> str:
    return str(place / "output" / f"{table}.parquet")


#: A column, and its type in polars and in DuckDB.
TYPES = [
    ("budget", pl.Decimal(18, 2), "DECIMAL(18,2)"),
    ("funded_share", pl.Decimal(18, 4), "DECIMAL(18,4)"),
    ("duration_months", pl.Int64(), "BIGINT"),
    ("regions", pl.List(pl.String), "VARCHAR[]"),
    ("start_date", pl.String(), "VARCHAR"),
]


@pytest.mark.parametrize(("column", "in_polars", "in_duckdb"), TYPES)
def test_parquet_opens_with_the_right_types(first: Path, column: str, in_polars: pl.DataType, in_duckdb: str) -> None:
    assert pl.read_parquet(parquet(first, "projects")).schema[column] == in_polars
    found = duckdb.sql(f"DESCRIBE SELECT {column} FROM '{parquet(first, 'projects')}'").fetchall()
    assert found[0][1] == in_duckdb


def test_pandas_reads_decimals_as_decimals_and_lists_as_lists(first: Path) -> None:
    frame = pd.read_parquet(parquet(first, "projects"), dtype_backend="pyarrow").set_index("project_id")
    row = frame.loc["XCAS26"]
    assert (row["budget"], [*row["regions"]]) == (Decimal("1906876.00"), ["Central America"])
    assert str(frame.dtypes["page_first"]) == "int64[pyarrow]"
    assert str(frame.dtypes["budget"]) == "decimal128(18, 2)[pyarrow]"


def test_a_missing_list_is_missing_and_not_empty(first: Path) -> None:
    frame = pl.read_parquet(parquet(first, "projects"))
    assert frame.filter(pl.col("project_id") == "GLOT59")["countries"].to_list() == [None]


def test_every_field_of_every_table_carries_its_description(first: Path) -> None:
    for table in tables().values():
        schema = pq.read_schema(parquet(first, table.name))
        says = {c.name: c.says for c in table.columns}
        assert schema.metadata[b"description"].decode() == table.says
        assert all(field.metadata[b"description"].decode() == says[field.name] for field in schema)
