"""The checks: every relation that documents state or imply, and what came of each where it could be made.

A check proves, repairs or contradicts; what holds only within rounding is said to be that. Table ``checks`` has
a row for each that was made, with both sides, so that a person sees what the word ``proved`` rests on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import regex

from extractors.evidence import Finding
from extractors.steps import plain, replay
from pipeline.reconcile.facts import Row
from pipeline.reconcile.rows import derive, put

_NUMBER = regex.compile(r"-?\d+(?:\.\d+)?")

#: What came of a check -> what that does to the values it compares.
OUTCOMES: Mapping[str, str] = {
    "holds": "Both sides are equal: they prove each other.",
    "agrees": "The sides are equal as far as they are printed, which is too coarse for a proof.",
    "repaired": "A number was misprinted; read in its one other way that makes the sides equal, it is `inferred`.",
    "rounding": "The sides differ by 1, or by less than the last digit that is printed: a note, and nothing else.",
    "off": "The sides contradict each other: the values are `doubtful`, and a finding says what to look at.",
}


class Check(NamedTuple):
    """A row of the table of checks."""

    id: str  #: published, never reused
    says: str  #: one sentence: the relation
    compares: str  #: the two sides, and where they stand
    holds_back: str  #: when it is not made, or contradicts nothing

    def only(self, value: str) -> str:
        """Why a number or a date is read as this value, for its receipt."""
        return f"only {value} satisfies {self.id}: {self.says[0].lower()}{self.says[1:]}"


FUNDING = Check(
    "sums.funding",
    "The budget less all pledges is the shortfall.",
    "`budget` less the sum of `pledges.amount`, against the sum of the amounts of kind `shortfall`",
    "one of the three is not stated, or the currencies differ (`funding_check` is then `incomplete`)",
)
PARTS = Check(
    "sums.parts",
    "The parts of a budget (components, phases, years) make the whole.",
    "the sum of the amounts of kind `component`, against the amount of kind `budget`",
    "there are fewer than two parts, more than one whole, or several currencies",
)
PLEDGED = Check(
    "sums.pledged",
    "The total line of a list of pledges is the sum of its lines.",
    "the sum of `pledges.amount`, against the amount of kind `pledged`",
    "there are fewer than two pledges with an amount, or several currencies",
)
COST_SHARED = Check(
    "sums.cost_shared",
    "Where no shortfall is stated, two or more pledges that add up to the budget are all of it.",
    "the sum of `pledges.amount`, against the amount of kind `budget`",
    "a shortfall is stated; pledges of less contradict nothing, as more may follow",
)
SHARE = Check(
    "shares.amount",
    "A percentage beside an amount is that amount's share of the budget.",
    "the amount divided by the budget, against the percentage printed beside it",
    "the words behind the percentage say that it is of something else, or currencies differ",
)
COVERAGE = Check(
    "shares.coverage",
    "A coverage is the part of the budget that is pledged.",
    "pledges divided by the budget, or the budget less the shortfall divided by it, against the printed percentage",
    "the budget, or both pledges and shortfall, are not stated",
)
DURATION = Check(
    "dates.duration",
    "The time from start to end is the duration.",
    "the months from `start_date` to `end_date`, against `duration_months`",
    "one of the three is not stated, or the duration was itself worked out from the dates; years alone prove nothing",
)
COUNT = Check(
    "counts.stated",
    "A document has as many projects as it says.",
    "the number of the document's listings, with or without sub-projects, against the number in its words",
    "the sentence does not speak of this document (*the following*, *below*, *this folder* …)",
)
CONTENTS = Check(
    "counts.contents",
    "The projects of a table of contents are those of the document.",
    "the titles in the table of contents, against the titles of the listings",
    "fewer than half of the listings stand in it: it is then a table of something else",
)
LISTINGS = Check(
    "sums.listings",
    "The total line over all projects of a document is the sum of their budgets.",
    "the sum of `listings.budget`, sub-projects aside, against the total in the document's words",
    "there are fewer than two budgets, one project has none, or currencies differ",
)

#: The checks, in the order in which they are made.
CHECKS = (FUNDING, PARTS, PLEDGED, COST_SHARED, SHARE, COVERAGE, DURATION, COUNT, CONTENTS, LISTINGS)


class Side(NamedTuple):
    """What one side of a check rests on: cells of the dataset and the steps from them, or a reading."""

    cells: Sequence[tuple[Row, str]] = ()  #: rows and columns
    steps: Sequence[str] = ()
    reading: Finding | None = None
    column: str = ""  #: the cell of the reading


def row_of(home: str, document: str, check: Check, outcome: str, sides: tuple[Side, Side], row_id: str = "") -> Row:
    """A row of table ``checks``; ``home`` is the listing or, for what concerns all of it, the document."""
    name = row_id or f"{home}.{check.id}"
    row = Row("checks", name, {"check_id": name, "check": check.id, "document_id": document, "outcome": outcome})
    row.values["listing_id"] = home if home != document else ""
    status = {"holds": "proved", "repaired": "inferred", "off": "doubtful"}.get(outcome, "stated")
    for column, side in zip(("stated", "worked_out"), sides, strict=True):
        if side.reading:
            put(row, column, side.reading.cells[side.column], document, side.reading.rule, status)
        elif side.cells:
            inputs = [r.cell(c) for r, c in side.cells]
            value = replay(side.steps, "\n".join(r.values[c] for r, c in side.cells))
            derive(row, column, value, check.id if side.steps else "copy", status, inputs, side.steps, document)
    both = [row.values.get(c, "") for c in ("stated", "worked_out")]
    if all(map(_NUMBER.fullmatch, both)):
        row.values["difference"] = plain(Decimal(both[1]) - Decimal(both[0]))
    return row
