"""Who pays, by the way the money goes, ``financed under EU funds``; who gave to an appeal, or is thanked for it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import state_offices
from extractors.donor_names import is_known, names_somebody, split_names
from extractors.evidence import Excerpt
from extractors.lexicon import alternation, toml
from extractors.quick import Headed, headed, matches

#: What may stand before a name.
_LEAD = r"(?:(?:the|an?|le|la|les|el|los|las|die|der|das|dem|den|des|il|lo)\s+|l['’])?"
#: A list of names, up to the end of its clause; the full stop of a short form is in it.
_LIST = r"(?P<donor>\p{Lu}(?:[^.;:\n()“”\"„«»]|\(\p{Lu}[\p{L}&-]{1,9}\)|(?<=\b\p{Lu})\.(?=\p{Lu}|\s\p{Lu})){1,240})"


def names(excerpt: Excerpt) -> Iterator[tuple[int, int]]:
    """The places of the names, or lists of names, of those whose money it is."""
    for match in matches(_by_way(), excerpt.text):
        start, end = match.span("donor")
        first = _first(excerpt.text, start, end)
        begun = excerpt.text[start:first]
        if known_end(excerpt.text, start, end) or names_somebody(begun) or is_known(begun.split()[0]):
            yield start, end
    for pattern in (_contributed(), _received(), _thanked(), _have_given()):
        for match in matches(pattern, excerpt.text):
            named = [match["donor"][low:high] for low, high in split_names(match["donor"])]
            if named and all(names_somebody(name) for name in named):
                yield match.span("donor")


def known_end(text: str, start: int, end: int) -> int:
    """Where the longest known name ends with which a stretch begins; 0 where it begins with none.

    The small words of an office behind a state's name belong to it: ``US labour department``.
    """
    ends = [m.end() for m in _WORD.finditer(text, start, end)][:8]
    found = next((e for e in reversed(ends) if is_known(text[start:e]) and not _MORE.match(text, e)), 0)
    return state_offices.ends(text, start, end) or found


_WORD = regex.compile(r"[\p{L}\d)'’.&-]+")
#: A word that goes on with a name: ``EU`` in ``EU Investment Facility``.
_MORE = regex.compile(r"\s\p{Lu}\p{Ll}+")
_CAPITALS = regex.compile(
    r"\p{Lu}[\p{L}'’.-]*(?:\s+(?:(?:of|for|the|de|la|du|des|del|der|and|&)\s+){0,2}\p{Lu}[\p{L}'’.-]*)*"
)


def _first(text: str, start: int, end: int) -> int:
    """Where the words with capitals end with which a stretch begins."""
    match = _CAPITALS.match(text, start, end)
    return match.end() if match else start


def _any(name: str) -> str:
    return rf"(?:{alternation(toml('money_sentences')['funded'][name])})(?!\p{{L}})"


@cache
def _by_way() -> Headed:
    """Money of somebody that pays: ``financed under``, ``funded through``, ``with money from``."""
    return headed(rf"(?:(?i:{_any('paid')})\s+(?i:{_any('purses')})|(?i:{_any('money_from')}))\s+(?i:{_LEAD}){_LIST}")


def _aim() -> str:
    """What those of an appeal give to: ``to the Emergency Appeal``."""
    return rf"(?i:(?:to|towards)\s+)?(?i:the|this|our|its)\s+(?:[\p{{L}}-]+\s+){{0,3}}?(?i:{_any('campaigns')})"


@cache
def _contributed() -> Headed:
    """Partners who have given to an appeal, and that they are named."""
    soon = r"(?:,?\s+(?!and\b)\p{Ll}[\p{Ll}\s]{1,24}?,?)?"
    being = alternation(toml("money_sentences")["gift"]["being"])
    return headed(
        rf"(?i:{_any('partners')})(?:,?\s+(?i:who|that|which))?\s+(?i:have|has|had){soon}\s+(?i:{_any('contributed')})"
        rf"\s+{_aim()}[^.;:\n]{{0,30}}?(?:\s(?:{being})(?!\p{{L}})|:)\s*:?\s*(?i:{_LEAD}){_LIST}"
    )


@cache
def _received() -> Headed:
    """Contributions that were received, and from whom."""
    return headed(
        r"(?i:contributions?|donations?|pledges?|funding|funds|grants?)(?:\s+[\p{Ll}’'-]+){0,6}?\s+received\s+from\s*:?\s*"
        rf"(?i:{_LEAD}){_LIST}"
    )


@cache
def _thanked() -> Headed:
    """Those who are thanked for money."""
    given = rf"(?:\s+\p{{Ll}}+){{0,2}}?\s+(?i:{_any('thanked_for')})"
    return headed(
        rf"(?i:{_any('thanking')})\s+(?i:{_LEAD})(?P<donor>\p{{Lu}}[^.;:\n()]{{1,160}}?)\s+for\s+(?:its|their|the|a)"
        rf"(?:{given}|(?:\s+\p{{Ll}}+){{0,2}}?\s+(?:contributions?|support)\s+{_aim()})"
    )


@cache
def _have_given() -> Headed:
    """At the beginning of a sentence, those who have given to an appeal."""
    return headed(
        r"(?<=[.!?\n]\s|\n|^)(?:The\s)?(?P<donor>\p{Lu}[^.;:\n()]{1,160}?)\s+(?:has|have)\s+(?:\p{Ll}+\s+){0,2}?"
        rf"(?:contributed|given|donated)\s+(?:\p{{Ll}}+\s+){{0,3}}?(?:to|towards)\s+{_aim()}"
    )
