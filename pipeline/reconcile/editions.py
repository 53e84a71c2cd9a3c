"""Editions of one brochure: which there are, which follows which, and which of their listings are of one project.

A later edition supersedes the earlier one and deletes nothing of it: its listings stay, and what it no longer states is
said. The manifest names lineages; a document without one is taken for an edition where it shares most of its projects
with another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby, pairwise
from typing import NamedTuple

from extractors.lexicon import squeeze
from pipeline.document import Document
from pipeline.reconcile.dated import UNKNOWN, later, numberless, order
from pipeline.reconcile.likeness import Sketch, pairs, sketch
from pipeline.reconcile.rows import Listing
from pipeline.settings import settings


class Recognised(NamedTuple):
    """Why a document is taken for an edition of the brochure that another one is of."""

    other: str  #: that document
    why: str
    clear: bool  #: whether it is known to be the later one of the two


@dataclass(slots=True)
class Editions:
    """The lineages of a run."""

    lineages: list[list[list[str]]] = field(default_factory=list)  #: lineage -> editions, oldest first -> documents
    recognised: dict[str, Recognised] = field(default_factory=dict)  #: document -> what it is taken for an edition of
    name: dict[str, str] = field(default_factory=dict)  #: document -> its lineage
    place: dict[str, tuple[int, int]] = field(default_factory=dict)  #: document -> numbers of its lineage and edition

    def lineage(self, document_id: str) -> str:
        """The lineage of a document; empty for one of none."""
        return self.name.get(document_id, "")

    def add(self, chain: list[list[str]]) -> None:
        """Add a lineage: its editions, oldest first."""
        number = len(self.lineages)
        self.place |= {document: (number, at) for at, edition in enumerate(chain) for document in edition}
        self.lineages.append(chain)

    def superseded_by(self, document_id: str) -> str:
        """The first document of the next edition; empty for the latest one."""
        if document_id not in self.place:
            return ""
        lineage, edition = self.place[document_id]
        following = self.lineages[lineage][edition + 1 : edition + 2]
        return following[0][0] if following else ""

    def rank(self, document_id: str) -> int:
        """Number of its edition in its lineage; 0 for the oldest, and for a document of none."""
        return self.place.get(document_id, (0, 0))[1]

    def take(self, one: Document, other: Document, says: str) -> None:
        """Make two documents that are alike editions of one lineage, as far as they are of none; ``says`` is why.

        ``one`` is the later one in source order, where nothing else tells.
        """
        clear, names = later(order(one), order(other)), [self.name.get(d.document_id, "") for d in (one, other)]
        if all(names) and (clear or names[0] != names[1]):
            return
        name = names[0] or names[1] or other.document_id
        self.name |= {one.document_id: name, other.document_id: name}
        if clear:
            following, earlier = sorted((one, other), key=order, reverse=True)
            self.recognised[following.document_id] = Recognised(earlier.document_id, says, clear)
        else:
            known, unknown = sorted((other, one), key=lambda d: order(d) == UNKNOWN)
            self.recognised.setdefault(unknown.document_id, Recognised(known.document_id, says, clear))


def editions(groups: Sequence[Sequence[Listing]], documents: Sequence[Document]) -> Editions:
    """The lineages among documents that state projects; ``groups`` are the listings of each project."""
    stating = _stated(groups)
    known = [d for d in documents if d.document_id in stating]
    made = Editions()
    made.name = {d.document_id: d.lineage for d in documents if d.lineage}
    for i, j in sorted(_candidates([stating[d.document_id] for d in known])):
        mine, others = stating[known[i].document_id], stating[known[j].document_id]
        if says := alike(known[i], known[j], len(mine & others), min(len(mine), len(others))):
            made.take(known[i], known[j], says)
    members: dict[str, list[Document]] = {name: [] for name in made.name.values()}
    for one in known:
        if one.document_id in made.name:
            members[made.name[one.document_id]].append(one)
    for documents_of_it in members.values():
        made.add(chain(documents_of_it))
    return made


def chain(documents: Sequence[Document]) -> list[list[str]]:
    """The editions of a lineage, oldest first; a document of which nothing tells its place is in none."""
    ordered = sorted(((o, d.document_id) for d in documents if (o := order(d)) != UNKNOWN), key=lambda m: m[0])
    return [[d for _, d in same] for _, same in groupby(ordered, key=lambda m: m[0])]


def _candidates(stated: Sequence[set[str]]) -> set[tuple[int, int]]:
    """The documents worth a comparison, the later one in source order first: they state something alike.

    What more of them state than ``block_most`` is no reason to compare them.
    """
    homes: dict[str, list[int]] = {}
    for number, things in enumerate(stated):
        for thing in things:
            homes.setdefault(thing, []).append(number)
    most = settings("editions")["block_most"]
    return {(j, i) for found in homes.values() if len(found) <= most for i, j in combinations(found, 2)}


def alike(one: Document, other: Document, shared: int, fewest: int) -> str:
    """Why two documents are editions of one brochure; empty where they are not, or are known to be of one date.

    ``shared`` projects are in both; the shorter one has ``fewest``.
    """
    rules = settings("editions")
    foreign = one.publisher and other.publisher and squeeze(one.publisher) != squeeze(other.publisher)
    if foreign or (order(one) == order(other) != UNKNOWN):
        return ""
    named = numberless(one.file) == numberless(other.file) and later(order(one), order(other))
    enough = shared >= (rules["shared_named_least"] if named else rules["shared_least"])
    return f"{shared} of {fewest} projects are in both" if enough and shared >= rules["shared_share"] * fewest else ""


def _stated(groups: Sequence[Sequence[Listing]]) -> dict[str, set[str]]:
    """What each document states: its projects, named alike in all documents that share them."""
    out: dict[str, set[str]] = {}
    for members in groups:
        apart = len({one.document.document_id for one in members}) > 1
        for one in members:
            thing = f"group {members[0].listing_id}" if apart else stated_alone(one)
            out.setdefault(one.document.document_id, set()).add(thing)
    return out


def stated_alone(one: Listing) -> str:
    """How a project is named that no other document states: by its title."""
    return f"title {squeeze(one.row.values.get('title', '')) or one.listing_id}"


def join(groups: Sequence[Sequence[Listing]], found: Editions) -> list[list[Listing]]:
    """The groups with those made one that state one project in an edition and, in other words, in the next.

    Groups stand in source order, by the first of their listings; in each the oldest edition stands first, so that a
    project keeps the identifier that it had.
    """
    joined = [list(members) for members in groups]
    homes = _homes(joined)
    for editions_of_it in found.lineages:
        for earlier, following in pairwise(editions_of_it):
            join_editions(homes, earlier, following)
    for members in joined:
        for one in members:
            one.rank = found.rank(one.document.document_id)
        members.sort(key=lambda one: (one.rank, one.number))
    return sorted(filter(None, joined), key=lambda members: min(one.number for one in members))


#: Document -> the groups that it has a listing in, each with its number in source order.
Homes = dict[str, dict[int, list[Listing]]]


def _homes(groups: Sequence[list[Listing]]) -> Homes:
    homes: Homes = {}
    for number, members in enumerate(groups):
        for one in members:
            homes.setdefault(one.document.document_id, {})[number] = members
    return homes


def join_editions(homes: Homes, earlier: Sequence[str], following: Sequence[str]) -> list[tuple[int, int]]:
    """Put groups of a later edition into those of the earlier one that they go on; the numbers of both."""
    old, new = _only(homes, earlier, following), _only(homes, following, earlier)
    before, after = ([_sketch(m, names) for m in found.values()] for found, names in ((old, earlier), (new, following)))
    into = [([*old][i], [*new][j]) for i, j in pairs(before, after)]
    for kept, gone in into:
        for one in new[gone]:
            there = homes[one.document.document_id]
            there.pop(gone, None)
            there[kept] = old[kept]
        old[kept].extend(new[gone])
        new[gone].clear()
    return into


def _only(homes: Homes, inside: Sequence[str], outside: Sequence[str]) -> dict[int, list[Listing]]:
    """The groups with a listing in some documents and none in others, in source order."""
    found = {n: members for document in inside for n, members in homes.get(document, {}).items()}
    gone = {n for document in outside for n in homes.get(document, {})}
    return {n: found[n] for n in sorted(found) if n not in gone}


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
            not_stated(latest[name], files[gone])
    told: set[str] = set()
    for one in (one for _, members in named for one in members):
        document = one.document.document_id
        if document in found.recognised and document not in told:
            told.add(document)
            other, why, clear = found.recognised[document]
            recognised(one, files[other], why, clear=clear)


def put_aside(one: Listing) -> None:
    """Make all that a person should look at in a listing a mere note, since a later edition states its project."""
    one.notes[:] = [note._replace(severity="note") for note in one.notes]


def not_stated(one: Listing, file: str) -> None:
    """Say that the later edition, in ``file``, no longer states a project."""
    says = f"{file}, the later edition, no longer states this project; its values are the last ones."
    one.note("note", "not-in-later-edition", says)


def recognised(one: Listing, file: str, why: str, *, clear: bool) -> None:
    """Say that the document of a listing is taken for a later edition of the one in ``file``.

    Where it is not ``clear`` that it is later, a person has to say so.
    """
    if not clear:
        says = (
            f"{one.document.file} and {file} look like editions of one brochure, as {why}, and nothing tells which is "
        )
        what = "later: what is shown may be stale. Say in manifest.csv when they were published, or give them lineages."
        one.note("warning", "which-edition", says + what)
        return
    says = f"{one.document.file} is taken for a later edition of {file}, as {why}."
    one.note("note", "edition-recognised", f"{says} To say otherwise, give them lineages in manifest.csv.")
