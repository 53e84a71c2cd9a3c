"""Rows on their way to disk: written in pieces, so that what is held in memory does not grow with their number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

#: Rows, and bytes of text in them, that are held before they are written.
_ROWS, _BYTES = 8192, 16_000_000

#: What the columns of a spool may hold.
TYPES: Mapping[str, pa.DataType] = {
    "number": pa.int64(),
    "real": pa.float64(),
    "truth": pa.bool_(),
    "text": pa.string(),
    "data": pa.binary(),
}


class Spool:
    """A Parquet file in the making; to be entered. Columns are named in ``columns``, each with its type."""

    def __init__(self, path: Path, **columns: str) -> None:
        """The folder above ``path`` is made; a file that stands there goes."""
        self._schema = pa.schema([(name, TYPES[kind]) for name, kind in columns.items()])
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Sequence[Any]] = []
        self._bytes = 0

    def add(self, *values: Any) -> None:
        """Add a row, its values in the order of the columns."""
        self._rows.append(values)
        self._bytes += sum(len(v) for v in values if isinstance(v, str | bytes))
        if len(self._rows) >= _ROWS or self._bytes >= _BYTES:
            self._flush()

    def _flush(self) -> None:
        columns = list(zip(*self._rows, strict=True)) or [()] * len(self._schema)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, self._schema, strict=True)]
        self._file.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows, self._bytes = [], 0

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write what is left; the file is then whole."""
        if kind is None:
            self._flush()
        self._file.close()


def rows(path: Path, *columns: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a Parquet file one after the other, as tuples of these columns."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=1024, columns=list(columns)):
            yield from zip(*(batch.column(name).to_pylist() for name in columns), strict=True)
