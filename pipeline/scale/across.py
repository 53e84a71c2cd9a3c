"""The two passes over the documents and the part between them: reconciling where nothing but a shard is in memory."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from pipeline.reconcile.corrections import Correction
from pipeline.reconcile.facts import Row
from pipeline.reconcile.rows import Listing
from pipeline.scale import lineages, matched, matching, naming, persons
from pipeline.scale.corrected import Corrected
from pipeline.scale.finish import Wishes, finish
from pipeline.scale.spool import Spool
from pipeline.scale.store import Store
from pipeline.scale.survey import FILES, survey
from pipeline.settings import settings

#: Where the rows of each document lie, and the number of its first listing; the rows themselves are not touched.
_INDEX = """
COPY (
    WITH lying AS (
        SELECT d, document_id, name, parts.filename AS file, count(*) AS number
        FROM read_parquet('{folder}/parts/*.parquet', filename = true) AS parts
        JOIN read_parquet('{folder}/sources.parquet') AS sources USING (name) GROUP BY ALL
    ),
    firsts AS (
        SELECT d, sum(number) OVER (ORDER BY d) - number AS first
        FROM (SELECT d, sum(number) - 1 AS number FROM lying GROUP BY d)
    )
    SELECT d, document_id, name, CAST(first AS BIGINT) AS first, file FROM lying JOIN firsts USING (d) ORDER BY d, file
) TO '{folder}/index.parquet' (FORMAT parquet, ROW_GROUP_SIZE 2048)
"""


class Run:
    """Documents on their way into the tables, in a working folder."""

    def __init__(self, folder: Path, jobs: int = 1, begins: Callable[[str], None] = lambda step: None) -> None:
        """``folder`` has ``parts/*.parquet``; passes go through in ``jobs`` processes; ``begins`` is told each step."""
        self.folder, self.jobs, self._begins = folder, jobs, begins
        self.corrections: list[Row] = []

    def catalogue(self, sources: Iterable[tuple[str, str]]) -> None:
        """Say in which order the documents come: names of their files, and their identifiers."""
        with Spool(self.folder / "sources.parquet", d="number", name="text", document_id="text") as spool:
            for d, source in enumerate(sources):
                spool.add(d, *source)

    def reconcile(self, asked: Sequence[Correction] = (), currency: str = "") -> None:
        """Lay the rows of all tables, as :func:`pipeline.reconcile.reconcile` makes them."""
        (self.folder / "made" / "text").mkdir(parents=True)
        self._begins("finding")
        self._index()
        self._begins("first pass")
        self._each(survey, lambda first, last: ())
        wishes = self._across(asked, currency)
        self._begins("second pass")
        self._each(finish, lambda first, last: (wishes.within(first, last),))

    def _index(self) -> None:
        store = Store(self.folder)
        store.run(_INDEX.format(folder=self.folder))
        self.documents: int = store.one(f"SELECT count(*) FROM read_parquet('{self.folder}/sources.parquet')")
        store.close()

    def _across(self, asked: Sequence[Correction], currency: str) -> Wishes:
        """The part that looks at several documents: a store that tells what is known of each from the others."""
        store = Store(self.folder)
        for name in FILES:
            store.take(name, f"{name}/*.parquet")
        self._begins("projects")
        matching.match(store)
        self._begins("editions")
        lineages.find(store)
        naming.call_projects(store)
        listings: dict[int, Listing] = {}
        if asked:
            done = Corrected(store, asked)
            done.put_back()
            matching.match(store)
            lineages.find(store)
            naming.call_projects(store, done.joins)
            self.corrections, listings = done.rows, done.listings
        self._begins("people")
        persons.find(store)
        matched.tell(store)
        store.close()
        return Wishes(listings, self.corrections, currency)

    def _each(self, work: Callable[..., None], values: Callable[[int, int], tuple[Any, ...]]) -> None:
        """Do the same with each shard: its folder, first and last document, and what ``values`` gives for these."""
        step = settings("scale")["shard_documents"]
        ends = [(first, min(first + step, self.documents)) for first in range(0, self.documents, step)]
        if self.jobs < 2 or len(ends) < 2:
            for shard in ends:
                work(self.folder, *shard, *values(*shard))
            return
        with ProcessPoolExecutor(self.jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
            for one in [pool.submit(work, self.folder, *shard, *values(*shard)) for shard in ends]:
                one.result()
