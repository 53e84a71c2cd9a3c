"""What type a file is: by its first bytes, and by its name only where the bytes do not say."""

from __future__ import annotations

import re
from typing import NamedTuple

from pipeline.read.reading import Unreadable


class Kind(NamedTuple):
    """A type of file that there is a reader for."""

    name: str  #: ``pdf`` ``html`` ``text``
    media_type: str


PDF = Kind("pdf", "application/pdf")
HTML = Kind("html", "text/html")
TEXT = Kind("text", "text/plain")
MARKDOWN = Kind("text", "text/markdown")

#: Endings, lower case, of what a text reader can be expected to read.
_SUFFIXES = {
    "pdf": PDF,
    "html": HTML,
    "htm": HTML,
    "xhtml": HTML,
    "txt": TEXT,
    "text": TEXT,
    "asc": TEXT,
    "": TEXT,
    "md": MARKDOWN,
    "markdown": MARKDOWN,
}
#: First bytes of types without a reader, and what a person can do about it.
_FOREIGN = (
    (b"PK\x03\x04", "This is a zip-based file (Word, Excel, OpenDocument or an archive). Save it as PDF."),
    (b"\xd0\xcf\x11\xe0", "This is an old Microsoft Office file. Save it as PDF."),
    (b"{\\rtf", "This is a Rich Text file. Save it as PDF."),
    (b"%!PS", "This is a PostScript file. Convert it to PDF."),
    (b"\x89PNG", "This is a picture, it has no text. Recognise the text (OCR) into a PDF first."),
    (b"\xff\xd8\xff", "This is a picture, it has no text. Recognise the text (OCR) into a PDF first."),
    (b"GIF8", "This is a picture, it has no text. Recognise the text (OCR) into a PDF first."),
    (b"II*\x00", "This is a picture, it has no text. Recognise the text (OCR) into a PDF first."),
    (b"MM\x00*", "This is a picture, it has no text. Recognise the text (OCR) into a PDF first."),
    (b"\x1f\x8b", "This is a compressed file. Unpack it first."),
)
_UNFINISHED = (".tmp", ".part", ".crdownload", ".download", ".swp", ".bak", "~")
_SYSTEM = ("thumbs.db", "desktop.ini")
#: A PDF's header may stand anywhere in the first 1,024 bytes (PDF 1.7 reference, implementation note 13).
_PDF_HEAD = 1024
_HTML = re.compile(rb"\s*(?:<\?[^>]*>\s*)*(?:<!--.{0,4000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def skipped_by_name(name: str) -> None:
    """Raise for a file whose name says that it is none of the collection: hidden, temporary, of the system."""
    lower = name.lower()
    if lower.startswith((".", "~$")) or lower in _SYSTEM:
        raise Unreadable("A hidden or system file; it is left out.", "skipped")
    if lower.endswith(_UNFINISHED):
        raise Unreadable("A temporary or unfinished file; it is left out.", "skipped")


def kind_of(data: bytes, name: str) -> Kind:
    """The kind of a file; raises where there is no reader for it."""
    suffix = name.lower().rpartition(".")[2] if "." in name else ""
    if b"%PDF-" in data[:_PDF_HEAD]:
        return PDF
    for magic, detail in _FOREIGN:
        if data.startswith(magic):
            raise Unreadable(detail, "skipped")
    named = _SUFFIXES.get(suffix)
    if _HTML.match(_text_head(data)):
        return HTML
    if named is None:
        raise Unreadable(f"There is no reader for .{suffix} files. Save it as PDF, HTML or text.", "skipped")
    if named is PDF:
        raise Unreadable("The name says PDF but the content is none (there is no %PDF header). Fetch it again.")
    if _binary(data):
        raise Unreadable("The name says text but the content is binary. Save it as PDF, HTML or text.")
    return named


def _text_head(data: bytes) -> bytes:
    """The beginning of the file as ASCII-like bytes, also where it is UTF-16."""
    head = data[:8192]
    return head.removeprefix(_BYTE_ORDER_MARKS[0]).lstrip(b"\xff\xfe").replace(b"\x00", b"")


def _binary(data: bytes) -> bool:
    """Whether there are zero bytes that UTF-16 or UTF-32 do not explain (in those, many bytes are zero)."""
    head = data[:8192]
    zeros = head.count(0)
    return 0 < zeros < len(head) // 8 and not data.startswith(_BYTE_ORDER_MARKS)
