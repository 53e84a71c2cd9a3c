"""``pledgebook verify``: whether a dataset keeps its promises."""

from __future__ import annotations

import argparse

from pipeline.cli.command import FAULTS, Command, Told, folder_argument
from pipeline.progress import CannotRun, shortened

#: How many problems of a dataset are printed.
_SHOWN = 20


def _verify(options: argparse.Namespace) -> Told:
    from pipeline.verify import counted, counts, examine, summary

    folder = options.folder
    if not folder.is_dir():
        raise CannotRun(f"{folder} is no folder; give the one that `pledgebook extract` wrote")
    if not any((folder / name).is_file() for name in ("projects.csv", "SHA256SUMS")):
        raise CannotRun(f"{folder} holds no dataset; give the folder that `pledgebook extract` wrote")
    dataset, problems = examine(folder)
    found = {**counted(dataset), "problems": [problem._asdict() for problem in problems]}
    if not problems:
        return Told(f"{summary(dataset)}\nevery receipt leads back to its value", found)
    lines = [summary(dataset), f"{len(problems)} problems: {counts(problems)}"]
    lines += shortened([*map(str, problems)], _SHOWN)
    return Told("\n".join(lines), found, FAULTS)


COMMAND = Command(
    "verify",
    "Check it",
    "check a dataset with nothing but its receipts",
    folder_argument,
    _verify,
    examples=(("pledgebook verify output", "every file, every reference, every receipt replayed"),),
    codes={0: "every receipt holds", 1: "some do not", 2: "there is no such folder"},
)
