"""Projects told in running text, a sentence each: what it is called, and what it gets.

``One project was approved: “Wells for herders”, with a value of $800,000. In 2010 a second project was approved: …``,
``A society receives 25,404 euros for the project in Honduras of Houses for the Lenca.``: each sentence has one amount
and one name, in quotation marks or behind a word for project. One such sentence is news; several, on a page that
speaks of projects, are a list. A name that no quotation marks enclose may have more in it than itself, and is doubtful.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors.evidence import Excerpt
from extractors.lexicon import alternation, squeeze, toml, vocabulary, words
from extractors.money import currency
from pipeline.segment import faults, named, phrases, titles
from pipeline.segment.listed import Entry, field_of
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, ends_sentence, is_prose
from pipeline.settings import settings

Span = tuple[int, int]

#: The end of a sentence: behind a word and no abbreviation, before a capital.
_END = regex.compile(r"(?<=[\p{Ll}\d)”’\"»]{3}|\p{Lu}{3})(?P<end>[.!?])(?P<behind>\s+(?=[\p{Lu}“„«‘\"])|\s*$)")
_PLACE_BEHIND = regex.compile(r",\s+\p{Ll}{1,4}\s+(?P<place>\p{Lu}[\p{L} ]+?)(?=,)")
#: ``the 1.5-million-euro project``: a sum all the same.
_JOINED_SUM = regex.compile(r"\d-\p{L}{3,12}-(?P<money>\p{L}{3,12})(?!\p{L})")
#: ``“Roads for the Hills” is a …``; behind a single mark the next one ends the name.
_QUOTED_HEAD = regex.compile(
    r"\s*(?:[“\"«„]\s*(?P<name>\p{Lu}[^“”\"«»„\n]{5,200}?)\s*[”\"»“]|[‘'](?P<name>\p{Lu}[^‘’'\n]{5,200})[’'])(?=[\s,])"
)
_EDGE = " \t\n.,;:–—-"


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """An entry for each sentence of running text that gives a project its name and its amount, if they are several."""
    several = not vocabulary("lists", "several").isdisjoint(regex.findall(r"[\p{L}-]+", squeeze(sheet.text)))
    found: list[Entry] = []
    for index, line in enumerate(sheet.lines):
        if sheet.content(index) and line.cell is None and (is_prose(line) or _tells(line.text)):
            told = spans(line.text)
            found += [one for low, high in told if (one := _entry(sheet, index, low, high, several=several))]
    found = [one for one in found if several or not one.parted]  # two names in quotation marks are several
    found = _once(found)
    names = [one.name.text for one in found if one.name]
    apart = all(not titles.same(one, other) for n, one in enumerate(names) for other in names[n + 1 : n + 4])
    enough = len(found) >= settings("frame")["sentences_least"] and not all(one.alone for one in found)
    return found if enough and apart else []


def _once(found: list[Entry]) -> list[Entry]:
    """The entries without those of a paragraph that a page prints twice: of the same name and the same values."""
    seen: dict[tuple[str, ...], Entry] = {}
    for one in found:
        seen.setdefault((one.name.text if one.name else "", *(raw.kind for raw in one.fields)), one)
    return list(seen.values())


def _tells(text: str) -> bool:
    """Whether a line is so long, and ends so, that it is running text."""
    return ends_sentence(text) and len(text.split()) >= int(settings("segment")["prose_words"])


def names_paid(sheet: Sheet) -> bool:
    """Whether a sentence gives one project a name in quotation marks and says what it gets."""
    lines = (line for i in sheet.contents() if is_prose(line := sheet.lines[i]))
    told = (line.text[low:high] for line in lines for low, high in spans(line.text))
    return any(quoted_name(text) and _amounts(text) for text in told)


def spans(text: str) -> Iterator[Span]:
    """The spans of the sentences of a text."""
    low = 0
    for match in _END.finditer(text):
        yield low, match.end("end")
        low = match.end("behind")
    if low < len(text):
        yield low, len(text)


def _entry(sheet: Sheet, index: int, low: int, high: int, *, several: bool) -> Entry | None:
    """The entry of a sentence; None where it has no name, or not one amount.

    ``several``: the page speaks of several projects, so that a name in quotation marks may begin a sentence alone.
    """
    excerpt = sheet.excerpt((index, low, high))
    amounts, quoted = _amounts(excerpt.text), quoted_name(excerpt.text)
    if several and not quoted and (head := _QUOTED_HEAD.match(excerpt.text)) and not _spoken(excerpt.text, head):
        quoted = head.span("name") if len(head["name"].split()) >= settings("frame")["name_least"] else None
    joined = _JOINED_SUM.search(excerpt.text) if quoted and not amounts else None
    if not amounts and not (joined and currency(joined["money"])):  # "a 3-year-long effort" is no sum
        return None
    plain = None if quoted else _named(excerpt.text, amounts, _called(), _counted())
    span = quoted or plain or _named(excerpt.text, amounts, _bought())
    if span is None:
        return None
    found = Entry(index, [], low, why="in a sentence that says what it gets", framed=True, parted=quoted is None)
    found.alone = not (quoted or plain)  # "with 3,000 euros a well is dug" may tell of a part of a project too
    found.name = excerpt.cut(*span)
    found.fields = [_field(sheet, excerpt, "budget", amount) for amount in amounts[:1]]
    found.fields += [_field(sheet, excerpt, "country", place) for place in phrases.countries(excerpt.text)[:1]]
    return found


def _spoken(text: str, head: regex.Match[str]) -> bool:
    """Whether somebody says what stands in quotation marks at the head of a sentence: ``'Wells first', she said``."""
    behind = regex.findall(r"\p{L}+", squeeze(text[head.end() :]))[: settings("frame")["saying_within"]]
    return faults.is_news(head["name"]) or not vocabulary("lists", "sayings").isdisjoint(behind)


def _amounts(text: str) -> list[Span]:
    """Where the only amount of a sentence stands, twice perhaps; nowhere if it has several."""
    found = phrases.sums(text)
    return found if len({text[low:high] for low, high in found}) == 1 else []


def _field(sheet: Sheet, excerpt: Excerpt, kind: str, span: Span) -> Raw:
    return field_of(sheet, kind, excerpt.cut(*span))


def quoted_name(text: str) -> Span | None:
    """The name in quotation marks behind a word for project, or directly before one."""
    match = named.quoted().search(text) or _before_noun().search(text)
    return match.span("name") if match and len(match.group("name").split()) >= settings("frame")["name_least"] else None


@cache
def _before_noun() -> regex.Pattern[str]:
    """``The “Clean Fords” project is financed with …``."""
    nouns = alternation(words(toml("lists")["nouns"]))
    return regex.compile(rf"[“\"«„](?P<name>\p{{Lu}}[^“”\"«»„\n]{{5,200}})[”\"»“]\s+(?i:{nouns})(?!\p{{L}})")


def _named(text: str, amounts: list[Span], *patterns: regex.Pattern[str]) -> Span | None:
    """The name that the first of some patterns finds in a sentence."""
    for pattern in patterns:
        match = pattern.search(text)
        if match and (span := cut(text, match.start("name"), amounts)):
            return span
    return None


def cut(text: str, start: int, amounts: list[Span]) -> Span | None:
    """A name from where it begins to its sentence's end, to its amount, its place between commas, or who does it."""
    stops = [low for low, _ in amounts if low > start]
    stops += [m.start() for m in phrases.hands().finditer(text, start)]
    stops += [m.start() for m in _stops().finditer(text, start)][:1]
    stops += [m.start() for m in _PLACE_BEHIND.finditer(text, start) if faults.is_place(m.group("place"))]
    end = min([*stops, len(text)])
    name = text[start:end].rstrip(_EDGE)
    if end in [low for low, _ in amounts]:
        name = regex.sub(rf"\s+(?:{_before_amount()})$", "", name, flags=regex.I).rstrip(_EDGE)
    if end == len(text) and _passive().search(text, 0, start):
        name = name.rpartition(" ")[0]  # "… wird ein Haus am See gebaut"
    count = len(name.split())
    fits = settings("frame")["name_least"] <= count <= settings("frame")["name_most"]
    return (start, start + len(name)) if fits and not faults.is_news(name) else None


@cache
def _stops() -> regex.Pattern[str]:
    """What ends a name that no quotation marks enclose: a verb behind it, or that it is worth something."""
    return regex.compile(rf"\s+[–—-]?\s*(?i:{_listed('stops')})(?!\p{{L}})|\s+[–—]\s")


@cache
def _passive() -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:{_listed('passive')})\s", regex.I)


def _listed(key: str) -> str:
    return alternation(words(toml("lists")["sentences"][key]))


@cache
def _before_amount() -> str:
    return _listed("with")


@cache
def _called() -> regex.Pattern[str]:
    """A word for one project, its place, a word such as *called* or *of*, and a name with a capital or what it does."""
    nouns = alternation(words(toml("lists")["nouns"]))
    place = rf"(?:(?:{alternation(words(toml('lists')['within']))})\s+\p{{Lu}}[\p{{L}}-]+\s+)?"
    called = alternation(vocabulary("title_parts", "called"))
    return regex.compile(
        rf"\b(?i:{nouns})\s+{place}(?:(?i:{called}|{_listed('of')})\s+|:\s+)?(?P<name>\p{{Lu}}\p{{Ll}}+\s+\p{{L}}.+)"
        rf"|\b(?i:{nouns}|{_listed('deals')}),?\s+(?:[–—-]\s+)?(?i:{_listed('called')})\s+(?P<name>\p{{Lu}}\p{{Ll}}+\s+\p{{L}}.+)"
        rf"|\b(?i:{_listed('one')})\s+(?i:{nouns})\s+(?i:{_listed('of')})\s+(?P<name>\p{{Ll}}.+)"
    )


@cache
def _counted() -> regex.Pattern[str]:
    """``The first is Wells for herders …``."""
    return regex.compile(rf"\b(?i:{_listed('first')})\s*[,:]?\s+(?P<name>\p{{Lu}}.+)")


@cache
def _bought() -> regex.Pattern[str]:
    """``With 3,649 euros they will keep up the house of …``: up to five words between the amount and an article."""
    article = rf"(?i:{alternation(words(toml('lists')['articles']))}|{_listed('one')})"
    return regex.compile(
        rf"^(?i:{_listed('with')})\s[^.;:]{{0,24}}\d[\d.,’']*+(?:\s\p{{L}}+)?,?\s(?:\p{{Ll}}+\s+){{1,5}}?"
        rf"{article}\s+(?:{article}\s+)?(?P<name>\p{{L}}.+)"
    )
