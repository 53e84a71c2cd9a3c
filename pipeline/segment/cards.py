"""Cards of projects strung together in one line: ``KENYA Wells for herders Grant: €90,000 Start: 2010 PERU Fords …``.

Each has its title before labels that all have. What stands between the last value of one and the first label of the
next is the title of the next: so that value must be of a type that shows where it ends, a date or an amount.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from extractors import dates
from extractors.lexicon import squeeze, vocabulary
from extractors.money import amount_pattern
from extractors.quick import TIMEOUT
from pipeline.segment import entry
from pipeline.segment.labels import kind_of
from pipeline.segment.listed import Entry
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet
from pipeline.segment.typed import AMOUNTS, DATES, PLACES
from pipeline.settings import settings

#: What stands behind a value and before the next title: brackets (``(click to see more)``), marks.
_BESIDE = regex.compile(r"(?:[\s,;.|/•·*–—-]++|\([^()]{0,60}\))*+")
#: The end of a sentence before a title.
_BREAK = regex.compile(r"(?<=\p{Ll}{3})[.!?]\s+(?=\p{Lu})")
#: What stands between two dates of a period.
_TO = regex.compile(r"\s*(?:[-–—/]|(?:to|until|till|bis|à|au|al|a|até|fino al)(?=\s))?\s*")
#: Kinds of labels one of which a card of a project has; or both of two: a post has a country and a closing date.
_TELLING = frozenset({"donor", "code", "implementer", "contribution"})
_PAIRED = frozenset({"country", "period"})
_EDGE = " \t,;:.|/•·–—-"


class Mark(NamedTuple):
    """A label in a line: its line, where it and its value begin, its words."""

    line: int
    start: int
    value: int
    key: str


def find(sheet: Sheet, marks: Sequence[Mark], first: str) -> list[Entry]:
    """An entry for each time that a label comes in a line that has it several times; none if one cannot be cut."""
    kinds = {kind_of(mark.key, True) for mark in marks}
    if kinds.isdisjoint(AMOUNTS | _TELLING) and not kinds >= _PAIRED:
        return []
    found = []
    for line in sorted({mark.line for mark in marks if mark.key == first}):
        found += _line(sheet, [m for m in marks if m.line == line], first)
    return found if len(found) > 1 and all(one.piece for one in found) else []


def _line(sheet: Sheet, marks: Sequence[Mark], first: str) -> list[Entry]:
    """The entries of a line; one whose title cannot be told from what stands before it has none."""
    text = sheet.lines[marks[0].line].text
    at = [n for n, mark in enumerate(marks) if mark.key == first]
    found = []
    for low, high in pairwise([*at, len(marks)]):
        before = marks[low - 1] if low else None
        floor = _end(text, before.value, kind_of(before.key, True)) if before else 0
        stop = marks[high].start if high < len(marks) else len(text)
        found.append(_entry(sheet, text, floor, marks[low:high], stop))
    return found


def _end(text: str, start: int, kind: str) -> int | None:
    """Where a value of a type that begins at a place ends; None where there is none."""
    if kind in AMOUNTS:
        amount = amount_pattern().match(text, start, timeout=TIMEOUT)
        return amount.end() if amount else None
    if kind in PLACES:
        place = entry.place_at(text, start)
        return place[1] if place else None
    stretch = text[start : start + settings("list")["card_value"]]
    spans = [(d.start, d.end) for d in dates.scan(stretch)] + [(d.start, d.end) for d in dates.durations(stretch)]
    end = 0
    for low, high in sorted(spans) if kind in DATES else []:
        if _TO.fullmatch(stretch, end, low):
            end = high
    return start + end if end else None


def _entry(sheet: Sheet, text: str, floor: int | None, marks: Sequence[Mark], stop: int) -> Entry:
    """The entry of a card: a place at its head, its title, and its values."""
    line, high = marks[0].line, marks[0].start
    found = Entry(line, [], floor or 0, list(_values(text, marks, stop)), "before labels that others in its line have")
    if floor is None:
        return found  # nothing shows where the value before the title ends
    low = max([m.end() for m in _BREAK.finditer(text, floor, high)], default=floor)
    beside = _BESIDE.match(text, low, high)
    low = beside.end() if beside else low
    place = entry.place_at(text, low)
    if place and place[1] < high and text[slice(*place)].isupper():  # "KENYA Wells for herders"
        found.fields.insert(0, Raw("country", line, line, None, [(line, *place)], "list"))
        low = place[1]
    title = text[low:high].strip(_EDGE)
    start = text.find(title, low)
    sentence = text[low:high].rstrip().endswith((".", "!", "?"))
    fits = not sentence and 2 <= len(title.split()) <= settings("list")["card_title"]
    if fits and not _is_part(title) and not _is_labelled(title, text):
        found.piece = (line, start, start + len(title))
    return found


def _values(text: str, marks: Sequence[Mark], stop: int) -> Iterator[Raw]:
    """The values behind labels: each to where its type shows that it ends, else up to the next label."""
    for mark, after in pairwise([*marks, Mark(marks[0].line, stop, stop, "")]):
        kind, line = kind_of(mark.key, True) or "other", mark.line
        label = (line, mark.start, text.rfind(":", mark.start, mark.value))
        yield Raw(kind, line, line, label, [(line, mark.value, _end(text, mark.value, kind) or after.start)], "line")


def _is_part(title: str) -> bool:
    """Whether what stands before labels is a part of a project or a stage of it: ``Result 2 …``, ``Phase one``."""
    head = squeeze(title).partition(" ")[0]
    return head in vocabulary("lists", "parts") | vocabulary("lists", "no_cycle")


def _is_labelled(title: str, text: str) -> bool:
    """Whether a title begins with a label that its line has again: ``Contract: 6 months Driver``."""
    label, colon, _ = title.partition(":")
    return bool(colon) and text.count(f"{label}{colon}") > 1
