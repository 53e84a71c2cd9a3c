"""What is remembered of a text: the same answers, asked for once, forgotten when a document is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import memory, places
from extractors.lexicon import fold
from extractors.memory import LONGEST, MOST, forget, remembered


def counted() -> tuple[list[str], Callable[..., int]]:
    """A remembered function, and the texts that it was really asked for."""
    asked: list[str] = []

    @remembered
    def length(text: str, more: int = 0) -> int:
        asked.append(text)
        return len(text) + more

    return asked, length


def test_a_text_is_asked_for_once() -> None:
    asked, length = counted()
    assert [length("Total cost"), length("Total cost")] == [10, 10]
    assert asked == ["Total cost"]


def test_other_arguments_are_another_question() -> None:
    asked, length = counted()
    assert [length("Total"), length("Total", 1), length("Total", more=1)] == [5, 6, 6]
    assert len(asked) == 3


def test_all_is_forgotten_when_a_document_is_done() -> None:
    asked, length = counted()
    length("Total cost")
    forget()
    length("Total cost")
    assert asked == ["Total cost", "Total cost"]


def test_a_very_long_text_is_not_kept() -> None:
    asked, length = counted()
    for _ in range(2):
        length("x" * (LONGEST + 1))
    assert len(asked) == 2


def test_what_is_kept_is_bounded() -> None:
    asked, length = counted()
    for number in range(MOST + 1):
        length(str(number))
    length("0")  # the first went when the last came
    assert len(asked) == MOST + 2


def test_a_function_keeps_its_name_and_its_sentence() -> None:
    assert places.find.__name__ == "find"
    assert (places.find.__doc__ or "").startswith("The places a text names")


@pytest.mark.parametrize("character", [chr(n) for n in range(128)])
def test_folding_ascii_by_the_short_way_gives_the_same(character: str) -> None:
    assert fold(character + "A") == fold(character + "Aé").removesuffix("é")


def longest(text: str) -> list[tuple[int, int, str]]:
    """The places of a text, with every stretch of up to nine words looked up: slow and plain."""
    tokens = list(places._TOKEN.finditer(text))
    found, at = [], 0
    while at < len(tokens):
        start = tokens[at].start()
        for last in range(min(at + places.MOST_WORDS, len(tokens)) - 1, at - 1, -1):
            end = tokens[last].end()
            name = places._look_up(text[start:end])
            if name and (end - start > 3 or text[start:end].isupper()):
                found.append((start, end, name[1]))
                at = last
                break
        at += 1
    return found


NAMES = st.sampled_from(
    ["Kenya", "the", "former Yugoslav Republic of Macedonia", "United", "Republic", "of", "Tanzania", "South", "Africa",
     "Guinea", "Bissau", "Congo", "Lao PDR", "SICA`s", "Côte d’Ivoire", "and", ",", "Sahel", "Horn", "East", "’s", "."]
)  # fmt: skip


@settings(deadline=None)  # the first call reads the tables
@given(st.lists(NAMES, max_size=8).map(" ".join))
def test_names_are_found_as_if_every_stretch_were_looked_up(text: str) -> None:
    compass = places._COMPASS.search(text) or "East" in text or "South" in text
    found = [(p.start, p.end, p.code) for p in places.find(text)]
    assert [f[:2] for f in found] == [f[:2] for f in longest(text)]
    assert compass or found == longest(text)


def test_memory_knows_every_function_that_remembers() -> None:
    before = len(memory._forgetters)
    counted()
    assert len(memory._forgetters) == before + 1
