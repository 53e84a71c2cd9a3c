"""What an entry of a list of projects says in one stretch of text: title, places, amounts, dates, code.

``21-001 ‘Title’ (Samoa)``, ``FP046 – USD 8.65 million for the Title project in Mongolia``, ``Etiopia – Title``,
``Title Kenya 340,908 338,151 2018-12-13 2022-06-30``: forms that hold for any list, since each part shows by its
own look what it is. Nothing here knows where the stretch stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

import regex

from extractors import dates, organisations, places
from extractors.lexicon import alternation, squeeze, toml, vocabulary, words
from extractors.memory import remembered
from extractors.money import amount_pattern
from extractors.numbers import number_words
from extractors.quick import TIMEOUT, Headed, headed
from pipeline.segment import receivers
from pipeline.segment.labels import kind_of


class Part(NamedTuple):
    """A stretch of an entry's text and the kind of field that it is; ``title`` is one of the kinds."""

    kind: str
    start: int
    end: int


_QUOTED = regex.compile(
    r"\s*[‘“\"«„'‹]\s*(?P<title>\p{L}.{9,300}?)\s*[’”\"»“'›]{1,2}(?=\s*(?:$|[(\[,;:.–—-]))", regex.S
)
_NUMBER = r"\d{1,3}(?:[.,’']\d{3})+(?:[.,]\d\d)?"
_DAY = r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}|(?:19|20)\d\d(?!\S)"
#: Figures and dates in a row at the end of a flattened row of a table.
_COLUMNS = regex.compile(rf"(?:\s+(?:{_NUMBER}|{_DAY}|(?i:n/?a)|[-–]))++\s*$")
_LEAD = regex.compile(r"\s*[-–—:,]\s+|\s*:\s*")
_SENTENCE = regex.compile(r"(?<=\p{L}{4}[)”’\"]?|\d|\))\.\s+(?=\p{Lu}\S*\s+\S+\s+\S+\s+\S)")
_BRACKET = regex.compile(r"\((?P<in>[^()]{2,160})\)")
#: A label behind a title: ``… – Total cost: …``, ``… of the lake. Start: May 2010``.
_INLINE_LABEL = regex.compile(r"(?:[.;,]|\s[–—-])\s+(?P<label>\p{Lu}[\p{L} ]{2,30}?)\s?:(?=\s)")
_EDGE = " \t\n–—-:;,|(.“”\"‘’'"


@cache
def _purpose() -> regex.Pattern[str]:
    """What stands between an amount and the project that it is for."""
    table = toml("lists")
    before = alternation(words(table["purpose"]))
    article = alternation(words(table["articles"]))
    return regex.compile(rf"\s+(?:{before})\s+(?:(?:{article})\s+)?", regex.I)


@remembered
def read(text: str) -> tuple[Part, ...]:
    """The parts of an entry's text; empty where no title is in it."""
    for form in (_barred, _quoted, _funded, _columned, _paid, _placed):
        if parts := form(text):
            return tuple(parts)
    return tuple(_plain(text, 0))


_CELL = regex.compile(r"[^\t|]+")


def _barred(text: str) -> list[Part]:
    """``Kenya | Title | USD 250,000``: each part between bars or wide gaps is a field of its own."""
    cells = [m.span() for m in _CELL.finditer(text) if m.group().strip()]
    if len(cells) < 3:
        return []
    spans = [
        (low + len(text[low:high]) - len(text[low:high].lstrip()), low + len(text[low:high].rstrip()))
        for low, high in cells
    ]
    parts = [Part(kind, low, high) for low, high in spans if (kind := _cell_kind(text[low:high]))]
    other = [s for s in spans if all((p.start, p.end) != s for p in parts)]
    title = max(other, key=lambda s: s[1] - s[0], default=None)
    if title is None or len(text[slice(*title)].split()) < 2 or not any(p.kind == "budget" for p in parts):
        return []
    return [Part("title", *title), *parts]


def _cell_kind(text: str) -> str:
    """The kind of field that a part between bars is by its own look; empty for words."""
    if amount_pattern().fullmatch(text, timeout=TIMEOUT):
        return "budget"
    if places.covered(text, joined=True) >= 0.8:
        return "country"
    return "period" if is_period(text) else ""


def gives(text: str) -> bool:
    """Whether a text has a word for money that is given, or for what it is given to."""
    return bool(_framed("giving").search(squeeze(text)))


def of_other_lists(text: str) -> bool:
    """Whether a text has a word of lists of other things with amounts: prices, salaries, parts, figures of trade.

    A number of projects in the first line is one too: ``Africa – two project loans – $31 million`` heads a group.
    """
    counted = _counted().search(squeeze(text.partition("\n")[0]))
    return counted is not None or bool(_framed("apart").search(squeeze(text)))


@cache
def _counted() -> regex.Pattern[str]:
    """A number and a word for several projects, which one word may part from it."""
    numbers = alternation(n for n, value in number_words().items() if value > 1)
    several = alternation(vocabulary("lists", "several"))
    return regex.compile(rf"(?<![\p{{L}}\d.,-])(?:\d{{1,3}}|{numbers})\s+(?:\p{{L}}+\s+)?(?:{several})(?!\p{{L}})")


@cache
def _framed(key: str) -> Headed:
    listed = "|".join(regex.escape(squeeze(w)).replace(r"\*", r"\p{L}*") for w in words(toml("lists")["framed"][key]))
    return headed(rf"(?<!\p{{L}})(?:{listed})(?!\p{{L}})")


def title_of(text: str, parts: Sequence[Part]) -> str:
    """The title among the parts of a text; empty where there is none."""
    return next((text[p.start : p.end] for p in parts if p.kind == "title"), "")


def _title(text: str, start: int, end: int) -> Part:
    """The title between two bounds, without the marks at its edges."""
    while start < end and text[start] in " \t\n–—-:;,|.":
        start += 1
    while end > start and text[end - 1] in _EDGE and not _closes(text, start, end):
        end -= 1
    return Part("title", start, end)


def _closes(text: str, start: int, end: int) -> bool:
    """Whether the last character is the closing mark of a pair, such as a bracket, and no loose end."""
    pairs = {"”": "“", "’": "‘", '"': '"', "'": "'"}
    opening = pairs.get(text[end - 1])
    return opening is not None and opening in text[start : end - 1]


def _quoted(text: str) -> list[Part]:
    lead = place_lead(text)
    match = _QUOTED.match(text, lead.end if lead else 0)
    if not match:
        return []
    parts = [Part("title", *match.span("title")), *_rest(text, match.end())]
    if lead and all(p.kind != "country" for p in parts):
        parts.append(Part("country", lead.start, lead.place))
    return parts


class Lead(NamedTuple):
    """A place at the head of an entry."""

    start: int
    place: int  #: where the name of the place ends
    end: int  #: where the text behind the dash or colon begins


def place_lead(text: str) -> Lead | None:
    """A place before a dash or colon at the head of a text: ``Etiopia – Title``."""
    span = place_at(text, len(text) - len(text.lstrip()))
    mark = _LEAD.match(text, span[1]) if span else None
    return Lead(*span, mark.end()) if span and mark else None


#: What stands between places that follow each other.
_JOINS = regex.compile(r"\s*(?:,|/|&|,?\s*\b\p{Ll}{1,3}\b)\s*")


#: In a longer line so many characters on either side of a position tell which places follow it.
_AROUND = 1_000


def place_at(text: str, at: int) -> tuple[int, int] | None:
    """The span of the places that follow each other from a position on (``Guatemala and Mexico``)."""
    if len(text) > 3 * _AROUND:
        low = max(at - _AROUND, 0)
        found = place_at(text[low : at + _AROUND], at - low)
        return (found[0] + low, found[1] + low) if found else None
    if not text[:at].strip() and ((first := places.leading(text)) is None or first.start != at):
        return None
    end = None
    for place in places.find(text):
        if place.end <= at or (end is None and place.start != at):
            continue
        if end is not None and not _JOINS.fullmatch(text[end : place.start]):
            break
        end = place.end
    return (at, end) if end is not None else None


def _funded(text: str) -> list[Part]:
    """``USD 8.65 million for the Title project in Mongolia with …``."""
    amount = amount_pattern().match(text.lstrip(" -–—:\n"), timeout=TIMEOUT)
    shift = len(text) - len(text.lstrip(" -–—:\n"))
    purpose = _purpose().match(text, shift + amount.end()) if amount else None
    if not amount or not purpose or not text[purpose.end() :][:1].isupper() or receivers.read(text, purpose.start()):
        return []  # "USD 2 million for training in Nepal" names none
    stop, place = _in_place(text, purpose.end())
    title = _without_noun(text, _title(text, purpose.end(), stop))
    parts = [title, Part("budget", shift, shift + amount.end())]
    return [*parts, Part("country", *place)] if place else parts


@cache
def _before_place() -> regex.Pattern[str]:
    """What stands between a title and the place that it works in."""
    before = alternation(words(toml("lists")["within"]))
    return regex.compile(rf"\s+(?:{before})\s+(?:(?:the|la|le|el|der)\s+)?(?=\p{{Lu}})", regex.I)


def _in_place(text: str, start: int) -> tuple[int, tuple[int, int] | None]:
    """Where a title ends that a place follows (``… in Mongolia with``), and the place; else the sentence's end."""
    for match in _before_place().finditer(text, start):
        span = place_at(text, match.end())
        if span and regex.match(r"\s*(?:$|[.,;(]|\p{Ll})", text[span[1] :]):
            return match.start(), span
    stop = regex.search(r"[.;(]\s|[.;]?\s*$|\s+(?:with|avec|con|mit)\s+(?:the\s+)?\p{Lu}", text, pos=start)
    return (stop.start() if stop else len(text)), None


def _without_noun(text: str, title: Part) -> Part:
    """A title in a sentence without the word ``project`` behind it."""
    tail = regex.search(r"\s+(?P<noun>\p{Ll}+)$", text[title.start : title.end])
    if tail and tail.group("noun") in vocabulary("lists", "nouns") and len(text[title.start : title.end].split()) > 2:
        return title._replace(end=title.start + tail.start())
    return title


def _columned(text: str) -> list[Part]:
    """``Title Kenya 340,908 338,151 2018-12-13 2022-06-30``: the first figure is the row's amount."""
    columns = _COLUMNS.search(text)
    if not columns or len(columns.group().split()) < 2:
        return []
    figures = list(regex.finditer(_NUMBER, columns.group()))
    days = list(regex.finditer(_DAY, columns.group()))
    head, at = text[: columns.start()], columns.start()
    parts = [Part("budget", at + m.start(), at + m.end()) for m in figures[:1]]
    if len(days) == 2:
        parts += [Part(k, at + d.start(), at + d.end()) for k, d in zip(("start", "end"), days, strict=True)]
    place = next((p for p in places.find(head) if p.end == len(head.rstrip()) and p.start), None)
    if place and not regex.search(r"(?:,|\b\p{Ll}{1,3})\s*$", head[: place.start]):
        parts.append(Part("country", place.start, place.end))
        head = head[: place.start]
    title = _title(head, 0, len(head))
    return [title, *parts] if parts and title.end - title.start > 5 else []


#: What stands between a place and its amount, and between that and the title.
_BEFORE_SUM = regex.compile(r"\s*(?:[(\[]|[,:–—-])\s*")
_BEHIND_SUM = regex.compile(r"\s*[)\]]?\s*[;:,–—-]\s*(?=\p{Lu}|[“«„\"‘])")
#: A colon behind a title, and the sentence that explains it.
_EXPLAINED = regex.compile(r":\s+(?=\p{Lu}(?:\S*\s+){6,}\S+\s*$)")


def _paid(text: str) -> list[Part]:
    """``Kenya (US$ 100 million); Title: What it is about.``, ``Nepal – EUR 2 million – Title``."""
    span = place_at(text, len(text) - len(text.lstrip()))
    opened = _BEFORE_SUM.match(text, span[1]) if span else None
    amount = amount_pattern().match(text, opened.end(), timeout=TIMEOUT) if opened else None
    behind = _BEHIND_SUM.match(text, amount.end()) if amount else None
    if not span or not amount or not behind:
        return []
    sentence = _SENTENCE.search(text, pos=behind.end())
    first = text[: sentence.start() if sentence else len(text)]
    colon = _EXPLAINED.search(first, pos=behind.end())
    title = _title(text, behind.end(), colon.start() if colon else len(first))
    if len(text[title.start : title.end].split()) < 2:
        return []
    return [title, Part("country", *span), Part("budget", *amount.span())]


def _placed(text: str) -> list[Part]:
    """``Etiopia – Title``, ``Nepal: Title (EUR 2 million)``."""
    lead = place_lead(text)
    if not lead or len(text[lead.end :].split()) < 2:
        return []
    parts = _plain(text, lead.end)
    if parts and all(p.kind != "country" for p in parts):
        parts.append(Part("country", lead.start, lead.place))
    return parts


def _plain(text: str, start: int) -> list[Part]:
    """A title up to the end of its sentence, to what stands in brackets behind it, or to its amount."""
    start += _year_ahead(text, start)
    rest = list(_rest(text, start))
    stops = [p.start for p in rest]
    sentence = _SENTENCE.search(text, pos=start)
    stops += [m.start() for m in _INLINE_LABEL.finditer(text, start) if kind_of(m.group("label"), True, guess=False)][
        :1
    ]
    paid = [p.start for p in rest if p.kind == "budget"]
    stops += [b.start() for b in _BRACKET.finditer(text, start) if any(b.start() < at < b.end() for at in paid)]
    stop = min([*stops, sentence.start() if sentence else len(text)])
    title = _title(text, start, stop)
    if title.end - title.start < 6:
        return []
    return [title, *(p for p in rest if not sentence or p.start < sentence.start() or p.kind == "budget")]


def _year_ahead(text: str, start: int) -> int:
    """How many characters a year before a title takes: ``2018: Title``."""
    match = regex.match(r"\s*(?:19|20)\d\d\s*[:–—-]\s+(?=\p{Lu})", text[start:])
    return match.end() if match else 0


def _rest(text: str, start: int) -> Iterator[Part]:
    """Places and periods in brackets, and the amount, behind a title."""
    for bracket in _BRACKET.finditer(text, start):
        inside, at = bracket.group("in"), bracket.start("in")
        if places.covered(inside, joined=True) >= 0.7:
            yield Part("country", at, at + len(inside))
        elif span := _dated(inside):
            yield Part("period", at + span[0], at + span[1])
        elif organisations.known(inside):
            yield Part("implementer", at, at + len(inside))
    found = list(islice(amount_pattern().finditer(text, start, timeout=TIMEOUT), 2))
    if len(found) == 1:
        yield Part("budget", *found[0].span())


def _dated(inside: str) -> tuple[int, int] | None:
    """Where the two dates of a bracket stand: in the whole of it, or in a piece between semicolons."""
    for piece in regex.finditer(r"[^;]+", inside):
        if len(piece.group()) < 40 and len(dates.scan(piece.group())) == 2:
            return piece.span()
    return None


_NAMED_AMOUNT = regex.compile(r"(?P<name>\p{Lu}[^\t]{2,110}?)\s*[(\[](?P<amount>[^()\[\]]*\d[^()\[\]]*)[)\]]\W*$")
_PARTY = regex.compile(r"(?P<party>\p{Lu}[^:\t\d]{1,50}):\s*")
_CODE_END = regex.compile(r"\s[-–—]\s*(?P<code>(?=\S*\d)(?=\S*\p{Lu})[\p{Lu}\d]+(?:[/.-][\p{Lu}\d]+)+)\W*$")


def below(text: str) -> list[Part]:
    """What a line below an entry's title says by its own look; empty where it says nothing."""
    stripped = text.strip()
    found = amount_pattern().fullmatch(stripped.strip("()[]., "), timeout=TIMEOUT)
    if found:
        return [Part("budget", text.index(stripped), text.index(stripped) + len(stripped))]
    named = _NAMED_AMOUNT.match(text)
    if named and amount_pattern().fullmatch(named.group("amount").strip(), timeout=TIMEOUT):
        return [Part("implementer", *named.span("name")), Part("budget", *named.span("amount"))]
    span = place_at(text, 0)
    if span and (len(text[span[1] :].strip(" .,;")) == 0 or _COLUMNS.fullmatch(text[span[1] :])):
        return [Part("country", *span)]
    return [*_led(text), *_parties(text)]


def _led(text: str) -> list[Part]:
    """A period at the head of a line, and the code at its end."""
    printed = dates.scan(text)
    code = _CODE_END.search(text)
    parts = [Part("code", *code.span("code"))] if code else []
    if is_period(text):
        parts.append(Part("period", printed[0].start, printed[1].end))
        behind = regex.compile(r"\s*,\s*(?P<place>\p{Lu}[^:.;]{2,100}?)\s*$").match(text, printed[1].end)
        if behind and list(places.find(behind.group("place"))):
            parts.append(Part("location", *behind.span("place")))
    return parts


@remembered
def is_period(text: str) -> bool:
    """Whether a line begins with two dates of which the second is months after the first: no meeting's days."""
    printed = dates.scan(text[:80])
    if len(printed) < 2 or printed[0].start > 2 or not 0 < printed[1].start - printed[0].end <= 6:
        return False
    first, last = printed[0].iso() or "", printed[1].iso() or ""
    return bool(first and last) and _months(last) - _months(first) >= 3


def _months(day: str) -> int:
    parts = day.split("-")
    return 12 * int(parts[0]) + (int(parts[1]) if len(parts) > 1 else 1)


def _parties(text: str) -> list[Part]:
    """``FWS: $44,485    Leveraged funds: $45,381``: parties and their shares, with a wide gap between two."""
    parts = []
    for piece in regex.finditer(r"[^\t]+", text):
        party = _PARTY.match(piece.group())
        if not party or not amount_pattern().fullmatch(piece.group()[party.end() :].strip(), timeout=TIMEOUT):
            return []
        named = squeeze(party.group("party"))
        if not any(w in vocabulary("doubts", "no_donor") or w in vocabulary("lists", "sums") for w in named.split()):
            parts.append(Part("donor", piece.start(), piece.end()))
    return parts
