"""Words as one pattern: it matches what the words one by one match, the longest first."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from extractors import amount_words
from extractors.lexicon import alternation, toml
from extractors.lexicon.trie import shared

WORDS = st.lists(st.text("abé -", min_size=1, max_size=5).map(str.strip).filter(bool), min_size=1, max_size=6)


def one_by_one(items: list[str]) -> str:
    bodies = (r"\s+".join(map(regex.escape, w.split())) for w in sorted(set(items), key=lambda w: (-len(w), w)))
    return "|".join(bodies)


def test_words_share_their_beginnings_and_the_longest_is_tried_first() -> None:
    assert shared(["ab", "acd", "a"]) == "a(?:b|cd|)"


def test_a_mark_that_ends_a_word_is_tried_behind_what_goes_on() -> None:
    assert shared([["u", "s", r"(?!\p{L})"], ["u", "s", r"\s?\$"]]) == r"us(?:\s?\$|(?!\p{L}))"


def test_of_no_words_it_matches_nothing() -> None:
    assert regex.search(shared([]), "") is None


def test_words_that_differ_in_case_alone_are_written_out() -> None:
    assert shared(["US", "us dollar"]) == "us dollar|US"


@given(WORDS, st.text("abé -", max_size=12))
def test_it_matches_what_the_words_match(items: list[str], text: str) -> None:
    found = [m.span() for m in regex.finditer(alternation(items), text)]
    assert found == [m.span() for m in regex.finditer(one_by_one(items), text)]


@pytest.mark.parametrize("part", ["currency", "ambiguous"])
def test_every_mark_of_the_lexicon_is_matched_whole(part: str) -> None:
    pattern = regex.compile(amount_words.marks(), regex.I)
    assert [w for w in toml("money")[part] if not pattern.fullmatch(w)] == []
