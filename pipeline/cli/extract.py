"""``pledgebook extract``: brochures in, dataset out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli.command import CLEAN, FAULTS, OUTPUT, Command, Told
from pipeline.cli.failing import told
from pipeline.progress import Bar, CannotRun, Outcome, report, silent

if TYPE_CHECKING:
    from pipeline.manifest import Fit


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", type=Path, nargs="+", help="brochures, or folders of them")
    parser.add_argument(
        "--out", metavar="DIR", type=Path, default=OUTPUT, help="folder of the dataset; default: output"
    )
    parser.add_argument("--no-contacts", action="store_true", help="leave people and how to reach them out")
    parser.add_argument("--currency", metavar="CODE", default="", help="convert amounts too, say to USD, at ECB rates")
    parser.add_argument("--duckdb", action="store_true", help="make a DuckDB database of the tables too, with views")
    parser.add_argument("--iati", action="store_true", help="write IATI activities too; docs/iati.md tells how")
    parser.add_argument(
        "--iati-assume-dates", action="store_true", help="the same, with start dates assumed and marked"
    )
    parser.add_argument(
        "--jobs", metavar="N", type=_jobs, help="so many brochures are read side by side; default: the cores"
    )
    parser.add_argument("--no-report", action="store_true", help="make no report.html")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")


def _wishes(options: argparse.Namespace) -> dict[str, Any]:
    """The options that change what is published."""
    asked = {"contacts": not options.no_contacts, "currency": options.currency.upper()}
    iati = "assumed" if options.iati_assume_dates else "stated" if options.iati else ""
    return {**asked, "database": options.duckdb, "iati": iati, "report": not options.no_report}


def _jobs(text: str) -> int:
    """A number of worker processes, as argparse wants it."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 on")
    return int(text)


def _extract(options: argparse.Namespace) -> Told:
    _check_paths(options.paths, options.out)
    from pipeline.again import unchanged
    from pipeline.manifest import fits, lines

    outcome = unchanged(options.paths, options.out, **_wishes(options)) or _run(options)
    manifests = fits(options.paths, options.out)
    text = "\n".join([report(outcome, str(options.out)), *(line for fit in manifests for line in lines(fit))])
    code = FAULTS if outcome.failed else CLEAN
    return Told("" if options.quiet else text, _summary(outcome, options.out, manifests), code)


def _summary(outcome: Outcome, out: Path, manifests: Sequence[Fit]) -> dict[str, Any]:
    missing = [{"manifest": str(m.path), "file": file, "row": row} for m in manifests for file, row in m.missing]
    stale = [{"manifest": str(m.path), "file": file} for m in manifests for file in m.stale]
    return {
        "output": str(out),
        "unchanged": outcome.unchanged,
        "tables": dict(outcome.tables),
        "documents": dict(outcome.documents),
        "findings": dict(outcome.findings),
        "failed": [*outcome.failed],
        "said": [*outcome.said],
        "manifest": {"missing": missing, "stale": stale},
    }


def _run(options: argparse.Namespace) -> Outcome:
    from pipeline.run import extract

    shown = sys.stderr and sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not options.quiet
    bar = Bar(sys.stderr) if shown else None
    try:
        return extract(options.paths, options.out, **_wishes(options), jobs=options.jobs, progress=bar or silent)
    except OSError as error:
        raise CannotRun(told(error, str(options.out))) from error
    finally:
        if bar:
            bar.close()


def _check_paths(paths: Sequence[Path], out: Path) -> None:
    """Raise :class:`CannotRun` where a run cannot even begin."""
    for path in paths:
        if not path.exists():
            raise CannotRun(f"{path} does not exist; give files, or a folder that holds them")
        if path.is_dir() and out.resolve() == path.resolve():
            raise CannotRun(f"--out {out} is the folder of the brochures; give one of its own")
    if out.exists() and not out.is_dir():
        raise CannotRun(f"--out {out} is a file; give a folder")
    if Path.cwd().is_relative_to(out.resolve()):
        raise CannotRun(f"--out {out} holds the folder you are in, and is replaced as a whole; give one of its own")
    from pipeline.inputs import sources

    if not any(sources(paths, out)):
        places = " and ".join(map(str, paths))
        raise CannotRun(f"{places} holds no files to read; put brochures there: PDF, HTML or plain text")


COMMAND = Command(
    "extract",
    "Make a dataset",
    "read brochures and write the dataset",
    _options,
    _extract,
    about="Brochures are PDF, HTML or plain text; what else lies in a folder is listed, and not read. On a terminal a\n"
    "bar shows how far the run is. What was read before is not read again.",
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
