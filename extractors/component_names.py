"""The parts of a budget: their names (``phase II 2011-12``, a bracket behind), and which are a party's share."""

from __future__ import annotations

from functools import cache

import regex

from extractors import money
from extractors.donor_names import is_known
from extractors.engine import cell
from extractors.evidence import Cell, Excerpt
from extractors.lexicon import alternation, toml
from extractors.money import Amount

_COMPONENT_BEFORE = regex.compile(
    r"(?P<name>(?:(?:phase|component|module|year|tranche|lot|part|outcome|output|activity)\s+[\p{L}\d]+"
    r"|fy\s?\d{2,4}|(?:first|second|third|fourth|fifth)\s+(?:phase|year|tranche))"
    r"(?:[\s,]+\(?(?:19|20)\d\d\s?[-–/]\s?\d{2,4}\)?)?)\W*$",
    regex.I,
)
_COMPONENT_AFTER = regex.compile(r"^\s*\((?P<name>[^()\d][^()]{2,60})\)")
_NEEDED_FOR = regex.compile(
    r"^\s*(?:needed|required|still needed)?\s*for\s+(?P<name>(?:phase|component|module|year)\s+[\p{L}\d]+)", regex.I
)

_SUM_TOTAL = regex.compile(r"\b(?:total|overall|grand total|sum|gesamt|insgesamt)\b\W*$", regex.I)
_SHARE = regex.compile(
    r"(?:\b|-)(?:beitrag|zuschuss|subvention|aportaci[oó]n|aporte|contribuci[oó]n|contribution|grant|co-?financing|co-?funding"
    r"|from|funded by|of which|share|donor)\b",
    regex.I,
)


def named(value: Excerpt, found: list[Amount], one: Amount) -> Cell | None:
    """The name of the component that an amount is for."""
    text = value.text
    low = max((a.end for a in found if a.end <= one.start), default=0)
    match = _COMPONENT_BEFORE.search(text[low : one.start])
    if match:
        return cell(value, low + match.start("name"), low + match.end("name"), ("join",))
    for pattern in (_COMPONENT_AFTER, _NEEDED_FOR):
        match = pattern.match(text[one.end :])
        if (
            match
            and not money.zero_pattern().search(match.group("name"))
            and not money.amount_pattern().search(match.group("name"))
        ):
            return cell(value, one.end + match.start("name"), one.end + match.end("name"), ("join",))
    return None


def before(text: str, found: list[Amount], one: Amount) -> str:
    """What stands between the amount before and this one."""
    low = max((a.end for a in found if a.end <= one.start), default=0)
    return text[low : one.start].rstrip(" :–-\n\t")


def is_sum(text: str, found: list[Amount], one: Amount) -> bool:
    """Whether the words before an amount say that it is the sum of others."""
    return _SUM_TOTAL.search(before(text, found, one)) is not None


def is_at_hand(text: str, found: list[Amount], one: Amount) -> bool:
    """Whether the words before an amount say that it is that of the project at hand, beside a whole of phases."""
    return _at_hand().search(before(text, found, one)) is not None


@cache
def _at_hand() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{alternation(toml('doubts')['sums']['at_hand'])})\W*$", regex.I)


#: How a party gives, behind its name: ``GOI (in kind)``.
_ASIDE = regex.compile(r"\s*\([^()\d]{2,20}\)\s*$")
_LEAD = regex.compile(r"^\W*(?:(?:and|et|y|und|e)\s+)?(?:the\s+)?", regex.I)


def _is_party(said: str) -> bool:
    """Whether what stands before an amount is the known name of somebody who gives: ``and Government of Togo``."""
    name = _LEAD.sub("", said)
    return bool(name) and len(name) < _LONGEST_NAME and is_known(name)


_LONGEST_NAME = 80


def is_known_party(text: str, found: list[Amount], one: Amount) -> bool:
    """Whether the name before an amount is one that is known: ``ITTO : USD 589,863``, not ``CAPEX: USD 300,000``."""
    return _is_party(_ASIDE.sub("", before(text, found, one)).rstrip(" :"))


def is_share(text: str, found: list[Amount], one: Amount) -> bool:
    """Whether an amount is one party's share: ``(EU Contribution - 3.000.000€)``, ``ITTO : USD 589,863``."""
    said = before(text, found, one)
    high = min((a.start for a in found if a.start >= one.end), default=len(text))
    after = text[one.end : high].split(")")[0]
    if _SHARE.search(said[-40:]) or (
        regex.match(r"\s*(?:of|from|by)\b", after) and (one.depth or "contribution" in after.lower())
    ):
        return True
    said = _ASIDE.sub("", said)
    party = regex.search(r"(?:^|[\s;,(])(?P<name>(?![IVX]+\s*$)\p{Lu}[\p{Lu}&/.]+)\s*$", said) or _is_party(said)
    return (
        bool(party)
        and text[one.start - 4 : one.start].find(":") >= 0
        and not _SUM_TOTAL.search(said)
        and len(found) > 1
    )
