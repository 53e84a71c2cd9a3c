"""The run's end of the pool: hands out tasks, never more than the workers can begin soon, and takes the answers."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType

from pipeline.cache import Cache
from pipeline.inputs import Source
from pipeline.progress import CannotRun
from pipeline.reconcile import Extracted
from pipeline.workers.limits import calm
from pipeline.workers.messages import Answer, Ready, Task, receive, send

#: Tasks that are handed out for each worker: the one it does, and the one it does next.
_AHEAD = 2

#: Seconds in which the supervisor has to end its workers and remove what is theirs.
_PATIENCE = 10.0

#: The supervisor finds the very same packages as the run; never one that merely lies in the folder it was started in.
_START = """import json, sys
sys.path[:] = json.loads(sys.argv[1])
from pipeline.workers.supervisor import main
main(*sys.argv[2:])"""


def launch(handle: int, jobs: int, cache: Path) -> subprocess.Popen[bytes]:
    """A supervisor that serves the other end of a socket."""
    return subprocess.Popen(
        [sys.executable, "-P", "-c", _START, json.dumps(sys.path), str(handle), str(jobs), str(cache)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=[handle],
        env=calm(),
        start_new_session=True,  # Ctrl-C is for the run alone, which then tells the supervisor by hanging up
    )


class Pool:
    """Workers for one run; nothing is started before :meth:`start` or :meth:`run`."""

    def __init__(self, jobs: int, cache: Path) -> None:
        """``jobs`` workers, which keep what they make in the cache of this folder."""
        self._jobs = jobs
        self._cache = cache
        self._supervisor: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._spool: Cache | None = None

    def __enter__(self) -> Pool:
        """The pool itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End all workers, whatever they do."""
        self.close()

    def start(self) -> None:
        """Start the supervisor; it goes on by itself."""
        if self._supervisor is not None:
            return
        ours, theirs = socket.socketpair()
        with ours, theirs:
            self._supervisor = launch(theirs.fileno(), self._jobs, self._cache.resolve())
            self._connection = Connection(ours.detach())

    def run(self, files: Iterable[tuple[int, Source]], *, spool: bool = False) -> Iterator[tuple[int, str]]:
        """Do numbered files; gives each number with what its worker died of (empty: of nothing), as they end."""
        tasks = (Task.of(number, source, spool) for number, source in files)
        under_way = 0
        for task in islice(tasks, _AHEAD * self._jobs):
            self._send(task)
            under_way += 1
        while under_way:
            answer = self._answer()
            under_way -= 1
            for task in islice(tasks, 1):
                self._send(task)
                under_way += 1
            yield answer.number, answer.died

    def spooled(self, number: int) -> Extracted | None:
        """What was made of a file, where the cache does not keep it."""
        return self._spool.get(str(number), Extracted) if self._spool else None

    def close(self) -> None:
        """End the supervisor and with it all workers; what they have stored stays."""
        if self._connection is not None:
            self._connection.close()
        if self._supervisor is not None:
            try:
                self._supervisor.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self._supervisor.kill()
                self._supervisor.wait()
        if self._spool is not None:
            shutil.rmtree(self._spool.folder, ignore_errors=True)
        self._connection = self._supervisor = self._spool = None

    def _send(self, task: Task) -> None:
        self.start()
        assert self._connection is not None
        try:
            send(self._connection, task)
        except OSError as error:
            raise self._lost() from error

    def _answer(self) -> Answer:
        assert self._connection is not None
        try:
            if self._spool is None:
                self._spool = Cache(Path(receive(self._connection, Ready).spool))
            return receive(self._connection, Answer)
        except (EOFError, OSError) as error:
            raise self._lost() from error

    def _lost(self) -> CannotRun:
        """Why nothing comes any more."""
        code = self._supervisor.wait(_PATIENCE) if self._supervisor else None
        return CannotRun(
            f"the process that watches the workers has ended (code {code}; out of memory, perhaps). "
            "What was finished is kept: run it again, with fewer --jobs"
        )
