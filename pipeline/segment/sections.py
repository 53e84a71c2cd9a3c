"""Sections of a page that each tell of a project: a heading that names it, and running text below.

``Wells for herders | £7,500``: the heading gives the amount. ``Projet Bella``: it has a word for one project before a
name, and the text below takes the name up again. ``Farm Roads Partnership – FRP``: the text says what the FRP is, and
what it gets. ``Rural wells scheme``: the text says the words again in quotation marks, beside a word for project. Parts
of one project have headings too; their amounts do not stand below words for several projects, and nobody gives them
short forms.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import regex

from extractors import organisations, places
from extractors.lexicon import alternation, squeeze, toml, vocabulary, words
from pipeline.segment import entry, faults, phrases, prose, titles
from pipeline.segment.labels import kind_of
from pipeline.segment.listed import Entry, field_of, says_several
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, ends_sentence, is_prose
from pipeline.settings import settings

_BEFORE_SUM = regex.compile(r"\s*(?:\||\t|[-–—:(\[])\s*$")
_SHORT = regex.compile(r"(?<![\p{L}\d-])[\p{Lu}\d][\p{Lu}\d-]{2,11}(?![\p{L}\d])")
#: The end of a name that a sentence follows.
_STOP = regex.compile(r"(?<=[\p{L}\d)”\"]{2})[.:](?=\s+\p{Lu})")
_YEARS_END = regex.compile(r"\s*\((?P<years>(?:19|20)\d\d(?:\s?[-–/]\s?(?:19|20)\d\d)?)\)\W*$")
#: Characters of a year: one alone is when something was done, and no period.
_YEAR = 4
_SUM_END = regex.compile(r"[\s)\].*]*")


@dataclass(frozen=True, slots=True)
class Head:
    """A heading: its line, its name, its amount or none, the words that the text below must take up again, its place.

    Below a place and an amount the name begins the text.
    """

    line: int
    name: tuple[int, int]
    amount: tuple[int, int] | None = None
    again: str = ""
    place: tuple[int, int] | None = None
    period: tuple[int, int] | None = None


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """An entry for each section, by the first way in which the headings of several name projects."""
    short = [index for index in sheet.contents() if _is_short(sheet, index)]
    heads = [index for index in short if _over_text(sheet, index)]
    whole = sheet.contents()
    lines = {_priced: short, _placed: short, _called: heads, _short: heads, _yeared: whole, _retold: whole}
    for way, among in lines.items():
        found = [head for index in among if (head := way(sheet, index)) is not None]
        if found and _are_projects(sheet, found, heads):
            return [_entry(sheet, head) for head in found]
    return []


def _is_short(sheet: Sheet, index: int) -> bool:
    """Whether a line is short enough for a heading, and no sentence."""
    line = sheet.lines[index]
    if line.cell is not None or len(line.text.split()) > settings("sections")["words_most"]:
        return False
    return line.text[:1].isupper() and not is_prose(line) and not ends_sentence(line.text)


def _over_text(sheet: Sheet, index: int) -> bool:
    """Whether running text stands below a line."""
    below = sheet.after(index)
    line = sheet.lines[below] if below is not None else None
    if line is None or line.cell is not None:
        return False
    return is_prose(line) or (ends_sentence(line.text) and len(line.text.split()) >= settings("frame")["words_least"])


def _priced(sheet: Sheet, index: int) -> Head | None:
    """A name and, behind a mark, its amount: ``Wells for herders (EUR 12,000)``."""
    text = sheet.lines[index].text
    amounts = phrases.sums(text)
    if len(amounts) != 1 or not _SUM_END.fullmatch(text, amounts[0][1]):
        return None
    mark = _BEFORE_SUM.search(text, 0, amounts[0][0])
    name = text[: mark.start()].rstrip() if mark else ""
    if len(name.split()) < 2 or kind_of(name, True) or faults.is_place(name) or entry.of_other_lists(name):
        return None
    return Head(index, (0, len(name)), amounts[0])


def _placed(sheet: Sheet, index: int) -> Head | None:
    """A place and an amount, and a name that begins the text below: ``Mali US$m 3.50``, ``Wells of Gao. To dig …``."""
    text, below = sheet.lines[index].text, sheet.after(index)
    amounts = phrases.sums(text)
    place = entry.place_at(text, 0) if len(amounts) == 1 else None
    if not place or below is None or not _SUM_END.fullmatch(text, amounts[0][1]):
        return None
    stop = _STOP.search(sheet.lines[below].text)
    name = sheet.lines[below].text[: stop.start()] if stop else ""
    if regex.search(r"\p{L}", text[place[1] : amounts[0][0]]) or not _names(name):
        return None
    return Head(index, (0, len(name)), amounts[0], place=place)


def _names(text: str) -> bool:
    """Whether the first sentence of a text is a name: it says nothing of anybody."""
    first = squeeze(text).partition(" ")[0]
    said = faults.is_news(text) or first in vocabulary("title_faults", "articles") or faults.is_place(text)
    return 2 <= len(text.split()) <= settings("list")["title_most"] and text[:1].isupper() and not said


def _yeared(sheet: Sheet, index: int) -> Head | None:
    """An item of a list that ends with its years in brackets: ``• Roofs for two schools (2009-2010)``."""
    line = sheet.lines[index]
    bullet = phrases.BULLET.match(line.text)
    years = _YEARS_END.search(line.text)
    low = bullet.end() if bullet else 0
    if not (bullet or line.bullet) or line.cell is not None or years is None:
        return None
    name = line.text[low : years.start()]
    named = settings("frame")["name_least"] <= len(name.split()) <= settings("frame")["name_most"]
    return Head(index, (low, years.start()), period=years.span("years")) if named and name[:1].isupper() else None


def _called(sheet: Sheet, index: int) -> Head | None:
    """A word for one project and its name: ``Projet Bella``."""
    text = sheet.lines[index].text
    match = _noun_and_name().fullmatch(text.strip())
    if match is None or kind_of(text, True) or kind_of(match["name"], True):
        return None
    return Head(index, (0, len(text)), None, match["name"])


def _short(sheet: Sheet, index: int) -> Head | None:
    """A name of several words with a short form that is no organisation's: ``Farm Roads Partnership – FRP``."""
    text = sheet.lines[index].text
    found = [short for short in _SHORT.findall(text) if sum(map(str.isupper, short)) > 1]
    if not found or text.isupper() or len(text.split()) < settings("sections")["short_words"]:
        return None
    if organisations.known(text) or any(organisations.known(short) for short in found[-1:]):
        return None
    return Head(index, (0, len(text)), None, found[-1])


def _retold(sheet: Sheet, index: int) -> Head | None:
    """A heading whose words the text below says again in quotation marks, as the name of a project."""
    line, below = sheet.lines[index], sheet.after(index)
    told = sheet.lines[below].text if below is not None and _over_text(sheet, index) else ""
    if not told or line.cell is not None or is_prose(line) or kind_of(line.text, True):
        return None
    quoted = _quoted_project().fullmatch(line.text)
    name = quoted.span("name") if quoted else (0, len(line.text))
    said = _own_words(line.text[slice(*name)])
    again = (_own_words(match["name"]) for match in _quoted_project().finditer(told))
    if len(said) < settings("sections")["short_words"] or not any(_alike(said, one) for one in again):
        return None
    return Head(index, name, again=told)


def _own_words(text: str) -> frozenset[str]:
    """The words of a name without small ones and those for a project."""
    return frozenset(regex.findall(r"\p{L}+", squeeze(text))) - vocabulary("small_words", "words") - _nouns()


def _alike(said: frozenset[str], again: frozenset[str]) -> bool:
    """Whether two names have most words of the longer in common."""
    return bool(len(said & again) >= settings("sections")["retold_share"] * max(len(said), len(again)))


@cache
def _nouns() -> frozenset[str]:
    return vocabulary("lists", "nouns")


@cache
def _quoted_project() -> regex.Pattern[str]:
    """A name in quotation marks and a word for project behind it: ``the “Rural wells” project``."""
    return regex.compile(
        rf"(?<!\p{{L}})[“\"«„‘']\s?(?P<name>[^“”\"«»„‘’'\n]{{8,160}})\s?[”\"»“’']\s+(?i:{alternation(_nouns())})(?!\p{{L}})"
    )


def _are_projects(sheet: Sheet, found: list[Head], heads: list[int]) -> bool:
    """Whether the sections of some headings are projects: of different names, each with what its way asks for."""
    names = [_text(sheet, head) for head in found]
    if len(found) < 2 or any(faults.is_news(name) for name in names) or not _is_list(sheet, found, heads):
        return False
    return all(not titles.same(one, other) for n, one in enumerate(names) for other in names[n + 1 :])


def _is_list(sheet: Sheet, found: list[Head], heads: list[int]) -> bool:
    """Whether headings have what their way asks for: an announcement above them, or a text that takes them up."""
    lead = "\n".join(sheet.lines[i].text for i in sheet.contents(0, found[0].line))
    if found[0].amount is not None:
        over = found[0].place or 2 * len({head.line for head in found} & set(heads)) >= len(found)
        return bool(over) and _announced(sheet, found[0].line, 6) and not prose.is_subject(lead)
    if found[0].period is not None:
        return _announced(sheet, found[0].line, 1) and not prose.is_subject(lead)
    if _quoted_project().search(found[0].again):
        return True  # each text says of itself that it is of a project of that name
    told = [_section(sheet, head, heads) for head in found]
    return all(_takes_up(text, head.again) and _has_facts(text) for text, head in zip(told, found, strict=True))


def _announced(sheet: Sheet, first: int, lines: int) -> bool:
    """Whether one of the last lines above says that projects follow, and not what belongs to projects.

    ``Projects supported`` and ``List of projects`` do; ``Papers on projects`` and ``Volunteer programmes`` do not.
    """
    return any(says_several(sheet.lines[i].text) for i in sheet.contents(0, first)[-lines:])


def _text(sheet: Sheet, head: Head) -> str:
    return squeeze(sheet.lines[_name_line(sheet, head)].text[slice(*head.name)])


def _name_line(sheet: Sheet, head: Head) -> int:
    """The line that the name of a section stands in."""
    return (sheet.after(head.line) if head.place else None) or head.line


def _section(sheet: Sheet, head: Head, heads: list[int]) -> str:
    """The text below a heading, up to the next one."""
    stop = next((i for i in heads if i > head.line), len(sheet.lines))
    return "\n".join(_lines(sheet, head.line + 1, stop))


def _lines(sheet: Sheet, first: int, stop: int) -> Iterator[str]:
    return (sheet.lines[i].text for i in sheet.contents(first, stop))


def _takes_up(text: str, again: str) -> bool:
    """Whether a text has a name as it is written, and in no other way."""
    found = regex.findall(rf"(?<![\p{{L}}\d]){regex.escape(again)}(?![\p{{L}}\d])", text, regex.I)
    return again in found and all(one == again for one in found)


def _has_facts(text: str) -> bool:
    """Whether a text speaks of one project or programme, and of an amount or a place."""
    return bool(_one().search(squeeze(text))) and bool(phrases.sums(text) or places.find(text))


@cache
def _one() -> regex.Pattern[str]:
    listed = {*toml("verdict")["one"], *toml("verdict")["signs"]["nouns"], *words(toml("lists")["nouns"])}
    return regex.compile(rf"(?<!\p{{L}})(?:{alternation(squeeze(w) for w in listed)})(?!\p{{L}})")


@cache
def _noun_and_name() -> regex.Pattern[str]:
    """A word for one project and up to four words in capitals, small ones between them."""
    small = alternation(vocabulary("small_words", "words"))
    capital = r"\p{Lu}[\p{L}\d’'-]*+"
    nouns = alternation(words(toml("lists")["numbered"]))
    return regex.compile(rf"(?i:{nouns})\s*[:–—-]?\s+(?P<name>{capital}(?:\s+(?:(?i:{small})\s+)?{capital}){{0,3}})")


def _entry(sheet: Sheet, head: Head) -> Entry:
    found = Entry(head.line, [], why="heads a section of its own as others do", framed=True)
    found.name = sheet.excerpt((_name_line(sheet, head), *head.name)).strip()
    spans = [("budget", head.amount), ("country", head.place), ("period", head.period)]
    spans = [(kind, span) for kind, span in spans if kind != "period" or (span and span[1] - span[0] > _YEAR)]
    found.fields = [field_of(sheet, kind, sheet.excerpt((head.line, *span))) for kind, span in spans if span]
    return found
