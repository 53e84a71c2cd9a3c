"""Dates and numbers of a post or a contract of work, on a page that says beside them what the work is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import regex

from extractors.evidence import Block, Excerpt, Field, Finding
from extractors.lexicon import alternation, squeeze, vocabulary

#: So many different labels of a post make the page one of a post: one alone may be a column of any form.
LEAST = 2
DOUBT = "labels of a post or a contract of work stand beside it, and it may be of that and not of the project"
_KINDS = ("period", "code")
#: A label is no longer than this, with its colon.
_LABEL = 60


def weighed(block: Block, found: Iterable[Finding]) -> Iterator[Finding]:
    """The findings, periods and codes of fields doubtful where a post is described and no label owns them."""
    owning: list[Field] | None = None  # asked once of a block, and of few
    post = False
    for one in found:
        if one.kind in _KINDS and one.field not in ("title", "narrative"):
            if owning is None:
                post, owning = is_post(block), [field for field in block.fields if _names_project(field)]
            if post and not _owned(owning, one):
                yield replace(one, status="doubtful", doubt=one.doubt or DOUBT)
                continue
        yield one


def is_post(block: Block) -> bool:
    """Whether two labels of a post or more stand in the block, at the head of a line or on one of their own."""
    lines = (line for part in block.narrative for line in part.text.split("\n"))
    labels = [*_texts(one.label for one in block.fields), *(line.partition(":")[0] for line in lines)]
    known = vocabulary("doubts", "posts")
    return len(known.intersection(squeeze(label).strip(" .*:") for label in labels if len(label) < _LABEL)) >= LEAST


def _texts(labels: Iterable[Excerpt | None]) -> Iterator[str]:
    """What labels there are."""
    return (label.text for label in labels if label is not None)


def _owned(owning: Iterable[Field], one: Finding) -> bool:
    """Whether a value was read in one of the fields whose label says that what they hold is the project's."""
    starts = {span.start for cell in one.cells.values() for span in cell.spans}
    return any(_holds(field, starts) for field in owning)


def _holds(field: Field, starts: set[int]) -> bool:
    """Whether a value that begins at one of these places stands in the field."""
    return any(piece.start <= start < piece.end for piece in field.value.pieces for start in starts)


def _names_project(field: Field) -> bool:
    """Whether the label has a word for a project in it."""
    return field.label is not None and _nouns().search(field.label.text) is not None


@cache
def _nouns() -> regex.Pattern[str]:
    """A word for one project."""
    return regex.compile(rf"(?<!\p{{L}})(?:{alternation(vocabulary('title_parts', 'nouns'))})(?!\p{{L}})", regex.I)
