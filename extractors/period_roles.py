"""Whether ranges of dates and lengths of time that no rule reads are the project's, by the words around them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

from extractors import contexts, role_model
from extractors.calendar_months import between
from extractors.contexts import Home, Mention
from extractors.engine import cell
from extractors.evidence import Block, Cell, Finding, Rule
from extractors.lexicon import toml
from extractors.timespans import Reader, Stretch, lengths

CONTEXT = Rule(
    "periods.context",
    "Where no rule reads a period, or a duration, the one whose surroundings speak most for it is taken.",
    ("narrative", "title", "other"),
    "period",
    status="doubtful",
    doubt=role_model.DOUBT,
    hits=(
        ("A co-operation initiative, running from 2023 until 2026.", "start=2023; end=2026"),
        ("The fund pays a two-year project for wells.", "duration_months=24"),
    ),
    misses=(
        "Rome, 13-14 April 2016",
        "Half of the people are younger than 14 years.",
        "The loan is paid back over 40 years.",
        "Cyclones came in 2010.",
    ),
)

#: Fields whose dates are read by rules of their own, or are never the project's.
_CLAIMED = frozenset(
    {
        "period",
        "start",
        "end",
        "date_other",
        "budget",
        "code",
        "contact",
        "contact_hq",
        "contact_field",
        "address",
        "phone",
    }
)
#: ``USD 5 a year``: no length of anything.
_ARTICLE = regex.compile(r"(?:an?|une?|una|eine?[mnrs]?|uma?)\s", regex.I)
#: How long a project may be, in years: below each of these a range is of another class.
_YEARS = (1, 2, 3, 4, 6, 9, 15)
#: So many months at least lie between the start and the end of a project; less is an event.
_SHORTEST = 3
_MONTHS = (3, 6, 12, 18, 24, 36, 48, 60, 84, 120)


@dataclass(frozen=True, slots=True)
class Time:
    """Dates or a length of time of a block in all their places, the first one first."""

    cells: dict[str, Cell]  #: by column of the period
    doubt: str
    mentions: tuple[Mention, ...]
    features: dict[str, float]


@dataclass(frozen=True, slots=True)
class _Printed:
    """One place where dates or a length of time are printed."""

    cells: dict[str, Cell]
    doubt: str
    mention: Mention

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(c.value for c in self.cells.values())


def spans(block: Block, order: str) -> list[Time]:
    """The ranges of dates outside of the fields for dates."""
    return _gathered(_ranges(block, order), _span_size)


def durations(block: Block) -> list[Time]:
    """The lengths of time outside of the fields for dates."""
    stretches = [h for h in _stretches(block) if h.kind != "title"]
    found = []
    for home in stretches:
        for one in (d for d in lengths(home.excerpt.text) if not _ARTICLE.match(home.excerpt.text, d.start)):
            cells = {"duration_months": cell(home.excerpt, one.start, one.end, ("months",))}
            found.append(_Printed(cells, "", _mention(stretches, home, one.start, one.end)))
    return _gathered(found, _length_size)


def read(block: Block, order: str, stated: Sequence[Finding]) -> Iterator[Finding]:
    """The likeliest period where no rule reads a start or an end, and the likeliest duration where none reads one."""
    columns = {column for f in stated for column in f.cells}
    if columns.isdisjoint({"start", "end"}):
        yield from _likeliest("span", spans(block, order))
    if "duration_months" not in columns:
        yield from _likeliest("duration", durations(block))


def _likeliest(role: str, times: list[Time]) -> Iterator[Finding]:
    """The finding of the likeliest of several, if it is likely enough."""
    ranked = sorted(((role_model.chance(role, t.features), t) for t in times), key=lambda pair: -pair[0])
    for probability, one in ranked[:1]:
        status = role_model.status(role, probability)
        if status:
            doubt = one.doubt or role_model.doubt(status)
            told = role_model.reasons(role, one.features)
            score = round(probability, 2) / 10
            yield Finding("period", CONTEXT.id, one.cells, "narrative", status, doubt, score, notes=told)


def _stretches(block: Block) -> list[Home]:
    return [h for h in contexts.homes(block) if h.kind not in _CLAIMED]


def _ranges(block: Block, order: str) -> Iterator[_Printed]:
    """The ranges of dates of a block that are no event's."""
    stretches = _stretches(block)
    for home in stretches:
        reader = Reader(home.excerpt, order)
        for one in reader.stretches():
            if one.second is not None and one.second is not one.first and not _programming(reader, one):
                made = _printed(stretches, home, reader, one)
                if all(made.key) and between(*made.key)[1] >= _SHORTEST:
                    yield made


def _programming(reader: Reader, one: Stretch) -> bool:
    """Whether two bare years are those of a budget of the European Union, whose programmes are called by them."""
    years = f"{reader.start_cell(one).value} {reader.end_cell(one).value}"
    return years in toml("periods")["programming"]["spans"]


def _printed(stretches: list[Home], home: Home, reader: Reader, one: Stretch) -> _Printed:
    cells = {"start": reader.start_cell(one), "end": reader.end_cell(one)}
    doubt = reader.doubt(one, cells["start"].value, cells["end"].value)
    return _Printed(cells, doubt, _mention(stretches, home, one.start, one.end))


def _mention(stretches: list[Home], home: Home, start: int, end: int) -> Mention:
    """One place with its features."""
    features = contexts.standing(stretches, home, start, end, "period")
    low, high = contexts.sentence(home, start, end)
    said = contexts.said(home, low, high, "period")
    text = home.excerpt.text
    flags = {
        "sentence.head": home.kind == "narrative" and start - low < 8 and text[end:high].count(" ") > 4,
        "in.bracket": text[max(0, start - 1) : start] in ("(", "["),
        "in.dash": text[:start].rstrip()[-1:] in tuple("-–—,;"),
        "field.text": home.kind in ("description", "summary", "objective"),
        "field.money": home.kind in ("budget", "donor", "pledged", "contribution"),
        "field.other": home.kind == "other",
    }
    return Mention(home, start, end, features | said | contexts.holding(flags))


def _gathered(printed: Iterator[_Printed] | list[_Printed], size: Callable[[Sequence[str]], str]) -> list[Time]:
    """Each value once, with the features of its places and how it compares with the others of the block."""
    by: dict[tuple[str, ...], list[_Printed]] = {}
    for one in printed:
        if all(one.key):
            by.setdefault(one.key, []).append(one)
    found = []
    for key, places in by.items():
        mentions = tuple(p.mention for p in places)
        flags = {
            "all.alone": len(by) == 1,
            "all.first": len(by) > 1 and next(iter(by)) == key,
            "all.last_date": len(by) > 1 and key == max(by),
            "all.repeated": len(places) > 1,
            size(key): True,
        }
        features = contexts.merged(list(mentions)) | {"rivals": math.log(len(by))}
        features |= contexts.holding(flags)
        found.append(Time(places[0].cells, places[0].doubt, mentions, features))
    return found


def _span_size(key: Sequence[str]) -> str:
    years = int(key[1][:4]) - int(key[0][:4])
    return f"years.{sum(years >= y for y in _YEARS)}" if years >= 0 else "years.back"


def _length_size(key: Sequence[str]) -> str:
    return f"months.{sum(float(key[0]) >= m for m in _MONTHS)}"


RULES = (CONTEXT,)
