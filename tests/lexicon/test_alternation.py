"""Words of a table as one pattern."""

from __future__ import annotations

import pytest
import regex

from extractors.lexicon import alternation

WORDS = ["fund", "fund for peace", "l'aide", "a.b"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("fund for peace", "fund for peace"),  # the longest comes first
        ("fund for\n  peace", "fund for\n  peace"),
        ("fund forpeace", "fund"),
        ("l’aide", "l’aide"),
        ("l`aide", "l`aide"),
        ("a.b", "a.b"),
        ("axb", None),
    ],
)
def test_any_of_the_words_is_read(text: str, read: str | None) -> None:
    match = regex.match(alternation(WORDS), text)
    assert (match and match.group()) == read


def test_the_order_of_the_words_does_not_matter() -> None:
    assert alternation(WORDS) == alternation(reversed([*WORDS, "fund"]))


def test_no_word_is_read_where_there_is_none() -> None:
    assert regex.search(alternation([]), "") is None
