"""What looks like a value in a block, and no published value was read from it: said, so that nothing is lost unseen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.evidence import Finding, Span
from pipeline.reconcile.rows import Listing

#: Rule of ``extractors.leftovers`` -> what its finding is called, and in words.
_KINDS = {
    "leftovers.amount": ("unclaimed-amount", "an amount"),
    "leftovers.date": ("unclaimed-date", "a date"),
    "leftovers.email": ("unclaimed-email", "an e-mail address"),
    "leftovers.phone": ("unclaimed-phone", "a telephone number"),
    "leftovers.code": ("unclaimed-code", "a code"),
}

#: Columns that retell the narrative: to stand in one of them is not to be read.
_RETOLD = frozenset({"summary", "title"})


def unclaimed(made: Listing, findings: Sequence[Finding]) -> None:
    """Note every leftover that no receipt of the listing quotes, each wording once."""
    used = [*_used(made), *_told(findings)]
    said = set(_texts(made))
    for finding in findings:
        if finding.kind != "leftover":
            continue
        cell = finding.cells["text"]
        if cell.value in said or any(s.start < u.end and u.start < s.end for s in cell.spans for u in used):
            continue
        said.add(cell.value)
        code, what = _KINDS[finding.rule]
        where = "in the narrative" if finding.field == "narrative" else "in a field"
        says = f"“{cell.value}” {where} looks like {what}, and no value was read from it."
        made.note("note", code, says, at=cell.spans[0].start)


def _used(made: Listing) -> Iterator[Span]:
    """The places that the values of a listing quote."""
    for row in (made.row, *made.amounts, *made.pledges, *made.contacts, *made.places):
        for column, receipts in row.receipts.items():
            if column not in _RETOLD:
                yield from (span for receipt in receipts for span in receipt.spans)


def _told(findings: Sequence[Finding]) -> Iterator[Span]:
    """The places of amounts that have a finding of their own, which says more."""
    for finding in findings:
        if finding.kind in ("converted", "unclaimed"):
            yield from (span for cell in finding.cells.values() for span in cell.spans)


def _texts(made: Listing) -> Iterator[str]:
    """Amounts as printed that the listing has: said again elsewhere, they are not lost."""
    for row in (*made.amounts, *made.pledges):
        yield row.values.get("amount_text", "")
