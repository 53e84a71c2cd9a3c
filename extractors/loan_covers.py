"""Loans and grants on the cover of a bank’s paper: ``ON A CREDIT FROM THE FUND IN THE AMOUNT OF SDR 3.5 MILLION``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import regex

from extractors import money
from extractors.donor_names import bare_name, donor_cells, nameable, names_somebody
from extractors.evidence import Block, Excerpt, Finding, Rule
from extractors.lexicon import alternation, toml
from extractors.money import Amount
from extractors.quick import TIMEOUT

COVER = Rule(
    "pledges.cover",
    "On the cover of a paper about a loan or grant, the amount of each is the pledge of who it is said to come from.",
    ("narrative",),
    status="inferred",
    hits=(
        (
            "ON A CREDIT\n\nFROM THE LANTERN FUND\n\nIN THE AMOUNT OF SDR 3.5 MILLION\n(US$5 MILLION EQUIVALENT)",
            "donor=LANTERN FUND; amount=3500000; currency=XDR",
        ),
        (
            "ON A PROPOSED GRANT IN THE AMOUNT OF US$4 MILLION FROM THE LANTERN FUND TO TOGO FOR A ROADS PROJECT",
            "donor=LANTERN FUND; amount=4000000",
        ),
    ),
    misses=(
        "A grant from the market in the amount of US$4 million",
        "ON A CREDIT IN THE AMOUNT OF US$4 MILLION TO THE REPUBLIC OF TOGO",
    ),
)

WHOLE = Rule(
    "budgets.cover",
    "The one amount of the cover of a paper about a loan or grant may be the budget, where no other is stated.",
    ("narrative",),
    "amount",
    status="doubtful",
    doubt="what one bank lends or gives need not be all that the project costs",
    hits=(("ON A GRANT IN THE AMOUNT OF SDR 4 MILLION (US$6 MILLION EQUIVALENT) TO TOGO", "amount=4000000"),),
    misses=(
        "ON A LOAN IN THE AMOUNT OF US$4 MILLION AND A GRANT IN THE AMOUNT OF US$2 MILLION TO TOGO",
        "The town took up a debt of US$4 million.",
    ),
)
#: So far before and behind an amount the words of its cover stand.
_REACH = 200


def read(block: Block) -> Iterator[Finding]:
    """The pledges of a cover, which may be cut into lines; one amount is of one giver."""
    text = _joined(block)
    if not is_cover(text.text):
        return
    for one in money.amounts(text):
        place = _giver(text, one)
        if place and one.value != "0":
            cells = {**donor_cells(text, *bare_name(text.text, *place)), **one.cells()}
            status = COVER.status if one.status == "stated" else one.status
            yield Finding("pledge", COVER.id, cells, "narrative", status, one.doubt, 0.4)


def is_cover(text: str) -> bool:
    """Whether a text leads an amount in capitals, as covers do: ``in the Amount of``; a sentence does not."""
    return text.isupper() or any(not match.group().islower() for match in _leads().finditer(text))


def budget(block: Block, stated: Sequence[Finding]) -> Iterator[Finding]:
    """The only amount that a cover leads, where nothing but a guess says what the project costs."""
    known = [f for f in stated if f.text("kind") in ("budget", "component") and f.status != "doubtful"]
    text = _joined(block)
    if known or not _leads().search(text.text):
        return
    led = [a for a in money.amounts(text) if _before().search(text.text[max(a.start - _REACH, 0) : a.start])]
    if len(led) == 1 and led[0].code and led[0].value != "0":
        fixed = {"kind": "budget", "approximate": "true" if led[0].approximate else "false"}
        doubt = led[0].doubt or WHOLE.doubt
        cells = led[0].cells(printed=True)
        yield Finding("amount", WHOLE.id, cells, "narrative", "doubtful", doubt, 0.3, fixed, ("granted",))


def _joined(block: Block) -> Excerpt:
    """The paragraphs of a block, and what is left of its page, as one text in their order."""
    parts = sorted((e for e in (*block.narrative, *block.page) if e.text.strip()), key=lambda e: e.start)
    return Excerpt("\n".join(e.text for e in parts), tuple(p for e in parts for p in e.pieces))


def _giver(text: Excerpt, one: Amount) -> tuple[int, int] | None:
    """The place of the name before or behind ``in the amount of`` and its figure."""
    low = max(one.start - _REACH, 0)
    before = _before().search(text.text[low : one.start], timeout=TIMEOUT)
    if before is None or before["led"].islower():
        return None
    offset, found = low, before if before["donor"] else None
    if found is None:
        offset = one.end
        found = _behind().match(text.text[one.end : one.end + _REACH], timeout=TIMEOUT)
    if found is None:
        return None
    name = found["donor"]
    fits = nameable(name) and (names_somebody(name) or (name.isupper() and " " in name))
    return (offset + found.start("donor"), offset + found.end("donor")) if fits else None


@cache
def _words() -> tuple[str, str]:
    table = toml("money_sentences")["cover"]
    return rf"(?:{alternation(table['gifts'])})", rf"(?:{alternation(table['amount'])})"


#: A name of a cover, over one blank line at most; its short form or bearer may stand below it in brackets.
_NAME = r"(?P<donor>\p{Lu}[\p{Lu}\p{L}\d&.'’ -]{1,90}(?:\n{0,2}\s?[\p{L}&.'’ -]{1,60})?(?:\s*\([\p{L} &-]{2,40}\))?)"


@cache
def _leads() -> regex.Pattern[str]:
    """That the text has a cover at all."""
    _, amount = _words()
    return regex.compile(rf"(?<!\p{{L}}){amount}(?!\p{{L}})", regex.I)


@cache
def _before() -> regex.Pattern[str]:
    """What is given, who gives it if that stands before the amount, and ``in the amount of``."""
    gifts, amount = _words()
    ties = alternation(toml("money_sentences")["cover"]["ties"])
    return regex.compile(
        rf"(?<!\p{{L}})(?i:{gifts})(?:\s++\(?[\p{{L}}\d-]{{1,20}}\)?)?\s++"
        rf"(?:(?i:{ties})\s+(?:(?i:the|la|le|el)\s+)?{_NAME}\s+)?(?P<led>(?i:{amount}))\s*$"
    )


@cache
def _behind() -> regex.Pattern[str]:
    """Who gives it, behind the amount and what it is in another currency."""
    ties = alternation(toml("money_sentences")["cover"]["ties"])
    return regex.compile(
        rf"\s*(?:\([^()]{{1,60}}\)\s*)?(?i:{ties})\s+(?:(?i:the|la|le|el)\s+)?"
        rf"(?P<donor>\p{{Lu}}[\p{{L}}\d&.'’ -]{{1,90}}?(?:\s*\([\p{{L}} &-]{{2,40}}\))?)"
        r"\s+(?i:to|for|a|à|au|para|pour|al)(?!\p{L})"
    )


RULES = (COVER,)
