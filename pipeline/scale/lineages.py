"""Editions found and joined from the database: the counterpart of :mod:`pipeline.reconcile.editions`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from pipeline.document import Document
from pipeline.reconcile.editions import Editions, Homes, alike, join_editions
from pipeline.scale import light
from pipeline.scale.spool import Spool
from pipeline.scale.store import Store
from pipeline.settings import settings

#: What each document states; what no other document states goes by its title.
_STATED = """
CREATE OR REPLACE TABLE stated AS
SELECT DISTINCT members.d, CASE WHEN number > 1 THEN 'group ' || g ELSE listings.thing END AS thing
FROM members JOIN listings USING (n) JOIN (SELECT g, count(*) AS number FROM members GROUP BY g) USING (g)
"""

#: Documents that state something alike; none is compared that cannot be an edition.
_PAIRS = """
CREATE OR REPLACE TABLE alike AS
WITH blocks AS (SELECT thing FROM stated GROUP BY thing HAVING count(*) BETWEEN 2 AND ?),
shared AS (SELECT stated.* FROM stated SEMI JOIN blocks USING (thing))
SELECT DISTINCT a.d AS i, b.d AS j FROM shared a JOIN shared b ON a.thing = b.thing AND a.d > b.d
JOIN documents one ON one.d = a.d JOIN documents other ON other.d = b.d
WHERE (one.publisher = '' OR other.publisher = '' OR one.publisher = other.publisher)
AND ((one.dated, one.numbered) <> (other.dated, other.numbered) OR (one.dated, one.numbered) = ('', ''))
"""

_SHARED = """
WITH sizes AS (SELECT d, count(*) AS size FROM stated GROUP BY d),
common AS (
    SELECT i, j, count(*) AS number FROM alike JOIN stated a ON a.d = i JOIN stated b ON b.d = j AND a.thing = b.thing
    GROUP BY i, j
)
SELECT number, least(a.size, b.size),
one.document_id, one.file, one.publisher, one.published, one.edition, one.lineage,
other.document_id, other.file, other.publisher, other.published, other.edition, other.lineage
FROM common JOIN sizes a ON a.d = i JOIN sizes b ON b.d = j
JOIN documents one ON one.d = i JOIN documents other ON other.d = j ORDER BY i, j
"""

#: The documents of lineages in the order of these, oldest edition first.
_ORDERED = """
CREATE OR REPLACE TABLE editions AS
SELECT d, document_id, lineage, seq, dense_rank() OVER (PARTITION BY lineage ORDER BY dated, numbered) - 1 AS rank
FROM (
    SELECT d, document_id, coalesce(named.lineage, documents.lineage) AS lineage, dated, numbered
    FROM documents LEFT JOIN named USING (document_id) WHERE stating AND (dated, numbered) <> ('', '')
) JOIN sequence USING (lineage)
"""

_SEQUENCE = """
CREATE OR REPLACE TABLE sequence AS
SELECT lineage, row_number() OVER (ORDER BY min(place), min(d)) AS seq FROM (
    SELECT lineage, -1 AS place, d FROM documents WHERE lineage <> ''
    UNION ALL SELECT lineage, place, place FROM named
) GROUP BY lineage
"""

_TOUCHED = """
SELECT members.n, g, document_id, listing_id, light FROM members
JOIN listings USING (n) JOIN documents ON documents.d = members.d
WHERE g IN (SELECT g FROM members JOIN editions USING (d) WHERE seq > ? AND seq <= ?) ORDER BY g, members.n
"""

_SUPERSEDED = """
CREATE OR REPLACE TABLE superseded AS
SELECT a.d, arg_min(b.document_id, b.d) AS later, min(b.d) AS later_d
FROM editions a JOIN editions b ON a.seq = b.seq AND b.rank = a.rank + 1 GROUP BY a.d
"""


def find(store: Store) -> None:
    """Fill ``editions`` (lineage and rank of documents), ``named``, ``recognised`` and ``superseded``; join groups."""
    store.run(_STATED)
    store.run(_PAIRS, [settings("editions")["block_most"]])
    _recognise(store)
    store.run(_SEQUENCE)
    store.run(_ORDERED)
    _join(store)
    store.run(_SUPERSEDED)


def _recognise(store: Store) -> None:
    """Find lineages for documents that the manifest gives none; the documents that are alike are held in memory."""
    made = Editions()
    for number, fewest, *described in store.rows(_SHARED):
        one, other = _document(*described[:6]), _document(*described[6:])
        for document in (one, other):
            if document.lineage:
                made.name.setdefault(document.document_id, document.lineage)
        if says := alike(one, other, number, fewest):
            made.take(one, other, says)
    with Spool(store.folder / "named.parquet", document_id="text", lineage="text", place="number") as spool:
        for place, (name, lineage) in enumerate(made.name.items()):
            spool.add(name, lineage, place)
    with Spool(
        store.folder / "recognised.parquet", document_id="text", other="text", why="text", clear="truth"
    ) as spool:
        for name, found in made.recognised.items():
            spool.add(name, *found)
    store.take("named", "named.parquet")
    store.take("recognised", "recognised.parquet")


def _document(name: str, file: str, publisher: str, published: str, edition: str, lineage: str) -> Document:
    return Document(name, file, "", "", publisher=publisher, published=published, edition=edition, lineage=lineage)


def _join(store: Store) -> None:
    """Join the groups of following editions, some lineages at a time."""
    last, step = store.one("SELECT coalesce(max(seq), 0) FROM editions"), settings("scale")["lineages"]
    for first in range(0, last, step):
        homes = _homes(store, first, first + step)
        into = [pair for earlier, later in _steps(store, first, first + step)
                for pair in join_editions(homes, earlier, later)]  # fmt: skip
        if into:
            _merge(store, into)


def _homes(store: Store, first: int, last: int) -> Homes:
    homes: Homes = {}
    for g, rows in groupby(store.rows(_TOUCHED, [first, last]), key=lambda row: row[1]):
        group = [light.listing(light.Place(n, *names), data) for n, _, *names, data in rows]
        for one in group:
            homes.setdefault(one.document.document_id, {})[g] = group
    return homes


def _steps(store: Store, first: int, last: int) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The documents of following editions, lineage by lineage."""
    wanted = "SELECT seq, rank, document_id FROM editions WHERE seq > ? AND seq <= ? ORDER BY seq, rank, d"
    for _, lineage in groupby(store.rows(wanted, [first, last]), key=lambda row: row[0]):
        chain = [[name for *_, name in rows] for _, rows in groupby(lineage, key=lambda row: row[1])]
        yield from pairwise(chain)


def _merge(store: Store, into: Sequence[tuple[int, int]]) -> None:
    """Make groups parts of others; one that took others in may itself go into another later."""
    home = {gone: kept for kept, gone in into}
    with Spool(store.folder / "merged.parquet", gone="number", kept="number") as spool:
        for gone, kept in home.items():
            while kept in home:
                kept = home[kept]
            spool.add(gone, kept)
    store.take("merged", "merged.parquet")
    store.run("UPDATE members SET g = kept FROM merged WHERE g = gone")
