"""What a reader hands on: the lines of one file, in reading order, with all that is known of each.

Positions count characters in ``Document.text``, the lines joined by a line feed; this text is what is
published as ``text/<document_id>.txt`` and what every receipt quotes from.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Literal, NamedTuple

_START = attrgetter("start")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")

Status = Literal["ok", "no-projects", "failed", "skipped"]


class Box(NamedTuple):
    """A rectangle on a page, in points from the page's top left corner (y grows downwards)."""

    page: int  #: 1-based
    x0: float
    top: float
    x1: float
    bottom: float


class Cell(NamedTuple):
    """The place of a line in a table: every cell of a table is a line (or several) of its own."""

    table: int  #: number of the table in the document, 0-based
    row: int  #: 0-based
    column: int  #: 0-based
    head: bool = False  #: the markup says that it is a head (``th``, ``dt``)


class Word(NamedTuple):
    """A word of a line: where it begins and ends in the line's text, and its box."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a person sees it (a table cell is a line, a paragraph of a web page is a line)."""

    text: str  #: without line feeds, without blanks at either end
    start: int = 0  #: where it begins in ``Document.text``; set by :func:`document`
    page: int | None = None  #: 1-based; None where the format has no pages
    box: Box | None = None  #: None where the format has no places
    words: tuple[Word, ...] = ()  #: empty where the format has no places
    size: float | None = None  #: font size in points; None where unknown
    bold: bool = False
    heading: int = 0  #: 1 to 6 as in HTML, 0 for no heading
    cell: Cell | None = None
    gap: float = 0.0  #: blank space above beyond the document's usual line distance, in lines
    indent: float = 0.0  #: points (PDF) or characters (text) from the left edge
    bullet: str = ""  #: the bullet or number that stood before the text of a list item, else empty
    recognised: float = 0.0  #: read off a picture by OCR: how sure the engine is (0 to 1); 0 where the text is printed
    aside: str = ""  #: why the reader thinks it is no content: ``navigation`` ``header`` ``footer`` ``hidden``

    @property
    def end(self) -> int:
        """Where it ends in ``Document.text``."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Document:
    """One source file, read."""

    document_id: str
    file: str  #: path below the input folder, with ``/``
    sha256: str
    media_type: str
    lines: tuple[Line, ...] = ()
    title: str = ""  #: what the file itself calls its title (metadata, ``<title>``)
    language: str = ""  #: ISO 639-1, empty where unknown
    publisher: str = ""
    published: str = ""  #: a date at the precision stated
    lineage: str = ""  #: the same word for all editions of one brochure, as the manifest says
    edition: str = ""  #: which edition of its lineage, as the manifest says
    pages: int | None = None
    status: Status = "ok"
    detail: str = ""  #: a sentence for a person, where status is not ``ok``
    page_sizes: tuple[tuple[float, float], ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        """The text that positions count in."""
        return "\n".join(line.text for line in self.lines)

    def boxes(self, start: int, end: int) -> list[Box]:
        """Boxes of the words that text[start:end] touches, one box a line."""
        found: list[Box] = []
        for line in self.lines_of(start, end):
            if line.box is None:
                continue
            words = [w.box for w in line.words if w.start + line.start < end and w.end + line.start > start]
            found.append(around(words) if words else line.box)
        return found

    def lines_of(self, start: int, end: int) -> Iterator[Line]:
        """The lines that text[start:end] touches."""
        for at in range(self._line_at(start), len(self.lines)):
            line = self.lines[at]
            if line.start >= end:
                return
            if line.end > start:
                yield line

    def page_at(self, position: int) -> int | None:
        """The page on which a position stands."""
        line = self.lines[self._line_at(position)] if self.lines else None
        return line.page if line is not None and line.start <= position <= line.end else None

    def _line_at(self, position: int) -> int:
        """Index of the last line that begins at or before a position."""
        return max(bisect_right(self.lines, position, key=_START) - 1, 0)


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box that holds all of them (on the page of the first)."""
    return Box(
        boxes[0].page,
        min(b.x0 for b in boxes),
        min(b.top for b in boxes),
        max(b.x1 for b in boxes),
        max(b.bottom for b in boxes),
    )


def placed(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines with their ``start`` filled in; lines without text are left out."""
    at, out = 0, []
    for line in lines:
        if line.text:
            out.append(replace(line, start=at))
            at += len(line.text) + 1
    return tuple(out)


def year_in(text: str) -> str:
    """The first year (1900 to 2099) in the name of a file or of an edition; empty where there is none."""
    found = _YEAR.search(text)
    return found.group() if found else ""
