"""What a label is, and of which kind; where in a line labels stand is for ``standing`` and ``inline``.

What the labels are is data (``lexicon/labels.toml``); nothing here knows a document. A label that is in no
lexicon still ends the value before it, as kind ``other``.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

import regex

from extractors.donor_names import has_money_noun, in_label
from extractors.lexicon import alternation, squeeze, toml, vocabulary, words
from extractors.memory import remembered
from extractors.money import amount_pattern, currency
from extractors.organisations import known
from extractors.places import find as places_in
from extractors.quick import TIMEOUT
from pipeline.segment.alike import likeness
from pipeline.segment.misread import Misread
from pipeline.segment.typed import AMOUNTS, DATES, has_type

#: Longest label, in words, that is looked for (the longest in the lexicon decides; this is the floor).
MOST_WORDS = 9

#: Characters that no label has, whatever stands in brackets behind it.
LONGEST = 1_000

NUMBERING = regex.compile(
    r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2})+)\s+|^[-*•·\p{So}\p{Co}]+\s*", regex.I
)
_BRACKETS = regex.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_MARKS = regex.compile(r"(?:(?<=[\p{L})])\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹*†]{1,2})$")
_TABLE = regex.compile(r"^(?:less|(?:table|annex|annexe|tabla|tableau|tabelle)\s+\w{1,3})\s*[:.]\s*", regex.I)
_HYPHENATED = regex.compile(r"(?<=\w)-\s+(?=\w)")
_ENDINGS = regex.compile(r"\((?:s|es|ies|n|en|e|x)\)|(?<=\p{L})/(?:s|es|ies|n|en|in|innen)(?!\p{L})")
_OF_YEAR = regex.compile(
    r"\s+(?:for|in|of|pour|para|für)\s+(?:the\s+year\s+|fy\s?)?(?:19|20)\d\d(?:\s?[-/]\s?\d{2,4})?(?=\W*$)"
)
_COUNT = regex.compile(r"^\d{1,3}\s+(?=\p{L}+$)")  # "2 Countries"
_LAST_ACRONYM = regex.compile(r"(?<!\p{L})(?!ID$)\p{Lu}{2,6}$")
_NUMBERED_NOTE = regex.compile(r"(.*\p{L})\s[1-9]")
#: ``ID`` is a label's own word and nobody's acronym.
_ACRONYM = regex.compile(r"(?<![\p{L}/])(?!ID\b)\p{Lu}{2,6}(?:\s+|$)")
WORD = regex.compile(r"[^\s:：]+")
_WORD_BACK = regex.compile(r"(?r)[^\s:：]+")
#: Letters that a single word of a kind without a type has at least, if it is to be known without its accents.
_LONG = 8
#: Kinds whose values are codes or short names, which stand in capitals behind their labels.
_NAMING = frozenset({"code", "donor", "implementer", "partner", "host"})
_LANGUAGE = regex.compile(r"(?:EN|FR|ES|DE|PT|IT|NL|PL|RU|CS|SK|HU|RO|UA|CZ|AR)")
#: Kinds whose labels tell less than a date's that is joined to them.
_VAGUE = frozenset({"status", "other", "programme"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A label in a line: ``line.text[start:end]`` is the label, its value begins at ``value``."""

    line: int  #: index of the line in the document
    start: int
    end: int
    value: int
    kind: str
    how: str  #: ``line`` ``alone`` ``inline`` ``typed`` ``column`` ``head`` ``prefix``


@cache
def phrases() -> Mapping[str, str]:
    """Folded label phrase -> kind, of all languages; weak phrases are not among them."""
    table = toml("labels")
    compose = toml("label_parts")["compose"]
    joined = [(kind, "nouns", kind) for kind in ("title", "code", "contact")]
    joined += [("code", "numbered", "code"), ("other", "strangers", "code")]
    made = {f"{a} {b}": kind for kind, before, behind in joined for a in compose[before] for b in compose[behind]}
    made |= {f"{lead} {noun}": "contact" for lead in compose["contact_for"] for noun in compose["nouns"]}
    listed = {squeeze(p): kind for kind, part in table.items() if kind not in ("weak", "says") for p in _phrases(part)}
    return _worn(made | listed)


@cache
def weak() -> Mapping[str, str]:
    """Folded phrase -> kind of the labels that count only with a separator or in a cell."""
    return _worn({squeeze(p): kind for p, kind in toml("labels").get("weak", {}).items() if p != "says"})


@cache
def _misread() -> Misread:
    return Misread(phrases())


def _worn(known: dict[str, str]) -> dict[str, str]:
    """The phrases, and what conversion makes of them: without accents, apostrophes or accented letters, with ``ue``.

    A single word is worn only where its value can be told by its form: ``PROGRES`` may be a name.
    """
    made: dict[str, str] = {}
    for phrase, kind in known.items():
        if " " not in phrase and not has_type(kind):
            made |= {form: kind for form in (_dropped(phrase),) if len(form) >= _LONG and form != phrase}
            continue
        plain = _plain(phrase)
        forms = (plain, plain.replace("'", " "), _plain(_spelt_out(phrase)), _dropped(phrase))
        made |= {form: kind for form in forms if len(form) > 4 or (len(form) == 4 and form != plain)}
    return made | known


def _plain(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _dropped(text: str) -> str:
    """A text without its accented letters: a conversion that knows no more than ASCII leaves ``Dbut`` of ``Début``.

    Empty where that leaves too little of it, or another word.
    """
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if c.isascii() or not c.isalpha())
    return kept if 4 * len(kept) >= 3 * len(text) and kept not in vocabulary("label_parts", "words_otherwise") else ""


def _spelt_out(text: str) -> str:
    return text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")


def _phrases(part: object) -> list[str]:
    return words({k: v for k, v in part.items() if k != "says"}) if isinstance(part, dict) else []


@remembered
def bare(text: str) -> str:
    """The words of a label: without numbering, brackets, plural endings in brackets, footnote marks."""
    text = NUMBERING.sub("", squeeze(_TABLE.sub("", text)))
    if "-" in text:
        text = _HYPHENATED.sub("-", text)
    text = _OF_YEAR.sub("", _ENDINGS.sub("", text))
    if "(" in text or "[" in text:
        text = _BRACKETS.sub("", text)
    text = _MARKS.sub("", text.strip(" :.*?")).strip(" :.*?")
    return " ".join(_COUNT.sub("", text).split())


@remembered
def kind_of(text: str, separated: bool, *, guess: bool = True) -> str:
    """The kind of label that a text is, or the empty string.

    ``separated``: a colon, tab or cell border stands behind it, so that weak labels count too, and with ``guess``
    labels that are in no list but have a telling word.
    """
    if len(text) > LONGEST or (not (separated and guess) and strange(text)):
        return ""
    plain = bare(text)
    found = _kind(plain, separated, depth=4)
    if not found and plain[-1:].isdigit() and (match := _NUMBERED_NOTE.fullmatch(plain)):
        found = phrases().get(match.group(1), "")  # "Total Project Cost 1": a footnote mark set apart
    whole = "total" in plain.split() and vocabulary("label_parts", "given").isdisjoint(plain.split())
    open_still = found in ("", "budget") and not whole  # "Total Government funding" is all of it
    if open_still and len(plain.split()) <= MOST_WORDS and (in_label(plain) or in_label(text.strip(" :"))):
        return "contribution"  # "EU grant" is a share, whatever "grant" alone is
    if not found and _ACRONYM.search(text) and any(c.islower() for c in text):
        found = _without_acronym(text, separated)
    if not found and _with_its_number().search(plain):
        return ""  # "Appeal n° WX003 : 4 May": the label ends at its sign, and its value is before the colon
    if not found and separated:
        found = _misread().kind(plain)
    return found or (_guess(plain, any(places_in(text))) if separated and guess else "")


@cache
def _with_its_number() -> regex.Pattern[str]:
    """A label of a code with the code behind its sign."""
    signs = alternation(vocabulary("title_parts", "numbers"))
    return regex.compile(rf"(?<!\p{{L}})(?:{signs})\.?\s(?=\p{{L}}*\d)(?=\S*\d{{2}})[\p{{L}}\d/.-]+$")


def strange(text: str) -> bool:
    """Whether a word in a text is in no label of the lists, so that the text is none: a quick look first."""
    if "(" in text or "[" in text:
        return False
    known = _label_words()
    for word in text.split():
        telling = len(word) > 3 and word.isascii() and word.isalpha() and not word.isupper()
        if telling and word.lower() not in known:
            return not has_money_noun(squeeze(text))
    return False


#: Words that are no part of a label, and that :func:`bare` leaves out.
_LEFT_OUT = frozenset({"less", "table", "annex", "annexe", "tabla", "tableau", "tabelle", "year", "pour", "para"})


@cache
def _label_words() -> frozenset[str]:
    """The words of all labels, and of what may stand around them."""
    listed = (*phrases(), *weak(), *_affixes("suffixes"), *_affixes("prefixes"))
    return _LEFT_OUT | {word for phrase in listed for word in _LETTERS.findall(phrase)}


_LETTERS = regex.compile(r"\p{L}+")


def _without_acronym(text: str, separated: bool) -> str:
    """The kind of a label that has an agency's acronym in it (``GEF Project ID``); one that ends with it has not.

    ``Project number PIMS``, ``Financed by USAID`` and ``Total value USD`` are a label and the beginning of its value,
    ``Project name HIV`` too where no colon stands behind it; labels of amounts end with whose they are (``Total
    contribution GEF``), others with a language (``Title EN``).
    """
    without = bare(_ACRONYM.sub("", text))
    found = _kind(without, separated, depth=4) if len(without.split()) > 1 else phrases().get(without, "")
    last = _LAST_ACRONYM.search(text)
    if last and found != "code" and _LANGUAGE.fullmatch(last.group()):
        return found
    named = found in _NAMING or (found == "title" and not separated)
    return "" if last and (named or currency(last.group())) else found


@remembered
def _kind(text: str, separated: bool, depth: int) -> str:
    """The kind of a label's bare words: as listed, without an ending or a beginning, or as two labels joined."""
    found = phrases().get(text) or (weak().get(text) if separated else None)
    if found or not text or depth == 0:
        return found or ""
    for part in _without_affixes(text):
        if kind := _kind(part, separated, depth - 1):
            return kind
    for joiner in toml("label_parts")["joining"]["joiners"]:
        head, joined, rest = text.partition(joiner)
        if joined and head.strip() and rest.strip():
            first = _kind(head.strip(), separated, 2)
            second = _kind(rest.strip(), separated, 2) if first else ""
            if first and second:
                return _joined(first, second)
    return ""


def _joined(first: str, second: str) -> str:
    """The kind of two labels that are joined: what the value of both is read as."""
    if (first, second) == ("start", "end"):
        return "period"
    if first == "donor" and second in AMOUNTS:
        return "pledged"  # "Source of funding/Amount"
    if (second in AMOUNTS and first not in AMOUNTS) or second == "code":
        return second
    if (first == "date_other" and second == "period") or (first in _VAGUE and second in DATES):
        return second  # "Date/Duration", "Status/Starting date"
    return first if first != "other" else second


@cache
def _keywords() -> list[tuple[str, regex.Pattern[str], regex.Pattern[str] | None]]:
    """Kind, the words that make a label of it, the words that make it another."""
    table = toml("label_parts")["keywords"]
    return [
        (
            kind,
            regex.compile(rf"\b(?:{'|'.join(part['has'])})\b"),
            regex.compile(rf"\b(?:{'|'.join(part['not'])})\b") if part.get("not") else None,
        )
        for kind, part in table.items()
    ]


_WHOLE = frozenset({"total", "overall", "gesamte", "totale"})
_PREPOSITIONS = frozenset({"in", "for", "at", "from", "to", "by", "en", "dans", "pour", "para", "im", "für", "agreed"})


def _guess(text: str, named: bool) -> str:
    """The likely kind of a label of up to six words that is in no list; ``named``: the name of a place is in it."""
    if len(text.split()) > 6 or (text.split()[:1] and text.split()[0] in _PREPOSITIONS):
        return ""
    if known(text):
        return ""  # a donor or an agency beside what it gives or does
    like, word = "" if named or "," in text else likeness().kind(text), by_keyword(text)
    whole = text.partition(" ")[0] in _WHOLE and {like, word} <= AMOUNTS  # "Total Australian Government funding"
    return word if whole or not like else like


def by_keyword(text: str) -> str:
    """The kind of a label by a word that decides it; empty where none does."""
    return next(
        (kind for kind, has, hasnt in _keywords() if has.search(text) and not (hasnt and hasnt.search(text))), ""
    )


def _without_affixes(text: str) -> Iterator[str]:
    """What is left of a label without a known ending, then without a known beginning, in the order of the lexicon."""
    words = text.split(" ")
    first, last = _outer_words()
    suffixes, prefixes = _affixes("suffixes"), _affixes("prefixes")
    counts = range(1, min(_longest_affix(), len(words) - 1) + 1)
    ends = [end for n in counts if (end := " ".join(words[-n:])) in suffixes] if words[-1] in last else []
    for suffix in sorted(ends, key=suffixes.__getitem__):
        yield text.removesuffix(suffix).strip()
    heads = [head for n in counts if (head := " ".join(words[:n])) in prefixes] if words[0] in first else []
    for prefix in sorted(heads, key=prefixes.__getitem__):
        yield text.removeprefix(prefix).strip()


@cache
def _affixes(name: str) -> Mapping[str, int]:
    """The endings or beginnings of labels that say nothing -> their order."""
    return {affix: order for order, affix in enumerate(dict.fromkeys(toml("label_parts")[name]))}


@cache
def _outer_words() -> tuple[frozenset[str], frozenset[str]]:
    """The first words of the beginnings, and the last words of the endings."""
    return (
        frozenset(prefix.split(" ")[0] for prefix in _affixes("prefixes")),
        frozenset(suffix.split(" ")[-1] for suffix in _affixes("suffixes")),
    )


@cache
def _longest_affix() -> int:
    return max(len(affix.split()) for name in ("suffixes", "prefixes") for affix in _affixes(name))


def amounts_in(text: str) -> bool:
    """Whether a text has an amount with its currency."""
    return bool(amount_pattern().search(text, timeout=TIMEOUT))


def last_words(text: str, start: int, end: int) -> list[regex.Match[str]]:
    """The last words of a stretch, in order, as many as a label may have."""
    return [*islice(_WORD_BACK.finditer(text, start, end), MOST_WORDS)][::-1]


def split_heads(text: str) -> list[tuple[int, int, str]]:
    """A line that consists of labels alone (``Country/region Topic Period Budget``): start, end, kind of each.

    Empty where anything in the line is no label, or where there are fewer than two.
    """
    tokens = [] if strange(text) else list(WORD.finditer(text))
    if not _heads_follow(text, tokens):
        return []
    found, at = [], 0
    while at < len(tokens):
        if not tokens[at].group()[0].isupper():
            return []
        for last in range(min(at + MOST_WORDS, len(tokens)) - 1, at - 1, -1):
            candidate = text[tokens[at].start() : tokens[last].end()]
            kind = _head_kind(candidate)
            if kind:
                found.append((tokens[at].start(), tokens[last].end(), kind))
                at = last + 1
                break
        else:
            return []
    return found if len(found) > 1 else []


def _head_kind(candidate: str) -> str:
    return phrases().get(bare(candidate)) or kind_of(candidate, True, guess=False)


def _heads_follow(text: str, tokens: list[regex.Match[str]]) -> bool:
    """Whether a line begins with a label behind which another can begin: running text does not."""
    if not tokens:
        return False
    capital = [token.group()[0].isupper() for token in tokens[: MOST_WORDS + 1]]
    ends = [tokens[n - 1].end() for n in range(1, len(capital)) if capital[0] and capital[n]]
    return any(_head_kind(text[tokens[0].start() : end]) for end in ends)
