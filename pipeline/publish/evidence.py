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
    places = _Places(dataset.texts, documents)
    return [
        Row("evidence", "", piece)
        for table in tables().values()
        for row in dataset.tables.get(table.name, [])
        for column in table.columns
        for number, receipt in enumerate(row.receipts.get(column.name, ()))
        for piece in _pieces(row, column, number, receipt, places)
    ]


def _part(column: Column, number: int, receipt: Receipt) -> int:
    """In a list the element that the receipt gives, elsewhere the number of the receipt."""
    return receipt.part if column.type == "list" else number


def _pieces(row: Row, column: Column, number: int, receipt: Receipt, places: _Places) -> Iterator[dict[str, str]]:
    """The cells of a receipt's rows; one row without place for a receipt that rests on other cells."""
    common = {
        "table": row.table,
        "row_id": row.row_id,
        "column": column.name,
        "part": str(_part(column, number, receipt)),
        "document_id": receipt.document_id,
        "rule": receipt.rule,
        "steps": _listed(receipt.steps),
        "inputs": _listed(receipt.inputs),
        "status": receipt.status,
        "rejected": _listed(receipt.rejected),
    }
    for piece, span in enumerate(receipt.spans):
        yield {**common, "piece": str(piece), **places[receipt.document_id, span]}
    if not receipt.spans:
        yield {**common, "piece": "0"}


class _Places(dict[tuple[str, Span], dict[str, str]]):
    """Quote, page and boxes of a place in a document, as far as the format has them; many cells share one."""

    def __init__(self, texts: Mapping[str, str], documents: Mapping[str, Document]) -> None:
        super().__init__()
        self._texts, self._documents = texts, documents

    def __missing__(self, key: tuple[str, Span]) -> dict[str, str]:
        name, span = key
        quote = self._texts[name][span.start : span.end]
        cells = {"quote": quote, "start": str(span.start), "end": str(span.end)}
        document = self._documents.get(name)
        if document is not None:
            boxes = [[b.page, *(round(v, 1) + 0.0 for v in b[1:])] for b in document.boxes(span.start, span.end)]
            page = document.page_at(span.start)
            cells |= {"page": "" if page is None else str(page), "boxes": packed(boxes)}
        self[key] = cells
        return cells


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def packed(values: Sequence[object]) -> str:
    """A list as JSON, without blanks between its values; empty for an empty list."""
    return _JSON.encode([*values]) if values else ""


@lru_cache(_KEPT)
def _listed(values: tuple[str, ...]) -> str:
    return packed(values)


@lru_cache(_KEPT)
def unpacked(text: str) -> tuple[str, ...]:
    """The list of texts that :func:`packed` wrote; raises :class:`ValueError` where it is none."""
    values = json.loads(text) if text else []
    if not isinstance(values, list) or not all(isinstance(v, str) for v in values):
        raise ValueError(f"{text!r} is no JSON list of texts")
    return tuple(values)
