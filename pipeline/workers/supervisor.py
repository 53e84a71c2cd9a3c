"""The process that forks workers and watches them: :func:`main`.

It is a process apart from the run, since only one without threads, open files and half-done work can be forked
safely, however a program uses this package; and since it has loaded all that is needed, a worker costs milliseconds.
When the run hangs up (it ended, it was interrupted, it was killed), the supervisor kills what is left and goes.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.cache import Cache, program
from pipeline.extracting import EXTRACTING, READING, extract_one
from pipeline.inputs import Source
from pipeline.workers import limits
from pipeline.workers.messages import Answer, Ready, Task, receive, send
from pipeline.workers.worker import work

#: A page that has a little of everything, so that what is loaded late is loaded before the first fork.
_WARM = """<!DOCTYPE html><html><body><h1>Safe Harbours for Coastal Fishers</h1><p>Country: Kenya</p>
<p>Budget: US$ 1,000</p><p>Donor: Norway</p><p>Duration: 2009 - 2011</p><p>Contact: ann@harbours.example</p>
<p>The project supports fishers and their families in the villages of the coast, with boats and with courses.</p>
</body></html>"""


@dataclass(slots=True)
class _Worker:
    """A worker and what it does."""

    process: int
    connection: Connection
    task: int | None = None  #: number; None where it waits
    begun: float = 0.0  #: by the monotonic clock
    pages: int = 0  #: of the task, that had to be recognised
    sighted: bool = False  #: whether it ever recognised one

    def until(self) -> float:
        """When it is given up, by the monotonic clock."""
        return self.begun + limits.patience(self.pages)


class Supervisor:
    """Gives tasks to workers and their answers to the run."""

    def __init__(self, run: Connection, jobs: int, cache: Cache, spool: Cache) -> None:
        self._run = run
        self._jobs = jobs
        self._cache = cache
        self._spool = spool
        self._workers: list[_Worker] = []
        self._queue: deque[Task] = deque()  # the run never sends more than a few

    def serve(self) -> None:
        """Work until the run hangs up."""
        try:
            while True:
                self._hand_out()
                self._hear()
                self._give_up()
        except (EOFError, OSError):
            return
        finally:
            for worker in list(self._workers):
                self._end(worker, kill=True)

    def _hand_out(self) -> None:
        """Give what is queued to workers that wait, and to new ones."""
        while self._queue:
            free = next((worker for worker in self._workers if worker.task is None), None)
            if free is None and len(self._workers) < self._jobs:
                free = self._fork()
            if free is None:
                return
            task = self._queue.popleft()
            free.task, free.begun, free.pages = task.number, time.monotonic(), 0
            with suppress(OSError):  # it has died since: that is heard next
                send(free.connection, task)

    def _hear(self) -> None:
        """Wait until somebody says something, or the time of a document is over."""
        untils = [worker.until() for worker in self._workers if worker.task is not None]
        left = max(min(untils) - time.monotonic(), 0.0) if untils else None
        ready = wait([self._run, *(worker.connection for worker in self._workers)], left)
        for worker in [one for one in self._workers if one.connection in ready]:
            self._take(worker)
        if self._run in ready:
            self._queue.append(receive(self._run, Task))

    def _take(self, worker: _Worker) -> None:
        """What a worker has to say: that it is done, that a page takes longer, or, by its silence, that it is dead."""
        try:
            answer = receive(worker.connection, Answer)
        except (EOFError, OSError):
            code = self._end(worker)
            if worker.task is not None:
                send(self._run, Answer(worker.task, limits.cause(code, worker.pages, worker.sighted)))
            return
        if answer.page:
            worker.pages, worker.sighted = worker.pages + 1, True
            return
        worker.task = None
        if answer.last:
            self._end(worker)
        send(self._run, answer)

    def _give_up(self) -> None:
        """Kill what takes too long by the clock."""
        now = time.monotonic()
        for worker in [one for one in self._workers if one.task is not None and one.until() <= now]:
            self._end(worker, kill=True)
            send(self._run, Answer(worker.task or 0, limits.late(worker.pages)))

    def _fork(self) -> _Worker:
        ours, theirs = Pipe()
        process = os.fork()
        if not process:
            self._be_worker(theirs, [ours, self._run, *(worker.connection for worker in self._workers)])
        theirs.close()
        self._workers.append(_Worker(process, ours))
        return self._workers[-1]

    def _be_worker(self, connection: Connection, others: Sequence[Connection]) -> None:
        """Work, in the process that was forked, and never come back."""
        code = 1
        try:
            for other in others:
                other.close()
            work(connection, self._cache, self._spool)
            code = 0
        finally:
            os._exit(code)

    def _end(self, worker: _Worker, kill: bool = False) -> int:
        """See a worker off, and remove what it may have left half written; its exit code."""
        if kill:
            os.kill(worker.process, signal.SIGKILL)
        worker.connection.close()
        _, status = os.waitpid(worker.process, 0)
        self._workers.remove(worker)
        for store in (self._cache, self._spool):
            store.forget(worker.process)
        return os.waitstatus_to_exitcode(status)


def warm(folder: Path) -> None:
    """Load all that reading and extracting need, by doing it once."""
    import pipeline.read.pdf  # noqa: F401 - what is loaded here is loaded for every worker

    program(*READING), program(*EXTRACTING)
    page = folder / "warm.html"
    page.write_text(_WARM, encoding="utf-8")
    extract_one(Source(page, page.name, "warm", {}))
    page.unlink()


def main(handle: str, jobs: str, cache: str) -> None:
    """Serve the run at the other end of a socket."""
    run = Connection(int(handle))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with TemporaryDirectory(prefix="pledgebook-", ignore_cleanup_errors=True) as spool, suppress(OSError):
        send(run, Ready(spool))
        warm(Path(spool))
        gc.freeze()
        Supervisor(run, int(jobs), Cache(Path(cache)), Cache(Path(spool))).serve()
