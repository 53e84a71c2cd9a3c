"""A worker: does one document after the other, stores what it made, says so."""

from __future__ import annotations

import os
import signal
import sys
from multiprocessing.connection import Connection

from pipeline.cache import Cache
from pipeline.extracting import extract_one, kept
from pipeline.read import ocr
from pipeline.workers import limits
from pipeline.workers.messages import Answer, Task, receive, send


def work(connection: Connection, cache: Cache, spool: Cache) -> None:
    """Do tasks until nobody sends one; runs in a process that was forked for it."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _hush()
    limits.confine()
    for left in reversed(range(limits.documents())):
        try:
            task = receive(connection, Task)
        except (EOFError, OSError):
            return
        limits.allow_time()
        ocr.before_page = _Pages(task.number, connection)
        died = done(task, cache, spool)
        last = bool(died) or not left  # memory that ran out once is seldom given back whole
        send(connection, Answer(task.number, died, last))
        if last:
            return


class _Pages:
    """Called before each page of a task that has to be recognised: it has the time for it from here on."""

    def __init__(self, task: int, supervisor: Connection) -> None:
        self._task = task
        self._supervisor = supervisor

    def __call__(self) -> None:
        limits.allow_page()
        send(self._supervisor, Answer(self._task, page=True))


def done(task: Task, cache: Cache, spool: Cache) -> str:
    """Do one document; what the worker is to be replaced for, empty where it can go on."""
    source = task.source()
    try:
        made = extract_one(source, cache)
        if task.spool or not kept(source, cache):
            spool.put(str(task.number), made)
    except MemoryError:
        return limits.too_large()
    return ""


def _hush() -> None:
    """Let libraries that write to the terminal write to nobody: what they say is in the document's row."""
    sys.stdout, sys.stderr = (open(os.devnull, "w") for _ in range(2))  # noqa: PTH123, SIM115 - a device, for good
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
