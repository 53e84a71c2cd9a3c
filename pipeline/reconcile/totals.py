"""The totals of a listing: worked out from its amounts and pledges once the checks have settled these."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractors.steps import plain
from pipeline.reconcile.facts import Row, worst
from pipeline.reconcile.rows import Listing, derive


def of_kind(made: Listing, kind: str) -> list[Row]:
    """The amounts of a kind that a listing has a number for."""
    return [a for a in made.amounts if a.values["kind"] == kind and a.values.get("amount")]


def pledged(made: Listing) -> list[Row]:
    """The pledges of a listing that have an amount."""
    return [p for p in made.pledges if p.values.get("amount")]


def totals(made: Listing) -> None:
    """Fill in budget, pledged, shortfall and currency of a listing from its amounts and pledges."""
    document, row = made.document.document_id, made.row
    budgets = of_kind(made, "budget")
    if budgets:
        _copy(row, "budget", budgets[0], document)
    elif parts := of_kind(made, "component"):
        _sum(row, "budget", parts, document)
    if missing := of_kind(made, "shortfall"):
        _sum(row, "shortfall", missing, document)
    pledges = pledged(made)
    zero = of_kind(made, "pledged")
    if pledges:
        _sum(row, "pledged", pledges, document)
    elif zero:
        _copy(row, "pledged", zero[0], document)
    _currency(row, [*budgets, *of_kind(made, "component"), *missing, *pledges], document)


def _currency(row: Row, sources: Sequence[Row], document: str) -> None:
    """The currency of the totals: that of the first of these rows that has one."""
    source = next((r for r in sources if r.values.get("currency")), None)
    if source:
        status = source.receipts["currency"][0].status
        derive(row, "currency", source.values["currency"], "copy", status, [source.cell("currency")], (), document)


def _copy(row: Row, column: str, source: Row, document: str) -> None:
    status = source.receipts["amount"][0].status
    derive(row, column, source.values["amount"], "copy", status, [source.cell("amount")], (), document)


def _sum(row: Row, column: str, sources: Sequence[Row], document: str) -> None:
    """The sum of amounts in one currency; nothing where currencies differ."""
    if len({s.values.get("currency", "") for s in sources}) != 1:
        return
    if len(sources) == 1:
        _copy(row, column, sources[0], document)
        return
    least = worst(s.receipts["amount"][0].status for s in sources)
    status = least if least in ("proved", "doubtful") else "inferred"
    total = plain(sum((Decimal(s.values["amount"]) for s in sources), Decimal(0)))
    derive(row, column, total, "sum", status, [s.cell("amount") for s in sources], ("sum",), document)
