"""A published folder read back: its tables as rows, its receipts on the cells they prove, its texts."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import cast

from extractors.evidence import Span
from pipeline.guard import bare
from pipeline.publish.check import Problem
from pipeline.publish.evidence import unpacked
from pipeline.publish.schema import Table, tables
from pipeline.reconcile.facts import Dataset, Receipt, Row, Status, by_id

#: The csv module refuses longer cells; a quote may be as long as a document.
_LONGEST = 2**31 - 1


def load(folder: Path, *, lenient: bool = False) -> tuple[Dataset, list[Problem]]:
    """The dataset in a folder, and what of it could not be read.

    ``lenient`` is for a dataset that an earlier version wrote: columns it has not are empty, others are left out.
    """
    dataset, problems = Dataset(), []
    for table in tables().values():
        try:
            dataset.tables[table.name] = _rows(folder, table, lenient)
        except (OSError, ValueError, csv.Error) as error:
            problems.append(Problem("unreadable", table.name, "", "", _told(error)))
    for path in sorted((folder / "text").glob("*.txt")):
        try:
            dataset.texts[path.stem] = path.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem("unreadable", "documents", path.stem, "", _told(error)))
    problems += _attach(dataset)
    return dataset, problems


def _told(error: Exception) -> str:
    """What an error says, without the folder's path."""
    return f"{error.strerror}" if isinstance(error, OSError) and error.strerror else str(error)


def _rows(folder: Path, table: Table, lenient: bool) -> list[Row]:
    with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        return rows_of(file, table, lenient=lenient)


def rows_of(lines: Iterable[str], table: Table, *, lenient: bool = False) -> list[Row]:
    """The rows of a table from its CSV; raises :class:`ValueError` and :class:`csv.Error` where it is none."""
    csv.field_size_limit(_LONGEST)
    reader = csv.reader(lines, strict=True)
    head = tuple(next(reader, ()))
    always = [column.name for column in table.columns if not column.optional or column.name in head]
    if head != tuple(always) and not lenient:
        raise ValueError(f"the head of {table.name}.csv is not {','.join(always)}")
    return [_row(table, head, reader.line_num, cells) for cells in reader]


def _row(table: Table, head: tuple[str, ...], line: int, cells: list[str]) -> Row:
    if len(cells) != len(head):
        raise ValueError(f"{table.name}.csv has {len(cells)} cells in line {line}, not {len(head)}")
    read = dict(zip(head, map(bare, cells), strict=True))
    values = {c.name: read.get(c.name, "") for c in table.columns if c.name in read or not c.optional}
    return Row(table.name, values.get(table.id, ""), values)


def _attach(dataset: Dataset) -> list[Problem]:
    """Put the receipts of ``evidence`` on the rows they prove; what proves nothing is a problem."""
    problems = []
    rows = by_id(dataset)
    for group in _receipts(dataset.tables.get("evidence", [])):
        table, row_id, column = (group[0].values[c] for c in ("table", "row_id", "column"))
        row = rows.get((table, row_id))
        try:
            if row is None or column not in tables()[table].names:
                raise ValueError("a receipt for a cell that does not exist")
            row.receipts.setdefault(column, []).append(_receipt(group))
        except ValueError as error:
            problems.append(Problem("receipt", table, row_id, column, str(error)))
    return problems


def _receipts(rows: list[Row]) -> Iterator[list[Row]]:
    """The rows of ``evidence``, those of one receipt together: each receipt begins at piece 0."""
    begins = [at for at, row in enumerate(rows) if row.values["piece"] == "0" or at == 0]
    for start, end in pairwise([*begins, len(rows)]):
        yield rows[start:end]


def _receipt(group: list[Row]) -> Receipt:
    """The receipt that these rows are; raises :class:`ValueError` where they do not make one."""
    first = group[0].values
    same = ("table", "row_id", "column", "part", "document_id", "rule", "steps", "inputs", "status", "rejected")
    for number, row in enumerate(group):
        if row.values["piece"] != str(number) or any(row.values[c] != first[c] for c in same):
            raise ValueError(f"piece {row.values['piece']!r} does not follow on the pieces before it")
    placed = [row.values for row in group if row.values["start"] or len(group) > 1]
    return Receipt(
        first["document_id"],
        first["rule"],
        cast(Status, first["status"]),
        tuple(Span(int(v["start"]), int(v["end"])) for v in placed),
        unpacked(first["steps"]),
        unpacked(first["inputs"]),
        int(first["part"]),
        unpacked(first["rejected"]),
    )
