"""Who gets an amount, between it and what it is for: ``£7,500 to Lake Aid for pumps``, ``… to dig wells``.

The same words begin the name of a project: ``£7,500 to Clean Wells for Gao``. A party is one by its own words, or by
what stands behind it: what is done with the money.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from extractors import organisations, places
from extractors.lexicon import alternation, squeeze, toml, vocabulary, words


class Receiver(NamedTuple):
    """Who gets an amount, or may get it."""

    end: int  #: where what it is for begins, with the word before it
    sure: bool  #: whether it is a party and nothing else
    place: tuple[int, int] | None = None  #: where it stands, if it is a place


def read(text: str, at: int) -> Receiver | None:
    """Who gets the amount before a position; None where the words may be taken for a project's name."""
    match = _to().match(text, at)
    if not match or _of_project(match["party"]):
        return None
    behind = text[match.end("purpose") :].lstrip()[:1]
    if places.are_all(match["party"]):  # to a place nothing but money goes
        return Receiver(match.end(), True, match.span("party"))
    if is_party(match["party"]):
        return Receiver(match.end(), True)
    if behind.isupper():
        return None  # "to Clean Wells for Gao"
    return Receiver(match.end(), match["purpose"].lower() in vocabulary("lists", "infinitives"))


@cache
def _to() -> regex.Pattern[str]:
    to, purposes = (alternation(words(toml("lists")[key])) for key in ("receivers", "purpose"))
    return regex.compile(rf"\s+(?i:{to})\s+(?P<party>\p{{Lu}}[^.;:\n]{{2,90}}?)\s+(?=(?P<purpose>{purposes})\s)")


def _of_project(party: str) -> bool:
    """Whether a name has a word for project, which no party's has."""
    return not vocabulary("title_parts", "nouns").isdisjoint(squeeze(party).split())


def is_party(name: str) -> bool:
    """Whether a name is a party's, by its words or because it is known."""
    said = frozenset(w.strip(".,;:()") for w in squeeze(name).replace("'", " ").split())
    own = vocabulary("lists", "parties") | vocabulary("title_parts", "offices")
    return not own.isdisjoint(said) or bool(organisations.known(name))
