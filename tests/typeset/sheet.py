"""A thin layer over reportlab's canvas: lines of text placed from the top of a page, and the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import reportlab
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

#: A fallback for each standard font, for letters that its encoding lacks (U+201B and the like).
FALLBACK = {"Times-Roman": "Vera", "Times-Bold": "VeraBd", "Times-Italic": "VeraIt"}
#: Letters that Vera lacks -> the letter whose shape they borrow; the text of the file keeps the letter itself.
BORROWED = {"\u201b": "\u2018"}
RAISED = re.compile(r"\{mark:(\d+)\}")


@dataclass(frozen=True)
class Style:
    """Font, size and line distance in points, and grey value (0 is black)."""

    font: str
    size: float
    leading: float
    grey: float = 0.0


def register() -> None:
    """Make the Vera fonts known that come with reportlab."""
    folder = Path(reportlab.__file__).parent / "fonts"
    for name in ("Vera", "VeraBd", "VeraIt"):
        if name not in pdfmetrics.getRegisteredFontNames():
            font = TTFont(name, str(folder / f"{name}.ttf"))
            for letter, shape in BORROWED.items():
                font.face.charToGlyph[ord(letter)] = font.face.charToGlyph[ord(shape)]
                font.face.charWidths[ord(letter)] = font.face.charWidths[ord(shape)]
            pdfmetrics.registerFont(font)


def _covered(letter: str, font: str) -> bool:
    if font not in FALLBACK:
        return True
    try:
        letter.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def runs(text: str, style: Style) -> Iterator[tuple[str, str, float, float]]:
    """Pieces of a text that share a font: text, font, size and rise in points."""
    for number, piece in enumerate(RAISED.split(text)):
        if number % 2:
            yield piece, style.font, style.size * 0.65, style.size * 0.35
            continue
        start = 0
        for at in range(1, len(piece) + 1):
            if at == len(piece) or _covered(piece[at], style.font) != _covered(piece[start], style.font):
                font = style.font if _covered(piece[start], style.font) else FALLBACK[style.font]
                yield piece[start:at], font, style.size, 0.0
                start = at


def check(text: str, font: str) -> None:
    """Raise ValueError where the font has no shape for a letter, which would print as an empty box."""
    if font in FALLBACK:
        return
    shapes = pdfmetrics.getFont(font).face.charToGlyph
    lacking = [letter for letter in text if not shapes.get(ord(letter))]
    if lacking:
        raise ValueError(f"{font} has no shape for {lacking}")


def width(text: str, style: Style) -> float:
    """Width of a text in points."""
    return float(sum(pdfmetrics.stringWidth(piece, font, size) for piece, font, size, _ in runs(text, style)))


def wrapped(text: str, style: Style, room: float) -> list[str]:
    """The text broken into lines no wider than ``room`` points."""
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, style) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


class Sheet:
    """A document under construction; ``y`` runs from the top of the page downwards, in points."""

    def __init__(self, title: str, author: str, size: tuple[float, float] = A4) -> None:
        register()
        self.size = size
        self.page = 1
        self._bytes = io.BytesIO()
        # not compressed: what a compressor writes depends on its version
        self._canvas = Canvas(self._bytes, pagesize=size, invariant=1, pageCompression=0, lang="en")
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator("tests.typeset")

    def text(self, x: float, y: float, text: str, style: Style) -> None:
        """Write one line with its baseline ``y`` points below the top."""
        pen = self._canvas.beginText(x, self.size[1] - y)
        pen.setFillGray(style.grey)
        for piece, font, size, rise in runs(text, style):
            check(piece, font)
            pen.setFont(font, size)
            pen.setRise(rise)
            pen.textOut(piece)
        self._canvas.drawText(pen)

    def centred(self, y: float, text: str, style: Style) -> None:
        """Write one line in the middle of the page."""
        self.text((self.size[0] - width(text, style)) / 2, y, text, style)

    def frame(self, x: float, y: float, wide: float, high: float, grey: float | None = None) -> None:
        """Draw a rectangle whose top left corner is x, y; filled where a grey value is given."""
        if grey is not None:
            self._canvas.setFillGray(grey)
        self._canvas.setLineWidth(0.75)
        self._canvas.rect(x, self.size[1] - y - high, wide, high, stroke=1, fill=grey is not None)

    def rule(self, x: float, y: float, wide: float) -> None:
        """Draw a horizontal line."""
        self._canvas.setLineWidth(0.5)
        self._canvas.line(x, self.size[1] - y, x + wide, self.size[1] - y)

    def link(self, x: float, y: float, text: str, style: Style, target: str) -> None:
        """Make the place of a text that stands at x, y a link."""
        foot = self.size[1] - y
        box = (x, foot - style.size * 0.25, x + width(text, style), foot + style.size * 0.8)
        self._canvas.linkURL(target, box, thickness=0)

    def next_page(self) -> None:
        """End the page."""
        self._canvas.showPage()
        self.page += 1

    def finish(self) -> bytes:
        """The document; nothing can be written afterwards."""
        self._canvas.showPage()
        self._canvas.save()
        return self._bytes.getvalue()
