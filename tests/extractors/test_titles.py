"""Titles (``cases/titles.toml``) and their rivals."""

from __future__ import annotations

from typing import Any

import pytest

from extractors import summaries
from extractors.evidence import Block, Candidate
from extractors.titles import MODULE
from tests.extractors.page import Page, cases


@pytest.mark.parametrize(("setting", "text", "expected"), cases("titles"))
def test_printed_title_is_published_as(setting: dict[str, Any], text: str, expected: str) -> None:
    page = Page()
    (found,) = MODULE.read(page.block("title", text))
    assert found.text("title") == expected
    page.assert_replays(found)


def candidates(*given: tuple[str, float, str]) -> Block:
    page = Page()
    return Block(1, tuple(Candidate(page.add(text), score, (reason,)) for text, score, reason in given))


def test_rivals_follow_the_best_with_their_scores_and_reasons() -> None:
    found = list(MODULE.read(candidates(("Best Title", 9.0, "heading + 3"), ("Other Line", 4.0, "first line + 1"))))
    assert [(f.text("title"), f.score, f.status, f.notes) for f in found] == [
        ("Best Title", 9.0, "stated", ("heading + 3",)),
        ("Other Line", 4.0, "inferred", ("first line + 1",)),
    ]


def test_a_strong_rival_is_still_no_more_than_inferred() -> None:
    found = MODULE.read(candidates(("Best Title", 9.0, "heading + 3"), ("Other Line", 8.0, "heading + 2")))
    assert [f.status for f in found] == ["stated", "inferred"]


def test_weak_best_is_inferred() -> None:
    (found,) = MODULE.read(candidates(("Best Title", 5.9, "first line + 1")))
    assert found.status == "inferred"


def test_four_candidates_are_kept() -> None:
    given = [(f"Title {letter}", 9.0, "heading + 3") for letter in "ABCDEF"]
    assert [f.text("title") for f in MODULE.read(candidates(*given))] == ["Title A", "Title B", "Title C", "Title D"]


@pytest.mark.parametrize(
    ("reason", "rule"),
    [("label + 8", "titles.label"), ("quoted + 3", "titles.quoted"), ("heading + 3", "titles.chosen")],
)
def test_strongest_reason_names_the_rule(reason: str, rule: str) -> None:
    (found,) = MODULE.read(candidates(("Best Title", 9.0, reason)))
    assert found.rule == rule


@pytest.mark.parametrize(
    ("text", "titles"), [("  ", []), ("ab", []), ("abc", ["abc"]), ("(2 years)", []), ("Projekt: ab", [])]
)
def test_what_leaves_next_to_nothing_is_no_title(text: str, titles: list[str]) -> None:
    assert [f.text("title") for f in MODULE.read(candidates((text, 9.0, "heading + 3")))] == titles


LONG = "The project trains judges now. " * 30  # 30 characters and a blank each


@pytest.mark.parametrize(
    ("paragraph", "summary"),
    [
        ("The project trains judges, police and nurses.", None),
        ("It trains judges and nurses in six districts.", "It trains judges and nurses in six districts."),
        ("It trains judges in six districts of Peru. See more", "It trains judges in six districts of Peru."),
        (LONG, LONG[: 11 * 31 + 30]),
        ("United Nations Office on Drugs and Crime (UNODC)", None),
        (" ".join(["word"] * 15), None),
        (" ".join(["word"] * 16), " ".join(["word"] * 16)),
    ],
)
def test_summary_is_the_first_sentences_of_the_running_text(paragraph: str, summary: str | None) -> None:
    found = list(summaries.MODULE.read(Page().block("narrative", paragraph)))
    assert [f.text("summary") for f in found] == ([summary] if summary else [])
