"""The rows that make one project, brought together: as its latest document states it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.reconcile.facts import Row, cell_parts


class Project(NamedTuple):
    """A row of ``projects``, its latest listing, that listing's document and what else stands in the listing."""

    row: Row
    listing: Row
    document: Row
    amounts: list[Row]
    pledges: list[Row]
    contacts: list[Row]
    places: list[Row]
    themes: list[Row]

    def get(self, column: str) -> str:
        """What the latest listing says; empty where it says nothing."""
        return self.listing.values.get(column, "")


_BELOW = ("amounts", "pledges", "contacts", "places", "themes")


def projects(rows: Mapping[str, Sequence[Row]]) -> Iterator[Project]:
    """All projects, in the order of their table."""
    listings: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows.get("listings", ()):
        listings[row.values.get("project_id", ""), row.values.get("document_id", "")].append(row)
    below: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for table in _BELOW:
        for row in rows.get(table, ()):
            below[table, row.values.get("listing_id", "")].append(row)
    documents = {row.row_id: row for row in rows.get("documents", ())}
    for row in rows.get("projects", ()):
        document = row.values.get("latest_document", "")
        listing = _latest(row, listings[row.row_id, document])
        found = [below[table, listing.row_id] if listing.row_id else [] for table in _BELOW]
        yield Project(row, listing, documents.get(document, Row("documents", document)), *found)


def _latest(project: Row, listings: Sequence[Row]) -> Row:
    """Of a project's listings in its latest document, the one that its values were taken from."""
    named = {
        cell_parts(name)[1]
        for receipts in project.receipts.values()
        for receipt in receipts
        for name in receipt.inputs
        if name.startswith("listings/")
    }
    nothing = Row("listings", "")
    return next((one for one in listings if one.row_id in named), listings[0] if listings else nothing)
