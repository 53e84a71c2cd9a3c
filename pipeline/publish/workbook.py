"""``pledgebook.xlsx``: a sheet a table, laid out from the schema, for people who work in a spreadsheet; no clock."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from pipeline.publish.links import Links, Target, alarms
from pipeline.publish.package import described
from pipeline.publish.schema import Column, Table, tables
from pipeline.publish.tables import encodable
from pipeline.reconcile.facts import Row, cell_name

#: Name of the file.
NAME = "pledgebook.xlsx"

#: The day that stands in the file as that of its making: the first one that a ZIP archive knows, and never another.
_MADE = datetime(1980, 1, 1)

#: How a cell looks: kind of number format, fill, whether it is a link.
Look = tuple[str, str, bool]


def workbook_bytes(rows: Mapping[str, Sequence[Row]], about: Mapping[str, str]) -> bytes:
    """The workbook of a dataset; ``about`` is what its publisher says of it (:mod:`pipeline.publish.package`)."""
    sink = io.BytesIO()
    with Workbook(sink, {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False}) as book:
        says = described(about)
        book.set_properties({"title": says["title"], "comments": says["description"], "created": _MADE})
        _Writer(book, rows).write(says)
    return sink.getvalue()


class _Sheet(NamedTuple):
    """A sheet, and which rows of its table it holds."""

    sheet: Any
    name: str
    table: Table
    first: int


class _Writer:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Workbook, rows: Mapping[str, Sequence[Row]]) -> None:
        self.book, self.rows = book, rows
        self.links, self.alarms = Links(rows), alarms(rows)
        self.alarmed = {name.rpartition("/")[0] for name in self.alarms}
        self.limits, self.fills = _settings()["limits"], frozenset(_settings()["fills"])
        self.looks: dict[Look, Any] = {}
        self.notes: list[str] = []
        self.cut = 0

    def write(self, says: Mapping[str, str]) -> None:
        """Write all sheets; the first one last, since it tells how the others came out."""
        first = self.book.add_worksheet(_settings()["about"]["name"])
        sheets = [sheet for name in _order() for sheet in self._sheets(name)]
        for sheet in sheets:
            self._fill(sheet)
        if self.cut:
            self.notes.append(_settings()["about"]["cut"].format(**self.limits, number=self.cut))
        self._about(first, sheets, says)

    def _sheets(self, name: str) -> Iterator[_Sheet]:
        """The sheets of a table: one, unless it has more rows than a sheet can hold."""
        rows = self.rows.get(name, ())
        table = tables()[name].written(row.values for row in rows)
        for number, first in enumerate(range(0, max(len(rows), 1), self.limits["rows"]), 1):
            called = self._called(name, number)
            yield _Sheet(self.book.add_worksheet(called), called, table, first)

    @staticmethod
    def _called(name: str, number: int) -> str:
        return name if number == 1 else f"{name}_{number}"

    def _fill(self, sheet: _Sheet) -> None:
        rows = self.rows.get(sheet.table.name, ())[sheet.first : sheet.first + self.limits["rows"]]
        widths = [len(name) + _settings()["filter"] for name in sheet.table.names]
        self._head(sheet)
        linked = 0
        for at, row in enumerate(rows, 1):
            cells = _cells(sheet.table, row)
            widths = [max(width, len(text)) for width, text in zip(widths, cells, strict=True)]
            before, linked = linked, self._row(sheet, at, row, cells, linked)
            if before < self.limits["links"] <= linked:
                note = _settings()["about"]["unlinked"]
                self.notes.append(note.format(links=self.limits["links"], sheet=sheet.name, row=at + 1))
        self._frame(sheet, len(rows), widths)

    def _head(self, sheet: _Sheet) -> None:
        """The names of the columns, each with what it means as a comment."""
        colours = _settings()["colours"]
        look = self.book.add_format({"bold": True, "bg_color": colours["head"], "font_color": colours["head_text"]})
        for at, column in enumerate(sheet.table.columns):
            sheet.sheet.write_string(0, at, column.name, look)
            unit = f"\nUnit: {column.unit}." if column.unit else ""
            sheet.sheet.write_comment(0, at, f"{column.says}{unit}", {"author": "", "x_scale": 2})

    def _frame(self, sheet: _Sheet, rows: int, widths: Sequence[int]) -> None:
        """What holds for the sheet as a whole."""
        last = len(sheet.table.columns) - 1
        least, most = _settings()["narrowest"], _settings()["widest"]
        for at, width in enumerate(widths):
            sheet.sheet.set_column(at, at, min(max(width + 1, least), most))
        sheet.sheet.freeze_panes(1, 1)
        sheet.sheet.autofilter(0, 0, rows, last)
        sheet.sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(max(rows, 1), last)}"})
        sheet.sheet.set_landscape()
        sheet.sheet.repeat_rows(0)

    def _row(self, sheet: _Sheet, at: int, row: Row, cells: Sequence[str], linked: int) -> int:
        """Write a row; gives how many links the sheet has then."""
        fill = row.values.get("severity", "") if sheet.table.name == "findings" else ""
        alarmed = f"{sheet.table.name}/{row.row_id}" in self.alarmed
        for number, (column, text) in enumerate(zip(sheet.table.columns, cells, strict=True)):
            if not text:
                continue
            target = self.links.target(sheet.table, row, column) if linked < self.limits["links"] else None
            alarm = self.alarms.get(cell_name(sheet.table.name, row.row_id, column.name), "") if alarmed else ""
            self._cell(sheet.sheet, (at, number), column, text, alarm or fill, target)
            linked += target is not None
        return linked

    def _cell(
        self, sheet: Any, place: tuple[int, int], column: Column, text: str, alarm: str, target: Target | None
    ) -> None:
        value, kind = typed(column, text)
        fill = alarm or (text if column.values else "")
        look = self._look((kind, fill if fill in self.fills else "", target is not None))
        if target is not None:  # the link first, with a text that the value then takes the place of
            sheet.write_url(*place, self._address(target), look, text[: self.limits["display"]])
        if isinstance(value, str):  # nearly always
            sheet.write_string(*place, self._short(value), look)
        elif isinstance(value, bool):
            sheet.write_boolean(*place, value, look)
        elif isinstance(value, int | float):
            sheet.write_number(*place, value, look)
        else:
            sheet.write_datetime(*place, value, look)

    def _short(self, text: str) -> str:
        """The text as far as a cell can hold it."""
        if len(text) <= self.limits["characters"]:
            return text
        self.cut += 1
        return text[: self.limits["characters"] - 2] + " …"

    def _address(self, target: Target) -> str:
        """A target as a link of the workbook."""
        sheet, at = divmod(target.at, self.limits["rows"])
        names = tables()[target.table].names
        cell = xl_rowcol_to_cell(at + 1, names.index(target.column))
        return f"internal:{self._called(target.table, sheet + 1)}!{cell}"

    def _look(self, look: Look) -> Any:
        if look not in self.looks:
            kind, fill, link = look
            settings = _settings()
            self.looks[look] = self.book.add_format(
                {"valign": "top"}
                | ({"num_format": settings["formats"][kind]} if kind else {})
                | ({"bg_color": settings["fills"][fill]} if fill else {})
                | ({"font_color": settings["colours"]["link"]} if link else {})
            )
        return self.looks[look]

    def _about(self, sheet: Any, sheets: Sequence[_Sheet], says: Mapping[str, str]) -> None:
        """What the workbook is, how to read it, and where to find what."""
        settings, wrapped = _settings()["about"], self.book.add_format({"text_wrap": True, "valign": "top"})
        bold = self.book.add_format({"bold": True, "valign": "top", "text_wrap": True})
        licence = ", ".join(filter(None, (says.get("licence_title"), says["licence"], says.get("licence_url"))))
        lines = [says["title"], says["description"], f"Licence: {licence}", *settings["how"], *self.notes]
        sheet.set_column(0, 0, 14)
        sheet.set_column(1, 1, 8)
        sheet.set_column(2, 2, 110)
        for at, line in enumerate(lines):
            sheet.write_string(at, 2, line, wrapped if at else bold)
        for at, text in enumerate(settings["heads"]):
            sheet.write_string(len(lines) + 1, at, text, bold)
        for at, one in enumerate(sheets, len(lines) + 2):
            rows = min(len(self.rows.get(one.table.name, ())) - one.first, self.limits["rows"])
            sheet.write_url(at, 0, f"internal:{one.name}!A1", self._look(("", "", True)), one.name)
            sheet.write_number(at, 1, rows, self._look(("integer", "", False)))
            sheet.write_string(at, 2, one.table.says, wrapped)


def _cells(table: Table, row: Row) -> list[str]:
    """The texts of a row that was published, in the order of the columns."""
    values = {table.id: row.row_id, **row.values}
    return [encodable(values.get(name, "")) for name in table.names]


def typed(column: Column, text: str) -> tuple[str | bool | int | float | date, str]:
    """What a cell holds, and its kind of number format; text where the format could not hold the value whole."""
    if column.type in ("string", "list"):
        return text, ""
    limits = _settings()["limits"]
    if column.type in ("decimal", "integer") and sum(map(str.isdigit, text)) <= limits["digits"]:
        return (int(text), "integer") if column.type == "integer" else (float(text), _decimal(column))
    if column.type == "boolean":
        return text == "true", ""
    if column.type in ("date", "day") and len(text) == len("2009-03-01") and int(text[:4]) >= limits["first_year"]:
        try:
            return date.fromisoformat(text), "date"
        except ValueError:  # 30 February, as printed
            return text, ""
    return text, ""


def _decimal(column: Column) -> str:
    if column.unit.startswith("share"):
        return "share"
    return "rate" if column.scale > 4 else "decimal"


def _order() -> list[str]:
    """The tables in the order of their sheets."""
    return [*dict.fromkeys((*_settings()["first"], *tables()))]


@cache
def _settings() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("workbook.toml").read_text(encoding="utf-8"))
