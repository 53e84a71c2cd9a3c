"""Dates of one stretch of text -> starts and ends, as cells with receipts.

Two dates with a dash or a range word between them are a start and an end. A first date without its year
(``1 July to 31 December 2006``) takes it from the second: its cell then quotes two places.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractors.dates import YEAR, Duration, Printed, alternatives, bare, durations, months_by_name, scan
from extractors.evidence import Block, Cell, Excerpt, Finding, Rule
from extractors.lexicon import toml, words
from extractors.steps import replay

#: Languages whose writers put the day first (CLDR short date patterns).
DAY_FIRST = frozenset({"fr", "es", "de", "pt", "it"})

_PUNCTUATION = r"[\s:;,.=()\[\]~|>→⟶➔➝➡▶/‐‑‒–—−-]*"
_NUMERIC = regex.compile(rf"(?:(?<![\d/.-])|(?<=[/-]{YEAR}))(\d{{1,2}})([/.-])(\d{{1,2}})\2{YEAR}")
#: ``dd/mm/yyyy`` and its like, with j or t for the day and a for the year in French, Spanish and German.
_HINT = regex.compile(r"(?<!\p{L})(?:(?P<mdy>mm?/dd?/|mm\W{1,2}dd)|(?P<dmy>dd?/mm?/|(?:dd|jj|tt)\W{1,2}mm))", regex.I)


def pieced(excerpt: Excerpt, places: Iterable[tuple[int, int]], steps: Sequence[str]) -> Cell:
    """The cell read from several places of an excerpt, in the order given."""
    parts = [excerpt.cut(start, end) for start, end in places]
    spans = tuple(span for part in parts for span in part.pieces)
    return Cell(replay(steps, "\n".join(part.text for part in parts)), spans, tuple(steps))


def order_of(block: Block) -> str:
    """Whether the numeric dates of a block have the day or the month first: ``dmy``, ``mdy``, or empty if unknown.

    Dates with a number above 12 decide it; where they disagree or there are none, a hint (``dd/mm/yyyy``) in a
    field does, then the language.
    """
    texts = [f.value.text for f in block.fields]
    texts += [e.text for e in (*block.narrative, *block.page, *block.announced)]
    pairs = [(int(m[1]), int(m[3])) for text in texts for m in _NUMERIC.finditer(text)]
    proved = {
        "dmy" if first > 12 else "mdy" for first, second in pairs if max(first, second) > 12 >= min(first, second)
    }
    if len(proved) == 1:
        return proved.pop()
    return "dmy" if block.language in DAY_FIRST else ""


def hinted(*texts: str) -> str:
    """The order that a printed pattern such as ``(dd.mm.yyyy)`` gives."""
    match = next((m for text in texts if (m := _HINT.search(text))), None)
    return "" if match is None else "mdy" if match["mdy"] else "dmy"


@cache
def _and_pattern() -> regex.Pattern[str]:
    """What stands between items of a list."""
    word = alternatives(toml("periods")["date"]["and"])
    return regex.compile(rf"\s*(?:[,;&]\s*(?:{word}\s*)?|{word}\s*)", regex.I)


@cache
def _join_pattern() -> regex.Pattern[str]:
    joins = alternatives([*toml("periods")["date"]["joins"], *words(toml("calendar")["range"])])
    return regex.compile(rf"{_PUNCTUATION}(?:(?<!\p{{L}}){joins}(?!\p{{L}}){_PUNCTUATION}){{0,4}}", regex.I)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One or two printed dates: a start and an end, or one date that may be either."""

    first: Printed
    second: Printed | None = None
    years: bool = False  #: ``2009-10`` is read as two years, not as a month

    @property
    def start(self) -> int:
        """Where it begins in the text."""
        return self.first.start

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return (self.second or self.first).end

    def between(self, text: str) -> str:
        """What stands between the two dates."""
        return text[self.first.end : self.second.start] if self.second else ""

    def of_two(self, text: str) -> bool:
        """Whether it has two dates, and is not one of two months: ``February/March 2018``."""
        either = self.first.open and self.between(text).strip() == "/"
        return self.second not in (None, self.first) and not either


class Reader:
    """The dates of one excerpt, and the cells that can be made of them."""

    def __init__(self, excerpt: Excerpt, order: str = "", *, years: bool = True) -> None:
        """Read an excerpt; ``order`` is the block's, ``years`` says that ``2009-10`` may be two years here."""
        self.excerpt = excerpt
        self.text = excerpt.text
        self.dates = scan(self.text)
        own = {d.order for d in self.dates if d.order}
        self.order = own.pop() if len(own) == 1 else order
        self.years = years

    def stretches(self) -> Iterator[Stretch]:
        """Its dates, two by two where they are joined; a date without its year only as the first of two."""
        dates = self.dates
        at = 0
        while at < len(dates):
            behind = dates[at + 1] if at + 1 < len(dates) else None
            if behind and not behind.open and self.joined(dates[at], behind):
                last = self._last_listed(at + 1)
                yield Stretch(dates[at], dates[last], self.years and as_years(dates[at], behind))
                at = last + 1
                continue
            if not dates[at].open:
                yield self._alone(dates[at])
            at += 1

    def _alone(self, printed: Printed) -> Stretch:
        """A date without a partner; some are a period by themselves (``2009-10``, ``FY 2009/10``, ``Q1 2010``)."""
        years = _year_pair(printed) and (self.years or printed.parts["mark"] != "-")
        whole = years or "part" in printed.parts or (printed.form == "fiscal" and "last" in printed.parts)
        return Stretch(printed, printed if whole else None, years)

    def joined(self, one: Printed, two: Printed) -> bool:
        """Whether what stands between two dates makes them a start and an end."""
        between = self.text[one.end : two.start]
        years = one.form == two.form == "year"
        if between.strip() == "/":
            return years or one.form in ("open_month", "open_part")
        if not between.strip(" "):
            if one.form == "open_day" and two.form == "day":
                return _in_order(one, two)  # "01 January 31 August 2014": the dash between them is lost
            return not (one.open or years or (len(one.iso()) == 10 and one.iso() == two.iso()))
        if _and_pattern().fullmatch(between):
            return self._listed(one, two) or before(self.text, one.start, "between")
        return bool(_join_pattern().fullmatch(between)) and bool(not one.open or between.strip())

    def _listed(self, one: Printed, two: Printed) -> bool:
        """Whether two dates are consecutive years of a list (``2010, 2011 and 2012``)."""
        years = one.form == two.form == "year" and int(two.parts["year"]) - int(one.parts["year"]) == 1
        return years and bool(_and_pattern().fullmatch(self.text[one.end : two.start]))

    def _last_listed(self, at: int) -> int:
        """The place of the last date of a list of consecutive years."""
        while at + 1 < len(self.dates) and self._listed(self.dates[at], self.dates[at + 1]):
            at += 1
        return at

    def start_cell(self, stretch: Stretch) -> Cell:
        """The cell of a stretch's first date."""
        first, lender = stretch.first, stretch.second
        if first.form == "years" and stretch.years:
            at = first.places["year"]
            return pieced(self.excerpt, [(at, at + 4)], ("date",))
        if first.open and lender:
            return self._borrowed(first, lender)
        return pieced(self.excerpt, [(first.start, first.end)], (self._date(first),))

    def end_cell(self, stretch: Stretch) -> Cell:
        """The cell of a stretch's last date."""
        last = stretch.second or stretch.first
        step = self._date(last)
        if "last" in last.parts and (last.form == "fiscal" or stretch.years):
            step = "last-year"
        elif "part" in last.parts:
            step = "date:end"
        return pieced(self.excerpt, [(last.start, last.end)], (step,))

    def _date(self, printed: Printed) -> str:
        if printed.form == "short_month":
            return "date:short"
        dotted = printed.form == "numeric" and printed.parts["mark"] == "." and not printed.order
        turned = dotted and self.order == "mdy"  # ``10.01.2015 - 09.30.2021``: another date of the page shows it
        return f"date:{self.order or 'dmy'}" if printed.ambiguous or turned else "date"

    def _borrowed(self, first: Printed, lender: Printed) -> Cell:
        """The cell of a date without its year (or month), which the date behind it lends."""
        at = lender.places["year"]
        end = at + len(lender.parts["year"])
        own = (first.start, first.end)
        if first.form == "open_numeric":
            own = (first.start, first.places["second"] + len(first.parts["second"]))
            at = self.text.rfind(lender.parts.get("mark", "."), 0, at)
        elif first.form == "open_number":
            at = lender.places.get("name", at)
        return pieced(self.excerpt, [own, (at, end)], (self._date(first),))

    def doubt(self, stretch: Stretch, start: str, end: str) -> str:
        """Why a person should look at a stretch; empty where it reads cleanly."""
        unsure = next((d for d in (stretch.first, stretch.second) if d and d.ambiguous and not self.order), None)
        if unsure:
            printed = self.text[unsure.start : unsure.end]
            return f"{printed} may have the day or the month first and nothing near it decides; the day was read first"
        if gone := next((d for d in (stretch.first, stretch.second) if d and "no_day" in d.parts), None):
            return f"{self.text[gone.start : gone.end]} is in no calendar; its month was read"
        size = min(len(start), len(end))
        if size and end[:size] < start[:size]:
            return f"the period ends ({end}) before it starts ({start})"
        both = [d for d in (stretch.first, stretch.second) if d and d.form == "years"]
        if stretch.years and stretch.second is not stretch.first and all(_month_pair(d) for d in both):
            return "the dates may be financial years or months; they were read as years"
        return ""


def _in_order(one: Printed, two: Printed) -> bool:
    """Whether a day without its year comes before another one of the same year, in an earlier month."""
    return months_by_name()[bare(one.parts["name"])] < months_by_name()[bare(two.parts["name"])]


def _year_pair(printed: Printed) -> bool:
    """Whether ``2009-10`` can be two years."""
    if printed.form != "years":
        return False
    first, last = int(printed.parts["year"]), int(printed.parts["last"])
    return last > first % 100 or (first % 100 == 99 and last == 0)


def _month_pair(printed: Printed) -> bool:
    """Whether ``2009-10`` can be a year and a month."""
    return printed.form == "years" and 1 <= int(printed.parts["last"]) <= 12


def as_years(one: Printed, two: Printed) -> bool:
    """Whether ``2009-10 to 2011-12`` is financial years: all can be, and all are a year long or one is no month."""
    both = [d for d in (one, two) if d.form == "years"]
    if not both or not all(_year_pair(d) for d in both):
        return False
    long = all(int(d.parts["last"]) - int(d.parts["year"]) % 100 == 1 for d in both)
    return long or not all(_month_pair(d) for d in both)


def found(rule: Rule, kind: str, cells: Mapping[str, Cell], doubt: str = "") -> Iterator[Finding]:
    """The finding of a rule in a field of this kind; none where no cell has a value."""
    filled = {column: cell for column, cell in cells.items() if cell.value}
    if filled:
        yield Finding(rule.makes, rule.id, filled, kind, "doubtful" if doubt else rule.status, doubt or rule.doubt)


@cache
def cue(name: str, where: str = "before", *, table: str = "date") -> regex.Pattern[str]:
    """Words of ``lexicon/periods.toml`` that stand directly ``before`` or ``behind`` a place, or anywhere (``in``)."""
    listed = rf"(?<!\p{{L}}){alternatives(toml('periods')[table][name])}(?!\p{{L}})"
    around = {"before": f"{listed}{_PUNCTUATION}$", "behind": f"{_PUNCTUATION}{listed}", "in": listed}
    return regex.compile(around[where], regex.I)


def before(text: str, position: int, name: str, *, table: str = "date") -> bool:
    """Whether words of this list stand directly before a place."""
    near = max(0, position - toml("periods")["reach"]["cue"])
    return bool(cue(name, table=table).search(text[near:position]))


def behind(text: str, position: int, name: str, *, table: str = "date") -> bool:
    """Whether words of this list stand directly behind a place."""
    return bool(cue(name, "behind", table=table).match(text, position))


@cache
def _several() -> regex.Pattern[str]:
    """The first number of ``12 to 36 months``, before the second."""
    ranges = alternatives(toml("periods")["duration"]["range"])
    return regex.compile(rf"(?<![\d.,/])\d{{1,3}}\s*{ranges}\s*$", regex.I)


#: Characters before a duration in which words stand that say what is done in it.
_HEAD = 48


@cache
def _to_come() -> regex.Pattern[str]:
    """What is said before the time in which a project is carried out or paid: ``implemented over the next``."""
    said = toml("periods")["narrative"]
    amount = rf"(?:[\d\p{{Sc}}]|(?<!\p{{L}}){alternatives(said['money'])})(?:\s*\([^()]*\))?"
    paid = rf"{amount}\s+{alternatives(said['paid_next'])}"
    return regex.compile(rf"(?:(?<!\p{{L}}){alternatives(said['lasts_next'])}|{paid})\s+$", regex.I)


def lengths(text: str) -> list[Duration]:
    """The durations of a text that can be the project's: not ``every 6 months``, not ``12 to 36 months``."""
    return [
        d
        for d in durations(text)
        if float(d.months) <= toml("periods")["reach"]["longest"]
        and (
            not before(text, d.start, "not_before", table="duration")
            or _to_come().search(text[max(0, d.start - _HEAD) : d.start])
        )
        and not _several().search(text[max(0, d.start - 24) : d.start])
        and not behind(text, d.end, "not_behind", table="duration")
    ]
