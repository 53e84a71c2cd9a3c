"""What a run tells on its way: the bar, on a terminal and nowhere else; lists that are cut short."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.progress import Bar, shortened

ROOT = Path(__file__).resolve().parents[2]


class Clock:
    """In the place of ``time.monotonic``."""

    now = 0.0

    def __call__(self) -> float:
        """The time it is set to."""
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("pipeline.progress.time.monotonic", made)
    return made


def drawn(stream: io.StringIO) -> list[str]:
    return [line.rstrip() for line in stream.getvalue().split("\r") if line.strip()]


def test_the_bar_shows_how_much_is_done_what_is_left_and_the_file(clock: Clock) -> None:
    stream = io.StringIO()
    bar = Bar(stream)
    bar(0, 2, "one.pdf")
    clock.now += 1
    bar(1, 2, "two.pdf")
    clock.now += 1
    bar(2, 2, "")
    bar.close()
    shown = drawn(stream)
    assert "  0 %                          0 of 2 files, ? left, one.pdf" in shown
    assert any(line.startswith(" 50 % ############             1 of 2 files, 00:0") for line in shown)
    assert any(line.endswith(" left, two.pdf") for line in shown)
    assert shown[-1].startswith("100 % ######################## 2 of 2 files, 00:00 left")


def test_the_bar_leaves_the_terminal_as_it_was() -> None:
    stream = io.StringIO()
    bar = Bar(stream)
    bar(0, 2, "one.pdf")
    bar.close()
    assert stream.getvalue().endswith("\r")
    assert stream.getvalue().rsplit("\r", 2)[1].strip() == ""


def test_a_bar_that_never_began_has_nothing_to_clear() -> None:
    stream = io.StringIO()
    Bar(stream).close()
    assert stream.getvalue() == ""


def test_ten_thousand_quick_files_are_drawn_a_few_times_only(clock: Clock) -> None:
    stream = io.StringIO()
    bar = Bar(stream)
    for number in range(10_000):
        clock.now += 0.0001
        bar(number, 10_000, f"{number}.txt")
    bar.close()
    assert 10 <= len(drawn(stream)) <= 25


def extract(folder: Path, terminal: bool, *arguments: str, **env: str) -> str:
    """What ``pledgebook extract`` writes to its standard error."""
    (folder / "raw").mkdir()
    (folder / "raw" / "one.txt").write_text("Nothing of a project.\n", encoding="utf-8")
    command = [sys.executable, "-m", "pipeline.cli", "extract", "raw", "--no-report", *arguments]
    ours, theirs = pty.openpty() if terminal else os.pipe()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", **env}
    subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=theirs, check=True)
    os.set_blocking(ours, False)
    os.close(theirs) if not terminal else None
    try:
        return os.read(ours, 65536).decode()
    except BlockingIOError:
        return ""


def test_a_run_on_a_terminal_shows_the_bar(tmp_path: Path) -> None:
    assert "0 of 1 files, ? left" in extract(tmp_path, True)


@pytest.mark.parametrize(
    ("terminal", "arguments", "env"),
    [(False, [], {}), (True, ["--quiet"], {}), (True, [], {"TERM": "dumb"})],
    ids=["no terminal", "quiet", "a terminal that cannot go back"],
)
def test_a_run_elsewhere_shows_none(tmp_path: Path, terminal: bool, arguments: list[str], env: dict[str, str]) -> None:
    assert extract(tmp_path, terminal, *arguments, **env) == ""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [([], []), (["a", "b"], ["  a", "  b"]), (["a", "b", "c", "d"], ["  a", "  b", "  and 2 more"])],
)
def test_a_long_list_is_cut_short(lines: list[str], expected: list[str]) -> None:
    assert shortened(lines, 2) == expected
