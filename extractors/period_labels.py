"""Labels of dates inside other text, directly before what they announce: ``… Start date (mm/yyyy): 05/2019 …``.

Flattened pages run their labels together, and some labels stand in brackets behind a title: such text is no field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

import regex

from extractors import contexts
from extractors.dates import alternatives
from extractors.engine import cell
from extractors.evidence import Block, Excerpt, Finding, Rule
from extractors.lexicon import squeeze, toml, words
from extractors.timespans import Reader, Stretch, found, hinted, lengths

LABELLED = Rule(
    "periods.labelled_inside",
    "A known label of a start, an end or a period inside other text announces the dates or duration right behind it.",
    ("narrative", "title", "other", "start", "end"),
    "period",
    status="inferred",
    hits=(
        ("Biodiversity START DATE (mm/yyyy): 05/2019 Parks", "start=2019-05"),
        ("Septembre 2005 Date d achèvement du projet Décembre 2010 Autres", "end=2010-12"),
        ("A school (budget – EUR 1 million; duration – 24 months; beginning – May 2018)", "duration_months=24"),
        ("It is paid for a four-year implementation period (2016-2019).", "start=2016; end=2019"),
        ("Partners: Greece Closing Date 06/30/2002 12/31/2003", "end=2003-12-31"),
        ("Paris. Implementation period from 2019-08-01 to 2021-07-31", "start=2019-08-01; end=2021-07-31"),
    ),
    misses=(
        "Of the end of the project nothing is known. 31 December 2010 came.",
        "The last year 2010 was dry.",
        "Deadline for submission: 3 May 2010",
        "The start in May 2010 was hard.",
        "Rain – the duration 24 months",
        "They asked to move the end of the project from June to August 31, 2005.",
    ),
)

#: Fields of which no label of a date is a part, or whose reader knows them.
_NEVER = frozenset({"period", "code", "phone", "email", "website", "contact", "contact_hq", "contact_field"})
#: Characters before a date in which its label must stand, and the most words of a label.
_BEFORE, _WORDS = 80, 8


class _Label(NamedTuple):
    """A label before a place: ``start``, ``end`` or ``period``, and whether it may hint at the order of a date."""

    kind: str
    text: str


def read(block: Block, order: str) -> Iterator[Finding]:
    """What labels inside the texts of a block announce."""
    for home in contexts.homes(block):
        if home.kind not in _NEVER:
            yield from _dates(home.excerpt, home.kind, order)
            yield from _durations(home.excerpt)


def _dates(excerpt: Excerpt, own: str, order: str) -> Iterator[Finding]:
    """The dates of an excerpt that have a label before them, other than that of the field itself."""
    readings: dict[tuple[str, bool], tuple[Reader, Mapping[int, Stretch]]] = {}
    for one in Reader(excerpt, order).stretches():
        label = _label(excerpt.text, one.start)
        if label and label.kind != own:
            way = hinted(label.text) or order, label.kind == "period"
            if way not in readings:
                readings[way] = _reading(excerpt, *way)
            reader, stretches = readings[way]
            yield from _dated(reader, stretches.get(one.start, one), label.kind)


def _reading(excerpt: Excerpt, order: str, years: bool) -> tuple[Reader, Mapping[int, Stretch]]:
    """An excerpt read in one way, and its dates by where they begin; many labels share one."""
    reader = Reader(excerpt, order, years=years)
    return reader, {one.start: one for one in reader.stretches()}


def _dated(reader: Reader, one: Stretch, kind: str) -> Iterator[Finding]:
    """Start and end where there are two dates; else the one that the label names."""
    cells = {"start": reader.start_cell(one), "end": reader.end_cell(one)}
    if kind == "end" and _beside(reader.text, one):
        cells = {"end": max(cells.values(), key=lambda made: made.value)}  # as planned and as it came
    elif one.second is None or one.second is one.first:
        cells = {name: made for name, made in cells.items() if name == kind}
    values = [made.value for made in cells.values()]
    yield from found(LABELLED, "labelled", cells, reader.doubt(one, values[0], values[-1]) if values else "")


def _beside(text: str, one: Stretch) -> bool:
    """Whether nothing but blanks stands between two dates: ``Closing Date 06/30/2002 12/31/2003``."""
    return one.second is not None and one.second is not one.first and not text[one.first.end : one.second.start].strip()


def _durations(excerpt: Excerpt) -> Iterator[Finding]:
    for one in lengths(excerpt.text):
        label = _label(excerpt.text, one.start)
        if label and label.kind == "period":
            cells = {"duration_months": cell(excerpt, one.start, one.end, ("months",))}
            yield from found(LABELLED, "labelled", cells)


def _label(text: str, at: int) -> _Label | None:
    """The label that ends right before a place, the longest one."""
    head = text[max(0, at - _BEFORE) : at]
    tie = _tie().search(head)
    if tie is None:
        return None
    parts = list(_WORD.finditer(head, 0, tie.start()))
    for first in parts[-_WORDS:]:
        phrase = _bare(head[first.start() : tie.start()])
        kind = _labels().get(phrase)
        if kind and _announces(phrase, kind, tie, opens=bool(_OPENS.search(head[: first.start()]))):
            return _Label(kind, head[first.start() :])
    return None


def _announces(phrase: str, kind: str, tie: regex.Match[str], *, opens: bool) -> bool:
    """Whether a label stands as one: by the mark behind it, as several words, or at the beginning of a clause."""
    several = " " in phrase and phrase not in _marked()
    if tie["mark"]:
        return opens or " " in phrase
    if tie["small"] and kind != "period":
        return False
    return several or (opens and phrase not in toml("labels")["weak"] and phrase not in _marked())


_WORD = regex.compile(r"(?<![\p{L}\d])[\p{L}\d][^\s(]*")
#: Where a clause begins, so that a label of one word may stand.
_OPENS = regex.compile(r"(?:^|[\n;,(|.•])\s*$")


@cache
def _tie() -> regex.Pattern[str]:
    """What may stand between a label and its date: brackets, a mark, a small word."""
    small = alternatives(toml("periods")["labels"]["before"])
    bracket = r"\([^()\d]{1,24}\)"
    mark = rf"(?P<mark>{bracket}|(?:{bracket}\s*)?[:=–—-]|\s/(?=\s))"
    return regex.compile(rf"\s*(?:{mark}\s*)?(?:(?<!\p{{L}})(?P<small>{small})\s+|[(\[])?$", regex.I)


def _bare(phrase: str) -> str:
    """A phrase as it is looked up: folded, and the apostrophes that flattened pages lose are blanks."""
    return " ".join(squeeze(phrase).replace("'", " ").replace("’", " ").split())


@cache
def _marked() -> frozenset[str]:
    return frozenset(_bare(p) for p in toml("periods")["labels"]["marked"])


@cache
def _labels() -> Mapping[str, str]:
    """Label -> ``start``, ``end`` or ``period``."""
    kinds = ("period", "start", "end")
    weak = {_bare(w): kind for w, kind in toml("labels")["weak"].items() if kind in kinds}
    return weak | {_bare(w): kind for kind in kinds for w in words({**toml("labels")[kind], "says": []})}


RULES = (LABELLED,)
