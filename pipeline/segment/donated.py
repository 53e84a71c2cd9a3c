"""Accounts of what a trust or a club gave: paragraphs that each say that an amount was given to somebody.

``March 2019 – the club agreed to give £500 to Lake Aid for pumps``, ``£750 was also donated to a school in Mali``: a
verb of giving beside an amount, and behind them who gets it or what for. What a paragraph begins with does not matter
(a month, an amount, *also*), and months without a gift may stand between. Below a heading for what was given.
"""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import alternation, squeeze, vocabulary
from extractors.money import amount_pattern
from extractors.quick import TIMEOUT
from pipeline.segment import entry, phrases, receivers
from pipeline.segment.listed import Entry, field_of, says_several
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, ends_sentence
from pipeline.settings import settings

Span = tuple[int, int]


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """An entry for each paragraph of an account that tells of one gift; empty where they are few among others."""
    found = [one for index in sheet.contents() if (one := _entry(sheet, index)) is not None]
    if len(found) < settings("frame")["least"] or not _announced(sheet, found[0].first):
        return []
    among = sheet.contents(found[0].first, found[-1].first + 1)
    return found if 2 * len(found) > len(among) else []


def _announced(sheet: Sheet, first: int) -> bool:
    """Whether a short line above is a heading over projects or gifts."""
    above = [sheet.lines[i].text for i in sheet.contents(0, first)[-int(settings("frame")["heads_above"]) :]]
    short = [t for t in above if len(t.split()) <= settings("sections")["governed_most"] and not ends_sentence(t)]
    return any(says_several(text) or phrases.word("gifts").search(squeeze(text)) for text in short)


def _entry(sheet: Sheet, index: int) -> Entry | None:
    """The entry of a paragraph that says once that an amount is given, with the amount and its place."""
    line = sheet.lines[index]
    given = _gift(line.text) if line.cell is None else None
    if given is None or entry.of_other_lists(line.text):
        return None
    amount, end = given
    to = receivers.read(line.text, end)
    places = [to.place] if to and to.place else phrases.countries(line.text)[:1]
    found = Entry(index, [], why="tells of a gift as others do", framed=True, sure=True)
    spans = [("budget", amount), *(("country", place) for place in places)]
    found.fields = [field_of(sheet, kind, sheet.excerpt((index, *span))) for kind, span in spans]
    if name := _named().match(line.text, end):
        found.name = sheet.excerpt((index, *name.span("name")))
    return found


def _gift(text: str) -> tuple[Span, int] | None:
    """The only amount of a text, where it is given, and where stands to whom or what for."""
    if len(text.split()) < settings("frame")["words_least"] or len(phrases.sums(text)) > 1:
        return None
    sums = [m.span() for m in amount_pattern().finditer(text, timeout=TIMEOUT)]
    found = [(span, end) for span in sums if (end := _given_to(text, span))]
    return found[0] if len(found) == 1 else None


def _given_to(text: str, amount: Span) -> int:
    """Where it stands to whom an amount is given, behind it or behind its verb; 0 where nothing gives it."""
    if behind := _is_given().match(text, amount[1]):
        return behind.end()
    gives = _gives().search(text, max(amount[0] - 40, 0), amount[0])
    return amount[1] if gives and _to().match(text, amount[1]) else 0


@cache
def _to() -> regex.Pattern[str]:
    """Before whom, or what, an amount is for."""
    before = alternation(vocabulary("lists", "receivers") | vocabulary("lists", "fors"))
    return regex.compile(rf"\s+(?i:{before})\s")


@cache
def _named() -> regex.Pattern[str]:
    """A name that ends with a word for project or appeal, behind an amount: ``for the new Wells of Gao project``."""
    nouns = alternation(vocabulary("lists", "nouns") | vocabulary("money_sentences", "appeal", "appeals"))
    before = alternation(vocabulary("lists", "receivers") | vocabulary("lists", "fors"))
    article = alternation(vocabulary("lists", "articles"))
    return regex.compile(
        rf"\s+(?i:{before})\s+(?:(?i:{article})\s+)?(?:\p{{Ll}}+\s+)?"
        rf"(?P<name>\p{{Lu}}[\p{{L}}’'-]*+(?:\s[\p{{L}}’'-]++){{0,6}}?\s(?i:{nouns}))(?!\p{{L}})"
    )


@cache
def _gives() -> regex.Pattern[str]:
    """A verb of giving directly before an amount: ``agreed to donate £500``."""
    verbs, more = (alternation(vocabulary("lists", *path)) for path in (("donated", "gives"), ("more",)))
    return regex.compile(rf"(?<!\p{{L}})(?i:{verbs})\s+(?i:(?:{more})\s+)?$")


@cache
def _is_given() -> regex.Pattern[str]:
    """What says behind an amount that it is given: ``was also donated to``."""
    helpers, also, given = (
        alternation(vocabulary("lists", *path))
        for path in (("donated", "was"), ("counted", "also"), ("donated", "given"))
    )
    return regex.compile(rf"\s+(?i:{helpers})\s+(?i:(?:{also})\s+)?(?i:{given})(?={_to().pattern})")
