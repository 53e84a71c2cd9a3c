"""Rows as bytes: CSV and Parquet of a table, from one schema. Nothing is computed here, only laid out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
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
    cells = [laid_out(table, row) for row in rows]
    return {f"{name}.csv": csv_bytes(table, cells), f"{name}.parquet": parquet_bytes(table, cells)}


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
    safe = [column.type in _HARMLESS for column in table.columns]
    shown = ([c if s else guarded(c) for c, s in zip(cells, safe, strict=True)] for cells in rows)
    lines = (",".join(map(_csv_cell, cells)) for cells in (table.names, *shown))
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _csv_cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if _SPECIAL.search(text) else text


def parquet_bytes(table: Table, rows: Sequence[Sequence[str]]) -> bytes:
    """Parquet with decimal, integer, boolean and list types; each field carries its description."""
    sink = pa.BufferOutputStream()
    pq.write_table(arrow(table, rows), sink, **PARQUET)
    return bytes(sink.getvalue().to_pybytes())


def arrow(table: Table, rows: Sequence[Sequence[str]]) -> pa.Table:
    """The rows as an Arrow table; an empty cell is null, also in a list column."""
    arrays = [
        pa.array([_typed(column, cells[at]) for cells in rows], _arrow_type(column))
        for at, column in enumerate(table.columns)
    ]
    fields = [pa.field(c.name, _arrow_type(c), metadata=_metadata(c)) for c in table.columns]
    return pa.Table.from_arrays(arrays, schema=pa.schema(fields, metadata={"description": table.says}))


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


def _typed(column: Column, text: str) -> Any:
    if not text:
        return None
    if column.type == "integer":
        return int(text)
    if column.type == "decimal":
        return Decimal(text)
    if column.type == "boolean":
        return text == "true"
    if column.type == "day":
        return date.fromisoformat(text)
    return column.elements(text) if column.type == "list" else text
