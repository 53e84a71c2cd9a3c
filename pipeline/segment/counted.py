"""Projects that news tells of one after the other: a sentence speaks of one project and of its amount.

``The first project, worth 104,446 euros, will build a school. The second project …``, ``In Ghana, the $4.5 million
Project to …. In addition, a $3 million project, Wells for All, will …``. They need no name. That they are several
projects and no parts of one says something that is printed: their amounts make up one of the page's, as many are
announced, or they are counted (*the first project*, *another project*).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise

import regex

from extractors import timespans
from extractors.evidence import Excerpt
from extractors.lexicon import alternation, squeeze, toml, words
from extractors.money import Amount, amounts
from extractors.numbers import number_words
from pipeline.segment import entry, phrases, sentences
from pipeline.segment.listed import Entry, field_of
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, full
from pipeline.settings import settings

Span = tuple[int, int]

#: A name between commas behind a word for project: ``a $3 million project, Wells for All, will …``.
_APPOSED = regex.compile(r",\s+(?P<name>\p{Lu}\p{Ll}+(?:\s+[\p{L}\d’'&()-]+){2,30}),\s+\p{Ll}")
#: Where the next clause of a sentence begins: ``…; while in Ghana the $4.5 million Project``.
_CLAUSE = regex.compile(r";\s+|,\s+(?=(?:and|while|whereas|et|tandis|y|mientras|und|während|e|mentre|enquanto)\s)")
#: ``the Project for the Wells of the North``: capitals are its name, from the word for project on.
_NAMED = regex.compile(r"\p{Lu}\p{Ll}+\s+\p{Ll}{1,4}\s+(?:\p{Ll}{1,4}\s+)?\p{Lu}")
_WHICH = regex.compile(r",\s+(?:\p{Ll}{1,5}\s+)?(?:which|whom|that|dont|que|cual|die|das|quale|qual)\s")


@dataclass(slots=True)
class _Mention:
    """One project in a clause: the words that speak of it, how they count it, and its amount."""

    clause: Excerpt
    noun: Span
    how: str  #: ``first``, ``next``, ``one``, ``under`` or ``paid``
    amount: Amount
    name: Span | None
    quoted: bool

    @property
    def title(self) -> str:
        """The name, folded; empty where there is none."""
        return squeeze(self.clause.text[slice(*self.name)]) if self.name else ""


#: What a page says of its one project in a form: such a page has others in passing.
_OWN = frozenset({"title", "code", "country", "budget"})


def find(sheet: Sheet, fields: list[Raw]) -> list[Entry]:
    """An entry for each project that a sentence speaks of with its amount, if the page says that they are several."""
    running = list(_running(sheet))
    if not any(_aid().search(squeeze(text.text)) for text in running):
        return []
    found = _apart([one for text in running for one in _mentions(text)])
    alone = any(raw.label and raw.kind in _OWN for raw in fields)
    if len(found) < 2 or not _are_several(found, running, counted=not alone):
        return []
    return [_entry(sheet, one) for one in found]


def _running(sheet: Sheet) -> Iterator[Excerpt]:
    """The sentences of the page's text, from line to line where these are full."""
    run: list[int] = []
    for index in (i for i in sheet.contents() if sheet.lines[i].cell is None):
        if run and (index > run[-1] + 1 or sheet.lines[index].bullet or not full(sheet, sheet.lines[run[-1]])):
            yield from _cut(sheet.whole(*run))
            run = []
        run.append(index)
    if run:
        yield from _cut(sheet.whole(*run))


def _cut(text: Excerpt) -> Iterator[Excerpt]:
    for low, high in sentences.spans(text.text):
        yield text.cut(low, high)


def _mentions(sentence: Excerpt) -> list[_Mention]:
    """The projects that a sentence speaks of one by one, each with its amount; none where it tells of other times."""
    if not amounts(sentence) or _earlier().search(squeeze(sentence.text)) or entry.of_other_lists(sentence.text):
        return []
    cuts = [0, *(m.end() for m in _CLAUSE.finditer(sentence.text)), len(sentence.text)]
    parts = [_mention(sentence.cut(low, high)) for low, high in pairwise(cuts)]
    several = [one for one in parts if one]
    if len(several) > 1:
        return several
    whole = _mention(sentence)
    return [whole] if whole else []


def _mention(clause: Excerpt) -> _Mention | None:
    """The project that a clause speaks of, if it has an amount of its own."""
    text, sums = clause.text, amounts(clause)
    for noun in _noun().finditer(text, overlapped=True):
        how = next((key for key in ("first", "next", "one", "under") if noun[key]), "paid")
        how = "next" if how == "one" and _also().search(text, 0, noun.start()) else how
        inside = [a for a in sums if noun.start() <= a.start and a.end <= noun.start("noun")]
        if how == "paid" and not (inside or _placed(text)):
            continue
        if how == "under" and not _NAMED.match(text, noun.start("noun")):
            continue
        amount = _amount(text, sums, inside, noun.end())
        if amount is not None:
            name, quoted = _name(text, noun, sums)
            return _Mention(clause, noun.span(), how, amount, name, quoted)
    return None


def _placed(text: str) -> bool:
    """Whether a clause begins with a place: ``In India, valued at 35,678 euros, the project …``."""
    match = phrases.for_place().match(text)
    return match is not None and entry.place_at(text, match.end()) is not None


def _amount(text: str, sums: list[Amount], inside: list[Amount], end: int) -> Amount | None:
    """The amount of a project: within the words for it, directly behind them, else the only one of the clause."""
    behind = next((a for a in sums if a.start >= end), None)
    if inside:
        return inside[0]
    if behind and _worth().fullmatch(text, end, behind.start):
        return behind
    return sums[0] if len({(a.value, a.code) for a in sums}) == 1 else None


def _name(text: str, noun: regex.Match[str], sums: list[Amount]) -> tuple[Span | None, bool]:
    """The name of a project in its clause, and whether it stands in quotation marks."""
    called = _called().match(text, noun.end())
    if quoted := called.span("name") if called else sentences.quoted_name(text):
        return quoted, True
    spans = [(a.start, a.end) for a in sums]
    at = noun.start("noun")
    if _NAMED.match(text, at):
        return _ended(text, at, spans), False
    if match := _APPOSED.match(text, noun.end()):
        return match.span("name"), False
    match = _for().match(text, noun.end()) or _on().match(text, noun.end())
    return (_ended(text, match.end(), spans) if match else None), False


def _ended(text: str, start: int, sums: list[Span]) -> Span | None:
    """A name that no mark encloses: to what a sentence says next, who gives, or what is said of it."""
    stops = [m.start() for pattern in (_WHICH, _giver()) for m in pattern.finditer(text, start)]
    return sentences.cut(text[: min([*stops, len(text)])], start, sums)


def _apart(found: list[_Mention]) -> list[_Mention]:
    """The projects without those that are spoken of again, and without the one that the others make up."""
    kept: list[_Mention] = []
    for one in found:
        same = [two for two in kept if two.amount.value == one.amount.value]
        again = one.how != "next" and any(not one.title or not two.title or one.title == two.title for two in same)
        if not again:
            kept.append(one)
    total = sum(Decimal(one.amount.value) for one in kept)
    return [one for one in kept if len(kept) < 3 or 2 * Decimal(one.amount.value) != total]


def _are_several(found: list[_Mention], running: list[Excerpt], *, counted: bool) -> bool:
    """Whether the page says that what it speaks of are several projects: by their sum, their number, or by counting.

    ``counted``: that it counts them (*another project*) is enough.
    """
    total = sum(Decimal(one.amount.value) for one in found)
    near = total * Decimal(str(settings("frame")["sum_differs"]))
    printed = (a for text in running for a in amounts(text) if a.code == found[0].amount.code)
    if any(abs(Decimal(a.value) - total) <= near for a in printed):
        return True
    if any(n == len(found) for text in running for n in announced(text.text)):
        return True
    hows = {one.how for one in found}
    return counted and "next" in hows and len(hows) > 1


def announced(text: str) -> Iterator[int]:
    """The numbers of projects that a sentence speaks of."""
    for match in _number().finditer(squeeze(text)):
        yield int(match["number"]) if match["number"].isdigit() else number_words()[match["number"]]


def _entry(sheet: Sheet, one: _Mention) -> Entry:
    """The entry of a project, with its amount, its place and how long it lasts."""
    text = one.clause.text
    found = [field_of(sheet, "budget", one.clause.cut(one.amount.start, one.amount.end))]
    givers = [m.span() for m in _giver().finditer(text)]
    own = [s for s in phrases.countries(text) if not any(low <= s[0] < high for low, high in givers)]
    found += [field_of(sheet, "country", one.clause.cut(*span).strip(" .,;")) for span in own[:1]]
    lasts = [d for d in timespans.lengths(text) if one.noun[0] <= d.start and d.end <= one.noun[1]]
    found += [field_of(sheet, "period", one.clause.cut(d.start, d.end)) for d in lasts[:1]]
    made = Entry(found[0].first, [], why="in a sentence that says what it gets", framed=True, parted=not one.quoted)
    head = field_of(sheet, "title", one.clause.cut(*one.noun))
    made.first, made.start = head.pieces[0][:2]
    made.fields = found
    made.name = one.clause.cut(*one.name) if one.name else None
    return made


def _listed(key: str) -> str:
    return alternation(words(toml("lists")["counted"][key]))


@cache
def _noun() -> regex.Pattern[str]:
    """Words for one project: ``the second project``, ``a four-year project``, ``the $4.5 million Project``."""
    nouns = _listed("nouns")
    small = alternation(words(toml("lists")["counted"]["apart"]))
    between = rf"(?:(?!(?i:{small})\s)[^\s;:“”«»\"]{{1,24}}\s+){{0,6}}?"
    article, behind = _listed("articles"), rf"\s(?i:{_listed('of_project')})(?!\p{{L}})"
    return regex.compile(
        rf"(?<![\p{{L}}])(?:(?P<first>(?i:{_listed('first')}))|(?P<next>(?i:{_listed('next')}))|(?P<one>(?i:{_listed('one')}))"
        rf"|(?P<under>(?i:{_listed('under')}))|(?i:{article}))\s+{between}(?P<noun>(?i:{nouns}))(?!\p{{L}})(?!{behind})"
    )


@cache
def _also() -> regex.Pattern[str]:
    """What makes of one project one more: ``The Union is also providing €3 million for a project``."""
    return regex.compile(rf"(?<!\p{{L}})(?i:{_listed('also')})(?!\p{{L}})")


@cache
def _called() -> regex.Pattern[str]:
    """Behind a word for project its name in quotation marks: ``…, called “Wells for All,”``."""
    called = alternation(words(toml("title_parts")["called_anything"]) + words(toml("title_parts")["called"]))
    return regex.compile(rf",?\s+(?i:{called})\s*:?\s*[“\"«„](?P<name>[^“”\"«»„\n]{{6,200}}?)[.,]?[”\"»“]")


@cache
def _for() -> regex.Pattern[str]:
    """Between a project and what it is for, where that is no verb: ``The fourth project is for the …``."""
    article = alternation(words(toml("lists")["articles"]))
    return regex.compile(
        rf"\s+(?:(?i:{_listed('is')})\s+)?(?i:{_listed('for')})\s+(?:(?i:{article})\s+)?(?!(?i:{article})\s)(?=\p{{L}})"
    )


@cache
def _on() -> regex.Pattern[str]:
    """The same before a name with a capital: ``a project on Global Monitoring``."""
    return regex.compile(rf"\s+(?i:{_listed('on')})\s+(?=\p{{Lu}}\p{{Ll}}+\s\p{{L}})")


@cache
def _giver() -> regex.Pattern[str]:
    """Behind a name who gives: ``…, the Japanese government gave``."""
    return regex.compile(rf",\s+(?:\p{{Ll}}{{1,4}}\s+)?\p{{Lu}}[^,;]{{1,60}}?\s(?i:{_listed('giving')})(?!\p{{L}})")


@cache
def _worth() -> regex.Pattern[str]:
    """What stands between a project and its worth: ``, worth``, ``on forest roads with a total value of``."""
    return regex.compile(rf"[\s,(–—-]*+|[^;:()]{{0,90}}?(?<!\p{{L}})(?i:{_listed('worth')})\s*")


@cache
def _number() -> regex.Pattern[str]:
    numbers = alternation(n for n, value in number_words().items() if value > 1)
    several = alternation(words(toml("lists")["several"]))
    return regex.compile(
        rf"(?<![\p{{L}}\d.,-])(?P<number>\d{{1,2}}|{numbers})\)?\s+(?:[\p{{L}}-]+\s+){{0,3}}?(?:{several})(?!\p{{L}})"
    )


@cache
def _earlier() -> regex.Pattern[str]:
    """Words that tell of a project of another time, which is in passing."""
    return regex.compile(rf"(?<!\p{{L}})(?:{_listed('earlier')})(?!\p{{L}})")


@cache
def _aid() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{_listed('aid')})")
