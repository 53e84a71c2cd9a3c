"""PDF: the order in which columns, boxes and turned text are read."""

from __future__ import annotations

import io

import pikepdf
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.pdf import read_pdf
from tests.read.typeset import (
    HEIGHT,
    LEFT_TEXT,
    RIGHT_TEXT,
    WIDTH,
    lines,
    near,
    pdf,
    read_lines,
    saved,
    texts,
    two_columns,
)


@pytest.mark.parametrize("shift", [0.0, 5.0])
def test_columns_of_prose_are_read_one_after_the_other(shift: float) -> None:
    found = texts(lambda c: two_columns(c, shift))
    assert found[1:] == LEFT_TEXT + RIGHT_TEXT
    assert found[0].startswith("A heading")


def test_three_columns() -> None:
    narrow = [
        "The project supports",
        "governments in laws",
        "that punish the act",
        "and protect those who",
        "fall victim to it now",
    ]

    def draw(canvas: Canvas) -> None:
        for number in range(3):
            lines(canvas, 40 + 150 * number, 80, [f"{text} {number}" for text in narrow])

    assert texts(draw) == [f"{text} {number}" for number in range(3) for text in narrow]


def test_text_below_columns_comes_after_them() -> None:
    def draw(canvas: Canvas) -> None:
        two_columns(canvas)
        lines(canvas, 40, 200, ["A closing line that runs over both columns and says whom to call about it all"])
        lines(canvas, 250, 680, ["7"])

    assert texts(draw)[-2:] == ["A closing line that runs over both columns and says whom to call about it all", "7"]


def test_text_at_the_right_above_columns_comes_before_them() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 300, 50, ["March 2010"])
        lines(canvas, 40, 80, LEFT_TEXT)
        lines(canvas, 270, 80, RIGHT_TEXT)

    assert texts(draw) == ["March 2010", *LEFT_TEXT, *RIGHT_TEXT]


def test_text_far_below_columns_comes_after_them() -> None:
    def draw(canvas: Canvas) -> None:
        two_columns(canvas)
        lines(canvas, 40, 650, ["¹ As of 2010"])

    assert texts(draw)[-1] == "¹ As of 2010"


def test_labels_at_half_height_of_their_values_are_no_column() -> None:
    def draw(canvas: Canvas) -> None:
        for number, text in enumerate(LEFT_TEXT):
            lines(canvas, 40, 86 + 24 * number, ["Label:"])
            lines(canvas, 150, 80 + 24 * number, [text, text])

    assert texts(draw)[:3] == [LEFT_TEXT[0], "Label:", LEFT_TEXT[0]]


def test_contacts_side_by_side_are_read_one_after_the_other() -> None:
    left = ["HQ Focal Point:", "Ms. R. Puttonen", "Tel.: +43 1 26060 4290", "Email: r@unodc.org"]
    right = ["Field Office:", "Mr. L. Villadsen", "Tel.: +20 2 2359 1521", "Email: l@unodc.org"]

    def draw(canvas: Canvas) -> None:
        lines(canvas, 40, 80, left)
        lines(canvas, 270, 80, right)

    assert texts(draw) == left + right


def test_a_list_in_short_columns_stays_rows() -> None:
    def draw(canvas: Canvas) -> None:
        for number, names in enumerate([["Algeria", "Mali", "Niger"], ["Egypt", "Libya", "Chad"]]):
            lines(canvas, 40 + 150 * number, 80, names)

    assert texts(draw) == ["Algeria\tEgypt", "Mali\tLibya", "Niger\tChad"]


def test_a_sidebar_set_on_its_own_lines_is_not_mixed_into_the_text() -> None:
    facts = ["Budget", "US$ 2,705,000", "Donor", "Norway", "Duration", "2009 - 2012"]

    def draw(canvas: Canvas) -> None:
        lines(canvas, 200, 80, LEFT_TEXT)
        canvas.setFont("Helvetica", 8)
        lines(canvas, 40, 83, facts, leading=9.5)

    assert texts(draw) == facts + LEFT_TEXT


def test_text_in_a_box_is_read_where_it_stands() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(35, HEIGHT - 140, 400, 40)
        lines(canvas, 40, 115, ["Example 1: Training (2 years)", "Budget: US$ 570,000"])
        lines(canvas, 40, 80, ["before"])
        lines(canvas, 40, 170, ["after"])

    assert texts(draw) == ["before", "Example 1: Training (2 years)", "Budget: US$ 570,000", "after"]
    assert {line.cell for line in read_lines(draw)} == {None}


@pytest.mark.parametrize("angle", [90, 180, 270, 45])
def test_turned_text_comes_after_the_upright_text(angle: int) -> None:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.translate(250, 400)
        canvas.rotate(angle)
        canvas.drawString(0, 0, "turned text here")
        canvas.restoreState()
        lines(canvas, 40, 80, LEFT_TEXT)

    found = read_lines(draw)
    assert [line.text for line in found] == [*LEFT_TEXT, "turned text here"]
    box = found[-1].box
    assert box is not None
    assert 150 < box.x0 <= box.x1 < 350
    assert 200 < box.top <= box.bottom < 400 + 2


def test_the_boxes_of_a_turned_page_are_those_of_the_page_as_it_is_shown() -> None:
    document = pikepdf.open(io.BytesIO(pdf(lambda c: lines(c, 40, 80, ["Total"]))))
    document.pages[0].Rotate = 90
    reading = read_pdf(saved(document))
    width = stringWidth("Total", "Helvetica", 10)
    assert reading.page_sizes == ((HEIGHT, WIDTH),)
    # clockwise: what was at the left edge, 620 above the bottom, is now at the top, 620 from the left
    assert near(reading.lines[0].box, HEIGHT - 80, 40, HEIGHT - 80 + 7.2, 40 + width)
