"""What the name of a person looks like in print, and how it is told from the name of an office or a place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import regex

from extractors import places
from extractors.lexicon import alternation, squeeze, vocabulary
from extractors.memory import remembered
from extractors.people import (
    TOKEN,
    acronyms,
    bare,
    begins_with_organisation,
    is_job_word,
    is_organisation,
    is_place,
    job_end,
    job_words,
    known_organisation,
    organisation_words,
)

#: Words of a name, particles and initials not counted: printed names of people in brochures hardly ever have more.
NAME_WORDS = range(2, 5)
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


@cache
def honorific_pattern() -> regex.Pattern[str]:
    """One or several honorifics before a capital letter.

    Those that the lexicon writes with a full stop need it (``M. Abella``); words that are also jobs are left to the
    job titles (``Chief Technical Adviser``).
    """
    known = vocabulary("people", "honorifics") - job_words() - vocabulary("contacts", "not_honorifics")
    plain = alternation(w for w in known if not w.endswith("."))
    dotted = alternation(w for w in known if w.endswith(".") and len(w) > 2)
    letter = alternation(w for w in known if w.endswith(".") and len(w) == 2)
    initial = rf"(?<!\p{{Lu}}[\p{{L}}.]*[ \t])(?i:{letter})\s*+(?=\p{{Lu}}[\p{{L}}'’-])"  # not in "Jane M. Doe, M.D."
    one = rf"(?=\p{{Lu}})(?:(?i:{dotted})|{initial}|(?i:{plain})\b\.?)"
    return regex.compile(rf"(?<![\p{{L}}\d.@-])\(?(?P<honorific>{one}(?:\s*+{one}){{0,3}}+)\)?\s*+(?=\p{{Lu}})")


@remembered
def plain_letters(text: str) -> str:
    """Lower case without accents, blanks and signs, as names are written in e-mail addresses."""
    if text.isascii() and text.isalpha():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_BASE_LETTERS))
    return "".join(c for c in folded if c.isascii() and c.isalpha())


def _spellings(word: str) -> tuple[str, str]:
    german = word.casefold().translate(_TRANSCRIBED)
    return plain_letters(word), plain_letters(german)


_PARTS = regex.compile(r"[-‐‑'’.]")


def in_address(word: str, local: str) -> bool:
    """Whether a word of a name stands in the local part of an e-mail address."""
    letters = plain_letters(local)
    parts = [p for p in _PARTS.split(word) if len(plain_letters(p)) > 2]
    return bool(parts) and all(any(s in letters for s in _spellings(p)) for p in parts)


def are_initials(name: str, local: str) -> bool:
    """Whether the local part of an e-mail address is the initials of a name (``kjy`` of Kim Ji-young)."""
    letters = [w[0] for part in regex.split(r"[\s‐‑-]+", name) if (w := plain_letters(part))]
    return len(letters) > 1 and plain_letters(local) == "".join(letters)


def has_initial(name: str) -> bool:
    """Whether a word of a name is a single letter with its full stop, as in no name of an office."""
    return any(_INITIALS.fullmatch(w) and w.endswith(".") for w in name.split())


def in_domain(text: str, domains: Iterable[str]) -> bool:
    """Whether a long word of the text stands in the domain of an e-mail address, as names of organisations do."""
    found = [plain_letters(w) for w in text.split()]
    return any(len(w) > 3 and w in plain_letters(d) for w in found for d in domains)


@cache
def _no_name_words() -> frozenset[str]:
    return vocabulary("contacts", "not_in_names")


def _stops(token: str) -> bool:
    word = bare(token)
    prefix, dash, _ = word.partition("-")
    if dash and prefix in vocabulary("contacts", "not_in_names", "prefixes"):
        return True
    return (
        word in _no_name_words()
        or word in vocabulary("contacts", "credentials")
        or word in organisation_words()
        or is_job_word(token)
        or token in acronyms()
        or ("-" in token and token.isupper() and token.partition("-")[0] in acronyms())  # ``WWF-US``
    )


def _is_name_word(token: str) -> bool:
    return bool(_NAME_WORD.fullmatch(token) or _INITIALS.fullmatch(token))


def _run(text: str, honorific: bool) -> list[regex.Match[str]]:
    """The leading words that may be a name: capitalised words, initials and particles."""
    particles, found = vocabulary("people", "particles"), list[regex.Match[str]]()
    full = 0
    at = 0
    for token in TOKEN.finditer(text):
        if text[at : token.start()].strip() or full > NAME_WORDS.stop:
            break
        at = token.end()
        joins = bool(found) and token.group() in vocabulary("contacts", "names", "joiners")
        particle = joins or (squeeze(token.group()) in particles and not token.group().isupper())
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
    """Whether the words that look like a name are none: an office, a place, or too doubtful to be believed."""
    name = text[: run[-1].end()]
    if honorific:
        return known_organisation(name)
    small = vocabulary("people", "particles") | vocabulary("contacts", "names", "joiners")
    full = [t.group() for t in run if squeeze(t.group()) not in small]
    if len(full) not in NAME_WORDS or all(_INITIALS.fullmatch(w) for w in full):
        return True
    if is_place(name) or known_organisation(name) or is_organisation(name):
        return True
    if confirmed:
        return False
    if _stands_for_an_office(full, text[run[-1].end() :]):
        return True
    if begins_with_organisation(name) or in_domain(name, domains) or _is_acronym_and_place(full):
        return True
    return not vouched and (_looks_like_an_office(full) or _opens_an_office(text[run[-1].end() :]))


def _is_acronym_and_place(full: list[str]) -> bool:
    return full[0].isupper() and is_place(full[-1])


def _looks_like_an_office(full: list[str]) -> bool:
    """Capitals only, or capitals first (``UNESCO Bangkok``; a label may ask for ``OWUSU Kwame``), or a country last."""
    initialled = len(full[0]) > 2 and full[0].isupper()
    return all(w.isupper() for w in full) or (initialled and not full[-1].isupper()) or is_place(full[-1])


def _stands_for_an_office(full: list[str], rest: str) -> bool:
    """What no label makes a person: a nation’s office (``Czech Natural | Museum``), capitals with a letter last."""
    letter = len(full[-1]) == 1 and all(w.isupper() for w in full)
    return letter or (bool(places.demonym(full[0])) and _opens_an_office(rest))


def _opens_an_office(rest: str) -> bool:
    """Whether one or two words that name an organisation follow directly (``Konrad Adenauer | Stiftung``)."""
    tokens = [bare(t) for t in TOKEN.findall(rest.partition(",")[0])]
    return 0 < len(tokens) < 3 and (tokens[0] in organisation_words() or tokens[0] in _naming_words())


@cache
def _naming_words() -> frozenset[str]:
    return vocabulary("contacts", "organisation_ends")


def _closed(text: str, end: int) -> bool:
    """Whether a bracket, a degree or a job follows, which ends a name for sure."""
    rest = text[end:].lstrip()
    degree = rest and bare(rest.split()[0]) in vocabulary("contacts", "credentials")
    return rest[:1] in ("(", "[", "<", "/") or bool(degree) or job_end(rest) is not None
