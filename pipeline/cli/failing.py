"""How a command ends that cannot do what it is asked: one sentence, an exit code, never a traceback."""

from __future__ import annotations

import argparse
import errno
import json
import os
import sys
import traceback
from collections.abc import Mapping
from typing import Any, TextIO

from pipeline.cli.command import CLEAN, DEFECT, STOPPED, USAGE, Command
from pipeline.progress import CannotRun

#: In the environment: print the traceback of an error in the program, for a report of it.
DEBUG = "PLEDGEBOOK_DEBUG"

#: What to do about an error of the system.
_ADVICE = {
    errno.ENOSPC: "free some space, or write to another disk",
    errno.EDQUOT: "free some space, or write to another disk",
    errno.EACCES: "ask for the right to it, or name another place",
    errno.EPERM: "ask for the right to it, or name another place",
    errno.ENOTDIR: "name a folder",
    errno.EROFS: "name another place",
    errno.ENAMETOOLONG: "give it a shorter name",
    errno.EMFILE: "allow more open files (`ulimit -n`)",
}


def guarded(command: Command, options: argparse.Namespace) -> int:
    """Run a command, print what it says, return its exit code."""
    _lenient(sys.stdout, sys.stderr)
    as_json = getattr(options, "json", False)
    try:
        told = command.run(options)
        _print(_document(command, told.code, told.summary) if as_json else told.text)
        return told.code
    except BrokenPipeError:  # the reader of our output (`head`, say) has gone: nobody is left to tell
        _forget_output()
        return CLEAN
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - whatever it is, a person gets a sentence
        code, says = _sentence(error)
        print(f"pledgebook: {says}", file=sys.stderr)
        if as_json:
            _print(_document(command, code, {"error": says}))
        return code


def _sentence(error: BaseException) -> tuple[int, str]:
    """Exit code and sentence of an error."""
    if isinstance(error, CannotRun):
        return USAGE, str(error)
    if isinstance(error, KeyboardInterrupt):
        return STOPPED, str(error) or "stopped"
    if isinstance(error, MemoryError):
        return USAGE, "the memory ran out; give fewer files at a time"
    if isinstance(error, OSError):
        if error.errno == errno.ENOSPC and not error.filename:
            _forget_output()
        return USAGE, told(error)
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
    please = f"Please report it, with what is printed when {DEBUG}=1 is set before the command."
    return DEFECT, f"an error in the program: {type(error).__name__}: {error}\n{please}"


def told(error: OSError, where: str = "") -> str:
    """An error of the system in a sentence: where, what, and what to do; ``where`` stands in for a missing name."""
    place, advice = error.filename or where, _ADVICE.get(error.errno or 0, "")
    says = error.strerror or str(error)
    return f"{place}{': ' if place else ''}{says}{'; ' if advice else ''}{advice}"


def _document(command: Command, code: int, summary: Mapping[str, Any]) -> str:
    """What ``--json`` prints."""
    return json.dumps({"command": command.name, "exit_code": code, **summary}, ensure_ascii=False, indent=2)


def _print(text: str) -> None:
    if text and sys.stdout:  # there is none where it was closed before we began
        print(text)
        sys.stdout.flush()


def _lenient(*streams: TextIO | None) -> None:
    """Let a terminal that has not all characters show a mark in their place."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")


def _forget_output() -> None:
    """Lead what is still to be printed to nowhere: the interpreter would complain of it at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        return
