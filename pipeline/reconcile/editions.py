"""Editions of one brochure: which there are, which follows which, and which of their listings are of one project.

A later edition supersedes the earlier one and deletes nothing of it: its listings stay, and what it no longer states is
said. The manifest names lineages; a document without one is taken for an edition where it shares most of its projects
with another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from pathlib import PurePosixPath

import regex

from extractors.lexicon import squeeze
from pipeline.document import Document
from pipeline.reconcile.likeness import Sketch, pairs, sketch
from pipeline.reconcile.rows import Listing
from pipeline.settings import settings

_YEAR = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = regex.compile(r"\d+")

#: When a document was published, and the numbers of its edition: sorts editions, oldest first.
Order = tuple[str, tuple[int, ...]]


@dataclass(slots=True)
class Editions:
    """The lineages of a run."""

    lineages: list[list[list[str]]] = field(default_factory=list)  #: lineage -> editions, oldest first -> documents
    recognised: dict[str, tuple[str, str]] = field(default_factory=dict)  #: document -> the other, and why
    name: dict[str, str] = field(default_factory=dict)  #: document -> its lineage

    def lineage(self, document_id: str) -> str:
        """The lineage of a document; empty for one of none."""
        return self.name.get(document_id, "")

    def superseded_by(self, document_id: str) -> str:
        """The first document of the next edition; empty for the latest one."""
        steps = (pair for editions in self.lineages for pair in pairwise(editions))
        return next((later[0] for earlier, later in steps if document_id in earlier), "")

    def rank(self, document_id: str) -> int:
        """Number of its edition in its lineage; 0 for the oldest, and for a document of none."""
        found = (n for editions in self.lineages for n, edition in enumerate(editions) if document_id in edition)
        return next(found, 0)


def editions(groups: Sequence[Sequence[Listing]], documents: Sequence[Document]) -> Editions:
    """The lineages among documents that state projects; ``groups`` are the listings of each project."""
    stating = {one.document.document_id for members in groups for one in members}
    known = [d for d in documents if d.document_id in stating]
    made = Editions()
    made.name = {d.document_id: d.lineage for d in documents if d.lineage}
    _recognise(made, known, groups)
    for name in dict.fromkeys(made.name.values()):
        members = [d for d in known if made.name.get(d.document_id) == name]
        ordered = sorted(((o, d.document_id) for d in members if (o := _order(d)) != ("", ())), key=lambda m: m[0])
        made.lineages.append([[d for _, d in same] for _, same in groupby(ordered, key=lambda m: m[0])])
    return made


def _order(document: Document) -> Order:
    """The place of a document among the editions; nothing where neither date nor number is known."""
    told = (document.edition, PurePosixPath(document.file).stem)
    year = next((m.group() for text in told if (m := _YEAR.search(text))), "")
    return document.published or year, tuple(map(int, _NUMBER.findall(document.edition)))


def _recognise(made: Editions, documents: Sequence[Document], groups: Sequence[Sequence[Listing]]) -> None:
    """Find lineages for documents that the manifest gives none."""
    for number, one in enumerate(documents):
        for other in documents[:number]:
            says = _alike(one, other, groups)
            if says and not (one.document_id in made.name and other.document_id in made.name):
                name = made.name.get(one.document_id) or made.name.get(other.document_id) or other.document_id
                made.name |= {one.document_id: name, other.document_id: name}
                later, earlier = sorted((one, other), key=_order, reverse=True)
                made.recognised[later.document_id] = (earlier.document_id, says)


def _alike(one: Document, other: Document, groups: Sequence[Sequence[Listing]]) -> str:
    """Why two documents are editions of one brochure; empty where they are not, or where none is the later one."""
    rules = settings("editions")
    orders = {_order(one), _order(other)}
    foreign = one.publisher and other.publisher and squeeze(one.publisher) != squeeze(other.publisher)
    if foreign or len(orders) < 2 or ("", ()) in orders:
        return ""
    mine, others = _stated(one, groups), _stated(other, groups)
    shared, fewest = len(mine & others), min(len(mine), len(others))
    named = _NUMBER.sub("#", one.file) == _NUMBER.sub("#", other.file)
    enough = shared >= (rules["shared_named_least"] if named else rules["shared_least"])
    return f"{shared} of {fewest} projects are in both" if enough and shared >= rules["shared_share"] * fewest else ""


def _stated(document: Document, groups: Sequence[Sequence[Listing]]) -> set[str]:
    """What a document states: its projects, named alike in all documents that share them."""
    out = set()
    for members in groups:
        own = [one for one in members if one.document.document_id == document.document_id]
        if len(own) < len(members):
            out |= {f"group {members[0].listing_id}" for _ in own}
        else:
            out |= {f"title {squeeze(one.row.values.get('title', '')) or one.listing_id}" for one in own}
    return out


def join(groups: Sequence[Sequence[Listing]], found: Editions) -> list[list[Listing]]:
    """The groups with those made one that state one project in an edition and, in other words, in the next.

    The members of a group stand oldest edition first, so that a project keeps the identifier that it had.
    """
    joined = [list(members) for members in groups]
    for chain in found.lineages:
        for earlier, later in pairwise(chain):
            old, new = list(_only(joined, earlier, later)), list(_only(joined, later, earlier))
            for i, j in pairs([_sketch(m, earlier) for m in old], [_sketch(m, later) for m in new]):
                old[i].extend(new[j])
                new[j].clear()
    for members in joined:
        for one in members:
            one.rank = found.rank(one.document.document_id)
        members.sort(key=lambda one: one.rank)
    return [members for members in joined if members]


def _only(groups: Sequence[list[Listing]], inside: Sequence[str], outside: Sequence[str]) -> Iterator[list[Listing]]:
    """The groups with a listing in some documents and none in others."""
    for members in groups:
        homes = {one.document.document_id for one in members}
        if homes & {*inside} and not homes & {*outside}:
            yield members


def _sketch(members: Sequence[Listing], documents: Sequence[str]) -> Sketch:
    one = next(m for m in members if m.document.document_id in documents)
    values = one.row.values
    budget = next((a.values.get("amount", "") for a in one.amounts if a.values.get("kind") == "budget"), "")
    places = [p.values.get("iso3", "") for p in one.places]
    addresses = [c.values.get("email", "").lower() for c in one.contacts]
    return sketch(values.get("title", ""), values.get("codes", ""), places, budget, addresses)


def notes(named: Sequence[tuple[str, Sequence[Listing]]], found: Editions, latest: Mapping[str, Listing]) -> None:
    """Say which projects the later edition no longer states, and which documents were taken for editions."""
    files = {one.document.document_id: one.document.file for _, members in named for one in members}
    for name, _ in named:
        gone = found.superseded_by(latest[name].document.document_id)
        if gone:
            says = f"{files[gone]}, the later edition, no longer states this project; its values are the last ones."
            latest[name].note("note", "not-in-later-edition", says)
    told: set[str] = set()
    for one in (one for _, members in named for one in members):
        document = one.document.document_id
        if document in found.recognised and document not in told:
            told.add(document)
            other, why = found.recognised[document]
            says = f"{files[document]} is taken for a later edition of {files[other]}, as {why}."
            one.note("note", "edition-recognised", f"{says} To say otherwise, give them lineages in manifest.csv.")
