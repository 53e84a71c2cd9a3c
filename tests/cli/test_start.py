"""What a command loads before it does its work: a person who asks for help must not wait for the libraries."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.publish import publish
from tests.publish.sample import DOCUMENTS, dataset

ROOT = Path(__file__).resolve().parents[2]

#: Libraries that take longer to load than a person should wait for help.
HEAVY = {"charset_normalizer", "currency_converter", "email_validator", "lxml", "numpy", "pandas", "pdfplumber",
         "phonenumbers", "pikepdf", "pyarrow", "pypdfium2", "rapidfuzz", "regex", "rich", "shtab", "spacy", "tqdm",
         "xlsxwriter"}  # fmt: skip

#: Our own modules that load them, or tables of words.
OWN = {"extractors", "pipeline.run", "pipeline.read", "pipeline.segment", "pipeline.reconcile", "pipeline.publish"}


def loaded(code: str) -> set[str]:
    """The modules that a program has loaded at its end."""
    code += "\nimport sys; print(*sorted(sys.modules), sep='\\n', file=sys.stderr)"
    path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    env = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    return set(done.stderr.splitlines())


def run(*arguments: str) -> str:
    return f"import pipeline.cli as c\ntry: c.main({list(arguments)!r})\nexcept SystemExit: pass"


@pytest.mark.parametrize("arguments", [("--help",), ("extract", "--help"), ("--version",), ("dance",)])
def test_help_loads_no_library_and_no_stage(arguments: tuple[str, ...]) -> None:
    found = loaded(run(*arguments))
    assert "pipeline.cli.parser" in found
    assert found & (HEAVY | OWN) == set()


@pytest.mark.parametrize("code", ["import pipeline", "from pipeline import extract, load, Dataset"])
def test_the_package_is_cheap_to_import(code: str) -> None:
    found = loaded(code)
    assert "pipeline" in found
    assert found & (HEAVY | (OWN - {"pipeline.run"})) == set()


@pytest.mark.parametrize("command", ["explain", "coverage", "diff"])
def test_what_looks_at_a_dataset_loads_no_reader_and_no_model(tmp_path: Path, command: str) -> None:
    publish(dataset(), DOCUMENTS, tmp_path)
    arguments = {"explain": ["p1", "budget", "--in", str(tmp_path)], "coverage": [str(tmp_path)]}
    found = loaded(run(command, *arguments.get(command, [str(tmp_path), str(tmp_path)])))
    assert "pipeline.publish.load" in found
    assert found & {"spacy", "pypdfium2", "pdfplumber", "lxml", "pandas", "pyarrow"} == set()
