"""Lists of projects that have no names: what each entry says instead is who gets what, when or where.

``ANN LEE, Lake Aid, Gao: A grant to dig wells … (AB-087) $80,855``: a party, a colon, and a word for money before what
it is for. ``2007-05-01 ~ 2008-04-30`` over ``Agency: Lake Aid``: a period alone on its line over the same label each
time. ``Mali Plan development US$200,000 Lake Bank`` below ``Country Grant type Amount Agent``: rows whose heads say
what is in them, where a sentence above says that several projects follow.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import regex

from extractors import dates
from extractors.lexicon import alternation, squeeze, toml, vocabulary, words
from pipeline.segment import entry, phrases
from pipeline.segment.labels import bare, kind_of
from pipeline.segment.listed import Entry, announced, field_of
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings

_LABEL = regex.compile(r"(?P<label>\p{Lu}[^:：.;!?|\n]{2,40}?)\s?[:：]\s+(?=\S)")


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """An entry for each grant, period or row, by the way that finds most of them."""
    return max((_granted(sheet), _timed(sheet), _rows(sheet)), key=len)


def _granted(sheet: Sheet) -> list[Entry]:
    """Paragraphs in which a party, a colon and a word for a grant stand before what it is for and one amount."""
    found = []
    for index in sheet.contents():
        text = sheet.lines[index].text
        match = _grant().match(text) if sheet.lines[index].cell is None else None
        sums = phrases.sums(text) if match else []
        if not match or len(sums) != 1 or entry.of_other_lists(text):
            continue
        one = Entry(index, [], why="a party and its grant as others are", framed=True)
        spans = (("implementer", match.span("who")), ("budget", sums[0]))
        one.fields = [field_of(sheet, kind, sheet.excerpt((index, *span)).strip()) for kind, span in spans]
        found.append(one)
    told = bool(found) and announced(sheet, found[0].first)
    return found if len(found) >= settings("frame")["least_announced" if told else "least"] else []


@cache
def _grant() -> regex.Pattern[str]:
    """``Ann Lee, Lake Aid: A grant to``, ``Lake Aid – A $5,000 grant for``."""
    nouns = alternation(words(toml("lists")["nameless"]["grants"]))
    article, to = (alternation(words(toml("lists")["nameless"][key])) for key in ("articles", "to"))
    return regex.compile(
        rf"\s*(?P<who>\p{{Lu}}[^:\n]{{4,160}})(?::|\s[–—])\s+(?i:{article})\s+(?:[^\s:]{{1,16}}\s+){{0,3}}?(?i:{nouns})\s+(?i:{to})\s"
    )


def _timed(sheet: Sheet) -> list[Entry]:
    """Periods alone on their lines, each over a line with the same label, one after the other."""
    found: list[Entry] = []
    labels: set[str] = set()
    for index in sheet.contents():
        below = sheet.after(index)
        text = sheet.lines[index].text
        match = _LABEL.match(sheet.lines[below].text) if below is not None and _is_period(text) else None
        if not match or below is None or kind_of(match["label"], True) not in _PARTIES:
            continue
        labels.add(bare(match["label"]))
        one = Entry(index, [], why="a period over a label as others are", framed=True)
        one.fields = [field_of(sheet, "period", sheet.whole(index).strip())]
        found.append(one)
    enough = len(found) >= settings("frame")["least"] and len(labels) == 1
    return found if enough and _of_projects(sheet, found[0].first) else []


def _of_projects(sheet: Sheet, first: int) -> bool:
    """Whether a line above a list has a word for a project, or for several: else these may be anybody's posts."""
    nouns = vocabulary("lists", "several") | vocabulary("title_parts", "nouns")
    head = sheet.contents(0, first)[-int(settings("frame")["heads_above"]) :]
    return any(nouns.intersection(regex.findall(r"[\p{L}-]+", squeeze(sheet.lines[i].text))) for i in head)


#: Kinds of a label below the period of an entry.
_PARTIES = frozenset({"implementer", "partner", "donor", "location", "country", "title"})


def _is_period(text: str) -> bool:
    """Whether a line is two dates and nothing else."""
    return len(dates.scan(text)) > 1 and entry.is_period(text) and not regex.search(r"\p{L}{4}", _undated(text))


def _undated(text: str) -> str:
    found = list(text)
    for date in dates.scan(text):
        found[date.start : date.end] = " " * (date.end - date.start)
    return "".join(found)


def _rows(sheet: Sheet) -> list[Entry]:
    """Rows of a place, words and one amount below the line with their heads, where several projects are announced."""
    best: list[Entry] = []
    for index in sheet.contents():
        if sheet.lines[index].cell is None and _are_heads(sheet.lines[index].text):
            run = []
            for below in sheet.contents(index + 1):
                one = _row(sheet, below)
                if one is None:
                    break
                run.append(one)
            best = run if len(run) > len(best) else best
    enough = len(best) >= settings("frame")["least"] and announced(sheet, sheet.before(best[0].first) or 0)
    apart = all(one.fields[0].text(sheet) != other.fields[0].text(sheet) for one, other in pairwise(best))
    return best if enough and apart else []


def _are_heads(text: str) -> bool:
    """Whether a line is the heads of a place, of a grant or project, and of an amount, in this order or another."""
    said = [squeeze(word) for word in regex.findall(r"\p{L}+", text)]
    keys = ("place_heads", "project_heads", "amount_heads")
    few = len(said) <= settings("flattened")["head_words"]
    return few and all(not vocabulary("lists", "nameless", key).isdisjoint(said) for key in keys)


def _row(sheet: Sheet, index: int) -> Entry | None:
    """The entry of a line that begins with a place and has one amount."""
    text = sheet.lines[index].text
    place, sums = entry.place_at(text, 0), phrases.sums(text)
    if (
        sheet.lines[index].cell is not None
        or not place
        or len(sums) != 1
        or len(text) > settings("flattened")["line_most"]
    ):
        return None
    found = Entry(index, [], why="a row of place and amount as those above and below it", framed=True)
    found.fields = [
        field_of(sheet, k, sheet.excerpt((index, *s))) for k, s in (("country", place), ("budget", sums[0]))
    ]
    return found
