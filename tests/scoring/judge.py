"""Which published value answers which gold value, and which listing which."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from . import items
from .gold import GoldDocument, GoldListing
from .items import Item
from .published import Claim, Listing

#: Two listings are not the same below this: likeness of the titles, plus what a shared code and budget add.
SAME_LISTING = 0.55
SHARED_CODE, SHARED_BUDGET = 0.5, 0.3


@dataclass(slots=True)
class Verdict:
    """What came of one listing: values asked for and found, asked for and not found, found and not asked for."""

    name: str
    right: list[Claim] = field(default_factory=list)
    missed: list[Item] = field(default_factory=list)
    wrong: list[Claim] = field(default_factory=list)
    kind: str = "found"  #: ``found``, ``missed`` or ``extra``


def document(gold: GoldDocument, listings: Sequence[Listing]) -> list[Verdict]:
    """The verdicts on one document."""
    paired = pairs(gold.listings, listings)
    verdicts = [listing(gold.listings[i], listings[j]) for i, j in sorted(paired.items())]
    for i, asked in enumerate(gold.listings):
        if i not in paired and not asked.optional:
            verdicts.append(Verdict(asked.name, missed=list(asked.readings[0]), kind="missed"))
    for j, extra in enumerate(listings):
        if j not in paired.values():
            verdicts.append(Verdict(extra.name, wrong=list(extra.claims), kind="extra"))
    return verdicts


def pairs(asked: Sequence[GoldListing], found: Sequence[Listing]) -> dict[int, int]:
    """Gold listing -> published listing; best pairs first. One and one are a pair, whatever they say."""
    if len(asked) == len(found) == 1:
        return {0: 0}
    ranked = sorted(((-_likeness(g, p), abs(i - j), i, j) for i, g in enumerate(asked) for j, p in enumerate(found)))
    pairs: dict[int, int] = {}
    for score, _, i, j in ranked:
        if -score >= SAME_LISTING and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def _likeness(gold: GoldListing, found: Listing) -> float:
    score = max(items.likeness(title, found.title) for title in gold.titles)
    return score + SHARED_CODE * bool(gold.codes & found.codes) + SHARED_BUDGET * bool(gold.budgets & found.amounts)


def listing(gold: GoldListing, found: Listing) -> Verdict:
    """The verdict on a pair of listings.

    Of two readings, what both say is required; what one says is neither right nor wrong, except that either
    title is right. Where a reader sees no title on the page, the title is not scored.
    """
    claims, readings = list(found.claims), [list(reading) for reading in gold.readings]
    if not all(gold.titles):
        claims = [c for c in claims if c.item.field != "title"]
        readings = [[i for i in reading if i.field != "title"] for reading in readings]
    required, optional = _agreed(readings, claims)
    right, missed, wrong = _compare(required, claims)
    answered = _match([*optional], [c.item for c in wrong], (items.tolerable,))
    wrong = [claim for j, claim in enumerate(wrong) if j not in answered.values()]
    return Verdict(gold.name, right, missed, wrong)


def _agreed(readings: Sequence[list[Item]], claims: Sequence[Claim]) -> tuple[list[Item], list[Item]]:
    """What is required and what is optional; of two titles the one that was found is required."""
    if len(readings) == 1:
        return readings[0], []
    first, second = readings
    pairs = _match(first, second, (items.equal, items.close))
    required = [item for i, item in enumerate(first) if i in pairs]
    single = [item for i, item in enumerate(first) if i not in pairs]
    single += [item for j, item in enumerate(second) if j not in pairs.values()]
    titles = [item for item in single if item.field == "title"]
    if titles:
        hit = next((t for t in titles if any(items.close(t, c.item) for c in claims)), titles[0])
        required.append(hit)
    return required, [item for item in single if item.field != "title"]


def _compare(required: Sequence[Item], claims: Sequence[Claim]) -> tuple[list[Claim], list[Item], list[Claim]]:
    pairs = _match(required, [c.item for c in claims], (items.equal, items.close))
    right = [claims[j] for j in pairs.values()]
    missed = [item for i, item in enumerate(required) if i not in pairs]
    wrong = [claim for j, claim in enumerate(claims) if j not in pairs.values()]
    return right, missed, wrong


def _match(
    asked: Sequence[Item], found: Sequence[Item], tests: Sequence[Callable[[Item, Item], bool]]
) -> dict[int, int]:
    """Index asked -> index found, each used once; the strictest test goes first through all of them."""
    pairs: dict[int, int] = {}
    for test in tests:
        for i, item in enumerate(asked):
            if i in pairs:
                continue
            taken = set(pairs.values())
            hit = next((j for j, other in enumerate(found) if j not in taken and test(item, other)), None)
            if hit is not None:
                pairs[i] = hit
    return pairs
