"""Countries by their adjectives and the names of their inhabitants: *Ghanaian*, *salvadoreñas*, *indische*."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import places
from extractors.engine import cell
from extractors.evidence import Excerpt, Finding, Rule

_WORD = regex.compile(r"[\p{L}'’-]{4,}")


def find(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The words of a text that are an adjective of a country: where each stands, and ISO 3166 alpha-3."""
    for match in _WORD.finditer(text):
        if code := places.demonym(match.group()):
            yield match.span(), code


def finding(rule: Rule, excerpt: Excerpt, span: tuple[int, int], kind: str = "narrative") -> Finding:
    """The country whose adjective stands there; ``kind`` is that of the field it stands in."""
    cells = {"name_text": cell(excerpt, *span, ("join",)), "iso3": cell(excerpt, *span, ("join", "demonym"))}
    return Finding("place", rule.id, cells, kind, rule.status, rule.doubt, fixed={"basis": "named"})
