"""Headings over running text, directly below words for several projects: ``Our projects``, ``Clean Wells for Gao``.

What heads a section there is a project's name if the section tells of one: an amount, a place beside the name, the
project as the subject of a sentence. Names in quotation marks and numbered ones need no more than the words above.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

import regex

from extractors import places
from extractors.lexicon import squeeze, vocabulary
from pipeline.segment import faults, phrases, prose
from pipeline.segment.labels import kind_of
from pipeline.segment.listed import Entry, says_several
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, ends_sentence, is_prose
from pipeline.settings import settings

Span = tuple[int, int]

_QUOTED = regex.compile(r"[“\"«„]\s*(?P<name>\p{Lu}[^“”\"«»„]{5,300}?)\s*[”\"»“](?P<rest>.{0,90})$")


class _Spot(NamedTuple):
    """A heading over running text."""

    at: int  #: its line
    span: Span  #: where in the line its name stands
    name: str


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """An entry for each heading of the longest list below words for several projects."""
    above = _announced(sheet)
    best: list[_Spot] = []
    for look, spots in _spots(sheet, min(above, default=len(sheet.lines))).items():
        heads = [n for n, spot in enumerate(spots) if spot.at in above]
        begins = [n for n in heads if look != "plain" or _heads(sheet.lines[above[spots[n].at]].text)]
        run = _longest(spots, begins, _last(sheet, spots, begins) if look == "plain" else {})
        if len(run) > max(len(best), 1) or (len(run) == len(best) > 1 and run[0].at < best[0].at):
            best = run
    return [_entry(sheet, spot) for spot in best]


def _announced(sheet: Sheet) -> dict[int, int]:
    """The headings directly below words for several projects, and the lines with these words."""
    lines = [i for i in sheet.contents() if sheet.lines[i].cell is None and says_several(sheet.lines[i].text)]
    below = {first: i for i in lines if (first := sheet.after(i)) is not None}
    return {first: i for first, i in below.items() if _heading(sheet, first)[0]}


def _entry(sheet: Sheet, spot: _Spot) -> Entry:
    """The entry that a heading begins."""
    one = Entry(spot.at, [], why="heads a section below words for several projects", framed=True)
    one.name = sheet.excerpt((spot.at, *spot.span)).strip()
    return one


def _spots(sheet: Sheet, first: int) -> dict[str, list[_Spot]]:
    """The headings from a line on, by their look."""
    found: dict[str, list[_Spot]] = defaultdict(list)
    for at in sheet.contents(first):
        look, span = _heading(sheet, at)
        if look:
            found[look].append(_Spot(at, span, squeeze(sheet.lines[at].text[slice(*span)])))
    return found


def _last(sheet: Sheet, spots: list[_Spot], begins: list[int]) -> dict[int, int]:
    """For each heading that a list may begin with, the first below it whose section tells of no project.

    Each section is read once, however many lists it may be in.
    """
    found: dict[int, int] = {}
    end = 0
    for number in begins:
        end = max(end, number)
        while end < len(spots) and _tells(sheet, spots[end].at, _end(sheet, spots, end)):
            end += 1
        found[number] = end
    return found


def _end(sheet: Sheet, spots: list[_Spot], number: int) -> int:
    """The line behind a heading's section."""
    return spots[number + 1].at if number + 1 < len(spots) else len(sheet.lines)


def _longest(spots: list[_Spot], begins: list[int], ends: dict[int, int]) -> list[_Spot]:
    """The longest run of headings from one of those that a list begins with, in which no name comes twice."""
    unique, seen, bounds = len(spots), dict[str, int](), dict[int, int]()
    for number in range(len(spots) - 1, -1, -1):
        unique = min(unique, seen.get(spots[number].name, unique))
        seen[spots[number].name] = number
        bounds[number] = unique  # the first heading whose name has come before
    runs = [(n, ends.get(n, len(spots))) for n in begins]
    whole = [(end - n, -n) for n, end in runs if end <= bounds[n]]
    size, first = max(whole, default=(0, 0))
    return spots[-first : size - first]


def _heads(text: str) -> bool:
    """Whether a line with words for several projects is a heading over them and nothing else, or ends with a colon."""
    if not vocabulary("lists", "beside").isdisjoint(regex.findall(r"[\p{L}-]+", squeeze(text))):
        return False
    short = len(text.split()) <= settings("sections")["governed_most"] and not ends_sentence(text)
    return short or text.rstrip().endswith(":")


def _heading(sheet: Sheet, index: int) -> tuple[str, Span]:
    """The look of a heading, ``quoted``, ``numbered`` or ``plain``, and the span of its name; empty for no heading."""
    line = sheet.lines[index]
    if line.cell is not None or not _over_text(sheet, index):
        return "", (0, 0)
    start = phrases.start(line.text)
    numbered = bool(phrases.NUMBER.match(line.text)) or line.bullet.strip(" .)").isdigit()
    quoted = _QUOTED.match(line.text, start)
    if quoted and _is_quoted_name(quoted["name"]) and not faults.is_news(quoted["rest"]):
        return "quoted", quoted.span("name")
    text = line.text[start:]
    if len(text.split()) > settings("sections")["words_most"] or is_prose(line) or not _is_name(text):
        return "", (0, 0)
    return "numbered" if numbered else "plain", (start, len(line.text.rstrip()))


def _is_quoted_name(text: str) -> bool:
    """Whether words in quotation marks are a name: no sentence that somebody said."""
    named = settings("frame")["name_least"] <= len(text.split()) <= settings("frame")["name_most"]
    return named and not regex.search(r"\p{L}{3}[.!?](?:\s|$)", text) and not faults.is_news(text)


def _is_name(text: str) -> bool:
    """Whether the words of a heading may be a project's name: no label, place, news, question or part of a page."""
    apart = vocabulary("title_parts", "states") | vocabulary("title_parts", "sections")
    plain = text[:1].isupper() and not ends_sentence(text) and not text.rstrip().endswith(("?", "!", ":", ";", ","))
    other = kind_of(text, True) or faults.is_place(text) or faults.is_news(text) or squeeze(text) in apart
    return plain and len(text.split()) > 1 and not other and not says_several(text)


def _over_text(sheet: Sheet, index: int) -> bool:
    """Whether running text stands below a line, or a sentence at least."""
    below = sheet.after(index)
    line = sheet.lines[below] if below is not None else None
    if line is None or line.cell is not None:
        return False
    said = ends_sentence(line.text) and len(line.text.split()) >= settings("sections")["said_least"]
    return bool(said or is_prose(line))


def _tells(sheet: Sheet, first: int, end: int) -> bool:
    """Whether a section tells of a project: an amount, a place beside its name, the project as a sentence's subject."""
    text = "\n".join(sheet.lines[i].text for i in sheet.contents(first + 1, end))
    return bool(phrases.sums(text) or places.find(sheet.lines[first].text)) or prose.is_subject(text)
