"""Who is one person, found block by block: the counterpart of :mod:`pipeline.reconcile.people`.

Rows of one person share an address, or a name at an office. What shares none of these is never compared; rows that do
are one component, and each component is looked at as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from pipeline.reconcile import people
from pipeline.reconcile.people import Contact, Remark, Usual
from pipeline.reconcile.rows import Listing
from pipeline.scale import light, naming
from pipeline.scale.matching import label
from pipeline.scale.spool import Spool
from pipeline.scale.store import Store

_NUMBERED = "CREATE OR REPLACE TABLE people AS SELECT *, row_number() OVER (ORDER BY c) - 1 AS spot FROM contacts"

#: Contacts that share a key, each with the first one that has it.
_EDGES = """
WITH placed AS (SELECT spot, key FROM contact_keys JOIN people USING (c)),
firsts AS (SELECT key, min(spot) AS first FROM placed GROUP BY key HAVING count(*) > 1)
SELECT first, spot FROM placed JOIN firsts USING (key) WHERE spot <> first
"""

_TOGETHER = """
SELECT label, c, n, document_id, listing_id, row_id, people.light FROM people
JOIN (SELECT * FROM labels UNION ALL SELECT DISTINCT label, label FROM labels) ON spot = node
JOIN listings USING (n) JOIN documents ON documents.d = people.d ORDER BY label, c
"""

#: A person goes by the number of its first row.
_PERSONS = """
CREATE OR REPLACE TABLE persons AS
SELECT contacts.c, n, d, row_id, coalesce(k, contacts.c) AS k FROM contacts LEFT JOIN rows_of_persons USING (c)
"""

_BASES = """
CREATE OR REPLACE TABLE bases AS SELECT k, k AS spot, coalesce(full_bases.base, contacts.base) AS base
FROM (SELECT DISTINCT k FROM persons) JOIN contacts ON c = k LEFT JOIN full_bases USING (k)
"""

REMARKS = {"n": "number", "a": "number", "b": "number", "c": "number", "code": "text", "says": "text",
           "row_id": "text", "column": "text"}  # fmt: skip


def find(store: Store) -> None:
    """Fill ``persons`` (contact -> person), ``person_names`` and ``remarks``, what is to be said of contacts."""
    store.run(_NUMBERED)
    label(store, _EDGES, [], store.one("SELECT count(*) FROM people"))
    usual = usual_domains(store)
    folder = store.folder
    with (
        Spool(folder / "rows_of_persons.parquet", c="number", k="number") as rows,
        Spool(folder / "full_bases.parquet", k="number", base="text") as bases,
        Spool(folder / "remarks.parquet", **REMARKS) as remarks,
    ):
        for _, found in groupby(store.rows(_TOGETHER), key=lambda row: row[0]):
            _component([row[1:] for row in found], usual, rows, bases, remarks)
    for name in ("rows_of_persons", "full_bases", "remarks"):
        store.take(name, f"{name}.parquet")
    store.run(_PERSONS)
    store.run(_BASES)
    naming.call(store, "person_names")


def usual_domains(store: Store) -> dict[str, Usual]:
    """The domains that are probably misprinted."""
    counted = store.rows("SELECT domain, count(*) FROM contacts WHERE domain <> '' GROUP BY domain")
    return people.usual_domains(dict(counted))


#: A contact: number, number of its listing, identifiers of document, listing and row, and what it is compared by.
_Row = tuple[int, int, str, str, str, bytes]


def _component(found: Sequence[_Row], usual: Mapping[str, Usual], rows: Spool, bases: Spool, remarks: Spool) -> None:
    """The persons among contacts that share something, and what is to be said of them."""
    homes: dict[int, Listing] = {}
    contacts: dict[int, Contact] = {}
    for c, n, document_id, listing_id, row_id, data in found:
        home = homes.setdefault(n, light.bare(light.Place(n, document_id, listing_id)))
        contacts[c] = light.contact(home, row_id, data)
        people.odd_domain(contacts[c], usual)
    number = {one.row.row_id: c for c, one in contacts.items()}
    persons = people.found([*contacts.values()])
    first: dict[str, int] = {}
    for members in persons:
        k = number[members[0].row.row_id]
        first |= {one.row.row_id: k for one in members}
        bases.add(k, people.base(members))
        for one in members:
            rows.add(number[one.row.row_id], k)
    for order, remark in _remarks(persons, first):
        row = remark.person.row
        remarks.add(remark.person.home.number, *order, remark.code, remark.says, row.row_id, remark.column)


def _remarks(
    persons: Sequence[Sequence[Contact]], first: Mapping[str, int]
) -> Iterator[tuple[tuple[int, int, int], Remark]]:
    """The remarks, each with numbers by which those of one listing are put in order."""
    for members in persons:
        for at, remark in enumerate(people.disagreements(members)):
            yield (0, first[members[0].row.row_id], at), remark
    for at, (holder, remark) in enumerate(people.shared(persons)):
        yield (1 + holder.home.number, first[holder.row.row_id], at), remark
