"""Projects that a sentence announces by their number, and a list below it names: an item of the list each.

``Three new projects have been approved. They are:`` and below it ``• Clean wells for the north;``. An item need not
tell more of its project than the name: that there are as many items as were announced says what they are.
"""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import alternation, squeeze, toml, words
from extractors.numbers import number_words
from pipeline.segment import counted
from pipeline.segment.listed import Entry, says_several
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings

#: So many items are a list, however many are announced.
_LEAST = 3
#: A mark at the head of an item; the item; what parts it from the next one.
_ITEM = regex.compile(
    r"\s*+(?P<mark>[•●▪◦‣·]\s*|[*–—-]\s+|\(?(?:\d{1,2}|\p{Ll})[.)]\s+)?(?P<name>\p{Lu}[^\n]{14,400}?)(?P<end>[;.,]?)\s*"
)


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """An entry for each item of the first list that has as many items as projects are announced above it."""
    for index in sheet.contents():
        line = sheet.lines[index]
        if line.cell is None and _heads(line.text) and says_several(line.text):
            made = _items(sheet, index)
            if len(made) >= _LEAST and len(made) in _announced(sheet, index):
                return made
    return []


def _heads(text: str) -> bool:
    """Whether a line ends with a colon behind words that say that projects follow, and nothing else of projects.

    ``They are:``, ``The projects approved in May are:``; not ``The projects will:``, ``The partners in the projects
    are:``, nor ``The winners are:`` behind a sentence on projects.
    """
    if not text.rstrip().endswith(":"):
        return False
    last = regex.split(r"[.!?]\s+(?=\p{L})", squeeze(text).rstrip(": "))[-1]
    if _these().match(last):
        return True
    nouns = [*_noun().finditer(last)]
    if not nouns:
        return False
    noun = nouns[-1]
    follow = _are().search(last, noun.end()) is not None
    governed = noun["governed"] and (follow or noun["sum"] is None)
    return not governed and (follow or _says().search(last, noun.end()) is None)


def _listed(key: str) -> str:
    return alternation(words(toml("lists")["itemised"][key]))


@cache
def _these() -> regex.Pattern[str]:
    """A sentence that stands for projects said before it: ``They are``, ``These are as follows``."""
    return regex.compile(rf"(?:{_listed('these')})(?:\s+(?:{_listed('are')}))?$")


@cache
def _noun() -> regex.Pattern[str]:
    """A word for several projects, with a word that governs it and how many they are: ``grants | to | three``."""
    numbers = alternation(number_words())
    before = rf"(?:(?P<governed>{_listed('governing')})\s+)?(?:[\p{{L}}'’-]{{1,30}}+\s+){{0,2}}?"
    return regex.compile(
        rf"(?<!\p{{L}}){before}(?P<sum>\(?(?:\d{{1,2}}|{numbers})\)?\s+(?:[\p{{L}}-]{{1,30}}+\s+){{0,3}}?)?"
        rf"(?:{alternation(words(toml('lists')['several']))})(?!\p{{L}})"
    )


@cache
def _are() -> regex.Pattern[str]:
    """What a sentence ends with whose subject is the list below it: ``… are``, ``… are as follows``."""
    return regex.compile(rf"(?<!\p{{L}})(?:{_listed('are')})$")


@cache
def _says() -> regex.Pattern[str]:
    """What says something else of projects: ``… will``, ``… aim to``, ``… are funded by``."""
    return regex.compile(rf"(?<!\p{{L}})(?:{_listed('says')})(?!\p{{L}})")


def _announced(sheet: Sheet, head: int) -> set[int]:
    """The numbers of projects that the line above a list and the lines before it speak of."""
    near = sheet.contents(0, head + 1)[-int(settings("list")["announcing_lines"]) :]
    return {number for index in near for number in counted.announced(sheet.lines[index].text)}


def _items(sheet: Sheet, head: int) -> list[Entry]:
    """The items below a line: marked or parted by semicolons; a full stop ends a list that these part."""
    found: list[Entry] = []
    parted = False
    for index in sheet.contents(head + 1, len(sheet.lines)):
        line = sheet.lines[index]
        match = _ITEM.fullmatch(line.text) if line.cell is None else None
        if match is None or not (match["mark"] or line.bullet or match["end"] == ";" or _and(match["name"]) or parted):
            break
        end = match.end("name") - len(_and(match["name"]))
        why = "an item of a list of as many projects as are announced"
        found.append(Entry(index, [], end, [], why, piece=(index, match.start("name"), end), sure=True))
        if parted and match["end"] == ".":
            break
        parted = parted or match["end"] == ";"
    return found


def _and(name: str) -> str:
    """What joins an item to the last one at its end: ``…; and``."""
    match = _last().search(name)
    return match.group() if match else ""


@cache
def _last() -> regex.Pattern[str]:
    joining = alternation(words(toml("title_faults")["joining"]))
    return regex.compile(rf"\s*;\s*(?i:{joining})$")
