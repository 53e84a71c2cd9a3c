"""Signs that a page is about one project whatever its words for it: gifts asked for, a name, an appeal's number.

``$18,114 raised``, ``This build will cost £40,000``: a page that gathers gifts for a well or a library may call it
nothing but that. ``the ‘Warm Schools’ project``, ``Projekt WELLS``: who gives a project a name means one. ``this
operation`` points at one, ``the start of a food project`` tells of one, ``Appeal 01.35/2001`` numbers one; ``up to
€ 400 per project`` speaks of many.
"""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import alternation, squeeze, toml
from extractors.money import amount_pattern
from extractors.quick import TIMEOUT
from pipeline.settings import settings

#: A name in quotation marks.
_NAME = r"[“«„\"‘'][^”»“\"’'\n]{3,150}[”»“\"’']"
#: A word in capitals that is no number.
_CAPITALS = r"(?=[\d-]*\p{Lu})[\p{Lu}\d-]{4,}(?![\p{L}\d])"


def found(text: str) -> dict[str, float]:
    """The signs in a text by name, each a number of things found, no more than count."""
    key = squeeze(text)
    return {
        "asks": float(min(len(set(_asks().findall(key))) + _raised(text), 2)),
        "proper": float(bool(_proper().search(text))),
        "this": float(bool(_this().search(key))),
        "numbered": float(bool(_numbered().search(key))),
        "begun": float(bool(_begun().search(key))),
        "apiece": float(bool(_apiece().search(key))),
    }


def _raised(text: str) -> bool:
    """Whether an amount stands beside a word of what has been given so far, or is to be."""
    near = int(settings("verdict_head")["raised_near"])
    return any(
        amount_pattern().search(text, max(match.start() - near, 0), match.end() + near, timeout=TIMEOUT)
        for match in _raising().finditer(text)
    )


def _listed(key: str) -> str:
    return alternation(squeeze(p) for p in toml("verdict")["signs"][key]).replace(r"\*", r"\p{L}*")


@cache
def _asks() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{_listed('asks')})(?!\p{{L}})")


@cache
def _raising() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{_listed('raised')})(?!\p{{L}})", regex.I)


@cache
def _proper() -> regex.Pattern[str]:
    """A word for one project before or behind a name in quotation marks, or before one in capitals."""
    one = alternation(toml("verdict")["one"])
    small = "|".join(rf"[{w[0].upper()}{w[0]}]{regex.escape(w[1:])}" for w in toml("verdict")["one"])
    before = rf"(?<!\p{{L}})(?:(?i:{one})\s+{_NAME}|(?:{small})\s+{_CAPITALS})"
    return regex.compile(rf"{before}|{_NAME}\s+(?i:{one})(?!\p{{L}})")


@cache
def _this() -> regex.Pattern[str]:
    """``this project``, ``unser Vorhaben``, ``cette petite opération``."""
    return regex.compile(rf"(?<!\p{{L}})(?:{_listed('this')})\s+(?:\p{{L}}+\s+)?(?:{_listed('nouns')})(?!\p{{L}})")


@cache
def _numbered() -> regex.Pattern[str]:
    """``Appeal 01.35/2001``, ``Appeal no. 09/99``."""
    number = r"\W*(?:(?:n[o°º]?|nr|number)\b)?\W{0,3}(?=[\p{L}-]{0,6}\d)\S*\d"
    return regex.compile(rf"(?<!\p{{L}})(?:{_listed('appeals')}){number}")


@cache
def _begun() -> regex.Pattern[str]:
    """``will finance a food project``, ``la puesta en marcha de un proyecto``: one that is paid or begins.

    Of other words for one, only behind an article: ``finanzierà con 3 milioni di euro un programma``.
    """
    one = alternation(squeeze(w) for w in toml("verdict")["one"])
    article = alternation(squeeze(w) for w in toml("lists")["sentences"]["one"])
    one = rf"(?:{one}|(?:{article})\s+(?:\p{{L}}+\s+)?(?:{_listed('nouns')}))"
    near = int(settings("verdict_head")["begun_near"])
    between = rf"(?!\p{{L}})(?:[^.\n]|(?<=\d)\.(?=\d)){{0,{near}}}(?<!\p{{L}})"
    return regex.compile(rf"(?<!\p{{L}})(?:{_listed('begun')}){between}(?:{one})(?!\p{{L}})")


@cache
def _apiece() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{_listed('apiece')})(?!\p{{L}})")
