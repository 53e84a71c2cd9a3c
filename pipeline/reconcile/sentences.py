"""What a check that does not hold says to a person: which figures, by how much, and what to look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from extractors.numbers import SCOPES
from pipeline.reconcile import checks, corrections
from pipeline.reconcile.facts import Row
from pipeline.reconcile.relations import Relation, Term

#: Check -> beginning of the codes of its findings, severity of a contradiction.
_CODES: Mapping[str, tuple[str, str]] = {
    checks.FUNDING.id: ("funding", "error"),
    checks.PARTS.id: ("parts", "warning"),
    checks.PLEDGED.id: ("pledged", "warning"),
    checks.COST_SHARED.id: ("pledges", "warning"),
    checks.SHARE.id: ("share", "warning"),
    checks.COVERAGE.id: ("coverage", "warning"),
    checks.LISTINGS.id: ("total", "warning"),
}


def tell(one: Relation, outcome: str) -> None:
    """Add the finding of a relation that is off, or off by rounding, to the listing where it stands, if to one."""
    if one.home:
        one.home.note(*told(one, outcome), one.terms[-1].row, "amount")


def told(one: Relation, outcome: str) -> tuple[str, str, str]:
    """Severity, code and sentence of the finding of a relation that is off, or off by rounding."""
    code, severity = _CODES[one.check.id]
    says = _SAYS[one.check.id](one)
    if outcome == "rounding":
        off = f"off by {_money(one, abs(one.gap()))}, which is rounding. Nothing needs to be done."
        return "note", f"{code}-rounding", f"{says}: {off}"
    rough = any(t.row.values.get("approximate") == "true" for t in one.terms)
    return "note" if rough else severity, f"{code}-off", f"{says}. {_LOOK[one.check.id]}"


def repaired(one: Relation, row: Row, old: str, mode: str) -> str:
    """Why a number is not as its digits stand: what it is read as, and with which figures it agrees."""
    text = row.values.get("amount_text") or f"{row.values.get('currency', '')} {grouped(Decimal(old))}".strip()
    others = ", ".join(_printed(t) for t in one.terms if t.row is not row)
    why = f"stands without its unit, the {mode} of another figure:" if mode in SCOPES else "is misprinted:"
    return (
        f"{text} {why} {grouped(Decimal(row.values['amount']))} is the only reading that agrees with the other "
        f"figures ({others}). That is used; if it is wrong, correct it with `pledgebook correct`."
    )


def grouped(number: Decimal) -> str:
    """A number as people read it: ``1,906,876``, with decimals where it has any."""
    return f"{number.quantize(Decimal('0.01')):,}".removesuffix(".00")


def _printed(term: Term) -> str:
    """An amount as it is printed, and as it is read where that is something else."""
    text = term.row.values.get("amount_text", "")
    value = f"{term.row.values.get('currency', '')} {grouped(term.value)}".strip()
    receipt = term.row.receipts["amount"][0]
    if receipt.rule == corrections.RULE:
        return f"{value} (corrected by hand)"
    if text and receipt.steps[:1] != ("amount",) and receipt.steps[0].startswith("amount:"):
        return f"{text} (read as {grouped(term.value)})"
    return text or value


def _money(one: Relation, number: Decimal) -> str:
    code = next((t.row.values["currency"] for t in one.terms if t.row.values.get("currency")), "")
    return f"{code} {grouped(number)}".strip()


def _sum(terms: Sequence[Term]) -> Decimal:
    return sum((t.value for t in terms), Decimal(0))


def _total(one: Relation, terms: Sequence[Term]) -> str:
    """Amounts in words: one as it is printed, several as their sum."""
    return _printed(terms[0]) if len(terms) == 1 else _money(one, _sum(terms))


def _split(one: Relation, kind: str) -> list[Term]:
    """The terms of a kind of amount; ``pledge`` for those of table ``pledges``."""
    return [t for t in one.terms if t.row.values.get("kind", "pledge") == kind]


def _versus(one: Relation) -> str:
    """By how much the printed result is more or less than what it should be."""
    gap = one.gap()
    return f"{_money(one, abs(gap))} {'less' if gap > 0 else 'more'}"


def _funding(one: Relation) -> str:
    pledges, missing = _split(one, "pledge"), _split(one, "shortfall")
    budgets = _split(one, "budget") or _split(one, "component")
    left = _money(one, _sum(budgets) - _sum(pledges))
    less = (
        f"less pledges of {_total(one, pledges)} leaves {left}"
        if pledges
        else "is missing in full, as nothing is pledged"
    )
    return (
        f"The budget of {_total(one, budgets)} {less}, but the shortfall is printed as {_total(one, missing)}, "
        f"{_versus(one)}"
    )


def _parts(one: Relation) -> str:
    whole, parts = one.terms[-1], one.terms[:-1]
    listed = " + ".join(_printed(t) for t in parts[:6]) + (" + …" if len(parts) > 6 else "")
    return (
        f"The parts ({listed}) add up to {_money(one, _sum(parts))}, but the whole is printed as {_printed(whole)}, "
        f"{_versus(one)}"
    )


def _pledged(one: Relation) -> str:
    return (
        f"The pledges add up to {_money(one, _sum(one.terms[:-1]))}, but their total is printed as "
        f"{_printed(one.terms[-1])}, {_versus(one)}"
    )


def _cost_shared(one: Relation) -> str:
    pledged, budget = _sum(one.terms[:-1]), one.terms[-1]
    return f"The pledges add up to {_money(one, pledged)}, which is more than the budget of {_printed(budget)}"


def _share(one: Relation) -> str:
    amount, budget = one.terms[0], one.terms[-1]
    percent = _percent(amount.value, budget.value)
    return (
        f"{_printed(amount)} is {percent} % of the budget of {_printed(budget)}, but it is printed as {_reading(one)} %"
    )


def _coverage(one: Relation) -> str:
    budget = one.terms[-1]
    covered = _sum([t for t in one.terms[:-1] if t.weight > 0]) or budget.value - _sum(one.terms[:-1])
    return (
        f"Of the budget of {_printed(budget)}, {_money(one, covered)} is pledged, which is "
        f"{_percent(covered, budget.value)} %, but the coverage is printed as {_reading(one)} %"
    )


def _percent(part: Decimal, whole: Decimal) -> str:
    return format((part / whole * 100).quantize(Decimal("0.1")), "f") if whole else "0"


def _reading(one: Relation) -> str:
    side = one.sides[0]
    return side.reading.text(side.column) if side.reading else ""


def _listings(one: Relation) -> str:
    return (
        f"The budgets of the {len(one.terms)} projects add up to {_money(one, _sum(one.terms))}, "
        f"but the document's total is {grouped(Decimal(_reading(one)))}"
    )


_SAYS: Mapping[str, Callable[[Relation], str]] = {
    checks.FUNDING.id: _funding,
    checks.PARTS.id: _parts,
    checks.PLEDGED.id: _pledged,
    checks.COST_SHARED.id: _cost_shared,
    checks.SHARE.id: _share,
    checks.COVERAGE.id: _coverage,
    checks.LISTINGS.id: _listings,
}

#: What a person should look at, by check.
_LOOK: Mapping[str, str] = {
    checks.FUNDING.id: "A pledge may not be listed, or one figure is out of date: ask the contact which of them holds.",
    checks.PARTS.id: "Look on the page which figure is wrong or rounded, or whether a part is not listed.",
    checks.PLEDGED.id: "Look whether a donor is missing from the list, or which of the figures is wrong.",
    checks.COST_SHARED.id: "Look whether a total or a figure in another currency was taken for a pledge.",
    checks.SHARE.id: "Look which of the figures is wrong, or what the percentage is of.",
    checks.COVERAGE.id: "Look which of the figures is wrong or older than the others.",
    checks.LISTINGS.id: "Look whether a project is missing, or which of the figures is wrong.",
}
