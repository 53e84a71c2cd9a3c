"""What tests look at in a folder."""

from __future__ import annotations

import csv
from pathlib import Path


def tree(folder: Path) -> dict[str, bytes]:
    """All files below a folder: path below it -> bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def table(out: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table of a dataset, as they stand in its CSV file."""
    with (out / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
