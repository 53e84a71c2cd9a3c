"""``pledgebook.duckdb``: the tables in one database file, with views for the usual questions. Made on demand."""

from __future__ import annotations

import hashlib
import io
import re
import tempfile
from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import pyarrow.parquet as pq

from pipeline.publish.folder import Folder
from pipeline.publish.schema import Table, tables

#: Name of the file.
NAME = "pledgebook.duckdb"

#: Of a view: its comment, its name.
_VIEW = re.compile(r"((?:^--[^\n]*\n)+)CREATE VIEW (\w+)", re.MULTILINE)


def available() -> bool:
    """Whether the library is installed that makes the file."""
    return find_spec("duckdb") is not None


def database_bytes(folder: Folder, made: Mapping[str, bytes]) -> bytes:
    """The database of a publication; ``made`` are its other files, ``folder`` is where it goes.

    DuckDB puts a random number into every file that it makes. So that a dataset that is the same keeps the same bytes
    in its folder, a database that was made from the very same tables stays.
    """
    origin = _origin(made)
    standing = folder.intact_bytes(NAME)
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / NAME
        if standing is not None:
            path.write_bytes(standing)
            if _made_from(path) == origin:
                return standing
            path.unlink()
        _make(path, made, origin)
        return path.read_bytes()


def _origin(made: Mapping[str, bytes]) -> str:
    """A digest of all that a database is made from."""
    import duckdb

    found = hashlib.sha256(f"{duckdb.__version__}\n{_views()}".encode())
    for table in tables():
        found.update(hashlib.sha256(made[f"{table}.parquet"]).digest())
    return found.hexdigest()


def _made_from(path: Path) -> str:
    """What a database says it was made from; empty where it cannot say."""
    import duckdb

    try:
        with duckdb.connect(str(path), read_only=True) as base:
            found = base.execute("SELECT made_from FROM about").fetchone()
    except duckdb.Error:
        return ""
    return str(found[0]) if found else ""


def _make(path: Path, made: Mapping[str, bytes], origin: str) -> None:
    import duckdb

    with duckdb.connect(str(path)) as base:
        for table in tables().values():
            base.register("laid", pq.read_table(io.BytesIO(made[f"{table.name}.parquet"])))
            base.execute(f"CREATE TABLE {table.name} AS SELECT * FROM laid")
            base.unregister("laid")
            for comment in _comments(table, made):
                base.execute(comment)
        base.execute(_views())
        for says, view in _VIEW.findall(_views()):
            base.execute(f"COMMENT ON VIEW {view} IS {_quoted(' '.join(re.findall(r'^-- (.*)', says, re.MULTILINE)))}")
        base.execute(f"CREATE TABLE about AS SELECT {_quoted(origin)} AS made_from")


def _comments(table: Table, made: Mapping[str, bytes]) -> Iterator[str]:
    """What the schema says of a table and its columns, where people look for it."""
    there = pq.read_schema(io.BytesIO(made[f"{table.name}.parquet"])).names
    yield f"COMMENT ON TABLE {table.name} IS {_quoted(table.says)}"
    for column in table.columns:
        if column.name in there:
            unit = f" Unit: {column.unit}." if column.unit else ""
            yield f'COMMENT ON COLUMN {table.name}."{column.name}" IS {_quoted(column.says + unit)}'


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _views() -> str:
    return files(__package__).joinpath("views.sql").read_text(encoding="utf-8")
