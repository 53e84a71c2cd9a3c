"""Marked-up text: what is printed and what it means stand in one string, so the two cannot drift apart.

``{kind:printed}`` marks a printed stretch; ``{kind:printed=value;key=value}`` gives its meaning where the
print does not say it plainly (``{shortfall:US$ 756,00=756000}``, ``{country:Lao PDR=LAO}``).
"""

from __future__ import annotations

import re
from typing import NamedTuple

MARK = re.compile(r"\{(\w+):([^{}=]*)(?:=([^{}]*))?\}")

#: Marks whose text may equal a published sentence: names of instruments and bodies, and values of fields.
EXEMPT = ("named", "fact")


class Mark(NamedTuple):
    """A marked stretch."""

    kind: str
    text: str  #: as printed, blanks and line breaks made one blank
    value: str  #: what was written after ``=``; empty where the print says it
    more: dict[str, str]  #: what was written after ``;``


def squeeze(text: str) -> str:
    """The text with every run of blanks and line breaks made one blank."""
    return " ".join(text.split())


def marks(text: str) -> list[Mark]:
    """The marks of a text, in order."""
    found = []
    for match in MARK.finditer(text):
        value, *more = (match[3] or "").split(";")
        pairs = dict(part.split("=", 1) for part in more)
        found.append(Mark(match[1], squeeze(match[2]), value.strip(), pairs))
    return found


def printed(text: str) -> str:
    """The text as it is printed; ``{mark:2}``, a raised figure, is left for the one who draws it."""
    return MARK.sub(lambda m: m[0] if m[1] == "mark" else m[2], text)


def plain(text: str) -> str:
    """The text as it is printed, with raised figures run on as a reader without eyes finds them."""
    return MARK.sub(lambda m: m[2], text)


def told(text: str) -> str:
    """The text with every exempt stretch replaced by a bar: the words that must be our own."""
    return plain(MARK.sub(lambda m: " | " if m[1] in EXEMPT else m[0], text))
