"""``pledgebook open``: the report, or the workbook, in the program that the system opens it with."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from pipeline.cli.command import Command, Told, folder_argument
from pipeline.progress import CannotRun

#: What is opened, the first that is there.
_FILES = ("report.html", "pledgebook.xlsx")

#: Programs that open a file with what the person has chosen for its kind, on systems that have no call for it.
_OPENERS = (("xdg-open",), ("gio", "open"), ("wslview",))


def _options(parser: argparse.ArgumentParser) -> None:
    folder_argument(parser)
    parser.add_argument("--print", action="store_true", help="only print where it is")


def _open(options: argparse.Namespace) -> Told:
    found = next((path for name in _FILES if (path := options.folder / name).is_file()), None)
    if found is None:
        raise CannotRun(f"{options.folder} has no report and no workbook; run `pledgebook extract` first, or say where")
    if options.print:
        return Told(str(found), {"file": str(found), "opened": False})
    _show(found)
    return Told(f"opened {found}", {"file": str(found), "opened": True})


def _show(path: Path) -> None:
    """Open a file; raises :class:`CannotRun` where nothing on this system can."""
    if sys.platform == "win32":
        os.startfile(path)
        return
    command = _opener()
    if command is None:
        raise CannotRun(f"there is no screen here, or no program that opens files on it; the file is {path}")
    try:
        done = subprocess.run([*command, str(path.resolve())], check=False, stdout=subprocess.DEVNULL, timeout=30)
    except subprocess.TimeoutExpired:  # a program that stays until the person closes it
        return
    if done.returncode:
        raise CannotRun(f"{command[0]} could not open {path}; open it from your file manager")


def _opener() -> list[str] | None:
    if sys.platform == "darwin":
        return ["open"]
    if not any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME")):
        return None
    return next((list(command) for command in _OPENERS if shutil.which(command[0])), None)


COMMAND = Command(
    "open",
    "Look at it",
    "open the report; the workbook where there is none",
    _options,
    _open,
    examples=(("pledgebook open", "what lies in output/"), ("pledgebook open --print", "where it is, for a script")),
    codes={0: "opened", 2: "there is nothing to open, or nothing to open it with"},
)
