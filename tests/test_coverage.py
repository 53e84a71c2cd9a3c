"""``pledgebook coverage``: what no finding claimed, and which rules read nothing or mostly in vain."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.coverage import covered, told_of
from pipeline.progress import CannotRun
from pipeline.run import extract

PAGE = """Safe Harbours for Coastal Fishers

Project code: HBR/77
Country: Ghana
Budget: US$ 1,500,000
Approved: 12 May 2009

The harbour of the town is old, and boats are lost there every year in the storms of the autumn.
A pier alone would cost EUR 30,000; ask post@harbours.example about it.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The dataset of one page."""
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    extract([tmp_path / "page.txt"], tmp_path / "out")
    return tmp_path / "out"


def coverage(folder: Path, *, all_rows: bool = False) -> str:
    return told_of(covered(folder), all_rows=all_rows)


def test_a_document_is_summed_up(folder: Path) -> None:
    assert coverage(folder).splitlines()[0].startswith("page.txt: unclaimed 1 date, 1 amount")


def test_what_stands_in_a_field_is_listed(folder: Path) -> None:
    assert "“12 May 2009” in a field looks like a date, and no value was read from it." in coverage(folder)


def test_the_narrative_is_listed_only_on_demand(folder: Path) -> None:
    assert "EUR 30,000" not in coverage(folder)
    assert "“EUR 30,000” in the narrative looks like an amount" in coverage(folder, all_rows=True)


def test_rules_that_read_nothing_are_named(folder: Path) -> None:
    (line,) = [x for x in coverage(folder).splitlines() if x.startswith("rules that read nothing here")]
    assert "countries.footnote" in line
    assert "budgets.field" not in line


def test_a_folder_without_a_dataset_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="holds no dataset"):
        covered(tmp_path)
