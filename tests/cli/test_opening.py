"""``pledgebook open``: what is opened, and with what."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from pipeline.cli import main, opening


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dataset with a workbook and a report, as far as this command looks at it."""
    made = tmp_path / "out"
    made.mkdir()
    for name in ("pledgebook.xlsx", "report.html"):
        (made / name).touch()
    return made


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desktop whose opener writes down what it is given."""
    programs = tmp_path / "bin"
    programs.mkdir()
    opener = programs / "xdg-open"
    opener.write_text(f'#!/bin/sh\necho "$1" > "{tmp_path}/opened"\nexit ${{FAILS:-0}}\n', encoding="utf-8")
    opener.chmod(opener.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(opening.sys, "platform", "linux")
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":0")
    return tmp_path / "opened"


def test_the_report_is_opened(folder: Path, desktop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["open", str(folder)]) == 0
    assert desktop.read_text(encoding="utf-8") == f"{folder / 'report.html'}\n"
    assert capsys.readouterr().out == f"opened {folder / 'report.html'}\n"


def test_the_workbook_is_opened_where_there_is_no_report(folder: Path, desktop: Path) -> None:
    (folder / "report.html").unlink()
    assert main(["open", str(folder)]) == 0
    assert desktop.read_text(encoding="utf-8") == f"{folder / 'pledgebook.xlsx'}\n"


def test_print_opens_nothing(folder: Path, desktop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["open", str(folder), "--print"]) == 0
    assert capsys.readouterr().out == f"{folder / 'report.html'}\n"
    assert not desktop.exists()


def test_an_opener_that_fails_is_told(
    folder: Path, desktop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAILS", "3")
    assert main(["open", str(folder)]) == 2
    assert f"xdg-open could not open {folder / 'report.html'}" in capsys.readouterr().err


def test_without_a_screen_one_is_told_where_the_file_is(
    folder: Path, desktop: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    assert main(["open", str(folder)]) == 2
    assert capsys.readouterr().err.endswith(f"the file is {folder / 'report.html'}\n")
    assert not desktop.exists()
