"""The units that a label or heading gives to the numbers below it: ``Budget (USD x 1000)``, ``Cost in TEUR``."""

from __future__ import annotations

from functools import cache

import regex

from extractors.amount_words import long_magnitudes, marks
from extractors.engine import cell
from extractors.evidence import Cell, Excerpt
from extractors.lexicon import alternation, toml
from extractors.quick import TIMEOUT

#: A thousand or a million in figures.
_ROUND = r"1(?:[ ,.'’]?000){1,2}"


@cache
def _one_word() -> regex.Pattern[str]:
    """One word for magnitude and currency: ``TEUR``."""
    return regex.compile(rf"(?<![\p{{L}}\d])(?:{alternation(toml('money')['scaled'])})(?![\p{{L}}\d])", regex.I)


@cache
def _units() -> regex.Pattern[str]:
    """What says by how much the numbers are to be multiplied: no year, no number of a line."""
    table = toml("money")["label_units"]
    named = alternation(table["words"])
    ties = alternation(table["ties"])
    counted = rf"\s+(?:of\s+|(?:{alternation(table['of'])})\s*)(?!{marks()}|(?-i:\p{{Lu}}))\p{{L}}"  # "of households"
    return regex.compile(
        rf"(?:(?<![\p{{L}}\d])(?:{ties})|[(\[])\s*(?P<factor>{_ROUND})(?=['’]?s?\s*(?:$|[)\]]|\p{{Sc}}|(?-i:\p{{Lu}}{{2}})|of\b))"
        rf"|(?<![\p{{L}}\d])(?:{ties})\s*(?P<factor>(?:{named})(?!\p{{L}})|{long_magnitudes()})(?!{counted})"
        rf"|[(\[]\s*(?P<factor>(?:{named})(?!\p{{L}})|{long_magnitudes()})\s*[)\]]"
        rf"|[(\[](?P<factor>(?:{named})(?!\p{{L}}))\s(?:{alternation(table['of'])})"
        rf"|(?<![\d.,]|\d\s)(?P<factor>['’]?000s?)(?!\d)",
        regex.I,
    )


def one_word(excerpt: Excerpt) -> tuple[Cell, Cell] | None:
    """The currency and the magnitude of a word that is both; None where there is none."""
    match = _one_word().search(excerpt.text, timeout=TIMEOUT)
    if match is None:
        return None
    return cell(excerpt, *match.span(), ("scaled-currency",)), cell(excerpt, *match.span(), ("join",))


def factor(excerpt: Excerpt | None) -> Cell | None:
    """The magnitude that a label or heading names, wherever the currency stands; None where there is none."""
    match = _units().search(excerpt.text, timeout=TIMEOUT) if excerpt else None
    return cell(excerpt, *match.span("factor"), ("join",)) if excerpt and match else None
