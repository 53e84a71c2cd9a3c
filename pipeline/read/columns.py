"""Reading order of a page: where text stands in columns, one column is read after the other.

A label beside its value looks like two columns too and must stay in one row. What tells them apart is what
stands on either side of the white gutter, see :func:`_apart`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.read.pdfium import Token
from pipeline.read.rows import Row, rows_of

#: Lengths in ems unless said otherwise.
#: A gap of this width may belong to a gutter.
GUTTER = 0.8
#: Rows that a gutter must part, and lines of text on either side of it.
MIN_ROWS = 3
#: Positions of a gutter that are tried, those with most rows first.
TRIES = 6
#: Prose: so many lines, so many words in most of them, and so many of the lines nearly full.
PROSE_LINES, PROSE_WORDS, FULL_LINE, FULL_SHARE = 5, 4, 0.75, 0.6
#: Two texts that run independently: few lines of one stand on a baseline of the other, and each is set solid.
ALIGNED_SHARE, SAME_BASELINE, SOLID, SOLID_SHARE = 0.4, 0.1, 1.7, 0.6
#: Blocks with labels of their own: so many lines on either side are a label with its value.
LABELLED_LINES, LABELLED_SHARE = 2, 0.4
#: Baselines nearer than this are no lines of one text.
NEAR = 0.8
#: Columns in columns.
MAX_DEPTH = 6
#: White space above which one-sided text below the columns is no longer part of them.
FAR_BELOW = 3.0
_LABELLED = re.compile(r"[^\W\d_][^:]{0,40}:\s*\S")


class Region(NamedTuple):
    """Rows that are read from top to bottom."""

    rows: list[Row]
    left: float  #: left edge of its text, in points


class _Piece(NamedTuple):
    """Part of a row between two gaps that may be gutters."""

    x0: float
    x1: float
    baseline: float
    size: float
    tokens: Row


class _Split(NamedTuple):
    """A gutter and the rows that it parts: their numbers, and which tokens stand left of it."""

    first: int
    last: int
    gutter: float
    parted: int  #: rows with text on both sides


def regions(tokens: Sequence[Token], depth: int = 0) -> list[Region]:
    """The regions of a page (or of one column) in reading order."""
    if not tokens:
        return []
    rows = rows_of(tokens)
    pieces = [_pieces(row) for row in rows]
    split = _best_split(pieces) if depth < MAX_DEPTH else None
    if split is None:
        return [Region(rows, min(row[0].x0 for row in rows))]
    above = [token for row in rows[: split.first] for token in row]
    band = [token for row in rows[split.first : split.last + 1] for token in row]
    below = [token for row in rows[split.last + 1 :] for token in row]
    left = [token for token in band if token.x1 <= split.gutter]
    right = [token for token in band if token.x1 > split.gutter]
    return [region for part in (above, left, right, below) for region in regions(part, depth + 1)]


def _pieces(row: Row) -> list[_Piece]:
    """The row cut at each gap that may be a gutter."""
    runs: list[Row] = [[row[0]]]
    for before, token in pairwise(row):
        if token.x0 - before.x1 > GUTTER * max(before.size, token.size):
            runs.append([token])
        else:
            runs[-1].append(token)
    return [_Piece(run[0].x0, max(t.x1 for t in run), run[0].baseline, max(t.size for t in run), run) for run in runs]


def _best_split(rows: Sequence[Sequence[_Piece]]) -> _Split | None:
    """The gutter that parts most rows into columns; None if the text stands in one column."""
    edge = min(row[0].x0 for row in rows)
    starts = Counter(round(piece.x0) for row in rows for piece in row if piece.x0 > edge + piece.size)
    likely = sorted(
        (x for x in starts if starts[x] + starts[x - 1] + starts[x + 1] >= MIN_ROWS), key=lambda x: (-starts[x], x)
    )
    splits = [split for x in likely[:TRIES] for split in _bands(rows, x - 1.0) if split.parted >= MIN_ROWS]
    for split in sorted(splits, key=lambda s: (-s.parted, s.gutter)):
        if _apart(rows[split.first : split.last + 1], split.gutter):
            return split
    return None


def _bands(rows: Sequence[Sequence[_Piece]], gutter: float) -> list[_Split]:
    """The stretches of rows in which no text crosses the gutter."""
    found: list[_Split] = []
    first = 0
    for at in range(len(rows) + 1):
        if at == len(rows) or any(piece.x0 < gutter < piece.x1 for piece in rows[at]):
            if at > first:
                found += _trimmed(rows, first, at - 1, gutter)
            first = at + 1
    return found


def _trimmed(rows: Sequence[Sequence[_Piece]], first: int, last: int, gutter: float) -> list[_Split]:
    """The stretch without what belongs to neither column: text at the right above them, text far below them."""
    both = [at for at in range(first, last + 1) if _is_parted(rows, at, gutter)]
    if not both:
        return []
    while first < both[0] and rows[first][0].x0 >= gutter:
        first += 1
    for at in range(both[-1] + 1, last + 1):
        if rows[at][0].baseline - rows[at - 1][0].baseline > FAR_BELOW * rows[at][0].size:
            last = at - 1
            break
    return [_Split(first, last, gutter, len(both))]


def _is_parted(rows: Sequence[Sequence[_Piece]], at: int, gutter: float) -> bool:
    """Whether there is text on both sides of the gutter at this height, on one baseline or on two near ones."""
    row = rows[at]
    if row[0].x1 <= gutter <= row[-1].x0:
        return True
    for other in rows[max(at - 1, 0) : at + 2]:
        near = abs(other[0].baseline - row[0].baseline) < NEAR * row[0].size
        if near and min(other[0].x1, row[0].x1) <= gutter <= max(other[-1].x0, row[-1].x0):
            return True
    return False


def _apart(rows: Sequence[Sequence[_Piece]], gutter: float) -> bool:
    """Whether the two sides are texts of their own: both prose, or independent of each other, or both labelled."""
    left = [piece for row in rows for piece in row if piece.x1 <= gutter]
    right = [piece for row in rows for piece in row if piece.x1 > gutter]
    if min(len(left), len(right)) < MIN_ROWS:
        return False
    if _is_prose(left) and _is_prose(right):
        return True
    if _is_labelled(left) and _is_labelled(right):
        return True
    return min(len(left), len(right)) >= PROSE_LINES and _is_independent(left, right)


def _is_prose(pieces: Sequence[_Piece]) -> bool:
    """Whether these are the lines of paragraphs: most hold several words and fill the width."""
    if len(pieces) < PROSE_LINES or median(len(piece.tokens) for piece in pieces) < PROSE_WORDS:
        return False
    width = max(piece.x1 - piece.x0 for piece in pieces)
    full = sum(piece.x1 - piece.x0 >= FULL_LINE * width for piece in pieces)
    return full >= FULL_SHARE * len(pieces)


def _is_labelled(pieces: Sequence[_Piece]) -> bool:
    """Whether these lines are labels with their values (``Tel.: +43 1 26060``), so complete on this side."""
    count = sum(bool(_LABELLED.match(" ".join(token.text for token in piece.tokens))) for piece in pieces)
    return count >= LABELLED_LINES and count >= LABELLED_SHARE * len(pieces)


def _is_independent(left: Sequence[_Piece], right: Sequence[_Piece]) -> bool:
    """Whether the lines of one side ignore those of the other, and at least one side is prose (a sidebar)."""
    baselines = [piece.baseline for piece in right]
    aligned = sum(any(abs(p.baseline - b) <= SAME_BASELINE * p.size + 0.2 for b in baselines) for p in left)
    if aligned > ALIGNED_SHARE * len(left) or not (_is_prose(left) or _is_prose(right)):
        return False
    return _is_solid(left) and _is_solid(right)


def _is_solid(pieces: Sequence[_Piece]) -> bool:
    """Whether most lines follow the one above without a blank line."""
    steps = [(b.baseline - a.baseline) / b.size for a, b in pairwise(pieces) if b.size > 0]
    return sum(step <= SOLID for step in steps) >= SOLID_SHARE * len(steps)
