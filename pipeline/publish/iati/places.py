"""Where the money goes: countries, else regions (never both, they would overlap), with shares that make a hundred."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.lexicon import squeeze
from pipeline.publish.iati.mapping import codes, country_codes, mapping, region_codes
from pipeline.publish.iati.projects import Project
from pipeline.publish.iati.worked import Known, of_tables, shares
from pipeline.reconcile.facts import Row


class Place(NamedTuple):
    """A recipient: a country, or a region in a vocabulary."""

    tag: str  #: ``recipient-country`` or ``recipient-region``
    code: str
    name: str  #: as printed, of a region
    known: Known
    vocabulary: str = ""
    uri: str = ""
    share: str = ""  #: of a hundred; empty where there is but one


def places(project: Project) -> tuple[list[Place], list[str]]:
    """The recipients with their shares, or why there are none; what a narrative mentions counts where no field says."""
    field = [row for row in project.places if row.values.get("basis") != "narrative"]
    found = _countries(field) or _groups(field) or _field(project) or _countries(project.places) or _world(project)
    if not found:
        return [], ["place"]
    if not all(place.code for place in found):
        return [], ["country"]
    found = _one_vocabulary(found)
    if len(found) == 1:
        return found, []
    return [place._replace(share=share) for place, share in zip(found, shares(len(found)), strict=True)], []


def _countries(rows: Sequence[Row]) -> list[Place]:
    """Each country once; a member of a group that was named follows from the group."""
    first: dict[str, Row] = {}
    for row in rows:
        if row.values.get("iso3"):
            first.setdefault(row.values["iso3"], row)
    return [Place("recipient-country", country_codes().get(iso3, ""), "", _known(r)) for iso3, r in first.items()]


def _groups(rows: Sequence[Row]) -> list[Place]:
    """The regions and the groups without members, each once."""
    found: dict[str, Place] = {}
    for row in rows:
        v = row.values
        name = v.get("region", "") or v.get("group", "")
        if name:
            found.setdefault(name, _region(v.get("name_text") or name, name, _known(row)))
    return list(found.values())


def _field(project: Project) -> list[Place]:
    """What stands in the field for the region or in that for countries: the one that has a code, else the first."""
    said = [(column, text) for column in ("region_text", "countries_text") if (text := project.get(column))]
    if not said:
        return []
    column, text = next((one for one in said if region_codes().get(squeeze(one[1]))), said[0])
    return [_region(text, text, Known(text, "stated", "", project.listing.status(column)))]


def _world(project: Project) -> list[Place]:
    """The world, for a project of global scope."""
    if project.get("scope") != "global":
        return []
    return [_region("", "global", Known("", "inferred", "", project.listing.status("scope")))]


def _region(printed: str, name: str, known: Known) -> Place:
    """A region by its code in M49 where it has one, else in a vocabulary of our own."""
    code = region_codes().get(squeeze(name), "")
    if code:
        return Place("recipient-region", code, printed, known, codes()["regions"]["m49"])
    return _our_own(Place("recipient-region", name, printed, known))


def _our_own(place: Place) -> Place:
    code = re.sub(r"\W+", "-", place.code).strip("-")
    return place._replace(code=code, vocabulary=codes()["regions"]["own"], uri=mapping()["regions_uri"])


def _one_vocabulary(found: Sequence[Place]) -> list[Place]:
    """The same places with all regions in one vocabulary: shares must add up in each of them by itself."""
    if len({place.vocabulary for place in found if place.vocabulary}) < 2:
        return list(found)
    return [_our_own(place) if place.vocabulary else place for place in found]


def _known(row: Row) -> Known:
    known = of_tables(row.status("iso3") or row.values.get("status", ""), row.values.get("iso3", ""))
    return known._replace(basis="inferred") if known.value and row.values.get("basis") == "group" else known
