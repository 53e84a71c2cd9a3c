"""Several givers in one sentence: each with its amount beside its name, or with its percentage before it.

``co-financed by the Union (EUR 5 million) and Helvetas (EUR 1 million)``, ``80 % by the Union, 3 % by its users``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import regex

from extractors import money
from extractors.donor_names import nameable, names_somebody
from extractors.evidence import Excerpt
from extractors.lexicon import alternation, squeeze, toml, vocabulary
from extractors.money import Amount
from extractors.money_givers import cut
from extractors.quick import TIMEOUT, Headed, headed, matches

#: So many characters before an amount the name of who gives it, and the word for giving, may stand.
_REACH = 200
_ARTICLE = r"(?:(?i:the|la|le|les|el|los|las|der|die|das|den|dem|il|lo|o)\s+|[LlDd]['’])?"
_NAME = rf"{_ARTICLE}(?P<donor>[\p{{L}}][^(),;:\n%]{{1,90}}?(?:\s\([\p{{L}} .&-]{{2,40}}\))?)"
#: An amount in brackets, or behind a colon or dash: its name is what stands before that.
_TIE = r"\s*(?:\(|:|\s[–—-]\s)\s*(?i:(?:about|approx\.?|environ|rund|ca\.?|up to|with|for)\s+)?"


class Gift(NamedTuple):
    """Who gives, as a stretch of the excerpt, and how much."""

    donor: tuple[int, int]
    amount: Amount


@cache
def _words() -> tuple[str, str, str]:
    """Words for giving, words between them and a name, and words that join names."""
    table = toml("money_sentences")
    cues = alternation([*table["share"]["nouns"], *table["share"]["given"]])
    ties = alternation([*(w for w in table["share"]["by"] if w != "through"), *table["share"]["label_ties"]])
    return cues, ties, alternation(["and", "et", "y", "e", "und", "as well as", "ainsi que", "así como", "sowie"])


@cache
def _first() -> regex.Pattern[str]:
    cues, ties, _ = _words()
    return regex.compile(
        rf"(?<!\p{{L}})(?i:{cues})(?:\s*:\s*|\s+(?i:{ties})(?:\s+|(?<=['’])))(?:(?i:the)\s+)?{_NAME}{_TIE}$"
    )


@cache
def _next() -> regex.Pattern[str]:
    _, ties, joins = _words()
    return regex.compile(
        rf"^[^\p{{L}}(),;]*(?:\([^()]*\))?\)?\s*[,;]?\s*(?:(?i:{joins})\s+)?"
        rf"(?i:(?:respectively|respectivement|respectivamente|jeweils|rispettivamente)\s+)?"
        rf"(?:(?i:{ties})(?:\s+|(?<=['’])))?{_NAME}{_TIE}$"
    )


def gifts(excerpt: Excerpt) -> list[Gift]:
    """The givers of lists in which an amount in brackets stands behind each name; one alone is no list."""
    made: list[Gift] = []
    run: list[Gift] = []
    for before, one in _neighbours(money.amounts(excerpt)):
        text = excerpt.text
        low = before.end if before else 0
        linked = run and before is run[-1].amount
        match = _next().search(text[low : one.start], timeout=TIMEOUT) if linked else None
        if match is None:
            made += _sound(excerpt, run)
            low = max(low, one.start - _REACH)
            match, run = _first().search(text[low : one.start], timeout=TIMEOUT) or _divided(text, before, one), []
        if match is not None:
            run.append(Gift((low + match.start("donor"), low + match.end("donor")), one))
    return [*made, *_sound(excerpt, run)]


def all_gifts(excerpt: Excerpt) -> list[Gift]:
    """The givers of all lists; an amount of which two lists tell is that of the first."""
    named = gifts(excerpt)
    told = {gift.amount.start for gift in named}
    return [*named, *(gift for gift in divided(excerpt) if gift.amount.start not in told)]


def divided(excerpt: Excerpt) -> list[Gift]:
    """The givers of lists in which each stands behind its amount: ``of which 5 million from the Fund, 2 million from``.

    One alone is no list, and words must say that a sum is divided or given.
    """
    made: list[Gift] = []
    run: list[Gift] = []
    text, found = excerpt.text, [one for _, one in _neighbours(money.amounts(excerpt))]
    for number, one in enumerate(found):
        high = found[number + 1].start if number + 1 < len(found) else len(text)
        linked = bool(run) or _dividing().search(text, max(one.start - _AROUND, 0), one.start, timeout=TIMEOUT)
        match = _from().match(text[one.end : high], timeout=TIMEOUT) if linked else None
        if match:
            place = one.end + match.start("donor"), one.end + match.end("donor")
            run.append(Gift((place[0], cut(text, *place)), one))
        if match is None or not _JOINED_AMOUNT.match(text[one.end + match.end() : high]):
            made += _sound(excerpt, run)
            run = []
    return [*made, *_sound(excerpt, run)]


@cache
def _from() -> regex.Pattern[str]:
    """Who gives the amount before, up to what parts it from the next one."""
    _, ties, joins = _words()
    return regex.compile(
        rf"^\s*(?:\([^()]*\)\s*)?(?:(?i:{ties})\s+|(?i:{ties})(?<=['’]))(?:(?i:the|los|las)\s+)?{_NAME}"
        rf"(?=\s*[,;.():\n]|\s*$|\s+(?i:{joins})\s)(?:\s*\([^()]*\))?(?:\s+(?i:{joins})(?=\s))?"
    )


#: Nothing of its own stands between a giver and the amount of the next one.
_JOINED_AMOUNT = regex.compile(r"^[\s,;]*+(?:\p{Ll}+\s*+){0,3}+(?:\p{Lu}{0,3}\s?\p{Sc})?\s*+$")


@cache
def _dividing() -> regex.Pattern[str]:
    """Words that divide a sum, or say that it is given, with no full stop behind them."""
    cues, *_ = _words()
    divides = alternation(toml("money_sentences")["gift"]["dividing"])
    return regex.compile(rf"(?<!\p{{L}})(?:{divides}|{cues})(?!\p{{L}})[^.;\n]*$", regex.I)


def _divided(text: str, before: Amount | None, one: Amount) -> regex.Match[str] | None:
    """The first giver behind a total that is said to be given: ``financé à hauteur de 7 millions, par le Fonds (``."""
    low = max(before.end, one.start - _REACH) if before else 0
    said = before is not None and _given().search(text, max(before.start - _AROUND, 0), before.start)
    return _next().search(text[low : one.start], timeout=TIMEOUT) if said else None


def _neighbours(found: list[Amount]) -> Iterator[tuple[Amount | None, Amount]]:
    """Each amount with the one before it; one that is the same in another currency, in its bracket, counts for none."""
    before: Amount | None = None
    for one in found:
        if before is not None and before.code != one.code and one.depth > before.depth:
            continue
        yield before, one
        before = one


def _sound(excerpt: Excerpt, run: list[Gift]) -> list[Gift]:
    """A run of two or more of which each has a name and most name somebody who can give."""
    names = [excerpt.text[slice(*gift.donor)] for gift in run]
    parties = vocabulary("money_sentences", "share", "payers")
    known = [n for n in names if names_somebody(n) or parties.intersection(squeeze(n).split())]
    sound = len(run) > 1 and all(map(nameable, names)) and len(known) * 2 > len(run)
    return [gift for gift, name in zip(run, names, strict=True) if name in known or name[0].isupper()] if sound else []


@cache
def _percent() -> tuple[Headed, Headed]:
    """A percentage and who pays it, behind a word for who gives, or behind a verb before its subject."""
    table = toml("money_sentences")
    share = table["share"]
    given, ties = alternation(share["given"]), alternation(w for w in share["by"] if w != "through")
    money = alternation([*table["total"]["nouns"], *table["total"]["weak"], *share["nouns"]])
    article = r"(?:(?:the|this|la|los|le|il)\s+|[Ll]['’])?"
    of = rf"(?i:of|de|des|der|del|du|di|do)\s+{article}(?i:{money})(?:\s+\p{{Ll}}+)?\s+"
    being = r"(?:(?:is|are|was|were|will be|est|sont|es|son|wird|werden|è|sono|é|são)\s+)?"
    said = rf"(?:{of})?(?:{being}(?i:{given})\s+)?"
    figure = r"\d{1,3}(?:[.,]\d+)?\s?(?:[%℅]|(?i:per ?cent|prozent|pour cent|por ?cent[oa]|per cento)(?!\p{L}))\s+"
    part = rf"(?:{figure}|(?i:{alternation(table['gift']['fractions'])})\s+)"
    name = (
        rf"(?:(?i:den|dem|der|the)\s+)?{_ARTICLE}(?P<donor>\p{{Lu}}"
        rf"(?:(?!\s(?:{_joined()})\s|,\s(?:\p{{Ll}}+\s+){{0,2}}\d)(?:[^.;:\n()%\d]|(?<=\b\p{{Lu}})\.(?=\s?\p{{Lu}}))){{1,120}})"
    )
    return (
        headed(rf"{figure}{said}(?i:{ties})(?:\s+|(?<=['’])){name}"),
        headed(
            rf"{part}(?:\p{{Ll}}+\s+){{0,2}}?(?:Kosten\s+)?(?i:{alternation(table['funded']['inverted'])})\s+{name}"
        ),
    )


@cache
def _joined() -> str:
    """Where the name of a giver is over: what joins the next percentage."""
    *_, joins = _words()
    return rf"(?:{joins})\s+(?:[\p{{Ll}}]+\s+){{0,2}}\d"


def percentages(excerpt: Excerpt) -> Iterator[tuple[int, int, bool]]:
    """The places of names of whom a sentence says that they pay a percentage: ``80 % by the Union``.

    The last is whether the words leave no doubt that it is paid: ``10 % der Kosten trägt``.
    """
    if not (_SHARED.search(excerpt.text) or _fraction().search(excerpt.text)):
        return
    behind, inverted = _percent()
    for match in matches(behind, excerpt.text):
        if _given().search(excerpt.text, max(match.start() - _AROUND, 0), match.end() + _AROUND):
            yield *match.span("donor"), False
    for match in matches(inverted, excerpt.text):
        yield *match.span("donor"), True


_SHARED = regex.compile(r"[%℅]|\d\s(?:per ?cent|prozent|pour cent|por ?cent)", regex.I)


@cache
def _fraction() -> Headed:
    return headed(rf"(?i:{alternation(toml('money_sentences')['gift']['fractions'])})(?!\p{{L}})")


#: So many characters on either side of a percentage the sentence says that it is paid.
_AROUND = 120


@cache
def _given() -> regex.Pattern[str]:
    share = toml("money_sentences")["share"]
    return regex.compile(
        rf"(?<!\p{{L}})(?:{alternation([*share['given'], *share['nouns'], 'kosten'])})(?!\p{{L}})", regex.I
    )
