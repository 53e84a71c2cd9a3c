"""Rules whose values are doubtful as a whole: on real pages they were right too seldom (``rule_counts.toml``)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.settings import settings


class Count(NamedTuple):
    """How many of a rule's values were right and wrong where nothing else made them doubtful."""

    right: int
    wrong: int


@cache
def counts() -> Mapping[str, Count]:
    """What was measured, by the id of the rule."""
    text = files("pipeline").joinpath("rule_counts.toml").read_text(encoding="utf-8")
    return {rule: Count(**both) for rule, both in tomllib.loads(text)["rules"].items()}


def doubt(rule: str) -> str:
    """Why what a rule read is doubtful; empty for a rule that is right often enough, or was seen too seldom."""
    seen = counts().get(rule)
    limits = settings("doubt")
    if seen is None or seen.right + seen.wrong < limits["rule_seen"]:
        return ""
    if seen.right >= limits["rule_right"] * (seen.right + seen.wrong):
        return ""
    return f"what is read in this way was right in {seen.right} of {seen.right + seen.wrong} cases on real pages"
