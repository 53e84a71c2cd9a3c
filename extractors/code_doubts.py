"""Why the number behind a label may not be the project's."""

from __future__ import annotations

from functools import cache

import regex

from extractors.evidence import Field
from extractors.lexicon import alternation, squeeze, toml, vocabulary

#: So many figures number a grant.
_GRANT = regex.compile(r"\d{5}")
#: Three groups or more with letters and digits among them: hardly anything but a project has such a number.
_TELLING = regex.compile(r"(?=.*\p{Lu})(?=.*\d)[\p{L}\d]++(?:\s?[-–/._][\p{L}\d]++){2,}(?:\s.+)?")
#: Letters that hold the place of figures which nobody has given yet: ``GF/KEN/09/XXX``; ``XXII`` and ``XXL`` are words.
_UNFILLED = regex.compile(r"(?<![\p{L}\d])X{2,}(?![\p{L}\d])|X{4,}|(?<=\d)X{2,}(?!\p{L})", regex.I)
#: A number of a year, as decisions have.
_OF_YEAR = regex.compile(r"[\d.]+/(?:19|20)\d\d")

#: What stands behind a label where there is no number.
PLACEHOLDER = regex.compile(r"^\W*(?:n/?a|none|tb[ca]|to be .*|see .*|nil|-+|unknown|not .*)\W*$", regex.I)
#: Numbers, and what is written like a code and counts something else: a virus, a gas, a goal, a conference.
NO_CODE = regex.compile(
    r"^(?:[\d.,\s]++$|(?:COVID|SARS|HIV|CO|NO|PM|SDG|MDG|ODD|ODS|COP|CMP|UN|EU|ISO|RIO|BEIJING)-?\d{1,4}$)"
)
#: Dates and ranges of years, which look like codes.
DATE_LIKE = regex.compile(
    r"^(?:(?:19|20)\d\d[-–/.]\d{1,2}(?:$|[-–/.]\d{1,2}(?!\d))|\d{1,2}[-–/.]\d{1,2}[-–/.]\d{2,4}"
    r"|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d(?:[-–/.][IVX]+)?$)"
)
#: A date or a range of years, which a label for a number may have beside it.
DATED = regex.compile(
    r"\d{1,2}[-–/.]\d{1,2}[-–/.](?:\d{2}|\d{4})$|(?:19|20)\d\d[-–/.]\d{1,2}[-–/.]\d{1,2}$|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d$"
)
#: An amount; an act of law: ``1905/2006 of the European Parliament``.
_THOUSANDS = regex.compile(r"\d{1,3}(?:,\d{3}){1,3}(?![\d-])|\d+\s(?i:million|billion|mio|mrd)\b")
_ACT = regex.compile(r"\d{1,4}/(?:19|20)\d\d\s(?:of|du|de|vom|del)\s(?:the|\d|Parl|Cons)")
#: ``SEEDS4ALL: …``, ``Switch2Green: …`` are names, not codes: a figure between letters that sounds like a word.
SPOKEN = r"\p{L}{2,}[24]\p{L}{3,}\S*"
#: A code, and the mark between it and a title.
_CODED = r"(?=\S*\d)(?=\S*\p{Lu})[\p{Lu}\d][\p{Lu}\d./-]{3,30})\s*(?:\s[-–—]|:|\t)\s*(?=\p{Lu})"
#: The number of a section of a form: ``Project number: 1. Basic information``.
_SECTION = regex.compile(r"\d{1,2}\.|\d{1,2}(?:\.\d{1,2}){1,3}")
YEAR = regex.compile(r"(?:19[89]|20[0-3])\d")
#: So many digits before a slash are the number of one of a year's series.
_SERIES = 3


@cache
def code_head() -> regex.Pattern[str]:
    """A code before a title, with a word for one project before groups or three figures: ``Projet NIC/023 - Title``."""
    nouns = alternation(vocabulary("title_parts", "sure_nouns"))
    noun = rf"(?:(?i:{nouns})\s+(?:(?i:n[°ºor]\.?)\s*)?(?=\S*[/.-]\S*\d|(?:\S*\d){{3}}))?+"
    return regex.compile(rf"{noun}(?!{SPOKEN})(?P<code>{_CODED}")


@cache
def leading_code() -> regex.Pattern[str]:
    """The same at the beginning of a text."""
    return regex.compile(rf"^\W*+{code_head().pattern}")


def counts_money(match: regex.Match[str]) -> bool:
    """Whether a number is an amount, that of an act, or of a section."""
    at = match.start("code")
    return bool(_THOUSANDS.match(match.string, at) or _ACT.match(match.string, at) or _SECTION.fullmatch(match["code"]))


def is_cut(match: regex.Match[str]) -> bool:
    """Whether a number breaks off behind a slash, its last part being lost: ``ENI/2014/ Total``, ``25/ August``."""
    code, rest = match.group("code"), match.string[match.end("code") :]
    if not code.endswith("/") or rest.lstrip()[:1].isdigit():
        return False
    stem = code[:-1]
    last = stem[len(stem.rstrip("0123456789")) :]
    return bool(YEAR.fullmatch(last)) or (last == stem and len(stem) <= _SERIES)


def is_foreign(code: str) -> bool:
    """Whether a number is a call's, or none yet."""
    return is_call(code) or _UNFILLED.search(code) is not None


def is_call(code: str) -> bool:
    """Whether a number is that of a call for proposals, which is no project's own: ``ERC-2018-COG``.

    One that has the long number of a grant in it is its own: ``FP7-289706``.
    """
    return _calls().fullmatch(code) is not None and _GRANT.search(code) is None


@cache
def _calls() -> regex.Pattern[str]:
    return regex.compile("|".join(toml("codes")["calls"]["makes"]))


def is_none(text: str, low: int, high: int) -> bool:
    """Whether a stretch is a machine's mark, or a year and the value goes on: ``2015 / financed under``."""
    if _MACHINE.match(text, low) is not None:
        return True
    return high < len(text) and YEAR.fullmatch(text[low:high].strip(" .,;:/()[]–—-")) is not None


def of_bracket(match: regex.Match[str]) -> str:
    """The doubt of a number alone in a bracket behind a title: ``School of Ulm (89073)``."""
    low, high = match.span("code")
    alone = match["code"].isdigit() and match.string[low - 1 : low] == "(" and match.string[high : high + 1] == ")"
    return _ALONE if alone else ""


_ALONE = "a number alone in a bracket may be of a place, a day or what is counted"


def is_owned(one: Field) -> bool:
    """Whether a label says that what it numbers is the project."""
    words = regex.findall(r"\p{L}+", squeeze(one.label.text)) if one.label else []
    return any(w.startswith(tuple(toml("codes")["owners"]["projects"])) for w in words)


def unsure(one: Field, code: str, sure: bool = False) -> str:
    """Why a number may not be the project's: its label speaks of a paper, or does not say what it numbers.

    Where another label does say so (``sure``), the make of a number tells nothing: a report has its own.
    """
    label = squeeze(one.label.text) if one.label else ""
    words = regex.findall(r"\p{L}+", label)
    if named := vocabulary("doubts", "papers").intersection(words):
        return f"its label speaks of a {min(named)}, which has a number of its own"
    if _OF_YEAR.fullmatch(code) and vocabulary("codes", "acts").intersection(words):
        return f"its label, “{label}”, speaks of a decision, which may be about more than the project"
    owned = not words or any(w.startswith(tuple(vocabulary("codes", "owners"))) for w in words)
    telling = not sure and _TELLING.fullmatch(code)
    return "" if owned or telling else f"its label, “{label}”, does not say what it numbers"


def is_house(one: Field) -> bool:
    """Whether a number inside a line is that of a house (``Station Road No: 63, 06580 Wells``)."""
    label = squeeze(one.label.text).strip(" .") if one.label else ""
    return (
        one.how == "inline"
        and label in ("no", "nr", "n°", "nº")
        and bool(regex.match(r"\d{1,3}(?!\S)", one.value.text))
    )


def counts_else(one: Field) -> bool:
    """Whether a number is that of a house or of a row, and no project's."""
    return is_house(one) or _is_running(one)


def _is_running(one: Field) -> bool:
    """Whether the column of a table counts its rows: ``No.`` above 1, 2, 3."""
    label = squeeze(one.label.text).strip(" .:") if one.label else ""
    counts = one.how == "head" and label in vocabulary("codes", "running")
    return counts and regex.fullmatch(r"\W*\d{1,3}\W*", one.value.text) is not None


#: The mark that a machine gives (RFC 9562), as that of an envelope of signatures.
_MACHINE = regex.compile(r"\s*[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12}(?![\p{L}\d])", regex.I)
#: So far before a number stands the word that makes it a parent project's.
_PARENT = 40


def is_parents(text: str, at: int) -> bool:
    """Whether the words before a number say that it is the project's before this one, or above it."""
    return _parents().search(text[max(0, at - _PARENT) : at]) is not None


@cache
def _parents() -> regex.Pattern[str]:
    words = alternation(vocabulary("codes", "parents"))
    return regex.compile(
        rf"(?<!\p{{L}})(?:{words})(?:\s+(?:id|no|nr|n[°ºo]|number|numéro|número|nummer)\.?)?\W{{0,3}}$", regex.I
    )
