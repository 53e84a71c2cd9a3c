"""What reconcile hands to publish: rows of text cells, and for each cell the receipts that prove it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from extractors.evidence import Span

Status = Literal["proved", "stated", "inferred", "doubtful"]

#: From best to worst; a row is as good as its worst value.
STATUSES: tuple[Status, ...] = ("proved", "stated", "inferred", "doubtful")


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

    def worst(self) -> Status | Literal[""]:
        """The worst status of its values; empty where it has no receipt."""
        found = [STATUSES.index(r.status) for rs in self.receipts.values() for r in rs]
        return STATUSES[max(found)] if found else ""


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
