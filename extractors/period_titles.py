"""When a project runs, as its title ends: ``(2017 - 2019)``, ``(2 years)``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors.dates import YEAR, alternatives
from extractors.engine import cell
from extractors.evidence import Excerpt, Finding
from extractors.lexicon import toml
from extractors.period_rules import FIELD_RULES
from extractors.timespans import Reader, found, lengths

_RULE = {rule.id: rule for rule in FIELD_RULES}


@cache
def _plan() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}}){alternatives(toml('periods')['title']['plans'])}(?!\p{{L}})", regex.I)


def _title_years(excerpt: Excerpt, order: str) -> Iterator[Finding]:
    """``(2017 - 2019)`` at the end of a title that is no plan's or strategy's."""
    bracket = regex.search(rf"\((?=\s*{YEAR}\s*[-‐‑‒–—/]\s*{YEAR}\s*\)\W*$)", excerpt.text)
    if not bracket or _plan().search(excerpt.text):
        return
    reader = Reader(excerpt.cut(bracket.end(), len(excerpt.text)), order)
    for one in (s for s in reader.stretches() if s.second):
        start, end = reader.start_cell(one), reader.end_cell(one)
        doubt = reader.doubt(one, start.value, end.value)
        yield from found(_RULE["periods.years_in_title"], "title", {"start": start, "end": end}, doubt)


def read(excerpt: Excerpt, order: str) -> Iterator[Finding]:
    """``(2 years)`` at the end of a title."""
    yield from _title_years(excerpt, order)
    bracket = regex.search(r"\((?P<inner>[^()]{3,40})\)\W*$", excerpt.text)
    if not bracket:
        return
    for one in lengths(bracket["inner"]):
        if (one.start, one.end) == (0, len(bracket["inner"])):
            at = bracket.start("inner")
            cells = {"duration_months": cell(excerpt, at, at + one.end, ("months",))}
            yield from found(_RULE["periods.duration_in_title"], "title", cells)
