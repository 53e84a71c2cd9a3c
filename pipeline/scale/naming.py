"""What projects and persons are called, and which listing is a project's latest: told by the database.

An identifier is a text that others may have too, with a number behind it then. What no other text comes near is
given away at once, the others block by block.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from pipeline.reconcile.identifiers import NUMBERS, Identifiers
from pipeline.scale.spool import Spool
from pipeline.scale.store import Store

#: The listings of each group, the one that gives the base first: of the earliest document, with a code if any has one.
_RANKED = """
CREATE OR REPLACE TABLE ranked AS
SELECT g, n, rank, code_base, title_base, row_number() OVER (
    PARTITION BY g ORDER BY CASE WHEN dated = '' THEN '9999' ELSE dated END, rank, n
) AS place
FROM (SELECT members.*, coalesce(rank, 0) AS rank FROM members LEFT JOIN editions USING (d)) JOIN listings USING (n)
"""

_BASES = """
CREATE OR REPLACE TABLE bases AS
SELECT g AS k, min(n) AS spot, arg_min(n, (rank, n)) AS first,
coalesce(arg_min(code_base, place) FILTER (code_base <> ''), arg_min(title_base, place)) AS base
FROM ranked GROUP BY g
"""

#: What each is to be called: ``name``; where an earlier one has that, ``base``.
_WISHED = """
CREATE OR REPLACE TABLE wished AS
SELECT *, CASE WHEN row_number() OVER (PARTITION BY name ORDER BY spot) > 1 THEN base ELSE name END AS text
FROM (SELECT k, spot, base, {name} AS name FROM bases {source})
"""

#: Those that may get in each other's way, block by block, each block in the order in which they are called.
_CROWDED = """
WITH rooted AS (SELECT *, regexp_replace(text, ?, '') AS root FROM wished)
SELECT root, k, name, base FROM rooted
WHERE root IN (SELECT root FROM rooted GROUP BY root HAVING count(*) > 1) ORDER BY root, spot
"""

_CALLED = """
CREATE OR REPLACE TABLE {table} AS
SELECT k, spot, coalesce(numbered.name, text) AS name, 0 AS part FROM wished LEFT JOIN numbered USING (k)
"""

#: The listings with their projects. A project stands where its own group does; parts that a person added come behind.
_HOMES = """
CREATE OR REPLACE TABLE homes AS
SELECT n, members.d, name, coalesce(min(spot) FILTER (part = 0) OVER project, 1 << 62) AS spot, part,
count(*) OVER project AS size, coalesce(rank, 0) AS rank,
row_number() OVER (PARTITION BY name ORDER BY dated DESC, coalesce(rank, 0) DESC, part, n) = 1 AS latest
FROM members JOIN called ON called.k = g JOIN listings USING (n) LEFT JOIN editions ON editions.d = members.d
WINDOW project AS (PARTITION BY name)
"""


def call(store: Store, table: str, *, before: str = "") -> None:
    """Fill a table (``k``, ``spot``, ``name``, ``part``) with the names of what ``bases`` has.

    ``before`` is a table of what listings were called (``n``, ``name``): each keeps the name of its ``first`` one.
    """
    name, source = (f"{before}.name", f"JOIN {before} ON n = first") if before else ("base", "")
    store.run(_WISHED.format(name=name, source=source))
    with Spool(store.folder / "numbered.parquet", k="number", name="text") as spool:
        for _, crowd in groupby(store.rows(_CROWDED, [NUMBERS]), key=lambda row: row[0]):
            taken = Identifiers()
            for _, k, wished, base in crowd:
                spool.add(k, taken.take(base if wished in taken else wished))
    store.take("numbered", "numbered.parquet")
    store.run(_CALLED.format(table=table))


def call_projects(store: Store, joins: Mapping[str, str] | None = None) -> None:
    """Fill ``homes``: of each listing its project, where that stands, how many listings it has, which is the latest.

    With ``joins``, the projects that a person made a part of another, each keeps the name it had before corrections.
    """
    store.run(_RANKED)
    store.run(_BASES)
    if joins is None:
        call(store, "called")
    else:
        store.run("CREATE OR REPLACE TABLE before AS SELECT n, name FROM homes")
        apart = "DELETE FROM bases WHERE first IN (SELECT n FROM before WHERE name = ?)"
        store.run("CREATE OR REPLACE TABLE joined AS SELECT *, '' AS name FROM bases WHERE false")
        for source, goal in joins.items():
            taken = "INSERT INTO joined SELECT bases.*, ? FROM bases JOIN before ON n = first WHERE before.name = ?"
            store.run(taken, [goal, source])
            store.run(apart, [source])
        call(store, "called", before="before")
        store.run("INSERT INTO called SELECT k, spot, name, spot + 1 FROM joined")
    store.run(_HOMES)
