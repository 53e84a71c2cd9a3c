"""Whether ``manifest.csv`` fits the files beside it: rows that are missing, and how they would read; rows too many."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from pipeline.document import year_in
from pipeline.inputs import manifest_of, sources
from pipeline.progress import shortened

#: Columns of a manifest that is yet to be written; ``raw/README.md`` says what they mean.
COLUMNS = ("file", "source", "publisher", "published", "language", "lineage", "edition", "note")

#: What the dataset knows of a document: column of ``documents`` -> taken over where the manifest has it too.
_KNOWN = ("file", "publisher", "published", "language", "lineage")

#: Rows that are shown of each folder.
_SHOWN = 5


class Fit(NamedTuple):
    """How the manifest of one folder fits the files there."""

    path: Path  #: of the manifest
    head: str  #: its first line; what it would be, where there is none
    missing: tuple[tuple[str, str], ...]  #: a file without a row, and the row as it would read
    stale: tuple[str, ...]  #: files with a row that are not there
    exists: bool


def fits(paths: Sequence[Path], out: Path) -> list[Fit]:
    """The manifests of the folders that were read into ``out``, those only with something to say of them.

    Files that could not be read as a brochure ask for no row. Raises :class:`~pipeline.progress.CannotRun` for a
    manifest that cannot be used.
    """
    documents = {row["file"]: row for row in _known(_documents(out)) if row.get("status") in ("ok", "no-projects")}
    found = [_fit(folder, out, documents) for folder in dict.fromkeys(path for path in paths if path.is_dir())]
    return [fit for fit in found if fit.missing or fit.stale]


def _fit(folder: Path, out: Path, documents: dict[str, dict[str, str]]) -> Fit:
    rows = manifest_of(folder)
    there = {name: about for _, name, about in sources([folder], out)}
    columns = list(next(iter(rows.values()), dict.fromkeys(COLUMNS, "")))
    missing = [name for name, about in there.items() if not about and name in documents]
    return Fit(
        folder / "manifest.csv",
        _line(columns),
        tuple((name, _line([documents[name].get(c, "") if c in _KNOWN else "" for c in columns])) for name in missing),
        tuple(name for name in rows if name and not (folder / name).exists()),
        bool(rows),
    )


def _known(documents: Sequence[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The rows of ``documents`` with what else is known: the year in a file's name, the publisher of its lineage."""
    publishers = {row["lineage"]: row["publisher"] for row in documents if row.get("lineage") and row.get("publisher")}
    for row in documents:
        publisher = row.get("publisher") or publishers.get(row.get("lineage", ""), "")
        yield row | {"publisher": publisher, "published": row.get("published") or year_in(PurePath(row["file"]).stem)}


def _documents(out: Path) -> list[dict[str, str]]:
    """The rows of ``documents``; none where the dataset has no such table."""
    try:
        with (out / "documents.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except OSError:
        return []


def _line(cells: Sequence[str]) -> str:
    made = io.StringIO()
    csv.writer(made, lineterminator="").writerow(cells)
    return made.getvalue()


def lines(fit: Fit) -> Iterator[str]:
    """What a person is told of a manifest."""
    if fit.missing:
        files = f"{len(fit.missing)} files" if len(fit.missing) > 1 else fit.missing[0][0]
        yield f"{fit.path} has no row for {files}; read all the same. To say where it comes from, add and fill in:"
        yield from () if fit.exists else (f"  {fit.head}",)
        yield from shortened([row for _, row in fit.missing], _SHOWN)
    if fit.stale:
        more = f" and {len(fit.stale) - _SHOWN} more" if len(fit.stale) > _SHOWN else ""
        yield f"{fit.path} has a row for what is not there: {', '.join(fit.stale[:_SHOWN])}{more}"
