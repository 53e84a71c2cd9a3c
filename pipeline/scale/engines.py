"""What reads the brochures: the worker processes of this machine, or Ray Data, here or on a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from importlib import import_module
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypedDict

from pipeline.cache import Cache
from pipeline.inputs import Source
from pipeline.progress import CannotRun, Progress
from pipeline.scale.parts import Row, rows
from pipeline.scale.places import Found, opened
from pipeline.scale.spool import Spool
from pipeline.scale.worker import results
from pipeline.settings import settings
from pipeline.workers import extracted


class Binary(TypedDict):
    """A row as Ray Data reads it."""

    path: str
    bytes: bytes


def disk(found: Found, parts: Path, out: Path, jobs: int | None, progress: Progress) -> None:
    """Read with the worker processes of this machine; what is read goes to ``parts`` as it comes."""
    if found.filesystem is not None:
        raise CannotRun("--engine disk reads folders of this machine; for an object store take --engine ray")
    files = [Source(Path(f.path), f.name, f.document_id, f.about) for f in found.files]
    keep(parts, map(rows, extracted(files, Cache.beside(out), progress, jobs)))


def keep(parts: Path, documents: Iterable[list[Row]]) -> None:
    """Write the rows of documents as partitions, each of the documents of a shard."""
    found, step = iter(documents), settings("scale")["shard_documents"]
    for number, first in enumerate(found):
        with Spool(parts / f"{number:06}.parquet", name="text", part="number", data="data") as spool:
            for one in chain([first], islice(found, step - 1)):
                for row in one:
                    spool.add(row["name"], row["part"], row["data"])


def ray(found: Found, parts: Path, place: str, jobs: int | None) -> None:
    """Read with Ray Data; partitions are written to ``place``, which all nodes see, and copied from there to ``parts``.

    An empty ``place`` is for a Ray of this machine. Joins the cluster that ``RAY_ADDRESS`` names, else begins one here.
    """
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nothing is told to anybody
    try:
        engine: Any = import_module("ray")
        import_module("ray.data")
    except ImportError:
        raise CannotRun("--engine ray needs the package ray: pip install 'pledgebook[ray]'") from None
    ours = not engine.is_initialized()
    if ours:
        cluster = bool(os.environ.get("RAY_ADDRESS"))
        engine.init(num_cpus=None if cluster else jobs, log_to_driver=False)
    try:
        _partitions(engine, found, place or str(parts.resolve()))
    finally:
        if ours:
            engine.shutdown()
    if place:
        _fetched(place, parts)


def _partitions(engine: Any, found: Found, place: str) -> None:
    """Read all files, extract, write partitions: one pass, of which Ray decides what runs where."""
    engine.data.DataContext.get_current().enable_progress_bars = False
    names = engine.put({f.path: (f.name, f.about) for f in found.files})
    read = engine.data.read_binary_files(
        [f.path for f in found.files],
        filesystem=found.filesystem,
        include_paths=True,
        override_num_blocks=-(-len(found.files) // settings("scale")["block_documents"]),
    )
    store, path = opened(place) if "://" in place else (None, place)
    read.flat_map(partial(_rows, names)).write_parquet(path, filesystem=store)


def _rows(names: Any, one: Binary) -> Sequence[Row]:
    """What a node makes of one file; ``names`` leads to what files are called and what the manifest says of them."""
    known: Mapping[str, tuple[str, dict[str, str]]] = import_module("ray").get(names)
    return results(one["bytes"], *known[one["path"]])


def _fetched(place: str, parts: Path) -> None:
    from pyarrow import fs

    store, path = opened(place)
    fs.copy_files(path, str(parts), source_filesystem=store, destination_filesystem=fs.LocalFileSystem())
