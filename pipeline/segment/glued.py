"""Labels that are glued to their values: ``Projektnummer8001-00/2004``, ``Funding SourceGEF Trust Fund``.

A page whose mark-up parted label and value by looks alone loses the blank between them. One such line may be a
name in camel case; several on a page are a list of fields.
"""

from __future__ import annotations

import regex

from pipeline.segment.labels import LONGEST, Hit, bare, kind_of, phrases
from pipeline.segment.sheet import Sheet
from pipeline.segment.typed import fits

#: So many glued lines on a page are a list of fields.
LEAST = 2
#: How far into a line a glued label may reach, in characters.
REACH = 60
_SEAM = regex.compile(r"(?<=[\p{Ll})])(?=[\p{Lu}\d€$£])|(?<=\p{Lu}\p{Lu})(?=\d)")
#: A label that stands before a colon, glued to the value before it: ``GmbHLand:``, ``2004Ende:``.
_INNER = regex.compile(r"(?<=[\p{L}\d])(?=\p{Lu}\p{Ll})")


def labels(sheet: Sheet, taken: set[int]) -> list[Hit]:
    """The glued labels of a page; none where there are too few of them to be a list."""
    found: list[Hit] = []
    for index, line in enumerate(sheet.lines):
        if index not in taken and sheet.content(index) and not line.heading and line.cell is None:
            found += _glued(index, line.text)
    strong = [hit for hit in found if hit.kind != "other"]
    return found if len(strong) >= LEAST else []


def _glued(index: int, text: str) -> list[Hit]:
    """The longest known label at the head of a line that ends where the value begins without a blank."""
    for seam in reversed(list(_SEAM.finditer(text, 0, REACH))):
        label, rest = text[: seam.start()], text[seam.start() :]
        kind = phrases().get(bare(label)) or kind_of(label, False) or _weak(label, rest)
        if kind and label[:1].isupper():
            return [Hit(index, 0, seam.start(), seam.start(), kind, "glued")]
    return []


def _weak(label: str, rest: str) -> str:
    """A label that counts only with a separator counts here before a value of its type."""
    kind = kind_of(label, True, guess=False)
    return kind if kind and fits(kind, rest) else ""


def starts(text: str, begin: int, colon: int) -> list[int]:
    """Where labels glued to the value before them may begin, before a colon, the longest first."""
    word = max(text.rfind(" ", begin, colon), begin - 1) + 1
    return [seam.start() for seam in _INNER.finditer(text, max(word, colon - LONGEST), colon) if seam.start() > begin]
