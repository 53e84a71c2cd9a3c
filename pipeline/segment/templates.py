"""Lines of one form whose labels nothing parts from their values: each has the same labels in the same order.

``Applicant Friends of the Marsh Project Cranes of the Delta Grant EUR 45,000``: in one such line no reader could tell
label from value; in three below each other, what all have in common are labels, and what they have not are values.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import regex

from pipeline.segment import valued
from pipeline.segment.labels import kind_of
from pipeline.segment.listed import Entry
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings

_WORD = regex.compile(r"\p{L}{3,}")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of such a form: its index and where its labels stand."""

    index: int
    labels: tuple[tuple[int, int], ...]


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


def _kind(label: str) -> str:
    return kind_of(label, True) or "other"


def _lines(sheet: Sheet, run: list[int]) -> list[Line]:
    """The lines of a run with the labels that all have in one order; none where a title or a value is missing."""
    found: dict[int, list[tuple[int, int]]] = {index: [] for index in run}
    for number, word in enumerate(dict.fromkeys(_WORD.findall(sheet.lines[run[0]].text))):
        spans = {i: _behind(sheet.lines[i].text, word, found[i][-1][1] if found[i] else 0) for i in run}
        if all(spans.values()) and (number == 0 or kind_of(word, True)):
            for index, span in spans.items():
                found[index] += [span] if span else []
    texts = [sheet.lines[i].text for i in run]
    kinds = {_kind(texts[0][low:high]) for low, high in found[run[0]]}
    filled = all(_values(text, spans) for text, spans in zip(texts, found.values(), strict=True))
    enough = "title" in kinds and len(kinds) >= settings("list")["template_kinds"] and filled
    return [Line(index, tuple(spans)) for index, spans in found.items()] if enough else []


def _behind(text: str, word: str, floor: int) -> tuple[int, int] | None:
    """Where a word stands first behind a place in a text; a value in capitals may be glued to it."""
    match = regex.compile(rf"(?<!\p{{L}}){word}(?=\s|\p{{Lu}})").search(text, floor)
    return match.span() if match else None


def _values(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether behind each label of a line something stands."""
    stops = [*(low for low, _ in spans[1:]), len(text)]
    return bool(spans) and all(text[high:stop].strip() for (_, high), stop in zip(spans, stops, strict=True))


def _entry(sheet: Sheet, line: Line) -> Entry:
    """The entry of a line: its values by the kinds of their labels."""
    text = sheet.lines[line.index].text
    found = Entry(line.index, [], 0, why="between labels that all lines of its list have")
    for (low, high), (stop, _) in pairwise([*line.labels, (len(text), len(text))]):
        value = text[high:stop].strip(" :–-")
        start = text.index(value, high)
        kind = valued.by_value(_kind(text[low:high]), text[low:high], value)
        if kind == "title":
            found.piece = (line.index, start, start + len(value))
        else:
            piece = (line.index, start, start + len(value))
            found.fields.append(Raw(kind, line.index, line.index, (line.index, low, high), [piece], "line"))
    return found
