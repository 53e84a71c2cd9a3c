"""Who pays a part of a project, by clauses that give no amount: a percentage, a part in the financing, the rest."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import funding_ways, giver_patterns, state_offices
from extractors.donor_names import is_known, names_somebody
from extractors.evidence import Excerpt
from extractors.lexicon import alternation, toml
from extractors.money_givers import bare
from extractors.quick import TIMEOUT, Headed, headed, matches

#: So many characters behind a name that takes part another may stand beside it.
_REACH = 160


def names(excerpt: Excerpt) -> Iterator[tuple[int, int]]:
    """The places of the names, or lists of names, of those who pay a part of the project."""
    yield from _taking_part(excerpt.text)
    for match in matches(_rest(), excerpt.text):
        yield from _capitalised(excerpt.text, *match.span("donor"))
    yield from funding_ways.names(excerpt)


@cache
def _paying() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """A name that pays a percentage or takes part in the financing, and what stands before a name beside it."""
    table = toml("money_sentences")
    funded, helpers = table["funded"], alternation(table["share"]["helpers"])
    head = rf"{giver_patterns.HEAD}{giver_patterns.NAME}(?P<tail>(?:\s+(?-i:\p{{Ll}}[\p{{L}}'’-]*)){{0,4}}?)"
    of = alternation([*table["total"]["nouns"], *table["total"]["weak"], *table["asked"]["project"], "it"])
    figure = r"(?:\s[^.;:\d%]{0,40})?\s\d{1,3}(?:[.,]\d+)?\s?[%℅]"
    aside = r"(?:,?\s+(?:who|which)\s(?-i:[\p{Ll}\s-]){3,60}?,?)?"
    percent = rf"{figure}\s[^.;:\d]{{0,30}}?(?<!\p{{L}})(?:{of})(?!\p{{L}})"
    rest = alternation(funded["rest"])
    being, givers = (alternation(table["gift"][name]) for name in ("being", "givers"))
    donor = rf"\s+(?:{being})\s+(?:(?-i:\p{{Ll}})[\p{{L}}'’-]*+\s+){{0,4}}?(?:{givers})(?!\p{{L}})"
    part = rf"(?:(?:\s+(?:{helpers})){{0,3}}\s+(?:{alternation(funded['taking_part'])})(?!\p{{L}})|{donor})"
    return (
        giver_patterns.named(rf"{head}{aside}(?:{part}|{giver_patterns.verb()}(?:{percent}|\s+(?:{rest})(?!\p{{L}})))"),
        giver_patterns.named(rf"(?<!\p{{L}})(?:{alternation(funded['beside'])})\s+{giver_patterns.NAME}"),
    )


def _taking_part(text: str) -> Iterator[tuple[int, int]]:
    if not _ASKED.search(text):
        return
    paying, beside = _paying()
    for match in paying.finditer(text, timeout=TIMEOUT):
        place = match.start("donor"), match.end("tail") if match["tail"] else match.end("donor")
        if not (is_known(text[slice(*place)]) if match["tail"] else names_somebody(match["donor"])):
            continue
        yield place
        stop = text.find(". ", match.end())
        end = min(match.end() + _REACH, stop if stop > 0 else len(text))
        for other in beside.finditer(text, match.end(), end, timeout=TIMEOUT):
            yield other.start("donor"), other.start("donor") + len(bare(other["donor"]))


#: Without one of these no such clause is there: the patterns are asked for nothing.
_ASKED = regex.compile(
    r"[%℅]|(?:particip|take)\p{L}*\s+(?:\p{L}+\s+)?(?:in|au|en|al|no)\s|beteilig|donor|fund(?:er|ing)|sponsor|financ|bailleur|donante|geldg|doador|fördergeber|\brest|compl[ée]ment|solde|saldo|balance|remain",
    regex.I,
)


@cache
def _rest() -> Headed:
    """What is left of the cost comes from somebody; ``the rest of the pupils`` is something else."""
    table = toml("money_sentences")
    rest, coming, sources = (alternation(table["funded"][name]) for name in ("rest", "coming", "sources"))
    left, by = alternation(table["funded"]["left_to"]), alternation(table["gift"]["borne_by"])
    money = alternation([*table["total"]["nouns"], *table["total"]["weak"], *table["share"]["nouns"]])
    of = r"\s+(?:of|de|des|der|du|del|von|di|do|da)\s+"
    article = r"(?:(?:the|la|le|el|los|las|die)\s+|l['’])?"
    return headed(
        rf"(?i:{rest})(?!\p{{L}})(?:{of}{article}(?i:{money})(?!\p{{L}}))?(?!{of})[^.;:]{{0,60}}?\s(?:(?i:{coming})"
        rf"\s+(?i:{sources})|(?i:{left})\s+(?i:{by})(?:\s+(?i:the|la|le|el|die|den))?)(?:\s+|(?<=['’]))(?P<donor>[^.;:\n]{{2,300}})"
    )


def _capitalised(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The names of a list that begin with a capital, each to the next comma or small word of a list."""
    for match in _NAME.finditer(text, start, end):
        office = state_offices.ends(text, match.start(), end)
        if office or names_somebody(match["donor"]):
            yield match.start(), office or match.end("donor")


_NAME = regex.compile(
    r"(?<![\p{L}-])(?P<donor>\p{Lu}[\p{L}.'’-]*(?:\s+(?:(?:of|for|the|de|la|du|des|del|der|für|di|do|da)\s+){0,2}"
    r"(?:\p{Lu}[\p{L}.'’-]*|(?:africaine|mondiale|européenne|asiatique|allemande|internationale?|alemana|mundial)\b))*)"
)
