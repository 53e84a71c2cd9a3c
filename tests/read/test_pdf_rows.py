"""PDF: words with their boxes and styles, and rows of words."""

from __future__ import annotations

import io
import random

import pikepdf
import pytest
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.read.pdf import read_pdf
from tests.read.typeset import (
    HEIGHT,
    LEADING,
    LEFT_TEXT,
    lines,
    near,
    pdf,
    read_lines,
    saved,
    texts,
)


def test_a_line_has_its_words_with_their_boxes() -> None:
    (line,) = read_lines(lambda c: lines(c, 40, 80, ["Total Pledges: none"]))
    assert [line.text[word.start : word.end] for word in line.words] == ["Total", "Pledges:", "none"]
    ends = [40 + stringWidth(text, "Helvetica", 10) for text in ("Total", "Total Pledges:", "Total Pledges: none")]
    begins = [40 + stringWidth(text, "Helvetica", 10) for text in ("", "Total ", "Total Pledges: ")]
    for word, x0, x1 in zip(line.words, begins, ends, strict=True):
        assert near(word.box, x0, 80 - 7.2, x1, 80.5)
    assert near(line.box, 40, 80 - 7.2, ends[-1], 80.5)


def test_words_never_hold_blanks_and_lie_in_their_line() -> None:
    for line in read_lines(lambda c: lines(c, 40, 80, ["• one  two", "three", "o   four five"])):
        assert line.box is not None
        assert " ".join(line.text[w.start : w.end] for w in line.words) == line.text.replace("\t", " ")
        assert all(line.box.x0 <= w.box.x0 and w.box.x1 <= line.box.x1 for w in line.words)


def test_a_value_at_a_tab_stop_stays_in_the_row_of_its_label() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 40, 80, ["Country:", "Budget:", "Total Pledges:", "", "", "Contact:"])
        values = ["Global", "US$ 6,576,097", "US$ 125,000 from Turkey", "US$ 178,300 from France", "US$ 0", "Ms. P"]
        lines(canvas, 150, 80, values)

    assert texts(draw) == [
        "Country:\tGlobal",
        "Budget:\tUS$ 6,576,097",
        "Total Pledges:\tUS$ 125,000 from Turkey",
        "US$ 178,300 from France",
        "US$ 0",
        "Contact:\tMs. P",
    ]


def test_wrapped_labels_beside_wrapped_values_stay_rows() -> None:
    def draw(canvas: Canvas) -> None:
        labels = [
            "Final date for",
            "the contract:",
            "Final date for",
            "the execution:",
            "Sector and its",
            "code number:",
        ]
        lines(canvas, 40, 80, labels)
        lines(canvas, 150, 80, LEFT_TEXT)

    assert texts(draw)[0] == f"Final date for\t{LEFT_TEXT[0]}"


def test_the_order_of_drawing_does_not_matter() -> None:
    def shuffled(canvas: Canvas) -> None:
        order = list(range(6))
        random.Random(1).shuffle(order)
        for number in order:
            lines(canvas, 40, 80 + number * LEADING, [LEFT_TEXT[number]])

    assert texts(shuffled) == LEFT_TEXT


def test_pieces_of_a_word_are_joined_and_words_are_not() -> None:
    def draw(canvas: Canvas) -> None:  # drawn apart, else PDFium joins them
        canvas.drawString(200, HEIGHT - 80, "ficking")
        lines(canvas, 40, 100, LEFT_TEXT)
        canvas.drawString(200 - stringWidth("traf", "Helvetica", 10), HEIGHT - 80, "traf")
        lines(canvas, 40, 200, LEFT_TEXT)
        canvas.drawString(200 + stringWidth("ficking ", "Helvetica", 10), HEIGHT - 80, "ends")

    assert texts(draw)[0] == "trafficking ends"


@pytest.mark.parametrize(("offset", "rows"), [(0.0, 1), (2.5, 1), (8.0, 2)])
def test_words_a_little_off_the_baseline_are_in_the_row(offset: float, rows: int) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 40, 80, ["Budget:"])
        lines(canvas, 90, 80 + offset, ["US$ 6,576,097"])

    assert len(texts(draw)) == rows


def test_narrow_blanks_are_blanks() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(40, HEIGHT - 80)
        text.setWordSpace(-2.4)
        text.textOut("set very tight")
        canvas.drawText(text)

    assert texts(draw) == ["set very tight"]


def test_pieces_of_a_figure_that_stand_unevenly_are_digits() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 40, 80, ["70,5"])
        lines(canvas, 40, 100, LEFT_TEXT)
        lines(canvas, 40 + stringWidth("70,5", "Helvetica", 10), 78.5, ["51"])

    assert texts(draw)[0] == "70,551"


def test_small_text_near_a_row_is_a_row_of_its_own() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 40, 80, ["Budget:"])
        canvas.setFont("Helvetica", 6)
        lines(canvas, 200, 75, ["Photo: UN"])

    assert texts(draw) == ["Photo: UN", "Budget:"]


def test_a_stretched_line_has_no_tabs() -> None:
    def draw(canvas: Canvas) -> None:
        x = 40.0
        for word in ["seven", "words", "are", "stretched", "to", "the", "edge"]:
            canvas.drawString(x, HEIGHT - 80, word)
            x += stringWidth(word, "Helvetica", 10) + 20

    assert texts(draw) == ["seven words are stretched to the edge"]


def test_a_hyphen_at_the_line_end_stays() -> None:
    assert texts(lambda c: lines(c, 40, 80, ["a national strategy-", "development plan, Anti-", "Smuggling"])) == [
        "a national strategy-",
        "development plan, Anti-",
        "Smuggling",
    ]


def test_figures_below_each_other_are_no_number() -> None:
    assert texts(lambda c: lines(c, 200, 80, ["5", "1"])) == ["5", "1"]  # PDFium says 51
    assert texts(lambda c: (lines(c, 40, 80, ["word"]), lines(c, 200, 60, ["-"]), lines(c, 200, 80, ["1"]))) == [
        "-",
        "word\t1",
    ]
    assert texts(lambda c: lines(c, 200, 80, ["-1"])) == ["-1"]


def test_sizes_are_those_on_the_page() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 40, 80, ["ten"])
        canvas.saveState()
        canvas.transform(14, 0, 0, 14, 40, HEIGHT - 120)
        canvas.setFont("Helvetica", 1)
        canvas.drawString(0, 0, "fourteen")
        canvas.restoreState()

    assert [(line.text, line.size) for line in read_lines(draw)] == [("ten", 10.0), ("fourteen", 14.0)]


def test_a_line_is_bold_where_all_of_it_is() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 10)
        lines(canvas, 40, 80, ["A title"])
        canvas.drawString(40, HEIGHT - 100, "Budget:")
        canvas.setFont("Helvetica", 10)
        canvas.drawString(90, HEIGHT - 100, "US$ 6,576,097")

    assert [(line.text, line.bold) for line in read_lines(draw)] == [
        ("A title", True),
        ("Budget: US$ 6,576,097", False),
    ]


def test_a_font_that_is_flagged_as_bold_is_bold() -> None:
    def draw(canvas: Canvas) -> None:
        registerFont(TTFont("Vera", "Vera.ttf"))
        canvas.setFont("Vera", 10)
        lines(canvas, 40, 80, ["A title"])

    document = pikepdf.open(io.BytesIO(pdf(draw)))
    assert not read_pdf(saved(document)).lines[0].bold
    for font in document.pages[0].Resources.Font.values():
        if "/FontDescriptor" in font:
            font.FontDescriptor.Flags = int(font.FontDescriptor.Flags) | 1 << 18
    assert read_pdf(saved(document)).lines[0].bold


def test_text_printed_twice_is_read_once_and_bold() -> None:
    def draw(canvas: Canvas) -> None:  # drawn apart, else PDFium leaves the second one out
        lines(canvas, 40, 80, ["Shortfall had had"])
        lines(canvas, 40, 100, LEFT_TEXT)
        lines(canvas, 40.5, 80, ["Shortfall had had"])

    first, second, *_ = read_lines(draw)
    assert (first.text, first.bold, second.bold) == ("Shortfall had had", True, False)


@pytest.mark.parametrize("gap", [0.0, 1.0])
def test_a_raised_figure_is_no_digit_of_the_amount(gap: float) -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 40, 80, ["EUR 70,551,643"])
        canvas.setFont("Helvetica", 6)
        canvas.drawString(40 + stringWidth("EUR 70,551,643", "Helvetica", 10) + gap, HEIGHT - 76, "1")
        canvas.setFont("Helvetica", 10)
        lines(canvas, 40, 92, ["next 12"])

    assert texts(draw) == ["EUR 70,551,643¹", "next 12"]


def test_gap_is_counted_in_lines_of_the_document() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 40, 80, LEFT_TEXT)
        lines(canvas, 40, 80 + 7 * LEADING, LEFT_TEXT[:2])
        lines(canvas, 40, 80 + 11 * LEADING, LEFT_TEXT[:1])

    assert [line.gap for line in read_lines(draw, draw)] == [0, 0, 0, 0, 0, 0, 1.0, 0, 2.0] * 2


def test_the_usual_distance_is_that_within_paragraphs() -> None:
    def draw(canvas: Canvas) -> None:  # more blank lines than lines that follow without one
        lines(canvas, 40, 80, ["Country: Global", "Region: Global", "Budget: US$ 5", "Donor: Norway"], leading=24)
        lines(canvas, 40, 176, ["The project supports", "governments in laws", "that punish"], leading=12)
        lines(canvas, 40, 214, ["slightly below"])

    assert [line.gap for line in read_lines(draw)] == [0, 1, 1, 1, 1, 0, 0, 0]


def test_indent_is_counted_from_the_left_edge_of_the_text() -> None:
    def draw(canvas: Canvas) -> None:
        for row, x in enumerate([40, 40, 58, 150]):
            lines(canvas, x, 80 + 12 * row, ["Italy"])

    assert [line.indent for line in read_lines(draw)] == [0, 0, 18, 110]


def test_bullets_leave_the_text() -> None:
    found = read_lines(lambda c: lines(c, 40, 80, ["• Training of police", "– Laws", "-5 degrees"]))
    assert [(line.bullet, line.text) for line in found] == [
        ("•", "Training of police"),
        ("–", "Laws"),
        ("", "-5 degrees"),
    ]
