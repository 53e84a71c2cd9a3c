"""Findings -> facts: choose, check the sums, find the projects, say what a person should look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import regex

from extractors.evidence import Block, Finding
from pipeline.document import Document
from pipeline.reconcile import arithmetic, doubts, editions, projects
from pipeline.reconcile.facts import Dataset, Row
from pipeline.reconcile.leftover import unclaimed
from pipeline.reconcile.listing import listing
from pipeline.reconcile.readings import rule_rows
from pipeline.reconcile.rows import Listing

_TABLES = (
    "documents",
    "listings",
    "projects",
    "amounts",
    "pledges",
    "contacts",
    "places",
    "themes",
    "mentions",
    "findings",
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
    model: str = ""  #: the statistical model that names were sought with; empty where there was none


def reconcile(extracted: Sequence[Extracted]) -> Dataset:
    """The dataset of all documents, in the order given."""
    data = Dataset({name: [] for name in _TABLES}, {e.document.document_id: e.document.text for e in extracted})
    listings: list[Listing] = []
    for one in extracted:
        text = one.document.text
        made = [listing(one.document, b, f) for b, f in zip(one.blocks, one.findings, strict=True)]
        for item, found in zip(made, one.findings, strict=True):
            arithmetic.check(item, text)
            doubts.of_listing(item)
            unclaimed(item, found)
        listings += made
        data.rows("documents").append(_document(one, len(made)))
        data.rows("lines").extend(_lines(one))
    _odd_domains(listings)
    _projects(data, listings, [one.document for one in extracted])
    _rows(data, listings, extracted)
    read = ((e.document.document_id, f) for e in extracted for block in e.findings for f in block)
    data.rows("rules").extend(rule_rows(read, [row for row in data if row.table != "projects"]))
    return data


def _document(one: Extracted, count: int) -> Row:
    doc = one.document
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


_DOMAIN = regex.compile(r"@([\w.-]+)$")


def _odd_domains(listings: Sequence[Listing]) -> None:
    """E-mail domains that are one letter away from one that stands at least five times as often."""
    people = [(one, c) for one in listings for c in one.contacts if c.values.get("email")]
    seen = Counter(m.group(1).lower() for _, c in people if (m := _DOMAIN.search(c.values["email"])))
    for one, person in people:
        match = _DOMAIN.search(person.values["email"])
        domain = match.group(1).lower() if match else ""
        usual = next(
            (d for d, n in seen.most_common() if d != domain and n >= 5 * seen[domain] and _one_apart(d, domain)), None
        )
        if usual:
            person.receipts["email"] = [r._replace(status="doubtful") for r in person.receipts["email"]]
            one.note(
                "warning",
                "odd-domain",
                f"{person.values['email']}: the domain stands {seen[usual]} times as {usual}; probably a misprint. "
                "The address is kept as printed.",
                person,
                "email",
            )


def _one_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter added, left out or changed."""
    if abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, c in enumerate(short) if c != long[i]), len(short))
    return short[at:] == long[at + 1 :] or (len(short) == len(long) and short[at + 1 :] == long[at + 1 :])


def _projects(data: Dataset, listings: Sequence[Listing], documents: Sequence[Document]) -> None:
    taken: set[str] = set()
    groups = projects.group(listings)
    found = editions.editions(groups, documents)
    named = [(projects.project_id(members, taken), members) for members in editions.join(groups, found)]
    latest = {name: projects.latest_of(members) for name, members in named}
    editions.notes(named, found, latest)
    home = {one.listing_id: name for name, members in named for one in members}
    for one, other, says in projects.possible_matches(named):
        one.note("note", "possible-match", says, one.row, "title")
        assert other in taken
    parents: dict[str, str] = {}
    for one in listings:
        one.row.values |= _listing_values(one, home[one.listing_id])
        parent = one.row.values["parent_id"]
        if parent in home:
            parents[one.listing_id] = home[parent]
    for name, members in named:
        made = projects.row(name, members, parents, sum(len(m.notes) for m in members))
        made.values["missing_from"] = found.superseded_by(latest[name].document.document_id)
        data.rows("projects").append(made)
    for row in data.rows("documents"):
        row.values |= {"lineage": found.lineage(row.row_id), "superseded_by": found.superseded_by(row.row_id)}


def _listing_values(one: Listing, project: str) -> Mapping[str, str]:
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


_IDS = {
    "amounts": "amount_id",
    "pledges": "pledge_id",
    "contacts": "contact_id",
    "places": "place_id",
    "themes": "theme_id",
    "mentions": "mention_id",
}


def _rows(data: Dataset, listings: Sequence[Listing], extracted: Sequence[Extracted]) -> None:
    for one in listings:
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
    for item in extracted:
        if item.document.status in ("failed", "skipped"):
            _unread(data, item.document)


def _parts(data: Dataset, one: Listing) -> None:
    """The rows of a listing's tables, each with its identifier, its status and its page, known only now."""
    for table, rows in (
        ("amounts", one.amounts),
        ("pledges", one.pledges),
        ("contacts", one.contacts),
        ("places", one.places),
        ("themes", one.themes),
        ("mentions", one.mentions),
    ):
        for row in rows:
            row.values[_IDS[table]] = row.row_id
            row.values["status"] = _status(row)
            row.values["page"] = _page(one, row)
            data.rows(table).append(row)


def _status(row: Row) -> str:
    """The worst status of a row; what stands beside an amount that the sums prove takes nothing from it."""
    proved = row.table == "amounts" and all(r.status == "proved" for r in row.receipts.get("amount", []))
    worst = row.worst()
    return "proved" if proved and worst == "stated" else worst


def _unread(data: Dataset, document: Document) -> None:
    """A finding for a file that gave no text, so that nobody takes it for one without projects."""
    severity = "error" if document.status == "failed" else "note"
    data.note(severity, f"document-{document.status}", document.detail, document_id=document.document_id)


def _page(one: Listing, row: Row) -> str:
    spans = [s for rs in row.receipts.values() for r in rs for s in r.spans]
    page = one.document.page_at(min(s.start for s in spans)) if spans else None
    return str(page or "")
