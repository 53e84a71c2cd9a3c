"""``pledgebook explain``: one value, and all that stands behind it, for a person to read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from rapidfuzz import fuzz

from extractors.evidence import Span
from extractors.steps import run
from pipeline.progress import CannotRun
from pipeline.publish.load import load
from pipeline.publish.schema import cell_name, cell_parts, tables
from pipeline.publish.sentences import sentences
from pipeline.reconcile.facts import STATUSES, Dataset, Receipt, Row

#: How much of a long line is shown on either side of a quote, in characters.
_CONTEXT = 80

#: How many candidates a message lists.
_LISTED = 12


def explain(folder: Path, project: str, field: str = "") -> str:
    """The receipts of a project's values, or of one of them.

    ``project`` is an identifier of a project or a listing, a code, or a part of the title; ``field`` is a column of
    ``projects``, or ``table.column``. Raises :class:`CannotRun`, with what there is to choose from, where nothing
    or too much fits.
    """
    if not (folder / "projects.csv").is_file():
        raise CannotRun(f"{folder} holds no dataset; run `pledgebook extract` first, or say where it is with --in")
    dataset = load(folder)[0]
    chosen = choose(dataset, project)
    cells = _cells(dataset, chosen, field)
    book = Book(dataset)
    return "\n".join(line for row, column in cells for line in (*book.cell(row, column, ""), "")).rstrip("\n")


def choose(dataset: Dataset, wanted: str) -> list[Row]:
    """The project that is meant with its listings; one listing alone where that is meant."""
    projects, listings = dataset.rows("projects"), dataset.rows("listings")
    one = next((r for r in listings if r.row_id == wanted), None)
    if one and all(r.row_id != wanted for r in projects):
        return [*(r for r in projects if r.row_id == one.values["project_id"]), one]
    found = _projects(projects, listings, wanted)
    if not found:
        raise CannotRun(f"no project is called {wanted!r}; nearest by title{_choices(_nearest(projects, wanted))}")
    if len(found) > 1:
        raise CannotRun(f"{wanted!r} fits {len(found)} projects; give more of the title, or one of{_choices(found)}")
    return [*found, *(r for r in listings if r.values["project_id"] == found[0].row_id)]


def _projects(projects: Sequence[Row], listings: Sequence[Row], wanted: str) -> list[Row]:
    """The projects that fit best: by identifier, else by code, else by title, else by a part of it."""
    low = wanted.casefold().strip()
    by_code = {r.values["project_id"] for r in listings if low in r.values["codes"].casefold().split("; ")}
    tests = (
        lambda r: r.row_id == wanted,
        lambda r: r.row_id in by_code or low in r.values["codes"].casefold().split("; "),
        lambda r: r.values["title"].casefold() == low,
        lambda r: bool(low) and low in r.values["title"].casefold(),
    )
    return next((found for test in tests if (found := [r for r in projects if test(r)])), [])


def _nearest(projects: Sequence[Row], wanted: str) -> list[Row]:
    """The projects, those first whose titles hold what is most like the text that was asked for."""
    low = wanted.casefold()
    return sorted(projects, key=lambda r: -fuzz.partial_ratio(low, r.values["title"].casefold()))


def _choices(rows: Sequence[Row]) -> str:
    lines = [f"\n  {row.row_id}  {row.values['title']}" for row in rows[:_LISTED]]
    more = [f"\n  and {len(rows) - _LISTED} more"] if len(rows) > _LISTED else []
    return "".join([":", *lines, *more]) if rows else " none"


def _cells(dataset: Dataset, chosen: Sequence[Row], field: str) -> list[tuple[Row, str]]:
    """The cells that a field means for the chosen rows."""
    if not field:
        row = chosen[0]
        return [(row, c.name) for c in tables()[row.table].columns if row.receipts.get(c.name)]
    table, column = field_of(field)
    ids = {row.row_id for row in chosen if row.table == "listings"}
    rows = [row for row in chosen if row.table == table]
    rows += [row for row in dataset.rows(table) if table != "listings" and row.values.get("listing_id") in ids]
    if not rows:
        raise CannotRun(f"the project has no row in {table}")
    return [(row, column) for row in rows]


def field_of(field: str) -> tuple[str, str]:
    """Table and column of a field; raises :class:`CannotRun` for a field that does not exist or is not clear."""
    proved = {t.name: t for t in tables().values() if any(c.receipt for c in t.columns)}
    table, dot, column = field.partition(".")
    if dot:
        having = [t for t in proved.values() if t.name == table and column in t.names]
    else:
        column = field
        having = [t for t in proved.values() if t.name == "projects" and column in t.names]
        having = having or [t for t in proved.values() if column in t.names]
    if len(having) == 1:
        return having[0].name, column
    if having:
        raise CannotRun(f"several tables have {field}; say {' or '.join(f'{t.name}.{column}' for t in having)}")
    columns = ", ".join(c.name for c in proved[table if dot and table in proved else "projects"].columns)
    raise CannotRun(f"there is no field {field}; columns of {table if table in proved else 'projects'}: {columns}")


class Book:
    """A dataset with what is needed to find one's way in it."""

    def __init__(self, dataset: Dataset) -> None:
        """Index rows, documents, places on pages and findings."""
        self.dataset = dataset
        self.rules = sentences()
        self.rows = {(row.table, row.row_id): row for row in dataset if row.row_id}
        self.shown: set[str] = set()
        self.places: dict[tuple[str, str, str], Row] = {}
        for row in dataset.rows("evidence"):
            v = row.values
            self.places.setdefault((v["document_id"], v["start"], v["end"]), row)

    def cell(self, row: Row, column: str, indent: str) -> Iterator[str]:
        """A value with its receipts, and, further in, the values it was worked out from."""
        name, value = cell_name(row.table, row.row_id, column), row.values.get(column, "")
        receipts = row.receipts.get(column, [])
        worst = max((STATUSES.index(r.status) for r in receipts if r.status in STATUSES), default=-1)
        status = STATUSES[worst] if worst >= 0 else "no receipt" if value else "not stated"
        yield f"{indent}{name}: {_flat(value) or '(empty)'} · {status}"
        yield from (f"{indent}  look: {says}" for says in self._findings(row, column))
        if name in self.shown:
            yield f"{indent}  (shown above)"
            return
        self.shown.add(name)
        for receipt in receipts:
            yield from self._receipt(receipt, indent + "  ")

    def _findings(self, row: Row, column: str) -> Iterator[str]:
        for finding in self.dataset.rows("findings"):
            v = finding.values
            if (v["table"], v["row_id"]) == (row.table, row.row_id) and v["column"] in (column, ""):
                yield f"{v['severity']} {v['code']}: {v['says']}"

    def _receipt(self, receipt: Receipt, indent: str) -> Iterator[str]:
        says = self.rules.get(receipt.rule, "")
        yield f"{indent}rule: {receipt.rule}{': ' if says else ''}{says}"
        for span in receipt.spans:
            yield from self._quote(receipt.document_id, span, indent)
        yield from _steps(receipt, self._ground(receipt), indent)
        yield from (f"{indent}rejected: {_flat(other)}" for other in receipt.rejected)
        if receipt.inputs:
            yield f"{indent}{'agrees with' if receipt.spans else 'worked out from'}:"
        for name in receipt.inputs:
            table, row_id, column = cell_parts(name)
            row = self.rows.get((table, row_id)) or Row(table, row_id)
            if receipt.spans and table == "checks":
                yield self._check(row, indent + "  ")
            else:
                yield from self.cell(row, column, indent + "  ")

    def _check(self, row: Row, indent: str) -> str:
        """A check that a value took part in, in one line; its own receipt has the other figures."""
        v = row.values
        both = f"{v.get('stated', '')} as stated, {v.get('worked_out', '')} as worked out"
        return f"{indent}{v.get('check', '')} ({v.get('outcome', '')}): {self.rules.get(v.get('check', ''), '')} {both}"

    def _ground(self, receipt: Receipt) -> str:
        """The text that the steps start from."""
        if receipt.spans:
            text = self.dataset.texts.get(receipt.document_id, "")
            return "\n".join(text[s.start : s.end] for s in receipt.spans)
        rows = ((cell_parts(name), name) for name in receipt.inputs)
        cells = ((self.rows.get(parts[:2]), parts[2]) for parts, _ in rows)
        return "\n".join(row.values.get(column, "") if row else "" for row, column in cells)

    def _quote(self, document_id: str, span: Span, indent: str) -> Iterator[str]:
        """Where the quote stands, and the lines around it with the quote between » and «."""
        document = self.rows.get(("documents", document_id))
        place = self.places.get((document_id, str(span.start), str(span.end)))
        values = place.values if place else {}
        where = [document.values["file"] if document else document_id]
        where += [f"page {values['page']}"] if values.get("page") else []
        where += [f"box {' '.join(map(str, box[1:]))}" for box in json.loads(values.get("boxes") or "[]")]
        yield f"{indent}from: {', '.join(where)}"
        for line in _marked(self.dataset.texts.get(document_id, ""), span).split("\n"):
            yield f"{indent}  | {line}"


def _marked(text: str, span: Span) -> str:
    """The lines that a span touches, with the span between » and «; long lines are cut."""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    before, after = text[start : span.start], text[span.end : end if end >= 0 else len(text)]
    before = before if len(before) <= _CONTEXT else "…" + before[-_CONTEXT:]
    after = after if len(after) <= _CONTEXT else after[:_CONTEXT] + "…"
    return f"{before}»{text[span.start : span.end]}«{after}"


def _steps(receipt: Receipt, text: str, indent: str) -> Iterator[str]:
    """Each step with the text before and after it."""
    for step in receipt.steps:
        try:
            after = run(step, text)
        except Exception as error:  # noqa: BLE001 - a receipt that does not replay is shown as such, not as a crash
            yield f"{indent}step: {step}: {_flat(text)} → fails: {error}"
            return
        yield f"{indent}step: {step}: " + (f"{_flat(text)} → {_flat(after)}" if after != text else "nothing to change")
        text = after


def _flat(text: str) -> str:
    """On one line."""
    return text.replace("\n", " ⏎ ")
