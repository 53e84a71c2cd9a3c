"""Tables as pandas frames, typed by the schema."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

from pipeline.publish.schema import Column, Table
from pipeline.publish.tables import arrow
from pipeline.reconcile.days import first_day, last_day
from pipeline.reconcile.facts import Row

#: What becomes of a date that may be known to the year or the month only.
Dates = Literal["stated", "first", "last"]

#: What becomes of a decimal.
Decimals = Literal["exact", "float"]

#: Types of pandas that have a missing value of their own, for types of the schema that they hold as they are.
_NULLABLE = {"string": "string", "date": "string", "integer": "Int64", "boolean": "boolean"}


def frame(table: Table, rows: Sequence[Row], dates: Dates = "stated", decimals: Decimals = "exact") -> pd.DataFrame:
    """The rows as a frame, with the columns that are published for them; what is not stated is missing.

    A list is a list, a decimal is one (``float``: a floating point number). A ``date`` is text at the precision that
    is stated, or the ``first`` or ``last`` day that it can mean; a ``day`` is always a date.
    """
    table = table.written(row.values for row in rows)
    cells = [[row.values.get(name, "") for name in table.names] for row in rows]
    typed = arrow(table, cells)
    made = pd.DataFrame({c.name: _series(c, typed.column(c.name), dates, decimals) for c in table.columns})
    made.attrs = {"table": table.name, "says": table.says}
    return made


def _series(column: Column, values: pa.ChunkedArray, dates: Dates, decimals: Decimals) -> Any:
    if column.type == "date" and dates != "stated":
        day, dated = first_day if dates == "first" else last_day, pa.date32()
        found = pa.array([day(text or "") for text in values.to_pylist()], dated)
        return pd.Series(pd.array(found.to_pylist(), dtype=pd.ArrowDtype(dated)))
    if column.type == "decimal" and decimals == "float":
        return pd.Series(pd.array([None if v is None else float(v) for v in values.to_pylist()], dtype="Float64"))
    kind: Any = _NULLABLE.get(column.type) or pd.ArrowDtype(values.type)
    return pd.Series(pd.array(values.to_pylist(), dtype=kind))


def columns(table: Table) -> pd.DataFrame:
    """What the columns of a table are: a row each, by name."""
    rows = [{"column": c.name, "type": c.kind, "unit": c.unit, "says": c.says} for c in table.columns]
    return pd.DataFrame(rows).set_index("column").astype("string")
