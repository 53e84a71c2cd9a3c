"""Pictures of pages: as large as asked, black where told, none where there is nothing to draw."""

from __future__ import annotations

import io
from random import Random

import pikepdf
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.document import Box
from pipeline.read.pictures import Look, pictures


def _pdf(rotation: int = 0) -> bytes:
    sink = io.BytesIO()
    canvas = Canvas(sink, pagesize=(200, 100), invariant=1)
    for _ in range(2):
        canvas.setFillColorRGB(0, 0.6, 0)
        canvas.rect(0, 0, 200, 100, fill=1, stroke=0)
        canvas.showPage()
    canvas.save()
    with pikepdf.open(sink) as document:
        for page in document.pages:
            page.Rotate = rotation
        turned = io.BytesIO()
        document.save(turned)
    return turned.getvalue()


def look(dpi: int, longest: int) -> Look:
    return Look(dpi, longest, colours=24, large=60_000, quality=50)


def _image(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


@pytest.mark.parametrize(
    ("dpi", "longest", "size"),
    [(72, 9999, (200, 100)), (144, 9999, (400, 200)), (144, 300, (300, 150)), (36, 9999, (100, 50))],
)
def test_a_picture_has_the_pixels_asked_for_and_no_side_too_long(dpi: int, longest: int, size: tuple[int, int]) -> None:
    made = pictures(_pdf(), [1], {}, None, look(dpi, longest))
    assert _image(made[1]).size == size


def _filled(pixels: bytes) -> bytes:
    """A page that is one picture of 300 by 150 pixels."""
    sink, drawn = io.BytesIO(), io.BytesIO()
    Image.frombytes("RGB", (300, 150), pixels).save(drawn, "PNG")
    canvas = Canvas(sink, pagesize=(300, 150), invariant=1)
    canvas.drawImage(ImageReader(drawn), 0, 0)
    canvas.save()
    return sink.getvalue()


def test_a_page_of_few_colours_keeps_them_and_one_of_many_is_packed_with_loss_where_that_is_smaller() -> None:
    stripes = _filled(bytes([200, 0, 0] * 150 + [0, 0, 200] * 150) * 150)
    noise = _filled(Random(1).randbytes(300 * 150 * 3))
    small, large = (Look(72, 500, colours=24, large=limit, quality=10) for limit in (60_000, 1_000))
    assert len(_image(pictures(stripes, [1], {}, None, large)[1]).getcolors() or ()) == 2
    lossless, lossy = (pictures(noise, [1], {}, None, one)[1] for one in (small, large))
    assert len(_image(lossless).getcolors(100_000) or ()) <= 24 < len(_image(lossy).getcolors(100_000) or ())
    assert len(lossy) < len(lossless)


def test_only_the_pages_that_exist_are_drawn() -> None:
    assert sorted(pictures(_pdf(), [2, 3, 1], {}, None, look(36, 500))) == [1, 2]


def test_what_is_no_pdf_gives_no_pictures() -> None:
    assert pictures(b"%PDF-1.4 nothing", [1], {}, None, look(36, 500)) == {}


def test_a_hidden_box_is_black_with_a_margin_and_the_rest_as_printed() -> None:
    made = pictures(_pdf(), [1, 2], {1: [Box(1, 50, 20, 100, 40)]}, None, look(72, 500))
    image = _image(made[1])
    assert max(image.getpixel((75, 30)) or (255,)) < 20
    assert max(image.getpixel((49, 30)) or (255,)) < 60
    assert (image.getpixel((150, 30)) or (0, 0))[1] > 100
    assert (_image(made[2]).getpixel((75, 30)) or (0, 0))[1] > 100


def test_where_boxes_to_be_shown_are_given_all_else_is_white() -> None:
    boxes = {1: [Box(1, 50, 20, 100, 40)]}
    made = pictures(_pdf(), [1, 2], {1: [Box(1, 80, 20, 100, 40)]}, boxes, look(72, 500))
    image = _image(made[1])
    assert (image.getpixel((60, 30)) or (0, 0))[1] in range(100, 200)
    assert max(image.getpixel((95, 30)) or (255,)) < 60
    assert min(image.getpixel((150, 30)) or (0,)) > 245
    assert min(_image(made[2]).getpixel((60, 30)) or (0,)) > 245


def test_boxes_are_those_of_the_page_as_it_is_shown() -> None:
    made = pictures(_pdf(90), [1], {1: [Box(1, 0, 150, 100, 200)]}, None, look(72, 500))
    image = _image(made[1])
    assert image.size == (100, 200)
    assert max(image.getpixel((50, 175)) or (255,)) < 20
    assert (image.getpixel((50, 100)) or (0, 0))[1] > 100
