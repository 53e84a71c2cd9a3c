"""What the run, the supervisor and the workers say to each other: plain data, never anything that could run."""

from __future__ import annotations

import json
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple, TypeVar

from pipeline.codec import made, plain
from pipeline.inputs import Source

T = TypeVar("T")


class Task(NamedTuple):
    """A file to be done."""

    number: int
    path: str
    name: str
    document_id: str
    about: Mapping[str, str]
    spool: bool  #: put the result into the spool even where the cache keeps it

    @staticmethod
    def of(number: int, source: Source, spool: bool) -> Task:
        """The task of a file."""
        return Task(number, str(source.path), source.name, source.document_id, source.about, spool)

    def source(self) -> Source:
        """The file."""
        return Source(Path(self.path), self.name, self.document_id, dict(self.about))


class Answer(NamedTuple):
    """How a task ended, or goes on."""

    number: int
    died: str = ""  #: what the worker died of, as the end of a sentence; empty where it did its work
    last: bool = False  #: the worker takes no more
    page: bool = False  #: it has not ended: one page more has to be recognised, which takes its time


class Ready(NamedTuple):
    """The supervisor has begun."""

    spool: str  #: folder for results that the cache does not keep


def send(connection: Connection, message: object) -> None:
    """Send a message; raises :class:`OSError` where nobody is left to take it."""
    connection.send_bytes(json.dumps(plain(message)).encode("ascii"))


def receive(connection: Connection, kind: type[T]) -> T:
    """The next message; raises :class:`EOFError` or :class:`OSError` where the other end has gone."""
    return made(kind, json.loads(connection.recv_bytes()))
