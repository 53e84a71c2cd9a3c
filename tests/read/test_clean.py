"""Characters, blanks and bullets: what is cleaned, and what is left as it is printed."""

from __future__ import annotations

import pytest

from pipeline.document import Box, Line
from pipeline.read import clean

CHARACTERS = [
    ("ligature", "o\ufb03ce", "office"),
    ("soft hyphen", "traf\u00adficking", "trafficking"),
    ("zero width", "a\u200bb\ufeffc", "abc"),
    ("control characters", "a\x00b\x07c", "abc"),
    ("blanks of all kinds", "US$\u00a01,000\u2009m\u3000x", "US$ 1,000 m x"),
    ("full-width digits", "２０１０", "2010"),
    ("mathematical letters", "\U0001d401\U0001d42e\U0001d41d", "Bud"),
    ("accent of its own", "Co\u0302te", "Côte"),
    ("Windows character read as Latin-1", "Protocols\x92", "Protocols’"),
    ("half of a non-BMP character", "a\ud83d", "a\ufffd"),
    ("noncharacter", "a\ufffeb", "ab"),
]
KEPT = ["‚post‛", "1990–2010 — ‘x’", "70,551,643¹", "m²", "№ 5", "™", "Straße", "½", "«ø»", "\u0600"]


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in CHARACTERS], ids=[case[0] for case in CHARACTERS])
def test_invisible_and_typographic_characters_are_cleaned(text: str, expected: str) -> None:
    assert clean.characters(text) == expected


@pytest.mark.parametrize("text", KEPT)
def test_what_is_printed_is_kept(text: str) -> None:
    assert clean.characters(text) == text


def test_each_character_is_cleaned_once_and_for_all() -> None:
    every = "".join(chr(code) for code in range(0x3000))
    once = clean.characters(every)
    assert clean.characters(once) == once


@pytest.mark.parametrize(
    ("text", "expected"),
    [("a  b", "a b"), ("a   b", "a\tb"), ("a \t b", "a\tb"), (" a ", "a"), ("a\tb   c d", "a\tb\tc d")],
)
def test_wide_gaps_become_one_tab(text: str, expected: str) -> None:
    assert clean.squeeze(text) == expected


BULLETS = [
    ("• Training", 0, "•", "Training"),
    ("•Training", 0, "•", "Training"),
    ("\uf0b7\tTraining", 0, "\uf0b7", "Training"),
    ("- Training", 0, "-", "Training"),
    ("– Training", 0, "–", "Training"),
    ("- ▶ Policy", 0, "- ▶", "Policy"),
    ("- - Training", 0, "-", "- Training"),
    ("- 1. Prevention", 0, "-", "1. Prevention"),
    ("– 1. Prevention", 0, "–", "1. Prevention"),
    ("o\tby Land", 0, "o", "by Land"),
    ("o  by Land", 0, "o", "by Land"),
    ("o Smuggling by Land", 18, "o", "Smuggling by Land"),
    ("Ø\tTraining", 0, "Ø", "Training"),
    ("-", 0, "-", ""),
]
NO_BULLETS = [
    ("-5 per cent", 0),
    ("– 2010 and later", 0),
    ("o Smuggling by Land", 0),
    ("o dos países", 18),
    ("§ 5 of the law", 0),
    ("+43 1 26060", 0),
    ("1. Prevention", 0),
    ("(i) Prevention", 0),
    ("Ørsted", 0),
]


@pytest.mark.parametrize(("text", "indent", "bullet", "rest"), BULLETS)
def test_a_bullet_leaves_the_text(text: str, indent: float, bullet: str, rest: str) -> None:
    assert clean.split_bullet(text, indent) == (bullet, rest)


@pytest.mark.parametrize(("text", "indent"), NO_BULLETS)
def test_what_only_looks_like_a_bullet_stays(text: str, indent: float) -> None:
    assert clean.split_bullet(text, indent) == ("", text)


def test_a_bullet_alone_goes_to_the_line_below() -> None:
    lines = [Line("", bullet="-", gap=1.0), Line("Training"), Line("More")]
    assert list(clean.adopt_bullets(lines)) == [Line("Training", bullet="-", gap=1.0), Line("More")]


def test_a_bullet_does_not_go_to_the_next_page() -> None:
    lines = [Line("", bullet="-", page=1), Line("Training", page=2)]
    assert list(clean.adopt_bullets(lines)) == [Line("-", page=1), Line("Training", page=2)]


@pytest.mark.parametrize(("x", "bullet"), [(40, "-"), (60, "-"), (30, "")])
def test_a_bullet_goes_only_to_a_line_that_begins_behind_it(x: float, bullet: str) -> None:
    lines = [Line("", bullet="-", box=Box(1, 40, 10, 45, 12)), Line("Training", box=Box(1, x, 10, 90, 22))]
    assert list(clean.adopt_bullets(lines))[-1].bullet == bullet


def test_a_bullet_that_no_line_can_take_stays_as_text() -> None:
    lines = [Line("", bullet="-"), Line("", bullet="•"), Line("x", bullet="•"), Line("", bullet="–")]
    assert [(line.bullet, line.text) for line in clean.adopt_bullets(lines)] == [
        ("", "-"),
        ("", "•"),
        ("•", "x"),
        ("", "–"),
    ]
