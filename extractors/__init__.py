"""What can be read off the text of one project block. Knows nothing of files, pages and ``pipeline``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from extractors import posts
from extractors.evidence import Block, Finding, Module, Rule

#: The extractors, in the order in which they read a block.
NAMES = (
    "titles",
    "codes",
    "budgets",
    "pledges",
    "countries",
    "periods",
    "contacts",
    "themes",
    "summaries",
    "shares",
    "leftovers",
)


@cache
def modules() -> tuple[Module, ...]:
    """The extractor modules."""
    return tuple(import_module(f"extractors.{name}").MODULE for name in NAMES)


@cache
def all_modules() -> tuple[Module, ...]:
    """The extractor modules, and those that do not read block by block: mentions, and what frames the projects."""
    return (*modules(), *(import_module(f"extractors.{name}").MODULE for name in ("mentions", "frame")))


@cache
def rules() -> Mapping[str, Rule]:
    """All rules by their published id."""
    return {rule.id: rule for module in all_modules() for rule in module.rules}


def read(block: Block) -> Iterator[Finding]:
    """All findings of all extractors in a block."""
    for module in modules():
        yield from posts.weighed(block, module.read(block))
