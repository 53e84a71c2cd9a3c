"""Seconds of the processor and of a clock on the wall, stage by stage."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager

#: Seconds of a stage: ``cpu``, of the processor, which hardly depends on what else runs, and ``wall``, by the clock.
Stages = dict[str, dict[str, float]]


@contextmanager
def timed(stages: Stages, name: str) -> Iterator[None]:
    """Adds the time that is spent inside to a stage."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    stage = stages.setdefault(name, {"cpu": 0.0, "wall": 0.0})
    stage["cpu"] += time.process_time() - cpu
    stage["wall"] += time.perf_counter() - wall


def spent_by_children() -> float:
    """Processor seconds of the processes that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def peak() -> int:
    """Megabytes that this process, or the largest that it has waited for, held at most."""
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return round(most / 1024)
