"""``pledgebook correct``: a correction put beside the brochures."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.cli.command import Command, Told, folder_option
from pipeline.progress import CannotRun


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("project", metavar="PROJECT", help="identifier, code, or a part of the title")
    parser.add_argument("field", metavar="FIELD", help="column of projects, or table.column; project_id joins projects")
    parser.add_argument("value", metavar="VALUE", help="what holds; empty ('') to take the value out")
    parser.add_argument("--reason", metavar="TEXT", required=True, help="why")
    parser.add_argument("--was", metavar="VALUE", help="the value of the source, where it has several")
    parser.add_argument("--row", metavar="ROW", default="", help="names the row: its identifier, a donor, a person")
    parser.add_argument("--by", metavar="NAME", help="who says so; default: the user who is logged in")
    parser.add_argument("--date", metavar="DATE", help="default: today")
    folder_option(parser)
    parser.add_argument(
        "--raw",
        metavar="DIR",
        type=Path,
        help="folder of the brochures; default: raw beside the dataset, if they are there",
    )


def _correct(options: argparse.Namespace) -> Told:
    from datetime import date

    from pipeline.correct import Wish, correct

    by, day = options.by or _user(), options.date or date.today().isoformat()
    wish = Wish(options.project, options.field, options.value, options.reason, by, day, options.was, options.row)
    written = correct(options.folder, options.raw, wish)
    return Told(written.says, {"file": str(written.file), "correction": written.cells})


def _user() -> str:
    """Who is logged in; raises :class:`CannotRun` where the system does not know."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise CannotRun("the system does not say who you are; say it with --by") from None


COMMAND = Command(
    "correct",
    "Make a dataset",
    "put a correction beside the brochures, for good",
    _options,
    _correct,
    examples=(
        (
            'pledgebook correct XCAS26 budget 1906876 --reason "the annex prints it in full"',
            "a figure that is misprinted",
        ),
        ("pledgebook correct P-OTHER project_id XCAS26 --reason same", "two projects are one"),
    ),
    codes={0: "the correction is written", 2: "nothing is written: no value, or several, fit"},
)
