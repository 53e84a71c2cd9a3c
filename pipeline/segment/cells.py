"""Where the cells of a row end that has nothing but blanks between them: by the look that their heads ask for.

Below ``Code Title Country Donor Start End`` the row ``KN12 Wells for herders Kenya Sida May 2010 June 2012`` is taken
from both ends: a code, a date, a place and a known giver show themselves, and what is left is the title.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors import dates, organisations, places
from extractors.lexicon import squeeze, vocabulary
from pipeline.segment import typed
from pipeline.settings import settings

Span = tuple[int, int]
Cell = tuple[int, Span]  #: the number of its column, and where it stands in its line

PLACED = frozenset({"country", "location", "region"})
_GIVERS = frozenset({"donor", "implementer"})
_YEAR = regex.compile(r"(?<!\S)(?:19|20)\d\d(?!\S)")
#: A project's number before its title.
_NUMBER = regex.compile(r"\d{2,8}(?=\s+\p{Lu})")
_EDGE = " \t,;:–—-|"
_BETWEEN_PLACES = regex.compile(r"\s*(?:[,;/&]|(?i:and|et|und|y|e)(?!\p{L}))\s*")
_BETWEEN_DATES = regex.compile(r"\s*(?:[-–—/]|(?i:to|until|au|bis|a|al)(?!\p{L}))?\s*")
_BETWEEN_GIVERS = regex.compile(r"\s*[,;/&+]\s*|\s+(?i:and|et|und|y)\s+")


def split(text: str, span: Span, kinds: Sequence[str], columns: Sequence[int]) -> list[Cell]:
    """The cells of some columns in a stretch of a row, parted at the place that one of them holds."""
    low, high = strip(text, *span)
    placed = next((n for n in columns if kinds[n] in PLACED), None)
    if placed is None or low >= high:
        return _words(text, (low, high), kinds, columns)
    within = _runs(text, [(p.start, p.end) for p in places.find(text) if low <= p.start and p.end <= high])
    first, last = placed == columns[0], placed == columns[-1]
    fit = [s for s in within if (s[0] == low or not first) and (s[1] == high or not last)]
    fit = [s for s in fit if last or s[1] < high] or fit  # the place of a row leaves the next cell its words
    fit = [s for s in fit if not organisations.known(text[slice(*s)])] or fit  # "EU" is a giver beside a place
    if not fit:
        return _words(text, (low, high), kinds, [n for n in columns if n != placed])
    place = fit[0] if first else fit[-1]
    before = _words(text, (low, place[0]), kinds, [n for n in columns if n < placed])
    return [*before, (placed, place), *_words(text, (place[1], high), kinds, [n for n in columns if n > placed])]


def _runs(text: str, spans: list[Span]) -> list[Span]:
    """The places of a row, those that a comma or a word for and parts taken together."""
    found: list[Span] = []
    for start, end in spans:
        if found and _BETWEEN_PLACES.fullmatch(text, found[-1][1], start):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    return found


def _words(text: str, span: Span, kinds: Sequence[str], columns: Sequence[int]) -> list[Cell]:
    """The cells of columns without a place: those that show themselves at either end, and the title between them."""
    (low, high), left, found = strip(text, *span), list(columns), []
    while len(left) > 1 and low < high:
        if end := _front(text, (low, high), kinds[left[0]]):
            found.append((left.pop(0), (low, end)))
            low, high = strip(text, end, high)
        elif (start := _back(text, (low, high), kinds[left[-1]])) < high:
            found.append((left.pop(), (start, high)))
            low, high = strip(text, low, start)
        else:
            break
    if low < high and left:
        found.append((next((n for n in left if kinds[n] == "title"), left[0]), (low, high)))
    return found


def _front(text: str, span: Span, kind: str) -> int:
    """Where the cell of a kind ends that shows itself at the front of a stretch; 0 where none does."""
    low, high = span
    if kind == "code":
        code = typed.CODE.match(text[low:high]) or _NUMBER.match(text[low:high])
        return low + len(code.group().rstrip(" ,;(")) if code else 0
    if kind == "other":
        year = _YEAR.match(text, low, high)
        return year.end() if year else 0
    if kind in typed.DATES:
        run = next(iter(_dated(text, span, kind)), (high, high))
        return run[1] if run[0] == low else 0
    if kind in _GIVERS:
        ends = [m.start() for m in regex.finditer(r"\s++(?!\p{Ll})", text[low:high])]  # "Embassy of Norway in Lima"
        ends = ends[: int(settings("flattened")["giver_words"])]
        return next((low + end for end in reversed(ends) if _are_givers(text[low : low + end])), 0)
    return 0


def _back(text: str, span: Span, kind: str) -> int:
    """Where the cell of a kind begins that shows itself at the back of a stretch; its end where none does."""
    low, high = span
    if kind == "other":
        return high - 4 if _YEAR.fullmatch(text, max(low, high - 4), high) else high
    if kind in typed.DATES:
        run = ([*_dated(text, span, kind)] or [(high, low)])[-1]
        return run[0] if run[1] == high else high
    if kind in _GIVERS:
        blanks = [(low + m.start(), low + m.end()) for m in regex.finditer(r"\s+", text[low:high])]
        for end, start in blanks[-int(settings("flattened")["giver_words"]) :]:
            if _are_givers(text[start:high]) and not _governed(text[low:end]):
                return start
    return high


def _dated(text: str, span: Span, kind: str) -> list[Span]:
    """The dates and lengths of time in a stretch; two dates are one period where a head asks for that."""
    low, high = span
    part = text[low:high]
    lengths = [(d.start, d.end) for d in dates.durations(part)]
    found: list[Span] = []
    for start, end in sorted([*((d.start, d.end) for d in dates.scan(part)), *lengths]):
        if kind == "period" and found and _BETWEEN_DATES.fullmatch(part, found[-1][1], start):
            found[-1] = (found[-1][0], end)
        elif not found or start >= found[-1][1]:
            found.append((start, end))
    return [(low + start, low + end) for start, end in found]


def _are_givers(text: str) -> bool:
    """Whether a text is nothing but organisations and countries that the lexicon knows."""
    if len(text.split()) > settings("flattened")["giver_words"] or not text[:1].isupper():
        return False
    names = [name.strip() for name in _BETWEEN_GIVERS.split(text)]
    return all(organisations.known(name) or places.iso3(name) for name in names)


def _governed(before: str) -> bool:
    """Whether the last word before a name says that it goes on: ``Courts in``."""
    return bool(vocabulary("small_words", "words").intersection(squeeze(before).split()[-1:]))


def strip(text: str, low: int, high: int) -> Span:
    """A stretch without the blanks and marks at its ends."""
    while low < high and text[low] in _EDGE:
        low += 1
    while high > low and text[high - 1] in _EDGE:
        high -= 1
    return low, high
