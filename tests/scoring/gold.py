"""Gold: what people read on a page, as items."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import items
from .items import Item


@dataclass(frozen=True, slots=True)
class GoldListing:
    """A project as one reader, or two, found it on the page."""

    readings: tuple[tuple[Item, ...], ...]  #: one reader's items, or two readers'
    titles: tuple[str, ...]  #: in the form of :func:`items.title`; empty where a reader sees none
    name: str  #: the title as printed, for the report
    codes: frozenset[str]
    budgets: frozenset[float]
    optional: bool = False  #: not missed if it is not found


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """A document and the projects it lists (none, for a call for proposals, say)."""

    file: str
    listings: tuple[GoldListing, ...]


def load(folder: Path) -> list[GoldDocument]:
    """The gold of a folder, in the order of file names; raises ValueError naming a file that is not gold."""
    return [_document(path) for path in sorted(folder.glob("*.json"))]


def _document(path: Path) -> GoldDocument:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return GoldDocument(data["document"], tuple(listing(project) for project in data["projects"]))
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path.name} is no gold: {error!r}") from error


def listing(project: Mapping[str, Any]) -> GoldListing:
    """The listing that a gold project describes, the second reader's reading of it included."""
    readers = [project, project["second"]] if "second" in project else [project]
    return GoldListing(
        tuple(tuple(_items(reader)) for reader in readers),
        tuple(items.title(reader["title"]) for reader in readers),
        project["title"] or "",
        frozenset(items.plain(code) for code in project["codes"]),
        frozenset(a for budget in project["budgets"] if (a := items.number(budget["amount"])) is not None),
        bool(project.get("optional")),
    )


def _items(reading: Mapping[str, Any]) -> Iterator[Item]:
    if key := items.title(reading["title"]):
        yield Item("title", key)
    yield from (Item("code", items.plain(code)) for code in reading["codes"])
    yield from (Item(field, reading[field]) for field in ("scope", "start", "end") if reading.get(field))
    if (months := items.number(reading.get("duration_months"))) is not None:
        yield Item("duration", months)
    yield from (Item("country", country) for country in reading["countries"])
    for field, name in (("budget", "budgets"), ("shortfall", "shortfalls")):
        for row in reading[name]:
            if (amount := items.number(row["amount"])) is not None:
                yield Item(field, (amount, row["currency"] or ""))
    for pledge in reading["pledges"]:
        yield Item("pledge", (items.donor(pledge.get("donor")), items.number(pledge.get("amount"))))
    for contact in reading["contacts"]:
        yield from _contact(contact)


def _contact(contact: Mapping[str, Any]) -> Iterator[Item]:
    yield Item("contact name", items.plain(contact["name"]))
    if contact.get("email"):
        yield Item("contact email", items.plain(contact["email"]))
    if contact.get("phone"):
        yield Item("contact phone", items.phone(contact["phone"]))
