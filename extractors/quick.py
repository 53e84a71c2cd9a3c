"""A long pattern behind a quick look: a text that lacks what every match has is not searched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from regex import Match, Pattern


@dataclass(frozen=True, slots=True)
class Guarded:
    """A pattern, and signs of which every match has at least one; it is asked as a pattern is.

    Times are in seconds; a search that takes longer raises :class:`TimeoutError`.
    """

    pattern: Pattern[str]
    signs: tuple[Pattern[str], ...]  #: the quickest first
    begins: Pattern[str] | None = None  #: what every match begins with, if there is a short pattern for it

    def _may(self, text: str) -> bool:
        return any(sign.search(text) for sign in self.signs)

    def search(self, text: str, pos: int = 0, *, timeout: float | None = None) -> Match[str] | None:
        """The first match."""
        return self.pattern.search(text, pos, timeout=timeout) if self._may(text) else None

    def match(self, text: str, pos: int = 0, *, timeout: float | None = None) -> Match[str] | None:
        """The match at a position."""
        may = self.begins is None or self.begins.match(text, pos)
        return self.pattern.match(text, pos, timeout=timeout) if may else None

    def fullmatch(self, text: str, *, timeout: float | None = None) -> Match[str] | None:
        """The match of the whole text."""
        return self.pattern.fullmatch(text, timeout=timeout) if self._may(text) else None

    def finditer(self, text: str, pos: int = 0, *, timeout: float | None = None) -> Iterator[Match[str]]:
        """All matches, in order."""
        return self.pattern.finditer(text, pos, timeout=timeout) if self._may(text) else iter(())
