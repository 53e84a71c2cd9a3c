"""Projects inside running text: names in capitals directly before their years and sums, again and again.

``… as described below. Rivers and Lakes Programme 'RLP' (2013-2018) €20M The programme … Trade Facility (2014-2019)
€32M …``: a page whose headings were run together with the text below them. One such spot is a mention; several are a
list. Where no sum stands there, each name must be at the head of its line, below words that say that projects follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from extractors import dates
from extractors.lexicon import squeeze, vocabulary
from extractors.money import amount_pattern
from extractors.quick import TIMEOUT
from pipeline.segment import faults
from pipeline.segment.listed import Entry, announced, field_of
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings

_DAY = r"(?:\d{1,2}[/.]){0,2}(?:19|20)\d\d"
_YEARS = regex.compile(rf"\s*\(?(?P<period>(?<!\d){_DAY}\s?[-–—]\s?{_DAY})(?!\d)\s*\)?\s*[,;:]?\s*")
#: What a name may begin behind: the end of a sentence, a bar, a bullet.
_BREAK = regex.compile(r"(?:[.!?;][)”’\"']*|[|•·])\s+")
_GROUPED = r"\d{1,3}(?:[.,]\d{3})++"
_GLUED = regex.compile(rf"\s*(?P<sum>{_GROUPED})\s*(?P<share>{_GROUPED})\s*(?P<percent>\d{{1,3}})\s?%\s*$")
#: A word with a capital within, a sign or a figure: ``LakeEast``, ``RIVER+``, ``iPORTS-2``.
_COINED = regex.compile(r"(?=\S{0,24}(?:\p{Ll}\p{Lu}|\p{Lu}{4}|[@+]|\p{L}-?\d))\p{L}[\p{L}\d@+-]{3,24}")
_WORD = regex.compile(r"\p{L}[\p{L}’'-]*")

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a line a name stands directly before its years."""

    line: int
    name: Span
    period: Span
    amount: Span | None
    share: Span | None = None  #: what one gives of the amount


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """An entry for each spot, if there are enough."""
    spots = [spot for i, line in enumerate(sheet.lines) if sheet.content(i) for spot in _spots(i, line.text)]
    paid = [s for s in spots if s.amount]
    heads = [s for s in spots if not s.name[0] and announced(sheet, s.line)]  # years alone stand behind much else
    best = paid if len(paid) >= settings("frame")["least"] else heads
    if len({(s.line, s.name) for s in best}) < settings("frame")["least"]:
        return []
    return [_entry(sheet, spot) for spot in best]


def _spots(index: int, text: str) -> Iterator[Spot]:
    """The spots of a line, in order; a name is no longer than from the spot or the sentence before it."""
    floor = 0
    for match in _YEARS.finditer(text):
        breaks = [m.end() for m in _BREAK.finditer(text, floor, match.start())]
        low = breaks[-1] if breaks else floor
        low += len(text[low : match.start()]) - len(text[low : match.start()].lstrip())
        amount = amount_pattern().match(text, match.end(), timeout=TIMEOUT)
        if glued := _glued(text, low, match.start()):
            yield Spot(index, (low, glued[0][0]), match.span("period"), *glued)
        elif (_is_name(text[low : match.start()]) or _is_coined(text, low, match)) and len(
            dates.scan(match.group("period"))
        ) == 2:
            yield Spot(index, (low, match.start()), match.span("period"), amount.span() if amount else None)
        floor = amount.end() if amount else match.end()


def _glued(text: str, low: int, high: int) -> tuple[Span, Span] | None:
    """The sum and the share that a lost table glued to a name, if the percentage behind them is theirs.

    ``Bogs of the North, River Trust325.400162.70050%1999 - 2003``.
    """
    match = _GLUED.search(text, low, high)
    if match is None or not text[low : match.start()].strip():
        return None
    whole, share, percent = (int(regex.sub(r"\D", "", match[key])) for key in ("sum", "share", "percent"))
    return (match.span("sum"), match.span("share")) if whole and round(100 * share / whole) == percent else None


def _is_name(text: str) -> bool:
    """Whether words are a name by their capitals, and no sentence, place or date."""
    found = _WORD.findall(text)
    small = vocabulary("small_words", "words")
    large = [w for w in found if squeeze(w) not in small]
    if not 2 <= len(large) <= len(found) <= settings("frame")["capitals_most"] or not text[:1].isupper():
        return False
    if squeeze(found[0]) in vocabulary("title_faults", "articles") or faults.is_news(text) or faults.is_place(text):
        return False
    capitals = sum(w[0].isupper() for w in large)
    return bool(capitals >= settings("frame")["capitals_share"] * len(large))


def _is_coined(text: str, low: int, years: regex.Match[str]) -> bool:
    """Whether the head of a line is one word that was coined as a name, and its years stand in brackets."""
    word = text[low : years.start()].strip()
    bracket = years.group().lstrip().startswith("(") and text[: years.end()].rstrip(" ,;:").endswith(")")
    other = faults.is_place(word) or squeeze(word.strip("0123456789-")) in vocabulary("codes", "others")
    return not low and bracket and _COINED.fullmatch(word) is not None and not other


def _entry(sheet: Sheet, spot: Spot) -> Entry:
    found = Entry(spot.line, [], spot.name[0], why="before its years as other names are", framed=True)
    found.parted = spot.share is not None  # what was glued to the figures may be the holder's name too
    found.name = sheet.excerpt((spot.line, *spot.name)).strip()
    spans = [("period", spot.period), *([("budget", spot.amount)] if spot.amount else [])]
    spans += [("contribution", spot.share)] if spot.share else []
    found.fields = [field_of(sheet, kind, sheet.excerpt((spot.line, *span))) for kind, span in spans]
    return found
