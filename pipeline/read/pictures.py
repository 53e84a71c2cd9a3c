"""Pictures of the pages of a PDF, small enough to be carried along; what may not be seen is blacked out."""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

from pipeline.document import Box
from pipeline.read.pdfium import INCH

#: Points by which a painted box is larger than the words in it: accents and descenders reach out of their boxes.
_MARGIN = 2.0


class Look(NamedTuple):
    """How pictures are made."""

    dpi: int  #: pixels of an inch
    longest: int  #: pixels that no side has more of
    colours: int  #: of a page of text, which is then kept as it is
    large: int  #: bytes from which on a page may be one of photographs
    quality: int  #: of such a page, from 0 to 100


def pictures(
    data: bytes,
    pages: Collection[int],
    hidden: Mapping[int, Sequence[Box]],
    shown: Mapping[int, Sequence[Box]] | None,
    look: Look,
) -> dict[int, bytes]:
    """WebP pictures of pages, by their numbers from 1; a page that cannot be drawn has none.

    ``hidden`` are the boxes of each page that are painted black; where ``shown`` is given, all outside its boxes is
    white. A file that PDFium cannot open gives no pictures.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return {}
    found: dict[int, bytes] = {}
    try:
        for page in [page for page in sorted(pages) if page <= len(document)]:
            image, width = _drawn(document, page, look)
            if width:
                scale = image.width / width
                image = image if shown is None else _alone(image, shown.get(page, ()), scale)
                found[page] = _packed(_painted(image, hidden.get(page, ()), scale, "black"), look)
    finally:
        document.close()
    return found


def _drawn(document: pdfium.PdfDocument, page: int, look: Look) -> tuple[Image.Image, float]:
    """A page as it is shown, and its width in points; of width 0 where it cannot be drawn."""
    try:
        sheet = document[page - 1]
        width, height = sheet.get_size()
        scale = min(look.dpi / INCH, look.longest / max(width, height, 1.0))
        image = sheet.render(scale=scale, may_draw_forms=False).to_pil()
        image = image if image.mode == "RGB" else image.convert("RGB")
        sheet.close()
    except (pdfium.PdfiumError, ValueError, MemoryError):
        return Image.new("RGB", (1, 1)), 0.0
    return image, width


def _alone(image: Image.Image, boxes: Sequence[Box], scale: float) -> Image.Image:
    """What stands in the boxes, on white."""
    window = _painted(Image.new("L", image.size, "black"), boxes, scale, "white")
    return Image.composite(image, Image.new(image.mode, image.size, "white"), window)


def _painted(image: Image.Image, boxes: Sequence[Box], scale: float, colour: str) -> Image.Image:
    brush = ImageDraw.Draw(image)
    for box in boxes:
        x0, top, x1, bottom = ((side + more) * scale for side, more in zip(box[1:], _REACH, strict=True))
        brush.rectangle((x0, top, max(x0, x1), max(top, bottom)), fill=colour)
    return image


#: By how much each side of a painted box is moved.
_REACH = (-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)


def _packed(image: Image.Image, look: Look) -> bytes:
    """The picture as WebP: in few colours, which is small and sharp for text, or lossy where that is smaller."""
    few = image.quantize(look.colours, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).convert("RGB")
    text = _saved(few, lossless=True, method=0)  # the same picture a tenth larger, in a quarter of the time of 2
    return text if len(text) < look.large else min(text, _saved(image, quality=look.quality, method=2), key=len)


def _saved(image: Image.Image, **how: int) -> bytes:
    out = io.BytesIO()
    image.save(out, "WEBP", **how)
    return out.getvalue()
