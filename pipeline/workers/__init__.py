"""Documents in processes of their own: one that crashes, never ends or eats memory takes nothing with it but itself.

The run keeps a supervisor (:mod:`pipeline.workers.supervisor`), which has loaded all that reading needs and forks
workers; a worker does one document after the other under the limits of ``settings.toml`` and stores what it made at
once. So results never pass through the run's memory on their way to the disk, and a run that is cut off goes on
where it ended. Needs a system with ``fork``; where there is none, documents are done in the run's own process.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.cache import Cache
from pipeline.extracting import extract_one, kept, recall
from pipeline.inputs import Source
from pipeline.progress import Progress
from pipeline.read import unread
from pipeline.reconcile import Extracted
from pipeline.workers.pool import Pool

#: What to do about a document that could not be done within the limits, and why there may be none although none died.
_ADVICE = "Split it, or save it anew as PDF or text, and try again."
_UNWRITTEN = "what was made of it could not be written to the disk"


def stopped(source: Source, died: str) -> Extracted:
    """What is published of a file that no worker could do: that it failed, and why (``died``; empty if none died)."""
    detail = f"The reading was stopped: {died or _UNWRITTEN}. {_ADVICE}"
    return Extracted(unread(source.path, source.name, source.document_id, detail))


def cores() -> int:
    """How many workers there are where nobody says it: one for each core that this process may use."""
    if not hasattr(os, "fork"):
        return 0
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def extracted(
    files: Sequence[Source],
    cache: Cache,
    progress: Progress,
    jobs: int | None = None,
    meanwhile: Callable[[], None] = lambda: None,
) -> Iterator[Extracted]:
    """What is read off each file, in the order given.

    ``jobs`` is the number of workers; None for one a core, 0 to work in this process, without limits (a debugger sees
    it then). ``meanwhile`` is called once while the workers begin. Raises :class:`~pipeline.progress.CannotRun` where
    the supervisor itself ends.
    """
    jobs = cores() if jobs is None else jobs
    if not jobs:
        yield from _here(files, cache, progress)
        return
    todo = [number for number, source in enumerate(files) if not kept(source, cache)]
    with Pool(min(jobs, len(todo)) or 1, cache.folder) as pool:
        work = _Work(files, cache, pool, progress)
        if todo:
            pool.start()
            meanwhile()
            work.do(todo, len(files) - len(todo))
        progress(len(files), len(files), "")
        yield from map(work.result, range(len(files)))


def _here(files: Sequence[Source], cache: Cache, progress: Progress) -> Iterator[Extracted]:
    for number, source in enumerate(files):
        progress(number, len(files), source.name)
        yield extract_one(source, cache)
    progress(len(files), len(files), "")


class _Work:
    """The files of one run that are worked on, and how those ended whose worker died."""

    def __init__(self, files: Sequence[Source], cache: Cache, pool: Pool, progress: Progress) -> None:
        self._files = files
        self._cache = cache
        self._pool = pool
        self._progress = progress
        self._died: dict[int, str] = {}

    def do(self, todo: Sequence[int], done: int = 0) -> None:
        """Do these files; one whose worker died is done once more when all others are, alone."""
        self._progress(done, len(self._files), self._files[todo[0]].name)
        for number, died in self._pool.run((n, self._files[n]) for n in todo):
            if died:
                self._died[number] = died
                continue
            done += 1
            self._progress(done, len(self._files), self._files[number].name)
        self._again(list(self._died), done)

    def _again(self, todo: Iterable[int], done: int) -> None:
        for number in sorted(todo):
            self._progress(done, len(self._files), self._files[number].name)
            ((_, died),) = self._pool.run([(number, self._files[number])])
            done += 1
            self._died.pop(number)
            if died:
                self._died[number] = died

    def result(self, number: int) -> Extracted:
        """What was made of a file. An entry of the cache that cannot be read after all is made anew."""
        source = self._files[number]
        if number in self._died:
            return stopped(source, self._died[number])
        found = self._pool.spooled(number) or recall(source, self._cache)
        if found is None:
            ((_, died),) = self._pool.run([(number, source)], spool=True)
            found = self._pool.spooled(number) or stopped(source, died)
        return found
