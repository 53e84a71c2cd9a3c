"""``pledgebook coverage``: what no rule read."""

from __future__ import annotations

import argparse

from pipeline.cli.command import Command, Told, folder_argument


def _options(parser: argparse.ArgumentParser) -> None:
    folder_argument(parser)
    parser.add_argument("--all", action="store_true", help="the narrative, and lines that belong to no project, too")


def _coverage(options: argparse.Namespace) -> Told:
    from pipeline.coverage import covered, told_of

    found = covered(options.folder)
    return Told(told_of(found, all_rows=options.all), found)


COMMAND = Command(
    "coverage",
    "Check it",
    "list what looks like a value and was read by no rule",
    _options,
    _coverage,
    examples=(("pledgebook coverage --all", "with every line that is in no project"),),
    codes={0: "shown", 2: "there is no dataset"},
)
