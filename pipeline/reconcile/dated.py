"""When a document is from: one answer for editions, identifiers, the latest listing and the members of a group."""

from __future__ import annotations

from pathlib import PurePosixPath

import regex

from pipeline.document import Document, year_in

_NUMBER = regex.compile(r"\d+")

#: When a document was published, and the numbers of its edition: sorts editions, oldest first.
Order = tuple[str, tuple[int, ...]]


#: The order of a document of which neither date nor number is known.
UNKNOWN: Order = ("", ())


def dated(document: Document) -> str:
    """The date of a document: of its publication, else the year that its edition or the name of its file has.

    Empty where nothing tells. For putting documents in order: ``published`` alone is what somebody stated.
    """
    return document.published or year_in(document.edition) or year_in(PurePosixPath(document.file).stem)


def order(document: Document) -> Order:
    """The place of a document among the editions; nothing where neither date nor number is known."""
    return dated(document), tuple(map(int, _NUMBER.findall(document.edition)))


def later(one: Order, other: Order) -> bool:
    """Whether one of two documents is known to be the later one."""
    return one != other and UNKNOWN not in (one, other)


def numberless(file: str) -> str:
    """The name of a file with a sign for each number: editions of one brochure share it."""
    return _NUMBER.sub("#", file)
