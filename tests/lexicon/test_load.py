"""The tables of words as a whole: each can be read, and one that cannot is named."""

import subprocess
import sys
from pathlib import Path

import pytest

from extractors import lexicon


def test_every_table_can_be_read() -> None:
    lexicon.load_all()


def test_a_table_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "brokenwords.toml").write_text("words = [\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "files", lambda _: tmp_path)
    with pytest.raises(ValueError, match=r"^brokenwords\.toml: "):
        lexicon.load_all()


def test_no_table_is_read_before_the_run_looks_at_them_all() -> None:
    """A module that reads one when it is imported ends in a traceback where the table is broken."""
    program = (
        "import pipeline.cli, pipeline.run; from extractors import lexicon, modules; modules();"
        "print(lexicon.toml.cache_info().currsize, lexicon.rows.cache_info().currsize)"
    )
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["0", "0"]
