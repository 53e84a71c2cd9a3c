"""The names of the parts of a budget: ``phase II 2011-12``, ``first year``, a bracket behind an amount."""

from __future__ import annotations

import regex

from extractors import money
from extractors.engine import cell
from extractors.evidence import Cell, Excerpt
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
