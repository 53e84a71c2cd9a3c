"""Receipts as rows: one row a piece of a quote, with its place on the page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from extractors.evidence import Span
from pipeline.document import Document
from pipeline.publish.schema import Column, tables
from pipeline.reconcile.facts import Dataset, Receipt, Row

#: How many lists are kept as they were read: the same steps and inputs stand in row after row.
_KEPT = 1 << 15


def evidence(dataset: Dataset, documents: Mapping[str, Document]) -> list[Row]:
    """The rows of ``evidence``, in the order of the tables, rows and columns that they prove.

    A document that is in ``dataset.texts`` only gives quotes without page and boxes.
    """
    return [
        Row("evidence", "", {"table": row.table, "row_id": row.row_id, "column": column.name, **piece})
        for table in tables().values()
        for row in dataset.tables.get(table.name, [])
        for column in table.columns
        for number, receipt in enumerate(row.receipts.get(column.name, ()))
        for piece in _pieces(receipt, _part(column, number, receipt), dataset.texts, documents)
    ]


def _part(column: Column, number: int, receipt: Receipt) -> int:
    """In a list the element that the receipt gives, elsewhere the number of the receipt."""
    return receipt.part if column.type == "list" else number


def _pieces(
    receipt: Receipt, part: int, texts: Mapping[str, str], documents: Mapping[str, Document]
) -> Iterator[dict[str, str]]:
    """The cells of a receipt's rows; one row without place for a receipt that rests on other cells."""
    common = {
        "part": str(part),
        "document_id": receipt.document_id,
        "rule": receipt.rule,
        "steps": packed(receipt.steps),
        "inputs": packed(receipt.inputs),
        "status": receipt.status,
        "rejected": packed(receipt.rejected),
    }
    for number, span in enumerate(receipt.spans):
        place = _place(span, documents.get(receipt.document_id))
        quote = texts[receipt.document_id][span.start : span.end]
        yield {**common, "piece": str(number), "quote": quote, "start": str(span.start), "end": str(span.end), **place}
    if not receipt.spans:
        yield {**common, "piece": "0"}


def _place(span: Span, document: Document | None) -> dict[str, str]:
    """Page and boxes of a span, as far as the format has them."""
    if document is None:
        return {}
    boxes = [[b.page, *(round(v, 1) + 0.0 for v in b[1:])] for b in document.boxes(span.start, span.end)]
    page = document.page_at(span.start)
    return {"page": "" if page is None else str(page), "boxes": packed(boxes)}


def packed(values: Sequence[object]) -> str:
    """A list as JSON, without blanks between its values; empty for an empty list."""
    return json.dumps(list(values), ensure_ascii=False, separators=(",", ":")) if values else ""


@lru_cache(_KEPT)
def unpacked(text: str) -> tuple[str, ...]:
    """The list of texts that :func:`packed` wrote; raises :class:`ValueError` where it is none."""
    values = json.loads(text) if text else []
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise ValueError(f"{text!r} is no JSON list of texts")
    return tuple(values)
