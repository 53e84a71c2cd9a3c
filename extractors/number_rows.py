"""Rows of a table that were run together: numbers side by side, of which the last is the sum of those before it.

``Total cost 215 672 500 163 289 500 378 962 000`` is what was planned, what was added, and what it makes.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import regex

from extractors import numbers

#: A stretch of figures and what parts them; the currency may stand by each: ``US$ 1,200 US$ 300 US$ 1,500``.
_ROW = regex.compile(r"\d[\d.,'’]*+(?:[ \u00a0\t]+(?:\p{Sc}\s?)?\d[\d.,'’]*+){2,17}+")
_PIECE = regex.compile(r"\d[\d.,'’]*")
_GROUP = regex.compile(r"\d{3}(?![.,'’\d])")
_HEAD = regex.compile(r"[1-9]\d{0,2}(?![.,'’\d])")
_LEAST, _MOST = 3, 6  #: numbers of a row
_GROUPS = 3  #: of a number that blanks group, at most: billions
_SMALLEST = 1_000  #: total of a row of amounts
_STEPS = 500  #: ways of parting the pieces that are tried

Place = tuple[int, int]


def total(text: str, start: int) -> Place | None:
    """The place of the last number of the row that begins at ``start``, where it is the sum of the others before it.

    Numbers that blanks group may be parted in more ways than one; None where no way, or more than one, adds up.
    """
    row = _ROW.match(text, start)
    if row is None:
        return None
    pieces = [(m.start(), m.end()) for m in _PIECE.finditer(text, *row.span())]
    found = set()
    for count, parted in enumerate(_parted(text, pieces, 0, ())):
        if count > _STEPS:
            return None
        found |= {place for place in [_sum(text, parted)] if place}
    return found.pop() if len(found) == 1 else None


def _parted(text: str, pieces: list[Place], at: int, made: tuple[Place, ...]) -> Iterator[tuple[Place, ...]]:
    """The ways to part pieces into numbers, from the first one on."""
    if len(made) >= _LEAST:
        yield made
    if at == len(pieces) or len(made) == _MOST:
        return
    yield from _parted(text, pieces, at + 1, (*made, pieces[at]))
    if not _HEAD.match(text, pieces[at][0]):
        return
    for more in range(1, _GROUPS + 1):
        if at + more >= len(pieces) or not _GROUP.match(text, pieces[at + more][0]):
            return
        yield from _parted(text, pieces, at + more + 1, (*made, (pieces[at][0], pieces[at + more][1])))


def _sum(text: str, parted: tuple[Place, ...]) -> Place | None:
    """The last number's place, if it is the sum of the others."""
    values = [numbers.amount(text[slice(*place)].rstrip(".,'’")) for place in parted]
    if not all(values):
        return None
    *parts, last = map(Decimal, values)
    return parted[-1] if min(parts) > 0 and last >= _SMALLEST and sum(parts) == last else None
