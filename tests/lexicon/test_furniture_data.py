"""The furniture lexicon: phrases of the page that no label of a project is hidden among."""

from __future__ import annotations

from collections import Counter

import pytest
import regex

from extractors.lexicon import squeeze, toml, words
from pipeline.segment.against import negative
from pipeline.segment.furniture import is_phrase

PAGE = ("navigation", "legal", "media")


def _bare(phrase: str) -> str:
    return squeeze(phrase).strip(" |>»«·•:-")


def test_no_label_of_a_field_is_furniture() -> None:
    table = toml("labels")
    labels = {
        squeeze(w)
        for kind, part in table.items()
        if kind != "weak"
        for lang, listed in part.items()
        if lang != "says"
        for w in listed
    }
    labels |= {squeeze(w) for w in table["weak"]}
    assert {p for part in PAGE for p in words(toml("furniture")[part]) if _bare(p) in labels} == set()


@pytest.mark.parametrize("part", PAGE)
def test_a_language_holds_each_phrase_once(part: str) -> None:
    for listed in toml("furniture")[part].values():
        assert [p for p, count in Counter(squeeze(w) for w in listed).items() if count > 1] == []


def test_patterns_compile_and_match_no_empty_line() -> None:
    for pattern in words(toml("furniture")["patterns"]):
        assert not regex.fullmatch(pattern, "", regex.I)


@pytest.mark.parametrize(
    "line",
    [
        "Skip to main content",
        "Page 3 of 12",
        "Seite 4",
        "- 7 -",
        "© European Union, 1995-2012",
        "Copyright © 2010 ITTO",
        "You are here: Home > Projects",
        "Home > What we do > Asia",
        "Share on Facebook",
        "Facebook | Twitter | YouTube",
        "220 views",
        "PDF, 2.3 MB",
        "ALL RIGHTS RESERVED",
        "Zum Inhalt springen",
        "English | Français | Español",
        "Upload: vuquynh",
    ],
)
def test_page_furniture_is_known(line: str) -> None:
    assert is_phrase(line)


@pytest.mark.parametrize(
    "line",
    [
        "(c) strengthen the capacity of the courts",
        "copyright laws of the region are harmonised",
        "developed by the ministry in 2008",
        "36 mo",
        "accessed from remote areas",
        "5 projects",
        "Contact:",
        "Sharing of experience",
        "Home-based care for people living with HIV",
        "All countries",
        "January 2009",
        "Partners in 2010: 12",
    ],
)
def test_a_line_of_a_brochure_is_no_furniture(line: str) -> None:
    assert not is_phrase(line)


def test_weights_against_a_project_are_small_integers() -> None:
    assert set(toml("furniture")["no_project"].values()) == {1, 2, 3}
    assert [p for p, count in Counter(squeeze(p) for p in toml("furniture")["no_project"]).items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("Only shortlisted candidates will be contacted", 6),
        ("PRESS RELEASE", 2),
        ("see our press releases", 0),
        ("The report will be published on the web site", 0),
        ("Avis de vacance de poste", 3),
    ],
)
def test_what_a_document_says_of_itself_is_weighed(text: str, weight: int) -> None:
    assert negative(text) == weight


def test_project_words_are_single_words() -> None:
    assert [w for w in words(toml("furniture")["project_words"]) if len(w.split()) != 1] == []
