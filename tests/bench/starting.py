"""How long a command takes from its start to its end: help, a run that finds nothing new, a first run."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_COMMAND = "import sys; from pipeline.cli import main; sys.exit(main(sys.argv[1:]))"

Spent = dict[str, float]


def spent(arguments: Sequence[str]) -> Spent:
    """Seconds of a Python of its own, by the clock and of the processor, its children's too."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, process.args)
    return {"wall": wall, "cpu": used.ru_utime + used.ru_stime}


def measured(rounds: int, first: int) -> dict[str, list[Spent]]:
    """Each start so many times, in turn, and so many first runs; what they write is removed."""
    with TemporaryDirectory() as folder:
        run = ("-c", _COMMAND, "extract", "raw", "--quiet", "--out")
        found = {"first run of raw/": [spent((*run, str(Path(folder, str(n))))) for n in range(first)]}
        starts = {
            "Python alone": ("-c", "pass"),
            "pledgebook --help": ("-c", _COMMAND, "--help"),
            "cached run of raw/": (*run, str(Path(folder, "0"))),
        }
        for name in list(starts) * rounds:
            found.setdefault(name, []).append(spent(starts[name]))
    return found


def machine() -> dict[str, Any]:
    """On what it is measured."""

    def git(*asked: str) -> str:
        return subprocess.run(["git", *asked], capture_output=True, text=True, check=False).stdout.strip()

    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory": f"{memory / 2**30:.0f} GB",
        "python": sys.version.split()[0],
        "commit": git("rev-parse", "--short", "HEAD") + ("+" if git("status", "--porcelain", "pipeline") else ""),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return "unknown"
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")
