"""Several projects in one sentence: behind words for several and a colon, each name before its amount in brackets.

``The fund supports two projects: wells for herders in Kenya (EUR 20,000) and boats for fishers (EUR 30,000).``
Where the breaks between items were lost, a name begins with the first capital behind the bracket that is no place's.
"""

from __future__ import annotations

from functools import cache

import regex

from extractors import organisations, places
from extractors.lexicon import alternation, squeeze, toml, vocabulary, words
from extractors.numbers import number_words
from pipeline.segment import faults, phrases
from pipeline.segment.listed import Entry, field_of
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings

Span = tuple[int, int]

_BRACKET = regex.compile(r"\s*[(\[](?P<in>[^()\[\]]{3,80})[)\]]")
_COLON = regex.compile(r"[:：]\s+")
_PART = regex.compile(r"^(?P<word>\p{L}{2,20}+(?:\s\p{L}{2,20}+)??)\s(?:\d{1,2}|[ivx]{1,4}|[a-d])(?!\w)")
_CAPITAL = regex.compile(r"(?<=[\p{L})]\s)\p{Lu}")


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """An entry for each name in the line that has most of them."""
    found: list[Entry] = []
    for index in sheet.contents():
        line = sheet.lines[index]
        if line.cell is None and "(" in line.text and ":" in line.text:
            made = _entries(sheet, index)
            found = made if len(made) > max(len(found), 1) else found
    return found


def _entries(sheet: Sheet, index: int) -> list[Entry]:
    """The entries of a line: empty where one of its names is none."""
    text = sheet.lines[index].text
    spots = _spots(text)
    if len(spots) < 2 or not all(_is_name(text[slice(*name)]) for name, _ in spots):
        return []
    found = []
    for name, amount in spots:
        one = Entry(index, [], name[0], why="before its amount in a list within a sentence", framed=True)
        one.name = sheet.excerpt((index, *name))
        one.fields = [field_of(sheet, "budget", sheet.excerpt((index, *amount)))]
        if place := phrases.countries(one.name.text)[:1]:
            one.fields.append(field_of(sheet, "country", one.name.cut(*place[0])))
        found.append(one)
    return found


def _spots(text: str) -> list[tuple[Span, Span]]:
    """Each name and its amount, from a colon behind words for several projects to the last bracket with an amount."""
    sums = phrases.sums(text)
    brackets = [
        m for m in _BRACKET.finditer(text) if any(m.start("in") <= low and high <= m.end("in") for low, high in sums)
    ]
    if any(_limited().search(squeeze(m["in"])) for m in brackets):
        return []  # "(up to EUR 50,000)", "(USD 20 each)"
    colons = list(_COLON.finditer(text, 0, brackets[0].start())) if brackets else []
    if not colons or not 1 < len(brackets) <= _several(text[: colons[-1].start()]):
        return []
    found: list[tuple[Span, Span]] = []
    at = colons[-1].end()
    for bracket in brackets:
        amount = next(s for s in sums if bracket.start("in") <= s[0])
        start = _begins(text, at, bracket.start()) if found else at
        found.append(((start, bracket.start()), amount))
        at = bracket.end()
    return found


def _several(text: str) -> int:
    """How many projects the words before a colon announce at most; none where something of theirs is announced.

    ``The fund supports two projects``; in ``The budget of two projects`` and ``Gifts for two projects`` it is governed.
    """
    said = squeeze(regex.split(r"[.!?]\s", text)[-1])
    behind = _tail().search(said)
    tokens = regex.findall(r"[\p{L}-]+|\d+", said[: behind.start()] if behind else said)
    if not tokens or tokens[-1] not in vocabulary("lists", "enumerated", "projects"):
        return 0
    before = tokens[-5:-1]
    number = next((n for n in range(len(before) - 1, max(len(before) - 3, -1), -1) if _counts(before[n])), None)
    if number is None and not (behind and behind["list"]):
        return 0
    apart = vocabulary("lists", "governing") | vocabulary("lists", "enumerated", "others")
    at = len(before) if number is None else number
    if not apart.isdisjoint(before[max(at - 2, 0) : at] + before[at + 1 :]):
        return 0
    count = before[number] if number is not None else ""
    return int(count) if count.isdigit() else number_words().get(count, int(settings("frame")["enumerated_most"]))


def _counts(word: str) -> bool:
    return word.isdigit() or word in vocabulary("lists", "enumerated", "which")


@cache
def _tail() -> regex.Pattern[str]:
    """What points to the list behind a word for projects, or parts it: ``as follows``, ``, of which two in Kenya``."""
    parts = alternation(vocabulary("lists", "enumerated", "parts"))
    behind = alternation(vocabulary("lists", "enumerated", "behind"))
    return regex.compile(rf"\s(?P<list>{behind})\s*$|,\s(?:{parts})(?!\p{{L}}).*$")


def _begins(text: str, at: int, stop: int) -> int:
    """Where a name begins behind a bracket: behind a mark or *and*, else at the first capital that is no place's."""
    if parted := _between().match(text, at, stop):
        return parted.end()
    taken = [(p.start, p.end) for p in places.find(text) if at <= p.start < stop]
    starts = (m.start() for m in _CAPITAL.finditer(text, at, stop))
    return next((s for s in starts if not any(low <= s < high for low, high in taken)), at)


@cache
def _between() -> regex.Pattern[str]:
    joins = alternation(words(toml("lists")["joins"]))
    return regex.compile(rf"\s*[,;.]\s*(?:(?:{joins})\s+)?|\s+(?:{joins})\s+", regex.I)


@cache
def _limited() -> regex.Pattern[str]:
    """Words that make of an amount what may be had, or a rate."""
    limits = alternation(vocabulary("periods", "duration", "at_most") | vocabulary("lists", "rates"))
    return regex.compile(rf"(?<!\p{{L}})(?:{limits})(?!\p{{L}})")


def _is_name(text: str) -> bool:
    """Whether words may be a project's name: no sentence, no party's name, no place, nothing that is paid for."""
    fits = settings("frame")["name_least"] <= len(text.split()) <= settings("frame")["name_most"]
    other = faults.is_news(text) or faults.is_place(text) or organisations.known(text) or phrases.is_cost(text)
    part = _PART.match(squeeze(text))  # "Lot 1 Water Supply"
    other = other or bool(part and part["word"] in vocabulary("lists", "parts"))
    return bool(fits and not other and not regex.search(r"[.;:!?]\s", text))
