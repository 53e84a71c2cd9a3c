"""The organisations that take part: who pledges, and what the reporter says of the document's publisher."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pipeline.publish.iati.mapping import codes, mapping
from pipeline.publish.iati.projects import Project
from pipeline.publish.iati.wish import Wish
from pipeline.publish.iati.worked import Known, of_tables
from pipeline.reconcile.facts import Row


class Org(NamedTuple):
    """An organisation in a role."""

    name: str
    role: str
    ref: str
    type: str
    known: Known


def organisations(project: Project, wish: Wish) -> list[Org]:
    """Each organisation once in a role, in the order in which the document names them."""
    found: dict[tuple[str, str], Org] = {}
    for org in (*_donors(project), *_publisher(project, wish)):
        found.setdefault((org.ref or org.name, org.role), org)
    return list(found.values())


def donor(pledge: Row) -> Org | None:
    """Who pledges; None where the document does not say."""
    v = pledge.values
    column = next((c for c in ("donor_name", "donor", "donor_text") if v.get(c)), "donor_text")
    name = v.get(column, "")
    if not name:
        return None
    known = of_tables(pledge.status(column), name)
    kind = codes()["organisation"].get(v.get("donor_type", ""), "")
    return Org(name, codes()["funding"], _ref(v.get("donor_ref", "")), kind, known)


def _donors(project: Project) -> Iterator[Org]:
    return filter(None, map(donor, project.pledges))


def _publisher(project: Project, wish: Wish) -> Iterator[Org]:
    publisher = project.document.values.get("publisher", "")
    for one in wish.participants:
        if one.publisher == publisher:
            yield Org(publisher, one.role, one.ref, one.type, Known(publisher, "reporter"))


def _ref(ref: str) -> str:
    return f"{mapping()['prefix']['channel']}{ref}" if ref.isdecimal() else ref
