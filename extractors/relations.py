"""Words that say how figures hang together (``lexicon/relations.toml``), as patterns."""

from __future__ import annotations

from extractors.dates import alternatives
from extractors.lexicon import toml


def related(table: str, name: str) -> str:
    """A pattern for any of the words of a list, as whole words."""
    return rf"(?<!\p{{L}}){alternatives(toml('relations')[table][name])}(?!\p{{L}})"
