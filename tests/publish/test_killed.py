"""A run that is killed at any moment leaves the old dataset or the new one; two runs at once do each other no harm."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.publish import folder
from pipeline.publish.atomic import exchange
from pipeline.publish.folder import SUMS, intact, published, write
from pipeline.publish.standing import RETOLD
from pipeline.run import extract

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the tests make processes by forking")

OLD = {"a.csv": b"old", "b.csv": b"old", "text/1.txt": b"old", "text/gone.txt": b"old"}
NEW = {"a.csv": b"new", "b.csv": b"new", "text/1.txt": b"new", "text/2.txt": b"new"}

#: What tells of the dataset before, by itself or among other things.
CHANGES = ("changes.csv", "changes.parquet", *RETOLD)

#: What the system is asked for in the course of a run: after each of these a process can be killed.
_EVENTS = ("open", "os.", "shutil.", "ctypes.", "fcntl.", "tempfile.")


def in_child(work: Callable[[], None]) -> int:
    """Do something in a process of its own; its exit status, or minus the signal that killed it."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_at(moment: int, work: Callable[[], None]) -> bool:
    """Do it in a process that is killed at the n-th thing that it asks of the system; whether it came to that."""

    def work_until() -> None:
        left = moment

        def count(event: str, _: object) -> None:
            nonlocal left
            if event.startswith(_EVENTS):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(count)
        work()

    status = in_child(work_until)
    assert status in (0, -signal.SIGKILL)
    return status != 0


def moments(work: Callable[[], None], step: int = 1) -> Iterator[int]:
    """Do it again and again, killed a little later each time; ends when it comes to its end."""
    moment = 1
    while killed_at(moment, work):
        yield moment
        moment += step


def tree(out: Path) -> dict[str, bytes]:
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


def beside(out: Path) -> list[str]:
    return sorted(p.name for p in out.parent.iterdir() if p.name not in (out.name, f".{out.name}.cache"))


@pytest.fixture(autouse=True)
def passing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is killed leaves the passing files of its libraries; they are to go with the test."""
    place = tmp_path / "passing"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder with a publication and a file of someone else's."""
    made = tmp_path / "here" / "out"
    write(made, OLD)
    (made / "mine.md").write_bytes(b"mine")
    return made


def test_a_write_that_is_killed_leaves_the_old_files_or_the_new_ones(out: Path) -> None:
    whole = [{**files, "mine.md": b"mine"} for files in (OLD, NEW)]
    seen = []
    for _ in moments(lambda: print(write(out, NEW), file=sys.stderr)):
        found = tree(out)
        found.pop(SUMS)
        seen.append(whole.index(found))
        assert intact(out)
        write(out, OLD)
        assert (beside(out), (out / "mine.md").read_bytes()) == ([], b"mine")
    assert len(seen) > 40
    assert seen == sorted(seen)  # first the old ones, from some moment on the new ones
    assert set(seen) == {0, 1}
    assert published(out).keys() == {*NEW, SUMS}


def test_a_first_write_that_is_killed_leaves_nothing_or_all(tmp_path: Path) -> None:
    out = tmp_path / "here" / "out"
    for _ in moments(lambda: print(write(out, NEW), file=sys.stderr)):
        assert not out.exists() or intact(out)
        if out.exists():
            shutil.rmtree(out)
    assert beside(out) == []
    assert intact(out)


def test_where_the_system_cannot_swap_folders_the_next_run_puts_it_right(
    out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old dataset is then out of its place for a moment, and is never lost."""
    monkeypatch.setattr(folder, "exchange", lambda one, other: False)
    for _ in moments(lambda: print(write(out, NEW), file=sys.stderr)):
        assert intact(out) if out.exists() else intact(out.with_name(".out.old"))
        write(out, OLD)
        assert intact(out)
        assert (beside(out), (out / "mine.md").read_bytes()) == ([], b"mine")


def test_two_folders_are_swapped_in_one_step(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if not exchange(tmp_path / "one", tmp_path / "other"):
        pytest.skip("the file system cannot swap folders")
    assert [p.name for p in (tmp_path / "one").iterdir()] == ["other"]
    assert [p.name for p in (tmp_path / "other").iterdir()] == ["one"]
    assert exchange(tmp_path / "one", tmp_path / "nowhere") is False


def at_once(count: int, work: Callable[[int], None]) -> list[int]:
    """Do something in several processes at the same time; how each ended."""
    children = []
    for number in range(count):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                work(number)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def test_writes_at_once_leave_one_whole_publication_and_nothing_beside_it(out: Path) -> None:
    def work(number: int) -> None:
        for turn in range(15):
            write(out, {name: f"{number} {turn}".encode() * 200 for name in (*NEW, f"{number}.csv")})

    assert at_once(4, work) == [0, 0, 0, 0]
    assert intact(out)
    assert len({data for name, data in tree(out).items() if name not in (SUMS, "mine.md")}) == 1
    assert tree(out).keys() == {*published(out), "mine.md"}
    assert beside(out) == []


def test_a_reader_always_finds_a_folder_while_others_write(out: Path) -> None:
    if not exchange(out, out):
        pytest.skip("the file system cannot swap folders")
    end = time.monotonic() + 0.5

    def work(number: int) -> None:
        while time.monotonic() < end:
            if number:
                assert (out / SUMS).exists()
            else:
                write(out, {"a.csv": str(time.monotonic_ns()).encode()})

    assert at_once(3, work) == [0, 0, 0]


def test_a_run_that_was_killed_does_not_keep_others_waiting(out: Path) -> None:
    def stuck() -> None:
        with folder.Folder(out):
            os.kill(os.getpid(), signal.SIGKILL)

    assert in_child(stuck) == -signal.SIGKILL
    assert write(out, NEW) is True


# --- whole runs --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two brochures; what reads them is loaded, so that a forked process need not do it again."""
    made = tmp_path_factory.mktemp("raw")
    for name, place, budget in (("one", "Kenya", "1,000"), ("two", "Nepal", "2,500")):
        text = f"Safe Harbours for Fishers in {place}\n\nCountry: {place}\nBudget: US$ {budget}\nDonor: Norway\n"
        (made / f"{name}.txt").write_text(text, encoding="utf-8")
    extract([made], made.parent / "warm")
    return made


def test_a_run_that_is_killed_at_any_moment_leaves_a_whole_dataset_and_the_next_one_goes_on(
    raw: Path, tmp_path: Path
) -> None:
    """From the old dataset to the new one, cache and changes included, with steps that come by every stage."""
    extract([raw], tmp_path / "old")
    (raw / "two.txt").write_text((raw / "two.txt").read_text("utf-8").replace("2,500", "2,600"), encoding="utf-8")
    extract([raw], tmp_path / "new")
    datasets = [tree(tmp_path / name) for name in ("old", "new")]
    for dataset in datasets:  # the one was made from the other here, and from nothing there
        for name in (*CHANGES, SUMS):
            dataset.pop(name, None)
    out = tmp_path / "here" / "out"
    seen = []
    shutil.copytree(tmp_path / "old", out)
    for _ in moments(lambda: print(extract([raw], out), file=sys.stderr), step=7):
        assert intact(out)
        seen.append(datasets.index({n: d for n, d in tree(out).items() if n not in (*CHANGES, SUMS)}))
        if seen[-1]:
            assert b"budget,2500,2600," in (out / "changes.csv").read_bytes()
            shutil.rmtree(out)
            shutil.copytree(tmp_path / "old", out)
    assert set(seen) == {0, 1}
    assert extract([raw], out).unchanged is True
    assert beside(out) == []


def test_two_runs_at_once_give_the_dataset_of_one(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "alone")
    out = tmp_path / "here" / "out"
    assert at_once(3, lambda number: print(extract([raw], out), file=sys.stderr)) == [0, 0, 0]
    assert tree(out) == tree(tmp_path / "alone")
    assert beside(out) == []
    assert extract([raw], out).unchanged is True
