"""Who gives how much, by lines of a name and an amount outside any field of donors: ``City of Lyon: 40 000 €``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

import regex

from extractors import country_roles, money, organisations, parts, recipients, role_model
from extractors.donor_names import donor_cells, has_money_noun, in_label, is_known, nameable, names_somebody
from extractors.evidence import Block, Excerpt, Field, Finding, Rule
from extractors.money import Amount

LINE = Rule(
    "pledges.line",
    "A line of a donor's name and an amount states that donor's pledge.",
    ("narrative", "other"),
    status="doubtful",
    doubt=role_model.DOUBT,
    hits=(
        ("- Diputación Provincial de Zaragoza: 40.000,00 €", "donor=Diputación Provincial de Zaragoza; amount=40000"),
        ("UNICEF USD 12,000", "donor=UNICEF; amount=12000"),
        ("Water Fund of Lyon\n35 600€\nHilltop Friends\n28 700€", "amount=35600; amount=28700"),
    ),
    misses=(
        "Training: USD 12,000",
        "Haiti - $ 149,759",
        "Training in three towns\n35 600€\nPumps and pipes\n28 700€",
        "UNDP USD 9,000 Japan USD 8,000",
        "Lessons that UNICEF learned for USD 12,000",
    ),
)

RATE = Rule(
    "pledges.rate",
    "A percentage behind a label that names a known giver and a word for money says that this giver pays a part.",
    ("amount_other", "other", "contribution", "budget", "status"),
    status="inferred",
)

_TIED = regex.compile(r"^\W*(?P<donor>\p{Lu}[^:\n]{1,80}?)\s*(?P<tie>[:=–—/-]\s*)?$")
#: The line above, with a name and no figure.
_ABOVE = regex.compile(r"(?:^|\n)[ \t]*(?P<donor>\p{Lu}[^:\d\n]{1,80}?)[ \t]*\n$")


def read(block: Block) -> Iterator[Finding]:
    """The pledges of lines of the narrative, and of labels that are in no list and name a donor."""
    for paragraph in block.narrative:
        found = money.amounts(paragraph)
        given = False
        for one, following in zip_longest(found, found[1:]):
            alone = not following or "\n" in paragraph.text[one.end : following.start]
            donor = _donor(paragraph.text, one, beside=given) if one.code and alone else None
            given = given or donor is not None
            if donor:
                yield _finding(paragraph, donor, one, "narrative")
        yield from _below_names(paragraph)
    shared = recipients.fields(block)
    for field in block.of("other", "programme", "partner", "implementer", "contribution"):
        if not recipients.within(shared, field):
            yield from _labelled(field)
    for field in block.of("amount_other", "other", "contribution", "budget", "status"):
        yield from _by_rate(field)


def _below_names(paragraph: Excerpt) -> Iterator[Finding]:
    """The amounts of a list, each alone on its line below the name of who gives it; one alone may be anything."""
    text, made = paragraph.text, []
    for one in money.amounts(paragraph):
        start = text.rfind("\n", 0, one.start) + 1
        alone = not regex.search(r"[\p{L}\d]", text[start : one.start] + text[one.end :].partition("\n")[0])
        above = _ABOVE.search(text, 0, start)
        if one.code and alone and above and nameable(above["donor"]):
            made.append(_finding(paragraph, above.span("donor"), one, "narrative"))
    if len(made) > 1 and any(names_somebody(f.text("donor_text")) for f in made):
        yield from made


def _donor(text: str, one: Amount, *, beside: bool) -> tuple[int, int] | None:
    """Where the line of an amount names who gives it, with nothing else before the amount.

    ``beside``: a line above names a giver, so that a country that gives may be one too.
    """
    start = text.rfind("\n", 0, one.start) + 1
    match = _TIED.match(text[start : one.start])
    if match is None:
        return None
    low, high = start + match.start("donor"), start + match.end("donor")
    named = in_label(text[low:high])
    if named:
        return low + named[0], low + named[1]
    state = organisations.country(text[low:high]) if beside and match["tie"] else ""
    gives = _gives(text[low:high], tied=bool(match["tie"])) or state in country_roles.givers()
    return (low, high) if gives else None


def _gives(name: str, *, tied: bool) -> bool:
    """Whether a name before an amount is that of a giver; a country may as well be where the money goes."""
    return not organisations.country(name) and (parts.is_giver(name) if tied else is_known(name))


def _labelled(field: Field) -> Iterator[Finding]:
    """The pledge of a label that is a giver's name, and a value that begins with an amount."""
    found = money.amounts(field.value)
    if not (
        found
        and found[0].code
        and found[0].value != "0"
        and field.label
        and not field.value.text[: found[0].start].strip()
    ):
        return
    label = field.label.strip(" :.*-–")
    whole = not field.value.text[found[0].end :].strip(" .)")
    if _gives(label.text, tied=True) and (field.kind == "other" or whole):
        yield _finding(label, (0, len(label.text)), found[0], "other")


def _by_rate(field: Field) -> Iterator[Finding]:
    """The giver that a label of a percentage names: ``EU co-financing rate: 85 %``."""
    if field.label is None or not _RATE.fullmatch(field.value.text) or not has_money_noun(field.label.text):
        return
    found = [m.span() for m in _WORD.finditer(field.label.text)][:_LABEL_WORDS]
    spans = ((low, high) for n, (low, _) in enumerate(found) for _, high in reversed(found[n : n + 5]))
    named = (place for place in spans if is_known(field.label.text[slice(*place)]))
    place = next((p for p in named if not organisations.country(field.label.text[slice(*p)])), None)
    if place:
        yield Finding("pledge", RATE.id, donor_cells(field.label, *place), "other", RATE.status, score=0.2)


#: A percentage alone.
_RATE = regex.compile(r"\W*\d{1,3}(?:[.,]\d+)?\s?%\W*")
_WORD = regex.compile(r"[\p{L}'’.&/]+")
#: So many words of a label are looked at.
_LABEL_WORDS = 12


def _finding(excerpt: Excerpt, donor: tuple[int, int], one: Amount, field: str) -> Finding:
    cells = {**donor_cells(excerpt, *donor), **one.cells()}
    return Finding("pledge", LINE.id, cells, field, LINE.status, one.doubt or LINE.doubt, 0.2)


RULES = (LINE, RATE)
