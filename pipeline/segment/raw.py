"""A field in the making, and what kinds of field there are."""

from __future__ import annotations

from dataclasses import dataclass, field

from extractors.evidence import TELLING, Excerpt
from pipeline.segment.sheet import Sheet

#: Fields whose value is running text; it is narrative of the block.
NARRATIVE = TELLING | {"documents"}

#: Fields whose values stand in several lines, an item a line.
CONTACTS = frozenset({"contact", "contact_hq", "contact_field"})

LISTS = frozenset(
    {"pledged", "donor", "budget", "country", "location", "contribution", "shortfall", "implementer", "partner"}
)

#: Labels inside a contact's value: they do not end it.
INSIDE_CONTACT = frozenset({"phone", "fax", "email", "website", "address", "organisation", "name", "job_title"})


@dataclass(slots=True)
class Raw:
    """A field in the making: lines are indices, pieces are (line, start, end)."""

    kind: str
    first: int
    last: int
    label: tuple[int, int, int] | None
    pieces: list[tuple[int, int, int]] = field(default_factory=list)
    how: str = ""
    row: tuple[int, int] | None = None  #: table and row, where the row is a project

    def text(self, sheet: Sheet) -> str:
        """The value as it stands."""
        return self.value(sheet).text

    def value(self, sheet: Sheet) -> Excerpt:
        """The value as an excerpt."""
        return sheet.excerpt(*self.pieces)
