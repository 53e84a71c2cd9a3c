"""Completion: what a shell offers, asked of the shell itself."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.cli import main

#: Asks bash what it would offer for the words behind the script's name.
ASK = """
source "$1"
complete -p pledgebook > /dev/null || exit 9
shift
COMP_WORDS=("$@") COMP_CWORD=$(( $# - 1 ))
_shtab_pledgebook
printf '%s\\n' "${COMPREPLY[@]}"
"""


def script(shell: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["completion", shell]) == 0
    path = folder / f"script.{shell}"
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    return path


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["ex"], ["explain", "extract"]),
        (["extract", "--no"], ["--no-contacts", "--no-report"]),
        (["extract", "r"], ["raw"]),
        (["extract", "b"], ["brochure.pdf"]),
        (["extract", "raw", "--out", ""], ["output", "raw"]),
        (["explain", "p1", "--in", "o"], ["output"]),
        (["verify", ""], ["output", "raw"]),
        (["completion", ""], ["bash", "fish", "zsh"]),
        (["version", "--j"], ["--json"]),
    ],
)
def test_bash_offers_commands_options_files_and_folders(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], offered: list[str]
) -> None:
    path = script("bash", tmp_path, capsys)
    place = tmp_path / "place"
    (place / "raw").mkdir(parents=True)
    (place / "output").mkdir()
    (place / "brochure.pdf").touch()
    command = ["bash", "--norc", "-c", ASK, "ask", str(path), "pledgebook", *words]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=True)
    assert [found for found in sorted(done.stdout.split()) if found in offered] == offered
    assert not words[-1] or sorted(done.stdout.split()) == offered


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_can_read_their_scripts(shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = script(shell, tmp_path, capsys)
    if not shutil.which(shell):
        pytest.skip(f"there is no {shell}")
    subprocess.run([shell, "-n", str(path)], check=True)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_script_has_every_command_and_option(
    shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = script(shell, tmp_path, capsys).read_text(encoding="utf-8")
    for word in ("extract", "correct", "open", "explain", "diff", "verify", "coverage", "no-contacts", "currency"):
        assert word in text
