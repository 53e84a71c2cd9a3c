"""Who gives what a list of projects is paid with: the donor that the sentences above the list name, once for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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


def _says(excerpt: Excerpt) -> tuple[Excerpt, int, int] | None:
    """The name of whom a sentence says that it pays for several projects."""
    for pattern in _patterns():
        for match in matches(pattern, excerpt.text):
            spoken = squeeze(match["donor"]) in vocabulary("money_sentences", "announcers")
            if nameable(match["donor"]) and names_somebody(match["donor"]) and not spoken:
                return excerpt, *match.span("donor")
    return None


@cache
def _patterns() -> tuple[regex.Pattern[str], ...]:
    table = toml("money_sentences")
    several = alternation(words(toml("lists")["several"]))
    pays = alternation([*table["funded"]["backs"], *table["share"]["verbs"]])
    helpers, nouns = alternation(table["share"]["helpers"]), alternation([*table["share"]["nouns"], "grants", "loans"])
    ties = alternation(["from", "by", "de la", "del", "de los", "von der", "vom", "par", "della", "dell'"])
    return (
        giver_patterns.named(
            rf"(?:^|(?<=[.!?:\n]\s|\n)){giver_patterns.NAME}(?:\s+(?:{helpers}))*\s+(?:{pays})"
            rf"(?:\s+[\p{{L}}\d’'-]+){{0,6}}?\s+(?:{several})(?!\p{{L}})"
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
        told |= {"cost"} & {name.partition(".")[2] for name in contexts.said(home, 0, len(home.excerpt.text), "amount")}
        for one in (a for a in money.amounts(home.excerpt) if a.code):
            found.setdefault((one.value, one.code), one)
            told |= {name.partition(".")[2] for name in contexts.around(home, one.start, one.end, "amount")}
    gives = bool(told & {"give", "loan", "grant"}) or not sure
    if len(found) != 1 or not gives or told & {"cost", "budget", "total"}:
        return {}
    (one,) = found.values()
    return one.cells()


RULES = (ANNOUNCED,)
