"""Patterns of project codes that show what they are: behind a word for project, or by how an organisation numbers."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import alternation, rows, squeeze, toml, vocabulary


@cache
def numbered() -> regex.Pattern[str]:
    """A word for project, a word or sign for number, and the number."""
    heads = alternation(vocabulary("codes", "numbered"))
    record = rf"(?<!\p{{L}}[\s,]|\p{{L}}:\s)(?:{alternation(vocabulary('codes', 'records'))})"
    sign = r"(?:(?:(?:no|nr)\b\.?|n[°ºo]\.?|number|num[ée]ro|número|nummer|numero)\s*:?\s*|#:?\s*)"
    return regex.compile(
        rf"(?<!\p{{L}})(?:(?:{heads})\s+{sign}|(?:{record})\s*[(\[]ID\s?(?:[#:]|no\b\.?)\s*)(?:(?-i:\p{{Lu}}\p{{Ll}}{{2,15}})\s?:\s?)?"
        r"(?P<code>(?:(?-i:\p{Lu}{2,5})\s){0,2}(?=\S*\d{3})[\p{Lu}\d][\p{L}\d./-]*[\p{L}\d])(?![\p{L}\d]|\s\d{3}\s\d)",
        regex.I,
    )


#: Whole numbers between slashes, each with its own letters: ``IDA-41230/TF12345``.
_WHOLE = regex.compile(r"\p{Lu}{2,4}-?\p{Lu}?\d[\p{Lu}\d]?\d{3,5}(?:-\p{Lu}{2,3})?")


def each(match: regex.Match[str]) -> list[tuple[int, int]]:
    """Where the numbers are that a code is made of: of several banks and funds, or one."""
    start, parts = match.start("code"), match.group("code").split("/")
    if len(parts) < 2 or not all(_WHOLE.fullmatch(part) for part in parts):
        return [match.span("code")]
    ends = [start + sum(len(p) + 1 for p in parts[: n + 1]) - 1 for n in range(len(parts))]
    return [(end - len(part), end) for part, end in zip(parts, ends, strict=True)]


#: A number that a dash parts from four letters.
_OF_FOUR = regex.compile(r"(\p{Lu}{2})(\p{Lu}{2})-\d+")


def is_appeals(code: str) -> bool:
    """Whether four letters before a dash are those of an appeal's region and country: ``AFKE-61``, but ``ICPD-25``."""
    match = _OF_FOUR.fullmatch(code)
    return not match or (squeeze(match[1]) in vocabulary("codes", "appeals") and match[2] in _places())


@cache
def _places() -> frozenset[str]:
    """Countries in two letters (ISO 3166)."""
    return frozenset(row["iso2"] for row in rows("country_codes"))


@cache
def leading() -> regex.Pattern[str]:
    """A number that begins with the sign of a country or a region, before a title: ``KENX12 Wells for the North``."""
    regions = {sign.upper() for sign in vocabulary("codes", "symbol", "regions")}
    signs = alternation({row["iso3"] for row in rows("country_codes")} | regions)
    spelt = alternation({word.upper() for word in vocabulary("codes", "spelt")})
    signs = rf"(?!(?:{spelt})\d)(?:{signs})"
    return regex.compile(rf"\W{{0,9}}+(?P<code>{signs}[\p{{Lu}}\d]\d{{2}})[\s:–—-]{{1,3}}(?=\p{{Lu}}\S*\s)")


@cache
def shape() -> regex.Pattern[str]:
    """The makes of numbers that tell their organisation."""
    makes = "|".join(
        f"(?:{make})" for part in toml("codes")["shapes"].values() if isinstance(part, list) for make in part
    )
    #: A label run together with its value: "Project IDP123456Borrower".
    glued = r"(?<=(?<!\p{L})(?:CRSID|ID|Id|No|Number|Code))"
    return regex.compile(
        rf"(?:(?<![\p{{L}}\d-]|\d/)|{glued})(?P<code>{makes})(?![\d/-]|(?!(?<=\d)\p{{Lu}}\p{{Ll}})\p{{L}})"
    )
