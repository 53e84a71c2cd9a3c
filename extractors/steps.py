"""Named text -> text steps: what leads from a quote to a value, and can be run again by anyone.

A step is pure. ``name:argument`` passes an argument. The steps of dates, numbers, places and people live with
the knowledge they need; this table lists them all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

import regex

from extractors import dates, numbers, organisations, people, places
from extractors.lexicon import squeeze

_SOFT_BREAK = regex.compile(r"(?<=\w)\u00ad\s*\n\s*")
_HYPHEN_BREAK = regex.compile(r"(?<=\w[-\u2010])\s*\n\s*(?=\w)")

Step = Callable[..., str]


class UnknownStep(ValueError):
    """A receipt names a step that this version does not have."""


def join(text: str) -> str:
    """One line: a word broken by a hyphen at a line's end is kept with its hyphen, blanks become one blank."""
    if "\n" in text:
        text = _HYPHEN_BREAK.sub("", _SOFT_BREAK.sub("", text))
    return " ".join(text.split())


def trim(text: str) -> str:
    """Without separators and stray marks at either end."""
    return text.strip(" \t\n,;:.|•-–—/")


def strip_marks(text: str) -> str:
    """Without separators at either end; a full stop and closing brackets stay."""
    return text.strip(" \t\n,;:|•–—-")


def lower(text: str) -> str:
    """Lower case."""
    return text.lower()


def upper(text: str) -> str:
    """Upper case."""
    return text.upper()


def quotes_off(text: str) -> str:
    """Without a pair of quotation marks around it."""
    text = text.strip()
    pairs = {"“": "”", '"': '"', "‘": "’", "«": "»", "„": "“”", "'": "'", "‚": "‛"}
    inner = text[1:-1]
    return inner.strip() if len(text) > 2 and text[-1] in pairs.get(text[0], "") and text[0] not in inner else text


_GLUED_MARK = regex.compile(r"(?<=[\p{L})\]])[\d¹²³⁴⁵⁶⁷⁸⁹*†]{1,2}$")


def footnote_off(text: str) -> str:
    """Without a footnote mark that is glued to its end."""
    return _GLUED_MARK.sub("", text.rstrip())


def constant(text: str, value: str) -> str:
    """A value that the mere presence of the quote states."""
    return value if text.strip() else ""


def word(text: str, *values: str) -> str:
    """``a=b`` pairs: the value of the word that the quote is."""
    table = dict(v.split("=", 1) for v in values)
    return table.get(squeeze(text), "")


def correction(text: str, *values: str) -> str:
    """The value that a person put in the place of the one read, whatever that was."""
    return "|".join(values)


def total(text: str) -> str:
    """The sum of the numbers, a line each."""
    return plain(sum((Decimal(n) for n in text.split("\n") if n), Decimal(0)))


def difference(text: str) -> str:
    """The first number less all others."""
    first, *rest = (Decimal(n) for n in text.split("\n"))
    return plain(first - sum(rest, Decimal(0)))


def ratio(text: str) -> str:
    """The first number divided by the second, four decimals; empty where the second is 0."""
    first, second = (Decimal(n) for n in text.split("\n"))
    return plain((first / second).quantize(Decimal("0.0001"))) if second else ""


def percent(text: str) -> str:
    """The first number as a percentage of the second, two decimals; empty where the second is 0."""
    first, second = (Decimal(n) for n in text.split("\n"))
    return plain((first / second * 100).quantize(Decimal("0.01"))) if second else ""


def covered(text: str) -> str:
    """The percentage of the first number that is left when the second is taken off, two decimals."""
    first, second = (Decimal(n) for n in text.split("\n"))
    return plain(((first - second) / first * 100).quantize(Decimal("0.01"))) if first else ""


def decimal(text: str) -> str:
    """A short number with a decimal comma or point (``22,4 %``) as a plain decimal, its decimals kept."""
    match = regex.search(r"\d{1,3}(?:[.,]\d{1,2})?", text)
    return match.group().replace(",", ".") if match else ""


def product(text: str) -> str:
    """The product of the numbers, a line each, two decimals."""
    found = Decimal(1)
    for line in text.split("\n"):
        found *= Decimal(line)
    return plain(found.quantize(Decimal("0.01"), ROUND_HALF_EVEN))


def count(text: str) -> str:
    """How many lines there are."""
    return str(len([line for line in text.split("\n") if line]))


def listing(text: str) -> str:
    """The lines as a list, each once, in their order."""
    return "; ".join(dict.fromkeys(line for line in text.split("\n") if line))


def item(text: str, number: str) -> str:
    """One item of a list, counted from 0; empty where the list is shorter."""
    items = text.split("; ")
    return items[int(number)] if int(number) < len(items) else ""


def no_semicolon(text: str) -> str:
    """Semicolons, which part the items of a list, as commas."""
    return text.replace(";", ",")


def greatest(text: str) -> str:
    """The greatest of the numbers, a line each."""
    return plain(max(Decimal(n) for n in text.split("\n")))


def plain(number: Decimal) -> str:
    """A decimal without exponent and without trailing zeros."""
    text = format(number.normalize(), "f")
    return text if text != "-0" else "0"


STEPS: Mapping[str, Step] = {
    "join": join,
    "trim": trim,
    "strip-marks": strip_marks,
    "lower": lower,
    "upper": upper,
    "quotes-off": quotes_off,
    "footnote-off": footnote_off,
    "constant": constant,
    "word": word,
    "correction": correction,
    "sum": total,
    "difference": difference,
    "ratio": ratio,
    "percent": percent,
    "covered": covered,
    "decimal": decimal,
    "product": product,
    "count": count,
    "list": listing,
    "greatest": greatest,
    "item": item,
    "no-semicolon": no_semicolon,
    **numbers.STEPS,
    **dates.STEPS,
    **places.STEPS,
    **people.STEPS,
    **organisations.STEPS,
}


def replay(steps: Sequence[str], text: str) -> str:
    """Run named steps one after the other.

    Raises :class:`UnknownStep` for a name that is not in :data:`STEPS`.
    """
    for named in steps:
        text = run(named, text)
    return text


def run(named: str, text: str) -> str:
    """Run one step, written ``name`` or ``name:argument|argument``."""
    step, arguments = _parsed(named)
    return step(text, *arguments)


@lru_cache(1024)
def _parsed(named: str) -> tuple[Step, tuple[str, ...]]:
    name, _, arguments = named.partition(":")
    if name not in STEPS:
        raise UnknownStep(f"no step is called {name!r}")
    return STEPS[name], tuple(arguments.split("|")) if arguments else ()
