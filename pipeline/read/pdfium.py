"""Words with place, size and weight out of PDFium, in few calls a word.

PDFium's own order is the order of drawing, not of reading, and its line breaks are guesses; only words are taken
from it. What has to be known about it is said where it matters; measured on 1,281 files.
"""

from __future__ import annotations

import ctypes
import math
import re
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.read import clean

#: Points in an inch: the unit of a page.
INCH = 72
#: PDFium writes a hyphen at a line end as one of these and leaves the line break out.
_END_HYPHENS = "\ufffe\x02"
_WORD = re.compile(rf"[^\s{_END_HYPHENS}]+[{_END_HYPHENS}]?|[{_END_HYPHENS}]")
#: PDFium's weight misses half of the bold fonts; names and the ForceBold flag (PDF 1.7, table 123) do not.
_BOLD_NAME = re.compile(r"bold|black|heavy|demi(?!on)|semibd|,bd", re.I)
_FORCE_BOLD = 1 << 18
#: A digit is raised when it is set smaller than this share of the word before it, and above its baseline.
_RAISED_SIZE = 0.8
#: Ems from a character to the next one of its word, at most: along the line, and off it (a footnote mark).
_REACH, _RISE = 1.5, 0.7
#: Ems that no word is high.
_TALL = 1.6
#: Text that runs more than this off the four directions (a watermark) is slanted, in radians.
_SLANT = math.radians(10)

UPRIGHT, SLANTED = 0, 4

_Address, _Int = ctypes.c_void_p, ctypes.c_int


def _bound(name: str, result: Any, *arguments: Any) -> Any:
    """A PDFium function that takes addresses as they are: half the time of the typed one, and it runs per word."""
    address = ctypes.cast(getattr(raw, name), _Address).value
    return ctypes.CFUNCTYPE(result, *arguments)(address or 0)


_count_rects = _bound("FPDFText_CountRects", _Int, _Address, _Int, _Int)
_get_rect = _bound("FPDFText_GetRect", _Int, _Address, _Int, *[_Address] * 4)
_get_origin = _bound("FPDFText_GetCharOrigin", _Int, _Address, _Int, _Address, _Address)
_get_object = _bound("FPDFText_GetTextObject", _Address, _Address, _Int)

#: Two corners: x, y, x, y.
Rect = tuple[float, float, float, float]


class Token(NamedTuple):
    """A word as it is printed; places in points from the top left corner of its frame.

    The frame is the page as it is shown; for text that runs upwards (``turn`` 1), upside down (2) or downwards
    (3) it is the page turned until that text is upright.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    baseline: float
    size: float
    bold: bool
    turn: int
    spaced: bool  #: a blank of the file stands between it and the token before it


class Style(NamedTuple):
    """How a text object is set."""

    size: float
    bold: bool
    turn: int


class Frame(NamedTuple):
    """The visible part of a page (in the units of its content, y upwards) and its rotation in quarter turns."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is shown."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation % 2 else (width, height)

    def box(self, x0: float, y0: float, x1: float, y1: float, turn: int = 0) -> Rect:
        """A rectangle of the content as left, top, right, bottom in the frame turned by so many quarters."""
        quarters = (self.rotation + turn) % 4
        if not quarters:  # nearly always, and this runs twice a word
            return x0 - self.left, self.top - y1, x1 - self.left, self.top - y0
        match quarters:
            case 1:
                return y0 - self.bottom, x0 - self.left, y1 - self.bottom, x1 - self.left
            case 2:
                return self.right - x1, y0 - self.bottom, self.right - x0, y1 - self.bottom
            case _:
                return self.top - y1, self.right - x1, self.top - y0, self.right - x0

    def shown(self, box: Rect, turn: int) -> Rect:
        """A box of the turned frame as a box of the page as it is shown."""
        width, height = self.size()
        x0, top, x1, bottom = box
        match turn % 4:
            case 1:
                return top, height - x1, bottom, height - x0
            case 2:
                return width - x1, height - bottom, width - x0, height - top
            case 3:
                return width - bottom, x0, width - top, x1
            case _:
                return box


def frame_of(page: pdfium.PdfPage) -> Frame:
    """The frame of a page: crop box within media box, as PDFium shows it."""
    rect = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page.raw, rect)
    return Frame(rect.left, rect.bottom, rect.right, rect.top, page.get_rotation() // 90)


class TextPage:
    """The text of one page; close it before the page (PDFium's order: text page, page, document)."""

    def __init__(self, page: pdfium.PdfPage, frame: Frame) -> None:
        self.frame = frame
        self._page = page.get_textpage()
        self._raw: Any = self._page.raw
        self._address = ctypes.cast(self._raw, _Address)
        self._styles: dict[int, Style] = {}
        self._bold: dict[int, bool] = {}
        self._four = (ctypes.c_double * 4)()
        self._at = tuple(_Address(ctypes.addressof(self._four) + 8 * side) for side in range(4))
        self._matrix = raw.FS_MATRIX()
        self._name = ctypes.create_string_buffer(256)
        self.text = self._text()

    def close(self) -> None:
        """Give the memory back."""
        self._page.close()

    def _text(self) -> str:
        """The characters of the page, one for each of PDFium's indices (halves of non-BMP characters alone)."""
        count = raw.FPDFText_CountChars(self._raw)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (2 * count + 2))()
        written = max(raw.FPDFText_GetText(self._raw, 0, count, buffer) - 1, 0)
        text = bytes(memoryview(buffer).cast("B")[: 2 * written]).decode("utf-16-le", "replace")
        if len(text) == count and raw.FPDFText_GetTextIndexFromCharIndex(self._raw, count - 1) == count - 1:
            return text
        codes = (raw.FPDFText_GetUnicode(self._raw, at) for at in range(count))
        return "".join(chr(code) if 0 < code < 0x110000 else "\ufffd" for code in codes)

    def tokens(self) -> list[Token]:
        """The words of the page in the order of drawing."""
        found: list[Token] = []
        end = 0
        for match in _WORD.finditer(self.text):
            start, stop = match.span()
            spaced = bool(found) and start > end and self.text[end:start].strip("\r\n") != ""
            token = self._token(start, stop, spaced)
            if token is None:
                continue
            end = stop
            if _is_torn(token):
                parts = [self._token(*part, spaced and part[0] == start) for part in self._parts(start, stop)]
                found += [part for part in parts if part is not None]
            else:
                found.append(token)
        return found

    def _parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The word cut where its next character stands elsewhere."""
        size, _, turn = self._style(start)
        places = [self._origin(at, turn) for at in range(start, end)]
        cuts = [
            at
            for at, (one, other) in enumerate(pairwise(places), start + 1)
            if one and other and (abs(other[0] - one[0]) > _REACH * size or abs(other[1] - one[1]) > _RISE * size)
        ]
        return list(pairwise([start, *cuts, end]))

    def _token(self, start: int, end: int, spaced: bool) -> Token | None:
        """One word; None where it has no place or no visible character."""
        text = self.text[start:end]
        if text[-1] in _END_HYPHENS:
            text = text[:-1] + "-"
        if not text.isascii() or not text.isprintable():
            text = clean.characters(_whole(text)).strip()
        box = self._box(start, end - start)
        if not text or box is None:
            return None
        size, bold, turn = style = self._style(start)
        if text[-1].isdigit() and end - start > 1:
            text = self._raise(text, start, end, style)
        x0, top, x1, bottom = self.frame.box(*box, turn)
        x0, baseline = self._origin(start, turn) or (x0, bottom)
        return Token(text, x0, top, x1, bottom, baseline, size, bold, turn, spaced)

    def _box(self, start: int, count: int) -> Rect | None:
        """The rectangle around characters, in units of the content; GetRect answers only after CountRects."""
        rects = _count_rects(self._address, start, count)
        if rects <= 0:
            return None
        _get_rect(self._address, 0, *self._at)
        left, top, right, bottom = self._four
        for at in range(1, rects):
            _get_rect(self._address, at, *self._at)
            more = self._four
            left, top = min(left, more[0]), max(top, more[1])
            right, bottom = max(right, more[2]), min(bottom, more[3])
        return left, bottom, right, top

    def _origin(self, at: int, turn: int) -> tuple[float, float] | None:
        """Where a character begins and on which baseline it stands, in the frame.

        Boxes are tight, so they say neither: a hyphen's is half a point high, a ``T`` begins left of an ``I``.
        """
        if not _get_origin(self._address, at, self._at[0], self._at[1]):
            return None
        x, y, *_ = self._four
        return self.frame.box(x, y, x, y, turn)[:2]

    def _style(self, at: int) -> Style:
        """How a character is set."""
        obj = _get_object(self._address, at)
        if not obj:
            return Style(0.0, False, UPRIGHT)
        style = self._styles.get(obj)
        if style is None:
            size, angle = raw.FPDFText_GetFontSize(self._raw, at), 0.0
            matrix = self._matrix
            if raw.FPDFText_GetMatrix(self._raw, at, matrix):  # GetFontSize is the bare operand of Tf, often 1
                size *= math.hypot(matrix.c, matrix.d)
                angle = math.atan2(matrix.b, matrix.a)
            font = raw.FPDFTextObj_GetFont(raw.FPDFText_GetTextObject(self._raw, at))
            style = self._styles[obj] = Style(round(size, 2), self._is_bold(font), self._turn(angle))
        return style

    def _turn(self, angle: float) -> int:
        """Quarter turns, clockwise, that make text of this direction upright on the page as it is shown."""
        quarters = angle / (math.pi / 2)
        if abs(quarters - round(quarters)) * math.pi / 2 > _SLANT:
            return SLANTED
        return (round(quarters) - self.frame.rotation) % 4

    def _is_bold(self, font: Any) -> bool:
        """Whether a font is a bold one."""
        if not font:
            return False
        address = ctypes.addressof(font.contents)
        if address not in self._bold:
            size = raw.FPDFFont_GetBaseFontName(font, self._name, len(self._name))
            name = self._name.raw[: max(min(size, len(self._name)) - 1, 0)].decode("utf-8", "replace")
            flags = raw.FPDFFont_GetFlags(font)
            self._bold[address] = bool(_BOLD_NAME.search(name)) or (flags > 0 and bool(flags & _FORCE_BOLD))
        return self._bold[address]

    def _raise(self, text: str, start: int, end: int, style: Style) -> str:
        """The word with digits that are set small at its end (a footnote mark) as superscript characters.

        Printed ``70,551,643¹`` must not be read as 705,516,431.
        """
        at = end
        while at > start + 1 and self.text[at - 1].isdigit() and self._style(at - 1).size < _RAISED_SIZE * style.size:
            at -= 1
        kept = len(text) - (end - at)
        return text[:kept] + clean.raised(text[kept:])


def _is_torn(token: Token) -> bool:
    """Whether the box of a word is larger than a word's can be.

    PDFium joins characters that stand alone on lines of their own: ``5`` above ``1`` must not be read as 51.
    """
    wide, high = token.x1 - token.x0, token.bottom - token.top
    if token.turn == SLANTED:
        return False
    return high > _TALL * token.size or wide > _REACH * token.size * (len(token.text) + 1)


def is_raised(mark: Token, word: Token) -> bool:
    """Whether a token of digits is a footnote mark at a word: smaller, and above its baseline."""
    return (
        mark.text.isdecimal()
        and mark.size < _RAISED_SIZE * word.size
        and mark.baseline < word.baseline - 0.1 * word.size
    )


def _whole(text: str) -> str:
    """The text with halves of non-BMP characters joined; a half that stands alone becomes U+FFFD."""
    if text.isascii() or not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
