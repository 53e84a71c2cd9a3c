"""The corpora, and a run of the program over one of them."""

from __future__ import annotations

import re
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pipeline.run import extract

from . import gold, judge, published
from .gold import GoldDocument
from .judge import Verdict
from .tally import Tally

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents and what people read in them."""

    name: str
    documents: Path
    gold: Path
    select: str = ""  #: pattern of file names without suffix; all where empty
    says: str = ""
    held_back: bool = False  #: single errors are never shown

    @property
    def absent(self) -> bool:
        """Whether it is not on this machine."""
        return not (self.documents.is_dir() and self.gold.is_dir())


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a corpus: the counts, and the verdicts by document."""

    corpus: Corpus
    tally: Tally
    verdicts: dict[str, list[Verdict]]


def corpora(root: Path = ROOT) -> list[Corpus]:
    """The corpora of ``corpora.toml``, whether they are there or not."""
    rows = tomllib.loads(Path(__file__).with_name("corpora.toml").read_text(encoding="utf-8"))["corpus"]
    return [Corpus(**{**row, "documents": root / row["documents"], "gold": root / row["gold"]}) for row in rows]


def score(corpus: Corpus) -> Result:
    """Run the program on the documents that have gold, and judge what it publishes.

    Raises FileNotFoundError where none of the gold has its document.
    """
    found = pairs(corpus)
    if not found:
        raise FileNotFoundError(f"no document in {corpus.documents} has gold in {corpus.gold}")
    with tempfile.TemporaryDirectory() as folder:
        extract(list(found), Path(folder) / "dataset")
        listings = published.load(Path(folder) / "dataset")
    return judged(corpus, {path.name: document for path, document in found.items()}, listings)


def judged(corpus: Corpus, documents: dict[str, GoldDocument], listings: dict[str, list[published.Listing]]) -> Result:
    """The result for a dataset that is there already; ``documents`` is gold by file name."""
    tally, verdicts = Tally(), {}
    for name, document in documents.items():
        verdicts[name] = judge.document(document, listings.get(name, []))
        tally.add(name, verdicts[name], negative=not document.listings)
    return Result(corpus, tally, verdicts)


def pairs(corpus: Corpus) -> dict[Path, GoldDocument]:
    """Files with gold; a file pairs with gold of its name, else of its name without suffix."""
    files = sorted(p for p in corpus.documents.iterdir() if p.is_file())
    by_name = {p.name: p for p in files}
    by_stem = {p.stem: p for p in files}
    found = {}
    for document in gold.load(corpus.gold):
        stem = Path(document.file).stem
        path = by_name.get(document.file) or by_stem.get(stem)
        if path and re.fullmatch(corpus.select or ".*", stem):
            found[path] = document
    return found
