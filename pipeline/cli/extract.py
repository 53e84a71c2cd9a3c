"""``pledgebook extract``: brochures in, dataset out."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.cli.command import CLEAN, FAULTS, OUTPUT, Command, Told
from pipeline.progress import Bar, CannotRun, Outcome, report, silent


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", type=Path, nargs="+", help="brochures, or folders of them")
    parser.add_argument("--out", metavar="DIR", type=Path, default=OUTPUT, help="default: output")
    parser.add_argument("--no-contacts", action="store_true", help="leave people and how to reach them out")
    parser.add_argument("--currency", metavar="CODE", default="", help="convert amounts too, say to USD, at ECB rates")
    parser.add_argument("--duckdb", action="store_true", help="make a DuckDB database of the tables too, with views")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")


def _wishes(options: argparse.Namespace) -> dict[str, Any]:
    """The options that change what is published."""
    asked = {"contacts": not options.no_contacts, "currency": options.currency.upper()}
    return {**asked, "database": options.duckdb}


def _extract(options: argparse.Namespace) -> Told:
    _check_paths(options.paths, options.out)
    from pipeline.again import unchanged

    outcome = unchanged(options.paths, options.out, **_wishes(options)) or _run(options)
    text = "" if options.quiet else report(outcome, str(options.out))
    return Told(text, {}, FAULTS if outcome.failed else CLEAN)


def _run(options: argparse.Namespace) -> Outcome:
    from pipeline.run import extract

    bar = Bar(sys.stderr) if sys.stderr.isatty() and not options.quiet else None
    try:
        return extract(options.paths, options.out, **_wishes(options), progress=bar or silent)
    except OSError as error:
        raise CannotRun(f"{error.filename or options.out}: {error.strerror or error}") from error
    finally:
        if bar:
            bar.close()


def _check_paths(paths: Sequence[Path], out: Path) -> None:
    """Raise :class:`CannotRun` where a run cannot even begin."""
    for path in paths:
        if not path.exists():
            raise CannotRun(f"{path} does not exist; give files, or a folder that holds them")
    if out.exists() and not out.is_dir():
        raise CannotRun(f"--out {out} is a file; give a folder")
    if Path.cwd().is_relative_to(out.resolve()):
        raise CannotRun(f"--out {out} holds the folder you are in, and is replaced as a whole; give one of its own")


COMMAND = Command(
    "extract",
    "Make a dataset",
    "read brochures and write the dataset",
    _options,
    _extract,
    examples=(
        ("pledgebook extract raw", "the brochures in raw/ become the dataset in output/"),
        ("pledgebook extract a.pdf b.html --out here", "two files, and another folder"),
        ("pledgebook extract raw --no-contacts", "a dataset that can be passed on without the people in it"),
    ),
    codes={
        0: "every file was dealt with",
        1: "some file could not be read; the dataset was written all the same",
        2: "it could not run at all; a sentence says why",
    },
)
