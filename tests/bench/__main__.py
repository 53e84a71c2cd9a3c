"""Measures, and writes ``docs/performance.json`` and ``docs/performance.md``: ``python -m tests.bench``.

Each contender runs in processes of its own, in turn, so that what else the machine does meets all of them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench import starting
from tests.bench.corpus import BROCHURE, generated, long_file
from tests.bench.report import page

FIGURES, PAGE = Path("docs/performance.json"), Path("docs/performance.md")
OURS = ("pledgebook", "pledgebook and model")
TABLES = "pledgebook to tables"
THEIRS = ("pypdfium2", "pdfplumber and patterns", "docling-parse")
#: What takes long is measured on so many files of the corpus.
SAMPLE = 10
#: Files that workers do side by side; the first ones only warm them.
WORKED, WARMING = 10, 4
#: Passes of one process over the brochure.
PASSES = 2


class Bench:
    """What is measured in one run, with the sizes that were asked for."""

    def __init__(self, asked: argparse.Namespace) -> None:
        self.rounds: int = asked.rounds
        self.long: int = asked.long
        self.pages: int = asked.pages
        self.docling: str = asked.docling

    def everything(self) -> dict[str, Any]:
        """The figures of a whole run."""
        before = os.getloadavg()[0]
        results: dict[str, Any] = {
            "machine": starting.machine(),
            "start": starting.measured(3 * self.rounds, self.rounds),
        }
        results["brochure"] = self.measured((*OURS, *THEIRS), [BROCHURE], 52, self.rounds, PASSES)
        with TemporaryDirectory() as folder:
            long = [long_file(Path(folder, "long.pdf"), self.long)]
            results["long file"] = self.measured((TABLES, *THEIRS), long, self.long, 1, 1)
            results |= self.corpora(generated(Path(folder), self.pages))
        results["machine"]["load"] = [round(before, 1), round(os.getloadavg()[0], 1)]
        return results

    def corpora(self, files: Sequence[Path]) -> dict[str, Any]:
        """The generated corpus: a sample by everybody, all of it by the pipeline, workers side by side."""
        each = self.pages // len(files)
        some, worked = files[:SAMPLE], files[:WORKED]
        return {
            "sample": self.measured((TABLES, *THEIRS), some, each * len(some), 1, 1),
            "corpus": self.measured((TABLES,), files, self.pages, 1, 1),
            "workers": self.measured(("1 worker", "2 workers"), worked, each * (len(worked) - WARMING), self.rounds, 1),
        }

    def measured(self, names: Sequence[str], files: Sequence[Path], pages: int, rounds: int, passes: int) -> Any:
        """The passes of each contender; the order turns round with each round."""
        found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
        for number in range(rounds):
            for name in names if number % 2 == 0 else reversed(names):
                found[name] += self._run(name, passes, files)
        by = {
            name: {"passes": [one for run in runs for one in run["passes"]], "memory": max(r["memory"] for r in runs)}
            for name, runs in found.items()
            if runs
        }
        return {"pages": pages, "files": len(files), "by": by}

    def _run(self, name: str, passes: int, files: Sequence[Path]) -> list[dict[str, Any]]:
        """One process; nothing where the contender is not installed."""
        python = self.docling if name == "docling-parse" else sys.executable
        command = [python, "-m", "tests.bench.contenders", name, str(passes), *map(str, files)]
        print(f"{name}: {len(files)} files", file=sys.stderr, flush=True)
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            if name.startswith("pledgebook") or "worker" in name:
                raise RuntimeError(run.stderr)
            print(f"{name} is left out: {run.stderr.strip().splitlines()[-1]}", file=sys.stderr)
            return []
        return [json.loads(run.stdout.strip().splitlines()[-1])]


def main(arguments: Sequence[str] | None = None) -> None:
    """Measures, unless only the page is to be written anew from the figures that are there."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench")
    parser.add_argument("--page", action="store_true", help="measure nothing, write the page from the figures")
    parser.add_argument("--rounds", type=int, default=2, help="processes of each contender on the brochure")
    parser.add_argument("--long", type=int, default=450, help="pages of the long file")
    parser.add_argument("--pages", type=int, default=10_000, help="pages of the generated corpus")
    parser.add_argument("--docling", default=sys.executable, help="a Python that has docling-parse")
    asked = parser.parse_args(arguments)
    if not asked.page:
        FIGURES.write_text(json.dumps(Bench(asked).everything(), indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(json.loads(FIGURES.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
