"""``python -m tests.scoring [DOCUMENTS GOLD] [--verbose] [--json FILE] [--write FILE ...]``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from . import floors, report
from .corpora import Corpus, corpora, score


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 measured, 2 could not."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except (OSError, ValueError) as error:
        print(f"scoring: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.scoring", description="Score the program against gold.")
    parser.add_argument(
        "folders", metavar="DIR", type=Path, nargs="*", help="documents, then gold; default: all corpora"
    )
    parser.add_argument("--verbose", action="store_true", help="print every error (not those of held-back documents)")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write the counts there")
    parser.add_argument(
        "--write", metavar="FILE", type=Path, action="append", default=[], help="write the tables into its marked block"
    )
    parser.add_argument("--pin", action="store_true", help="raise the floors to what was measured")
    parser.add_argument("--lower", metavar="REASON", default="", help="lower floors, and write down why")
    return parser


def _run(options: argparse.Namespace) -> int:
    chosen = _chosen(options.folders)
    absent = [c for c in chosen if c.absent]
    for corpus in absent:
        print(f"== {corpus.name}: absent ({corpus.documents})\n")
    if absent and options.folders:
        raise ValueError("both folders must be there")
    if absent and options.write:
        raise ValueError("the tables are written only where every corpus is there")
    results = []
    for corpus in chosen:
        if corpus not in absent:
            results.append(score(corpus))
            print(report.text(results[-1], verbose=options.verbose), end="\n\n", flush=True)
    if options.json:
        options.json.write_text(report.as_json(results), encoding="utf-8", newline="\n")
    if options.pin or options.lower:
        floors.pin(results, options.lower)
    for path in options.write:
        report.write(path, report.markdown(results))
    return 0


def _chosen(folders: Sequence[Path]) -> list[Corpus]:
    if not folders:
        return corpora()
    if len(folders) != 2:
        raise ValueError("give two folders, of documents and of gold, or none for all corpora")
    return [Corpus(folders[0].name, folders[0], folders[1])]


if __name__ == "__main__":
    sys.exit(main())
