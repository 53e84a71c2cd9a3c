"""Why a value differs between two datasets: the document, what the manifest says of it, a correction, or a rule.

Told from what the datasets publish: the checksums of the documents, and the receipts of the two values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from extractors.lexicon import squeeze
from pipeline.reconcile.facts import Dataset, Receipt, Row, by_id

if TYPE_CHECKING:
    from pipeline.reconcile.changes import Difference, Statement

#: What the manifest says of a document.
_TOLD = ("publisher", "published", "language", "lineage", "edition")

#: How the rules and steps that apply a correction begin.
CORRECTION = "correction"

#: The rules and steps behind a value.
_Made = list[tuple[str, tuple[str, ...]]]

#: The tables of which a project has several rows, which come and go.
_ROWS = ("amounts", "pledges", "contacts", "places", "themes")

#: How deep receipts may rest on one another; more is a circle in a damaged dataset.
_DEEPEST = 12


class Cell(NamedTuple):
    """A cell of a dataset."""

    table: str
    row_id: str
    column: str


class Side:
    """One of the two datasets that are compared."""

    def __init__(self, dataset: Dataset, statements: Mapping[str, Statement]) -> None:
        """Index the dataset's cells and documents."""
        self.dataset, self.statements = dataset, statements
        self.rows = by_id(dataset)
        self.documents = {row.row_id: row for row in dataset.rows("documents")}
        self.sums = {row.values.get("sha256", "") for row in dataset.rows("documents")}
        self._stating: dict[str, list[str]] = {}  # project -> the documents that state it
        for row in dataset.rows("listings"):
            self._stating.setdefault(row.values.get("project_id", ""), []).append(row.values.get("document_id", ""))
        corrected = (row.values.get("cells", "").split("; ") for row in dataset.rows("corrections"))
        self._corrected = {cell.rpartition("/")[0] for cells in corrected for cell in cells}

    def document(self, statement: Statement | None) -> Row | None:
        """The document that states a project last."""
        return self.documents.get(statement.row.values.get("latest_document", "")) if statement else None

    def sources(self, statement: Statement | None, column: str) -> list[Row]:
        """The documents that have a say in a value of a project.

        That is the one that states it last, and the later edition that no longer does; in its identifier all have it.
        """
        values = statement.row.values if statement else {}
        names = [values.get("latest_document", ""), values.get("missing_from", "")]
        names += self._stating.get(statement.row.row_id, []) if statement and column == "project_id" else []
        return [self.documents[name] for name in dict.fromkeys(names) if name in self.documents]

    def was_corrected(self, row: Row) -> bool:
        """Whether a correction was put into a row, or took it out."""
        return f"{row.table}/{row.row_id}" in self._corrected

    def spots(self, statement: Statement) -> set[tuple[str, int]]:
        """Where its title begins: checksum of the document, and position."""
        document = self.document(statement)
        sha256 = document.values.get("sha256", "") if document else ""
        begins = [r.spans[0].start for _, r in self.chain(statement.row, "title") if r.spans]
        return {(sha256, begin) for begin in begins if sha256}

    def roots(self, row: Row, column: str) -> set[Cell]:
        """The cells that a value was read in; itself where it rests on nothing."""
        read = {cell for cell, r in self.chain(row, column) if r.spans or not r.inputs}
        return read or {Cell(row.table, row.row_id, column)}

    def chain(self, row: Row, column: str, depth: int = 0) -> list[tuple[Cell, Receipt]]:
        """The receipts of a value and of all that it rests on, each with the cell it belongs to."""
        out = []
        for receipt in row.receipts.get(column, []):
            out.append((Cell(row.table, row.row_id, column), receipt))
            for name in receipt.inputs if not receipt.spans and depth < _DEEPEST else ():
                table, _, rest = name.partition("/")
                row_id, _, below = rest.rpartition("/")
                found = self.rows.get((table, row_id))
                out += self.chain(found, below, depth + 1) if found else []
        return out

    def quotes(self, row: Row, column: str) -> list[str]:
        """What a value was read from, in the end."""
        out = []
        for _, receipt in self.chain(row, column):
            text = self.dataset.texts.get(receipt.document_id, "")
            out += [squeeze(text[s.start : s.end]) for s in receipt.spans]
        return out

    def read_by(self, row: Row | None, column: str) -> list[str]:
        """The rules that read a value (or what it rests on), each once."""
        return list(dict.fromkeys(r.rule for _, r in self.chain(row, column) if r.spans)) if row else []

    def made_by(self, row: Row | None, column: str) -> _Made:
        """The rules and steps behind a value."""
        return [(r.rule, r.steps) for _, r in self.chain(row, column)] if row else []


def cause(before: Side, after: Side, was: Statement | None, now: Statement | None, one: Difference) -> str:
    """``correction``, ``document``, ``manifest`` or ``rule``."""
    made = before.made_by(one.old, one.column), after.made_by(one.new, one.column)
    another = bool(newcomers(before, after, was, now, one.column))
    if _by_hand(before, after, one, made, another):
        return "correction"
    old, new = before.document(was), after.document(now)
    if another:
        return "rule" if _same_words(before, after, one) and made[0] != made[1] else "document"
    told = [[d.values.get(c, "") for c in _TOLD] for d in (old, new) if d]
    return "manifest" if len(told) == 2 and told[0] != told[1] else "rule"


def newcomers(before: Side, after: Side, was: Statement | None, now: Statement | None, column: str) -> list[str]:
    """The documents with a say in a value that came or have other bytes, then those that went."""
    came = [d.row_id for d in after.sources(now, column) if d.values.get("sha256") not in before.sums]
    return came + [d.row_id for d in before.sources(was, column) if d.values.get("sha256") not in after.sums]


def _by_hand(before: Side, after: Side, one: Difference, made: tuple[_Made, _Made], another: bool) -> bool:
    """Whether a correction came, changed or went, and that is what a person sees; ``another`` where documents did.

    A row that went with its document took the correction of its values along; one that a person put in did not.
    """
    if one.table in _ROWS and (one.old is None or one.new is None):
        row, elsewhere = (one.new, before) if one.old is None else (one.old, after)
        assert row is not None
        put_in = any(r.rule == CORRECTION and not r.spans for rs in row.receipts.values() for r in rs)
        return put_in or (not another and elsewhere.was_corrected(row))
    old, new = map(_corrections, made)
    gone_along = another and not new and not _same_words(before, after, one)
    return old != new and not gone_along


def _same_words(before: Side, after: Side, one: Difference) -> bool:
    """Whether both values were read from the same words."""
    if one.old is None or one.new is None:
        return False
    quotes = before.quotes(one.old, one.column)
    return bool(quotes) and quotes == after.quotes(one.new, one.column)


def _corrections(made: _Made) -> set[tuple[str, tuple[str, ...]]]:
    """The corrections among the rules and steps behind a value."""
    return {
        (rule, tuple(s for s in steps if s.startswith(CORRECTION)))
        for rule, steps in made
        if rule.startswith(CORRECTION) or any(s.startswith(CORRECTION) for s in steps)
    }
