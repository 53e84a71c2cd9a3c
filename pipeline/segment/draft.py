"""A block in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.evidence import Candidate
from extractors.lexicon import squeeze
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings


@dataclass(slots=True)
class Draft:
    """A block in the making."""

    fields: list[Raw] = field(default_factory=list)
    title_lines: list[int] = field(default_factory=list)
    titles: list[Candidate] = field(default_factory=list)
    begin: int = 0  #: first line that belongs to it
    end: int = 0  #: first line that no longer does
    ordinal: int = 0
    parent: int | None = None
    section: list[int] = field(default_factory=list)
    rivals: list[list[int]] = field(default_factory=list)  #: other lines that may be its title

    claim: Candidate | None = None  #: what speaks for its page's being a project: a likely title, or a line like one
    listed: bool = False  #: an entry of a list of projects
    doubt: str = ""  #: why it may be no project at all

    def kinds(self) -> set[str]:
        """Kinds of its fields."""
        return {f.kind for f in self.fields}

    def texts(self, sheet: Sheet, kind: str) -> set[str]:
        """The values of its fields of a kind, folded."""
        return {squeeze(f.text(sheet)) for f in self.fields if f.kind == kind and f.pieces}

    def evidence(self) -> float:
        """How much speaks for its being a project, by its fields alone."""
        weights = settings("project")
        said = [c for c in self.titles[:1] if not c.value.text[:1].islower()]  # words of a speaker are no name
        named = any("quoted" in reason for c in said for reason in c.reasons)
        by_kind = sum(weights.get(k, 0.0) for k in {f.kind for f in self.fields if f.pieces})
        return float(by_kind + weights["title"] * named + weights["listed"] * self.listed)
