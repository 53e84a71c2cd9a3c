"""Any file as a document: which reader reads it, and what is said about those that cannot be read."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from pipeline.document import Document
from pipeline.read import read
from pipeline.settings import settings as tuned
from tests.read.typeset import lines, pdf, read_bytes

SEED_PDF = Path(__file__).parents[3] / "shared/seeds-pdf/001_064e874d79636556.pdf"
PDF = pdf(lambda canvas: lines(canvas, 40, 80, ["Budget: US$ 5"]))
HTML = b"<!DOCTYPE html><html><body><p>Budget: US$ 5</p></body></html>"
TEXT = b"Budget: US$ 5\n"

KINDS = [
    ("a.pdf", PDF, "application/pdf"),
    ("a.txt", PDF, "application/pdf"),
    ("a.pdf", b"\n junk \n" + PDF, "application/pdf"),
    ("a.html", HTML, "text/html"),
    ("a.htm", b"<p>Budget: US$ 5</p>", "text/html"),
    ("a.txt", HTML, "text/html"),
    ("a.pdf", HTML, "text/html"),
    ("a", b"\xef\xbb\xbf<!-- saved -->\n<HTML><p>Budget: US$ 5", "text/html"),
    ("a.bin", HTML.decode().encode("utf-16"), "text/html"),
    ("a.xml", b'<?xml version="1.0"?>\n<?xml-stylesheet href="a.xsl"?>\n' + HTML, "text/html"),
    ("a.txt", TEXT, "text/plain"),
    ("README", TEXT, "text/plain"),
    ("a.md", TEXT, "text/markdown"),
    ("a.TXT", TEXT.decode().encode("utf-16-le"), "text/plain"),
    ("a.txt", b"Budget: US$ 5 <html>", "text/plain"),
]
NOT_READ = [
    ("a.txt", b"", "failed", "empty"),
    ("a.pdf", TEXT, "failed", "no %PDF header"),
    ("a.txt", b"ab\x00\x01" + b"\xff" * 100, "failed", "binary"),
    ("a.txt", b" \n\n ", "failed", "no text"),
    ("a.html", b"<html><body></body></html>", "failed", "no text"),
    ("a.docx", b"PK\x03\x04" + b"x" * 100, "skipped", "Save it as PDF"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "skipped", "Save it as PDF"),
    ("a.txt", b"{\\rtf1 Budget}", "skipped", "Save it as PDF"),
    ("a.png", b"\x89PNG\r\n\x1a\n", "skipped", "OCR"),
    ("a.csv", TEXT, "skipped", ".csv"),
    ("a.xml", b'<?xml version="1.0"?>\n<budget/>', "skipped", ".xml"),
    (".hidden.txt", TEXT, "skipped", "hidden"),
    ("~$a.pdf", PDF, "skipped", "hidden"),
    ("Thumbs.db", TEXT, "skipped", "system"),
    ("a.pdf.part", PDF, "skipped", "unfinished"),
    ("a.txt~", TEXT, "skipped", "unfinished"),
]


@pytest.mark.parametrize(("name", "data", "media_type"), KINDS)
def test_the_content_decides_and_then_the_name(name: str, data: bytes, media_type: str, tmp_path: Path) -> None:
    document = read_bytes(data, tmp_path, name)
    assert (document.status, document.media_type) == ("ok", media_type)
    assert "Budget: US$ 5" in document.text
    assert document.sha256 == hashlib.sha256(data).hexdigest()


@pytest.mark.parametrize(("name", "data", "status", "reason"), NOT_READ)
def test_what_is_not_read_says_why(name: str, data: bytes, status: str, reason: str, tmp_path: Path) -> None:
    document = read_bytes(data, tmp_path, name)
    assert (document.status, document.lines) == (status, ())
    assert reason in document.detail
    assert re.fullmatch(r"[A-Z].*\.", document.detail)


def test_a_file_that_cannot_be_opened_fails(tmp_path: Path) -> None:
    missing = read(tmp_path / "a.pdf", "a.pdf", "d1")
    assert (missing.status, missing.sha256) == ("failed", "")
    assert "cannot be opened" in missing.detail
    assert read(tmp_path, "folder", "d2").status == "failed"


def test_a_reader_that_breaks_is_a_failed_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(data: bytes) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("pipeline.read.text.read_text", broken)
    document = read_bytes(TEXT, tmp_path, "a.txt")
    assert (document.status, document.lines) == ("failed", ())
    assert "RecursionError" in document.detail


def test_a_file_too_large_to_be_a_brochure_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(tuned("reading"), "megabytes_most", 0)
    document = read_bytes(TEXT, tmp_path, "a.txt")
    assert document.status == "failed"
    assert "too large" in document.detail


def check(document: Document) -> None:
    """What holds for every document."""
    assert (document.status == "ok") == bool(document.lines)
    assert document.detail or document.lines
    text = document.text
    text.encode("utf-8")
    for line in document.lines:
        assert line.text and line.text == line.text.strip()
        assert text[line.start : line.end] == line.text
        assert not set(line.text) & set("\n\r\f\v\x00\u2028")
        assert "  " not in line.text
        assert line.gap >= 0 and line.indent >= 0
        ends = 0
        for word in line.words:
            assert ends <= word.start < word.end <= len(line.text)
            assert not any(c.isspace() for c in line.text[word.start : word.end])
            ends = word.end
            assert line.box is not None
            assert line.box.x0 <= word.box.x0 <= word.box.x1 <= line.box.x1
            assert line.box.top <= word.box.top <= word.box.bottom <= line.box.bottom


SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TAGS = ["<p>", "</p>", "<table>", "<tr>", "<td>", "<td rowspan=9>", "</table>", "<ul>", "<li>", "</ul>", "<h1>", "<dl>"]
MORE_TAGS = [
    "<dt>",
    "<dd>",
    "<br>",
    "<div class=menu>",
    "<pre>",
    "<b>",
    "<ol start=x>",
    "text ",
    "•",
    "- ",
    "\n",
    "&nbsp;",
]


@SLOW
@given(data=st.binary(max_size=400), name=st.sampled_from(["a.pdf", "a.html", "a.txt", "a"]))
def test_arbitrary_bytes_never_raise(data: bytes, name: str, tmp_path: Path) -> None:
    check(read_bytes(data, tmp_path, name))


@SLOW
@given(text=st.text(alphabet=st.sampled_from(list("ab1 \t\n\f|#*-=_•–o.:\u00a0\u00ad\u200b\ud83d")), max_size=200))
def test_arbitrary_text_keeps_the_promises(text: str, tmp_path: Path) -> None:
    check(read_bytes(b"x\n" + text.encode("utf-8", "surrogatepass"), tmp_path, "a.txt"))


@SLOW
@given(parts=st.lists(st.sampled_from(TAGS + MORE_TAGS), max_size=40))
def test_arbitrary_markup_keeps_the_promises(parts: list[str], tmp_path: Path) -> None:
    check(read_bytes("".join(parts).encode(), tmp_path, "a.html"))


@SLOW
@given(at=st.integers(0, len(PDF) - 1), size=st.integers(0, 200), filler=st.binary(max_size=50))
def test_a_damaged_pdf_never_raises(at: int, size: int, filler: bytes, tmp_path: Path) -> None:
    check(read_bytes(PDF[:at] + filler + PDF[at + size :], tmp_path))


@SLOW
@given(
    words=st.dictionaries(
        st.tuples(st.integers(0, 4), st.integers(0, 30)),
        st.tuples(
            st.sampled_from(["word", "-", "•", "12", "1", "o", "Tel.:", "ein-", "a b"]), st.sampled_from([6, 10])
        ),
        min_size=1,
    )
)
def test_no_word_is_lost_wherever_it_stands(words: dict[tuple[int, int], tuple[str, int]], tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        for (column, row), (text, size) in words.items():
            canvas.setFont("Helvetica", size)
            canvas.drawString(20 + 90 * column, 20 + 20 * row, text)

    document = read_bytes(pdf(draw), tmp_path)
    check(document)
    found = "".join(line.bullet + line.text for line in document.lines)
    assert sorted(found.replace("\t", "").replace(" ", "")) == sorted(
        "".join(text for text, _ in words.values()).replace(" ", "")
    )


@pytest.mark.skipif(not SEED_PDF.exists(), reason="the seed documents are not beside this checkout")
def test_the_seed_brochure_has_the_lines_that_pdfplumber_finds() -> None:
    import pdfplumber

    document = read(SEED_PDF, SEED_PDF.name, "d1")
    check(document)
    with pdfplumber.open(SEED_PDF) as oracle:
        for number in (1, 3, 11, 21, 40):
            page = oracle.pages[number - 1]
            expected = page.extract_text_lines(return_chars=False)
            page.close()
            found = [line for line in document.lines if line.page == number]
            assert [line.text.replace("\t", " ") for line in found] == [line["text"] for line in expected]
            for line, other in zip(found, expected, strict=True):
                assert line.box is not None
                assert abs(line.box.x0 - other["x0"]) < 2 and abs(line.box.x1 - other["x1"]) < 2
                assert other["top"] - 2 < line.box.top < line.box.bottom < other["bottom"] + 2


def test_no_environment_leaks_into_a_document(tmp_path: Path) -> None:
    document = read_bytes(PDF, tmp_path)
    assert os.fspath(tmp_path) not in repr(document)
