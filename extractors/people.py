"""What people, their jobs and their offices look like in print, and the steps that clean what was printed.

Everything here is a pure function of a piece of text; :mod:`extractors.contacts` decides which pieces are asked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

import phonenumbers
import regex

from extractors.lexicon import rows, squeeze, toml, words

#: Words of a name, particles and initials not counted: printed names of people in brochures hardly ever have more.
NAME_WORDS = range(2, 5)
_TOKEN = regex.compile(r"[^\s,;()\[\]<>]+")
_NAME_WORD = regex.compile(r"\p{Lu}[\p{L}\p{M}]*(?:['’‘´.‐‑-]\p{L}[\p{L}\p{M}]*)*\.?|\p{Ll}['’]\p{Lu}[\p{L}\p{M}]*")
#: Letters that do not decompose into a base letter and an accent (Unicode NFKD).
_BASE_LETTERS = str.maketrans("øłđı", "oldi")
#: The two-letter spelling of these in e-mail addresses.
_TRANSCRIBED = {ord(k): v for k, v in {"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe"}.items()}
_INITIALS = regex.compile(r"(?:\p{Lu}\.[-‐]?)+|\p{Lu}")


class Name(NamedTuple):
    """Where the name ends that a piece of text begins with."""

    end: int  #: characters
    sure: bool  #: the print itself ends the name (a separator, a job word), or the e-mail address confirms it


def vocabulary(table: str, *path: str) -> frozenset[str]:
    """The folded words of a part of a lexicon table."""
    part = toml(table)
    for key in path:
        part = part[key]
    if isinstance(part, dict):
        part = {key: value for key, value in part.items() if key != "says"}
    return frozenset(squeeze(w) for w in words(part))


def alternation(items: Iterable[str]) -> str:
    """A pattern that matches any of the words, longest first, over line breaks and all forms of the apostrophe."""
    ordered = sorted(items, key=lambda w: (-len(w), w))
    bodies = (r"\s+".join(regex.escape(p).replace("'", "['’‘`´]") for p in w.split()) for w in ordered)
    return "|".join(bodies)


@cache
def honorific_pattern() -> regex.Pattern[str]:
    """One or several honorifics before a capital letter.

    Those that the lexicon writes with a full stop need it (``M. Abella``); words that are also jobs are left to the
    job titles (``Chief Technical Adviser``).
    """
    known = vocabulary("people", "honorifics") - _job_words() - vocabulary("contacts", "not_honorifics")
    plain = alternation(w for w in known if not w.endswith("."))
    dotted = alternation(w for w in known if w.endswith("."))
    one = rf"(?=\p{{Lu}})(?:(?i:{dotted})|(?i:{plain})\b\.?)"
    return regex.compile(rf"(?<![\p{{L}}\d.@-])\(?(?P<honorific>{one}(?:\s*+{one}){{0,3}}+)\)?\s*+(?=\p{{Lu}})")


@cache
def _job_words() -> frozenset[str]:
    return vocabulary("people", "job_titles")


@cache
def _organisation_words() -> frozenset[str]:
    return vocabulary("people", "organisation_words")


@cache
def _acronyms() -> frozenset[str]:
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


def _bare(token: str) -> str:
    return squeeze(token).strip(".:'\"")


@cache
def _no_name_words() -> frozenset[str]:
    return vocabulary("contacts", "not_in_names")


def is_place(text: str) -> bool:
    """Whether the text is nothing but a country, a region or both."""
    parts = [squeeze(p).removeprefix("the ") for p in regex.split(r"[,/]|\band\b", text) if p.strip()]
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


def is_organisation(text: str) -> bool:
    """Whether a word of the text shows that it names an organisation or an office."""
    if known_organisation(text):
        return True
    return any(_bare(t) in _organisation_words() or t.strip(".,") in _acronyms() for t in _TOKEN.findall(text))


def _is_job_word(token: str) -> bool:
    word = _bare(token)
    if word in _job_words():
        return True
    return len(word) > 9 and any(word.endswith(j) for j in _compound_ends())


@cache
def _compound_ends() -> tuple[str, ...]:
    """Job words that close a German compound (``Projektkoordinatorin``)."""
    return tuple(sorted(w for w in vocabulary("people", "job_titles") if len(w) > 5 and " " not in w))


def job_end(text: str) -> int | None:
    """Where the job title ends that the text is or begins with; None where it is none.

    The head of a title stands before its first preposition ("Director | of the Office") and has a job word,
    which is its last word, or the last of a part that ``and`` joins ("Coordinator and Office in Charge").
    """
    if squeeze(text) in _job_words():
        return len(text)
    tokens = list(_TOKEN.finditer(text))
    head = _head(tokens)
    last = max((i for i, t in enumerate(head) if _is_job_word(t.group())), default=None)
    if last is None:
        return None
    rest = text[head[last].end() :]
    if last == len(head) - 1 or _bare(head[last + 1].group()) in ("and", "et", "y", "und", "/", "&", "e"):
        return len(text)
    if is_organisation(rest):
        closing = _bare(head[-1].group()) in _organisation_words() and last + 2 == len(head)  # "Director's Office"
        return None if closing else head[last].end()
    return len(text)


def _head(tokens: list[regex.Match[str]]) -> list[regex.Match[str]]:
    stops = vocabulary("contacts", "job", "prepositions")
    for i, token in enumerate(tokens):
        if i and _bare(token.group()) in stops:
            return tokens[:i]
    return tokens


def generic_title(label: str) -> bool:
    """Whether a label calls for a person without saying what the person does ("Contact person")."""
    tokens = [_bare(t) for t in _TOKEN.findall(label)]
    return not tokens or tokens[-1] in vocabulary("contacts", "job", "not_titles")


def plain_letters(text: str) -> str:
    """Lower case without accents, blanks and signs, as names are written in e-mail addresses."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_BASE_LETTERS))
    return "".join(c for c in folded if c.isascii() and c.isalpha())


def _spellings(word: str) -> tuple[str, str]:
    german = word.casefold().translate(_TRANSCRIBED)
    return plain_letters(word), plain_letters(german)


def in_address(word: str, local: str) -> bool:
    """Whether a word of a name stands in the local part of an e-mail address."""
    letters = plain_letters(local)
    parts = [p for p in regex.split(r"[-‐‑'’.]", word) if len(plain_letters(p)) > 2]
    return bool(parts) and all(any(s in letters for s in _spellings(p)) for p in parts)


def in_domain(text: str, domains: Iterable[str]) -> bool:
    """Whether a long word of the text stands in the domain of an e-mail address, as names of organisations do."""
    found = [plain_letters(w) for w in text.split()]
    return any(len(w) > 3 and w in plain_letters(d) for w in found for d in domains)


def _stops(token: str) -> bool:
    word = _bare(token)
    prefix, dash, _ = word.partition("-")
    if dash and prefix in vocabulary("contacts", "not_in_names", "prefixes"):
        return True
    return (
        word in _no_name_words()
        or word in vocabulary("contacts", "credentials")
        or word in _organisation_words()
        or _is_job_word(token)
        or token in _acronyms()
    )


def _is_name_word(token: str) -> bool:
    return bool(_NAME_WORD.fullmatch(token) or _INITIALS.fullmatch(token))


def _run(text: str, honorific: bool) -> list[regex.Match[str]]:
    """The leading words that may be a name: capitalised words, initials and particles."""
    particles, found = vocabulary("people", "particles"), list[regex.Match[str]]()
    full = 0
    at = 0
    for token in _TOKEN.finditer(text):
        if text[at : token.start()].strip() or full > NAME_WORDS.stop:
            break
        at = token.end()
        particle = squeeze(token.group()) in particles and not token.group().isupper()
        if not particle and not _is_name_word(token.group()):
            break
        if not particle and _stops(token.group()) and not (honorific and full == 0):
            break
        full += not particle
        found.append(token)
        if token.group().endswith(".") and not _INITIALS.fullmatch(token.group()) and len(token.group()) > 3:
            break
    while found and not _is_name_word(found[-1].group()):
        found.pop()
    return found


def name_at_start(
    text: str, addresses: Iterable[str] = (), honorific: bool = False, vouched: bool = False
) -> Name | None:
    """The name of a person that a piece of text begins with; None where there is none or no telling.

    ``text`` has no honorific any more; ``honorific`` says that one stood before it. ``addresses`` are the e-mail
    addresses of the same contact; ``vouched`` says that a label or a job behind it asks for a person.
    """
    mails = [a.rpartition("@") for a in addresses]
    run = _run(text, honorific)
    confirmed = [i for i, t in enumerate(run) if any(in_address(t.group(), m[0]) for m in mails)]
    runs_on = bool(confirmed) and (bool(text[run[-1].end() :].strip(" .:")) or len(run) > NAME_WORDS.stop - 1)
    if runs_on and not _closed(text, run[-1].end()):
        run = run[: confirmed[-1] + 1]
    if not run or _not_a_person(text, run, bool(confirmed), [m[2] for m in mails], honorific, vouched):
        return None
    end = run[-1].end()
    sure = bool(confirmed) or not text[end:].strip(" .:") or _closed(text, end)
    return Name(end - _stray_stop(run[-1].group()), sure)


def _stray_stop(token: str) -> int:
    """1 where a name ends with the full stop of its sentence."""
    return int(token.endswith(".") and not _INITIALS.fullmatch(token) and len(token) > 3)


def _not_a_person(
    text: str, run: list[regex.Match[str]], confirmed: bool, domains: list[str], honorific: bool, vouched: bool
) -> bool:
    name = text[: run[-1].end()]
    if honorific:
        return known_organisation(name)
    full = [t.group() for t in run if squeeze(t.group()) not in vocabulary("people", "particles")]
    shouted = all(w.isupper() for w in full)
    initialled = len(full) > 1 and len(full[0]) > 2 and full[0].isupper() and not full[-1].isupper()
    office = initialled and (not vouched or is_place(full[-1]))  # "UNESCO Bangkok"; a label may ask for "OWUSU Kwame"
    return (
        len(full) not in NAME_WORDS
        or all(_INITIALS.fullmatch(w) for w in full)
        or is_place(name)
        or known_organisation(name)
        or is_organisation(name)
        or not confirmed
        and (begins_with_organisation(name) or in_domain(name, domains) or office or shouted and not vouched)
    )


def _closed(text: str, end: int) -> bool:
    """Whether a bracket, a degree or a job follows, which ends a name for sure."""
    rest = text[end:].lstrip()
    degree = rest and _bare(rest.split()[0]) in vocabulary("contacts", "credentials")
    return rest[:1] in ("(", "[", "<", "/") or bool(degree) or job_end(rest) is not None


def email(text: str) -> str:
    """An e-mail address without blanks, disguise (``name (at) office.org``) and marks around it; case as printed."""
    text = regex.sub(r"\s*[\[({]\s*(?:at|@|arroba)\s*[\])}]\s*|\s+AT\s+", "@", text, flags=regex.I)
    text = regex.sub(r"\s*[\[({]\s*(?:dot|punto|point|punkt)\s*[\])}]\s*|\s+DOT\s+", ".", text, flags=regex.I)
    return "".join(text.split()).removeprefix("mailto:").strip("<>()[].,;:'\"")


def phone_text(text: str) -> str:
    """A phone number as printed, on one line, without marks at its ends."""
    text = " ".join(text.split()).strip(" ,;:.|/–—-")
    return text if text.count("(") >= text.count(")") else text.rstrip(" )")


@cache
def extension_pattern() -> regex.Pattern[str]:
    """The extension behind a phone number."""
    return regex.compile(
        rf"[ \t,;]*+\(?(?:{alternation(vocabulary('contacts', 'extension'))})\.?[ \t:]*+\d{{1,6}}\)?", regex.I
    )


def e164(text: str) -> str:
    """A phone number in the form of ITU-T E.164, without extension; empty where no country code is printed.

    The code is explicit behind ``+`` or ``00``. Without either, the first group of digits counts as code when it
    is one and the whole is a valid number of that country; the form 3-3-4 of North America is left alone.
    """
    bare = regex.sub(r"\(0\)", "", extension_pattern().sub("", text).strip())
    digits = "".join(regex.findall(r"\d", bare))
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


def _led_by_code(text: str, digits: str) -> bool:
    groups = [len(g) for g in regex.findall(r"\d+", text)]
    first = regex.search(r"\d+", text)
    if first is None or groups in ([3, 3, 4], [10]) or len(digits) < 10:
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
    "lines": lines,
}
