"""Amounts that are somebody's: parts of a sum that say who pays, a guess at the budget that a donor gives."""

from __future__ import annotations

from extractors.evidence import Finding


def unclaimed(by: dict[str, list[Finding]]) -> list[Finding]:
    """The amounts; the parts of a sum not where one of them is a pledge or missing: they say who pays."""
    given = {(f.text("amount"), f.text("currency")) for f in by.get("pledge", []) if f.text("donor")}
    found = [f for f in _totals_apart(by.get("amount", [])) if not _is_gift(f, given)]
    missing = (f for f in found if f.fixed.get("kind") == "shortfall")
    claimed = {f.text("amount") for f in (*by.get("pledge", []), *missing)}
    summed = [f for f in found if f.field == "parts" and f.fixed["kind"] == "component"]
    return [f for f in found if f not in summed] if any(f.text("amount") in claimed for f in summed) else found


def _is_gift(finding: Finding, given: set[tuple[str, str]]) -> bool:
    """Whether an amount was only guessed to be the budget, and is what a named donor is said to give.

    A grant that is the only amount (note ``granted``) may be all of the budget, whoever gives it.
    """
    guessed = finding.fixed.get("kind") == "budget" and finding.field == "narrative" and finding.status == "doubtful"
    return guessed and "granted" not in finding.notes and (finding.text("amount"), finding.text("currency")) in given


def _totals_apart(found: list[Finding]) -> list[Finding]:
    """The amounts without those that another rule takes for the total line of the pledges."""
    found = [f for f in found if f.kind == "amount"]
    totals = {f.cells["amount"].spans for f in found if f.fixed.get("kind") == "pledged"}
    return [f for f in found if f.fixed.get("kind") == "pledged" or f.cells["amount"].spans not in totals]
