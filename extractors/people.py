"""What jobs, offices and places look like in print, and the steps that clean phone numbers and addresses.

Everything here is a pure function of a piece of text; :mod:`extractors.contacts` decides which pieces are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

import phonenumbers
import regex

from extractors.lexicon import alternation, rows, squeeze, vocabulary
from extractors.memory import remembered
from extractors.quick import TIMEOUT, Headed

TOKEN = regex.compile(r"[^\s,;()\[\]<>]+")


def matches(pattern: regex.Pattern[str] | Headed, text: str) -> list[regex.Match[str]]:
    """All matches in a text; none where the search takes too long."""
    try:
        return list(pattern.finditer(text, timeout=TIMEOUT))
    except TimeoutError:
        return []


@cache
def job_words() -> frozenset[str]:
    """The folded head words of job titles."""
    return vocabulary("people", "job_titles")


@cache
def organisation_words() -> frozenset[str]:
    """The folded words that show that a text names an office or an organisation."""
    return vocabulary("people", "organisation_words")


@cache
def acronyms() -> frozenset[str]:
    """The short names of known organisations, as printed."""
    return frozenset(s.strip() for row in rows("organisations") for s in row["short"].split("|") if s.strip())


@cache
def _organisations() -> frozenset[str]:
    names = (n for row in rows("organisations") for n in (row["name"], row["short"], *row["aliases"].split("|")))
    return frozenset(squeeze(n) for n in names if n.strip())


@cache
def _places() -> frozenset[str]:
    return frozenset(
        squeeze(row["name"]).removeprefix("the ") for table in ("countries", "regions") for row in rows(table)
    )


@cache
def _areas() -> frozenset[str]:
    return frozenset(squeeze(row["name"]).removeprefix("the ") for row in rows("regions"))


def bare(token: str) -> str:
    """A token folded, without the marks at its ends."""
    return squeeze(token).strip(".:'\"")


_BETWEEN_PLACES = regex.compile(r"[,/]|\band\b")


def is_place(text: str) -> bool:
    """Whether the text is nothing but a country, a region or both."""
    parts = [squeeze(p).removeprefix("the ") for p in _BETWEEN_PLACES.split(text) if p.strip()]
    return bool(parts) and all(p in _places() for p in parts)


def is_area(text: str) -> bool:
    """Whether the text names parts of the world only (``Latin America and Caribbean``): what a job is for."""
    parts = [squeeze(p).removeprefix("the ") for p in regex.split(r"[,/&]|\band\b", text) if p.strip()]
    return squeeze(text).removeprefix("the ") in _areas() or (bool(parts) and all(p in _areas() for p in parts))


def known_organisation(text: str) -> bool:
    """Whether the text is the name, the short name or an alias of an organisation of the lexicon."""
    return squeeze(text).removeprefix("the ") in _organisations()


def begins_with_organisation(text: str) -> bool:
    """Whether a known organisation's name of four letters or more stands at the front (``Oxfam Novib``)."""
    tokens = squeeze(text).split()
    return any(
        len(front) > 3 and front in _organisations() for i in range(len(tokens)) if (front := " ".join(tokens[: i + 1]))
    )


@remembered
def is_organisation(text: str) -> bool:
    """Whether a word of the text shows that it names an organisation or an office."""
    if known_organisation(text):
        return True
    return any(bare(t) in organisation_words() or t.strip(".,") in acronyms() for t in TOKEN.findall(text))


def is_job_word(token: str) -> bool:
    """Whether a token is a head word of job titles, or a German compound that ends with one."""
    word = bare(token)
    if word in job_words():
        return True
    return len(word) > 9 and word.endswith(_compound_ends())


@cache
def _compound_ends() -> tuple[str, ...]:
    """Job words that close a German compound (``Projektkoordinatorin``)."""
    return tuple(sorted(w for w in vocabulary("people", "job_titles") if len(w) > 5 and " " not in w))


@remembered
def job_end(text: str) -> int | None:
    """Where the job title ends that the text is or begins with; None where it is none.

    The head of a title stands before its first preposition ("Director | of the Office") and has a job word,
    which is its last word, or the last of a part that ``and`` joins ("Coordinator and Office in Charge").
    """
    if squeeze(text) in job_words():
        return len(text)
    tokens = list(TOKEN.finditer(text))
    head = _head(tokens)
    last = max((i for i, t in enumerate(head) if is_job_word(t.group())), default=None)
    if last is None:
        return None
    rest = text[head[last].end() : head[-1].end()]
    if last == len(head) - 1 or bare(head[last + 1].group()) in ("and", "et", "y", "und", "/", "&", "e"):
        return len(text)
    if is_organisation(rest):
        closing = bare(head[-1].group()) in organisation_words() and last + 2 == len(head)  # "Director's Office"
        return None if closing else head[last].end()
    return len(text)


def _head(tokens: list[regex.Match[str]]) -> list[regex.Match[str]]:
    stops = vocabulary("contacts", "job", "prepositions")
    for i, token in enumerate(tokens):
        if i and bare(token.group()) in stops:
            return tokens[:i]
    return tokens


def generic_title(label: str) -> bool:
    """Whether a label calls for a person without saying what the person does ("Contact person")."""
    tokens = [bare(t) for t in TOKEN.findall(label)]
    return not tokens or tokens[-1] in vocabulary("contacts", "job", "not_titles")


_DISGUISED_AT = regex.compile(r"\s*[\[({]\s*(?:at|@|arroba)\s*[\])}]\s*|\s+AT\s+", regex.I)
_DISGUISED_DOT = regex.compile(r"\s*[\[({]\s*(?:dot|punto|point|punkt)\s*[\])}]\s*|\s+DOT\s+", regex.I)


def email(text: str) -> str:
    """An e-mail address without blanks, disguise (``name (at) office.org``) and marks around it; case as printed."""
    text = _DISGUISED_AT.sub("@", text)
    text = _DISGUISED_DOT.sub(".", text)
    return "".join(text.split()).removeprefix("mailto:").strip("<>()[].,;:'\"")


def phone_text(text: str) -> str:
    """A phone number as printed, on one line, without marks at its ends."""
    text = " ".join(text.split()).strip(" ,;:.|/–—-")
    return text if text.count("(") >= text.count(")") else text.rstrip(" )")


@cache
def extension_pattern() -> regex.Pattern[str]:
    """The extension behind a phone number."""
    return regex.compile(
        rf"(?<![ \t,;])[ \t,;]*+\(?(?:{alternation(vocabulary('contacts', 'extension'))})"
        rf"\.?[ \t:]*+\d{{1,6}}\)?",
        regex.I,
    )


_DIGIT = regex.compile(r"\d")


def extension(text: str) -> str:
    """The digits of the extension behind a phone number; empty where there is none."""
    found = extension_pattern().search(text)
    return "".join(_DIGIT.findall(found.group())) if found and _DIGIT.search(text, 0, found.start()) else ""


def e164(text: str, country: str = "") -> str:
    """A phone number in the form of ITU-T E.164, without extension; empty where no country code is printed.

    The code is explicit behind ``+`` or ``00``. Without either, the first group of digits counts as code when it
    is one and the whole is a valid number of that country; the form 3-3-4 of North America is left alone.
    ``country`` (ISO 3166-1 alpha-3) is where a number without code belongs, if it is a valid number there.
    """
    if country:
        return _national(extension_pattern().sub("", text), _regions().get(country, ""))
    bare = extension_pattern().sub("", text).strip().replace("(0)", "")
    digits = "".join(_DIGIT.findall(bare))
    explicit = bare.lstrip(" (").startswith("+")
    if not explicit and digits.startswith("00"):
        explicit, digits = True, digits[2:]
    if not explicit and not _led_by_code(bare, digits):
        return ""
    try:
        number = phonenumbers.parse("+" + digits)
    except phonenumbers.NumberParseException:
        return ""
    if not explicit and not phonenumbers.is_valid_number(number):
        return ""
    if phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.TOO_LONG:
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _national(text: str, region: str) -> str:
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_valid_number_for_region(number, region):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@cache
def _regions() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 -> alpha-2."""
    return {row["iso3"]: row["iso2"] for row in rows("country_codes")}


def _led_by_code(text: str, digits: str) -> bool:
    groups = [len(g) for g in regex.findall(r"\d+", text)]
    first = regex.search(r"\d+", text)
    if first is None or groups == [3, 3, 4] or len(digits) < 10:
        return False
    return int(first.group()) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE and not first.group().startswith("0")


def lines(text: str, *breaks: str) -> str:
    """One line; the line feeds with these numbers (1-based) become commas, the others a blank."""
    parts = text.split("\n")
    out = parts[0]
    for number, part in enumerate(parts[1:], start=1):
        out = out.rstrip(" ,;") + ", " + part if str(number) in breaks else out + "\n" + part
    out = regex.sub(r"(?<=\w[-\u2010])\s*\n\s*(?=\w)", "", out)
    return " ".join(out.split())


STEPS: Mapping[str, Callable[..., str]] = {
    "email": email,
    "phone-text": phone_text,
    "e164": e164,
    "extension": extension,
    "lines": lines,
}
