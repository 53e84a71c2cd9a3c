"""``python -m tests.scans [--write docs/scans.md]``: the brochures of ``raw/`` as scans, read by OCR and scored."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from pipeline.read.ocr import engine_name
from tests.scans import DPI, scan
from tests.scoring import report
from tests.scoring.corpora import ROOT, Corpus, Result, score


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 measured, 2 could not."""
    parser = argparse.ArgumentParser(prog="python -m tests.scans", description="Score scans of the brochures in raw/.")
    parser.add_argument("--write", metavar="FILE", type=Path, help="write the tables into its marked block")
    parser.add_argument("--verbose", action="store_true", help="print every error")
    options = parser.parse_args(arguments)
    if not engine_name():
        print("scans: no OCR engine is installed; `make scans` installs one", file=sys.stderr)
        return 2
    result = measured()
    print(report.text(result, verbose=options.verbose))
    if options.write:
        report.write(options.write, report.markdown([result]))
    return 0


def measured() -> Result:
    """The score of the scans."""
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((ROOT / "raw").glob("*.pdf")):
            (Path(folder) / path.name).write_bytes(scan(path.read_bytes()))
        says = f"the PDFs of raw/ as grey scans at {DPI} dpi, askew and with noise, by {engine_name()}"
        return score(Corpus("scans of raw", Path(folder), ROOT / "tests" / "gold" / "raw", says=says))


if __name__ == "__main__":
    sys.exit(main())
