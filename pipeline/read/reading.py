"""What the reader of one file type gives back, and how it says that it cannot read a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.document import Line


@dataclass(frozen=True, slots=True)
class Reading:
    """The content of one file; the fields mean what they mean in :class:`pipeline.document.Document`."""

    lines: tuple[Line, ...]
    title: str = ""
    language: str = ""
    pages: int | None = None
    page_sizes: tuple[tuple[float, float], ...] = ()
    detail: str = ""  #: what a person should know although the file was read (a page that was not, say)


class Unreadable(Exception):
    """A file that gives no text; the message tells a person what is wrong and what to do."""

    def __init__(self, detail: str, status: Literal["failed", "skipped"] = "failed") -> None:
        super().__init__(detail)
        self.detail = detail
        self.status: Literal["failed", "skipped"] = status
