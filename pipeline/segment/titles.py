"""Candidates for a block's title and the competition between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable

import regex
from rapidfuzz import fuzz

from extractors.evidence import Candidate, Excerpt
from extractors.lexicon import fold, squeeze, vocabulary
from extractors.memory import kept
from pipeline.document import Line
from pipeline.segment import chapters
from pipeline.segment.faults import find as faults_in
from pipeline.segment.faults import is_blank, is_organisation, is_place, is_post, is_titular, says_project
from pipeline.segment.labels import bare, kind_of, weak
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, ends_sentence, is_prose, is_running, same_style
from pipeline.segment.typed import fits
from pipeline.settings import settings

_NESTED = regex.compile(
    r"^(?:example|module|component|lot|sub-?project|work ?package|project idea)\s+"
    r"(?:\d{1,2}|[A-Z]|[IVX]{1,4})\s*[:.–-]\s",
    regex.I,
)
_QUOTED = regex.compile(
    r"(?:project|programme|program|initiative|projet|proyecto|projekt)\w{0,2}\b[^“”\"«».]{0,40}[-–—:]\s*[“\"«„](?P<title>[^“”\"«»]{15,}?)[”\"»“]",
    regex.I,
)
_KICKER = regex.compile(
    r"^(?P<kicker>[^:–—-]{3,60}?)\s*[:–—-]\s+(?=\S)",
)
#: A paragraph that speaks of the project that the line above it named.
_INTRODUCES = regex.compile(
    r"\s*(?:the|this|our|le|ce|el|este|das|dieses)\s+(?:[\p{L}/-]+\s+){0,2}(?:project|programme|program|initiative|projet|proyecto|projekt|programa|vorhaben)\b",
    regex.I,
)
_CODED = regex.compile(r"(?=\S*\d)(?=\S*\p{Lu})[\p{Lu}\d][\p{Lu}\d./-]{3,24}\s*(?:\s[-–—]|:)\s+\p{Lu}")


def nested(text: str) -> bool:
    """Whether a title names a part of something larger (``Example 2: …``)."""
    return bool(_NESTED.match(text))


def above(sheet: Sheet, first: int, floor: int) -> list[int]:
    """The lines directly above line ``first`` that make a title, from ``floor`` on; empty where none do."""
    found: list[int] = []
    index = first - 1
    while index >= floor:
        line = sheet.lines[index]
        if not sheet.content(index):
            if found or sheet.why[index] not in ("link", "page number", "running head"):
                break
            index -= 1
            continue
        if sheet.role[index] in ("label", "value", "note") or _stops(sheet, index, found):
            break
        found.insert(0, index)
        if nested(line.text) or line.bullet or len(found) >= settings("segment")["title_lines_most"]:
            break
        index -= 1
    return _without_section(sheet, found)


def over(sheet: Sheet, first: int, floor: int) -> list[int]:
    """The title over a paragraph of running text that stands above line ``first``; empty where there is none."""
    index = first - 1
    while index >= floor and first - index <= 16 and (not sheet.content(index) or is_prose(sheet.lines[index])):
        index -= 1
    if index < floor or index == first - 1 or not sheet.content(index):
        return []
    return above(sheet, index + 1, floor)


def stopped(sheet: Sheet, index: int) -> bool:
    """Whether a line is a title with a full stop: it stands alone, and is a phrase without a verb."""
    line = sheet.lines[index]
    head = len(sheet.contents(0, index)) <= 2
    alone = head and (line.gap > settings("segment")["gap_ends"] or sheet.before(index) is None)
    return alone and ends_sentence(line.text) and is_titular(line.text)


def _stops(sheet: Sheet, index: int, found: list[int]) -> bool:
    line = sheet.lines[index]
    if not found and stopped(sheet, index):
        return False
    if (ends_sentence(line.text) and not regex.search(r"\b[A-Z]\.$|\.{3}$", line.text)) or (
        line.text.endswith((":", ";", ",")) and not found
    ):
        return True
    if (is_running(sheet, index) and line.size is None and not line.bold) or line.cell is not None:
        return True
    if not found:
        return line.text.endswith((";",))
    below = sheet.lines[found[0]]
    if not same_style(line, below) or (line.bullet and len(line.text.split()) < 4):
        return True
    if below.gap > settings("segment")["gap_ends"]:
        return True
    return line.page != below.page


_OF_PLACE = regex.compile(r"(?i:project|projekt|projet|proyecto|programme|country|land|pays)\s+\p{Lu}[\p{L} ]+")


def _without_section(sheet: Sheet, found: list[int]) -> list[int]:
    """Cut off a section heading that stands above the title: all capitals over mixed case, or a place alone."""
    while len(found) > 1:
        first, second = sheet.lines[found[0]].text, sheet.lines[found[1]].text
        letters = [c for c in first if c.isalpha()]
        if _OF_PLACE.fullmatch(first) and is_place(first.split(None, 1)[1]):
            found = found[1:]
            continue
        shouting = (
            bool(letters) and all(c.isupper() for c in letters) and not all(c.isupper() for c in second if c.isalpha())
        )
        if shouting or is_place(first) or is_organisation(first) or kind_of(first, False):
            found = found[1:]
        else:
            break
    return found


def quoted(sheet: Sheet, indices: Iterable[int]) -> list[Excerpt]:
    """Titles in quotation marks behind a word for project, in the given lines."""
    excerpt = sheet.whole(*indices)
    return [excerpt.cut(*m.span("title")) for m in _QUOTED.finditer(excerpt.text)]


def repeated(sheet: Sheet, text: str) -> bool:
    """Whether a text stands in the document at least twice as a line or at the end of one."""
    key = _letters(text)
    return len(key) > 13 and _letters(sheet.text).count(key) > 1


@kept(64)
def _letters(text: str) -> str:
    """A text by its letters and figures alone, so that typography does not part what is the same."""
    return _MARKS.sub("", fold(text))


_MARKS = regex.compile(r"[\W_]+")
_QUOTED_LINE = regex.compile(r"[“\"«„].+[”\"»“]")


def score(sheet: Sheet, excerpt: Excerpt, line: Line, base: dict[str, float], *, flat: bool = False) -> Candidate:
    """Weigh a candidate: ``base`` are the reasons of its place, the rest is read off its words.

    ``flat``: the excerpt is a part of a line whose breaks were lost, so that the line does not speak for it.
    """
    weights = settings("title")
    text = " ".join(excerpt.text.split())
    count = len(text.split())
    lines = _lines_of(sheet, excerpt)
    running = not flat and any(is_running(sheet, i) and not stopped(sheet, i) for i in lines)
    reasons = dict(base)
    reasons |= {why: weights[why] for why in _merits(sheet, excerpt, line, text, running)}
    reasons |= {why: weights[why] for why in faults_in(text, count, line, running)}
    if not chapters.find(sheet.text).isdisjoint(lines):
        reasons["chapter"] = weights["chapter"]
    if sheet.document.title and fuzz.token_set_ratio(squeeze(text), squeeze(sheet.document.title)) > 92 and count > 2:
        reasons["file_title"] = weights["file_title"]
    told = tuple(f"{why} {value:+.1f}" for why, value in reasons.items())
    total = sum(reasons.values())
    return Candidate(excerpt, round(min(total, 0.5) if "prose" in reasons else total, 2), told)


def _merits(sheet: Sheet, excerpt: Excerpt, line: Line, text: str, running: bool) -> list[str]:
    """What speaks for a candidate beside its place, in the order in which it is told."""
    tokens = text.split()
    following = sheet.text[excerpt.pieces[-1].end : excerpt.pieces[-1].end + 120]
    merits: dict[str, object] = {
        "heading": line.heading or (line.size or 0) >= 1.15 * sheet.usual_size,
        "repeated": repeated(sheet, text),
        "project_word": says_project(text),
        "long_enough": 5 <= len(tokens) <= 35,
        "coded": _CODED.match(text),
        "state_below": _below_state(sheet, excerpt),
        "quoted_line": _QUOTED_LINE.fullmatch(text),
        "leads": not running and _over_prose(sheet, excerpt),
        "introduces": _INTRODUCES.match(following),
        "capitals": sum(w[:1].isupper() for w in tokens) >= 0.6 * len(tokens),
    }
    return [why for why, holds in merits.items() if holds]


def _over_prose(sheet: Sheet, excerpt: Excerpt) -> bool:
    """Whether a paragraph of whole sentences stands below, as it does below a title."""
    below = sheet.after(_lines_of(sheet, excerpt)[-1])
    return below is not None and is_prose(sheet.lines[below]) and ends_sentence(sheet.lines[below].text)


def _below_state(sheet: Sheet, excerpt: Excerpt) -> bool:
    """Whether the line below says nothing but the state of a project (``Project completed``)."""
    below = sheet.after(_lines_of(sheet, excerpt)[-1])
    return below is not None and squeeze(sheet.lines[below].text).strip(" .:!") in vocabulary("title_parts", "states")


def _lines_of(sheet: Sheet, excerpt: Excerpt) -> list[int]:
    """The lines that an excerpt touches."""
    first, last = excerpt.pieces[0].start, excerpt.pieces[-1].end
    low = max(bisect_right(sheet.starts, first) - 1, 0)
    return [i for i in range(low, min(low + 12, len(sheet.lines))) if sheet.lines[i].start < last]


#: A numbered label that a title's value is, or runs on into: ``… sports 1.3 Statistical code: 01.36``.
_NEXT = regex.compile(r"(?:^|\s)\(?\d{1,2}(?:\.\d{1,2})*[.)]?\s+\p{Lu}[^:.\d]{2,50}\s?:")


#: What heads a column of amounts, or an amount at the end, that a title's value runs on into: ``Wells US$M ): …``.
_UNIT = regex.compile(
    r"\s\(?(?:US\$|[$€£]|USD|EUR|CHF|GBP)(?:\s?[mM]\b|\s*\d[\d.,' ]*(?:\s?(?i:m|mio|million|bn|billion)\b)?\s*[).]*$)"
)


#: The number of a form's line, before its label, and behind the value before it: ``1.2 Title: Clean Wells 1.3 Sector``.
_OWN_NUMBER = regex.compile(r"(?<!\S)(?P<part>\d{1,2})\.(?P<line>\d{1,2})[.)]?\s")
_NEXT_NUMBER = regex.compile(r"\s(?P<part>\d{1,2})\.(?P<line>\d{1,2})[.)]?$")


def weed(sheet: Sheet, fields: list[Raw]) -> list[Raw]:
    """The fields; a title that says nothing, or is the post of a person named beside it, is one of no kind."""
    for number, raw in enumerate(fields):
        if raw.kind != "title" or raw.row is not None or not raw.pieces:
            continue
        text = " ".join(raw.text(sheet).split())
        following = _NEXT.match(text)
        if is_blank(text) or (following and not following.group()[:1].isspace()) or _of_person(sheet, fields, number):
            raw.kind = "other"
    return fields


def _of_person(sheet: Sheet, fields: list[Raw], number: int) -> bool:
    """Whether *Name* or *Title* is a person's: a post, or a telephone number directly below."""
    raw = fields[number]
    label = bare(sheet.excerpt(raw.label).text) if raw.label else ""
    if label not in _NAMES:
        return False
    near = [f.kind for f in fields[number + 1 : number + 3] if f.first - raw.last <= 2]
    return is_post(raw.text(sheet)) or fits("contact", raw.text(sheet)) or bool({"phone", "fax", "email"} & set(near))


_NAMES = frozenset({"name", "nom", "nombre", "nome", "title"})


def from_labels(sheet: Sheet, fields: list[Raw]) -> list[Candidate]:
    """Candidates that stand behind a label for titles."""
    found = []
    for number, raw in enumerate(f for f in fields if f.kind == "title" and f.text(sheet).strip()):
        label = sheet.excerpt(raw.label).text if raw.label else ""
        # "Name:" may be anybody's; "Project title:" is not.
        which = (
            "label"
            if bare(label) not in weak() or raw.row is not None
            else "name_label"
            if bare(label) in _NAMES
            else "weak_label"
        )
        weight = float(settings("title")[which])
        told = (f"label +{weight:.1f}", *(("flattened +0.0",) if _flattened(sheet, raw) else ()))
        found.append(Candidate(_value(sheet, raw), weight - 0.1 * number, told))
    return found


def _flattened(sheet: Sheet, raw: Raw) -> bool:
    """Whether a value stands in a line so long that a form has been run together in it, or in cells that were."""
    return raw.how == "joined" or len(sheet.lines[raw.first].text) > int(settings("title")["flattened"])


_NUMBERS = regex.compile(r"\d+|\b[ivx]+\b")


def same(one: str, other: str) -> bool:
    """Whether two titles are the same but for typography; ``(I)`` and ``(II)`` are two."""
    numbers = [_NUMBERS.findall(squeeze(t)) for t in (one, other)]
    return numbers[0] == numbers[1] and fuzz.ratio(squeeze(one), squeeze(other)) >= settings("segment")["same_title"]


def _value(sheet: Sheet, raw: Raw) -> Excerpt:
    """The value behind a label for titles, up to a numbered label or an amount that it runs on into."""
    value = raw.value(sheet).strip()
    for pattern, least in ((_NEXT, 10), (_UNIT, 5)):
        following = pattern.search(value.text)
        value = value.cut(0, following.start()).strip() if following and following.start() > least else value
    number = _NEXT_NUMBER.search(value.text)
    return value.cut(0, number.start()).strip() if number and _follows(sheet, raw, number) else value


def _follows(sheet: Sheet, raw: Raw, number: regex.Match[str]) -> bool:
    """Whether a number is the next one in the form after that before a field's label: ``1.3`` after ``1.2``."""
    if not raw.label:
        return False
    index, start, end = raw.label
    own = _OWN_NUMBER.search(sheet.lines[index].text[max(start - 6, 0) : end])
    if own is None:
        return False
    part, line = int(own["part"]), int(own["line"])
    return (int(number["part"]), int(number["line"])) in {(part, line + 1), (part + 1, 1)}
