"""Corrections by hand: put in after the choice of readings and before the sums, so that totals follow from them.

A correction names the value that the source gives. It holds as long as the source gives it: where the source comes to
agree, or comes to say something else, a finding says so, and the source is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors.steps import replay
from pipeline.reconcile import rereadings
from pipeline.reconcile.corrections import PROJECT, RULE, TABLES, Correction, fits, members, rows_of, same, target
from pipeline.reconcile.facts import Receipt, Row
from pipeline.reconcile.projects import base_of_title
from pipeline.reconcile.rows import Listing, derive, newest, restate, scope_of_places

#: Columns of a row that follow from another of its columns, and by which step.
_FOLLOW: Mapping[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("pledges", "donor"): (
        ("donor_name", "donor"),
        ("donor_type", "donor-kind"),
        ("donor_iso3", "donor-country"),
        ("donor_ref", "donor-reference"),
    )
}

#: Columns of names as they are printed -> the steps to the one name under which ``projects`` has them.
_ONE_NAME: Mapping[str, tuple[str, ...]] = {"region_text": ("region-name",), "donor": ("donor",)}

#: What became of a correction -> severity and code of the finding; those without one need no look.
_FINDINGS = {
    "agrees": ("note", "correction-agrees"),
    "changed": ("warning", "correction-outdated"),
    "ambiguous": ("warning", "correction-ambiguous"),
    "no-value": ("warning", "correction-without-value"),
}

#: The same of one that was put in, and that concerns nothing of what the latest document says.
_SUPERSEDED = ("note", "correction-superseded")
_SUPERSEDED_SAYS = (
    "{}, the latest document of the project, says nothing where this was corrected: the correction was put into an "
    "earlier listing alone, and its row may go."
)


class _Place(NamedTuple):
    """A cell, or an element of a list cell, that a correction may concern."""

    home: Listing
    row: Row
    part: int | None  #: number of the element; None for a cell that is no list
    value: str


def apply(
    corrections: Sequence[Correction], listings: Sequence[Listing], homes: Mapping[str, str], joins: Mapping[str, str]
) -> list[Row]:
    """Put corrections into the rows of listings; a row of table ``corrections`` for each, in their order.

    ``homes`` are the projects of the listings, ``joins`` those that are parts of others. Findings go to the listing
    concerned.
    """
    last = {one.listing_id: joins.get(homes[one.listing_id], homes[one.listing_id]) for one in listings}
    titled = {one.listing_id: base_of_title(one) for one in listings}  # as they were read: some may be corrected now
    cases = (
        _Case(one._replace(project=joins.get(one.project, one.project)), n, listings, last, titled)
        for n, one in enumerate(corrections, 1)
    )
    return [case.settle(joins) for case in cases]


class _Case:
    """One correction against the listings of its project."""

    def __init__(
        self, correction: Correction, number: int, listings: Sequence[Listing], homes: Mapping[str, str],
        titled: Mapping[str, str],
    ) -> None:  # fmt: skip
        """Find the listings and the cells concerned."""
        self.correction, self.id = correction, f"k{number}"
        self.target = target(correction.table, correction.column)
        self.project, self.listings = members(correction.project, listings, homes, titled)
        self.touched: list[str] = []

    def settle(self, joins: Mapping[str, str]) -> Row:
        """Do what can be done, say what cannot."""
        if self.correction.column == PROJECT:
            done = self.correction.source_value in joins
            state, says = ("joined", "") if done else ("no-project", "One of the two projects is not there (any more).")
        else:
            state, says = self._state() if self.listings else ("no-project", self._missing())
        latest = newest(self.listings) if self.listings else None
        c = self.correction
        if latest and says:
            severity, code = _FINDINGS.get(state, _SUPERSEDED)
            place = next(self._cells([latest]), None)
            latest.note(severity, code, f"{says} (Row {c.number} of corrections.csv.)", *self._at(latest, place))
        values = {
            "correction_id": self.id, "project_id": self.project, "project_text": c.project, "table": c.table,
            "column": c.column, "row": c.row, "source_value": c.source_value, "corrected_value": c.corrected_value,
            "reason": c.reason, "by": c.by, "date": c.date, "state": state, "cells": "; ".join(self.touched),
            "says": says,
        }  # fmt: skip
        return Row("corrections", self.id, values)

    def _at(self, latest: Listing, place: _Place | None) -> tuple[Row, str]:
        return (place.row, self.target.column) if place else (latest.row, "")

    def _missing(self) -> str:
        return f"No project is called “{self.correction.project}”; the correction was put nowhere."

    def _state(self) -> tuple[str, str]:
        c, cells = self.correction, list(self._cells(self.listings))
        hits = (
            [p for p in cells if same(p.value, c.source_value)] if c.source_value else [p for p in cells if not p.value]
        )
        if not c.source_value:
            return self._added(cells, hits)
        hits = hits or self._reread(cells)
        if self.target.column == "amount" and any(n > 1 for n in _counts(hits)):
            return "ambiguous", f"“{c.source_value}” stands in several amounts; column row must say which is meant."
        for place in sorted(hits, key=lambda p: -(p.part or 0)):
            self._write(place)
        last = newest(self.listings)
        latest = [p for p in cells if p.home is last and p.value]
        now = latest or [p for p in cells if p.value]
        if not now:
            return "no-value", f"The source says nothing any more where “{c.source_value}” was corrected."
        if any(p in hits for p in now):
            state = "confirmed" if same(c.source_value, c.corrected_value) else "applied"
            return state, "" if latest else _SUPERSEDED_SAYS.format(last.document.file)
        return self._parted(now)

    def _reread(self, cells: list[_Place]) -> list[_Place]:
        """The cells that a check reads as the correction names them: a misprint that the run repairs, after this."""
        found: list[_Place] = []
        for number, place in enumerate(cells):
            row, column = place.row, self.target.column
            ways = rereadings.others(row, column, place.home.document.text) if place.part is None else ()
            steps = next((s for s, value in ways if same(value, self.correction.source_value)), None)
            if steps is not None:
                row.values[column] = self.correction.source_value
                row.receipts[column] = [row.receipts[column][0]._replace(steps=steps)]
                cells[number] = place._replace(value=self.correction.source_value)
                found.append(cells[number])
        return found

    def _parted(self, now: Sequence[_Place]) -> tuple[str, str]:
        """The latest source no longer gives the value that was corrected."""
        c = self.correction
        if c.corrected_value and any(same(p.value, c.corrected_value) for p in now):
            return "agrees", f"The source says “{c.corrected_value}” now, as the correction does; its row may go."
        if len(now) == 1:
            restate(now[0].row, self.target.column, "doubtful")
        said = ", ".join(f"“{p.value}”" for p in now[:4]) + (" …" if len(now) > 4 else "")
        instead = f"“{c.corrected_value}”" if c.corrected_value else "nothing"
        return "changed", (
            f"“{c.source_value}” was corrected to {instead}, but the source says {said} now, which is shown. "
            "Look which of them holds, then change or delete the correction."
        )

    def _added(self, cells: Sequence[_Place], gaps: Sequence[_Place]) -> tuple[str, str]:
        """The source gave no value when the correction was made."""
        c, main = self.correction, TABLES[self.target.table][0]
        last = newest(self.listings)
        stated = [p for p in cells if p.home is last and p.value]
        if any(same(p.value, c.corrected_value) for p in stated):
            return "agrees", f"The source says “{c.corrected_value}” now, as the correction does; its row may go."
        new_row = self.target.column == main and not c.row and (not stated or not self.target.having)
        if new_row:
            self._insert(last)
            return "applied", ""
        gaps = [p for p in gaps if p.home is last]
        if stated and not gaps:
            return self._parted(stated)
        if len(gaps) != 1:
            what = "several rows have no value there" if gaps else "no such row is there"
            return "ambiguous" if gaps else "no-value", f"“{c.corrected_value}” was to be added, but {what}."
        self._write(gaps[0])
        return "applied", ""

    def _cells(self, listings: Iterable[Listing]) -> Iterator[_Place]:
        """The cells that the correction may mean, lists by their elements; regions, donors also by their one name."""
        for home in listings:
            for row in rows_of(home, self.target.table):
                if not fits(row, self.target, self.correction.row):
                    continue
                value = row.values.get(self.target.column, "")
                if self.target.column == "codes" and value:
                    yield from (_Place(home, row, n, v) for n, v in enumerate(value.split("; ")))
                else:
                    steps = _ONE_NAME.get(self.target.column, ())
                    named = bool(value and steps) and replay(steps, value) == self.correction.source_value
                    yield _Place(home, row, None, self.correction.source_value if named else value)

    def _insert(self, home: Listing) -> None:
        """A row that the document has not."""
        table, rows = self.target.table, rows_of(home, self.target.table)
        row = Row(table, f"{home.listing_id}.{self.id}", {"listing_id": home.listing_id, **self.target.having})
        row.values |= {"amounts": {"approximate": "false"}, "places": {"basis": "named"}}.get(table, {})
        if table == "contacts":
            row.values.setdefault("role", "other")
        rows.append(row)
        self._write(_Place(home, row, None, ""))

    def _write(self, place: _Place) -> None:
        """Put the value into a cell; a row that says nothing without it goes."""
        self.touched.append(place.row.cell(self.target.column))
        _clear(place, self.target.column)
        if not self.correction.corrected_value:
            self._take_out(place)
            self._follow(place)
            return
        column, c = self.target.column, self.correction
        if place.part is None:
            old = place.row.receipts.get(column, [])
            place.row.values[column] = c.corrected_value
            place.row.receipts[column] = [self._receipt(place, old[0] if old else None)]
        else:
            items = place.row.values[column].split("; ")
            items[place.part] = c.corrected_value
            place.row.values[column] = "; ".join(items)
            receipts = place.row.receipts[column]
            place.row.receipts[column] = [self._receipt(place, r) if r.part == place.part else r for r in receipts]
        self._follow(place)

    def _take_out(self, place: _Place) -> None:
        row, column = place.row, self.target.column
        if place.part is not None and "; " in row.values[column]:
            kept = [v for n, v in enumerate(row.values[column].split("; ")) if n != place.part]
            row.values[column] = "; ".join(kept)
            row.receipts[column] = [
                r._replace(part=r.part - (r.part > place.part)) for r in row.receipts[column] if r.part != place.part
            ]
            return
        row.values[column] = ""
        row.receipts.pop(column, None)
        if column == TABLES[row.table][0]:
            rows = rows_of(place.home, row.table)
            rows[:] = [r for r in rows if r is not row]

    def _receipt(self, place: _Place, old: Receipt | None) -> Receipt:
        """The receipt of the source with one more step; without one, the row of ``corrections`` is the source."""
        c, cell = self.correction, f"corrections/{self.id}/corrected_value"
        who = f"corrected by {c.by} on {c.date}: {c.reason}"
        if old is None:
            told = (f"the source gives no value; {who}",)
            return Receipt(place.home.document.document_id, RULE, "stated", (), (), (cell,), place.part or 0, told)
        says = (*old.rejected, f"“{place.value}”, as {old.rule} gives it; {who}")
        if same(c.corrected_value, c.source_value):
            return old._replace(rule=RULE, status="stated", rejected=(*old.rejected, f"seen and found right; {who}"))
        steps = (*old.steps, f"correction:{c.corrected_value}")
        inputs = old.inputs if not old.spans else (*old.inputs, cell)
        return old._replace(rule=RULE, status="stated", steps=steps, inputs=inputs, rejected=says)

    def _follow(self, place: _Place) -> None:
        """The columns that follow from a corrected one."""
        row, document = place.row, place.home.document.document_id
        if row.table == "places":
            scope_of_places(place.home, anew=True)
        for column, step in _FOLLOW.get((row.table, self.target.column), ()):
            row.values.pop(column, None)
            row.receipts.pop(column, None)
            inputs = [row.cell(self.target.column)]
            value = replay((step,), row.values.get(self.target.column, ""))
            derive(row, column, value, RULE, "stated", inputs, (step,), document)


def _counts(places: Sequence[_Place]) -> list[int]:
    """How many cells of each listing are among the places."""
    homes = [p.home.listing_id for p in places]
    return [homes.count(home) for home in homes]


def _clear(place: _Place, column: str) -> None:
    """Take back what was said of a value that a person has looked at, and the doubt that came with it."""
    home, row = place.home, place.row
    about = [n for n in home.notes if (n.table, n.row_id) == (row.table, row.row_id)]
    if row.table == "listings":
        about = [n for n in about if n.column == column]
    elif about:
        row.receipts = {
            name: [r._replace(status="stated") if r.status == "doubtful" else r for r in receipts]
            for name, receipts in row.receipts.items()
        }
    home.notes[:] = [n for n in home.notes if n not in about]
