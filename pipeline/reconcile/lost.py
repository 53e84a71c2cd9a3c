"""Corrections addressed to an identifier that is there no more: which project is called otherwise now, and why.

An identifier of a project without a code is made from its title and places. It is the same for the same brochures,
whatever stood in the folder before: so it changes with the title, and this is what can be said of it without a memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import regex
from rapidfuzz import fuzz

from extractors.lexicon import squeeze
from extractors.places import names
from pipeline.reconcile.corrections import PROJECT, Correction
from pipeline.reconcile.facts import Row
from pipeline.reconcile.identifiers import NUMBERS
from pipeline.reconcile.projects import TITLED, base_of
from pipeline.reconcile.rows import Listing
from pipeline.settings import settings

#: How many places may have come since.
_CAME = 2


class Stated(NamedTuple):
    """A project as one listing states it, before corrections."""

    project: str
    title: str
    places: tuple[str, ...]  #: alpha-3 codes


def tell(rows: Sequence[Row], corrections: Sequence[Correction], stated: Sequence[Stated]) -> None:
    """Say in the rows of corrections without a project which project may be meant; ``rows`` are those of each."""
    for row, one in zip(rows, corrections, strict=True):
        if row.values["state"] == "no-project" and one.column != PROJECT:
            found = next(_meant(one, stated), None)
            row.values["says"] += _sentence(one, *found) if found else ""


def _meant(one: Correction, stated: Sequence[Stated]) -> Iterator[tuple[Stated, str]]:
    """The projects that may be meant, the surest first, each with why."""
    wanted = regex.sub(NUMBERS, "", one.project)
    for other in stated if wanted.startswith(TITLED) else ():
        if wanted in (base_of(other.title, places) for places in _before(other.places)):
            yield other, "has the title that this identifier was made from, and other places"
    if one.column == "title" and one.source_value:
        asked = squeeze(one.source_value)
        near = [(fuzz.token_sort_ratio(asked, squeeze(other.title)) / 100, other) for other in stated]
        alike, best = max(near, key=lambda n: n[0], default=(0.0, None))
        if best and alike >= settings("identity")["title_from"]:
            yield best, f"has a title that is {alike:.0%} like the one that was corrected"


def _before(places: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """The places that a project may have had: without some of those it has, or with one more."""
    least = max(len(places) - _CAME, 0)
    yield from (kept for number in range(len(places), least - 1, -1) for kept in combinations(places, number))
    yield from ((*places, more) for more in names())


def _sentence(one: Correction, other: Stated, why: str) -> str:
    where = f"write {other.project} in the place of {one.project} in row {one.number} of corrections.csv"
    return f" The project {other.project} (“{other.title}”) {why}: if it is meant, {where}."


def stated(project: str, one: Listing) -> Stated:
    """A project as a listing states it."""
    return Stated(project, one.row.values.get("title", ""), tuple(p.values.get("iso3", "") for p in one.places))
