"""Amounts without a currency in forms that were run together: the headings in brackets say which it is.

``Cost (United States dollars) … Total cost 145,176,702``, ``Financing (in USD million) … Total Project Cost 30.00``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import NamedTuple

import regex

from extractors import cut_short, label_units, money, number_rows, plans
from extractors.dates import alternatives
from extractors.donor_names import names_somebody, own_share
from extractors.engine import cell
from extractors.evidence import Block, Cell, Excerpt, Finding, Rule
from extractors.lexicon import squeeze, toml, vocabulary
from extractors.memory import kept
from extractors.money import Amount
from extractors.numbers import NUMBER, amount
from extractors.quick import TIMEOUT, Headed, headed

HEADED = Rule(
    "budgets.headed",
    "A bare number behind words for the whole cost has the currency and the units of the heading in brackets above it.",
    ("narrative",),
    "amount",
    status="inferred",
    hits=(
        (
            "Cost (United States dollars) Food 59,380,789 Total cost to WFP 145,176,702",
            "amount=145176702; currency=USD",
        ),
        ("Financing (in USD Million) Total Project Cost 30.00 Gap 0.00", "amount=30000000; currency=USD"),
        ("Financing Plan (US$ Millions) Total Project Cost** 550.50", "amount=550500000; currency=USD"),
        ("Costo (dólares EE.UU.) Productos 106.002.903 Costo total para el PMA 125.862.595", "amount=125862595"),
    ),
    misses=(
        "Cost (United States dollars) Total cost 12",
        "The total cost 145,176,702",
        "Budget (EUR) Total cost 45% of it",
    ),
)

_BRACKET = regex.compile(r"[(\[](?P<inside>[^()\[\]\d]{1,60})[)\]]")
#: A currency that is all of its line heads a column.
_LONE = regex.compile(r"(?m)^[^\S\n]*(?P<mark>[\p{Lu}.]{0,4}\p{Sc}|\p{Lu}{3})[^\S\n]*$")
#: So many characters behind a heading its amounts still stand.
_REACH = 700
#: A smaller number behind a word for cost, without units in the heading, is a note or a number of an annex.
_LEAST = 1_000
#: A larger one is several numbers side by side.
_MOST = 10**13


class Heading(NamedTuple):
    """A currency in brackets, where it stands in its text, and the magnitude beside it."""

    end: int
    mark: Cell
    factor: Cell | None


@kept(64)
def _headings(excerpt: Excerpt) -> tuple[Heading, ...]:
    found = []
    for bracket in _BRACKET.finditer(excerpt.text):
        mark, factor = money.mark_in(excerpt.cut(*bracket.span("inside")))
        if mark is not None:
            found.append(Heading(bracket.end(), mark, factor))
    for line in _LONE.finditer(excerpt.text):
        lone = cell(excerpt, *line.span("mark"), ("currency",))
        if lone.value:
            found.append(Heading(line.end(), lone, None))
    return tuple(sorted(found, key=lambda one: one.end))


def mark(block: Block) -> Cell | None:
    """The currency of all headings of a block; None where there are none, or they do not agree."""
    found = _headings(plans.whole(block))
    return found[0].mark if len({one.mark.value for one in found}) == 1 else None


@cache
def _total() -> Headed:
    nouns = alternatives(n for n in toml("money_sentences")["total"]["nouns"] if " " in n)
    whom = r"(?:\s+(?:to|for|pour|para|für|per)\s+(?:(?:the|el|le|la|das|den)\s+)?\p{Lu}[\p{L}]+)?"
    return headed(
        rf"(?<![\p{{L}}])(?i:{nouns}){whom}[*†]{{0,3}}\s*[:=]?\s*(?P<amount>{NUMBER})(?![\p{{L}}\d%]|[.,]\d|\s?%)"
    )


def read(block: Block) -> list[Finding]:
    """The budget by the first bare number behind words for the whole cost, below a heading that gives its currency."""
    fixed = {"kind": "budget", "approximate": "false"}
    found = next(_totals(block), None)
    if found is None:
        return []
    return [Finding("amount", HEADED.id, found.cells(printed=True), "narrative", found.status, "", 1.0, fixed)]


def _totals(block: Block) -> Iterator[Amount]:
    """The bare numbers behind words for the whole cost, with the currency and the units of the heading above them."""
    excerpt = plans.whole(block)
    headings = _headings(excerpt)
    for match in _total().finditer(excerpt.text, timeout=TIMEOUT) if headings else ():
        above = [h for h in headings if 0 <= match.start() - h.end <= _REACH]
        place = number_rows.total(excerpt.text, match.start("amount")) or match.span("amount")
        one = _read(excerpt, place, above[-1]) if above else None
        if one is not None:
            yield one


def _read(excerpt: Excerpt, place: tuple[int, int], heading: Heading) -> Amount | None:
    printed, text = excerpt.text[slice(*place)], cell(excerpt, *place, ("join",))
    one = Amount(*place, cell(excerpt, *place, ("amount",)), heading.mark, text, printed, False, 0, status="inferred")
    one = scaled(one, heading.factor) if heading.factor is not None else one
    return one if one.value and _LEAST <= float(one.value) < _MOST else None


#: A number of more digits is printed in full, whatever units the heading gives.
_SHORT = 6


def scaled(one: Amount, factor: Cell) -> Amount:
    """An amount in the units of its heading (``in million US$``), if it is not in such units already."""
    own = len(one.amount.spans) > 1 or any(c.isalpha() for c in one.printed)
    if len(one.value) > _SHORT or one.amount.steps != ("amount",) or own:
        return one
    printed = f"{one.printed}\n{factor.value}"  # the quote is the number and the word of the heading, a line each
    step = "amount:cut" if cut_short.may_be_million(printed) and one.code not in cut_short.by_thousands() else "amount"
    value = amount(printed, step.partition(":")[2])
    made = Cell(value, (*one.amount.spans, *factor.spans), (step,))
    status = "inferred" if one.status == "stated" else one.status
    return replace(one, amount=made, status=status) if value else one


def in_units(found: list[Amount], label: Excerpt | None) -> list[Amount]:
    """Amounts in the units that a label gives without a currency: ``Budget (in thousands): USD 4,250``."""
    factor = label_units.factor(label)
    return [scaled(one, factor) for one in found] if factor else found


def with_mark(block: Block, found: list[Amount], text: str) -> list[Amount]:
    """Amounts of a ``text`` that have no currency with that of the headings of their block, or of those beside them.

    What counts something else has none: ``Budget: 2,400 households``.
    """
    if all(one.currency for one in found):
        return found
    given = mark(block)
    return [one if one.currency else _marked(block, one, given, text) for one in found]


def _marked(block: Block, one: Amount, given: Cell | None, text: str) -> Amount:
    if _counts(text, one.end):
        return replace(one, status="doubtful", doubt=one.doubt or _COUNTED)
    if given:
        return replace(one, currency=given)
    return _lent(block, one) if _is_money(text, one.start) else one


_COUNTED = "the number has no currency, and the word behind it may be what it counts"
#: The first word behind a number, on its line, and what more its item has.
_WORD = regex.compile(r"[^\S\n]*+[)\]]?[^\S\n]*+-?(?P<item>(?P<word>\p{L}[\p{L}'’]*+)[^\n;,()\d|]*+)")


def _counts(text: str, end: int) -> bool:
    """Whether a number that ends there has a word behind it that is no name, and with which no clause begins."""
    behind = _WORD.match(text, end)
    return behind is not None and squeeze(behind["word"]) not in _clauses() and not names_somebody(behind["item"])


@cache
def _clauses() -> frozenset[str]:
    """Words that stand behind an amount and are nothing that is counted."""
    table, lists = toml("money_sentences"), [("funded", "goes_on"), ("funded", "joins"), ("gift", "dividing")]
    lists += [("share", name) for name in ("by", "label_ties", "given", "label_nouns")]
    lists += [("total", "whole"), ("total", "nouns")]
    return frozenset(squeeze(w).split()[0] for part, name in lists for w in table[part][name])


#: What stands before a number in its item of a list.
_BEFORE = regex.compile(r"[^\n;,(|]*$")


def _is_money(text: str, start: int) -> bool:
    """Whether what stands before a number in its item says that it is money, or whose, or nothing."""
    before = _BEFORE.search(text, max(start - _ITEM, 0), start)
    said = squeeze(before[0]).strip(" :=–—-.") if before else ""
    if not said or said in vocabulary("money", "approximate") or said in _clauses():
        return True
    total = vocabulary("money_sentences", "total", "nouns") | vocabulary("money_sentences", "share", "label_nouns")
    return said in total or own_share(said) or names_somebody(before[0].strip(" :=–—-.") if before else "")


#: An item of a list is no longer than that before its number.
_ITEM = 120


#: Fields of one project's money, which is counted in one currency unless they say otherwise.
_MONEY = ("budget", "contribution", "shortfall", "pledged", "bare")


def _lent(block: Block, one: Amount) -> Amount:
    """An amount with the currency of the same number elsewhere, else the only one of the fields of money."""
    fields = [a for f in block.of(*_MONEY) for a in money.amounts(f.value) if a.currency]
    again = [a for text in block.narrative for a in money.amounts(text) if a.currency and a.value == one.value]
    for beside in ([a for a in fields if a.value == one.value] + again, fields):
        marks = [a.currency for a in beside if a.currency]
        if len({m.value for m in marks}) == 1:
            return replace(one, currency=marks[0], status="inferred" if one.status == "stated" else one.status)
    return one
