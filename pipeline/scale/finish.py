"""The second pass over the documents: each reconciled on its own, with what is known of it from the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from pipeline.publish.check import prove
from pipeline.publish.evidence import evidence
from pipeline.publish.schema import tables
from pipeline.publish.tables import encodable
from pipeline.reconcile import (
    TABLES,
    Extracted,
    Read,
    aside,
    check_document,
    convert,
    lay,
    listing_values,
    listings_of,
    names,
    projects,
    unread,
)
from pipeline.reconcile.facts import Dataset, Row
from pipeline.reconcile.readings import rule_rows
from pipeline.reconcile.rows import Listing
from pipeline.scale.laying import Laid, proving
from pipeline.scale.spool import Spool
from pipeline.scale.store import Store
from pipeline.scale.survey import Shard
from pipeline.scale.told import Told

#: The tables whose rows are laid document by document.
BY_DOCUMENT = (
    "documents", "listings", "projects", "amounts", "pledges", "contacts", "places", "themes", "mentions", "checks",
    "lines",
)  # fmt: skip

#: The order of findings: what a document says of itself, listings, corrections, files not read, rates, receipts, the
#: run as a whole.
OF_DOCUMENT, OF_LISTING, OF_CORRECTION, NOT_READ, NOT_CONVERTED, NOT_PROVED, OF_RUN = range(7)

#: What is spooled besides, and is put together at the end.
FILES = {
    "found": {"phase": "number", "a": "number", "b": "number", "c": "number"}
    | dict.fromkeys(tables()["findings"].names, "text"),
    "noted": {"name": "text", "notes": "number"},
    "fired": {"rule": "text", "readings": "number", "published": "number"},
}


class Wishes:
    """What holds for all documents of a run: corrections that were put in, and the currency that is asked for."""

    def __init__(self, corrected: Mapping[int, Listing], corrections: Sequence[Row], currency: str) -> None:
        """``corrected`` are listings by their numbers, ``corrections`` the rows of that table."""
        self.corrected, self.corrections, self.currency = dict(corrected), [*corrections], currency

    def within(self, first: int, last: int) -> Wishes:
        """The same with the listings of these numbers only."""
        return Wishes({n: v for n, v in self.corrected.items() if first <= n < last}, self.corrections, self.currency)


def finish(folder: Path, first: int, last: int, wishes: Wishes) -> None:
    """Lay the rows of the documents with these numbers, and write their texts to ``folder/made/text``."""
    store = Store(folder, read_only=True)
    told = Told(store, first, last)
    store.close()
    shard = Shard(folder, first, last)
    laid = Laid(folder, shard.name, [*BY_DOCUMENT, *map(proving, BY_DOCUMENT)])
    with laid, ExitStack() as stack:
        spools = shard.spools(FILES, stack)
        for d, number, one in shard.documents():
            _Finished(d, one, told, wishes, spools).put(number, laid)
            text = folder / "made" / "text" / f"{one.document.document_id}.txt"
            text.write_bytes(encodable(one.document.text).encode("utf-8"))


class _Finished:
    """One document on its way into the tables."""

    def __init__(self, d: int, one: Extracted, told: Told, wishes: Wishes, spools: Mapping[str, Spool]) -> None:
        self.d, self.one, self.told, self.wishes, self.spools = d, one, told, wishes, spools
        document = one.document
        self.data = Dataset({name: [] for name in TABLES}, {document.document_id: document.text})
        self.data.rows("corrections").extend(wishes.corrections)
        self._findings = 0

    def put(self, number: int, laid: Laid) -> None:
        """Reconcile it, its first listing being the one of this number, and lay its rows."""
        read = [(self.wishes.corrected.get(n, made), f) for n, (made, f) in enumerate(listings_of(self.one), number)]
        listings = [made for made, _ in read]
        for n, made in enumerate(listings, number):
            made.number, made.rank = n, self.told.homes[n].rank
        check_document(self.data, self.one, read)
        for row in self.data.rows("findings"):
            aside(row, bool(self.told.editions[self.one.document.document_id].later))
        self._found(OF_DOCUMENT)
        self._across(listings)
        self._rows(listings)
        self._counted(read)
        convert(self.data, self.wishes.currency)
        self._found(NOT_CONVERTED)
        prove(self.data)
        self._found(NOT_PROVED)
        self._lay(laid)

    def _across(self, listings: Sequence[Listing]) -> None:
        """What other documents say of these listings, in the order in which it is said where all are in memory."""
        self.told.of_people(listings)
        names.check(listings)
        for one in listings:
            self.told.of_matches(one)
            self.told.of_editions(one)
            counted = 0 if self.told.is_aside(one) else len(one.notes)
            self.spools["noted"].add(self.told.homes[one.number].project, counted)

    def _rows(self, listings: Sequence[Listing]) -> None:
        homes = {one.listing_id: self.told.homes[one.number] for one in listings}
        edition = self.told.editions[self.one.document.document_id]
        for one in listings:
            one.row.values |= listing_values(one, homes[one.listing_id].project)
        for one in listings:
            home, parent = homes[one.listing_id], homes.get(one.row.values["parent_id"])
            if home.latest:
                made = projects.row(home.project, [one], {one.listing_id: parent.project} if parent else {}, 0)
                made.values |= {"listings": str(home.size), "missing_from": edition.later}
                self.data.rows("projects").append(made)
            lay(self.data, one)
        self._found(OF_LISTING)
        unread(self.data, self.one.document)
        self._found(NOT_READ)
        self.data.rows("documents")[0].values |= {"lineage": edition.lineage, "superseded_by": edition.later}

    def _counted(self, read: Sequence[Read]) -> None:
        """How often each rule read something in the document, and how much of it is published."""
        told = ((self.one.document.document_id, finding) for _, findings in read for finding in findings)
        for row in rule_rows(told, [row for row in self.data if row.table != "projects"]):
            if row.values["readings"] != "0":
                self.spools["fired"].add(row.row_id, int(row.values["readings"]), int(row.values["published"]))

    def _found(self, phase: int) -> None:
        """Spool the findings that came since the last call."""
        rows = self.data.rows("findings")
        for number, row in enumerate(rows[self._findings :]):
            cells = [encodable(row.values.get(name, "")) for name in tables()["findings"].names]
            a, b = self._place(row) if phase == NOT_PROVED else (self.d, 0)
            self.spools["found"].add(phase, a, b, number, *cells)
        self._findings = len(rows)

    def _place(self, row: Row) -> tuple[int, int]:
        """Where the row that a finding concerns stands among those of all documents: its table's number and its own."""
        table = row.values["table"]
        return TABLES.index(table), self._order(table, row.values["row_id"])

    def _order(self, table: str, row_id: str) -> int:
        """What puts a row in order among those of all documents: its document, or the place of its project."""
        return self.told.places[row_id] if table == "projects" else self.d

    def _lay(self, laid: Laid) -> None:
        for name in BY_DOCUMENT:
            for row in self.data.rows(name):
                laid.add(row, self._order(name, row.row_id))
        for row in evidence(self.data, {self.one.document.document_id: self.one.document}):
            table = row.values["table"]
            laid.add(row, self._order(table, row.values["row_id"]), proving(table))
