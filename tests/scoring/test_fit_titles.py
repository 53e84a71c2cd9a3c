"""The fit of titles: what it learns from choices, and that the command reads pages as the program does."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import fit_titles
from .fit_titles import Choice, chosen, learn

ROOT = Path(__file__).parents[2]


def pages(batch: str, count: int = 8) -> list[Choice]:
    """Pages whose title is the candidate with a mark; every candidate has another mark as well."""
    words, marks = ["Name", "Office", "Date"], [{"named": 1.0, "any": 1.0}, {"any": 1.0}, {"dated": 1.0, "any": 1.0}]
    return [Choice(batch, str(n), words, marks, [True, False, False]) for n in range(count)]


def test_the_mark_of_the_titles_weighs_most() -> None:
    weights = learn(pages("a"))
    assert weights["named"] > 0 > weights["dated"]
    assert chosen(pages("b")[0], weights) == (True, pytest.approx(0.58, abs=0.05))


def test_a_mark_that_all_candidates_have_weighs_nothing() -> None:
    assert "any" not in learn(pages("a"))


def test_a_mark_of_few_pages_weighs_nothing() -> None:
    assert learn(pages("a", fit_titles.SEEN - 1)) == {}


def test_the_same_words_twice_are_one_choice() -> None:
    page = Choice("a", "1", ["Name", "Name", "Office"], [{"m": 1.0}, {"m": 1.0}, {"m": 1.4}], [True, True, False])
    assert chosen(page, {"m": 1.0})[0]


def test_a_page_without_candidates_has_no_title() -> None:
    assert chosen(Choice("a", "1", [], [], []), {}) == (False, 0.0)


def test_the_pages_of_the_corpus_give_choices() -> None:
    found = list(fit_titles.choices(ROOT / "tests/corpus", ROOT / "tests/corpus/gold"))
    assert len(found) > 20
    assert sum(any(page.right) for page in found) >= 0.9 * len(found)
