"""Known facts, typeset in many layouts, languages and styles, come back as they were planted."""

from __future__ import annotations

import tempfile
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipeline.extracting import extract_one
from pipeline.inputs import Source
from pipeline.publish.check import check
from pipeline.reconcile import reconcile
from pipeline.reconcile.facts import Dataset
from tests.planted.layouts import LAYOUTS, ONE_LINE, Sheet
from tests.planted.project import FIELDS, LANGUAGES, WORDS, Project, Style, expected, printed, projects, styles

FILE = Path(__file__).parent / "exclusions.toml"
EXCLUSIONS: Sequence[Mapping[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8")).get("exclusion", [])
#: Examples a layout and language.
EXAMPLES = 8


@dataclass(frozen=True, slots=True)
class Planted:
    """One file: its layout, its style and the projects in it."""

    layout: str
    style: Style
    projects: tuple[Project, ...]


def planted(layout: str, language: str) -> st.SearchStrategy[Planted]:
    """Files in a layout and a language."""
    several = LAYOUTS[layout].several
    count = {"min_size": 2, "max_size": 4} if several else {"min_size": 1, "max_size": 1}
    found = st.lists(projects(language), unique_by=lambda p: p.title, **count)
    return st.builds(lambda style, made: Planted(layout, _settled(layout, style), tuple(made)), styles, found)


def _settled(layout: str, style: Style) -> Style:
    """The style, without line ends in a value where the layout has none."""
    return replace(style, parted="; ") if layout in ONE_LINE and style.parted == "\n" else style


def _excluded(one: Planted, rule: Mapping[str, Any]) -> bool:
    """Whether an exclusion holds for a file: all that it names is so."""
    told = {
        "layouts": one.layout, "languages": one.projects[0].language, "numbers": one.style.numbers,
        "pledge": one.style.pledge, "parted": one.style.parted,
    }  # fmt: skip
    texts = [printed(p, one.style)["pledges"] for p in one.projects]
    measured = {
        "pledges_length": max(len(line) for text in texts for line in text.split("\n")),
        "pledge_count": max(len(p.pledges) for p in one.projects),
    }
    assert rule.keys() - {"name"} <= told.keys() | measured.keys()
    return all(told[k] in rule[k] for k in told.keys() & rule.keys()) and all(
        measured[k] >= rule[k] for k in measured.keys() & rule.keys()
    )


def sheet(project: Project, style: Style) -> Sheet:
    words, texts = WORDS[project.language]["labels"], printed(project, style)
    return texts["title"], [(words[name], texts[name]) for name in FIELDS]


def extracted(one: Planted) -> Dataset:
    """The dataset of a file that holds the planted projects."""
    layout = LAYOUTS[one.layout]
    label = WORDS[one.projects[0].language]["labels"]["title"]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"planted.{layout.suffix}"
        path.write_bytes(layout.make([sheet(p, one.style) for p in one.projects], label))
        return reconcile([extract_one(Source(path, path.name, "planted", {}))])


def cells(data: Dataset, number: int) -> dict[str, object]:
    """The cells of a listing that :func:`expected` tells of."""
    listing = data.rows("listings")[number]

    def rows(table: str, *columns: str) -> list[tuple[str, ...]]:
        mine = (r.values for r in data.rows(table) if r.values["listing_id"] == listing.row_id)
        return [tuple(values.get(c, "") for c in columns) for values in mine]

    plain = ("title", "codes", "start_date", "end_date", "currency", "budget", "pledged", "shortfall", "funding_check")
    return {c: listing.values.get(c, "") for c in plain} | {
        "countries": sorted(iso3 for (iso3,) in rows("places", "iso3")),
        "pledges": sorted(rows("pledges", "donor_iso3", "amount")),
        "contacts": rows("contacts", "name", "email"),
    }


def come_back(one: Planted) -> None:
    """Assert that each planted fact is in the dataset, and that its receipt holds."""
    data = extracted(one)
    assert len(data.rows("listings")) == len(one.projects)
    for number, project in enumerate(one.projects):
        assert cells(data, number) == expected(project, one.style)
    assert list(check(data)) == []


#: Without shrinking, which would take minutes: the first file that fails is small enough.
bounded = settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.mark.parametrize(
    ("layout", "language"),
    [(layout, language) for layout in LAYOUTS for language in LANGUAGES],
)
def test_planted_facts_come_back(layout: str, language: str) -> None:
    files = planted(layout, language).filter(lambda one: not any(_excluded(one, rule) for rule in EXCLUSIONS))

    @bounded
    @given(files)
    def run(one: Planted) -> None:
        come_back(one)

    run()


@pytest.mark.parametrize("rule", EXCLUSIONS, ids=[rule["name"] for rule in EXCLUSIONS])
def test_what_is_kept_out_does_fail(rule: Mapping[str, Any]) -> None:
    """An exclusion that no longer holds must go: some file that it keeps out is still read wrongly."""
    layouts, languages = rule.get("layouts", list(LAYOUTS)), rule.get("languages", LANGUAGES)
    kept_out = st.one_of(planted(layout, language) for layout in layouts for language in languages)

    @settings(bounded, max_examples=60)
    @given(kept_out.filter(lambda one: _excluded(one, rule)))
    def run(one: Planted) -> None:
        come_back(one)

    with pytest.raises(AssertionError):
        run()
