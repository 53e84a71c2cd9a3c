"""Measures how the reconciling grows with the corpus and writes it into ``docs/scale.md``: ``python -m tests.scale``.

Takes numbers of listings, 20,000 and 200,000 where none are given. Each corpus goes through a process of its own, so
that the peak of its memory is its own.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGE, FIGURES = ROOT / "docs" / "scale.md", ROOT / "docs" / "scale.json"

#: What stands around the table in the page.
BEGINS, ENDS = "<!-- measured -->\n", "<!-- /measured -->"

#: The steps that are told, in the words of the page.
STEPS = {
    "finding": "find the rows",
    "first pass": "first pass over the documents",
    "projects": "projects",
    "editions": "editions",
    "people": "people",
    "second pass": "second pass over the documents",
    "tables": "CSV and Parquet",
    "publishing": "publish",
}


def measured(listings: int) -> dict[str, Any]:
    """The figures of one corpus."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "tests.scale.measure", str(listings), folder]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    figures: dict[str, Any] = json.loads(done.stdout)
    return figures


def machine() -> dict[str, Any]:
    """On what it was measured."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    return {
        "system": platform.system(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "load": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "commit": commit,
    }


def table(runs: Sequence[Mapping[str, Any]], on: Mapping[str, Any]) -> str:
    """The page's table: a column for each corpus, and how many times the last one is the first."""
    first, last = runs[0], runs[-1]
    heads = [f"{run['listings']:,} listings" for run in runs]
    lines = [["", *heads, "growth"], ["---", *("--:" for _ in runs), "--:"]]
    rows = {"documents": "documents", "projects": "projects", "evidence": "receipts", "matches": "pairs told"}
    for name, says in rows.items():
        lines.append(_line(says, [run["rows"][name] for run in runs]))
    for name, says in STEPS.items():
        lines.append(_line(f"{says}, CPU s", [run["steps"][name][1] for run in runs]))
    lines.append(_line("all, CPU s", [_total(run, 1) for run in runs]))
    lines.append(_line("all, s of the clock", [_total(run, 0) for run in runs]))
    lines.append(_line("CPU ms a listing", [round(1000 * _total(run, 1) / run["listings"], 2) for run in runs]))
    for name, says in (("process", "peak memory of the run, MB"), ("largest_worker", "of the largest worker, MB")):
        lines.append(_line(says, [run["peak_megabytes"][name] for run in runs]))
    lines.append(_line("working folder and dataset, MB", [sum(run["disk_megabytes"].values()) for run in runs]))
    text = "".join("| " + " | ".join(line) + " |\n" for line in lines)
    told = f"{on['cores']} cores ({on['processor']}), {on['system']}, Python {on['python']}, commit {on['commit']}; "
    told += f"{' and '.join(str(run['processes']) for run in runs)} processes; load of the machine: {on['load']}."
    times = (
        f"Growth is the last corpus by the first, for {last['listings'] / first['listings']:.0f} times the listings."
    )
    return f"{text}\n{times}\n{told}\n"


def _total(run: Mapping[str, Any], which: int) -> float:
    return round(sum(run["steps"][name][which] for name in STEPS), 1)


def _line(says: str, values: Sequence[float]) -> list[str]:
    growth = f"{values[-1] / values[0]:.1f}" if values[0] else ""
    return [says, *(f"{value:,}" for value in values), growth]


def write(runs: Sequence[Mapping[str, Any]], on: Mapping[str, Any]) -> None:
    """Put the figures into the page and beside it."""
    FIGURES.write_text(json.dumps({"machine": on, "runs": runs}, indent=1) + "\n", encoding="utf-8")
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGINS)
    PAGE.write_text(f"{before}{BEGINS}{table(runs, on)}{ENDS}{rest.partition(ENDS)[2]}", encoding="utf-8")


if __name__ == "__main__":
    write([measured(int(n)) for n in sys.argv[1:] or ("20000", "200000")], machine())
