"""Lists of projects without labels: entries that begin alike, line after line.

A code at the head of each, a name in quotation marks, a period below a title, a number before a heading. One
such line says nothing; that several of one form stand below each other is what makes them entries.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import regex

from extractors import codes, dates, organisations, places
from extractors.evidence import Excerpt
from extractors.lexicon import alternation, squeeze, toml, vocabulary, words
from extractors.money import amount_pattern, begins_with_amount, currency
from extractors.numbers import FIGURE
from extractors.quick import TIMEOUT
from pipeline.segment import entry, phrases, receivers
from pipeline.segment.bare import ENTRY_NUMBER
from pipeline.segment.faults import is_news, is_post
from pipeline.segment.labels import kind_of
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, ends_sentence, full, is_prose, is_running
from pipeline.settings import settings


@dataclass(slots=True)
class Entry:
    """An entry of a list in the making: where it begins, what its head says, why it was taken for one."""

    first: int  #: line on which it begins
    head: list[int]  #: lines of its head, where the title stands
    start: int = 0  #: where in the first line its head begins
    fields: list[Raw] = field(default_factory=list)
    why: str = ""
    end: int = 0  #: first line that is no longer its own
    titles: list[int] = field(default_factory=list)  #: lines that are its title whole
    piece: tuple[int, int, int] | None = None  #: or a piece of a line that is its title
    alone: bool = False  #: its look alone says little: more must be known of it
    sure: bool = False  #: its head alone says that it is a project
    framed: bool = False  #: it says what is paid, for what and where, as others do
    name: Excerpt | None = None  #: its title, where that is known already
    parted: bool = False  #: its title was parted from the sentence behind it, which may have been wrong


def field_of(sheet: Sheet, kind: str, excerpt: Excerpt) -> Raw:
    """A field without a label from a stretch of the document."""
    pieces = []
    for span in excerpt.pieces:
        at = span.start
        while at < span.end:
            index = bisect_right(sheet.lines, at, key=lambda line: line.start) - 1
            line = sheet.lines[index]
            pieces.append((index, at - line.start, min(span.end, line.end) - line.start))
            at = line.end + 1
    return Raw(kind, pieces[0][0], pieces[-1][0], None, pieces, "list")


_CODE = regex.compile(
    r"(?P<code>(?:(?P<word>\p{Lu}{2,6})(?:\s+|\s*[-–]\s*))?(?=[^\s]*\d)[\p{Lu}\d]+(?:[-–/._][\p{Lu}\d]+)*)"
    r"(?:\s*[-–—:|.)]\s+|\t|\s+)(?=\S)"
)


def coded(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """Entries that begin with codes of one make: ``21-001``, ``AFE-0723``, ``AID 10862``, ``528KEN2000``."""
    found: dict[str, list[tuple[Entry, str]]] = defaultdict(list)
    for index, line in enumerate(sheet.lines):
        match = _CODE.match(line.text) if _free(sheet, index) else None
        least = 2 if match and match.group().rstrip().endswith(":") else 3  # "AB21: Title" is clear
        if match and _is_code(match.group("code"), match.group("word") or "", line.text[match.end() :], least):
            code = Raw("code", index, index, None, [(index, *match.span("code"))], "list")
            one = Entry(index, [index], match.end(), [code], "behind a code that others of its make follow")
            found[make(match.group("code"))].append((one, match.group("code")))
    lists = [[e for e, _ in part] for part in found.values() if _numbered_apart([code for _, code in part])]
    best = max(lists, key=len, default=[])
    for one, after in zip(best, [*best[1:], None], strict=False):
        one.head = _wrapped(sheet, one.first, after.first if after else len(sheet.lines))
    return best


def _numbered_apart(found: list[str]) -> bool:
    """Whether codes are all different; those that could be money (``EUR50: a goat``) count on one by one."""
    if len(set(found)) < len(found):
        return False
    numbers = [int(regex.sub(r"\D", "", code)) for code in found if begins_with_amount(f"{code} ")]
    return all(after == one + 1 for one, after in pairwise(numbers))


def _free(sheet: Sheet, index: int) -> bool:
    return sheet.content(index) and sheet.lines[index].cell is None


def make(code: str) -> str:
    """What codes of one make have in common: letters and figures by their runs, the word before them as it is."""
    return regex.sub(r"\d+", "9", regex.sub(r"\p{Lu}+", "A", code)) + ("+" if " " in code else "")


#: A country or a region, and a sign of two figures: ``KEN/R44``.
_SIGNED = regex.compile(r"\p{Lu}{3}/\p{Lu}{1,2}\d\d$")


def _is_code(code: str, word: str, rest: str, least: int) -> bool:
    """Whether the head of a line is a project's code and not a date, an amount, a range of years or a paragraph."""
    digits = sum(c.isdigit() for c in code) + bool(_SIGNED.match(code))
    joined = bool(regex.search(r"\p{Lu}|[-–/]", code))
    paid = begins_with_amount(f"{code} ") and not (least == 2 and ENTRY_NUMBER.match(f"{code}: "))
    if digits < least or not joined or paid or (word and currency(word)):
        return False
    if (word and squeeze(word) in vocabulary("lists", "no_codes")) or squeeze(
        regex.split(r"[^\p{L}]", code)[0]
    ) in vocabulary("lists", "no_codes"):
        return False  # tenders and papers have numbers too
    if dates.scan(code) or regex.fullmatch(r"(?:19|20)\d\d[-–/]\d{2,4}", code) or codes.is_contract(code):
        return False
    return len(regex.findall(r"\p{L}{3,}", rest)) >= 2 and rest[:1] not in ".,;)"


def _wrapped(sheet: Sheet, first: int, stop: int) -> list[int]:
    """A line and those that it runs on into: it is full, or it closes no bracket or quotation mark."""
    found = [first]
    for below in range(first + 1, min(first + 6, stop)):
        last, line = sheet.lines[below - 1], sheet.lines[below]
        text = "\n".join(sheet.lines[i].text for i in found)
        long = full(sheet, last) and len(last.text) >= settings("list")["wrapped_least"]
        ended = ends_sentence(last.text) or last.text.rstrip().endswith(";")
        labelled = ":" in line.text and kind_of(line.text.partition(":")[0], True)
        broken = (long and not ended and not labelled) or line.text[:1].islower() or _open(text)
        if line.bullet or line.gap > settings("segment")["gap_ends"] or not broken or not _free(sheet, below):
            break
        found.append(below)
    return found


def _open(text: str) -> bool:
    return text.count("(") > text.count(")") or text.count("“") > text.count("”") or text.count("«") > text.count("»")


_QUOTE = regex.compile(r"\s*[‘“\"«„]\s*\p{L}")


def quoted(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """Entries whose names stand in quotation marks at the head of their lines."""
    found: list[Entry] = []
    for index, line in enumerate(sheet.lines):
        if not _free(sheet, index) or (found and index in found[-1].head):
            continue
        start = len(line.text) if len(line.text) > 400 else _quote_at(line.text)
        head = _wrapped(sheet, index, len(sheet.lines)) if start >= 0 and start < len(line.text) else []
        head = head[:1] if _CLOSED.search(line.text) else head
        text = "\n".join([sheet.lines[i].text for i in head])[max(start, 0) :]
        parts = entry.read(text) if head else []
        title = entry.title_of(text, parts)
        if len(title.split()) >= 4 and text.lstrip()[:1] in '‘“"«„' and len(text) - len(title) < 140:
            found.append(Entry(index, head, start, [], "in quotation marks as others are", alone=True))
    return found


#: A line that ends with its name's last quotation mark.
_CLOSED = regex.compile(r"[”\"»“]\s*$")


def _quote_at(text: str) -> int:
    """Where a quotation begins at the head of a line; -1 where none does."""
    return 0 if _QUOTE.match(text) else -1


def dated(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """Entries whose titles stand above lines that begin with a period of months or years, or with an amount."""
    found, floor = [], 0
    for index, line in enumerate(sheet.lines):
        if not _free(sheet, index) or len(line.text) > 160 or is_prose(line) or not _is_fact(line.text):
            continue
        if (above := _over(sheet, index, floor)) is not None:
            text = sheet.lines[above].text
            piece = (above, _number(text, "")[1], len(text))
            found.append(
                Entry(above, [above], 0, [], "above its period or amount as others are", piece=piece, alone=True)
            )
        floor = index + 1
    return _from_numbers(sheet, found) if len(found) >= 3 else []


def _from_numbers(sheet: Sheet, found: list[Entry]) -> list[Entry]:
    """The entries, from the numbered line directly above their titles where most have one: it is theirs too."""
    above = [sheet.before(one.first) for one in found]
    lined = [at for at in above if at is not None and _number(sheet.lines[at].text, sheet.lines[at].bullet)[0]]
    if 2 * len(lined) > len(found):
        for one, at in zip(found, above, strict=True):
            one.first = at if at is not None and at in lined else one.first
    return found


def _is_fact(text: str) -> bool:
    """Whether a line begins with a project's period, or with an amount and says little else."""
    if entry.is_period(text):
        return True
    amount = amount_pattern().match(text, phrases.limit(text), timeout=TIMEOUT)
    return amount is not None and len(text) - amount.end() < 60


def priced(sheet: Sheet, fields: list[Raw]) -> list[Entry]:
    """Entries that say title, place and amount on one line: ``Kenya: Title – $250,000``."""
    found, given = list[Entry](), list[tuple[Entry, Sequence[entry.Part]] | None]()
    for index, parts in _with_amounts(sheet):
        text, title = sheet.lines[index].text, parts[0]
        beside = len(text) - (title.end - title.start) < (130 if title.start == 0 else 320)
        if beside and any(p.kind == "country" for p in parts):
            found.append(Entry(index, [index], 0, [], "with place and amount on its line as others"))
            given.append((found[-1], parts) if _behind_sum().match(text, title.end) else None)
    named = [one and receivers.is_party(entry.title_of(sheet.lines[one[0].first].text, one[1])) for one in given]
    if 2 * sum(map(bool, named)) > len(found):
        for one, parts in filter(None, given):
            _give_to(sheet, one, parts)
    bare = not any(raw.label and "other" not in raw.kind and raw.first < found[0].first for raw in fields if found)
    return found if len(found) >= (2 if bare and all(_placed(sheet, e.first) for e in found) else 3) else []


def _placed(sheet: Sheet, index: int) -> bool:
    """Whether a line that is a place, a name and an amount in brackets heads running text about a project."""
    at = sheet.after(index) or index
    return phrases.is_placed([sheet.lines[index].text, *(line.text for line in sheet.lines[at : at + 3])])


@cache
def _behind_sum() -> regex.Pattern[str]:
    """What somebody is to do with the amount in brackets behind a name: ``Lake Aid ($40,000, 12 months): To dig …``."""
    verbs = alternation(vocabulary("lists", "infinitives"))
    return regex.compile(rf"\s*[(\[][^()\[\]]*\d[^()\[\]]*[)\]]\s*[:–—-]\s+(?i:{verbs})\s+\p{{Ll}}")


def _give_to(sheet: Sheet, one: Entry, parts: Sequence[entry.Part]) -> None:
    """Make an entry one of what somebody gets: what stands at its head is who, and its project has no name."""
    whole = sheet.whole(one.first)
    kinds = {"title": "implementer"}
    one.head, one.framed = [], True
    one.fields = [field_of(sheet, kinds.get(p.kind, p.kind), whole.cut(p.start, p.end)) for p in parts]


def timed(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """Entries that say title, time and amount on one line: ``Title (2014 – 2016; USD 250,000)``."""
    found = []
    for index, parts in _with_amounts(sheet):
        text, title = sheet.lines[index].text, parts[0]
        plain = len(text) - (title.end - title.start) < 130 and not organisations.known(text[title.start : title.end])
        if plain and _timed(text, parts):
            found.append(Entry(index, [index], 0, [], "with time and amount on its line as others", alone=True))
    return found if len(found) >= 3 else []


def _with_amounts(sheet: Sheet) -> Iterator[tuple[int, Sequence[entry.Part]]]:
    """The lines, and their parts with the title first, that name something and its amount and are no sentence."""
    for index, line in enumerate(sheet.lines):
        if not _free(sheet, index) or not 20 < len(line.text) < 320 or not FIGURE.search(line.text):
            continue
        if not places.find(line.text) and not dates.scan(line.text):
            continue
        parts = sorted(entry.read(line.text), key=lambda p: p.kind != "title")
        title = entry.title_of(line.text, parts)
        sentence = is_prose(line) and ends_sentence(line.text) and parts[:1] and parts[0].start == 0
        sentence = sentence or is_news(title) or entry.of_other_lists(line.text)
        if (
            len(title.split()) >= 3
            and not sentence
            and not kind_of(title, True)
            and "budget" in {p.kind for p in parts}
        ):
            yield index, parts


def _timed(text: str, parts: Sequence[entry.Part]) -> bool:
    """Whether a date stands behind a title that no colon parts from its amount, as it does a party from its share."""
    behind = text[parts[0].end :] if parts else ""
    return not behind.lstrip().startswith(":") and bool(dates.scan(behind))


def _over(sheet: Sheet, index: int, floor: int) -> int | None:
    """The title line directly above a line that is one of an entry's facts; its number is no part of the title."""
    above = direct = sheet.before(index)
    while above is not None and above > floor and entry.below(sheet.lines[above].text):
        above = sheet.before(above)  # its place may stand between
    if above is None or above < floor or (above != direct and is_post(sheet.lines[above].text)):
        return None
    line = sheet.lines[above]
    text = line.text[_number(line.text, "")[1] :]
    plain = len(text.split()) >= 3 and text[:1].isupper() and not ends_sentence(text)
    return above if plain and not is_running(sheet, above) and not kind_of(text, False) else None


_NUMBERED = regex.compile(r"\s*(?P<number>\d{1,2})\s?[.)]\s+(?=\p{Lu})")


def numbered(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """Short headings with running numbers over running text, on a page that says that it lists projects."""
    found: list[Entry] = []
    for index, line in enumerate(sheet.lines):
        number, start = _number(line.text, line.bullet)
        if (
            not number
            or not _free(sheet, index)
            or number != len(found) + 1
            or not _is_heading(sheet, index, line.text[start:])
        ):
            continue
        found.append(Entry(index, [index], start, [], "behind a number in a list of projects", sure=True))
    if len(found) < 2 or not announced(sheet, found[0].first):
        return []
    return found


_BULLET_NUMBER = regex.compile(r"(\d{1,2})[.)]?")


def _number(text: str, bullet: str) -> tuple[int, int]:
    """The running number before a heading, and where the heading begins; 0 where there is none."""
    if match := _NUMBERED.match(text):
        return int(match.group("number")), match.end()
    alone = _BULLET_NUMBER.fullmatch(bullet.strip()) if bullet else None
    return (int(alone.group(1)), 0) if alone else (0, 0)


def _is_heading(sheet: Sheet, index: int, text: str) -> bool:
    """Whether a text is a heading that may be a project's title, with running text below it."""
    below = sheet.after(index)
    if below is None or not 2 <= len(text.split()) <= 22 or ends_sentence(text) or text.rstrip().endswith((":", ";")):
        return False
    apart = vocabulary("title_parts", "states") | vocabulary("title_parts", "sections")
    return is_prose(sheet.lines[below]) and not kind_of(text, True) and squeeze(text) not in apart


def announced(sheet: Sheet, first: int) -> bool:
    """Whether a line above a list says that projects follow: a heading or a sentence with a word for several."""
    head = sheet.contents(0, first)[-6:]
    plural = vocabulary("lists", "several")
    return any(plural.intersection(regex.findall(r"[\p{L}-]+", squeeze(sheet.lines[i].text))) for i in head)


def says_several(text: str) -> bool:
    """Whether a line has a word for several projects, in a short line one that no other word governs.

    A word that begins the line governs none: ``In 2010 supported projects``.
    """
    found = regex.findall(r"[\p{L}-]+", squeeze(text))
    at = next((n for n, word in enumerate(found) if word in vocabulary("lists", "several")), -1)
    if at < 0 or len(found) > settings("sections")["governed_most"]:
        return at >= 0
    if not vocabulary("lists", "catalogues").isdisjoint(found[:at]):
        return True
    governed = not vocabulary("lists", "governing").isdisjoint(found[1:at])
    return not governed and vocabulary("lists", "schemes").isdisjoint(found[:at])


def worded(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """Entries that a word for project and a number begin: ``Project 2: Title``."""
    nouns = alternation(words(toml("lists")["numbered"]))
    head = regex.compile(rf"(?:{nouns})\s*(?:n[°º.o]\.?|nr\.?|#)?\s*(?P<number>\d{{1,2}})\s*[:.–—-]\s+(?=\S)", regex.I)
    found: list[Entry] = []
    for index, line in enumerate(sheet.lines):
        match = head.match(line.text) if _free(sheet, index) else None
        if match and int(match.group("number")) == len(found) + 1 and len(line.text[match.end() :].split()) >= 2:
            lines = _wrapped(sheet, index, len(sheet.lines))
            found.append(Entry(index, lines, match.end(), [], "behind the number of a project", sure=True))
    return found


def rowed(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """Rows of a table whose borders were lost: a place at the head of each, a code within, figures at the end."""
    found: list[list[Entry]] = [[]]
    for index, line in enumerate(sheet.lines):
        made = _row(sheet, index) if _free(sheet, index) and len(line.text) < 240 else None
        if made:
            found[-1].append(made)
        elif found[-1] and sheet.content(index):
            found.append([])
    best = max(found, key=len)
    return best if len(best) >= 3 else []


_WITHIN = regex.compile(
    r"(?<=\s)(?P<code>(?=\S*-)\p{Lu}{2,}\d*(?:-[\p{Lu}\d]+)+|(?=\S*\d)\p{Lu}+[-/]?\d[\p{Lu}\d/-]*)(?=\s)"
)
_FIGURE = regex.compile(r"(?<=\s)\d{1,3}(?:[.,]\d{3})+(?:[.,]\d\d)?(?=\s|$)")


def _row(sheet: Sheet, index: int) -> Entry | None:
    text = sheet.lines[index].text
    figure = _FIGURE.search(text)
    code = _WITHIN.search(text) if figure else None
    place = entry.place_at(text, 0) if code else None
    if not figure or not place or not code or code.start() > figure.start():
        return None
    spans = (("country", place), ("code", code.span("code")), ("budget", figure.span()))
    raws = [Raw(k, index, index, None, [(index, *s)], "list") for k, s in spans]
    return Entry(index, [], 0, raws, "a row like those above and below it")
