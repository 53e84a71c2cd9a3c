"""A supervisor that is forked from the test, so that it and its workers do what the test has put in their place."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pipeline.cache import Cache
from pipeline.workers.messages import Ready, send
from pipeline.workers.pool import Connection
from pipeline.workers.supervisor import Supervisor


class Forked:
    """Looks like the process that the pool starts."""

    def __init__(self, handle: int, jobs: int, cache: Path) -> None:
        """As :func:`pipeline.workers.pool.launch`."""
        self._code: int | None = None
        self.pid = os.fork()
        if not self.pid:
            try:
                _serve(handle, jobs, cache)
            finally:
                os._exit(0)

    def wait(self, timeout: float) -> int:
        """The exit code, once it has ended."""
        if self._code is None:
            self._code = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self._code

    def kill(self) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGKILL)


def _serve(handle: int, jobs: int, cache: Path) -> None:
    for low, high in ((3, handle), (handle + 1, os.sysconf("SC_OPEN_MAX") % 65536)):
        os.closerange(low, high)  # the other end of the socket among them: who holds it never hears it close
    run = Connection(handle)
    with TemporaryDirectory(prefix="pledgebook-") as spool:
        send(run, Ready(spool))
        Supervisor(run, jobs, Cache(cache), Cache(Path(spool))).serve()


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Forked]]:
    """The supervisors of this test, in the order in which they were started."""
    started: list[Forked] = []

    def launch(handle: int, jobs: int, cache: Path) -> Forked:
        started.append(Forked(handle, jobs, cache))
        return started[-1]

    monkeypatch.setattr("pipeline.workers.pool.launch", launch)
    yield started
