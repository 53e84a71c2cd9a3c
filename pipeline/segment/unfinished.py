"""The last entry of a list whose page ends behind its title.

``Read more`` or ``Download the documents:`` stands before each entry but the first, and once more before the last
lines of the page: these begin an entry of which no more is told.
"""

from __future__ import annotations

from extractors.lexicon import squeeze
from pipeline.segment.labels import kind_of
from pipeline.segment.listed import Entry
from pipeline.segment.sheet import Sheet, ends_sentence, is_prose
from pipeline.settings import settings


def find(sheet: Sheet, firsts: list[int]) -> list[Entry]:
    """The entry, if any, behind the line that stands before each other; ``firsts``: the first lines of these."""
    before = [sheet.before(first) for first in firsts[1:]]
    marks = {squeeze(sheet.lines[i].text) if i is not None else "" for i in before}
    ends = [i for i in sheet.contents(firsts[-1] + 1) if {squeeze(sheet.lines[i].text)} == marks] if firsts[1:] else []
    first = sheet.after(ends[-1]) if ends else None
    if first is None or sheet.after(first) is not None or not _is_title(sheet, first):
        return []
    return [Entry(first, [], 0, [], "begins the last entry of a list", titles=[first])]


def _is_title(sheet: Sheet, index: int) -> bool:
    """Whether a line may be a title: words that begin with a capital and are no sentence and no label."""
    line = sheet.lines[index]
    named = settings("frame")["name_least"] <= len(line.text.split()) <= settings("frame")["name_most"]
    return (
        named
        and line.text[:1].isupper()
        and not (is_prose(line) or ends_sentence(line.text) or kind_of(line.text, True))
    )
