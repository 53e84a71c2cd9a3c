"""The numbered headings of a paper's parts (``1. Background`` ... ``4. Timeframe``): none of them names a project."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.memory import kept
from pipeline.segment import sorts
from pipeline.settings import settings

_HEADING = regex.compile(
    r"^(?:\p{L}{1,20}+ )?(?P<number>\d{1,2})\s?[.):–-]?\s{1,4}(?P<words>\p{Lu}[^:;\n]{2,70}+)(?<![.,])"
)
#: Sorts of words that the headings of papers are made of.
_OF_PAPERS = frozenset({"part", "paper", "time", "money", "person"})


@kept(4)
def find(text: str) -> frozenset[int]:
    """The indices of the lines of a text that head a paper's parts.

    They are numbered one by one upwards, at least ``chapters`` of them, and at least half have a word of which such
    headings are made: a list of projects is numbered too, and its names seldom have one.
    """
    found: set[int] = set()
    for series in _series(text.split("\n")):
        telling = sum(any(sorts.sort(w) in _OF_PAPERS for w in words.split()) for _, words in series)
        if len(series) >= int(settings("segment")["chapters"]) and 2 * telling >= len(series):
            found |= {index for index, _ in series}
    return frozenset(found)


def _series(lines: list[str]) -> Iterator[list[tuple[int, str]]]:
    """Runs of short lines whose numbers go up by one, each with the words behind its number."""
    run: list[tuple[int, str]] = []
    last = 0
    for index, text in enumerate(lines):
        match = _HEADING.fullmatch(text.strip()) if len(text) <= 90 else None
        if match is None:
            continue
        number = int(match["number"])
        if run and number != last + 1:
            yield run
            run = []
        run.append((index, match["words"]))
        last = number
    if run:
        yield run
