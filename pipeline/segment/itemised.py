"""Projects that a sentence announces by their number, and a list below it names: an item of the list each.

``Three new projects have been approved. They are:`` and below it ``• Clean wells for the north;``. An item need not
tell more of its project than the name: that there are as many items as were announced says what they are.
"""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import alternation, toml, words
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
        if line.cell is None and line.text.rstrip().endswith(":") and says_several(line.text):
            made = _items(sheet, index)
            if len(made) >= _LEAST and len(made) in _announced(sheet, index):
                return made
    return []


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
