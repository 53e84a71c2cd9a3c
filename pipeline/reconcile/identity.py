"""Which listings of different documents state one project: evidence with weights, and the reasons in words.

Listings are compared only where they share something rare (a code, two uncommon words of their titles, a budget), so
that it scales. What speaks for and against one project is added up by the weights of ``settings.toml``: from ``same``
on they are one project, from ``possible`` on a person is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

import regex
from rapidfuzz import fuzz

from extractors.lexicon import squeeze, vocabulary
from pipeline.reconcile.dated import later, order
from pipeline.reconcile.days import agree
from pipeline.reconcile.facts import Row
from pipeline.reconcile.rows import Listing
from pipeline.settings import settings

#: A code that can stand for a project across documents has letters and digits, or is long.
_TELLING = regex.compile(r"(?=.*\d)(?:(?=.*\p{Lu}).{4,}|.{7,})")
_WORD = regex.compile(r"\p{L}{3,}|\d{2,}")
#: How many amounts a sentence lists.
_LISTED = 4

#: Of so many listings the makes of the codes are remembered.
_KEPT = 1 << 15

_LETTERS, _DIGITS = regex.compile(r"\p{L}+"), regex.compile(r"\d+")


class Traits(NamedTuple):
    """What is compared of a listing."""

    document: str
    title: str
    words: frozenset[str]
    codes: frozenset[str]
    places: frozenset[str]
    scope: str
    donors: frozenset[str]
    offices: frozenset[str]  #: organisations of its contacts
    people: frozenset[str]  #: their addresses
    start: str
    end: str
    budget: str  #: amount and currency of its only budget
    sums: frozenset[tuple[str, str]] = frozenset()  #: what an amount is (``budget``, a donor's pledge), and the amount


class Reason(NamedTuple):
    """One piece of evidence for (or, below 0, against) one project."""

    name: str  #: that of its weight in ``settings.toml``
    weight: float
    says: str

    def __str__(self) -> str:
        """In words, with its weight."""
        return f"{self.says} ({self.weight:+.2f})"


class Link(NamedTuple):
    """Two listings that may state one project."""

    one: Listing  #: the earlier of the two in source order
    other: Listing
    reasons: tuple[Reason, ...]
    apart: str = ""  #: the amounts that contradict each other, in words

    @property
    def score(self) -> float:
        """The sum of the evidence."""
        return score(self.reasons)

    def summary(self) -> Summary:
        """What is published of it."""
        return Summary(
            self.one.listing_id,
            self.other.listing_id,
            self.one.row.values.get("title", ""),
            self.one.document.file,
            self.score,
            *told(self.reasons),
            self.apart,
        )


def score(reasons: Sequence[Reason]) -> float:
    """The sum of some evidence."""
    return round(sum(r.weight for r in reasons), 4)


def told(reasons: Sequence[Reason]) -> tuple[str, bool]:
    """Some evidence in words, and whether a code in both is among it."""
    return "; ".join(map(str, reasons)), any(r.name == "code" for r in reasons)


def telling_codes(listing: Listing) -> list[str]:
    """The codes of a listing that can stand for a project, as printed."""
    return [c for c in listing.row.values.get("codes", "").split("; ") if _TELLING.match(c)]


def links(listings: Sequence[Listing]) -> list[Link]:
    """The pairs of listings of different documents with evidence enough to ask, the surest first."""
    limits, compared = settings("identity"), [traits(one) for one in listings]
    found = []
    for i, j in sorted(_candidates(compared)):
        reasons = evidence(compared[i], compared[j])
        if score(reasons) >= limits["possible"]:
            found.append(Link(listings[i], listings[j], reasons, contradictions(compared[i], compared[j])))
    return sorted(found, key=lambda link: -link.score)


def group(listings: Sequence[Listing], found: Sequence[Link]) -> list[list[Listing]]:
    """The listings of each project, in source order; no two of one document are one project."""
    least = settings("identity")["same"]
    number = {one.listing_id: n for n, one in enumerate(listings)}
    sure = [(number[k.one.listing_id], number[k.other.listing_id]) for k in found if k.score >= least]
    together = joined(sure, [one.document.document_id for one in listings])
    groups = {id(members): members for members in (together.get(n) or [n] for n in range(len(listings)))}
    return [[listings[n] for n in sorted(members)] for members in groups.values()]


def joined(links: Iterable[tuple[int, int]], documents: Sequence[str] | Mapping[int, str]) -> dict[int, list[int]]:
    """The listings of each project that has several: each listing, by its number, with all of them.

    ``links`` are pairs of numbers, the surest first, and ``documents`` the document of each listing: no two listings
    of one document are one project.
    """
    home: dict[int, list[int]] = {}
    for one, other in links:
        mine, others = home.get(one, [one]), home.get(other, [other])
        stated = {documents[n] for n in mine}
        if mine is others or any(documents[n] in stated for n in others):
            continue
        mine.extend(others)
        home |= dict.fromkeys(mine, mine)
    return home


def traits(one: Listing) -> Traits:
    """What is compared of a listing."""
    values = one.row.values
    title = squeeze(values.get("title", ""))
    budgets = [a.values for a in one.amounts if a.values["kind"] == "budget" and a.values.get("amount")]
    words = frozenset(_WORD.findall(title)) - vocabulary("small_words", "words")
    return Traits(
        document=one.document.document_id,
        title=title,
        words=words,
        codes=frozenset(squeeze(c).replace(" ", "") for c in telling_codes(one)),
        places=_all(one.places, "iso3"),
        scope=values.get("scope", ""),
        donors=_all(one.pledges, "donor_name"),
        offices=_all(one.contacts, "organisation"),
        people=_all(one.contacts, "email"),
        start=values.get("start_date", ""),
        end=values.get("end_date", ""),
        budget=f"{budgets[0]['amount']} {budgets[0].get('currency', '')}" if len(budgets) == 1 else "",
        sums=frozenset(_sums(one)),
    )


def _sums(one: Listing) -> Iterator[tuple[str, str]]:
    """What its amounts are, and how much."""
    named = [(a.values["kind"], a) for a in one.amounts if a.values["kind"] != "component"]
    named += [(f"pledge of {p.values.get('donor', '')}", p) for p in one.pledges]
    for name, row in named:
        if row.values.get("amount"):
            yield name, f"{row.values['amount']} {row.values.get('currency', '')}".strip()


def contradictions(one: Traits, other: Traits) -> str:
    """The amounts that both state, each once, and otherwise: in words, those of the first as what stands *there*."""
    theirs, mine = ({n: v for n, v in t.sums if sum(n == m for m, _ in t.sums) == 1} for t in (one, other))
    apart = [f"{n} {theirs[n]} there, {mine[n]} here" for n in sorted(theirs) if mine.get(n, theirs[n]) != theirs[n]]
    return "; ".join(apart[:_LISTED]) + " …" * (len(apart) > _LISTED)


def _all(rows: Sequence[Row], column: str) -> frozenset[str]:
    return frozenset(squeeze(r.values[column]) for r in rows if r.values.get(column))


def _candidates(traits: Sequence[Traits]) -> set[tuple[int, int]]:
    """The pairs worth a comparison: they share a code, a budget, an address at the same places, or rare words."""
    limits = settings("identity")
    often = Counter(word for one in traits for word in one.words)
    blocks: dict[tuple[str, ...], list[int]] = {}
    for number, one in enumerate(traits):
        rare = sorted(one.words, key=lambda w: (often[w], w))[: limits["rare_words"]]
        for key in (*keys(one), *(("words", *sorted(pair)) for pair in combinations(rare, 2))):
            blocks.setdefault(key, []).append(number)
    pairs = set()
    for members in blocks.values():
        if len(members) <= limits["block_most"]:
            pairs |= {(i, j) for i, j in combinations(members, 2) if traits[i].document != traits[j].document}
    return pairs


def keys(one: Traits) -> list[tuple[str, ...]]:
    """What a listing has to be compared by, rare words aside; its title where it has nothing else."""
    found: list[tuple[str, ...]] = [("code", c) for c in one.codes]
    found += [("budget", one.budget)] * bool(one.budget)
    found += [("people", a, *sorted(one.places)) for a in one.people if one.places]
    return found or [("title", one.title)] * (len(one.words) < 2)


def evidence(one: Traits, other: Traits) -> tuple[Reason, ...]:
    """The evidence about two listings; none where codes and places alone leave no hope that it is enough to ask."""
    return () if _hopeless(one, other) else tuple(weigh(one, other))


def _hopeless(one: Traits, other: Traits) -> bool:
    """Whether other codes and places weigh more than all else that may speak for one project: so it is mostly."""
    if one.codes & other.codes or one.places & other.places:
        return False
    weights: Mapping[str, float] = settings("identity")
    against = weights["code_other"] * (not _makes(one.codes).isdisjoint(_makes(other.codes)))
    against += weights["places_other"] * bool(one.places and other.places)
    return against + sum(weights[name] for name in _FOR) < weights["possible"] - 0.01  # what is rounded is less


#: All that speaks for one project where neither code nor place is in both.
_FOR = ("title", "scope", "implementer", "person", "donors", "period", "budget")


def weigh(one: Traits, other: Traits) -> Iterator[Reason]:
    """The evidence that two listings state one project, and that they do not."""
    weights = settings("identity")
    for compare in (_codes, _titles, _places, _people, _periods, _budgets):
        for name, share, says in compare(one, other):
            if weight := round(weights[name] * share, 4):
                yield Reason(name, weight, says)


#: Name of a weight, how much of it counts, and the reason in words.
_Found = Iterator[tuple[str, float, str]]


def _codes(one: Traits, other: Traits) -> _Found:
    if shared := one.codes & other.codes:
        yield "code", 1, f"the same code {min(shared).upper()}"
    elif not _makes(one.codes).isdisjoint(_makes(other.codes)):
        yield "code_other", 1, f"different codes {min(one.codes).upper()} and {min(other.codes).upper()}"


@lru_cache(_KEPT)
def _makes(codes: frozenset[str]) -> frozenset[str]:
    return frozenset(map(_make, codes))


def _make(code: str) -> str:
    """How a code is built: letters and digits as runs, other signs as they are."""
    return _DIGITS.sub("9", _LETTERS.sub("A", code))


def _titles(one: Traits, other: Traits) -> _Found:
    low = settings("identity")["title_from"]
    if not one.title or not other.title:
        return
    alike = fuzz.token_sort_ratio(one.title, other.title) / 100
    short = min(one.words, other.words, key=len)
    if len(short) >= settings("identity")["contained_words"] and (one.words <= other.words or other.words <= one.words):
        alike = max(alike, settings("identity")["contained"])
    if alike > low:
        yield "title", (alike - low) / (1 - low), "the same title" if alike == 1 else f"titles {alike:.0%} alike"
    elif alike < settings("identity")["title_apart"]:
        yield "title_other", 1, f"titles only {alike:.0%} alike"


def _places(one: Traits, other: Traits) -> _Found:
    shared, either = one.places & other.places, one.places | other.places
    if one.places and one.places == other.places:
        yield "places", 1, "the same places" if len(shared) > 3 else f"the same places {_listed(shared)}"
    elif one.places and other.places and not shared:
        yield "places_other", 1, "different places"
    elif shared and len(shared) * 2 >= len(either):
        yield "places", 0.5, f"{len(shared)} of {len(either)} places in both"
    if one.scope == other.scope == "global":
        yield "scope", 1, "both global"
    elif one.scope and other.scope and "global" in (one.scope, other.scope) and one.scope != other.scope:
        yield "scope_other", 1, f"one {one.scope}, the other {other.scope}"


def _listed(values: frozenset[str]) -> str:
    return ", ".join(sorted(v.upper() for v in values))


def _people(one: Traits, other: Traits) -> _Found:
    if shared := one.offices & other.offices:
        yield "implementer", 1, f"the same office {min(shared)}".replace(";", ",")
    if one.people & other.people:
        yield "person", 1, "the same person to contact"
    if one.donors & other.donors and 2 * len(one.donors & other.donors) >= len(one.donors | other.donors):
        yield "donors", 1, "mostly the same donors"


def _periods(one: Traits, other: Traits) -> _Found:
    if one.start and one.end and agree(one.start, other.start) and agree(one.end, other.end):
        yield "period", 1, "the same period"
    elif (one.end and other.start and one.end < other.start[: len(one.end)]) or (
        other.end and one.start and other.end < one.start[: len(other.end)]
    ):
        yield "period_other", 1, "different periods"


def _budgets(one: Traits, other: Traits) -> _Found:
    if one.budget and one.budget == other.budget:
        yield "budget", 1, f"the same budget {one.budget.strip()}"
    elif one.budget and other.budget and one.budget.split(" ")[1] == other.budget.split(" ")[1]:
        yield "budget_other", 1, "different budgets"


def report(found: Sequence[Link], homes: Mapping[str, str], lineage: Callable[[str], str]) -> list[Row]:
    """Rows of table ``matches``, and notes on what a person should look at.

    ``homes`` are the projects of the listings, ``lineage`` gives that of a document. Of two projects that may be one
    the strongest pair is told.
    """
    rows: list[Row] = []
    asked: set[frozenset[str]] = set()
    for link in found:
        mine, others = homes[link.one.listing_id], homes[link.other.listing_id]
        if mine != others and frozenset((mine, others)) in asked:
            continue
        asked |= {frozenset((mine, others))} if mine != others else set()
        told = link.summary()
        first, second = link.one.document, link.other.document
        kin = bool(lineage(first.document_id)) and lineage(first.document_id) == lineage(second.document_id)
        if remark := told.remark(mine, others, kin=kin, later=later(order(first), order(second))):
            link.other.note(remark.severity, remark.code, remark.says, link.other.row, "title")
        rows.append(told.row(f"m{len(rows) + 1}", mine, others))
    return rows


class Remark(NamedTuple):
    """What is to be said of two listings."""

    severity: str
    code: str
    says: str


class Summary(NamedTuple):
    """What is published of a link."""

    one: str  #: the listings, by their identifiers
    other: str
    title: str  #: of the first
    file: str  #: that states the first
    score: float
    told: str
    coded: bool  #: whether a code in both is among the reasons
    apart: str  #: the amounts that contradict each other, in words

    def row(self, name: str, mine: str, others: str) -> Row:
        """The row of table ``matches``; ``mine`` and ``others`` are the projects of the two."""
        values = {
            "match_id": name,
            "decision": "same" if mine == others else "possible",
            "score": f"{self.score:.2f}",
            "listing_id": self.one,
            "project_id": mine,
            "other_listing_id": self.other,
            "other_project_id": others,
            "reasons": self.told,
        }
        return Row("matches", name, values)

    def remark(self, mine: str, others: str, *, kin: bool, later: bool) -> Remark | None:
        """What is to be said of the second listing, if anything is.

        ``kin`` are editions of one brochure, ``later`` says whether one of the two is known to be the later one.
        """
        least = settings("identity")["same"]
        if mine != others:
            sum_of_it = f"That is {self.score:.2f}, and {least} makes one."
            says = f"This may be the project {mine} (“{self.title}”): {self.told}. {sum_of_it}"
            by_hand = f"`pledgebook correct {others} project_id {mine}` does so by hand."
            return Remark("note", "possible-match", f"{says} {by_hand}")
        if self.apart and not later:
            says = f"{self.file} states this project too, with other amounts: {self.apart}. Nothing tells which holds."
            return Remark("warning", "amounts-differ", f"{says} Say in manifest.csv which document is later.")
        if not self.coded and not kin and self.score >= least:
            says = f"This is taken for the project “{self.title}” of {self.file}, without a code: {self.told}."
            return Remark("note", "matched-without-code", says)
        return None
