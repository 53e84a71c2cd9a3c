"""The fit of the verdict: what it learns from pages, and that the command reads them as the program does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from . import fit_verdict
from .fit_verdict import Fitted, Page, learn, over

ROOT = Path(__file__).parents[2]
BEFORE = Fitted({"told": 0.0, "rules": 0.0, "rare": 0.5}, 0.0)


def pages(batch: str, count: int = 10) -> list[Page]:
    """As many pages with a project as without: one piece of evidence stands on the former, another on the latter."""
    made = (({"told": 1.0}, True), ({"rules": 1.0}, False))
    return [Page(batch, str(n), evidence, lists) for n in range(count) for evidence, lists in made]


def test_evidence_of_pages_with_a_project_speaks_for_one() -> None:
    weights = learn(pages("a"), BEFORE).weights
    assert weights["told"] > 0.5 > -0.5 > weights["rules"]


def test_evidence_that_no_page_has_keeps_its_weight() -> None:
    assert learn(pages("a"), BEFORE).weights["rare"] == 0.5


def test_few_pages_move_weights_less_than_many() -> None:
    few, many = (learn(pages("a", count), BEFORE).weights["told"] for count in (2, 40))
    assert 0 < few < many


def test_pages_that_nothing_tells_apart_are_none_unless_most_list_a_project() -> None:
    plain = [Page("a", str(n), {}, n < lists) for lists in (7, 9) for n in range(10)]
    few, most = (learn(plain[at : at + 10], BEFORE) for at in (0, 10))
    assert over(plain[0], few) < 0 <= over(plain[0], most)


def test_a_page_that_tests_pin_counts_for_more() -> None:
    plain = [Page("a", str(n), {}, n < 9) for n in range(10)]
    pinned = [*plain[:9], plain[9]._replace(pinned=True)]
    assert over(plain[0], learn(pinned, BEFORE)) < 0 <= over(plain[0], learn(plain, BEFORE))


def test_a_page_is_over_by_its_sum_less_the_least() -> None:
    assert over(Page("a", "1", {"told": 2.0, "new": 9.0}, True), Fitted({"told": 1.5}, 1.0)) == 2.0


def test_what_is_decided_wrongly_is_told_by_name() -> None:
    told = fit_verdict.told("a", pages("a", 1), Fitted({"rules": 1.0}, 0.5))
    assert told == "a: 1 of 1 lost ['0']; 1 of 1 without any taken ['0']"


@pytest.mark.parametrize(
    "made", [fit_verdict.held, lambda: fit_verdict.pages(ROOT / "tests/corpus", ROOT / "tests/corpus/gold")]
)
def test_the_weights_that_are_there_decide_the_projects_own_pages_rightly(
    made: Callable[[], Iterator[Page]],
) -> None:
    found = list(made())
    assert len(found) >= 20
    assert [page.name for page in found if (over(page, fit_verdict.present()) >= 0) != page.lists] == []
