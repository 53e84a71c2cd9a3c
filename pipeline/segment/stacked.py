"""Tables whose cells came out a line each: the heads first, then row after row, all in one column.

``Organisation |``, ``Country |``, ``Amount (USD) |``, ``Well Diggers |``, ``Kenya |``, ``20,000 |``, ``Mill Owners |``:
how many columns there were shows in the heads, which are known labels, and in the cells, which agree with them again
and again.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.segment import labels
from pipeline.segment.typed import DATES, agrees, has_type
from pipeline.settings import settings

Grid = dict[tuple[int, int], list[int]]  #: (row, column) -> line indices

#: Kinds of heads of columns that name projects or who carries them out.
_NAMING = frozenset({"title", "code", "programme", "name", "implementer", "partner", "beneficiary"})
#: Figures of a year.
_YEAR = 4


def unstacked(grid: Grid, texts: dict[int, str]) -> Grid:
    """The cells of a table of one column in as many as its heads are; as they are where nothing tells.

    ``texts``: the text of each row.
    """
    rows = sorted(texts)
    width = _width([texts[row] for row in rows]) if {column for _, column in grid} == {0} else 0
    if not width:
        return grid
    return {divmod(at, width): grid[row, 0] for at, row in enumerate(rows)}


def _width(cells: Sequence[str]) -> int:
    """How many heads the cells begin with; 0 where they are no table of rows."""
    least, most = settings("flattened")["heads_least"], settings("flattened")["heads_most"]
    fits = [width for width in range(least, min(most, len(cells) // 2) + 1) if _are_rows(cells, width)]
    return fits[0] if len(fits) == 1 else 0


def _are_rows(cells: Sequence[str], width: int) -> bool:
    """Whether the first cells are heads of that many columns, and all below agree with those that have a type."""
    heads, below = cells[:width], cells[width:]
    kinds = [labels.kind_of(head, True) for head in heads]
    typed = [n for n, kind in enumerate(kinds) if has_type(kind)]
    short = all(len(head.split()) <= settings("flattened")["head_words"] for head in heads)
    if _NAMING.isdisjoint(kinds):
        return False  # days, places and sums alone are instalments
    if not short or len({kinds[n] for n in typed}) < 2 or 2 * sum(map(bool, kinds)) <= width:
        return False
    if any(labels.kind_of(cell, True, guess=False) for cell in below):
        return False  # labels and their values
    return all(_agrees(kinds[n], cell) for n in typed for cell in below[n::width])


def _agrees(kind: str, cell: str) -> bool:
    """Whether a cell may stand below a head; the unit of a bare figure is in the head: ``Duration (months)``."""
    return cell.strip().isdecimal() if kind in DATES and len(cell.strip()) < _YEAR else agrees(kind, cell)
