"""Sorts of words: which list a word is in, whatever its accents, capitals and endings."""

from __future__ import annotations

import pytest

from pipeline.segment.sorts import of, sort

#: A word and its sort.
WORDS = [
    ("Download", "web"),
    ("downloads", "web"),  # the list has its beginning
    ("RAPPORT", "paper"),
    ("Évaluation", "paper"),
    ("préstamo", "money"),
    ("Août", "time"),
    ("Fortalecimiento", "deed"),
    ("Wiederaufbau", "deed"),
    ("your", "reader"),
    ("eau", "topic"),
    ("eaux", ""),  # the list has the whole word
    ("Provincia", "place"),
    ("Kilimanjaro", ""),
]


@pytest.mark.parametrize(("word", "name"), WORDS, ids=[word for word, _ in WORDS])
def test_sort(word: str, name: str) -> None:
    assert sort(word) == name


def test_shares_ends_and_neighbours() -> None:
    found = of("Water for Schools", "the download ", " of August")
    assert found == {
        "topic_share": pytest.approx(2 / 3),
        "topic_first": 1.0,
        "topic_last": 1.0,
        "left_web": 1.0,
    }
