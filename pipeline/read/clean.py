"""Characters as a person sees them: the clean-up that every reader shares.

Nothing printed is changed: quotes, dashes, letters and misprints stay as they are. What goes is what no reader
of the page can see (soft hyphens, zero-width characters, control characters, the many kinds of blank) and what
is only a way of typesetting (ligatures, full-width and mathematical letters); marks before a list item move from
the text into ``Line.bullet``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.document import Line
from pipeline.settings import settings

#: Blanks in a row that a person sees as a gap between columns rather than as a space.
WIDE_GAP = 3

#: Decompositions that change the look of a letter or digit only (Unicode Character Database, field 5);
#: superscripts are not among them: a raised figure is a footnote mark, not a digit of the number before it.
_LOOKS = ("<wide>", "<narrow>", "<font>", "<initial>", "<medial>", "<final>", "<isolated>")
_LIGATURES = range(0xFB00, 0xFB50)  # block "Alphabetic Presentation Forms"

#: Format characters (category Cf) that do print: the Arabic and Syriac signs that enclose numbers or words.
_PRINTED_FORMAT = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u08e2")

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_BLANKS = re.compile(r"[ \t]+")

#: Marks that are never text, glued or not; the private-use ones are the Symbol and Wingdings fonts of word
#: processors, which map their 8-bit codes to U+F020..U+F0FF.
_MARKS = "•◦‣⁃∙▪▫■□●○◉◆◇❖▶►▸▹➢➤➔➜✓✔✦✧☐☑\uf020-\uf0ff"
#: A bullet is one of: a mark that is never text; a sign that is a bullet only before a blank; a dash before a
#: blank, where a long dash before a figure is rather the middle of a range cut by the line end; a letter that a
#: symbol font shows as a bullet, which needs a wide gap behind it.
_BULLET = re.compile(
    rf"""(?: (?P<mark>[{_MARKS}]+) [ \t]*
         | (?P<sign>[-*·»→]) (?:[ \t]+|$)
         | (?P<dash>[–—]) (?:[ \t]+(?!\d)|[ \t]+(?=\d{{1,2}}[.)]\s)|$)
         | (?P<letter>[oØü§vq]) (?:\t[ \t]*|[ ]{{2,}})(?=\S)
         )""",
    re.X,
)
_WORD_O = re.compile(r"(?P<letter>o) (?=[^\W\d_a-zß-öø-ÿ]|[\d“‘\"(])")


class _Characters(dict[int, str]):
    """Translation table that works out a character when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = out = _clean_character(chr(code))
        return out


def _clean_character(character: str) -> str:
    """What stands for one character; empty where it does not print."""
    code, category = ord(character), unicodedata.category(character)
    if category in ("Zs", "Zl", "Zp") or character in "\n\r\v\f":
        return " "
    if character == "\t":
        return character
    if category == "Cc":  # C1 controls are Windows-1252 read as Latin-1; browsers show the Windows characters
        return bytes([code]).decode("cp1252", "ignore") if code >= 0x80 else ""
    if category == "Cf":
        return character if character in _PRINTED_FORMAT else ""
    if category == "Cs":
        return "\ufffd"
    if code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:  # noncharacters
        return ""
    looks_only = category[0] in "LN" and unicodedata.decomposition(character).startswith(_LOOKS)
    return unicodedata.normalize("NFKC", character) if looks_only or code in _LIGATURES else character


_TABLE = _Characters()


def characters(text: str) -> str:
    """The text with each character cleaned, blanks as many as they were; a TAB stays, line ends become blanks.

    Accents that stand as characters of their own are joined with their letter (NFC): the same print.
    """
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", text.translate(_TABLE))


def squeeze(text: str) -> str:
    """Runs of blanks as one blank, or as one TAB where the gap is wide (a TAB, or WIDE_GAP blanks or more)."""
    return _BLANKS.sub(_one_blank, text).strip()


def _one_blank(run: re.Match[str]) -> str:
    blanks = run.group()
    return "\t" if "\t" in blanks or len(blanks) >= WIDE_GAP else " "


def plain(text: str) -> str:
    """The text cleaned and every run of blanks as one blank: for titles and for text that flows."""
    return " ".join(characters(text).split())


def raised(text: str) -> str:
    """Digits as superscript characters: a footnote mark must not be read as digits of the amount before it."""
    return text.translate(_RAISED)


def split_bullet(text: str, indent: float = 0.0) -> tuple[str, str]:
    """The bullet before a list item and the text without it: ``("•", "Training")``; no bullet: ``("", text)``.

    ``text`` is cleaned but not squeezed, since a letter is a bullet (``o`` of Courier New, ``Ø`` ``ü`` ``§`` of
    Wingdings) only before a wide gap; ``o`` before a capital also, where the line is indented. A second mark
    behind the first is taken too (``"- ▶ Policy"`` gives ``"- ▶"``).
    """
    marks: list[str] = []
    while len(marks) < 2:
        found = _BULLET.match(text) or (_WORD_O.match(text) if indent > 0 else None)
        if not found or (marks and found.lastgroup != "mark"):
            break
        marks.append(found.group(found.lastgroup or 0))
        text = text[found.end() :]
    return " ".join(marks), text


def adopt_bullets(lines: Iterable[Line]) -> Iterator[Line]:
    """Lines in which a bullet that stands alone goes to the line below it, with the space above it.

    Where no line can take it (the next one has a bullet, is a cell, begins further left or is on another page) it
    stays as text.
    """
    alone: Line | None = None
    for line in lines:
        if alone is not None:
            if line.text and not line.bullet and line.cell is None and _stands_before(alone, line):
                line = replace(line, bullet=alone.bullet, gap=max(alone.gap, line.gap))
            else:
                yield replace(alone, text=alone.bullet, bullet="")
            alone = None
        if line.bullet and not line.text:
            alone = line
        elif line.text:
            yield line
    if alone is not None:
        yield replace(alone, text=alone.bullet, bullet="")


def _stands_before(bullet: Line, line: Line) -> bool:
    """Whether the place of a bullet, as far as it is known, is at the left of the line."""
    return bullet.page == line.page and (bullet.box is None or line.box is None or bullet.box.x0 <= line.box.x0)


class Cutter:
    """Cuts lines that are too long, so that no stage after this one meets a line of megabytes, and keeps count."""

    def __init__(self) -> None:
        self._most = int(settings("reading")["line_characters"])
        self._lines = 0

    def pieces(self, text: str) -> Iterator[str]:
        """The text in pieces that are not too long, cut at blanks where there are any; none is blank."""
        self._lines += len(text) > self._most
        at = 0
        while len(text) - at > self._most:
            cut = text.rfind(" ", at + 1, at + self._most) + 1 or at + self._most
            if piece := text[at:cut].strip():
                yield piece
            at = cut
        if (rest := text[at:]).strip():
            yield rest

    def told(self) -> str:
        """What a person should know of the lines that were cut; empty where none was."""
        many = f"{self._lines} lines were" if self._lines > 1 else "A line was"
        says = f"{many} too long, and read in pieces of {self._most} characters; what is said across two may be missed."
        return says if self._lines else ""
