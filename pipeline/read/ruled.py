"""Tables that are drawn with ruling lines: where they are, and which words stand in which cell."""

from __future__ import annotations

import ctypes
import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pdfplumber
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.document import Cell, Line, Word, around
from pipeline.read.pdfium import UPRIGHT, Frame, Rect, Token
from pipeline.read.rows import Row, line_of, rows_of

#: Points. A path thinner than THIN and longer than LONG is a ruling line.
THIN, LONG = 2.5, 12.0
#: A row of two cells has two lines across and three down; a mere frame has two of each.
MIN_ACROSS, MIN_DOWN = 2, 3
#: Points between two ruling lines; nearer ones are a double line.
APART = 6.0
#: A path of so many segments may hold a whole grid.
MANY_SEGMENTS = 8
#: Forms within forms, and objects of a page, that are looked at.
MAX_DEPTH, MAX_OBJECTS = 3, 20_000
#: Ems to spare in a cell from which a line break in it is no accident of its width.
ROOM = 0.5


#: A hyphen within a word, unlike the dash of a range cut by the line end.
_HYPHENATED = re.compile(r"[^\W\d_]-$")


class Drawn(NamedTuple):
    """What is drawn on a page besides text."""

    rules: bool  #: ruling lines that may make a table
    pictures: bool


class Table(NamedTuple):
    """A ruled table: its box and its cells by row and column, in points from the page's top left corner."""

    box: Rect
    cells: tuple[tuple[int, int, Rect], ...]


def drawn_on(page: pdfium.PdfPage) -> Drawn:
    """A cheap look at the page's objects: are there pictures, and ruling lines both ways."""
    look = _Look()
    look.at(page.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
    rules = _distinct(look.across) >= MIN_ACROSS and _distinct(look.down) >= MIN_DOWN
    return Drawn(look.grid or rules, look.pictures)


def _distinct(places: set[float]) -> int:
    """How many of these places are apart from each other."""
    count, last = 0, -math.inf
    for place in sorted(places):
        if place - last > APART:
            count, last = count + 1, place
    return count


class _Look:
    """Where lines across (by height) and down (by place from the left) are drawn, in points."""

    def __init__(self) -> None:
        self.across: set[float] = set()
        self.down: set[float] = set()
        self.grid = self.pictures = False
        self._sides = tuple(ctypes.c_float() for _ in range(4))
        self._refs = tuple(ctypes.byref(side) for side in self._sides)

    def at(self, holder: Any, count: Any, get: Any, depth: int = 0) -> None:
        """Look at all objects of a page or form."""
        for at in range(min(count(holder), MAX_OBJECTS)):
            obj = get(holder, at)
            match raw.FPDFPageObj_GetType(obj):
                case raw.FPDF_PAGEOBJ_PATH:
                    self._path(obj)
                case raw.FPDF_PAGEOBJ_IMAGE:
                    self.pictures = True
                case raw.FPDF_PAGEOBJ_FORM if depth < MAX_DEPTH:
                    self.at(obj, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject, depth + 1)

    def _path(self, obj: Any) -> None:
        """Take a path for a line or for the outline of a cell; a path of many pieces may be a whole grid."""
        if not raw.FPDFPageObj_GetBounds(obj, *self._refs):
            return
        left, bottom, right, top = (side.value for side in self._sides)
        wide, high = right - left > LONG, top - bottom > LONG / 2
        if wide and high and raw.FPDFPath_CountSegments(obj) >= MANY_SEGMENTS:
            self.grid = True
        if wide and (high or top - bottom < THIN):
            self.across |= {bottom, top} if high else {bottom}
        if high and (wide or right - left < THIN):
            self.down |= {left, right} if wide else {left}


class Ruled:
    """The ruled tables of one document, found by pdfplumber, which is opened at the first page that needs it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._pdf: Any = None

    def close(self) -> None:
        """Give the memory back."""
        if self._pdf is not None:
            self._pdf.close()

    def tables(self, index: int, corner: tuple[float, float]) -> list[Table]:
        """The tables of a page (0-based), from top to bottom.

        ``corner`` is where the shown page begins in the media box, from its top left corner, in points:
        pdfplumber counts from the media box.
        """
        if self._pdf is None:
            self._pdf = pdfplumber.open(io.BytesIO(self._data))
        page = self._pdf.pages[index]
        try:
            left, top = corner[0] + page.bbox[0], corner[1] + page.bbox[1]
            found = [_table(table, left, top) for table in page.find_tables()]
        finally:
            page.close()  # the cache that flush_cache() leaves grows by 4 MB a page
        return sorted((t for t in found if t is not None), key=lambda t: (t.box[1], t.box[0]))


def _table(table: Any, left: float, top: float) -> Table | None:
    """A table of pdfplumber; None where it is a mere frame (one row of one cell, or one column)."""
    cells = tuple(
        (row, column, (cell[0] - left, cell[1] - top, cell[2] - left, cell[3] - top))
        for row, line in enumerate(table.rows)
        for column, cell in enumerate(line.cells)
        if cell is not None
    )
    if len({column for _, column, _ in cells}) < 2:
        return None
    x0, y0, x1, y1 = table.bbox
    return Table((x0 - left, y0 - top, x1 - left, y1 - top), cells)


def cell_lines(table: Table, number: int, tokens: Sequence[Token], page: int, frame: Frame) -> list[Line]:
    """The lines of a table's cells, row by row; the words are those that stand in the table."""
    lines: list[Line] = []
    for row, column, rect in table.cells:
        inside = [token for token in tokens if within(token, rect)]
        for rows in _paragraphs(rows_of(inside), rect):
            line = _joined([line_of(r, page, frame, rect[0]) for r in rows])
            lines.append(replace(line, cell=Cell(number, row, column)))
    return [line for line in lines if line.text]


def within(token: Token, rect: Rect) -> bool:
    """Whether the middle of an upright word is in the rectangle."""
    x, y = (token.x0 + token.x1) / 2, (token.top + token.bottom) / 2
    return token.turn == UPRIGHT and rect[0] <= x < rect[2] and rect[1] <= y < rect[3]


def _paragraphs(rows: Sequence[Row], rect: Rect) -> Iterator[list[Row]]:
    """The rows of a cell in runs that flow on.

    A row flows on from the one above where its first word had no room there; where it had, the break is meant
    (three pledges below each other in one cell).
    """
    run: list[Row] = []
    for row in rows:
        if run:
            above, first = run[-1][-1], row[0]
            margin = max(run[-1][0].x0 - rect[0], 0.0)
            if above.x1 + ROOM * first.size + (first.x1 - first.x0) < rect[2] - margin:
                yield run
                run = []
        run.append(row)
    if run:
        yield run


def _joined(lines: Sequence[Line]) -> Line:
    """Lines that flow on as one; a hyphen at a line end stays (what is printed is kept) and takes no blank."""
    text = lines[0].text
    words = list(lines[0].words)
    for line in lines[1:]:
        text += "" if _HYPHENATED.search(text) else " "
        words += (Word(w.start + len(text), w.end + len(text), w.box) for w in line.words)
        text += line.text
    boxes = [line.box for line in lines if line.box is not None]
    whole = around(boxes) if boxes else None
    return replace(lines[0], text=text, words=tuple(words), box=whole, bold=all(line.bold for line in lines))
