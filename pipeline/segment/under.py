"""Headings over running text, directly below words for several projects: ``Our projects``, ``Clean Wells for Gao``.

What heads a section there is a project's name if the section tells of one: a sentence with what the project costs, or
the project as the subject of the first sentence and a place. Navigation, news and appeals for gifts have places and
amounts too. Names in quotation marks need no more than the words above.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import NamedTuple

import regex

from extractors import places
from extractors.lexicon import alternation, squeeze, toml, vocabulary
from extractors.numbers import number_words
from pipeline.document import Line
from pipeline.segment import faults, framed, named, phrases, prose, sentences
from pipeline.segment.labels import kind_of
from pipeline.segment.listed import Entry, says_several
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, ends_sentence, is_prose
from pipeline.settings import settings

Span = tuple[int, int]

_QUOTED = regex.compile(r"[“\"«„]\s*(?P<name>\p{Lu}[^“”\"«»„]{5,300}?)\s*[”\"»“](?P<rest>.{0,90})$")

_SENTENCE_END = regex.compile(r"(?<=[.!?])\s+")
#: What numbers a part: ``Phase II``, ``Lot 3``.
_NUMBER = regex.compile(r"\d{1,2}|[ivx]{1,4}|[a-d]")
_LARGE = regex.compile(r"\d\W?\d{3}")


class _Spot(NamedTuple):
    """A heading over running text."""

    at: int  #: its line
    span: Span  #: where in the line its name stands
    name: str


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """An entry for each heading of the longest list below words for several projects."""
    above = _announced(sheet)
    best: list[Entry] = []
    for look, spots in _spots(sheet, min(above, default=len(sheet.lines))).items():
        begins = [n for n, spot in enumerate(spots) if spot.at in above]
        told = _told(sheet, spots, begins) if look != "quoted" else _quotes(spots)
        run = _longest(spots, begins, told)
        if len(run) > max(len(best), 1) or (len(run) == len(best) > 1 and spots[run[0]].at < best[0].first):
            best = [_entry(sheet, spots[n], told[n]) for n in run]
    return best


def _announced(sheet: Sheet) -> set[int]:
    """The headings directly below words for several projects."""
    lines = (i for i in sheet.contents() if sheet.lines[i].cell is None and says_several(sheet.lines[i].text))
    below = {sheet.after(i) for i in lines if _heads(sheet.lines[i].text)}
    return {first for first in below if first is not None and _heading(sheet, first)[0]}


def _entry(sheet: Sheet, spot: _Spot, told: str) -> Entry:
    """The entry that a heading begins."""
    one = Entry(spot.at, [], why="heads a section below words for several projects", framed=True)
    one.parted = told in ("place", "quote")  # a story of somebody in a project begins like that too
    below = sheet.after(spot.at)
    if below is not None and _received().match(squeeze(sheet.lines[below].text).removeprefix(spot.name)):
        text = sheet.lines[below].text
        named_there = named.set_off().search(text)
        span = named_there.span("name") if named_there else sentences.quoted_name(text)
        one.name = sheet.excerpt((below, *span)).strip() if span else None
    else:
        one.name = sheet.excerpt((spot.at, *spot.span)).strip()
    return one


@cache
def _received() -> regex.Pattern[str]:
    """Behind the words of a heading at the head of the text below: they are of who gets something, and no project's."""
    return regex.compile(rf"\s(?:{alternation(vocabulary('lists', 'receiving'))})(?!\p{{L}})")


def _spots(sheet: Sheet, first: int) -> dict[str, list[_Spot]]:
    """The headings from a line on, by their look."""
    found: dict[str, list[_Spot]] = defaultdict(list)
    for at in sheet.contents(first):
        look, span = _heading(sheet, at)
        if look:
            found[look].append(_Spot(at, span, squeeze(sheet.lines[at].text[slice(*span)])))
    return found


def _told(sheet: Sheet, spots: list[_Spot], begins: list[int]) -> dict[int, str]:
    """What the sections tell, from each heading that a list may begin with to the first that tells of no project.

    Each section is read once, however many lists it may be in.
    """
    found: dict[int, str] = {}
    for begin in begins:
        for number in range(begin, len(spots)):
            if number in found:
                break
            end = spots[number + 1].at if number + 1 < len(spots) else len(sheet.lines)
            found[number] = _tells(sheet, spots[number].at, spots[number].span, end)
            if not found[number]:
                break
    return found


def _quotes(spots: list[_Spot]) -> dict[int, str]:
    """What stands in quotation marks: ``name``, or ``quote`` where somebody speaks of himself."""
    return {n: "quote" if phrases.word("speakers").match(spot.name) else "name" for n, spot in enumerate(spots)}


def _longest(spots: list[_Spot], begins: list[int], told: dict[int, str]) -> range:
    """The longest run of headings that tell, from one that a list begins with, in which no name comes twice."""
    ends, again, seen = len(spots), len(spots), dict[str, int]()
    best = range(0)
    for number in range(len(spots) - 1, -1, -1):
        again = min(again, seen.get(spots[number].name, again))
        seen[spots[number].name] = number
        ends = ends if told.get(number) else number
        if number in begins and ends <= again and ends - number >= len(best):
            best = range(number, ends)
    return best


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
    return plain and len(text.split()) > 1 and not (other or _of_page(text)) and not says_several(text)


def _of_page(text: str) -> bool:
    """Whether a heading is of a kind of paper, of a part of a page that tells of its owner, or of a project's part."""
    first, _, rest = squeeze(text).partition(" ")
    part = first in vocabulary("lists", "parts") and (rest in number_words() or _NUMBER.fullmatch(rest))
    faulty = not {"report_kind", "navigation"}.isdisjoint(faults.find(text, len(text.split()), Line(text), False))
    return bool(part or faulty or phrases.word("housekeeping").match(squeeze(text)))


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
    if phrases.word("inviting").match(squeeze(head)):
        return ""
    said = _SENTENCE_END.split(" ".join(sheet.lines[i].text for i in sheet.contents(first + 1, end)))
    if any(_costs(sentence) for sentence in said):
        return "cost"
    return "place" if prose.is_subject(said[0]) and places.find(f"{head}. {said[0]}") else ""


def _costs(sentence: str) -> bool:
    """Whether a sentence says what a project costs: an amount of thousands, a word for project or budget, no rate.

    So does who gives it, and what it is for: ``Canada is providing $8.1 million``, ``$6 million to …``.
    """
    sums = [(start, end) for start, end in phrases.sums(sentence) if _is_large(sentence[start:end])]
    plain = squeeze(sentence)
    said = phrases.word("costing").search(plain) or any(_given(sentence, start) for start, _ in sums)
    return bool(sums and said) and not phrases.word("rates").search(plain)


def _is_large(text: str) -> bool:
    """Whether an amount is of thousands at least."""
    return bool(_LARGE.search(text) or phrases.word("thousands").search(squeeze(text)))


def _given(sentence: str, start: int) -> bool:
    """Whether an amount stands behind a name and a verb of giving, or begins the sentence before what it is for."""
    return bool(_giver().fullmatch(sentence, 0, start)) or framed.starts_with_amount(sentence)


@cache
def _giver() -> regex.Pattern[str]:
    """A name with a capital, a verb of giving and nothing else before an amount but what counts it."""
    told = toml("money_sentences")["share"]
    helpers, verbs, more = (
        alternation(words) for words in (told["helpers"], told["verbs"], vocabulary("lists", "more"))
    )
    return regex.compile(
        rf"\p{{Lu}}[^.;:,\n]{{1,70}}?\s(?i:(?:(?:{helpers})\s+){{0,2}}(?:{verbs})\s+(?:(?:{more})\s+){{0,2}})"
    )
