"""Words that can be no title wherever they stand: kinds of pages, news, schemes, societies, what readers are to do."""

from __future__ import annotations

from functools import cache

import regex

from extractors import places
from extractors.lexicon import alternation, squeeze, vocabulary
from extractors.money import amount_pattern
from extractors.quick import TIMEOUT
from extractors.titles import is_event, is_kind


def names_no_project(text: str, *, heads: bool = False) -> bool:
    """Whether words are no project's name by themselves; a scheme that ``heads`` the page is what the page is about."""
    if _is_amount(text) or is_kind(text) or _announces(text) or _is_society(text) or _is_somewhere(text):
        return True
    if (not heads and _scheme().fullmatch(text)) or _is_paid_event(text) or _is_extent(text):
        return True
    return bool(_paper().match(text) or _click().match(text))


def _is_amount(text: str) -> bool:
    """Whether a text is an amount and nothing else."""
    bare = text.strip(" .,:;()|")
    amount = amount_pattern().match(bare, 0, timeout=TIMEOUT)
    return amount is not None and amount.end() == len(bare)


def _is_somewhere(text: str) -> bool:
    """Whether a text is cut out of a sentence and says of a project where it is, or its sum: ``project in Niger``."""
    noun = _noun().match(text)
    found = list(places.find(text)) if noun else []
    if noun is None or not found or found[0].start > noun.end() + _NEAR:
        return False
    behind = text[found[-1].end :]
    amount = amount_pattern().search(behind, timeout=TIMEOUT)
    behind = behind[: amount.start()] + behind[amount.end() :] if amount else behind
    words = [*text[noun.end() : found[0].start].split(), *behind.split()]
    return all(squeeze(w).strip(" .,;:") in vocabulary("small_words", "words") for w in words)


#: So many characters stand at most between the word for a project and its place.
_NEAR = 12


@cache
def _noun() -> regex.Pattern[str]:
    """A word for a project in small letters."""
    return regex.compile(rf"(?:{alternation(vocabulary('title_parts', 'nouns'))})(?!\p{{L}})")


@cache
def _paper() -> regex.Pattern[str]:
    """A paper that is for an action; its name stands behind: ``Action Document for the (Clean Wells Project)``."""
    return regex.compile(rf"\W{{0,9}}+(?i:{alternation(vocabulary('title_parts', 'papers_for'))})(?!\p{{L}})")


@cache
def _click() -> regex.Pattern[str]:
    """What a page tells its reader to do, in words that no project has: ``Learn more about the project``."""
    told = {click for click in vocabulary("title_faults", "clicks") if " " in click and not click.endswith(" to")}
    return regex.compile(rf"\W{{0,9}}+(?i:{alternation(told)})(?!\p{{L}})")


@cache
def _scheme() -> regex.Pattern[str]:
    """What money comes out of, by its name: an instrument or a fund, never one project."""
    names = alternation(vocabulary("title_parts", "schemes"))
    return regex.compile(
        rf"\W{{0,9}}+(?:(?:the|its|le|la|el|das|die)\s+)?(?:{names})(?:\s?\([^()]{{0,80}}+\))?\W{{0,9}}+", regex.I
    )


def _is_extent(text: str) -> bool:
    """Whether a text says of a paper how far it reaches, and no more: ``Asia Regional``, ``West Africa Region``."""
    found, rest = list(places.find(text)), text
    for place in reversed(found):
        rest = rest[: place.start] + rest[place.end :]
    words = [squeeze(word).strip(" .,;:()/–-") for word in rest.split()]
    return bool(found) and any(words) and vocabulary("title_faults", "extents").issuperset({*words} - {""})


def _is_paid_event(text: str) -> bool:
    """Whether a scheme stands before what befell a country: ``Disaster Relief Emergency Fund Togo: | Floods``."""
    scheme = _scheme().match(text)
    rest = text[scheme.end() :] if scheme else ""
    place = next((one for one in places.find(rest) if one.start == 0), None)
    if place and rest[place.end :].lstrip()[:1] in {":", "–", "-"}:
        return is_event(rest[place.end :].lstrip(" :–-"))
    return rest[:1].isupper() and " " in rest and is_event(rest)


def _is_society(text: str) -> bool:
    """Whether a text is the name of one of many societies: ``Malawi Red Cross Society (MRCS)``, no support to one."""
    match = _society().fullmatch(text)
    doing = tuple(vocabulary("title_parts", "action_endings"))
    return match is not None and not squeeze(match["own"]).partition(" ")[0].endswith(doing)


@cache
def _society() -> regex.Pattern[str]:
    """Capitalised words, and how the names of such societies end."""
    names = alternation(vocabulary("title_parts", "societies"))
    own = r"(?P<own>(?:\p{Lu}[\p{L}'’-]{0,40}+\s(?:and\s|of\s)?){0,5}?)"
    return regex.compile(rf"\W{{0,9}}+(?:(?i:the)\s+)?{own}(?i:{names})(?:\s?\([^()]{{0,80}}+\))?\W{{0,9}}+")


#: What news say that somebody gives or does something for.
_FOR = regex.compile(r"\s(?i:for|of|pour|para|del?|d[eu]|für)\s+(?:(?i:the|an?|le|la|el)\s+)?(?=\p{Lu})")


def _announces(text: str) -> bool:
    """Whether a text is news that has a project's name behind what is done: ``… pledges … for the … Project``."""
    verbs = vocabulary("title_faults", "verbs") - vocabulary("title_parts", "no_verbs")
    nouns = vocabulary("title_parts", "nouns")
    for match in _FOR.finditer(text):
        head, name = squeeze(text[: match.start()]).split(), squeeze(text[match.end() :]).split()
        if len(name) > 2 and not verbs.isdisjoint(head[1:]) and not nouns.isdisjoint(name[1:]):
            return True
    return False
