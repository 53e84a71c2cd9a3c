"""``pledgebook verify``: whether a published folder keeps its promises, judged by nothing but its files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.publish.check import Problem, check
from pipeline.publish.folder import SUMS, digest_of, published
from pipeline.publish.load import load
from pipeline.publish.schema import Column, Table, tables
from pipeline.publish.tables import arrow
from pipeline.reconcile.facts import Dataset, Row


def verify_dataset(folder: Path) -> list[Problem]:
    """All that does not hold in a published folder; an empty list is a clean bill.

    Read back: files against their checksums, CSV against Parquet, types, keys, references and enumerations,
    quotes against texts, and every receipt replayed.
    """
    return examine(folder)[1]


def examine(folder: Path) -> tuple[Dataset, list[Problem]]:
    """The dataset of a folder together with its problems."""
    dataset, problems = load(folder)
    problems += _files(folder)
    problems += [p for table in tables().values() for p in _table(dataset, table)]
    problems += _quotes(dataset)
    known = {p[1:4] for p in problems}
    problems += [p for p in check(dataset) if p[1:4] not in known]
    problems += _parquet(folder, dataset)
    return dataset, problems


def counted(dataset: Dataset) -> dict[str, int]:
    """How much was looked at."""
    return {
        "rows": sum(map(len, dataset.tables.values())),
        "tables": len(dataset.tables),
        "texts": len(dataset.texts),
        "values": sum(1 for row in dataset for column in row.receipts if row.values.get(column)),
        "receipts": sum(len(found) for row in dataset for found in row.receipts.values()),
    }


def summary(dataset: Dataset) -> str:
    """What was looked at, in a line."""
    n = counted(dataset)
    proved = f"{n['values']} values with {n['receipts']} receipts"
    return f"{n['rows']} rows in {n['tables']} tables, {n['texts']} texts, {proved}"


def counts(problems: list[Problem]) -> str:
    """How many problems of which kind, most frequent first."""
    found = Counter(p.code for p in problems)
    return ", ".join(f"{n} {code}" for code, n in sorted(found.items(), key=lambda c: (-c[1], c[0])))


def _files(folder: Path) -> Iterator[Problem]:
    for name, digest in published(folder).items():
        if name == SUMS:
            continue
        try:
            same = digest_of(folder / name) == digest
        except OSError:
            yield Problem("file", name, "", "", "the file is listed in SHA256SUMS and cannot be read")
            continue
        if not same:
            yield Problem("file", name, "", "", "the file is not the one that was published")


def _table(dataset: Dataset, table: Table) -> Iterator[Problem]:
    rows = dataset.tables.get(table.name, [])
    yield from _keys(table, rows)
    for column in table.columns:
        allowed = _allowed(dataset, column)
        for number, row in enumerate(rows, 2):
            value, name = row.values.get(column.name, ""), _name(table, row, number)
            if fault := column.fault(value):
                yield Problem("type", table.name, name, column.name, fault)
            elif allowed is not None and not allowed.issuperset(column.elements(value)):
                code, where = ("reference", column.references) if column.references else ("enumeration", "the schema")
                yield Problem(code, table.name, name, column.name, f"{value!r} is not in {where}")


def _keys(table: Table, rows: list[Row]) -> Iterator[Problem]:
    seen: set[tuple[str, ...]] = set()
    for number, row in enumerate(rows if table.key else (), 2):
        key, name = tuple(row.values[name] for name in table.key), _name(table, row, number)
        if not all(key):
            yield Problem("key", table.name, name, table.key[0], "the row has no key")
        elif key in seen:
            yield Problem("key", table.name, name, table.key[0], f"a second row has the key {'/'.join(key)}")
        seen.add(key)


def _name(table: Table, row: Row, number: int) -> str:
    """What to call a row: its identifier, else its key, else its number in the CSV file (the head is row 1)."""
    return row.row_id or "/".join(filter(None, (row.values[name] for name in table.key))) or f"row {number}"


def _allowed(dataset: Dataset, column: Column) -> set[str] | None:
    """The values that a column may hold; None for any."""
    if column.references:
        table, _, name = column.references.partition(".")
        return {row.values[name] for row in dataset.tables.get(table, [])}
    return set(column.values) or None


def _quotes(dataset: Dataset) -> Iterator[Problem]:
    """The published quotes against the published texts."""
    for row in dataset.tables.get("evidence", []):
        v = row.values
        text = dataset.texts.get(v["document_id"])
        if not (v["start"] or v["end"] or v["quote"]):
            continue
        says = ""
        if text is None:
            says = f"there is no text of document {v['document_id']!r}"
        elif v["start"].isdecimal() and v["end"].isdecimal() and text[int(v["start"]) : int(v["end"])] != v["quote"]:
            says = f"the text does not say {v['quote']!r} at {v['start']} to {v['end']}"
        if says:
            yield Problem("quote", v["table"], v["row_id"], v["column"], says)


def _parquet(folder: Path, dataset: Dataset) -> Iterator[Problem]:
    """Each Parquet file against the CSV of the same table."""
    for whole in tables().values():
        found = [row.values for row in dataset.tables.get(whole.name, [])]
        table = whole.written(found)
        rows = [[values.get(name, "") for name in table.names] for values in found]
        try:
            same = arrow(table, rows).equals(pq.ParquetFile(folder / f"{table.name}.parquet").read())
        except FileNotFoundError:
            continue  # a copy of the CSV files alone is a dataset; SHA256SUMS names what is missing
        except (OSError, ValueError, ArithmeticError, pa.ArrowException) as error:
            yield Problem("parquet", table.name, "", "", f"{table.name}.parquet cannot be compared: {error}")
            continue
        if not same:
            yield Problem("parquet", table.name, "", "", f"{table.name}.parquet and {table.name}.csv differ")
