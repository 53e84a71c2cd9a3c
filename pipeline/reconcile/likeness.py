"""Whether two statements of one brochure's editions are of one project, told from what they state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz import fuzz

from extractors.lexicon import squeeze
from pipeline.settings import settings


class Sketch(NamedTuple):
    """What is compared of a project as one document states it."""

    title: str
    codes: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    budget: str = ""
    addresses: frozenset[str] = frozenset()


def sketch(title: str, codes: str, places: Sequence[str], budget: str, addresses: Sequence[str]) -> Sketch:
    """The sketch of these values; ``codes`` is a list cell."""
    folded = frozenset(squeeze(c) for c in codes.split("; ") if c)
    return Sketch(squeeze(title), folded, frozenset(filter(None, places)), budget, frozenset(filter(None, addresses)))


def score(one: Sketch, other: Sketch) -> float:
    """How much speaks for one project; 0 where codes or countries contradict each other, or a title is missing."""
    apart = any(a and b and not a & b for a, b in ((one.codes, other.codes), (one.places, other.places)))
    if apart or not one.title or not other.title:
        return 0.0
    weights = settings("editions")
    alike = fuzz.token_sort_ratio(one.title, other.title) / 100
    low = weights["title_from"]
    total: float = weights["title"] * max(alike - low, 0) / (1 - low)
    for name in ("codes", "places", "budget", "addresses"):
        mine, others = getattr(one, name), getattr(other, name)
        shared = mine & others if name in ("codes", "addresses") else mine == others and mine
        total += weights[name] if shared else 0
    return total


def pairs(old: Sequence[Sketch], new: Sequence[Sketch]) -> list[tuple[int, int]]:
    """Which of the new are which of the old, by their numbers: each the other's best, and no rival near."""
    weights = settings("editions")
    scores = {(i, j): score(one, other) for i, one in enumerate(old) for j, other in enumerate(new)}
    rows, columns = ([_Best() for _ in side] for side in (old, new))
    for (i, j), found in scores.items():
        rows[i].see(found)
        columns[j].see(found)
    out = []
    for (i, j), best in scores.items():
        rival = max(rows[i].beside(best), columns[j].beside(best))
        if best >= weights["least"] and best - rival >= weights["ahead"]:
            out.append((i, j))
    return out


class _Best:
    """The two highest of some scores."""

    def __init__(self) -> None:
        self.first = self.second = 0.0

    def see(self, score: float) -> None:
        """Count one in."""
        self.first, self.second = max(self.first, score), max(min(self.first, score), self.second)

    def beside(self, score: float) -> float:
        """The highest of the others, where this one is among them."""
        return self.second if score == self.first else self.first
