"""Amounts of money in fields and sentences: patterns built from the lexicon, and what stands around them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import itemgetter

import regex

from extractors import cut_short, label_units, number_rows, numbers, organisations, paper_numbers
from extractors.amount_words import behind_digits, compound, in_words, links, long_magnitudes, magnitude, marked, marks
from extractors.engine import cell
from extractors.evidence import Cell, Excerpt
from extractors.lexicon import alternation, squeeze, toml
from extractors.memory import kept
from extractors.numbers import FIGURE, NUMBER, currencies, magnitudes, number_words
from extractors.quick import TIMEOUT, Headed, headed

#: The end of a number whose first group is too long, ``1324 380``: no amount of its own.
_TORN = r"(?<=(?<![\d.,])(?!19|20)\d{4}[ \u00a0])\d{3}(?!\d)"

#: A number that no list and no note has in brackets: ``seven million (7 000 000) francs``.
_WHOLE = (
    r"(?:\d{1,3}(?:(?:[.,]\d{3})++|(?:['’˙]\d{3})++|(?:[ \u00a0\u202f]\d{3})++)(?:[.,]\d\d)?"
    r"|(?!(?:19|20)\d\d[)\]])\d{4,}(?:[.,]\d\d)?)(?![\d.,])"
)


@cache
def amount_pattern() -> Headed:
    """An amount with its currency, before or behind, with its magnitude."""
    attached = rf"(?:(?<![\p{{L}}])(?:{alternation(m for m in currencies() if m.isalpha() and len(m) == 3)})(?=\d))"
    number = rf"{NUMBER}(?:[.,][-–—]{{1,2}})?(?:(?:\s*|-)(?:{behind_digits()})\.?)?"
    tie = rf"(?:{alternation(toml('money')['compound']['and'])})\s"
    ahead, number = (rf"(?:{compound(joined)}|{number})" for joined in ("", tie))
    words, spoken = in_words("*?"), in_words("*")  # up to the first currency behind them, or as far as they go
    scaled = alternation(toml("money")["scaled"])
    return headed(
        rf"(?<![\p{{L}}\d]|\d\s)(?P<amount>(?:{long_magnitudes()})\.?[^\S\n]+(?P<currency>{marks()})[^\S\n]*(?:{NUMBER}))"
        rf"(?![\p{{L}}\d]|[^\S\n]*(?:{long_magnitudes()}))"
        rf"|(?<![\w.,'’/-])(?P<amount>(?:{NUMBER})[^\S\n]*(?P<currency>{marks()})[^\S\n]+(?:{long_magnitudes()}))(?!\p{{L}}|[^\S\n]*\d)"
        rf"|(?P<currency>{attached}|{marks()})[\s.:]*(?:\$\s*)?"
        rf"(?P<amount>(?:(?:{behind_digits()})\.?\s+)?{ahead}|{spoken})(?:(?![\p{{L}}\d])|(?<=[.,]\d\d)(?=\p{{Lu}}\p{{Ll}}))"
        rf"|(?<![\w.,'’/-])(?!{_TORN})(?!\d{{1,4}}[^\S\n]*(?:{marks()})[\s.:]*\d)(?P<amount>{number}|{words})[^\S\n]*\(?"
        rf"(?:(?:{links()})\s*)?(?P<currency>{marks()})"
        rf"|[(\[]\s?(?P<amount>{_WHOLE}(?:\s*(?:{behind_digits()})\.?)?)\s?[)\]]\s*(?:(?:{links()})\s*)?(?P<currency>{marks()})(?![\s.:]*\d)"
        rf"|(?P<scaled>(?:(?<![\p{{L}}])(?:{scaled})\s*(?:{NUMBER})"
        rf"|(?<!\d|\d[.,'’‘´`])(?:{NUMBER})\s*(?:{scaled})(?![\p{{L}}])))",
        regex.I,
    )


@cache
def bare_pattern() -> Headed:
    """A number without currency that can only be an amount: grouped, with decimals, with a magnitude, or long."""
    return headed(
        rf"(?<![\w.,'’/:-])(?P<amount>(?:{NUMBER})\s*(?:{behind_digits()})|\d{{1,3}}(?:(?:[.,]\d{{3}})++|(?:['’˙]\d{{3}})++"
        rf"|(?:[ \u00a0]\d{{3}})++)"
        rf"(?:[.,]\d\d)?|\d{{4,}}(?:[.,]\d\d)?)"
        r"(?![\p{L}\d²³/%-]|[.,]\d)",
        regex.I,
    )


@cache
def lonely_mark() -> Headed:
    """A currency anywhere: in a label (``Budget (USD)``) or a heading (``in thousand EUR``)."""
    return headed(
        rf"(?:(?P<factor>{magnitude()})\.?\s*)?(?:(?:{links()})\s*)?(?P<currency>{marks()})"
        rf"(?:\s*,?\s*(?:in\s+)?(?P<factor>{magnitude()}|1[ ,.]?000|['’]?000s?))?",
        regex.I,
    )


@cache
def _approximate() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{marked(toml('money')['approximate']['words'])})\s*[.:]?\s*$", regex.I)


@cache
def _approximate_behind() -> regex.Pattern[str]:
    return regex.compile(rf"\s*\(\s*(?:{marked(toml('money')['approximate']['words'])})\s*\.?\s*\)", regex.I)


@cache
def zero_pattern() -> Headed:
    """Words that say that nothing is pledged, where they end the clause: ``none of it for staff`` does not say so."""
    return headed(
        rf"(?P<amount>{marked(toml('money')['zero']['words'])})(?=\s*(?:$|[\n).,;:]|as of\b|to date\b))",
        regex.I,
    )


@cache
def _large() -> Headed:
    """An amount without a digit has one of these words; a quick look saves the long pattern."""
    large = [w for w in magnitudes() if len(w) > 2] + [w for w, n in number_words().items() if n >= 100]
    return headed(r"\b\L<words>", regex.I, words=large)


@cache
def _runs_on() -> regex.Pattern[str]:
    """Digits behind an amount that change it: a group behind a stray blank, the next column, the end of a range."""
    return regex.compile(
        rf"[^\S\n]+\d{{1,4}}[.,]\d{{1,2}}(?:[*)]|\s+(?-i:\p{{Lu}}\p{{Ll}})|\s*$)|[.,]\s+\d{{3}}(?!\d)"
        rf"|\s*(?:[-–—]|to|bis|à|a|y|et|and|und)\s*{NUMBER}\s*(?:\L<words>)\b",
        regex.I,
        words=list(magnitudes()),
    )


@dataclass(frozen=True, slots=True)
class Amount:
    """A printed amount and its surroundings, positions in the excerpt it was read from."""

    start: int
    end: int
    amount: Cell
    currency: Cell | None
    text: Cell  #: as printed, with its currency
    printed: str  #: the digits and words of ``amount``, as printed
    approximate: bool
    depth: int  #: how many brackets are open where it stands
    doubt: str = ""
    status: str = "stated"

    @property
    def value(self) -> str:
        """The plain decimal."""
        return self.amount.value

    @property
    def code(self) -> str:
        """The currency, ISO 4217; empty where none is printed."""
        return self.currency.value if self.currency else ""

    def cells(self, *, printed: bool = False) -> dict[str, Cell]:
        """The cells of a finding: ``amount``, with ``printed`` also ``amount_text``, and ``currency`` if it has one."""
        text = {"amount_text": self.text} if printed else {}
        return {"amount": self.amount, **text, **({"currency": self.currency} if self.currency else {})}


_PAIR = regex.compile(r"(?<=^\s*)(?P<amount>\d{1,4}[.,]\d{1,2})(?= +\d{1,4}[.,]\d{1,2}\s*$)")
_SMALL = regex.compile(r"(?<![\w.,'’/:-])(?P<amount>\d{1,4}[.,]\d{1,2}|\d{1,3})(?=\s*(?:$|\n))")


def room(text: str, found: Sequence[Amount], position: int) -> tuple[int, int]:
    """From the end of the amount before one to the start of the one behind it: where what belongs to it stands."""
    low = found[position - 1].end if position else 0
    high = found[position + 1].start if position + 1 < len(found) else len(text)
    return low, high


def amounts(excerpt: Excerpt, *, bare: bool = False, small: bool = False) -> list[Amount]:
    """All amounts in an excerpt, in order; with ``bare`` also numbers without a currency.

    ``small``: short numbers at a line's end count too, as in a column whose head gives the units (millions).
    """
    return list(_amounts(excerpt, bare, small))


#: A number of so many digits may be several numbers side by side, and one of so many more must be.
_LONG, _ENDLESS = 10, 15
_BLANK = regex.compile(r"\d\s\d")


def _parted(excerpt: Excerpt, one: Amount) -> Amount:
    """Numbers side by side that blanks group: their sum, where the last one is it; else no amount, if too long."""
    digits = FIGURE.search(excerpt.text, one.start)
    place = number_rows.total(excerpt.text, digits.start()) if digits else None
    grouped = _BLANK.search(one.printed)
    if place is None and (len(one.value.partition(".")[0]) < _ENDLESS or not grouped):
        return one
    if place is None:
        return replace(one, amount=one.amount._replace(value=""))
    printed = excerpt.text[slice(*place)]
    made = cell(excerpt, *place, ("amount",))
    return replace(one, end=max(one.end, place[1]), amount=made, printed=printed, status="inferred")


@kept(1024)
def _amounts(excerpt: Excerpt, bare: bool, small: bool) -> tuple[Amount, ...]:
    """The amounts, kept: budgets, pledges, components and leftovers all read the same stretches."""
    found = list(_with_currency(excerpt))
    if bare:
        taken = _Taken(found)
        for match in bare_pattern().finditer(excerpt.text, timeout=TIMEOUT):
            if taken.free(match) and not numbers.year_like(match.group("amount")) and not paper_numbers.is_one(match):
                found.append(_amount(excerpt, match))
    if small:
        taken = _Taken(found)
        pair = _PAIR.search(excerpt.text)  # "74.74  89.0": what was thought at first, and what it came to
        shorts = [pair] if pair else _SMALL.finditer(excerpt.text)
        found += [_small(excerpt, m, pair=pair is not None) for m in shorts if taken.free(m)]
    found = [a if len(a.value) < _LONG else _parted(excerpt, a) for a in found]
    found = sorted((a for a in found if a.value), key=lambda a: a.start)
    return tuple(a for n, a in enumerate(found) if not n or a.start >= found[n - 1].end)


def _small(excerpt: Excerpt, match: regex.Match[str], *, pair: bool = False) -> Amount:
    """A short number at the end of a line; doubtful where it is the last of several, or the first of two."""
    one = _amount(excerpt, match)
    if pair:
        return replace(one, status="doubtful", doubt="two numbers stand below the label")
    line = excerpt.text[excerpt.text.rfind("\n", 0, match.start()) + 1 : match.start()]
    doubt = f"the number {one.printed} is the last of several" if FIGURE.search(line) else ""
    return replace(one, status="doubtful", doubt=doubt) if doubt else one


class _Taken:
    """The stretches of amounts, of which no two overlap."""

    def __init__(self, found: Iterable[Amount]) -> None:
        self._stretches = sorted((a.start, a.end) for a in found)

    def free(self, match: regex.Match[str]) -> bool:
        """Whether a match overlaps none of them."""
        before = bisect_left(self._stretches, match.end(), key=itemgetter(0)) - 1  # the last that begins before its end
        return before < 0 or self._stretches[before][1] <= match.start()


@kept(1024)
def _with_currency(excerpt: Excerpt) -> tuple[Amount, ...]:
    """The amounts that have their currency."""
    if not FIGURE.search(excerpt.text) and not _large().search(excerpt.text):
        return ()
    found = amount_pattern().finditer(excerpt.text, timeout=TIMEOUT)
    return tuple(_amount(excerpt, m) for m in found if not (m["currency"] and _address(m)))


#: The end of an address of the web, which is no mark for francs: ``www.example.fr. 24 May``.
_ADDRESS = regex.compile(r"[\p{L}\d-]\.fr\.?$", regex.I)


#: Friday, its hour or its day behind it: ``Mo - Fr. 8.00 - 12.00``, ``Fr. 15. Mai``, ``Fr. 24.05.2013``.
_FRIDAY = regex.compile(
    r"Fr\.\s*\d{1,2}(?:[.:]\d\d(?!\d)|\.\s?(?:\d{1,2}\.|\p{L}))|(?:Mo|Di|Mi|Do)\.?\s?(?:[-–,]|bis)\s?Fr\."
)


def _address(match: regex.Match[str]) -> bool:
    start, end = match.span("currency")
    friday = _FRIDAY.search(match.string, max(start - 8, 0), end + 12)
    return _ADDRESS.search(match.string, max(end - 8, 0), end) is not None or friday is not None


def _amount(excerpt: Excerpt, match: regex.Match[str]) -> Amount:
    text = excerpt.text
    group = "scaled" if "scaled" in match.re.groupindex and match.group("scaled") else "amount"
    start, end = match.span(group)
    raw = match.group(group)
    money_of = _currency_of(excerpt, match, group)
    mark = text[slice(*match.span("currency"))] if money_of and group == "amount" else ""
    ahead = bool(mark) and end <= match.start("currency")
    steps, status, doubt = _reading(raw, money_of.value if money_of else "", mark, ahead=ahead)
    torn = _BROKEN.match(text, end) if len(raw.strip()) <= _GROUP else _RANGE.match(text, end)
    if not doubt and (torn or _runs_on().match(text, end) or _BEHIND_DIGIT.search(text[max(start - 8, 0) : start])):
        status, doubt = "doubtful", f"the number {raw.strip()} may go on, or be the first of several"
    before = text[: match.start()]
    return Amount(
        match.start(),
        match.end(),
        cell(excerpt, start, end, steps),
        money_of,
        cell(excerpt, match.start(), match.end(), ("join",)),
        excerpt.cut(start, end).text,
        bool(_approximate().search(before[-24:]) or _approximate_behind().match(text, match.end())),
        max(before.count("(") - before.count(")"), 0),
        doubt,
        status,
    )


def _reading(raw: str, code: str, mark: str, *, ahead: bool) -> tuple[tuple[str, ...], str, str]:
    """The steps that read a number, its status, its doubt; ``mark``: its currency, ``ahead`` of which it is."""
    steps, status, doubt = numbers.reading(raw)
    if _GROUPS.match(raw) and code in toml("money")["small_units"]["currencies"]:
        steps = ("amount:grouped",)
    if steps == ("amount:cut",) and code and cut_short.is_thousand(mark, code):
        steps, status = ("amount",), "stated"
    if ahead and cut_short.has_stop(raw):
        steps, status = ("amount:cut",), "inferred"
    return steps, status, doubt


#: Digits of a group of thousands.
_GROUP = 3
#: Behind a short number: another that may be its end (``6 1,240``).
_BROKEN = regex.compile(r"[ \u00a0]\d{1,3}(?:[.,]\d{3})+(?!\d)")
#: Behind a number: the end of a range (``500 001 - 1 000 000``).
_RANGE = regex.compile(r"\s*(?:[-–—]|to|bis|à)\s*\d{1,3}(?:[ .,'’\u00a0]\d{3})+(?!\d)", regex.I)
#: Right before a number: a digit or two that may be its beginning, and no word before them (``: 6 1,240 €``).
_BEHIND_DIGIT = regex.compile(r"(?<![\p{L}\d.,)/-]|[\p{L}\d.,)/-]\s)\d{1,2}[ \u00a0]$")
#: A number with one comma, three digits behind it, and a word: ``11,390 million``.
_GROUPS = regex.compile(r"\s*\d{1,3},\d{3}\s*\p{L}")


#: Behind an amount with a bare sign, the code that says whose dollars they are: ``$50 million (AUD)``; not that of
#: another amount: ``$50 million (AUD 70 million)``.
_WHOSE = regex.compile(r"\s?\(?(?P<code>\p{Lu}{3})(?!\p{L}|[\s:\p{Sc}]*\d)")


def _currency_of(excerpt: Excerpt, match: regex.Match[str], group: str) -> Cell | None:
    """The currency beside an amount, else the one within a word such as ``MEUR``; None where none is printed."""
    if "currency" in match.re.groupindex and match.group("currency"):
        named = _WHOSE.match(excerpt.text, match.end()) if match.group("currency") == "$" else None
        place = named.span("code") if named and named["code"] in dollars() else match.span("currency")
        return cell(excerpt, *place, ("currency",))
    return cell(excerpt, *match.span(group), ("scaled-currency",)) if group == "scaled" else None


def currency(text: str) -> str:
    """A printed currency mark -> ISO 4217; empty where it is none."""
    key = squeeze(text).replace(" ", "")
    return _joined().get(key, _joined().get(key.rstrip("."), ""))


@cache
def _joined() -> Mapping[str, str]:
    """The marks without blanks -> ISO 4217 code."""
    return {k.replace(" ", ""): v for k, v in currencies().items()}


_BARE_DOLLAR = regex.compile(r"^\$\s?\d|\d\s?\$$")


def is_bare_dollar(text: str) -> bool:
    """Whether an amount is printed with a dollar sign that says no country."""
    return _BARE_DOLLAR.search(text.strip()) is not None


@cache
def dollars() -> frozenset[str]:
    """The currencies that are written with a bare dollar sign at home."""
    return frozenset(toml("money")["dollar_of"].values())


@cache
def other_dollars() -> frozenset[str]:
    """The countries (ISO 3166 alpha-3) that have a dollar of their own, or another country's but the United States'."""
    return frozenset(nation for nation, code in toml("money")["dollar_of"].items() if code != "USD")


def dollar_of(name: str) -> str:
    """The dollar of the country whose government or agency a name is; empty for none, and for the US dollar."""
    from extractors.places import demonym  # late: it asks this module for the steps of currencies

    row = organisations.known(name)
    nation = row["iso3"] if row and row["kind"] in ("agency", "country-government") else ""
    said, _, office = name.rpartition(" ")
    nation = nation or organisations.country(name) or (demonym(said) if office.lower() == "government" else "")
    code = str(toml("money")["dollar_of"].get(nation, ""))
    return "" if code == "USD" else code


def ambiguous(text: str) -> bool:
    """Whether a printed mark stands for several currencies (``$``, ``kr``)."""
    return squeeze(text) in _ambiguous()


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(squeeze(k) for k in toml("money")["ambiguous"])


def mark_in(excerpt: Excerpt | None) -> tuple[Cell | None, Cell | None]:
    """The currency, and the magnitude, that a label or heading names for the numbers below it."""
    if excerpt is None:
        return None, None
    if both := label_units.one_word(excerpt):
        return both
    for match in lonely_mark().finditer(excerpt.text, timeout=TIMEOUT):
        made = cell(excerpt, *match.span("currency"), ("currency",))
        factor = cell(excerpt, *match.span("factor"), ("join",)) if match.group("factor") else None
        if made.value:
            return made, factor or label_units.factor(excerpt)
    return None, None


def not_stated(text: str) -> bool:
    """Whether a value says that there is no figure: ``varies by programme``, ``tbd``, ``n/a``, a dash."""
    return squeeze(text).strip(" .()-") in _not_stated()


@cache
def _not_stated() -> frozenset[str]:
    return frozenset({"", *(squeeze(w).strip(" .()-") for w in toml("money")["not_stated"]["words"])})


def begins_with_amount(text: str) -> bool:
    """Whether a text begins with an amount, approximate words and brackets aside."""
    head = regex.sub(r"^(?:\W{0,3}|approx\.?|ca\.?|about|circa)\s*", "", text[:80], flags=regex.I)
    match = amount_pattern().match(head, timeout=TIMEOUT) or bare_pattern().match(head, timeout=TIMEOUT)
    return match is not None and not numbers.year_like(match.group("amount"))
