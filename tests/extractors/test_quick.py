"""A pattern behind a quick look finds what the pattern alone finds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.money import REACH, amount_pattern, bare_pattern, currencies

PIECES = st.sampled_from(
    ["US$ ", "250,000", " EUR", "3.5 million", "two hundred thousand dollars", " for the school", "\n", "2010",
     "x" * 90, "." * 30, " " * 25, "CHF", "MEUR 5", "five"]
)  # fmt: skip


@settings(deadline=None)  # the first call compiles the patterns
@given(st.lists(PIECES, max_size=9).map("".join), st.integers(0, 40))
def test_the_same_amounts_are_found_with_and_without_the_look(text: str, pos: int) -> None:
    for guarded in (amount_pattern(), bare_pattern()):
        found = [m.span() for m in guarded.finditer(text, pos)]
        assert found == [m.span() for m in guarded.pattern.finditer(text, pos)]


@settings(deadline=None)  # the first call compiles the patterns
@given(st.lists(PIECES, max_size=5).map("".join))
def test_the_same_is_found_at_one_place(text: str) -> None:
    guarded = amount_pattern()
    for ask in ("search", "match", "fullmatch"):
        one, other = getattr(guarded, ask)(text), getattr(guarded.pattern, ask)(text)
        assert (one and one.span()) == (other and other.span())


def test_every_mark_is_shorter_than_the_reach() -> None:
    assert max(map(len, currencies())) * 2 <= REACH


@pytest.mark.parametrize("text", ["", "no figure at all", "x" * 10_000])
def test_text_without_a_sign_has_no_match(text: str) -> None:
    assert list(amount_pattern().finditer(text)) == []
