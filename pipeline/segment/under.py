"""Headings over running text, directly below words for several projects: ``Our projects``, ``Clean Wells for Gao``.

What heads a section there is a project's name if the section tells of one: a sentence with what the project costs, or
the project as the subject of the first sentence and a place. Navigation, news and appeals for gifts have places and
amounts too. Names in quotation marks need no more than the words above.
"""

from __future__ import annotations

from functools import cache

import regex

from extractors import places
from extractors.lexicon import alternation, squeeze, vocabulary
from pipeline.segment import faults, phrases, prose
from pipeline.segment.labels import kind_of
from pipeline.segment.listed import Entry, says_several
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, ends_sentence, is_prose
from pipeline.settings import settings

Span = tuple[int, int]

_QUOTED = regex.compile(r"[“\"«„]\s*(?P<name>\p{Lu}[^“”\"«»„]{5,300}?)\s*[”\"»“](?P<rest>.{0,90})$")

_SENTENCE_END = regex.compile(r"(?<=[.!?])\s+")
_LARGE = regex.compile(r"\d\W?\d{3}")


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """An entry for each heading of the longest list below words for several projects."""
    found: list[Entry] = []
    for index in sheet.contents():
        if sheet.lines[index].cell is None and says_several(sheet.lines[index].text):
            made = _below(sheet, index)
            found = made if len(made) > max(len(found), 1) else found
    return found


def _below(sheet: Sheet, index: int) -> list[Entry]:
    """The entries below a line with words for several projects: headings of one look, the first directly below it."""
    first = sheet.after(index)
    look, _ = _heading(sheet, first) if first is not None else ("", (0, 0))
    if first is None or not look or not _heads(sheet.lines[index].text):
        return []
    found: list[Entry] = []
    spots = [(i, span) for i in sheet.contents(first) for other, span in [_heading(sheet, i)] if other == look]
    for number, (at, span) in enumerate(spots):
        end = spots[number + 1][0] if number + 1 < len(spots) else len(sheet.lines)
        told = look if look == "quoted" else _tells(sheet, at, span, end)
        if not told:
            break
        one = Entry(at, [], why="heads a section below words for several projects", framed=True)
        one.parted = told == "place"  # a story of somebody in a project begins like that too
        one.name = sheet.excerpt((at, *span)).strip()
        found.append(one)
    names = [squeeze(one.name.text) for one in found if one.name]
    return found if len(set(names)) == len(names) else []


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


def _tells(sheet: Sheet, first: int, name: Span, end: int) -> str:
    """What a section tells of a project, ``cost`` or ``place``: what it costs, or at once what it does, and where."""
    head = sheet.lines[first].text[slice(*name)]
    if _words("inviting").match(squeeze(head)):
        return ""
    said = _SENTENCE_END.split(" ".join(sheet.lines[i].text for i in sheet.contents(first + 1, end)))
    if any(_costs(sentence) for sentence in said):
        return "cost"
    return "place" if prose.is_subject(said[0]) and places.find(f"{head}. {said[0]}") else ""


def _costs(sentence: str) -> bool:
    """Whether a sentence says what a project costs: an amount of thousands, a word for project or budget, no rate."""
    sums = [sentence[start:end] for start, end in phrases.sums(sentence)]
    large = any(_LARGE.search(one) or _words("thousands").search(squeeze(one)) for one in sums)
    plain = squeeze(sentence)
    return large and bool(_words("costing").search(plain)) and not _words("rates").search(plain)


@cache
def _words(key: str) -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{alternation(vocabulary('lists', key))})(?!\p{{L}})")
