"""A run over good and hostile files: each has its row, none costs another, the command says what it promises."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tarfile
import time
from itertools import chain
from pathlib import Path

import pytest

from pipeline.cli import main
from tests.hostile import good, pdfs, texts
from tests.hostile.case import Case
from tests.hostile.trial import ROOT, trial

#: What the tests of every day try: some of each kind; ``make robustness`` tries all of them.
FEW = {
    "truncated": 8, "flipped": 5, "holed": 4, "structure": 30, "bombs": 1, "locks": 9, "names": 9, "writing": 9,
    "lines": 0, "bytes": 40, "encodings": 4, "tongues": 9, "pages": 0,
}  # fmt: skip

#: Of those that take long, the ones that are worth it.
ALSO = {
    "lines/blanks.txt", "lines/brackets.txt", "lines/borders.txt", "pages/scripts.html", "pages/items-counted.html",
    "pages/deep-boxes.html", "pages/laughs.xhtml", "pages/entity-from-outside.xhtml", "pages/only-scripts.html",
    "pages/cells-that-span.html", "pages/entities.html",
}  # fmt: skip


def few() -> list[Case]:
    kept: list[Case] = []
    kinds: dict[str, list[Case]] = {}
    for case in chain(pdfs.cases(), texts.cases()):
        if not case.large:
            kinds.setdefault(case.name.partition("/")[0], []).append(case)
    for kind, cases in kinds.items():
        step = max(len(cases) // FEW[kind], 1) if FEW[kind] else len(cases) + 1
        kept += [case for at, case in enumerate(cases) if (FEW[kind] and at % step == 0) or case.name in ALSO]
    return kept


def test_every_file_of_a_mixed_run_has_a_right_row_and_the_command_its_exit_code(tmp_path: Path) -> None:
    bad = few()
    assert len(bad) >= 80
    whole = trial(tmp_path, [*good.cases(40), *bad], jobs=2, seconds=300)
    assert (whole.missing, whole.wrong) == ((), ())
    assert (whole.code, whole.crashed(), whole.hung(), whole.wrong_code()) == (1, 0, 0, False)
    assert whole.errors == ""


def test_a_run_without_a_failed_file_ends_with_0(tmp_path: Path) -> None:
    fine = [case for case in pdfs.locks() if case.name in ("locks/empty-password.pdf", "locks/scan.pdf")]
    done = trial(tmp_path, [*good.cases(2), *fine], jobs=1, seconds=120)
    assert (done.code, done.wrong_code(), done.wrong) == (0, False, ())


def left_over(scratch: Path) -> set[int]:
    """The processes of the run that keeps its passing files in ``scratch``; others may run beside it."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if f"TMPDIR={scratch}".encode() in (folder / "environ").read_bytes().split(b"\0"):
                found.add(int(folder.name))
        except OSError:
            continue
    return found


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="processes are looked up in /proc")
def test_ctrl_c_ends_a_run_with_130_and_a_sentence_and_the_next_run_goes_on(tmp_path: Path) -> None:
    scratch, raw, out = tmp_path / "tmp", tmp_path / "raw", tmp_path / "out"
    scratch.mkdir()
    for case in good.cases(120):
        (raw / case.name).parent.mkdir(parents=True, exist_ok=True)
        (raw / case.name).write_bytes(case.data())
    run = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", "extract", str(raw), "--out", str(out), "--jobs", "1"],
        cwd=ROOT, env={**os.environ, "TMPDIR": str(scratch)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    kept = tmp_path / ".out.cache"
    deadline = time.monotonic() + 120
    while len(list(kept.glob("*.json.gz"))) < 8 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert run.pid in left_over(scratch)
    run.send_signal(signal.SIGINT)
    told, errors = run.communicate(timeout=60)
    assert (run.returncode, told) == (130, "")
    assert "Traceback" not in errors and len(errors.strip().splitlines()) <= 1
    assert left_over(scratch) == set()
    assert list(scratch.iterdir()) == [] and not out.exists()
    finished = {entry: entry.stat().st_mtime_ns for entry in kept.glob("*.json.gz")}
    assert main(["extract", str(raw), "--out", str(out), "--quiet"]) == 0
    assert all(entry.stat().st_mtime_ns == at for entry, at in finished.items())


def public() -> list[Path]:
    """Source packages of PDF libraries that somebody has put into the folder that PLEDGEBOOK_PDFS names."""
    folder = os.environ.get("PLEDGEBOOK_PDFS", "")
    return sorted(Path(folder).glob("*.tar.gz")) if folder else []


def packed(packages: list[Path]) -> list[Case]:
    """The PDFs in these packages."""
    found: dict[str, bytes] = {}
    for package in packages:
        with tarfile.open(package) as opened:
            for member in opened.getmembers():
                if member.isfile() and member.name.lower().endswith(".pdf"):
                    found[f"public/{member.name}"] = opened.extractfile(member).read()  # type: ignore[union-attr]
    return [Case(name, lambda d=data: d) for name, data in sorted(found.items())]


@pytest.mark.skipif(not public(), reason="PLEDGEBOOK_PDFS names no folder with packages of PDF libraries")
def test_every_pdf_of_other_libraries_has_a_row(tmp_path: Path) -> None:
    done = trial(tmp_path, packed(public()), jobs=2, seconds=1200)
    assert (done.missing, done.wrong, done.wrong_code()) == ((), (), False)
