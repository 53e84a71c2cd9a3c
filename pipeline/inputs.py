"""What goes into a run: the brochures below the given paths, with their rows of the manifest and their identifiers."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, TypedDict

from pipeline.progress import CannotRun

#: Files of an input folder that steer a run and are no brochures: a change of one of them is a change of the input.
STEERING = ("corrections.csv", "manifest.csv", "publication.toml")

#: The one of them that says what the dataset is called and under what licence it is.
PUBLICATION = "publication.toml"

_NOT_BROCHURES = frozenset({*STEERING, "README.md"})


class Wishes(TypedDict, total=False):
    """What is to be published besides the tables, and what is to be left out of them."""

    contacts: bool  #: people, and how to reach them; they are in unless told
    currency: str  #: ISO 4217 code of one that amounts are to be converted to
    database: bool  #: a DuckDB database
    iati: str  #: IATI activities: ``stated``, or ``assumed`` where a missing start date is to be assumed
    report: bool  #: the page for a browser; it is made unless told


#: What is wished where nothing is said.
USUAL = Wishes(contacts=True, currency="", database=False, iati="", report=True)


class Source(NamedTuple):
    """One file to be read."""

    path: Path
    name: str  #: path below the input folder, with ``/``
    document_id: str
    about: dict[str, str]  #: its row of the manifest; empty where it has none


def gather(paths: Sequence[Path], out: Path | None = None) -> list[Source]:
    """The files of a run in order; ``out`` is where the dataset goes.

    Raises :class:`CannotRun` for a manifest that cannot be used.
    """
    taken: set[str] = set()
    return [Source(path, name, identifier(name, taken), about) for path, name, about in sources(paths, out)]


def sources(paths: Sequence[Path], out: Path | None = None) -> Iterator[tuple[Path, str, dict[str, str]]]:
    """The files below the paths, in the order of their names, each with its row of the manifest beside it.

    A dataset at ``out``, inside a folder of brochures, is none of them.
    """
    seen: set[Path] = set()
    for path in paths:
        root = home(path)
        manifest = manifest_of(root)
        found = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        for file in found:
            name = file.relative_to(root).as_posix()
            if file.resolve() not in seen and not (path.is_dir() and _no_brochure(file, name, path, out)):
                seen.add(file.resolve())
                yield file, name, manifest.get(name, {})


def _no_brochure(file: Path, name: str, folder: Path, out: Path | None) -> bool:
    """Whether a file that stands in a folder of brochures is none: hidden, about the folder, or a dataset's."""
    if not is_brochure(name):
        return True
    inside = out is not None and out.resolve() != folder.resolve() and out.resolve().is_relative_to(folder.resolve())
    return inside and out is not None and file.resolve().is_relative_to(out.resolve())


def is_brochure(name: str) -> bool:
    """Whether a file of this name below an input folder is to be read: it neither is hidden nor steers the run."""
    return name not in _NOT_BROCHURES and not any(part.startswith(".") for part in name.split("/"))


def home(path: Path) -> Path:
    """The input folder of a path that was given: itself, or the folder of a file."""
    return path if path.is_dir() else path.parent


def homes(paths: Sequence[Path]) -> list[Path]:
    """The input folders of paths that were given, each once, as it was given first."""
    found: dict[Path, Path] = {}
    for path in paths:
        found.setdefault(home(path).resolve(), home(path))
    return [*found.values()]


def manifest_of(folder: Path) -> dict[str, dict[str, str]]:
    """The manifest of a folder: file -> its row; empty where there is none. Raises :class:`CannotRun`."""
    path = folder / "manifest.csv"
    if not path.is_file():
        return {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            names, rows = reader.fieldnames, list(reader)
    except (UnicodeDecodeError, csv.Error) as error:
        raise CannotRun(f"{path} cannot be read as UTF-8 CSV: {error}") from error
    if names is None or "file" not in names:
        raise CannotRun(f"{path} has no column 'file'; its first line names the columns, 'file' among them")
    if column := _twice(names):
        raise CannotRun(f"{path} has column {column!r} twice; keep one of them")
    if file := _twice([row["file"] for row in rows]):
        raise CannotRun(f"{path} has two rows for {file}; keep one of them")
    return {row["file"]: {k: (v or "").strip() for k, v in row.items() if k} for row in rows}


def _twice(names: Sequence[str]) -> str:
    """The first name that is there twice; empty where there is none, or where it is empty."""
    return next((name for name, number in Counter(names).items() if name and number > 1), "")


def identifier(name: str, taken: set[str]) -> str:
    """A readable identifier from the file's name; a digest of the name keeps two alike apart."""
    stem = Path(name).with_suffix("").as_posix()
    words = "".join(c if c.isalnum() else " " for c in stem).split()
    base = "-".join(words).lower() or "document"
    if base in taken:
        base = f"{base}-{hashlib.sha256(name.encode()).hexdigest()[:6]}"
    taken.add(base)
    return base
