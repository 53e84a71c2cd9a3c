"""However a person errs: one sentence that says what is wrong, where and what to do; a code; never a traceback."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import settings
from pipeline.cli import failing, main
from pipeline.cli.command import Command, Told
from pipeline.progress import CannotRun
from pipeline.publish import publish
from tests.publish.sample import DOCUMENTS, dataset

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder one is in, with a brochure in ``raw`` and a dataset in ``output``."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "one.txt").write_text("Safe Harbours\n\nBudget: US$ 1,000\n", encoding="utf-8")
    publish(dataset(), DOCUMENTS, tmp_path / "output")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def spoil(name: str, data: bytes) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        (folder / name).write_bytes(data)

    return write


def nothing(folder: Path) -> None:
    """Leave the place as it is."""


def emptied(folder: Path) -> None:
    """Take all brochures away; what steers a run, and what is hidden, stays."""
    (folder / "raw" / "one.txt").unlink()
    for name in ("manifest.csv", "README.md", ".hidden"):
        (folder / "raw" / name).write_text("file\n", encoding="utf-8")


CORRECTION = "project,table,column,source_value,corrected_value,reason,by,date\n"
FILES = "give files, or a folder that holds them"
RUN = "run `pledgebook extract` first, or say where it is"

#: What was done before, what is typed, and what is said.
ERRORS = [
    (nothing, "extract nowhere", f"nowhere does not exist; {FILES}"),
    (nothing, "extract raw missing.pdf", f"missing.pdf does not exist; {FILES}"),
    (emptied, "extract raw", "raw holds no files to read; put brochures there: PDF, HTML or plain text"),
    (nothing, "extract raw --out raw", "--out raw is the folder of the brochures; give one of its own"),
    (nothing, "extract raw --out raw/one.txt", "--out raw/one.txt is a file; give a folder"),
    (nothing, "extract raw --out .",
     "--out . holds the folder you are in, and is replaced as a whole; give one of its own"),
    (nothing, "extract raw --out raw/one.txt/here", "--out raw/one.txt/here: raw/one.txt is a file; give a folder"),
    (spoil("raw/manifest.csv", b"file\n\xff\n"), "extract raw",
     "raw/manifest.csv cannot be read as UTF-8 CSV: 'utf-8' codec can't decode byte 0xff in position 5"),
    (spoil("raw/manifest.csv", b"name,source\n"), "extract raw",
     "raw/manifest.csv has no column 'file'; its first line names the columns, 'file' among them"),
    (spoil("raw/manifest.csv", b"file,note\na.pdf,1\na.pdf,2\n"), "extract raw",
     "raw/manifest.csv has two rows for a.pdf; keep one of them"),
    (spoil("raw/manifest.csv", b"file,note,note\na.pdf,1,2\n"), "extract raw",
     "raw/manifest.csv has column 'note' twice; keep one of them"),
    (spoil("raw/corrections.csv", b"a,b\n"), "extract raw", "raw/corrections.csv, row 1: column project is missing"),
    (spoil("raw/corrections.csv", f"{CORRECTION}K,projects,budget,1,2,,Ann,2026\n".encode()), "extract raw",
     "raw/corrections.csv, row 2: column reason is empty"),
    (spoil("raw/publication.toml", b"title = \n"), "extract raw",
     "raw/publication.toml cannot be read as TOML: Invalid value (at line 1, column 9)"),
    (nothing, "extract raw --currency beads", "--currency BEADS: there are no rates for it; one of AUD, BGN, BRL"),
    (nothing, "verify nowhere", "nowhere is no folder; give the one that `pledgebook extract` wrote"),
    (nothing, "verify raw", "raw holds no dataset; give the folder that `pledgebook extract` wrote"),
    (nothing, "explain p1 --in raw", f"raw holds no dataset; {RUN} with --in"),
    (nothing, "explain p1 bugdet",
     "there is no field bugdet; did you mean budget? columns of projects: project_id"),
    (nothing, "explain l9", "no project is called 'l9'; nearest:\n  p1  Safe Harbours for Coastal Fishers"),
    (spoil("output/amounts.csv", b"nonsense\n"), "explain p1 budget",
     "output: amounts cannot be read (the head of amounts.csv is not amount_id,listing_id,"),
    (spoil("output/text/d1.txt", b"\xff"), "explain p1 budget", "output: d1 cannot be read ('utf-8' codec"),
    (spoil("output/lines.csv", b"nonsense\n"), "coverage", "output: lines cannot be read (the head of lines.csv"),
    (spoil("output/projects.csv", b'a,"b\n'), "diff output", "output: projects cannot be read (unexpected end"),
    (nothing, "coverage raw", f"raw holds no dataset; {RUN}"),
    (nothing, "diff raw", "raw holds no dataset; give two folders that `pledgebook extract` wrote"),
    (nothing, "correct p1 budget 3 --reason x --in raw", f"raw holds no dataset; {RUN} with --in"),
    (nothing, "correct p1 budget 3 --reason x --raw nowhere",
     "nowhere is no folder; give the one with the brochures with --raw"),
    (nothing, "correct p1 budget 3 --reason x",
     "say with --raw which folder the brochures are in; raw does not hold 2031/harbours.pdf"),
    (nothing, "open raw", "raw has no report and no workbook; run `pledgebook extract` first, or say where"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "typed", "says"), ERRORS, ids=[typed for _, typed, _ in ERRORS])
def test_a_command_that_cannot_run_says_why_and_what_to_do(
    place: Path, capsys: pytest.CaptureFixture[str], before: Callable[[Path], None], typed: str, says: str
) -> None:
    before(place)
    assert main(typed.split()) == 2
    out, err = capsys.readouterr()
    assert (out, err[: len(f"pledgebook: {says}")]) == ("", f"pledgebook: {says}")


@pytest.mark.parametrize(("before", "typed", "says"), ERRORS[:3], ids=[typed for _, typed, _ in ERRORS[:3]])
def test_a_run_that_cannot_be_leaves_the_dataset_as_it_is(
    place: Path, before: Callable[[Path], None], typed: str, says: str
) -> None:
    before(place)
    earlier = {path: path.read_bytes() for path in (place / "output").rglob("*") if path.is_file()}
    main(typed.split())
    assert {path: path.read_bytes() for path in (place / "output").rglob("*") if path.is_file()} == earlier


def test_a_dataset_that_is_damaged_is_verified_and_not_refused(place: Path) -> None:
    spoil("output/amounts.csv", b"nonsense\n")(place)
    assert main(["verify"]) == 1


def ends(error: BaseException, **options: object) -> int:
    """How a command ends in which this error comes up."""
    import argparse

    def run(options: argparse.Namespace) -> Told:
        raise error

    command = Command("dance", "", "", lambda parser: None, run)
    return failing.guarded(command, argparse.Namespace(**options))


def system(number: int, name: str | None = None) -> OSError:
    return OSError(number, os.strerror(number), name)


@pytest.mark.parametrize(
    ("error", "code", "says"),
    [
        (CannotRun("so it is"), 2, "so it is"),
        (system(errno.ENOSPC, "a.csv"), 2, "a.csv: No space left on device; free some space, or write to another disk"),
        (system(errno.EACCES, "out"), 2, "out: Permission denied; ask for the right to it, or name another place"),
        (system(errno.EROFS, "out"), 2, "out: Read-only file system; name another place"),
        (system(errno.EIO), 2, "Input/output error"),
        (MemoryError(), 2, "the memory ran out; give fewer files at a time"),
        (KeyboardInterrupt(), 130, "stopped"),
        (KeyError("row"), 3, "an error in the program: KeyError: 'row'\n"
         "Please report it, with what is printed when PLEDGEBOOK_DEBUG=1 is set before the command."),
    ],
)  # fmt: skip
def test_whatever_goes_wrong_is_a_sentence_and_a_code(
    capsys: pytest.CaptureFixture[str], error: BaseException, code: int, says: str
) -> None:
    assert ends(error) == code
    assert capsys.readouterr() == ("", f"pledgebook: {says}\n")


def test_the_traceback_of_an_error_in_the_program_is_there_for_who_asks(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLEDGEBOOK_DEBUG", "1")
    assert ends(KeyError("row")) == 3
    assert capsys.readouterr().err.startswith("Traceback (most recent call last):\n")


@pytest.mark.parametrize("text", ["a = [", "[other]\n", None])
def test_settings_that_cannot_be_read_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    if text is not None:
        (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(settings, "files", lambda _: tmp_path)
    settings.settings.cache_clear()
    with pytest.raises(CannotRun, match=r"settings\.toml (cannot be read as TOML: .*|has no table \[pdf\]); .*install"):
        settings.settings("pdf")


def test_who_is_not_known_to_the_system_is_asked_for_a_name(
    place: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 1000")

    monkeypatch.setattr("getpass.getuser", nobody)
    assert main(["correct", "p1", "budget", "3", "--reason", "x"]) == 2
    assert capsys.readouterr().err == "pledgebook: the system does not say who you are; say it with --by\n"


def piped(shell: str, place: Path, **env: str) -> subprocess.CompletedProcess[str]:
    program = f"{sys.executable} -m pipeline.cli"
    return subprocess.run(
        ["bash", "-c", shell.replace("pledgebook", program)],
        cwd=place,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
@pytest.mark.parametrize(
    ("shell", "code", "error"),
    [
        ("set -o pipefail; pledgebook coverage --all | true", 0, ""),
        ("pledgebook version >&-", 0, ""),
        ("pledgebook explain p1 budget > /dev/full", 2,
         "pledgebook: No space left on device; free some space, or write to another disk\n"),
    ],
    ids=["the reader has gone", "nowhere to print to", "the disk is full"],
)  # fmt: skip
def test_an_output_that_cannot_be_written_is_no_traceback(place: Path, shell: str, code: int, error: str) -> None:
    done = piped(shell, place)
    assert (done.returncode, done.stderr) == (code, error)


def test_a_terminal_without_our_characters_shows_marks(place: Path) -> None:
    done = piped("pledgebook explain p1 pledged", place, PYTHONIOENCODING="ascii")
    assert done.stdout.startswith("projects/p1/pledged: 500000.5 ? inferred\n")
