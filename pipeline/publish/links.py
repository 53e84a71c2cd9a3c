"""Where a cell of the workbook leads: a value to its receipt, an identifier to its row, a receipt back to its value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.publish.evidence import unpacked
from pipeline.publish.schema import Column, Table, tables
from pipeline.reconcile.facts import Row, cell_name, cell_parts


class Target(NamedTuple):
    """A cell of a table."""

    table: str
    at: int  #: number of the row, from 0
    column: str


class Links:
    """The targets of all cells of a dataset."""

    def __init__(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """``rows`` are all tables, ``evidence`` among them."""
        self._rows = {
            (name, row.row_id): index for name, found in rows.items() for index, row in enumerate(found) if row.row_id
        }
        self._receipts: dict[str, int] = {}
        self._copied: dict[str, str] = {}
        for index, row in enumerate(rows.get("evidence", ())):
            v = row.values
            name = cell_name(v["table"], v["row_id"], v["column"])
            if name not in self._receipts:
                self._receipts[name] = index
                inputs = unpacked(v.get("inputs", ""))
                if not v.get("quote") and len(inputs) == 1:
                    self._copied[name] = inputs[0]
            elif v["piece"] == "0":  # a second receipt: no mere copy of one cell
                self._copied.pop(name, None)

    def target(self, table: Table, row: Row, column: Column) -> Target | None:
        """Where the cell leads; None where it leads nowhere."""
        if table.name == "evidence":
            return self._of_receipt(row.values, column.name)
        if table.name == "findings" and column.name == "row_id":
            return self._cell(row.values.get("table", ""), row.values.get("row_id", ""), row.values.get("column", ""))
        if column.references:
            other, _, name = column.references.partition(".")
            return self._row(other, row.values.get(column.name, ""), name)
        return self._receipt(cell_name(table.name, row.row_id, column.name)) if column.name in row.receipts else None

    def _of_receipt(self, values: Mapping[str, str], column: str) -> Target | None:
        """From a receipt to the value that it proves, and to the receipt of what it rests on; links are costly."""
        if column == "column":
            return self._cell(values["table"], values["row_id"], values["column"])
        if column != "inputs" or not values.get("inputs"):
            return None
        inputs = unpacked(values["inputs"])
        return next(filter(None, (self._receipt(name) or self._cell(*cell_parts(name)) for name in inputs)), None)

    def _receipt(self, name: str) -> Target | None:
        """The receipt of a cell, behind those that only take it over from another cell."""
        seen = {name}
        while (source := self._copied.get(name, "")) in self._receipts and source not in seen:
            name = source
            seen.add(name)
        index = self._receipts.get(name)
        return None if index is None else Target("evidence", index, "quote")

    def _cell(self, table: str, row_id: str, column: str) -> Target | None:
        known = tables().get(table)
        return self._row(table, row_id, column if known and known.get(column) else known.names[0]) if known else None

    def _row(self, table: str, row_id: str, column: str) -> Target | None:
        index = self._rows.get((table, row_id)) if row_id else None
        return None if index is None else Target(table, index, column)


def alarms(rows: Mapping[str, Sequence[Row]]) -> dict[str, str]:
    """The cells that a person should look at, each with what colours it: ``error``, ``warning`` or ``doubtful``."""
    found = dict(_doubtful(rows))
    order = ("warning", "error")
    for severity in order:
        for row in rows.get("findings", ()):
            v = row.values
            if v.get("severity") == severity and v.get("column"):
                found[cell_name(v.get("table", ""), v.get("row_id", ""), v["column"])] = severity
    return found


def _doubtful(rows: Mapping[str, Sequence[Row]]) -> Iterator[tuple[str, str]]:
    for name, found in rows.items():
        for row in found:
            for column, receipts in row.receipts.items():
                if any(receipt.status == "doubtful" for receipt in receipts):
                    yield cell_name(name, row.row_id, column), "doubtful"
