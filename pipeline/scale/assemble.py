"""The laid rows as the files of a publication: read in order, numbered, and written piece by piece."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import pyarrow.parquet as pq

import extractors
from pipeline.publish.schema import Table, tables
from pipeline.publish.tables import PARQUET, arrow, csv_bytes, encodable
from pipeline.reconcile import TABLES, without_project
from pipeline.reconcile.facts import Dataset, Row
from pipeline.scale.finish import BY_DOCUMENT, FILES, OF_CORRECTION, OF_RUN
from pipeline.scale.laying import EVIDENCE, proving
from pipeline.scale.spool import Spool
from pipeline.scale.spool import rows as spooled
from pipeline.scale.store import Store

#: Rows that are written at a time: a table of fewer is the same file that is written where all is in memory.
_PIECE = 50_000

#: Cells of a row, in the order of the columns.
Cells = Sequence[str]

_PROJECTS = """
SELECT {columns} FROM read_parquet('{files}') JOIN (
    SELECT name, CAST(sum(notes) AS VARCHAR) AS number FROM read_parquet('{folder}/noted/*.parquet') GROUP BY name
) ON project_id = name ORDER BY _a, _b
"""

_FINDINGS = """
SELECT {columns} FROM (
    SELECT *, row_number() OVER (ORDER BY phase, a, b, c) AS number FROM read_parquet({files})
) ORDER BY number
"""


class Assembly:
    """The tables of a run, from its working folder."""

    def __init__(self, folder: Path, corrections: Sequence[Row] = (), no_model: str = "") -> None:
        """``corrections`` are the rows of that table; ``no_model`` is said where a statistical model was missing."""
        self.folder, self._corrections, self._no_model = folder, corrections, no_model

    def write(self) -> dict[str, int]:
        """Write CSV and Parquet of all tables but ``changes`` to the folder ``made``; how many rows each has."""
        self._store = Store(self.folder)
        try:
            return {t.name: self._write(t, self.folder / "made") for t in tables().values() if t.name != "changes"}
        finally:
            self._store.close()

    def _write(self, table: Table, target: Path) -> int:
        written = self._written(table)
        kept = [n for n, name in enumerate(table.names) if name in written.names]
        found = ([cells[n] for n in kept] for cells in self.rows(table.name))
        head, number = csv_bytes(written, []), 0
        with (target / f"{table.name}.csv").open("wb") as csv:
            csv.write(head)
            parquet = None
            while piece := [*islice(found, _PIECE)]:
                csv.write(csv_bytes(written, piece)[len(head) :])
                made = arrow(written, piece)
                path = target / f"{table.name}.parquet"
                parquet = parquet or pq.ParquetWriter(path, made.schema, **PARQUET)
                parquet.write_table(made)
                number += len(piece)
        if parquet:
            parquet.close()
        else:
            pq.write_table(arrow(written, []), target / f"{table.name}.parquet", **PARQUET)
        return number

    def _written(self, table: Table) -> Table:
        """The table with the columns that are published: optional ones only where a row has a value."""
        optional = [c.name for c in table.columns if c.optional]
        if not optional or table.name not in BY_DOCUMENT:
            return table.written(())
        any_value = ", ".join(f"coalesce(bool_or(\"{name}\" <> ''), false)" for name in optional)
        found = next(self._store.rows(f"SELECT {any_value} FROM read_parquet('{self._files(table.name)}')"))
        filled = [name for name, has in zip(optional, found, strict=True) if has]
        return table.written([dict.fromkeys(filled, "x")])

    def _files(self, name: str) -> str:
        return str(self.folder / "laid" / name / "*.parquet")

    def rows(self, name: str) -> Iterator[Cells]:
        """The rows of a table in order."""
        if name == "projects":
            yield from self._projects()
        elif name in (*BY_DOCUMENT, "matches"):
            yield from self._in_order(name, name)
        elif name == EVIDENCE:
            for table in tables():
                if table in BY_DOCUMENT:
                    yield from self._in_order(proving(table), EVIDENCE)
        elif name == "findings":
            yield from self._findings()
        elif name == "rules":
            yield from self._rules()
        elif name == "corrections":
            yield from ([encodable(row.values.get(c, "")) for c in tables()[name].names] for row in self._corrections)

    def _in_order(self, name: str, table: str) -> Iterator[Cells]:
        columns = tables()[table].names
        if name == proving("projects"):
            listed = ", ".join(f'"{c}"' for c in columns)
            yield from self._store.rows(f"SELECT {listed} FROM read_parquet('{self._files(name)}') ORDER BY _a, _b")
        else:
            for path in sorted((self.folder / "laid" / name).glob("*.parquet")):
                yield from spooled(path, *columns)

    def _projects(self) -> Iterator[Cells]:
        columns = ", ".join("number" if c == "findings" else f'"{c}"' for c in tables()["projects"].names)
        query = _PROJECTS.format(columns=columns, files=self._files("projects"), folder=self.folder)
        yield from self._store.rows(query)

    def _findings(self) -> Iterator[Cells]:
        names = tables()["findings"].names
        self._other_findings(names)
        columns = ", ".join("'f' || number" if c == "finding_id" else f'"{c}"' for c in names)
        files = [str(self.folder / "found" / "*.parquet"), str(self.folder / "other_findings.parquet")]
        yield from self._store.rows(_FINDINGS.format(columns=columns, files=files))

    def _other_findings(self, names: Sequence[str]) -> None:
        """Spool the findings that concern no document."""
        said = Dataset({name: [] for name in TABLES})
        without_project(said, self._corrections)
        with Spool(self.folder / "other_findings.parquet", **FILES["found"]) as spool:
            for number, row in enumerate(said.rows("findings")):
                spool.add(OF_CORRECTION, 0, 0, number, *(row.values.get(c, "") for c in names))
            if self._no_model and self._store.one("SELECT count(*) FROM documents WHERE model <> ''"):
                told = {"severity": "note", "code": "no-language-model", "says": self._no_model, "table": "mentions"}
                spool.add(OF_RUN, 0, 0, 0, *(told.get(c, "") for c in names))

    def _rules(self) -> Iterator[Cells]:
        counted = f"SELECT rule, sum(readings), sum(published) FROM read_parquet('{self.folder}/fired/*.parquet')"
        fired = {rule: (int(made), int(kept)) for rule, made, kept in self._store.rows(f"{counted} GROUP BY rule")}
        for rule in extractors.rules().values():
            if rule.makes != "leftover":
                made, kept = fired.get(rule.id, (0, 0))
                yield [rule.id, str(made), str(kept), str(made - kept)]
