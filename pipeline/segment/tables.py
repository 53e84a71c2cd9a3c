"""Fields of tables: label column beside value column, and rows below heads, where a row is a project."""

from __future__ import annotations

from collections import defaultdict

import regex

from extractors.evidence import Excerpt, Span
from extractors.lexicon import squeeze, vocabulary
from extractors.money import mark_in
from pipeline.segment import faults, flattened, labels, lined, persons, stacked, valued
from pipeline.segment.raw import NARRATIVE, Raw
from pipeline.segment.sheet import Sheet, ends_sentence
from pipeline.segment.typed import AMOUNTS, agrees, fits

#: Heads that make a table one of projects: each of its rows is a project.
_ROW_KINDS = frozenset(
    {
        "title",
        "code",
        "budget",
        "country",
        "donor",
        "period",
        "start",
        "end",
        "implementer",
        "shortfall",
        "pledged",
        "location",
    }
)

Grid = dict[tuple[int, int], list[int]]  #: (row, column) -> line indices


def collect(sheet: Sheet) -> list[Raw]:
    """The fields of all tables of a document; cells that are in no field are left to other stages."""
    grids: dict[int, Grid] = defaultdict(lambda: defaultdict(list))
    for index, line in enumerate(sheet.lines):
        if line.cell is not None and sheet.content(index):
            grids[line.cell.table][line.cell.row, line.cell.column].append(index)
    found: list[Raw] = []
    for table in sorted(grids):
        found += _table(sheet, table, grids[table])
    found += flattened.collect(sheet, max(grids, default=-1) + 1)
    rows, heads = lined.collect(
        sheet, max((raw.row[0] for raw in found if raw.row), default=max(grids, default=-1)) + 1
    )
    return found + _tabbed(sheet) + _lost_tables(sheet, heads) + rows


def _text(sheet: Sheet, indices: list[int]) -> str:
    return " ".join(sheet.lines[i].text for i in indices)


def _table(sheet: Sheet, table: int, grid: Grid) -> list[Raw]:
    grid = stacked.unstacked(grid, {row: _text(sheet, lines) for (row, _), lines in grid.items()})
    rows = sorted({r for r, _ in grid})
    columns = sorted({c for _, c in grid})
    if _of_payments(sheet, grid, rows[0]):
        return _persons(sheet, grid, rows[0], rows[-1] + 1)
    for head in rows[:3]:
        if _of_persons(sheet, grid, head):
            end = next((r for r in rows if r > head and _of_projects(sheet, grid, r)), rows[-1] + 1)
            rest = {place: lines for place, lines in grid.items() if place[0] >= end}
            return _persons(sheet, grid, head, end) + (_table(sheet, table, rest) if rest else [])
        kinds = {c: _column_kind(sheet, grid, head, c) for c in columns if (head, c) in grid}
        kinds = persons.beside({c: _text(sheet, grid[head, c]) for c in kinds}, kinds)
        useful = {k for k in kinds.values() if k in _ROW_KINDS}
        if (
            len(useful) >= 2
            and len(kinds) >= 2
            and len(rows) > rows.index(head) + 1
            and not _is_pair_row(sheet, grid, head, columns)
        ):
            return _rows(sheet, table, grid, head, kinds, [r for r in rows if r > head])
    return _headless(sheet, table, grid, rows, columns) or _pairs(sheet, grid, rows, columns)


def _of_payments(sheet: Sheet, grid: Grid, row: int) -> bool:
    """Whether the rows below some heads are single payments: what was charged or paid on a day.

    A column of titles, each of them there once, makes them projects, whoever was paid for them and when.
    """
    texts = {column: _text(sheet, lines) for (r, column), lines in grid.items() if r == row}
    heads = {squeeze(text).strip(" :.") for text in texts.values()}
    if len(heads) < 2 or heads.isdisjoint(vocabulary("lists", "transaction_heads")):
        return False
    for titled in (c for c in texts if _column_kind(sheet, grid, row, c) == "title"):
        below = [_text(sheet, lines) for (r, c), lines in grid.items() if c == titled and r > row]
        if below and len({squeeze(text) for text in below}) == len(below):
            return False
    return True


def _of_persons(sheet: Sheet, grid: Grid, row: int) -> bool:
    return persons.heads([_text(sheet, lines) for (r, _), lines in sorted(grid.items()) if r == row])


def _of_projects(sheet: Sheet, grid: Grid, row: int) -> bool:
    """Whether a row below persons is of a project: two sure labels of one, or in its first cell that of a title."""
    texts = [_text(sheet, lines) for (r, _), lines in sorted(grid.items()) if r == row]
    kinds = [labels.kind_of(text, True, guess=False) for text in texts]
    said = kinds[:1] == ["title"] and len(texts) > 1 and faults.says_project(texts[0])
    return (said or len({*kinds} & _ROW_KINDS) >= 2) and not persons.heads(texts)


def _persons(sheet: Sheet, grid: Grid, head: int, end: int) -> list[Raw]:
    """What a list of persons or payments has in its cells: no project's title, and of no use as a label either."""
    cells = [index for (row, _), lines in sorted(grid.items()) if head <= row < end for index in lines]
    return [Raw("other", i, i, None, [(i, 0, len(sheet.lines[i].text))], "column") for i in cells]


def _column_kind(sheet: Sheet, grid: Grid, head: int, column: int) -> str:
    """The kind of a column by its head; a head in no list counts where most cells below agree with it."""
    text = _text(sheet, grid[head, column])
    kind = _head_kind(text)
    below = [_text(sheet, lines) for (row, c), lines in grid.items() if c == column and row > head]
    if kind == "title" and below and all(fits("budget", cell) for cell in below):
        return "budget"  # a grant is what is paid for and what is paid
    if not kind or labels.kind_of(text, True, guess=False):
        return kind
    return kind if sum(agrees(kind, cell) for cell in below) > 0.5 * len(below) else ""


def _head_kind(text: str) -> str:
    """The kind of a column's head; one that names a currency heads amounts."""
    kind = labels.kind_of(text, True)
    bracket = regex.search(r"\(([^()]*)\)\s*$", text)
    return kind or (
        "budget" if bracket and mark_in(Excerpt(bracket.group(1), (Span(0, len(bracket.group(1))),)))[0] else ""
    )


def _headless(sheet: Sheet, table: int, grid: Grid, rows: list[int], columns: list[int]) -> list[Raw]:
    """A list of grants without heads: at least three rows, three columns, one of them amounts, one of them phrases."""
    full_rows = [
        r for r in rows if all((r, c) in grid for c in columns) and not _is_total(_text(sheet, grid[r, columns[0]]))
    ]
    if len(full_rows) < 3 or len(columns) < 3 or len(full_rows) < 0.8 * len(rows):
        return []
    kinds = _grant_kinds({c: [_text(sheet, grid[r, c]) for r in full_rows] for c in columns})
    return [
        Raw(
            kind,
            grid[row, column][0],
            grid[row, column][-1],
            None,
            [(i, 0, len(sheet.lines[i].text)) for i in grid[row, column]],
            "column",
            (table, row),
        )
        for row in full_rows
        for column, kind in sorted(kinds.items())
    ]


def _grant_kinds(texts: dict[int, list[str]]) -> dict[int, str]:
    """The kinds of the columns of a list of grants by the texts in them; empty where it is none.

    The column with the longest texts holds the titles; another column of names holds the grantees.
    """
    money = [c for c, column in texts.items() if all(fits("budget", t) for t in column)]
    words = {c: sum(len(t.split()) for t in column) / len(column) for c, column in texts.items() if c not in money}
    if len(money) != 1 or not words or max(words.values()) < 3:
        return {}
    title = max(words, key=lambda c: (words[c], -c))
    kinds = {title: "title", money[0]: "budget"}
    other = [c for c in words if c != title]
    kinds |= {c: "implementer" for c in other if all(t[:1].isupper() for t in texts[c])}
    return kinds | {c: "country" for c in other if all(fits("country", t) and len(t) < 60 for t in texts[c])}


def _is_pair_row(sheet: Sheet, grid: Grid, row: int, columns: list[int]) -> bool:
    """Whether a row reads label, value, label, value rather than as a row of heads."""
    kinds = [bool(labels.kind_of(_text(sheet, grid[row, c]), True)) for c in columns if (row, c) in grid]
    return all(kinds[0::2]) and not any(kinds[1::2])


def _rows(sheet: Sheet, table: int, grid: Grid, head: int, kinds: dict[int, str], rows: list[int]) -> list[Raw]:
    found: list[Raw] = []
    if set(kinds.values()) & _PARTIES and not set(kinds.values()) & {"title", "country", "code"}:
        return _parties(sheet, grid, head, rows)
    if _is_plan(sheet, grid, kinds, rows):
        *parts, last = rows
        whole = [lines for (r, _), lines in sorted(grid.items()) if r == last]
        return [*_parties(sheet, grid, head, parts, _OFFICES), _pair(sheet, "budget", whole[0], whole[1])]
    rows = [r for r in rows if not _is_total(_text(sheet, grid.get((r, min(kinds)), [])))]
    single = len(rows) == 1
    kinds = kinds if single else _entitled(sheet, grid, kinds, rows)
    for row in rows:
        for column, kind in kinds.items():
            cells = grid.get((row, column), [])
            if not cells or not kind:
                continue
            heads = grid[head, column]
            label = (heads[0], 0, len(sheet.lines[heads[0]].text))
            pieces = [(i, 0, len(sheet.lines[i].text)) for i in cells]
            found.append(Raw(kind, cells[0], cells[-1], label, pieces, "head", None if single else (table, row)))
    return found


def _is_plan(sheet: Sheet, grid: Grid, kinds: dict[int, str], rows: list[int]) -> bool:
    """Whether rows are who pays a project and how much: names of institutions, amounts, and the whole cost below."""
    if len(kinds) != 2 or len(rows) < 3 or not {*kinds.values()} & _OFFICES or not {*kinds.values()} & AMOUNTS:
        return False
    if any(len(grid.get((row, column), [])) != 1 for row in rows for column in kinds):
        return False
    last = _text(sheet, grid[rows[-1], min(kinds)])
    return labels.kind_of(last, True) == "budget" or _is_total(last)


#: Kinds of a column that names organisations.
_OFFICES = frozenset({"implementer", "partner"})
#: Heads of columns that tell one row of a list from another.
_NAMING = frozenset({"title", "code", "programme", "name"})


def _entitled(sheet: Sheet, grid: Grid, kinds: dict[int, str], rows: list[int]) -> dict[int, str]:
    """The kinds of the columns of a list; where none names the projects, what they are for in a few words does."""
    if set(kinds.values()) & _NAMING or "budget" not in kinds.values():
        return kinds
    columns = {c: [_text(sheet, grid[r, c]) for r in rows if (r, c) in grid] for c, kind in kinds.items()}
    phrases = [
        c
        for c, texts in columns.items()
        if (kinds[c] in NARRATIVE or not kinds[c])
        and len(texts) == len(rows)
        and all(t[:1].isupper() and not ends_sentence(t) and len(t.split()) <= _NAME_WORDS for t in texts)
        and sum(len(t.split()) for t in texts) >= 2 * len(texts)
    ]
    return kinds | {phrases[0]: "title"} if len(phrases) == 1 else kinds


#: The most words that a cell has which names a project.
_NAME_WORDS = 14
_PARTIES = frozenset({"donor", "contribution"})
_TOTAL = regex.compile(
    r"^\W*(?:grand\s+|sub-?)?(?:total|gesamt|insgesamt|summe|totaux|totales|total\s+g[eé]n[eé]ral)\b\W*\d*$", regex.I
)


def _is_total(text: str) -> bool:
    return bool(_TOTAL.match(text))


def _parties(sheet: Sheet, grid: Grid, head: int, rows: list[int], names: frozenset[str] = frozenset()) -> list[Raw]:
    """A table of donors and amounts: a field of the project whose lines are the rows; ``names`` are kinds of names."""
    kinds = {c: labels.kind_of(_text(sheet, lines), True) for (r, c), lines in grid.items() if r == head}
    spared = {
        c
        for c, kind in kinds.items()
        if kind not in ("", "other", *names, *_PARTIES, *AMOUNTS) or kind == "amount_other"
    }
    last = max(kinds)
    cells = [
        i
        for (r, c), lines in sorted(grid.items())
        if r in rows and c not in spared and c <= last and not _is_total(_text(sheet, grid.get((r, 0), [])))
        for i in lines
    ]
    heads = [i for (r, _), lines in sorted(grid.items()) if r == head for i in lines]
    pieces = [(i, 0, len(sheet.lines[i].text)) for i in cells]
    return (
        [Raw("donor", heads[0], cells[-1], (heads[0], 0, len(sheet.lines[heads[0]].text)), pieces, "head")]
        if cells
        else []
    )


_FIGURE = regex.compile(r"\d{3}")


def _tabbed(sheet: Sheet) -> list[Raw]:
    """Donors and amounts below heads that a wide gap parts (``Financier`` TAB ``Commitments``)."""
    found: list[Raw] = []
    for index, line in enumerate(sheet.lines):
        heads = line.text.split("\t")
        if line.cell is not None or not sheet.content(index) or not 2 <= len(heads) <= 4 or _FIGURE.search(line.text):
            continue
        kinds = [labels.kind_of(h, True) for h in heads]
        if kinds[0] not in _PARTIES or not any(k in AMOUNTS or k == "pledged" for k in kinds[1:]):
            continue
        below = _tabbed_rows(sheet, index, len(heads))
        if below:
            pieces = [(i, 0, len(sheet.lines[i].text)) for i in below]
            found.append(Raw("donor", index, below[-1], (index, 0, len(line.text)), pieces, "head"))
    return found


def _tabbed_rows(sheet: Sheet, index: int, columns: int) -> list[int]:
    """The lines below a line of heads that have as many columns and a figure in them; totals are passed over."""
    below, at = [], sheet.after(index)
    while (
        at is not None
        and sheet.lines[at].text.count("\t") == columns - 1
        and any(c.isdigit() for c in sheet.lines[at].text)
    ):
        if not _is_total(sheet.lines[at].text.split("\t")[0]):
            below.append(at)
        at = sheet.after(at)
    return below


def _pairs(sheet: Sheet, grid: Grid, rows: list[int], columns: list[int]) -> list[Raw]:
    """Label and value side by side, any number of pairs in a row."""
    found: list[Raw] = []
    for row in rows:
        cells = [(c, grid[row, c]) for c in columns if (row, c) in grid]
        position = 0
        while position < len(cells):
            _, label = cells[position]
            text = _text(sheet, label)
            kind = labels.kind_of(text, True)
            if position + 1 < len(cells) and not agrees(kind, _text(sheet, cells[position + 1][1])):
                kind = labels.kind_of(text, True, guess=False) or "other"
            head = sheet.lines[label[0]].cell
            if not kind and head is not None and head.head and len(text.split()) <= 8:
                kind = "other"
            value = cells[position + 1][1] if position + 1 < len(cells) else []
            if kind and value and not _both_labels(sheet, value):
                kind = valued.by_value(kind, text, _text(sheet, value)) or "other"
                found.append(_pair(sheet, kind, label, value))
                position += 2
            else:
                position += 1
    return found


def _both_labels(sheet: Sheet, value: list[int]) -> bool:
    return bool(labels.kind_of(_text(sheet, value), False))


def _pair(sheet: Sheet, kind: str, label: list[int], value: list[int]) -> Raw:
    mark = (label[0], 0, len(sheet.lines[label[0]].text))
    pieces = [(i, 0, len(sheet.lines[i].text)) for i in value]
    return Raw(kind, label[0], value[-1], mark, pieces, "column")


def _lost_tables(sheet: Sheet, known: set[int]) -> list[Raw]:
    """A line of heads without borders (``Country/region Topic Period Budget``) and the values below it, by type.

    Each typed head takes the first line below that has a value of its type; the first untyped head takes the
    line directly below. At most 14 lines are looked at, and nothing beyond a heading or another label. ``known``:
    lines of heads whose rows are read already.
    """
    found: list[Raw] = []
    for index, line in enumerate(sheet.lines):
        if line.cell is not None or not sheet.content(index) or len(line.text) > 160 or index in known:
            continue
        heads = labels.split_heads(line.text)
        if len({k for *_, k in heads if k in _ROW_KINDS}) >= 2:
            found += _below_heads(sheet, index, heads)
    return found


def _below_heads(sheet: Sheet, index: int, heads: list[tuple[int, int, str]]) -> list[Raw]:
    found: list[Raw] = []
    used: set[int] = set()
    below: list[int] = []
    at = sheet.after(index)
    while at is not None and len(below) < 14 and not sheet.lines[at].heading:
        kind = labels.kind_of(sheet.lines[at].text, False)
        if kind in NARRATIVE:
            break
        below.append(at)
        at = sheet.after(at)
    for position, (start, end, kind) in enumerate(heads):
        for line in below:
            text = sheet.lines[line].text
            if line not in used and (
                fits(kind, text) or (position == 0 and line == below[0] and kind in ("country", "region", "title"))
            ):
                used.add(line)
                found.append(
                    Raw(kind, index if not found else line, line, (index, start, end), [(line, 0, len(text))], "head")
                )
                break
    return found
