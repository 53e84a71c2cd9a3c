"""How likely a mention has a role: a linear model over its features, its weights in ``lexicon/role_weights.toml``."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from extractors.lexicon import toml

#: Why a value that the model is not sure of is doubtful.
DOUBT = "only the words around it say what it is, and they leave it open"


def chance(role: str, features: Mapping[str, float]) -> float:
    """The probability, 0 to 1, that what has these features has a role."""
    table = _table(role)
    total = table["bias"] + sum(table["weights"].get(name, 0.0) * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0)))


def status(role: str, probability: float) -> str:
    """``inferred`` where the model is sure, ``doubtful`` where it is not, empty below what is published."""
    table = _table(role)
    return "inferred" if probability >= table["sure"] else "doubtful" if probability >= table["least"] else ""


def doubt(status: str) -> str:
    """Why a person should look at a value that the model gives this status; empty where it is sure."""
    return DOUBT if status == "doubtful" else ""


def reasons(role: str, features: Mapping[str, float], most: int = 4) -> tuple[str, ...]:
    """What spoke loudest for or against the role: ``l1.cost +1.2``."""
    weights = _table(role)["weights"]
    told = [(name, weights.get(name, 0.0) * value) for name, value in features.items()]
    ranked = sorted((t for t in told if t[1]), key=lambda t: (-abs(t[1]), t[0]))[:most]
    return tuple(f"{name} {share:+.1f}" for name, share in ranked)


def _table(role: str) -> Mapping[str, Any]:
    table: Mapping[str, Any] = toml("role_weights")[role]
    return table
