"""Listings -> projects: which listings state the same project, and its one row."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence

import regex

from extractors.lexicon import squeeze
from extractors.steps import replay
from pipeline.reconcile.dated import dated
from pipeline.reconcile.facts import Receipt, Row, worst
from pipeline.reconcile.identifiers import Identifiers
from pipeline.reconcile.identity import telling_codes
from pipeline.reconcile.rows import Listing, derive, newest

#: How an identifier begins that is made from a title.
TITLED = "p-"


def base(listings: Sequence[Listing]) -> str:
    """A stable identifier: the first code, else a digest of title and places, of the earliest document that has one.

    What later documents say in other words does not change it. Other projects may have the same.
    """
    found = sorted(listings, key=lambda one: (dated(one.document) or "9999", one.rank))
    return next(filter(None, map(base_of_code, found)), "") or base_of_title(found[0])


def base_of_code(one: Listing) -> str:
    """The identifier that a listing's first code gives; empty where it has none that can stand for a project."""
    codes = telling_codes(one)
    return regex.sub(r"[^\p{L}\p{N}]+", "-", codes[0]).strip("-") if codes else ""


def base_of_title(one: Listing) -> str:
    """The identifier that a listing's title and places give."""
    return base_of(one.row.values.get("title", ""), [p.values.get("iso3", "") for p in one.places], one.listing_id)


def base_of(title: str, places: Iterable[str], otherwise: str = "") -> str:
    """The identifier that a title and places (alpha-3 codes) give; ``otherwise`` tells what has no title apart."""
    parts = [squeeze(title), *sorted(places)]
    if not parts[0]:
        parts.append(otherwise)
    return TITLED + hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:10]


def homes(groups: Sequence[Sequence[Listing]]) -> dict[str, str]:
    """Listing -> identifier of its project."""
    taken = Identifiers()
    return home_of([(taken.take(base(members)), members) for members in groups])


def home_of(named: Sequence[tuple[str, Sequence[Listing]]]) -> dict[str, str]:
    """Listing -> identifier of its project, from the projects with their listings."""
    return {one.listing_id: name for name, members in named for one in members}


def named(
    groups: Sequence[list[Listing]], homes: Mapping[str, str], joins: Mapping[str, str]
) -> list[tuple[str, list[Listing]]]:
    """The projects with their listings.

    ``homes`` is what they were called before corrections; each keeps the name of its first listing, and what a
    correction parted from it gets one of its own. ``joins`` are projects that a person made a part of another.
    """
    found: dict[str, list[Listing]] = {}
    parts: dict[str, list[Listing]] = {}
    taken = Identifiers()
    for members in groups:
        name = homes[members[0].listing_id]
        if name in joins:
            parts.setdefault(joins[name], []).extend(members)
        else:
            found[taken.take(base(members) if name in taken else name)] = members
    for name, members in parts.items():
        found[name] = [*found.get(name, ()), *members]
    return list(found.items())


_COPIED = (
    "title",
    "codes",
    "scope",
    "start_date",
    "end_date",
    "duration_months",
    "currency",
    "budget",
    "pledged",
    "shortfall",
)


def row(name: str, listings: Sequence[Listing], parents: Mapping[str, str], findings: int) -> Row:
    """The row of a project: its latest listing's values, each pointing there."""
    latest = newest(listings)
    made = Row("projects", name, {"project_id": name})
    for column in _COPIED:
        _copy(made, column, latest.row, column)
    _list(made, "countries", latest.places, "iso3", latest)
    _country_names(made, latest)
    _regions(made, latest)
    _list(made, "donors", latest.pledges, "donor_name", latest)
    _list(made, "themes", latest.themes, "theme", latest)
    _share(made, latest)
    _contacts(made, latest)
    made.values |= {
        "parent_project_id": parents.get(latest.listing_id, ""),
        "listings": str(len(listings)),
        "as_of": dated(latest.document),
        "latest_document": latest.document.document_id,
        "page_first": latest.row.values.get("page_first", ""),
        "funding_check": latest.row.values.get("funding_check", ""),
        "findings": str(findings),
    }
    made.values["status"] = _worst(latest)
    return made


def _country_names(made: Row, latest: Listing) -> None:
    """The names of the countries, each by the receipt of its code, as nothing else is printed for certain."""
    codes = dict.fromkeys(p.values["iso3"] for p in latest.places if p.values.get("iso3"))
    if codes:
        steps = ("country-name",)
        _parts(made, "country_names", [replay(steps, c) for c in codes], made.receipts["countries"], steps)


def _regions(made: Row, latest: Listing) -> None:
    """The region under its one name, since documents write it in several ways."""
    printed = latest.row.values.get("region_text", "")
    if printed and "region_text" in latest.row.receipts:
        document, steps = latest.row.receipts["region_text"][0].document_id, ("region-name",)
        inputs, status = [latest.row.cell("region_text")], latest.row.status("region_text")
        derive(made, "regions", replay(steps, printed), "copy", status, inputs, steps, document)


def _contacts(made: Row, latest: Listing) -> None:
    """The first person at headquarters and the first in the field: whom to ask."""
    for role in ("headquarters", "field"):
        person = next((c for c in latest.contacts if c.values.get("role") == role), None)
        if person is not None:
            _copy(made, f"{role}_contact", person, "name")
            _copy(made, f"{role}_email", person, "email")


def _worst(latest: Listing) -> str:
    rows = [latest.row, *latest.amounts, *latest.pledges, *latest.contacts, *latest.places]
    return worst(status for row in rows if (status := row.worst()))


def _copy(made: Row, column: str, source: Row, name: str) -> None:
    value = source.values.get(name, "")
    if not value or name not in source.receipts:
        return
    document = source.receipts[name][0].document_id
    derive(made, column, value, "copy", source.status(name), [source.cell(name)], (), document)
    pieces = len(value.split("; ")) if len(source.receipts[name]) > 1 else 1
    if pieces > 1:
        (receipt,) = made.receipts[column]
        made.receipts[column] = [receipt._replace(part=i, steps=(f"item:{i}",)) for i in range(pieces)]


def _list(made: Row, column: str, rows: Sequence[Row], name: str, latest: Listing) -> None:
    """A list column: each distinct value once, with the first cell it stands in."""
    seen: dict[str, Row] = {}
    for one in rows:
        if one.values.get(name) and one.receipts.get(name):
            seen.setdefault(one.values[name].replace(";", ","), one)
    document = latest.document.document_id
    for part, source in enumerate(seen.values()):
        steps = ("no-semicolon",) if ";" in source.values[name] else ()
        status = source.receipts[name][0].status
        receipt = Receipt(document, "copy", status, (), steps, (source.cell(name),), part)
        made.receipts.setdefault(column, []).append(receipt)
    if seen:
        made.values[column] = "; ".join(seen)


def _parts(made: Row, column: str, values: Sequence[str], receipts: Sequence[Receipt], steps: tuple[str, ...]) -> None:
    made.values[column] = "; ".join(values)
    made.receipts[column] = [r._replace(steps=(*r.steps, *steps), part=i) for i, r in enumerate(receipts)]


def _share(made: Row, latest: Listing) -> None:
    """Pledged divided by budget, where both are stated in one currency."""
    budget, pledged = latest.row.values.get("budget", ""), latest.row.values.get("pledged", "")
    if not budget or not pledged or budget == "0":
        return
    inputs = [latest.row.cell("pledged"), latest.row.cell("budget")]
    value = replay(("ratio",), f"{pledged}\n{budget}")
    doubtful = any(latest.row.receipts[c][0].status == "doubtful" for c in ("budget", "pledged"))
    status, document = "doubtful" if doubtful else "inferred", latest.document.document_id
    derive(made, "funded_share", value, "ratio", status, inputs, ("ratio",), document)
