"""What the pool promises of many documents: a queue with an end, memory that does not grow, a worker for each core."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import tracemalloc
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from pipeline import extracting, workers
from pipeline.cache import Cache
from pipeline.inputs import Source, gather
from pipeline.progress import silent
from pipeline.reconcile import Extracted
from pipeline.workers import cores, extracted, worker
from pipeline.workers.pool import Pool
from pipeline.workers.supervisor import warm
from tests.hostile import good
from tests.hostile.trial import ROOT

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no workers without fork")


@pytest.fixture(scope="module", autouse=True)
def loaded(tmp_path_factory: pytest.TempPathFactory) -> None:
    """All that is loaded late is there before the first fork, as in a supervisor."""
    warm(tmp_path_factory.mktemp("warm"))


def brochures(folder: Path, count: int, longer: int = 1) -> list[Source]:
    """So many brochures, each as long as it is and ``longer`` times its narrative."""
    folder.mkdir()
    for number in range(count):
        story = f"The project helps families of village {number} with boats and with courses. " * longer
        text = "\n".join([*good.facts(number), "", story])
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return gather([folder])


@pytest.mark.usefixtures("forked")
def test_those_whose_workers_died_are_done_again_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "log"

    def told(word: str, name: str) -> None:
        with log.open("a") as stream:
            stream.write(f"{word} {name}\n")

    def extract_one(source: Source, cache: Cache | None = None) -> Extracted:
        name = source.path.stem
        first = not log.exists() or f"began {name}\n" not in log.read_text()
        told("began", name)
        if first:
            os.abort()
        time.sleep(0.3)  # long enough for another one to begin, if any could
        told("ended", name)
        return extracting.extract_one(source, cache)

    monkeypatch.setattr(worker, "extract_one", extract_one)
    found = list(extracted(brochures(tmp_path / "raw", 3), Cache(tmp_path / "cache"), silent, 3))
    assert [one.document.status for one in found] == ["ok"] * 3
    again = log.read_text().splitlines()[3:]
    assert again == ["began 000", "ended 000", "began 001", "ended 001", "began 002", "ended 002"]


@pytest.mark.usefixtures("forked")
@pytest.mark.parametrize("jobs", [1, 3])
def test_no_more_files_are_taken_up_than_the_workers_begin_soon(jobs: int, tmp_path: Path) -> None:
    taken = 0
    most = 0

    def files(sources: Sequence[Source]) -> Iterator[tuple[int, Source]]:
        nonlocal taken
        for number, source in enumerate(sources):
            taken += 1
            yield number, source

    with Pool(jobs, tmp_path / "cache") as pool:
        for done, _ in enumerate(pool.run(files(brochures(tmp_path / "raw", 20)))):
            most = max(most, taken - done)
    assert (taken, most) == (20, 2 * jobs + 1)  # one has ended when the next is taken


@pytest.mark.usefixtures("forked")
def test_memory_does_not_grow_with_the_number_of_documents_while_they_are_read(tmp_path: Path) -> None:
    def peak(name: str, count: int) -> int:
        files = brochures(tmp_path / name, count, longer=20)
        tracemalloc.start()
        deque(extracted(files, Cache(tmp_path / f"{name}-cache"), silent, 2), maxlen=0)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak("first", 2)  # what is loaded once
    few, many = peak("few", 4), peak("many", 28)
    assert many < 1.5 * few


class EnoughSeenError(Exception):
    """A test knows what it wanted to know."""


def test_there_are_as_many_workers_as_cores_unless_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Watched(Pool):
        def __init__(self, jobs: int, cache: Path) -> None:
            asked.append(jobs)
            super().__init__(jobs, cache)

        def start(self) -> None:
            raise EnoughSeenError

    monkeypatch.setattr(workers, "Pool", Watched)
    monkeypatch.setattr(workers, "cores", lambda: 5)
    files = brochures(tmp_path / "raw", 9)
    for jobs in (None, 2, 30):
        with pytest.raises(EnoughSeenError):
            next(iter(extracted(files, Cache(tmp_path / "cache"), silent, jobs)))
    assert asked == [5, 2, 9]


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="only Linux says which cores a process may use")
def test_the_cores_are_those_that_this_process_may_use() -> None:
    one = f"import os; os.sched_setaffinity(0, {{{min(os.sched_getaffinity(0))}}}); import pipeline.workers as w"
    told = subprocess.run(
        [sys.executable, "-c", f"{one}; print(w.cores())"], capture_output=True, text=True, check=True
    )
    assert (told.stdout, cores()) == ("1\n", len(os.sched_getaffinity(0)))


def test_what_the_supervisor_has_loaded_is_frozen_before_it_forks(tmp_path: Path) -> None:
    code = (
        "import gc, socket, sys\n"
        "from pipeline.workers import supervisor\n"
        "supervisor.Supervisor.serve = lambda self: print(gc.get_freeze_count() > 100_000)\n"
        "ours, theirs = socket.socketpair()\n"
        f"supervisor.main(str(theirs.detach()), '1', {str(tmp_path)!r})\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "True\n"


# --- from without -----------------------------------------------------------------------------------------------------


def children(process: int) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def waited(what: Callable[[], list[int]]) -> list[int]:
    """What there is once there is something."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            if found := what():
                return found
        except OSError:
            pass
        time.sleep(0.02)
    raise AssertionError("nothing came")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="processes are looked up in /proc")
def test_kill_9_of_a_worker_costs_no_document(tmp_path: Path) -> None:
    files, out = brochures(tmp_path / "raw", 12, longer=20), tmp_path / "out"
    wishes = ["--out", str(out), "--jobs", "2", "--no-report"]
    run = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "extract", str(tmp_path / "raw"), *wishes],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    (supervisor,) = waited(lambda: children(run.pid))
    killed = waited(lambda: children(supervisor))[0]
    os.kill(killed, signal.SIGKILL)
    _, errors = run.communicate(timeout=120)
    assert (run.returncode, "Traceback" in errors) == (0, False)
    rows = (out / "documents.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert [",ok," in row for row in rows] == [True] * len(files)
