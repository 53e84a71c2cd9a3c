"""Words to rows: what stands on one baseline, from left to right, and a row as a line of text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.document import Box, Line, Word, around
from pipeline.read import clean
from pipeline.read.pdfium import Frame, Token, is_raised

Row = list[Token]

#: Lengths below are in ems (multiples of the font size).
#: Words stand on one baseline when theirs differ by less.
SAME_BASELINE = 0.3
#: Raised and lowered words belong to the row they overlap: smaller than this share of its size, and nearer.
SMALL, SMALL_REACH = 0.8, 0.6
#: A gap between words that a person sees as a jump to another column or tab stop.
WIDE = 1.5
#: The same, in a row that is stretched to the margins (its usual gap is more than STRETCHED).
WIDE_IN_STRETCHED, STRETCHED, STRETCHED_GAPS = 3.0, 0.75, 4
#: Pieces of a word that a file sets one by one stand nearer than this.
TOUCHING = 0.1
#: A raised figure this near to a word is its footnote mark.
MARK_REACH = 0.3
#: The same word twice at nearly the same place is a shadow, or bold made by printing twice.
SHADOW = 0.2
#: Share of the characters that must be bold for the line to be bold.
BOLD_SHARE = 0.9


def rows_of(tokens: Iterable[Token]) -> list[Row]:
    """The rows from top to bottom, each from left to right."""
    found: list[Row] = []
    for token in sorted(tokens, key=lambda t: (t.baseline, t.x0)):
        if found and token.baseline - found[-1][0].baseline <= max(SAME_BASELINE * token.size, 1.0):
            found[-1].append(token)
        else:
            found.append([token])
    return [_without_shadows(sorted(row, key=lambda t: t.x0)) for row in _with_small(found)]


def _with_small(rows: list[Row]) -> list[Row]:
    """The rows with raised and lowered words put into the row that they belong to."""
    sizes = [max([token.size for token in row]) for row in rows]
    if not sizes or min(sizes) >= SMALL * max(sizes):
        return rows
    out: list[Row] = []
    waiting: Row = []
    for at, row in enumerate(rows):
        home = _home(rows, sizes, at)
        if home is None:
            out.append(row + waiting)
            waiting = []
        elif home > at:
            waiting = waiting + row
        else:
            out[-1] = out[-1] + row
    return out


def _home(rows: Sequence[Row], sizes: Sequence[float], at: int) -> int | None:
    """The number of the neighbouring row that this row of small words belongs to; None if it is a row itself."""
    near = {}
    for other in (at - 1, at + 1):
        if 0 <= other < len(rows) and sizes[at] < SMALL * sizes[other]:
            distance = abs(rows[other][0].baseline - rows[at][0].baseline)
            if distance < SMALL_REACH * sizes[other] and _touches(rows[at], rows[other]):
                near[other] = distance
    return min(near, key=lambda other: near[other]) if near else None


def _touches(small: Row, row: Row) -> bool:
    """Whether each small word stands right at a word of the row."""
    return all(any(abs(s.x0 - t.x1) < t.size / 2 or abs(t.x0 - s.x1) < t.size / 2 for t in row) for s in small)


def _without_shadows(row: Row) -> Row:
    """The row without words that are printed a second time; printed twice is bold."""
    out: Row = []
    for token in row:
        at = len(out)
        while at > 0 and token.x0 - out[at - 1].x0 < SHADOW * token.size:
            at -= 1
            if out[at].text == token.text:
                out[at] = out[at]._replace(bold=True)
                break
        else:
            out.append(token)
    return out


def wide_gap(row: Sequence[Token]) -> float:
    """The width in points from which a gap in this row is a jump, not a space."""
    size = max([token.size for token in row])
    gaps = [b.x0 - a.x1 for a, b in pairwise(row)]
    if len(gaps) < STRETCHED_GAPS or max(gaps) <= WIDE * size:
        return WIDE * size
    stretched = sorted(gaps)[len(gaps) // 2] > STRETCHED * size
    return (WIDE_IN_STRETCHED if stretched else WIDE) * size


def text_of(row: Sequence[Token]) -> tuple[str, list[tuple[int, int, Token]]]:
    """The text of a row and where in it each token stands; a TAB stands for a wide gap."""
    text = clean.raised(row[0].text) if len(row) > 1 and is_raised(row[0], row[1]) else row[0].text
    places = [(0, len(text), row[0])]
    wide = wide_gap(row)
    for before, token in pairwise(row):
        gap, word = token.x0 - before.x1, token.text
        if gap > wide:
            text += "\t"
        elif gap < MARK_REACH * before.size and is_raised(token, before):
            word = clean.raised(word)
        elif token.spaced or gap > TOUCHING * token.size:
            text += " "
        places.append((len(text), len(text) + len(word), token))
        text += word
    return text, places


def line_of(row: Sequence[Token], page: int, frame: Frame, left: float) -> Line:
    """A row as a line; ``left`` is the left edge of the text around it, in points."""
    text, places = text_of(row)
    indent = max(row[0].x0 - left, 0.0)
    bullet, rest = clean.split_bullet(text, indent)
    cut = len(text) - len(rest)
    boxes = [_box(page, frame, token) for token in row]
    words = [
        Word(max(start - cut, 0), end - cut, box)
        for (start, end, _), box in zip(places, boxes, strict=True)
        if end > cut
    ]
    return Line(
        text=rest,
        page=page,
        box=around(boxes),
        words=tuple(words),
        size=main_size(row),
        bold=_is_bold(row),
        indent=round(indent, 1),
        bullet=bullet,
    )


def main_size(row: Sequence[Token]) -> float:
    """The font size of most characters of a row, in points; the larger of two equals."""
    counts: dict[float, int] = {}
    for token in row:
        counts[token.size] = counts.get(token.size, 0) + len(token.text)
    return max(counts, key=lambda size: (counts[size], size)) if len(counts) > 1 else row[0].size


def _is_bold(row: Sequence[Token]) -> bool:
    """Whether nearly all characters are bold."""
    bold = sum([len(token.text) for token in row if token.bold])
    return bold > 0 and bold >= BOLD_SHARE * sum([len(token.text) for token in row])


def _box(page: int, frame: Frame, token: Token) -> Box:
    """The box of a word on the page as it is shown."""
    _, x0, top, x1, bottom, _, _, _, turn, _ = token
    if turn % 4:
        x0, top, x1, bottom = frame.shown((x0, top, x1, bottom), turn)
    return Box(page, x0, top, x1, bottom)
