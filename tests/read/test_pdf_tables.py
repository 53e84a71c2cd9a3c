"""PDF: tables with ruling lines."""

from __future__ import annotations

import io

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from pipeline.document import Cell, Line
from pipeline.read.pdf import read_pdf
from tests.read.typeset import (
    HEIGHT,
    WIDTH,
    lines,
    pdf,
    read_lines,
    ruled,
    saved,
    texts,
)

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
    assert cells(read_pdf(saved(document)).lines) == TABLE_CELLS


def test_a_grid_without_text_is_no_table() -> None:
    assert texts(lambda c: (ruled(c, [[[], []], [[], []]]), lines(c, 40, 300, ["text"]))) == ["text"]
