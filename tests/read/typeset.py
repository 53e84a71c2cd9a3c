"""Small PDFs with known content, for the tests of the PDF reader."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from pipeline.document import Box, Document, Line
from pipeline.read import read
from pipeline.read.pdf import read_pdf

WIDTH, HEIGHT = 500.0, 700.0
LEADING = 12.0


LEFT_TEXT = [
    "The project supports governments in drafting",
    "laws that punish trafficking and protect those",
    "who fall victim to it in the region. Training",
    "sessions are held for the police and for the",
    "prosecutors who work at the borders of all six",
    "countries, and handbooks are printed for them.",
]
RIGHT_TEXT = [
    "Smuggling of migrants takes place by land, by",
    "sea and by air, and the routes change quickly.",
    "A regional office gathers what is known about",
    "the prices, the means of travel and the papers",
    "used, and reports to the Member States twice a",
    "year on what it has found out along the route.",
]


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


def read_lines(*pages: Callable[[Canvas], None], **options: object) -> tuple[Line, ...]:
    """The lines of a PDF with these pages."""
    return read_pdf(pdf(*pages, **options)).lines


def texts(*pages: Callable[[Canvas], None]) -> list[str]:
    """The texts of its lines."""
    return [line.text for line in read_lines(*pages)]


def near(box: Box | None, x0: float, top: float, x1: float, bottom: float) -> bool:
    """Whether a box is this one but for two points."""
    return box is not None and all(abs(a - b) <= 2 for a, b in zip(box[1:], (x0, top, x1, bottom), strict=True))


def saved(document: pikepdf.Pdf) -> bytes:
    """The bytes of a PDF that was changed."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def two_columns(canvas: Canvas, shift: float = 0.0) -> None:
    """A heading over two columns of prose, the right one so many points lower."""
    lines(canvas, 40, 50, ["A heading that runs over both columns of the page, as headings do in brochures"])
    lines(canvas, 40, 80, LEFT_TEXT)
    lines(canvas, 270, 80 + shift, RIGHT_TEXT)


def ruled(canvas: Canvas, rows: list[list[list[str]]], top: float = 100.0, height: float = 40.0) -> None:
    """A table with ruling lines; each cell is a list of lines."""
    across, down = len(rows[0]), len(rows)
    for number in range(down + 1):
        canvas.line(40, HEIGHT - top - number * height, 40 + 150 * across, HEIGHT - top - number * height)
    for number in range(across + 1):
        canvas.line(40 + 150 * number, HEIGHT - top, 40 + 150 * number, HEIGHT - top - down * height)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            lines(canvas, 45 + 150 * column, top + row * height + 13, cell)
