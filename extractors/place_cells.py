"""The cells of a place in a text: as it is printed, and the code that it stands for."""

from __future__ import annotations

from extractors.engine import cell
from extractors.evidence import Cell, Excerpt


def place_cells(excerpt: Excerpt, start: int, end: int, code: str = "iso3") -> dict[str, Cell]:
    """``name_text``, and the column ``code``: ``iso3`` (ISO 3166 alpha-3) or ``group``, by the step of that name."""
    return {"name_text": cell(excerpt, start, end, ("join",)), code: cell(excerpt, start, end, ("join", code))}
