"""How a command ends that cannot do what it is asked: one sentence, an exit code, never a traceback."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Callable

from pipeline.cli.command import CLEAN, DEFECT, STOPPED, USAGE, Told
from pipeline.progress import CannotRun

#: In the environment: print the traceback of an error in the program, for a report of it.
DEBUG = "PLEDGEBOOK_DEBUG"


def guarded(run: Callable[[argparse.Namespace], Told], options: argparse.Namespace) -> int:
    """Run a command, print what it says, return its exit code."""
    try:
        told = run(options)
        if told.text:
            print(told.text)
        sys.stdout.flush()
        return told.code
    except BrokenPipeError:  # the reader of our output (`head`, say) has gone: nobody is left to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nor may the interpreter complain at its end
        return CLEAN
    except CannotRun as error:
        return _ended(str(error), USAGE)
    except OSError as error:
        return _ended(f"{error.filename or 'a file'}: {error.strerror or error}", USAGE)
    except KeyboardInterrupt:
        return _ended("stopped", STOPPED)
    except Exception as error:  # noqa: BLE001 - whatever it is, a person gets a sentence
        if os.environ.get(DEBUG):
            traceback.print_exc()
        says = f"an error in the program: {type(error).__name__}: {error}"
        return _ended(
            f"{says}\nPlease report it, with what is printed when {DEBUG}=1 is set before the command.", DEFECT
        )


def _ended(says: str, code: int) -> int:
    print(f"pledgebook: {says}", file=sys.stderr)
    return code
