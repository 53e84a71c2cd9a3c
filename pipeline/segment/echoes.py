"""What a page says again of a candidate for its title: narratives take up the words of the name that heads them."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from itertools import pairwise
from math import log

import regex

from extractors.lexicon import fold

_WORD = regex.compile(r"\p{L}+|\d+|[^\w\s]")
#: Words are compared by so many letters (``develop`` is ``development``); those with fewer than the least tell nothing.
_STEM, _LEAST = 6, 4
#: So many repetitions of one word, and so many repeated words of a name, are as good as more.
_OFTEN, _MANY = 5, 8


class Echoes:
    """The words of a page, counted alone and in pairs."""

    def __init__(self, text: str) -> None:
        found = list(_WORD.finditer(fold(text)))  # as long as the text
        self._starts = [match.start() for match in found]
        self._keys = [match.group()[:_STEM] for match in found]
        self._stems = ["" if _is_small(match.group()) else match.group()[:_STEM] for match in found]
        self._counts = Counter(stem for stem in self._stems if stem)
        self._pairs = Counter(pairwise(self._keys))

    def of(self, start: int, end: int) -> dict[str, float]:
        """The marks of a stretch of the page (characters): which of its words, and pairs of words, the rest has.

        ``echo``: the share of words that stand elsewhere too; ``echo_many``: how many; ``echo_often`` and ``echo_sum``:
        how often; ``pairs``: the share of pairs that stand elsewhere; ``pair_left`` and ``pair_right``: the first and
        the last word go together with their neighbour elsewhere, so the stretch may be cut too short.
        """
        low, high = bisect_left(self._starts, start), bisect_left(self._starts, end)
        own = Counter(stem for stem in self._stems[low:high] if stem)
        found = self._again([self._counts[stem] - count for stem, count in own.items()])
        if high - low > 1:
            again = [self._pair(i) for i in range(low, high - 1)]
            found["pairs"] = sum(again) / len(again)
            found["pairs_many"] = min(sum(again), _MANY) / 4
            found["pair_left"] = float(low > 0 and self._pair(low - 1))
            found["pair_right"] = float(high < len(self._keys) and self._pair(high - 1))
        return {name: value for name, value in found.items() if value}

    def _again(self, rest: list[int]) -> dict[str, float]:
        """How often words stand elsewhere, given a number for each."""
        if not rest:
            return {}
        many = sum(count > 0 for count in rest)
        return {
            "echo": many / len(rest),
            "echo_many": min(many, _MANY) / 4,
            "echo_often": sum(min(count, _OFTEN) for count in rest) / len(rest) / _OFTEN,
            "echo_sum": sum(log(1 + count) for count in rest) / 8,
        }

    def _pair(self, index: int) -> bool:
        return self._pairs[self._keys[index], self._keys[index + 1]] > 1


def _is_small(word: str) -> bool:
    """Whether a word is too short to tell anything, a number or a mark."""
    return len(word) < _LEAST or not word[0].isalpha()
