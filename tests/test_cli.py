"""The commands: what they print and with which code they end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Unpack

import pytest

from pipeline.cli import main
from pipeline.inputs import USUAL, Wishes
from pipeline.progress import CannotRun, Outcome, Progress, report
from pipeline.publish import publish
from tests.publish.sample import DOCUMENTS, dataset

OUTCOME = Outcome(
    tables={"listings": 2, "projects": 1, "amounts": 3, "pledges": 4, "contacts": 5, "findings": 6, "evidence": 70},
    findings={"error": 0, "warning": 2, "note": 4},
    documents={"ok": 3, "failed": 1},
    failed=("torn.pdf",),
)


class Run(ModuleType):
    """In the place of ``pipeline.run``: remembers how it was called and ends as it is told."""

    def __init__(self, outcome: Outcome | BaseException) -> None:
        """``outcome`` is returned, or raised."""
        super().__init__("pipeline.run")
        self.outcome = outcome
        self.calls: list[tuple[list[Path], Path, int | None, Wishes]] = []

    def extract(
        self,
        paths: Sequence[Path],
        out: Path,
        *,
        jobs: int | None,
        progress: Progress,
        **wishes: Unpack[Wishes],
    ) -> Outcome:
        """As the pipeline's."""
        self.calls.append((list(paths), out, jobs, wishes))
        progress(1, 1, "one.pdf")
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome


@pytest.fixture
def brochure(tmp_path: Path) -> Path:
    """An input file."""
    path = tmp_path / "one.pdf"
    path.touch()
    return path


def _run(monkeypatch: pytest.MonkeyPatch, outcome: Outcome | BaseException) -> Run:
    run = Run(outcome)
    monkeypatch.setitem(sys.modules, "pipeline.run", run)
    return run


#: What is typed, and what differs from the usual wishes.
WISHES = [
    ([], {}),
    (["--no-contacts"], {"contacts": False}),
    (["--currency", "usd"], {"currency": "USD"}),
    (["--duckdb"], {"database": True}),
    (["--iati"], {"iati": "stated"}),
    (["--iati-assume-dates"], {"iati": "assumed"}),
    (["--iati", "--iati-assume-dates"], {"iati": "assumed"}),
    (["--no-report"], {"report": False}),
]


@pytest.mark.parametrize(("typed", "differs"), WISHES, ids=[" ".join(typed) for typed, _ in WISHES])
def test_extract_hands_paths_folder_and_wishes_on(
    brochure: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str], differs: Wishes
) -> None:
    run = _run(monkeypatch, Outcome())
    out = brochure.parent / "out"
    assert main(["extract", str(brochure), "--out", str(out), *typed]) == 0
    assert run.calls == [([brochure], out, None, {**USUAL, **differs})]


def test_extract_hands_the_number_of_processes_on(brochure: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = _run(monkeypatch, Outcome())
    assert main(["extract", str(brochure), "--out", str(brochure.parent / "out"), "--jobs", "3"]) == 0
    assert [jobs for _, _, jobs, _ in run.calls] == [3]


@pytest.mark.parametrize("number", ["0", "-1", "many", ""])
def test_a_number_of_processes_that_is_none_ends_with_2(
    brochure: Path, capsys: pytest.CaptureFixture[str], number: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["extract", str(brochure), f"--jobs={number}"])
    assert ended.value.code == 2
    assert f"argument --jobs: {number} is not a number from 1 on" in capsys.readouterr().err


def test_extract_ends_with_1_and_says_which_file_where_one_failed(
    brochure: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(monkeypatch, OUTCOME)
    assert main(["extract", str(brochure), "--out", "o"]) == 1
    assert (
        capsys.readouterr().out
        == """\
  documents        4  3 ok, 1 failed
  listings         2
  projects         1
  amounts          3
  pledges          4
  contacts         5
  findings         6  2 warning, 4 note
  receipts        70
  not read: torn.pdf
written to o
next: o/findings.csv, what a person should look at; then o/projects.csv
"""
    )


@pytest.mark.parametrize(("changes", "unchanged", "told"), [(7, False, True), (7, True, False), (0, False, False)])
def test_what_changed_is_counted_where_something_did(changes: int, unchanged: bool, told: bool) -> None:
    made = report(Outcome(tables={"projects": 1, "changes": changes}, unchanged=unchanged), "o")
    assert ("  changes          7" in made.splitlines()) is told


def test_quiet_prints_nothing(
    brochure: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(monkeypatch, OUTCOME)
    assert main(["extract", str(brochure), "--quiet"]) == 1
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("outcome", "last"),
    [
        (Outcome(), ["written to o", "no project was found; o/documents.csv says why"]),
        (
            Outcome(tables={"projects": 1}, unchanged=True),
            [
                "o is unchanged",
                "next: o/projects.csv; `pledgebook explain PROJECT FIELD --in o` shows where a value comes from",
            ],
        ),
    ],
)
def test_the_report_says_where_to_look_next(outcome: Outcome, last: list[str]) -> None:
    assert report(outcome, "o").splitlines()[-2:] == last


@pytest.mark.parametrize(
    "error", [CannotRun("settings.toml: no such key"), PermissionError(13, "Permission denied", "o")]
)
def test_a_run_that_cannot_be_ends_with_2_and_one_sentence(
    brochure: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    _run(monkeypatch, error)
    assert main(["extract", str(brochure)]) == 2
    denied = "o: Permission denied; ask for the right to it, or name another place"
    expected = {CannotRun: "settings.toml: no such key", PermissionError: denied}[type(error)]
    assert capsys.readouterr() == ("", f"pledgebook: {expected}\n")


def test_a_run_that_is_stopped_says_what_stands(
    brochure: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(monkeypatch, KeyboardInterrupt())
    assert main(["extract", str(brochure), "--out", "o"]) == 130
    says = "stopped; o is as it was, and the next run takes over what was read"
    assert capsys.readouterr() == ("", f"pledgebook: {says}\n")


def test_a_path_that_does_not_exist_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "nowhere"]) == 2
    assert capsys.readouterr().err == "pledgebook: nowhere does not exist; give files, or a folder that holds them\n"


def test_a_file_cannot_be_the_output_folder(brochure: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(brochure), "--out", str(brochure)]) == 2
    assert "is a file; give a folder" in capsys.readouterr().err


@pytest.mark.parametrize("out", [".", ".."])
def test_the_folder_one_is_in_cannot_be_the_output_folder(
    brochure: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], out: str
) -> None:
    run = _run(monkeypatch, Outcome())
    monkeypatch.chdir(brochure.parent)
    assert main(["extract", "one.pdf", "--out", out]) == 2
    assert "holds the folder you are in" in capsys.readouterr().err
    assert run.calls == []


def test_verify_ends_with_0_for_a_clean_dataset(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(dataset(), DOCUMENTS, tmp_path)
    assert main(["verify", str(tmp_path)]) == 0
    assert capsys.readouterr().out.endswith("every receipt leads back to its value\n")


def test_verify_ends_with_1_and_names_what_does_not_hold(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(dataset(), DOCUMENTS, tmp_path)
    (tmp_path / "SHA256SUMS").unlink()
    (tmp_path / "pledges.parquet").unlink()
    path = tmp_path / "pledges.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("400000", "400001"), encoding="utf-8")
    assert main(["verify", str(tmp_path)]) == 1
    assert capsys.readouterr().out.splitlines()[1:] == [
        "4 problems: 2 dependent, 2 receipt",
        "  listings/l1/pledged: the receipt gives '500001.5', the cell says '500000.5'",
        "  projects/p1/pledged: it rests on listings/l1/pledged, which is not proved",
        "  projects/p1/funded_share: it rests on listings/l1/pledged, which is not proved",
        "  pledges/l1/1/amount: the receipt gives '400000', the cell says '400001'",
    ]


def test_verify_of_no_folder_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "nowhere"]) == 2
    assert "nowhere is no folder" in capsys.readouterr().err


def test_explain_of_an_unknown_project_ends_with_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    publish(dataset(), DOCUMENTS, tmp_path)
    assert main(["explain", "nobody", "--in", str(tmp_path)]) == 2
    assert "no project is called 'nobody'" in capsys.readouterr().err
