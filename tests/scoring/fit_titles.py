"""Fit the weights by which the title of a page's only project is chosen (``pipeline/title_weights.toml``).

``python -m tests.scoring.fit_titles DOCUMENTS GOLD [DOCUMENTS GOLD ...]``: each pair of folders is a batch. Pages with
one project and a title count. Printed first is what weights that were fitted on the other batches choose on each.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import numpy as np

from extractors.evidence import Candidate
from pipeline.read import read
from pipeline.segment import contest, ranking, segment
from pipeline.segment.draft import Draft
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings

from . import gold
from .items import title

#: Strength of the L2 penalty, and on how many pages a mark must stand; others did no better on held-out batches.
PENALTY, SEEN = 4.0, 5

#: The likelihood from which on a title is not doubtful.
SURE = float(settings("doubt")["title_likely"]) / 10


class Choice(NamedTuple):
    """The candidates of a page: their words, their marks, and which of them are right."""

    batch: str
    page: str
    words: list[str]
    marks: list[dict[str, float]]
    right: list[bool]


def choices(documents: Path, answers: Path) -> Iterator[Choice]:
    """The pages of a batch that have one project with a title."""
    for asked in gold.load(answers):
        path = documents / asked.file
        keys = {i.key for one in asked.listings for reading in one.readings for i in reading if i.field == "title"}
        if len(asked.listings) != 1 or not keys - {""} or not path.is_file():
            continue
        offers = candidates(path)
        right = [title(one.excerpt.text) in keys for one in offers]
        yield Choice(str(documents), path.name, [o.excerpt.text for o in offers], [o.marks for o in offers], right)


def candidates(path: Path) -> list[ranking.Offer]:
    """What the contest for the title of a page's only project chooses from; none where there is no contest."""
    found: list[ranking.Offer] = []

    def keep(sheet: Sheet, draft: Draft, standing: Sequence[Candidate]) -> list[Candidate]:
        found[:] = list(ranking.offers(sheet, draft, standing))
        return list(standing)

    with patch.object(contest.ranking, "rank", keep):
        segment(read(path, path.name, "d"))
    return found


def learn(pages: Sequence[Choice]) -> dict[str, float]:
    """The weights of greatest likelihood less the penalty: what is likely is that a page's choice is right.

    A page may print its title twice; which of the right candidates is meant is estimated anew in each round, with the
    weights of the last one (expectation and maximisation, the latter by one step of Newton's).
    """
    pages = [page for page in pages if any(page.right)]
    seen = Counter(name for page in pages for name in {n for one in page.marks for n in one})
    names = sorted(name for name, count in seen.items() if count >= SEEN)
    if not names:
        return {}
    tables = [_table(page.marks, names) for page in pages]
    found = np.zeros(len(names))
    for _ in range(30):
        slope, bend = PENALTY * found, PENALTY * np.eye(len(names))
        for page, table in zip(pages, tables, strict=True):
            chance = _chances(table, found)
            meant = chance * page.right
            slope = slope - table.T @ (meant / meant.sum() - chance)
            mean = chance @ table
            bend = bend + (table * chance[:, None]).T @ table - np.outer(mean, mean)
        step = np.linalg.solve(bend, slope)
        found = found - step * min(1.0, 2.0 / max(np.abs(step).max(), 1e-9))
        if np.abs(step).max() < 1e-4:
            break
    return {name: round(float(value), 2) for name, value in zip(names, found, strict=True) if abs(value) >= 0.005}


def _table(marks: Sequence[dict[str, float]], names: Sequence[str]) -> np.ndarray:
    return np.array([[one.get(name, 0.0) for name in names] for one in marks])


def _chances(table: np.ndarray, weights: np.ndarray) -> np.ndarray:
    sums = table @ weights
    chance: np.ndarray = np.exp(sums - sums.max())
    return chance / chance.sum()


def chosen(page: Choice, weights: dict[str, float]) -> tuple[bool, float]:
    """Whether the words that a page's weights choose are right, and their likelihood."""
    if not page.words:
        return False, 0.0
    names = sorted(weights)
    chance = _chances(_table(page.marks, names), np.array([weights[name] for name in names]))
    likely: dict[str, float] = {}
    for words, value in zip(page.words, chance, strict=True):
        likely[words] = likely.get(words, 0.0) + float(value)
    best = max(likely, key=lambda words: likely[words])
    return any(r and w == best for w, r in zip(page.words, page.right, strict=True)), likely[best]


def told(batch: str, pages: Sequence[Choice], weights: dict[str, float]) -> str:
    """How many titles of a batch are chosen rightly, and how many of the likely ones are right."""
    made = [chosen(page, weights) for page in pages]
    sure = [right for right, chance in made if chance >= SURE]
    able = sum(any(page.right) for page in pages)
    right = sum(right for right, _ in made)
    return f"{batch}: {right} right of {len(made)} ({able} could be); {sum(sure)} of {len(sure)} from {SURE} on"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what cross-validation says, and the weights fitted on all batches."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.scoring.fit_titles", description="Fit the weights of titles."
    )
    parser.add_argument("folders", metavar="DIR", type=Path, nargs="+", help="documents, then gold, of each batch")
    folders = parser.parse_args(arguments).folders
    every = [page for pair in zip(folders[::2], folders[1::2], strict=True) for page in choices(*pair)]
    for batch in sorted({page.batch for page in every}):
        own = [page for page in every if page.batch == batch]
        print(f"# {told(batch, own, learn([page for page in every if page.batch != batch]))}")
    print("[weights]", *(f"{name} = {value}" for name, value in sorted(learn(every).items())), sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
