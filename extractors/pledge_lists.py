"""Who gives what a list of projects is paid with: the donor that the sentences above the list name, once for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

import regex

from extractors import contexts, giver_patterns, money, organisations, pledge_sentences
from extractors.donor_names import bare_name, donor_cells, is_known, nameable, names_somebody, split_names
from extractors.evidence import Block, Cell, Excerpt, Finding, Rule
from extractors.lexicon import alternation, squeeze, toml, vocabulary, words
from extractors.money import Amount
from extractors.quick import TIMEOUT, matches

ANNOUNCED = Rule(
    "pledges.announced",
    "Where no entry of a list of projects names a donor, the one that the sentences above the list name pays for each.",
    ("announced",),
    status="doubtful",
    doubt="the sentence above the list names the donor, and it may pay for other things than this project",
    hits=(
        ("The Diaspora Trust Fund has chosen to fund five development projects.", "donor=Diaspora Trust Fund"),
        ("It has three agreements with UNICEF:", "donor=UNICEF"),
    ),
    misses=(
        "The chosen projects are as follows:",
        "UNDP, UNICEF and Norad met in Oslo.",
        "Three of the five selected projects are related to education.",
    ),
)

_SENTENCE = regex.compile(r"(?:[^.!?\n]|[.!?](?!\s|$))+")
#: Kinds of known organisations that give, where the sentences above a list name one and no other.
_GIVERS = frozenset({"bank", "fund", "agency", "eu", "foundation", "country-government"})


def read(block: Block, found: Sequence[Finding]) -> Iterator[Finding]:
    """The pledge of the donor that is named above a list, where nothing in the entry names one."""
    if any(one.text("donor") for one in found):
        return
    if shared := _shared(block):
        yield shared
        return
    said = next((g for e in block.announced if (g := _says(e))), None)
    named = said or only(block.announced)
    given = _amount(block, sure=said is None)
    if named is None or not (said or given):
        return
    excerpt, start, end = named
    cells = {**donor_cells(excerpt, *bare_name(excerpt.text, start, end)), **given}
    yield Finding("pledge", ANNOUNCED.id, cells, "narrative", ANNOUNCED.status, ANNOUNCED.doubt, 0.1)


def _shared(block: Block) -> Finding | None:
    """The pledge of the one who, as the sentences above a list say, gives a sum that the entry's one amount is of."""
    own = {(one.value, one.code): one for home in contexts.homes(block) for one in money.amounts(home.excerpt)}
    if len(own) != 1:
        return None
    (one,) = own.values()
    given = [f for e in block.announced for f in pledge_sentences.read(e) if f.text("amount") and f.text("donor")]
    of_it = {f.text("currency") == one.code and Decimal(f.text("amount")) > Decimal(one.value) for f in given}
    if len({(f.text("donor"), f.text("amount")) for f in given}) != 1 or of_it != {True}:
        return None
    cells = {key: cell for key, cell in given[0].cells.items() if key.startswith("donor")} | one.cells()
    return Finding("pledge", ANNOUNCED.id, cells, "narrative", ANNOUNCED.status, ANNOUNCED.doubt, 0.1)


def weighed(block: Block, stated: Sequence[Finding]) -> list[Finding]:
    """The budgets of an entry in a list; doubtful where the sentences above the list say who gives for all of it."""
    listed = block.announced and all(one.how == "list" for one in block.of("budget"))
    if not listed or not any(_says(excerpt) for excerpt in block.announced):
        return list(stated)
    return [
        replace(one, status="doubtful", doubt=one.doubt or _SHARED_OUT) if one.text("kind") == "budget" else one
        for one in stated
    ]


_SHARED_OUT = "the sentence above the list says who gives it, and the project may cost more"


def _says(excerpt: Excerpt) -> tuple[Excerpt, int, int] | None:
    """The name of whom a sentence says that it pays for several projects."""
    for pattern in _patterns():
        for match in matches(pattern, excerpt.text):
            place = _without_lead(excerpt.text, *bare_name(excerpt.text, *match.span("donor")))
            name = excerpt.text[slice(*place)]
            spoken = squeeze(name).startswith(tuple(vocabulary("money_sentences", "announcers")))
            if nameable(name) and names_somebody(name) and not spoken:
                return excerpt, *place
    return None


def _without_lead(text: str, start: int, end: int) -> tuple[int, int]:
    """A name without what opens its sentence before a comma: ``In May, the Government of Norway``."""
    low, high = split_names(text[start:end])[-1]
    opened = text[start : start + low]
    if not opened.rstrip(" ").endswith(",") or names_somebody(opened.strip(" ,")):
        return start, end
    article = _ARTICLE.match(text, start + low)
    return article.end() if article else start + low, start + high


_ARTICLE = regex.compile(r"(?:the|la|le|el|il|die|der|das)\s+|l['’]", regex.I)


@cache
def _patterns() -> tuple[regex.Pattern[str], ...]:
    table = toml("money_sentences")
    several = alternation(words(toml("lists")["several"]))
    pays = alternation([*table["funded"]["backs"], *table["share"]["verbs"]])
    helpers, nouns = alternation(table["share"]["helpers"]), alternation([*table["share"]["nouns"], "grants", "loans"])
    ties = alternation(["from", "by", "de la", "del", "de los", "von der", "vom", "par", "della", "dell'"])
    return (
        giver_patterns.named(
            rf"(?:^|(?<=[.!?:,\n]\s|\n)){giver_patterns.NAME}(?:\s+(?:{helpers}))*\s+(?:{pays})"
            rf"(?:\s+[^\s;:]{{0,24}}[^\s;:.,]){{0,14}}?\s+(?:{several})(?!\p{{L}})"
        ),
        giver_patterns.named(rf"(?<!\p{{L}})(?:agreements?\s+with|(?:{nouns})\s+(?:{ties}))\s+{giver_patterns.NAME}"),
    )


def only(excerpts: Sequence[Excerpt]) -> tuple[Excerpt, int, int] | None:
    """The one known giver that some sentences name; None where they name several, or none."""
    found: dict[str, tuple[Excerpt, int, int]] = {}
    for excerpt in excerpts:
        for start, end in _names(excerpt.text):
            name = excerpt.text[start:end]
            if is_known(name) and not organisations.country(name):
                found.setdefault(organisations.canonical(name), (excerpt, start, end))
    kinds = {organisations.kind(name) for name in found}
    return next(iter(found.values())) if len(found) == 1 and kinds <= _GIVERS else None


def _names(text: str) -> Iterator[tuple[int, int]]:
    """The capitalised names of a text, lists of them taken apart."""
    for sentence in _SENTENCE.finditer(text):
        for match in _name().finditer(text, *sentence.span(), timeout=TIMEOUT):
            for low, high in split_names(match["donor"]):
                yield bare_name(text, match.start("donor") + low, match.start("donor") + high)


@cache
def _name() -> regex.Pattern[str]:
    return giver_patterns.named(rf"(?<![\p{{L}}\d]){giver_patterns.NAME}")


def _amount(block: Block, *, sure: bool) -> dict[str, Cell]:
    """The one amount of an entry that is not what the project costs; ``sure``: words of giving stand beside it."""
    found: dict[tuple[str, str], Amount] = {}
    told: set[str] = set()
    for home in contexts.homes(block):
        before: Amount | None = None
        told |= {"cost"} & {name.partition(".")[2] for name in contexts.said(home, 0, len(home.excerpt.text), "amount")}
        for one in (a for a in money.amounts(home.excerpt) if a.code):
            converted, before = before is not None and one.depth > before.depth and one.code != before.code, one
            if converted:
                continue  # ``CAD 18 million (USD 14 million)``
            found.setdefault((one.value, one.code), one)
            told |= {name.partition(".")[2] for name in contexts.around(home, one.start, one.end, "amount")}
    listed = [a for f in block.of("budget") if f.how == "list" for a in money.amounts(f.value) if a.code]
    if not sure and len(listed) == 1:
        return listed[0].cells()  # the figure of the entry, whatever else its text tells of
    gives = bool(told & {"give", "loan", "grant"}) or not sure
    if len(found) != 1 or not gives or told & {"cost", "budget", "total"}:
        return {}
    (one,) = found.values()
    return one.cells()


RULES = (ANNOUNCED,)
