"""What the cross-document part found out about the documents of a shard: read from the database, put into listings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.reconcile import editions, identity, people
from pipeline.reconcile.people import Contact, Remark, Usual
from pipeline.reconcile.rows import Listing
from pipeline.scale import persons
from pipeline.scale.store import Store


class Home(NamedTuple):
    """The project of a listing."""

    project: str
    place: int  #: its place among all projects
    size: int  #: how many listings it has
    rank: int  #: number of the listing's edition
    latest: bool  #: whether the listing is its latest


class Edition(NamedTuple):
    """A document among the editions of its brochure."""

    lineage: str
    later: str  #: the first document of the next edition; empty where there is none
    later_file: str


class Told:
    """All that is known of documents ``first`` to ``last`` (exclusive) by looking at the others."""

    def __init__(self, store: Store, first: int, last: int) -> None:
        self._shard = (first, last)
        self.usual: dict[str, Usual] = persons.usual_domains(store)
        self.homes = {row[0]: Home(*row[1:]) for row in self._rows(store, _HOMES)}
        self.places = {home.project: home.place for home in self.homes.values()}
        self.editions = {row[0]: Edition(*row[1:]) for row in self._rows(store, _EDITIONS)}
        self.persons: dict[tuple[int, str], str] = {(n, row): name for n, row, name in self._rows(store, _PERSONS)}
        self._recognised = {n: (file, why, clear) for n, file, why, clear in self._rows(store, _RECOGNISED)}
        self._remarks: dict[int, list[tuple[str, ...]]] = {}
        for n, *remark in self._rows(store, _REMARKS):
            self._remarks.setdefault(n, []).append(tuple(remark))
        self._matches: dict[int, list[identity.Remark]] = {}
        for n, *remark in self._rows(store, _MATCHES):
            self._matches.setdefault(n, []).append(identity.Remark(*remark))

    def _rows(self, store: Store, query: str) -> list[tuple]:  # type: ignore[type-arg]
        return [*store.rows(query, self._shard)]

    def of_people(self, listings: Sequence[Listing]) -> None:
        """Complete and check the contacts of a document, say who they are, and what others say of them."""
        for one in listings:
            contacts = {contact.row.row_id: contact for contact in people.alone(one)}
            for contact in contacts.values():
                people.odd_domain(contact, self.usual)
            self._people(one, contacts)

    def _people(self, one: Listing, contacts: dict[str, Contact]) -> None:
        for name, contact in contacts.items():
            contact.row.values["person_id"] = self.persons[one.number, name]
        for code, says, row_id, column in self._remarks.get(one.number, ()):
            Remark(contacts[row_id], code, column, says).put()

    def of_matches(self, one: Listing) -> None:
        """Say which other projects a listing may be of."""
        for severity, code, says in self._matches.get(one.number, ()):
            one.note(severity, code, says, one.row, "title")

    def of_editions(self, one: Listing) -> None:
        """Say what a later edition leaves out, and which documents were taken for editions."""
        edition = self.editions[one.document.document_id]
        if edition.later and self.homes[one.number].latest:
            editions.not_stated(one, edition.later_file)
        if one.number in self._recognised:
            file, why, clear = self._recognised[one.number]
            editions.recognised(one, file, why, clear=clear)
        if self.is_aside(one):
            editions.put_aside(one)

    def is_aside(self, one: Listing) -> bool:
        """Whether a later edition states the project of a listing."""
        return bool(self.editions[one.document.document_id].later) and not self.homes[one.number].latest


_HOMES = "SELECT n, name, spot, size, rank, latest FROM homes WHERE d >= ? AND d < ?"

_EDITIONS = """
SELECT documents.document_id, coalesce(named.lineage, documents.lineage), coalesce(later, ''), coalesce(l.file, '')
FROM documents LEFT JOIN named USING (document_id) LEFT JOIN superseded ON superseded.d = documents.d
LEFT JOIN documents l ON l.d = later_d WHERE documents.d >= ? AND documents.d < ?
"""

_PERSONS = """
SELECT n, row_id, name FROM persons JOIN person_names USING (k) WHERE d >= ? AND d < ?
"""

_REMARKS = """
SELECT remarks.n, code, says, row_id, "column" FROM remarks JOIN listings USING (n) WHERE d >= ? AND d < ?
ORDER BY remarks.n, a, b, c
"""

_MATCHES = """
SELECT other, severity, code, says FROM matched JOIN listings ON listings.n = other
WHERE d >= ? AND d < ? AND code <> '' ORDER BY number
"""

#: Of each document that was recognised, the first of its listings in the order of projects.
_RECOGNISED = """
SELECT arg_min(homes.n, (spot, part, homes.rank, homes.n)), any_value(other.file), any_value(why), any_value(clear)
FROM recognised JOIN documents USING (document_id) JOIN homes ON homes.d = documents.d
JOIN documents other ON other.document_id = recognised.other
WHERE documents.d >= ? AND documents.d < ? GROUP BY documents.d
"""
