"""Measures, and writes ``tests/bench/results.json`` and ``docs/performance.md``: ``python -m tests.bench [PAGES]``."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.corpus import BROCHURE, generated, long_file
from tests.bench.report import page

HERE = Path(__file__).parent
ROUNDS = 3
ALONE = ("pledgebook", "pypdfium2 alone", "pdfplumber and patterns", "docling-parse")


def measured(names: Sequence[str], files: Sequence[Path], pages: int, rounds: int = 1) -> dict[str, Any]:
    """The medians of several rounds, in milliseconds a page; the order turns round with each round."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for number in range(rounds):
        for name in names if number % 2 == 0 else reversed(names):
            found[name] += _run(name, files)
    return {name: _median(runs, pages) for name, runs in found.items() if runs}


def _run(name: str, files: Sequence[Path]) -> list[dict[str, Any]]:
    """One run in a process of its own; none where the contender is not installed."""
    command = [sys.executable, "-m", "tests.bench.contenders", name, *map(str, files)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        print(f"{name}: {run.stderr.strip().splitlines()[-1]}", file=sys.stderr)
        return []
    return [json.loads(run.stdout.strip().splitlines()[-1])]


def _median(runs: Sequence[dict[str, Any]], pages: int) -> dict[str, Any]:
    stages = {k: round(1000 * median(r["stages"][k] for r in runs) / pages, 3) for k in runs[0]["stages"]}
    return {"stages": stages, "memory": max(r["memory"] for r in runs)}


def _machine() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    return {
        "machine": platform.machine(),
        "cores": os.cpu_count(),
        "memory": f"{memory / 2**30:.0f} GB",
        "python": platform.python_version(),
        "commit": commit.stdout.strip(),
        "load": round(os.getloadavg()[0], 1),
    }


def main(pages: int) -> None:
    """Measures on the brochure, on a long file, and on a corpus of so many pages."""
    results: dict[str, Any] = {"machine": _machine(), "pages": {"brochure": 52, "long file": 450, "corpus": pages}}
    results["brochure"] = measured((*ALONE, "pledgebook with model"), [BROCHURE], 52, ROUNDS)
    with TemporaryDirectory() as folder:
        results["long file"] = measured(ALONE, [long_file(Path(folder, "long.pdf"), 450)], 450)
        corpus = generated(Path(folder), pages)
        results["corpus"] = measured(("1 worker", "2 workers", "pypdfium2 alone"), corpus, pages)
    HERE.joinpath("results.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")
    Path("docs/performance.md").write_text(page(results), encoding="utf-8")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
