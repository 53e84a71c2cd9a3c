"""Whether a run can begin at all: what is said before anything is read or written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.inputs import sources
from pipeline.progress import CannotRun


def can_begin(paths: Sequence[Path], out: Path) -> None:
    """Raise :class:`CannotRun` where there is nothing to read, or where the dataset cannot be written to ``out``."""
    for path in paths:
        if not path.exists():
            raise CannotRun(f"{path} does not exist; give files, or a folder that holds them")
        if path.is_dir() and out.resolve() == path.resolve():
            raise CannotRun(f"--out {out} is the folder of the brochures; give one of its own")
    can_write(out)
    if not any(sources(paths, out)):
        raise nothing_to_read(paths)


def nothing_to_read(places: Sequence[Path | str]) -> CannotRun:
    """What to raise where these places hold no file to read."""
    named = " and ".join(map(str, places))
    return CannotRun(f"{named} holds no files to read; put brochures there: PDF, HTML or plain text")


def can_write(out: Path) -> None:
    """Raise :class:`CannotRun` where the dataset cannot be written to ``out``."""
    standing = next((place for place in (out, *out.parents) if place.exists()), out)
    if standing.exists() and not standing.is_dir():
        where = f"--out {out}" if standing == out else f"--out {out}: {standing}"
        raise CannotRun(f"{where} is a file; give a folder")
    if Path.cwd().is_relative_to(out.resolve()):
        raise CannotRun(f"--out {out} holds the folder you are in, and is replaced as a whole; give one of its own")


def can_make(currency: str, database: bool) -> None:
    """Raise :class:`CannotRun` for words that cannot be used, a currency without rates, no library for a database."""
    from extractors.lexicon import load_all

    try:
        load_all()
    except ValueError as error:
        raise CannotRun(f"a table of words cannot be used: extractors/lexicon/{error}") from error
    if currency:
        from pipeline.reconcile.currency import known

        if currency not in known():
            raise CannotRun(f"--currency {currency}: there are no rates for it; one of {', '.join(known())}")
    if database:
        from pipeline.publish.database import available

        if not available():
            raise CannotRun("--duckdb needs the package duckdb: pip install 'pledgebook[duckdb]'")
