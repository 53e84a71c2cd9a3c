"""Labels that are glued to their values: ``Projektnummer8001-00/2004``, ``Funding SourceGEF Trust Fund``.

A page whose mark-up parted label and value by looks alone loses the blank between them. One such line may be a
name in camel case; several on a page are a list of fields.
"""

from __future__ import annotations

import regex

from pipeline.segment.labels import LONGEST, Hit, bare, kind_of, last_words, phrases
from pipeline.segment.sheet import Sheet, is_prose
from pipeline.segment.typed import fits, has_type

#: So many glued lines on a page are a list of fields.
LEAST = 2
#: How far into a line a glued label may reach, in characters.
REACH = 60
#: So many words a label in no list has that is known by the glued labels around it.
STRANGER_WORDS = 4
_SEAM = regex.compile(r"(?<=[\p{Ll})])(?=[\p{Lu}\d€$£])|(?<=\p{Lu}\p{Lu})(?=\d)")
#: A label that stands before a colon, glued to the value before it: ``GmbHLand:``, ``3 yearsStart date:``.
_INNER = regex.compile(r"(?<=[\p{L}\d)€$£%.])(?=\p{Lu}\p{Ll})")
_VALUE_END = r"\p{Ll}\d)€$£%"
#: A label at the end of a line, glued to the value before it, its own value below: ``135 844 EURProject leader``.
_TAIL = regex.compile(rf"(?<=[{_VALUE_END}\p{{So}}]|\p{{Lu}}{{2}})(?=\p{{Lu}}\p{{Ll}})")


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
    words = last_words(text, max(begin, colon - LONGEST), colon)
    # Where no label stands before, the line may be running text, and only a word beside the colon is glued.
    first = words[0 if begin else -1].start() if words else colon
    floor = max(first, begin)
    return [seam.start() for seam in _INNER.finditer(text, floor, colon) if seam.start() > begin]


def tails(sheet: Sheet, taken: set[int]) -> list[Hit]:
    """Labels at the ends of lines, glued to the value before them, whose own value is the line below.

    None where there are too few of them to be a list, or where no value shows the type of its label.
    """
    found, sure = [], 0
    for index, line in enumerate(sheet.lines):
        below = sheet.after(index)
        if index in taken or below is None or line.cell is not None or not sheet.content(index) or is_prose(line):
            continue
        if hit := _tail(index, line.text, sheet.lines[below].text):
            found.append(hit)
            sure += has_type(hit.kind)
    return sorted([*found, *_strangers(sheet, found)], key=lambda h: h.line) if len(found) >= LEAST and sure else []


def _strangers(sheet: Sheet, known: list[Hit]) -> list[Hit]:
    """Words of several that are glued to the end of a line directly above or below one of the known: labels too."""
    lines = {hit.line for hit in known}
    found = []
    for index in sorted(
        {near for i in lines for near in (sheet.before(i), sheet.after(i)) if near is not None} - lines
    ):
        text = sheet.lines[index].text
        seams = [m.start() for m in _TAIL.finditer(text, max(len(text) - REACH, 1))]
        if seams and 1 < len(text[seams[-1] :].split()) <= STRANGER_WORDS and not is_prose(sheet.lines[index]):
            found.append(Hit(index, seams[-1], len(text.rstrip()), len(text), "other", "tail"))
    return found


def _tail(index: int, text: str, below: str) -> Hit | None:
    """The longest known label that ends a line behind a seam, and agrees with the line below."""
    for seam in _TAIL.finditer(text, max(len(text) - REACH, 1)):
        label = text[seam.start() :].rstrip()
        kind = phrases().get(bare(label)) or kind_of(label, False) or kind_of(label, True, guess=False)
        if kind and _takes(kind, below):
            return Hit(index, seam.start(), len(text.rstrip()), len(text), kind, "tail")
    return None


def _takes(kind: str, below: str) -> bool:
    """Whether a line, or its part before another glued label, begins as the value of a label above it does."""
    if not has_type(kind):
        return below[:1].isupper() or not below[:1].isalnum()
    return any(fits(kind, below[:end]) for end in [len(below), *(m.start() for m in _TAIL.finditer(below, 1))])
