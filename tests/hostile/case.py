"""A hostile file and what is right to say of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

#: Statuses of a file whose text may or may not be read; whichever it is, the row is there and says which.
ANY = frozenset({"ok", "no-projects", "failed", "skipped"})
READ = frozenset({"ok", "no-projects"})
OK = frozenset({"ok"})
FAILED = frozenset({"failed"})
SKIPPED = frozenset({"skipped"})
UNREAD = FAILED | SKIPPED


class Case(NamedTuple):
    """One file."""

    name: str  #: path below the input folder
    data: Callable[[], bytes]
    statuses: frozenset[str] = ANY
    says: str = ""  #: words that ``detail`` must have
    large: bool = False  #: too large or slow for the tests of every day


def wrong(case: Case, status: str, detail: str) -> str:
    """What is wrong with the row of a file; empty where nothing is."""
    if status not in case.statuses:
        return f"{case.name}: {status} ({detail}), not {' or '.join(sorted(case.statuses))}"
    if case.says not in detail:
        return f"{case.name}: says {detail!r}, not {case.says!r}"
    if status in ("failed", "skipped") and not (detail[:1].isupper() and detail.endswith(".")):
        return f"{case.name}: {status} without a sentence that says why: {detail!r}"
    return (
        "" if "Please report it" not in detail and "The reader stopped with" not in detail else f"{case.name}: {detail}"
    )
