"""Commands: what is typed, handed on to the stage that does it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.progress import Bar, CannotRun, Outcome, report, silent

#: Exit codes.
CLEAN, FAULTS, USAGE = 0, 1, 2

#: How many problems of a dataset are printed.
_SHOWN = 20


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code: 0 clean, 1 faults were found, 2 it could not run."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
    except CannotRun as error:
        print(f"pledgebook: {error}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:  # the reader of our output (`head`, say) has gone: nobody is left to tell
        sys.stderr.close()
        return CLEAN
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pledgebook", description="Turn project brochures into a dataset in which every value has its receipt."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _extract_options(commands.add_parser("extract", help="read brochures and write the dataset"))
    verify = commands.add_parser("verify", help="check a dataset with nothing but its receipts")
    verify.add_argument("folder", metavar="DIR", type=Path, nargs="?", default=Path("output"), help="default: output")
    verify.set_defaults(command=_verify)
    explain = commands.add_parser("explain", help="show where a value comes from")
    explain.add_argument("project", metavar="PROJECT", help="identifier, code, or a part of the title")
    explain.add_argument("field", metavar="FIELD", nargs="?", default="", help="column of projects, or table.column")
    explain.add_argument(
        "--in", dest="folder", metavar="DIR", type=Path, default=Path("output"), help="default: output"
    )
    explain.set_defaults(command=_explain)
    _correct_options(commands.add_parser("correct", help="put a correction beside the brochures, for good"))
    _diff_options(commands.add_parser("diff", help="show what differs between two datasets, and why"))
    coverage = commands.add_parser("coverage", help="list what looks like a value and was read by no rule")
    coverage.add_argument("folder", metavar="DIR", type=Path, nargs="?", default=Path("output"), help="default: output")
    coverage.add_argument("--all", action="store_true", help="the narrative, and lines that belong to no project, too")
    coverage.set_defaults(command=_coverage)
    version = commands.add_parser("version", help="say which version this is")
    version.set_defaults(command=_version)
    return parser


def _extract_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", type=Path, nargs="+", help="brochures, or folders of them")
    parser.add_argument("--out", metavar="DIR", type=Path, default=Path("output"), help="default: output")
    parser.add_argument("--no-contacts", action="store_true", help="leave people and how to reach them out")
    parser.add_argument("--currency", metavar="CODE", default="", help="convert amounts too, say to USD, at ECB rates")
    parser.add_argument("--duckdb", action="store_true", help="make a DuckDB database of the tables too, with views")
    parser.add_argument("--no-report", action="store_true", help="make no report.html")
    parser.add_argument("--quiet", action="store_true", help="print nothing but errors")
    parser.set_defaults(command=_extract)


def _correct_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", metavar="PROJECT", help="identifier, code, or a part of the title")
    parser.add_argument("field", metavar="FIELD", help="column of projects, or table.column; project_id joins projects")
    parser.add_argument("value", metavar="VALUE", help="what holds; empty ('') to take the value out")
    parser.add_argument("--reason", metavar="TEXT", required=True, help="why")
    parser.add_argument("--was", metavar="VALUE", help="the value of the source, where it has several")
    parser.add_argument("--row", metavar="ROW", default="", help="names the row: its identifier, a donor, a person")
    parser.add_argument("--by", metavar="NAME", help="who says so; default: the user who is logged in")
    parser.add_argument("--date", metavar="DATE", help="default: today")
    parser.add_argument("--in", dest="folder", metavar="DIR", type=Path, default=Path("output"), help="default: output")
    parser.add_argument("--raw", metavar="DIR", type=Path, default=Path("raw"), help="default: raw")
    parser.set_defaults(command=_correct)


def _diff_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", type=Path, help="folder of the earlier dataset")
    parser.add_argument("new", metavar="NEW", type=Path, nargs="?", default=Path("output"), help="default: output")
    parser.set_defaults(command=_diff)


def _extract(options: argparse.Namespace) -> int:
    _check_paths(options.paths, options.out)
    from pipeline.again import unchanged

    outcome = unchanged(options.paths, options.out, **_wishes(options)) or _run(options)
    if not options.quiet:
        print(report(outcome, str(options.out)))
    return FAULTS if outcome.failed else CLEAN


def _wishes(options: argparse.Namespace) -> dict[str, Any]:
    """The options that change what is published."""
    asked = {"contacts": not options.no_contacts, "currency": options.currency.upper()}
    return {**asked, "database": options.duckdb, "report": not options.no_report}


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


def _verify(options: argparse.Namespace) -> int:
    from pipeline.verify import counts, examine, summary

    if not options.folder.is_dir():
        raise CannotRun(f"{options.folder} is no folder; give the one that `pledgebook extract` wrote")
    dataset, problems = examine(options.folder)
    print(summary(dataset))
    if not problems:
        print("every receipt leads back to its value")
        return CLEAN
    print(f"{len(problems)} problems: {counts(problems)}")
    for problem in problems[:_SHOWN]:
        print(f"  {problem}")
    if len(problems) > _SHOWN:
        print(f"  and {len(problems) - _SHOWN} more")
    return FAULTS


def _explain(options: argparse.Namespace) -> int:
    from pipeline.explain import explain

    print(explain(options.folder, options.project, options.field))
    return CLEAN


def _correct(options: argparse.Namespace) -> int:
    import getpass
    from datetime import date

    from pipeline.correct import Wish, correct

    by, day = options.by or getpass.getuser(), options.date or date.today().isoformat()
    wish = Wish(options.project, options.field, options.value, options.reason, by, day, options.was, options.row)
    try:
        print(correct(options.folder, options.raw, wish))
    except OSError as error:
        raise CannotRun(f"{error.filename or options.raw}: {error.strerror or error}") from error
    return CLEAN


def _diff(options: argparse.Namespace) -> int:
    from pipeline.diff import diff

    print(diff(options.old, options.new))
    return CLEAN


def _coverage(options: argparse.Namespace) -> int:
    from pipeline.coverage import coverage

    print(coverage(options.folder, all_rows=options.all))
    return CLEAN


def _version(options: argparse.Namespace) -> int:
    from importlib.metadata import PackageNotFoundError, version

    try:
        print(f"pledgebook {version('pledgebook')}")
    except PackageNotFoundError:
        raise CannotRun("pledgebook is not installed here; run `pip install -e .` in its folder") from None
    return CLEAN


if __name__ == "__main__":
    sys.exit(main())
