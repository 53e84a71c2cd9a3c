"""What can be told of a stretch of text that may be a title: its words, its place on the page, what stands around it.

Each mark is a name and a number; what it weighs is data (``title_weights.toml``). Nothing here decides.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from math import log

import regex
from rapidfuzz import fuzz

from extractors import places
from extractors.evidence import Excerpt
from extractors.lexicon import alternation, fold, squeeze, vocabulary
from extractors.memory import kept
from pipeline.document import Line
from pipeline.segment import faults, parts, quotes, sorts
from pipeline.segment.draft import Draft
from pipeline.segment.echoes import Echoes
from pipeline.segment.raw import NARRATIVE, Raw
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings

_EDGES = ".,;:()'\"“”«»"
_QUOTES = '“”"«»„‘'
_MONEY = regex.compile(
    r"[$€£%]|\b(?:USD|EUR|CHF|GBP)\b|\d\s?(?i:euros?|dollars?|francs?|millions?|millones|millionen|mio|milhões|milioni)\b"
)
_LONG = regex.compile(r"\d{5}|@|www|https?:")
_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")
_INSIDE = regex.compile(r"[:|•]\s|\s{3}|\t")
_LETTERS, _MARK, _NUMBER = regex.compile(r"\p{L}+"), regex.compile(r"[^\w\s]"), regex.compile(r"\d+")
_ACRONYM = regex.compile(r"\([A-Z][A-Za-z0-9 /-]{1,14}\)$")
_PHASE = regex.compile(r"(?i:phase|fase|stage|étape|etapa)\s+(?:[IVX]+|\d)\W*$")
_INNER = regex.compile(r"(?<=\S\s)[“\"«„]\p{Lu}[^“”\"«»„]{4,}[”\"»]|^[“\"«„]\p{Lu}[^“”\"«»„]{4,}[”\"»](?=\s)")
_BREAK = regex.compile(r"\n")
_DASH = regex.compile(r"\s[–—-]\s")
#: So many characters before and behind a candidate hold the next word.
_REACH = 40
_BETWEEN = " :：.–—-|\t\n"
_BEFORE_LABEL = " .,;:–—-|\t\n0123456789"
#: Upper bounds of the classes of a number of words, of a line's order on the page, of an offset on the page.
_COUNTS, _ORDERS, _OFFSETS = (1, 3, 6, 12, 20, 30), (0, 1, 3, 8, 16), (4, 59, 249, 699)


@dataclass(slots=True)
class Page:
    """A page with room for one project: what the marks of all its candidates need."""

    sheet: Sheet
    draft: Draft
    content: list[int] = field(default_factory=list)
    order: dict[int, int] = field(default_factory=dict)
    words: str = ""
    size: float = 1e9  #: the usual size of type
    labels: dict[int, list[Raw]] = field(default_factory=dict)  #: line -> the fields whose labels stand in it
    values: dict[int, list[tuple[str, int, int]]] = field(default_factory=dict)  #: line -> kinds and places of values
    quotes: list[quotes.Quote] = field(default_factory=list)
    echoes: Echoes = field(init=False)

    def __post_init__(self) -> None:
        self.content = self.sheet.contents()
        self.order = {index: order for order, index in enumerate(self.content)}
        self.words = squeeze(self.sheet.text)
        self.quotes = [*quotes.find(self.sheet.text)]
        self.echoes = Echoes(self.sheet.text)
        sizes = sorted(line.size for line in self.sheet.lines if line.size)
        self.size = sizes[len(sizes) // 2] if sizes else 1e9
        for raw in self.draft.fields:
            if raw.label:
                self.labels.setdefault(raw.label[0], []).append(raw)
            for index, low, high in raw.pieces if raw.kind != "title" else ():
                self.values.setdefault(index, []).append((raw.kind, low, high))

    def line_at(self, at: int) -> int:
        """The index of the line that a position of the text is in."""
        return max(bisect_right(self.sheet.lines, at, key=lambda line: line.start) - 1, 0)


def of(page: Page, excerpt: Excerpt) -> dict[str, float]:
    """The marks of a candidate; a mark that is not there has no entry."""
    text = excerpt.text
    first, last = page.line_at(excerpt.pieces[0].start), page.line_at(max(excerpt.pieces[-1].end - 1, 0))
    line = page.sheet.lines[first]
    found = dict(_of_words(text))
    found |= {f"fault_{why}": 1.0 for why in _faults(text, line.heading, line.aside)}
    found |= _of_place(page, first, excerpt.pieces[0].start)
    start, end = excerpt.pieces[0].start - line.start, excerpt.pieces[-1].end - page.sheet.lines[last].start
    before, behind = line.text[:start], page.sheet.lines[last].text[end:]
    found |= _of_line(page, line, first != last, before, behind)
    found |= _around(text, before, behind) | _of_labels(page, (first, start), (last, end))
    found |= sorts.of(text, before, behind)
    found |= page.echoes.of(excerpt.pieces[0].start, excerpt.pieces[-1].end)
    return found | _of_breaks(page, excerpt) | _of_repeats(page, excerpt)


def _class(name: str, bounds: tuple[int, ...], value: int) -> str:
    """The class that a number is in, by the bound below it."""
    return next((f"{name}{bound}" for bound in bounds if value <= bound), f"{name}more")


def _true(**holds: object) -> dict[str, float]:
    return {name: 1.0 for name, value in holds.items() if value}


@kept(8192)
def _of_words(text: str) -> dict[str, float]:
    """What the words of a candidate say of it, wherever it stands."""
    tokens = [w.strip(_EDGES) for w in text.split()]
    small, nouns = vocabulary("small_words", "words"), vocabulary("title_parts", "nouns")
    large = [w for w in tokens if w and squeeze(w) not in small]
    cased = sum(w[:1].isupper() for w in large) / max(len(large), 1)
    letters = [c for c in text if c.isalpha()]
    found = _true(
        all_capitals=letters and all(c.isupper() for c in letters),
        begins_lower=text[:1].islower(),
        begins_small=tokens and squeeze(tokens[0]) in small,
        ends_small=faults.breaks_off(text),
        action=tokens and squeeze(tokens[0]) in vocabulary("furniture", "project_words"),
        project=faults.says_project(text),
        names_nothing=faults.names_nothing(text),
        news=faults.is_news(text),
        begins_with_noun=tokens and squeeze(tokens[0]) in nouns,
        ends_with_noun=tokens and squeeze(tokens[-1]) in nouns,
        ends_with_phase=_PHASE.search(text),
        ends_with_bracket=text.rstrip().endswith(")"),
        quoted=text[:1] in _QUOTES and text[-1:] in _QUOTES,
        ends_stop=text.rstrip().endswith("."),
    )
    case = "cased_most" if cased >= 0.8 else "cased_half" if cased >= 0.5 else "cased_few"
    found |= {_class("words_", _COUNTS, len(tokens)): 1.0, case: 1.0}
    return found | _holds(text) | _of_names(text) | _of_shape(text)


def _of_shape(text: str) -> dict[str, float]:
    """How long the words of a candidate are, and how much else is between them; shares are of its words."""
    words = _LETTERS.findall(text)
    count, doing = max(len(words), 1), tuple(vocabulary("title_parts", "action_endings"))
    found = {
        "words_log": log(count),
        "long_words": sum(len(w) > 6 for w in words) / count,
        "short_words": sum(len(w) < 4 for w in words) / count,
        "capitals": sum(w.isupper() and len(w) > 1 for w in words) / count,
        "same_words": 1 - len({fold(w) for w in words}) / count,
        "marks": min(len(_MARK.findall(text)), 6) / 6,
        "numbers": min(len(_NUMBER.findall(text)), 4) / 4,
        "commas": min(text.count(","), 4) / 2,
        "begins_doing": float(bool(words) and fold(words[0]).endswith(doing)),
        "ends_with_acronym": float(bool(_ACRONYM.search(text.strip()))),
    }
    return {name: value for name, value in found.items() if value}


def _holds(text: str) -> dict[str, float]:
    """What a candidate has in it that a name seldom has."""
    return _true(
        clause=faults.clauses().search(squeeze(text)),
        has_money=_MONEY.search(text),
        has_long_number=_LONG.search(text),
        has_code=parts.CODE.search(text),
        has_date=parts.DATE.search(text),
        has_year=_YEAR.search(text),
        has_open_quote=sum(c in '“”"«»„' for c in text) % 2,
        has_quoted=_INNER.search(text),
        has_open_bracket=text.count("(") != text.count(")"),
        has_separator=_INSIDE.search(text),
        has_dash=_DASH.search(text),
        has_sentence=parts.SENTENCE.search(text[:-1]),
        has_kind=parts.kinds().search(text),
        has_label=parts.has_label(text),
        begins_with_label=parts.title_labels().match(text),
    )


def _of_names(text: str) -> dict[str, float]:
    """The places in a candidate, and the words that names of offices have."""
    offices = vocabulary("title_parts", "offices")
    tokens = [w.strip(_EDGES) for w in squeeze(text).split()]
    found = list(places.find(text))
    return _true(
        has_place=found,
        begins_with_place=found and found[0].start == 0,
        ends_with_place=found and found[-1].end >= len(text) - 1,
        has_office=offices.intersection(tokens),
        begins_with_office=offices.intersection(tokens[:3]),
    )


@kept(8192)
def _faults(text: str, heading: int, aside: str) -> tuple[str, ...]:
    """What speaks against a text as a title of its own (:func:`faults.find`)."""
    line = Line(text, 0, heading=heading, aside=aside)
    return tuple(dict.fromkeys(faults.find(text, len(text.split()), line, False)))


def _of_repeats(page: Page, excerpt: Excerpt) -> dict[str, float]:
    """Whether the page, or its file, says the words again, and would not with one word more, be it of another line."""
    text, start, end = excerpt.text, excerpt.pieces[0].start, excerpt.pieces[-1].end
    before, behind = page.sheet.text[max(start - _REACH, 0) : start], page.sheet.text[end : end + _REACH]
    key, count = squeeze(text), len(text.split())
    title = page.sheet.document.title
    found = _true(file_title=title and count > 2 and fuzz.token_set_ratio(key, squeeze(title)) > 92)
    if page.words.count(key) > 1:
        found |= {"again": 1.0, "again_words": min(count, 14) / 10}
        wider = ([*before.rsplit(None, 1)[-1:], text], [text, *behind.split(None, 1)[:1]])
        longer = [squeeze(" ".join(words)) for words in wider]
        alone = [one == key or page.words.count(one) < 2 for one in longer]
        found |= _true(again_from=alone[0], again_to=alone[1], again_whole=all(alone))
    return found


def _of_place(page: Page, index: int, at: int) -> dict[str, float]:
    """Where on the page a candidate stands: the order of its line, how far down."""
    offset = at - page.sheet.lines[page.content[0]].start if page.content else at
    order = page.order.get(index, 99)
    return {_class("line_", _ORDERS, order): 1.0, _class("offset_", _OFFSETS, offset): 1.0}


def _of_line(page: Page, line: Line, several: bool, before: str, behind: str) -> dict[str, float]:
    """What kind of line a candidate stands in, and whether it fills it."""
    left, right = not before.strip(), not behind.strip()
    return _true(
        at_begin=left,
        at_end=right,
        whole_line=left and right,
        flat=len(line.text) > int(settings("part_size")["flat_line"]),
        heading=line.heading or (line.size or 0) >= 1.15 * page.size,
        several_lines=several,
    )


def _of_breaks(page: Page, excerpt: Excerpt) -> dict[str, float]:
    """How a candidate of several lines is joined: how long the lines before a break are, what stands beside it."""
    text, start = excerpt.text, excerpt.pieces[0].start
    found: dict[str, float] = {}
    for at in (match.start() for match in _BREAK.finditer(text)):
        head, tail = text[:at].split(), text[at:].split()
        length = start + at - page.sheet.lines[page.line_at(start + at - 1)].start
        found["break_long"] = max(found.get("break_long", 0.0), min(length, 80) / 40)
        found |= _true(
            break_short=length < 25,
            break_lower=tail and tail[0][:1].islower(),
            break_small=head and len(head[-1]) < 4,
            break_case=head and tail and head[-1].isupper() != tail[0].isupper(),
        )
    return found | ({"breaks": min(text.count("\n"), 4) / 2} if "\n" in text else {})


def _around(text: str, before: str, behind: str) -> dict[str, float]:
    """What stands directly before and behind a candidate in its line."""
    found: dict[str, float] = {}
    if word := (before.rsplit(None, 1)[-1:] or [""])[0]:
        found |= {f"left_{_sort(word)}": 1.0} | _true(
            left_code=parts.CODE.search(word),
            left_noun=squeeze(word).strip(_EDGES) in vocabulary("title_parts", "nouns"),
            left_digit=any(c.isdigit() for c in word),
            left_quote=word[-1:] in _QUOTES or text[:1] in _QUOTES,
        )
    if word := (behind.split(None, 1)[:1] or [""])[0]:
        found[f"right_{_opens(word)}"] = 1.0
        found |= _true(right_noun=squeeze(word).strip(_EDGES) in vocabulary("title_parts", "nouns"))
        found |= _true(right_case=text.rstrip()[-1:].isupper() and word[1:2].islower())
    named = faults.says_project(text) or faults.says_project(before[-24:])
    governed, subject = _governing().search(before[-90:]), _subjects().match(behind)
    return found | _true(
        governed=governed,
        governed_named=governed and named,
        subject=subject,
        subject_named=subject and named,
        governed_quoted=governed and text[:1] in _QUOTES,
    )


@cache
def _governing() -> regex.Pattern[str]:
    """What is done with a project, an article and a word for project at most, before its name."""
    words = alternation(vocabulary("title_parts", "governing"))
    articles = alternation(vocabulary("title_parts", "articles"))
    nouns = alternation(vocabulary("title_parts", "nouns"))
    return regex.compile(
        rf"(?<![\p{{L}}])(?:{words})\s*(?:(?:{articles}|l['’])\s*)?(?:(?:{nouns})\s*)?[“\"«„‘:]?\s*$", regex.I
    )


@cache
def _subjects() -> regex.Pattern[str]:
    """What a sentence says of a project, directly behind its name or behind its short name in brackets."""
    words = alternation(vocabulary("title_parts", "subjects"))
    return regex.compile(rf"[”\"»“]?,?\s*(?:\([^()]{{2,30}}\))?,?\s*(?:{words})(?![\p{{L}}])", regex.I)


def _sort(word: str) -> str:
    """The sort of a word before a candidate, by its last mark, else by its letters."""
    if word in "-–—|•·/›»":
        return "separator"
    for marks, name in ((":：", "colon"), (".!?", "stop"), (",;", "comma")):
        if word[-1] in marks:
            return name
    if squeeze(word) in vocabulary("small_words", "words"):
        return "small"
    return "lower" if word[0].islower() else "upper" if word[0].isupper() else "else"


def _opens(word: str) -> str:
    """The sort of a word behind a candidate, by its first character."""
    for marks, name in (("(", "bracket"), ("-–—:|,;.", "mark"), ('”"»’', "quote")):
        if word[0] in marks:
            return name
    if word[0].isdigit():
        return "digit"
    return "upper" if word[0].isupper() else "lower" if word[0].islower() else "else"


def _of_labels(page: Page, begin: tuple[int, int], end: tuple[int, int]) -> dict[str, float]:
    """The labels before, behind, above, below and inside a candidate (line and offset of its begin and end)."""
    (first, start), (last, stop) = begin, end
    found = dict[str, float]()
    over, under = page.sheet.lines[first].text[:start], page.sheet.lines[last].text[stop:]
    near, far = len(over.rstrip(_BETWEEN)), stop + len(under) - len(under.lstrip(_BEFORE_LABEL))
    for raw in page.labels.get(first, ()):
        assert raw.label
        if near <= raw.label[2] <= start:
            found["after_title" if raw.kind == "title" else "after_other"] = 1.0
            found |= _of_title_label(page, raw, (first, start), (last, stop))
        if raw.label[1] > start and (raw.label[2] < stop if first == last else True):
            found["has_field"] = 1.0
    for raw in page.labels.get(last, ()):
        assert raw.label
        if stop <= raw.label[1] <= far:
            found["before_label"] = 1.0
    return found | _beside_lines(page, begin, end) | _in_values(page, begin, end)


def _of_title_label(page: Page, raw: Raw, begin: tuple[int, int], end: tuple[int, int]) -> dict[str, float]:
    """Whether a label for titles speaks of the project, and whether a candidate is all that stands behind it."""
    if raw.kind != "title" or not raw.label:
        return {}
    index, low, high = raw.label
    words = set(squeeze(page.sheet.lines[index].text[low:high]).split())
    stops = [r.label[1] for r in page.labels.get(end[0], ()) if r.label and r.label[1] >= end[1]]
    rest = page.sheet.lines[end[0]].text[end[1] : min(stops, default=None)]
    return _true(
        after_project_title=any(w.strip(".:()") in vocabulary("title_parts", "nouns") for w in words),
        title_value=not rest.strip(_BETWEEN + '"”»“„'),
    )


def _beside_lines(page: Page, begin: tuple[int, int], end: tuple[int, int]) -> dict[str, float]:
    """The lines above and below a candidate that begins or ends with its line."""
    (first, start), (last, stop) = begin, end
    lines, found = page.sheet.lines, dict[str, float]()
    above, below = page.sheet.before(first), page.sheet.after(last)
    if above is not None and not lines[first].text[:start].strip():
        for raw in page.labels.get(above, ()):
            if raw.first == first:
                found["under_title" if raw.kind == "title" else "under_other"] = 1.0
        found |= _true(above_breaks=_close(page, first) and faults.breaks_off(lines[above].text))
    if below is not None and not lines[last].text[stop:].strip():
        labelled = any(raw.label and raw.label[1] < 4 for raw in page.labels.get(below, ()))
        text = lines[below].text
        found |= _true(label_below=labelled, lower_below=text[:1].islower())
        inside = faults.says_project(lines[last].text[:stop])
        found |= _true(noun_below=not labelled and not inside and faults.says_project(" ".join(text.split()[:5])))
    return found


def _close(page: Page, index: int) -> bool:
    """Whether no gap parts a line from the one above."""
    return page.sheet.lines[index].gap <= float(settings("segment")["gap_ends"])


def _in_values(page: Page, begin: tuple[int, int], end: tuple[int, int]) -> dict[str, float]:
    """Whether a candidate is part of the value of another field."""
    (first, start), (last, stop) = begin, end
    found: dict[str, float] = {}
    for kind, low, high in page.values.get(first, ()) if first == last else ():
        if low <= start + 2 and stop <= high + 2:
            found["in_narrative" if kind in NARRATIVE else "in_value"] = 1.0
    return found
