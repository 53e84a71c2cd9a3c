"""A word that is in no label ends the search for labels, and never costs one."""

from __future__ import annotations

import pytest

from pipeline.segment.labels import kind_of, phrases, strange, weak


def test_no_label_of_the_lists_is_strange() -> None:
    assert [label for label in (*phrases(), *weak()) if strange(label)] == []


@pytest.mark.parametrize("text", ["The officers of the ministry", "Harbour masters met in March"])
def test_words_of_running_text_are_strange(text: str) -> None:
    assert strange(text)
    assert kind_of(text, False) == ""


@pytest.mark.parametrize("text", ["Norwegian contribution", "Budget (in thousand shillings)", "GEF Project ID"])
def test_words_of_givers_and_brackets_are_left_to_the_long_look(text: str) -> None:
    assert not strange(text)
