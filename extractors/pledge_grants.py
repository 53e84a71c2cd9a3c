"""Amounts that a label calls a grant or a loan, where another field names who gives: the one donor gave them."""

from __future__ import annotations

from extractors import money
from extractors.budgets import with_currency
from extractors.donor_names import of_donor
from extractors.evidence import Block, Excerpt, Field, Rule
from extractors.lexicon import squeeze, vocabulary
from extractors.money import Amount

GRANT = Rule(
    "pledges.grant",
    "Where the only amount of a project is labelled as a grant, its only donor gave it.",
    ("donor",),
    status="inferred",
)


def granted(block: Block, giver: Field | None = None) -> Amount | None:
    """The one amount of a block whose label says that it is a grant; None where others stand beside it, totals aside.

    Below the field that names the ``giver``, a label that only says that it is an amount says so too.
    """
    fields = [f for f in block.of("budget", "contribution") if f.label is not None and f is not giver]
    fields = [f for f in fields if f.label and of_donor(f.label.text)] or fields
    if len(fields) > 1:
        fields = [f for f in fields if f.label and not _says_whole(f.label)]
    if not fields or fields[0].label is None or len({(f.kind, squeeze(f.value.text)) for f in fields}) > 1:
        return None  # one that is printed twice is one
    label = squeeze(fields[0].label.text).strip(" :.").removeprefix("the ")
    said = vocabulary("money_sentences", "share", "granted")
    if giver in block.fields and block.fields.index(giver) + 1 == block.fields.index(fields[0]):
        said |= vocabulary("money_sentences", "share", "plain")
    if label not in said and not of_donor(label):
        return None
    found = with_currency(block, fields[0], money.amounts(fields[0].value, bare=True))
    return found[0] if len(found) == 1 else None


def _says_whole(label: Excerpt) -> bool:
    """Whether a label of a budget says that it is the whole cost: ``Total budget``, ``Value of the project``."""
    text = squeeze(label.text).strip(" :.").removeprefix("the ")
    if text in vocabulary("money_sentences", "share", "granted"):
        return False
    whole = vocabulary("doubts", "sums", "whole") | vocabulary("doubts", "sums", "eligible")
    return bool(whole.intersection(text.split())) or text in vocabulary("doubts", "project_sums")


def lent(block: Block) -> list[Amount]:
    """The amounts of a block where each label of one says that it is lent or granted, in several forms."""
    fields = [f for f in block.of("budget", "contribution") if f.label is not None]
    forms = [_forms(f.label) for f in fields if f.label is not None]
    if len(fields) < 2 or not all(forms) or len(set().union(*forms)) < len(fields):
        return []
    found = [with_currency(block, f, money.amounts(f.value, bare=True)) for f in fields]
    return [amounts[0] for amounts in found] if all(len(amounts) == 1 for amounts in found) else []


def _forms(label: Excerpt) -> frozenset[str]:
    """The words of a label that say in what form money is given."""
    return vocabulary("money_sentences", "share", "lent").intersection(squeeze(label.text).split())
