"""Table ``matches`` from the database, in the order of the evidence, and what is to be said of its pairs."""

from __future__ import annotations

from pipeline.reconcile.identity import Summary
from pipeline.scale.laying import Laid
from pipeline.scale.spool import Spool
from pipeline.scale.store import Store

#: The pairs, the surest first; of several between two projects that may be one, only the surest.
_PAIRS = """
WITH described AS (
    SELECT d, file, dated, numbered, coalesce(named.lineage, documents.lineage) AS lineage
    FROM documents LEFT JOIN named USING (document_id)
),
pairs AS (
    SELECT i, j, score, told, coded, apart, a.name AS mine, b.name AS others, row_number() OVER (
        PARTITION BY least(a.name, b.name), greatest(a.name, b.name) ORDER BY score DESC, i, j
    ) AS place FROM links JOIN homes a ON a.n = i JOIN homes b ON b.n = j
)
SELECT one.listing_id, other.listing_id, one.title, first.file, score, told, coded, apart, j, mine, others,
first.lineage <> '' AND first.lineage = second.lineage,
(first.dated, first.numbered) <> (second.dated, second.numbered)
AND (first.dated, first.numbered) <> ('', '') AND (second.dated, second.numbered) <> ('', '')
FROM pairs JOIN listings one ON one.n = i JOIN listings other ON other.n = j
JOIN described first ON first.d = one.d JOIN described second ON second.d = other.d
WHERE mine = others OR place = 1 ORDER BY score DESC, i, j
"""


def tell(store: Store) -> None:
    """Lay the rows of ``matches``; fill ``matched``, the remarks by the listing that they are made of."""
    columns = {"number": "number", "other": "number", "severity": "text", "code": "text", "says": "text"}
    with Laid(store.folder, "cross", ["matches"]) as laid, Spool(store.folder / "matched.parquet", **columns) as spool:
        for number, (*link, j, mine, others, kin, later) in enumerate(store.rows(_PAIRS), 1):
            told = Summary(*link)
            laid.add(told.row(f"m{number}", mine, others), number)
            spool.add(number, j, *(told.remark(mine, others, kin=kin, later=later) or ("", "", "")))
    store.take("matched", "matched.parquet")
