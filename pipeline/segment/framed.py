"""Lists of projects in news and approvals: entries that say in one frame what is paid, for what and where.

``• Kenya: wells for herders – USD 2 million``, ``BELIZE - The bank has approved a grant of …``, ``EUR 20,000 for the
"Hunger Project", Mozambique``: the frame is what a line begins with (a bullet, a number, a place, an amount) or, where
a sentence above says that projects follow, a paragraph of its own. Each entry needs an amount of its own, a place or
a name, and a word that says that money is given; without these a list is an agenda, a budget or a list of prices.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import regex

from extractors import places
from extractors.lexicon import alternation, squeeze, toml, vocabulary, words
from extractors.money import amount_pattern
from pipeline.segment import entry, faults
from pipeline.segment.listed import Entry, announced, field_of
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings

_BULLET = regex.compile(r"\s*(?:[-–—•●▪◦*·>]\s+)+")
_NUMBER = regex.compile(r"\s*\(?(?:\d{1,2}|[a-z])[.)]\s+(?=\S)")
_YEAR = regex.compile(r"\s*(?:19|20)\d\d\s*[:–-]\s+")
_QUOTED = regex.compile(r"[“\"«„‘']\s*(?P<title>\p{Lu}[^”\"»“„]{5,200}?)\s*[”\"»“’'](?!\p{L})")
_BRACKET = regex.compile(r"\s[(\[](?P<in>[^()\[\]]*)[)\]]")
_SMALL = regex.compile(r"\s\p{Ll}")
_NEW = regex.compile(r"\n(?!\p{Ll})")
_SENTENCE = regex.compile(r"(?<=[\p{L}\d)”\"]{2})[.;](?=\s|$)|\s[(\[]|\s[–—-]\s")


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """The longest run of entries of one frame; empty where there are too few."""
    frames: dict[str, list[int]] = defaultdict(list)
    told = not vocabulary("lists", "several").isdisjoint(regex.findall(r"[\p{L}-]+", squeeze(sheet.text)))
    for index, line in enumerate(sheet.lines):
        frame = _frame(line.text, line.bullet) if sheet.content(index) and line.cell is None else ""
        if frame and (told or frame != "paragraph"):
            frames[frame].append(index)
    runs = [run for frame, starts in frames.items() for run in _runs(sheet, frame, starts)]
    best = max(runs, key=len, default=[])
    return [_entry(sheet, lines) for lines in best]


def _frame(text: str, bullet: str) -> str:
    """What a line begins with, if it may begin an entry; empty where it may not."""
    if bullet and not bullet.strip(" .)").isdigit():
        return "bullet"
    if (match := _BULLET.match(text)) and len(text[match.end() :].split()) > 2:
        return "bullet"
    if bullet or _NUMBER.match(text):
        return "number"
    if amount_pattern().match(text, timeout=2):
        return "amount"
    if entry.place_lead(text):
        return "place"
    return "paragraph" if text[:1].isupper() and len(text.split()) >= settings("frame")["words_least"] else ""


def _runs(sheet: Sheet, frame: str, starts: list[int]) -> Iterator[list[list[int]]]:
    """Runs of entries that follow each other, each with its lines, so long that they are a list."""
    ends = [after for _, after in pairwise(starts)] + [len(sheet.lines)]
    run: list[list[int]] = []
    for start, end in zip([*starts, -1], [*ends, -1], strict=True):
        lines = _lines(sheet, frame, start, end) if start >= 0 else []
        if lines and _pays(sheet, frame, lines) and (not run or _follows(sheet, run[-1][-1], start)):
            run.append(lines)
            continue
        if run and len(run) >= _least(sheet, frame, run[0][0]):
            yield run
        run = []


def _lines(sheet: Sheet, frame: str, start: int, end: int) -> list[int]:
    """The lines of an entry: a paragraph is one line; others go on up to the next, but not for long."""
    most = 1 if frame == "paragraph" else int(settings("frame")["lines_most"])
    return [i for i in range(start, end) if sheet.content(i)][:most]


def _follows(sheet: Sheet, last: int, start: int) -> bool:
    """Whether between two entries there is no more than a line that is in neither."""
    return sum(sheet.content(i) for i in range(last + 1, start)) <= 1


def _least(sheet: Sheet, frame: str, first: int) -> float:
    """How many entries make a list: fewer where a line above says that projects follow."""
    told = announced(sheet, first)
    if frame == "paragraph" and not told:
        return float("inf")
    return float(settings("frame")["least_announced" if told else "least"])


def _pays(sheet: Sheet, frame: str, lines: list[int]) -> bool:
    """Whether an entry has an amount, a word for giving it (an amount at its head is one), and a place or a name."""
    text = sheet.whole(*lines).text
    if not (frame == "amount" or entry.gives(text)) or not _money(text) or entry.of_other_lists(text):
        return False
    return bool(_countries(text)) or _name(text) is not None


#: More than pocket money.
_MUCH = regex.compile(r"\d{4}|\d[.,’' \u00a0]\d{3}|\d\s?\p{L}{1,4}")


def _money(text: str) -> list[tuple[int, int]]:
    """The amounts of an entry that have their currency and are more than pocket money."""
    return [m.span() for m in amount_pattern().finditer(text, timeout=2) if _MUCH.search(m.group())]


def _entry(sheet: Sheet, lines: list[int]) -> Entry:
    """The entry of its lines, with the amount, the places and the name in them."""
    excerpt = sheet.whole(*lines)
    text = excerpt.text
    found = Entry(lines[0], [], why="in a list of what is paid for what", framed=True)
    amounts = _money(text)
    spans = [("budget", amounts[0])] if len({text[a:b] for a, b in amounts}) == 1 else []
    spans += [("country", span) for span in _countries(text)[:1]]
    found.fields = [field_of(sheet, kind, excerpt.cut(*span)) for kind, span in spans]
    if name := _name(text):
        found.name = excerpt.cut(*name).strip()
    return found


def _start(text: str) -> int:
    """Where an entry's text begins behind bullet, number and year."""
    at = 0
    for mark in (_BULLET, _NUMBER, _YEAR):
        if match := mark.match(text, at):
            at = match.end()
    return at


def _name(text: str) -> tuple[int, int] | None:
    """The span of the project's name in an entry: in quotation marks, behind the amount, or its first phrase."""
    start = _start(text)
    lead = entry.place_lead(text[start:])
    at = start + lead.end if lead else start
    quoted = _QUOTED.search(text, at, at + 260)
    if quoted and len(quoted.group("title").split()) >= 2 and quoted.start() - at < settings("frame")["quote_within"]:
        return quoted.span("title")
    if amount := amount_pattern().match(text, at, timeout=2):
        return _purpose(text, amount.end())
    return _phrase(text, at)


def _purpose(text: str, at: int) -> tuple[int, int] | None:
    """What an amount is for: ``US$ 17 million Loan financing for the Road Project - Kenya``."""
    match = _before_purpose().match(text, at)
    return _phrase(text, match.end()) if match else None


@cache
def _before_purpose() -> regex.Pattern[str]:
    before, article = (alternation(words(toml("lists")[key])) for key in ("purpose", "articles"))
    return regex.compile(rf"[^.;:\n]{{0,60}}?\s(?:{before})\s+(?:(?:{article})\s+)?", regex.I)


@cache
def _before_place() -> regex.Pattern[str]:
    before = alternation(words(toml("lists")["within"]))
    return regex.compile(rf"(?:(?<!\p{{L}})(?:{before})\s+(?:(?:the|la|le|el)\s+)?|\(|\s[-–—]\s*|,\s+)$", regex.I)


def _phrase(text: str, at: int) -> tuple[int, int] | None:
    """A phrase without a verb up to the end of its sentence, a bracket with facts, a dash or its place at the end."""
    line = _NEW.search(text, at)
    stops = [m.start() for m in _SENTENCE.finditer(text, at) if not _runs_on(text, m)][:1]
    end = min([*stops, line.start() if line else len(text)])
    phrase = text[at:end].rstrip(" .,;:–-")
    if place := regex.search(r",\s+(?P<place>[^,]+)$", phrase):
        phrase = phrase[: place.start()] if faults.is_place(place.group("place")) else phrase
    count = len(phrase.split())
    if not settings("frame")["name_least"] <= count <= settings("frame")["name_most"] or _says(phrase):
        return None
    return at, at + len(phrase)


def _runs_on(text: str, mark: regex.Match[str]) -> bool:
    """Whether a bracket is a name's short form or the like, behind which the phrase goes on."""
    bracket = _BRACKET.match(text, mark.start())
    if not bracket or regex.search(r"\d", bracket.group("in")) or faults.is_place(bracket.group("in")):
        return False
    return bool(_SMALL.match(text, bracket.end()))


def _says(phrase: str) -> bool:
    """Whether words are a sentence, a place or an amount rather than a name."""
    first = squeeze(phrase).partition(" ")[0]
    sentence = faults.is_news(phrase) or first in vocabulary("title_faults", "articles")
    return sentence or bool(amount_pattern().search(phrase, timeout=2)) or faults.is_place(phrase)


def _countries(text: str) -> list[tuple[int, int]]:
    """The spans of places that are an entry's own: at its head, at its end, in brackets, behind a word for *in*."""
    start = _start(text)
    if lead := entry.place_lead(text[start:]):
        return [(start + lead.start, start + lead.place)]
    found: list[tuple[int, int]] = []
    for place in places.find(text):
        span = entry.place_at(text, place.start)
        if (
            span
            and _before_place().search(text, max(place.start - 24, 0), place.start)
            and not (found and span[0] < found[-1][1])
        ):
            found.append(span)
    return found
