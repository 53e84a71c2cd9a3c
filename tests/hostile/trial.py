"""A run of the command over files, in a process of its own, and what came of it."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.hostile.case import Case, wrong

ROOT = Path(__file__).resolve().parents[2]

#: What the command ends with where all files were read, and where some were not.
CLEAN, FAULTS = 0, 1


#: A program that runs the command and leaves behind how large the largest process was.
_WATCHED = """import atexit, resource, sys
place = sys.argv.pop()
def tell():
    most = max(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    open(place, 'w').write(str(most))
atexit.register(tell)
from pipeline.cli import main
sys.exit(main(sys.argv[1:]))
"""


@dataclass(frozen=True, slots=True)
class Trial:
    """How a run ended."""

    files: int
    code: int | None  #: None where it did not end in time
    seconds: float
    megabytes: int  #: of the largest process
    errors: str  #: what it wrote for a person
    rows: Mapping[str, tuple[str, str]] = field(default_factory=dict)  #: file -> status, detail
    missing: tuple[str, ...] = ()  #: files without a row
    wrong: tuple[str, ...] = ()  #: rows that are not right

    def statuses(self) -> Counter[str]:
        """How many files have each status."""
        return Counter(status for status, _ in self.rows.values())

    def stopped(self) -> int:
        """How many files ended their worker, and no more than that."""
        return sum("The reading was stopped" in detail for _, detail in self.rows.values())

    def crashed(self) -> int:
        """How many files the run did not survive, or lost."""
        signalled = self.code is not None and (self.code < 0 or "Traceback" in self.errors)
        return len(self.missing) + signalled

    def hung(self) -> int:
        """How many files had to be given up by the clock, and the run itself."""
        return sum("was not done after" in detail for _, detail in self.rows.values()) + (self.code is None)

    def wrong_code(self) -> bool:
        """Whether the command did not end with what it promises."""
        failed = any(status == "failed" for status, _ in self.rows.values())
        return self.code != (FAULTS if failed else CLEAN)


def written(folder: Path, cases: Sequence[Case]) -> None:
    """The files of the cases below a folder."""
    for case in cases:
        path = folder / case.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(case.data())


def trial(folder: Path, cases: Sequence[Case], jobs: int, seconds: float) -> Trial:
    """Run the command over the files of the cases, in ``folder``, for so many seconds at most."""
    raw, out = folder / "raw", folder / "out"
    written(raw, cases)
    begun = time.monotonic()
    code, errors, megabytes = _run([str(raw), "--out", str(out), "--jobs", str(jobs), "--quiet"], folder, seconds)
    taken = time.monotonic() - begun
    rows = _rows(out / "documents.csv")
    bad = [wrong(case, *rows[case.name]) for case in cases if case.name in rows]
    missing = tuple(case.name for case in cases if case.name not in rows)
    return Trial(len(cases), code, taken, megabytes, errors, rows, missing, tuple(filter(None, bad)))


def _run(arguments: Sequence[str], folder: Path, seconds: float) -> tuple[int | None, str, int]:
    """Exit code, what went to the error stream, megabytes of the largest process."""
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    with (folder / "errors").open("w+", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", _WATCHED, "extract", *arguments, str(folder / "peak")],
            stdout=subprocess.DEVNULL,
            stderr=errors,
            env={**os.environ, "PYTHONPATH": path},
        )
        try:
            code: int | None = process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGINT)
            process.wait(60)
            code = None
        errors.seek(0)
        told = errors.read()
    peak = folder / "peak"
    return code, told, int(peak.read_text()) // 1000 if peak.exists() else 0


def _rows(table: Path) -> dict[str, tuple[str, str]]:
    if not table.exists():
        return {}
    with table.open(encoding="utf-8", newline="") as stream:
        return {row["file"]: (row["status"], row["detail"]) for row in csv.DictReader(stream)}
