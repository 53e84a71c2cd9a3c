"""Whose an e-mail address is: the name of a person on a line shortly before it, whose surname it holds."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import places
from extractors.evidence import Block, Excerpt
from extractors.memory import kept
from extractors.names import in_address
from extractors.people import is_organisation, job_end

#: From the end of a name to the address of the person stand at most so many characters.
REACH = 220
#: Two to four capitalised words, particles between them, that are a line or a cell, or close with a comma or bracket.
_NAME = regex.compile(
    r"(?<![^\n\t|:;,(])[ ]*+(?P<name>\p{Lu}[\p{L}'’.-]*+(?:[ ](?:\p{Ll}{1,3}[ ])?\p{Lu}[\p{L}'’.-]*+){1,3}+)"
    r"[ ]*+(?=$|[\n\t|,(;–])"
)


def owner(block: Block, address: str, at: int) -> Excerpt | None:
    """The name nearest before a place of the document that an address holds the surname of; None where none does."""
    local = address.partition("@")[0]
    near = [one for excerpt in _texts(block) if excerpt.start < at for one in _names(excerpt, at)]
    fits = [one for one in near if _fits(one.text, local)]
    return max(fits, key=lambda one: one.start, default=None)


#: Kinds of field that hold persons; those of names and places hold what an address is often made of.
_PERSONS = frozenset({"contact", "contact_hq", "contact_field", "implementer", "partner", "address", "email", "phone"})


def is_full(name: str, address: str) -> bool:
    """Whether an address holds the first name of a person too, or its first letter alone before the surname."""
    local, (first, *_) = address.partition("@")[0], name.split()
    tokens = regex.split(r"[._-]", local)
    return len(tokens) > 1 and (in_address(first, local) or first[0].casefold() in (t.casefold() for t in tokens))


def _texts(block: Block) -> Iterator[Excerpt]:
    yield from block.narrative
    yield from (one.value for one in block.fields if one.kind in _PERSONS)
    yield from block.page


def _names(excerpt: Excerpt, at: int) -> Iterator[Excerpt]:
    """What may be names in the stretch before a place of the document, as far as they reach."""
    return (one for one in _named(excerpt) if one.start < at and at - one.start <= REACH + len(one.text))


@kept(256)
def _named(excerpt: Excerpt) -> tuple[Excerpt, ...]:
    """What may be names in a stretch: asked once, however many addresses stand in it."""
    return tuple(excerpt.cut(*match.span("name")) for match in _NAME.finditer(excerpt.text))


def _fits(name: str, local: str) -> bool:
    """Whether a word of a name but the first stands in an address, and nothing in it is an office's or a job's."""
    held = any(in_address(word, local) for word in name.split()[1:])
    return held and not is_organisation(name) and job_end(name) is None and not any(True for _ in places.find(name))
