"""Where the heads of columns begin and end in a line that has nothing but blanks between them."""

from __future__ import annotations

import regex

from pipeline.segment import labels
from pipeline.segment.cells import Span
from pipeline.segment.typed import AMOUNTS

_HEAD = regex.compile(r"(?<!\S)\p{Lu}[^\s]*(?:\s+[^\s\p{Lu}]\S*)*")
#: Of heads of several words, what they may be: a place or a giver may have the column beside what stands before it.
_JOINED = frozenset({"code", "title", "start", "end", "period", *AMOUNTS})


def spans(text: str) -> list[Span]:
    """The heads in a line of them, each from its capital to the next, or so many words as are a known label.

    Where nothing is left to head the titles (``Country Project Budget``), each word is a head of its own.
    """
    single, found, at = [m.span() for m in _HEAD.finditer(text)], [], 0
    while at < len(single):
        ends = [end for _, end in single[at : at + 3]]
        more = max((n for n, end in enumerate(ends) if _is_label(text[single[at][0] : end])), default=0)
        found.append((single[at][0], ends[more]))
        at += more + 1
    return found if any(labels.kind_of(text[slice(*one)], True) == "title" for one in found) else single


def _is_label(text: str) -> bool:
    """Whether words are a label of the lexicon, of a kind whose heads have several."""
    return labels.bare(text) in labels.phrases() and labels.kind_of(text, True) in _JOINED
