"""What a run tells the person who started it: how far it is, how it ended, why it could not begin."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TextIO

#: Called as work goes on: how much is done, of how much, and what is being done.
Progress = Callable[[int, int, str], None]

#: Cells of the bar.
_WIDTH = 24


class CannotRun(Exception):
    """A run that cannot begin; the message says what is wrong, where, and what to do."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run ended."""

    tables: Mapping[str, int] = field(default_factory=dict)  #: table -> rows
    findings: Mapping[str, int] = field(default_factory=dict)  #: severity -> rows
    documents: Mapping[str, int] = field(default_factory=dict)  #: status -> documents
    failed: tuple[str, ...] = ()  #: files that could not be read
    said: tuple[str, ...] = ()  #: what else is to be known, a line each
    unchanged: bool = False  #: the folder held the very same bytes before


def silent(done: int, total: int, what: str) -> None:
    """Tell nothing."""


class Bar:
    """One line on a terminal that is written over as work goes on."""

    def __init__(self, stream: TextIO) -> None:
        """``stream`` is a terminal."""
        self.stream = stream

    def __call__(self, done: int, total: int, what: str) -> None:
        """Show ``done`` of ``total``; the line is cut to the terminal's width."""
        filled = _WIDTH * done // total if total else 0
        line = f"{'█' * filled}{'░' * (_WIDTH - filled)} {done}/{total} {what}"
        self.stream.write("\r\x1b[K" + line[: shutil.get_terminal_size().columns - 1])
        self.stream.flush()

    def close(self) -> None:
        """Leave the terminal as it was."""
        self.stream.write("\r\x1b[K")
        self.stream.flush()


def report(outcome: Outcome, out: str) -> str:
    """The end of a run in a few lines: what was found, what to look at, where to go on."""
    counts = outcome.tables
    rows = [
        ("documents", sum(outcome.documents.values()), _parts(outcome.documents)),
        *((name, counts.get(name, 0), "") for name in ("listings", "projects", "amounts", "pledges", "contacts")),
        ("findings", counts.get("findings", 0), _parts(outcome.findings)),
        *(("receipts", counts[name], "") for name in ("evidence",) if name in counts),
        *(("changes", number, "") for number in (counts.get("changes", 0),) if number and not outcome.unchanged),
    ]
    lines = [f"  {name:<10}{number:>8}  {parts}".rstrip() for name, number, parts in rows]
    lines += [f"  not read: {file}" for file in outcome.failed]
    lines += [f"  {line}" for line in outcome.said]
    lines.append(f"{out} is unchanged" if outcome.unchanged else f"written to {out}")
    lines.append(_next(outcome, out))
    return "\n".join(lines)


def _parts(numbers: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in numbers.items() if number)


def _next(outcome: Outcome, out: str) -> str:
    """Where to look next."""
    if not outcome.tables.get("projects"):
        return f"no project was found; {out}/documents.csv says why"
    if outcome.findings.get("error") or outcome.findings.get("warning"):
        return f"next: {out}/findings.csv, what a person should look at; then {out}/projects.csv"
    return f"next: {out}/projects.csv; `pledgebook explain PROJECT FIELD --in {out}` shows where a value comes from"
