"""The page on robustness: what was measured before stays until it is measured anew, and what was not is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile import __main__ as robustness
from tests.hostile import rewrites
from tests.hostile.case import Case
from tests.hostile.damaged import brochure


def test_groups_that_are_not_tried_keep_their_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewrites, "counted", lambda: "Of 2 damaged copies …")
    page = tmp_path / "robustness.md"
    rows = {"names": "| **names**: a | 1 | old |", "bytes": "| **bytes**: b | 2 | old |"}
    page.write_text(robustness.page(rows, 2), encoding="utf-8")
    assert robustness.standing(page) == rows
    again = robustness.page({**robustness.standing(page), "names": "| **names**: a | 1 | new |"}, 2)
    assert "| **names**: a | 1 | new |\n| **bytes**: b | 2 | old |\n" in again
    assert "**Not measured yet**: `truncated`" in again and "`names`" not in again.partition("Not measured")[2]


def test_what_is_wrong_in_a_row_is_told_until_its_group_is_tried_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewrites, "counted", lambda: "Of 2 damaged copies …")
    page = tmp_path / "robustness.md"
    wrong = {"pages": "- wrong in **pages**: a.html: failed\n- wrong in **pages**: b.html", "names": ""}
    page.write_text(robustness.page({"pages": "| **pages**: a | 2 |"}, 2, wrong), encoding="utf-8")
    assert "\nThe rows of files that are not right:\n\n- wrong in **pages**: a.html: failed\n" in page.read_text()
    assert robustness.standing(page, "- wrong in ") == {"pages": wrong["pages"]}
    assert "not right:" not in robustness.page({}, 2, {"pages": ""})


@pytest.mark.parametrize(("there", "most", "kept"), [(3, 20, "abc"), (6, 3, "ace"), (7, 3, "ace"), (0, 3, "")])
def test_of_many_files_those_at_even_distances_are_tried(there: int, most: int, kept: str) -> None:
    cases = [Case("abcdefg"[at], bytes) for at in range(there)]
    assert "".join(case.name for case in robustness.sample(cases, most)) == kept


def test_a_page_that_is_not_there_has_no_rows(tmp_path: Path) -> None:
    assert robustness.standing(tmp_path / "none.md") == {}


@pytest.mark.parametrize(
    ("name", "data", "becomes"),
    [
        ("whole", brochure(), "opened"),
        ("cut off", brochure(False)[: len(brochure(False)) * 3 // 4], "brought back"),
        ("cut off at the head", brochure()[:40], "lost"),
    ],
)
def test_a_damaged_pdf_is_opened_brought_back_or_lost(name: str, data: bytes, becomes: str) -> None:
    assert rewrites.outcome(data) == becomes


def test_what_became_of_damaged_pdfs_is_counted() -> None:
    whole, cut = brochure(False), brochure(False)[: len(brochure(False)) * 3 // 4]
    told = rewrites.counted([Case("a", lambda: whole), Case("b", lambda: cut), Case("c", lambda: whole[:40])])
    assert told == (
        "Of 3 damaged copies of a brochure PDFium opened 1 and refused 2; "
        "the rewrite of their structure (pikepdf) brought 1 of these back."
    )
