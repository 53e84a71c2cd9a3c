"""What a document says of all its projects against those that were found in it: counts, contents, total lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rapidfuzz import fuzz

from extractors.evidence import Finding
from extractors.lexicon import squeeze
from pipeline.document import Document
from pipeline.reconcile import checks, sentences
from pipeline.reconcile.checks import Side, row_of
from pipeline.reconcile.facts import Dataset, Row
from pipeline.reconcile.relations import Relation, Term
from pipeline.reconcile.rows import Listing
from pipeline.reconcile.totals import of_kind
from pipeline.settings import settings

#: How many titles a sentence lists.
_LISTED = 4


def total_lines(listings: Sequence[Listing], told: Sequence[Finding]) -> Iterator[Relation]:
    """The total over all projects, as the first line that states one has it, against their budgets."""
    top = [one for one in listings if one.block.parent is None]
    budgets = [(one, of_kind(one, "budget")) for one in top]
    said = next((f for f in told if f.kind == "total"), None)
    if said is None or len(top) < 2 or any(len(rows) != 1 for _, rows in budgets):
        return
    codes = {rows[0].values.get("currency", "") for _, rows in budgets}
    if len(codes | ({said.text("currency")} - {""})) != 1:
        return
    terms = tuple(Term(one, rows[0], Decimal(1)) for one, rows in budgets)
    sides = Side(reading=said, column="amount"), Side([(t.row, "amount") for t in terms], ("sum",))
    yield Relation(checks.LISTINGS, None, terms, sides, goal=Decimal(said.text("amount")))


def check(data: Dataset, document: Document, listings: Sequence[Listing], told: Sequence[Finding]) -> Iterator[Row]:
    """The checks of counts and contents; what they find wrong is noted for the document."""
    if not listings:
        return
    counts = [f for f in told if f.kind == "count"]
    if counts:
        yield _count(data, document, listings, counts)
    entries = [f for f in told if f.kind == "entry"]
    if entries:
        yield from _contents(data, document, listings, entries)


def tell(data: Dataset, document: Document, settled: Sequence[tuple[Relation, str]]) -> None:
    """Note the checks of amounts that concern the whole document, where they do not hold."""
    for one, outcome in settled:
        if one.home is None and outcome in ("rounding", "off"):
            severity, code, says = sentences.told(one, outcome)
            told = one.sides[0].reading
            _note(data, document, code, says, told.start if told else 0, severity)


def _note(data: Dataset, document: Document, code: str, says: str, at: int, severity: str = "warning") -> None:
    page = str(document.page_at(at) or "")
    data.note(severity, code, says, document_id=document.document_id, table="documents", row_id=document.document_id,
              column="listings", page=page)  # fmt: skip


def _count(data: Dataset, document: Document, listings: Sequence[Listing], counts: Sequence[Finding]) -> Row:
    """The first count that is right, else the first one."""
    every = list(listings)
    top = [one for one in every if one.block.parent is None]
    right = next((f for f in counts for n in (every, top) if f.text("count") == str(len(n))), None)
    said = right or counts[0]
    counted = top if said.text("count") == str(len(top)) else every
    if right is None:
        number = (
            str(len(every))
            if len(every) == len(top)
            else f"{len(every)} ({len(every) - len(top)} of them parts of others)"
        )
        says = (
            f"The document says that it has {said.text('count')} projects, and {number} were found. "
            "Look in table lines, role unassigned, whether one was missed, and in listings whether one is none."
        )
        _note(data, document, "count-off", says, said.start)
    inputs = [(one.row, "title") for one in counted if one.row.values.get("title")]
    sides = Side(reading=said, column="count"), Side(inputs, ("count",)) if len(inputs) == len(counted) else Side()
    return row_of(document.document_id, document.document_id, checks.COUNT, "holds" if right else "off", sides)


def _contents(
    data: Dataset, document: Document, listings: Sequence[Listing], entries: Sequence[Finding]
) -> Iterator[Row]:
    """The titles of a table of contents against those of the listings; nothing where it is of something else."""
    titles = [squeeze(one.row.values.get("title", "")) for one in listings]
    places = [_place(squeeze(f.text("title")), titles) for f in entries]
    matched = [n for n, place in enumerate(places) if place is not None]
    found = {place for place in places if place is not None}
    top = {n for n, one in enumerate(listings) if one.block.parent is None and titles[n]}
    if len(found) * 2 < len(top) or len(found) < 2:
        return
    # Before the first project and behind the last stand introductions and annexes.
    lost = [entries[n] for n in range(matched[0], matched[-1] + 1) if places[n] is None]
    extra = [listings[n] for n in sorted(top - found)]
    if lost or extra:
        _note(data, document, "contents-off", _says(lost, extra), entries[0].start)
    sides = (
        Side(reading=entries[matched[0]], column="title"),
        Side([(listings[min(found)].row, "title")]),
    )
    yield row_of(
        document.document_id, document.document_id, checks.CONTENTS, "off" if lost or extra else "holds", sides
    )


def _place(title: str, titles: Sequence[str]) -> int | None:
    """The listing whose title is that of an entry, which may be cut off or have another word."""
    scored = [(max(fuzz.ratio(title, t), fuzz.partial_ratio(title, t) if len(title) > 20 else 0), n)
              for n, t in enumerate(titles) if t]  # fmt: skip
    score, place = max(scored, default=(0, 0), key=lambda s: (s[0], -s[1]))
    return place if score >= settings("segment")["same_title"] else None


def _says(lost: Sequence[Finding], extra: Sequence[Listing]) -> str:
    said = []
    if lost:
        said.append(
            f"The table of contents has {_titles([f.text('title') for f in lost])}, which was not found as a project"
        )
    if extra:
        said.append(f"it lacks {_titles([o.row.values['title'] for o in extra])}" if lost
                    else f"The table of contents lacks {_titles([o.row.values['title'] for o in extra])}")  # fmt: skip
    return "; ".join(said) + ". Compare it with the pages."


def _titles(titles: Sequence[str]) -> str:
    more = f" and {len(titles) - _LISTED} more" if len(titles) > _LISTED else ""
    return ", ".join(f"“{t}”" for t in titles[:_LISTED]) + more
