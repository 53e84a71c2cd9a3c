"""The commands and the Python that a page shows with what they print: found, run, written anew.

``python -m tests.examples README.md …`` writes the outputs of pages anew. A ``console`` block of a page holds one or
more commands, each behind ``$ `` and followed by what it prints; the ``pycon`` blocks of a page are one session, each
statement behind ``>>> ``.
"""

from __future__ import annotations

import contextlib
import doctest
import io
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
_PYTHON = re.compile(r"^```pycon\n(.*?)^```$", re.M | re.S)
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


def session(page: str, folder: Path) -> str:
    """The page with what its Python prints now, in a folder."""
    names: dict[str, object] = {}

    def block(match: re.Match[str]) -> str:
        return f"```pycon\n{''.join(_replayed(match.group(1), names))}```"

    with contextlib.chdir(folder):
        return _PYTHON.sub(block, page)


def _replayed(text: str, names: dict[str, object]) -> Iterator[str]:
    """Each statement, and what it prints."""
    for example in doctest.DocTestParser().get_examples(text):
        first, *more = example.source.splitlines()
        yield "".join(f"{line}\n" for line in (f">>> {first}", *(f"... {line}".rstrip() for line in more)))
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            exec(compile(example.source, "<page>", "single"), names)
        yield printed.getvalue()


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
        run("pledgebook extract raw", place)
        for target in map(Path, sys.argv[1:]):
            target = target.resolve()
            if target.name == "README.md":
                shutil.rmtree(place / "output")  # its first command makes it
            written = refreshed(target.read_text(encoding="utf-8"), lambda command: run(command, place))
            target.write_text(session(written, place), encoding="utf-8", newline="\n")
