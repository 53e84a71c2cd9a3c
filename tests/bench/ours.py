"""The pipeline stage by stage, and its workers side by side."""

from __future__ import annotations

import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import extractors
from extractors import frame, memory, mentions
from pipeline.cache import Cache
from pipeline.extracting import _outside
from pipeline.garbage import uncollected
from pipeline.inputs import Source
from pipeline.publish import package, report, workbook
from pipeline.publish.check import prove
from pipeline.publish.tables import all_rows, laid
from pipeline.publish.workshop import Workshop
from pipeline.read import read
from pipeline.reconcile import Extracted, reconcile
from pipeline.reconcile.facts import Dataset, Row
from pipeline.segment import segment
from pipeline.workers.pool import Pool
from tests.bench.clock import Stages, spent_by_children, timed

#: Brochures that go through everything before the clock starts, since libraries that are loaded, words that are read
#: and patterns that are compiled on first use are measured apart, as the start of a run.
WARM = tuple(sorted(path for path in Path("raw").iterdir() if path.suffix in (".pdf", ".html")))


class _Tables(NamedTuple):
    dataset: Dataset
    rows: dict[str, list[Row]]
    files: dict[str, bytes]


#: Files that the workers have done before the clock starts.
FIRST = 4


def warm(name: str) -> None:
    """Do all that is done once in a process."""
    STAGES[name](WARM)


def everything(paths: Sequence[Path]) -> Stages:
    """Every stage, from files to what is published, names by the tables of words."""
    stages: Stages = {}
    done = [_read(path, stages, model=False) for path in paths]
    _retold(done, paths, stages, _tables(done, stages))
    return stages


def to_tables(paths: Sequence[Path]) -> Stages:
    """Every stage from files to tables, for a corpus: without workbook and report."""
    stages: Stages = {}
    _tables([_read(path, stages, model=False) for path in paths], stages)
    return stages


def by_model(paths: Sequence[Path]) -> Stages:
    """From files to what is read off them, and the names by the language model besides."""
    stages: Stages = {}
    for path in paths:
        _read(path, stages, model=True)
    return stages


STAGES = {
    "pledgebook": everything,
    "pledgebook to tables": to_tables,
    "pledgebook and model": by_model,
}


@uncollected()
def _read(path: Path, stages: Stages, *, model: bool) -> Extracted:
    """What :func:`pipeline.extracting.extract_one` does, with a clock; the model's names are a second look."""
    with timed(stages, "read"):
        document = read(path, path.name, path.stem)
    with timed(stages, "segment"):
        segments = segment(document)
    with timed(stages, "extract"):
        found = [list(extractors.read(block)) for block in segments.blocks]
        told = list(frame.read(_outside(document, segments))) if segments.blocks else []
    with timed(stages, "names by tables"):
        for number, one in mentions.read_all(segments.blocks, ()):
            found[number].append(one)
    if model:
        with timed(stages, "names by tables and model"):
            list(mentions.read_all(segments.blocks))
    memory.forget()
    return Extracted(document, segments.blocks, found, segments.roles, segments.rejected, told, "off")


@uncollected()
def _tables(done: Sequence[Extracted], stages: Stages) -> _Tables:
    documents = {one.document.document_id: one.document for one in done}
    with timed(stages, "reconcile"):
        dataset = reconcile(done, (), "")
    with timed(stages, "check receipts"):
        prove(dataset)
    with timed(stages, "tables"):
        rows = all_rows(dataset, documents)
        made = laid(rows, dataset.texts)
    return _Tables(dataset, rows, made)


@uncollected()
def _retold(done: Sequence[Extracted], paths: Sequence[Path], stages: Stages, tables: _Tables) -> None:
    documents = {one.document.document_id: one.document for one in done}
    with timed(stages, "workbook"):
        package.package_bytes(tables.files, tables.rows, {})
        workbook.workbook_bytes(tables.rows, {})
    with TemporaryDirectory() as folder, timed(stages, "report"):
        tools = Workshop(Cache(Path(folder)), {path.stem: path for path in paths})
        report.report_bytes(tables.rows, tables.dataset.texts, documents, {"title": ""}, tools)


def by_workers(paths: Sequence[Path], workers: int) -> Stages:
    """Read, segment and extract with so many workers, as a run does; the clock starts when all of them are at work."""
    files = [Source(path, path.name, path.stem, {}) for path in paths]
    with TemporaryDirectory() as folder:
        with Pool(workers, Path(folder)) as pool:
            answers = pool.run(enumerate(files))
            died = [died for _, died in islice(answers, FIRST) if died]
            start = time.perf_counter()
            died += [died for _, died in answers if died]
            wall = time.perf_counter() - start
        if died:
            raise RuntimeError(died[0])
        return {"extracting": {"wall": wall, "cpu": spent_by_children()}}
