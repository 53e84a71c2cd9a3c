"""Commands: what is typed, handed on to the stage that does it. Each command is a module here that says what it is."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from pipeline.cli import failing
from pipeline.cli.command import USAGE
from pipeline.cli.parser import parser

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code, one of ``pipeline.cli.command.CODES``.

    Raises :class:`SystemExit` where what was typed is not understood, and behind ``--help``, as argparse does.
    """
    understood = parser()
    options = understood.parse_args(arguments)
    if not getattr(options, "command", None):
        understood.print_help(sys.stderr)
        return USAGE
    return failing.guarded(options.command, options)
