"""Lines of one form whose labels nothing parts from their values: each has the same labels in the same order.

``Applicant Friends of the Marsh Project Cranes of the Delta Grant EUR 45,000``: in one such line no reader could tell
label from value; in three below each other, what all have in common are labels, and what they have not are values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import regex

from extractors.money import currency
from pipeline.segment import valued
from pipeline.segment.labels import kind_of
from pipeline.segment.listed import Entry
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet
from pipeline.segment.typed import fits
from pipeline.settings import settings

Span = tuple[int, int]

_WORD = regex.compile(r"\p{L}{3,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of such a form: its index and where its labels stand."""

    index: int
    labels: tuple[Span, ...]


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """An entry for each line of the longest run of lines with the same labels, one of them for titles."""
    runs: list[list[int]] = [[]]
    for index in sheet.contents():
        same = runs[-1] and _first(sheet, runs[-1][-1]) == _first(sheet, index) != ""
        if not same:
            runs.append([])
        runs[-1].append(index)
    best = max(runs, key=len)
    made = _lines(sheet, best) if len(best) >= settings("list")["template_lines"] else []
    return [_entry(sheet, line) for line in made]


def _first(sheet: Sheet, index: int) -> str:
    """The first word of a line, if it may be a label before a value; one in no list may be."""
    line = sheet.lines[index]
    word = line.text.partition(" ")[0]
    return word if line.cell is None and word[:1].isupper() and _WORD.fullmatch(word) else ""


def _kind(label: str, value: str) -> str:
    """The kind of a label before a value; one that may be a title's is an amount's before an amount."""
    kind = kind_of(label, True) or "other"
    return "budget" if kind == "title" and fits("budget", value) else valued.by_value(kind, label, value)


def _lines(sheet: Sheet, run: list[int]) -> list[Line]:
    """The lines of a run with the labels that all have in one order; none where a title or a value is missing."""
    found: dict[int, list[Span]] = {index: [] for index in run}
    for number, word in enumerate(dict.fromkeys(_WORD.findall(sheet.lines[run[0]].text))):
        spans = {i: _behind(sheet.lines[i].text, word, found[i][-1][1] if found[i] else 0) for i in run}
        if all(spans.values()) and (number == 0 or (kind_of(word, True) and not currency(word))):
            for index, span in spans.items():
                found[index] += [span] if span else []
    made = [Line(index, tuple(spans)) for index, spans in found.items()]
    parts = [list(_parts(sheet, line)) for line in made]
    kinds = {kind for kind, *_ in parts[0]}
    filled = all(low < high for line in parts for _, _, (low, high) in line)
    return made if filled and "title" in kinds and len(kinds) >= settings("list")["template_kinds"] else []


def _parts(sheet: Sheet, line: Line) -> Iterator[tuple[str, Span, Span]]:
    """The labels and values of a line, each value with its kind and without the marks at its edges."""
    text = sheet.lines[line.index].text
    for (low, high), (stop, _) in pairwise([*line.labels, (len(text), len(text))]):
        start = high + len(text[high:stop]) - len(text[high:stop].lstrip(" :–-"))
        end = max(len(text[:stop].rstrip(" :–-")), start)
        yield _kind(text[low:high], text[start:end]), (low, high), (start, end)


def _behind(text: str, word: str, floor: int) -> Span | None:
    """Where a word stands first behind a place in a text; a value in capitals may be glued to it."""
    match = regex.compile(rf"(?<!\p{{L}}){word}(?=\s|\p{{Lu}})").search(text, floor)
    return match.span() if match else None


def _entry(sheet: Sheet, line: Line) -> Entry:
    """The entry of a line: its values by the kinds of their labels."""
    at = line.index
    found = Entry(at, [], 0, why="between labels that all lines of its list have")
    for kind, label, value in _parts(sheet, line):
        if kind == "title" and found.piece is None:
            found.piece = (at, *value)
        else:
            found.fields.append(Raw(kind, at, at, (at, *label), [(at, *value)], "line"))
    return found
