"""Two projects or more that one sentence, or one cover, names beside each other.

``Norway funds two projects, each for $250,000, to support “Clean Wells for Gao” and “Fords of the Niger”``: as many
names in quotation marks as projects are counted. ``PROPOSED CREDITS … FOR THE WELLS PROJECT AND THE FORDS PROJECT``: a
word for several sums of money before two names that each end with a word for project. ``Evaluation of the projects
entitled:`` over names that *and* alone on its line parts.
"""

from __future__ import annotations

from functools import cache

import regex

from extractors import places
from extractors.evidence import Excerpt
from extractors.lexicon import alternation, squeeze, toml, vocabulary, words
from pipeline.segment import counted, faults, phrases, quotes, sentences
from pipeline.segment.labels import kind_of
from pipeline.segment.listed import Entry, field_of
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings

Span = tuple[int, int]


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """An entry for each name, by the first way and in the first place that names several."""
    for index in sheet.contents():
        line = sheet.lines[index]
        if line.cell is None and (found := _counted(sheet, index) or _covered(sheet, index) or _parted(sheet, index)):
            return found
    return []


_EDGES = " .,;\n"
_MARK = regex.compile(r"[“„«\"‘”»]")


def _counted(sheet: Sheet, index: int) -> list[Entry]:
    """The names in quotation marks of a sentence that counts as many projects and says what is paid."""
    text = sheet.lines[index].text
    for low, high in sentences.spans(text) if _MARK.search(text) else ():
        sentence = sheet.excerpt((index, low, high))
        spans = [(q.start, q.end) for q in quotes.find(sentence.text) if _names(sentence.text[q.start : q.end])]
        if (
            len(spans) > 1
            and phrases.sums(sentence.text)
            and len(spans) in counted.announced(sentence.text[: spans[0][0]])
        ):
            found = [_entry(index, sentence, span, sheet) for span in spans]
            for one in found:
                one.sure = True
            return found
    return []


def _covered(sheet: Sheet, index: int) -> list[Entry]:
    """Two names that each end with a word for project, behind a word for the several sums that are for them."""
    whole = sheet.whole(index)
    match = _for_both().search(whole.text) if len(whole.text) < settings("paired")["line_most"] else None
    if not match or not all(_names(match[key]) for key in ("one", "other")):
        return []
    lead = whole.text[max(match.start() - int(settings("paired")["reach"]), 0) : match.start()]
    if vocabulary("lists", "paired", "sums").isdisjoint(regex.findall(r"\p{L}+", squeeze(lead))):
        return []
    found = [_entry(index, whole, match.span(key), sheet) for key in ("one", "other")]
    to = [p for p in places.find(whole.text[: match.start()]) if not whole.text[p.end : match.start()].strip(" ,")]
    for one in found if to else []:
        one.fields = [field_of(sheet, "country", whole.cut(to[0].start, to[0].end))]
    return found


def _parted(sheet: Sheet, index: int) -> list[Entry]:
    """The lines below words for several projects and *entitled*, which *and* alone on its line parts."""
    if not _entitled().search(squeeze(sheet.lines[index].text)):
        return []
    below = sheet.contents(index + 1)[: int(settings("paired")["lines_most"])]
    joins = [
        n for n, at in enumerate(below) if squeeze(sheet.lines[at].text) in vocabulary("lists", "paired", "joining")
    ]
    if len(joins) != 1 or joins[0] in (0, len(below) - 1) or sheet.lines[below[0]].cell is not None:
        return []
    groups = [below[: joins[0]], below[joins[0] + 1 : joins[0] + 2]]
    if not all(_names(sheet.whole(*group).text) for group in groups):
        return []
    return [_entry(group[0], whole, (0, len(whole.text)), sheet) for group in groups if (whole := sheet.whole(*group))]


def _names(text: str) -> bool:
    """Whether words may be a project's name: neither few nor many, no sentence, place, label or news."""
    text = text.strip(_EDGES)
    fits = settings("frame")["name_least"] <= len(text.split()) <= settings("frame")["name_most"]
    other = (
        faults.is_news(text)
        or faults.is_place(text)
        or kind_of(text, True)
        or regex.search(r"\p{L}{3}[.!?](?:\s|$)", text)
    )
    return bool(fits and text[:1].isupper() and not other)


def _entry(index: int, told: Excerpt, name: Span, sheet: Sheet) -> Entry:
    """The entry of a name, with what its sentence says of each of them."""
    found = Entry(index, [], name[0], why="named beside others that are counted or paid with it", framed=True)
    found.name = told.cut(*name).strip(_EDGES)
    if each := _each().search(told.text):
        found.fields = [
            field_of(sheet, "budget", told.cut(*span)) for span in phrases.sums(told.text) if span[0] == each.end()
        ]
    found.fields += [
        field_of(sheet, "country", found.name.cut(*span)) for span in phrases.countries(found.name.text)[:1]
    ]
    return found


def _listed(key: str) -> str:
    return alternation(words(toml("lists")["paired"][key]))


@cache
def _each() -> regex.Pattern[str]:
    """What stands before an amount that each of several projects gets: ``each for``, ``each worth``."""
    return regex.compile(rf"(?<!\p{{L}})(?i:{_listed('each')})\s+(?:(?i:{_listed('with')})\s+)?(?=\S{{0,4}}\d)")


@cache
def _for_both() -> regex.Pattern[str]:
    """``for the Wells Project and the Fords of Gao Project``, in capitals or not."""
    noun = rf"(?i:{_listed('nouns')})(?!\p{{L}})"
    small, joining = _listed("within"), _listed("joining")
    word = rf"(?!(?i:{joining})\sthe\s)(?:\p{{Lu}}[\p{{L}}’',-]*+|(?i:{small})|&)"
    name = rf"\p{{Lu}}[\p{{L}}’'-]*+(?:\s{word}){{1,9}}?\s{noun}"
    behind = rf"\s(?i:{joining})\s(?:(?i:for)\s)?(?i:the)\s(?P<other>{name})"
    return regex.compile(rf"(?<!\p{{L}})(?i:for)\s(?i:the)\s(?P<one>{name}){behind}")


@cache
def _entitled() -> regex.Pattern[str]:
    """A line that ends with a word for several projects and what says that their names follow."""
    several, called = (alternation(vocabulary(*path)) for path in (("lists", "several"), ("title_parts", "called")))
    return regex.compile(rf"(?<!\p{{L}})(?:{several})\s(?:{called}|{_listed('titled')})\s?:?$")
