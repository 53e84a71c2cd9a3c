"""Offices that are named by their fields: ``Ministry of Farms, Forests and Fisheries``, ``European Commission, DG``."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import regex

from extractors.lexicon import alternation, toml


def go_on(before: str, after: str, names_somebody: Callable[[str], bool]) -> bool:
    """Whether the name of an office goes on behind a comma: with a directorate, or with more of its fields.

    The last two fields are tied by ``and``; none of them may be the name of somebody.
    """
    union, directorate, office, more, tie = _patterns()
    if union.search(before) and directorate.match(after):
        return True
    fields = more.match(after) if office.search(before) else None
    return fields is not None and not any(names_somebody(part) for part in tie.split(fields[0]))


def is_part(text: str) -> bool:
    """Whether a text begins as the name of a part of a ministry does: ``Office to Watch Rivers``."""
    return _part().match(text) is not None


@cache
def _part() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{alternation(toml('money_sentences')['fields_of_office']['units'])})(?!\p{{L}})")


@cache
def _patterns() -> tuple[regex.Pattern[str], ...]:
    """A body of the Union, its directorate, the beginning of an office's name, its further fields, what parts them."""
    table = toml("money_sentences")["fields_of_office"]
    union, directorate, office, article = (
        alternation(table[name]) for name in ("unions", "directorates", "offices", "articles")
    )
    joins = alternation(table["joins"])
    field = rf"(?:(?i:{article})(?:\s|(?<=['’])))?\p{{L}}[\p{{L}}-]++(?:\s\p{{L}}[\p{{L}}-]++)?"
    return (
        regex.compile(rf"(?<!\p{{L}})(?:{union}|(?i:{alternation(table['commissions'])}))\s*$"),
        regex.compile(rf"\s*(?:{directorate})(?!\p{{L}})"),
        regex.compile(rf"(?<!\p{{L}})(?:(?i:{office})|{alternation(table['short'])})(?:\s|(?<=['’]))[^;\n]{{3,80}}$"),
        regex.compile(rf"^\s*+(?:{field},\s){{0,3}}{field}\s(?:{joins})\s{field}"),
        regex.compile(rf",|\s(?:{joins})\s"),
    )
