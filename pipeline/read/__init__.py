"""Bytes of one file to a :class:`pipeline.document.Document`; a file that cannot be read becomes one too."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from pipeline.cache import digest_of_file
from pipeline.document import Document
from pipeline.read.kinds import Kind, kind_of, skipped_by_name
from pipeline.read.reading import Reading, Unreadable
from pipeline.settings import settings

#: Bytes by which the kind of a file is told.
HEAD = 8192


def _largest(kind: str) -> int:
    """Bytes that a file may have at most."""
    return int(settings("reading")[f"megabytes_{kind}"]) * 1_000_000


def read(path: Path, file: str, document_id: str) -> Document:
    """The file at ``path`` as a document; ``file`` is the name under which it is published.

    Never raises for a bad file: status is ``failed`` where the file should be readable and is not, ``skipped``
    where its type is none of ours (or it has no text layer); ``detail`` then says why and what to do. Raises
    :class:`MemoryError` alone.
    """
    sha256, kind = "", Kind("", "application/octet-stream")
    try:
        skipped_by_name(path.name)
        data = _bytes(path)
        sha256 = hashlib.sha256(data).hexdigest()
        kind = kind_of(data, path.name)
        return _document(_reading(data, kind), document_id, file, sha256, kind)
    except Unreadable as bad:
        return Document(document_id, file, sha256, kind.media_type, status=bad.status, detail=bad.detail)
    except MemoryError:  # the limit is a worker's, and so is what to do about it
        raise
    except Exception as bug:  # noqa: BLE001 - one bad file must not spoil the batch
        detail = f"The reader stopped with {type(bug).__name__}: {bug}. Convert the file to PDF or text and try again."
        return Document(document_id, file, sha256, kind.media_type, status="failed", detail=detail)


def _document(reading: Reading, document_id: str, file: str, sha256: str, kind: Kind) -> Document:
    return Document(
        document_id=document_id,
        file=file,
        sha256=sha256,
        media_type=kind.media_type,
        lines=reading.lines,
        title=reading.title,
        language=reading.language,
        pages=reading.pages,
        detail=reading.detail,
        page_sizes=reading.page_sizes,
    )


def unread(path: Path, file: str, document_id: str, detail: str) -> Document:
    """A file that could not be read to its end, without another look at more than its first bytes."""
    media_type = "application/octet-stream"
    with suppress(OSError, Unreadable), path.open("rb") as stream:
        media_type = kind_of(stream.read(HEAD), path.name).media_type
    return Document(document_id, file, digest_of_file(path), media_type, status="failed", detail=detail)


def _bytes(path: Path) -> bytes:
    """The bytes of the file."""
    try:
        if path.stat().st_size > _largest("most"):
            raise Unreadable(f"The file is too large for a brochure (over {_largest('most')} bytes). Split it.")
        data = path.read_bytes()
    except OSError as error:
        raise Unreadable(f"The file cannot be opened: {error.strerror or error}.") from error
    if not data:
        raise Unreadable("The file is empty (0 bytes). Fetch it again.")
    return data


def _reading(data: bytes, kind: Kind) -> Reading:
    """What the reader of the kind makes of the bytes; a reading without lines is no use to later stages."""
    if kind.name != "pdf" and len(data) > _largest("text"):
        raise Unreadable(f"The file is too large for a text (over {_largest('text')} bytes). Split it.")
    reading = _reader(kind)(data)
    if not reading.lines:
        raise Unreadable("There is no text in this file.")
    return reading


def _reader(kind: Kind) -> Callable[[bytes], Reading]:
    """The reader of a kind; imported when needed, since PDFium takes a while to load."""
    if kind.name == "pdf":
        from pipeline.read.pdf import read_pdf

        return read_pdf
    if kind.name == "html":
        from pipeline.read.html import read_html

        return read_html
    from pipeline.read.text import read_text

    return read_text
