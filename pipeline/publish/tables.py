"""Rows as bytes: CSV and Parquet of a table, from one schema. Nothing is computed here, only laid out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.document import Document
from pipeline.guard import guarded
from pipeline.publish.evidence import evidence
from pipeline.publish.schema import PRECISION, Column, SchemaError, Table, tables
from pipeline.reconcile.facts import Dataset, Row, cell_name

#: A CSV cell with one of these must be quoted. The carriage return is among them although line ends are ``\n``:
#: readers take a bare one for a line end.
_SPECIAL = re.compile(r'[,"\r\n]')

#: How Parquet is written.
PARQUET: Mapping[str, Any] = {"compression": "zstd", "version": "2.6"}

#: Types whose values the schema holds to a form in which none is a formula: a number with a sign is a number.
_HARMLESS = frozenset({"integer", "decimal", "boolean", "day", "date"})


def files(dataset: Dataset, documents: Mapping[str, Document]) -> dict[str, bytes]:
    """The tables and texts of a publication: path below the output folder -> bytes.

    Raises :class:`SchemaError` for a table, column or value that the schema does not have.
    """
    return laid(all_rows(dataset, documents), dataset.texts)


def all_rows(dataset: Dataset, documents: Mapping[str, Document]) -> dict[str, list[Row]]:
    """The rows of every table of the schema, the receipts as ``evidence`` among them.

    Raises :class:`SchemaError` for a table that the schema does not have.
    """
    unknown = [name for name in dataset.tables if name not in tables()]
    if unknown:
        raise SchemaError(f"the schema has no table {unknown[0]!r}")
    rows = {**dataset.tables, "evidence": evidence(dataset, documents)}
    return {name: rows.get(name, []) for name in tables()}


def laid(rows: Mapping[str, Sequence[Row]], texts: Mapping[str, str]) -> dict[str, bytes]:
    """These rows and texts as files."""
    made: dict[str, bytes] = {}
    for name in tables():
        made |= table_files(name, rows[name])
    for document_id, text in texts.items():
        made[f"text/{document_id}.txt"] = encodable(text).encode("utf-8")
    return made


def table_files(name: str, rows: Sequence[Row]) -> dict[str, bytes]:
    """The files of one table."""
    table = tables()[name].written(row.values for row in rows)
    columns = _columns(table, rows)
    return {f"{name}.csv": _csv(table, columns), f"{name}.parquet": _parquet(table, columns)}


def _columns(table: Table, rows: Sequence[Row]) -> list[list[str]]:
    """The cells of all rows, column by column: what one row after the other would take three times as long for.

    Raises :class:`SchemaError` as :func:`laid_out` does.
    """
    names, key = {*table.names}, table.id
    columns = [[row.values.get(name, "") for row in rows] for name in table.names]
    if key:
        columns[table.names.index(key)] = [row.row_id for row in rows]
    fits = all(names.issuperset(row.values) and names.issuperset(row.receipts) for row in rows)
    fits = fits and all(not key or row.values.get(key, row.row_id) == row.row_id for row in rows)
    typed = [(column, texts) for column, texts in zip(table.columns, columns, strict=True) if column.type != "string"]
    if not fits or any(column.fault(text) for column, texts in typed for text in {*texts}):
        for row in rows:
            laid_out(table, row)  # says of the first row that does not fit what is wrong with it
    return [texts if all(map(str.isascii, texts)) else [*map(encodable, texts)] for texts in columns]


def laid_out(table: Table, row: Row) -> list[str]:
    """The cells of a row in the order of the columns.

    Raises :class:`SchemaError` for a column the table does not have, and for text that is no value of its type.
    """
    names, key = table.names, table.id
    values = {key: row.row_id, **row.values} if key else row.values
    strange = [name for name in (*values, *row.receipts) if name not in names]
    if strange:
        raise SchemaError(f"the schema has no column {table.name}.{strange[0]}")
    if key and values[key] != row.row_id:
        raise SchemaError(f"{table.name} row {row.row_id!r} calls itself {values[key]!r}")
    for column in table.columns:
        if fault := column.fault(values.get(column.name, "")):
            raise SchemaError(f"{cell_name(table.name, row.row_id, column.name)}: {fault}")
    return [encodable(values.get(name, "")) for name in names]


def encodable(text: str) -> str:
    """The text with lone surrogates, which UTF-8 cannot hold, as question marks; the length stays."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def csv_bytes(table: Table, rows: Sequence[Sequence[str]]) -> bytes:
    r"""CSV in UTF-8 with a head, ``\n`` at line ends and quotes only where they are needed.

    Text that a spreadsheet would run as a formula stands behind an apostrophe (:mod:`pipeline.guard`).
    """
    return _csv(table, _turned(table, rows))


def _turned(table: Table, rows: Sequence[Sequence[str]]) -> Sequence[Sequence[str]]:
    """Rows as columns."""
    return [*zip(*rows, strict=True)] or [()] * len(table.columns)


def _csv(table: Table, columns: Sequence[Sequence[str]]) -> bytes:
    shown = []
    for column, texts in zip(table.columns, columns, strict=True):
        safe = column.type in _HARMLESS
        cells = {text: _csv_cell(text if safe else guarded(text)) for text in {*texts}}
        shown.append([cells[text] for text in texts])
    lines = [",".join(map(_csv_cell, table.names)), *map(",".join, zip(*shown, strict=True)), ""]
    return "\n".join(lines).encode("utf-8")


def _csv_cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


def _parquet(table: Table, columns: Sequence[Sequence[str]]) -> bytes:
    """Parquet with decimal, integer, boolean and list types; each field carries its description."""
    sink = pa.BufferOutputStream()
    pq.write_table(_arrow(table, columns), sink, **PARQUET)
    return bytes(sink.getvalue().to_pybytes())


def arrow(table: Table, rows: Sequence[Sequence[str]]) -> pa.Table:
    """The rows as an Arrow table; an empty cell is null, also in a list column."""
    return _arrow(table, _turned(table, rows))


def _arrow(table: Table, columns: Sequence[Sequence[str]]) -> pa.Table:
    schema = _schema(table)
    arrays = [
        pa.array(_typed(column, texts), kind)
        for column, texts, kind in zip(table.columns, columns, schema.types, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


@cache
def _schema(table: Table) -> pa.Schema:
    fields = [pa.field(c.name, _arrow_type(c), metadata=_metadata(c)) for c in table.columns]
    return pa.schema(fields, metadata={"description": table.says})


def _metadata(column: Column) -> dict[str, str]:
    return {"description": column.says, **({"unit": column.unit} if column.unit else {})}


def _arrow_type(column: Column) -> pa.DataType:
    """Dates are strings where their precision varies (2009, 2009-03, 2009-03-01): a date type would lose it."""
    types = {
        "integer": pa.int64(),
        "decimal": pa.decimal128(PRECISION, column.scale),
        "boolean": pa.bool_(),
        "day": pa.date32(),
        "list": pa.list_(pa.string()),
    }
    return types.get(column.type, pa.string())


def _typed(column: Column, texts: Sequence[str]) -> list[Any]:
    """The values of a column; what stands in many rows is made once."""
    if column.type in ("string", "date"):
        return [text or None for text in texts]
    made = {text: _value(column, text) if text else None for text in {*texts}}
    return [made[text] for text in texts]


def _value(column: Column, text: str) -> Any:
    if column.type == "integer":
        return int(text)
    if column.type == "decimal":
        return Decimal(text)
    if column.type == "boolean":
        return text == "true"
    return date.fromisoformat(text) if column.type == "day" else column.elements(text)
