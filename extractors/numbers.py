"""Printed amounts -> plain decimals.

The separators of a printed number are decided by the number alone (:func:`amount`); where it is malformed, the
other readings (:func:`readings`) are what reconcile tries against the document's own arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import regex

from extractors import cut_short
from extractors.lexicon import alternation, squeeze, toml

#: A number as brochures print it: groups of digits with any separators between them.
#: Blanks group only digits in threes, so that ``US$ 368,800 2009`` is not one number. Beside a separator they are
#: part of a number only where cents end it (``61, 240.30``) or two groups or more follow, all parted by the same mark
#: (``4, 945, 000``, ``2,060, 682``). A first group of four digits is that of no year: ``1324 380``.
_STRAY = "|".join(
    rf"\d{{1,3}}(?=[{mark}\d]*[ \u00a0])(?:[ \u00a0]?{mark}[ \u00a0]?\d{{3}}(?!\d)){{2,}}+"
    r"(?:[.,]\d{1,2}(?!\d))?(?![.,]\d)"
    for mark in (",", r"\.")
)
NUMBER = (
    r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3}(?!\d))++(?:[.,]\d{1,2}(?!\d))?"
    r"|\d{1,3}(?=[.,]?[ \u00a0])(?:[ \u00a0]?[.,][ \u00a0]?\d{3}(?!\d))++[.,]\d\d(?![\d.,]*\d)"
    rf"|{_STRAY}"
    r"|(?!19|20)[1-9]\d{3}[ \u00a0]\d{3}(?!\d|[ \u00a0.,]\d)"
    r"|\d++(?:[.,'’‘´`˙](?=\d)\d++)*+)"
)

_DIGITS = regex.compile(NUMBER)
#: A digit, a raised or a circled one too: what ``str.isdigit`` says of a character.
FIGURE = regex.compile(r"[\p{Numeric_Type=Decimal}\p{Numeric_Type=Digit}]")
_THOUSANDS = regex.compile(r"\s*(?:1(?:[ ,.'’]?000){1,2}|['’]?000s?)\s*")
_BEHIND_DIGITS = regex.compile(r"^[\s.,/-]+(?=\D)")
_SPLIT = regex.compile(r"[.,'’‘´`˙\u00a0\u202f ]")


def plain(number: Decimal) -> str:
    """A decimal without exponent and without trailing zeros."""
    return format(number.normalize(), "f")


@cache
def magnitudes() -> Mapping[str, Decimal]:
    """Magnitude word (folded, without a final full stop) -> factor."""
    return {
        squeeze(w).rstrip("."): Decimal(10) ** Decimal(str(_power(p))) for w, p in toml("money")["magnitude"].items()
    }


def _power(value: Any) -> int:
    """The exponent of a factor that is given as exponent (6) or as number (1e6)."""
    number = Decimal(str(value))
    return int(number) if number < 30 else int(number.log10().to_integral_value())


@cache
def number_words() -> Mapping[str, int]:
    """Number word in any language -> its value."""
    table = toml("money")["number_words"]
    flat = {k: v for part in table.values() for k, v in (part.items() if isinstance(part, dict) else ())}
    flat |= {k: v for k, v in table.items() if not isinstance(v, dict)}
    return {squeeze(k): int(v) for k, v in flat.items()}


def well_formed(digits: str) -> Decimal | None:
    """The value of a printed number by its own separators; None where they make no sense.

    Groups of three (of two before the last three, as in South Asia) are thousands; one separator of another
    kind with one or two digits behind it, last, is the decimal point. A lone separator with three digits
    behind it groups, as amounts of money have no thousandths.
    """
    parts = _SPLIT.split(digits)
    marks = ["'" if m in "'’‘´`˙" else " " if m.isspace() or m == "\u00a0" else m for m in _SPLIT.findall(digits)]
    if not marks:
        return Decimal(digits)
    last = marks[-1]
    if (
        marks.count(last) == 1
        and last in ".,"
        and (len(parts[-1]) in (1, 2) or (len(parts[-1]) > 3 and parts[0] == "0"))
    ):
        return _with_decimals(parts, marks)
    if len(set(marks)) == 1 and _grouped(parts):
        return Decimal("".join(parts))
    return None


def _with_decimals(parts: list[str], marks: list[str]) -> Decimal | None:
    whole, fraction = parts[:-1], parts[-1]
    if len(set(marks[:-1])) <= 1 and (len(whole) == 1 or _grouped(whole)) and marks[-1] not in marks[:-1]:
        return Decimal(f"{''.join(whole)}.{fraction}")
    return None


def _grouped(parts: list[str]) -> bool:
    """Whether digits stand in groups of thousands (western) or of lakhs (South Asian)."""
    head, *rest = parts
    western = all(len(p) == 3 for p in rest)
    asian = len(rest) > 1 and len(rest[-1]) == 3 and all(len(p) == 2 for p in rest[:-1])
    return 1 <= len(head) <= 3 and (western or (asian and len(head) <= 2))


def amount(text: str, mode: str = "", group: str = "") -> str:
    """``3,5 million`` -> ``3500000``; ``CHF``-less, the currency is another cell. Empty where it is no number.

    ``mode`` picks a reading other than the plain one: ``grouped`` (every separator groups), ``padded`` (the
    last group has lost zeros), ``footnote`` (the last digit is a footnote mark), ``cents`` (the last two digits are
    cents, though what parts them groups the others), ``spaced`` (blanks inside the number are stray), ``completed``
    (a group has lost a digit; it is ``group`` in full), ``thousand``, ``million`` or ``billion`` (the word beside
    another amount holds for this one too), ``unscaled`` (the magnitude does not hold), ``compound`` (each magnitude
    has a number of its own: ``1 million 200 thousand``), ``cut`` (``mil`` is a million cut short, not a thousand).
    """
    text = text.strip()
    if mode == "compound":
        return _compound(text)
    match = _DIGITS.search(text)
    if match is None:
        return _in_words(text)
    factor = _factor(text[match.end() :]) * Decimal(10) ** scaled(text)[1]
    if factor == 1:
        factor = _factor(text[: match.start()])  # "US$ million 3.50"
    if mode in SCOPES:
        factor = SCOPES[mode] if factor == 1 else Decimal(0)
    elif mode == "unscaled":
        factor = Decimal(1) if factor > 1 else Decimal(0)
    elif mode == "cut":
        factor = SCOPES["million"] if cut_short.is_million(text) else Decimal(0)
    value = _completed(match.group(), group) if mode == "completed" else READINGS.get(mode, well_formed)(match.group())
    beside = "\n" not in text[match.end() :]
    if factor > 1 and mode in ("", *SCOPES) and beside and regex.fullmatch(r"\d+[.,]\d+", match.group()):
        value = Decimal(_SPLIT.sub(".", match.group()))  # nobody writes "1.234 million" for a thousand millions
    return "" if value is None or (mode and not factor) else plain(value * factor)


def _factor(rest: str) -> Decimal:
    """The factor of the magnitude words that stand behind the digits; 1 where there are none."""
    if _THOUSANDS.fullmatch(rest):
        return Decimal(10) ** rest.count("0")  # "amounts in NOK 1 000" over a column
    if rest.startswith("\n") and squeeze(rest) in (named := toml("money")["label_units"]["words"]):
        return Decimal(10) ** int(named[squeeze(rest)])
    factor = Decimal(1)
    words = squeeze(_BEHIND_DIGITS.sub(" ", rest)).split()
    for word in words[1:] if words and words[0] in currencies() else words:  # "20 KD million"
        if word.rstrip(".") not in magnitudes():
            break
        factor *= magnitudes()[word.rstrip(".")]
    return factor


@cache
def currencies() -> Mapping[str, str]:
    """Folded mark or word -> ISO 4217 code, the ambiguous ones included."""
    table = toml("money")
    return {squeeze(k): v for part in ("ambiguous", "currency") for k, v in table[part].items()}


def scaled(text: str) -> tuple[str, int]:
    """The currency and the power of ten of a word such as ``MEUR`` in a text; empty and 0 where there is none."""
    if not _any_scaled().search(text):
        return "", 0
    return next(((code, power) for word, code, power in _scaled() if word.search(text)), ("", 0))


@cache
def _any_scaled() -> regex.Pattern[str]:
    """Any of these words: a quick look first."""
    return regex.compile(rf"(?<!\p{{L}})(?:{alternation(toml('money')['scaled'])})(?!\p{{L}})", regex.I)


@cache
def _scaled() -> tuple[tuple[regex.Pattern[str], str, int], ...]:
    """The words for a magnitude and a currency in one, with the currency and the power of ten."""
    return tuple(
        (regex.compile(rf"(?<!\p{{L}})(?:{alternation([word])})(?!\p{{L}})", regex.I), str(code), int(power))
        for word, (code, power) in toml("money")["scaled"].items()
    )


_HUNDRED = 100


def _compound(text: str) -> str:
    """``um milhão e 200 mil`` -> ``1200000``; empty where there are not two magnitudes, the larger one first."""
    total, current, last = Decimal(0), Decimal(0), Decimal(0)
    for word in squeeze(text).replace(",\n", " ").split():
        factor = magnitudes().get(word.rstrip(",."))
        if factor is None:
            value = Decimal((well_formed(word.rstrip(",")) if word[:1].isdigit() else number_words().get(word)) or 0)
            current = current * value if value == _HUNDRED and current else current + value
        elif last and factor >= last:
            return ""
        else:
            total, current, last = total + max(current, Decimal(1)) * factor, Decimal(0), factor
    return plain(total) if last else ""


def _in_words(text: str) -> str:
    """``seven million`` -> ``7000000``."""
    total, current, seen = Decimal(0), Decimal(0), False
    for word in squeeze(text).replace("-", " ").split():
        if word in ("and", "et", "y", "und"):
            continue
        if word in magnitudes() and (seen or word not in ("m", "k", "t")):
            total, current = (
                (total + max(current, Decimal(1)) * magnitudes()[word], Decimal(0))
                if word != "thousand"
                else (total, current * 1000)
            )
        elif word in number_words():
            value = number_words()[word]
            current = current * value if value in (100, 1000) and current else current + value
        else:
            break
        seen = True
    return plain(total + current) if seen else ""


def _grouping(digits: str) -> Decimal | None:
    parts = _SPLIT.split(digits)
    return Decimal("".join(parts)) if len(parts) > 1 else None


def _padded(digits: str) -> Decimal | None:
    parts = _SPLIT.split(digits)
    if len(parts) < 2 or len(parts[-1]) >= 3 or any(len(p) != 3 for p in parts[1:-1]):
        return None
    return Decimal("".join([*parts[:-1], parts[-1].ljust(3, "0")]))


def _footnoted(digits: str) -> Decimal | None:
    parts = _SPLIT.split(digits)
    return well_formed(digits[:-1]) if len(parts) > 1 and len(parts[-1]) == 4 else None


def _cents(digits: str) -> Decimal | None:
    """``100,267,01`` with its last separator as the point: groups of three, and two digits behind them."""
    whole, last = digits[:-3], digits[-3:]
    if not regex.fullmatch(r"[.,'’]\d\d", last) or not _SPLIT.search(whole) or not _grouped(_SPLIT.split(whole)):
        return None
    return Decimal(f"{_SPLIT.sub('', whole)}.{last[1:]}")


def _spaced(digits: str) -> Decimal | None:
    bare = regex.sub(r"\s", "", digits)
    return well_formed(bare) or (_cents(bare) if bare != digits else None)


def _completed(digits: str, group: str) -> Decimal | None:
    """The number whose one group of two digits, behind a separator, is ``group`` in full."""
    parts = _SPLIT.split(digits)
    short = [n for n, part in enumerate(parts) if n and len(part) == 2]
    if len(short) != 1 or any(len(p) != 3 for n, p in enumerate(parts) if n and n != short[0]):
        return None
    lost = [group[:n] + group[n + 1 :] for n in range(3)] if regex.fullmatch(r"\d{3}", group) else []
    if parts[short[0]] not in lost:
        return None
    return Decimal("".join([*parts[: short[0]], group, *parts[short[0] + 1 :]]))


#: Words for a magnitude that may hold for an amount beside which they do not stand -> factor.
SCOPES: Mapping[str, Decimal] = {"thousand": Decimal(10**3), "million": Decimal(10**6), "billion": Decimal(10**9)}

READINGS: Mapping[str, Callable[[str], Decimal | None]] = {
    "": well_formed,
    "grouped": _grouping,
    "padded": _padded,
    "footnote": _footnoted,
    "cents": _cents,
    "spaced": _spaced,
}


def readings(text: str) -> dict[str, str]:
    """All readings of a printed amount that make a number: mode -> plain decimal."""
    return {mode: value for mode in READINGS if (value := amount(text, mode))}


def completions(text: str) -> dict[str, str]:
    """The readings of a printed amount in which one group has got back a digit: mode -> plain decimal."""
    match = _DIGITS.search(text)
    parts = _SPLIT.split(match.group()) if match else []
    short = [p for p in parts[1:] if len(p) == 2]
    if len(short) != 1:
        return {}
    groups = {short[0][:n] + digit + short[0][n:] for n in range(3) for digit in "0123456789"}
    modes = (f"completed|{group}" for group in sorted(groups))
    return {mode: value for mode in modes if (value := amount(text, *mode.split("|")))}


def scope(text: str) -> str:
    """The magnitude that a printed amount has beside it: a key of :data:`SCOPES`; empty where it has none."""
    match = _DIGITS.search(text)
    factor = (_factor(text[match.end() :]) * Decimal(10) ** scaled(text)[1]) if match else Decimal(1)
    return next((name for name, size in SCOPES.items() if size == factor), "")


def unit(text: str) -> Decimal:
    """What the last printed digit of an amount with a magnitude stands for: 100000 in ``3.5 million``; else 1."""
    match = _DIGITS.search(text)
    size = SCOPES.get(scope(text), Decimal(1))
    if match is None or size == 1:
        return Decimal(1)
    _, mark, decimals = match.group().replace(",", ".").rpartition(".")
    return max(size / 10 ** len(decimals), Decimal(1)) if mark else size


def suspicious(text: str) -> bool:
    """Whether the digits of a printed amount are malformed, or formed so that a separator is in doubt.

    ``1,906.876`` and ``70,551,6431`` make no number; ``756,00`` makes one, but so does ``756,000`` that lost
    a digit, and where the other amounts of a document group by commas it is likely the latter.
    """
    return _DIGITS.search(text) is not None and not amount(text)


def _two_magnitudes(raw: str) -> bool:
    """Whether two numbers with a magnitude each stand in an amount, digits in one of them at least."""
    words = [w.rstrip(",.") for w in squeeze(raw).split()]
    return (
        sum(w in magnitudes() for w in words) > 1
        and words[0] not in magnitudes()
        and bool(_compound(raw))
        and (any(w[:1].isdigit() for w in words[1:]) or words[0] in toml("money")["compound"]["one"])
    )


def reading(raw: str) -> tuple[tuple[str, ...], str, str]:
    """The steps that read a printed number, its status, and what is doubtful about it."""
    if _two_magnitudes(raw):
        return ("amount:compound",), "stated", ""
    if cut_short.may_be_million(raw):
        return ("amount:cut",), "inferred", ""
    if not suspicious(raw):
        return ("amount",), "stated", ""
    if amount(raw, "footnote"):
        return ("amount:footnote",), "inferred", ""
    if amount(raw, "cents"):
        return (
            ("amount:cents",),
            "doubtful",
            f"the number {raw.strip()} is malformed; its last digits were read as cents",
        )
    if regex.search(r"\s", raw.strip()) and amount(raw, "spaced"):
        return ("amount:spaced",), "doubtful", f"the number {raw.strip()} has blanks inside"
    if amount(raw, "grouped"):
        return (
            ("amount:grouped",),
            "doubtful",
            f"the number {raw.strip()} is malformed; every separator was read as grouping",
        )
    return ("amount",), "doubtful", f"the number {raw.strip()} is malformed"


_YEAR_LIKE = regex.compile(r"(?:19[5-9]|20[0-5])\d")


def year_like(text: str) -> bool:
    """Whether a number could as well be a year (1950-2059): four digits without a separator."""
    return bool(_YEAR_LIKE.fullmatch(text.strip()))


def count_word(text: str) -> str:
    """A count in digits or in words: ``twelve`` -> ``12``; empty for other words."""
    word = squeeze(text)
    return str(int(word)) if word.isdigit() else str(number_words().get(word, ""))


STEPS: Mapping[str, Callable[..., str]] = {"amount": amount, "count-word": count_word}
