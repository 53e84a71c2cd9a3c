"""Who lends or gives by an agreement that a page tells of, and how much."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import money, pledge_lists
from extractors.donor_names import bare_name, donor_cells
from extractors.evidence import Block, Excerpt, Finding, Rule
from extractors.lexicon import alternation, toml
from extractors.money import Amount

AGREED = Rule(
    "pledges.agreement",
    "The amount of a loan or grant agreement is the pledge of the one known giver that its paragraph names.",
    ("narrative",),
    status="doubtful",
    doubt="the amount and who gives it stand in different places of the paragraph",
    hits=(
        (
            "A loan agreement for 20 KD million was signed in Rabat. Mr A signed it on behalf of the Arab Fund.",
            "donor=Arab Fund; amount=20000000; currency=KWD",
        ),
        (
            "Le FIDA a signé un accord de prêt. Le prêt, d'un montant de 11 millions de USD, aide le Togo.",
            "donor=FIDA; amount=11000000",
        ),
        (
            "Die KfW unterschrieb einen Darlehensvertrag über 5 Millionen Euro.",
            "donor=KfW; amount=5000000",
        ),
    ),
    misses=(
        "A loan agreement for 20 KD million was signed in Rabat.",
        "The Arab Fund and OPEC Fund signed a loan agreement for KD 20 million.",
        "The Arab Fund signed a loan agreement. The town has debts of KD 20 million.",
    ),
)

_SENTENCE = regex.compile(r"(?:[^.!?\n]|[.!?](?!\s|$))+")


@cache
def _patterns() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """Words for an agreement, and the beginning of a sentence about what it gives."""
    table = toml("money_sentences")["agreed"]
    return (
        regex.compile(rf"(?<!\p{{L}})(?:{alternation(table['papers'])})(?!\p{{L}})", regex.I),
        regex.compile(rf"^\W*+(?:{alternation(table['gifts'])})(?!\p{{L}})", regex.I),
    )


def read(block: Block) -> Iterator[Finding]:
    """The pledge of an agreement, from the first paragraph that tells of one."""
    for number, paragraph in enumerate(block.narrative):
        one = _amount(paragraph)
        source = paragraph
        if one is None and _patterns()[0].search(paragraph.text) and number + 1 < len(block.narrative):
            source = block.narrative[number + 1]
            one = _gift(source, source.text[: _first_end(source.text)])
        named = pledge_lists.only((paragraph,)) if one else None
        if one is not None and named is not None:
            excerpt, start, end = named
            cells = {**donor_cells(excerpt, *bare_name(excerpt.text, start, end)), **one.cells()}
            yield Finding("pledge", AGREED.id, cells, "narrative", AGREED.status, one.doubt or AGREED.doubt, 0.2)
            return


def _first_end(text: str) -> int:
    match = _SENTENCE.search(text)
    return match.end() if match else 0


def _amount(paragraph: Excerpt) -> Amount | None:
    """The first amount of the sentence that tells of the agreement, or of one behind it that tells of the loan."""
    said = False
    for match in _SENTENCE.finditer(paragraph.text):
        if _patterns()[0].search(match.group()):
            said = True
            one = _inside(paragraph, *match.span())
        else:
            one = _gift(paragraph, match.group(), match.start()) if said else None
        if one is not None:
            return one
    return None


def _gift(excerpt: Excerpt, sentence: str, start: int = 0) -> Amount | None:
    if not _patterns()[1].match(sentence):
        return None
    return _inside(excerpt, start, start + len(sentence))


def _inside(excerpt: Excerpt, start: int, end: int) -> Amount | None:
    return next((a for a in money.amounts(excerpt) if a.code and start <= a.start < end), None)


RULES = (AGREED,)
