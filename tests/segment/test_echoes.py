"""What a page says again of a stretch of it: words by their first letters, pairs of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.segment.echoes import Echoes

#: A page, a stretch of it, a mark and its value; 0 where the mark is not there.
CASES = [
    ("Clean Wells\nclean wells", "Clean Wells", "echo", 1.0),
    ("Clean Wells\nclean pumps", "Clean Wells", "echo", 0.5),
    ("Clean Wells\nrural pumps", "Clean Wells", "echo", 0.0),
    ("Clean Clean Wells", "Clean Clean Wells", "echo", 0.0),  # what is said twice inside is no echo
    ("Developing wells\nthe development", "Developing wells", "echo", 0.5),  # one stem
    ("Help for us\nhelp for us all", "for us", "echo", 0.0),  # short words tell nothing
    ("Clean Wells\nwells, wells, wells", "Clean Wells", "echo_often", 0.3),  # three for two words, of five
    ("Clean Wells\n" + "wells " * 9, "Clean Wells", "echo_often", 0.5),  # no more than five count
    ("Clean Wells\nclean wells", "Clean Wells", "echo_many", 0.5),
    ("Clean Rural Wells\nrural wells", "Clean Rural Wells", "pairs", 0.5),
    ("Clean Rural Wells\nrural wells", "Clean Rural", "pair_right", 1.0),
    ("Clean Rural Wells\nrural wells", "Rural Wells", "pair_left", 0.0),
    ("Clean Rural Wells\nclean rural", "Rural Wells", "pair_left", 1.0),
]


@pytest.mark.parametrize(("text", "stretch", "mark", "value"), CASES, ids=[f"{c[1]}-{c[2]}-{c[3]}" for c in CASES])
def test_what_is_said_again(text: str, stretch: str, mark: str, value: float) -> None:
    at = text.index(stretch)
    assert Echoes(text).of(at, at + len(stretch)).get(mark, 0.0) == pytest.approx(value)


@given(st.text(max_size=60), st.data())
def test_any_stretch_of_any_text_has_marks_between_bounds(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    found = Echoes(text).of(start, data.draw(st.integers(start, len(text))))
    assert all(0 < value <= 2 or name == "echo_sum" for name, value in found.items())
    assert found.get("echo", 0.0) <= 1 >= found.get("pairs", 0.0)
