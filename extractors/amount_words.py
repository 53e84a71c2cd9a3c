"""Pieces that the patterns of amounts are built from: marks of currencies, magnitudes, numbers in words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import regex

from extractors.lexicon import alternation, toml, words
from extractors.lexicon.trie import shared
from extractors.numbers import NUMBER, currencies, number_words


def marked(items: Iterable[str]) -> str:
    """A pattern that matches any of the marks or words whole, longest first; blanks and symbols may stand apart.

    Those that begin with a letter share one look behind, so that a search tries them at the heads of words alone.
    """
    letters = [_pieces(word) for word in items if word[0].isalpha()]
    symbols = [_pieces(word) for word in items if not word[0].isalpha()]
    return rf"(?<!\p{{L}})(?:{shared(letters)})|{shared(symbols)}"


def _pieces(word: str) -> list[str]:
    """The pattern of a mark, character by character: a blank may part its words and symbols, no letter follows it.

    None parts a single letter from its symbol: ``a $7 million project`` has an article before a dollar sign.
    """
    pieces: list[str] = []
    blank = "" if regex.match(r"\p{L}[^\p{L}\s.]", word) else r"\s?"
    for part in regex.findall(r"[\p{L}.]+|[^\p{L}\s.]", word):
        first, *rest = ["['’‘‚]"] if part == "'" else map(regex.escape, part)
        pieces += [rf"{blank}{first}" if pieces else first, *rest]
    return [*pieces, r"(?!\p{L})"] if word[-1].isalpha() else pieces


@cache
def marks() -> str:
    """Any mark or word for a currency."""
    return marked(currencies())


@cache
def magnitude() -> str:
    """Any word for a magnitude."""
    return marked(toml("money")["magnitude"])


def compound(tie: str) -> str:
    """A number with a magnitude, and another with a smaller one: ``1 million 200 thousand``, ``um milhão e 200 mil``.

    ``tie`` is what may stand between them; behind a currency nothing: ``EUR 5 million and 200 thousand people``.
    """
    table = toml("money")["compound"]
    large, small = (shared([*map(regex.escape, w), r"(?!\p{L})"] for w in table[name]) for name in ("large", "small"))
    spelled = alternation(number_words())
    return (
        rf"(?:{NUMBER}|(?<!\p{{L}})(?:{alternation(table['one'])}))[ \u00a0](?:{large})"
        rf",?\s(?:{tie})?(?:{NUMBER}|{spelled})\s(?:{small})"
    )


def in_words(repeated: str) -> str:
    """A number in words with a magnitude: ``three million and four hundred thousand``."""
    spelled = alternation(number_words())
    return (
        rf"(?:\b(?:{spelled})[\s-]+)(?:(?:{spelled}|and|et|y|und|{magnitude()})[\s-]+){repeated}"
        rf"(?:{magnitude()}|{spelled})"
    )


@cache
def long_magnitudes() -> str:
    """Magnitude words that no other word begins with: three letters or more."""
    return shared([*map(regex.escape, w), r"(?!\p{L})"] for w in toml("money")["magnitude"] if len(w.rstrip(".")) > 2)


@cache
def links() -> str:
    """What may stand between a magnitude and the currency behind it."""
    return alternation(words(toml("money")["link"]))


@cache
def behind_digits() -> str:
    """Magnitude words behind digits: short ones (``10m``) may touch the digits."""
    items = toml("money")["magnitude"]
    return shared([*map(regex.escape, w), *([r"(?!\p{L})"] if w[-1].isalpha() else [])] for w in items)
