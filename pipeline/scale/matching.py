"""Which listings state one project, found block by block: the counterpart of :mod:`pipeline.reconcile.identity`.

A block is what listings share; DuckDB counts the words, makes the blocks and the pairs, and only what two listings of a
pair state is looked at here. Groups are made component by component.
"""

from __future__ import annotations

from itertools import groupby

from pipeline.reconcile.components import Components
from pipeline.reconcile.identity import contradictions, evidence, joined, score, told
from pipeline.scale import light
from pipeline.scale.spool import Spool
from pipeline.scale.store import Store
from pipeline.settings import settings

_RARE = """
CREATE OR REPLACE TABLE rare AS
SELECT n, d, word FROM (
    SELECT n, d, word, row_number() OVER (PARTITION BY n ORDER BY times, word) AS place
    FROM words JOIN (SELECT word, count(*) AS times FROM words GROUP BY word) USING (word)
) WHERE place <= ?
"""

_ALL_KEYS = """
CREATE OR REPLACE TABLE all_keys AS
SELECT n, d, key FROM keys
UNION ALL SELECT a.n, a.d, 'words' || chr(10) || a.word || chr(10) || b.word
FROM rare a JOIN rare b ON a.n = b.n AND a.word < b.word
"""

_PAIRS = """
CREATE OR REPLACE TABLE pairs AS
WITH blocks AS (SELECT key FROM all_keys GROUP BY key HAVING count(*) BETWEEN 2 AND ?),
shared AS (SELECT all_keys.* FROM all_keys SEMI JOIN blocks USING (key))
SELECT DISTINCT a.n AS i, b.n AS j FROM shared a JOIN shared b ON a.key = b.key AND a.n < b.n AND a.d <> b.d
"""

_COMPARED = """
SELECT i, j, a.traits, b.traits FROM pairs JOIN listings a ON a.n = i JOIN listings b ON b.n = j
"""

_SURE = """
SELECT label, i, j, a.d, b.d FROM links
JOIN (SELECT * FROM labels UNION ALL SELECT DISTINCT label, label FROM labels) ON i = node
JOIN listings a ON a.n = i JOIN listings b ON b.n = j
WHERE score >= ? ORDER BY label, score DESC, i, j
"""

_MEMBERS = """
CREATE OR REPLACE TABLE members AS
SELECT n, d, coalesce(g, n) AS g FROM listings LEFT JOIN grouped USING (n)
"""


def match(store: Store) -> None:
    """Fill ``links``, the pairs of listings with evidence enough to ask, and ``members``: listing -> its group.

    A group is called by the number of its first listing.
    """
    limits = settings("identity")
    store.run(_RARE, [limits["rare_words"]])
    store.run(_ALL_KEYS)
    store.run(_PAIRS, [limits["block_most"]])
    _links(store)
    _group(store)


def _links(store: Store) -> None:
    least = settings("identity")["possible"]
    columns = {"i": "number", "j": "number", "score": "real", "told": "text", "coded": "truth", "apart": "text"}
    with Spool(store.folder / "links.parquet", **columns) as spool:
        for i, j, one, other in store.rows(_COMPARED):
            pair = light.traits(one), light.traits(other)
            reasons = evidence(*pair)
            if score(reasons) >= least:
                spool.add(i, j, score(reasons), *told(reasons), contradictions(*pair))
    store.take("links", "links.parquet")


def _group(store: Store) -> None:
    least = settings("identity")["same"]
    label(store, "SELECT i, j FROM links WHERE score >= ?", [least], store.one("SELECT count(*) FROM listings"))
    with Spool(store.folder / "grouped.parquet", n="number", g="number") as spool:
        for _, found in groupby(store.rows(_SURE, [least]), key=lambda row: row[0]):
            rows = [*found]
            home = {n: d for _, i, j, one, other in rows for n, d in ((i, str(one)), (j, str(other)))}
            for n, members in joined(((i, j) for _, i, j, *_ in rows), home).items():
                spool.add(n, min(members))
    store.take("grouped", "grouped.parquet")
    store.run(_MEMBERS)


def label(store: Store, edges: str, values: list[float], nodes: int) -> None:
    """Fill ``labels`` (node, label): the nodes of components, but for the first ones, which give the label."""
    components = Components(nodes)
    components.join((one, other) for one, other in store.rows(edges, values))
    with Spool(store.folder / "labels.parquet", node="number", label="number") as spool:
        for node, first in components.labels():
            spool.add(node, first)
    store.take("labels", "labels.parquet")
