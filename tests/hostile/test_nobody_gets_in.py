"""No document has anything fetched, run or opened: brochures that try to are read to tables, report and all."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from tests.folders import table
from tests.hostile.bait import SECRET, Bait
from tests.hostile.lures import lures, manifest
from tests.hostile.sentry import posted
from tests.report import browser as chromium
from tests.report.opened import of_folder

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux tells who opened which file")

#: Seconds that a run over all lures may take; it takes a few on a machine that has nothing else to do.
_PATIENCE = 600

_PUBLICATION = """name = "lured"
title = "Lured"
[iati]
ref = "XM-DAC-1"
name = "Lured"
type = "40"
"""


class Run(NamedTuple):
    """A run over all lures, and what came of it."""

    code: int
    errors: str
    refused: list[str]  #: what the sentries wrote down
    touched: list[str]  #: of the bait
    out: Path


@pytest.fixture(scope="module")
def bait(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bait]:
    made = Bait(tmp_path_factory.mktemp("lured") / "bait")
    yield made
    made.close()


def extracted(place: Path, *wishes: str, first: str = "") -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """The command over ``place/raw``, each of its processes under a sentry, and what these refused.

    It may read ``raw``, and write below ``made`` and to a folder for temporary files.
    """
    made, scratch, log = place / "made", place / "scratch", place / "log"
    made.mkdir()
    scratch.mkdir()
    environment = posted(place / "post", log, [place / "raw"], [made, scratch], first)
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "extract", str(place / "raw"), "--out", str(made / "out"), *wishes],
        env={**environment, "TMPDIR": str(scratch), "HOME": str(scratch)},
        cwd=scratch, capture_output=True, text=True, timeout=_PATIENCE, check=False,
    )  # fmt: skip
    return done, log.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def run(bait: Bait) -> Run:
    """A run with two workers, which makes everything that can be made."""
    place = bait.folder.parent
    for name, data in lures(bait):
        (place / "raw" / name).parent.mkdir(parents=True, exist_ok=True)
        (place / "raw" / name).write_bytes(data)
    (place / "raw" / "manifest.csv").write_bytes(manifest(bait))
    (place / "raw" / "publication.toml").write_text(_PUBLICATION, encoding="utf-8")
    bait.touched()
    done, refused = extracted(place, "--jobs", "2", "--duckdb", "--iati", "--quiet")
    return Run(done.returncode, done.stderr, refused, bait.touched(), place / "made" / "out")


def test_nothing_had_to_be_refused(run: Run) -> None:
    assert run.refused == []
    assert (run.code, "Traceback" in run.errors) == (0, False)


def test_no_bait_was_touched_by_compiled_libraries_either(run: Run) -> None:
    assert run.touched == []


def test_every_lure_is_read_as_the_brochure_that_it_is(run: Run, bait: Bait) -> None:
    listings = {row["document_id"]: row for row in table(run.out, "listings")}
    documents = table(run.out, "documents")
    assert sorted(row["file"] for row in documents) == sorted(name for name, _ in lures(bait))
    for row in documents:
        assert (row["file"], row["status"], row["listings"]) == (row["file"], "ok", "1")
        assert (row["file"], listings[row["document_id"]]["budget"]) == (row["file"], "1000")


def test_nothing_that_is_published_holds_what_stood_outside(run: Run) -> None:
    files = [path for path in run.out.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"report.html", "pledgebook.xlsx", "pledgebook.duckdb", "left-out.csv"}
    assert [path.name for path in files if SECRET.encode() in path.read_bytes()] == []
    assert SECRET not in of_folder(run.out).said()


@pytest.mark.skipif(not chromium.found(), reason="no Chromium is installed: apt-get install chromium")
def test_the_report_on_them_asks_for_nothing_and_runs_nothing(run: Run, bait: Bait) -> None:
    bait.touched()
    with chromium.browser() as window:
        opened = chromium.Opened(window, run.out / "report.html")
        for view in ("", "projects", "review", "review/f1", "about"):
            opened.go(view)
        assert (opened.foreign(), opened.troubles) == ([], [])
    assert bait.touched() == []


# --- that these tests would see it ------------------------------------------------------------------------------------

#: What a reader could do, and the event that tells of it.
DEEDS = [
    ("import socket; socket.create_connection(('127.0.0.1', 9))", "socket.getaddrinfo"),
    ("import socket; socket.socket().connect(('127.0.0.1', 9))", "socket.connect"),
    ("import socket; socket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))", "socket.sendto"),
    ("import socket; socket.gethostbyname('evil.example')", "socket.gethostbyname"),
    ("import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')", "urllib.Request"),
    ("import os; os.system('true')", "os.system"),
    ("import os; os.execv('/bin/true', ['true'])", "os.exec"),
    ("import subprocess; subprocess.run(['true'])", "subprocess.Popen"),
    ("open('/etc/passwd')", "open"),
    ("import pathlib; pathlib.Path('../made/x/../../outside').write_text('x')", "open"),
    ("import os; os.open('../raw/a.txt', os.O_WRONLY)", "open"),
]


@pytest.mark.parametrize(("deed", "event"), DEEDS)
def test_a_sentry_refuses_what_leaves_the_process_and_writes_it_down(deed: str, event: str, tmp_path: Path) -> None:
    for folder in ("raw", "made", "scratch"):
        (tmp_path / folder).mkdir()
    environment = posted(tmp_path / "post", tmp_path / "log", [tmp_path / "raw"], [tmp_path / "made"])
    done = subprocess.run(
        [sys.executable, "-c", deed], env=environment, cwd=tmp_path / "scratch", capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 1
    assert f"Refused: {event}: " in done.stderr
    assert (tmp_path / "log").read_text(encoding="utf-8").partition(":")[0] == event


def test_a_worker_stands_under_a_sentry_too(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("Safe Harbours\n\nCountry: Kenya\nBudget: US$ 1,000\n", encoding="utf-8")
    first = (
        "import os\n"
        "from pipeline.workers import worker\n"
        "worker.extract_one = lambda *_: os.system('true')\n"
    )  # fmt: skip
    done, refused = extracted(tmp_path, "--jobs", "1", "--no-report", first=first)
    assert refused == ["os.system: (b'true',)"] * 2  # it is tried once more
    assert done.returncode == 1


def test_a_reader_that_gave_in_would_touch_the_bait(bait: Bait) -> None:
    (document,) = (data for name, data in lures(bait) if name == "xml/entity-of-file-as.xhtml")
    bait.touched()
    naive = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False)
    assert SECRET in "".join(etree.fromstring(document, naive).itertext())
    assert "secret.txt" in bait.touched()


def test_a_guest_of_the_server_would_be_counted(bait: Bait) -> None:
    bait.touched()
    code = f"import urllib.request; urllib.request.urlopen({bait.url('evil.js')!r})"
    subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert bait.touched() == ["server: GET /evil.js HTTP/1.1"]
