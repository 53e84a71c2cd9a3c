"""What stands out in the text of a contact: e-mail addresses, phone numbers, and the small labels before them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

import regex

from extractors.lexicon import alternation, vocabulary
from extractors.memory import remembered
from extractors.people import extension_pattern, matches
from extractors.quick import Headed, headed

#: ITU-T E.164: at most 15 digits; a labelled number may be a short local one. ``00`` and ``(0)`` are counted too.
_DIGITS = range(5, 19)

#: So many digits has a number at least that its international prefix alone shows.
_ABROAD = 8

_EMAIL = regex.compile(
    r"(?<![\w.+%'’-])[\w.+%'’-]++"
    r"(?:\s?@\s*|\s*[\[({]\s*(?i:at|@|arroba)\s*[\])}]\s*)"
    r"[\w-]+(?:(?:\.|\s*[\[({]\s*(?i:dot|punto|point|punkt)\s*[\])}]\s*)[\w-]+)*?"
    r"(?:\.|\s*[\[({]\s*(?i:dot|punto|point|punkt)\s*[\])}]\s*)(?:[a-z]{2,24}|[A-Z]{2,24})(?![\p{Ll}\d@-]|\.[\p{Ll}\d])"
)
#: What every address has, as a sign or as a word.
_AT = regex.compile(r"@|[\[({]\s*(?:at|arroba)\s*[\])}]", regex.I)
_DIGIT = regex.compile(r"\d")
_LETTER = regex.compile(r"\s*\p{L}")
_NEXT_LINE = regex.compile(r"\s*\n\s*(?=[+(]?\s?\d)")
_URL = regex.compile(r"(?:https?://|www\.)[^\s,;<>()]*[^\s,;<>().]", regex.I)
#: Separators inside a number; a dash between blanks before a postal code and a place ends it.
_GAP = r"(?:(?![ \t]?[-–—][ \t]\d{4,6}[ \t]+\p{L})[ \t]?[.()\-‐‑‒–—][ \t]?[().]?[ \t]?|[ \t]{1,3})"
#: The number of a town before a slash between blanks, as German-speaking countries write it: ``0228 / 4460-1234``.
_TOWN = r"(?:(?:\(?0|\+\d{2,3}[ \t]?(?:\(0\)[ \t]?)?)\d{2,5}\)?[ \t]/[ \t](?=\d{3}))?+"
_NUMBER = regex.compile(
    rf"{_TOWN}[+(]?[ \t]?[+(]?[ \t]?\d(?:{_GAP}?\d)*+(?:/(?=\d{{3}})\d(?:{_GAP}?\d)*+)?+(?![\d@]|[ \t]?[€$%])"
)
#: Shapes that are phone numbers without a word that says so: international prefix, or the form of North America.
_OPEN = regex.compile(
    r"(?<![\w+(.])(?:\(?\+[ \t]?\(?\d|00[ \t]?[1-9]"
    r"|\(\d{3}\)[ \t]?\d{3}[-. ]\d{4}(?!\d)|\d{3}[-.]\d{3}[-.]\d{4}(?!\d))"
)
#: The end of a short number on a line of its own.
_WRAPPED = regex.compile(r"[ \t]*\n\s*\d{3,6}(?:[ -]\d{2,4})?(?=[ \t]*(?:\n|$|[,;(]))")
_MORE = regex.compile(r"[ \t]*+(?:[/;,&]|or|and|et|y|und|ou|o|oder)[ \t]*+(?=[+(]?\d)", regex.I)

_NUMBERED = ("phone", "both", "fax", "skype")
_FREE = ("both", "phone", "fax", "email", "website", "skype")
_LETTERS = ("phone", "fax", "email", "website")
_WORDED = ("name", "job_title", "organisation", "address")


class Mark(NamedTuple):
    """A stretch of a contact's text whose kind is plain: a label with its value, or a value without label."""

    kind: str  #: phone, more (a further number), fax, email, hidden, website, skype, or the kind of a worded label
    start: int  #: where the label begins, or the value
    end: int
    low: int  #: where the value begins; equal to ``high`` for a label without value
    high: int


def _label_words(kind: str) -> frozenset[str]:
    if kind in ("phone", "email"):
        offices = vocabulary("people", "organisation_words")  # the office of "Country Office Tel:" is no label
        known = vocabulary("people", kind) | vocabulary("contacts", "marks", kind)
        return frozenset(w for w in known if w.split()[0] not in offices)
    return vocabulary("contacts", "marks", kind)


@cache
def _labels(form: bool = False) -> Headed:
    """Any small label; words of a value need a colon behind them, numbers and addresses do not.

    A label may be glued to the word before it (``Tapash DevAddress: …``) where its capital letter shows it. In a
    ``form`` every capitalised label counts, elsewhere only one that opens a line or follows a separator.
    """
    apart = r"(?:(?<![\p{L}\p{M}\d@._-])|(?<=\p{Ll})(?=\p{Lu}))"
    free = _groups({kind: (w.rstrip(".") for w in _label_words(kind)) for kind in _FREE}, r"(?![\p{L}-])")
    worded = _groups({kind: _label_words(kind) for kind in _WORDED})
    letters = _groups({kind: vocabulary("contacts", "letters", kind) for kind in _LETTERS})
    ending = r"(?:[ \t]*(?i:no|nr|number|numbers|n°|nº)\b\.?)?[ \t]*+(?:\([^()\d]{1,20}\)[ \t]*+)?"
    ending += r"[.:]*+[ \t]*+[:.]*+[ \t]*+"
    opening = r"(?:(?<=(?:^|[\n\t,;|(•·]|\s[-–—])\s*)|(?<=\p{Ll})(?=\p{Lu}))"
    if form:
        opening = rf"(?:{opening}|(?<=\s)(?=\p{{Lu}}))"
    single = rf"(?:{letters})[ \t]*+[:.]++[ \t]*+(?=[+(\d]|\S+@|www|http)"
    pattern = rf"{apart}(?:{free}){ending}|{opening}(?:{worded})(?:\(s\))?[ \t]*+:[ \t]*+|{apart}{single}"
    return headed(pattern)


def _groups(table: Mapping[str, Iterable[str]], behind: str = "") -> str:
    """A named group for each kind, which matches any of its words in any case."""
    one_line = {kind: alternation(items).replace(r"\s+", r"[ \t]+") for kind, items in table.items()}
    return "|".join(rf"(?P<{kind}>(?i:{pattern})){behind}" for kind, pattern in one_line.items())


@remembered
def marks(text: str) -> tuple[Mark, ...]:
    """All marks of a text in order; they do not overlap."""
    found: list[Mark] = []
    values = _plain_values(text)
    labels = matches(_labels(), text)
    if any(m.lastgroup == "name" for m in labels):
        labels = matches(_labels(form=True), text)
    for match in labels:
        if match.start() < (found[-1].end if found else 0) or any(v.low < match.start() < v.high for v in values):
            continue
        found.extend(_labelled(text, match, values))
    taken = [(m.start, m.end) for m in found]
    found.extend(v for v in values if not any(start < v.high and v.low < end for start, end in taken))
    return tuple(_until_next(text, sorted(found, key=lambda m: m.start)))


@cache
def _hidden() -> Headed:
    """What stands in the place of an e-mail address that a script would show."""
    return headed(alternation(vocabulary("contacts", "hidden")), regex.I)


def _plain_values(text: str) -> list[Mark]:
    """E-mail addresses, web addresses and numbers that need no label."""
    mails = matches(_EMAIL, text) if _AT.search(text) else []
    found = [Mark("email", m.start(), m.end(), m.start(), m.end()) for m in mails]
    found += [Mark("hidden", m.start(), m.end(), m.start(), m.end()) for m in matches(_hidden(), text)]
    found += [Mark("website", m.start(), m.end(), m.start(), m.end()) for m in matches(_URL, text)]
    for match in matches(_OPEN, text) if _DIGIT.search(text) else ():
        end = _number_end(text, match.start())
        if end is None or len(_DIGIT.findall(text[match.start() : end])) < _ABROAD:
            continue  # no number, or the postcode of a town: ``00142 Rome``
        if not any(f.low < end and match.start() < f.high for f in found):
            found += [Mark("phone", match.start(), end, match.start(), end), *_further(text, end)]
    return sorted(found, key=lambda m: m.start)


def _number_end(text: str, start: int) -> int | None:
    """Where a phone number ends, its extension included; None where none stands there."""
    match = _NUMBER.match(text, start)
    count = len(_DIGIT.findall(match.group())) if match else 0
    if match is None or count not in _DIGITS:
        return None
    end = match.end()
    if count < 10 and (rest := _WRAPPED.match(text, end)) is not None:
        end = rest.end()
    extension = extension_pattern().match(text, end)
    return extension.end() if extension else end


def _further(text: str, end: int) -> Iterator[Mark]:
    """The numbers that follow a number in the same breath (``/ 4291``)."""
    while (gap := _MORE.match(text, end)) is not None:
        number = _NUMBER.match(text, gap.end())
        if number is None or (_LETTER.match(text, number.end()) and len(number.group()) < 7):
            return
        yield Mark("more", gap.end(), number.end(), gap.end(), number.end())
        end = number.end()


def _labelled(text: str, label: regex.Match[str], values: list[Mark]) -> Iterator[Mark]:
    kind, start, at = str(label.lastgroup), label.start(), label.end()
    separated = ":" in label.group() or at == len(text) or text[at] == "\n"
    if kind in _NUMBERED:
        end = _number_end(text, _past_feed(text, at) if separated else at)
        low = _past_feed(text, at) if separated else at
        if end is not None:
            kind = "phone" if kind == "both" else kind
            yield Mark(kind, start, end, low, end)
            yield from (m._replace(kind=m.kind if kind == "phone" else kind) for m in _further(text, end))
        elif kind == "skype" and separated:
            end = text.find("\n", at)
            yield Mark(kind, start, len(text) if end < 0 else end, at, at)
        elif separated:
            yield Mark(kind, start, at, at, at)
    elif kind in _WORDED:
        yield Mark(kind, start, at, at, at)
    else:
        value = next((v for v in values if v.kind in ("email", "website") and at <= v.low <= at + 2), None)
        if value is not None:
            yield Mark(value.kind, start, value.end, value.low, value.high)
        elif separated:
            yield Mark(kind, start, at, at, at)


def _past_feed(text: str, at: int) -> int:
    """The value of a label that ends its line stands on the next one."""
    gap = _NEXT_LINE.match(text, at)
    return gap.end() if gap else at


def _until_next(text: str, found: list[Mark]) -> list[Mark]:
    """Worded labels get their value, up to the next mark or the end of the line; names are told from jobs later."""
    out = []
    for i, mark in enumerate(found):
        if mark.kind in _WORDED and mark.kind != "name":
            limit = found[i + 1].start if i + 1 < len(found) else len(text)
            feed = text.find("\n", mark.low, limit)
            if feed >= 0 and text[mark.low : feed].strip():
                limit = feed
            value = text[mark.low : limit]
            low = mark.low + len(value) - len(value.lstrip())
            high = max(low, mark.low + len(value.rstrip(" \t\n,;-–|/")))
            mark = Mark(mark.kind, mark.start, high, low, high)
        out.append(mark)
    return out
