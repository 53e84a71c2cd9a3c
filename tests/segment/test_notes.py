"""Footnotes: a line that begins with a mark which is glued to a word above it."""

from __future__ import annotations

import pytest

from pipeline.document import Cell, Line
from tests.segment.paper import PROJECT, TITLE, cut, drawn

NOTE = "Ports with more than ten boats."


def noted(mark: str, body: str = "", note: str = NOTE) -> str:
    body = body or f"The project works in all ports of the coast{mark} and in some lakes."
    return f"{TITLE}\n\nBudget: US$ 1,000\nCountry: Kenya\n\n{body}\n\n{mark} {note}\n"


@pytest.mark.parametrize(("mark", "plain"), [("1", "1"), ("12", "12"), ("*", "*"), ("†", "†"), ("²", "2")])
def test_line_with_a_mark_that_is_glued_to_a_word_above_is_a_footnote(mark: str, plain: str) -> None:
    made = cut(drawn(*noted(mark).split("\n")))
    assert {m: e.text for m, e in made.blocks[0].notes.items()} == {plain: NOTE}
    assert (made.roles[-1][0], made.roles[-1][2]) == ("note", 1)


@pytest.mark.parametrize(
    "body",
    [
        "The project works in all ports of the coast and in some lakes.",
        "The project works in all 1 ports and in B1 too.",
        "The project works in all ports of the coast12 and in some lakes.",
        "The project cost11,500 dollars and the coast1.5 more.",
    ],
)
def test_line_whose_mark_stands_nowhere_above_is_none(body: str) -> None:
    assert cut(noted("1", body)).blocks[0].notes == {}


def test_footnote_goes_on_while_its_lines_are_full() -> None:
    first = "Ports with more than ten boats that go out to the sea on each of the days of the week and"
    text = noted("1", note=f"{first}\ncome home at night.\nThe crews sleep then.")
    assert cut(text).blocks[0].notes["1"].text == f"{first}\ncome home at night."


def test_note_belongs_to_the_block_it_stands_in() -> None:
    other = "Clean Wells for Upland Farmers\n\nBudget: US$ 2,000\nCountry: Nepal\n"
    made = cut(noted("1") + "\n" + other)
    assert [sorted(b.notes) for b in made.blocks] == [["1"], []]


def test_table_cell_is_no_footnote() -> None:
    body = "The project works in all ports of the coast1 and in some lakes."
    lines = [*PROJECT.split("\n"), body, Line("1 Ports", cell=Cell(0, 0, 0)), Line("2 Lakes", cell=Cell(0, 1, 0))]
    assert cut(drawn(*lines)).blocks[0].notes == {}
