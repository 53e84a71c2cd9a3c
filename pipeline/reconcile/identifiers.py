"""Identifiers that no two things share: a readable text, with a number behind it where another has that text."""

from __future__ import annotations

#: What numbers behind an identifier look like (RE2): only texts that are the same without them can get in each other's
#: way.
NUMBERS = "(-[0-9]+)+$"


class Identifiers:
    """The identifiers that are given away."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}  # of each text, the last number behind it

    def __contains__(self, name: str) -> bool:
        return name in self._taken

    def take(self, base: str) -> str:
        """The text if it is free, else with the first free number from 2 on."""
        name, number = base, self._last.get(base, 1)
        while name in self._taken:
            number += 1
            name = f"{base}-{number}"
        self._last[base] = number
        self._taken.add(name)
        return name
