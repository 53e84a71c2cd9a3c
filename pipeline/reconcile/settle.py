"""What the relations of one document do to its amounts: they prove, repair or contradict them."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.reconcile import corrections, sentences
from pipeline.reconcile.facts import Row, Status
from pipeline.reconcile.relations import Relation, Reread, otherwise
from pipeline.reconcile.rows import restate

#: What stands beside an amount in its row, and is as doubtful as that.
_BESIDE = ("amount", "currency", "amount_text", "donor", "donor_name", "donor_text", "component")


def settle(relations: Sequence[Relation], text: str) -> list[str]:
    """Settle all relations of a document together; their outcomes, in order. ``text`` is what receipts count in.

    What holds is settled first, so that no repair breaks it; a repair may make others hold. What is left is rounding
    or a contradiction.
    """
    outcomes = ["" for _ in relations]
    moved = True
    while moved:
        _hold(relations, outcomes)
        moved = _repair(relations, outcomes, text)
    for number, one in enumerate(relations):
        if not outcomes[number]:
            outcomes[number] = _unsettled(one, text)
    for one, outcome in zip(relations, outcomes, strict=True):
        if outcome == "off" and one.home:  # of a whole document's budgets, one is wrong at the most
            sure = _held(relations, outcomes) if one.slack else set()  # then the percentage is what is wrong
            mark([t.row for t in one.terms if id(t.row) not in sure], "doubtful")
    return outcomes


def _held(relations: Sequence[Relation], outcomes: Sequence[str]) -> set[int]:
    """The rows, by ``id``, that a check proves."""
    settled = zip(relations, outcomes, strict=True)
    return {id(t.row) for one, outcome in settled if outcome in ("holds", "repaired") for t in one.terms}


def _hold(relations: Sequence[Relation], outcomes: list[str]) -> None:
    for number, one in enumerate(relations):
        if outcomes[number] or not one.holds():
            continue
        outcomes[number] = "holds" if one.sharp else "agrees"
        if one.sharp:
            repaired = _confirm(one)
            outcomes[number] = "repaired" if repaired else "holds"
            _prove(one)


def _repair(relations: Sequence[Relation], outcomes: list[str], text: str) -> bool:
    """Read malformed numbers otherwise where exactly one way makes a relation hold and breaks none that does."""
    held = _held(relations, outcomes)
    for number, one in enumerate(relations):
        if outcomes[number] or one.below:
            continue
        ways = [w for w in otherwise(one, text) if not held.intersection(id(row) for row, *_ in w)]
        if len(ways) == 1:
            _take(one, ways[0])
            outcomes[number] = "repaired"
            _prove(one)
            return True
    return False


def _unsettled(one: Relation, text: str) -> str:
    """What a relation is that does not hold and cannot be repaired; the finding that says so."""
    if one.rounded(text):
        sentences.tell(one, "rounding")
        return "rounding"
    if one.below and one.gap() > 0:
        return ""
    sentences.tell(one, "off")
    return "off"


def mark(rows: Sequence[Row], status: Status) -> None:
    """Give the amounts of rows a status; a repaired number stays ``inferred``, a doubtful one doubtful."""
    for row in rows:
        for column in _BESIDE if status == "doubtful" else ("amount",):
            restate(row, column, status)


def _prove(one: Relation) -> None:
    """The amounts of a relation that holds are proved; their receipts name the check, which has the other figures."""
    mark([t.row for t in one.terms], "proved")
    name = f"checks/{one.row_id}/worked_out"
    for term in one.terms:
        term.row.receipts["amount"] = [
            r._replace(inputs=(*r.inputs, name)) if r.spans else r for r in term.row.receipts["amount"]
        ]


def _confirm(one: Relation) -> bool:
    """Malformed numbers that were read in another way than their digits stand, and that the check now proves."""
    found = False
    for term in one.terms:
        receipt = term.row.receipts["amount"][0]
        steps, settled = receipt.steps, any(name.startswith("checks/") for name in receipt.inputs)
        settled |= receipt.rule == corrections.RULE or bool(one.slack)
        if len(steps) == 1 and steps[0].startswith("amount:") and not settled:
            found = True
            _take(one, [(term.row, steps[0].removeprefix("amount:"), term.row.values["amount"])])
    return found


def _take(one: Relation, way: Sequence[Reread]) -> None:
    """Take other readings of printed numbers, all before a sentence names them."""
    before = [row.values["amount"] for row, *_ in way]
    for row, _, value in way:
        row.values["amount"] = value
    for reread, old in zip(way, before, strict=True):
        _reread(one, reread, old)


def _reread(one: Relation, reread: Reread, old: str) -> None:
    """Say of another reading of a printed number from what it is, in its receipt and in a finding."""
    row, mode, value = reread
    home = next(t.home for t in one.terms if t.row is row)
    receipt = row.receipts["amount"][0]
    told = f"{old} as the digits stand; " if old != value else ""
    why = f"{told}{one.check.only(value)}"
    steps = (f"amount:{mode}" if mode else "amount",)
    row.receipts["amount"] = [receipt._replace(steps=steps, status="inferred", rejected=(*receipt.rejected, why))]
    for column in _BESIDE[1:]:
        if column in row.receipts:
            row.receipts[column] = [r._replace(status="stated") for r in row.receipts[column]]
    home.notes[:] = [n for n in home.notes if not (n.code.endswith("-doubtful") and n.row_id == row.row_id)]
    home.note("warning", "number-repaired", sentences.repaired(one, row, old, mode), row, "amount")
