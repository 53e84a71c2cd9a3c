"""``pledgebook completion``: what a shell reads to complete what is typed."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from pipeline.cli.command import Command, Told
from pipeline.progress import CannotRun

#: Shell -> how it is told of the script, once.
_HOW = {
    "bash": "pledgebook completion bash > ~/.local/share/bash-completion/completions/pledgebook",
    "zsh": 'pledgebook completion zsh > "${fpath[1]}/_pledgebook"',
    "fish": "pledgebook completion fish > ~/.config/fish/completions/pledgebook.fish",
}


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", metavar="SHELL", choices=[*_HOW], help=", ".join(_HOW))


def _completion(options: argparse.Namespace) -> Told:
    try:
        import shtab
    except ImportError as error:
        raise CannotRun("the package shtab is missing; install pledgebook anew") from error
    from pipeline.cli.parser import parser

    whole = parser(lambda own: _name_paths(own, shtab.DIRECTORY, shtab.FILE))
    script = shtab.complete(whole, shell=options.shell)
    return Told(script.rstrip("\n"), {"shell": options.shell, "script": script})


def _name_paths(parser: argparse.ArgumentParser, folder: Any, file: Any) -> None:
    """Say of the arguments that are paths which kind they are."""
    for action in parser._actions:
        if action.type is Path or action.metavar == "PATH":
            action.complete = folder if action.metavar != "PATH" else file  # type: ignore[attr-defined]


COMMAND = Command(
    "completion",
    "This program",
    "print a script that completes what you type in bash, zsh or fish",
    _options,
    _completion,
    examples=tuple((typed, f"{shell}, for good; open a new shell then") for shell, typed in _HOW.items()),
    codes={0: "printed"},
)
