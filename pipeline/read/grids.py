"""Tables and definition lists of web pages: which are data, and in which row and column a cell stands."""

from __future__ import annotations

from lxml.etree import _Element as Element

from pipeline.document import Cell
from pipeline.read.clean import plain

#: Cells that one cell may cover; a larger number in a file is a mistake or malice.
MOST_SPAN = 100
#: Characters; a first cell that is no longer can be a label.
LABEL_LENGTH = 60
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_LISTS = ("ul", "ol", "dl")


def is_data(table: Element) -> bool:
    """Whether a table holds data; if not, it only lays the page out, and its content flows.

    A table that lays out has headings or tables in its cells, or no two cells in any row, or lists (unless the
    markup names heads, or it is a table of short labels and their values).
    """
    if table.get("role") in ("presentation", "none") or any(
        next(table.iter(tag), table) is not table for tag in _HEADINGS
    ):
        return False
    if any(inner is not table for inner in table.iter("table")):
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    if not any(len(row) > 1 for row in rows):
        return False
    has_lists = any(next(table.iter(tag), None) is not None for tag in _LISTS)
    return not has_lists or next(table.iter("th"), None) is not None or _is_labels(rows)


def _is_labels(rows: list[list[Element]]) -> bool:
    """Whether each row is a short label without list, and one value."""
    return all(
        len(row) == 2
        and len(text_of(row[0])) <= LABEL_LENGTH
        and all(next(row[0].iter(tag), None) is None for tag in _LISTS)
        for row in rows
        if row
    )


class Grid:
    """Counts rows and columns of one data table while its cells come by, spans taken into account."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._row = -1
        self._column = 0
        self._taken: dict[int, set[int]] = {}  #: columns of rows to come that a cell from above covers

    def next_row(self) -> None:
        """A row begins."""
        self._taken.pop(self._row, None)
        self._row += 1
        self._column = 0

    def next_cell(self, cell: Element) -> Cell:
        """A cell begins; one outside any row begins a row."""
        if self._row < 0:
            self.next_row()
        taken = self._taken.get(self._row, set())
        while self._column in taken:
            self._column += 1
        across, down = _span(cell.get("colspan")), _span(cell.get("rowspan"))
        for row in range(self._row + 1, self._row + down):
            self._taken.setdefault(row, set()).update(range(self._column, self._column + across))
        found = Cell(self._number, self._row, self._column, head=cell.tag == "th")
        self._column += across
        return found


class Pairs:
    """Counts the rows of one definition list: each term begins one, its definitions are column 1."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._row = -1

    def next_cell(self, cell: Element) -> Cell:
        """A term or a definition begins."""
        if cell.tag == "dt" or self._row < 0:
            self._row += 1
        return Cell(self._number, self._row, 0 if cell.tag == "dt" else 1, head=cell.tag == "dt")


def text_of(element: Element) -> str:
    """The text in an element with single blanks."""
    return plain("".join(text for text in element.itertext() if isinstance(text, str)))


def _span(number: str | None) -> int:
    """How many rows or columns a cell covers."""
    return min(max(int(number), 1), MOST_SPAN) if number and number.isdecimal() and len(number) < 9 else 1
