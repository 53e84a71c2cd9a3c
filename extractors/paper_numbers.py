"""Numbers of loans and grants, which are no money: ``Loan 2891 Asian Fund 15,000``."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import alternation, toml

#: A name behind digits without a separator.
_NAMED = regex.compile(r"[^\S\n]++\p{Lu}\p{Ll}++")


def is_one(match: regex.Match[str]) -> bool:
    """Whether bare digits are the number of a loan or grant, between its word and a name: ``Loan 2891 Asian Fund``."""
    text, (start, end) = match.string, match.span("amount")
    if not match["amount"].isdigit() or not _NAMED.match(text, end):
        return False
    return _of_paper().search(text, max(start - 20, 0), start) is not None


@cache
def _of_paper() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{alternation(toml('money')['numbered']['words'])})[^\S\n]$", regex.I)
