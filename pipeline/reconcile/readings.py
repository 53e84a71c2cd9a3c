"""How often each rule read something, and how much of it was published: rules that never fire, or mostly in vain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import extractors
from extractors.evidence import Finding, Span
from pipeline.reconcile.facts import Row

#: A receipt's, or a finding's, place: document, rule, stretch of text.
Place = tuple[str, str, Span]


def rule_rows(findings: Iterable[tuple[str, Finding]], published: Iterable[Row]) -> Iterator[Row]:
    """A row for each rule that reads values, in the order of the rules.

    ``findings`` are those of all documents, each with its document; ``published`` the rows of all tables.
    """
    quoted = set(_quoted(published))
    read, used = Counter[str](), Counter[str]()
    for document, finding in findings:
        read[finding.rule] += 1
        used[finding.rule] += any(
            (document, finding.rule, span) in quoted for cell in finding.cells.values() for span in cell.spans
        )
    for rule in extractors.rules().values():
        if rule.makes != "leftover":
            made, kept = read[rule.id], used[rule.id]
            values = {"rule": rule.id, "readings": str(made), "published": str(kept), "rejected": str(made - kept)}
            yield Row("rules", rule.id, values)


def _quoted(rows: Iterable[Row]) -> Iterator[Place]:
    for row in rows:
        for receipts in row.receipts.values():
            for receipt in receipts:
                yield from ((receipt.document_id, receipt.rule, span) for span in receipt.spans)
