"""PDF files object by object, as no program writes them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

#: What a page shows, in the font F1.
TEXT = (
    b"BT /F1 12 Tf 40 700 Td 16 TL (Safe Harbours for Coastal Fishers) Tj T* (Country: Kenya) Tj T* "
    b"(Budget: US$ 1,000) Tj T* (Donor: Norway) Tj ET"
)
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> %b >> %b >>"


def stream(data: bytes, extra: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(data), extra, data)


def packed(data: bytes, times: int = 1, extra: bytes = b"") -> bytes:
    """A stream that inflates to the data, packed so many times over."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter [%b] %b" % (b" /FlateDecode" * times, extra))


def page(resources: bytes = b"", more: bytes = b"") -> bytes:
    """The page object of :func:`one_page`."""
    return _PAGE % (resources, more)


def file(objects: Sequence[bytes], trailer: bytes = b"", before: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1; the first is the catalogue. ``before`` stands above the header."""
    out = bytearray(before + b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %b >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def one_page(content: bytes | None = None, *more: bytes, resources: bytes = b"", page_more: bytes = b"") -> bytes:
    """A file of one page; ``content`` is the whole stream object, ``more`` are objects from number 6 on."""
    return file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page(resources, page_more),
            stream(TEXT) if content is None else content,
            FONT,
            *more,
        ]
    )


def many_pages(count: int) -> bytes:
    """A file of so many pages, all with one content."""
    kids = b" ".join(b"%d 0 R" % number for number in range(6, 6 + count))
    head = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count),
        b"null",
        stream(TEXT),
        FONT,
    ]
    return file([*head, *[page()] * count])
