"""Where labels stand: at the head of a line, alone on one, in a table cell, inside a long line.

What the labels are is data (``lexicon/labels.toml``); nothing here knows a document. A label that is in no
lexicon still ends the value before it, as kind ``other``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import regex

from extractors.lexicon import fold, squeeze, toml, words
from extractors.money import amount_pattern, currency
from extractors.places import find as places_in
from pipeline.document import Line
from pipeline.segment.typed import AMOUNTS, fits

#: Longest label, in words, that is looked for (the longest in the lexicon decides; this is the floor).
MOST_WORDS = 9

_NUMBERING = regex.compile(
    r"^(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2})+)\s+|^[-*•·]\s*", regex.I
)
_BRACKETS = regex.compile(r"\s*[(\[][^()\[\]]*[)\]]")
_MARKS = regex.compile(r"(?:(?<=[\p{L})])\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹*†]{1,2})$")
_NUMBERED_NOTE = regex.compile(r"(.*\p{L})\s[1-9]")
_ACRONYM = regex.compile(r"(?<![\p{L}/])\p{Lu}{2,6}(?:\s+|$)")
_SEPARATOR = regex.compile(
    r"\s*(?:[:：]\s*[.:]?|;(?=\s)|\.{4,}|\t\s*[:：]?|\s[-–—]+\s|[-–—]\s(?=\S)|\s[-–—](?=[\p{Lu}\d])|=)\s*"
)
_WORD = regex.compile(r"[^\s:：]+")
#: ``Example 3: …`` is the beginning of a title, not a label.
_PART = regex.compile(
    r"^(?:example|module|lot|sub-?project|project idea|ejemplo|exemple|beispiel)\s+(?:\d{1,2}|[A-Z])\s*[:.–-]\s",
    regex.I,
)


#: Kinds whose labels a mere dash does not part from a value: ``Project profile — Access to Justice`` is a title.
_LOOSE = frozenset({"description", "background", "results", "activities", "documents", "other", "objective"})


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
    made = {f"{noun} {word}": kind for kind in ("title", "code") for noun in compose["nouns"] for word in compose[kind]}
    return made | {
        squeeze(p): kind for kind, part in table.items() if kind not in ("weak", "says") for p in _phrases(part)
    }


@cache
def weak() -> Mapping[str, str]:
    """Folded phrase -> kind of the labels that count only with a separator or in a cell."""
    return {squeeze(p): kind for p, kind in toml("labels").get("weak", {}).items() if p != "says"}


def _phrases(part: object) -> list[str]:
    return words({k: v for k, v in part.items() if k != "says"}) if isinstance(part, dict) else []


def bare(text: str) -> str:
    """The words of a label: without numbering, brackets, plural endings in brackets, footnote marks."""
    text = regex.sub(
        r"^(?:less|(?:table|annex|annexe|tabla|tableau|tabelle)\s+\w{1,3})\s*[:.]\s*", "", text, flags=regex.I
    )
    text = regex.sub(r"(?<=\w)-\s+(?=\w)", "-", _NUMBERING.sub("", squeeze(text)))
    text = regex.sub(r"\((?:s|es|ies|n|en|e|x)\)", "", text)
    text = regex.sub(
        r"\s+(?:for|in|of|pour|para|für)\s+(?:the\s+year\s+|fy\s?)?(?:19|20)\d\d(?:\s?[-/]\s?\d{2,4})?(?=\W*$)",
        "",
        text,
    )
    text = _MARKS.sub("", _BRACKETS.sub("", text).strip(" :.*?")).strip(" :.*?")
    if match := regex.match(r"\d{1,3}\s+(?=\p{L}+$)", text):
        text = text[match.end() :]  # "2 Countries"
    return " ".join(text.split())


@cache
def kind_of(text: str, separated: bool, *, guess: bool = True) -> str:
    """The kind of label that a text is, or the empty string.

    ``separated``: a colon, tab or cell border stands behind it, so that weak labels count too, and with ``guess``
    labels that are in no list but have a telling word.
    """
    plain = bare(text)
    found = _kind(plain, separated, depth=4)
    if not found and (match := _NUMBERED_NOTE.fullmatch(plain)):
        found = phrases().get(match.group(1), "")  # "Total Project Cost 1": a footnote mark set apart
    if not found and any(c.islower() for c in text):
        without = bare(_ACRONYM.sub("", text))
        found = _kind(without, separated, depth=4) if len(without.split()) > 1 else phrases().get(without, "")
    return found or (_by_keyword(plain) if separated and guess else "")


def _kind(text: str, separated: bool, depth: int) -> str:
    found = phrases().get(text) or (weak().get(text) if separated else None)
    if found or not text or depth == 0:
        return found or ""
    for part in _without_affixes(text):
        if kind := _kind(part, separated, depth - 1):
            return kind
    for joiner in toml("label_parts")["joining"]["joiners"]:
        head, joined, rest = text.partition(joiner)
        if joined and head.strip() and rest.strip():
            first, second = _kind(head.strip(), separated, 2), _kind(rest.strip(), separated, 2)
            if (first, second) == ("start", "end"):
                return "period"
            if first and ((second in AMOUNTS and first not in AMOUNTS) or second == "code"):
                return second
            if first and second:
                return first if first != "other" else second
    return ""


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


_PREPOSITIONS = frozenset({"in", "for", "at", "from", "to", "by", "en", "dans", "pour", "para", "im", "für", "agreed"})


def _by_keyword(text: str) -> str:
    """The kind of a label of up to six words by a word that decides it; empty where none does."""
    if len(text.split()) > 6 or (text.split()[:1] and text.split()[0] in _PREPOSITIONS):
        return ""
    return next(
        (kind for kind, has, hasnt in _keywords() if has.search(text) and not (hasnt and hasnt.search(text))), ""
    )


def _without_affixes(text: str) -> Iterator[str]:
    parts = toml("label_parts")
    for suffix in parts["suffixes"]:
        if text.endswith(" " + suffix):
            yield text.removesuffix(suffix).strip()
    for prefix in parts["prefixes"]:
        if text.startswith(prefix + " "):
            yield text.removeprefix(prefix).strip()


def line_labels(index: int, line: Line, *, wrapped: bool = False, tabbed: bool = False) -> list[Hit]:
    """The labels of a line that is no table cell, in order.

    ``wrapped``: the line goes on with the one above, so that its first words are no label by themselves.
    ``tabbed``: the lines around it are label, wide gap and value too, so that a wide gap is as good as a colon.
    """
    text = line.text
    hits: list[Hit] = []
    head = _head(index, text, tabbed)
    exact = bool(head) and len(bare(text).split()) > 1 and bare(text) in phrases()
    wrapped = wrapped and not exact  # a whole line that is a label of several words is one even below a full line
    if head and (
        (wrapped and head.kind == "other")
        or _PART.match(text)
        or (not text[:1].isupper() and head.how == "alone" and ":" in text[head.end :])
    ):
        head = None
    if head and line.heading and head.how in ("unknown", "line"):
        head = None
    if head and head.how == "alone" and (head.kind == "other" or wrapped) and text.rstrip()[-1:] not in ":：":
        head = None
    if head:
        hits.append(head)
    at = head.end if head else 0
    if ":" in text[at:] or "：" in text[at:]:
        hits.extend(_inline(index, text, at))
    if text.count("\t") > 1:
        hits.extend(
            h
            for h in _columns(index, text, head.value if head else 0)
            if all(h.end <= o.start or h.start >= o.value for o in hits)
        )
    if len(text) > 160 or (hits and hits[0].kind == "code"):
        hits.extend(h for h in _typed(index, text) if all(h.end <= o.start or h.start >= o.value for o in hits))
    return sorted([*hits, *(s for h in hits for s in _stacked(index, text, h, hits))], key=lambda h: h.start)


def _stacked(index: int, text: str, hit: Hit, hits: list[Hit]) -> Iterator[Hit]:
    """Labels that stand directly before a label, without a value: ``Project number Project title : …``."""
    start = hit.start
    floor = max([h.value for h in hits if h.end <= start and h.value <= start] or [0])
    while hit.how in ("inline", "typed", "line"):
        tokens = list(_WORD.finditer(text, floor, start))[-MOST_WORDS:]
        for token in tokens:
            candidate = text[token.start() : start].strip()
            kind = phrases().get(bare(candidate), "")
            if kind and candidate[:1].isupper() and len(candidate.split()) > 1:
                yield Hit(index, token.start(), token.start() + len(candidate), start, kind, "stack")
                start = token.start()
                break
        else:
            return


def _columns(index: int, text: str, start: int) -> Iterator[Hit]:
    """Labels behind a wide gap, with a value of their type behind the next: two columns of pairs in one line."""
    parts = [(m.start(), m.end()) for m in regex.finditer(r"[^\t]+", text)]
    for (low, high), (value, _) in pairwise(parts):
        if low < start or not text[low].isalpha() or len(text[low:high].split()) > 6:
            continue
        kind = kind_of(text[low:high], True)
        if kind and fits(kind, text[value:]):
            yield Hit(index, low, high, value, kind, "inline")


def _head(index: int, text: str, tabbed: bool = False) -> Hit | None:
    """The label at the head of a line, or the label that the whole line is."""
    whole = text.strip(" :：-–—")
    if len(whole) < 90 and (kind := kind_of(whole, text.rstrip().endswith((":", "：")))):
        end = len(text.rstrip(" :：-–—"))
        return Hit(index, 0, end, len(text), kind, "alone")
    for match in _SEPARATOR.finditer(text, 1, min(len(text), 120)):
        candidate = text[: match.start()]
        if len(candidate.split()) > MOST_WORDS:
            return None
        if squeeze(candidate) in _kickers() and kind_of(candidate, False) != "title":
            return None  # "Emergency appeal: …" is the head of a title
        colon = match.group().strip()[:1] in (":", "：")
        firm = colon or (tabbed and "\t" in match.group())
        kind = kind_of(candidate, firm, guess=firm and match.group()[-1:].isspace())
        if kind == "title" and not colon and kind_of(candidate, False) != "title":
            kind = ""  # "Action", a wide gap and words: a table of tasks, not the name of a project
        if match.group().strip() == ";":
            kind = kind_of(candidate, True)
            if not fits(kind, regex.sub(r"^(?:max\.?|maximum|up to|minimum)\s+", "", text[match.end() :])):
                continue
        rest = text[match.end() :]
        if kind == "budget" and fits("end", rest) and not fits("budget", rest):
            kind = "date_other"  # "Approved: 16 Nov 2021"
        elif kind == "date_other" and fits("budget", rest) and not fits("end", rest):
            kind = "budget"
        if kind == "budget" and bare(candidate) in _TOTALS and not amounts_in(rest) and regex.search(r"\p{L}{3}", rest):
            kind = ""  # "Total: 64,000 women" counts people
        if not kind and _PARTY.fullmatch(candidate.strip()) and fits("contribution", text[match.end() :]):
            kind = "contribution"
        if kind == "title" and fits("budget", text[match.end() :]):
            kind = ""  # "Grant", a wide gap and an amount: a kind of money
        if kind and (firm or "\t" in match.group() or kind not in _LOOSE):
            return Hit(index, 0, match.start(), match.end(), kind, "line")
        if match.group().strip()[:1] in (":", "："):
            return _unknown(index, text, match)
    return None


def _unknown(index: int, text: str, match: regex.Match[str]) -> Hit | None:
    """A label that is in no lexicon: few words, a capital first, a colon, something behind it."""
    label = text[: match.start()].strip()
    count = len(label.split())
    named = list(places_in(label))
    if squeeze(label) in _kickers() or (named and named[0].end - named[0].start >= 0.8 * len(label)):
        return None
    if (
        1 <= count <= 5
        and label[:1].isupper()
        and not regex.search(r"[.,;!?|\"“”–—]|\d{3}|\d$", label)
        and len(label) <= 45
    ):
        return Hit(index, 0, match.start(), match.end(), "other", "unknown")
    return None


@cache
def _kickers() -> frozenset[str]:
    """Words that stand before a title (``Emergency appeal: …``) and are no label."""
    return frozenset(squeeze(w) for w in toml("title_parts")["kickers"])


def _inline(index: int, text: str, start: int) -> Iterator[Hit]:
    """Labels with a colon inside a line: ``… in Europe Country: Europa … Project start: 03.04.2006``."""
    begun = start
    for colon in regex.finditer(r"\s?[:：]\s*", text, pos=start):
        tokens = list(_WORD.finditer(text, begun, colon.start()))[-MOST_WORDS:]
        for token in tokens:
            candidate = text[token.start() : colon.start()]
            if not (candidate[:1].isupper() or candidate[:1].isdigit() or token.start() == start):
                continue
            if token.start() != start and (regex.search(r"\p{L}\d|\d\p{L}", token.group()) or currency(token.group())):
                continue  # a code or a currency that closes the value before the label
            if regex.search(r"\d\s$", text[: token.start()]) and regex.fullmatch(r"\d{3}", token.group()):
                continue  # the last digits of a number grouped by blanks
            kind = kind_of(candidate, False)
            if not kind:
                kind = kind_of(candidate, True, guess=False)
                kind = kind if kind and fits(kind, text[colon.end() :]) else ""
            if kind == "region" and not fits(kind, text[colon.end() :]):
                continue  # "… in the Baltic Sea Region: State and Civil Society Cooperation"
            if kind == "budget" and bare(candidate) in _TOTALS and amounts_in(text[begun : token.start()]):
                break  # the total line of a list of shares belongs to the list
            if kind and not _NUMBERING.match(squeeze(candidate)):
                party = _PARTY_END.search(candidate) if kind in AMOUNTS else None
                if party and kind_of(candidate[: party.start()], True, guess=False) == kind:
                    end = token.start() + party.start()
                    yield Hit(index, token.start(), end, token.start() + party.start("party"), kind, "inline")
                else:
                    yield Hit(index, token.start(), colon.start(), colon.end(), kind, "inline")
                begun = colon.end()
                break


#: ``Total project costs ITTO : USD 589,863``: the party of the first share stands behind the label.
_PARTY_END = regex.compile(r"\s+(?P<party>\p{Lu}[\p{Lu}&]{1,8})$")
_TOTALS = frozenset({"total", "grand total", "sum", "gesamt", "total general", "total général"})


def amounts_in(text: str) -> bool:
    """Whether a text has an amount with its currency."""
    return bool(amount_pattern().search(text, timeout=2))


def _typed(index: int, text: str) -> Iterator[Hit]:
    """Labels without a colon inside a flattened line, where a value of their own type follows at once."""
    tokens = list(_WORD.finditer(text))
    at = 0
    while at < len(tokens):
        hit = _typed_at(index, text, tokens, at)
        if hit is None:
            at += 1
            continue
        yield hit
        while at < len(tokens) and tokens[at].start() < hit.end:
            at += 1


def _typed_at(index: int, text: str, tokens: list[regex.Match[str]], at: int) -> Hit | None:
    first = tokens[at]
    if not text[first.start()].isupper():
        return None
    for last in range(min(at + MOST_WORDS, len(tokens)) - 1, at - 1, -1):
        candidate = text[first.start() : tokens[last].end()]
        kind = phrases().get(bare(candidate)) or (kind_of(candidate, False) if last > at else "")
        kind = kind or ("contribution" if _PARTY.fullmatch(candidate) else "")
        if kind and last + 1 < len(tokens) and fits(kind, text[tokens[last].end() :].lstrip()):
            return Hit(index, first.start(), tokens[last].end(), tokens[last + 1].start(), kind, "typed")
    return None


#: ``PBF contribution (by RUNO)``: a share named by its party.
_PARTY = regex.compile(
    r"\p{Lu}[\p{L}&-]+(?:\s\p{Lu}[\p{L}&-]+)?\s(?i:contribution|grant|financing|funding|finance|loan|credit)s?(?:\s*\([^()]*\))?"
)


def header_kinds(texts: list[str]) -> list[str]:
    """The kinds of a row of table heads (empty string where a head is no known label)."""
    return [kind_of(t, True) for t in texts]


def split_heads(text: str) -> list[tuple[int, int, str]]:
    """A line that consists of labels alone (``Country/region Topic Period Budget``): start, end, kind of each.

    Empty where anything in the line is no label, or where there are fewer than two.
    """
    tokens = list(_WORD.finditer(text))
    found, at = [], 0
    while at < len(tokens):
        for last in range(min(at + MOST_WORDS, len(tokens)) - 1, at - 1, -1):
            candidate = text[tokens[at].start() : tokens[last].end()]
            kind = phrases().get(bare(candidate)) or kind_of(candidate, True, guess=False)
            if kind and tokens[at].group()[:1].isupper():
                found.append((tokens[at].start(), tokens[last].end(), kind))
                at = last + 1
                break
        else:
            return []
    return found if len(found) > 1 else []


def folded(line: Line) -> str:
    """The line as matching sees it."""
    return fold(line.text)
