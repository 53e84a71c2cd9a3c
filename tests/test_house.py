"""The house rules that no other tool checks: size, direction of imports, nothing of one machine in the tree."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
HOUSE = PROJECT["tool"]["pledgebook"]["house"]
SOURCES = sorted(p for folder in ("pipeline", "extractors", "tests") for p in (ROOT / folder).rglob("*.py"))

#: What only one machine, or the way one machine fetches packages, would put into a file.
FOREIGN = re.compile(
    r"(?<![\w.}])/(?:work|farm|home|root|Users|private)/\w"
    r"|[A-Z]:\\Users\\"
    r"|--(?:extra-)?index-url\b"
    r"|--find-links\b"
    r"|file:///(?:opt|usr|home|root|work)/"
    r"|https?://[\w.-]+/(?:simple|packages)\b"
)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Each function of a file, with how many lines it has without its docstring."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = node.body[0]
            spoken = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
            docstring = (first.end_lineno or 0) - first.lineno + 1 if spoken else 0
            yield node.name, (node.end_lineno or 0) - node.lineno + 1 - docstring


def tracked() -> list[Path]:
    """The files of the repository that hold text."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a clone: there is no list of tracked files")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True)
    if listed.returncode:
        pytest.skip(f"git does not list the files: {listed.stderr.strip()}")
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return [p for p in paths if p.is_file() and b"\0" not in p.read_bytes()[:8192]]


def test_there_is_code_to_look_at() -> None:
    assert {named(p) for p in SOURCES} >= {"pipeline/run.py", "extractors/evidence.py", "tests/test_house.py"}


def test_every_folder_of_code_is_a_package() -> None:
    """Without ``__init__.py`` an installed clone does not find the data files beside the code."""
    folders = {
        p.parent for p in SOURCES if p.is_relative_to(ROOT / "pipeline") or p.is_relative_to(ROOT / "extractors")
    }
    assert {named(folder) for folder in folders if not (folder / "__init__.py").is_file()} == set()


def test_no_file_is_too_long() -> None:
    long = {named(p): n for p in SOURCES if (n := len(p.read_text("utf-8").splitlines())) > HOUSE["lines_of_a_file"]}
    assert long == {}


def test_few_functions_are_long() -> None:
    most = HOUSE["lines_of_a_function"]
    long = [f"{named(p)}:{name} {lines}" for p in SOURCES for name, lines in functions(p) if lines > most]
    assert len(long) <= HOUSE["longer_functions"], long


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("def f():\n    return 1\n", 2),
        ('def f():\n    """One.\n\n    Two.\n    """\n    return 1\n', 2),
        ("@cache\ndef f(\n    a,\n):\n    return a\n", 4),
        ("class C:\n    async def f(self):\n        return 1\n", 2),
    ],
)
def test_a_function_is_as_long_as_it_is_without_its_docstring(tmp_path: Path, source: str, lines: int) -> None:
    path = tmp_path / "one.py"
    path.write_text(source, encoding="utf-8")
    assert list(functions(path)) == [("f", lines)]


def test_nothing_in_the_tree_belongs_to_one_machine() -> None:
    found = [
        f"{named(path)}:{number}: {line.strip()[:100]}"
        for path in tracked()
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if FOREIGN.search(line) and path != Path(__file__).resolve()
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "cd /home/ann/src",
        "open('/root/x')",
        r"C:\Users\ann",
        "pip install --" + "index-url x",  # in parts, so that a plain search of the tree does not find it here
        "https://index.example/simple/pandas",
    ],
)
def test_what_belongs_to_one_machine_is_seen(line: str) -> None:
    assert FOREIGN.search(line)


@pytest.mark.parametrize(
    "line",
    [
        "https://www.unodc.org/home/index.html",
        "../shared/seeds",
        "the user's " + "home/" + "work balance",
        "src/" + "work/x",
    ],
)
def test_what_only_looks_like_it_is_not(line: str) -> None:
    assert not FOREIGN.search(line)


def test_imports_run_one_way() -> None:
    """The contracts of pyproject.toml, as ``lint-imports`` checks them."""
    assert len(PROJECT["tool"]["importlinter"]["contracts"]) == 3
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


@pytest.mark.parametrize("name", ["run", "dev", "bench"])
def test_a_lock_pins_every_package_by_hash_and_names_no_index(name: str) -> None:
    lines = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    heads = [n for n, line in enumerate(lines) if not line.startswith(" ")]
    assert heads
    for here, following in zip(heads, [*heads[1:], len(lines)], strict=True):
        assert re.match(r"[a-z0-9-]+==\S+( ; .+)? \\$", lines[here]), lines[here]
        assert all(re.match(r" {4}--hash=sha256:[0-9a-f]{64}( \\)?$", line) for line in lines[here + 1 : following])
        assert following > here + 1, lines[here]


@pytest.mark.parametrize(("name", "extra"), [("run", []), ("dev", ["dev"])])
def test_a_lock_holds_what_the_project_asks_for(name: str, extra: list[str]) -> None:
    text = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    pinned = {line.partition("==")[0] for line in text.splitlines() if "==" in line}
    asked = [*PROJECT["project"]["dependencies"]]
    asked += [d for e in extra for d in PROJECT["project"]["optional-dependencies"][e]]
    asked += PROJECT["build-system"]["requires"]  # the package is installed without fetching what builds it
    assert {re.match(r"[\w-]+", wanted)[0] for wanted in asked} <= pinned


def test_both_locks_pin_the_same_versions() -> None:
    run, dev = (
        {line for line in (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines() if "==" in line}
        for name in ("run.txt", "dev.txt")
    )
    assert run <= dev
