"""Lists of donors without amounts: whose names they are, and what their one amount is if another field has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import regex

from extractors import pledge_doubts, pledge_grants
from extractors.donor_names import bare_name, donor_cells, is_known, nameable, names_somebody, of_donor, split_names
from extractors.evidence import Block, Excerpt, Field, Finding, Rule
from extractors.lexicon import alternation, squeeze, toml, vocabulary
from extractors.money import Amount

LISTED = Rule(
    "pledges.donor_list",
    "A donor field without amounts lists donors whose pledges are not stated.",
    ("donor",),
    hits=(
        ("Norway, USA", "donor=Norway; donor=USA; donor_name=Norway; donor_name=United States of America"),
        ("European Union", "donor=European Union"),
    ),
    misses=("N/A", "to be identified"),
)


def finding(
    rule: Rule, field: str, excerpt: Excerpt, donor: tuple[int, int] | None, one: Amount | None, *, score: float = 1.0
) -> Finding:
    """The pledge of a donor whose name stands at a place of an excerpt, and of an amount, as far as there are these."""
    cells = donor_cells(excerpt, *bare_name(excerpt.text, *donor)) if donor else {}
    if one is not None:
        cells |= one.cells()
    status = rule.status if one is None or one.status == "stated" else one.status
    doubt = (one.doubt if one else "") or rule.doubt
    return Finding("pledge", rule.id, cells, field, status, doubt, score)


def without_shares(block: Block, one: Field) -> Field:
    """A field of donors without the lines below it that say what the donor gives: they are fields of their own."""
    told = (f for f in block.of("contribution", "budget") if f.label)
    below = (f.label.text for f in told if f.label and (f.kind == "contribution" or of_donor(f.label.text)))
    cuts = [at for label in below if (at := one.value.text.find("\n" + label)) > 0]
    return replace(one, value=one.value.cut(0, min(cuts))) if cuts else one


def read(block: Block, one: Field) -> Iterator[Finding]:
    """The names of a field that lists who gives."""
    if pledge_doubts.of_others(one):
        return
    listed = one.value.text
    streets = [m.span() for m in _street().finditer(listed)]
    named = [(s, e) for s, e in split_names(listed) if nameable(listed[s:e])]
    parts = [p for p in named if not (any(a <= p[0] < b for a, b in streets) or listed[p[0]].isdigit())]
    parts = [(s, e) for s, e in parts if squeeze(listed[s:e]).strip(" .") not in vocabulary("doubts", "gathered")]
    told = [listed[s:e] for s, e in parts]
    if SENTENCES.search(listed) or (len(told) > 1 and sum(map(_is_clause, told)) * 3 >= len(told)):  # no list of names
        parts = [(s, e) for s, e in parts if is_known(listed[s:e])]
    others = (without_shares(block, f) for f in (*block.of("donor", "pledged"), one))
    alone = len(parts) == 1 and len({squeeze(f.value.text) for f in others}) == 1
    grant = pledge_grants.granted(block, one) if alone else None
    several = pledge_grants.lent(block) if alone and grant is None else []
    if several:
        yield from (finding(pledge_grants.GRANT, one.kind, one.value, parts[0], item) for item in several)
        return
    for part in parts:
        made = finding(pledge_grants.GRANT if grant else LISTED, one.kind, one.value, part, grant)
        doubt = pledge_doubts.of_listed(one, part[0], made.text("donor"))
        yield replace(made, status="doubtful", doubt=doubt) if doubt else made


@cache
def _street() -> regex.Pattern[str]:
    """An address behind a comma, to the end of its line or the next semicolon: a box, or a street and its number."""
    table = toml("contacts")["address"]
    words = alternation([*table["words"], *table["streets"]])
    return regex.compile(
        rf"(?<=[,;\n]\s?)(?=\S)(?:P\.?\s?O\.?\s?Box\s|\d[^,;\n]{{0,60}}?(?<!\p{{L}})(?:{words})(?!\p{{L}})"
        rf"|[^,;\n\d]{{0,60}}?(?<!\p{{L}})(?:{words})(?!\p{{L}})[^\p{{L}}\d,;\n]{{0,3}}\d)[^;\n]*",
        regex.I,
    )


def _is_clause(text: str) -> bool:
    """Whether a part of a list is said and no name: it begins small, with no word for an office, or is long."""
    words = text.split()
    return len(words) > _CLAUSE or (len(words) > 2 and text[:1].islower() and not names_somebody(text))


#: A name in a list has no more words.
_CLAUSE = 16


#: The end of a sentence and the beginning of the next one.
SENTENCES = regex.compile(r"\s\p{L}\p{Ll}{3,}[.!?]\s+\p{Lu}\p{Ll}+\s\p{Ll}")
