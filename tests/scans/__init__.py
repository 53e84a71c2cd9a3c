"""Printed pages as a scanner gives them, to measure what OCR leaves of them."""

from __future__ import annotations

import io
import random

import numpy as np
import pypdfium2
from PIL import Image

#: Dots in an inch, and in a point.
DPI = 200
SCALE = DPI / 72


def scan(printed: bytes, *, askew: float = 0.8, noise: float = 18.0, seed: int = 7) -> bytes:
    """A PDF of pictures of the pages of a PDF: grey, at 200 dpi, without a text layer.

    Each page is turned by up to ``askew`` degrees either way, and each pixel is lighter or darker by ``noise`` shades
    of 255 (standard deviation). The same arguments give the same picture.
    """
    chance = random.Random(seed)
    shades = np.random.default_rng(seed)
    pictures = [
        _worn(page.render(scale=SCALE).to_pil().convert("L"), chance.uniform(-askew, askew), noise, shades)
        for page in pypdfium2.PdfDocument(printed)
    ]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=DPI)
    return out.getvalue()


def _worn(picture: Image.Image, angle: float, noise: float, shades: np.random.Generator) -> Image.Image:
    turned = picture.rotate(angle, fillcolor=255, resample=Image.Resampling.BICUBIC)
    values = np.asarray(turned, dtype=float) + shades.normal(0, noise, turned.size[::-1])
    return Image.fromarray(values.clip(0, 255).astype("uint8"))
