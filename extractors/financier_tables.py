"""Who gives how much, by a bank's table of financiers: names and figures below a head, in units told elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import plans
from extractors.donor_names import donor_cells, nameable, names_somebody
from extractors.engine import cell
from extractors.evidence import Block, Cell, Excerpt, Finding, Rule
from extractors.lexicon import alternation, squeeze, toml, vocabulary
from extractors.quick import TIMEOUT

FINANCIERS = Rule(
    "pledges.financiers",
    "Below a head of financiers and commitments, each name and figure is a pledge, in the units that the page gives.",
    ("narrative",),
    status="inferred",
    hits=(
        (
            "Financier Commitments\nLantern Bank Grant 60.00\nBorrower 1.50\nTotal (US$ Millions)",
            "donor=Lantern Bank; amount=60000000; donor=Borrower; amount=1500000",
        ),
        ("Financiers | Amount |\nHarbour Fund | 12.00 |\nUS$ 12.00 million", "donor=Harbour Fund; amount=12000000"),
    ),
    misses=(
        "Financier Commitments\nLantern Bank 60.00\nClosed",
        "Financier Commitments\nTotal 60.00 (US$ Millions)",
        "The financier's commitments are 60.00 (US$ Millions)",
    ),
)

#: A row of the table: a name, which may go on below, and a figure at the end of the line.
_ROW = regex.compile(
    r"\s*+(?P<donor>\p{L}[^\n\d|]{1,90}?(?:\n\p{L}[^\n\d|]{1,60}?)?)[\s|]+(?P<amount>\d{1,6}(?:\.\d{1,3})?)(?=\s*(?:\||\n|$))"
)
_TOTAL = regex.compile(r"(?<!\p{L})(?i:total|sum)(?!\p{L})")
#: What kind of money it is, behind the name of whose it is.
_KIND = regex.compile(r"\s+(?i:grant|credit|loan)s?$")
_MOST_ROWS = 20


@cache
def _head() -> regex.Pattern[str]:
    """The head of the table: both its words, in one line or one below the other."""
    words = toml("money_sentences")["financiers"]
    who, what = alternation(words["who"]), alternation(words["what"])
    return regex.compile(rf"(?mi)^\W*(?:{who})[\s|]+(?:{what})[\s|]*$")


def read(block: Block) -> Iterator[Finding]:
    """The pledges of the first table of financiers, where the page says in which units its figures are."""
    excerpt = plans.whole(block)
    head = _head().search(excerpt.text, timeout=TIMEOUT)
    if head is None:
        return
    rows = list(_rows(excerpt.text, head.end()))
    if (units := _units(excerpt, rows)) is None:
        return
    for row in rows:
        if one := plans.scaled(excerpt, row, *units):
            end = m.start() if (m := _KIND.search(excerpt.text, *row.span("donor"))) else row.end("donor")
            cells = {**donor_cells(excerpt, row.start("donor"), end), **one.cells()}
            named = names_somebody(cells["donor_text"].value) or _is_party(cells["donor_text"].value)
            status, doubt = (FINANCIERS.status, "") if named else ("doubtful", "it may be no financier")
            yield Finding("pledge", FINANCIERS.id, cells, "narrative", status, doubt=doubt)


def _is_party(name: str) -> bool:
    """Whether a name is a word for one of those who pay: ``Borrower``, ``Beneficiaries``."""
    return squeeze(name) in vocabulary("money_sentences", "financiers", "parties")


def _rows(text: str, at: int) -> Iterator[regex.Match[str]]:
    """The rows below a head, up to what is none."""
    for _ in range(_MOST_ROWS):
        row = _ROW.match(text, at, timeout=TIMEOUT)
        if row is None or _TOTAL.search(row["donor"]) or not nameable(row["donor"]):
            return
        yield row
        at = row.end()


def _units(excerpt: Excerpt, rows: list[regex.Match[str]]) -> tuple[Cell, Cell] | None:
    """The currency and the magnitude of the figures: of a heading, or of an amount that one of them or all make."""
    heading = plans.heading(excerpt)
    if heading or not rows:
        return heading[1:] if heading else None
    figures = {float(row["amount"]) for row in rows}
    for found in _WHOLE.finditer(excerpt.text, timeout=TIMEOUT):
        if float(found["figure"]) in {*figures, round(sum(figures), 2)}:
            mark = cell(excerpt, *found.span("currency"), ("currency",))
            return (mark, cell(excerpt, *found.span("factor"), ("join",))) if mark.value else None
    return None


_WHOLE = regex.compile(
    r"(?<![\p{L}\d])(?P<currency>US\$|\p{Sc}|\p{Lu}{3})\s?(?P<figure>\d{1,6}(?:\.\d{1,3})?)\s(?P<factor>(?i:million|billion))(?!\p{L})"
)
RULES = (FINANCIERS,)
