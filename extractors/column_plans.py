"""Plans of financing whose cells came out a line each: a name, its figures below it, at last those of the total.

``Source``, ``Local``, ``Foreign``, ``Total``, ``BORROWER``, ``3.50``, ``0.00``, ``3.50``, ``LAKE FUND``, …: nothing but
the sums of a column says where each row ends; that they are the printed total says that it was read rightly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import cache
from typing import NamedTuple

import regex

from extractors.engine import cell
from extractors.evidence import Excerpt
from extractors.lexicon import alternation, toml
from extractors.money import Amount
from extractors.numbers import amount

#: A figure of a column; a share in percent and a dash are none, but stand in its place.
_FIGURE = regex.compile(
    r"(?<![^\s|])(?:US\$|\p{Sc})?\s?(?P<amount>\d{1,3}(?:,\d{3})++(?:\.\d{1,2})?|\d{1,7}(?:\.\d{1,3})?)(?![^\s|])"
)
_SHARE = r"(?<![^\s|])(?:\d{1,3}(?:[.,]\d{1,2})?\s?%|[–—-]{1,3}+)(?![^\s|])"
_FIGURES = regex.compile(rf"(?:{_FIGURE.pattern}|{_SHARE}|[\s|]{{1,9}}+){{1,24}}+$")
_NAME = regex.compile(r"[^\p{L}\n]{0,9}+(?P<name>\p{L}[^\n|]{1,100}?)[\s|:]{0,9}+")
_LEAST, _MOST = 2, 16  #: rows of a plan
_COLUMNS = 5
_NAME_LINES = 3


class Row(NamedTuple):
    """A name, which figures may part, and the amount of its row."""

    name: Excerpt
    amount: Amount


class _Line(NamedTuple):
    """A line of the table: the place of its words, if it has any, and those of its figures."""

    name: tuple[int, int] | None
    figures: tuple[tuple[int, int], ...]


class _Raw(NamedTuple):
    """A row before the sums are made: its lines of words, the last being nearest to its figures."""

    names: tuple[tuple[int, int], ...]
    figures: tuple[tuple[int, int], ...]


def find(excerpt: Excerpt) -> Iterator[tuple[Amount, list[Row]]]:
    """The printed totals of such rows, each with its rows; none where no column adds up."""
    raw = list(_rows(excerpt.text))
    for at, total in enumerate(raw):
        if made := _above(excerpt, raw[max(at - _MOST, 0) : at], total):
            yield made


def _says(text: str, total: _Raw) -> bool:
    """Whether the last line before the figures of a row is a word for a total."""
    return bool(total.names and _total().match(text, *total.names[-1]))


@cache
def _total() -> regex.Pattern[str]:
    return regex.compile(rf"(?i:{alternation(toml('money_sentences')['columns']['total'])})(?!\p{{L}})")


def _rows(text: str) -> Iterator[_Raw]:
    """Runs of lines with words and the figures below or behind the last of them."""
    names: list[tuple[int, int]] = []
    figures: list[tuple[int, int]] = []
    for line in _lines(text):
        if figures and (line.name or not line.figures):
            yield _Raw(tuple(names), tuple(figures))
            names, figures = [], []
        names += [line.name] if line.name else []
        figures += line.figures
        names = [] if not (line.name or line.figures) else names  # a line of neither parts two tables
    if figures:
        yield _Raw(tuple(names), tuple(figures))


def _lines(text: str) -> Iterator[_Line]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        found = next((m for m in _FIGURES.finditer(text, start, end)), None) if line.strip() else None
        low = found.start() if found else end
        name = _NAME.fullmatch(text, start, low)
        if line.strip(" |\t"):
            figures = tuple(m.span("amount") for m in _FIGURE.finditer(text, low, end))
            yield _Line(name.span("name") if name else None, figures)
        start = end + 1


def _above(excerpt: Excerpt, raw: Sequence[_Raw], total: _Raw) -> tuple[Amount, list[Row]] | None:
    """The rows directly above a total, as many as make it up in the last column that adds up.

    Where nothing says that it is the total, all columns add up, and there are several.
    """
    width = len(total.figures)
    ends = [_made_up(excerpt.text, raw, total, column) for column in range(width)] if width <= _COLUMNS else []
    column = max((n for n, at in enumerate(ends) if at is not None), default=None)
    if column is None or (at := ends[column]) is None:
        return None
    rows = [*raw[at:], total]
    if not _says(excerpt.text, total) and (width < _LEAST or len(rows) <= _LEAST + 1 or not _all(excerpt.text, rows)):
        return None
    named = [(_name(excerpt, rows, n), row.figures[column]) for n, row in enumerate(rows[:-1])]
    made = [Row(name, _amount(excerpt, *place)) for name, place in named if _value(excerpt.text, place)]
    return _amount(excerpt, *total.figures[column]), made


def _all(text: str, rows: Sequence[_Raw]) -> bool:
    """Whether all columns of some rows add up to the last of them."""
    sums = [[_value(text, place) for place in column] for column in zip(*(row.figures for row in rows), strict=True)]
    return all(sum(above) == last for *above, last in sums)


def _made_up(text: str, raw: Sequence[_Raw], total: _Raw, column: int) -> int | None:
    """The first of the rows above a total whose figures in a column make it up; None where they do not."""
    left = _value(text, total.figures[column])
    for at in range(len(raw) - 1, -1, -1):
        if len(raw[at].figures) != len(total.figures) or not raw[at].names or _says(text, raw[at]):
            return None
        left -= _value(text, raw[at].figures[column])
        if left == 0 and len(raw) - at >= _LEAST:
            return at
        if left < 0:
            return None
    return None


def _name(excerpt: Excerpt, rows: Sequence[_Raw], at: int) -> Excerpt:
    """The name of a row: the lines above its figures, and one below them where it breaks off: ``Fund for``, ``Women``.

    Above the first row stand the heads of the columns; there only the last line is the name.
    """
    own = rows[at].names[-1:] if at == 0 else rows[at].names[-_NAME_LINES:]
    if at and _broken(excerpt.text, rows[at - 1]):
        own = own[1:] or own
    cut = [excerpt.cut(*place) for place in own]
    below = rows[at + 1].names[:1] if _broken(excerpt.text, rows[at]) else ()
    if below and (len(rows[at + 1].names) > 1 or not (at + 2 < len(rows) or _says(excerpt.text, rows[at + 1]))):
        cut.append(excerpt.cut(*rows[at + 1].names[0]))
    return Excerpt("\n".join(one.text for one in cut), tuple(piece for one in cut for piece in one.pieces))


def _broken(text: str, row: _Raw) -> bool:
    """Whether the words before the figures of a row go on below them: they end with a small word."""
    return _small().search(text[slice(*row.names[-1])]) is not None


@cache
def _small() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?i:{alternation(toml('money_sentences')['columns']['broken'])})$")


def _value(text: str, place: tuple[int, int]) -> Decimal:
    return Decimal(amount(text[slice(*place)]) or 0)


def _amount(excerpt: Excerpt, start: int, end: int) -> Amount:
    printed = excerpt.text[start:end]
    made = cell(excerpt, start, end, ("amount",))
    return Amount(start, end, made, None, cell(excerpt, start, end, ("join",)), printed, False, 0, "", "inferred")
