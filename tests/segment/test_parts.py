"""Titles inside a line: what stands between the marks, codes, labels and document kinds of a flattened line."""

from pathlib import Path

import pytest

from extractors.evidence import Candidate
from pipeline.read import read
from pipeline.segment import Sheet, parts
from pipeline.segment.draft import Draft


def best(tmp_path: Path, text: str, found: list[Candidate] | None = None) -> str:
    """The best part of a text's lines; empty where none is likely."""
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    sheet = Sheet(read(path, path.name, "d"))
    out = parts.find(sheet, Draft(), found or [])
    return out[0].value.text if out else ""


FLAT = (
    " Country: Malawi Duration: 24 months The works began in the north and the wells were dug by the villages there. "
    * 2
)
HITS = [
    (
        "1 PROJECT COMPLETION REPORT Support to Clean Wells in the Lake Provinces (SCWLP)" + FLAT,
        "Support to Clean Wells in the Lake Provinces (SCWLP)",
    ),
    (
        "National Wells Development Program - Appraisal Report\nNational Wells Development Program",
        "National Wells Development Program",
    ),
]


@pytest.mark.parametrize(("text", "title"), HITS)
def test_title_inside_a_line(tmp_path: Path, text: str, title: str) -> None:
    assert best(tmp_path, text) == title


MISSES = [
    "The ministry said on Monday that roads are to be mended before the rains begin in the hills.",
    "Total cost: $40,000 - Contact: office@example.org",
    "Ministry of Water",
]


@pytest.mark.parametrize("text", MISSES)
def test_no_title_inside_a_line(tmp_path: Path, text: str) -> None:
    assert not best(tmp_path, text)


def test_several_names_in_one_line() -> None:
    assert parts.several("Original: English Appraisal Report Clean Wells Project Annex 1")
    assert parts.several("wells and roads " * 20)
    assert not parts.several("Clean Wells for the Lake Provinces")
