"""Which of the candidates is the title of a page's only project: the likeliest by weights that were fitted.

A candidate's likelihood is ``exp(w·m)`` over the sum of all candidates', ``m`` being its marks and ``w`` the weights of
``title_weights.toml`` (conditional logit: the page chooses one of its candidates). Its score is ten times that.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from itertools import islice
from math import exp
from typing import NamedTuple

from extractors.evidence import Candidate, Excerpt
from extractors.titles import bounds
from pipeline.segment import edges, faults, marks, parts
from pipeline.segment.draft import Draft
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings


class Offer(NamedTuple):
    """A stretch that may be the title."""

    excerpt: Excerpt  #: the name alone
    marks: dict[str, float]
    whole: Excerpt  #: with the code, number or place that stands around it, which others read
    how: tuple[str, ...] = ()  #: what the receipt tells of where it stands


@cache
def weights() -> Mapping[str, float]:
    """What each mark weighs."""
    text = files("pipeline").joinpath("title_weights.toml").read_text(encoding="utf-8")
    return {str(k): float(v) for k, v in tomllib.loads(text)["weights"].items()}


def rank(sheet: Sheet, draft: Draft, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates of a page's only project, likeliest first; ``found`` are those that stand in its lines."""
    made = list(offers(sheet, draft, found))
    if not made:
        return []
    sums = [sum(weights().get(why, 0.0) * value for why, value in one.marks.items()) for one in made]
    high = max(sums)
    total = sum(exp(value - high) for value in sums)
    out: dict[str, Candidate] = {}
    for value, one in sorted(zip(sums, made, strict=True), key=lambda pair: -pair[0])[
        : int(settings("ranking")["kept"])
    ]:
        text, share = one.excerpt.text, 10 * exp(value - high) / total
        if text in out:  # the same words in another place, or cut at other marks, are the same title
            share += out[text].score
            out[text] = Candidate(out[text].value, share, out[text].reasons)
        else:
            out[text] = Candidate(one.whole, share, ("ranked +0.0", *one.how, *_strongest(one.marks)))
    told = [replace(c, score=round(c.score, 2)) for c in sorted(out.values(), key=lambda c: -c.score)]
    told = _without_office(told)
    return told if told[0].score >= float(settings("ranking")["least"]) else []


def _without_office(told: list[Candidate]) -> list[Candidate]:
    """The candidates, a known organisation's name behind the next one where that is nearly as likely and longer."""
    near = told[0].score * float(settings("ranking")["office"])
    if len(told) < 2 or told[1].score < near or not faults.is_organisation(told[0].value.text):
        return told
    longer = len(told[1].value.text.split()) > max(len(told[0].value.text.split()), 4)
    swap = longer and not faults.is_organisation(told[1].value.text)
    return [replace(told[1], score=told[0].score), replace(told[0], score=told[1].score), *told[2:]] if swap else told


def ranked(candidate: Candidate) -> bool:
    """Whether a candidate's score is a likelihood."""
    return "ranked +0.0" in candidate.reasons


def offers(sheet: Sheet, draft: Draft, found: Sequence[Candidate]) -> Iterator[Offer]:
    """Each candidate without what stands around the name, with its marks."""
    page = marks.Page(sheet, draft)
    if not page.content:
        return
    seen: dict[tuple[int, int], Offer] = {}
    most = int(settings("part_size")["offers_most"])
    for one in found[:most]:
        if (core := _core(one.value)) is not None and not edges.rules_out(page, core):
            yield Offer(core, marks.of(page, core) | _standing(one), one.value, _told(one))
    for part, how in islice(parts.offers(sheet, draft), most):
        if (core := _core(part)) is None or edges.rules_out(page, core):
            continue
        key = (core.pieces[0].start, core.pieces[-1].end)
        if key in seen:
            seen[key].marks.update(how)
            continue
        around = [c.score for c in found if core.text in c.value.text]
        told = marks.of(page, core) | how | {"part": 1.0} | ({"around": max(around) / 5} if around else {})
        seen[key] = Offer(core, told, part, ("part of a line +0.0",))
    yield from seen.values()


def _core(excerpt: Excerpt) -> Excerpt | None:
    """A candidate as it would be published: without numbers, codes and kinds of paper around the name."""
    whole = excerpt.strip()
    start, end = bounds(whole.text)
    core = whole.cut(start, end).strip() if start < end else whole
    named = not faults.breaks_off(core.text) and not faults.says_nothing(core.text)
    return core if named else None


def _standing(one: Candidate) -> dict[str, float]:
    """The marks of a candidate that stands in lines of its own: its reasons, and what they sum up to."""
    found = {"standing": 1.0, "sum": one.score / 5}
    for reason in one.reasons:
        name, _, value = reason.rpartition(" ")
        found[f"is_{name}"] = float(value) if name == "distance" else 1.0
    if "is_label" in found and "is_flattened" not in found and one.score >= float(settings("title")["label"]) - 1:
        found["label_clear"] = 1.0  # no label of somebody's name, and no form that was run together
    return found


def _told(one: Candidate) -> tuple[str, ...]:
    """The reasons that name the place of a candidate: behind a label, in quotation marks behind a word for project."""
    return tuple(r for r in one.reasons if r.startswith("label +") or "quoted in" in r)


def _strongest(found: Mapping[str, float]) -> tuple[str, ...]:
    """The marks that count most, with what each adds."""
    added = {why: weights().get(why, 0.0) * value for why, value in found.items()}
    strong = sorted(added, key=lambda why: (-abs(added[why]), why))[: int(settings("ranking")["told"])]
    return tuple(f"{why} {added[why]:+.1f}" for why in strong if round(added[why], 1))
