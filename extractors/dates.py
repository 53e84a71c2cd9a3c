"""Printed dates and durations, and the steps that lead from them to values.

A date becomes ISO 8601 at the precision it is printed with (``2009``, ``2009-03``, ``2009-03-01``), a duration
a number of months. :func:`scan` finds the dates of a text, :func:`durations` its durations.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date as calendar_date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache
from typing import NamedTuple

import regex

from extractors.calendar_months import months_between
from extractors.lexicon import alternation, squeeze, toml, words
from extractors.memory import remembered
from extractors.numbers import number_words, plain
from extractors.quick import Headed, headed

#: Years that a project brochure can mean.
YEAR = r"(?:19[5-9]|20[0-6])\d"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?!\d)"
_MONTH = r"(?:0?[1-9]|1[0-2])(?!\d)"
_ORDINAL = r"(?:\s?(?:st|nd|rd|th|er|ère|º|ª|°)(?!\p{L}))?\.?"
#: Nothing that makes a longer number, a code or a word of it stands before; a year that lost its dash may.
_FREE = rf"(?:(?<=[/.]{YEAR})|(?<![\p{{L}}\d])(?<!\d[.,/])(?<!\p{{L}}-)(?<!(?<![/.])\b\d{{1,3}}-))"
#: A year ends where no digit follows, or where a whole date follows that lost the dash before it.
_YEAR_END = rf"(?:(?!\d)|(?=\d{{1,2}}[/.](?:\d{{1,2}}[/.])?{YEAR}(?!\d)))"
#: Units that are a whole number of months.
_MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_DIGIT = regex.compile(r"\d")
_DASH = r"[-‐‑‒–—−]"
_OF = r"(?:(?:de|del|do|of|di|d['’])\s*)?"
_FULL = rf"(?P<year>{YEAR}){_YEAR_END}"
_SHORT = r"(?P<year>['’]\d\d|(?<=[-/.])\d\d)(?![\d:]|[./-]\d)"
_DAY_FIRST = rf"(?<![\d])(?<!\d[.,])(?P<day>{_DAY}){_ORDINAL}"
#: A month of two digits, and a year of two digits that is neither a month nor, for the most part, a day.
_TWO, _LATE = r"(?:0[1-9]|1[0-2])", r"(?:1[3-9]|[2-9]\d)"
_SHORT_MONTH = regex.compile(rf"(?P<month>{_TWO})[/.](?P<year>{_LATE})")
#: The forms in digits that are tried before those with a word, and those tried behind them.
_WHOLE_DATES = {
    "iso": rf"{_FREE}(?P<year>{YEAR})(?P<mark>[-/.])(?P<month>{_MONTH})(?P=mark)(?P<day>{_DAY})(?!/\d)"
    r"(?:[T\s]\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?",
    "numeric": rf"{_FREE}(?P<first>\d{{1,2}})\s?(?P<mark>[/.-])\s?(?P<second>\d{{1,2}})\s?(?P=mark)\s?{_FULL}",
    "short": rf"{_FREE}(?P<first>\d\d?)(?P<mark>[/.])(?P<second>\d\d)(?P=mark)(?P<year>\d\d)(?![\d]|[./,]\d)",
    "short_month": rf"{_FREE}(?P<month>{_TWO})(?P<mark>[/.])(?P<year>{_LATE})(?!\d|[/.]\d)"
    rf"(?:(?=\s?{_DASH}\s?{_TWO}(?P=mark){_LATE}(?!\d|[/.]\d))|(?<={_TWO}[/.]{_LATE}\s?{_DASH}\s?\d\d[/.]\d\d))",
    "month": rf"{_FREE}(?<!(?<!{YEAR})\s?/)(?P<month>{_MONTH})(?:\s?[/.]\s?|-){_FULL}(?![/.]\d)",
}
_YEARS = {
    "years": rf"{_FREE}(?P<year>{YEAR})(?P<mark>{_DASH}|/)(?P<last>\d\d)(?![\p{{L}}\d]|[./,-]\d)",
    "year": rf"(?:{_FREE}|(?<=\b{YEAR}/|\bmid-))(?<![$€£]\s?){_FULL}"
    rf"(?![\p{{L}}]|[.,]\d|\s?%|\)\d|[/-](?!{YEAR}(?!\d)|{_MONTH}[/.]|{_DAY}[/.])\d)",
}


def bare(word: str) -> str:
    """Folded, without accents and without a final full stop, as month names are looked up."""
    plain_letters = (c for c in unicodedata.normalize("NFD", squeeze(word)) if not unicodedata.combining(c))
    return "".join(plain_letters).rstrip(".")


def alternatives(items: Iterable[str]) -> str:
    """A group that matches any of the words, with their accents and final full stops or without."""
    return rf"(?:{alternation(form for w in items for form in (squeeze(w), bare(w)))})"


@cache
def months_by_name() -> Mapping[str, int]:
    """Month name or abbreviation in any language -> 1 to 12."""
    return {form: number for name, number in _flat(toml("calendar")["months"]) for form in (squeeze(name), bare(name))}


def _flat(table: Mapping[str, object]) -> Iterator[tuple[str, int]]:
    """The word -> number pairs of a table that may have a table per language."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value)
        else:
            yield key, int(str(value))


@cache
def date_pattern() -> Headed:
    """All forms of a printed date; the outer group that took part names the form."""
    forms = {**_WHOLE_DATES, **_worded(), **_YEARS, **_open()}
    words_first = [*months_by_name(), *_parts_of_year(), *words(toml("calendar")["fiscal"])]
    # What any form begins with saves trying them one by one; groups of three digits begin none.
    begin = rf"(?:(?=\d)(?!\d{{3}}(?!\d)|\d{{1,3}},\d|00|\d{{7}})|(?<!\p{{L}})(?={alternatives(words_first)}))"
    every = "|".join(f"(?P<as_{form}>{body})" for form, body in forms.items())
    return headed(rf"{begin}(?:{every})", regex.I)


def _named_month() -> str:
    """The name of a month, in any language."""
    return rf"(?<!\p{{L}})(?P<name>{alternatives(months_by_name())})(?!\p{{L}})\.?"


def _worded() -> dict[str, str]:
    """The forms with a word in them: a month, a quarter, a fiscal year."""
    name, quarter = _named_month(), alternatives(_parts_of_year())
    fiscal = alternatives(words(toml("calendar")["fiscal"]))
    return {
        "day": rf"{_DAY_FIRST}[\s./-]*{_OF}{name}[\s,./-]*{_OF}(?:{_FULL}|{_SHORT})",
        "named_day": rf"{name}[\s-]*(?P<day>{_DAY}){_ORDINAL}\s*,?\s*{_OF}{_FULL}",
        "year_month": rf"{_FREE}(?P<year>{YEAR})(?:\.\s?|\s)(?=(?-i:\p{{Lu}})|(?<=\.\s?)){name}(?!\s*,?\s*{_OF}\d)",
        "named_month": rf"{name},?\s*{_OF}[-/]?\s*(?:{_FULL}|{_SHORT})",
        "quarter": rf"(?<![\p{{L}}\d])(?:(?P<part>{quarter})[\s,/-]*{_OF}{_FULL}"
        rf"|{_FULL}[\s,/-]*(?P<part>{quarter})(?![\p{{L}}\d]))",
        "fiscal": rf"(?<!\p{{L}}){fiscal}[\s:-]*(?P<year>{YEAR}|\d\d(?!\d))"
        rf"(?:\s*(?:{_DASH}|/)\s*(?P<last>{YEAR}|\d\d))?(?!\d)",
    }


def _open() -> dict[str, str]:
    """The forms that lack their year, which the other end of the range gives; last, as any other form says more."""
    name, quarter = _named_month(), alternatives(_parts_of_year())
    to = rf"\s*(?:{_DASH}|{alternatives(words(toml('calendar')['range']))}(?!\p{{L}}))\s*"
    return {
        "open_day": rf"{_DAY_FIRST}[\s./-]*{_OF}{name}",
        "open_named_day": rf"{name}[\s-]*(?P<day>{_DAY}){_ORDINAL}(?!\d)",
        "open_month": name,
        "open_numeric": rf"{_FREE}(?P<first>\d{{1,2}})(?P<mark>[/.])(?P<second>\d{{1,2}})\.?"
        rf"(?={to}\d{{1,2}}[/.]\d{{1,2}}[/.]{YEAR})",
        "open_part": rf"(?<![\p{{L}}\d])(?P<part>{quarter})(?=(?:{to}|\s*/\s*){quarter})",
        "open_number": rf"(?<![\p{{L}}\d])(?<!\d[.,/-])(?P<day>{_DAY}){_ORDINAL}"
        rf"(?={to}{_DAY}{_ORDINAL}[\s./-]*{_OF}{name})",
    }


#: Days that some months have and others have not.
_LAST_DAYS = ("29", "30", "31")


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as it is printed, with its place in the text; a form that begins with ``open_`` lacks its year."""

    start: int
    end: int
    form: str
    parts: Mapping[str, str]
    places: Mapping[str, int]  #: where the parts begin

    @property
    def open(self) -> bool:
        """Whether year (or month and year) must be taken from the date behind it."""
        return self.form.startswith("open_")

    @property
    def order(self) -> str:
        """``dmy`` or ``mdy`` where this date itself decides it; empty where it does not."""
        if self.form not in ("numeric", "short", "open_numeric"):
            return ""
        first, second = int(self.parts["first"]), int(self.parts["second"])
        return "mdy" if second > 12 else "dmy" if first > 12 else ""

    @property
    def ambiguous(self) -> bool:
        """Whether day and month could change places (dots are only printed by those who put the day first)."""
        numeric = self.form in ("numeric", "short", "open_numeric") and self.parts["mark"] != "."
        return numeric and not self.order and int(self.parts["first"]) != int(self.parts["second"])

    def of_month(self) -> Printed:
        """The same without its day where the month has no such day: ``29 February 2011`` tells of February 2011."""
        day = self.parts.get("day", "")
        if "name" not in self.parts or day not in _LAST_DAYS:
            return self
        rest = {k: v for k, v in self.parts.items() if k != "day"}
        return replace(self, parts=rest | {"no_day": day})

    def iso(self, order: str = "", *, last: bool = False) -> str:
        """ISO 8601 at the precision printed; with ``last`` the last month of a quarter or half year.

        Empty for a day that is in no calendar and for a date without its year.
        """
        if self.open:
            return ""
        parts = self.parts
        year = century(parts["year"])
        if "first" in parts:
            month_first = (self.order or order) == "mdy"
            day, month = (parts["second"], parts["first"]) if month_first else (parts["first"], parts["second"])
            return _iso(year, int(month), int(day))
        if "part" in parts:
            months = _months_of(parts["part"])
            return _iso(year, months[last]) if months else ""
        if self.form == "years":
            return _iso(year, int(parts["last"])) or year
        number = (
            int(parts["month"]) if "month" in parts else months_by_name()[bare(parts["name"])] if "name" in parts else 0
        )
        return _iso(year, number, int(parts.get("day", 0)))


def _iso(year: str, month: int = 0, day: int = 0) -> str:
    """The date, where it is in the calendar."""
    try:
        calendar_date(int(year), month or 1, day or 1)
    except ValueError:
        return ""
    return year + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")


def century(year: str) -> str:
    """A year of four digits; one of two digits is of this century up to 69, as :data:`YEAR` has it."""
    digits = year.lstrip("'’")
    return digits if len(digits) == 4 else f"{20 if int(digits) < 70 else 19}{digits}"


@cache
def _parts_of_year() -> Mapping[str, tuple[int, int]]:
    """Words for a quarter or half year -> its first and last month."""
    parts = toml("periods")["part_of_year"]["parts"]
    return {
        form: (first, last) for first, last, listed in parts for word in listed for form in (squeeze(word), bare(word))
    }


def _months_of(part: str) -> tuple[int, int] | None:
    return _parts_of_year().get(bare(part))


@remembered
def scan(text: str) -> tuple[Printed, ...]:
    """The dates of a text, in order; those that are in no calendar are left out."""
    if not _DIGIT.search(text):
        return ()
    found = []
    for match in date_pattern().finditer(text):
        made = _printed(match)
        if not made.open and not made.iso():
            made = made.of_month()
        if made.open or made.iso():
            found.append(made)
    return tuple(found)


def _printed(match: regex.Match[str]) -> Printed:
    groups = {k: v for k, v in match.groupdict().items() if v is not None}
    form = next(k for k in groups if k.startswith("as_")).removeprefix("as_")
    parts = {k: v for k, v in groups.items() if k != f"as_{form}"}
    places = {k: match.start(k) for k in parts}
    return Printed(match.start(), match.end(), form, parts, places)


def date(text: str, *how: str) -> str:
    """The first date of a text; ``dmy`` or ``mdy`` orders an ambiguous one, ``end`` takes a quarter's last month.

    ``2009-10`` is October 2009 here; the step ``last-year`` reads it as two years. ``short`` reads ``09/97``, which
    is a month and a year only beside another one (:func:`scan`), standing alone.
    """
    if "short" in how:
        month = _SHORT_MONTH.search(text)
        return _iso(century(month["year"]), int(month["month"])) if month else ""
    for found in scan(text):
        if value := found.iso("mdy" if "mdy" in how else "dmy", last="end" in how):
            return value
    return ""


def last_year(text: str) -> str:
    """The second year of ``2009-10``, ``2009/2010`` or ``FY 2009-10``."""
    for found in scan(text):
        if "last" in found.parts:
            last, year = found.parts["last"], century(found.parts["year"])
            return last if len(last) == 4 else str(int(year) + (int(last) - int(year)) % 100)
    return ""


class Duration(NamedTuple):
    """A printed duration and its place in the text."""

    start: int
    end: int
    months: str  #: plain decimal


@cache
def duration_pattern() -> Headed:
    """A number and a unit of time, perhaps with a half or with months behind years."""
    own = toml("periods")["duration"]
    spelled = alternatives([*number_words(), *own["spelled"]])
    digits = r"(?:\d\d(?=/\d\d\D)|\d{1,4}(?:[.,]\d{1,2})?)"  # "24/27 months": of the work, and of the contract
    half = rf"(?P<half>½|(?:\s*{alternatives(own['half'])})(?!\p{{L}}))"
    worded = rf"(?:{_two_words()}|{spelled}(?:-{spelled})?)(?!\p{{L}})"
    number = rf"(?:(?P<number>{digits}|{worded})(?:(?<=\d\d)/\d\d(?!\d))?\s*{half}?|(?P<half>½))"
    unit = rf"(?P<unit>{alternatives(units())})(?!\p{{L}})\.?"
    echo = rf"(?:\s*\((?:\d{{1,3}}|{spelled}(?:-{spelled})?)\))?"
    joiner = rf"\s*,?\s*(?:{alternatives(own['and'])}\s+)?"
    further = rf"(?:{joiner}(?P<more>\d{{1,2}})|\s+{alternatives(own['and'])}\s+(?P<more>{spelled}))"
    more = rf"(?:{further}\s*(?P<more_unit>{alternatives(units())})(?!\p{{L}}))?"
    joint = r"[\s\u00ad‐‑-]*(?:" + alternatives(own["before_unit"]) + r"\s+)?(?:\((?=\p{L}+\)))?"
    return headed(
        rf"(?<![\p{{L}}\d])(?<!\d[.,/]|[$€£]\s?)(?:{number}{echo}{joint}{unit}(?:\s*{half})?{more}"
        rf"|(?P<number>{alternatives(own['whole'])})(?!\p{{L}}))",
        regex.I,
    )


def _two_words() -> str:
    """``forty five``, ``treinta y seis``; but no ``twenty one-year grants``."""
    known = number_words()
    tens = alternatives(w for w, n in known.items() if n in range(20, 100, 10))
    own = toml("periods")["duration"]
    ones = alternatives([*(w for w, n in known.items() if n < 10), *own["ones"]])
    ties = alternatives(own["ties"])
    return rf"{tens}\s(?:{ties}\s)?{ones}(?![-‐‑]\s?\p{{L}})"


@cache
def units() -> Mapping[str, str]:
    """Unit word -> ``month``, ``quarter``, ``half`` (a year), ``year``, ``week`` or ``day``."""
    return {
        form: unit
        for unit, listed in toml("calendar")["units"].items()
        for w in words(listed)
        for form in (squeeze(w), bare(w))
    }


def durations(text: str) -> Iterator[Duration]:
    """The durations of a text that are a number of months."""
    for match in duration_pattern().finditer(text):
        if value := _in_months(match):
            yield Duration(match.start(), match.end(), value)


def _in_months(match: regex.Match[str]) -> str:
    """Months of a matched duration; empty where it is none (10 days, 3 weeks)."""
    whole = toml("periods")["duration"]["whole"].get(squeeze(match["number"] or ""))
    if whole is not None:
        return str(whole)
    number = _number(match["number"] or "0")
    if number is None:
        return ""
    total = _months(number + (Decimal("0.5") if match["half"] else 0), units()[bare(match["unit"])])
    if match["more"]:
        total += _months(_number(match["more"]) or Decimal(0), units()[bare(match["more_unit"])])
    if not total or total != total.quantize(Decimal("0.01")):
        return ""
    whole_months = total.quantize(Decimal(1), ROUND_HALF_UP) if total > 12 else total  # "6.8 years" is no day count
    return plain(whole_months)


def _number(text: str) -> Decimal | None:
    """``2``, ``2,5``, ``thirty-six`` or ``zweieinhalb`` as a number."""
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        ties = toml("periods")["duration"]["ties"]
        parts = [part for part in text.replace("-", " ").split() if squeeze(part) not in ties]
        known = [_spelled().get(squeeze(part)) for part in [text, *parts]]
        if known[0] is not None:
            return known[0]
        return None if None in known[1:] else sum((k for k in known[1:] if k), Decimal(0))


@cache
def _spelled() -> Mapping[str, Decimal]:
    """Number word, with or without its accents, -> number."""
    table = {**number_words(), **toml("periods")["duration"]["spelled"]}
    return {form: Decimal(str(number)) for word, number in table.items() for form in (squeeze(word), bare(word))}


def _months(number: Decimal, unit: str) -> Decimal:
    """A number of units in months; weeks and days only where they make whole months (52 weeks, 90 days)."""
    if unit in _MONTHS_OF:
        return number * _MONTHS_OF[unit]
    year, month = (Decimal(52), Decimal(52) / 12) if unit == "week" else (Decimal(365), Decimal(30))
    for size, count in ((year, 12), (month, 1)):
        whole = number / size * count
        if whole == whole.to_integral_value():
            return whole
    return Decimal("NaN") if number else Decimal(0)


def months(text: str) -> str:
    """The months of the first duration in a text: ``three and a half years`` -> ``42``."""
    return next((found.months for found in durations(text)), "")


def in_years(text: str) -> bool:
    """Whether the first duration of a text is counted in years, so that months more or less are rounding."""
    match = duration_pattern().search(text)
    return bool(match and match["unit"] and not match["more"] and units()[bare(match["unit"])] == "year")


STEPS: Mapping[str, Callable[..., str]] = {
    "date": date,
    "last-year": last_year,
    "months": months,
    "months-between": months_between,
}
