"""Whether a text begins with a value of a field's type: what tells a label from a word that looks like one."""

from __future__ import annotations

from functools import cache

import regex

from extractors import dates
from extractors.lexicon import alternation, squeeze, vocabulary
from extractors.money import begins_with_amount
from extractors.places import begins_with_place, find

CODE = regex.compile(
    r"\p{Lu}{1,6}\s\d[\d./-]{2,}(?:\s|$|[,;(])|"
    r"(?=[^\s\d]*\d)[\p{Lu}\d][\p{L}\d]*(?:[-–/._ ](?=[^\s\d]*\d)[\p{L}\d()]+|[-–/.]\p{Lu}+)*(?:\s|$|[,;(])"
)
_EMAIL = regex.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_PHONE = regex.compile(r"[(+]?\d[\d\s()./-]{5,}")

#: A party before its share or its date: ``ITTO : USD 589,863``, ``LWF: 31 August 2006``.
_PARTY = regex.compile(r"^(?:\p{Lu}[\p{Lu}&/.-]{1,9}|FY\s?\d{2,4}(?:\s\p{Lu}{2,9})?)\s*:\s*")
_PERSON = regex.compile(r"(?:M[rs]s?|Dr|Prof|Mme|M|Sr|Sra|Herr|Frau)\b\.?\s+\p{Lu}")

#: Names without a title, what is in a bracket behind them, and right behind that how they are reached.
_NAMES = r"(?:\p{Lu}[\p{L}'’-]{1,40}+\s{1,3}+){2,3}"
_REACHED = regex.compile(
    rf"{_NAMES}(?:\([^()]{{2,60}}\)\s?[:,]?\s{{0,3}}+|[,:–-]\s{{1,3}}+)?"
    r"(?:\[e-?mail|[\w.+-]{1,64}+@|(?i:tel|phone|e-?mail)\b|\+\d{2})"
)

#: So many characters from its beginning the value of a label in no list shows its type.
_NEAR, _FAR = 60, 160
_SIGN = regex.compile(r"\d|\b\p{Lu}{2,}")

#: Kinds of field by the type of their values.
AMOUNTS = frozenset({"budget", "contribution", "pledged", "shortfall", "amount_other"})
DATES = frozenset({"period", "start", "end", "date_other"})
CONTACTS = frozenset({"contact", "contact_hq", "contact_field"})
PLACES = frozenset({"country", "region"})


def fits(kind: str, text: str) -> bool:
    """Whether ``text`` begins with a value of this kind of field; False for kinds that have no type."""
    if kind in AMOUNTS:
        return begins_with_amount(text) or (bool(_PARTY.match(text)) and begins_with_amount(_PARTY.sub("", text, 1)))
    if kind in CONTACTS:
        return bool(_PERSON.match(text) or _REACHED.match(text) or _described().match(text))
    if kind in DATES:
        text = _PARTY.sub("", text, 1)
        if kind == "start" and _asks(text):
            return False
        return begins_with_date(text) or (kind == "period" and begins_with_duration(text))
    if kind == "code":
        return bool(CODE.match(_PARTY.sub("", text, count=1)))
    if kind in PLACES:
        return begins_with_place(text)
    if kind == "email":
        return bool(_EMAIL.match(text))
    if kind in ("phone", "fax"):
        return bool(_PHONE.match(text))
    return False


@cache
def _described() -> regex.Pattern[str]:
    """A name behind a small label, or before the label of a post: ``Name: Ada Wells``, ``Ada Wells Title Chief …``."""
    name, post = (alternation(vocabulary("contacts", "marks", kind)) for kind in ("name", "job_title"))
    return regex.compile(rf"(?i:{name})\s?:\s{{1,3}}+{_NAMES}|{_NAMES}(?=\p{{Lu}})(?i:{post})(?:\s?:|\s(?=\p{{Lu}}))")


_FOR = regex.compile(r"[^.;\n]{4,30}?\s(?:for|pour|por|für|per)\s+(?:a total of\s+)?", regex.I)


def _asks(text: str) -> bool:
    """Whether a date goes on with an amount: an appeal was launched, which is no project's start."""
    match = _FOR.match(text)
    return match is not None and begins_with_amount(text[match.end() :])


def agrees(kind: str, text: str) -> bool:
    """Whether ``text`` can be the value of a label that was guessed to be of this kind: its type is somewhere in it.

    Kinds without a type agree with any text, and any kind with none, as the value may stand elsewhere.
    """
    if not text.strip(" .–—-"):
        return True
    if kind in AMOUNTS:
        return any(c.isdigit() for c in text[:_NEAR])
    if kind in DATES:
        return bool(dates.scan(text[:_NEAR]) or list(dates.durations(text[:_NEAR])))
    if kind == "code":
        return bool(_SIGN.search(text[:_NEAR]))
    if kind in PLACES:
        return any(True for _ in find(text[:_FAR]))
    return True


_DIGIT = regex.compile(r"\d")


def begins_with_date(text: str) -> bool:
    """Whether a text begins with a date, small words before it aside."""
    return any(found.start <= 12 and not _DIGIT.search(text, 0, found.start) for found in dates.scan(text[:60])[:1])


def begins_with_duration(text: str) -> bool:
    """Whether a text begins with a length of time (``48 months``)."""
    return any(found.start <= 12 for found in list(dates.durations(text[:60]))[:1])


@cache
def has_type(kind: str) -> bool:
    """Whether values of this kind can be told by their form."""
    return kind in AMOUNTS | DATES | PLACES | {"code", "email", "phone", "fax"}


def words(text: str) -> int:
    """How many words a text has."""
    return len(squeeze(text).split())
