"""Values as plain data and back: what fits comes back the same, what does not fit is refused."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codec import made, plain
from pipeline.document import Box, Cell, Document, Line, Word
from pipeline.progress import Outcome


class Point(NamedTuple):
    x: int
    y: float = 0.5


@dataclass(frozen=True)
class Shape:
    name: str
    kind: Literal["open", "closed"]
    points: tuple[Point, ...] = ()
    middle: Point | None = None
    tags: Mapping[str, list[str]] = field(default_factory=dict)
    sizes: tuple[str, int, bool] = ("", 0, False)


SHAPE = Shape("a\ud800é", "closed", (Point(1, 2.5), Point(-1)), Point(0), {"k": ["v", ""]}, ("s", 3, True))


def test_a_value_comes_back_the_same_through_json() -> None:
    assert made(Shape, json.loads(json.dumps(plain(SHAPE)))) == SHAPE


@given(
    st.builds(
        Document,
        document_id=st.text(),
        file=st.text(),
        sha256=st.text(),
        media_type=st.text(),
        lines=st.lists(
            st.builds(
                Line,
                text=st.text(),
                page=st.none() | st.integers(),
                box=st.none() | st.builds(Box, st.integers(), *[st.floats(allow_nan=False)] * 4),
                words=st.lists(st.just(Word(0, 1, Box(1, 0.1, 0.2, 0.3, 0.4))), max_size=2).map(tuple),
                cell=st.none() | st.just(Cell(0, 1, 2, True)),
            ),
            max_size=3,
        ).map(tuple),
    )
)
def test_every_document_comes_back_the_same(document: Document) -> None:
    assert made(Document, json.loads(json.dumps(plain(document)))) == document


@pytest.mark.parametrize(
    "data",
    [
        None, {}, [], "x", ["a", "closed"],
        ["a", "ajar", [], None, {}, ["", 0, False]],
        ["a", "open", [[1]], None, {}, ["", 0, False]],
        ["a", "open", [["1", 2.0]], None, {}, ["", 0, False]],
        ["a", "open", [], [], {}, ["", 0, False]],
        ["a", "open", [], None, {"k": "v"}, ["", 0, False]],
        ["a", "open", [], None, {}, ["", 0]],
        [1, "open", [], None, {}, ["", 0, False]],
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused(data: Any) -> None:
    with pytest.raises(ValueError, match=" is no "):
        made(Shape, data)


def test_the_data_cannot_say_which_type_to_make() -> None:
    with pytest.raises(ValueError, match=" is no "):
        made(Outcome, {"py/object": "pathlib.Path"})


def test_what_is_no_plain_data_is_not_written() -> None:
    with pytest.raises(TypeError, match="set cannot be written"):
        plain({"a": {1, 2}})
