"""The working copy of a document while it is cut up: each line has one role, and a reason for it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field

import regex

from extractors.evidence import Excerpt, Span
from extractors.lexicon import squeeze, vocabulary
from extractors.memory import remembered
from pipeline.document import Document, Line
from pipeline.settings import settings

#: The roles that lines end up in.
ROLES = ("title", "label", "value", "narrative", "section", "note", "furniture", "unassigned")


@dataclass(slots=True)
class Sheet:
    """A document's lines with what is known of each so far (parallel lists, one entry a line)."""

    document: Document
    lines: tuple[Line, ...] = ()  #: the document's lines
    role: list[str] = field(default_factory=list)
    why: list[str] = field(default_factory=list)
    owner: list[int] = field(default_factory=list)  #: ordinal of the block, 0 for none
    text: str = ""
    width: float = 0.0  #: the usual length of a full line, in characters
    usual_size: float = 1e9  #: the size of most lines, in points; very large where no line has one
    starts: list[int] = field(default_factory=list)  #: where the lines begin in the text

    def __post_init__(self) -> None:
        self.lines = self.document.lines
        count = len(self.lines)
        self.role, self.why, self.owner = [""] * count, [""] * count, [0] * count
        self.text = self.document.text
        lengths = sorted(len(line.text) for line in self.document.lines if len(line.text) > 40)
        self.width = float(lengths[int(len(lengths) * 0.9)]) if lengths else 80.0
        sizes = sorted(line.size for line in self.document.lines if line.size)
        self.usual_size = sizes[len(sizes) // 2] if sizes else 1e9
        self.starts = [line.start for line in self.document.lines]

    def set(self, index: int, role: str, why: str = "", owner: int = 0) -> None:
        """Give a line its role."""
        self.role[index], self.why[index] = role, why or self.why[index]
        self.owner[index] = owner or self.owner[index]

    def content(self, index: int) -> bool:
        """Whether a line is no furniture."""
        return self.role[index] != "furniture"

    def contents(self, start: int = 0, end: int | None = None) -> list[int]:
        """The indices of the lines that are no furniture, from ``start`` to before ``end``, in order."""
        role = self.role
        return [i for i in range(start, len(role) if end is None else end) if role[i] != "furniture"]

    def excerpt(self, *pieces: tuple[int, int, int]) -> Excerpt:
        """The excerpt of pieces, each line index, start and end in the line; neighbours become one piece."""
        spans: list[Span] = []
        for index, start, end in pieces:
            line = self.lines[index]
            if start >= end:
                continue
            span = Span(line.start + start, line.start + end)
            if spans and span.start == spans[-1].end + 1 and self.text[spans[-1].end] == "\n":
                spans[-1] = Span(spans[-1].start, span.end)
            else:
                spans.append(span)
        return Excerpt.of(self.text, *spans)

    def whole(self, *indices: int) -> Excerpt:
        """The excerpt of whole lines."""
        return self.excerpt(*((i, 0, len(self.lines[i].text)) for i in indices))

    def touching(self, start: int, end: int) -> range:
        """The indices of the lines that reach into ``text[start:end]``, or end or begin where it does."""
        first = max(bisect_left(self.starts, start) - 1, 0)
        return range(first, bisect_right(self.starts, end))

    def owned(self) -> dict[int, list[int]]:
        """The indices of the lines of each block, in order."""
        found: dict[int, list[int]] = defaultdict(list)
        for index, owner in enumerate(self.owner):
            found[owner].append(index)
        return found

    def before(self, index: int) -> int | None:
        """The content line before a line; None where there is none."""
        role, index = self.role, index - 1
        while index >= 0 and role[index] == "furniture":
            index -= 1
        return index if index >= 0 else None

    def after(self, index: int) -> int | None:
        """The content line after a line; None where there is none."""
        role, index = self.role, index + 1
        while index < len(role) and role[index] == "furniture":
            index += 1
        return index if index < len(role) else None


_END = regex.compile(r"[.!?…][\"'”’)\]]*\s*$")


def is_prose(line: Line) -> bool:
    """Whether a line reads like running text: many words, small ones among them, few capitals."""
    return not line.heading and _reads_on(line.text)


@remembered
def _reads_on(text: str) -> bool:
    tokens = squeeze(text).split()
    if len(tokens) < settings("segment")["prose_words"]:
        return False
    function = vocabulary("small_words", "words")
    small = sum(t.strip(".,;:()") in function for t in tokens)
    large = [w for w in text.split() if w.strip(".,;:()").lower() not in function]
    capitals = sum(w[:1].isupper() for w in large)
    return small >= 0.15 * len(tokens) and capitals < 0.7 * max(len(large), 1)


def is_running(sheet: Sheet, index: int) -> bool:
    """Whether a line is part of running text; a line alone between gaps that ends no sentence may be a title."""
    line = sheet.lines[index]
    if not is_prose(line):
        return False
    below = sheet.lines[index + 1] if index + 1 < len(sheet.lines) else None
    gap = float(settings("segment")["gap_ends"])
    alone = (line.gap > gap or index == 0 or not sheet.content(index - 1)) and (below is None or below.gap > gap)
    return not alone or ends_sentence(line.text)


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does (an abbreviation such as ``Ltd.`` counts as an end too)."""
    return bool(_END.search(text))


def full(sheet: Sheet, line: Line) -> bool:
    """Whether a line is so long that it probably wrapped."""
    return len(line.text) >= float(settings("segment")["full_line"]) * sheet.width


def same_style(one: Line, other: Line) -> bool:
    """Whether two lines look alike: size, weight, heading level."""
    if one.heading != other.heading or one.bold != other.bold:
        return False
    if one.size is None or other.size is None:
        return True
    return abs(one.size - other.size) <= float(settings("segment")["size_differs"])
