"""Workers: whatever a document does to its worker, the others are done, and its row says what happened."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from pipeline import extracting
from pipeline.cache import Cache
from pipeline.inputs import Source, gather
from pipeline.progress import CannotRun, silent
from pipeline.read import ocr
from pipeline.reconcile import Extracted
from pipeline.settings import settings
from pipeline.workers import extracted, worker
from pipeline.workers.supervisor import warm
from tests.workers.conftest import Forked

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no workers without fork")

GOOD = "Safe Harbours for Coastal Fishers\n\nCountry: Kenya\nBudget: US$ 1,000\nDonor: Norway\n"


def spin() -> None:
    while True:
        pass


def eat() -> None:
    bytearray(8_000_000_000)


def eat_slowly() -> None:
    kept = []
    while True:
        kept.append(bytearray(100_000_000))


def segfault() -> None:
    ctypes.string_at(0)


def interrupt() -> None:
    raise KeyboardInterrupt


#: The name of a file, what its reading does, and what its row says of it.
DEATHS: list[tuple[str, Callable[[], object], str]] = [
    ("segfault", segfault, "its reader crashed (SIGSEGV)"),
    ("abort", os.abort, "its reader gave up (SIGABRT); it may need more than 3000 MB of memory"),
    ("killed", lambda: os.kill(os.getpid(), signal.SIGKILL), "the system killed its worker (out of memory, perhaps)"),
    ("spin", spin, "it took more than 1 seconds of processor time"),
    ("sleep", lambda: time.sleep(600), "it was not done after 4 seconds"),
    ("eat", eat, "it needs more than 3000 MB of memory"),
    ("eat-slowly", eat_slowly, "it needs more than 3000 MB of memory"),
    ("exit", lambda: os._exit(3), "its worker ended (code 3)"),
    ("interrupt", interrupt, "its worker ended (code 1)"),
]
EVIL = {name: act for name, act, _ in DEATHS}


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """All that is loaded late is there before the first fork, as in a supervisor."""
    warm(tmp_path_factory.mktemp("warm"))


@pytest.fixture
def tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, loaded: None) -> Callable[[], list[str]]:
    """Makes files do what their names say; gives the names in the order in which they were begun."""
    honest, log = extracting.extract_one, tmp_path / "log"

    def extract_one(source: Source, cache: Cache | None = None) -> Extracted:
        name = source.path.stem
        before = log.read_text().split() if log.exists() else []
        with log.open("a") as stream:
            stream.write(f"{name}\n")
        if name in EVIL:
            EVIL[name]()
        if name.startswith("flaky") and name not in before:
            os.abort()
        return honest(source, cache)

    monkeypatch.setattr(worker, "extract_one", extract_one)
    for name, value in {"seconds": 1, "clock": 60, "megabytes": 3000}.items():
        monkeypatch.setitem(settings("workers"), name, value)
    return lambda: log.read_text().split() if log.exists() else []


def brochures(tmp_path: Path, names: Sequence[str]) -> list[Source]:
    raw = tmp_path / "raw"
    raw.mkdir(exist_ok=True)
    for number, name in enumerate(names):
        (raw / f"{name}.txt").write_text(GOOD.replace("1,000", f"1,{number:03}"), encoding="utf-8")
    return gather([raw])


def done(files: Sequence[Source], tmp_path: Path, jobs: int) -> list[Extracted]:
    return list(extracted(files, Cache(tmp_path / "cache"), silent, jobs))


def statuses(results: Sequence[Extracted]) -> list[str]:
    return [f"{one.document.document_id} {one.document.status}" for one in results]


@pytest.mark.usefixtures("forked")
@pytest.mark.parametrize(("name", "says"), [(name, says) for name, _, says in DEATHS])
def test_a_document_that_ends_its_worker_is_tried_twice_and_failed_with_the_reason(
    name: str, says: str, tmp_path: Path, tried: Callable[[], list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings("workers"), "clock", 4 if name == "sleep" else 60)
    bad, good = done(brochures(tmp_path, [name, "z"]), tmp_path, 1)
    assert (bad.document.status, good.document.status) == ("failed", "ok")
    assert bad.document.detail == (
        f"The reading was stopped: {says}. Split it, or save it anew as PDF or text, and try again."
    )
    assert (bad.document.media_type, len(bad.document.sha256)) == ("text/plain", 64)
    assert tried() == [name, "z", name]


@pytest.mark.usefixtures("forked")
def test_one_whose_worker_died_is_done_again_when_all_others_are_and_can_succeed(
    tmp_path: Path, tried: Callable[[], list[str]]
) -> None:
    found = done(brochures(tmp_path, ["flaky1", "flaky2", *"abcdefgh"]), tmp_path, 2)
    assert [one.document.status for one in found] == ["ok"] * 10
    assert tried()[-2:] == ["flaky1", "flaky2"]
    assert sorted(tried()) == sorted(["flaky1", "flaky2"] * 2 + [*"abcdefgh"])


@pytest.mark.usefixtures("forked", "tried")
@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_results_come_in_the_order_of_the_files_whatever_the_order_of_work(jobs: int, tmp_path: Path) -> None:
    files = brochures(tmp_path, ["abort", *"bcdefg", "segfault", *"xyz"])
    there = done(files, tmp_path, jobs)
    assert [one.document.document_id for one in there] == [source.document_id for source in files]
    assert there[1:7] == [extracting.extract_one(source) for source in files[1:7]]


@pytest.mark.usefixtures("forked")
def test_nothing_that_is_kept_is_done_again(tmp_path: Path, tried: Callable[[], list[str]]) -> None:
    files = brochures(tmp_path, ["a", "b", "abort"])
    first = done(files, tmp_path, 2)
    count = len(tried())
    assert done(files, tmp_path, 2) == first
    assert sorted(tried()[count:]) == ["abort", "abort"]


def test_no_worker_is_started_where_nothing_is_to_be_done(
    tmp_path: Path,
    forked: list[Forked],
    tried: Callable[[], list[str]],
) -> None:
    files = brochures(tmp_path, ["a", "b"])
    done(files, tmp_path, 2)
    done(files, tmp_path, 2)
    assert done([], tmp_path, 2) == []
    assert len(forked) == 1


@pytest.mark.usefixtures("forked", "tried")
def test_an_entry_that_is_damaged_is_made_anew(tmp_path: Path) -> None:
    files = brochures(tmp_path, ["a", "b"])
    first = done(files, tmp_path, 1)
    for entry in (tmp_path / "cache").glob("*.json.gz"):
        entry.write_bytes(entry.read_bytes()[:-9])
    assert done(files, tmp_path, 1) == first


@pytest.mark.usefixtures("forked", "tried")
def test_without_a_cache_results_come_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    assert statuses(done(brochures(tmp_path, ["a", "abort", "b"]), tmp_path, 2)) == ["a ok", "abort failed", "b ok"]


@pytest.mark.usefixtures("forked")
def test_a_worker_is_replaced_after_so_many_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tried: Callable[[], list[str]]
) -> None:
    monkeypatch.setitem(settings("workers"), "documents", 2)
    seen = tmp_path / "seen"

    def extract_one(source: Source, cache: Cache | None = None) -> Extracted:
        with seen.open("a") as stream:
            stream.write(f"{os.getpid()}\n")
        return extracting.extract_one(source, cache)

    monkeypatch.setattr(worker, "extract_one", extract_one)
    assert [one.document.status for one in done(brochures(tmp_path, [*"abcde"]), tmp_path, 1)] == ["ok"] * 5
    pids = seen.read_text().split()
    assert [pids.count(pid) for pid in dict.fromkeys(pids)] == [2, 2, 1]


@pytest.mark.usefixtures("forked", "tried")
def test_progress_counts_what_is_done(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    files = brochures(tmp_path, ["a", "abort", "b"])
    list(extracted(files, Cache(tmp_path / "cache"), lambda now, of, _: told.append((now, of)), 2))
    assert told[0] == (0, 3) and told[-1] == (3, 3)
    assert told == sorted(told)


# --- how a run ends ---------------------------------------------------------------------------------------------------


def gone(forked: Sequence[Forked], spools: Sequence[Path]) -> bool:
    """Whether supervisors have ended and their folders are away."""
    for one in forked:
        try:
            os.kill(one.pid, 0)
            return False
        except ProcessLookupError:
            pass
    return not any(path.exists() for path in spools)


@pytest.fixture
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where temporary files go."""
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    yield folder


def test_a_run_that_is_interrupted_leaves_no_process_and_no_file_but_what_was_finished(
    tmp_path: Path,
    scratch: Path,
    forked: list[Forked],
    tried: Callable[[], list[str]],
) -> None:
    files = brochures(tmp_path, ["a", "b", "c", "spin"])

    def interrupt(number: int, _: int, __: str) -> None:
        if number == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(extracted(files, Cache(tmp_path / "cache"), interrupt, 2))
    assert gone(forked, list(scratch.iterdir()))
    assert list(scratch.iterdir()) == []
    assert not list((tmp_path / "cache").glob("*.part"))
    assert statuses(done(files[:3], tmp_path, 2)) == ["a ok", "b ok", "c ok"]
    assert len(forked) == 1, "what was finished is not done again"


def test_a_supervisor_that_ends_stops_the_run_with_a_sentence(
    tmp_path: Path,
    forked: list[Forked],
    tried: Callable[[], list[str]],
) -> None:
    def kill(number: int, _: int, __: str) -> None:
        if number == 1:
            forked[0].kill()

    with pytest.raises(CannotRun, match=r"has ended \(code -9; out of memory, perhaps\)"):
        list(extracted(brochures(tmp_path, [*"abcdefgh"]), Cache(tmp_path / "cache"), kill, 1))


# --- pages that have to be recognised ---------------------------------------------------------------------------------


def pages(count: int, page: Callable[[], object], plain: Callable[[], object]) -> Callable[..., Extracted]:
    """Reads a document that is called *scan* as one of so many scanned pages, each of which does something."""

    def extract_one(source: Source, cache: Cache | None = None) -> Extracted:
        if source.path.stem == "scan":
            for _ in range(count):
                ocr.before_page()
                page()
        else:
            plain()
        return extracting.extract_one(source, cache)

    return extract_one


def busy(seconds: float) -> Callable[[], None]:
    def work() -> None:
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass

    return work


def pause(seconds: float) -> Callable[[], None]:
    return lambda: time.sleep(seconds)


#: Pages of a scan, what each does, what a document without such pages does; how the two end.
PAGES = [
    pytest.param(5, busy(0.9), busy(0), "", "", id="each within its time"),
    pytest.param(1, busy(9), busy(9), "more than 2 seconds of processor time", "more than 1 seconds", id="too long"),
    pytest.param(3, pause(2), pause(60), "", "it was not done after 3 seconds", id="each waits for something"),
]


@pytest.mark.usefixtures("forked", "tried")
@pytest.mark.parametrize(("count", "page", "plain", "scan", "other"), PAGES)
def test_only_a_document_with_pages_to_recognise_has_more_time_and_for_each_of_them(
    count: int,
    page: Callable[[], object],
    plain: Callable[[], object],
    scan: str,
    other: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(settings("workers"), "clock", 3 if "not done" in other else 60)
    monkeypatch.setitem(settings("ocr"), "seconds", 1)
    monkeypatch.setattr(worker, "extract_one", pages(count, page, plain))
    for found, says in zip(done(brochures(tmp_path, ["a", "scan"]), tmp_path, 1), (other, scan), strict=True):
        assert (found.document.status, says in found.document.detail) == ("failed" if says else "ok", True)


@pytest.mark.usefixtures("forked", "tried")
def test_only_a_worker_that_recognises_pages_has_the_memory_for_the_models_and_none_leaves_its_own_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(settings("workers"), "megabytes_ocr", 4000)
    seen = tmp_path / "seen"

    def look() -> None:
        with seen.open("a") as stream:
            stream.write(f"{resource.getrlimit(resource.RLIMIT_AS)[0]} {resource.getrlimit(resource.RLIMIT_CORE)}\n")

    monkeypatch.setattr(worker, "extract_one", pages(1, look, look))
    done(brochures(tmp_path, ["a", "scan"]), tmp_path, 1)
    assert seen.read_text() == "3000000000 (0, 0)\n4000000000 (0, 0)\n"
