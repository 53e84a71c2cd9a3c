"""Slides of a talk: a title, a few points in large type, and words that belong to a picture."""

from __future__ import annotations

from reportlab.lib.pagesizes import A4, landscape

from .markup import plain
from .model import Brochure, Slide
from .sheet import Sheet, Style, wrapped

TITLE = Style("VeraBd", 24, 30)
POINT = Style("Vera", 17, 23)
DETAIL = Style("Vera", 14, 19)
POSTER = Style("VeraBd", 12, 16, 0.35)
FOOT = Style("Vera", 9, 11, 0.4)

LEFT, TOP, GAP = 56.0, 84.0, 8.0
#: First sign of a paragraph -> style, indent and the sign that is printed.
KINDS = {"• ": (POINT, 22.0, "•"), "o ": (DETAIL, 48.0, "–")}


def slide(sheet: Sheet, content: Slide, publisher: str) -> None:
    """Set one slide."""
    wide, high = sheet.size
    y = TOP if content.text or content.poster else high / 2 - 40
    for row in wrapped(content.title, TITLE, wide - 2 * LEFT):
        sheet.centred(y, row, TITLE)
        y += TITLE.leading
    y += 2 * GAP
    for text in content.text:
        style, indent, sign = KINDS.get(text[:2], (POINT, 0.0, ""))
        rows = wrapped(plain(text[2:] if sign else text), style, wide - 2 * LEFT - indent)
        if sign:
            sheet.text(LEFT + indent - 18, y, sign, style)
        for row in rows:
            sheet.text(LEFT + indent, y, row, style)
            y += style.leading
        y += GAP
    if content.poster:
        poster(sheet, content.poster, y)
    sheet.text(LEFT, high - 28, publisher, FOOT)
    sheet.text(wide - LEFT - 12, high - 28, str(sheet.page), FOOT)


def poster(sheet: Sheet, words: tuple[str, ...], y: float) -> None:
    """Draw tinted frames with words in them, in the place of pictures."""
    wide = (sheet.size[0] - 2 * LEFT - 24 * (len(words) - 1)) / len(words)
    for number, text in enumerate(words):
        x = LEFT + number * (wide + 24)
        sheet.frame(x, y, wide, 220, grey=0.9)
        for row_number, row in enumerate(wrapped(text, POSTER, wide - 24)):
            sheet.text(x + 12, y + 40 + row_number * POSTER.leading, row, POSTER)


def typeset(brochure: Brochure) -> bytes:
    """The PDF of a talk."""
    document = brochure.document
    sheet = Sheet(document["heading"], document["publisher"], landscape(A4))
    for number, content in enumerate(brochure.slides):
        if number:
            sheet.next_page()
        slide(sheet, content, document["publisher"])
    return sheet.finish()
