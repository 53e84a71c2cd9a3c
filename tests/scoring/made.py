"""Gold and published listings made by hand, for the tests of the scorer."""

from __future__ import annotations

from typing import Any

from . import gold, items
from .items import Item
from .published import Claim, Listing

#: A gold project without anything but its title.
BARE: dict[str, Any] = {
    "title": "Clean Wells", "codes": [], "countries": [], "scope": None, "start": None, "end": None,
    "duration_months": None, "budgets": [], "pledges": [], "shortfalls": [], "contacts": [],
}  # fmt: skip


def asked(second: dict[str, Any] | None = None, **values: Any) -> gold.GoldListing:
    """A gold listing; ``second`` is what the second reader reads otherwise."""
    first = {**BARE, **values}
    return gold.listing(first if second is None else {**first, "second": {**first, **second}})


def given(title: str = "Clean Wells", *claims: tuple[str, items.Key] | tuple[str, items.Key, str]) -> Listing:
    """A published listing: a title, and claims of field, key and status (``stated`` where none is given)."""
    all_claims = [Claim(Item("title", items.title(title)), "stated")]
    all_claims += [Claim(Item(c[0], c[1]), c[2] if len(c) == 3 else "stated") for c in claims]
    budgets = {key[0] for _, key, *_ in claims if isinstance(key, tuple) and isinstance(key[0], float)}
    codes = {str(key) for field, key, *_ in claims if field == "code"}
    return Listing(tuple(all_claims), items.title(title), title, frozenset(codes), frozenset(budgets))


def budget(amount: float | None, currency: str = "USD") -> dict[str, Any]:
    """A budget or shortfall as gold has it."""
    return {"amount": amount, "currency": currency}


def pledge(donor: str | None, amount: float | None = None) -> dict[str, Any]:
    """A pledge as gold has it."""
    return {"donor": donor, "amount": amount}
