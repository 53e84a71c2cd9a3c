"""Searches that cannot take long: a limit for every pattern, and a quick look before a long one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex
from regex import Match, Pattern

#: No pattern may run longer than this on one stretch of text, in seconds.
TIMEOUT = 2.0

#: A match may be as long as its gaps; where blanks, dots and colons run on so far, the whole text is searched.
_GAP = regex.compile(r"[\s.:]{20}")


def matches(pattern: Pattern[str], text: str, timeout: float = TIMEOUT) -> Iterator[Match[str]]:
    """The matches in a text; a pattern that takes more than so many seconds matches nothing more."""
    try:
        yield from pattern.finditer(text, timeout=timeout)
    except TimeoutError:
        return


@dataclass(frozen=True, slots=True)
class Guarded:
    """A long pattern, and a sign that every match has: text without it is not searched. It is asked as a pattern is.

    Times are in seconds; a search that takes longer raises :class:`TimeoutError`.
    """

    pattern: Pattern[str]
    sign: Pattern[str]
    begins: Pattern[str] | None = None  #: what every match begins with, if there is a short pattern for it
    reach: int = 0  #: characters that a match has at most before its first sign and behind its last; 0 for no bound

    def search(self, text: str, pos: int = 0, *, timeout: float | None = None) -> Match[str] | None:
        """The first match."""
        return next(self.finditer(text, pos, timeout=timeout), None)

    def match(self, text: str, pos: int = 0, *, timeout: float | None = None) -> Match[str] | None:
        """The match at a position."""
        may = self.begins is None or self.begins.match(text, pos)
        return self.pattern.match(text, pos, timeout=timeout) if may else None

    def fullmatch(self, text: str, *, timeout: float | None = None) -> Match[str] | None:
        """The match of the whole text."""
        return self.pattern.fullmatch(text, timeout=timeout) if self.sign.search(text) else None

    def finditer(self, text: str, pos: int = 0, *, timeout: float | None = None) -> Iterator[Match[str]]:
        """All matches, in order."""
        if not self.reach or _GAP.search(text):
            return self.pattern.finditer(text, pos, timeout=timeout) if self.sign.search(text) else iter(())
        return self._near_signs(text, pos, timeout)

    def _near_signs(self, text: str, pos: int, timeout: float | None) -> Iterator[Match[str]]:
        """The matches in the stretches around the signs; text between two stretches is not searched."""
        for low, high in self._stretches(text, pos):
            # Twice the reach: what a match looks ahead at stands within it too.
            for match in self.pattern.finditer(text, max(low, pos), min(high + self.reach, len(text)), timeout=timeout):
                if match.start() >= high:
                    break
                pos = match.end()
                yield match

    def _stretches(self, text: str, pos: int) -> Iterator[tuple[int, int]]:
        low, high = -1, -1
        for sign in self.sign.finditer(text, pos):
            if low >= 0 and sign.start() - self.reach > high + self.reach:
                yield low, high
                low = -1
            low = low if low >= 0 else max(sign.start() - self.reach, pos)
            high = sign.end() + self.reach
        if low >= 0:
            yield low, high
