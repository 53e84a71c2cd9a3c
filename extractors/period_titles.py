"""When a project runs, as its title ends: ``(2017 - 2019)``, ``(May 2017 - March 2019)``, ``(2 years)``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors.dates import YEAR, alternatives
from extractors.engine import cell
from extractors.evidence import Excerpt, Finding, Span
from extractors.lexicon import toml
from extractors.period_rules import FIELD_RULES
from extractors.timespans import Reader, Stretch, found, lengths

_RULE = {rule.id: rule for rule in FIELD_RULES}


@cache
def _plan() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}}){alternatives(toml('periods')['title']['plans'])}(?!\p{{L}})", regex.I)


#: A bracket that may hold a period, at the end of a title.
_BRACKET = regex.compile(rf"\s*\((?=[^()]*{YEAR})[^()\n]{{7,48}}\)\W*$")


def before_period(text: str) -> int:
    """Where a title ends: before a period in brackets that fills them, if its years are no plan's."""
    bracket = _bracket(text)
    if not bracket:
        return len(text)
    reader = Reader(Excerpt(text, (Span(0, len(text)),)).cut(*bracket.span()))
    one = _filling(reader)
    sure = one and not reader.doubt(one, *(d.iso() for d in (one.first, one.second or one.first)))
    return bracket.start() if sure else len(text)


def _bracket(text: str) -> regex.Match[str] | None:
    """The bracket at the end of a title that may hold a period; none where the title is a plan's or strategy's."""
    found = _BRACKET.search(text)
    return found if found and not _plan().search(text) else None


def _filling(reader: Reader) -> Stretch | None:
    """The start and end that a bracket holds, and nothing else; a season (``2007-12``) is none."""
    found = list(reader.stretches())
    one = found[0] if len(found) == 1 else None
    if one is None or one.second is None or one.second is one.first:
        return None
    rest = reader.text[: one.start] + reader.text[one.end :]
    return one if not regex.search(r"[\p{L}\d]", rest) else None


def _title_years(excerpt: Excerpt, order: str) -> Iterator[Finding]:
    """``(2017 - 2019)`` at the end of a title that is no plan's or strategy's."""
    bracket = _bracket(excerpt.text)
    if not bracket:
        return
    reader = Reader(excerpt.cut(*bracket.span()), order)
    if one := _filling(reader):
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
