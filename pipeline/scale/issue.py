"""The tables of a run to a publication: swapped in whole, as any other is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

from pipeline.progress import Outcome
from pipeline.publish import completed, package
from pipeline.publish.folder import Content, Folder
from pipeline.publish.load import load, rows_of
from pipeline.publish.schema import tables
from pipeline.publish.tables import table_files
from pipeline.reconcile.facts import Row
from pipeline.settings import settings

#: The tables that the outcome of a run tells of.
_TOLD = {"documents": "status", "findings": "severity"}


def issue(made: Path, out: Path, counts: Mapping[str, int], about: Mapping[str, str]) -> bool:
    """Publish the tables and texts in the folder ``made``; say whether anything in ``out`` changed.

    A small dataset gets all files that one from memory has. A large one (``settings.toml``) has the tables, the texts
    and their description: no workbook or report would hold it, and what changed is not told.
    """
    files = {path.relative_to(made).as_posix(): path for path in sorted(made.rglob("*")) if path.is_file()}
    with Folder(out) as folder:
        if counts["listings"] <= settings("scale")["small"]:
            (made / "changes.csv").write_bytes(table_files("changes", [])["changes.csv"])  # so that it can be loaded
            return folder.write(_whole(folder, made, files, about))
        large: dict[str, Content] = {**files, **table_files("changes", [])}
        large[package.NAME] = package.package_bytes(large, _described(made), about)
        return folder.write(large)


def _whole(folder: Folder, made: Path, files: Mapping[str, Path], about: Mapping[str, str]) -> dict[str, bytes]:
    """All files of a dataset that fits in memory."""
    return completed(folder, {name: path.read_bytes() for name, path in files.items()}, load(made)[0], about)


def _described(made: Path) -> dict[str, Sequence[Row]]:
    """As many rows as the description of a large dataset needs: its documents, and the columns of its tables."""
    rows: dict[str, Sequence[Row]] = {}
    for name, table in tables().items():
        path = made / f"{name}.csv"
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as file:
                head = file.readline()
                columns = dict.fromkeys(head.rstrip("\n").split(","), "x")
                rows[name] = rows_of(chain([head], file), table) if name == "documents" else [Row(name, "", columns)]
    return rows


def outcome(made: Path, counts: Mapping[str, int]) -> Outcome:
    """The counts that a person is told at the end."""
    found: dict[str, Counter[str]] = {name: Counter() for name in _TOLD}
    failed = []
    for name, column in _TOLD.items():
        with (made / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            for row in rows_of(file, tables()[name]):
                found[name][row.values[column]] += 1
                if row.values.get("status") == "failed":
                    failed.append(row.values["file"])
    return Outcome(dict(counts), found["findings"], found["documents"], tuple(failed))
