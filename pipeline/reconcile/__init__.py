"""Findings -> facts: choose, check the sums, find the projects, say what a person should look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.evidence import Block, Finding
from pipeline.document import Document
from pipeline.reconcile import (
    arithmetic,
    correcting,
    corrections,
    doubts,
    editions,
    identity,
    lost,
    names,
    people,
    projects,
    recognised,
    timing,
    whole,
)
from pipeline.reconcile.corrections import Correction
from pipeline.reconcile.editions import Editions
from pipeline.reconcile.facts import Dataset, Row
from pipeline.reconcile.identity import Link
from pipeline.reconcile.leftover import unclaimed
from pipeline.reconcile.listing import listing
from pipeline.reconcile.readings import rule_rows
from pipeline.reconcile.rows import PARTS, Listing, newest

#: The tables of a dataset, in the order in which they are made.
TABLES = (
    "documents",
    "listings",
    "projects",
    "amounts",
    "pledges",
    "contacts",
    "places",
    "themes",
    "mentions",
    "matches",
    "checks",
    "findings",
    "corrections",
    "changes",
    "lines",
    "rules",
)


@dataclass(slots=True)
class Extracted:
    """What the earlier stages give for one document."""

    document: Document
    blocks: list[Block] = field(default_factory=list)
    findings: list[list[Finding]] = field(default_factory=list)  #: a list for each block
    roles: list[tuple[str, str, int]] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    frame: list[Finding] = field(default_factory=list)  #: what it says of all its projects
    model: str = ""  #: the statistical model that names were sought with; empty where there was none


#: A listing and the findings that it was made from.
Read = tuple[Listing, list[Finding]]


def listings_of(one: Extracted) -> list[Read]:
    """The listings of a document, before its sums are checked."""
    return [(listing(one.document, b, f), f) for b, f in zip(one.blocks, one.findings, strict=True)]


def reconcile(extracted: Sequence[Extracted], corrected: Sequence[Correction] = (), currency: str = "") -> Dataset:
    """The dataset of all documents, in the order given, with corrections by hand put in.

    ``currency`` (ISO 4217) is what amounts are converted to; empty for no conversion.
    """
    data = Dataset({name: [] for name in TABLES}, {e.document.document_id: e.document.text for e in extracted})
    read = {one.document.document_id: listings_of(one) for one in extracted}
    listings = [made for of_it in read.values() for made, _ in of_it]
    for number, one_listing in enumerate(listings):
        one_listing.number = number
    documents = [one.document for one in extracted]
    groups, found, links = _groups(listings, documents)
    homes = projects.homes(groups)  # before corrections, which are addressed to what comes of it
    joins = corrections.joined(corrected, homes)
    if corrected:
        data.rows("corrections").extend(_put_in(corrected, listings, homes, joins))
        groups, found, links = _groups(listings, documents)
    for one in extracted:
        check_document(data, one, read[one.document.document_id])
    people.check(listings)
    names.check(listings)
    named = projects.named(groups, homes, joins)
    data.rows("matches").extend(identity.report(links, projects.home_of(named), found.lineage))
    _projects(data, listings, named, found)
    _rows(data, listings, extracted)
    told = ((name, finding) for name, of_it in read.items() for _, findings in of_it for finding in findings)
    data.rows("rules").extend(rule_rows(told, [row for row in data if row.table != "projects"]))
    convert(data, currency)
    return data


def _put_in(
    corrected: Sequence[Correction], listings: Sequence[Listing], homes: Mapping[str, str], joins: Mapping[str, str]
) -> list[Row]:
    """Put corrections in; the rows of their table."""
    known = [lost.stated(homes[one.listing_id], one) for one in listings]
    rows = correcting.apply(corrected, listings, homes, joins)
    lost.tell(rows, corrected, known)
    return rows


def convert(data: Dataset, currency: str) -> None:
    """Converted amounts, where they are asked for."""
    if currency:
        from pipeline.reconcile import currency as rates  # late: the rates of all days are read for it

        rates.convert(data, currency)


def _groups(
    listings: Sequence[Listing], documents: Sequence[Document]
) -> tuple[list[list[Listing]], Editions, list[Link]]:
    """The listings of each project, the editions among the documents, and the evidence for what is one project."""
    links = identity.links(listings)
    groups = identity.group(listings, links)
    found = editions.editions(groups, documents)
    return editions.join(groups, found), found, links


def check_document(data: Dataset, one: Extracted, read: Sequence[Read]) -> None:
    """A document against itself: its sums, what is doubtful in it, what of it no value was read from.

    ``read`` are its listings, each with the findings that it was made from.
    """
    made, text = [listing_of_it for listing_of_it, _ in read], one.document.text
    settled = arithmetic.check(made, one.frame, text)
    rows = [*arithmetic.rows(settled), *(row for m in made for row in timing.check(m, text))]
    whole.tell(data, one.document, settled)
    rows += whole.check(data, one.document, made, one.frame)
    data.rows("checks").extend(recognised.checks(one.document, rows))
    for one_listing, findings in read:
        doubts.of_listing(one_listing)
        unclaimed(one_listing, findings)
    doubts.of_document(made)
    recognised.cap(made)
    data.rows("documents").append(_document(one))
    data.rows("lines").extend(_lines(one))


def _document(one: Extracted) -> Row:
    doc, count = one.document, len(one.blocks)
    status = doc.status if doc.status != "ok" or count else "no-projects"
    detail = doc.detail
    if status == "no-projects" and not detail:
        why = one.rejected[0] if one.rejected else "no field and no title that tells of one"
        detail = f"No project was found: {why}."
    values = {
        "document_id": doc.document_id,
        "file": doc.file,
        "sha256": doc.sha256,
        "media_type": doc.media_type,
        "title": doc.title,
        "publisher": doc.publisher,
        "published": doc.published,
        "language": doc.language,
        "edition": doc.edition,
        "pages": str(doc.pages or ""),
        "listings": str(count),
        "status": status,
        "detail": detail,
    }
    return Row("documents", doc.document_id, values)


def _lines(one: Extracted) -> list[Row]:
    doc = one.document
    out = []
    for number, (line, (role, why, owner)) in enumerate(zip(doc.lines, one.roles, strict=False), 1):
        values = {
            "document_id": doc.document_id,
            "line": str(number),
            "start": str(line.start),
            "end": str(line.end),
            "page": str(line.page or ""),
            "role": role,
            "listing_id": f"{doc.document_id}.{owner}" if owner and role not in ("furniture", "unassigned") else "",
            "why": why,
        }
        out.append(Row("lines", f"{doc.document_id}.{number}", values))
    return out


def _projects(
    data: Dataset, listings: Sequence[Listing], named: Sequence[tuple[str, list[Listing]]], found: Editions
) -> None:
    latest = {name: newest(members) for name, members in named}
    editions.notes(named, found, latest)
    home = projects.home_of(named)
    parents: dict[str, str] = {}
    for one in listings:
        one.row.values |= listing_values(one, home[one.listing_id])
        parent = one.row.values["parent_id"]
        if parent in home:
            parents[one.listing_id] = home[parent]
    for row in data.rows("findings"):
        aside(row, bool(found.superseded_by(row.values.get("document_id", ""))))
    for name, members in named:
        now = [m for m in members if m is latest[name] or not found.superseded_by(m.document.document_id)]
        for one in members:
            if one not in now:
                editions.put_aside(one)
        made = projects.row(name, members, parents, sum(len(m.notes) for m in now))
        made.values["missing_from"] = found.superseded_by(latest[name].document.document_id)
        data.rows("projects").append(made)
    for row in data.rows("documents"):
        row.values |= {"lineage": found.lineage(row.row_id), "superseded_by": found.superseded_by(row.row_id)}


def aside(finding: Row, superseded: bool) -> None:
    """Make a finding a mere note, where the document that it concerns is ``superseded`` by a later edition."""
    if superseded:
        finding.values["severity"] = "note"


def listing_values(one: Listing, project: str) -> Mapping[str, str]:
    """Where a listing stands, and the project that it states."""
    doc, block = one.document, one.block
    starts = (
        [c.start for e in block.titles[:1] for c in e.value.pieces]
        + [f.value.start for f in block.fields]
        + [n.start for n in block.narrative]
    )
    ends = [p.end for f in block.fields for p in f.value.pieces] + [p.end for n in block.narrative for p in n.pieces]
    first, last = (doc.page_at(min(starts)) if starts else None), (doc.page_at(max(ends)) if ends else None)
    return {
        "listing_id": one.listing_id,
        "project_id": project,
        "document_id": doc.document_id,
        "parent_id": f"{doc.document_id}.{block.parent}" if block.parent else "",
        "ordinal": str(block.ordinal),
        "page_first": str(first or ""),
        "page_last": str(last or first or ""),
    }


def lay(data: Dataset, one: Listing) -> None:
    """Put the rows of a listing, and what a person should look at, into the tables."""
    data.rows("listings").append(one.row)
    _parts(data, one)
    for note in one.notes:
        data.note(
            note.severity,
            note.code,
            note.says,
            document_id=one.document.document_id,
            listing_id=one.listing_id,
            table=note.table,
            row_id=note.row_id,
            column=note.column,
            page=str(note.page or one.row.values.get("page_first", "")),
        )


def _rows(data: Dataset, listings: Sequence[Listing], extracted: Sequence[Extracted]) -> None:
    for one in listings:
        lay(data, one)
    without_project(data, data.rows("corrections"))
    for item in extracted:
        unread(data, item.document)


def without_project(data: Dataset, corrected: Sequence[Row]) -> None:
    """Findings for the corrections whose project is not there."""
    for row in corrected:
        if row.values["state"] == "no-project":
            data.note("warning", "correction-without-project", row.values["says"])


def _parts(data: Dataset, one: Listing) -> None:
    """The rows of a listing's tables, each with its identifier, its status and its page, known only now."""
    for table, identifier in PARTS.items():
        for row in one.part(table):
            row.values[identifier] = row.row_id
            row.values["status"] = _status(row)
            row.values["page"] = _page(one, row)
            data.rows(table).append(row)


def _status(row: Row) -> str:
    """The worst status of a row; what stands beside an amount that the sums prove takes nothing from it."""
    proved = row.table == "amounts" and all(r.status == "proved" for r in row.receipts.get("amount", []))
    worst = row.worst()
    return "proved" if proved and worst == "stated" else worst


def unread(data: Dataset, document: Document) -> None:
    """A finding for a file that gave no text, not all of its text, or text that a picture seems to hold."""
    if document.status in ("failed", "skipped"):
        severity = "error" if document.status == "failed" else "note"
        data.note(severity, f"document-{document.status}", document.detail, document_id=document.document_id)
    elif any(line.recognised for line in document.lines):
        says = f"{document.detail} Nothing read there is better than `inferred`; compare it with the page."
        data.note("note", "document-recognised", says, document_id=document.document_id)
    elif document.detail:
        data.note("warning", "document-incomplete", document.detail, document_id=document.document_id)


def _page(one: Listing, row: Row) -> str:
    spans = [s for rs in row.receipts.values() for r in rs for s in r.spans]
    page = one.document.page_at(min(s.start for s in spans)) if spans else None
    return str(page or "")
