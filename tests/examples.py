"""The commands that a page shows with what they print: found, run, written anew.

``python -m tests.examples README.md`` writes the outputs of a page anew. A ``console`` block of the page holds one or
more commands, each behind ``$ `` and followed by what it prints.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.M | re.S)
_COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.M)


def examples(page: str) -> Iterator[tuple[str, str]]:
    """Command and output of each example of a page, in order."""
    for block in _BLOCK.finditer(page):
        yield from (match.groups() for match in _COMMAND.finditer(block.group(1)))


def refreshed(page: str, run: Callable[[str], str]) -> str:
    """The page with the outputs that its commands print now."""

    def block(match: re.Match[str]) -> str:
        return "```console\n" + _COMMAND.sub(lambda m: f"$ {m[1]}\n{run(m[1])}", match.group(1)) + "```"

    return _BLOCK.sub(block, page)


def run(command: str, folder: Path) -> str:
    """What a ``pledgebook`` command, run in a folder, prints; raises where the page must not show it at all."""
    name, *arguments = shlex.split(command)
    if name != "pledgebook":
        raise ValueError(f"only pledgebook commands are examples, not {command!r}")
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode or done.stderr:
        raise ValueError(f"{command} ended with {done.returncode}: {done.stderr}")
    return done.stdout


def workplace(folder: Path) -> Path:
    """A folder as a newcomer has it: the brochures, and no dataset yet."""
    shutil.copytree(ROOT / "raw", folder / "raw")
    return folder


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        place = workplace(Path(name))
        target = Path(sys.argv[1])
        written = refreshed(target.read_text(encoding="utf-8"), lambda command: run(command, place))
        target.write_text(written, encoding="utf-8", newline="\n")
