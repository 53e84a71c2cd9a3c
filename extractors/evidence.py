"""The language of receipts: where a value stands, which rule read it, and the steps from quote to value.

An extractor sees a :class:`Block`, the text of one project, and yields :class:`Finding` objects. It never
chooses between findings (reconcile does) and knows nothing of files and pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from typing import NamedTuple

from regex import Pattern

#: Kinds of fields whose values tell of a project in running text.
TELLING = frozenset({"objective", "description", "activities", "results", "background"})


class Span(NamedTuple):
    """A stretch of the document's text: ``text[start:end]``, counted in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a document that may lie in several pieces (a page number stands between two lines, say).

    ``text`` is the pieces joined by a line feed, so a pattern reads it as one; :meth:`spans` leads back.
    """

    text: str
    pieces: tuple[Span, ...]

    @staticmethod
    def of(text: str, *pieces: Span) -> Excerpt:
        """The excerpt of a document's text that consists of these pieces."""
        return Excerpt("\n".join(text[p.start : p.end] for p in pieces), tuple(pieces))

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The places in the document of ``self.text[start:end]``."""
        if len(self.pieces) == 1:  # nearly always
            first, last = self.pieces[0]
            low, high = max(start, 0), min(end, last - first)
            return (Span(first + low, first + high),) if low < high else ()
        found, at = [], 0
        for piece in self.pieces:
            size = piece.end - piece.start
            low, high = max(start, at), min(end, at + size)
            if low < high:
                found.append(Span(piece.start + low - at, piece.start + high - at))
            at += size + 1
        return tuple(found)

    def cut(self, start: int, end: int) -> Excerpt:
        """The excerpt ``self.text[start:end]``; a line feed at either end that joins pieces is left out."""
        spans = self.spans(start, end)
        size = sum(s.end - s.start for s in spans) + max(len(spans) - 1, 0)
        while start < end and self.text[start] == "\n" and end - start > size:
            start += 1
        return Excerpt(self.text[start : start + size], spans)

    def strip(self, characters: str | None = None) -> Excerpt:
        """Without blanks (or the given characters) at either end."""
        lead = len(self.text) - len(self.text.lstrip(characters))
        return self.cut(lead, len(self.text.rstrip(characters))) if lead < len(self.text) else Excerpt("", ())

    @property
    def start(self) -> int:
        """Where it begins in the document."""
        return self.pieces[0].start if self.pieces else 0


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled (or self-evident) stretch of a block: what the segmenter took to be one field."""

    kind: str  #: a kind of ``lexicon/labels.toml``; ``other`` for a label that is in no lexicon
    value: Excerpt
    label: Excerpt | None = None  #: None for a value that stands without a label
    how: str = ""  #: how the label was found: ``line`` ``alone`` ``inline`` ``column`` ``head`` ``bare`` …
    context: Excerpt | None = None  #: the line above that names the currency of figures below it, if any


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch that may be the block's title, with the reasons for and against it."""

    value: Excerpt
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One project as one document states it: its candidates for a title, its fields, its narrative."""

    ordinal: int  #: 1-based, in the order of the document
    titles: tuple[Candidate, ...] = ()  #: best first
    fields: tuple[Field, ...] = ()
    narrative: tuple[Excerpt, ...] = ()  #: paragraphs
    section: tuple[Excerpt, ...] = ()  #: headings above the block that hold for it, outermost first
    parent: int | None = None  #: ordinal of the enclosing block
    language: str = ""
    publisher: str = ""
    notes: Mapping[str, Excerpt] = made_by(default_factory=dict)  #: footnotes by their mark
    doubt: str = ""  #: why it may be no project at all; empty where the page leaves no doubt
    announced: tuple[Excerpt, ...] = ()  #: the last lines above the first of a page's projects, if it has several
    page: tuple[Excerpt, ...] = ()  #: what is left of the lines of a page with no other project

    def of(self, *kinds: str) -> Iterator[Field]:
        """The fields of these kinds, in order."""
        return (f for f in self.fields if f.kind in kinds)


class Cell(NamedTuple):
    r"""One value: canonical text, the places it was read from, and the named steps from quote to value.

    Promise: ``replay(steps, "\n".join(quotes)) == value``.
    """

    value: str
    spans: tuple[Span, ...]
    steps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule read in one place: the cells of one row-to-be."""

    kind: str  #: ``title`` ``code`` ``amount`` ``pledge`` ``contact`` ``place`` ``period`` ``theme`` …
    rule: str
    cells: Mapping[str, Cell]  #: column -> value
    field: str = ""  #: kind of the field it was read in; ``narrative`` or ``title`` where it was in neither
    status: str = "stated"  #: ``stated``, ``inferred`` (repaired, worked out) or ``doubtful``
    doubt: str = ""  #: why a person should look at it; empty where it reads cleanly
    score: float = 1.0
    fixed: Mapping[str, str] = made_by(default_factory=dict)  #: column -> constant that the rule sets
    notes: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Where its first cell begins in the document."""
        return min((s.start for c in self.cells.values() for s in c.spans), default=0)

    def text(self, column: str) -> str:
        """The value of a column; empty where the finding has none."""
        cell = self.cells.get(column)
        return cell.value if cell else self.fixed.get(column, "")


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of an extractor: what it recognises in any brochure, and how that becomes a value.

    A named group of ``pattern`` is a column of the finding; ``steps`` lead from the group's text to the value.
    """

    id: str  #: published, never reused
    says: str  #: one sentence
    reads: tuple[str, ...]  #: kinds of field it reads; ``narrative`` and ``title`` are kinds too
    makes: str = ""  #: kind of the finding
    pattern: Pattern[str] | None = None
    steps: Mapping[str, tuple[str, ...]] = made_by(default_factory=dict)
    fixed: Mapping[str, str] = made_by(default_factory=dict)
    status: str = "stated"
    doubt: str = ""
    hits: tuple[tuple[str, str], ...] = ()  #: text it must read -> the finding's values, ``column=value; …``
    misses: tuple[str, ...] = ()  #: near misses that it must not read


#: An extractor reads one block; it may look at nothing else.
Extractor = Callable[[Block], Iterator[Finding]]


class Module(NamedTuple):
    """What an extractor module exports as ``MODULE``: its rules and the function that applies them."""

    name: str
    rules: Sequence[Rule]
    read: Extractor
