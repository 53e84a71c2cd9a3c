"""The database that the cross-document part works in: DuckDB, on disk, with a limit to its memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.progress import CannotRun
from pipeline.settings import settings

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

#: Rows that are fetched at a time.
_FETCHED = 4096


class Store:
    """Tables too large for memory, in a working folder; what DuckDB has no room for it puts into files there."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        """``folder`` is there. Raises :class:`CannotRun` where the package duckdb is not installed."""
        try:
            import duckdb
        except ImportError:
            raise CannotRun("this engine needs the package duckdb: pip install 'pledgebook[duckdb]'") from None
        self.folder = folder
        limits = {
            "memory_limit": f"{settings('scale')['database_megabytes']}MB",
            "temp_directory": str(folder / "spilled"),
            "threads": settings("scale")["database_threads"],
            "autoinstall_known_extensions": False,
            "preserve_insertion_order": False,
        }
        self._connection: DuckDBPyConnection = duckdb.connect(
            str(folder / "store.duckdb"), read_only=read_only, config=limits
        )

    def run(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run a statement that gives nothing back."""
        self._connection.execute(statement, list(values))

    def rows(self, statement: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """What a query gives, fetched as it is asked for; other statements may run meanwhile."""
        cursor = self._connection.cursor()
        try:
            cursor.execute(statement, list(values))
            while fetched := cursor.fetchmany(_FETCHED):
                yield from fetched
        finally:
            cursor.close()

    def one(self, statement: str) -> Any:
        """The only value that a query gives."""
        return next(self.rows(statement))[0]

    def take(self, table: str, files: str) -> None:
        """Make a table of spooled files: a path below the working folder, with ``*`` for any name."""
        self.run(f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM read_parquet(?)", [str(self.folder / files)])

    def close(self) -> None:
        """Close it; the tables stay."""
        self._connection.close()
