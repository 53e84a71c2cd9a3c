"""What the program published, as items with the status that it gave each."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from . import items
from .items import Item

Record = Mapping[str, str]

#: A place counts as a stated country on these grounds; the members of a named group, and places in the
#: narrative, are worked out or mentioned and are not asked of a reader.
STATED_PLACES = frozenset({"named", "footnote", ""})

#: A part of the budget is a budget with a name.
AMOUNT_FIELDS = {"budget": "budget", "component": "budget", "shortfall": "shortfall"}

#: Columns of ``listings`` that hold one value each, and the field it is.
SINGLE = {"scope": "scope", "start_date": "start", "end_date": "end"}


class Claim(NamedTuple):
    """A published value and what the program says of it."""

    item: Item
    status: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A published listing; the title is claimed even where it is empty."""

    claims: tuple[Claim, ...]
    title: str
    name: str
    codes: frozenset[str]
    amounts: frozenset[float]


def load(folder: Path) -> dict[str, list[Listing]]:
    """File name -> the listings that were published for it, in order; every document of the dataset is a key."""
    names = {row["document_id"]: PurePosixPath(row["file"]).name for row in _rows(folder, "documents")}
    found: dict[str, list[Listing]] = {name: [] for name in names.values()}
    statuses = {
        (row["row_id"], row["column"], row["part"]): row["status"]
        for row in _rows(folder, "evidence")
        if row["table"] == "listings"
    }
    children = {table: _by_listing(folder, table) for table in ("amounts", "pledges", "contacts", "places")}
    for row in _rows(folder, "listings"):
        own = {table: rows.get(row["listing_id"], []) for table, rows in children.items()}
        found[names[row["document_id"]]].append(_listing(row, own, statuses))
    return found


def _rows(folder: Path, table: str) -> list[dict[str, str]]:
    path = folder / f"{table}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _by_listing(folder: Path, table: str) -> dict[str, list[Record]]:
    grouped: dict[str, list[Record]] = defaultdict(list)
    for row in _rows(folder, table):
        grouped[row["listing_id"]].append(row)
    return grouped


def _listing(row: Record, own: Mapping[str, list[Record]], statuses: Mapping[tuple[str, str, str], str]) -> Listing:
    claims = [*_columns(row, statuses), *_children(own)]
    amounts = {n for a in own["amounts"] if (n := items.number(a["amount"])) is not None}
    codes = frozenset(items.plain(code) for code in _parts(row["codes"]))
    return Listing(tuple(claims), items.title(row["title"]), row["title"], codes, frozenset(amounts))


def _parts(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _columns(row: Record, statuses: Mapping[tuple[str, str, str], str]) -> Iterator[Claim]:
    def claim(field: str, key: str | float, column: str, part: int = 0) -> Claim:
        return Claim(Item(field, key), statuses.get((row["listing_id"], column, str(part))) or "stated")

    yield claim("title", items.title(row["title"]), "title")
    for part, code in enumerate(_parts(row["codes"])):
        yield claim("code", items.plain(code), "codes", part)
    for column, field in SINGLE.items():
        if row[column]:
            yield claim(field, row[column], column)
    if (months := items.number(row["duration_months"])) is not None:
        yield claim("duration", months, "duration_months")


def _children(own: Mapping[str, list[Record]]) -> Iterator[Claim]:
    for row in own["places"]:
        if row["iso3"] and row["basis"] in STATED_PLACES:
            yield Claim(Item("country", row["iso3"]), row["status"] or "stated")
    for row in own["amounts"]:
        field, amount = AMOUNT_FIELDS.get(row["kind"]), items.number(row["amount"])
        if field and amount is not None:
            yield Claim(Item(field, (amount, row["currency"])), row["status"] or "stated")
    for row in own["pledges"]:
        if (amount := items.number(row["amount"])) != 0:
            yield Claim(Item("pledge", (items.donor(row["donor"]), amount)), row["status"] or "stated")
    for row in own["contacts"]:
        yield from _contact(row)


def _contact(row: Record) -> Iterator[Claim]:
    status = row["status"] or "stated"
    yield Claim(Item("contact name", items.plain(row["name"])), status)
    if row["email"]:
        yield Claim(Item("contact email", items.plain(row["email"])), status)
    if printed := row["phone_text"] or row["phone"]:
        yield Claim(Item("contact phone", items.phone(printed)), status)
