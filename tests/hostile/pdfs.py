"""Hostile PDFs."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from functools import cache

import pikepdf
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.hostile import objects as made
from tests.hostile.case import ANY, FAILED, OK, READ, SKIPPED, UNREAD, Case
from tests.read.typeset import lines, pdf


@cache
def brochure(packed: bool = True) -> bytes:
    """A good brochure of three pages, which others are damaged copies of."""

    def page(title: str, country: str, amount: str) -> object:
        fields = [title, f"Country: {country}", f"Budget: US$ {amount}", "Donor: Norway", "Duration: 2009 - 2011"]
        story = ["The project supports fishers and their families in the villages of the coast."] * 8
        return lambda canvas: lines(canvas, 40, 80, [*fields, *story])

    drawn = [
        page("Safe Harbours for Coastal Fishers", "Kenya", "1,000"),
        page("Clean Wells for Upland Farmers", "Nepal", "2,500"),
        page("Warm Schools for Mountain Children", "Peru", "9,000"),
    ]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(*drawn))) as opened:
        mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
        opened.save(out, compress_streams=packed, object_stream_mode=mode, static_id=True)
    return out.getvalue()


def cases() -> Iterator[Case]:
    """All of them."""
    yield from truncated(range(1, 100))
    yield from flipped(range(40))
    yield from holed(range(20))
    yield from structure()
    yield from bombs()
    yield from locks()
    yield from writing()


def truncated(percents: range) -> Iterator[Case]:
    """The brochure cut off at so many percent of its length, once with each object apart and once packed."""
    for percent in percents:
        for packed in (False, True):
            name = f"truncated/{percent:02}-{'packed' if packed else 'plain'}.pdf"
            yield Case(name, lambda p=percent, k=packed: brochure(k)[: len(brochure(k)) * p // 100], ANY)


def flipped(seeds: range) -> Iterator[Case]:
    """The brochure with 1 to 40 bits flipped."""
    for seed in seeds:
        yield Case(f"flipped/{seed:02}.pdf", lambda s=seed: _flip(s), ANY)


def _flip(seed: int) -> bytes:
    chance = random.Random(seed)
    data = bytearray(brochure())
    for _ in range(1 + seed):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def holed(seeds: range) -> Iterator[Case]:
    """The brochure with a stretch of zeros, of noise, or of another part of itself."""
    for seed in seeds:
        yield Case(f"holed/{seed:02}.pdf", lambda s=seed: _hole(s), ANY)


def _hole(seed: int) -> bytes:
    chance = random.Random(1000 + seed)
    data = bytearray(brochure())
    at, size = chance.randrange(len(data)), chance.randrange(1, 400)
    match seed % 3:
        case 0:
            data[at : at + size] = bytes(size)
        case 1:
            data[at : at + size] = chance.randbytes(size)
        case _:
            data[at:at] = data[chance.randrange(len(data)) :][:size]
    return bytes(data)


def structure() -> Iterator[Case]:
    """Files that contradict themselves, go round in circles or are deeper than any stack."""
    catalogue, font = b"<< /Type /Catalog /Pages 2 0 R >>", made.FONT
    yield Case(
        "structure/no-pages.pdf", lambda: made.file([catalogue, b"<< /Type /Pages /Kids [] /Count 0 >>"]), FAILED
    )
    yield Case("structure/nothing-but-header.pdf", lambda: b"%PDF-1.7\n", FAILED, "damaged")
    yield Case("structure/header-late.pdf", lambda: b"\n" * 900 + made.one_page(), ANY)
    yield Case("structure/xref-to-itself.pdf", lambda: _looped(made.one_page()), ANY)
    yield Case("structure/pages-in-pages.pdf", lambda: made.file(
        [catalogue, b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>", made.page(), made.stream(made.TEXT), font]), ANY)  # fmt: skip
    yield Case("structure/catalogue-of-itself.pdf", lambda: made.file([b"<< /Type /Catalog /Pages 1 0 R >>"]), UNREAD)
    yield Case("structure/count-that-lies.pdf", lambda: made.one_page().replace(b"/Count 1", b"/Count 9999999"), ANY)
    yield Case("structure/count-below-zero.pdf", lambda: made.one_page().replace(b"/Count 1", b"/Count -1"), ANY)
    yield Case(
        "structure/length-that-lies.pdf",
        lambda: made.one_page(made.stream(made.TEXT).replace(b"/Length ", b"/Length 99")),
        ANY,
    )
    yield Case(
        "structure/length-of-itself.pdf",
        lambda: made.one_page(b"<< /Length 4 0 R >>\nstream\n%b\nendstream" % made.TEXT),
        ANY,
    )
    yield Case("structure/deep-pages.pdf", lambda: _deep_pages(20_000), ANY)
    yield Case(
        "structure/deep-array.pdf",
        lambda: made.one_page(None, b"[" * 100_000 + b"]" * 100_000, page_more=b"/X 6 0 R"),
        ANY,
    )
    yield Case(
        "structure/deep-dictionary.pdf",
        lambda: made.one_page(None, b"<</A " * 50_000 + b"1" + b">>" * 50_000, page_more=b"/X 6 0 R"),
        ANY,
    )
    yield Case(
        "structure/deep-content.pdf", lambda: made.one_page(made.packed(b"[" * 1_000_000 + b" TJ " + made.TEXT)), ANY
    )
    yield Case("structure/deep-state.pdf", lambda: made.one_page(made.packed(b"q " * 1_000_000 + made.TEXT)), ANY)
    yield Case("structure/form-in-itself.pdf", lambda: made.one_page(
        made.stream(made.TEXT + b" /X Do"), made.stream(b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"),
        resources=b"/XObject << /X 6 0 R >>"), READ)  # fmt: skip
    yield Case(
        "structure/font-of-itself.pdf",
        lambda: made.one_page(
            None,
            b"<< /Type /Font /Subtype /Type0 /BaseFont /A /DescendantFonts [6 0 R] >>",
            resources=b"/ProcSet 6 0 R",
        ).replace(b"/F1 5 0 R", b"/F1 6 0 R"),
        ANY,
    )
    yield Case("structure/page-of-no-size.pdf", lambda: made.one_page().replace(b"[0 0 600 800]", b"[0 0 0 0]"), ANY)
    yield Case(
        "structure/page-of-a-kilometre.pdf",
        lambda: made.one_page().replace(b"[0 0 600 800]", b"[-9e9 -9e9 9e30 9e30]"),
        ANY,
    )
    yield Case("structure/page-turned-by-45.pdf", lambda: made.one_page(page_more=b"/Rotate 45"), READ)
    yield Case(
        "structure/with-a-page-behind.pdf", lambda: made.one_page() + b"<html><body>Thank you</body></html>\n", OK
    )
    yield Case("structure/programs.pdf", _programs, OK)
    yield Case(
        "structure/pages-10000.pdf",
        lambda: made.many_pages(10_000),
        READ,
        "Only the first 2000 of 10000 pages",
        large=True,
    )
    yield Case(
        "structure/pages-100000.pdf",
        lambda: made.many_pages(100_000),
        READ,
        "Only the first 2000 of 100000",
        large=True,
    )


def _looped(data: bytes) -> bytes:
    """A file whose table of objects says that the one before it is itself."""
    start = data.rindex(b"startxref\n") + len(b"startxref\n")
    place = data[start : data.index(b"\n", start)]
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev " + place)


def _deep_pages(depth: int) -> bytes:
    """A page below so many levels of nodes."""
    nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 /Parent %d 0 R >>" % (n + 1, n - 1) for n in range(6, 6 + depth)]
    return made.file(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [6 0 R] /Count 1 >>",
            b"null",
            made.stream(made.TEXT),
            made.FONT,
            *nodes,
            made.page(),
        ]
    )


def _programs() -> bytes:
    """A brochure with scripts, links, a form, an attached program and a file from the network."""
    actions = (
        b"/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://evil.example/'\\);) >> "
        b"/AA << /WC << /S /Launch /F (calc.exe) >> >> "
        b"/Names << /EmbeddedFiles << /Names [(a.exe) << /Type /Filespec /F (a.exe) /EF << /F 6 0 R >> >>] >> >> "
        b"/AcroForm << /Fields [] /XFA 7 0 R >>"
    )
    xfa = b'<!DOCTYPE x [<!ENTITY e SYSTEM "http://evil.example/x">]><x>&e;</x>'
    data = made.one_page(
        None,
        made.stream(b"MZ", b"/Type /EmbeddedFile"),
        made.stream(xfa),
        page_more=b"/Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 600 800] /A << /S /URI /URI (http://evil.example/) >> >>]",
    )
    return data.replace(b"/Type /Catalog", b"/Type /Catalog " + actions)


def bombs() -> Iterator[Case]:
    """Streams that are small on the disk and large in memory."""
    blanks, marks = b" " * 100_000_000, b"0 0 m 9 9 l S " * 7_000_000
    yield Case("bombs/blanks-100-mb.pdf", lambda: made.one_page(made.packed(made.TEXT + blanks)), READ)
    yield Case("bombs/blanks-100-mb-twice.pdf", lambda: made.one_page(made.packed(made.TEXT + blanks, 2)), READ)
    yield Case("bombs/lines-100-mb.pdf", lambda: made.one_page(made.packed(made.TEXT + marks)), ANY, large=True)
    yield Case(
        "bombs/text-10-mb.pdf",
        lambda: made.one_page(made.packed(made.TEXT + b" BT /F1 1 Tf (A) Tj ET" * 500_000)),
        ANY,
        large=True,
    )
    yield Case(
        "bombs/word-20-mb.pdf",
        lambda: made.one_page(made.packed(b"BT /F1 1 Tf 9 9 Td (" + b"A" * 20_000_000 + b") Tj ET")),
        ANY,
        large=True,
    )
    yield Case("bombs/gigabyte.pdf", lambda: made.one_page(made.packed(bytes(1_000_000_000), 2)), ANY, large=True)
    yield Case("bombs/laughs.pdf", _laughs, ANY, large=True)
    yield Case("bombs/picture.pdf", lambda: made.one_page(
        made.stream(made.TEXT + b" q 600 0 0 800 0 0 cm /X Do Q"),
        made.packed(bytes(30_000_000), extra=b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceRGB"),
        resources=b"/XObject << /X 6 0 R >>"), READ)  # fmt: skip
    yield Case(
        "bombs/names.pdf",
        lambda: made.one_page(
            None,
            made.packed(b"/CIDInit 1 begincmap " + b"<0000> <ffff> <0000> " * 300_000),
            resources=b"/ProcSet 6 0 R",
        ),
        READ,
    )


def _laughs() -> bytes:
    """Forms that each draw the next one ten times, nine deep."""
    forms = [
        made.stream(
            b"/X Do " * 10,
            b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X %d 0 R >> >>" % (n + 1),
        )
        for n in range(6, 14)
    ]
    last = made.stream(
        made.TEXT, b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F1 5 0 R >> >>"
    )
    return made.one_page(made.stream(b"/X Do " * 10), *forms, last, resources=b"/XObject << /X 6 0 R >>")


def locks() -> Iterator[Case]:
    """Encrypted files, files under a wrong name, pictures of text."""
    yield Case("locks/password.pdf", lambda: _locked("secret"), FAILED, "password")
    yield Case("locks/empty-password.pdf", lambda: _locked(""), OK)
    yield Case("locks/password-old.pdf", lambda: _locked("secret", 3), FAILED, "password")
    yield Case("locks/scan.pdf", scan, SKIPPED, "no text layer")
    yield Case("names/pdf.txt", brochure, OK)
    yield Case("names/pdf.html", brochure, OK)
    yield Case("names/pdf", brochure, OK)
    yield Case("names/pdf.exe", brochure, OK)
    yield Case("names/text.pdf", lambda: b"Safe Harbours\n\nCountry: Kenya\n", FAILED, "The name says PDF")
    yield Case("names/page.pdf", lambda: b"<html><body><p>Country: Kenya</p></body></html>", READ)
    yield Case("names/zip.pdf", lambda: b"PK\x03\x04" + bytes(60), SKIPPED, "Save it as PDF")
    yield Case("names/picture.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(60), SKIPPED, "picture")


def _locked(user: str, revision: int = 6) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(brochure())) as opened:
        lock = pikepdf.Encryption(owner="owner", user=user, R=revision, aes=revision > 3, metadata=revision > 3)
        opened.save(out, encryption=lock)
    return out.getvalue()


def scan() -> bytes:
    """A page that is nothing but a picture."""
    picture = io.BytesIO(b"P5 60 80 255\n" + bytes(range(240)) * 20)
    return pdf(lambda canvas: canvas.drawImage(ImageReader(picture), 0, 0, 500, 700))


def writing() -> Iterator[Case]:
    """Text that does not run from left to right, or is none."""
    yield Case("writing/right-to-left.pdf", right_to_left, READ)
    yield Case("writing/vertical.pdf", vertical, READ)
    yield Case("writing/turned.pdf", lambda: pdf(_turned), READ)
    yield Case(
        "writing/letters-on-one-spot.pdf",
        lambda: made.one_page(made.packed(b"BT /F1 12 Tf " + b"1 0 0 1 99 99 Tm (A) Tj " * 20_000 + b"ET")),
        ANY,
    )
    yield Case(
        "writing/control-characters.pdf",
        lambda: made.one_page(
            made.stream(b"BT /F1 12 Tf 9 99 Td (" + bytes(b for b in range(256) if b not in b"()\\") + b") Tj ET")
        ),
        ANY,
    )
    yield Case("writing/size-none.pdf", lambda: made.one_page(made.stream(made.TEXT.replace(b"12 Tf", b"0 Tf"))), ANY)
    yield Case(
        "writing/size-huge.pdf", lambda: made.one_page(made.stream(made.TEXT.replace(b"12 Tf", b"1e30 Tf"))), ANY
    )
    yield Case(
        "writing/place-far.pdf",
        lambda: made.one_page(made.stream(made.TEXT.replace(b"40 700 Td", b"1e38 -1e38 Td"))),
        ANY,
    )


def right_to_left() -> bytes:
    """A page in Hebrew, with a table that says what its glyphs mean and no font."""
    text = "משרד הבריאות תקציב 1,000"
    table = b"".join(b"<%04x> <%04x>\n" % (n, ord(c)) for n, c in enumerate(text, 1))
    cmap = b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange\n"
    cmap += b"%d beginbfchar\n%bendbfchar endcmap end" % (len(text), table)
    shown = b"".join(b"%04x" % n for n in range(1, len(text) + 1))
    data = made.one_page(
        made.stream(b"BT /F1 12 Tf 40 700 Td <" + shown + b"> Tj ET"),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [7 0 R] /ToUnicode 8 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /DW 500 /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        made.stream(cmap),
    )
    return data.replace(b"/F1 5 0 R", b"/F1 6 0 R")


def vertical() -> bytes:
    """A page in Japanese that runs from top to bottom."""
    pdfmetrics.registerFont(UnicodeCIDFont("HeiseiMin-W3", isVertical=True))

    def draw(canvas: Canvas) -> None:
        canvas.setFont("HeiseiMin-W3V", 12) if "HeiseiMin-W3V" in pdfmetrics.getRegisteredFontNames() else None
        canvas.drawString(400, 600, "安全な港の計画 予算")

    return pdf(draw)


def _turned(canvas: Canvas) -> None:
    for angle in (0, 30, 90, 180, 270, 317):
        canvas.saveState()
        canvas.translate(250, 350)
        canvas.rotate(angle)
        canvas.drawString(10, 10, "Country: Kenya, Budget: US$ 1,000")
        canvas.restoreState()
