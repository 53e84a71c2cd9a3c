"""What earlier runs worked out, kept beside the dataset: the results of each document, and how the last run ended.

The folder is hidden, is no part of the dataset, and can be deleted at any time: that costs nothing but time. Its files
are JSON, packed; one that is damaged, or that does not fit, counts as not there. The name of an entry is a digest of
all that its content depends on, the program itself among it, so an entry never has to be declared out of date.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import sys
import tempfile
import zlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from pipeline.codec import made, plain

T = TypeVar("T")

#: The folder that holds the packages ``pipeline`` and ``extractors``.
_ROOT = Path(__file__).resolve().parents[1]

#: What a tool that makes backups looks for (https://bford.info/cachedir/), and what keeps the folder out of Git.
_MARKS = {"CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n", ".gitignore": "*\n"}

#: Level of the packing: the entries are read as often as they are written, and speed is what they are for.
_LEVEL = 1

#: How the name of an entry ends that is being written; it begins with the process that does it.
_PART = ".part"


class Cache:
    """The entries of one folder. Nothing that goes wrong here stops a run: an entry is then missing."""

    def __init__(self, folder: Path) -> None:
        """``folder`` need not exist."""
        self.folder = folder
        self.used: set[str] = set()

    @staticmethod
    def beside(out: Path) -> Cache:
        """The cache of a dataset's folder."""
        place = out.resolve()
        return Cache(place.with_name(f".{place.name}.cache"))

    def get(self, key: str, kind: type[T]) -> T | None:
        """The entry of this name, as a value of this type; None where there is none that fits."""
        self.used.add(key)
        try:
            return made(kind, json.loads(gzip.decompress(self._path(key).read_bytes())))
        except (OSError, EOFError, ValueError, TypeError, RecursionError, zlib.error):
            return None

    def put(self, key: str, value: object) -> None:
        """Keep an entry: it is there whole or not at all, whatever happens."""
        self.used.add(key)
        data = gzip.compress(json.dumps(plain(value), separators=(",", ":")).encode("ascii"), _LEVEL, mtime=0)
        try:
            self._mark()
            handle, name = tempfile.mkstemp(dir=self.folder, prefix=f"{os.getpid()}-", suffix=_PART)
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            Path(name).replace(self._path(key))
        except OSError:
            return

    def has(self, key: str) -> bool:
        """Whether there is an entry of this name; whether it is whole shows when it is read."""
        return self._path(key).is_file()

    def forget(self, process: int) -> None:
        """Drop what a process that is no more left half written."""
        for path in self.folder.glob(f"{process}-*{_PART}"):
            with suppress(OSError):
                path.unlink()

    def prune(self) -> None:
        """Drop the entries that this run did not ask for, and what was left half written."""
        for path in self.folder.glob("*"):
            if path.name not in _MARKS and path.name.partition(".")[0] not in self.used:
                with suppress(OSError):
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json.gz"

    def _mark(self) -> None:
        """Make the folder, for its owner alone: it holds names and addresses even where the dataset leaves them out."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, text in _MARKS.items():
            if not (self.folder / name).exists():
                (self.folder / name).write_text(text, encoding="utf-8")


def digest_of(*values: Any) -> str:
    """A short digest of plain data, for the name of an entry."""
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode("ascii")).hexdigest()[:32]


def digest_of_file(path: Path) -> str:
    """SHA-256 of a file's bytes; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


@cache
def program(*parts: str) -> str:
    """A digest of parts of the program: paths below its root, folders with all that is in them, code and data.

    The interpreter and all installed packages count as well: another PDFium may read other words.
    """
    found = hashlib.sha256("\n".join(_environment()).encode())
    for part in parts:
        for path in _files(_ROOT / part):
            data = path.read_bytes()
            found.update(f"\n{path.relative_to(_ROOT).as_posix()} {len(data)}\n".encode() + data)
    return found.hexdigest()


def _files(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    return sorted(p for p in path.rglob("*") if p.is_file() and p.suffix != ".pyc")


def _environment() -> list[str]:
    """The interpreter, and name and version of every installed package, as their metadata folders are called."""
    homes = [Path(p) for p in dict.fromkeys(sys.path) if p]
    return [sys.version, *sorted({d.name for home in homes for d in home.glob("*.dist-info")})]
