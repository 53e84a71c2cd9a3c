"""What a correction by hand is, and what it is addressed to: a project, a table, a column, a row.

:mod:`pipeline.reconcile.correcting` puts corrections in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from extractors.lexicon import squeeze
from pipeline.reconcile.facts import Row
from pipeline.reconcile.rows import Listing

#: The rule that receipts of corrected values name.
RULE = "correction"

#: The column by whose correction projects are made one.
PROJECT = "project_id"

#: Table -> the column without which a row says nothing, and those by which a person may name a row.
TABLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "listings": ("", ()),
    "amounts": ("amount", ("kind", "component", "amount_text")),
    "pledges": ("donor", ("donor", "donor_name", "donor_text")),
    "contacts": ("name", ("name", "email")),
    "places": ("iso3", ("iso3", "name_text")),
    "themes": ("theme", ("theme", "label")),
}

#: Columns that are worked out from the rows of another table: what a correction of them means.
#: (column) -> table, column, and what that row's columns hold.
_MEANT: Mapping[str, tuple[str, str, dict[str, str]]] = {
    "budget": ("amounts", "amount", {"kind": "budget"}),
    "shortfall": ("amounts", "amount", {"kind": "shortfall"}),
    "currency": ("amounts", "currency", {"kind": "budget"}),
    "regions": ("listings", "region_text", {}),
    "countries": ("places", "iso3", {}),
    "donors": ("pledges", "donor", {}),
    "headquarters_contact": ("contacts", "name", {"role": "headquarters"}),
    "headquarters_email": ("contacts", "email", {"role": "headquarters"}),
    "field_contact": ("contacts", "name", {"role": "field"}),
    "field_email": ("contacts", "email", {"role": "field"}),
}


class Correction(NamedTuple):
    """A row of ``corrections.csv``, with the names of its columns."""

    number: int  #: of its row in the file, whose head is row 1
    project: str  #: identifier of a project or a listing, or a code
    table: str
    column: str
    source_value: str  #: canonical value that the source gives; empty where it gives none
    corrected_value: str  #: the value that holds; empty where there is none in truth
    reason: str
    by: str
    date: str
    row: str = ""  #: identifier of the row, or what names it (a donor, a person); empty where the value tells


class Target(NamedTuple):
    """Where a correction goes."""

    table: str
    column: str
    having: Mapping[str, str]  #: what other columns of the row hold


def target(table: str, column: str) -> Target:
    """The table and column that a correction of this column is made in: a total's where its amount stands."""
    if table in ("projects", "listings") and column in _MEANT:
        return Target(*_MEANT[column])
    return Target("listings" if table == "projects" else table, column, {})


def same(one: str, other: str) -> bool:
    """Whether two texts are one value: equal as numbers, or but for case and blanks."""
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return squeeze(one) == squeeze(other)


def joined(corrections: Sequence[Correction], homes: Mapping[str, str]) -> dict[str, str]:
    """Identifier of a project -> that of the project which a correction makes it a part of, where both exist."""
    found: dict[str, str] = {}
    for c in corrections:
        if c.column == PROJECT and {c.source_value, c.corrected_value} <= {*homes.values()}:
            goal = found.get(c.corrected_value, c.corrected_value)
            found = {name: goal if old == c.source_value else old for name, old in found.items()}
            if goal != c.source_value:
                found[c.source_value] = goal
    return found


def fits(row: Row, place: Target, wanted: str) -> bool:
    """Whether a row of the target's table may be meant: ``wanted`` is its identifier or names it, or is empty."""
    if any(row.values.get(k) != v for k, v in place.having.items()):
        return False
    columns = TABLES[place.table][1]
    return not wanted or row.row_id == wanted or any(same(row.values.get(c, ""), wanted) for c in columns)


def rows_of(home: Listing, table: str) -> list[Row]:
    """The rows that a listing has in a table."""
    return [home.row] if table == "listings" else home.part(table)


def members(
    wanted: str, listings: Sequence[Listing], homes: Mapping[str, str], titled: Mapping[str, str]
) -> tuple[str, list[Listing]]:
    """The project that is meant and its listings: by identifier of a project or listing, else by a code.

    Else by the identifier that its title gave (``titled``) before a code came to be known.
    """
    exact = [one for one in listings if wanted in (homes[one.listing_id], one.listing_id)]
    coded = [o for o in listings if squeeze(wanted) in squeeze(o.row.values.get("codes", "")).split("; ")]
    once = [one for one in listings if titled[one.listing_id] == wanted]
    found = {homes[one.listing_id] for one in exact or coded or once}
    if len(found) != 1:
        return "", []
    name = found.pop()
    if wanted != name and any(one.listing_id == wanted for one in exact):
        return name, exact
    return name, [one for one in listings if homes[one.listing_id] == name]
