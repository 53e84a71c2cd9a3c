"""Every engine gives the same rows and the same dataset, wherever the brochures lie."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.extracting import extract_one
from pipeline.inputs import gather
from pipeline.progress import CannotRun
from pipeline.run import extract as extract_here
from pipeline.scale import Engine, extract, parts
from pipeline.scale.places import find
from pipeline.scale.spool import rows
from pipeline.scale.worker import results
from tests.folders import tree

pytest.importorskip("duckdb", reason="the package duckdb is not installed")

WELLS = """Project title: Clean Wells in Upland Villages
Project number: GLO/T59
Country: Kenya
Total cost: US$ 1,000,000
Pledged: Norway US$ 400,000
Shortfall: US$ 600,000
"""
PORTS = WELLS.replace("Clean Wells in Upland Villages", "Safe Harbours").replace("GLO/T59", "XAM/K25")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder of brochures with all that steers a run."""
    folder = tmp_path / "raw"
    (folder / "later").mkdir(parents=True)
    (folder / "wells.txt").write_text(WELLS, encoding="utf-8")
    (folder / "later" / "ports.txt").write_text(PORTS, encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\nnothing else\n")
    (folder / ".hidden").write_text("no brochure", encoding="utf-8")
    (folder / "manifest.csv").write_text("file,publisher,published\nwells.txt,UNODC,2010-03\n", encoding="utf-8")
    head = "project,table,column,source_value,corrected_value,reason,by,date"
    (folder / "corrections.csv").write_text(
        f"{head}\nGLO-T59,projects,title,Clean Wells in Upland Villages,Clean Wells,annex,Ann,2026-01-02\n",
        encoding="utf-8",
    )
    return folder


def test_the_disk_engine_gives_the_files_that_a_run_in_memory_gives(raw: Path, tmp_path: Path) -> None:
    expected = extract_here([raw], tmp_path / "here", report=False)
    outcome = extract([str(raw)], tmp_path / "there", Engine("disk", jobs=1))
    assert tree(tmp_path / "there") == tree(tmp_path / "here")
    assert (outcome.documents, outcome.failed) == (expected.documents, expected.failed)
    assert extract([str(raw)], tmp_path / "there", Engine("disk", jobs=1)).unchanged
    assert sorted(path.name for path in tmp_path.iterdir() if "work" in path.name) == []


def test_a_worker_gives_the_rows_of_the_local_engine(raw: Path) -> None:
    sources = gather([raw])
    local = [row for source in sources for row in parts.rows(extract_one(source))]
    given = [row for source in sources for row in results(source.path.read_bytes(), source.name, source.about)]
    assert given == local


@pytest.fixture(scope="module")
def ray() -> Iterator[None]:
    """A Ray of this machine with two processors."""
    engine = pytest.importorskip("ray", reason="the package ray is not installed (extra pledgebook[ray], 80 MB)")
    engine.init(num_cpus=2, include_dashboard=False, log_to_driver=False, configure_logging=False)
    yield
    engine.shutdown()


@pytest.mark.usefixtures("ray")
def test_ray_writes_the_rows_of_the_local_engine(raw: Path, tmp_path: Path) -> None:
    from pipeline.scale import engines

    found = find([str(raw)], tmp_path / "out", tmp_path)
    engines.ray(found, tmp_path / "parts", "", 2)
    columns = ("name", "part", "data")
    written = [row for path in (tmp_path / "parts").glob("*.parquet") for row in rows(path, *columns)]
    local = [row for source in gather([raw]) for row in parts.rows(extract_one(source))]
    assert sorted(written) == sorted((row["name"], row["part"], row["data"]) for row in local)


@pytest.mark.usefixtures("ray")
def test_ray_reads_and_writes_an_object_store_by_its_url(raw: Path, tmp_path: Path) -> None:
    extract_here([raw], tmp_path / "here", report=False)
    (tmp_path / "shared").mkdir()
    engine = Engine("ray", parts=f"file://{tmp_path}/shared/parts", jobs=2)
    extract([f"file://{raw}"], tmp_path / "there", engine)
    assert tree(tmp_path / "there") == tree(tmp_path / "here")


def test_the_files_of_an_object_store_are_those_of_a_folder(raw: Path, tmp_path: Path) -> None:
    here, there = find([str(raw)], tmp_path, tmp_path), find([f"file://{raw}"], tmp_path, tmp_path)
    assert [one[1:] for one in there.files] == [one[1:] for one in here.files]
    assert [one.name for one in there.files] == ["broken.pdf", "later/ports.txt", "wells.txt"]
    assert (there.steering[0] / "corrections.csv").read_bytes() == (raw / "corrections.csv").read_bytes()


@pytest.mark.skipif(find_spec("fsspec") is None, reason="the package fsspec is not installed")
def test_a_store_that_arrow_does_not_know_is_read_through_fsspec(tmp_path: Path) -> None:
    import fsspec

    with fsspec.open("memory://bucket/raw/wells.txt", "w") as file:
        file.write(WELLS)
    found = find(["memory://bucket/raw"], tmp_path, tmp_path)
    assert [one.name for one in found.files] == ["wells.txt"]
    with found.filesystem.open_input_stream(found.files[0].path) as stream:
        assert stream.read().decode() == WELLS


ERRORS = [
    (["extract", "s3://bucket/raw"], "an object store is read with --engine ray"),
    (["extract", "{raw}", "--engine", "disk", "--no-contacts"], "--no-contacts needs the whole dataset in memory"),
    (["extract", "{raw}", "--engine", "ray", "--duckdb"], "--duckdb needs the whole dataset in memory"),
    (["extract", "file://{raw}", "--engine", "disk"], "--engine disk reads folders of this machine"),
    (["extract", "file://{raw}", "{raw}", "--engine", "ray"], "but not both in one run"),
    (["extract", "file://{raw}/none", "--engine", "ray"], "cannot be read"),
    (["extract", "{raw}/none", "--engine", "disk"], "does not exist"),
]


@pytest.mark.parametrize(("typed", "says"), ERRORS)
def test_what_cannot_be_done_is_said(
    typed: list[str], says: str, raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [word.format(raw=raw) for word in typed]
    assert main([*given, "--out", str(tmp_path / "out")]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(("package", "engine"), [("ray", "ray"), ("duckdb", "disk")])
def test_a_package_that_is_missing_is_named(
    package: str, engine: str, raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(CannotRun, match=rf"pip install 'pledgebook\[{package}\]'"):
        extract([str(raw)], tmp_path / "out", Engine(engine, jobs=1))


def test_a_folder_without_brochures_is_said(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    with pytest.raises(CannotRun, match="holds no files to read"):
        extract([str(tmp_path / "raw")], tmp_path / "out", Engine("disk"))
