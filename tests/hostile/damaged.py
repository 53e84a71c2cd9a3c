"""A good PDF, and damaged copies of it."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from functools import cache

import pikepdf

from tests.hostile.case import ANY, Case
from tests.read.typeset import lines, pdf


@cache
def brochure(packed: bool = True) -> bytes:
    """A good brochure of three pages, which others are damaged copies of."""

    def page(title: str, country: str, amount: str) -> object:
        fields = [title, f"Country: {country}", f"Budget: US$ {amount}", "Donor: Norway", "Duration: 2009 - 2011"]
        story = ["The project supports fishers and their families in the villages of the coast."] * 8
        return lambda canvas: lines(canvas, 40, 80, [*fields, *story])

    drawn = [
        page("Safe Harbours for Coastal Fishers", "Kenya", "1,000"),
        page("Clean Wells for Upland Farmers", "Nepal", "2,500"),
        page("Warm Schools for Mountain Children", "Peru", "9,000"),
    ]
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(*drawn))) as opened:
        mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
        opened.save(out, compress_streams=packed, object_stream_mode=mode, static_id=True)
    return out.getvalue()


def truncated(percents: range) -> Iterator[Case]:
    """The brochure cut off at so many percent of its length, once with each object apart and once packed."""
    for percent in percents:
        for packed in (False, True):
            name = f"truncated/{percent:02}-{'packed' if packed else 'plain'}.pdf"
            yield Case(name, lambda p=percent, k=packed: brochure(k)[: len(brochure(k)) * p // 100], ANY)


def flipped(seeds: range) -> Iterator[Case]:
    """The brochure with 1 to 40 bits flipped."""
    for seed in seeds:
        yield Case(f"flipped/{seed:02}.pdf", lambda s=seed: _flip(s), ANY)


def _flip(seed: int) -> bytes:
    chance = random.Random(seed)
    data = bytearray(brochure())
    for _ in range(1 + seed):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


def holed(seeds: range) -> Iterator[Case]:
    """The brochure with a stretch of zeros, of noise, or of another part of itself."""
    for seed in seeds:
        yield Case(f"holed/{seed:02}.pdf", lambda s=seed: _hole(s), ANY)


def _hole(seed: int) -> bytes:
    chance = random.Random(1000 + seed)
    data = bytearray(brochure())
    at, size = chance.randrange(len(data)), chance.randrange(1, 400)
    match seed % 3:
        case 0:
            data[at : at + size] = bytes(size)
        case 1:
            data[at : at + size] = chance.randbytes(size)
        case _:
            data[at:at] = data[chance.randrange(len(data)) :][:size]
    return bytes(data)
