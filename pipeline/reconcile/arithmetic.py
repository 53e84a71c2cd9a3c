"""The document's own arithmetic: budget - pledges = shortfall, parts = whole. It proves, repairs, contradicts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractors.numbers import readings
from extractors.steps import plain
from pipeline.reconcile import corrections
from pipeline.reconcile.facts import Row, Status
from pipeline.reconcile.rows import Listing, derive


def check(made: Listing, text: str) -> None:
    """Check the sums of a listing, set statuses, and fill in its totals."""
    _parts(made)
    _funding(made, text)
    _totals(made)


def _number(row: Row) -> Decimal:
    return Decimal(row.values["amount"])


def _of(made: Listing, kind: str) -> list[Row]:
    return [a for a in made.amounts if a.values["kind"] == kind and a.values.get("amount")]


def _parts(made: Listing) -> None:
    whole, parts = _of(made, "budget"), _of(made, "component")
    if len(whole) != 1 or len(parts) < 2 or len({p.values.get("currency") for p in [*whole, *parts]}) != 1:
        return
    total = sum((_number(p) for p in parts), Decimal(0))
    if total == _number(whole[0]):
        _mark([*whole, *parts], "proved")
    else:
        _mark([*whole, *parts], "doubtful")
        made.note(
            "warning",
            "parts-off",
            f"The parts add up to {plain(total)}, but the whole is printed as "
            f"{whole[0].values.get('amount_text', '')}. Look which of the figures is right or rounded.",
            whole[0],
            "amount",
        )


def _mark(rows: Sequence[Row], status: Status) -> None:
    """Give the amounts of rows a status; a repaired number stays ``inferred``, a doubtful one doubtful."""
    for row in rows:
        for column in ("amount", "currency", "amount_text", "donor", "donor_text", "component"):
            old = row.receipts.get(column, [])
            if status == "proved" and column not in ("amount",):
                continue
            row.receipts[column] = [
                r._replace(status=status) if status == "doubtful" or r.status == "stated" else r for r in old
            ]
            if not row.receipts[column]:
                del row.receipts[column]


def _funding(made: Listing, text: str) -> None:
    budgets = _of(made, "budget") or _of(made, "component")
    missing, zero = _of(made, "shortfall"), _of(made, "pledged")
    pledges = [p for p in made.pledges if p.values.get("amount")]
    if not budgets and not missing and not pledges:
        return
    if not budgets or not missing or not (pledges or zero):
        made.row.values["funding_check"] = "incomplete"
        return
    rows = [*budgets, *pledges, *missing]
    if len({r.values.get("currency", "") for r in rows}) != 1:
        made.row.values["funding_check"] = "incomplete"
        return
    gap = _gap(budgets, pledges, missing)
    if gap == 0:
        _confirm(made, rows)
    if gap and _repair(made, budgets, pledges, missing, text):
        gap = Decimal(0)
    made.row.values["funding_check"] = "balanced" if gap == 0 else "off"
    if gap == 0:
        _mark([*rows, *zero], "proved")
    else:
        _contradiction(made, gap, budgets, pledges, missing)


def _gap(budgets: Sequence[Row], pledges: Sequence[Row], missing: Sequence[Row]) -> Decimal:
    return (
        sum(map(_number, budgets), Decimal(0))
        - sum(map(_number, pledges), Decimal(0))
        - sum(map(_number, missing), Decimal(0))
    )


def _contradiction(made: Listing, gap: Decimal, budgets: list[Row], pledges: list[Row], missing: list[Row]) -> None:
    budget, pledged = sum(map(_number, budgets), Decimal(0)), sum(map(_number, pledges), Decimal(0))
    short = sum(map(_number, missing), Decimal(0))
    left = f"Budget {plain(budget)} less pledges {plain(pledged)} is {plain(budget - pledged)}"
    sentence = f"{left}, but the shortfall is printed as {plain(short)}"
    if abs(gap) <= 1:
        made.note(
            "note",
            "funding-rounding",
            f"{sentence}: off by {plain(abs(gap))}, which is rounding.",
            missing[0],
            "amount",
        )
        return
    rough = any(r.values.get("approximate") == "true" for r in budgets)
    _mark([*budgets, *pledges, *missing], "doubtful")
    made.note(
        "note" if rough else "error",
        "funding-off",
        f"{sentence}. Ask which of the figures holds.",
        missing[0],
        "amount",
    )


def _alternatives(row: Row, text: str) -> list[tuple[str, str]]:
    """The readings of a printed amount: mode and value, the present one first."""
    receipt = row.receipts["amount"][0]
    now = row.values["amount"]
    if receipt.rule == corrections.RULE:  # a person has decided
        return [("", now)]
    quote = "\n".join(text[s.start : s.end] for s in receipt.spans)
    return [("", now), *((m, v) for m, v in readings(quote).items() if v != now)]


def _repair(made: Listing, budgets: list[Row], pledges: list[Row], missing: list[Row], text: str) -> bool:
    """Read malformed numbers otherwise where exactly one way of reading makes the sum hold.

    At most one number is read otherwise at a time; two that could each save the sum save nothing.
    """
    rows = [*budgets, *pledges, *missing]
    options = [_alternatives(r, text) for r in rows]
    found = []
    for index, modes in enumerate(options):
        for mode, value in modes[1:]:
            signs = [Decimal(o[0][1]) for o in options]
            signs[index] = Decimal(value)
            if sum(signs[: len(budgets)]) - sum(signs[len(budgets) :]) == 0:
                found.append((rows[index], mode, value))
    values = {(id(r), v) for r, _, v in found}
    if len(values) != 1:
        return False
    row, mode, value = found[0]
    _reread(made, row, mode, value)
    return True


def _confirm(made: Listing, rows: list[Row]) -> None:
    """Malformed numbers that were read in another way than their digits stand, and that the sum now proves."""
    for row in rows:
        steps = row.receipts["amount"][0].steps
        if len(steps) == 1 and steps[0].startswith("amount:"):
            _reread(made, row, steps[0].removeprefix("amount:"), row.values["amount"])


def _reread(made: Listing, row: Row, mode: str, value: str) -> None:
    old = row.values["amount"]
    receipt = row.receipts["amount"][0]
    steps = (f"amount:{mode}" if mode else "amount",)
    told = f"{old} as the digits stand; " if old != value else ""
    why = f"{told}only {value} makes budget - pledges = shortfall"
    row.values["amount"] = value
    row.receipts["amount"] = [receipt._replace(steps=steps, status="inferred", rejected=(*receipt.rejected, why))]
    for column in ("currency", "amount_text", "component", "donor", "donor_text"):
        if column in row.receipts:
            row.receipts[column] = [r._replace(status="stated") for r in row.receipts[column]]
    made.notes[:] = [n for n in made.notes if not (n.code.endswith("-doubtful") and n.row_id == row.row_id)]
    printed = row.values.get("amount_text") or old
    made.note(
        "warning",
        "number-repaired",
        f"{printed} is misprinted; {value} is what the other figures prove.",
        row,
        "amount",
    )


def _totals(made: Listing) -> None:
    document, row = made.document.document_id, made.row
    budgets = _of(made, "budget")
    if budgets:
        _copy(row, "budget", budgets[0], document)
    elif parts := _of(made, "component"):
        _sum(row, "budget", parts, document)
    if missing := _of(made, "shortfall"):
        _sum(row, "shortfall", missing, document)
    pledges = [p for p in made.pledges if p.values.get("amount")]
    zero = _of(made, "pledged")
    if pledges:
        _sum(row, "pledged", pledges, document)
    elif zero:
        _copy(row, "pledged", zero[0], document)
    _currency(row, [*budgets, *_of(made, "component"), *missing, *pledges], document)


def _currency(row: Row, sources: Sequence[Row], document: str) -> None:
    """The currency of the totals: that of the first of these rows that has one."""
    source = next((r for r in sources if r.values.get("currency")), None)
    if source:
        status = source.receipts["currency"][0].status
        inputs = [f"{source.table}/{source.row_id}/currency"]
        derive(row, "currency", source.values["currency"], "copy", status, inputs, (), document)


def _copy(row: Row, column: str, source: Row, document: str) -> None:
    status = source.receipts["amount"][0].status
    derive(
        row, column, source.values["amount"], "copy", status, [f"{source.table}/{source.row_id}/amount"], (), document
    )


def _sum(row: Row, column: str, sources: Sequence[Row], document: str) -> None:
    """The sum of amounts in one currency; nothing where currencies differ."""
    if len({s.values.get("currency", "") for s in sources}) != 1:
        return
    if len(sources) == 1:
        return _copy(row, column, sources[0], document)
    order = ("proved", "stated", "inferred", "doubtful")
    worst = max((s.receipts["amount"][0].status for s in sources), key=order.index)
    status = worst if worst in ("proved", "doubtful") else "inferred"
    total = plain(sum(map(_number, sources), Decimal(0)))
    derive(row, column, total, "sum", status, [f"{s.table}/{s.row_id}/amount" for s in sources], ("sum",), document)
