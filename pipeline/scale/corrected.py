"""Corrections by hand where the documents are not in memory: those concerned are looked up, changed, and put back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from copy import deepcopy

from extractors.lexicon import squeeze
from pipeline.reconcile import correcting, corrections, listings_of, lost
from pipeline.reconcile.corrections import Correction
from pipeline.reconcile.facts import Row
from pipeline.reconcile.rows import Listing
from pipeline.scale.light import places_of
from pipeline.scale.spool import Spool
from pipeline.scale.store import Store
from pipeline.scale.survey import FILES, Shard, put

#: What the listings of a correction are found by: the names of projects, listings or codes that it gives.
_MEANT = """
SELECT DISTINCT name FROM homes JOIN listings USING (n)
WHERE name IN (SELECT text FROM asked) OR listing_id IN (SELECT text FROM asked)
OR title_base IN (SELECT text FROM asked) OR list_has_any(CAST(codes AS VARCHAR[]), (SELECT list(folded) FROM asked))
"""

_KNOWN = "SELECT name, title, light FROM homes JOIN listings USING (n) ORDER BY n"

#: The tables that are filled from a listing.
_FROM_LISTINGS = ("listings", "keys", "words", "contacts", "contact_keys")


class Corrected:
    """What corrections come to."""

    def __init__(self, store: Store, asked: Sequence[Correction]) -> None:
        """Put them into the listings concerned, in memory; ``homes`` of the store are the projects before."""
        self._store = store
        names = self._names(asked)
        homes = dict(store.rows("SELECT n, name FROM homes WHERE name IN (SELECT text FROM asked)")) if names else {}
        self.joins = corrections.joined(asked, {str(n): name for n, name in homes.items()})
        self.listings = self._listings(homes)
        by_listing = {one.listing_id: homes[one.number] for one in self.listings.values()}
        self.rows: list[Row] = correcting.apply(asked, [*self.listings.values()], by_listing, self.joins)
        if any(row.values["state"] == "no-project" for row in self.rows):
            lost.tell(self.rows, asked, [*self._known()])

    def _known(self) -> Iterator[lost.Stated]:
        """All projects, by each of their listings, as they stand before corrections."""
        for name, title, light in self._store.rows(_KNOWN):
            yield lost.Stated(name, title, tuple(places_of(light)))

    def _ask(self, texts: Iterable[str]) -> None:
        with Spool(self._store.folder / "asked.parquet", text="text", folded="text") as spool:
            for text in texts:
                spool.add(text, squeeze(text))
        self._store.take("asked", "asked.parquet")

    def _names(self, asked: Sequence[Correction]) -> set[str]:
        """The projects that corrections name, by whatever."""
        texts = {
            t
            for c in asked
            for t in (c.project, *((c.source_value, c.corrected_value) * (c.column == corrections.PROJECT)))
        }
        self._ask(sorted(texts - {""}))
        names = {name for (name,) in self._store.rows(_MEANT)}
        self._ask(sorted(names))
        return names

    def _listings(self, homes: dict[int, str]) -> dict[int, Listing]:
        """The listings of these projects by their numbers, in source order."""
        found: dict[int, Listing] = {}
        ranks = dict(self._store.rows("SELECT n, rank FROM homes WHERE name IN (SELECT text FROM asked)"))
        wanted = "SELECT DISTINCT d FROM homes WHERE name IN (SELECT text FROM asked) ORDER BY d"
        for (d,) in [*self._store.rows(wanted)]:
            for _, number, one in Shard(self._store.folder, d, d + 1).documents():
                for n, (made, _) in enumerate(listings_of(one), number):
                    if n in homes:
                        made.number, made.rank = n, ranks[n]
                        found[n] = made
        return found

    def put_back(self) -> None:
        """Make the tables of the store say what the listings say now."""
        store, homes = self._store, "SELECT n FROM changed"
        with Spool(store.folder / "changed.parquet", n="number") as spool:
            for n in self.listings:
                spool.add(n)
        store.take("changed", "changed.parquet")
        rows = dict(store.rows("SELECT n, d FROM listings WHERE n IN (SELECT n FROM changed)"))
        store.run("DELETE FROM contact_keys WHERE c IN (SELECT c FROM contacts WHERE n IN (SELECT n FROM changed))")
        for table in _FROM_LISTINGS[:-1]:
            store.run(f"DELETE FROM {table} WHERE n IN ({homes})")
        with ExitStack() as stack:
            folder = store.folder / "again"
            spools = {t: stack.enter_context(Spool(folder / f"{t}.parquet", **FILES[t])) for t in _FROM_LISTINGS}
            for n, one in self.listings.items():
                put(spools, rows[n], deepcopy(one))
        for table in _FROM_LISTINGS:
            store.run(f"INSERT INTO {table} SELECT * FROM read_parquet(?)", [str(folder / f"{table}.parquet")])
