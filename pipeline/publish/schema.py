"""The one schema behind every file of the dataset, read from ``schema.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Type = Literal["string", "integer", "decimal", "date", "day", "boolean", "list"]

#: Between the elements of a list, in a CSV cell.
SEPARATOR = "; "

#: Digits of a decimal in all, of which ``scale`` stand after the point: what Parquet's ``decimal128`` holds.
PRECISION = 18

_FORMS: Mapping[str, re.Pattern[str]] = {
    "integer": re.compile(r"-?\d{1,18}", re.ASCII),
    "date": re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"),
    "day": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", re.ASCII),
    "boolean": re.compile(r"true|false"),
}


@cache
def _decimal(scale: int) -> re.Pattern[str]:
    return re.compile(rf"-?\d{{1,{PRECISION - scale}}}(\.\d{{1,{scale}}})?", re.ASCII)


class SchemaError(ValueError):
    """A dataset does not have the tables and columns that are promised."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type, what it means and what it may hold."""

    name: str
    type: Type
    says: str  #: one sentence
    unit: str = ""
    scale: int = 2  #: digits after the point, of a decimal
    values: tuple[str, ...] = ()  #: the only values allowed; empty for any
    references: str = ""  #: ``table.column`` that must hold every value
    receipt: bool = False  #: every value must have a receipt
    personal: bool = False  #: empty in a publication without contacts
    optional: bool = False  #: published only where some row has a value in it

    def elements(self, text: str) -> list[str]:
        """The values of a cell: the elements of a list, else the cell itself; none for an empty cell."""
        if not text:
            return []
        return text.split(SEPARATOR) if self.type == "list" else [text]

    def fault(self, text: str) -> str:
        """Why a cell's text is no value of the column's type; empty where it is one, or where the cell is empty."""
        if not text or self.type == "string":
            return ""
        if self.type == "list":
            return "" if all(self.elements(text)) else "a list has an empty element"
        return "" if self.form.fullmatch(text) and self._exists(text) else f"{text!r} is no {self.kind}"

    @property
    def form(self) -> re.Pattern[str]:
        """How a value of the type is written, of a type that is not free text or a list of it."""
        return _decimal(self.scale) if self.type == "decimal" else _FORMS[self.type]

    def _exists(self, text: str) -> bool:
        """Whether a day is one of the calendar: 30 February would be no date in Parquet."""
        try:
            return self.type != "day" or bool(date.fromisoformat(text))
        except ValueError:
            return False

    @property
    def kind(self) -> str:
        """The type in words, with the digits of a decimal."""
        return f"decimal({PRECISION},{self.scale})" if self.type == "decimal" else self.type


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what a row is, and its columns in order."""

    name: str
    says: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    personal: bool = False  #: left empty in a publication without contacts
    names: tuple[str, ...] = field(init=False)  #: the names of the columns, in order

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", tuple(column.name for column in self.columns))

    @property
    def id(self) -> str:
        """The column that holds ``Row.row_id``; empty for a table whose rows have no identifier of their own."""
        return self.key[0] if len(self.key) == 1 else ""

    def written(self, rows: Iterable[Mapping[str, str]]) -> Table:
        """The table with the columns that are published for these rows: optional ones only where a row has them.

        One that is empty in every row, as ``rate_date`` is where no amount needs a rate, is there all the same.
        """
        left = {column.name for column in self.columns if column.optional}
        if left:
            left -= {name for row in rows for name in left if name in row}
        return replace(self, columns=tuple(c for c in self.columns if c.name not in left)) if left else self

    def get(self, name: str) -> Column | None:
        """The column of this name; None where there is none."""
        return next((column for column in self.columns if column.name == name), None)


@cache
def tables() -> Mapping[str, Table]:
    """All tables by name, in the order in which they are published."""
    text = files(__package__).joinpath("schema.toml").read_text(encoding="utf-8")
    return {t.name: t for t in map(_table, tomllib.loads(text)["table"])}


def _table(entry: dict[str, Any]) -> Table:
    columns = tuple(Column(**{**c, "values": tuple(c.get("values", ()))}) for c in entry["columns"])
    return Table(entry["name"], entry["says"], tuple(entry["key"]), columns, entry.get("personal", False))
