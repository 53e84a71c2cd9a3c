"""What a run says of a manifest: rows that are missing, as they would read, and rows of files that are not there."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.manifest import COLUMNS, fits, lines

HEAD = "file,note,published"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a manifest and two brochures, one of which has a row, and the dataset that was made of it."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "output").mkdir()
    for name in ("known.txt", "new, one.txt"):
        (tmp_path / "raw" / name).write_text("text", encoding="utf-8")
    (tmp_path / "raw" / "manifest.csv").write_text(f"{HEAD}\nknown.txt,,\n", encoding="utf-8")
    documents(tmp_path, {"known.txt": "ok", "new, one.txt": "ok"})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def documents(place: Path, statuses: dict[str, str]) -> None:
    rows = [["file", "status", "publisher", "published", "language"]]
    rows += [[name, status, "Fund", "2031", "en"] for name, status in statuses.items()]
    with (place / "output" / "documents.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def said(*paths: str) -> list[str]:
    return [line for fit in fits([Path(p) for p in paths], Path("output")) for line in lines(fit)]


ASKS = "read all the same. To say where it comes from, add and fill in:"


def test_a_file_without_a_row_is_named_with_the_row_as_it_would_read(place: Path) -> None:
    assert said("raw") == [f"raw/manifest.csv has no row for new, one.txt; {ASKS}", '  "new, one.txt",,2031']


def test_the_row_is_one_that_the_manifest_can_hold(place: Path) -> None:
    manifest = place / "raw" / "manifest.csv"
    manifest.write_text(manifest.read_text(encoding="utf-8") + said("raw")[1].strip() + "\n", encoding="utf-8")
    assert said("raw") == []


def test_without_a_manifest_its_head_is_shown_too(place: Path) -> None:
    (place / "raw" / "manifest.csv").unlink()
    assert said("raw") == [
        f"raw/manifest.csv has no row for 2 files; {ASKS}",
        f"  {','.join(COLUMNS)}",
        "  known.txt,,Fund,2031,en,,,",
        '  "new, one.txt",,Fund,2031,en,,,',
    ]


#: Name of a file -> what the row proposes of publisher, date and lineage, beside an edition of 2010 of the lineage.
PROPOSED = {
    "folder-2011.txt": "Fund,2011,folder",
    "folder 2011 (2).txt": "Fund,2011,folder",
    "folder-20113.txt": "Fund,,folder",
    "folder.txt": "Fund,,folder",
}


@pytest.mark.parametrize("name", PROPOSED)
def test_the_row_proposes_what_is_known_of_an_edition(place: Path, name: str) -> None:
    head = "file,publisher,published,lineage,edition"
    (place / "raw" / "new, one.txt").rename(place / "raw" / name)
    (place / "raw" / "manifest.csv").write_text(f"{head}\nknown.txt,Fund,2010,folder,\n", encoding="utf-8")
    rows = ["file,status,publisher,published,lineage", "known.txt,ok,Fund,2010,folder", f"{name},ok,,,folder"]
    (place / "output" / "documents.csv").write_text("\n".join([*rows, ""]), encoding="utf-8")
    assert said("raw")[1:] == [f"  {name},{PROPOSED[name]},"]


def test_of_many_rows_the_first_are_shown(place: Path) -> None:
    names = [f"{number}.txt" for number in range(8)]
    for name in names:
        (place / "raw" / name).touch()
    documents(place, dict.fromkeys(names, "ok"))
    assert said("raw")[1:] == [*(f"  {name},,2031" for name in names[:5]), "  and 3 more"]


@pytest.mark.parametrize(
    ("status", "asks"), [("ok", True), ("no-projects", True), ("failed", False), ("skipped", False)]
)
def test_only_what_was_read_asks_for_a_row(place: Path, status: str, asks: bool) -> None:
    documents(place, {"new, one.txt": status})
    assert bool(said("raw")) is asks


def test_a_row_of_a_file_that_is_not_there_is_named(place: Path) -> None:
    (place / "raw" / "manifest.csv").write_text(f'{HEAD}\nknown.txt,,\n"new, one.txt",,\nold.pdf,,\n', encoding="utf-8")
    assert said("raw") == ["raw/manifest.csv has a row for what is not there: old.pdf"]


@pytest.mark.parametrize("paths", [["raw/new, one.txt"], ["raw", "raw"]])
def test_a_single_file_asks_for_no_row_and_a_folder_only_once(place: Path, paths: list[str]) -> None:
    assert len(said(*paths)) == (2 if paths == ["raw", "raw"] else 0)


def test_a_run_says_so_also_where_nothing_changed(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for changed in ("written to output", "output is unchanged"):
        assert main(["extract", "raw"]) == 0
        out = capsys.readouterr().out
        assert changed in out
        assert out.endswith(f'\nraw/manifest.csv has no row for new, one.txt; {ASKS}\n  "new, one.txt",,\n')
