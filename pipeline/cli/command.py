"""What a command is: its name, its place on the page of help, its options, what it does and how it ends."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

#: How a command ends.
CLEAN, FAULTS, USAGE, DEFECT, STOPPED = 0, 1, 2, 3, 130

#: Exit code -> what it means for every command; a command may say more.
CODES: Mapping[int, str] = {
    CLEAN: "done, and nothing was found fault with",
    FAULTS: "done, and something is at fault: a file could not be read, a receipt does not hold",
    USAGE: "nothing was done; a sentence says what is wrong, where, and what to do",
    DEFECT: "an error in the program; please report it",
    STOPPED: "stopped from the keyboard",
}

#: Where a dataset is, unless told.
OUTPUT = Path("output")


class Told(NamedTuple):
    """What a command has to say."""

    text: str  #: for a person
    summary: Mapping[str, Any]  #: for a program
    code: int = CLEAN


class Command(NamedTuple):
    """One command."""

    name: str
    group: str  #: its heading on the page of help
    says: str  #: one line
    options: Callable[[argparse.ArgumentParser], object]  #: adds them
    run: Callable[[argparse.Namespace], Told]
    about: str = ""  #: more than the line, where there is more to say
    examples: tuple[tuple[str, str], ...] = ()  #: what is typed, and what for
    codes: Mapping[int, str] = {}  #: exit code -> what it means for this command


def folder_option(parser: argparse.ArgumentParser) -> None:
    """``--in DIR``, for commands whose arguments name something in a dataset."""
    parser.add_argument(
        "--in", dest="folder", metavar="DIR", type=Path, default=OUTPUT, help="folder of the dataset; default: output"
    )


def folder_argument(parser: argparse.ArgumentParser) -> None:
    """``[DIR]``, for commands that look at a dataset as a whole."""
    parser.add_argument(
        "folder", metavar="DIR", type=Path, nargs="?", default=OUTPUT, help="folder of the dataset; default: output"
    )
