"""What the cross-document part needs of a listing, and no more: enough to compare it, without document and receipts."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from extractors.evidence import Block
from pipeline.document import Document
from pipeline.reconcile import corrections
from pipeline.reconcile.facts import Receipt, Row
from pipeline.reconcile.identity import Traits
from pipeline.reconcile.people import Contact
from pipeline.reconcile.rows import Listing

_COLUMNS = ("title", "codes")
_CONTACT = ("name", "email", "phone", "phone_text", "organisation")
_SETS = frozenset({"words", "codes", "places", "donors", "offices", "people"})
_PAIRS = frozenset({"sums"})


class Place(NamedTuple):
    """Where a listing stands."""

    number: int
    document_id: str
    listing_id: str


def packed(value: Any) -> bytes:
    """Plain data as bytes; sets as sorted lists."""
    return json.dumps(value, separators=(",", ":")).encode("ascii")


def packed_traits(traits: Traits) -> bytes:
    """Traits as bytes."""
    return packed([sorted(v) if isinstance(v, frozenset) else v for v in traits])


def traits(data: bytes) -> Traits:
    """The traits that were packed."""
    values = zip(Traits._fields, json.loads(data), strict=True)
    return Traits._make(
        frozenset(map(tuple, v)) if name in _PAIRS else frozenset(v) if name in _SETS else v for name, v in values
    )


def packed_listing(one: Listing) -> bytes:
    """What tells editions of one project."""
    budgets = [a.values.get("amount", "") for a in one.amounts if a.values.get("kind") == "budget"]
    return packed(
        [
            {c: one.row.values.get(c, "") for c in _COLUMNS},
            budgets[:1],
            [p.values.get("iso3", "") for p in one.places],
            [c.values.get("email", "") for c in one.contacts],
        ]
    )


def bare(place: Place) -> Listing:
    """A listing of which nothing but its place is known."""
    document = Document(place.document_id, "", "", "")
    row = Row("listings", place.listing_id)
    return Listing(document, Block(0), place.listing_id, row, number=place.number)


def listing(place: Place, data: bytes) -> Listing:
    """A listing with what :func:`packed_listing` keeps of it."""
    values, budgets, places, addresses = json.loads(data)
    made = bare(place)
    made.row.values |= values
    made.amounts = [Row("amounts", "", {"kind": "budget", "amount": amount}) for amount in budgets]
    made.places = [Row("places", "", {"iso3": iso3}) for iso3 in places]
    made.contacts = [Row("contacts", "", {"email": address}) for address in addresses]
    return made


def places_of(data: bytes) -> list[str]:
    """The countries of a listing, as :func:`packed_listing` keeps them."""
    found: list[str] = json.loads(data)[2]
    return found


def packed_contact(one: Contact) -> bytes:
    """What tells who a contact is."""
    kept = any(r.rule == corrections.RULE for r in one.row.receipts.get("email", []))
    return packed([{c: one.row.values[c] for c in _CONTACT if one.row.values.get(c)}, kept])


def contact(home: Listing, row_id: str, data: bytes) -> Contact:
    """A contact with what :func:`packed_contact` keeps of it."""
    values, corrected = json.loads(data)
    row = Row("contacts", row_id, values)
    if "email" in values:
        rule = corrections.RULE if corrected else ""
        row.receipts["email"] = [Receipt(home.document.document_id, rule, "stated")]
    return Contact(home, row)
