"""PDF: words, rows, reading order, tables, and files that cannot be read."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pikepdf
import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from pipeline.document import Box, Cell, Document, Line
from pipeline.read.pdf import read_pdf
from pipeline.read.reading import Unreadable
from tests.read.typeset import HEIGHT, LEADING, WIDTH, lines, pdf, read_bytes

LEFT_TEXT = [
    "The project supports governments in drafting",
    "laws that punish trafficking and protect those",
    "who fall victim to it in the region. Training",
    "sessions are held for the police and for the",
    "prosecutors who work at the borders of all six",
    "countries, and handbooks are printed for them.",
]
RIGHT_TEXT = [
    "Smuggling of migrants takes place by land, by",
    "sea and by air, and the routes change quickly.",
    "A regional office gathers what is known about",
    "the prices, the means of travel and the papers",
    "used, and reports to the Member States twice a",
    "year on what it has found out along the route.",
]


def read_lines(*pages: object, **options: object) -> tuple[Line, ...]:
    return read_pdf(pdf(*pages, **options)).lines  # type: ignore[arg-type]


def texts(*pages: object) -> list[str]:
    return [line.text for line in read_lines(*pages)]


def near(box: Box | None, x0: float, top: float, x1: float, bottom: float) -> bool:
    return box is not None and all(abs(a - b) <= 2 for a, b in zip(box[1:], (x0, top, x1, bottom), strict=True))


# --- words and rows


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
    assert not read_pdf(_saved(document)).lines[0].bold
    for font in document.pages[0].Resources.Font.values():
        if "/FontDescriptor" in font:
            font.FontDescriptor.Flags = int(font.FontDescriptor.Flags) | 1 << 18
    assert read_pdf(_saved(document)).lines[0].bold


def _saved(document: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


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


# --- reading order


def two_columns(canvas: Canvas, shift: float = 0.0) -> None:
    lines(canvas, 40, 50, ["A heading that runs over both columns of the page, as headings do in brochures"])
    lines(canvas, 40, 80, LEFT_TEXT)
    lines(canvas, 270, 80 + shift, RIGHT_TEXT)


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


# --- tables


def ruled(canvas: Canvas, rows: list[list[list[str]]], top: float = 100.0, height: float = 40.0) -> None:
    """A table with ruling lines; each cell is a list of lines."""
    across, down = len(rows[0]), len(rows)
    for number in range(down + 1):
        canvas.line(40, HEIGHT - top - number * height, 40 + 150 * across, HEIGHT - top - number * height)
    for number in range(across + 1):
        canvas.line(40 + 150 * number, HEIGHT - top, 40 + 150 * number, HEIGHT - top - down * height)
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            lines(canvas, 45 + 150 * column, top + row * height + 13, cell)


TABLE = [[["Donor"], ["Pledge"]], [["The Government of the", "Netherlands"], ["US$ 5", "US$ 7"]], [[], ["US$ 12"]]]
TABLE_CELLS = [
    (Cell(0, 0, 0), "Donor"),
    (Cell(0, 0, 1), "Pledge"),
    (Cell(0, 1, 0), "The Government of the Netherlands"),
    (Cell(0, 1, 1), "US$ 5"),
    (Cell(0, 1, 1), "US$ 7"),
    (Cell(0, 2, 1), "US$ 12"),
]


def cells(found: tuple[Line, ...]) -> list[tuple[Cell | None, str]]:
    return [(line.cell, line.text) for line in found]


def test_cells_of_a_ruled_table_are_lines_and_deliberate_breaks_stay() -> None:
    def draw(canvas: Canvas) -> None:
        lines(canvas, 40, 80, ["before"])
        ruled(canvas, TABLE)
        lines(canvas, 40, 250, ["after"])

    found = read_lines(draw)
    assert cells(found) == [(None, "before"), *TABLE_CELLS, (None, "after")]
    assert all(line.text[w.start : w.end].strip() == line.text[w.start : w.end] for line in found for w in line.words)


def test_hyphenated_words_of_a_cell_take_no_blank() -> None:
    cell = ["Programme against Anti-", "Trafficking, running 2009 -", "2012"]
    found = read_lines(lambda c: ruled(c, [[["a"], cell], [["b"], ["c"]]]))
    assert [line.text for line in found][1] == "Programme against Anti-Trafficking, running 2009 - 2012"


def test_a_frame_on_the_page_of_a_table_is_none() -> None:
    def draw(canvas: Canvas) -> None:
        ruled(canvas, TABLE)
        canvas.rect(40, HEIGHT - 340, 300, 40)
        canvas.rect(40, HEIGHT - 380, 300, 40)
        lines(canvas, 45, 320, ["framed"])

    assert cells(read_lines(draw)) == [*TABLE_CELLS, (None, "framed")]


def test_tables_are_numbered_through_the_document() -> None:
    found = read_lines(lambda c: ruled(c, TABLE), lambda c: ruled(c, TABLE))
    assert [line.cell.table for line in found if line.cell] == [0] * 6 + [1] * 6


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (20, 30, 460, 650)])
def test_cells_are_found_on_turned_and_cropped_pages(rotation: int, crop: tuple[int, ...] | None) -> None:
    def draw(canvas: Canvas) -> None:
        width, height = (HEIGHT, WIDTH) if rotation % 180 else (WIDTH, HEIGHT)
        canvas.translate(WIDTH / 2, HEIGHT / 2)
        canvas.rotate(rotation)
        canvas.translate(-width / 2, -height / 2 - (HEIGHT - height))
        ruled(canvas, TABLE, top=100)

    document = pikepdf.open(io.BytesIO(pdf(draw)))
    document.pages[0].Rotate = rotation
    if crop:
        document.pages[0].CropBox = list(crop)
    assert cells(read_pdf(_saved(document)).lines) == TABLE_CELLS


def test_a_grid_without_text_is_no_table() -> None:
    assert texts(lambda c: (ruled(c, [[[], []], [[], []]]), lines(c, 40, 300, ["text"]))) == ["text"]


# --- turned text


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
    reading = read_pdf(_saved(document))
    width = stringWidth("Total", "Helvetica", 10)
    assert reading.page_sizes == ((HEIGHT, WIDTH),)
    # clockwise: what was at the left edge, 620 above the bottom, is now at the top, 620 from the left
    assert near(reading.lines[0].box, HEIGHT - 80, 40, HEIGHT - 80 + 7.2, 40 + width)


# --- documents


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


def test_a_page_of_pictures_among_others_is_named(tmp_path: Path) -> None:
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
    document = read_bytes(_saved(pikepdf.new()), tmp_path)
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
    monkeypatch.setattr("pipeline.read.pdf.PAGE_CAP", 2)
    document = read_bytes(pdf(*[lambda c: lines(c, 40, 80, ["text"])] * 3), tmp_path)
    assert [line.page for line in document.lines] == [1, 2]
    assert document.detail == "Only the first 2 of 3 pages were read."


def test_the_same_bytes_give_the_same_document(tmp_path: Path) -> None:
    data = pdf(lambda c: two_columns(c), lambda c: ruled(c, TABLE))
    first: Document = read_bytes(data, tmp_path)
    assert read_bytes(data, tmp_path) == first
