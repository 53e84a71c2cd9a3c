"""``corrections.csv`` beside the brochures: read whole and checked before a run does anything else."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from extractors.numbers import currencies
from extractors.places import names
from extractors.steps import plain
from pipeline.guard import bare, guarded
from pipeline.inputs import homes
from pipeline.progress import CannotRun
from pipeline.publish.schema import SEPARATOR, Column, tables
from pipeline.reconcile.corrections import PROJECT, TABLES, Correction, target
from pipeline.reconcile.facts import Row

#: Name of the file in a folder of brochures.
NAME = "corrections.csv"

#: Its columns; ``row`` may be left out.
COLUMNS = ("project", "table", "column", "source_value", "corrected_value", "reason", "by", "date", "row")

_NEEDED = ("project", "table", "column", "reason", "by", "date")

#: Columns that follow from others: what to correct instead.
_FOLLOWS = {
    "pledged": "is the sum of the pledges; correct pledges.amount",
    "funded_share": "follows from budget and pledges; correct those",
    "country_names": "follows from the countries; correct countries",
    "donor_name": "follows from the donor; correct pledges.donor",
    "donor_type": "follows from the donor; correct pledges.donor",
    "amount_text": "is what is printed, and is never altered; correct amounts.amount",
    "phone_text": "is what is printed, and is never altered; correct contacts.phone",
}

#: Column -> whether a text can be its value, and what it should be.
_FORMS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "iso3": (lambda text: text in names(), "ISO 3166-1 alpha-3 code of a country"),
    "currency": (lambda text: text in currencies().values(), "ISO 4217 code of a currency"),
    "email": (lambda text: bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", text)), "e-mail address"),
    "phone": (lambda text: bool(re.fullmatch(r"\+[1-9]\d{6,14}", text)), "number in the E.164 form, +431260604290"),
}


def of_paths(paths: Sequence[Path]) -> list[Correction]:
    """The corrections of the folders that are read, in order; those of a file's folder where a file is given.

    Raises :class:`CannotRun` for a file of corrections that cannot be used.
    """
    return [one for folder in homes(paths) for one in of_folder(folder)]


def of_folder(folder: Path) -> list[Correction]:
    """The corrections of one folder; none where it has no file of them."""
    path = folder / NAME
    return parsed(text_of(path), str(path)) if path.is_file() else []


def readdressed(corrected: Sequence[Correction], rows: Sequence[Row], out: Path) -> Iterator[str]:
    """What became of the projects of corrections that have none, with the corrections as they would read.

    ``rows`` are those of table ``corrections``, one of each. Told from the ``changes`` in the dataset at ``out``, which
    say what a project was called before.
    """
    lost = [one for one, row in zip(corrected, rows, strict=True) if row.values["state"] == "no-project"]
    called = _called(out) if lost else {}
    for one in lost:
        if name := called.get(one.project):
            cells = [name if c == "project" else str(getattr(one, c)) for c in COLUMNS]
            made = io.StringIO()
            csv.writer(made, lineterminator="").writerow(map(guarded, cells))
            yield f"row {one.number} of {NAME} was put nowhere: {one.project} is {name} now. It would read:"
            yield f"  {made.getvalue()}"


def _called(out: Path) -> dict[str, str]:
    """What projects were called in the dataset before -> what they are called now; none where nothing tells."""
    try:
        with (out / "changes.csv").open(encoding="utf-8", newline="") as file:
            return {bare(row["old"]): bare(row["new"]) for row in csv.DictReader(file) if row["column"] == PROJECT}
    except (OSError, KeyError, ValueError):
        return {}


def text_of(path: Path) -> str:
    """The text of a file of corrections; raises :class:`CannotRun` where it is not in UTF-8."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CannotRun(f"{path} is not in UTF-8; save it as CSV in UTF-8 ({error})") from error


def parsed(text: str, where: str) -> list[Correction]:
    """The corrections that a text of CSV holds.

    Raises :class:`CannotRun`, with ``where`` and the number of the row (the head is row 1), for the first that is none.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number, found = 1, list[Correction]()
    try:
        head = _head(next(reader, []))
        for number, cells in enumerate(reader, 2):
            if any(cells):
                found.append(_correction(number, _named(head, cells), found))
    except csv.Error as error:
        raise CannotRun(f"{where}, line {reader.line_num}: it is no CSV: {error}") from error
    except ValueError as error:
        raise CannotRun(f"{where}, row {number}: {error}") from error
    return found


def _head(cells: Sequence[str]) -> list[str]:
    """The names of the columns; raises :class:`ValueError` where one is missing, unknown or there twice."""
    head = [cell.strip() for cell in cells]
    missing = [name for name in COLUMNS[:-1] if name not in head]
    strange = [name for name in head if name not in COLUMNS]
    if missing or strange or len(set(head)) < len(head):
        what = f"column {missing[0]} is missing" if missing else f"there is no column {strange[0]!r}" if strange else ""
        raise ValueError(f"{what or 'a column is there twice'}; the first row names the columns {','.join(COLUMNS)}")
    return head


def _named(head: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    if len(cells) != len(head):
        raise ValueError(f"has {len(cells)} cells, and the head {len(head)}; put quotes around a cell with a comma")
    return {"row": "", **dict(zip(head, (" ".join(bare(cell).split()) for cell in cells), strict=True))}


def _correction(number: int, cells: Mapping[str, str], before: Sequence[Correction]) -> Correction:
    """One correction; raises :class:`ValueError` where it is none, or contradicts one before it."""
    for name in _NEEDED:
        if not cells[name]:
            raise ValueError(f"column {name} is empty")
    if fault := Column("date", "date", "").fault(cells["date"]):
        raise ValueError(f"column date: {fault}; write 2026-03-31")
    column = column_of(cells["table"], cells["column"])
    source, value = (_canonical(column, name, cells[name]) for name in ("source_value", "corrected_value"))
    if not source and not value:
        raise ValueError("source_value and corrected_value are both empty")
    made = Correction(number=number, **{**cells, "source_value": source, "corrected_value": value})
    _addressed(made, before)
    return made


def _addressed(made: Correction, before: Sequence[Correction]) -> None:
    """Raise :class:`ValueError` for what cannot be put anywhere, or where another correction goes."""
    place = target(made.table, made.column)
    if place.table == "amounts" and not made.source_value and not (made.row or place.having):
        raise ValueError("an amount is added as projects.budget or projects.shortfall")
    if made.column == PROJECT and not (made.source_value and made.corrected_value):
        raise ValueError("projects are made one by naming both: the one in source_value becomes a part of the other")

    def key(one: Correction) -> tuple[object, ...]:
        added = one.corrected_value if not one.source_value and not one.row else ""
        meant = target(one.table, one.column)
        return one.project, meant.table, meant.column, tuple(meant.having.items()), one.source_value, one.row, added

    rival = next((one for one in before if key(one) == key(made)), None)
    if rival:
        raise ValueError(f"is about the same value as row {rival.number}; keep one of them")


def column_of(table: str, column: str) -> Column:
    """The column of the schema in which a correction is made; raises :class:`ValueError` where none can be."""
    if table not in ("projects", *TABLES):
        raise ValueError(f"table {table!r} cannot be corrected; these can: projects, {', '.join(TABLES)}")
    if column == PROJECT and table in ("projects", "listings"):
        return Column(PROJECT, "string", "")
    place = target(table, column)
    known = tables()[table].get(column)
    found = tables()[place.table].get(place.column)
    if column in _FOLLOWS:
        raise ValueError(f"column {column} {_FOLLOWS[column]}")
    if not known or not found or not known.receipt or not found.receipt or known.optional:
        can = [c.name for c in tables()[table].columns if c.receipt and not c.optional and c.name not in _FOLLOWS]
        raise ValueError(f"column {column!r} of {table} cannot be corrected; these can: {', '.join(can)}")
    return found


def _canonical(column: Column, name: str, text: str) -> str:
    """A value as the tables write it; raises :class:`ValueError` where it is none of the column."""
    if not text:
        return ""
    fault = column.fault(text)
    if not fault and column.values and text not in column.values:
        fault = f"{text!r} is none of {', '.join(column.values)}"
    form = _FORMS.get(column.name)
    if not fault and name == "corrected_value" and form and not form[0](text):
        fault = f"{text!r} is no {form[1]}"
    if not fault and column.type == "list" and SEPARATOR in text:
        fault = f"{text!r} is a list; correct its elements one by one"
    if fault:
        hint = "; write 756000 or 756000.50" if column.type == "decimal" else ""
        raise ValueError(f"{name} cannot stand in column {column.name}: {fault}{hint}")
    return plain(Decimal(text)) if column.type == "decimal" else text
