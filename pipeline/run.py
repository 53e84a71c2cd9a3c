"""The stages in order: read, segment, extract, reconcile, check the receipts, publish."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Unpack

from pipeline import again, corrections, publication
from pipeline.beginning import can_make
from pipeline.cache import Cache
from pipeline.garbage import uncollected
from pipeline.inputs import USUAL, Wishes, gather
from pipeline.progress import Outcome, Progress, silent
from pipeline.publish import publish
from pipeline.publish.check import prove
from pipeline.publish.iati import told
from pipeline.publish.workshop import Workshop
from pipeline.reconcile import Extracted, reconcile
from pipeline.reconcile.facts import Dataset
from pipeline.workers import extracted

#: What is said where no statistical model could be loaded.
NO_MODEL = "No spaCy model is installed, so table mentions holds only names that stand in the tables of words."


@uncollected()
def extract(
    paths: Sequence[Path], out: Path, *, jobs: int | None = None, progress: Progress = silent, **wishes: Unpack[Wishes]
) -> Outcome:
    """Read brochures, write the dataset to ``out``; what earlier runs made of the same files is taken over.

    ``jobs`` is how many worker processes read (:func:`pipeline.workers.extracted`); the dataset is the same.
    ``wishes`` are those of :class:`~pipeline.inputs.Wishes`, usual where nothing is said.
    Raises :class:`CannotRun` for a manifest, corrections or a table of words that cannot be used, :class:`OSError`
    where ``out`` cannot be written.
    """
    asked: Wishes = {**USUAL, **wishes}
    can_make(asked["currency"], asked["database"])
    wish = publication.iati_wish(paths, assume_dates=asked["iati"] == "assumed") if asked["iati"] else None
    corrected, about = corrections.of_paths(paths), publication.of_paths(paths)
    files, cache = gather(paths, out), Cache.beside(out)
    stamp = again.stamp(paths, files, asked)
    done = list(extracted(files, cache, progress, jobs, _load))
    dataset = reconcile(done, corrected, asked["currency"])
    prove(dataset)
    _model_missing(dataset, done)
    documents = {e.document.document_id: e.document for e in done}
    tools = Workshop(cache, {s.document_id: s.path for s in files}) if asked["report"] else None
    changed = publish(
        dataset, documents, out, about=about, iati=wish, workshop=tools,
        contacts=asked["contacts"], database=asked["database"],
    )  # fmt: skip
    lost = corrections.readdressed(corrected, dataset.rows("corrections"), out)
    ended = replace(outcome(dataset), said=tuple(filter(None, (told(out), *lost))))
    again.keep(cache, out, stamp, ended, _failed(done))
    cache.prune()
    return replace(ended, unchanged=not changed)


def _load() -> None:
    """Load what comes after the reading; there is time for it while the workers begin."""
    import pipeline.publish.folder
    import pipeline.publish.tables  # noqa: F401 - a module that is loaded once is there at once


def _failed(done: Sequence[Extracted]) -> dict[str, str]:
    """The files that could not be read, each with why."""
    return {e.document.file: e.document.detail for e in done if e.document.status == "failed"}


def _model_missing(dataset: Dataset, done: Sequence[Extracted]) -> None:
    """Say it where no statistical model could be loaded: the names in narratives are then those of the tables."""
    if any(one.blocks and not one.model for one in done):
        dataset.note("note", "no-language-model", NO_MODEL, table="mentions")


def outcome(dataset: Dataset) -> Outcome:
    """The counts that a person is told at the end."""
    rows = dataset.rows("documents")
    return Outcome(
        {name: len(rows) for name, rows in dataset.tables.items()},
        Counter(r.values["severity"] for r in dataset.rows("findings")),
        Counter(r.values["status"] for r in rows),
        tuple(r.values["file"] for r in rows if r.values["status"] == "failed"),
    )
