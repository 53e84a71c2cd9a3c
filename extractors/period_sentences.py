"""When a project runs, as a sentence says whose subject is the project: ``The project will commence in 2010``.

What a sentence says of another project, of a phase or of the world is not read: between the subject and the verb
only auxiliary words may stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

import regex

from extractors import period_helped
from extractors.calendar_months import between
from extractors.dates import Duration, alternatives
from extractors.engine import cell
from extractors.evidence import Cell, Excerpt, Finding
from extractors.lexicon import toml
from extractors.money import amount_pattern
from extractors.numbers import number_words
from extractors.period_sentence_rules import RULES
from extractors.quick import TIMEOUT, Headed, headed, matches
from extractors.timespans import Reader, Stretch, found, lengths

#: Characters behind a verb in which a date or a duration must begin and end.
_BEHIND = 80

#: How long people are helped is believed where no sentence says how long the project lasts.
_HELPED = 0.5

RULE = {rule.id: rule for rule in RULES}


def read(excerpt: Excerpt, kind: str, order: str) -> Iterator[Finding]:
    """What a paragraph says about the period of this project."""
    text = excerpt.text
    for match in matches(_verbs(), text):
        yield from _dated(excerpt, match, kind, order)
    yield from _it(excerpt, kind, order)
    yield from _for_period(excerpt, kind, order)
    stated = lengths(text)
    lasting = {m.end() for m in matches(_lasts(), text)} if stated else set()
    for one in stated:
        yield from _lasting(excerpt, one, one.start in lasting, kind, order)
        yield from _spanned(excerpt, one, kind, order)


def _any(name: str) -> str:
    return alternatives(toml("periods")["narrative"][name])


@cache
def _subject() -> str:
    """A pattern for this project as the subject of a sentence, up to its verb."""
    barred = rf"(?!{_any('barred')}(?!\p{{L}}))"
    apart = rf"(?!{_any('governors')}(?!\p{{L}}))"
    governed = rf"(?<!(?<!\p{{L}}){_any('governors')}\s+)"
    of = r"(?:\s+(?:of|de|du|del|do|des|der)\s+(?:(?:the|la|el|los|las|o|a)\s+|l['’])?(?-i:\p{Lu})[\p{L}\d&/.-]*+)?"
    named = rf"{of}(?:\s*\([^()]{{1,40}}\))?(?:(?:\s+{_any('named')})?\s*[“\"«‘][^”\"»’]{{1,120}}[”\"»’])?"
    own = rf"(?<!\p{{L}}){_any('own')}\s+{_any('works')}(?!\p{{L}})(?:,?\s+{_any('between')}(?!\p{{L}}))*\s+"
    return (
        rf"(?:{own}|(?<!\p{{L}}){governed}(?:{_any('determiners')}\s+|l['’])(?:{barred}{apart}[\p{{L}}\d'’&/.()@-]++\s+){{0,4}}?"
        rf"{_any('projects')}(?!\p{{L}}){named}(?:,\s[^,.;:!?\n]{{3,70}}(?=,))?(?:,?\s+{_any('between')}(?!\p{{L}}))*,?\s+)"
    )


@cache
def _verbs() -> Headed:
    """The subject and a verb that says when; the place behind it is where the date begins."""
    leads = rf"(?:\s+(?:{_any('prepositions')}|{_any('vague')}|the)(?!\p{{L}}))*"
    verbs = "|".join(rf"(?P<{role}>{_any(role)})" for role in ("starts", "ends", "runs"))
    return headed(rf"{_subject()}(?:{verbs})(?!\p{{L}}){leads}[\s-]+", regex.I)


def _dated(excerpt: Excerpt, verb: regex.Match[str], kind: str, order: str) -> Iterator[Finding]:
    """The dates directly behind a verb that says when."""
    at = _past_length(excerpt.text, verb.end())
    reader, stretch = _at(excerpt, at, order)
    role = next(name for name in ("starts", "ends", "runs") if verb[name])
    also = _and_ended(excerpt, at + stretch.end, order) if stretch and role != "ends" and not stretch.second else {}
    if stretch and role == "runs" and not stretch.second:
        role = "starts" if also or _since().search(verb.group()) else ""
    if stretch is None or not role or _ceremony(verb, also):
        return
    start, end = reader.start_cell(stretch), reader.end_cell(stretch)
    cells = {"starts": {"start": start}, "ends": {"end": end}, "runs": {"start": start, "end": end}}[role]
    role, cells = ("runs", cells | also) if also else (role, cells)
    doubt = reader.doubt(stretch, cells.get("start", end).value, cells.get("end", start).value)
    yield from found(RULE[f"periods.sentence_{role}"], kind, cells, doubt)


def _ceremony(verb: regex.Match[str], also: dict[str, Cell]) -> bool:
    """Whether a verb tells of the day on which an appeal was made or a project was presented, and not of its start."""
    return verb["starts"] is not None and not also and bool(_launched().search(verb.group()))


@cache
def _launched() -> regex.Pattern[str]:
    """A word for a ceremony, or for an appeal, and somewhere behind it one for a launch."""
    return regex.compile(
        rf"(?<!\p{{L}})(?:{_any('ceremony')}|{_any('requests')})(?!\p{{L}}).*(?<!\p{{L}}){_any('launched')}(?!\p{{L}})",
        regex.I | regex.S,
    )


@cache
def _since() -> regex.Pattern[str]:
    """Words before a date by which what runs has run from then on."""
    return regex.compile(rf"(?<!\p{{L}}){_any('since')}[\s-]+$", regex.I)


def _at(excerpt: Excerpt, at: int, order: str) -> tuple[Reader, Stretch | None]:
    """The dates that stand exactly at a place of a paragraph."""
    reader = Reader(excerpt.cut(at, min(at + _BEHIND, len(excerpt.text))), order)
    return reader, next((s for s in reader.stretches() if s.start == 0), None)


def _and_ended(excerpt: Excerpt, at: int, order: str) -> dict[str, Cell]:
    """The end, where the sentence goes on with a second verb that says when: ``… and will end in December 2016``."""
    verb = _second().match(excerpt.text, at)
    reader, stretch = _at(excerpt, verb.end(), order) if verb else (None, None)
    return {"end": reader.end_cell(stretch)} if reader and stretch and not stretch.second else {}


@cache
def _second() -> regex.Pattern[str]:
    return regex.compile(
        rf"\s*,?\s*{alternatives(toml('periods')['date']['and'])}\s+(?:{_any('pronouns')}\s+)?"
        rf"(?:{_any('between')}\s+)*{_any('ends')}(?!\p{{L}})(?:\s+(?:{_any('prepositions')}|{_any('vague')}|the)"
        r"(?!\p{L}))*[\s-]+",
        regex.I,
    )


def _past_length(text: str, at: int) -> int:
    """The place behind a duration and the words that lead on from it (``of six semesters from | 2016``)."""
    of = _of().match(text, at)
    begin = of.end() if of else at
    one = next(iter(lengths(text[begin : begin + _BEHIND])), None)
    leads = _leads().match(text, begin + one.end) if one and not one.start else None
    return leads.end() if leads else at


@cache
def _of() -> regex.Pattern[str]:
    return regex.compile(r"(?:of|for|de|von|di)\s+(?:(?:the|an?)\s+)?", regex.I)


@cache
def _leads() -> regex.Pattern[str]:
    words = rf"(?:{_any('prepositions')}|{_any('starting')})"
    return regex.compile(rf"(?:\s*,?\s*\(?{words}(?!\p{{L}}))*[\s(,:]+", regex.I)


def _range(excerpt: Excerpt, at: int, order: str) -> tuple[dict[str, Cell], str]:
    """The cells of the start and the end that stand at a place, and why they are doubtful."""
    reader, stretch = _at(excerpt, at, order)
    if stretch is None or not stretch.second:
        return {}, ""
    cells = {"start": reader.start_cell(stretch), "end": reader.end_cell(stretch)}
    return cells, reader.doubt(stretch, cells["start"].value, cells["end"].value)


@cache
def _pronoun() -> regex.Pattern[str]:
    return regex.compile(rf"(?:^|(?<=[.!?]\s))\s*{_any('pronouns')}\s+{_any('covers')}(?!\p{{L}})", regex.I)


def _it(excerpt: Excerpt, kind: str, order: str) -> Iterator[Finding]:
    """What a sentence says of a project that it calls ``it``."""
    for match in matches(_pronoun(), excerpt.text):
        leads = _leads().match(excerpt.text, match.end())
        cells, doubt = _range(excerpt, leads.end(), order) if leads else ({}, "")
        yield from found(RULE["periods.sentence_it"], kind, cells, doubt)
    for match in matches(_it_began(), excerpt.text):
        leads = _leads().match(excerpt.text, match.end())
        reader, stretch = _at(excerpt, leads.end(), order) if leads else (None, None)
        also = _and_ended(excerpt, leads.end() + stretch.end, order) if leads and stretch else {}
        if reader and stretch and also:
            yield from found(RULE["periods.sentence_it"], kind, {"start": reader.start_cell(stretch)} | also)


@cache
def _it_began() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:^|(?<=[.!?]\s))\s*{_any('pronouns')}\s+(?:{_any('between')}\s+)*{_any('starts')}(?!\p{{L}})", regex.I
    )


_MANY = r"(?:\s?(?:[mMkK]|million|billion|Mio\.?|millions?|millones|Millionen)(?:\s+d['’])?)?"
#: An amount with a mark or a code, and one with the currency in words.
_AMOUNT = rf"(?:\p{{Sc}}|(?<!\p{{L}})\p{{Lu}}{{3}})\s?\d[\d.,’']*+{_MANY}"
_AMOUNT += r"|\d[\d.,  ]*+\s?(?:\p{Sc}|\p{Lu}{3}(?!\p{L}))"
#: Between a length of time and a price.
_LEAD = regex.compile(r"[\s,-]{1,3}+(?:\([^()]{1,20}+\)\s?)?")
_UNIT = r"(?:euros?|dollars?|francs?|pounds?|dólares|libras|Franken)"
_WORDED = rf"\d[\d.,  ]*+\s?(?:(?:million|billion)s?\s)?{_UNIT}"


@cache
def _paid() -> str:
    """An amount in figures, or in words: ``two million dollars``."""
    spelled = rf"(?<!\p{{L}}){alternatives(number_words())}\s(?:million|billion)s?\s(?:(?-i:\p{{Lu}}{{2}})\s)?{_UNIT}"
    return rf"(?:{_AMOUNT}|{_WORDED}|{spelled})"


@cache
def _period_of_amount() -> tuple[Headed, regex.Pattern[str]]:
    """Words for a period, and a sentence up to them, with an amount and with nothing that has a period of its own."""
    plain = rf"(?:(?!(?<!\p{{L}}){_any('plans')}(?!\p{{L}}))[^.!?;]|(?<=\d)\.(?=\d))"
    words = rf"(?<!\p{{L}}){_any('for_period')}(?!\p{{L}})"
    paid = _paid()
    before = rf"(?<!\p{{L}}){_any('budgets')}(?!\p{{L}})(?={plain}{{0,160}}?{paid})"
    sentence = rf"(?:^|(?<=[.!?]\s)){plain}{{0,160}}?(?:{paid}|{before}){plain}{{0,120}}?{words}"
    return headed(words, regex.I), regex.compile(sentence, regex.I)


def _for_period(excerpt: Excerpt, kind: str, order: str) -> Iterator[Finding]:
    """The period for which a sentence gives an amount."""
    words, sentence = _period_of_amount()
    for match in matches(sentence, excerpt.text) if words.search(excerpt.text) else ():
        leads = _leads().match(excerpt.text, match.end())
        cells, doubt = _range(excerpt, leads.end(), order) if leads else ({}, "")
        yield from found(RULE["periods.sentence_for_period"], kind, cells, doubt)


@cache
def _bracket() -> regex.Pattern[str]:
    words = r"(?:[\p{L}’'-]+\s+){0,2}?"
    return regex.compile(
        rf"(?:[\s,-]+{words}{_any('projects')}(?!\p{{L}}))?(?:\s*[(\[]|\s*,)\s*(?:{_any('prepositions')}\s+)?", regex.I
    )


def _spanned(excerpt: Excerpt, one: Duration, kind: str, order: str) -> Iterator[Finding]:
    """A duration with its years behind it; they must agree, so that it is neither a strategy's nor an age."""
    bracket = _bracket().match(excerpt.text, one.end)
    cells, doubt = _range(excerpt, bracket.end(), order) if bracket else ({}, "")
    if not cells:
        return
    years = int(cells["end"].value[:4]) - int(cells["start"].value[:4])
    least, most = between(cells["start"].value, cells["end"].value)
    if float(one.months) / 12 not in (years, years + 1) and not least <= Decimal(one.months) <= most:
        return
    cells["duration_months"] = cell(excerpt, one.start, one.end, ("months",))
    yield from found(RULE["periods.sentence_span"], kind, cells, doubt)


@cache
def _lasts() -> Headed:
    """The subject and a verb that says how long; the place behind it is where the duration begins."""
    return headed(
        rf"(?:{_subject()}|{_any('of_project')}\s+)(?:{_any('lasts_next')}|{_any('lasts')})(?!\p{{L}})\s+", regex.I
    )


@cache
def _new() -> tuple[regex.Pattern[str], ...]:
    """What stands before the length of a new project: a verb, the word for project, an amount, a verb of giving."""
    amount = _paid()
    return (
        regex.compile(rf"(?<!\p{{L}}){_any('begets')}\s+(?:an?|une?|una|eine?[nmrs]?|uma?)\s+$", regex.I),
        regex.compile(
            rf"(?<!\p{{L}})(?:an?|une?|una|eine?[nmrs]?|uma?)\s+{_any('projects')}\s+(?:of|de|von|di)\s+$", regex.I
        ),
        regex.compile(rf"{amount}(?:\s*\([^()]*\))?\s+{_any('paid_over')}\s+$", regex.I),
        regex.compile(rf"(?<!\p{{L}}){_any('gives')}", regex.I),
    )


def _is_priced(text: str, end: int) -> bool:
    """Whether something has its price behind its length: ``a four-year US$ 9 million project``."""
    lead = _LEAD.match(text, end)
    price = amount_pattern().match(text, lead.end(), timeout=TIMEOUT) if lead else None
    return price is not None and _priced().match(text, price.end()) is not None


@cache
def _priced() -> regex.Pattern[str]:
    """What has a length and a price, behind both."""
    words = r"(?:\s[\p{L}\d'’&/,().-]{1,30}+){0,12}?"
    return regex.compile(rf"(?:\s?\([^()]{{0,30}}+\))?{words}\s{_any('priced')}(?!\p{{L}})", regex.I)


@cache
def _earlier() -> regex.Pattern[str]:
    """Words right before a length of time by which it is another project's."""
    return regex.compile(rf"(?<!\p{{L}}){_any('barred')}\s+$", regex.I)


@cache
def _around() -> tuple[regex.Pattern[str], ...]:
    """What stands before and behind a duration that is this project's."""
    amount = r"(?:[\p{Lu}\p{Sc}]{1,4}\s?)?\d[\d.,'’]*(?:\s+\p{L}+)?"
    return (
        regex.compile(rf"(?<!\p{{L}}){_any('this')}\s+$", regex.I),
        regex.compile(rf"[\s,]+(?:[\p{{L}}\d'’&/-]+\s+){{0,2}}?{_any('projects')}(?!\p{{L}})", regex.I),
        regex.compile(rf"(?<!\p{{L}}){_any('spans')}\s+$", regex.I),
        regex.compile(rf"(?<!\p{{L}}){_any('planned')}\s+$", regex.I),
        regex.compile(
            rf"\s*,?\s*{_any('starting')}(?!\p{{L}})(?:\s+(?:{_any('prepositions')}|{_any('vague')}|the)(?!\p{{L}}))*\s+",
            regex.I,
        ),
        regex.compile(rf"(?<!\p{{L}}){_any('requests')}(?!\p{{L}})[^;]{{0,80}}?\sfor\s+{amount}\s+for\s+$", regex.I),
    )


def _lasting(excerpt: Excerpt, one: Duration, lasts: bool, kind: str, order: str) -> Iterator[Finding]:
    """A duration of a paragraph, where what stands around it makes it this project's."""
    this, project, timeframe, planned, starting, appeal = _around()
    text, head = excerpt.text, excerpt.text[max(0, one.start - 160) : one.start]
    cells = {"duration_months": cell(excerpt, one.start, one.end, ("months",))}
    begins = starting.match(text, one.end) if lasts or timeframe.search(head) else None
    reader, stretch = _at(excerpt, begins.end(), order) if begins else (None, None)
    if reader and stretch:
        cells["start"] = reader.start_cell(stretch)
        doubt = reader.doubt(stretch, cells["start"].value, "")
        yield from found(RULE["periods.sentence_timeframe"], kind, cells, doubt)
    elif appeal.search(head):
        yield from found(RULE["periods.sentence_appeal"], kind, cells)
    elif period_helped.for_people(text, one.start):
        helped = found(RULE["periods.sentence_helped"], kind, cells)
        yield from (replace(f, score=_HELPED) for f in helped)
    elif lasts or planned.search(head) or (this.search(head) and project.match(text, one.end)):
        yield from found(RULE["periods.sentence_lasts"], kind, cells | _until(excerpt, one, order))
    else:
        yield from _begun(excerpt, one, cells, kind, order)


def _until(excerpt: Excerpt, one: Duration, order: str) -> dict[str, Cell]:
    """The end that stands behind a duration: ``within 24 months, until 03.09.2021``."""
    leads = _till().match(excerpt.text, one.end)
    reader, stretch = _at(excerpt, leads.end(), order) if leads else (None, None)
    return {"end": reader.end_cell(stretch)} if reader and stretch and not stretch.second else {}


@cache
def _till() -> regex.Pattern[str]:
    return regex.compile(rf"\s*,?\s*\(?{_any('until')}(?!\p{{L}})(?:\s+the)?\s+", regex.I)


def _begun(excerpt: Excerpt, one: Duration, cells: dict[str, Cell], kind: str, order: str) -> Iterator[Finding]:
    """A duration of a project that a sentence brings into being, or over which an amount is given."""
    text, head = excerpt.text, excerpt.text[max(0, one.start - 160) : one.start]
    verb, project, amount, gives = _new()
    named = _around()[1].match(text, one.end)
    described = text[one.start : one.end].casefold().endswith(("year", "month", "week"))  # "two-year", not "two years"
    priced = described and _is_priced(text, one.end) and not _earlier().search(head)
    if priced or project.search(head) or (verb.search(head) and named):
        since = _which_began(excerpt, named.end() if named else one.end, order)
        yield from found(RULE["periods.sentence_new"], kind, cells | since)
    elif amount.search(head) and gives.search(regex.split(r"[.!?]\s", head)[-1]):
        yield from found(RULE["periods.sentence_paid_over"], kind, cells)


def _which_began(excerpt: Excerpt, at: int, order: str) -> dict[str, Cell]:
    """The start that stands behind such a project: ``a 48-month project | that began in February 2009``."""
    verb = _which().match(excerpt.text, at)
    reader, stretch = _at(excerpt, verb.end(), order) if verb else (None, None)
    return {"start": reader.start_cell(stretch)} if reader and stretch and not stretch.second else {}


@cache
def _which() -> regex.Pattern[str]:
    leads = rf"(?:\s+(?:{_any('prepositions')}|{_any('vague')}|the)(?!\p{{L}}))*"
    return regex.compile(
        rf"\s*,?\s*{_any('which')}\s+(?:{_any('between')}\s+)*{_any('starts')}(?!\p{{L}}){leads}[\s-]+", regex.I
    )
