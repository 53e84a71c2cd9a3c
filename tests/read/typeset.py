"""Small PDFs with known content, for the tests of the PDF reader."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from pipeline.document import Document
from pipeline.read import read

WIDTH, HEIGHT = 500.0, 700.0
LEADING = 12.0


def pdf(*pages: Callable[[Canvas], None], **options: object) -> bytes:
    """A PDF with a page for each function, which draws it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT), invariant=1, pageCompression=0, **options)
    for draw in pages:
        canvas.setFont("Helvetica", 10)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(canvas: Canvas, x: float, top: float, texts: list[str], leading: float = LEADING) -> None:
    """Lines of text; ``top`` is the distance of the first baseline from the top of the page."""
    for number, text in enumerate(texts):
        canvas.drawString(x, HEIGHT - top - number * leading, text)


def read_bytes(data: bytes, folder: Path, name: str = "brochure.pdf") -> Document:
    """The bytes as a document."""
    path = folder / name
    path.write_bytes(data)
    return read(path, name, "d1")
