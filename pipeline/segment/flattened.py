"""Tables whose cells stand a line each: the heads first, then row after row, in which cells may be missing.

``Project title``, ``Country``, ``Grant in EUR`` and below them ``Wells for herders``, ``Kenya``, ``25 000``, ``Boats
for fishers``: a row begins with the first words behind figures, since the amounts are its last cells. Cells that the
conversion has run together are parted by their look: a number before, a place and figures at the end.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

import regex

from extractors import places
from extractors.lexicon import alternation, vocabulary
from extractors.money import amount_pattern, mark_in
from extractors.quick import TIMEOUT
from pipeline.segment import labels
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, is_prose
from pipeline.segment.typed import AMOUNTS, fits
from pipeline.settings import settings

Piece = tuple[int, int, int]  #: line, start and end in it


class Head(NamedTuple):
    """The head of a column: its line and its kind of field."""

    line: int
    kind: str


@dataclass(slots=True)
class Row:
    """The cells of a row by their look."""

    code: list[Piece] = field(default_factory=list)
    words: list[Piece] = field(default_factory=list)
    place: list[Piece] = field(default_factory=list)
    figures: list[Piece] = field(default_factory=list)


def collect(sheet: Sheet, table: int) -> list[Raw]:
    """The fields of the rows of all such tables; ``table`` is the first number that no other table has."""
    found: list[Raw] = []
    index = 0
    while index < len(sheet.lines):
        heads = _heads(sheet, index)
        made = (_whole(sheet, heads, table) or _torn(sheet, heads, table)) if heads else []
        found += made
        table += bool(made)
        index = max((raw.last for raw in made), default=index) + 1
    return found


def _heads(sheet: Sheet, first: int) -> list[Head]:
    """The heads that follow each other from a line on: one for titles and one for amounts among them."""
    heads: list[Head] = []
    at: int | None = first
    while at is not None and len(heads) < settings("flattened")["heads_most"]:
        kind = _kind(sheet, at) if sheet.content(at) and sheet.lines[at].cell is None else ""
        if not kind:
            break
        heads.append(Head(at, kind))
        at = sheet.after(at)
    kinds = [h.kind for h in heads]
    enough = len(set(kinds)) >= settings("flattened")["heads_least"] and "title" in kinds
    return heads if enough and not AMOUNTS.isdisjoint(kinds) else []


def _kind(sheet: Sheet, index: int) -> str:
    """The kind of field that a line is the head of; one that names a currency is an amount's."""
    text = sheet.lines[index].text
    if len(text.split()) > settings("flattened")["head_words"] or text.rstrip().endswith(":"):
        return ""
    sure, guessed = labels.kind_of(text, True, guess=False), labels.kind_of(text, True)
    priced = mark_in(sheet.whole(index))[0] is not None and not labels.amounts_in(text)
    return "budget" if priced and {sure, guessed}.isdisjoint(AMOUNTS) and not is_prose(sheet.lines[index]) else guessed


def _whole(sheet: Sheet, heads: list[Head], table: int) -> list[Raw]:
    """The fields of rows that have a line for each head, with figures and places where their heads say so."""
    found: list[list[Raw]] = []
    at = sheet.after(heads[-1].line)
    while at is not None:
        row: list[Raw] = []
        while at is not None and len(row) < len(heads) and _agrees(heads[len(row)].kind, sheet.lines[at].text):
            head, text = heads[len(row)], sheet.lines[at].text
            label = (head.line, 0, len(sheet.lines[head.line].text))
            row.append(Raw(head.kind, at, at, label, [(at, 0, len(text))], "head", (table, len(found))))
            at = None if _ends(sheet, at) else sheet.after(at)
        if len(row) < len(heads):
            break
        found.append(row)
    return [raw for row in found for raw in row] if len(found) >= settings("flattened")["rows_least"] else []


def _agrees(kind: str, text: str) -> bool:
    """Whether a line may stand in a column of a kind: an amount in one of amounts, no figure alone in one of titles."""
    if kind in AMOUNTS:
        return fits(kind, text) or bool(_FIGURES.fullmatch(text.strip()))
    return kind != "title" or (len(text.split()) > 1 and not _FIGURES.search(text))


def _torn(sheet: Sheet, heads: list[Head], table: int) -> list[Raw]:
    """The fields of rows in which cells are missing or run together: below heads of which amounts are the last."""
    rows = _rows(sheet, heads) if heads[-1].kind in AMOUNTS else []
    return _fields(sheet, heads, rows, table) if len(rows) >= settings("flattened")["rows_least"] else []


def _rows(sheet: Sheet, heads: list[Head]) -> list[Row]:
    """The rows below the heads, up to running text, a label, a total or what is no row."""
    rows, row, at = [], Row(), sheet.after(heads[-1].line)
    while at is not None and not _ends(sheet, at):
        cells = _cells(sheet, at)
        if row.figures and (cells.words or cells.code):
            rows.append(row)
            row = Row()
        for part in ("code", "words", "place", "figures"):
            getattr(row, part).extend(getattr(cells, part))
        if len(row.words) > settings("flattened")["cells_most"]:
            return rows
        at = sheet.after(at)
    return [r for r in [*rows, row] if r.words and r.figures]


def _ends(sheet: Sheet, index: int) -> bool:
    """Whether a line is no cell of a row: a total, a heading, a label before its value, a sentence."""
    line = sheet.lines[index]
    text = line.text
    return bool(
        line.heading or line.cell is not None or total().match(text) or regex.search(r"\p{L}{2}:(?:\s|$)", text)
    ) or (is_prose(line) and bool(_VERB_END.search(text)))


_VERB_END = regex.compile(r"[!?]\s*$|\.\s+\p{Lu}[^.]{60,}\.\s*$")


@cache
def total() -> regex.Pattern[str]:
    """Lines that begin as the row of the sums below a table does."""
    return regex.compile(rf"\W*(?:{alternation(vocabulary('lists', 'totals'))})(?!\p{{L}})", regex.I)


_CODE = regex.compile(r"\s*(?P<code>(?=[^\s\d]*+\d)[\p{Lu}\d]++(?:[-/._][\p{Lu}\d]++)*+\.?)(?=\s+\S|\s*$)")
_GROUPED = r"\d{1,3}(?:[ .,’'\u00a0]\d{3})+(?:[.,]\d\d)?|\d{4,}(?:[.,]\d\d)?"
#: Figures, and what stands in the place of one, at the end of a line.
_FIGURES = regex.compile(rf"(?:(?:^|(?<=\s))(?:{_GROUPED}|(?i:n/?a)|[-–—])(?:\s++|$))++$")


def _cells(sheet: Sheet, index: int) -> Row:
    """The cells that a line holds, by their look."""
    text, row = sheet.lines[index].text, Row()
    low, high = 0, len(text.rstrip())
    if amount_pattern().fullmatch(text.strip(), timeout=TIMEOUT):
        return Row(figures=[(index, 0, high)])
    if (tail := _FIGURES.search(text)) and regex.search(r"\d{3}", tail.group()):
        row.figures, high = [(index, tail.start(), high)], len(text[: tail.start()].rstrip())
    code = _CODE.match(text[:high])
    if code and (low or code.end() < high or not row.figures):
        row.code, low = [(index, *code.span("code"))], code.end()
    last = [p for p in places.find(text[:high]) if p.end == high and p.start >= low]
    alone = bool(last) and not text[low : last[0].start].strip()
    if last and (alone or row.figures):
        row.place, high = [(index, last[0].start, high)], len(text[: last[0].start].rstrip())
    low += len(text[low:high]) - len(text[low:high].lstrip())
    if low < high:
        row.words = [(index, low, high)]
    return row


def _fields(sheet: Sheet, heads: list[Head], rows: list[Row], table: int) -> list[Raw]:
    """The fields of the rows of a table; words whose head is lost are of no kind."""
    most = max(len(row.words) for row in rows)
    named = [h for h in heads if h.kind not in AMOUNTS | {"code", "country", "location", "region"}]
    found = []
    for number, row in enumerate(rows):
        parts = _split(sheet, row) if len(row.words) < most else row.words
        whole = len(parts) >= max(most, len(named))
        of = [*zip(_of_kind(heads, "code"), row.code, strict=False), *zip(_placed(heads), row.place, strict=False)]
        if whole or named[0].kind == "title":
            of += [(h, p) for h, p in zip(named, parts, strict=False) if whole or h.kind == "title"]
        of += _amounts(sheet, heads, row)
        for head, piece in of:
            label = (head.line, 0, len(sheet.lines[head.line].text))
            how = "joined" if head.kind == "title" and not whole else "head"
            found.append(Raw(head.kind, piece[0], piece[0], label, [piece], how, (table, number)))
        taken = [p for _, p in of]
        lost = [p for p in parts if p not in taken]
        found += [Raw("other", p[0], p[0], None, [p], "head", (table, number)) for p in lost]
    return found


def _of_kind(heads: list[Head], *kinds: str) -> list[Head]:
    return [h for h in heads if h.kind in kinds]


def _placed(heads: list[Head]) -> list[Head]:
    return _of_kind(heads, "country", "location", "region")[:1]


_STOP = regex.compile(r"[.;]\s+(?=\p{Lu})|\t")


def _split(sheet: Sheet, row: Row) -> list[Piece]:
    """The words of a row, parted at a full stop where cells of it were run together."""
    parts = []
    for index, low, high in row.words:
        stop = _STOP.search(sheet.lines[index].text, low, high)
        parts += [(index, low, stop.start()), (index, stop.end(), high)] if stop else [(index, low, high)]
    return parts


_FIGURE = regex.compile(rf"{_GROUPED}|(?i:n/?a)|(?<=\s|^)[-–—](?=\s|$)")


def _amounts(sheet: Sheet, heads: list[Head], row: Row) -> list[tuple[Head, Piece]]:
    """The figures of a row, each with its head; ``n/a`` keeps the place of one."""
    wanted = _of_kind(heads, *AMOUNTS)
    pieces = [p for piece in row.figures for p in _figures(sheet, piece, len(wanted))]
    given = list(zip(wanted, pieces, strict=False)) if len(pieces) <= len(wanted) else []
    return [(h, (i, low, high)) for h, (i, low, high) in given if regex.search(r"\d", sheet.lines[i].text[low:high])]


def _figures(sheet: Sheet, piece: Piece, columns: int) -> list[Piece]:
    """The figures of a piece; of one that is too long for a grant, as many of the same length as there are columns."""
    index, low, high = piece
    text = sheet.lines[index].text[low:high]
    if amount_pattern().fullmatch(text.strip(), timeout=TIMEOUT) and not regex.fullmatch(r"[\d\s]+", text):
        return [piece]
    found = [m.span() for m in _FIGURE.finditer(text)]
    groups = [m.span() for m in regex.finditer(r"\d+", text)]
    size = len(groups) // columns
    if len(found) == 1 and columns > 1 and size > 1 and size * columns == len(groups) > settings("flattened")["groups"]:
        found = [(groups[n][0], groups[n + size - 1][1]) for n in range(0, len(groups), size)]
    return [(index, low + start, low + end) for start, end in found]
