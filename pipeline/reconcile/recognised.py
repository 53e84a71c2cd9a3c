"""What was read off a picture by OCR is never better than ``inferred``, and doubtful where the engine was not sure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.document import Document
from pipeline.reconcile import corrections
from pipeline.reconcile.facts import Receipt, Row, Status
from pipeline.reconcile.rows import Listing
from pipeline.settings import settings

#: What outranks it.
_BETTER: tuple[Status, ...] = ("proved", "stated")


def checks(document: Document, rows: Sequence[Row]) -> Sequence[Row]:
    """The checks of a document; where any of its text was recognised, none of them is proved."""
    if _has_any(document):
        for row in rows:
            for column, receipts in row.receipts.items():
                row.receipts[column] = [_at_most(r, "inferred") for r in receipts]
    return rows


def cap(listings: Iterable[Listing]) -> None:
    """Lower the statuses of all values whose receipts quote recognised text, and say so of those that are doubtful.

    What a person corrected stays as it is.
    """
    known: dict[str, bool] = {}  # a document has as many lines as listings, so they are looked at once
    for one in listings:
        document = one.document
        if document.document_id not in known:
            known[document.document_id] = _has_any(document)
        if known[document.document_id]:
            _cap(one)


def _has_any(document: Document) -> bool:
    return any(line.recognised for line in document.lines)


def _cap(one: Listing) -> None:
    for row in one.rows():
        doubtful = False
        for column, receipts in row.receipts.items():
            row.receipts[column] = lowered = [_lowered(one.document, r) for r in receipts]
            doubtful |= any(a.status != b.status == "doubtful" for a, b in zip(receipts, lowered, strict=True))
        if doubtful:
            says = "Look at the page: its text was recognised in a picture here, and not surely."
            one.note("warning", "recognised-doubtful", says, row)


def _lowered(document: Document, receipt: Receipt) -> Receipt:
    """A receipt with the status that the text it quotes allows."""
    if receipt.rule == corrections.RULE or not receipt.spans:
        return receipt
    sure = [line.recognised for span in receipt.spans for line in document.lines_of(span.start, span.end)]
    return _by(receipt, [s for s in sure if s])


def _by(receipt: Receipt, sure: Sequence[float]) -> Receipt:
    if not sure:
        return receipt
    if min(sure) < settings("ocr")["sure"]:
        return receipt._replace(status="doubtful")
    return _at_most(receipt, "inferred")


def _at_most(receipt: Receipt, status: Status) -> Receipt:
    return receipt._replace(status=status) if receipt.status in _BETTER else receipt
