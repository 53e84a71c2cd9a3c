"""Givers that are told of again without their amount."""

from __future__ import annotations

import regex

from extractors.evidence import Finding
from extractors.lexicon import squeeze
from extractors.organisations import country

_WORD = regex.compile(r"\w+")


def told_again(one: Finding, other: Finding) -> bool:
    """Whether two donors are one: of the same name, or the first in fewer words of the second's.

    A country is not what is named after it, and a list names nobody twice: ``Ireland; Northern Ireland Office``.
    """
    name = one.text("donor_name")
    if name == other.text("donor_name"):
        return True
    if one.field == other.field != "narrative" or country(name):
        return False
    words, more = (frozenset(_WORD.findall(squeeze(f.text("donor_name")))) for f in (one, other))
    return bool(words) and words <= more
