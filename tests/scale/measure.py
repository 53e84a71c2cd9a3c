"""How time and memory grow with a corpus: ``python -m tests.scale.measure LISTINGS FOLDER [PROCESSES]``, as JSON."""

from __future__ import annotations

import json
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from pipeline.scale.across import Run
from pipeline.scale.assemble import Assembly
from pipeline.scale.engines import keep
from pipeline.scale.issue import issue
from pipeline.workers import cores
from tests.scale.planted import PROJECTS, plans, rows_of


def plant(listings: int, folder: Path) -> list[tuple[str, str]]:
    """Write the partitions of a planted corpus; the names and identifiers of its documents in order."""
    made = [*plans(-(-listings // PROJECTS))]
    keep(folder / "parts", map(rows_of, made))
    return sorted((plan.file, plan.file.removesuffix(".txt")) for plan in made)


class Clock:
    """Seconds of each step, of the clock and of this process and those that have ended."""

    def __init__(self) -> None:
        self.steps: dict[str, list[float]] = {}
        self._step, self._since = "", self._now()

    @staticmethod
    def _now() -> tuple[float, float]:
        spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        return time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in spent)

    def begin(self, step: str) -> None:
        """A step begins, and the one before it has ended."""
        now = self._now()
        if self._step:
            self.steps[self._step] = [round(b - a, 1) for a, b in zip(self._since, now, strict=True)]
        self._step, self._since = step, now


def measure(listings: int, folder: Path, jobs: int) -> dict[str, Any]:
    """Reconcile and publish a planted corpus of so many listings, in a folder of its own."""
    scratch, clock = Path(tempfile.mkdtemp(dir=folder)), Clock()
    try:
        clock.begin("planting")
        sources = plant(listings, scratch)
        clock.begin("")
        before = _peak(resource.RUSAGE_SELF)
        counts = _run(scratch, sources, jobs, clock)
        peaks = {"process": _peak(resource.RUSAGE_SELF), "largest_worker": _peak(resource.RUSAGE_CHILDREN)}
        return {
            "listings": counts["listings"],
            "processes": jobs,
            "rows": counts,
            "steps": clock.steps,
            "peak_megabytes": {"before": before, **peaks},
            "disk_megabytes": {name: _size(scratch / name) for name in ("parts", "made", "laid", "store.duckdb")},
        }
    finally:
        shutil.rmtree(scratch)


def _run(scratch: Path, sources: list[tuple[str, str]], jobs: int, clock: Clock) -> dict[str, int]:
    """Reconcile and publish what is planted; how many rows each table has."""
    run = Run(scratch, jobs, clock.begin)
    run.catalogue(sources)
    run.reconcile()
    clock.begin("tables")
    counts = Assembly(scratch).write()
    clock.begin("publishing")
    issue(scratch / "made", scratch / "out", counts, {})
    clock.begin("")
    return counts


def _peak(who: int) -> int:
    """The most memory that a process held, in megabytes (of a million bytes)."""
    return resource.getrusage(who).ru_maxrss * 1024 // 1_000_000


def _size(path: Path) -> int:
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(p.stat().st_size for p in files) // 1_000_000


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if sys.argv[3:] else cores())))
