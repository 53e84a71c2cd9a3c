"""Words of a page that is only a picture: recognised by OCR, where the extra ``pledgebook[ocr]`` is installed.

The engine is RapidOCR (Apache-2.0, https://github.com/RapidAI/RapidOCR), whose package carries its models, so nothing
is fetched. It gives lines of text with four corners and, within them, words; what makes rows, columns and paragraphs
of words is the same as for any other PDF. What was recognised is marked (:attr:`pipeline.document.Line.recognised`),
and no value from it is published as better than ``inferred``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from statistics import fmean, median
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from pipeline.document import Line
from pipeline.read import clean
from pipeline.read.pdfium import INCH, UPRIGHT, Frame, Rect, Token
from pipeline.settings import settings

#: What the engine is not sure of at all; 0 says that a line was not recognised but printed.
LEAST = 0.01
#: The corners of a quadrilateral, clockwise from the top left, in pixels.
Corners = Sequence[Sequence[float]]


def _nothing() -> None:
    """Do nothing."""


#: Called before each page is recognised: who limits what this process may use puts in its place what gives it more.
before_page: Callable[[], None] = _nothing


class Piece(NamedTuple):
    """A recognised word."""

    text: str
    corners: Corners


class Seen(NamedTuple):
    """A recognised line."""

    words: list[Piece]
    sure: float = 1.0  #: 0 to 1, how sure the engine is of it
    stroke: float = 0.0  #: how thick its letters are drawn, in pixels; 0 where unknown


class Recognised(NamedTuple):
    """The words of a page, in points, and for the box of each how sure the engine is (0 to 1)."""

    tokens: list[Token]
    sure: dict[Rect, float]

    def marked(self, line: Line) -> Line:
        """A line of these words that says how sure its least sure word is."""
        return replace(line, recognised=min(self.sure.get(word.box[1:], 1.0) for word in line.words))


def engine_name() -> str:
    """Name and version of the engine, for people; empty where none is installed or it is switched off."""
    if not settings("ocr")["on"] or find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
        return ""
    try:
        return f"RapidOCR {version('rapidocr')}"
    except PackageNotFoundError:
        return ""


@cache
def _engine() -> Any:
    """The engine, made once in a process: its models take a second to load."""
    threads = settings("ocr")["threads"]
    options = {
        "Global.log_level": "critical",
        "Global.text_score": settings("ocr")["score_least"],
        "Global.return_word_box": True,
        "Global.use_cls": False,  # it takes noisy upright lines for upside-down ones, and they come out as nonsense
        "EngineConfig.onnxruntime.intra_op_num_threads": threads,
        "EngineConfig.onnxruntime.inter_op_num_threads": threads,
    }
    return import_module("rapidocr").RapidOCR(params=options)


def recognise(page: pdfium.PdfPage, frame: Frame) -> Recognised:
    """The words of a page as it is shown; none where nothing is recognised on it."""
    before_page()
    scale = _scale(frame)
    picture = page.render(scale=scale, rev_byteorder=False).to_numpy()[:, :, :3]
    found = _engine()(picture)
    if found.boxes is None or found.txts is None:
        return Recognised([], {})
    printed = zip(found.txts, found.boxes, found.word_results or [()] * len(found.txts), found.scores, strict=True)
    dark = picture.min(axis=2) < settings("ocr")["dark"]
    lines = [
        Seen(list(_words(text, box.tolist(), words)), float(sure), _stroke(dark, box.tolist()))
        for text, box, words, sure in printed
    ]
    return placed([line for line in lines if line.words], scale)


def _cut(dark: npt.NDArray[np.bool_], corners: Corners) -> npt.NDArray[np.bool_]:
    """The part of a picture around a quadrilateral."""
    xs, ys = [max(int(x), 0) for x, _ in corners], [max(int(y), 0) for _, y in corners]
    return dark[min(ys) : max(ys), min(xs) : max(xs)]


def _stroke(dark: npt.NDArray[np.bool_], corners: Corners) -> float:
    """How thick the dark lines within a box are: twice their area by the length of their edge."""
    part = np.pad(_cut(dark, corners), 1)
    inside = part[1:-1, 1:-1] & part[:-2, 1:-1] & part[2:, 1:-1] & part[1:-1, :-2] & part[1:-1, 2:]
    area = int(part.sum())
    edge = area - int(inside.sum())
    return 2 * area / edge if edge else 0.0


def _scale(frame: Frame) -> float:
    """Pixels in a point: as the settings say, but no larger picture than they allow."""
    limits = settings("ocr")
    return float(min(limits["dpi"] / INCH, limits["pixels_most"] / max(*frame.size(), 1.0)))


def _words(text: str, corners: Corners, words: Sequence[Sequence[Any]]) -> Iterator[Piece]:
    """The words of a recognised line; by their own boxes where these hold the same characters, else by their share."""
    printed = text.split()
    boxed = [(str(word), box) for word, _, box in words if str(word).strip() and box is not None]
    if [word for word, _ in boxed] == printed:
        yield from (Piece(word, box) for word, box in boxed)
        return
    at = 0
    for word in printed:
        start = text.index(word, at)
        at = start + len(word)
        yield Piece(word, _share(corners, start / len(text), at / len(text)))


def _share(corners: Corners, start: float, end: float) -> Corners:
    """The part of a quadrilateral between two shares of its width."""
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = corners

    def between(share: float) -> tuple[tuple[float, float], tuple[float, float]]:
        return (x0 + share * (x1 - x0), y0 + share * (y1 - y0)), (x3 + share * (x2 - x3), y3 + share * (y2 - y3))

    (top_left, bottom_left), (top_right, bottom_right) = between(start), between(end)
    return (top_left, top_right, bottom_right, bottom_left)


def placed(lines: Sequence[Seen], scale: float) -> Recognised:
    """Recognised lines as words with places in points; ``scale`` is pixels in a point.

    A page that lies askew has its baselines turned back, so that what stands beside each other stays one row, and the
    boxes stay where the words are. A size near the usual one is it. Letters that are drawn much thicker than is usual
    for their size are bold.
    """
    found = Recognised([], {})
    if not lines:
        return found
    slope = math.tan(_skew(lines))
    sizes, bolds = _sizes(lines)
    for line, pixels, bold in zip(lines, sizes, bolds, strict=True):
        size = round(pixels / scale, 1)
        baseline = _middle(line, slope) / scale + settings("ocr")["below_middle"] * size
        for number, piece in enumerate(line.words):
            xs, ys = [x / scale for x, _ in piece.corners], [y / scale for _, y in piece.corners]
            if text := clean.characters(piece.text).strip():
                box = (min(xs), min(ys), max(xs), max(ys))
                found.tokens.append(Token(text, *box, baseline, size, bold, UPRIGHT, number > 0))
                found.sure[box] = max(line.sure, LEAST)
    return found


def _skew(lines: Sequence[Seen]) -> float:
    """The angle by which the lines of a page fall to the right, in radians: that of the middle one by angle."""
    angles = []
    for line in lines:
        (x0, y0), (x1, y1) = line.words[0].corners[3], line.words[-1].corners[2]
        if x1 - x0 > settings("ocr")["long_line"] * _height(line):  # a short line has no angle to speak of
            angles.append(math.atan2(y1 - y0, x1 - x0))
    return median(angles) if angles else 0.0


def _height(line: Seen) -> float:
    """The height of a line's box, along its side, in pixels."""
    return max(math.dist(piece.corners[0], piece.corners[3]) for piece in line.words)


def _middle(line: Seen, slope: float) -> float:
    """How far down the middle of a line would be, were the page not askew."""
    corners = [corner for piece in line.words for corner in piece.corners]
    return sum(y - slope * x for x, y in corners) / len(corners)


def _sizes(lines: Sequence[Seen]) -> tuple[list[float], list[bool]]:
    """The font size of each line in pixels, and whether it is bold.

    A line's size is that of the page, or steps apart from it by how wide its letters are: heights are a few pixels, of
    which noise takes some away, while widths add up along a line.
    """
    own, widths = settings("ocr"), [_width(line) for line in lines]
    height = median(_height(line) for line in lines)
    usual = median([width for width in widths if width] or [height])
    ratios = [width / usual if width else 1.0 for width in widths]
    weights = [line.stroke / ratio for line, ratio in zip(lines, ratios, strict=True)]
    thick = median(weights)
    for run in _headings(ratios):  # what is set as one heading is of one size and one weight, whatever its lines seem
        for values in (ratios, weights):
            values[run] = [fmean(values[run])] * (run.stop - run.start)
    bold = [weight > own["bold"] * thick for weight in weights]
    narrow = [ratio / own["bold_wider"] if b else ratio for ratio, b in zip(ratios, bold, strict=True)]
    steps = [round(math.log(ratio, own["step"])) for ratio in narrow]
    return [height * own["em"] * own["step"] ** (step if abs(step) > 1 else 0) for step in steps], bold


def _headings(ratios: Sequence[float]) -> Iterator[slice]:
    """Lines that follow each other, are not of the usual size, and are of nearly one size."""
    start, steps = 0, [math.log(ratio, settings("ocr")["step"]) for ratio in ratios]
    for at in range(1, len(steps) + 1):
        if at == len(steps) or abs(steps[at] - steps[at - 1]) > settings("ocr")["steps_within"]:
            if abs(steps[start]) > settings("ocr")["steps_apart"] and at - start > 1:
                yield slice(start, at)
            start = at


def _width(line: Seen) -> float:
    """How many pixels an em has by the widths of the words of a line; 0 where they are too few letters to tell."""
    text = "".join(piece.text for piece in line.words)
    if len(text) < settings("ocr")["letters_least"]:
        return 0.0
    drawn = sum(math.dist(piece.corners[3], piece.corners[2]) for piece in line.words)
    others = float(settings("ocr_widths")["others"])
    return drawn / sum(_ems().get(letter, others) for letter in text)


@cache
def _ems() -> dict[str, float]:
    """How many ems wide each letter is."""
    table = settings("ocr_widths")["letters"]
    return {letter: ems for letters, ems in table.items() for letter in letters}
