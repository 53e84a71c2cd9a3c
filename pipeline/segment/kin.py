"""Whether what the fields of a page fall into are several projects: of each, much the same is said.

Two projects on a page are told in one form: title, period and budget of the one, title, period and budget of the other.
Stretches of which none is like another are parts of one project's page: the box on money, the box on places. A project
with all its facts above several stretches that are like each other and unlike it has its partners there, its phases, or
links to other projects; none of them is a project of the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pipeline.segment.draft import Draft
from pipeline.segment.raw import NARRATIVE
from pipeline.segment.sheet import Sheet
from pipeline.segment.sofar import ADDRESS, NEUTRAL, ONCE, same_value
from pipeline.segment.typed import AMOUNTS, fits, has_type
from pipeline.settings import settings


def gathered(sheet: Sheet, drafts: list[Draft]) -> list[Draft]:
    """The drafts that are projects: all where they are alike; else one of all, or the first, with parts below it."""
    told = [d for d in drafts if _kinds(d) - ADDRESS]
    named = sum(bool(d.titles or d.texts(sheet, "title")) for d in told)
    if len(told) < 2 or named > 1 or any(_listed(d) for d in told):
        return drafts
    if not any(_alike(sheet, one, other) for one, other in combinations(told, 2)):
        return [_joined(told)]
    if len(told) > 2 and _whole(told[0]) and not any(_alike(sheet, told[0], other) for other in told[1:]):
        return [told[0]]
    return drafts


def whole(sheet: Sheet, drafts: list[Draft]) -> Draft | None:
    """One draft of several that are each too little for a project: with a fact, the page may be about one all the same.

    An amount, a place or a date that is what its label says is a fact; the list of what a word means has none.
    """
    told = [f for d in drafts for f in d.fields if f.pieces and has_type(f.kind) and fits(f.kind, f.text(sheet))]
    return _joined(drafts) if told and len(drafts) > 1 and not any(_listed(d) for d in drafts) else None


def agree(sheet: Sheet, one: Draft, other: Draft) -> bool:
    """Whether two drafts contradict each other in nothing that a project states once."""
    return all(_shared(sheet, one, other))


def repeats(sheet: Sheet, one: Draft, other: Draft) -> bool:
    """Whether all that is said of both drafts and that a project states once is said of both alike."""
    found = list(_shared(sheet, one, other))
    return bool(found) and all(found)


def copies(sheet: Sheet, one: Draft, other: Draft) -> bool:
    """Whether the page's text is on it twice: the same number, and of two labelled titles one is the other run on.

    Phases of one programme have a number in common, and say otherwise what they cost or where they are.
    """
    codes, names = ([{*d.texts(sheet, kind)} for d in (one, other)] for kind in ("code", "title"))
    numbered = any(any(map(str.isdigit, code)) for code in codes[0] & codes[1])
    alike = numbered and any(begins_alike(here, there) for here in names[0] for there in names[1])
    return alike and agree(sheet, one, other)


def _shared(sheet: Sheet, one: Draft, other: Draft) -> Iterator[bool]:
    """For each kind that both drafts have values of, and a project states once, whether they share one."""
    for kind in sorted(one.kinds() & other.kinds() & ONCE):
        here, there = ({same_value(kind, t) for t in d.texts(sheet, kind)} for d in (one, other))
        if here and there:
            exact = kind in AMOUNTS or kind == "code"
            yield not here.isdisjoint(there) or (not exact and any(begins_alike(a, b) for a in here for b in there))


def begins_alike(one: str, other: str) -> bool:
    """Whether of two values one is the other cut off, or run on: ``Kenya, Turkana`` and ``Kenya, Turkana. COST``."""
    least = int(settings("segment")["same_begin"])
    return min(len(one), len(other)) >= least and (one.startswith(other) or other.startswith(one))


def _kinds(draft: Draft) -> set[str]:
    """What is said of a draft: the kinds of its fields with values, those aside that any page has."""
    return {f.kind for f in draft.fields if f.pieces} - NEUTRAL - NARRATIVE


def _listed(draft: Draft) -> bool:
    """Whether a draft is an entry of a list or a row of a table, which are projects whatever stands beside them."""
    return draft.listed or any(f.row is not None for f in draft.fields)


def _alike(sheet: Sheet, one: Draft, other: Draft) -> bool:
    """Whether two drafts have codes that differ, or both have most of the kinds that the fuller one has."""
    if "code" in one.kinds() & other.kinds() and _coded_apart(sheet, one, other):
        return True
    here, there = _kinds(one), _kinds(other)
    both = here & there
    enough = len(both) > 1 or here == there
    return enough and len(both) >= float(settings("segment")["alike"]) * max(len(here), len(there))


def _coded_apart(sheet: Sheet, one: Draft, other: Draft) -> bool:
    """Whether each of two drafts has a code with a figure that the other has not."""
    here, there = ({t for t in d.texts(sheet, "code") if any(map(str.isdigit, t))} for d in (one, other))
    return bool(here and there) and here.isdisjoint(there)


def _whole(draft: Draft) -> bool:
    """Whether the fields of a draft leave little doubt that it is a project."""
    return draft.evidence() >= float(settings("list")["one_project"])


def _joined(drafts: list[Draft]) -> Draft:
    """One draft of all, with the title lines of the fullest and those of the others as rivals."""
    fullest = max(drafts, key=lambda d: d.evidence())
    first = drafts[0]
    lines = next((d.title_lines for d in (fullest, *drafts) if d.title_lines), [])
    rivals = [d.title_lines for d in drafts if d.title_lines and d.title_lines != lines]
    joined = Draft([f for d in drafts for f in d.fields], lines, begin=first.begin)
    joined.rivals = [*(r for d in drafts for r in d.rivals), *rivals]
    return joined
