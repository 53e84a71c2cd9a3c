"""Counts: per field, per status, per document, and the figures that sum them up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .items import FIELDS
from .judge import Verdict

STATUSES = ("proved", "stated", "inferred", "doubtful")


@dataclass(slots=True)
class Count:
    """How the values of a field fared.

    A value that was asked for and another that was given in its stead are one ``wrong``; what was asked for
    and nothing given is ``missed``; what was given and nothing asked for is ``spurious``.
    """

    right: int = 0
    wrong: int = 0
    missed: int = 0
    spurious: int = 0

    @property
    def asked(self) -> int:
        """Values that the gold has."""
        return self.right + self.wrong + self.missed

    @property
    def given(self) -> int:
        """Values that the program published."""
        return self.right + self.wrong + self.spurious

    @property
    def precision(self) -> float:
        """Share of the given values that are right; 1 where none was given."""
        return _share(self.right, self.given)

    @property
    def recall(self) -> float:
        """Share of the values asked for that were given; 1 where none was asked for."""
        return _share(self.right, self.asked)

    @property
    def f1(self) -> float:
        """The harmonic mean of both; 1 where nothing was asked for or given."""
        return _share(2 * self.right, self.asked + self.given)

    def __iadd__(self, other: Count) -> Count:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        self.spurious += other.spurious
        return self


@dataclass(slots=True)
class Tally:
    """The counts of a corpus."""

    fields: dict[str, Count] = field(default_factory=dict)
    documents: dict[str, Count] = field(default_factory=dict)
    listings: Count = field(default_factory=Count)
    statuses: dict[str, Count] = field(default_factory=lambda: {status: Count() for status in STATUSES})
    silent: int = 0  #: wrong values that are not marked doubtful
    silent_negative: int = 0  #: of these, in documents that list no project

    @property
    def total(self) -> Count:
        """The counts of all fields together."""
        return summed(self.fields.values())

    @property
    def perfect(self) -> int:
        """Documents without any error."""
        return sum(c.wrong == c.missed == c.spurious == 0 for c in self.documents.values())

    def add(self, document: str, verdicts: Iterable[Verdict], *, negative: bool = False) -> None:
        """Count one document; ``negative`` says that it lists no project."""
        own = self.documents.setdefault(document, Count())
        for verdict in verdicts:
            self._listing(verdict.kind)
            for name, count in _by_field(verdict).items():
                self.fields[name] = summed((self.fields.get(name, Count()), count))
                own += count
            self._status(verdict, negative)

    def _listing(self, kind: str) -> None:
        self.listings += Count(right=kind == "found", missed=kind == "missed", spurious=kind == "extra")

    def _status(self, verdict: Verdict, negative: bool) -> None:
        for claim in verdict.right:
            self.statuses[claim.status].right += 1
        for claim in verdict.wrong:
            self.statuses[claim.status].wrong += 1
            self.silent += claim.status != "doubtful"
            self.silent_negative += negative and claim.status != "doubtful"


def summed(counts: Iterable[Count]) -> Count:
    """All of them as one."""
    total = Count()
    for count in counts:
        total += count
    return total


def _by_field(verdict: Verdict) -> dict[str, Count]:
    right = Counter(c.item.field for c in verdict.right)
    missed = Counter(i.field for i in verdict.missed)
    given = Counter(c.item.field for c in verdict.wrong)
    counts = {}
    for name in FIELDS:
        both = min(missed[name], given[name])
        if right[name] or missed[name] or given[name]:
            counts[name] = Count(right[name], both, missed[name] - both, given[name] - both)
    return counts


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
