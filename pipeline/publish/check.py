"""Whether the receipts prove the values: what a run asks before it publishes, and ``pledgebook verify`` afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from extractors.steps import replay
from pipeline.publish.schema import SEPARATOR, Column, tables
from pipeline.reconcile.facts import Dataset, Receipt, Row, by_id, cell_name, cell_parts


class Problem(NamedTuple):
    """Something in a dataset that does not hold; ``column`` (and ``row_id``) are empty where it is the whole row's."""

    code: str  #: ``receipt`` ``unproved`` ``type`` ``dependent`` …
    table: str
    row_id: str
    column: str
    says: str

    def __str__(self) -> str:
        """The problem on one line."""
        return f"{cell_name(self.table, self.row_id, self.column).rstrip('/')}: {self.says}"


def check(dataset: Dataset) -> list[Problem]:
    """The cells that must not be published: no value of their type, or not proved by their receipts.

    A cell that is worked out from such a cell is among them too. Row order; at most one problem a cell.
    """
    return Checker(dataset).problems()


def withdraw(dataset: Dataset, problems: Sequence[Problem]) -> list[Row]:
    """Empty the cells that have a problem, together with their receipts; gives the row of each problem."""
    rows = {(row.table, row.row_id): row for row in dataset}
    found = [rows[problem.table, problem.row_id] for problem in problems]
    for row, problem in zip(found, problems, strict=True):
        row.values[problem.column] = ""
        row.receipts.pop(problem.column, None)
    return found


def prove(dataset: Dataset) -> None:
    """Take out what its receipt does not prove, and say so."""
    problems = check(dataset)
    for problem, row in zip(problems, withdraw(dataset, problems), strict=True):
        place = {"table": problem.table, "row_id": problem.row_id, "column": problem.column}
        where = _home(dataset, row) | place
        dataset.note("error", f"receipt-{problem.code}", f"The value was withdrawn: {problem.says}.", **where)


def _home(dataset: Dataset, row: Row) -> dict[str, str]:
    """The document and the listing that a row belongs to, as far as it has one; a project may have several."""
    listing = row.values.get("listing_id", "")
    owner = next((r for r in dataset.rows("listings") if listing and r.row_id == listing), row)
    return {"document_id": owner.values.get("document_id", ""), "listing_id": listing}


class Checker:
    """Replays every receipt of a dataset, looking up the cells that receipts name."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.rows = by_id(dataset)

    def problems(self) -> list[Problem]:
        """One problem a cell at most, in the order of the rows."""
        found = {cell_name(*p[1:4]): p for p in self._own()}
        self._follow(found)
        order = (r.cell(c) for r in self.dataset for c in _columns(r))
        return [found[name] for name in dict.fromkeys(order) if name in found]

    def _own(self) -> Iterator[Problem]:
        for table in tables().values():
            columns = [(column.name, column) for column in table.columns]
            for row in self.dataset.tables.get(table.name, []):
                values, receipts = row.values, row.receipts
                for name, column in columns:
                    if values.get(name) or receipts.get(name):
                        code, says = self._fault(row, column)
                        if code:
                            yield Problem(code, table.name, row.row_id, name, says)

    def _fault(self, row: Row, column: Column) -> tuple[str, str]:
        value, receipts = row.values.get(column.name, ""), row.receipts.get(column.name, [])
        if fault := column.fault(value):
            return "type", fault
        if not value:
            return ("receipt", "a receipt for an empty cell") if receipts else ("", "")
        if not receipts:
            return ("unproved", "a value without receipt") if column.receipt else ("", "")
        covered: set[int] = set()
        for receipt in receipts:
            says = self._against(receipt, column, column.elements(value), covered)
            if says:
                return "receipt", says
        bare = [e for n, e in enumerate(column.elements(value)) if n not in covered]
        return ("unproved", f"no receipt for {bare[0]!r}") if bare else ("", "")

    def _against(self, receipt: Receipt, column: Column, elements: Sequence[str], covered: set[int]) -> str:
        """Why a receipt does not give its part of the cell; empty where it does, and the part is covered."""
        try:
            given = replay(receipt.steps, self._ground(receipt))
        except Exception as error:  # noqa: BLE001 - whatever a step makes of a strange text, the receipt is at fault
            return str(error) or type(error).__name__
        if column.type != "list" and given and (given,) == tuple(elements):
            covered.add(0)
            return ""
        parts = column.elements(given)
        first = receipt.part if column.type == "list" else 0
        expected = list(elements[first : first + max(len(parts), 1)]) if first >= 0 else []
        if not parts or parts != expected:
            return f"the receipt gives {given!r}, the cell says {SEPARATOR.join(expected)!r}"
        covered.update(range(first, first + len(parts)))
        return ""

    def _ground(self, receipt: Receipt) -> str:
        """The text that a receipt's steps start from.

        Raises :class:`ValueError` where it rests on nothing, and where a place or a cell is not there.
        """
        if receipt.spans:
            return "\n".join(self._quote(receipt.document_id, *span) for span in receipt.spans)
        if not receipt.inputs:
            raise ValueError("the receipt names neither a quote nor other cells")
        return "\n".join(map(self._cell, receipt.inputs))

    def _quote(self, document_id: str, start: int, end: int) -> str:
        text = self.dataset.texts.get(document_id)
        if text is None:
            raise ValueError(f"there is no text of document {document_id!r}")
        if not 0 <= start < end <= len(text):
            raise ValueError(f"the text of {document_id!r} has no characters {start} to {end}")
        return text[start:end]

    def _cell(self, name: str) -> str:
        table, row_id, column = cell_parts(name)
        row = self.rows.get((table, row_id))
        value = row.values.get(column, "") if row else ""
        if not value:
            raise ValueError(f"{name} has no value to work with")
        return value

    def _follow(self, found: dict[str, Problem]) -> None:
        """Add the cells that rest on a cell with a problem, or in a circle on themselves."""
        waiting = {name: needs for name, needs in self._needs() if name not in found}
        sound = True
        while sound:  # a cell is settled once all it rests on is settled
            ready = [name for name, needs in waiting.items() if not any(n in waiting or n in found for n in needs)]
            for name in ready:
                del waiting[name]
            sound = bool(ready)
        for name, needs in waiting.items():
            bad = next((n for n in needs if n in found), needs[0])
            found[name] = Problem("dependent", *cell_parts(name), f"it rests on {bad}, which is not proved")

    def _needs(self) -> Iterator[tuple[str, list[str]]]:
        """The cells that are worked out from others, and from which."""
        for row in self.dataset:
            for column, receipts in row.receipts.items():
                inputs = [name for r in receipts if not r.spans for name in r.inputs]
                if inputs:
                    yield row.cell(column), inputs


def _columns(row: Row) -> list[str]:
    """The columns of a row's table, and those that only the row knows."""
    table = tables().get(row.table)
    return [*dict.fromkeys((*(table.names if table else ()), *row.receipts))]
