"""Searches that cannot take long: a limit for every pattern, and a look at the words that a match can begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import compress
from typing import Any

import regex
from regex import Match, Pattern

from extractors.memory import LONGEST, kept

#: No pattern may run longer than this on one stretch of text, in seconds.
TIMEOUT = 2.0

#: The words and signs of a text, each with what a pattern is asked of: the first characters of a word, else the sign.
#: A capital behind a small letter begins a word (``DevAddress``); four digits in a row are a number, as years run into
#: days (``20101.1.2011``).
_HEADS = regex.compile(
    r"(?s)(?=(\p{L}.{0,2}|[^\s\p{L}]))(?:[^\P{L}\p{Ll}]++[^\P{L}\p{Lu}]*+|[^\P{L}\p{Lu}]++|\d{1,4}|\S)"
)
#: The same for text that has no other letters; four times as fast.
_PLAIN_HEADS = re.compile(r"(?s)(?=([A-Za-z].{0,2}|[^\sA-Za-z]))(?:[A-Z]++[a-z]*+|[a-z]++|\d{1,4}|\S)")
#: Characters of a text that is cut into words; a longer one is searched as it is.
_MOST = 100_000
#: Beginnings of words of which a pattern knows at most whether a match may begin with them.
_KNOWN = 8_000


def matches(pattern: Pattern[str] | Headed, text: str, timeout: float = TIMEOUT) -> Iterator[Match[str]]:
    """The matches in a text; a pattern that takes more than so many seconds matches nothing more."""
    try:
        yield from pattern.finditer(text, timeout=timeout)
    except TimeoutError:
        return


def _heads(text: str) -> list[str]:
    return _found_heads(text) if len(text) <= LONGEST else _long_heads(text)


def _find_heads(text: str) -> list[str]:
    return (_PLAIN_HEADS if text.isascii() else _HEADS).findall(text)


#: The words of a paragraph take thirty times its room, so few of the long ones are kept.
_found_heads, _long_heads = kept(2048)(_find_heads), kept(8)(_find_heads)


@kept(128)
def _places(text: str) -> list[int]:
    """Where the words and signs of a text begin."""
    return [match.start() for match in (_PLAIN_HEADS if text.isascii() else _HEADS).finditer(text)]


def _head(text: str, at: int) -> str:
    first = text[at : at + 1]
    return text[at : at + 3] if first.isalpha() else first


class _Known(dict[str, bool]):
    """Whether a match may begin with some characters, learnt from the pattern when it is asked first."""

    def __init__(self, pattern: Pattern[str]) -> None:
        super().__init__()
        self._pattern = pattern

    def __missing__(self, head: str) -> bool:
        if len(self) >= _KNOWN:
            self.clear()
        self[head] = self._pattern.match(head, partial=True) is not None
        return self[head]


def headed(pattern: str, flags: int = 0, **lists: Any) -> Headed:
    """A pattern compiled as ``regex`` does it, to be asked where words begin."""
    return Headed(regex.compile(pattern, flags, **lists))


class Headed:
    r"""A pattern whose matches begin where a word or a sign begins; it is asked as a pattern is.

    Most words cannot begin a match, and their first letters show it. So a text is cut into words once for all
    patterns, and a pattern is tried only at those that it may begin with. Which ones these are is asked of the
    pattern itself, by the partial matching of ``regex``. A match must not begin with a blank or inside a word, nor
    depend on what stands before it being there, and behind its first character there must be no ``\B`` and no
    look ahead that forbids the end of the text.

    Times are in seconds; a search that takes longer raises :class:`TimeoutError`.
    """

    __slots__ = ("_known", "pattern")

    def __init__(self, pattern: Pattern[str]) -> None:
        """Raises :class:`ValueError` for a pattern whose matches may begin with a blank."""
        if pattern.match(" ", partial=True):
            raise ValueError(f"a match may begin with a blank: {pattern.pattern[:60]}")
        self.pattern, self._known = pattern, _Known(pattern)

    def search(
        self, text: str, pos: int = 0, endpos: int | None = None, *, timeout: float | None = None
    ) -> Match[str] | None:
        """The first match."""
        return next(self.finditer(text, pos, endpos, timeout=timeout), None)

    def match(self, text: str, pos: int = 0, *, timeout: float | None = None) -> Match[str] | None:
        """The match at a position."""
        return self.pattern.match(text, pos, timeout=timeout) if self._known[_head(text, pos)] else None

    def fullmatch(self, text: str, *, timeout: float | None = None) -> Match[str] | None:
        """The match of the whole text."""
        return self.pattern.fullmatch(text, timeout=timeout) if self._known[_head(text, 0)] else None

    def finditer(
        self, text: str, pos: int = 0, endpos: int | None = None, *, timeout: float | None = None
    ) -> Iterator[Match[str]]:
        """All matches, in order."""
        if len(text) > _MOST:
            yield from self.pattern.finditer(text, pos, endpos, timeout=timeout)
            return
        may = [*map(self._known.__getitem__, _heads(text))]
        end = len(text) if endpos is None else endpos
        for at in compress(_places(text), may) if True in may else ():
            if pos <= at < end and (match := self.pattern.match(text, at, end, timeout=timeout)):
                yield match
                pos = max(match.end(), at + 1)


class Family:
    """Patterns that are asked together, by name, each as :class:`Headed` is: a word is looked at once for all."""

    __slots__ = ("_known", "_patterns")

    def __init__(self, patterns: Mapping[str, Pattern[str]]) -> None:
        """The patterns must be as those of :class:`Headed`; raises :class:`ValueError` as it does."""
        self._patterns = {name: Headed(pattern).pattern for name, pattern in patterns.items()}
        self._known = _Shared(self._patterns)

    def finditer(self, text: str) -> Iterator[tuple[str, Match[str]]]:
        """All matches of the first pattern in order, with its name, then those of the next one."""
        if len(text) > _MOST:
            yield from ((name, match) for name, one in self._patterns.items() for match in one.finditer(text))
            return
        may: dict[str, list[int]] = {}
        for at, names in zip(_places(text), map(self._known.__getitem__, _heads(text)), strict=True):
            for name in names:
                may.setdefault(name, []).append(at)
        for name in [name for name in self._patterns if name in may]:
            pattern, pos = self._patterns[name], 0
            for at in may[name]:
                if pos <= at and (match := pattern.match(text, at)):
                    yield name, match
                    pos = max(match.end(), at + 1)


class _Shared(dict[str, tuple[str, ...]]):
    """Which patterns may begin with some characters."""

    def __init__(self, patterns: Mapping[str, Pattern[str]]) -> None:
        super().__init__()
        self._patterns = patterns

    def __missing__(self, head: str) -> tuple[str, ...]:
        if len(self) >= _KNOWN:
            self.clear()
        self[head] = tuple(name for name, pattern in self._patterns.items() if pattern.match(head, partial=True))
        return self[head]
