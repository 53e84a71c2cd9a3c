"""Tables whose rows stand a line each below a line of heads, with nothing but blanks between the cells.

``Organisation Country Amount of grant £ Purpose`` and below it ``Link Ethiopia Ethiopia 20,647 Better libraries``: a
figure and a place show their cells by their look, and what is left and right of them is the cell of the head that
stands there. Where two heads for words stand side by side nothing tells where the one cell ends: it is doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from extractors import places
from extractors.money import currency, mark_in
from pipeline.segment import labels
from pipeline.segment.raw import NARRATIVE, Raw
from pipeline.segment.sheet import Sheet, ends_sentence, is_prose
from pipeline.segment.typed import AMOUNTS
from pipeline.settings import settings

Span = tuple[int, int]

_PLACED = frozenset({"country", "location", "region"})
_GROUPED = r"\d{1,3}(?:[.,’'\u00a0 ]\d{3})++(?:[.,]\d\d)?(?![\d.,]*\d)|(?!(?:19|20)\d\d(?!\d))\d{4,}(?:[.,]\d\d)?"
_MARK = r"(?:[$€£]|[A-Z]{3}\$?|US\$|CA\$)"
_FIGURE = regex.compile(rf"(?<!\S)(?:(?P<mark>{_MARK})\s?)?(?P<figure>{_GROUPED})(?:\s?{_MARK})?(?!\S)")
#: A word with figures in it behind the amount, as of its parts: ``29,994 Y1:14,561 Y2:15,433 To dig …``.
_PARTS = regex.compile(r"\s*+(?:[^\s\d]*+\d\S*+\s++)++(?=\p{Lu})")
_HEAD = regex.compile(r"(?<!\S)\p{Lu}[^\s]*(?:\s+[^\s\p{Lu}]\S*)*")


class Head(NamedTuple):
    """The head of a column: where it stands in its line and its kind of field."""

    start: int
    end: int
    kind: str


def collect(sheet: Sheet, table: int) -> tuple[list[Raw], set[int]]:
    """The fields of the rows of all such tables, and the lines of their heads; ``table``: the first free number."""
    found: list[Raw] = []
    lines: set[int] = set()
    for index in sheet.contents():
        heads = _heads(sheet, index)
        rows = list(_rows(sheet, index, heads)) if heads else []
        if len(rows) >= settings("flattened")["rows_least"]:
            found += [raw for number, row in enumerate(rows) for raw in _fields(index, heads, row, (table, number))]
            table, lines = table + 1, lines | {index}
    return found, lines


def _heads(sheet: Sheet, index: int) -> list[Head]:
    """The heads that a line consists of: one for an amount, one for what it is for, at least three."""
    line = sheet.lines[index]
    if line.cell is not None or len(line.text) > settings("flattened")["line_most"] or is_prose(line):
        return []
    if regex.search(r"\d|:\s", line.text):
        return []  # a label and its value
    heads: list[Head] = []
    for match in _HEAD.finditer(line.text):
        kind = _kind(sheet, index, match)
        if heads and (kind == heads[-1].kind or (not kind and heads[-1].kind in AMOUNTS)):
            heads[-1] = heads[-1]._replace(end=match.end())
        else:
            heads.append(Head(*match.span(), kind))
    if len(entitled := [n for n, h in enumerate(heads) if h.kind == "title"]) > 1 and not any(
        h.kind in AMOUNTS for h in heads
    ):
        heads[entitled[-1]] = heads[entitled[-1]]._replace(kind="budget")  # "Project Country Grant"
    kinds = [_sort(h.kind) for h in heads]
    whole = heads and heads[0].start == 0 and all(kinds) and len(heads) >= settings("flattened")["heads_least"]
    return _entitled(heads) if whole and kinds.count("amount") == 1 and {"words", "title"} & {*kinds} else []


def _kind(sheet: Sheet, index: int, match: regex.Match[str]) -> str:
    """The kind of field that words in a line of heads name; a currency is an amount's."""
    text = match.group().strip(" :|/")
    kind = labels.kind_of(text, True)
    paid = kind not in AMOUNTS and mark_in(sheet.excerpt((index, *match.span())))[0] is not None
    return "budget" if paid else kind


def _sort(kind: str) -> str:
    """The look that the cells below a head have."""
    if kind in AMOUNTS:
        return "amount"
    return "place" if kind in _PLACED else "title" if kind == "title" else "words" if kind else ""


def _entitled(heads: list[Head]) -> list[Head]:
    """The heads, with what the money is for as the title where none names the projects."""
    if any(head.kind == "title" for head in heads):
        return heads
    told = [n for n, head in enumerate(heads) if head.kind in NARRATIVE | {"theme", "sector", "programme"}]
    return [head._replace(kind="title") if n in told[:1] else head for n, head in enumerate(heads)] if told else []


def _rows(sheet: Sheet, index: int, heads: list[Head]) -> Iterator[tuple[int, list[tuple[int, Span]]]]:
    """The line of each row below the heads and its cells, each with its column; up to the first line that is none."""
    at = sheet.after(index)
    while at is not None and sheet.lines[at].cell is None:
        text = sheet.lines[at].text
        cells = _cells(text, heads)
        if not cells or (is_prose(sheet.lines[at]) and ends_sentence(text) and regex.search(r"[.!?]\s+\p{Lu}", text)):
            return
        yield at, cells
        at = sheet.after(at)


def _cells(text: str, heads: list[Head]) -> list[tuple[int, Span]]:
    """The cells of a row, each with the number of its column; empty where its amount or its title is missing."""
    column = next(n for n, head in enumerate(heads) if head.kind in AMOUNTS)
    figures = list(_FIGURE.finditer(text))
    if not figures:
        return []
    figure = figures[-1] if column == len(heads) - 1 else figures[0]
    parts = _PARTS.match(text, figure.end())
    start = figure.start() if figure["mark"] and currency(figure["mark"]) else figure.start("figure")
    found = [(column, (start, figure.end()))]
    found += _split(text, (0, start), heads, range(column))
    found += _split(text, (parts.end() if parts else figure.end(), len(text)), heads, range(column + 1, len(heads)))
    named = any(heads[n].kind == "title" and regex.search(r"\p{L}{3}", text[slice(*span)]) for n, span in found)
    return sorted(found) if named else []


def _split(text: str, span: Span, heads: list[Head], columns: range) -> list[tuple[int, Span]]:
    """The cells of the columns on one side of a row's amount, parted at the place that one of them holds."""
    low, high = _strip(text, *span)
    placed = next((n for n in columns if heads[n].kind in _PLACED), None)
    if placed is None or low >= high:
        return _words(text, (low, high), heads, columns)
    within = [(p.start, p.end) for p in places.find(text) if low <= p.start and p.end <= high]
    first, last = placed == columns[0], placed == columns[-1]
    fit = [s for s in within if (s[0] == low or not first) and (s[1] == high or not last)]
    if not fit:
        return _words(text, (low, high), heads, [n for n in columns if n != placed])
    place = fit[0] if first else fit[-1]
    before = _words(text, (low, place[0]), heads, range(columns[0], placed))
    return [*before, (placed, place), *_words(text, (place[1], high), heads, range(placed + 1, columns[-1] + 1))]


def _words(text: str, span: Span, heads: list[Head], columns: range | list[int]) -> list[tuple[int, Span]]:
    """The cell of words of some columns: of several side by side that of the title."""
    low, high = _strip(text, *span)
    if low >= high or not columns:
        return []
    return [(next((n for n in columns if heads[n].kind == "title"), columns[0]), (low, high))]


def _strip(text: str, low: int, high: int) -> Span:
    while low < high and text[low] in " \t,;:–—-|":
        low += 1
    while high > low and text[high - 1] in " \t,;:–—-|":
        high -= 1
    return low, high


def _fields(
    index: int, heads: list[Head], row: tuple[int, list[tuple[int, Span]]], number: tuple[int, int]
) -> list[Raw]:
    """The fields of a row; its title is doubtful where its cell may hold that of the column beside it too."""
    line, cells = row
    given = {n for n, _ in cells}
    found = []
    for n, span in cells:
        beside = [m for m in (n - 1, n + 1) if 0 <= m < len(heads) and _sort(heads[m].kind) == "words"]
        joined = heads[n].kind == "title" and any(m not in given for m in beside)
        label = (index, heads[n].start, heads[n].end)
        found.append(Raw(heads[n].kind, line, line, label, [(line, *span)], "joined" if joined else "head", number))
    return found
