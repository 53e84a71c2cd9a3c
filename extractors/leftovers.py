"""What looks like a value, wherever it stands in a block: reconcile says which of it no finding used."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import contact_marks, dates, money
from extractors.codes import is_code
from extractors.engine import cell
from extractors.evidence import Block, Excerpt, Finding, Module, Rule
from extractors.numbers import FIGURE
from extractors.quick import TIMEOUT

AMOUNT = Rule(
    "leftovers.amount",
    "A number with a currency looks like an amount.",
    ("narrative",),
    "leftover",
    hits=(("for US$ 25,000 a year", "text=US$ 25,000"),),
    misses=("25,000 people", "page 12"),
)
DATE = Rule(
    "leftovers.date",
    "A date with a month looks like a start or an end.",
    ("narrative",),
    "leftover",
    hits=(("adopted on 12 May 2009", "text=12 May 2009"),),
    misses=("since 2009", "in May"),
)
EMAIL = Rule(
    "leftovers.email",
    "A word with an at sign and a domain looks like an e-mail address.",
    ("narrative",),
    "leftover",
    hits=(("write to info@example.org", "text=info@example.org"),),
    misses=("5 kg @ 3 EUR",),
)
PHONE = Rule(
    "leftovers.phone",
    "A number behind a word for the telephone, or in an international form, looks like a telephone number.",
    ("narrative",),
    "leftover",
    hits=(("call +43 1 26060 4422", "text=+43 1 26060 4422"),),
    misses=("resolution 55/25", "26,060 people"),
)
CODE = Rule(
    "leftovers.code",
    "Capitals and at least three digits in one word look like a project's code.",
    ("narrative",),
    "leftover",
    hits=(("see GLOT59/2 and COLR052", "text=GLOT59/2; text=COLR052"),),
    misses=("COVID-19", "2010-03-30", "15130"),
)
RULES = (AMOUNT, DATE, EMAIL, PHONE, CODE)

_WORD = regex.compile(
    r"(?<![^\s(“\"])(?P<word>(?=[^\s()“”\",;:]{4})(?=\S*\p{Lu})(?=(?:[^\s\d]*\d){3})[^\s()“”\",;:]{4,30}?)"
    r"(?=[)”\",;:.]*+(?:\s|$))"
)


def read(block: Block) -> Iterator[Finding]:
    """All stretches of a block that look like a value, whatever else reads them."""
    for one in block.fields:
        yield from _in(one.value, one.kind)
    for paragraph in block.narrative:
        yield from _in(paragraph, "narrative")


def _in(excerpt: Excerpt, kind: str) -> Iterator[Finding]:
    text = excerpt.text
    if "@" not in text and not FIGURE.search(text):
        return
    for amount in money.amounts(excerpt):
        yield _found(AMOUNT, excerpt, amount.start, amount.end, kind)
    for printed in dates.scan(text):
        if len(printed.iso()) >= len("2009-03"):
            yield _found(DATE, excerpt, printed.start, printed.end, kind)
    for mark in contact_marks.marks(text):
        rule = {"email": EMAIL, "phone": PHONE, "more": PHONE, "both": PHONE}.get(mark.kind)
        if rule and mark.high > mark.low:
            yield _found(rule, excerpt, mark.low, mark.high, kind)
    for match in _WORD.finditer(text, timeout=TIMEOUT):
        if is_code(match.group("word")):
            yield _found(CODE, excerpt, *match.span("word"), kind)


def _found(rule: Rule, excerpt: Excerpt, start: int, end: int, kind: str) -> Finding:
    return Finding("leftover", rule.id, {"text": cell(excerpt, start, end, ("join",))}, kind)


MODULE = Module("leftovers", RULES, read)
