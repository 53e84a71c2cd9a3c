"""Where labels begin in a line: looked up word by word, and the same as a search for all of them at once."""

from __future__ import annotations

from functools import cache

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.lexicon import alternation
from pipeline.segment import labels, parts


@cache
def all_at_once() -> regex.Pattern[str]:
    """The labels of two words or more, and those of one with a colon, as one pattern."""
    names = {p for p, kind in labels.phrases().items() if kind != "other" and " " in p and len(p) > 8}
    ones = {p for p in labels.phrases() if " " not in p and len(p) > 3}
    return regex.compile(
        rf"(?<![\p{{L}}\d])(?=\p{{Lu}})(?i:(?:{alternation(names)})(?![\p{{L}}\d])|(?:{alternation(ones)})\s?:)"
    )


PHRASES = st.sampled_from(sorted(labels.phrases()))
PIECES = st.one_of(
    PHRASES.map(str.capitalize),
    PHRASES.map(str.upper),
    PHRASES.map(lambda p: p.title().replace("'", "’")),
    PHRASES.map(lambda p: p.split()[0].capitalize()),
    st.sampled_from([" ", "  ", "\n", ":", " : ", ", ", "(", ")", "7", "Wells", "of"]),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=8).map("".join))
def test_labels_begin_where_one_search_for_all_of_them_finds_them(text: str) -> None:
    assert list(parts._label_starts(text)) == [m.start() for m in all_at_once().finditer(text)]


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Wells Total Cost 5", [6]),
        ("Wells Total Costing 5", []),
        ("Wells Donor: Norway", [6]),
        ("Wells Donor Norway", []),
        ("wells total cost", []),
    ],
)
def test_a_label_of_one_word_begins_where_a_colon_follows(text: str, starts: list[int]) -> None:
    assert list(parts._label_starts(text)) == starts


@pytest.mark.parametrize(
    ("text", "starts"), [("BASLANGIC TARIHI 5", [0]), ("Kuyular BAŞLANGIÇ TARİHİ 5", [8]), ("BASLANGAC TARIHI 5", [])]
)
def test_capitals_of_turkish_are_told_with_and_without_the_dot(text: str, starts: list[int]) -> None:
    assert list(parts._label_starts(text)) == starts
