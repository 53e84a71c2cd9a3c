"""What a project says of how its amounts hang together: total lines, percentages, how much of it is covered.

None of it is a fact of its own: reconcile holds it against the amounts.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import money
from extractors.dates import alternatives
from extractors.engine import cell, excerpts
from extractors.evidence import Block, Excerpt, Field, Finding, Module, Rule
from extractors.lexicon import toml
from extractors.money import Amount
from extractors.quick import TIMEOUT, Headed, headed
from extractors.relations import related

_PERCENT = (
    r"(?P<percent>(?:100|\d{1,2})(?:[.,]\d{1,2})?)\s?(?:%|per\s?cent\b|percent\b|prozent\b|por ciento\b|pour cent\b)"
)
#: A percentage that stands before or behind an amount and belongs to it: in brackets, or with an equals sign or dash.
_BEHIND = regex.compile(rf"\s*[(=,–-]?\s*(?:i\.e\.|or|soit|oder|o sea)?\s*{_PERCENT}", regex.I)
#: Or behind the name of who gives it, in brackets: ``EUR 100,000 from Japan (15 %)``.
_IN_BRACKETS = regex.compile(rf"[^\n\d()%;]{{0,80}}\(\s*{_PERCENT}\s*\)", regex.I)
_ONLY = regex.compile(rf"\W*{_PERCENT}", regex.I)
_BEFORE = regex.compile(rf"{_PERCENT}\s*(?:[(=:,–-]|i\.e\.|or|soit|oder)\s*$", regex.I)


PLEDGED_TOTAL = Rule(
    "shares.pledged_total",
    "An amount behind a word for total, behind two or more other amounts of a pledge field, is their total line.",
    ("pledged", "donor"),
    "amount",
    fixed={"kind": "pledged", "approximate": "false"},
    hits=(("US$ 300 from Norway\nUS$ 200 from Spain\nTotal: US$ 500", "amount=500; currency=USD"),),
    misses=("Total US$ 500", "US$ 300 from Norway\nTotal: US$ 300", "US$ 300 from Total\nUS$ 200 from Spain"),
)
PERCENT = Rule(
    "shares.percent",
    "A percentage that belongs to an amount, in brackets say, is its share of the budget, unless of something else.",
    ("budget", "contribution", "pledged", "donor", "shortfall"),
    "share",
    fixed={"of": "amount"},
    hits=(
        ("EUR 400,000 (80 %)", "amount=400000; percent=80"),
        ("EUR 400,000 from Spain\nEUR 100,000 = 22,5% of the total budget", "amount=100000; percent=22.5"),
        ("EUR 400,000 from Spain (80 %)", "amount=400000; percent=80"),
        ("80 % (EUR 400,000)", "amount=400000; percent=80"),
    ),
    misses=("EUR 400,000 (80 % of eligible costs)", "EUR 400,000 for 80 % of schools", "EUR 400,000 at 5 % interest"),
)
COVERAGE = Rule(
    "shares.coverage",
    "A percentage beside a word for coverage is the part of the budget that is pledged.",
    ("narrative", "pledged", "shortfall", "budget", "other"),
    "share",
    fixed={"of": "coverage"},
    hits=(
        ("Appeal coverage: 22.4%; outstanding needs", "percent=22.4"),
        ("The project is 65 % funded.", "percent=65"),
        ("Deckungsgrad: 65,5 %", "percent=65.5"),
    ),
    misses=("22.4% of households", "Immunisation reached 80 %", "A funded project with 65 % women"),
)


def read(block: Block) -> Iterator[Finding]:
    """Total lines of pledges, and percentages."""
    for one in block.fields:
        if one.kind in PLEDGED_TOTAL.reads:
            yield from _pledged_total(one.value, one.kind)
        if one.kind in PERCENT.reads:
            yield from _percentages(one.value, one.kind)
    yield from _labelled_total(block)
    for one in block.fields:
        yield from _labelled_coverage(one)
    for kind, excerpt in excerpts(block, COVERAGE.reads):
        for match in _coverage().finditer(excerpt.text, timeout=TIMEOUT):
            cells = {"percent": cell(excerpt, *match.span("percent"), ("decimal",))}
            yield Finding("share", COVERAGE.id, cells, kind, fixed=COVERAGE.fixed)


def _labelled_total(block: Block) -> Iterator[Finding]:
    """``Total: EUR 900,000`` below the pledges, where a budget is stated above them: no second budget."""
    budgets = [n for n, one in enumerate(block.fields) if one.kind == "budget"]
    for number in budgets[1:]:
        before, one = block.fields[number - 1], block.fields[number]
        if before.kind not in PLEDGED_TOTAL.reads or one.label is None or not _total().fullmatch(one.label.text):
            continue
        found = money.amounts(one.value, bare=True)
        if len(found) == 1 and len(money.amounts(before.value, bare=before.kind == "pledged")) > 1:
            yield _total_of(found[0], one.kind)


@cache
def _total() -> regex.Pattern[str]:
    return regex.compile(rf"\W*{related('total', 'words')}\W*", regex.I)


def _labelled_coverage(one: Field) -> Iterator[Finding]:
    """A percentage behind a label that is a word for coverage."""
    match = _ONLY.match(one.value.text)
    if match and one.label is not None and _coverage_label().fullmatch(one.label.text):
        cells = {"percent": cell(one.value, *match.span("percent"), ("decimal",))}
        yield Finding("share", COVERAGE.id, cells, one.kind, fixed=COVERAGE.fixed)


@cache
def _coverage_label() -> regex.Pattern[str]:
    return regex.compile(rf"\W*{related('coverage', 'before')}\W*", regex.I)


@cache
def _coverage() -> Headed:
    return headed(
        rf"{related('coverage', 'before')}[\s:=(]{{0,4}}(?:is|at|of|:)?\s*{_PERCENT}"
        rf"|{_PERCENT}\s+{related('coverage', 'behind')}",
        regex.I,
    )


@cache
def _total_before() -> regex.Pattern[str]:
    return regex.compile(rf"(?:^|(?<!\W)(?=\W*?[\n;.(,=]))\W*+{related('total', 'words')}\W*+$", regex.I)


def _pledged_total(value: Excerpt, kind: str) -> Iterator[Finding]:
    found = money.amounts(value, bare=kind == "pledged")
    for number, one in enumerate(found[2:], 2):
        if _total_before().search(value.text[found[number - 1].end : one.start]) and one.value != "0":
            yield _total_of(one, kind)
            return


def _total_of(one: Amount, kind: str) -> Finding:
    cells = one.cells(printed=True)
    return Finding("amount", PLEDGED_TOTAL.id, cells, kind, one.status, one.doubt, fixed=PLEDGED_TOTAL.fixed)


def _percentages(value: Excerpt, kind: str) -> Iterator[Finding]:
    found = money.amounts(value, bare=kind == "pledged")
    for number, one in enumerate(found):
        place = _beside(value.text, one, *money.room(value.text, found, number))
        if place:
            cells = {"percent": cell(value, *place, ("decimal",)), "amount": one.amount}
            yield Finding("share", PERCENT.id, cells, kind, fixed=PERCENT.fixed)


@cache
def _of_other() -> regex.Pattern[str]:
    """What a percentage is of, where that is not the budget: other words behind it than those for the budget."""
    budget = alternatives(toml("relations")["share"]["of_budget"])
    return regex.compile(
        rf"\s*(?!{budget})(?:{related('share', 'of_other')}|(?:of|de|des|der|du|del|di|von)\b)", regex.I
    )


def _beside(text: str, one: Amount, low: int, high: int) -> tuple[int, int] | None:
    """The place of the percentage that belongs to an amount, between its neighbours."""
    match = _BEHIND.match(text, one.end, high) or _IN_BRACKETS.match(text, one.end, high)
    if match is None:
        match = _BEFORE.search(text, low, one.start)
        return match.span("percent") if match else None
    return None if _of_other().match(text, match.end(), high) else match.span("percent")


RULES = (PLEDGED_TOTAL, PERCENT, COVERAGE)
MODULE = Module("shares", RULES, read)
