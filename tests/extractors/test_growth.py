"""No pattern goes back and forth: a text of one character, over and over, is searched in a time that grows with it.

Blanks are not tried: readers give lines whose blanks are single. A pattern that is asked at one place only
(``match``, ``fullmatch``) may look at all that follows from there, once; those are listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from inspect import signature
from pathlib import Path
from time import process_time

import pytest
import regex

import extractors
from extractors.evidence import Rule
from extractors.quick import Headed

#: Characters of a text that is searched; what grows with the square of it takes more than a second.
LONG = 15_000
#: Seconds of the processor; what grows with the length takes a few thousandths, on a slow machine a tenth.
MOST = 0.15
#: Four times the length takes at most so many times as long: four where time grows with it, sixteen with its square.
GROWTH = 8
#: So many times a pattern that took too long is tried.
ROUNDS = 3
#: Seconds after which nothing is waited for.
ENOUGH = 60.0

RUNS = ("1", "A", "a", ".", ",", "(", "-", "1,", "a.", "(a", "a@a.", "A1/", "_", "'")

#: Patterns that are asked at one place of a text only.
ONE_PLACE = {
    "code_doubts._ACT", "codes._NEXT", "code_doubts._TELLING", "code_doubts._THOUSANDS",
    "code_doubts.code_head()", "titles._CODE_QUOTED",
    "pledge_sentences._CAPITALS", "pledges._LOST",
    "period_sentences._around()", "period_sentences._bracket()",
    "number_rows._ROW",
    "shares._ONLY", "shares._coverage_label()", "shares._total()",
}  # fmt: skip

#: Patterns that look no farther than 160 characters from any place, which is much and does not grow.
BOUNDED = {"period_sentences._new()", "pledges._NAME_BEFORE"}


def found(value: object) -> Iterator[regex.Pattern[str]]:
    """The patterns in a value of a module."""
    if isinstance(value, regex.Pattern):
        yield value
    elif isinstance(value, Headed):
        yield value.pattern
    elif isinstance(value, Rule):
        yield from found(value.pattern)
    elif isinstance(value, dict):
        yield from found((*value.values(),))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from found(one)


def named(module: str) -> Iterator[tuple[str, regex.Pattern[str]]]:
    """The patterns of a module, those that a function makes once too."""
    for name, value in named_values(module):
        yield from ((name, one) for one in found(value))


def named_values(module: str) -> Iterator[tuple[str, object]]:
    """What a module has by name, and what its functions without parameters give that make a thing once."""
    for name, value in vars(import_module(f"extractors.{module}")).items():
        made = hasattr(value, "cache_info") and value.__module__ == f"extractors.{module}"
        if made and not signature(value).parameters:
            yield f"{module}.{name}()", value()
        else:
            yield f"{module}.{name}", value


@cache
def modules() -> tuple[str, ...]:
    folder = Path(extractors.__file__).parent
    return tuple(sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__"))


def slow(pattern: regex.Pattern[str]) -> Iterator[str]:
    """The runs that it goes back and forth in."""

    def search(text: str, seconds: float) -> None:
        for _ in pattern.finditer(text, timeout=seconds):
            pass

    yield from (run for run in RUNS if grows(search, run))


def grows(ask: Callable[[str, float], None], run: str) -> bool:
    """Whether asking takes a time that grows faster than the text, told by two lengths: any machine will do."""
    try:
        ask(text_of(run, LONG), MOST)
    except TimeoutError:
        try:
            # Tried again, as a machine may be busy.
            return all(took(ask, run, LONG) > GROWTH * took(ask, run, LONG // 4) for _ in range(ROUNDS))
        except TimeoutError:
            return True
    return False


def took(ask: Callable[[str, float], None], run: str, length: int) -> float:
    """Seconds of the processor that asking takes in a text of that length."""
    start = process_time()
    ask(text_of(run, length), ENOUGH)
    return process_time() - start


def text_of(run: str, length: int) -> str:
    return (run * length)[:length] + "!"


@pytest.mark.clock
@pytest.mark.parametrize("module", modules())
def test_no_pattern_goes_back_and_forth(module: str) -> None:
    asked = {name: pattern for name, pattern in named(module) if name not in ONE_PLACE | BOUNDED}
    assert {name: runs for name, pattern in asked.items() if (runs := [*slow(pattern)])} == {}


@pytest.mark.clock
def test_a_pattern_that_goes_back_and_forth_is_seen() -> None:
    assert [*slow(regex.compile(r"[.,]+$"))] == [".", ","]


def test_those_that_are_not_tried_are_there() -> None:
    assert {name for module in modules() for name, _ in named(module)} >= ONE_PLACE | BOUNDED
