"""Names that are in no table but nearly so: suggested to a person, never put in the place of what is printed."""

from __future__ import annotations

from collections.abc import Sequence

from extractors import organisations, places
from pipeline.reconcile import corrections
from pipeline.reconcile.facts import Row
from pipeline.reconcile.rows import Listing
from pipeline.settings import settings


def check(listings: Sequence[Listing]) -> None:
    """Note the donors whose names are in no table, and near one that is; and country fields that misspell a country."""
    limits = settings("names")
    for one in listings:
        for row in one.pledges:
            _suggest(one, row, "donor", organisations.nearest(row.values.get("donor", ""), limits["nearest"]))
        stated = any(p.values.get("iso3") or p.values.get("group") for p in one.places)
        if not stated:
            near = places.nearest(one.row.values.get("countries_text", ""), limits["nearest"])
            _suggest(one, one.row, "countries_text", near)


def _suggest(one: Listing, row: Row, column: str, near: str) -> None:
    if not near or any(r.rule == corrections.RULE for r in row.receipts.get(column, [])):
        return
    says = f"“{row.values[column]}” is in no list of names. Is {near} meant? It is kept as printed; "
    field = "countries" if column == "countries_text" else "pledges.donor"
    one.note("note", "name-suggestion", f"{says}`pledgebook correct PROJECT {field} …` changes it.", row, column)
