"""A plan of financing that was flattened: the amounts beside those who pay, wherever they stand among other things.

Forms of banks and facilities print who pays what in a box beside other boxes. Run together, the amounts no longer
follow each other; that those of the payers, and no others, add up to a printed total still says which they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from extractors import money
from extractors.donor_names import is_known
from extractors.engine import cell
from extractors.evidence import Block, Cell, Excerpt, Span
from extractors.lexicon import squeeze, vocabulary
from extractors.money import Amount
from extractors.numbers import amount
from extractors.quick import TIMEOUT

#: Whether a text names somebody who pays.
Giver = Callable[[str], bool]

#: So many characters from the beginning of a block such a form stands in.
_HEAD_OF_BLOCK = 8_000
#: More amounts than such a form has; beyond these, sums come about by chance.
_MOST_AMOUNTS = 80
_MOST_PAYERS = 12
_LEAST_PAYERS = 3
#: So many characters before an amount its payer's name may stand.
_REACH = 90
#: Without these words no form of this kind is there.
_WORDS = regex.compile(r"financ|fund|loan|grant|donor|bailleur|beitrag|contribu", regex.I)
_TOTAL = regex.compile(r"\b(?:total(?:e|en|es|s)?|overall|sum|gesamt\p{L}*|insgesamt)\b[^\d]{0,40}$", regex.I)
_SUBTOTAL = regex.compile(r"\b(?:sub-?\s?totals?|co-?financ\p{L}*)\b[^\d\n]{0,40}$", regex.I)
_HEAD = regex.compile(r"(?<![\p{L}\d/&-])\p{Lu}")
_LEFT = regex.compile(r"[^\p{L}]+$")
#: What is said of a payer's money behind its name, and is no part of it.
_QUALIFIED = regex.compile(
    r"(?:\s*[(,/–-]\s*(?:in[ -]?kind|cash|estimated|grant|loan|credit)[^\d\n]{0,30}"
    r"|\s+(?:phase|project|grant|loan|credit|financing|funding|allocation|contribution|share|ia|exa|ia/exa|agency"
    r"|and % of total|resources)\b[^\n\d]{0,12}(?:\d{1,2}(?!\d))?)+\W*$",
    regex.I,
)
#: Figures in the units of a heading (``US$ m``): 8.1, 13.27.
_UNITS = regex.compile(r"(?<![\d.,])(?P<amount>\d{1,4}\.\d{1,3})(?![\d.,]|\s?%)")


@dataclass(frozen=True, slots=True)
class Row:
    """An amount of the plan and, where somebody who pays stands before it, the place of the name."""

    amount: Amount
    name: tuple[int, int] | None
    total: bool
    partial: bool = False  #: the total of some of the payers only


def whole(block: Block) -> Excerpt:
    """All that a block holds, labels too, in the order of the document; each stretch a line."""
    excerpts = [e for f in block.fields for e in (f.label, f.value) if e is not None]
    pieces: list[tuple[Span, str]] = []
    for one in (*excerpts, *block.narrative):
        at = 0
        for piece in one.pieces:
            size = piece.end - piece.start
            pieces.append((piece, one.text[at : at + size]))
            at += size + 1
    kept: list[tuple[Span, str]] = []
    for piece, text in sorted(pieces, key=lambda p: (p[0].start, -p[0].end)):
        if not kept or piece.start >= kept[-1][0].end:
            kept.append((piece, text))
    made = Excerpt("\n".join(text for _, text in kept), tuple(piece for piece, _ in kept))
    return made.cut(0, min(len(made.text), _HEAD_OF_BLOCK))


def rows(excerpt: Excerpt, is_giver: Giver) -> list[Row]:
    """The amounts of a text, with the payers before them; empty where there are too many to tell."""
    found = [a for a in money.amounts(excerpt, bare=True) if a.value != "0"]
    found = _in_units(excerpt) or found
    if not _LEAST_PAYERS <= len(found) <= _MOST_AMOUNTS:
        return []
    made, low = [], 0
    for one in found:
        before = excerpt.text[max(low, one.start - _REACH) : one.start]
        offset = one.start - len(before)
        total = bool(_TOTAL.search(before))
        partial = bool(_SUBTOTAL.search(before))
        made.append(Row(one, _payer(before, offset, is_giver), total, partial))
        low = one.end
    return made


def _payer(before: str, offset: int, is_giver: Giver) -> tuple[int, int] | None:
    """The place of the payer's name at the end of what stands before an amount; None where it ends otherwise."""
    end = len(before) - len(m.group()) if (m := _LEFT.search(before)) else len(before)
    said = _QUALIFIED.search(before, 0, end)
    for stop in [end, said.start()] if said else [end]:
        line = before.rfind("\n", 0, stop) + 1
        for low, sure in ((line, True), (line, False), (0, True)):  # on the amount's line, or a name that wraps
            for head in _HEAD.finditer(before, low, stop):
                name = before[head.start() : stop]
                if is_class(name) or is_known(name) or (not sure and is_giver(name)):
                    return offset + head.start(), offset + stop
    return None


def is_class(name: str) -> bool:
    """Whether a name is that of a sort of payers: ``Others``, ``Bilateral``."""
    return squeeze(name).strip(" .:") in vocabulary("money_sentences", "share", "classes")


def _in_units(excerpt: Excerpt) -> list[Amount]:
    """The figures below a heading that gives units, with their unit; empty where there is no such heading."""
    found = heading(excerpt)
    if found is None:
        return []
    head, mark, factor = found
    figures = _UNITS.finditer(excerpt.text, head)
    return [made for m in figures if (made := scaled(excerpt, m, mark, factor))]


def heading(excerpt: Excerpt) -> tuple[int, Cell, Cell] | None:
    """Where the first heading that gives units ends, its currency and its magnitude: ``(US$ Millions)``."""
    text = excerpt.text
    head = next((m for m in money.lonely_mark().finditer(text, timeout=TIMEOUT) if _is_heading(text, m)), None)
    if head is None:
        return None
    mark = Cell(money.currency(head.group("currency")), excerpt.spans(*head.span("currency")), ("currency",))
    return head.end(), mark, Cell(head.group("factor"), excerpt.spans(*head.span("factor")), ("join",))


def _is_heading(text: str, mark: regex.Match[str]) -> bool:
    """Whether a currency and a magnitude stand in brackets, with no figure beside them."""
    closed = text[mark.end() : mark.end() + 1] in ")]" or text[mark.end() : mark.end() + 1] == "\n"
    return (
        bool(mark.group("factor"))
        and closed
        and not text[max(mark.start() - 6, 0) : mark.start()].strip(" (")[-1:].isdigit()
    )


def scaled(excerpt: Excerpt, figure: regex.Match[str], mark: Cell, factor: Cell) -> Amount | None:
    """A figure (group ``amount``) in the units of its heading."""
    place = figure.span("amount")
    value = amount(f"{figure.group('amount')}\n{factor.value}")
    made = Cell(value, (*excerpt.spans(*place), *factor.spans), ("amount",))
    text = cell(excerpt, *place, ("join",))
    return Amount(*place, made, mark, text, figure.group("amount"), False, 0, "", "inferred") if value else None


def found(excerpt: Excerpt, is_giver: Giver) -> tuple[Row, list[Row]] | None:
    """The total and the payers' rows of the plan of financing in all of a block; None where nothing adds up."""
    if not _WORDS.search(excerpt.text):
        return None
    made = rows(excerpt, is_giver)
    paid = [r for r in made if r.name]
    sums = [(total, run) for total in made if total.total for run in _runs(total, paid)]
    if not sums:
        return None
    total, run = max(sums, key=lambda s: (Decimal(s[0].amount.value), len(s[1])))
    if any(Decimal(r.amount.value) > Decimal(total.amount.value) for r in paid):
        return None  # somebody pays more than that: it is the sum of something lesser
    mark = _mark(excerpt, made)
    lent = [replace(r, amount=replace(r.amount, currency=r.amount.currency or mark)) for r in run]
    return replace(total, amount=replace(total.amount, currency=total.amount.currency or mark)), lent


def _runs(total: Row, paid: list[Row]) -> Iterator[list[Row]]:
    """The payers, one after the other, whose amounts add up to a total; sums of those before them are passed over."""
    goal = Decimal(total.amount.value)
    for start in range(len(paid)):
        run: list[Row] = []
        added = Decimal(0)
        for row in paid[start : start + _MOST_PAYERS + 4]:
            value = Decimal(row.amount.value)
            if row is total or (len(run) > 1 and value == added) or len(run) == _MOST_PAYERS:
                continue
            run.append(row)
            added += value
            if added > goal:
                break
            if added == goal and len(run) >= _LEAST_PAYERS:
                yield run
                break


def _mark(excerpt: Excerpt, made: list[Row]) -> Cell | None:
    """The only currency that a text names; None where it names several, or none."""
    marks = [r.amount.currency for r in made if r.amount.currency]
    marks += [
        cell(excerpt, *m.span("currency"), ("currency",))
        for m in money.lonely_mark().finditer(excerpt.text, timeout=TIMEOUT)
        if m.group("currency").isupper() or "$" in m.group("currency")
    ]
    return marks[0] if len({m.value for m in marks}) == 1 else None
