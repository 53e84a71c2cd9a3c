"""Fit the weights by which a page with room for one project is about one (``[verdict]`` in ``pipeline/settings.toml``).

``python -m tests.scoring.fit_verdict DOCUMENTS GOLD ... [--pinned DOCUMENTS GOLD ...]``: each pair of folders is a
batch. Pages that have room for one project count, and the texts that the tests of the segmenter hold.
Printed first is what weights that were fitted on the other batches decide on each.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import numpy as np

from extractors.evidence import Candidate
from pipeline.document import Document
from pipeline.read import read
from pipeline.segment import segment, verdict
from pipeline.segment.draft import Draft
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings
from tests.segment.paper import TITLE, cases, written

from . import gold
from .fit import least

#: Strength of the L2 penalty on what a weight moves; how many pages with a project one without counts for; how many
#: pages a page counts for whose answer tests pin.
PENALTY, AGAINST, PINNED = 10.0, 3.0, 6.0


class Page(NamedTuple):
    """A page: its evidence, and whether it lists a project."""

    batch: str
    name: str
    evidence: dict[str, float]
    lists: bool
    pinned: bool = False  #: whether tests hold what it says


class Fitted(NamedTuple):
    """What each piece of evidence weighs, and the sum from which on a page is about a project."""

    weights: dict[str, float]
    least: float


def pages(documents: Path, answers: Path, *, pinned: bool = False) -> Iterator[Page]:
    """The pages of a batch that the verdict is asked about."""
    for asked in gold.load(answers):
        path = documents / asked.file
        if path.is_file() and (evidence := evidence_of(read(path, path.name, "d"))):
            yield Page(str(documents), path.name, evidence, bool(asked.listings), pinned)


def held() -> Iterator[Page]:
    """The texts that the tests of the segmenter hold: without a project, with fields of one, with parts of one."""
    texts = [(case["name"], case["text"], False) for case in cases("no_project")]
    texts += [(case["form"], f"{TITLE}\n\n{case['text']}\n", True) for case in cases("labels")]
    texts += [(case["why"], case["text"], True) for case in cases("no_lists") if case["projects"] == 1]
    for name, text, lists in texts:
        if evidence := evidence_of(written(text)):
            yield Page("cases", name, evidence, lists, pinned=True)


def evidence_of(document: Document) -> dict[str, float]:
    """The evidence that the verdict sums up; empty where it is not asked."""
    found: list[dict[str, float]] = []
    whole = verdict.score

    def keep(sheet: Sheet, draft: Draft, title: Candidate | None) -> float:
        found.append(verdict.evidence(sheet, draft, title))
        return whole(sheet, draft, title)

    with patch.object(verdict, "score", keep):
        segment(document)
    return found[0] if found else {}


def present() -> Fitted:
    """The weights that are there."""
    weights = {name: float(value) for name, value in settings("verdict").items()}
    return Fitted(weights, float(settings("verdict_head")["least"]))


def learn(every: Sequence[Page], before: Fitted) -> Fitted:
    """The weights of greatest likelihood less the penalty on their distance from those before (logistic regression).

    The least sum is free of it.
    """
    names = sorted(before.weights)
    rows = np.array([[1.0, *(page.evidence.get(name, 0.0) for name in names)] for page in every])
    lists = np.array([float(page.lists) for page in every])
    counts = np.array([(1.0 if page.lists else AGAINST) * (PINNED if page.pinned else 1.0) for page in every])
    prior = np.array([-before.least, *(before.weights[name] for name in names)])
    bias, *found = (round(float(weight), 2) for weight in least(rows, lists, prior, PENALTY, counts))
    return Fitted(dict(zip(names, found, strict=True)), -bias)


def over(page: Page, fitted: Fitted) -> float:
    """How far a page's sum lies above the least one: its log odds of listing a project."""
    return sum(fitted.weights.get(name, 0.0) * value for name, value in page.evidence.items()) - fitted.least


def told(batch: str, every: Sequence[Page], fitted: Fitted) -> str:
    """How many pages of a batch are decided wrongly."""
    lost = [page.name for page in every if page.lists and over(page, fitted) < 0]
    more = [page.name for page in every if not page.lists and over(page, fitted) >= 0]
    none = sum(not page.lists for page in every)
    return f"{batch}: {len(lost)} of {len(every) - none} lost {lost}; {len(more)} of {none} without any taken {more}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what cross-validation says, and the weights fitted on all batches."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.scoring.fit_verdict", description="Fit the weights of the verdict."
    )
    parser.add_argument("folders", metavar="DIR", type=Path, nargs="+", help="documents, then gold, of each batch")
    parser.add_argument("--pinned", metavar="DIR", type=Path, nargs="+", default=[], help="batches that tests pin")
    given = parser.parse_args(arguments)
    every = [*held()]
    for folders, pinned in ((given.folders, False), (given.pinned, True)):
        for documents, answers in zip(folders[::2], folders[1::2], strict=True):
            every += pages(documents, answers, pinned=pinned)
    for batch in sorted({page.batch for page in every}):
        own = [page for page in every if page.batch == batch]
        print(f"# {told(batch, own, learn([page for page in every if page.batch != batch], present()))}")
    fitted = learn(every, present())
    print(f"# {told('all', every, fitted)}")
    print("[verdict]", *(f"{name} = {value}" for name, value in fitted.weights.items()), sep="\n")
    print("[verdict_head]", f"least = {fitted.least}", sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
