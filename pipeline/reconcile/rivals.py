"""Several fields that give an amount as the budget: which one is it, and what the others are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from extractors.evidence import Finding

#: Notes of labels whose amount is no whole budget where another field gives one, and how far it is from being it.
_LESSER = {"asked": 1, "shared": 1, "passed": 2}
_ASKED = "the page asks for it, and does not say that it is still missing"


def sorted_out(found: Sequence[Finding]) -> list[Finding]:
    """The amounts with the likeliest budget before its rivals, and these as what their labels say that they are.

    Of ``Grant requested: 6,000`` and ``Total cost: 34,000`` the latter is the budget, the former what is missing. An
    amount that a label calls a grant, or spent, is set aside; one in another currency is the same budget converted.
    """
    rivals = [f for f in found if _is_budget(f)]
    best = min(rivals, key=_rank, default=None)
    if best is None or any(_above(f, best) for f in rivals):
        return list(found)
    missing = any(f.fixed.get("kind") == "shortfall" for f in found)
    judged = {id(f): _judged(f, best, missing=missing) for f in rivals if f is not best}
    rest = [judged.get(id(f), f) for f in found if f is not best]
    at = next(n for n, f in enumerate(found) if _is_budget(f))
    return [*rest[:at], best, *rest[at:]]


def _is_budget(one: Finding) -> bool:
    """Whether a field, or a sum that a table proves, gives the budget."""
    field = one.field in ("budget", "parts") and one.fixed.get("kind") == "budget"
    return one.kind == "amount" and field and not one.text("component")


def _rank(one: Finding) -> tuple[int, bool, bool]:
    """What is asked for, passed on or given by somebody comes last; a total first, and of two the revised one."""
    return max((_LESSER.get(n, 0) for n in one.notes), default=0), "whole" not in one.notes, "revised" not in one.notes


def _above(one: Finding, best: Finding) -> bool:
    """Whether an amount is larger than the best of its currency, which then is no whole."""
    same = one.text("currency") == best.text("currency")
    return same and "revised" not in best.notes and Decimal(one.text("amount")) > Decimal(best.text("amount"))


def _judged(one: Finding, best: Finding, *, missing: bool) -> Finding:
    """A rival of the best as what it is; as it was where nothing tells."""
    if one.text("amount") == best.text("amount"):
        return one
    if one.text("currency") and best.text("currency") and one.text("currency") != best.text("currency"):
        return replace(one, kind="converted")
    if _rank(one) == _rank(best):
        return replace(one, kind="unclaimed") if "whole" in best.notes else one
    if "asked" in one.notes and not missing and "asked" not in best.notes:
        return replace(one, fixed={**one.fixed, "kind": "shortfall"}, status="doubtful", doubt=one.doubt or _ASKED)
    lesser = _rank(one)[0] or "revised" in best.notes or best.field == "parts"
    return replace(one, kind="unclaimed") if lesser else one
