"""Hostile PDFs."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.hostile import objects as made
from tests.hostile.case import ANY, FAILED, OK, READ, SKIPPED, UNREAD, Case
from tests.hostile.damaged import brochure, flipped, holed, truncated
from tests.read.typeset import pdf


def cases() -> Iterator[Case]:
    """All of them."""
    yield from truncated(range(1, 100))
    yield from flipped(range(40))
    yield from holed(range(20))
    yield from structure()
    yield from bombs()
    yield from locks()
    yield from writing()


#: Files that contradict themselves, go round in circles or are deeper than any stack.
STRUCTURE: list[Case] = [
    Case(
        "structure/no-pages.pdf", lambda: made.file([made.CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>"]), FAILED
    ),
    Case("structure/nothing-but-header.pdf", lambda: b"%PDF-1.7\n", FAILED, "damaged"),
    Case("structure/header-late.pdf", lambda: b"\n" * 900 + made.one_page(), ANY),
    Case("structure/xref-to-itself.pdf", lambda: _looped(made.one_page()), ANY),
    Case(
        "structure/pages-in-pages.pdf",
        lambda: made.file(
            [
                made.CATALOGUE,
                b"<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>",
                made.page(),
                made.stream(made.TEXT),
                made.FONT,
            ]
        ),
        ANY,
    ),
    Case("structure/catalogue-of-itself.pdf", lambda: made.file([b"<< /Type /Catalog /Pages 1 0 R >>"]), UNREAD),
    Case("structure/count-that-lies.pdf", lambda: made.one_page().replace(b"/Count 1", b"/Count 9999999"), ANY),
    Case("structure/count-below-zero.pdf", lambda: made.one_page().replace(b"/Count 1", b"/Count -1"), ANY),
    Case(
        "structure/length-that-lies.pdf",
        lambda: made.one_page(made.stream(made.TEXT).replace(b"/Length ", b"/Length 99")),
        ANY,
    ),
    Case(
        "structure/length-of-itself.pdf",
        lambda: made.one_page(b"<< /Length 4 0 R >>\nstream\n%b\nendstream" % made.TEXT),
        ANY,
    ),
    Case("structure/deep-pages.pdf", lambda: _deep_pages(20_000), ANY),
    Case(
        "structure/deep-array.pdf",
        lambda: made.one_page(None, b"[" * 100_000 + b"]" * 100_000, page_more=b"/X 6 0 R"),
        ANY,
    ),
    Case(
        "structure/deep-dictionary.pdf",
        lambda: made.one_page(None, b"<</A " * 50_000 + b"1" + b">>" * 50_000, page_more=b"/X 6 0 R"),
        ANY,
    ),
    Case("structure/deep-content.pdf", lambda: made.one_page(made.packed(b"[" * 1_000_000 + b" TJ " + made.TEXT)), ANY),
    Case("structure/deep-state.pdf", lambda: made.one_page(made.packed(b"q " * 1_000_000 + made.TEXT)), ANY),
    Case(
        "structure/form-in-itself.pdf",
        lambda: made.one_page(
            made.stream(made.TEXT + b" /X Do"),
            made.stream(
                b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
            ),
            resources=b"/XObject << /X 6 0 R >>",
        ),
        READ,
    ),
    Case(
        "structure/font-of-itself.pdf",
        lambda: made.one_page(
            None,
            b"<< /Type /Font /Subtype /Type0 /BaseFont /A /DescendantFonts [6 0 R] >>",
            resources=b"/ProcSet 6 0 R",
        ).replace(b"/F1 5 0 R", b"/F1 6 0 R"),
        ANY,
    ),
    Case("structure/page-of-no-size.pdf", lambda: made.one_page().replace(b"[0 0 600 800]", b"[0 0 0 0]"), ANY),
    Case(
        "structure/page-of-a-kilometre.pdf",
        lambda: made.one_page().replace(b"[0 0 600 800]", b"[-9e9 -9e9 9e30 9e30]"),
        ANY,
    ),
    Case("structure/page-turned-by-45.pdf", lambda: made.one_page(page_more=b"/Rotate 45"), READ),
    Case("structure/with-a-page-behind.pdf", lambda: made.one_page() + b"<html><body>Thank you</body></html>\n", OK),
    Case("structure/programs.pdf", lambda: _programs(), OK),
    Case(
        "structure/pages-10000.pdf",
        lambda: made.many_pages(10_000),
        READ,
        "Only the first 2000 of 10000 pages",
        large=True,
    ),
    Case(
        "structure/pages-100000.pdf",
        lambda: made.many_pages(100_000),
        READ,
        "Only the first 2000 of 100000",
        large=True,
    ),
]


def structure() -> Iterator[Case]:
    """Files that contradict themselves, go round in circles or are deeper than any stack."""
    yield from STRUCTURE


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


#: Streams that are small on the disk and large in memory.
BOMBS: list[Case] = [
    Case("bombs/blanks-100-mb.pdf", lambda: made.one_page(made.packed(made.TEXT + b" " * 100_000_000)), READ),
    Case("bombs/blanks-100-mb-twice.pdf", lambda: made.one_page(made.packed(made.TEXT + b" " * 100_000_000, 2)), READ),
    Case(
        "bombs/lines-100-mb.pdf",
        lambda: made.one_page(made.packed(made.TEXT + b"0 0 m 9 9 l S " * 7_000_000)),
        ANY,
        large=True,
    ),
    Case(
        "bombs/text-10-mb.pdf",
        lambda: made.one_page(made.packed(made.TEXT + b" BT /F1 1 Tf (A) Tj ET" * 500_000)),
        ANY,
        large=True,
    ),
    Case(
        "bombs/word-20-mb.pdf",
        lambda: made.one_page(made.packed(b"BT /F1 1 Tf 9 9 Td (" + b"A" * 20_000_000 + b") Tj ET")),
        ANY,
        large=True,
    ),
    Case("bombs/gigabyte.pdf", lambda: made.one_page(made.packed(bytes(1_000_000_000), 2)), ANY, large=True),
    Case("bombs/laughs.pdf", lambda: _laughs(), ANY, large=True),
    Case(
        "bombs/picture.pdf",
        lambda: made.one_page(
            made.stream(made.TEXT + b" q 600 0 0 800 0 0 cm /X Do Q"),
            made.packed(
                bytes(30_000_000),
                extra=b"/Type /XObject /Subtype /Image /Width 100000 /Height 100000 /BitsPerComponent 8 /ColorSpace /DeviceRGB",
            ),
            resources=b"/XObject << /X 6 0 R >>",
        ),
        READ,
    ),
    Case(
        "bombs/names.pdf",
        lambda: made.one_page(
            None,
            made.packed(b"/CIDInit 1 begincmap " + b"<0000> <ffff> <0000> " * 300_000),
            resources=b"/ProcSet 6 0 R",
        ),
        READ,
    ),
]


def bombs() -> Iterator[Case]:
    """Streams that are small on the disk and large in memory."""
    yield from BOMBS


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


#: Encrypted files, files under a wrong name, pictures of text.
LOCKS: list[Case] = [
    Case("locks/password.pdf", lambda: _locked("secret"), FAILED, "password"),
    Case("locks/empty-password.pdf", lambda: _locked(""), OK),
    Case("locks/password-old.pdf", lambda: _locked("secret", 3), FAILED, "password"),
    Case("locks/scan.pdf", lambda: scan(), SKIPPED, "no text layer"),
    Case("names/pdf.txt", brochure, OK),
    Case("names/pdf.html", brochure, OK),
    Case("names/pdf", brochure, OK),
    Case("names/pdf.exe", brochure, OK),
    Case("names/text.pdf", lambda: b"Safe Harbours\n\nCountry: Kenya\n", FAILED, "The name says PDF"),
    Case("names/page.pdf", lambda: b"<html><body><p>Country: Kenya</p></body></html>", READ),
    Case("names/zip.pdf", lambda: b"PK\x03\x04" + bytes(60), SKIPPED, "Save it as PDF"),
    Case("names/picture.pdf", lambda: b"\x89PNG\r\n\x1a\n" + bytes(60), SKIPPED, "picture"),
]


def locks() -> Iterator[Case]:
    """Encrypted files, files under a wrong name, pictures of text."""
    yield from LOCKS


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


#: Text that does not run from left to right, or is none.
WRITING: list[Case] = [
    Case("writing/right-to-left.pdf", lambda: right_to_left(), READ),
    Case("writing/vertical.pdf", lambda: vertical(), READ),
    Case("writing/turned.pdf", lambda: pdf(_turned), READ),
    Case(
        "writing/letters-on-one-spot.pdf",
        lambda: made.one_page(made.packed(b"BT /F1 12 Tf " + b"1 0 0 1 99 99 Tm (A) Tj " * 20_000 + b"ET")),
        ANY,
    ),
    Case(
        "writing/control-characters.pdf",
        lambda: made.one_page(
            made.stream(b"BT /F1 12 Tf 9 99 Td (" + bytes(b for b in range(256) if b not in b"()\\") + b") Tj ET")
        ),
        ANY,
    ),
    Case("writing/size-none.pdf", lambda: made.one_page(made.stream(made.TEXT.replace(b"12 Tf", b"0 Tf"))), ANY),
    Case("writing/size-huge.pdf", lambda: made.one_page(made.stream(made.TEXT.replace(b"12 Tf", b"1e30 Tf"))), ANY),
    Case(
        "writing/place-far.pdf",
        lambda: made.one_page(made.stream(made.TEXT.replace(b"40 700 Td", b"1e38 -1e38 Td"))),
        ANY,
    ),
]


def writing() -> Iterator[Case]:
    """Text that does not run from left to right, or is none."""
    yield from WRITING


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
