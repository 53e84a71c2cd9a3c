"""``pledgebook diff``: what differs between two datasets."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.cli.command import OUTPUT, Command, Told


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="OLD", type=Path, help="folder of the earlier dataset")
    parser.add_argument(
        "new", metavar="NEW", type=Path, nargs="?", default=OUTPUT, help="folder of the later one; default: output"
    )


def _diff(options: argparse.Namespace) -> Told:
    from pipeline.diff import differences, told_of

    found = differences(options.old, options.new)
    return Told(told_of(found), {"differences": found})


COMMAND = Command(
    "diff",
    "Look at it",
    "show what differs between two datasets, and why",
    _options,
    _diff,
    examples=(("pledgebook diff ../last-year/output", "last year's dataset, and the one in output/"),),
    codes={0: "shown", 2: "there is no dataset"},
)
