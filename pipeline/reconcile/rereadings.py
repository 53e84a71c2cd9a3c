"""The other ways to read what is printed: what checks choose from, and what a person may have corrected."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.numbers import SCOPES, amount, completions, readings
from extractors.steps import replay
from pipeline.reconcile.facts import Receipt, Row

#: A step that takes the day first, and the one that takes the month first.
_TURNED = {"date:dmy": "date:mdy", "date:mdy": "date:dmy"}


def quote(row: Row, column: str, text: str) -> str:
    """What the first receipt of a cell quotes; ``text`` is the document's."""
    return "\n".join(text[s.start : s.end] for s in row.receipts[column][0].spans)


def modes(printed: str, *, exact: bool = True) -> Iterator[tuple[str, str]]:
    """The ways to read one number, each a mode and its value; a lost digit is only put back where ``exact``."""
    yield from readings(printed).items()
    yield from completions(printed).items() if exact else ()
    alone = amount(printed, "unscaled") if "\n" in printed else ""
    if alone:
        yield "unscaled", alone


def turned(receipt: Receipt) -> tuple[str, ...]:
    """The steps of a date with day and month the other way round."""
    return tuple(_TURNED.get(s, s) for s in receipt.steps)


def others(row: Row, column: str, text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    """All other readings of an amount or a date that a check may have taken: steps and value."""
    if not row.receipts.get(column) or not row.receipts[column][0].spans:
        return
    printed = quote(row, column, text)
    if column == "amount":
        scoped = ((name, amount(printed, name)) for name in SCOPES)
        yield from (((f"amount:{mode}",), value) for mode, value in (*modes(printed), *scoped) if mode and value)
    elif column in ("start_date", "end_date"):
        steps = turned(row.receipts[column][0])
        yield steps, replay(steps, printed)
