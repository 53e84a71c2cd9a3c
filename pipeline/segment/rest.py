"""What no title, field or paragraph of a page's only project has: labels, headings, the ends of lines."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.evidence import Block, Excerpt, Span
from pipeline.segment.sheet import Sheet


def of_page(sheet: Sheet, block: Block) -> Iterator[Excerpt]:
    """The stretches of a page's lines, furniture aside, that its only block has not as title, value or narrative."""
    taken = sorted(_taken(block))
    at = 0
    for index, line in enumerate(sheet.lines):
        while at < len(taken) and taken[at].end <= line.start:
            at += 1
        if sheet.role[index] != "furniture":
            yield from (
                sheet.excerpt((index, low, high)).strip() for low, high in _free(line.start, line.text, taken, at)
            )


def _taken(block: Block) -> Iterator[Span]:
    for candidate in block.titles[:1]:
        yield from candidate.value.pieces
    for one in block.fields:
        yield from one.value.pieces
    for excerpt in (*block.narrative, *block.section):
        yield from excerpt.pieces


def _free(start: int, text: str, taken: list[Span], at: int) -> Iterator[tuple[int, int]]:
    """The stretches of a line, which begins at ``start``, that none of the sorted spans from ``at`` on covers."""
    low = 0
    for span in taken[at:]:
        if span.start >= start + len(text):
            break
        if text[low : max(span.start - start, low)].strip():
            yield low, span.start - start
        low = max(low, span.end - start)
    if text[low:].strip():
        yield low, len(text)
