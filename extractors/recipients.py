"""Budgets that a form shares out among those who get them: ``Approved budget (by recipient organization)``.

Whom such a field names gives nothing, and what stands beside the names are parts of the budget that a field of the
total states.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractors import money, parts
from extractors.evidence import Block, Field


def fields(block: Block) -> tuple[Field, ...]:
    """The fields that share out a budget which another field states in full."""
    budgets = list(block.of("budget"))
    stated = {a.value for f in budgets for a in money.amounts(f.value, bare=True)}
    return tuple(f for f in budgets if f.label and parts.handed_out(f.label.text) and _sum(f) in stated)


def _sum(one: Field) -> str:
    """What the amounts of a field, two or more, come to; empty for one alone."""
    found = money.amounts(one.value, bare=True)
    total = sum((Decimal(a.value) for a in found), Decimal(0))
    return f"{total:f}" if len(found) > 1 else ""


def within(shared: Sequence[Field], one: Field) -> bool:
    """Whether a field is a line of one that shares out a budget, of those that :func:`fields` gives."""
    return any(f.value.pieces and _holds(f, one) for f in shared if f is not one)


def _holds(outer: Field, inner: Field) -> bool:
    start = (inner.label or inner.value).start
    return outer.value.start <= start < outer.value.pieces[-1].end
