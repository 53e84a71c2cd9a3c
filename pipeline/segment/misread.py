"""Labels with letters that OCR took for others that look like them: ``Tota1 Budqet`` is ``total budget``.

Letters that look alike are folded into one, as listed in ``lexicon/misread.toml``; a text is a misread label where,
so folded, it is the same as a label of the lexicon. Only what looks alike is taken: ``Honor`` is no ``Donor``.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from extractors.lexicon import toml

#: Letters that a label has at least: among shorter words too many look like each other.
LEAST = 6


class Misread:
    """The labels of a lexicon by how they look."""

    def __init__(self, known: Mapping[str, str]) -> None:
        """``known``: folded phrase -> kind. A look that labels of two kinds share tells nothing and is left out."""
        kinds: dict[str, set[str]] = {}
        for phrase, kind in known.items():
            if len(phrase) >= LEAST:
                kinds.setdefault(look(phrase), set()).add(kind)
        self._kinds = {shape: kind for shape, (kind, *more) in kinds.items() if not more}

    def kind(self, text: str) -> str:
        """The kind of the label that a folded text looks like; empty where it looks like none."""
        return self._kinds.get(look(text), "")


def look(text: str) -> str:
    """A folded text with what looks alike made the same."""
    pairs, letters = _alike()
    for several, one in pairs:
        text = text.replace(several, one)
    return text.translate(letters)


@cache
def _alike() -> tuple[list[tuple[str, str]], dict[int, str]]:
    """Pairs of letters that look like one, and single letters that look like another."""
    table = toml("misread")
    letters = {ord(other): one for one, others in table["letters"].items() for other in others}
    return [(several, one) for one, several in table["pairs"].items()], letters
