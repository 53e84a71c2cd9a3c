"""No pattern of readers and segmenter goes back and forth: as ``tests/extractors/test_growth.py`` for extractors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from importlib import import_module
from inspect import signature
from pathlib import Path

import pytest
import regex

import pipeline
from tests.extractors.test_growth import RUNS, found, grows, slow

#: Patterns that are asked at one place of a text only.
ONE_PLACE = {
    "segment.contest._NUMBER", "segment.flattened._CODE", "segment.flattened.total", "segment.furniture._patterns",
    "segment.inline.PARTY", "segment.valued.PARTY",
    "segment.labels._NUMBERED_NOTE", "segment.lined._PARTS", "segment.listed._CODE", "segment.titles._CODED",
    "segment.typed.CODE", "segment.strung.CODE", "segment.strung._NUMBER", "segment.strung._GAP",
}  # fmt: skip


def modules() -> list[str]:
    folder = Path(pipeline.__file__).parent
    paths = [path for part in ("read", "segment") for path in sorted((folder / part).glob("*.py"))]
    return [".".join(path.relative_to(folder).with_suffix("").parts).removesuffix(".__init__") for path in paths]


def patterns(value: object) -> Iterator[regex.Pattern[str]]:
    """The patterns in a value, those of the standard library as well: they have no clock of their own."""
    if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
        yield regex.compile(value.pattern, value.flags & (re.I | re.X | re.M | re.S))
    else:
        yield from found(value)


def named(module: str) -> Iterator[tuple[str, regex.Pattern[str]]]:
    """The patterns of a module, those that a function makes once too."""
    for name, value in vars(import_module(f"pipeline.{module}")).items():
        made = hasattr(value, "cache_info") and value.__module__ == f"pipeline.{module}"
        called = made and not signature(value).parameters
        yield from ((f"{module}.{name}", one) for one in patterns(value() if called else value))


@pytest.mark.clock
@pytest.mark.parametrize("module", modules())
def test_no_pattern_goes_back_and_forth(module: str) -> None:
    asked = {name: pattern for name, pattern in named(module) if name not in ONE_PLACE}
    assert {name: runs for name, pattern in asked.items() if (runs := [*slow(pattern)])} == {}


def _at_the_start(pattern: regex.Pattern[str], text: str, seconds: float) -> None:
    pattern.match(text, timeout=seconds)
    pattern.fullmatch(text, timeout=seconds)


@pytest.mark.clock
def test_patterns_that_are_asked_at_one_place_go_back_and_forth_there_neither() -> None:
    late = []
    for name, pattern in (pair for module in modules() for pair in named(module) if pair[0] in ONE_PLACE):
        late += [(name, run) for run in RUNS if grows(partial(_at_the_start, pattern), run)]
    assert late == []


def test_those_that_are_not_tried_are_there() -> None:
    assert {name for module in modules() for name, _ in named(module)} >= ONE_PLACE
