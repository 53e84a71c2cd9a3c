"""Candidates for a block's title and the competition between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cache

import regex
from rapidfuzz import fuzz

from extractors import codes, places
from extractors.evidence import Candidate, Excerpt
from extractors.lexicon import rows, squeeze, vocabulary
from pipeline.document import Line
from pipeline.segment.furniture import is_phrase
from pipeline.segment.labels import bare, kind_of, phrases, weak
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, ends_sentence, is_prose, is_running, same_style
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
#: A heading over several projects, or over a part of a page.
_PLURAL = regex.compile(
    r"\b(?:projects|programmes|programs|projets|proyectos|projekte|activities|components|news|documents|publications)\b\W*$|"
    r"^an? (?:project|programme|program|initiative) (?:by|of|from)\b|"
    r"^(?:completed|ongoing|current|past|our|related|selected|summary of|overview of|annex|table|list of)\b",
    regex.I,
)
#: Names of offices: what publishes the page, not what it is about.
_OFFICE = regex.compile(
    r"\b(?:minist(?:ry|[eè]re|erio|erium)|department|d[ée]partement|departamento|directorate|direction|direcci[oó]n|"
    r"agency|agence|agencia|agentur|"
    r"bank|banque|banco|office|division|branch|secretariat|conf[ée]d[ée]ration|eidgenossenschaft|university|"
    r"trust fund office)\b",
    regex.I,
)
_NUMBERED = regex.compile(r"\s*(?:n[°ºo]\.?|nr\.?|number|#)?\s*\d+$")  # "Fiche projet n° 27"
_CODED = regex.compile(r"(?=\S*\d)(?=\S*\p{Lu})[\p{Lu}\d][\p{Lu}\d./-]{3,24}\s*(?:\s[-–—]|:)\s+\p{Lu}")
_NUMBER_LINE = regex.compile(r"^[\W\d]*$|^[A-Z]{0,4}[\s-]?[\d/.-]{4,}[A-Z]?$")
_DATED = regex.compile(
    r"\d{4}-\d{2}-\d{2}\W*$|\d{1,2}[./]\d{1,2}[./]\d{2,4}\W*$|\b\d{1,2}\.?\s+\p{L}{3,10}\s+(?:19|20)\d\d\W*$"
)
_DATE_LINE = regex.compile(r"^\W*\d{1,2}[./ -]\S{1,9}[./ -]\d{2,4}(?:\W.{0,12})?$")


@cache
def _organisations() -> frozenset[str]:
    names = {squeeze(r[c]) for r in rows("organisations") for c in ("name", "short") if r[c]}
    return frozenset(names | {squeeze(a) for r in rows("organisations") for a in r["aliases"].split("|") if a})


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


def _stops(sheet: Sheet, index: int, found: list[int]) -> bool:
    line = sheet.lines[index]
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


def _without_section(sheet: Sheet, found: list[int]) -> list[int]:
    """Cut off a section heading that stands above the title: all capitals over mixed case, or a place alone."""
    while len(found) > 1:
        first, second = sheet.lines[found[0]].text, sheet.lines[found[1]].text
        letters = [c for c in first if c.isalpha()]
        if regex.fullmatch(
            r"(?i:project|projekt|projet|proyecto|programme|country|land|pays)\s+\p{Lu}[\p{L} ]+", first
        ) and is_place(first.split(None, 1)[1]):
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


def is_place(text: str) -> bool:
    """Whether a text is the name of a place, or of several, and nothing else."""
    covered = sum(p.end - p.start for p in places.find(text))
    return covered >= 0.75 * len(regex.sub(r"[\W_]", "", text)) > 0


def is_organisation(text: str) -> bool:
    """Whether a text is the name of a known organisation and nothing else."""
    key = squeeze(regex.sub(r"\s*\([^()]*\)\s*$", "", text)).strip(" .:-")
    if key in _organisations() or squeeze(text) in _organisations():
        return True
    tokens = squeeze(regex.sub(r"\s*\([^()]*\)", " ", text)).split()
    for count in range(len(tokens) - 1, 0, -1):
        rest = " ".join(tokens[count:])
        if " ".join(tokens[:count]) in _organisations():
            return len(tokens) - count <= 1 or is_place(rest)  # "World Bank (WB) Moldova"
    return False


def quoted(sheet: Sheet, indices: Iterable[int]) -> list[Excerpt]:
    """Titles in quotation marks behind a word for project, in the given lines."""
    excerpt = sheet.whole(*indices)
    return [excerpt.cut(*m.span("title")) for m in _QUOTED.finditer(excerpt.text)]


def repeated(sheet: Sheet, text: str) -> bool:
    """Whether a text stands in the document at least twice as a line or at the end of one."""
    key = squeeze(text)
    return len(key) > 15 and squeeze(sheet.text).count(key) > 1


def score(sheet: Sheet, excerpt: Excerpt, line: Line, base: dict[str, float]) -> Candidate:
    """Weigh a candidate: ``base`` are the reasons of its place, the rest is read off its words."""
    weights = settings("title")
    text = " ".join(excerpt.text.split())
    count = len(text.split())
    running = any(is_running(sheet, i) for i in _lines_of(sheet, excerpt))
    reasons = dict(base)
    reasons |= {why: weights[why] for why in _merits(sheet, excerpt, line, text, running)}
    reasons |= {why: weights[why] for why in _faults(text, count, line, running)}
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
        "heading": line.heading or (line.size or 0) >= 1.15 * _usual_size(sheet),
        "repeated": repeated(sheet, text),
        "project_word": says_project(text),
        "long_enough": 5 <= len(tokens) <= 35,
        "coded": _CODED.match(text),
        "state_below": _below_state(sheet, excerpt),
        "quoted_line": regex.fullmatch(r"[“\"«„].+[”\"»“]", text),
        "leads": not running and _over_prose(sheet, excerpt),
        "introduces": _INTRODUCES.match(following),
        "capitals": sum(w[:1].isupper() for w in tokens) >= 0.6 * len(tokens),
    }
    return [why for why, holds in merits.items() if holds]


def says_project(text: str) -> bool:
    """Whether a text has a word that says that something is a project."""
    return any(w.strip(".,:;()'\"") in vocabulary("furniture", "project_words") for w in squeeze(text).split())


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
    low = max(bisect_right(sheet.lines, first, key=lambda line: line.start) - 1, 0)
    return [i for i in range(low, min(low + 12, len(sheet.lines))) if sheet.lines[i].start < last]


def _faults(text: str, count: int, line: Line, running: bool) -> list[str]:
    """What speaks against a candidate, in the order in which it is told; a fault may be found twice."""
    apart = vocabulary("title_parts", "states") | vocabulary("title_parts", "sections")  # alone on lines near titles
    faults: list[tuple[str, object]] = [
        ("prose", _too_much(text, count, running)),
        ("section_word", _PLURAL.search(text)),
        ("organisation", is_organisation(text) or is_place(text)),
        ("label_word", kind_of(text, False) or bare(text) in phrases()),
        ("short", count <= 3),
        ("organisation", not says_project(text) and _OFFICE.search(text)),
        ("label_word", _NUMBERED.sub("", squeeze(text)).strip(" .:!") in apart),
        ("site", not line.heading and regex.search(r"^\p{So}|\s[|›>]\s|^\S+\s/\s\S+$|^[^«]*\s»\s", text)),
        ("number", _mostly_digits(text, count)),
        ("navigation", is_phrase(text) or line.aside),
        ("code", codes.is_contract(text)),
        ("dated", count <= 7 and _DATED.search(text)),
        ("number", _NUMBER_LINE.match(text) or _DATE_LINE.match(text)),
        ("number", count < settings("segment")["title_words_least"]),
    ]
    return [why for why, holds in faults if holds]


def _too_much(text: str, count: int, running: bool) -> bool:
    """Whether a text is a sentence, an introduction or a paragraph rather than a title."""
    if (ends_sentence(text) and count > 6) or (text.endswith(":") and count > 9) or (running and count > 12):
        return True
    return count > int(settings("segment")["title_words_most"])


def _mostly_digits(text: str, count: int) -> bool:
    """Whether a text is a number or a code of capitals and figures, such as a page or a file bears."""
    if len(text) >= 40 or count > 4 or not regex.fullmatch(r"[\p{Lu}\d\s/.–-]+", text):
        return False
    return sum(c.isdigit() for c in text) >= 3


def _usual_size(sheet: Sheet) -> float:
    sizes = sorted(line.size for line in sheet.lines if line.size)
    return sizes[len(sizes) // 2] if sizes else 1e9


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
        found.append(Candidate(raw.value(sheet).strip(), weight - 0.1 * number, (f"label +{weight:.1f}",)))
    return found


def same(one: str, other: str) -> bool:
    """Whether two titles are the same but for typography; ``(I)`` and ``(II)`` are two."""
    numbers = [regex.findall(r"\d+|\b[ivx]+\b", squeeze(t)) for t in (one, other)]
    return numbers[0] == numbers[1] and fuzz.ratio(squeeze(one), squeeze(other)) >= settings("segment")["same_title"]
