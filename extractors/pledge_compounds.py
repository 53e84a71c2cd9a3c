"""Givers named in one word with the project: ``an EU-funded project``, ``the German-financed programme``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import money, places
from extractors.donor_names import donor_cells, is_known, nameable, names_somebody
from extractors.engine import cell
from extractors.evidence import Block, Cell, Excerpt, Finding, Rule
from extractors.lexicon import alternation, toml
from extractors.quick import matches

COMPOUND = Rule(
    "pledges.compound",
    "A word made of a giver's name and a word for funding, before a word for the project, names a donor.",
    ("narrative", "title"),
    status="inferred",
    hits=(
        ("The EU-funded project trains farmers.", "donor=EU"),
        ("A new Sida financed three-year programme", "donor=Sida"),
        ("Ein EU-gefördertes Projekt", "donor=EU"),
    ),
    misses=(
        "A privately-funded project",
        "The self-funded project began in 2003.",
        "EU-funded projects often fail.",
        "The donor-funded project",
        "Norway funded three of them.",
        "A similar EU-funded project",
        "Another Sida-financed programme",
        "Ein früheres EU-gefördertes Projekt",
    ),
)
NATION = Rule(
    "pledges.nation",
    "A word made of the adjective of a country and a word for funding, before a word for the project, names a donor.",
    ("narrative", "title"),
    status="doubtful",
    doubt="only the adjective of a country says who funds the project, which may be any of its offices",
    hits=(("The Norwegian-funded project trains farmers.", "donor=Norway"),),
    misses=("The Norwegian-speaking project team", "The Norwegian project"),
)


def read(excerpt: Excerpt) -> Iterator[Finding]:
    """The donors that compounds name."""
    for match in matches(_compound(), excerpt.text):
        start, end = match.span("donor")
        if _other().search(excerpt.text[max(start - _APART, 0) : start] + match["donor"] + match["between"]):
            continue
        if place := _named(excerpt.text, start, end):
            lead = excerpt.text[max(start - _APART, 0) : start]
            other = _TITLED.search(match["between"]) is not None or _within().search(lead) is not None
            status, doubt = ("doubtful", _OTHER) if other else (COMPOUND.status, "")
            yield Finding("pledge", COMPOUND.id, donor_cells(excerpt, *place), "narrative", status, doubt, 0.3)
        elif cells := _nation(excerpt, start, end):
            yield Finding("pledge", NATION.id, cells, "narrative", NATION.status, NATION.doubt, 0.2)
    yield from shares(excerpt)


def without_nations(found: list[Finding]) -> list[Finding]:
    """The pledges without those that only an adjective tells of, where a giver is named: ``German-funded``, GIZ."""
    named = [one for one in found if one.rule != NATION.id]
    return named if any(one.text("donor") for one in named) else found


def alone(block: Block) -> Iterator[Finding]:
    """The donors that compounds name alone on a line of the page of an only project: ``EU-funded project``."""
    for line in block.page:
        if _compound().fullmatch(line.text.strip(" .:|")):
            yield from read(line)


def shares(excerpt: Excerpt) -> Iterator[Finding]:
    """What a country gives by its adjective: ``the Danish contribution amounts to DKK 4 million``."""
    for one in money.amounts(excerpt):
        low = max(one.start - _REACH, 0)
        match = _contribution().search(excerpt.text[low : one.start])
        cells = _nation(excerpt, low + match.start("nation"), low + match.end("nation")) if match else {}
        if cells and one.value != "0":
            doubt, cells = one.doubt or NATION.doubt, {**cells, **one.cells()}
            yield Finding("pledge", NATION.id, cells, "narrative", NATION.status, doubt, 0.2)


#: So far before its amount a contribution is named.
_REACH = 90


@cache
def _contribution() -> regex.Pattern[str]:
    """The adjective of a country and a word for a contribution, in either order, before an amount."""
    table = toml("money_sentences")
    noun, links = alternation(table["gift"]["contribution"]), alternation(table["total"]["links"])
    tied = rf"(?:\s+(?:{links})|\s+d['’]|\s*:)"
    return regex.compile(
        rf"(?<!\p{{L}})(?:(?P<nation>\p{{Lu}}?\p{{L}}+)\s+(?:{noun})|(?:{noun})\s+(?P<nation>\p{{L}}+)){tied}\s*$",
        regex.I,
    )


@cache
def _compound() -> regex.Pattern[str]:
    """A name in capitals, a word for funding behind a hyphen or blank, and within three words the project, one only."""
    table = toml("money_sentences")
    word = r"(?-i:\p{Lu})[\p{L}\d&.'’/]*+(?:-(?-i:\p{Lu})[\p{L}\d]*+)*"
    name = rf"(?P<donor>{word}(?:\s+(?:(?:of|for|and|the|&)\s+){{0,2}}{word}){{0,6}})"
    funded, project = alternation(table["gift"]["compound"]), alternation(table["asked"]["project"])
    between = (
        r"(?P<between>(?:\s+(?!(?:the|this|a|an|its|our|many|all|der|das|die|le|la|el)\s)[\p{L}\d“”\"'’-]+){0,3}?)"
    )
    return regex.compile(
        rf"(?<![\p{{L}}\d.&'’/-]){name}(?:-\s?|\s+)(?:{funded})(?!\p{{L}}){between}\s+(?:{project})(?!\p{{L}})", regex.I
    )


#: A word that makes a project another one stands at most so many characters before its giver.
_APART = 25


@cache
def _other() -> regex.Pattern[str]:
    """Words that make a project another one: ``a similar EU-funded project``."""
    return regex.compile(
        rf"(?<!\p{{L}})(?:{alternation(toml('money_sentences')['gift']['other'])})(?!\p{{L}})", regex.I
    )


@cache
def _within() -> regex.Pattern[str]:
    """What makes a project one of many, right before its giver: ``worked in an``."""
    table = toml("money_sentences")
    within, articles = alternation(table["gift"]["within"]), alternation(table["share"]["articles"])
    return regex.compile(rf"(?<!\p{{L}})(?:{within})\s+(?:{articles})\s+$", regex.I)


def _named(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The longest end of a stretch that names somebody who can give: ``EU`` of ``New EU``."""
    begun = [m.start() for m in _WORD.finditer(text, start, end)]
    known = next((at for at in begun if is_known(text[at:end])), None)
    if known is not None:
        return known, end
    named = next((at for at in begun if names_somebody(text[at:end]) and nameable(text[at:end])), None)
    return None if named is None else (named, end)


#: A word of the name of a project, which may be another one than the text is about.
_TITLED = regex.compile(r"\s\p{Lu}\p{Ll}")
_OTHER = "the project that is said to be funded has a name of its own or is one of many, and may be another one"
_WORD = regex.compile(r"(?<![\p{L}'’&./-])\p{Lu}[\p{L}\d&.'’/-]*")


def _nation(excerpt: Excerpt, start: int, end: int) -> dict[str, Cell]:
    """The cells of the country of whose adjective a name is the last word; none where it is of no country."""
    at = excerpt.text.rfind(" ", start, end) + 1 or start
    if not places.demonym(excerpt.text[at:end]):
        return {}
    name = cell(excerpt, at, end, ("join", "demonym", "country-name"))
    return {
        "donor_text": cell(excerpt, at, end, ("join",)),
        "donor": name,
        "donor_name": name,
        "donor_type": cell(excerpt, at, end, ("join", "demonym", "country-name", "donor-kind")),
        "donor_iso3": cell(excerpt, at, end, ("join", "demonym")),
    }


RULES = (COMPOUND, NATION)
