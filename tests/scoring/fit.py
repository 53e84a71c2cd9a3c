"""Fit the weights by which amounts and countries that no rule reads are told apart.

``python -m tests.scoring.fit DOCUMENTS GOLD [DOCUMENTS GOLD ...]``: each pair of folders is a batch. What is printed is
what a model that was fitted on the other batches says of each: never what it says of what it has seen.
"""

from __future__ import annotations

import argparse
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from extractors import amount_roles, country_roles, period_roles
from extractors.evidence import Block, Finding
from extractors.timespans import order_of
from pipeline.extracting import extract_one
from pipeline.inputs import Source
from pipeline.run import extract

from . import gold, judge, published
from .items import number

#: Strength of the L2 penalty, and how many examples a feature needs; others did worse on held-out batches.
PENALTY, SEEN = 4.0, 6
PRIORS = tomllib.loads(Path(__file__).with_name("priors.toml").read_text(encoding="utf-8"))
#: Probabilities at which the cross-validation is told.
THRESHOLDS = (0.3, 0.4, 0.45, 0.5, 0.6, 0.7, 0.8, 0.9)


class Example(NamedTuple):
    """A value that a block names: its features, whether it has the role, and whether no rule read the role there."""

    batch: str
    block: str
    features: dict[str, float]
    holds: bool
    open: bool


#: What an :class:`Example` is of a value: features, whether it has the role, whether no rule reads the role there.
Offer = tuple[dict[str, float], bool, bool]


class Model(NamedTuple):
    """A bias and the weights of features."""

    bias: float
    weights: dict[str, float]

    def chance(self, features: dict[str, float]) -> float:
        """The probability of the role."""
        total = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return float(1 / (1 + np.exp(-total)))


def learn(examples: Sequence[Example], prior: Mapping[str, float] | None = None) -> Model:
    """The logistic model of least loss and L2 penalty, by Newton's steps; the unseen stays as the prior says."""
    prior = prior or {}
    seen = Counter(name for e in examples for name in e.features)
    names = sorted({name for name, count in seen.items() if count >= SEEN} | prior.keys())
    place = {name: n for n, name in enumerate(names, 1)}
    table = np.zeros((len(examples), len(names) + 1))
    table[:, 0] = 1
    for row, one in enumerate(examples):
        for name, value in one.features.items():
            if name in place:
                table[row, place[name]] = value
    answers = np.array([float(e.holds) for e in examples])
    found = least(table, answers, np.array([0.0, *(prior.get(name, 0.0) for name in names)]), PENALTY)
    return Model(float(found[0]), {n: round(float(w), 2) for n, w in zip(names, found[1:], strict=True)})


def least(
    table: np.ndarray, answers: np.ndarray, drawn: np.ndarray, strength: float, counts: np.ndarray | float = 1.0
) -> np.ndarray:
    """The weights of least loss, by Newton's steps from the prior; a step that would make it worse is halved.

    The first column is the bias's, which the penalty leaves free; ``counts``: for how many a row counts.
    """
    penalty = np.array([1e-6] + [strength] * (len(drawn) - 1))

    def loss(weights: np.ndarray) -> float:
        total = table @ weights
        off = (counts * (np.logaddexp(0, total) - answers * total)).sum()
        return float(off + (penalty * (weights - drawn) ** 2).sum() / 2)

    found = drawn.copy()
    for _ in range(50):
        guess = 1 / (1 + np.exp(-np.clip(table @ found, -30, 30)))
        slope = table.T @ (counts * (guess - answers)) + penalty * (found - drawn)
        step = np.linalg.solve((table * (counts * guess * (1 - guess))[:, None]).T @ table + np.diag(penalty), slope)
        while loss(found - step) > loss(found) and np.abs(step).max() > 1e-9:
            step /= 2
        found = found - step
    return found


def held_out(examples: Sequence[Example], prior: Mapping[str, float] | None = None) -> list[float]:
    """The probability of each example by a model that was fitted on the other batches."""
    batches = sorted({e.batch for e in examples})
    models = {batch: learn([e for e in examples if e.batch != batch], prior) for batch in batches}
    return [models[e.batch].chance(e.features) for e in examples]


def told(role: str, examples: Sequence[Example], chances: Sequence[float]) -> str:
    """Right values among those published at each threshold, where no rule read the role: one a block, or countries."""
    best: dict[str, float] = {}
    for one, chance in zip(examples, chances, strict=True):
        best[one.block] = max(best.get(one.block, 0.0), chance)
    kept = [
        (e.holds, c)
        for e, c in zip(examples, chances, strict=True)
        if e.open and (role == "country" or c == best[e.block])
    ]
    parts = []
    for least in THRESHOLDS:
        right = [holds for holds, chance in kept if chance >= least]
        parts.append(f"{least}: {sum(right)} of {len(right)}")
    return f"{role}: {sum(e.holds and e.open for e in examples)} to find; right at " + ", ".join(parts)


def budgets(block: Block, asked: gold.GoldListing, found: Sequence[Finding]) -> Iterator[Offer]:
    """The amounts of a block: features, whether one is a budget, whether no rule reads a budget there."""
    budgeted = (i.key for reading in asked.readings for i in reading if i.field == "budget")
    wanted = {key[0] for key in budgeted if isinstance(key, tuple)}
    stated = any(f.fixed.get("kind") in ("budget", "component") and f.rule != amount_roles.BUDGET.id for f in found)
    for figure in amount_roles.figures(block):
        yield figure.features, number(figure.amount.value) in wanted, not stated


def countries(block: Block, asked: gold.GoldListing, found: Sequence[Finding]) -> Iterator[Offer]:
    """The countries of a block: features, whether the project works there, whether no rule reads a country there.

    A country that one of two readings has and the other has not teaches nothing.
    """
    readings = [{i.key for i in reading if i.field == "country"} for reading in asked.readings]
    wanted = set.intersection(*readings)
    disputed = set.union(*readings) - wanted
    places = [f for f in found if f.kind == "place" and f.rule != country_roles.CONTEXT.id]
    stated = any(f.fixed.get("basis") != "narrative" for f in places)
    for one in country_roles.named(block):
        if one.code not in disputed:
            yield one.features, one.code in wanted, not stated


def spans(block: Block, asked: gold.GoldListing, found: Sequence[Finding]) -> Iterator[Offer]:
    """The ranges of dates of a block: features, whether one is the period, whether no rule reads a date there."""
    wanted = [{i.key for reading in asked.readings for i in reading if i.field == field} for field in ("start", "end")]
    stated = any(name in f.cells for f in _periods(found) for name in ("start", "end"))
    for one in period_roles.spans(block, order_of(block)):
        holds = all(one.cells[name].value in keys for name, keys in zip(("start", "end"), wanted, strict=True))
        yield one.features, holds, not stated


def durations(block: Block, asked: gold.GoldListing, found: Sequence[Finding]) -> Iterator[Offer]:
    """The lengths of time of a block: features, whether one is the duration, whether no rule reads one there."""
    wanted = {float(str(i.key)) for reading in asked.readings for i in reading if i.field == "duration"}
    stated = any("duration_months" in f.cells for f in _periods(found))
    for one in period_roles.durations(block):
        yield one.features, float(one.cells["duration_months"].value) in wanted, not stated


def _periods(found: Sequence[Finding]) -> list[Finding]:
    return [f for f in found if f.kind == "period" and f.rule != period_roles.CONTEXT.id]


ROLES = {"budget": budgets, "country": countries, "span": spans, "duration": durations}


def examples(documents: Path, answers: Path) -> Iterator[tuple[str, Example]]:
    """The examples of a batch, each with its role: of the listings that gold has as well."""
    with tempfile.TemporaryDirectory() as folder:
        asked = {g.file: g.listings for g in gold.load(answers)}
        paths = [path for name in asked if (path := documents / name).is_file()]
        extract(paths, Path(folder))
        found = published.load(Path(folder))
    for path in paths:
        read = extract_one(Source(path, path.name, "d", {}))
        for i, j in judge.pairs(asked[path.name], found[path.name]).items():
            for role, offer in ROLES.items():
                for features, holds, still in offer(read.blocks[j], asked[path.name][i], read.findings[j]):
                    yield role, Example(str(documents), f"{documents}/{path.name}/{j}", features, holds, still)


def as_toml(role: str, model: Model) -> str:
    """The table of a role; what a person chose, the thresholds, stays in the file by hand."""
    weights = (f'"{name}" = {weight:g}' for name, weight in sorted(model.weights.items()) if weight)
    lines = [f"[{role}.weights]", *weights]
    return f"bias = {model.bias:.2f}\n\n" + "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what cross-validation says, and the weights fitted on all batches."""
    parser = argparse.ArgumentParser(prog="python -m tests.scoring.fit", description="Fit the weights of roles.")
    parser.add_argument("folders", metavar="DIR", type=Path, nargs="+", help="documents, then gold, of each batch")
    folders = parser.parse_args(arguments).folders
    batches = zip(folders[::2], folders[1::2], strict=True)
    every = [e for documents, answers in batches for e in examples(documents, answers)]
    for role in ROLES:
        own = [one for name, one in every if name == role]
        print(f"# {told(role, own, held_out(own, PRIORS[role]))}")
        print(f"[{role}]\n{as_toml(role, learn(own, PRIORS[role]))}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
