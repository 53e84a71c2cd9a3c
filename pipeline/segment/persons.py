"""Tables of persons: heads of names, and of what those are or how they are reached. No row of them is a project."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from extractors.lexicon import squeeze, vocabulary
from pipeline.segment import faults, labels

#: Kinds of heads that no list of persons has; one of amounts may be of what they earn.
_PROJECTS = frozenset({"code", "donor", "shortfall", "pledged", "programme", "contribution"})
#: What is no head of a list: figures and addresses.
_VALUE = regex.compile(r"[\d@]")


def heads(texts: Sequence[str]) -> bool:
    """Whether a row of heads is that of a list of persons, and none of them is a project's.

    Who is reached by mail may be a project's contact: there a head of amounts is of a project, and so is that of
    titles beside ``Contact person``. Who has a post may earn an amount, on whatever project.
    """
    names, posts, reached = (_of(texts, key) for key in ("person_names", "person_heads", "person_reached"))
    if not names or not (posts or reached) or any(_VALUE.search(text) for text in texts) or _in_pairs(texts):
        return False
    named = [text for text in texts if text not in names + posts + reached]
    kinds = {labels.kind_of(text, True) for text in named}
    if _of(names, "person_contacts") == names:
        return kinds.isdisjoint(_PROJECTS | {"budget", "title"}) and not any(map(faults.says_project, named))
    if posts and not ({"code", "programme"} & kinds or _budgeted(named)):  # who pays his dues, or what he earns
        return "budget" in kinds or not any(map(faults.says_project, named))
    lasting = {"period", "duration", "objective"} if reached and not posts else set()  # a project's; a post has one too
    return kinds.isdisjoint(_PROJECTS | {"budget"} | lasting) and not any(map(faults.says_project, named))


def _budgeted(texts: Sequence[str]) -> bool:
    """Whether a head is of a budget, which no person has."""
    own = [text for text in texts if labels.kind_of(text, True) == "budget"]
    return any(not vocabulary("lists", "budget_words").isdisjoint(squeeze(text).split()) for text in own)


def beside(texts: dict[int, str], kinds: dict[int, str]) -> dict[int, str]:
    """The kinds of columns of a list of projects; a head of names that stands beside one of titles is of persons."""
    names = _of(list(texts.values()), "person_names")
    if not (_of(list(texts.values()), "person_reached") or _of(list(texts.values()), "person_heads")):
        return kinds
    titled = any(kind == "title" and texts[c] not in names for c, kind in kinds.items())
    return {c: "contact" if titled and texts[c] in names else kind for c, kind in kinds.items()}


def _of(texts: Sequence[str], key: str) -> list[str]:
    """The heads that are in a list of words."""
    return [text for text in texts if squeeze(text).strip(" :.") in vocabulary("lists", key)]


def _in_pairs(texts: Sequence[str]) -> bool:
    """Whether a row reads label, value, label, value: ``Name | Ann Smith | Telephone | Office``."""
    known = {text for key in ("person_names", "person_heads", "person_reached") for text in _of(texts, key)}
    kinds = [text in known or bool(labels.kind_of(text, True)) for text in texts]
    return len(kinds) % 2 == 0 and all(kinds[0::2]) and not any(kinds[1::2])
