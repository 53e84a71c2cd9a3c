"""What a sentence says an amount of money is to the project: its cost, somebody's share, or what is missing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice, pairwise
from operator import attrgetter

import regex

from extractors import appeals, cost_words, funding_words, giver_patterns, lent_amounts, money, numbers
from extractors.dates import alternatives
from extractors.evidence import Block, Excerpt
from extractors.giver_patterns import about, any_of, helping
from extractors.lexicon import toml, words
from extractors.memory import kept
from extractors.money import Amount
from extractors.money_givers import giver
from extractors.quick import TIMEOUT, Headed, headed, matches


@dataclass(frozen=True, slots=True)
class Reading:
    """One amount of a sentence, and what it is; positions are those of the excerpt."""

    #: ``total``, ``weak`` (by a word of many meanings), ``works``, ``appeal``, ``asked``, ``short``, ``share`` …
    role: str
    amount: Amount
    sentence: tuple[int, int]
    donor: tuple[int, int] | None = None
    doubt: str = ""


#: A full stop that ends a sentence, and none of ``approx.``, ``Mio.`` or ``No.``
_ENDS = regex.compile(
    r"(?<!\b(?:approx|ca|mio|mrd|no|nr|dr|mr|mrs|ms|sr|sra|mme|st|art|inc|ltd|env|aprox|tsd|mn|bn|\p{L}|e\.g|i\.e|u\.a|z\.b))[.!?][”\"»)]*\s+"
    r"(?=[\p{Lu}\d“„\"«¿¡(])|\n\s*[•*–-]\s|;\s",
    regex.I,
)
#: Behind the unit of a rate of exchange: ``1 UC = 1.46 $``.
_EXCHANGE = regex.compile(r"\s*=\s*(?:\p{Sc}|\p{Lu}{2,3}\s?)?\s*\d")
_UNIT = r"(?:\p{L}{1,12}\.?|\p{Lu}{0,2}\p{Sc})"
_ONE_UNIT = regex.compile(rf"\s*(?:1(?:[.,]0+)?\s*{_UNIT}|{_UNIT}\s?1(?:[.,]0+)?)\s*=\s*(?:{_UNIT}\s?)?\d")
_START = attrgetter("start")
_CONVERTED = regex.compile(
    r"^\s*[(/,;=≈]?\s*(?:or|ou|oder|equivalent(?: to| of)?|equal to|approx\.?|approximately|about|i\.e\.|soit"
    r"|umgerechnet|ca\.?|env\.?|environ|equivalentes? a|o sea|pari a|=|≈|\s)*[(]?\s*$",
    regex.I,
)


@cache
def _short() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    years = r"(?:\s+(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?)?"
    labels = alternatives(words(toml("labels")["shortfall"]))
    return (
        regex.compile(
            rf"(?<!\p{{L}}){labels}{years}\s*:?\s*$"
            rf"|{any_of('short', 'before')}{years}(?:\s*:|\s+{any_of('total', 'links')})?{about()}",
            regex.I,
        ),
        regex.compile(rf"^\s*{any_of('short', 'after')}", regex.I),
    )


@cache
def _asked() -> tuple[regex.Pattern[str], ...]:
    """An amount of an appeal, one that is sought, one that is set aside, one before a word for project."""
    project = any_of("asked", "project")
    return (
        regex.compile(rf"\b(?:launched|appeal(?:ed|s|ing)?)\b[^.]{{0,40}}\bfor{about()}", regex.I),
        regex.compile(
            rf"{any_of('asked', 'before')}(?:\s+(?:a|a total of|another|mindestens|noch))?{about()}", regex.I
        ),
        regex.compile(rf"^\s*{any_of('asked', 'after')}", regex.I),
        regex.compile(rf"^\s*-?\s*(?:[\p{{L}}-]+\s+){{0,2}}?{project}", regex.I),
    )


@cache
def _sought() -> regex.Pattern[str]:
    """A verb of asking, what is asked for, and the amount: ``seeks funding of``."""
    noun, article = any_of("share", "nouns"), r"(?:an?|the|une?|una|un|einen?|eine|la|le|el)"
    return regex.compile(
        rf"{any_of('asked', 'seeking')}(?:\s+{article})?(?:\s+[\p{{Ll}}-]+)?\s+{noun}"
        rf"(?:\s+{any_of('total', 'links')}|\s+{any_of('share', 'to_the_amount')}|\s+d['’])?{about()}",
        regex.I,
    )


#: What ties a rate to its unit, a giver or an aim to an amount: ``5 € par élève``, ``par la Ville``, ``per il pozzo``.
_NO_RATE = (
    r"p(?:ar|or)\s+(?:(?:la|le|les|el|los|las)\s+|l['’]\s?)?(?-i:\p{Lu})|per\s+(?:il|la|lo|i|gli|le)\s|per\s+l['’]"
)


@cache
def _rate() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    return (
        regex.compile(
            rf"^\s*(?:\([^()]*\)\s*)?(?!{_NO_RATE})(?:{any_of('other', 'rate')}|/)\s*(?!\s*(?:de|of)\b)", regex.I
        ),
        regex.compile(rf"{any_of('other', 'rate_before')}(?:\s+[\p{{L}}-]+){{0,3}}\s*$", regex.I),
    )


@cache
def _cues() -> tuple[regex.Pattern[str], ...]:
    one, gift = r"(?<!\p{L})(?:an?|une?|una|um|uma|eine[nr]?)\s+(?:[\p{L}-]+\s+){0,2}?", any_of("share", "nouns")
    bounded = rf"(?:(?P<gift>{one}{gift}(?:\s+{gift})?\s+{any_of('total', 'links')}\s+))?{any_of('other', 'most')}"
    return (
        regex.compile(rf"{bounded}\s*$", regex.I),
        regex.compile(any_of("share", "whole"), regex.I),
        regex.compile(rf"(?:^|\s){any_of('asked', 'this')}\s*$", regex.I),
        regex.compile(rf"{helping()}{about()}", regex.I),
    )


@cache
def _funded() -> tuple[Headed, ...]:
    lead = (
        r"(?:\s+(?:the|la|le|les|el|los|las|die|der|das|dem|den|des|il|lo|a|o|an?|de|het)(?!\p{L}))?\s*(?:[l]['’]\s*)?"
    )
    heads = alternatives(toml("money_sentences")["share"]["heads"])
    noun, of = any_of("share", "nouns"), any_of("share", "label_ties")
    lead = rf"(?:\s+(?:an?|une?|eine[mnr]?|eine|una?|um|uma)\s+{noun}\s+{of})?{lead}"
    by = funding_words.before_givers()
    return (
        headed(
            rf"(?i:{by})(?i:{lead})(?:(?<=['’])|(?<=\s))[“„\"«]?+(?P<donor>(?:(?:{heads})\s)?"
            rf"(?:\p{{Lu}}|(?<=\s)(?:of|de|du|del|der|di|do|da)\s)(?:[^.;:\n()“”\"„«»]|\(\s?\d{{1,3}}\s?%\s?\)|(?<=\b\p{{Lu}})\.(?=\p{{Lu}}|\s\p{{Lu}})){{1,120}}(?:\s\([\p{{Lu}}&-]+\))?)"
        ),
        headed(
            rf"(?i:{any_of('funded', 'around')}{lead})(?<=\s)(?P<donor>\p{{Lu}}[^.;,\n()]{{1,90}}?)"
            rf"(?:\s*\([^()]{{1,40}}\))?\s+(?i:{any_of('funded', 'closing')})"
        ),
    )


def funders(excerpt: Excerpt) -> Iterator[tuple[int, int]]:
    """The places of what is said to fund something: a name or a list of names, up to the end of its clause."""
    for pattern in _funded():
        for match in matches(pattern, excerpt.text):
            start, end = match.span("donor")
            more = next(pattern.finditer(excerpt.text, start, timeout=TIMEOUT), None)
            inside = more is not None and more.start() < end
            yield start, more.start() if more and inside else end
            if more and inside:
                yield more.span("donor")  # ``funded by the Union, with co-funding from Norway``


#: A value of so many characters may hold sentences.
_RUNNING = 80


def texts(block: Block) -> Iterator[Excerpt]:
    """The running text of a block: its narrative, what a label that is none took from it, and beside its title."""
    yield from block.narrative
    begun = {excerpt.start for excerpt in block.narrative}
    for one in block.fields:
        free = one.kind not in toml("money_sentences")["fields"]["own"] and one.value.start not in begun
        if free and runs(one.value.text):
            yield one.value
    yield from (excerpt for excerpt in block.page if runs(excerpt.text))


def runs(text: str) -> bool:
    """Whether a value is running text: longer than values are, and of several sentences."""
    return len(text) >= _RUNNING and bool(_ENDS.search(text))


@kept(64)
def read(excerpt: Excerpt) -> tuple[Reading, ...]:
    """The amounts of a text that its sentences say something about, in order; kept, as budgets and pledges both ask."""
    found = money.amounts(excerpt)
    made: list[Reading] = []
    text = calm(excerpt.text) if found else ""
    for start, end in _sentences(excerpt.text) if found else ():
        inside = found[bisect_left(found, start, key=_START) : bisect_left(found, end, key=_START)]
        try:
            made += _sentence(text, start, end, lent_amounts.complete(excerpt, end, inside))
        except TimeoutError:
            continue
    return tuple(made)


#: A heading or sentence in capitals: six words or more of which none has a small letter.
_CAPITALS = regex.compile(r"(?<!\p{L})(?:\p{Lu}[\p{Lu}'’-]*+(?:[^\p{L}.!?\n]++|\n)){5,}\p{Lu}[\p{Lu}'’-]*+(?![\p{L}])")


def calm(text: str) -> str:
    """A text whose stretches in capitals are printed as sentences are: names keep a capital, other words do not."""
    made = _CAPITALS.sub(lambda match: regex.sub(r"[\p{L}]+", _calmed, match.group()), text)
    return made if len(made) == len(text) else text


def _calmed(word: regex.Match[str]) -> str:
    small = word.group().lower()
    if len(small) == 1 or small in _small_words():
        return small
    return word.group() if len(small) <= _ACRONYM else word.group().title()


#: Words of so many capitals that are none of the small words are taken for acronyms.
_ACRONYM = 4


@cache
def _small_words() -> frozenset[str]:
    """The words that sentences about money are made of, names aside."""
    table = toml("money_sentences")
    lists = ({"links": table["total"]["links"]}, table["share"], table["asked"], table["funded"], table["short"])
    said = [phrase for part in lists for name, listed in part.items() if name != "heads" for phrase in listed]
    spoken = {w for phrase in said for w in regex.findall(r"\p{L}+", phrase.lower())}
    others = {*numbers.magnitudes(), *words(toml("small_words")), *table["calm"]["words"]}
    return frozenset({*spoken, *others} - {*table["calm"]["names"]})


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _ENDS.finditer(text):
        yield at, match.start() + 1
        at = match.end()
    yield at, len(text)


def _sentence(text: str, start: int, end: int, found: list[Amount]) -> Iterator[Reading]:
    """What each amount of one sentence is; a sentence of many projects says nothing of this one."""
    if not found or of_many(text, start, end):
        return
    kept = [a for n, a in enumerate(found) if not (n and _is_converted(text, found[n - 1], a))]
    changed = _changed(text, start, found, kept)
    was = {before.start for before, _, _ in changed}
    became = {after.start: own for _, after, own in changed}
    shared = False
    for position, one in enumerate(kept):
        if one.start in became:
            role = "total" if became[one.start] else "changed"
            yield Reading(role, one, (start, end), doubt=_DOUBTS.get(role, ""))
        if one.start in became or one.start in was:
            continue
        low = _behind(text, found, kept[position - 1]) if position else start
        high = kept[position + 1].start if position + 1 < len(kept) else end
        behind = _behind(text, found, one)
        if not _is_rate(text[low : one.start], text[behind:high]):
            made = list(_one(text, (start, end), one, low, behind, high, more=shared))
            yield from made
            shared = any(r.role == "share" for r in made)


def _changed(text: str, start: int, found: list[Amount], kept: list[Amount]) -> list[tuple[Amount, Amount, bool]]:
    """What a sentence says that budgets were and were changed to, and whether a word says that they are a project's."""
    before, between = cost_words.change()
    pairs = [
        (was, became, before.search(text[start : was.start], timeout=TIMEOUT))
        for was, became in pairwise(kept)
        if was.code == became.code and between.fullmatch(text[_behind(text, found, was) : became.start])
    ]
    return [(was, became, said["own"] is not None) for was, became, said in pairs if said]


def is_exchange(text: str) -> bool:
    """Whether a value states a rate of exchange: ``1 UC = 1.46 $``, ``$1.00 = Som46.90``."""
    return _ONE_UNIT.match(text) is not None


def of_many(text: str, start: int, end: int) -> bool:
    """Whether a stretch speaks of many projects: a portfolio, ``76 operations``."""
    return any(pattern.search(text, start, end) for pattern in _many())


@cache
def _many() -> tuple[regex.Pattern[str], ...]:
    counted = alternatives(toml("money_sentences")["other"]["counted"])
    return (
        regex.compile(any_of("other", "many"), regex.I),
        regex.compile(rf"(?<![\d.,:/-])(?!(?:0|1|19\d\d|20\d\d)\s)\d{{1,4}}\s+{counted}(?!\p{{L}})", regex.I),
    )


def _behind(text: str, found: list[Amount], one: Amount) -> int:
    """The end of an amount, its value in another currency included."""
    end = one.end
    for other in islice(found, bisect_left(found, end, key=_START), None):
        if other.code == one.code or not _CONVERTED.match(text[end : other.start]):
            break
        end = other.end
    return end + 1 if end > one.end and text[end : end + 1] == ")" else end


def _is_converted(text: str, before: Amount, one: Amount) -> bool:
    """Whether an amount is the one before it in another currency: ``CHF 5,000 (USD 4,900 or EUR 3,300)``."""
    return before.code != one.code and bool(_CONVERTED.match(text[before.end : one.start]))


def _is_rate(before: str, after: str) -> bool:
    behind, ahead = _rate()
    return bool(behind.match(after) or ahead.search(before[-60:]) or _EXCHANGE.match(after))


def _one(
    text: str, sentence: tuple[int, int], one: Amount, low: int, behind: int, high: int, *, more: bool
) -> Iterator[Reading]:
    """What one amount is, by the words before and behind it, up to the next amount; ``more``: the last was a share."""
    before, after = text[low : one.start], text[behind:high]
    if _short()[0].search(before, timeout=TIMEOUT) or _short()[1].match(after):
        yield Reading("short", one, sentence)
        return
    if _sought().search(before, timeout=TIMEOUT):
        yield Reading("asked", one, sentence, doubt=_ASKED_DOUBT)
        return
    costs = cost_words.costs(before)
    divided = costs is not None and _PART_OF.search(before, 0, costs.start()) is not None
    donor = None if divided else giver(text, sentence, (low, one.start, behind, high), more=more)
    share = donor if donor and (more or not _is_most(before)) else None
    if share:
        yield Reading("share", one, sentence, share)
    role = appeals.role(before, after) or _whole(
        before, after, named=donor is not None, share=share is not None, costs=costs is not None
    )
    if role == "total" and cost_words.more().search(before):
        role = "weak"  # "additional funding to a total amount of"
    if role == "total" and costs and costs["sums"] and not cost_words.project().search(text[sentence[0] : one.start]):
        role = "works"
    if role:
        yield Reading(role, one, sentence, share if role == "whole" else None, _DOUBTS.get(role, ""))


def names_project(text: str, end: int) -> bool:
    """Whether an amount that ends there is said to be a project's by the word behind it: ``a $36 million project``."""
    return _asked()[3].match(text[end : end + _WORDS]) is not None


#: The word for a project stands within so many characters behind its amount.
_WORDS = 60


def _is_most(before: str) -> bool:
    """Whether an amount is a bound (``more than``), and not that of one gift: ``a grant of more than``."""
    match = _cues()[0].search(before)
    return match is not None and not match["gift"]


def _whole(before: str, after: str, *, named: bool, share: bool, costs: bool) -> str:
    """The role of an amount that may be all that the project costs; empty for one of which nothing says so.

    ``named``: somebody is named who gives it; ``share``: as a share of its own; ``costs``: the words before it say
    that it is the cost.
    """
    _, whole, this, helped = _cues()
    appeal, asked, set_aside, called = _asked()
    if costs or (called.match(after) and this.search(before) and (not named or giver_patterns.sized().match(after))):
        return "total"
    if cost_words.costs(before, sure=False):
        return "weak"
    if not named and cost_words.works().search(before, timeout=TIMEOUT):
        return "works"
    if share and (whole.search(after) or helped.search(before, timeout=TIMEOUT)):
        return "whole"
    if named:
        return ""
    if appeal.search(before, timeout=TIMEOUT):
        return "appeal"
    return "asked" if asked.search(before, timeout=TIMEOUT) or set_aside.match(after) else ""


_ASKED_DOUBT = "the sentence asks for the amount, or sets it aside, for something"
_WORKS_DOUBT = "what is built or done for the amount need not be all of the project"
_DOUBTS = {
    "advance": "what a fund for emergencies sets aside may be no more than a beginning",
    "asked": _ASKED_DOUBT,
    "whole": "what a donor gives need not be all that the project costs",
    "works": _WORKS_DOUBT,
    "changed": "nothing says that the budget that was changed is the project's",
}
#: Before words for the whole cost: a percentage of it, ``covers 50 % of the``.
_PART_OF = regex.compile(
    r"\d\s?[%℅]\s+(?:of|de|des|der|du|del|von|vom|di|do|da)(?:\s+(?:the|la|le|les|los|las|el|die|dem|das))?(?:\s+\p{Ll}+)?\s*$"
)
