"""Sorts of words (``title_words.toml``): what share of a stretch each has, what stands at its ends and beside it."""

from __future__ import annotations

from functools import cache, lru_cache
from unicodedata import combining, normalize

import regex

from extractors.lexicon import fold, toml

_WORD = regex.compile(r"\p{L}+(?:-\p{L}+)*")
#: So many letters of a word tell its sort where a list has only its beginning.
_LONGEST = 24


def of(text: str, before: str, behind: str) -> dict[str, float]:
    """The marks of a stretch between what stands before and behind it in its lines.

    ``topic_share``: the share of its words that are of the sort ``topic``; ``topic_first``, ``topic_last``: its first
    or last word is one; ``left_topic`` and ``right_topic``: the next word outside is.
    """
    inside = [sort(word) for word in _WORD.findall(text)]
    left, right = _WORD.findall(before[-60:])[-1:], _WORD.findall(behind[:60])[:1]
    found = {f"{name}_share": inside.count(name) / len(inside) for name in set(inside) if name}
    if inside:
        found |= {f"{name}_{end}": 1.0 for name, end in ((inside[0], "first"), (inside[-1], "last")) if name}
    beside = (("left", left), ("right", right))
    return found | {f"{side}_{sort(word)}": 1.0 for side, words in beside for word in words if sort(word)}


@lru_cache(maxsize=8192)
def sort(word: str) -> str:
    """The sort of a word; empty where it has none."""
    key = "".join(c for c in normalize("NFKD", fold(word)) if not combining(c))
    whole, heads = _lists()
    if key in whole:
        return whole[key]
    return next((heads[key[:n]] for n in range(min(len(key), _LONGEST), 2, -1) if key[:n] in heads), "")


@cache
def _lists() -> tuple[dict[str, str], dict[str, str]]:
    """The words of all sorts, and the beginnings of words, each with its sort; the first list that has one keeps it."""
    whole: dict[str, str] = {}
    heads: dict[str, str] = {}
    for name, listed in toml("title_words").items():
        for word in listed:
            (heads if word.endswith("*") else whole).setdefault(word.rstrip("*"), name)
    return whole, heads
