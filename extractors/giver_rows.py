"""Lists of names and amounts in one field: ``BMZ 75.000 €, Stadt 15.000 €``, ``(UK: $ 180,000, Canada: 45,000)``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import regex

from extractors import organisations, parts
from extractors.donor_names import nameable, own_share
from extractors.evidence import Excerpt
from extractors.lexicon import alternation, squeeze, toml, vocabulary
from extractors.money import Amount, amounts
from extractors.quick import Headed, headed

#: A name between the end of the item before and its amount, with what its money is.
_ITEM = regex.compile(
    r"(?:^|[;,(\n•|]|\s[/+–-]\s|\d\s?%\)?)\s*(?i:(?:and|et|y|und|e)\s+)?(?P<donor>\p{L}[^:=;,()\n\d|]{1,80}?)"
    r"\s*(?P<kind>(?i:loan|grant|credit|prêt|don|préstamo|donación|darlehen|kredit|zuschuss|prestito|dono|empréstimo))?"
    r"\s*(?P<tie>[:=(–—-]\s*)*$"
)
#: A number with groups, as only amounts have them.
_GROUPED = regex.compile(r"\d{1,3}(?:[.,'’]\d{3})+(?:[.,]\d\d)?")
#: Behind a number that is all of its item.
_ENDED = regex.compile(r"\s*(?:[;,)\n|]|$|\d|(?:and|et|y|und|e)\s)")


def lent(excerpt: Excerpt) -> list[Amount]:
    """The amounts of a field; where a list has its currency once, the numbers behind have that of the one before."""
    text = excerpt.text
    marked = amounts(excerpt)
    if not marked:
        return marked
    made: list[Amount] = []
    for one in amounts(excerpt, bare=True):
        low = made[-1].end if made else 0
        tied = made and one.currency is None and _stands_alone(text, low, one)
        if tied:
            made.append(replace(one, currency=made[-1].currency))
        elif one.currency is not None:
            made.append(one)
    return made


def _stands_alone(text: str, low: int, one: Amount) -> bool:
    """Whether a number without currency is all that stands behind a name in a list."""
    item = _ITEM.search(text[low : one.start])
    whole = _GROUPED.fullmatch(one.printed) and _ENDED.match(text, one.end)
    return bool(item and item["tie"] and whole)


def givers(text: str, found: Sequence[Amount], *, told: bool) -> dict[int, tuple[int, int]]:
    """The places of the names of a list of givers, by where their amounts begin; empty where it is none.

    Where no word for givers is ``told``, names of countries alone may be those of the places that money goes to.
    """
    named = [_item(text, found, n) for n in range(len(found))]
    behind = [_behind(text, found, n) for n in range(len(found))]
    if all(behind[1:]) and _OF_WHICH.search(text[found[0].end : found[1].start] if found[1:] else ""):
        named = [None, *behind[1:]]  # ``100 000 € dont 80 000 € AFD, 20 000 € Ville de Brest``
    rest = [place for n, place in enumerate(named) if place or n]  # a total may stand first
    if len(rest) < _LEAST or not all(rest):
        return {}
    places = [place for place in rest if place]
    names = [text[slice(*place)] for place in places]
    sure = [name for name in names if parts.is_giver(name) and (told or not organisations.country(name))]
    if len(sure) * 2 < len(names) or not all(map(_plausible, names)) or parts.handed_out(text[: places[0][0]]):
        return {}
    return {one.start: place for one, place in zip(found, named, strict=True) if place}


def says_givers(label: str) -> bool:
    """Whether a label has a word for those who give: ``Budget & funding source``."""
    return _giving().search(label) is not None


def _words() -> list[str]:
    share = toml("money_sentences")["share"]
    return [*share["giving"], *share["giving_labels"], *share["donor_words"]]


@cache
def _giving() -> Headed:
    return headed(rf"(?<!\p{{L}})(?:{alternation(_words())})(?!\p{{L}})", regex.I)


#: One name beside one amount may be anything.
_LEAST = 2


def _item(text: str, found: Sequence[Amount], position: int) -> tuple[int, int] | None:
    """The place of the name that is all that stands before an amount, in its item of the list."""
    low = found[position - 1].end if position else 0
    return _name(low, _ITEM.search(text[low : found[position].start]))


def _name(low: int, match: regex.Match[str] | None) -> tuple[int, int] | None:
    """The place of a name that was found behind ``low``, without the words for a share before it."""
    if match is None or not nameable(match["donor"]):
        return None
    lead = _share_of().match(match["donor"])
    told = lead and (lead["tie"] or not own_share(match["donor"])) and nameable(match["donor"][lead.end() :])
    return low + match.start("donor") + (lead.end() if lead and told else 0), low + match.end("donor")


@cache
def _share_of() -> regex.Pattern[str]:
    """A word for a share before the name of whose it is: ``aportación``, ``Beitrag der``."""
    share = toml("money_sentences")["share"]
    nouns, ties = alternation([*share["label_nouns"], *share["nouns"]]), alternation(share["label_ties"])
    return regex.compile(rf"(?i:{nouns})\s+(?P<tie>(?i:{ties})\s+)?(?=\p{{Lu}})")


#: Between a total and the first of its parts.
_OF_WHICH = regex.compile(
    r"(?i:of which|including|comprising|dont|davon|darunter|di cui|de los cuales|de las cuales|dos quais|waarvan)"
    r"\P{L}*(?:\p{Lu}{3}|\p{Sc})?\W*$"
)
#: A name that is all that stands behind an amount, in its item of the list.
_NAME_BEHIND = regex.compile(
    r"\s*(?:\(\s*\d{1,3}(?:[.,]\d+)?\s?%\s*\)\s*)?"
    r"(?i:(?:from|by|aus|von|vom|de|du|del|de la|de l['’]|dal|dalla|da|do)\s+)?"
    r"(?P<donor>\p{Lu}[^:=;,()\n\d|]{1,80}?)\s*(?:\(\s*\d{1,3}(?:[.,]\d+)?\s?%\s*\)\s*)?"
    r"(?:[;,.)\n]*\s*(?:(?<!\p{L})(?:and|et|y|und|e)(?!\p{L}))?\s*(?:\p{Lu}{3}|\p{Sc}|US\$)?\s*)$"
)


def _behind(text: str, found: Sequence[Amount], position: int) -> tuple[int, int] | None:
    """The place of the name that is all that stands behind an amount, up to the next."""
    low, high = found[position].end, found[position + 1].start if position + 1 < len(found) else len(text)
    return _name(low, _NAME_BEHIND.match(text[low:high]))


def _plausible(name: str) -> bool:
    """Whether a name in a list may be that of a giver: nothing that is bought, no sum."""
    said = squeeze(name).split()
    barred = vocabulary("doubts", "no_donor") | vocabulary("doubts", "no_giver") | vocabulary("doubts", "passed_on")
    return parts.is_giver(name) or (name[:1].isupper() and barred.isdisjoint(said) and len(said) <= _WORDS)


#: A name in a list has at most so many words.
_WORDS = 8
