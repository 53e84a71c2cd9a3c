"""Runs over more documents than fit in memory, on this machine or a cluster: the same dataset as any other run gives.

What is read goes to Parquet partitions (:mod:`pipeline.scale.engines`). Then each document is reconciled on its own,
shard by shard, and what looks at several documents is done block by block in DuckDB (:mod:`pipeline.scale.across`).
The tables are put together at the end, piece by piece (:mod:`pipeline.scale.assemble`).
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import corrections, publication
from pipeline.beginning import can_make, nothing_to_read
from pipeline.progress import Outcome, Progress, silent
from pipeline.run import NO_MODEL
from pipeline.scale import engines
from pipeline.scale.across import Run
from pipeline.scale.assemble import Assembly
from pipeline.scale.issue import issue, outcome
from pipeline.scale.places import find
from pipeline.scale.store import Store
from pipeline.workers import cores


@dataclass(frozen=True, slots=True)
class Engine:
    """What reads, and with how much."""

    name: str = "disk"  #: ``disk`` for the worker processes of this machine, or ``ray``
    parts: str = ""  #: a folder or URL that all nodes of a cluster see; not needed on one machine
    jobs: int | None = None  #: processes on this machine; None for one a core


def extract(
    places: Sequence[str], out: Path, engine: Engine, *, currency: str = "", progress: Progress = silent
) -> Outcome:
    """Read brochures, write the dataset to ``out``.

    ``places`` are folders or files, or with engine ``ray`` URLs of one object store. Raises :class:`CannotRun` for what
    :func:`pipeline.run.extract` raises it for, and where a package is missing.
    """
    can_make(currency, database=False)
    out.resolve().parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{out.resolve().name}.work-", dir=out.resolve().parent))
    try:
        Store(scratch).close()  # before hours of reading, say whether there is a database
        return _extract(places, out, scratch, engine, currency, progress)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _extract(
    places: Sequence[str], out: Path, scratch: Path, engine: Engine, currency: str, progress: Progress
) -> Outcome:
    found = find(places, out, scratch)
    if not found.files:
        raise nothing_to_read(places)
    asked, about = corrections.of_paths(found.steering), publication.of_paths(found.steering)
    (scratch / "parts").mkdir()
    if engine.name == "ray":
        engines.ray(found, scratch / "parts", engine.parts, engine.jobs)
    else:
        engines.disk(found, scratch / "parts", out, engine.jobs, progress)
    number = len(found.files)
    run = Run(scratch, engine.jobs or cores(), lambda step: progress(number, number, step))
    run.catalogue((one.name, one.document_id) for one in found.files)
    run.reconcile(asked, currency)
    counts = Assembly(scratch, run.corrections, NO_MODEL).write()
    ended = outcome(scratch / "made", counts)
    return replace(ended, unchanged=not issue(scratch / "made", out, counts, about))
