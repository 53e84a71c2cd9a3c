"""The marks of currencies as one pattern: quick to search with, and the same as one branch for each mark."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from unittest.mock import patch

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import amount_words, money
from extractors.lexicon import toml


def one_by_one(words: Iterable[str]) -> str:
    """A branch for each word, longest first, each with its own look at the letters around it."""
    parts = []
    for word in sorted(words, key=lambda w: (-len(w), w)):
        apart = "" if regex.fullmatch(r"\p{L}[^\p{L}]", word) else r"\s?"  # "A$" is no "a $50 million loan"
        body = apart.join(
            "['’‘‚]" if p == "'" else regex.escape(p) for p in regex.findall(r"[\p{L}.]+|[^\p{L}\s.]", word)
        )
        parts.append((r"(?<!\p{L})" if word[0].isalpha() else "") + body + (r"(?!\p{L})" if word[-1].isalpha() else ""))
    return "|".join(parts)


@cache
def plain_pattern() -> regex.Pattern[str]:
    """The pattern of amounts with its marks and magnitudes one by one."""
    with (
        patch.object(money, "marks", lambda: one_by_one(money.currencies())),
        patch.object(money, "magnitude", lambda: one_by_one(toml("money")["magnitude"])),
        patch.object(amount_words, "magnitude", lambda: one_by_one(toml("money")["magnitude"])),
    ):
        made: regex.Pattern[str] = money.amount_pattern.__wrapped__()
    return made


MARKS = st.sampled_from(sorted(money.currencies()))
PIECES = st.one_of(
    MARKS,
    MARKS.map(str.upper),
    st.sampled_from(sorted(money.magnitudes())),
    st.sampled_from(["two", "seven hundred", "of", "and", "MEUR", "€m", "’000"]),
    st.sampled_from(["5", "1,250", "12 500", "3.5", "2009", "10-"]),
    st.sampled_from([" ", " ", "\n", ".", ":", "(", ",", "-", "x", "é"]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join))
def test_the_marks_together_match_what_they_match_one_by_one(text: str) -> None:
    found, expected = (
        [(m.span(), m.groupdict()) for m in p.finditer(text)] for p in (money.amount_pattern(), plain_pattern())
    )
    assert found == expected


def test_every_mark_is_read_before_and_behind_its_amount() -> None:
    lost = [
        text
        for mark in money.currencies()
        for text in (f"{mark} 1,250", f"1,250 {mark}")
        if not money.amount_pattern().fullmatch(text)
    ]
    assert lost == []
