"""A check as it is made in one place: the numbers that it compares, and how far they are from what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from extractors.numbers import SCOPES, amount, scope, unit
from pipeline.reconcile import corrections
from pipeline.reconcile.checks import Check, Side
from pipeline.reconcile.facts import Row
from pipeline.reconcile.rereadings import modes, quote
from pipeline.reconcile.rows import Listing

#: A number read otherwise: the row of the amount, the mode of reading, the value.
Reread = tuple[Row, str, str]


class Term(NamedTuple):
    """One amount of a relation, and what it is multiplied with: 1 or -1, or a share."""

    home: Listing
    row: Row
    weight: Decimal

    @property
    def value(self) -> Decimal:
        """The amount as it is read now."""
        return Decimal(self.row.values["amount"])

    @property
    def name(self) -> str:
        """The cell, as receipts name it."""
        return f"{self.row.table}/{self.row.row_id}/amount"


@dataclass(frozen=True, slots=True)
class Relation:
    """One check in one place: it holds where the weighted sum of its terms is ``goal``, give or take ``slack``."""

    check: Check
    home: Listing | None  #: None where it concerns a whole document
    terms: tuple[Term, ...]
    sides: tuple[Side, Side]  #: as stated, as worked out
    slack: Decimal = Decimal(0)  #: by how much a rounded percentage may be off
    sharp: bool = True  #: whether it proves what it compares; a coarse percentage does not
    below: bool = False  #: only too much is a contradiction, as more may follow
    row_id: str = ""  #: identifier of its row in table ``checks``
    goal: Decimal = Decimal(0)  #: what the sum must be; a number that stands in no row

    def gap(self, instead: Mapping[int, str] | None = None) -> Decimal:
        """How far it is from holding; ``instead`` are values by ``id`` of the row."""
        other = instead or {}
        values = (t.weight * Decimal(other.get(id(t.row), t.row.values["amount"])) for t in self.terms)
        return sum(values, -self.goal)

    def holds(self, instead: Mapping[int, str] | None = None) -> bool:
        """Whether it holds."""
        return abs(self.gap(instead)) <= self.slack

    def rounded(self, text: str) -> bool:
        """Whether it is off by 1 at most, or by no more than half of the coarsest last digit that is printed."""
        coarsest = max((unit(quote(t.row, "amount", text)) for t in self.terms), default=Decimal(1))
        return abs(self.gap()) <= max(Decimal(1), coarsest / 2) + self.slack


def otherwise(relation: Relation, text: str) -> list[tuple[Reread, ...]]:
    """The ways of reading printed numbers otherwise that make a relation hold, each a set of numbers reread.

    Either one number is read otherwise, or a magnitude that stands beside one amount is taken to hold for all that
    have none. What a person corrected is never read otherwise.
    """
    rows = [t.row for t in relation.terms if t.row.receipts["amount"][0].rule != corrections.RULE]
    quotes = {id(row): quote(row, "amount", text) for row in rows}
    tried: list[tuple[Reread, ...]] = [
        ((row, mode, value),) for row in rows for mode, value in modes(quotes[id(row)], exact=not relation.slack)
    ]
    tried += [joint for name in SCOPES if (joint := _joint(rows, quotes, name))]
    found: dict[frozenset[tuple[int, str]], tuple[Reread, ...]] = {}
    for one in tried:
        changed = {id(row): value for row, _, value in one if value != row.values["amount"]}
        if changed and relation.holds(changed):
            found.setdefault(frozenset(changed.items()), tuple(r for r in one if id(r[0]) in changed))
    return list(found.values())


def _joint(rows: Sequence[Row], quotes: Mapping[int, str], name: str) -> tuple[Reread, ...]:
    """All numbers without a magnitude, read with one that stands beside another number of the relation."""
    if not any(scope(quotes[id(row)]) == name for row in rows):
        return ()
    made = ((row, name, amount(quotes[id(row)], name)) for row in rows)
    return tuple(one for one in made if one[2] and one[0].values["amount"] != "0")
