"""PDF: documents, and files that are damaged or cannot be read."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline.document import Document
from pipeline.read import ocr
from pipeline.read.pdf import read_pdf
from pipeline.read.reading import Unreadable
from pipeline.settings import settings
from tests.read.typeset import (
    HEIGHT,
    LEFT_TEXT,
    WIDTH,
    lines,
    pdf,
    read_bytes,
    ruled,
    saved,
    texts,
    two_columns,
)


def test_metadata_and_pages(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setTitle("Partnership opportunities")
        lines(canvas, 40, 80, ["text"])

    document = read_bytes(pdf(draw, draw, lang="en-GB"), tmp_path)
    assert (document.title, document.language, document.pages) == ("Partnership opportunities", "en", 2)
    assert (document.status, document.media_type, document.detail) == ("ok", "application/pdf", "")
    assert document.page_sizes == ((WIDTH, HEIGHT),) * 2
    assert [line.page for line in document.lines] == [1, 2]


def test_links_are_no_text() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 40, 80, ["Email: a@b.org"])
        canvas.linkURL("mailto:a@b.org", (40, HEIGHT - 82, 120, HEIGHT - 70))

    assert texts(draw) == ["Email: a@b.org"]


def test_a_scan_is_skipped_with_what_to_do(tmp_path: Path) -> None:
    document = read_bytes(pdf(lambda c: c.rect(40, 40, 100, 100)), tmp_path)
    assert (document.status, document.lines) == ("skipped", ())
    assert "OCR" in document.detail


def test_a_page_of_pictures_among_others_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "engine_name", lambda: "")
    text, blank = (lambda c: lines(c, 40, 80, ["text"])), (lambda c: None)
    data = pdf(text, lambda c: c.drawInlineImage(_grey(), 40, 40, 400, 600), blank)
    document = read_bytes(data, tmp_path)
    assert document.status == "ok"
    assert document.detail == "Pictures without a text layer (needs OCR): page 2."


def _grey() -> object:
    from PIL import Image

    return Image.new("L", (8, 8), 128)


def test_a_password_is_named_as_the_reason(tmp_path: Path) -> None:
    data = pdf(lambda c: lines(c, 40, 80, ["secret"]), encrypt=StandardEncryption("user", "owner"))
    document = read_bytes(data, tmp_path)
    assert (document.status, document.lines) == ("failed", ())
    assert document.detail == "The PDF is protected with a password. Save it without one."


def test_a_pdf_that_only_forbids_changes_is_read(tmp_path: Path) -> None:
    data = pdf(lambda c: lines(c, 40, 80, ["open"]), encrypt=StandardEncryption("", "owner", canModify=0))
    assert [line.text for line in read_bytes(data, tmp_path).lines] == ["open"]


def test_a_cut_off_pdf_is_mended_where_possible(tmp_path: Path) -> None:
    data = pdf(*[lambda c: lines(c, 40, 80, LEFT_TEXT)] * 3)
    cut = data[: data.rindex(b"xref")]
    assert [line.text for line in read_bytes(cut, tmp_path).lines] == LEFT_TEXT * 3


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.5, 0.7, 0.9])
def test_a_pdf_cut_off_anywhere_gives_lines_or_a_reason(share: float, tmp_path: Path) -> None:
    data = pdf(*[lambda c: lines(c, 40, 80, LEFT_TEXT)] * 3)
    document = read_bytes(data[: int(share * len(data))], tmp_path)
    assert (document.status == "ok") == bool(document.lines)
    assert document.status in ("ok", "failed")
    assert document.detail or document.status == "ok"


def test_a_pdf_without_pages_fails(tmp_path: Path) -> None:
    document = read_bytes(saved(pikepdf.new()), tmp_path)
    assert (document.status, document.detail) == ("failed", "The PDF has no pages. Fetch it again.")


def test_a_missing_end_is_said() -> None:
    data = pdf(lambda c: lines(c, 40, 80, ["text"]))
    assert read_pdf(data).detail == ""
    assert read_pdf(data[: data.rindex(b"xref")]).detail.startswith("The end of the file is missing")


def test_only_the_header_is_not_enough() -> None:
    with pytest.raises(Unreadable, match="damaged"):
        read_pdf(b"%PDF-1.7\n" + b"\x00" * 100)


def test_one_bad_page_does_not_spoil_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.read import pdf as module

    real = module.frame_of
    calls = iter(range(10))

    def second_fails(page: object) -> object:
        if next(calls) == 1:
            raise ValueError("broken")
        return real(page)

    monkeypatch.setattr(module, "frame_of", second_fails)
    document = read_bytes(pdf(*[lambda c: lines(c, 40, 80, ["text"])] * 3), tmp_path)
    assert [line.page for line in document.lines] == [1, 3]
    assert (document.status, document.detail, len(document.page_sizes)) == ("ok", "Not readable: page 2.", 3)


def test_pages_beyond_the_cap_are_left_and_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings("reading"), "pages", 2)
    document = read_bytes(pdf(*[lambda c: lines(c, 40, 80, ["text"])] * 3), tmp_path)
    assert [line.page for line in document.lines] == [1, 2]
    assert document.detail == "Only the first 2 of 3 pages were read."


def test_the_same_bytes_give_the_same_document(tmp_path: Path) -> None:
    data = pdf(lambda c: two_columns(c), lambda c: ruled(c, [[["a"], ["b"]], [["c"], ["d"]]]))
    first: Document = read_bytes(data, tmp_path)
    assert read_bytes(data, tmp_path) == first
