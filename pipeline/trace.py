"""A value with all that stands behind it, as a tree of plain data: what ``explain`` prints, and gives to programs.

``pipeline/cli/summaries.schema.json`` describes the tree, as ``cell``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from extractors.evidence import Span
from extractors.steps import run
from pipeline.publish.sentences import sentences
from pipeline.reconcile.facts import STATUSES, Dataset, Receipt, Row, by_id, cell_parts, worst

#: How much of a long line is kept on either side of a quote, in characters.
_CONTEXT = 80


class Book:
    """A dataset with what is needed to find one's way in it."""

    def __init__(self, dataset: Dataset) -> None:
        """Index rows, documents, places on pages and findings."""
        self.dataset = dataset
        self.rules = sentences()
        self.rows = by_id(dataset)
        self.findings: dict[tuple[str, str], list[Row]] = {}
        for row in dataset.rows("findings"):
            self.findings.setdefault((row.values["table"], row.values["row_id"]), []).append(row)
        self.shown: set[str] = set()
        self.places: dict[tuple[str, str, str], Row] = {}
        for row in dataset.rows("evidence"):
            v = row.values
            self.places.setdefault((v["document_id"], v["start"], v["end"]), row)

    def cell(self, row: Row, column: str) -> dict[str, Any]:
        """A value with its receipts, and in them the values it was worked out from; those once that come twice."""
        name, value = row.cell(column), row.values.get(column, "")
        receipts = row.receipts.get(column, [])
        known = worst(r.status for r in receipts if r.status in STATUSES)
        status = known or ("no receipt" if value else "not stated")
        again = name in self.shown
        self.shown.add(name)
        return {
            "cell": name,
            "value": value,
            "status": status,
            "findings": [*self._findings(row, column)],
            "shown_above": again,
            "receipts": [] if again else [self._receipt(receipt) for receipt in receipts],
        }

    def _findings(self, row: Row, column: str) -> Iterator[dict[str, str]]:
        for finding in self.findings.get((row.table, row.row_id), ()):
            v = finding.values
            if v["column"] in (column, ""):
                yield {name: v[name] for name in ("severity", "code", "says")}

    def _receipt(self, receipt: Receipt) -> dict[str, Any]:
        return {
            "rule": receipt.rule,
            "says": self.rules.get(receipt.rule, ""),
            "places": [self._place(receipt.document_id, span) for span in receipt.spans],
            "steps": [*_steps(receipt, self._ground(receipt))],
            "rejected": [*receipt.rejected],
            "relation": ("agrees with" if receipt.spans else "worked out from") if receipt.inputs else "",
            "inputs": [self._input(name, bool(receipt.spans)) for name in receipt.inputs],
        }

    def _input(self, name: str, read: bool) -> dict[str, Any]:
        """A cell that a value was worked out from; a check that a value took part in, where it was ``read``."""
        table, row_id, column = cell_parts(name)
        row = self.rows.get((table, row_id)) or Row(table, row_id)
        if not (read and table == "checks"):
            return self.cell(row, column)
        v = row.values
        figures = {side: v.get(side, "") for side in ("check", "outcome", "stated", "worked_out")}
        return {**figures, "says": self.rules.get(figures["check"], "")}

    def _ground(self, receipt: Receipt) -> str:
        """The text that the steps start from."""
        if receipt.spans:
            text = self.dataset.texts.get(receipt.document_id, "")
            return "\n".join(text[s.start : s.end] for s in receipt.spans)
        cells = ((self.rows.get(parts[:2]), parts[2]) for parts in map(cell_parts, receipt.inputs))
        return "\n".join(row.values.get(column, "") if row else "" for row, column in cells)

    def _place(self, document_id: str, span: Span) -> dict[str, Any]:
        """Where a quote stands, with what stands around it in its lines."""
        document = self.rows.get(("documents", document_id))
        place = self.places.get((document_id, str(span.start), str(span.end)))
        values = place.values if place else {}
        before, quote, after = _around(self.dataset.texts.get(document_id, ""), span)
        return {
            "document_id": document_id,
            "file": document.values["file"] if document else document_id,
            "page": int(values["page"]) if values.get("page") else None,
            "boxes": json.loads(values.get("boxes") or "[]"),
            "start": span.start,
            "end": span.end,
            "before": before,
            "quote": quote,
            "after": after,
        }


def _around(text: str, span: Span) -> tuple[str, str, str]:
    """The lines that a span touches: what stands before it, itself, what stands behind it; long lines are cut."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    before, after = text[start : span.start], text[span.end : end if end >= 0 else len(text)]
    before = before if len(before) <= _CONTEXT else "…" + before[-_CONTEXT:]
    after = after if len(after) <= _CONTEXT else after[:_CONTEXT] + "…"
    return before, text[span.start : span.end], after


def _steps(receipt: Receipt, text: str) -> Iterator[dict[str, str]]:
    """Each step with the text before and after it; the first that fails with what is wrong, and none behind it."""
    for step in receipt.steps:
        try:
            after = run(step, text)
        except Exception as error:  # noqa: BLE001 - a receipt that does not replay is shown as such, not as a crash
            yield {"step": step, "before": text, "error": str(error)}
            return
        yield {"step": step, "before": text, "after": after}
        text = after
