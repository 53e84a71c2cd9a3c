"""The bytes of one file to the rows of a partition: what every engine runs, on this machine or another."""

from __future__ import annotations

import atexit
import tempfile
from functools import cache
from pathlib import Path, PurePosixPath

from pipeline.inputs import Source
from pipeline.reconcile import Extracted
from pipeline.scale.parts import Row, rows
from pipeline.workers import stopped
from pipeline.workers.pool import Pool


def results(data: bytes, name: str, about: dict[str, str]) -> list[Row]:
    """The rows of a file: ``name`` is its path below the input folder, ``about`` its row of the manifest.

    It is read in a process of its own under the limits of ``settings.toml``; one that dies of it is tried once more.
    """
    pool, folder = _pool()
    path = folder / PurePosixPath(name).name
    path.write_bytes(data)
    source = Source(path, name, "", about)
    try:
        return rows(_extracted(pool, source))
    finally:
        path.unlink()


def _extracted(pool: Pool, source: Source) -> Extracted:
    died = ""
    for _ in range(2):
        ((_, died),) = pool.run([(0, source)], spool=True)
        found = pool.spooled(0) if not died else None
        if found is not None:
            return found
    return stopped(source, died)


@cache
def _pool() -> tuple[Pool, Path]:
    """The worker of this process, and a folder for the file it reads; both go with the process."""
    scratch = tempfile.TemporaryDirectory(prefix="pledgebook-")
    folder = Path(scratch.name)
    pool = Pool(1, folder / "cache")
    atexit.register(scratch.cleanup)
    atexit.register(pool.close)
    (folder / "file").mkdir()
    return pool, folder / "file"
