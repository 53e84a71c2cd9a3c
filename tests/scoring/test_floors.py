"""The accuracy does not fall unseen: each corpus gives what it gave when its floor was pinned."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.scoring import floors
from tests.scoring.corpora import Corpus, Result, corpora, score
from tests.scoring.floors import Floor
from tests.scoring.tally import Count, Tally


@pytest.mark.parametrize("corpus", corpora(), ids=lambda c: c.name)
def test_a_corpus_stands_on_its_floor(corpus: Corpus) -> None:
    if corpus.absent:
        pytest.skip(f"{corpus.documents.name} is not on this machine")
    floor = floors.load()[corpus.name]
    assert floors.digest(corpus) == floor.sha256, "the corpus changed: look at it, then python -m tests.scoring --pin"
    new = floors.measured(score(corpus))
    assert floors.falls(floor, new) == []
    assert floors.rises(floor, new) == [], "better than the floor: python -m tests.scoring --pin"


def floor(right: int, wrong: int, silent: int = 0) -> Floor:
    return Floor("0", {"budget": [right, wrong]}, silent)


@pytest.mark.parametrize(
    ("new", "fallen", "risen"),
    [
        (floor(9, 1), [], []),
        (floor(8, 1), ["budget: 9 values were right, now 8"], []),
        (floor(10, 2), ["budget: 1 values were wrong or too many, now 2"], ["budget: 9 values were right, now 10"]),
        (floor(9, 1, 1), ["silent errors: 0, now 1"], []),
        (Floor("0", {}, 0), ["budget: 9 values were right, now 0"], ["budget: 1 values were wrong or too many, now 0"]),
    ],
)
def test_what_is_worse_and_what_is_better_is_told_apart(new: Floor, fallen: list[str], risen: list[str]) -> None:
    assert floors.falls(floor(9, 1), new) == fallen
    assert floors.rises(floor(9, 1), new) == risen


@pytest.fixture
def small(tmp_path: Path) -> Corpus:
    """A corpus of one document."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "gold").mkdir()
    (tmp_path / "docs" / "a.txt").write_text("Budget: 1", encoding="utf-8")
    (tmp_path / "gold" / "a.json").write_text('{"document": "a.txt", "projects": []}', encoding="utf-8")
    return Corpus("small", tmp_path / "docs", tmp_path / "gold")


def result(corpus: Corpus, right: int) -> Result:
    return Result(corpus, Tally(fields={"budget": Count(right=right)}), {})


def test_the_digest_changes_with_a_document(small: Corpus) -> None:
    before = floors.digest(small)
    (small.documents / "a.txt").write_text("Budget: 2", encoding="utf-8")
    assert floors.digest(small) != before


def test_a_floor_is_raised_and_not_lowered(small: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    floors.pin([result(small, 5)], path=path)
    floors.pin([result(small, 6)], path=path)
    with pytest.raises(ValueError, match="small would fall"):
        floors.pin([result(small, 4)], path=path)
    assert floors.load(path)["small"].counts["budget"] == [6, 0]


def test_a_floor_is_lowered_with_its_reason(small: Corpus, tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    floors.pin([result(small, 5)], path=path)
    floors.pin([result(small, 4)], "a “rule” went", path=path)
    lowered = floors.load(path)["small"]
    assert (lowered.counts["budget"], lowered.lowered) == (
        [4, 0],
        ("a “rule” went: budget: 5 values were right, now 4",),
    )
