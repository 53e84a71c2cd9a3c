"""What differs between two datasets: each difference once, where it is stated, and why it came about.

Compared is what each dataset holds for true of a project: its row, and the rows of its latest listing. Earlier editions
stay in ``listings`` and are not compared. What follows from a difference (a sum, a share, a copy) is not told again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from pipeline.reconcile.causes import Cell, Side, cause, newcomers
from pipeline.reconcile.facts import Dataset, Row
from pipeline.reconcile.likeness import Sketch, pairs, sketch


class Part(NamedTuple):
    """How the rows of a table are compared."""

    columns: tuple[str, ...]  #: an alternative after a bar counts where the first is empty
    keys: tuple[tuple[str, ...], ...]  #: by what rows are matched, the surest first
    name: str  #: what a person calls such a row by
    kinds: tuple[str, ...] = ()  #: the only values of ``kind``; empty for any


#: A donor, by the one name in all languages; datasets from before that column have it in ``donor``.
_DONOR = "donor_name|donor"

#: The tables whose rows are compared. A budget, a shortfall and a total of pledges are those of the project's row.
PARTS: Mapping[str, Part] = {
    "amounts": Part(
        ("component", "amount", "currency"),
        (("component", "amount"), ("component",), ("amount",)),
        "component|amount_text",
        ("component",),
    ),
    "pledges": Part(
        ("donor_name|donor|donor_text", "amount", "currency", "note"),
        ((_DONOR, "amount"), (_DONOR,), ("donor_text",), ("amount", "currency")),
        "donor_name|donor|donor_text|note",
    ),
    "contacts": Part(
        ("role", "name", "job_title", "organisation", "email", "phone|phone_text"),
        (("name", "email", "role"), ("name", "email"), ("email", "role"), ("name",), ("email",), ("role",)),
        "name|organisation|email|phone_text",
    ),
    "places": Part(("iso3|group|name_text",), (("iso3|group|name_text",),), "name_text|iso3|group"),
    "themes": Part(("theme",), (("theme",),), "theme"),
}

#: Columns of ``projects`` that are compared; what follows from others stands last.
COLUMNS = (
    "title", "codes", "regions", "start_date", "end_date", "duration_months", "currency", "budget", "shortfall",
    "pledged", "scope", "countries", "donors", "themes", "funded_share",
)  # fmt: skip

#: Columns of ``listings`` that ``projects`` does not have.
_LISTING = ("summary",)


class Difference(NamedTuple):
    """A cell that differs; a row is None where it is not there."""

    change: str  #: ``added`` ``removed`` ``changed``
    old: Row | None
    new: Row | None
    column: str
    before: str
    after: str

    @property
    def table(self) -> str:
        """The table that it is in."""
        row = self.new or self.old
        return row.table if row else ""


@dataclass(slots=True)
class Statement:
    """What a dataset holds for true of a project."""

    row: Row
    listing: Row
    parts: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def gone(self) -> bool:
        """Whether a later edition no longer states it."""
        return bool(self.row.values.get("missing_from"))

    def sketch(self) -> Sketch:
        """What it is recognised by."""
        values = self.row.values
        people = [c.values.get("email", "").lower() for c in self.parts["contacts"]]
        places = [p.values.get("iso3", "") for p in self.parts["places"]]
        return sketch(values.get("title", ""), values.get("codes", ""), places, values.get("budget", ""), people)


def changes(old: Dataset, new: Dataset) -> list[Row]:
    """The rows of table ``changes`` from one dataset to another, in the order of the new one; what went stands last."""
    return [row for row, _ in told(Side(old, statements(old)), Side(new, statements(new)))]


def told(before: Side, after: Side) -> Iterator[tuple[Row, Difference]]:
    """The rows of ``changes``, each with the difference that it tells of."""
    same = _same_projects(before, after)
    for name, now in after.statements.items():
        was = before.statements.get(same.get(name, ""))
        yield from ((_row(before, after, was, now, one), one) for one in _differences(before, after, was, now))
    known = {*same.values()}
    for name, was in before.statements.items():
        if name not in known and not was.gone:
            one = Difference("removed", was.row, None, "title", _title(was), "")
            yield _row(before, after, was, None, one), one


def statements(dataset: Dataset) -> dict[str, Statement]:
    """What a dataset holds for true of each project, by its identifier."""
    listings = {
        (r.values.get("project_id"), r.values.get("document_id")): r for r in reversed(dataset.rows("listings"))
    }
    by_listing: dict[tuple[str, str], list[Row]] = {}
    for table in PARTS:
        for row in dataset.rows(table):
            by_listing.setdefault((table, row.values.get("listing_id", "")), []).append(row)
    out = {}
    for row in dataset.rows("projects"):
        listing = listings.get((row.row_id, row.values.get("latest_document", ""))) or Row("listings", "")
        out[row.row_id] = Statement(row, listing, {t: by_listing.get((t, listing.row_id), []) for t in PARTS})
    return out


def _same_projects(before: Side, after: Side) -> dict[str, str]:
    """Which project of the new dataset is which of the old.

    Of one identifier; else with a title from the same place of the same file; else in one brochure and alike.
    """
    same = {name: name for name in after.statements if name in before.statements}
    spots = {spot: n for n, one in before.statements.items() if n not in same for spot in before.spots(one)}
    for name, one in after.statements.items():
        found = {spots[spot] for spot in after.spots(one) if name not in same and spot in spots} - {*same.values()}
        same |= {name: found.pop()} if len(found) == 1 else {}
    old = {name: _home(one, before, after) for name, one in before.statements.items() if name not in {*same.values()}}
    new = {name: _home(one, before, after) for name, one in after.statements.items() if name not in same}
    for home in sorted({*old.values()} & {*new.values()}):
        olds, news = ([n for n, place in names.items() if place == home] for names in (old, new))
        sketches = ([before.statements[n].sketch() for n in olds], [after.statements[n].sketch() for n in news])
        same |= {news[j]: olds[i] for i, j in pairs(*sketches)}
    return same


def _home(one: Statement, before: Side, after: Side) -> str:
    """The brochure that states a project last: its lineage, if one is known, else the document."""
    name = one.row.values.get("latest_document", "")
    rows = (side.documents.get(name) for side in (after, before))
    return next((r.values["lineage"] for r in rows if r and r.values.get("lineage")), name)


def _differences(before: Side, after: Side, was: Statement | None, now: Statement) -> Iterator[Difference]:
    """What differs in one project of the new dataset."""
    if now.gone and was and not was.gone:
        yield Difference("removed", was.row, None, "title", _title(was), "")
    elif was is None or (was.gone and not now.gone):
        if not now.gone:
            yield Difference("added", None, now.row, "title", "", _title(now))
    else:
        parts = [d for table in PARTS for d in _part(table, was.parts[table], now.parts[table])]
        yield from (*_own(before, after, was, now, parts), *parts)


def _own(
    before: Side, after: Side, was: Statement, now: Statement, parts: Sequence[Difference]
) -> Iterator[Difference]:
    """The differences of the project's own values that follow from nothing that is told already."""
    told = {(r.table, r.row_id) for d in parts for r in (d.old, d.new) if r}
    known: set[Cell] = set()
    own = [(was.row, now.row, c) for c in ("project_id", *COLUMNS)]
    for old, new, column in own + [(was.listing, now.listing, c) for c in _LISTING]:
        one, other = old.values.get(column, ""), new.values.get(column, "")
        if not equal(one, other):
            roots = before.roots(old, column) | after.roots(new, column)
            if not any(cell in known or cell[:2] in told for cell in roots):
                yield Difference(_kind(one, other), old, new, column, one, other)
            known |= roots


def _kind(old: str, new: str) -> str:
    return "changed" if old and new else "added" if new else "removed"


def _part(table: str, old: Sequence[Row], new: Sequence[Row]) -> Iterator[Difference]:
    """The differences between the rows of one table of a project."""
    part = PARTS[table]
    olds, news = ([r for r in rows if not part.kinds or r.values.get("kind") in part.kinds] for rows in (old, new))
    same = _matched(part, olds, news)
    for row in news:
        was = same.get(row.row_id)
        yield from _cells(part, was, row)
    for row in olds:
        if not any(row is kept for kept in same.values()):
            yield from _cells(part, row, None)


def _matched(part: Part, old: Sequence[Row], new: Sequence[Row]) -> dict[str, Row]:
    """The old row of each new one: by the surest key that both share, in order."""
    same: dict[str, Row] = {}
    left = list(old)
    for key in part.keys:
        for row in new:
            mine = [_value(row, column)[1] for column in key]
            if row.row_id in same or not all(mine):
                continue
            found = next((o for o in left if [_value(o, column)[1] for column in key] == mine), None)
            if found is not None:
                same[row.row_id] = found
                left = [o for o in left if o is not found]
    return same


def _cells(part: Part, old: Row | None, new: Row | None) -> Iterator[Difference]:
    for columns in part.columns:
        before, after = (_value(row, columns) if row else ("", "") for row in (old, new))
        if not equal(before[1], after[1]):
            change = _kind("x" if old else "", "x" if new else "")
            yield Difference(change, old, new, after[0] or before[0], before[1], after[1])


def _value(row: Row, columns: str) -> tuple[str, str]:
    """The first of some columns that has a value, and the value."""
    found = ((c, row.values[c]) for c in columns.split("|") if row.values.get(c))
    return next(found, (columns.partition("|")[0], ""))


def equal(one: str, other: str) -> bool:
    """Whether two cells say the same: the same text, the same number, the same things in another order."""
    if one == other or sorted(one.split("; ")) == sorted(other.split("; ")):
        return True
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return False


def _title(one: Statement) -> str:
    return one.row.values.get("title", "") or one.row.row_id


def _row(before: Side, after: Side, was: Statement | None, now: Statement | None, one: Difference) -> Row:
    """The row of ``changes`` for a difference."""
    where = one.new or one.old
    assert where is not None
    home = now or was
    assert home is not None
    values = {
        "project_id": home.row.row_id,
        "change": one.change,
        "table": where.table,
        "row_id": where.row_id,
        "column": one.column,
        "old": one.before,
        "new": one.after,
        "document_id": _document(before, after, was, now, one.column),
        "cause": cause(before, after, was, now, one),
        "what": _what(where) or _title(home),
    }
    return Row("changes", "", values)


def _what(row: Row) -> str:
    """What a person calls a row by; empty for the project's own."""
    return _value(row, PARTS[row.table].name)[1] if row.table in PARTS else ""


def _document(before: Side, after: Side, was: Statement | None, now: Statement | None, column: str) -> str:
    """The document that states the new value, or no longer states the old one, or went with it.

    Of an identifier it is the one that came or went.
    """
    if column == "project_id" and (others := newcomers(before, after, was, now, column)):
        return others[0]
    home = now or was
    assert home is not None
    return home.row.values.get("missing_from") or home.row.values.get("latest_document", "")
