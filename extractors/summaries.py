"""The first sentences of a project's narrative."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors.engine import cell
from extractors.evidence import Block, Finding, Module, Rule

#: About what a person reads at a glance, in characters.
LONGEST = 400

FIRST = Rule(
    "summaries.first",
    "The first paragraph of running text, up to the last sentence that ends within 400 characters; no mere name.",
    ("narrative",),
)

_SENTENCE = regex.compile(r"[.!?][\"”’)]?(?=\s|$)")
#: So many words are running text even where no sentence ends; fewer are a name: that of an office, say.
_RUNNING = 16


def read(block: Block) -> Iterator[Finding]:
    """The summary, where the block has running text of at least eight words."""
    for paragraph in block.narrative:
        if len(paragraph.text.split()) < 8:
            continue
        ends = [m.end() for m in _SENTENCE.finditer(paragraph.text)]
        if not ends and len(paragraph.text.split()) < _RUNNING:
            continue
        fitting = [e for e in ends if e <= LONGEST]
        end = fitting[-1] if fitting else min([*ends[:1], len(paragraph.text)])
        yield Finding("summary", FIRST.id, {"summary": cell(paragraph, 0, end, ("join",))}, "narrative")
        return


RULES = (FIRST,)
MODULE = Module("summaries", RULES, read)
