"""Pages that are only a picture: where the recognised words stand, and what becomes of a scan as a whole."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.read import ocr
from pipeline.read.ocr import Piece, Seen
from pipeline.read.pdfium import Token
from pipeline.read.rows import rows_of, text_of
from pipeline.settings import settings
from tests.read.typeset import HEIGHT, lines, pdf, read_bytes
from tests.scans import SCALE, scan

ENGINE = ocr.engine_name()
needs_engine = pytest.mark.skipif(not ENGINE, reason="the extra pledgebook[ocr] is not installed")


def _piece(text: str, x: float, y: float, *, wide: float = 60, high: float = 12, askew: float = 0) -> Piece:
    """A word at a place in points, as pixels; ``askew``: how far it goes down for each point to the right."""
    corners = [(x, y), (x + wide, y), (x + wide, y + high), (x, y + high)]
    return Piece(text, [(cx * SCALE, (cy + askew * cx) * SCALE) for cx, cy in corners])


class Nothing:
    """What an engine gives that sees nothing."""

    boxes = txts = None


def _rows(pieces: Sequence[Piece]) -> list[str]:
    found = ocr.placed([Seen([piece]) for piece in pieces], SCALE)
    return [text_of(row)[0] for row in rows_of(found.tokens)]


@pytest.mark.parametrize("askew", [0, 0.02, -0.02])
def test_label_and_value_stay_a_row_on_a_page_that_lies_askew(askew: float) -> None:
    pieces = [
        _piece(text, x, 80 + 14 * row, wide=100, askew=askew)
        for row, texts in enumerate([("Budget", "US$ 500,000"), ("Pledged", "US$ 20,000"), ("Contact", "Ms Adams")])
        for x, text in zip((40, 340), texts, strict=True)
    ]
    assert _rows(pieces) == ["Budget\tUS$ 500,000", "Pledged\tUS$ 20,000", "Contact\tMs Adams"]


def _last(text: str, wide: float, *, high: float = 12, stroke: float = 0) -> Token:
    """The last word of a page whose other words are of one size; it is so many times as wide as theirs."""
    usual = [Seen([_piece("settlement", 40, y)], stroke=2.4) for y in (100, 120, 140)]
    last = Seen([_piece(text, 40, 200, wide=60 * wide, high=high)], stroke=stroke or 2.4 * wide)
    tokens = ocr.placed([*usual, last], SCALE).tokens
    assert [(token.size, token.bold) for token in tokens[:3]] == [(10.2, False)] * 3
    return tokens[3]


@pytest.mark.parametrize(
    ("text", "wide", "size"),
    [
        pytest.param("settlement", 1.0, 10.2, id="the usual width"),
        pytest.param("settlement", 1.1, 10.2, id="a little wider"),
        pytest.param("tenements", 1.0, 10.2, id="other letters"),
        pytest.param("lilliputian", 0.82, 10.2, id="narrow letters"),
        pytest.param("settlement", 1.26, 12.8, id="a heading"),
        pytest.param("settlement", 0.79, 8.1, id="a footnote"),
        pytest.param("settle", 1.26, 10.2, id="too few letters to tell it by"),
    ],
)
def test_the_width_of_letters_tells_the_size_whatever_their_height(text: str, wide: float, size: float) -> None:
    assert _last(text, wide, high=15).size == size


@pytest.mark.parametrize(
    ("wide", "stroke", "size", "bold"),
    [
        pytest.param(1, 3.5, 10.2, True, id="thicker than the others"),
        pytest.param(1, 2.6, 10.2, False, id="a little thicker"),
        pytest.param(1.14, 3.7, 10.2, True, id="thicker, and as much wider as bold letters are"),
        pytest.param(2, 4.8, 20.4, False, id="larger, and as thick as its size asks"),
        pytest.param(2.2, 7.5, 20.4, True, id="larger and thicker"),
    ],
)
def test_letters_thicker_than_their_size_asks_are_bold(wide: float, stroke: float, size: float, bold: bool) -> None:
    word = _last("settlement", wide, stroke=stroke)
    assert (word.size, word.bold) == (pytest.approx(size, abs=0.2), bold)


def _page(*lines: tuple[float, float]) -> list[tuple[float, bool]]:
    """Size and weight of lines below a page's usual ones, by how many times as wide and as thick they are."""
    usual = [Seen([_piece("settlement", 40, y)], stroke=2.4) for y in range(100, 200, 10)]
    more = [Seen([_piece("settlement", 40, 300, wide=60 * wide)], stroke=2.4 * thick) for wide, thick in lines]
    return [(token.size, token.bold) for token in ocr.placed([*usual, *more], SCALE).tokens[10:]]


def test_the_lines_of_a_heading_are_of_one_size_and_one_weight() -> None:
    (size, bold), *others = _page((1.6, 1.7), (1.5, 2.4), (1.58, 2.3))
    assert others == [(size, bold)] * 2
    assert (size, bold) == (pytest.approx(15, abs=0.5), True)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        pytest.param([(1.0, 1.0), (1.0, 1.5)], [(10.2, False), (10.2, True)], id="lines of the usual size"),
        pytest.param([(1.5, 1.6), (1.0, 1.6)], [(15.0, False), (10.2, True)], id="a heading above a bold line"),
        pytest.param([(1.5, 1.6), (2.2, 3.9)], [(15.0, False), (20.4, True)], id="headings of two sizes"),
    ],
)
def test_lines_that_are_no_one_heading_keep_what_is_theirs(
    lines: list[tuple[float, float]], found: list[tuple[float, bool]]
) -> None:
    assert _page(*lines) == [(pytest.approx(size, abs=0.3), bold) for size, bold in found]


def test_boxes_are_where_the_words_are() -> None:
    found = ocr.placed([Seen([_piece("Budget", 40, 80)], sure=0.97)], SCALE)
    token = found.tokens[0]
    assert (token.x0, token.top, token.x1, token.bottom) == pytest.approx((40, 80, 100, 92))
    assert list(found.sure.values()) == [0.97]


def test_words_without_boxes_of_their_own_share_the_line_by_their_letters() -> None:
    line = [(0, 0), (100, 0), (100, 10), (0, 10)]
    words = list(ocr._words("US$ 500,00", line, ()))
    assert [(word.text, word.corners[0][0], word.corners[1][0]) for word in words] == [
        ("US$", 0, pytest.approx(30)),
        ("500,00", pytest.approx(40), pytest.approx(100)),
    ]


def test_without_the_engine_a_scan_is_skipped_and_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "engine_name", lambda: "")
    document = read_bytes(scan(pdf(lambda c: lines(c, 40, 80, ["Budget: US$ 500,000"]))), tmp_path)
    assert (document.status, document.lines) == ("skipped", ())
    assert "pledgebook[ocr]" in document.detail


@needs_engine
def test_a_noisy_scan_that_lies_askew_is_read_line_by_line(tmp_path: Path) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 12)
        lines(canvas, 40, 80, ["Project title: Water for the Villages of Kitui", "Budget: US$ 1,250,000"], leading=24)
        canvas.drawString(40, HEIGHT - 140, "Coût total :")
        canvas.setFont("Helvetica-Bold", 12)
        canvas.drawString(40, HEIGHT - 170, "Water for Kitui")
        canvas.setFont("Helvetica", 12)
        canvas.drawString(260, HEIGHT - 140, "450.000 euros")

    document = read_bytes(scan(pdf(draw), askew=0.7, noise=12), tmp_path)
    assert [line.text.replace("：", ":") for line in document.lines] == [
        "Project title: Water for the Villages of Kitui",
        "Budget: US$ 1,250,000",
        "Coût total :\t450.000 euros",
        "Water for Kitui",
    ]
    assert [line.bold for line in document.lines] == [False, False, False, True]
    assert document.detail == f"Text recognised by {ENGINE}, not printed as such: page 1."
    assert all(0.9 < line.recognised <= 1 for line in document.lines)
    box = document.lines[1].box
    assert box is not None
    assert box.x0 == pytest.approx(40, abs=8)
    assert box.bottom == pytest.approx(104, abs=8)
    assert math.isclose(document.lines[0].size or 0, 12, abs_tol=2)


@needs_engine
def test_a_page_with_a_text_layer_is_not_recognised(tmp_path: Path) -> None:
    document = read_bytes(pdf(lambda c: lines(c, 40, 80, ["printed"])), tmp_path)
    assert [line.recognised for line in document.lines] == [0.0]
    assert document.detail == ""


def test_no_more_pages_are_recognised_than_one_document_may_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = ocr.placed([Seen([_piece("seen", 40, 80)])], SCALE)
    monkeypatch.setattr(ocr, "engine_name", lambda: "Engine 1")
    monkeypatch.setattr(ocr, "recognise", lambda page, frame: seen)
    monkeypatch.setitem(settings("ocr"), "pages_most", 2)
    document = read_bytes(scan(pdf(*[lambda c: None] * 3)), tmp_path)
    assert [(line.page, line.text) for line in document.lines] == [(1, "seen"), (2, "seen")]
    assert document.detail == (
        "Text recognised by Engine 1, not printed as such: pages 1, 2. "
        "Pictures without a text layer (no text recognised in them): page 3."
    )


def test_who_limits_the_process_is_told_before_each_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(ocr, "engine_name", lambda: "Engine 1")
    monkeypatch.setattr(ocr, "_engine", lambda: told.append("recognised") or (lambda picture: Nothing()))
    monkeypatch.setattr(ocr, "before_page", lambda: told.append("asked"))
    document = read_bytes(scan(pdf(*[lambda c: None] * 2)), tmp_path)
    assert (document.status, told) == ("skipped", ["asked", "recognised"] * 2)
    read_bytes(pdf(lambda c: lines(c, 40, 80, ["printed"])), tmp_path)
    assert len(told) == 4
