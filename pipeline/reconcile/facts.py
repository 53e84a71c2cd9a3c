"""What reconcile hands to publish: rows of text cells, and for each cell the receipts that prove it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from extractors.evidence import Span

Status = Literal["proved", "stated", "inferred", "doubtful"]

#: From best to worst; a row is as good as its worst value.
STATUSES: tuple[Status, ...] = ("proved", "stated", "inferred", "doubtful")


def worst(statuses: Iterable[Status]) -> Status | Literal[""]:
    """The worst of some statuses; empty where there are none."""
    return max(statuses, key=STATUSES.index, default="")


def cell_name(table: str, row_id: str, column: str) -> str:
    """A cell as receipts name it: ``table/row_id/column``."""
    return f"{table}/{row_id}/{column}"


def cell_parts(name: str) -> tuple[str, str, str]:
    """Table, row and column of a cell's name; an identifier may hold a slash itself.

    Raises :class:`ValueError` where it is no name of a cell.
    """
    table, _, rest = name.partition("/")
    row_id, slash, column = rest.rpartition("/")
    if not (table and slash and column):
        raise ValueError(f"{name!r} is not written table/row_id/column")
    return table, row_id, column


class Receipt(NamedTuple):
    """Proof of one value, or of one part of it.

    A value read from a document has ``spans``; one worked out from other cells has ``inputs`` instead, each
    ``table/row_id/column``. Promise, for both: running ``steps`` on the quotes (or the inputs' values) joined
    by a line feed gives the value. In a list column each part has a receipt of its own, and the cell is the
    parts joined by ``"; "``.
    """

    document_id: str
    rule: str
    status: Status
    spans: tuple[Span, ...] = ()
    steps: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    part: int = 0  #: 0-based number of the part in a list column
    rejected: tuple[str, ...] = ()  #: other readings and why they lost, a sentence each


@dataclass(slots=True)
class Row:
    """One row of a table: column -> canonical text (empty where the document does not say)."""

    table: str
    row_id: str
    values: dict[str, str] = field(default_factory=dict)
    receipts: dict[str, list[Receipt]] = field(default_factory=dict)

    def cell(self, column: str) -> str:
        """The name of one of its cells."""
        return cell_name(self.table, self.row_id, column)

    def worst(self) -> Status | Literal[""]:
        """The worst status of its values; empty where it has no receipt."""
        return worst(r.status for receipts in self.receipts.values() for r in receipts)

    def status(self, column: str) -> Status | Literal[""]:
        """The worst status of one value; empty where it has no receipt."""
        return worst(r.status for r in self.receipts.get(column, ()))


@dataclass(slots=True)
class Dataset:
    """All tables of a publication, in source order, and the texts that the receipts quote."""

    tables: dict[str, list[Row]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)  #: document_id -> text

    def rows(self, table: str) -> list[Row]:
        """The rows of a table, made empty where it is not there yet."""
        return self.tables.setdefault(table, [])

    def note(self, severity: str, code: str, says: str, **where: str) -> None:
        """Add a row to ``findings``, numbered in order; ``where`` are its columns that say what it concerns."""
        rows = self.rows("findings")
        row_id = f"f{len(rows) + 1}"
        values = {"finding_id": row_id, "severity": severity, "code": code, **where, "says": says}
        rows.append(Row("findings", row_id, values))

    def __iter__(self) -> Iterator[Row]:
        for rows in self.tables.values():
            yield from rows


def by_id(rows: Iterable[Row]) -> dict[tuple[str, str], Row]:
    """Table and identifier -> the row, of rows that have an identifier of their own."""
    return {(row.table, row.row_id): row for row in rows if row.row_id}


def grouped(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    """Value of a column -> its rows, in order; those where it is empty stand under the empty text."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.values.get(column, ""), []).append(row)
    return found
