"""What stands in quotation marks on a page, and where a name in them begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from extractors.titles import bounds

#: One line's quotation; an apostrophe inside a word or behind a plural ends none.
_QUOTATION = regex.compile(
    r"(?<![\p{L}\d:])(?:“(?P<name>[^“”\n]{6,240})[”“]|\"(?P<name>[^\"\n]{6,240})\"|«\s?(?P<name>[^«»\n]{6,240})»"
    r"|»(?=\S)(?P<name>[^«»\n]{6,240})«|”(?P<name>[^“”„\n]{6,240})”|„(?P<name>[^„“”\"\n]{6,240})[“”\"]|''(?P<name>[^'\n]{6,240})''"
    r"|‘(?P<name>(?:[^‘’\n]|(?<=\p{L})’(?=\p{L})){6,240})’|`(?P<name>[^`´\n]{6,240}?)[`´'’])(?!\p{L})"
)
#: A button's words: what they quote is the name of a file.
_BUTTON = regex.compile(r"(?i:download|télécharger|descargar|herunterladen|scarica|baixar)\s*$")
_EDGES = " .,;:"


class Quote(NamedTuple):
    """A quotation: its words, and where a name may begin and end that is all of it but its marks, code and number."""

    start: int
    end: int
    starts: frozenset[int]
    ends: frozenset[int]


def find(text: str) -> Iterator[Quote]:
    """The quotations of a text, without those on buttons."""
    for match in _QUOTATION.finditer(text):
        if _BUTTON.search(text, max(match.start() - 20, 0), match.start()):
            continue
        start, end = match.span("name")
        words = text[start:end]
        low, high = bounds(words)
        inner = (start + len(words) - len(words.lstrip(_EDGES)), start + len(words.rstrip(_EDGES)))
        cut = words[:high].rstrip(_EDGES + "–—-(")
        yield Quote(start, end, frozenset({start, inner[0], start + low}), frozenset({end, inner[1], start + len(cut)}))
