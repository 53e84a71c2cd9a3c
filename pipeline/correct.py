"""``pledgebook correct``: a row for ``corrections.csv``, checked against the dataset before it is written."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.corrections import COLUMNS, NAME, column_of, parsed, text_of
from pipeline.explain import FIRST
from pipeline.guard import guarded
from pipeline.naming import choose, field_of
from pipeline.opened import opened
from pipeline.progress import CannotRun, shortened
from pipeline.reconcile.corrections import PROJECT, RULE, Target, fits, same, target
from pipeline.reconcile.facts import Dataset, Row

#: How many values a message lists.
_LISTED = 8


class Wish(NamedTuple):
    """What a person wants corrected."""

    project: str
    field: str  #: column of projects, or table.column
    value: str
    reason: str
    by: str
    date: str
    was: str | None = None  #: the value of the source; None for the only one that there is
    row: str = ""


class Written(NamedTuple):
    """A correction that was written."""

    file: Path
    cells: dict[str, str]  #: its row
    says: str  #: a sentence


def correct(folder: Path, raw: Path | None, wish: Wish) -> Written:
    """Append a correction to the file in ``raw``; where that is None, in the folder ``raw`` beside the dataset.

    ``folder`` holds the dataset in which the value stands. Raises :class:`CannotRun`, and leaves the file as it is,
    where the project, the column or the value is not there or not clear, where the file is malformed, and where
    nobody says which folder the brochures are in and the one beside the dataset does not hold them.
    """
    if raw is not None and not raw.is_dir():
        raise CannotRun(f"{raw} is no folder; give the one with the brochures with --raw")
    dataset = opened(folder, FIRST)
    chosen = choose(dataset, wish.project)
    raw = raw or _beside(folder, dataset, chosen)
    table, column = ("projects", PROJECT) if wish.field == PROJECT else field_of(wish.field)
    try:
        column_of(table, column)
    except ValueError as error:
        raise CannotRun(str(error)) from None
    was = chosen[0].row_id if column == PROJECT else _was(dataset, chosen, target(table, column), wish)
    cells = (chosen[0].row_id, table, column, was, wish.value, wish.reason, wish.by, wish.date, wish.row)
    row = dict(zip(COLUMNS, cells, strict=True))
    _append(raw / NAME, row)
    told = _told(was, wish.value)
    says = f"{raw / NAME}: {table}.{column} of {chosen[0].row_id}: {told}. The next `pledgebook extract` puts it in."
    return Written(raw / NAME, row, says)


def _told(was: str, value: str) -> str:
    """What a correction does to a value."""
    if was and same(was, value):
        return f"“{was}” is confirmed"
    if was:
        return f"“{was}” becomes “{value}”" if value else f"“{was}” is taken out"
    return f"“{value}” is added"


def _beside(folder: Path, dataset: Dataset, chosen: Sequence[Row]) -> Path:
    """The folder ``raw`` beside a dataset, if the project was read from files in it.

    In any other folder the correction would stand unheeded.
    """
    raw = folder.parent / "raw"
    documents = {row.values.get("document_id") for row in chosen if row.table == "listings"}
    files = [row.values["file"] for row in dataset.rows("documents") if row.row_id in documents]
    if any((raw / file).is_file() for file in files):
        return raw
    raise CannotRun(f"say with --raw which folder the brochures are in; {raw} does not hold {' or '.join(files)}")


def _was(dataset: Dataset, chosen: Sequence[Row], place: Target, wish: Wish) -> str:
    """The value of the source that is to be corrected."""
    cells = list(_cells(dataset, chosen, place, wish.row))
    found = list(dict.fromkeys(row.values.get(place.column, "") for row in cells))
    for row in cells:
        if any(r.rule == RULE for r in row.receipts.get(place.column, [])) and wish.was in (None, found[0]):
            raise CannotRun(f"“{row.values[place.column]}” is a correction already; change its row in {NAME}")
    if wish.was is None:
        values = [v for v in found if v]
        if len(values) > 1:
            raise CannotRun(f"several values stand there; say with --was which is meant:{_shown(values)}")
        return values[0] if values else ""
    printed = [r for r in cells if same(r.values.get("amount_text") or "-", wish.was)]
    fitting = next((v for v in found for part in v.split("; ") if same(part, wish.was)), None)
    if wish.was and fitting is None and not printed:
        raise CannotRun(f"“{wish.was}” does not stand there; what does:{_shown([v for v in found if v])}")
    return printed[0].values[place.column] if fitting is None and printed else wish.was


def _shown(values: Sequence[str]) -> str:
    return "".join(f"\n{line}" for line in shortened(values, _LISTED)) or " nothing"


def _cells(dataset: Dataset, chosen: Sequence[Row], place: Target, wanted: str) -> Iterator[Row]:
    """The rows whose cells may be meant."""
    ids = {row.row_id for row in chosen if row.table == "listings"}
    for row in dataset.rows(place.table):
        home = row.row_id if place.table == "listings" else row.values.get("listing_id", "")
        if home in ids and fits(row, place, wanted):
            yield row


def _append(path: Path, cells: dict[str, str]) -> None:
    """Add a row to the file, which is replaced as a whole; what stood there stays byte for byte."""
    text = text_of(path) if path.is_file() else ""
    parsed(text or ",".join(COLUMNS), str(path))  # what is malformed already is said first
    head = next(csv.reader(io.StringIO(text)), list(COLUMNS)) if text else list(COLUMNS)
    out = io.StringIO()
    end = "\r\n" if "\r\n" in text else "\n"
    writer = csv.writer(out, lineterminator=end)
    if not text:
        writer.writerow(head)
    names = [name.strip() for name in head]
    if cells["row"] and "row" not in names:
        raise CannotRun(f"{path} has no column row; add it to the first row, and an empty cell to the others")
    writer.writerow([guarded(cells[name]) for name in names])
    gap = "" if not text or text.endswith("\n") else end
    parsed(text + gap + out.getvalue(), str(path))
    new = path.with_name(f".{path.name}.new")
    old = path.read_bytes() if path.is_file() else b""
    new.write_bytes(old + (gap + out.getvalue()).encode("utf-8"))
    new.replace(path)
