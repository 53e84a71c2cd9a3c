"""Reports, the corpora, and agreement with the other way to count."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.run import extract
from tests.scoring import gold, published, report
from tests.scoring.__main__ import main
from tests.scoring.corpora import ROOT, Corpus, Result, corpora, judged
from tests.scoring.gold import GoldDocument
from tests.scoring.made import asked, given
from tests.scoring.tally import Count

SHARED = ROOT.parent / "shared"


def _result(*, held_back: bool = False) -> Result:
    documents = {"a.txt": GoldDocument("a.txt", (asked(start="2009"),))}
    corpus = Corpus("pages", Path("d"), Path("g"), held_back=held_back)
    return judged(corpus, documents, {"a.txt": [given("Clean Wells", ("start", "2010"))]})


def test_errors_are_told_one_by_one_where_asked_for() -> None:
    assert "missed start: 2009" not in report.text(_result())
    assert "missed start: 2009" in report.text(_result(), verbose=True)
    assert "wrong  start: 2010 (stated)" in report.text(_result(), verbose=True)


def test_single_errors_of_held_back_documents_are_never_told() -> None:
    told = report.text(_result(held_back=True), verbose=True) + report.as_json([_result(held_back=True)])
    assert "2009" not in told
    assert "a.txt" not in told
    assert "micro-F1 0.5000" in told


def test_counts_are_written_as_data() -> None:
    counted = json.loads(report.as_json([_result()]))["pages"]
    assert counted["all"] == {"right": 1, "wrong": 1, "missed": 0, "spurious": 0}
    assert counted["documents"] == {"a.txt": counted["all"]}
    assert (counted["micro_f1"], counted["silent"], counted["perfect"]) == (0.5, 1, 0)


def test_the_tables_replace_what_stands_between_the_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- accuracy -->\nold\n<!-- /accuracy -->\nafter\n", encoding="utf-8")
    for _ in range(2):
        report.write(page, r"| new \1 |")
    assert page.read_text(encoding="utf-8") == "before\n<!-- accuracy -->\n| new \\1 |\n<!-- /accuracy -->\nafter\n"


def test_a_page_may_ask_for_the_first_table_only(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- accuracy: corpora -->\nold\n<!-- /accuracy -->\n", encoding="utf-8")
    for _ in range(2):
        report.write(page, "| one |\n| 1 |\n\n| two |")
    assert page.read_text(encoding="utf-8") == "<!-- accuracy: corpora -->\n| one |\n| 1 |\n<!-- /accuracy -->\n"


def test_a_page_without_marks_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n", encoding="utf-8")
    with pytest.raises(ValueError, match="holds them 0 times"):
        report.write(page, "new")
    assert page.read_text(encoding="utf-8") == "before\n"


@pytest.mark.parametrize("missing", ["documents", "gold"])
def test_two_folders_must_both_be_there(missing: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    there = tmp_path / "there"
    there.mkdir()
    folders = [tmp_path / "nowhere" if missing == name else there for name in ("documents", "gold")]
    assert main([str(folder) for folder in folders]) == 2
    assert "both folders must be there" in capsys.readouterr().err


def test_gold_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text('{"document": "x.txt"}', encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.json is no gold"):
        gold.load(tmp_path)


def test_a_page_is_in_one_part_of_the_corpus_only() -> None:
    parts = [c for c in corpora() if c.documents == ROOT / "tests/corpus"]
    names = {path.stem for path in (ROOT / "tests/corpus/gold").glob("*.json")}
    chosen = [{name for name in names if re.fullmatch(c.select, name)} for c in parts]
    assert len(chosen) == 2
    assert chosen[0] | chosen[1] == names
    assert not chosen[0] & chosen[1]


def test_every_page_of_the_corpus_has_gold_and_every_gold_its_page() -> None:
    pages = {p.name for p in (ROOT / "tests/corpus").iterdir() if p.suffix in (".txt", ".html")}
    golds = gold.load(ROOT / "tests/corpus/gold")
    assert {g.file for g in golds} == pages


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared samples are not on this machine")
@pytest.mark.parametrize("name", ["samples", "seeds"])
def test_the_micro_f1_is_that_of_the_shared_scorer(name: str, tmp_path: Path) -> None:
    corpus = Corpus(name, SHARED / name, SHARED / name / "gold")
    golds = {g.file: g for g in gold.load(corpus.gold)}
    extract([p for p in sorted(corpus.documents.iterdir()) if p.name in golds], tmp_path / "out")
    own = judged(corpus, golds, published.load(tmp_path / "out")).tally
    command = [sys.executable, str(SHARED / "score.py"), str(tmp_path / "out"), str(corpus.gold)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1]
    theirs = re.match(r"micro-F1 ([\d.]+) .*\((\d+) found, (\d+) missed, (\d+) extra\).* silent errors (\d+)", told)
    assert theirs is not None
    assert own.total.f1 == pytest.approx(float(theirs[1]), abs=0.002)
    assert own.listings == Count(right=int(theirs[2]), missed=int(theirs[3]), spurious=int(theirs[4]))
    assert own.silent == pytest.approx(int(theirs[5]), abs=2)
