"""``pledgebook extract``: brochures in, dataset out."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.cli.command import CLEAN, FAULTS, OUTPUT, Command, Told
from pipeline.cli.failing import told
from pipeline.progress import Bar, CannotRun, Outcome, Progress, report, silent

if TYPE_CHECKING:
    from pipeline.inputs import Wishes
    from pipeline.manifest import Fit


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", type=_place, nargs="+", help="brochures, or folders of them")
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
    parser.add_argument(
        "--engine", choices=("local", "disk", "ray"), default="local", help="docs/scale.md tells which; default: local"
    )
    parser.add_argument("--parts", metavar="URL", default="", help="with ray: what all nodes of a cluster can write to")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")


def _wishes(options: argparse.Namespace) -> Wishes:
    """The options that change what is published."""
    return {
        "contacts": not options.no_contacts,
        "currency": options.currency.upper(),
        "database": options.duckdb,
        "iati": "assumed" if options.iati_assume_dates else "stated" if options.iati else "",
        "report": not options.no_report,
    }


def _jobs(text: str) -> int:
    """A number of worker processes, as argparse wants it."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 on")
    return int(text)


def _place(text: str) -> Path | str:
    """A path; the URL of an object store stays as it is."""
    return text if "://" in text else Path(text)


def _extract(options: argparse.Namespace) -> Told:
    if options.engine != "local":
        return _at_scale(options)
    if any(isinstance(path, str) for path in options.paths):
        raise CannotRun("an object store is read with --engine ray")
    from pipeline.again import unchanged
    from pipeline.beginning import can_begin
    from pipeline.manifest import fits, lines

    can_begin(options.paths, options.out)
    outcome = unchanged(options.paths, options.out, **_wishes(options)) or _run(options)
    manifests = fits(options.paths, options.out)
    return _told(options, outcome, manifests, [line for fit in manifests for line in lines(fit)])


def _at_scale(options: argparse.Namespace) -> Told:
    """The same past the memory of one machine."""
    from pipeline.beginning import can_begin, can_write

    asked = {"--no-contacts": options.no_contacts, "--duckdb": options.duckdb, "--iati": options.iati}
    asked["--iati-assume-dates"] = options.iati_assume_dates
    if given := [name for name, on in asked.items() if on]:
        raise CannotRun(f"{given[0]} needs the whole dataset in memory; it does not go with --engine {options.engine}")
    if any(isinstance(path, str) for path in options.paths):
        can_write(options.out)
    else:
        can_begin(options.paths, options.out)
    from pipeline.scale import Engine, extract

    engine, places = Engine(options.engine, options.parts, options.jobs), [str(path) for path in options.paths]
    with _shown(options) as progress:
        outcome = extract(places, options.out, engine, currency=options.currency.upper(), progress=progress)
    return _told(options, outcome)


def _told(
    options: argparse.Namespace, outcome: Outcome, manifests: Sequence[Fit] = (), more: Sequence[str] = ()
) -> Told:
    """How a run ended; ``more`` are lines about manifests."""
    text = "" if options.quiet else "\n".join([report(outcome, str(options.out)), *more])
    return Told(text, _summary(outcome, options.out, manifests), FAULTS if outcome.failed else CLEAN)


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

    with _shown(options) as progress:
        return extract(options.paths, options.out, **_wishes(options), jobs=options.jobs, progress=progress)


@contextmanager
def _shown(options: argparse.Namespace) -> Iterator[Progress]:
    """A bar where somebody sees it; what the system refuses, or a person stops, is told in a sentence."""
    shown = sys.stderr and sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not options.quiet
    bar = Bar(sys.stderr) if shown else None
    try:
        yield bar or silent
    except KeyboardInterrupt:
        raise KeyboardInterrupt(
            f"stopped; {options.out} is as it was, and the next run takes over what was read"
        ) from None
    except OSError as error:
        raise CannotRun(told(error, str(options.out))) from error
    finally:
        if bar:
            bar.close()


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
