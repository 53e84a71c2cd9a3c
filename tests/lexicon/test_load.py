"""The tables of words as a whole: each can be read, and one that cannot is named."""

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
