"""Runs over what was done before: nothing done twice, nothing stale, nothing lost when the cache is."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

import extractors
from extractors.evidence import Block, Finding
from pipeline import cache, extracting
from pipeline.again import unchanged
from pipeline.cache import Cache, program
from pipeline.document import Document
from pipeline.extracting import EXTRACTING, READING
from pipeline.progress import Outcome
from pipeline.run import extract
from tests.folders import tree

ROOT = Path(__file__).resolve().parents[1]
ONE = "Safe Harbours for Coastal Fishers\n\nCountry: Kenya\nBudget: US$ 1,000\nDonor: Norway\n"
TWO = "Clean Wells for Upland Farmers\n\nCountry: Nepal\nBudget: EUR 2,500\nDonor: Spain\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "one.txt").write_text(ONE, encoding="utf-8")
    (folder / "two.txt").write_text(TWO, encoding="utf-8")
    return folder


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is done in earnest from now on: ``read one.txt``, ``cut one`` …"""
    done: list[str] = []
    reads, cuts = extracting.read, extracting.segment

    def read(path: Path, name: str, document_id: str) -> Document:
        done.append(f"read {name}")
        return reads(path, name, document_id)

    def segment(document: Document) -> object:
        done.append(f"cut {document.document_id}")
        return cuts(document)

    monkeypatch.setattr(extracting, "read", read)
    monkeypatch.setattr(extracting, "segment", segment)
    return done


def entries(out: Path) -> list[Path]:
    return sorted(out.with_name(f".{out.name}.cache").glob("*.json.gz"))


def changed_program(monkeypatch: pytest.MonkeyPatch, *parts: str) -> None:
    """As if a file below one of these parts had been edited."""

    def edited(*asked: str) -> str:
        touched = any(p == a or p.startswith(f"{a}/") for p in parts for a in asked)
        return program(*asked) + ("*" if touched else "")

    monkeypatch.setattr(extracting, "program", edited)


def test_a_second_run_does_nothing_again_and_gives_the_same_bytes(raw: Path, tmp_path: Path, work: list[str]) -> None:
    extract([raw], tmp_path / "out")
    before, first = tree(tmp_path / "out"), list(work)
    assert first == ["read one.txt", "cut one", "read two.txt", "cut two"]
    work.clear()
    shutil.rmtree(tmp_path / "out")
    extract([raw], tmp_path / "out")
    assert (work, tree(tmp_path / "out")) == ([], before)


def test_only_a_file_that_changed_is_done_again(raw: Path, tmp_path: Path, work: list[str]) -> None:
    extract([raw], tmp_path / "out")
    (raw / "two.txt").write_text(TWO.replace("2,500", "2,600"), encoding="utf-8")
    work.clear()
    extract([raw], tmp_path / "out")
    assert work == ["read two.txt", "cut two"]
    assert b"2600" in (tmp_path / "out" / "projects.csv").read_bytes()


def test_what_the_manifest_says_is_not_read_again_but_extracted_again(
    raw: Path, tmp_path: Path, work: list[str]
) -> None:
    extract([raw], tmp_path / "out")
    (raw / "manifest.csv").write_text("file,published\none.txt,2011\n", encoding="utf-8")
    work.clear()
    extract([raw], tmp_path / "out")
    assert work == ["cut one"]
    assert b"2011" in (tmp_path / "out" / "projects.csv").read_bytes()


def test_a_file_with_a_new_folder_is_not_done_again_and_has_its_new_name(
    raw: Path, tmp_path: Path, work: list[str]
) -> None:
    extract([raw], tmp_path / "out")
    (raw / "2009").mkdir()
    (raw / "one.txt").rename(raw / "2009" / "one.txt")
    work.clear()
    extract([raw], tmp_path / "out")
    assert work == []
    assert (tmp_path / "out" / "documents.csv").read_text(encoding="utf-8").splitlines()[1].startswith(
        "2009-one,2009/one.txt,"
    )  # fmt: skip


def test_a_removed_file_takes_its_rows_with_it(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "out")
    (raw / "one.txt").unlink()
    made = extract([raw], tmp_path / "out")
    assert (made.tables["documents"], made.tables["projects"], made.unchanged) == (1, 1, False)
    assert not (tmp_path / "out" / "text" / "one.txt").exists()
    assert b"Harbours" not in (tmp_path / "out" / "listings.csv").read_bytes()


#: What is edited, and what has to be done again for it.
EDITS = [
    (("extractors/lexicon/money.toml",), ["cut one", "cut two"]),
    (("extractors/budgets.py",), ["cut one", "cut two"]),
    (("pipeline/segment/titles.py",), ["cut one", "cut two"]),
    (("pipeline/settings.toml",), ["read one.txt", "cut one", "read two.txt", "cut two"]),
    (("pipeline/read/pdf.py",), ["read one.txt", "cut one", "read two.txt", "cut two"]),
    (("pipeline/reconcile/arithmetic.py",), []),
    (("pipeline/publish/tables.py",), []),
]


@pytest.mark.parametrize(("parts", "again"), EDITS)
def test_a_change_of_the_program_does_again_what_it_touches(
    raw: Path,
    tmp_path: Path,
    work: list[str],
    monkeypatch: pytest.MonkeyPatch,
    parts: tuple[str, ...],
    again: list[str],
) -> None:
    extract([raw], tmp_path / "out")
    changed_program(monkeypatch, *parts)
    work.clear()
    extract([raw], tmp_path / "out")
    assert work == again


def modules(parts: tuple[str, ...]) -> set[str]:
    """The modules whose files are part of a digest."""
    files = (p for part in parts for p in [ROOT / part, *(ROOT / part).rglob("*.py")] if p.suffix == ".py")
    names = (p.relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") for p in files)
    return {n.removesuffix(".__init__") for n in names}


@pytest.mark.parametrize(("stage", "parts"), [("pipeline.read", READING), ("pipeline.segment", EXTRACTING)])
def test_a_digest_holds_all_that_its_stage_imports(stage: str, parts: tuple[str, ...]) -> None:
    graph = grimp.build_graph("pipeline", "extractors", cache_dir=None)
    needed = {
        *graph.find_upstream_modules(stage, as_package=True),
        *(d for d in graph.find_descendants(stage)),
        *(graph.find_upstream_modules("extractors", as_package=True) if parts is EXTRACTING else ()),
    }
    assert needed - modules(parts) == set()


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A program of one file, in a world with one package."""
    monkeypatch.setattr(cache, "_ROOT", tmp_path)
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site")])
    (tmp_path / "a" / "__pycache__").mkdir(parents=True)
    (tmp_path / "a" / "x.py").write_text("1")
    (tmp_path / "site" / "pypdfium2-5.0.dist-info").mkdir(parents=True)
    yield tmp_path
    program.cache_clear()


#: What is written or renamed, and whether it makes another program.
TOUCHED = [
    ("a/x.py", "2", True), ("a/words.toml", "", True), ("a/deep/x.py", "", True),
    ("a/__pycache__/x.pyc", "2", False), ("b/x.py", "2", False),
    ("site/spacy-3.8.dist-info/METADATA", "", True), ("site/spacy/__init__.py", "", False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "another"), TOUCHED)
def test_the_digest_of_the_program_follows_code_data_and_packages(
    packages: Path, name: str, text: str, another: bool
) -> None:
    program.cache_clear()
    before = program("a")
    (packages / name).parent.mkdir(parents=True, exist_ok=True)
    (packages / name).write_text(text)
    program.cache_clear()
    assert (program("a") != before) is another


@pytest.mark.parametrize("name", ["a/x.py", "site/pypdfium2-5.0.dist-info"])
def test_another_name_makes_another_program(packages: Path, name: str) -> None:
    program.cache_clear()
    before = program("a")
    (packages / name).rename((packages / name).with_name("y"))
    program.cache_clear()
    assert program("a") != before


def test_a_failed_document_is_tried_again_and_the_others_are_not(
    raw: Path, tmp_path: Path, work: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = extractors.read

    def broken(block: Block) -> Iterator[Finding]:
        if any("Nepal" in f.value.text for f in block.fields):
            raise ValueError("a bug")
        yield from honest(block)

    monkeypatch.setattr(extractors, "read", broken)
    assert extract([raw], tmp_path / "out").failed == ("two.txt",)
    assert unchanged([raw], tmp_path / "out") is None
    work.clear()
    monkeypatch.setattr(extractors, "read", honest)
    assert extract([raw], tmp_path / "out").failed == ()
    assert work == ["cut two"]


def test_a_file_that_cannot_be_read_is_tried_again(raw: Path, tmp_path: Path, work: list[str]) -> None:
    (raw / "bad.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Type")
    extract([raw], tmp_path / "out")
    work.clear()
    assert extract([raw], tmp_path / "out").unchanged is True
    assert work == ["read bad.pdf"]


@pytest.mark.parametrize(
    "damage", [b"", b"\x1f\x8b", b"{}", gzip.compress(b"[", mtime=0), gzip.compress(b"[1]", mtime=0), None]
)
def test_a_damaged_entry_is_as_good_as_none(raw: Path, tmp_path: Path, damage: bytes | None) -> None:
    out = tmp_path / "out"
    extract([raw], out)
    before = tree(out)
    for path in entries(out):
        path.write_bytes(path.read_bytes()[:-9] if damage is None else damage)
    assert unchanged([raw], out) is None
    assert extract([raw], out).unchanged is True
    assert tree(out) == before
    assert unchanged([raw], out) is not None


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(raw: Path, tmp_path: Path) -> None:
    (tmp_path / ".out.cache").write_text("in the way")
    assert extract([raw], tmp_path / "out").tables["projects"] == 2
    assert extract([raw], tmp_path / "out").unchanged is True


def test_entries_of_no_use_any_more_go(raw: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    extract([raw], out, report=False)
    (out.with_name(".out.cache") / "tmpx.part").write_bytes(b"half")
    assert len(entries(out)) == 5
    (raw / "one.txt").unlink()
    extract([raw], out, report=False)
    assert len(entries(out)) == 3
    assert not list(out.with_name(".out.cache").glob("*.part"))


def test_the_cache_is_its_owners_alone_and_tells_tools_what_it_is(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "out")
    folder = tmp_path / ".out.cache"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert (folder / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")
    assert (folder / ".gitignore").read_text() == "*\n"


def test_an_entry_is_plain_data(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "out", report=False)
    for path in entries(tmp_path / "out"):
        assert isinstance(json.loads(gzip.decompress(path.read_bytes())), list)


def test_a_write_that_fails_leaves_no_entry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(source: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    store = Cache(tmp_path / "c")
    store.put("k", ["v"])
    assert store.get("k", list[str]) is None


# --- the last run once more ------------------------------------------------------------------------------------------


def test_unchanged_input_is_told_at_once_with_the_same_counts(raw: Path, tmp_path: Path) -> None:
    first = extract([raw], tmp_path / "out")
    told = unchanged([raw], tmp_path / "out")
    assert told is not None
    assert (told.tables, told.findings, told.documents) == (first.tables, first.findings, first.documents)
    assert (first.unchanged, told.unchanged) == (False, True)


def _touch_input(raw: Path, out: Path) -> None:
    (raw / "one.txt").write_text(ONE + "\n", encoding="utf-8")


def _add_input(raw: Path, out: Path) -> None:
    (raw / "three.txt").write_text(TWO, encoding="utf-8")


def _drop_input(raw: Path, out: Path) -> None:
    (raw / "one.txt").unlink()


def _tell_more(raw: Path, out: Path) -> None:
    (raw / "manifest.csv").write_text("file,published\none.txt,2011\n", encoding="utf-8")


def _correct(raw: Path, out: Path) -> None:
    (raw / "corrections.csv").write_text("project\n", encoding="utf-8")


def _edit_output(raw: Path, out: Path) -> None:
    (out / "projects.csv").write_bytes(b"edited")


def _lose_output(raw: Path, out: Path) -> None:
    (out / "text" / "one.txt").unlink()


def _lose_sums(raw: Path, out: Path) -> None:
    (out / "SHA256SUMS").unlink()


def _lose_cache(raw: Path, out: Path) -> None:
    shutil.rmtree(out.with_name(".out.cache"))


@pytest.mark.parametrize(
    "happens",
    [_touch_input, _add_input, _drop_input, _tell_more, _correct, _edit_output, _lose_output, _lose_sums, _lose_cache],
)
def test_whatever_changes_calls_for_a_run(raw: Path, tmp_path: Path, happens: object) -> None:
    extract([raw], tmp_path / "out")
    happens(raw, tmp_path / "out")  # type: ignore[operator]
    assert unchanged([raw], tmp_path / "out") is None


def test_another_option_or_another_program_calls_for_a_run(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract([raw], tmp_path / "out")
    assert unchanged([raw], tmp_path / "out", contacts=False) is None
    monkeypatch.setattr("pipeline.again.program", lambda *parts: "another")
    assert unchanged([raw], tmp_path / "out") is None


def test_a_file_beside_the_dataset_does_not_call_for_a_run(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "out")
    (tmp_path / "out" / "notes.md").write_text("mine", encoding="utf-8")
    assert unchanged([raw], tmp_path / "out") is not None


def test_the_command_says_unchanged_without_waiting_for_the_libraries(raw: Path, tmp_path: Path) -> None:
    assert isinstance(extract([raw], tmp_path / "out"), Outcome)
    code = (
        "import sys, pipeline.cli as c\n"
        f"print(c.main(['extract', {str(raw)!r}, '--out', {str(tmp_path / 'out')!r}]))\n"
        "print(sorted(sys.modules))"
    )
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    made = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": path}
    )
    assert "out is unchanged\n" in made.stdout
    assert not any(f"'{name}'" in made.stdout for name in ("pyarrow", "pandas", "spacy", "pypdfium2", "regex", "lxml"))
