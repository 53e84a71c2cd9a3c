"""Budgets, shortfalls and their components."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import regex

from extractors import (
    amount_roles,
    amount_rows,
    component_names,
    dollars,
    fundraising,
    headed_amounts,
    loan_covers,
    money,
    money_sentences,
    outlays,
    parts,
    pledge_lists,
    precise,
    recipients,
)
from extractors.budget_sentences import MISSING, PROSE, finding, prose
from extractors.donor_names import giver_in_label, own_share
from extractors.engine import cell
from extractors.evidence import Block, Cell, Excerpt, Field, Finding, Module, Rule
from extractors.lexicon import squeeze, vocabulary
from extractors.money import Amount
from extractors.quick import TIMEOUT

BUDGET = Rule(
    "budgets.field",
    "The first amount of a budget field, outside brackets, is the budget.",
    ("budget",),
    hits=(
        ("US$ 3,054,008", "amount=3054008; currency=USD"),
        ("US$ $745,574.00", "amount=745574; currency=USD"),
        ("3.324.000€/", "amount=3324000; currency=EUR"),
        ("AUD10m for 5 years (2010-2015)", "amount=10000000; currency=AUD"),
        ("28,05,000 Taka USD", "amount=2805000; currency=BDT"),
        ("CHF  1’390’000", "amount=1390000; currency=CHF"),
        ("seven million Euros", "amount=7000000; currency=EUR"),
        ("EUR 70,551,6431", "amount=70551643; currency=EUR"),
    ),
    misses=("Varies by programme", "to be determined", "2013"),
)
SHORTFALL = Rule(
    "budgets.shortfall",
    "The amounts of a shortfall field are what is missing.",
    ("shortfall",),
    hits=(
        ("US$ 427,814", "amount=427814; currency=USD"),
        ("US$ 135,600 + US $ 2,000,000", "amount=135600; amount=2000000"),
    ),
    misses=("Varies by programme",),
)
COMPONENT = Rule(
    "budgets.component",
    "Further amounts of the same currency in a budget field, in brackets or one after the other, are its components.",
    ("budget",),
    hits=(
        (
            "US$ 3,5 million (phase I 2009-10 US$ 368,800 and phase II 2011-12 US$ 3,2 million)",
            "amount=368800; amount=3200000",
        ),
    ),
    misses=("CHF 20,000,000 (USD 16 million or EUR 12 million)",),
)
CONVERTED = Rule(
    "budgets.converted",
    "An amount in another currency in brackets behind an amount is that amount converted; it is kept as a note.",
    ("budget", "shortfall"),
)
NOTHING = Rule(
    "budgets.nothing_pledged",
    "Words such as 'no current pledges', or an amount of zero in a pledge field, say that nothing is pledged.",
    ("budget", "pledged"),
    hits=(("US$ 650,000 (no current pledges)", "amount=0"),),
)
PART = Rule(
    "budgets.contribution",
    "An amount labelled as a contribution that names nobody is the budget, where none is stated.",
    ("contribution",),
)
SUMMED = Rule(
    "budgets.summed",
    "Named amounts, one after the other, that add up to a printed total are its components.",
    ("budget", "narrative"),
    status="inferred",
)
BARE = Rule(
    "budgets.bare",
    "An amount that stands alone on a line among a project's fields, without a label, is taken for its budget.",
    ("bare",),
    hits=(("$7,000,000", "amount=7000000"), ("3.324.000€/ (EU Contribution - 3.000.000€)", "amount=3324000")),
)


def read(block: Block) -> Iterator[Finding]:
    """The amounts that a block states, pledges aside; the likeliest budget where none is stated."""
    stated = list(_stated(block))
    stated += _unread(list(_summed(block, {f.text("amount") for f in stated if f.text("kind") == "budget"})), stated)
    if all("shared" in f.notes for f in stated if f.text("kind") in ("budget", "component")):
        stated += headed_amounts.read(block)
    stated = pledge_lists.weighed(block, outlays.weighed([*stated, *outlays.read(block, stated)]))
    stated += loan_covers.budget(block, stated)
    stated += amount_roles.budget(block, stated)
    yield from precise.sharpened(block, stated)


def _unread(summed: list[Finding], stated: list[Finding]) -> list[Finding]:
    """The parts of a sum that no field states; none where a field says of one that it is something else."""
    read = {f.cells["amount"].spans: f.kind if f.kind != "amount" else f.text("kind") for f in stated}
    parts = [f for f in summed if f.text("kind") == "component"]
    if any(read.get(f.cells["amount"].spans, "component") != "component" for f in parts):
        parts = []
    return [f for f in summed if f in parts or f.text("kind") == "budget" if f.cells["amount"].spans not in read]


def _stated(block: Block) -> Iterator[Finding]:
    budgets = list(block.of("budget"))
    raised = list(fundraising.read(block))
    yield from raised
    shared = recipients.fields(block)
    for one in budgets:
        yield from _handed_out(one) if one in shared else _budget(block, one)
    for one in block.of("contribution"):
        yield from _unnamed(block, one, bool(budgets))
    for one in block.of("shortfall"):
        yield from _shortfall(block, one)
    for one in block.of("pledged"):
        yield from _nothing(one)
    if not budgets and not raised:
        yield from _bare(block)
    for paragraph in money_sentences.texts(block):
        yield from prose(block, paragraph)


def _summed(block: Block, stated: set[str]) -> Iterator[Finding]:
    """The parts that add up to a total and name nobody who pays; the total where no field states a budget.

    Also where the ``stated`` budget is one of the parts: then it is no budget, but somebody's share of it.
    """
    found = parts.summed(block)
    if found is None:
        return
    total = found.total.amount
    total = with_currency(block, found.total.field, [total])[0] if found.total.field else total
    lesser = stated.intersection(p.amount.value for p in found.parts)
    if found.total.total and (not any(block.of("budget")) or lesser):
        yield replace(finding(SUMMED, "budget", total, "parts"), notes=("whole",))
    paid = found.givers or any(_of_somebody(p.text) or parts.in_state(p) for p in found.parts)
    for part in () if paid else found.parts:
        own = part.amount.currency is not None and not money.is_bare_dollar(part.amount.text.value)
        amount = part.amount if own else replace(part.amount, currency=total.currency)
        name = cell(part.source, *part.name, ("join",)) if part.name else None
        yield finding(SUMMED, "component", amount, "parts", name)


def _of_somebody(name: str) -> bool:
    """Whether the words beside a part say that somebody gives it: ``The loan of the Fund is``."""
    gifts = vocabulary("money_sentences", "share", "nouns") - vocabulary("money_sentences", "share", "ordinary")
    return bool(gifts.intersection(squeeze(name).split()))


def _bare(block: Block) -> Iterator[Finding]:
    """The amounts that stand alone: of two in one currency the larger is the whole, the other a share of it."""
    for one in (fields := [f for f in block.of("bare") if not money_sentences.is_exchange(f.value.text)]):
        mine = [a for a in money.amounts(one.value) if a.code]
        rivals = [a for f in fields if f is not one for a in money.amounts(f.value) if mine and a.code == mine[0].code]
        less = any(Decimal(a.value) > Decimal(mine[0].value) for a in rivals)
        made = _budget(block, one, BARE)
        yield from (replace(f, kind="unclaimed") if f.text("kind") == "budget" else f for f in made) if less else made


def _unnamed(block: Block, one: Field, stated: bool) -> Iterator[Finding]:
    """A contribution of nobody in particular: the budget where none is stated, else an amount that is set aside.

    ``Contribution: $ 1,000,000`` in a donor's own list is what a project gets; ``Co-financing`` is never all of it.
    """
    found = with_currency(block, one, money.amounts(one.value, bare=True))
    if len(found) != 1 or found[0].value == "0" or one.label is None or _names(block, one.label.text):
        return
    summed = parts.summed(block)
    if summed and any(found[0].amount.spans == p.amount.amount.spans for p in summed.givers):
        return  # somebody's share of the total
    rest = one.value.text[: found[0].start] + one.value.text[found[0].end :]
    if any(c.isupper() for c in rest):
        return  # a name beside the amount: the pledge of somebody
    words = vocabulary("money_sentences", "share", "partial").intersection(
        regex.findall(r"\p{L}+", squeeze(one.label.text))
    )
    if stated and "asked" in _said(one):
        yield replace(finding(PART, "budget", found[0], "budget"), notes=_said(one))
    elif words or stated:
        yield replace(finding(PART, "component", found[0], one.kind), kind="unclaimed")
    else:
        yield finding(PART, "budget", found[0], one.kind)


def _names(block: Block, label: str) -> bool:
    """Whether a label says whose money it is, be it the project's own side or the donor of another field."""
    donors = squeeze(label).strip(" :.") in vocabulary("money_sentences", "share", "of_donor") and any(
        block.of("donor")
    )
    return donors or own_share(label) or giver_in_label(label) is not None


def with_currency(block: Block, one: Field, found: list[Amount]) -> list[Amount]:
    """The amounts with the currency and the magnitude that their label or heading names, where they have none."""
    found = [dollars.home(block, a) for a in found]
    for source in (one.label, one.context, *block.section):
        mark, factor = money.mark_in(source)
        if mark is None:
            found = headed_amounts.in_units(found, source) if source is one.label else found
            continue
        found = [a if a.currency and not dollars.vaguer(a, mark) else replace(a, currency=mark) for a in found]
        if factor is not None and source is not one.value:
            found = [headed_amounts.scaled(a, factor) for a in found]
        break
    return [dollars.doubted(block, a) for a in headed_amounts.with_mark(block, found, one.value.text)]


def _budget(block: Block, one: Field, rule: Rule = BUDGET) -> Iterator[Finding]:
    value = one.value
    if money.not_stated(value.text):
        return
    yield from _nothing(one)
    named = any(money.mark_in(e)[0] for e in (one.label, one.context))
    printed = amount_rows.of_money(value.text, money.amounts(value, bare=rule is BUDGET, small=named))
    printed = with_currency(block, one, amount_rows.lent(value.text, printed))
    yield from (finding(MISSING, "shortfall", a, one.kind) for a in _missing(value, printed))
    if not (found := [a for a in printed if a not in _missing(value, printed)]):
        return
    total, several, parties = _sorted_out(value.text, found)
    known = any(component_names.is_known_party(value.text, found, a) for a in parties)
    if (known and len(parties) > 1 and total in parties) or (total.value == "0" and not several):
        return  # what each party gives, without their sum; the empty box of a form, as nobody budgets nothing
    names = {a.start: component_names.named(value, found, a) for a in found}
    if beside := several if all(names[a.start] for a in [total, *several]) else []:
        for item in [total, *beside]:
            yield finding(COMPONENT, "component", item, one.kind, names[item.start])
    else:
        yield replace(finding(rule, "budget", _bounded(value.text, found, total), one.kind), notes=_said(one))
    for item in found:
        if item is not total and item not in beside and item not in parties:
            summed = item.start > total.end and component_names.is_sum(value.text, found, item)
            yield _further(one, total, item, names[item.start], summed=summed)


def _bounded(text: str, found: list[Amount], total: Amount) -> Amount:
    """The total; doubtful where it is the lower bound of a range."""
    if not amount_rows.is_range(text, found, total):
        return total
    return replace(total, status="doubtful", doubt=total.doubt or _RANGE)


_RANGE = "a range is printed, and its lower bound was taken"


def _handed_out(one: Field) -> Iterator[Finding]:
    """The parts of a budget beside those who get them."""
    found = money.amounts(one.value, bare=True)
    yield from (finding(COMPONENT, "component", a, one.kind, component_names.named(one.value, found, a)) for a in found)


def _missing(value: Excerpt, found: list[Amount]) -> list[Amount]:
    """Those of the amounts of a budget that its words say are still missing."""
    short = {r.amount.start for r in money_sentences.read(value) if r.role == "short"}
    return [a for a in found if a.start in short]


def _said(one: Field) -> tuple[str, ...]:
    """What the label says of the amount: ``whole`` (``Overall project budget``), ``asked``, ``passed``, ``shared``."""
    words = set(regex.findall(r"\p{L}+", squeeze(one.label.text))) if one.label else set()
    return tuple(
        name for name in ("whole", "asked", "passed", "shared", "revised") if words & vocabulary("doubts", "sums", name)
    )


def _sorted_out(text: str, found: list[Amount]) -> tuple[Amount, list[Amount], list[Amount]]:
    """The total among the amounts of a field, the others of its currency outside brackets, and the parties' shares."""
    outer = [a for a in found if a.depth == 0] or found[:1]
    if amount_rows.adds_up(text, outer):
        return outer[-1], [], outer[:-1]
    for one in outer:
        if component_names.is_at_hand(text, found, one):
            return one, [], []
    parties = [a for a in found if component_names.is_share(text, found, a)]
    outer = [a for a in outer if a not in parties] or outer[:1]
    total = next((a for a in outer if component_names.is_sum(text, found, a)), outer[0])
    summed = any(component_names.is_sum(text, outer, a) for a in outer)
    several = [a for a in outer if a is not total and a.code == total.code and not summed]
    # A second total sums up something else, a year or a phase: it is a component, its shares are nobody's pledge.
    parties = [a for a in parties if a.start < total.start or total.start == found[0].start]
    return total, several, parties


def _further(one: Field, total: Amount, item: Amount, name: Cell | None, *, summed: bool) -> Finding:
    """An amount beside the total: its value in another currency, a component (named or a sum), or nobody's."""
    if item.code and total.code and item.code != total.code:
        return replace(finding(CONVERTED, "converted", item, one.kind), kind="converted")
    if name or summed:
        return finding(COMPONENT, "component", item, one.kind, name)
    return replace(finding(COMPONENT, "unclaimed", item, one.kind), kind="unclaimed")


def _shortfall(block: Block, one: Field) -> Iterator[Finding]:
    if money.not_stated(one.value.text):
        return
    printed = money.amounts(one.value, bare=True)
    # A number without a currency behind the first one counts something else: "CHF 266,943 ... people: 40,000".
    found = with_currency(block, one, [a for n, a in enumerate(printed) if n == 0 or a.currency])
    first = next((a.code for a in found), "")
    for item in found:
        if item.depth and item.code != first:
            yield replace(finding(CONVERTED, "converted", item, one.kind), kind="converted")
        elif not item.depth:
            yield finding(SHORTFALL, "shortfall", item, one.kind, component_names.named(one.value, found, item))


def _nothing(one: Field) -> Iterator[Finding]:
    """The statement that nothing is pledged."""
    for match in money.zero_pattern().finditer(one.value.text, timeout=TIMEOUT):
        made = cell(one.value, *match.span("amount"), ("join", "lower", "constant:0"))
        yield Finding(
            "amount",
            NOTHING.id,
            {"amount": made, "amount_text": cell(one.value, *match.span("amount"), ("join",))},
            one.kind,
            fixed={"kind": "pledged", "approximate": "false"},
        )
        return
    if one.kind == "pledged":
        for item in money.amounts(one.value, bare=True):
            if item.value == "0":
                yield finding(NOTHING, "pledged", item, one.kind)


RULES = (
    *(BUDGET, SHORTFALL, COMPONENT, CONVERTED, NOTHING, PART, SUMMED, BARE, PROSE, MISSING),
    *(headed_amounts.HEADED, amount_roles.BUDGET, fundraising.GOAL, outlays.OUTLAY, loan_covers.WHOLE),
)
MODULE = Module("budgets", RULES, read)
