"""The time from start to end against the duration: months that prove, contradict, or tell day from month."""

from __future__ import annotations

from decimal import Decimal

from extractors.calendar_months import between
from extractors.dates import in_years
from extractors.steps import replay
from pipeline.reconcile import checks, corrections
from pipeline.reconcile.checks import Side, row_of
from pipeline.reconcile.facts import Row, Status
from pipeline.reconcile.rereadings import quote, turned
from pipeline.reconcile.rows import Listing, restate

_DATES = ("start_date", "end_date")
_COLUMNS = (*_DATES, "duration_months")


def check(made: Listing, text: str) -> list[Row]:
    """Compare the dates of a listing with its duration where all three are read from different places."""
    row = made.row
    if not all(row.values.get(c) and len(row.receipts.get(c, [])) == 1 for c in _COLUMNS) or _one_place(row):
        return []
    outcome = _outcome(made, text)
    sides = (
        Side([(row, "duration_months")]),
        Side([(row, "start_date"), (row, "end_date")], ("months-between",)),
    )
    return [row_of(made.listing_id, made.document.document_id, checks.DURATION, outcome, sides)]


def _one_place(row: Row) -> bool:
    """Whether the duration is read from the words of a date: then it confirms nothing."""
    dates = [s for c in _DATES for s in row.receipts[c][0].spans]
    return any(s.start < d.end and d.start < s.end for s in row.receipts["duration_months"][0].spans for d in dates)


def _outcome(made: Listing, text: str) -> str:
    """What the check comes to; does what follows from it."""
    row = made.row
    off = _off(row.values["start_date"], row.values["end_date"], row.values["duration_months"])
    other = _turned(row, text)
    exact = all(len(row.values[c]) > 4 for c in _DATES)
    if other and exact and (off == 0) != (_off(*other, row.values["duration_months"]) == 0):
        return _decided(made, other if off else (row.values["start_date"], row.values["end_date"]))
    if off == 0:
        if exact:
            _mark(row, "proved")
        return "holds" if exact else "agrees"
    if off <= (6 if in_years(quote(row, "duration_months", text)) else 1):
        made.note(
            "note", "duration-rounding", f"{_says(row)}; that is rounding. Nothing needs to be done.", row, _COLUMNS[2]
        )
        return "rounding"
    _mark(row, "doubtful")
    look = "Look which of the three is wrong, or whether the project was prolonged."
    made.note("warning", "duration-off", f"{_says(row)}. {look}", row, _COLUMNS[2])
    return "off"


def _says(row: Row) -> str:
    start, end, months = (row.values[c] for c in _COLUMNS)
    between = replay(("months-between",), f"{start}\n{end}")
    return f"From {start} to {end} is {between} months, but the duration is given as {months} months"


def _off(start: str, end: str, months: str) -> Decimal:
    """By how many months a duration is outside of what two dates allow, as exactly as these are stated."""
    low, high = between(start, end)
    stated = Decimal(months)
    return max(low - stated, stated - high, Decimal(0))


def _turned(row: Row, text: str) -> tuple[str, str] | None:
    """Start and end with day and month the other way round, where their order was taken for granted."""
    made = []
    for column in _DATES:
        receipt = row.receipts[column][0]
        steps = turned(receipt)
        if receipt.rule == corrections.RULE or receipt.status != "doubtful":
            return None
        made.append(replay(steps, quote(row, column, text)))
    return (made[0], made[1]) if all(made) and made != [row.values[c] for c in _DATES] else None


def _decided(made: Listing, dates: tuple[str, str]) -> str:
    """The duration tells which of two readings of the dates is right: they are ``inferred`` from it."""
    row = made.row
    for column, value in zip(_DATES, dates, strict=True):
        receipt = row.receipts[column][0]
        steps = receipt.steps if value == row.values[column] else turned(receipt)
        why = f"{row.values[column]} with day and month in the other order; {checks.DURATION.only(value)}"
        row.values[column] = value
        row.receipts[column] = [receipt._replace(steps=steps, status="inferred", rejected=(*receipt.rejected, why))]
    made.notes[:] = [
        n for n in made.notes if not (n.code == "date-doubtful" and n.row_id == row.row_id and n.column in _DATES)
    ]
    return "repaired"


def _mark(row: Row, status: Status) -> None:
    for column in _COLUMNS:
        restate(row, column, status)
