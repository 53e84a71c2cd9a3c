"""The rows of one listing, and the ways a value gets into them with its receipt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, cast

from extractors.evidence import Block, Cell, Finding
from pipeline.document import Document
from pipeline.reconcile.dated import dated
from pipeline.reconcile.facts import Receipt, Row, Status

#: The tables whose rows belong to a listing -> the column that holds their identifiers.
PARTS: Mapping[str, str] = {
    "amounts": "amount_id",
    "pledges": "pledge_id",
    "contacts": "contact_id",
    "places": "place_id",
    "themes": "theme_id",
    "mentions": "mention_id",
}


class Note(NamedTuple):
    """Something a person should look at."""

    severity: str
    code: str
    table: str
    row_id: str
    column: str
    says: str
    page: int | None = None  #: None for the page on which the listing begins


@dataclass(slots=True)
class Listing:
    """The rows of one block, and what a person should look at."""

    document: Document
    block: Block
    listing_id: str
    row: Row
    amounts: list[Row] = field(default_factory=list)
    pledges: list[Row] = field(default_factory=list)
    contacts: list[Row] = field(default_factory=list)
    places: list[Row] = field(default_factory=list)
    themes: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    told: list[Finding] = field(default_factory=list)  #: percentages: what its checks need besides its rows
    number: int = 0  #: its place among all listings, in source order
    rank: int = 0  #: number of its document's edition among those of its lineage, 0 for the oldest

    def rows(self) -> Iterator[Row]:
        """All its rows, its own first."""
        yield self.row
        for table in PARTS:
            yield from self.part(table)

    def part(self, table: str) -> list[Row]:
        """Its rows in one of the tables of ``PARTS``."""
        rows: list[Row] = getattr(self, table)
        return rows

    def note(
        self, severity: str, code: str, says: str, row: Row | None = None, column: str = "", *, at: int | None = None
    ) -> None:
        """Record something a person should look at; ``at`` is where it stands in the document's text."""
        home = row or self.row
        page = self.document.page_at(at) if at is not None else None
        self.notes.append(Note(severity, code, home.table, home.row_id, column, says, page))


def put(
    row: Row,
    column: str,
    cell: Cell,
    document: str,
    rule: str,
    status: str,
    rejected: Sequence[str] = (),
    part: int = 0,
) -> None:
    """Write a value and its receipt into a row."""
    old = row.values.get(column, "")
    row.values[column] = f"{old}; {cell.value}" if part and old else cell.value
    row.receipts.setdefault(column, []).append(
        Receipt(document, rule, cast(Status, status), cell.spans, cell.steps, (), part, tuple(rejected))
    )


def derive(
    row: Row,
    column: str,
    value: str,
    rule: str,
    status: str,
    inputs: Sequence[str],
    steps: Sequence[str],
    document: str,
) -> None:
    """Write a value worked out from other cells (``table/row_id/column``)."""
    if value:
        row.values[column] = value
        row.receipts[column] = [Receipt(document, rule, cast(Status, status), (), tuple(steps), tuple(inputs))]


def restate(row: Row, column: str, status: Status) -> None:
    """Give a value a status: what is doubtful is so whatever it was, any other status goes to what was stated only."""
    if column in row.receipts:
        row.receipts[column] = [
            r._replace(status=status) if status == "doubtful" or r.status == "stated" else r
            for r in row.receipts[column]
        ]


def add_row(made: Listing, table: str, rows: list[Row], letter: str) -> Row:
    """A new row of one of the listing's tables, numbered behind its letter: ``doc.3.p1``."""
    row = Row(table, f"{made.listing_id}.{letter}{len(rows) + 1}")
    row.values["listing_id"] = made.listing_id
    rows.append(row)
    return row


def put_cells(made: Listing, row: Row, finding: Finding, columns: Iterable[str], doubt: str = "") -> None:
    """Write the cells that a finding has for these columns; what it doubts, or ``doubt`` says, is noted."""
    doubt = finding.doubt or doubt
    status = "doubtful" if doubt else finding.status
    for column in columns:
        if column in finding.cells:
            put(row, column, finding.cells[column], made.document.document_id, finding.rule, status)
    if doubt:
        column = "amount" if "amount" in finding.cells else ""
        made.note("warning", f"{row.table}-doubtful", f"Look at this: {doubt}.", row, column)


def newest(listings: Sequence[Listing]) -> Listing:
    """The listing of the latest document: by its date, then by its edition; the first one of several."""
    return max(listings, key=lambda one: (dated(one.document), one.rank))


def scope_of_places(made: Listing, *, anew: bool = False) -> None:
    """Work the scope of a listing out from the countries that it names; ``anew`` where it was so before."""
    named = [p for p in made.places if p.values.get("iso3") and p.values.get("basis") in ("named", "footnote")]
    if anew:
        if all(r.rule != "scope.countries" for r in made.row.receipts.get("scope", [])):
            return
        made.row.values.pop("scope")
        made.row.receipts.pop("scope")
    inputs = [p.cell("iso3") for p in named]
    value = "national" if len({p.values["iso3"] for p in named}) == 1 else "regional" if named else ""
    status = "doubtful" if named and all(p.worst() == "doubtful" for p in named) else "inferred"
    derive(made.row, "scope", value, "scope.countries", status, inputs, ("scope-of",), made.document.document_id)
