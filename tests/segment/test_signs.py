"""What shows that a page is about one project, or that it speaks of many."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.segment import signs, verdict
from pipeline.segment.draft import Draft
from pipeline.segment.sheet import Sheet
from tests.segment.paper import titles, written

CASES = tomllib.loads((Path(__file__).parent / "cases" / "signs.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("sign", "text", "count"), [(sign, *case) for sign, found in CASES.items() for case in found])
def test_sign_is_found_in_a_text(sign: str, text: str, count: int) -> None:
    assert signs.found(text)[sign] == count


def test_asking_counts_twice_at_most() -> None:
    assert signs.found("Your gift. Donate now. Help build it. It will cost much.")["asks"] == 2


FUND_RAISER = "A Well for Mairinya\n\nGoal: $33,800 Raised: $3,850\n\nOur school needs clean water. Donate now.\n"


def test_page_that_gathers_gifts_needs_no_word_for_a_project() -> None:
    assert titles(FUND_RAISER) == ["A Well for Mairinya"]
    assert titles(FUND_RAISER.replace("Goal", "Sold").replace("Raised", "Bought").replace("Donate now", "Buy")) == []


BELOW = "Wells for Upland Farmers\n\nThe wells are dug by the men of the place, and the water is for all of them.\n"


@pytest.mark.parametrize(
    ("text", "many"),
    [
        (f"Our projects\nAll grants\n{BELOW}", 0),
        (f"{BELOW}Our projects\nAll grants\n", 2),
        (f"We are glad to show you here all of our projects, which are paid for by the church.\n{BELOW}", 1),
    ],
)
def test_words_of_the_site_above_the_title_speak_of_no_others(text: str, many: int) -> None:
    sheet = Sheet(written(text))
    line = next(i for i, one in enumerate(sheet.lines) if one.text.startswith("Wells"))
    title = verdict.Candidate(sheet.whole(line), 1.0, ())
    assert verdict.evidence(sheet, Draft([], [], [], 0, len(sheet.lines), 1), title)["many"] == many


@pytest.mark.parametrize("word", ["Пројекат", "Проект", "Проєкт", "Έργο", "Mradi"])
def test_words_for_one_project_in_other_scripts_count(word: str) -> None:
    sheet = Sheet(written(f"{word} “Warm Schools”\n"))
    assert verdict.evidence(sheet, Draft([], [], [], 0, len(sheet.lines), 1), None)["one"] == 1
