"""The output folder: swapped in whole, strangers kept, nothing written where nothing changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.publish import folder
from pipeline.publish.folder import SUMS, intact, published, write


def _tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def _sums(files: dict[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(d).hexdigest()}  {n}\n" for n, d in sorted(files.items())).encode()


def test_a_new_folder_holds_the_files_and_their_checksums(tmp_path: Path) -> None:
    files = {"a.csv": b"1", "text/d.txt": b"2"}
    assert write(tmp_path / "deep" / "out", files) is True
    assert _tree(tmp_path / "deep" / "out") == {**files, SUMS: _sums(files)}
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["out"]


def test_the_same_bytes_are_not_written_again(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, {"a.csv": b"1"})
    before = (out / "a.csv").stat()
    assert write(out, {"a.csv": b"1"}) is False
    assert (out / "a.csv").stat() == before


def test_a_folder_that_held_nothing_but_ours_goes_with_its_files(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, {"a.csv": b"1", "more/b.xml": b"2", "text/d.txt": b"3"})
    (out / "text" / "notes.txt").write_bytes(b"a stranger's")
    (out / "theirs").mkdir()
    write(out, {"a.csv": b"1"})
    assert {p.name for p in out.iterdir()} == {"a.csv", "text", "theirs", SUMS}


@pytest.mark.parametrize("damage", ["changed", "removed"])
def test_a_file_that_somebody_touched_is_written_again(tmp_path: Path, damage: str) -> None:
    out = tmp_path / "out"
    write(out, {"a.csv": b"1"})
    if damage == "changed":
        (out / "a.csv").write_bytes(b"edited")
    else:
        (out / "a.csv").unlink()
    assert write(out, {"a.csv": b"1"}) is True
    assert (out / "a.csv").read_bytes() == b"1"


def test_our_old_files_go_and_the_files_of_others_stay(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, {"a.csv": b"1", "text/old.txt": b"2"})
    (out / ".gitkeep").touch()
    (out / "text" / "mine.md").write_bytes(b"note")
    write(out, {"a.csv": b"3"})
    assert _tree(out) == {".gitkeep": b"", "text/mine.md": b"note", "a.csv": b"3", SUMS: _sums({"a.csv": b"3"})}


def test_a_write_that_fails_leaves_the_old_dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    write(out, {"a.csv": b"1", "b.csv": b"1"})
    before = _tree(out)

    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write(out, {"a.csv": b"2", "b.csv": b"2"})
    assert _tree(out) == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_a_crash_between_the_two_renames_is_put_right_by_the_next_run(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, {"a.csv": b"1"})
    (out / "note.md").write_bytes(b"mine")
    out.rename(tmp_path / ".out.old")
    assert write(out, {"a.csv": b"2"}) is True
    assert _tree(out) == {"note.md": b"mine", "a.csv": b"2", SUMS: _sums({"a.csv": b"2"})}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_what_a_killed_run_left_behind_goes_even_where_nothing_changes(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out, {"a.csv": b"1"})
    for name in (".out.new", ".out.old"):
        (tmp_path / name / "text").mkdir(parents=True)
    assert write(out, {"a.csv": b"1"}) is False
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(("damage", "whole"), [("", True), ("a.csv", False), (SUMS, False)])
def test_a_publication_is_intact_as_long_as_every_file_is_as_it_was(tmp_path: Path, damage: str, whole: bool) -> None:
    write(tmp_path / "out", {"a.csv": b"1", "b.csv": b"2"})
    (tmp_path / "out" / "mine.md").touch()
    if damage:
        (tmp_path / "out" / damage).unlink()
    assert intact(tmp_path / "out") is whole


def test_a_folder_that_cannot_be_renamed_is_filled_file_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    write(out, {"a.csv": b"1", "old.csv": b"1"})
    (out / "note.md").write_bytes(b"mine")
    rename = Path.rename

    def mounted(path: Path, place: Path) -> Path:
        if path == out.resolve():
            raise OSError(16, "Device or resource busy")
        return rename(path, place)

    monkeypatch.setattr(folder, "exchange", lambda one, other: False)
    monkeypatch.setattr(Path, "rename", mounted)
    assert write(out, {"a.csv": b"2"}) is True
    assert _tree(out) == {"note.md": b"mine", "a.csv": b"2", SUMS: _sums({"a.csv": b"2"})}
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("linked", [False, True])
def test_what_stands_there_and_is_not_a_folder_is_refused_and_left(tmp_path: Path, linked: bool) -> None:
    real = tmp_path / "thesis.txt"
    real.write_bytes(b"mine")
    out = tmp_path / "out" if linked else real
    if linked:
        out.symlink_to(real)
    (tmp_path / ".thesis.txt.old").mkdir()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(NotADirectoryError, match=r"exists and is not a folder: '.*thesis\.txt'"):
        write(out, {"a.csv": b"1"})
    assert (sorted(tmp_path.iterdir()), real.read_bytes()) == (before, b"mine")


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "out").symlink_to("real")
    write(tmp_path / "out", {"a.csv": b"1"})
    assert (tmp_path / "out").is_symlink()
    assert (tmp_path / "real" / "a.csv").read_bytes() == b"1"


def test_a_list_of_files_cannot_name_one_outside_the_folder(tmp_path: Path) -> None:
    (tmp_path / SUMS).write_text("aa  ../victim\naa  /etc/victim\naa  a.csv\n", encoding="utf-8")
    assert published(tmp_path) == {"a.csv": "aa", SUMS: ""}
