"""Listings -> projects: which listings state the same project, and its one row."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import regex
from rapidfuzz import fuzz

from extractors.lexicon import squeeze
from extractors.steps import replay
from pipeline.reconcile.facts import STATUSES, Row
from pipeline.reconcile.rows import Listing, derive

#: A code that can stand for a project across documents has letters and digits, or is long.
_TELLING = regex.compile(r"(?=.*\d)(?:(?=.*\p{Lu}).{4,}|.{7,})")


def group(listings: Sequence[Listing]) -> list[list[Listing]]:
    """The listings of each project, in source order: those that share a telling code; else each for itself."""
    by_code: dict[str, list[Listing]] = {}
    out: list[list[Listing]] = []
    for one in listings:
        codes = [squeeze(c) for c in one.row.values.get("codes", "").split("; ") if _TELLING.match(c)]
        home = next((by_code[c] for c in codes if c in by_code and not _same_document(by_code[c], one)), None)
        if home is None:
            home = []
            out.append(home)
        home.append(one)
        for code in codes:
            by_code.setdefault(code, home)
    return out


def _same_document(home: Sequence[Listing], one: Listing) -> bool:
    return any(other.document.document_id == one.document.document_id for other in home)


def project_id(listings: Sequence[Listing], taken: set[str]) -> str:
    """A stable identifier: the first code, else a digest of the title and the places."""
    first = listings[0]
    codes = [c for c in first.row.values.get("codes", "").split("; ") if _TELLING.match(c)]
    if codes:
        base = regex.sub(r"[^\p{L}\p{N}]+", "-", codes[0]).strip("-")
    else:
        places = sorted(p.values.get("iso3", "") for p in first.places)
        parts = [squeeze(first.row.values.get("title", "")), *places]
        if not parts[0]:
            parts.append(first.listing_id)
        base = "p-" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:10]
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def possible_matches(projects: Sequence[tuple[str, Sequence[Listing]]]) -> list[tuple[Listing, str, str]]:
    """Projects of different documents that may be one: very similar titles. They are not merged."""
    found = []
    blocks: dict[str, list[tuple[str, Listing]]] = {}
    for name, members in projects:
        one = members[-1]
        for word in {w for w in squeeze(one.row.values.get("title", "")).split() if len(w) > 7}:
            blocks.setdefault(word, []).append((name, one))
    seen: set[tuple[str, str]] = set()
    for pairs in blocks.values():
        for i, (name, one) in enumerate(pairs[:200]):
            for other_name, other in pairs[:i]:
                key = (other_name, name)
                if key in seen or one.document.document_id == other.document.document_id:
                    continue
                seen.add(key)
                score = fuzz.token_sort_ratio(squeeze(one.row.values["title"]), squeeze(other.row.values["title"]))
                if score >= 85:
                    alike = f"{score:.0f} % like that of {other_name} (“{other.row.values['title']}”)"
                    found.append((one, other_name, f"The title is {alike}; they may be one project."))
    return found


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


def latest_of(listings: Sequence[Listing]) -> Listing:
    """The listing of the latest document: by its date, then by its edition; the first one of several."""
    return max(listings, key=lambda one: (one.document.published, one.rank, -listings.index(one)))


def row(name: str, listings: Sequence[Listing], parents: Mapping[str, str], findings: int) -> Row:
    """The row of a project: its latest listing's values, each pointing there."""
    latest = latest_of(listings)
    made = Row("projects", name, {"project_id": name})
    for column in _COPIED:
        _copy(made, column, latest.row, column)
    _list(made, "countries", latest.places, "iso3", latest)
    _country_names(made, latest)
    _copy(made, "regions", latest.row, "region_text")
    _list(made, "donors", latest.pledges, "donor", latest)
    _list(made, "themes", latest.themes, "theme", latest)
    _share(made, latest)
    _contacts(made, latest)
    made.values |= {
        "parent_project_id": parents.get(latest.listing_id, ""),
        "listings": str(len(listings)),
        "as_of": latest.document.published,
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


def _contacts(made: Row, latest: Listing) -> None:
    """The first person at headquarters and the first in the field: whom to ask."""
    for role in ("headquarters", "field"):
        person = next((c for c in latest.contacts if c.values.get("role") == role), None)
        if person is not None:
            _copy(made, f"{role}_contact", person, "name")
            _copy(made, f"{role}_email", person, "email")


def _worst(latest: Listing) -> str:
    rows = [latest.row, *latest.amounts, *latest.pledges, *latest.contacts, *latest.places]
    found = [STATUSES.index(w) for w in (r.worst() for r in rows) if w]
    return STATUSES[max(found)] if found else ""


def _copy(made: Row, column: str, source: Row, name: str) -> None:
    value = source.values.get(name, "")
    if not value or name not in source.receipts:
        return
    status = max((r.status for r in source.receipts[name]), key=STATUSES.index)
    document = source.receipts[name][0].document_id
    if len(source.receipts[name]) > 1 or column == "regions":
        pieces = value.split("; ") if column != "regions" else [value]
        derive(made, column, value, "copy", status, [f"{source.table}/{source.row_id}/{name}"], (), document)
        if len(pieces) > 1:
            receipt = made.receipts[column][0]
            made.receipts[column] = [receipt._replace(part=i, steps=(f"item:{i}",)) for i in range(len(pieces))]
        return
    derive(made, column, value, "copy", status, [f"{source.table}/{source.row_id}/{name}"], (), document)


def _list(made: Row, column: str, rows: Sequence[Row], name: str, latest: Listing) -> None:
    """A list column: each distinct value once, with the first cell it stands in."""
    seen: dict[str, Row] = {}
    for one in rows:
        if one.values.get(name) and one.receipts.get(name):
            seen.setdefault(one.values[name].replace(";", ","), one)
    document = latest.document.document_id
    for part, (value, source) in enumerate(seen.items()):
        derived = Row("x", "x")
        inputs = [f"{source.table}/{source.row_id}/{name}"]
        steps = ("no-semicolon",) if ";" in source.values[name] else ()
        derive(derived, column, value, "copy", source.receipts[name][0].status, inputs, steps, document)
        made.receipts.setdefault(column, []).append(derived.receipts[column][0]._replace(part=part))
    if seen:
        made.values[column] = "; ".join(seen)


def _parts(made: Row, column: str, values: Sequence[str], receipts: Sequence, steps: tuple[str, ...]) -> None:  # type: ignore[type-arg]
    made.values[column] = "; ".join(values)
    made.receipts[column] = [r._replace(steps=(*r.steps, *steps), part=i) for i, r in enumerate(receipts)]


def _share(made: Row, latest: Listing) -> None:
    """Pledged divided by budget, where both are stated in one currency."""
    budget, pledged = latest.row.values.get("budget", ""), latest.row.values.get("pledged", "")
    if not budget or not pledged or budget == "0":
        return
    inputs = [f"listings/{latest.listing_id}/pledged", f"listings/{latest.listing_id}/budget"]
    value = replay(("ratio",), f"{pledged}\n{budget}")
    statuses = [latest.row.receipts[c][0].status for c in ("budget", "pledged")]
    worst = max(statuses, key=STATUSES.index)
    derive(
        made,
        "funded_share",
        value,
        "ratio",
        worst if worst == "doubtful" else "inferred",
        inputs,
        ("ratio",),
        latest.document.document_id,
    )
