"""The figure that a rounded one stands for: ``a 2.41 million euro project``, and ``the total 2,407,186 euro``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache

import regex

from extractors import amount_roles, money_sentences
from extractors.evidence import Block, Finding
from extractors.lexicon import alternation, toml
from extractors.money import Amount, amounts

#: A headline gives so many digits at least, or any amount would be near it.
_LEAST = 2
#: Characters before an amount in which a word for the whole stands.
_REACH = 30
_DOUBT = "the page also gives it rounded"


def sharpened(block: Block, found: list[Finding]) -> list[Finding]:
    """The findings, with a rounded budget of running text replaced by the figure that the text gives for the whole."""
    return [_sharp(block, f) if _is_rounded(f) else f for f in found]


def _is_rounded(one: Finding) -> bool:
    told = one.kind == "amount" and one.fixed.get("kind") == "budget"
    return told and one.rule in ("budgets.prose", amount_roles.BUDGET.id) and _digits(one.text("amount")) >= _LEAST


def _sharp(block: Block, rounded: Finding) -> Finding:
    for one in _wholes(block):
        if one.code == rounded.text("currency") and _rounds(one.value, rounded.text("amount")):
            fixed = {"kind": "budget", "approximate": "false"}
            return replace(rounded, cells=one.cells(printed=True), status="doubtful", doubt=_DOUBT, fixed=fixed)
    return rounded


def _wholes(block: Block) -> Iterator[Amount]:
    """The amounts of running text behind a word for the whole, which are no share of somebody."""
    for excerpt in money_sentences.texts(block):
        shares = {r.amount.start for r in money_sentences.read(excerpt) if r.role == "share"}
        for one in amounts(excerpt):
            before = excerpt.text[max(0, one.start - _REACH) : one.start]
            if one.start not in shares and _whole().search(before):
                yield one


@cache
def _whole() -> regex.Pattern[str]:
    words = alternation(toml("money_sentences")["precise"]["whole"])
    return regex.compile(rf"(?<!\p{{L}})(?:{words})(?!\p{{L}})[^.;,\d]*$", regex.I)


def _digits(value: str) -> int:
    """How many digits of an amount tell anything: ``2410000`` has three."""
    return (
        len(value.split(".")[0].strip("0")) if "." not in value.rstrip("0") else len(value.replace(".", "").strip("0"))
    )


def _rounds(value: str, rounded: str) -> bool:
    """Whether an amount with more digits is the rounded one when it is rounded as that was."""
    if _digits(value) <= _digits(rounded):
        return False
    unit = Decimal(10) ** (len(rounded.split(".")[0]) - _digits(rounded))
    return (Decimal(value) / unit).quantize(Decimal(1)) * unit == Decimal(rounded)
