"""What a run tells the person who started it: how far it is, how it ended, why it could not begin."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TextIO

#: Called as work goes on: how much is done, of how much, and what is being done.
Progress = Callable[[int, int, str], None]

#: What the bar shows, in the words of tqdm.
_FORMAT = "{percentage:3.0f} % {bar:24} {n_fmt} of {total_fmt} files, {remaining} left{postfix}"

#: Size of a terminal that does not know its own.
_COLUMNS, _ROWS = 80, 24

#: Seconds between two drawings of the bar.
_OFTEN = 0.1


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
    """One line on a terminal that is written over as work goes on: how much is done, and the time that is left."""

    def __init__(self, stream: TextIO) -> None:
        """``stream`` is a terminal."""
        self.stream = stream
        self._bar: Any = None
        self._drawn = -_OFTEN

    def __call__(self, done: int, total: int, what: str) -> None:
        """Show ``done`` of ``total``; the line is cut to the terminal's width.

        It is drawn ten times a second at most: ten thousand small files must not wait for the terminal.
        """
        now = time.monotonic()
        if now - self._drawn < _OFTEN and done < total:
            return
        self._drawn = now
        if self._bar is None:
            self._bar = self._begun(total)
        self._bar.total, self._bar.n, self._bar.ncols = total, done, self._width()
        self._bar.set_postfix_str(what)

    def _begun(self, total: int) -> Any:
        from tqdm import tqdm

        tqdm.monitor_interval = 0  # no thread that watches the bar: the run makes processes
        return tqdm(total=total, file=self.stream, leave=False, ncols=self._width(), nrows=_ROWS, bar_format=_FORMAT)

    def _width(self) -> int:
        """Columns of the terminal; some do not know their size, and count as the usual one."""
        try:
            return (os.get_terminal_size(self.stream.fileno()).columns or _COLUMNS) - 1
        except (OSError, ValueError):
            return _COLUMNS - 1

    def close(self) -> None:
        """Leave the terminal as it was."""
        if self._bar is not None:
            self._bar.close()


def shortened(lines: Sequence[str], most: int, indent: str = "  ") -> list[str]:
    """The first of some lines, and how many more there are."""
    more = [f"and {len(lines) - most} more"] if len(lines) > most else []
    return [f"{indent}{line}" for line in (*lines[:most], *more)]


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
