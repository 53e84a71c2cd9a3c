"""PDF: pages to lines in reading order, with boxes."""

from __future__ import annotations

import ctypes
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from statistics import fmean

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipeline.document import Line, placed
from pipeline.read import clean, ocr
from pipeline.read.columns import regions
from pipeline.read.pdfium import SLANTED, UPRIGHT, Frame, TextPage, Token, frame_of
from pipeline.read.reading import Reading, Unreadable
from pipeline.read.rows import Row, line_of
from pipeline.read.ruled import Drawn, Ruled, Table, cell_lines, drawn_on, within
from pipeline.settings import settings

#: Line distances in ems that can be the usual one of a document.
NEAREST, FARTHEST = 0.8, 2.6
#: Of the distances that are common (at least this share of the most common one), the smallest is the usual one.
COMMON = 0.3
#: Blank space above a line, in lines, that is too small to be seen.
UNSEEN = 0.25
#: A complete file says so in its last bytes (PDF 1.7, 7.5.5; readers look for it in the last 1,024); some servers
#: append a page of their own.
_END, END_REACH = b"%%EOF", 8192
#: Page numbers in ``detail``.
NAMED_PAGES = 10

#: A line and its distance from the line above in ems; None for the first of a page or column.
Spaced = tuple[Line, float | None]


def read_pdf(data: bytes) -> Reading:
    """The lines of a PDF; raises :class:`Unreadable` with the reason where there are none."""
    cut_off = _END not in data[-END_REACH:]
    document, data = _opened(data)
    try:
        return _Reader(document, data, cut_off).read()
    finally:
        document.close()


def _opened(data: bytes) -> tuple[pdfium.PdfDocument, bytes]:
    """The document and the bytes it was opened from; what PDFium refuses is rewritten once."""
    with suppress(pdfium.PdfiumError):
        return pdfium.PdfDocument(data), data
    try:
        rewritten = _rewritten(data)
        return pdfium.PdfDocument(rewritten), rewritten
    except pikepdf.PasswordError as error:
        raise Unreadable("The PDF is protected with a password. Save it without one.") from error
    except (pikepdf.PdfError, pdfium.PdfiumError, ValueError) as error:
        raise Unreadable("The PDF is damaged beyond repair (cut off, perhaps). Fetch it again.") from error


def _rewritten(data: bytes) -> bytes:
    """The PDF with its structure built anew (qpdf finds objects that a cut-off file no longer lists)."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if not len(pdf.pages):
            raise Unreadable("The PDF has no pages. Fetch it again.")
        pdf.save(out)
    return out.getvalue()


class _Reader:
    """Reads one document, page by page."""

    def __init__(self, document: pdfium.PdfDocument, data: bytes, cut_off: bool) -> None:
        self._document = document
        self._ruled = Ruled(data)
        self._tables = 0
        self._cut_off = cut_off
        self._bad: list[int] = []
        self._blind: list[int] = []  #: pages of pictures without text
        self._recognised: list[int] = []  #: such pages whose text was recognised by OCR

    def read(self) -> Reading:
        """All pages; a bad page is named in the detail and the others are read."""
        count = len(self._document)
        sizes: list[tuple[float, float]] = []
        try:
            spaced = [line for index in range(min(count, _pages_most())) for line in self._tried(index, sizes)]
        finally:
            self._ruled.close()
        lines = placed(clean.adopt_bullets(_with_gaps(spaced)))
        if not lines:
            raise self._no_text(count)
        return Reading(
            lines=lines,
            title=clean.plain(self._document.get_metadata_value("Title")),
            language=_language(self._document),
            pages=count,
            page_sizes=tuple(sizes),
            detail=self._detail(count),
        )

    def _tried(self, index: int, sizes: list[tuple[float, float]]) -> list[Spaced]:
        """The lines of one page (0-based); none where it is bad."""
        sizes.append((0.0, 0.0))
        try:
            return self._page(index, sizes)
        except MemoryError:  # the next page would have as little
            raise
        except Exception:  # noqa: BLE001 - damage shows in many ways, and costs one page only
            self._bad.append(index + 1)
            return []

    def _no_text(self, count: int) -> Unreadable:
        """Why there is no line in the whole document."""
        if self._bad or self._cut_off:
            return Unreadable(f"The PDF is damaged: no text can be read on its {count} pages. Fetch it again.")
        if engine := ocr.engine_name():
            return Unreadable(f"The PDF has no text layer, and {engine} recognised no text on its pages.", "skipped")
        detail = (
            "The PDF has no text layer (a scan, perhaps). Recognise its text first (OCR), then add it again; or install"
            " the extra pledgebook[ocr], which does so while reading."
        )
        return Unreadable(detail, "skipped")

    def _detail(self, count: int) -> str:
        """What a person should know about pages that gave nothing."""
        says = []
        if count > _pages_most():
            says.append(f"Only the first {_pages_most()} of {count} pages were read.")
        if self._cut_off:
            says.append("The end of the file is missing, and text may be missing with it.")
        if self._bad:
            says.append(f"Not readable: {_pages(self._bad)}.")
        if self._recognised:
            says.append(f"Text recognised by {ocr.engine_name()}, not printed as such: {_pages(self._recognised)}.")
        if self._blind:
            tried = "no text recognised in them" if ocr.engine_name() else "needs OCR"
            says.append(f"Pictures without a text layer ({tried}): {_pages(self._blind)}.")
        return " ".join(says)

    def _page(self, index: int, sizes: list[tuple[float, float]]) -> list[Spaced]:
        """The lines of one page (0-based)."""
        page = self._document[index]
        try:
            frame = frame_of(page)
            sizes[-1] = (round(frame.size()[0], 2), round(frame.size()[1], 2))
            text = TextPage(page, frame)
            try:
                tokens = text.tokens()
            finally:
                text.close()
            drawn = drawn_on(page)
            seen = self._by_sight(page, frame, index + 1) if not tokens and drawn.pictures else None
            tokens = seen.tokens if seen else tokens
            tables = self._tables_of(index, page, frame, drawn) if tokens else []
        finally:
            page.close()
        spaced = list(self._lines(tokens, tables, index + 1, frame))
        return [(seen.marked(line), distance) for line, distance in spaced] if seen else spaced

    def _by_sight(self, page: pdfium.PdfPage, frame: Frame, number: int) -> ocr.Recognised | None:
        """The words of a page without a text layer, by OCR; a page that gives none is named in the detail."""
        most = settings("ocr")["pages_most"]
        found = ocr.recognise(page, frame) if ocr.engine_name() and len(self._recognised) < most else None
        (self._recognised if found and found.tokens else self._blind).append(number)
        return found

    def _tables_of(self, index: int, page: pdfium.PdfPage, frame: Frame, drawn: Drawn) -> list[Table]:
        """The ruled tables of a page; a page on which they cannot be found is read without them."""
        if not drawn.rules:
            return []
        left, bottom, right, top = page.get_mediabox()
        media = Frame(left, bottom, right, top, frame.rotation)
        corner = media.box(frame.left, frame.bottom, frame.right, frame.top)[:2]
        try:
            return self._ruled.tables(index, corner)
        except Exception:  # noqa: BLE001 - the text of the page is here already, only its cells are not known
            return []

    def _lines(self, tokens: Sequence[Token], tables: list[Table], page: int, frame: Frame) -> Iterator[Spaced]:
        """Upright text from top to bottom with the tables in their places, then turned text."""
        rest = [token for token in tokens if token.turn == UPRIGHT]
        last: float | None = None
        for table in tables:
            inside = [token for token in rest if within(token, table.box)]
            if not inside:
                continue
            rest = [token for token in rest if not within(token, table.box)]
            above = [token for token in rest if token.baseline < table.box[1]]
            rest = [token for token in rest if token.baseline >= table.box[1]]
            yield from _flow(above, page, frame, last)
            last = max((token.baseline for token in above), default=last)
            lines = cell_lines(table, self._tables, inside, page, frame)
            self._tables += 1
            top = min(token.baseline for token in inside)
            for at, line in enumerate(lines):
                yield line, _distance(last, top, line.size) if at == 0 else None
            last = max(token.baseline for token in inside)
        yield from _flow(rest, page, frame, last)
        for turn in (1, 2, 3):
            yield from _flow([token for token in tokens if token.turn == turn], page, frame, None)
        for run in _runs([token for token in tokens if token.turn == SLANTED]):
            yield line_of(run, page, frame, run[0].x0), None


def _pages_most() -> int:
    """How many pages of a file are read."""
    return int(settings("reading")["pages"])


def _runs(tokens: Sequence[Token]) -> list[Row]:
    """Slanted text as it was drawn: it stands on no common baseline, so words go with the blanks between them."""
    runs: list[Row] = []
    for token in tokens:
        if runs and token.spaced:
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _flow(tokens: Sequence[Token], page: int, frame: Frame, above: float | None) -> Iterator[Spaced]:
    """The lines of text that flows, in reading order; ``above`` is the baseline of the line above it."""
    for region in regions(tokens):
        for row in region.rows:
            baseline = max([token.baseline for token in row])
            line = line_of(row, page, frame, region.left)
            yield line, _distance(above, baseline, line.size)
            above = baseline


def _distance(above: float | None, baseline: float, size: float | None) -> float | None:
    """Distance of two baselines in ems; None where the lower one is not below the other (a new column)."""
    return (baseline - above) / size if above is not None and baseline > above and size else None


def _with_gaps(spaced: Sequence[Spaced]) -> Iterator[Line]:
    """The lines with the blank space above each, measured by the document's usual line distance."""
    usual = _usual(distance for _, distance in spaced if distance is not None and NEAREST <= distance <= FARTHEST)
    for line, distance in spaced:
        gap = distance / usual - 1 if distance is not None else 0.0
        yield replace(line, gap=round(gap, 1)) if gap >= UNSEEN else line


def _usual(distances: Iterator[float]) -> float:
    """The usual line distance of a document in ems: the smallest of the common ones."""
    kept = list(distances)
    if not kept:
        return 1.2
    counts = Counter(round(distance, 1) for distance in kept)
    most = max(counts.values())
    common = min(distance for distance, count in counts.items() if count >= COMMON * most)
    return fmean(distance for distance in kept if round(distance, 1) == common)


def _language(document: pdfium.PdfDocument) -> str:
    """Two-letter code of the document's language; empty where it does not say."""
    buffer = (ctypes.c_ushort * 32)()
    size = raw.FPDFCatalog_GetLanguage(document.raw, buffer, ctypes.sizeof(buffer))
    tag = bytes(memoryview(buffer).cast("B")[: max(min(size, 64) - 2, 0)]).decode("utf-16-le", "replace")
    code = tag.split("-")[0].split("_")[0].strip().lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


def _pages(numbers: Sequence[int]) -> str:
    """Page numbers as words: ``pages 3, 4 and 12 more``."""
    named = ", ".join(str(number) for number in numbers[:NAMED_PAGES])
    more = f" and {len(numbers) - NAMED_PAGES} more" if len(numbers) > NAMED_PAGES else ""
    return f"{'page' if len(numbers) == 1 else 'pages'} {named}{more}"
