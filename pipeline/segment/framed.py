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

import regex

from extractors import dates
from extractors.lexicon import alternation, squeeze, vocabulary
from extractors.money import amount_pattern
from extractors.quick import TIMEOUT
from pipeline.segment import entry, faults, grantees, phrases
from pipeline.segment.listed import Entry, announced, field_of, says_several
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """The longest run of entries of one frame; empty where there are too few."""
    frames: dict[str, list[int]] = defaultdict(list)
    told = not vocabulary("lists", "several").isdisjoint(regex.findall(r"[\p{L}-]+", squeeze(sheet.text)))
    for index, line in enumerate(sheet.lines):
        frame = _frame(line.text, line.bullet) if sheet.content(index) and line.cell is None else ""
        if frame and (told or frame != "paragraph"):
            frames[frame].append(index)
    runs = [(frame, run) for frame, starts in frames.items() for run in _runs(sheet, frame, starts)]
    lists = [_entries(sheet, frame, run) for frame, run in runs]
    best = max(lists, key=lambda entries: (len(entries), sum(one.name is not None for one in entries)), default=[])
    return _once(sheet, _signed(_without_lead(sheet, best)))


def _without_lead(sheet: Sheet, entries: list[Entry]) -> list[Entry]:
    """The entries without the first, if it names no project as the others do and says that several follow."""
    named = [one.name is not None for one in entries]
    leads = len(entries) > 2 and not named[0] and all(named[1:]) and says_several(sheet.lines[entries[0].first].text)
    return entries[1:] if leads else entries


#: Between a project and who does it: ``Clean water by Friends of the Lake``.
_BY = regex.compile(r"\s+(?:by|par|por|von|da)\s+(?=\p{Lu})")


def _signed(entries: list[Entry]) -> list[Entry]:
    """The entries without who does them at the end of their names, where that is said in each."""
    marks = [list(_BY.finditer(one.name.text)) if one.name else [] for one in entries]
    if all(marks):
        for one, found in zip(entries, marks, strict=True):
            one.name = one.name.cut(0, found[-1].start()) if one.name else None
    return entries


def _once(sheet: Sheet, entries: list[Entry]) -> list[Entry]:
    """The entries without those that are printed a second time: of the same name, with the same facts."""
    found: dict[tuple[str, ...], Entry] = {}
    for number, one in enumerate(entries):
        facts = [squeeze(raw.value(sheet).text) for raw in one.fields]
        found.setdefault((squeeze(one.name.text), *facts) if one.name else (str(number),), one)
    return list(found.values())


def _frame(text: str, bullet: str) -> str:
    """What a line begins with, if it may begin an entry; empty where it may not."""
    if bullet and not bullet.strip(" .)").isdigit():
        return "bullet"
    if (match := phrases.BULLET.match(text)) and len(text[match.end() :].split()) > 2:
        return "bullet"
    if bullet or phrases.NUMBER.match(text):
        return "number"
    if amount_pattern().match(text, phrases.limit(text), timeout=TIMEOUT):
        return "amount"
    if entry.place_lead(text):
        return "place"
    if faults.is_place(text):
        return "headed"
    return "paragraph" if text[:1].isupper() and len(text.split()) >= settings("frame")["words_least"] else ""


def _runs(sheet: Sheet, frame: str, starts: list[int]) -> Iterator[list[list[int]]]:
    """Runs of entries that follow each other, each with its lines, so long that they are a list."""
    heads = _above(sheet, starts) if frame == "amount" else []
    ends = [*(heads or starts)[1:], len(sheet.lines)]
    run: list[list[int]] = []
    for start, end in zip(starts, ends, strict=True):
        if run and frame == "paragraph" and not announced(sheet, run[0][0]) and announced(sheet, start):
            run = []  # a headline above the words for several projects
        told = announced(sheet, run[0][0] if run else start)
        lines = _lines(sheet, frame, start, end)
        if run and end == len(sheet.lines):
            lines = lines[: max(map(len, run))]  # below the last entry of a list the page goes on
        if not _pays(sheet, frame, lines, told=told) and not (told and heads and _sums(sheet, lines)):
            continue
        if run and not _follows(sheet, frame, run[-1], lines, told=told):
            yield from _long(sheet, frame, run)
            run = []
        run.append(lines)
    yield from _long(sheet, frame, run)


def _lines(sheet: Sheet, frame: str, start: int, end: int) -> list[int]:
    """The lines of an entry: a paragraph is one line; others go on up to the next, but not for long."""
    most = 1 if frame == "paragraph" else int(settings("frame")["lines_most"])
    return [i for i in range(start, end) if sheet.content(i)][:most]


def _follows(sheet: Sheet, frame: str, last: list[int], lines: list[int], *, told: bool) -> bool:
    """Whether between two entries there is little that is in neither: a line, or a text where projects are told of.

    Paragraphs, which nothing marks as entries, may be far from each other only where both begin with name and amount.
    """
    far = told and (frame != "paragraph" or (_named_sum(sheet, last) and _named_sum(sheet, lines)))
    most = int(settings("frame")["between_announced" if far else "between"])
    return sum(sheet.content(i) for i in range(last[-1] + 1, lines[0])) <= most


def _named_sum(sheet: Sheet, lines: list[int]) -> bool:
    """Whether an entry begins with a name and its amount."""
    text = sheet.whole(*lines).text
    name = phrases.name(text)
    return name is not None and _beside(text, name, phrases.sums(text)[0])


def _long(sheet: Sheet, frame: str, run: list[list[int]]) -> Iterator[list[list[int]]]:
    """A run if it has enough entries for a list: fewer where a line above says that projects follow."""
    told = bool(run) and announced(sheet, run[0][0])
    if len(run) >= settings("frame")["least_announced" if told else "least"] and (told or frame != "paragraph"):
        yield run


def _pays(sheet: Sheet, frame: str, lines: list[int], *, told: bool) -> bool:
    """Whether an entry has an amount, a word for giving it (an amount at its head is one), and a place or a name.

    Below a line that says that projects follow, a name with its place or directly before its amount says as much
    as a word for giving does.
    """
    text = sheet.whole(*lines).text
    if not (amounts := phrases.sums(text)) or entry.of_other_lists(text):
        return False
    name, somewhere = phrases.name(text), bool(phrases.countries(text))
    if frame == "headed" and not _sum_below(sheet, lines):
        return told and name is None and bool(_sums(sheet, lines[:2]))
    if told and _receives(text, amounts[0][0]):
        return True
    if frame == "amount" or entry.gives(text) or starts_with_amount(text):
        return somewhere or name is not None
    if name is None:
        return False
    whole = somewhere and (
        frame == "headed" or bool(phrases.period(text, amounts[0][1]) or phrases.period(text, name[1]))
    )
    return whole or (told and (somewhere or _beside(text, name, amounts[0])))


def _sums(sheet: Sheet, lines: list[int]) -> list[tuple[int, int]]:
    """The amounts of an entry."""
    return phrases.sums(sheet.whole(*lines).text)


def _sum_below(sheet: Sheet, lines: list[int]) -> bool:
    """Whether below a place and a text an amount stands alone on its line."""
    return any(amount_pattern().fullmatch(sheet.lines[i].text.strip(" .()"), timeout=TIMEOUT) for i in lines[2:])


def _period(text: str, name: tuple[int, int], amount: tuple[int, int]) -> list[tuple[int, int]]:
    """The two dates behind a name, else behind the amount; else how long it lasts."""
    return phrases.period(text, name[1]) or phrases.period(text, amount[1]) or phrases.lasting(text, name, amount)


def _receives(text: str, amount: int) -> bool:
    """Whether an entry begins with a party and what it gets: ``Lake Aid was awarded $10 million``; no person is one."""
    match = _receiver().fullmatch(text, phrases.start(text), amount)
    said = regex.findall(r"\p{L}+", squeeze(match.group())) if match else []
    return bool(said) and vocabulary("title_faults", "posts").isdisjoint(said)


@cache
def _receiver() -> regex.Pattern[str]:
    gets, more = (alternation(vocabulary("lists", key)) for key in ("receiving", "more"))
    return regex.compile(rf"\p{{Lu}}[^.;:\n]{{2,120}}?\s(?i:(?:{gets})\s+(?:(?:{more})\s+){{0,2}})")


def starts_with_amount(text: str) -> bool:
    """Whether an entry begins with an amount and what it is for, behind its bullet or number."""
    amount = amount_pattern().match(text, phrases.start(text), timeout=TIMEOUT)
    return amount is not None and phrases.purpose(text, amount.end()) is not None


def _beside(text: str, name: tuple[int, int], amount: tuple[int, int]) -> bool:
    """Whether nothing but dates and marks stands between a name and an amount, whichever comes first."""
    low, high = sorted((name, amount))
    return low[1] <= high[0] and not regex.search(r"\p{L}", _undated(text[low[1] : high[0]]))


def _undated(text: str) -> str:
    """A text without its dates."""
    found = list(text)
    for date in dates.scan(text):
        found[date.start : date.end] = " " * (date.end - date.start)
    return "".join(found)


def _entries(sheet: Sheet, frame: str, run: list[list[int]]) -> list[Entry]:
    """The entries of a run, from the lines above them on where those say who gets each amount."""
    if frame != "amount":
        return [_entry(sheet, lines) for lines in run]
    starts = [lines[0] for lines in run]
    heads, named = grantees.above(sheet, starts), grantees.names(sheet, starts)
    made = [_entry(sheet, lines) for lines in run]
    for one, lines, first in zip(made, run, heads or named or starts, strict=True):
        one.first = first
        if named and not heads:
            one.name = sheet.whole(first).strip()
        if all(raw.kind != "country" for raw in one.fields):
            one.fields += _seated(sheet, first) if heads else _placed_below(sheet, run, lines)
    return made


def _above(sheet: Sheet, starts: list[int]) -> list[int]:
    """The lines above entries that begin with their amounts: with who gets them, or with what they are for."""
    return grantees.above(sheet, starts) or grantees.names(sheet, starts)


def _placed_below(sheet: Sheet, run: list[list[int]], lines: list[int]) -> list[Raw]:
    """The place on the last line of an entry, where each has one and none stands above the first."""
    above = sheet.before(run[0][0])
    each = all(faults.is_place(sheet.lines[one[-1]].text) for one in run)
    own = each and (above is None or not faults.is_place(sheet.lines[above].text))
    return [field_of(sheet, "country", sheet.whole(lines[-1]))] if own else []


def _entry(sheet: Sheet, lines: list[int]) -> Entry:
    """The entry of its lines, with the amount, the places, the period and the name in them."""
    excerpt = sheet.whole(*lines)
    text = excerpt.text
    found = Entry(lines[0], [], why="in a list of what is paid for what", framed=True)
    name, amounts = phrases.name(text), phrases.sums(text)
    found.sure = _receives(text, amounts[0][0])
    if found.sure and name and name[0] < amounts[0][0]:
        name = None  # who gets it
    own = len({text[a:b] for a, b in amounts}) == 1 or (name is not None and _beside(text, name, amounts[0]))
    spans = [("budget", amounts[0])] if own else []
    spans += [("country", span) for span in phrases.countries(text)[:1]]
    if name:
        spans += [("period", span) for span in _period(text, name, amounts[0])]
        found.name = excerpt.cut(*name).strip()
    found.fields = [field_of(sheet, kind, excerpt.cut(*span)) for kind, span in spans]
    return found


def _seated(sheet: Sheet, head: int) -> list[Raw]:
    """The country at the end of the line above an entry, where who gets the amount sits."""
    whole = sheet.whole(head)
    span = grantees.seat(whole.text)
    return [field_of(sheet, "country", whole.cut(*span))] if span else []
