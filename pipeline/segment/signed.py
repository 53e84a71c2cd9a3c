"""Projects whose codes are of one make where no line begins with them.

``Clean Wells for Gao (MLI/K26)`` over running text, and below it ``Fords of the Niger (NER/J11)``: headings that end
with their codes. ``Evaluation of MLI/K26Clean Wells for Gao MLI/K31Fords of the Niger …``: one long line in which each
code is glued to, or stands before, its name. One such code is anything; several, each another, are a list.
"""

from __future__ import annotations

from collections import defaultdict

import regex

from extractors import dates
from extractors.lexicon import squeeze, vocabulary
from extractors.money import begins_with_amount, currency
from pipeline.segment import entry, faults, phrases
from pipeline.segment.labels import kind_of
from pipeline.segment.listed import Entry, announced, make
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, ends_sentence, is_prose
from pipeline.settings import settings

Span = tuple[int, int]

#: A code with a stroke or a dash between letters and figures.
_CODE = r"\p{Lu}{2,6}[-/](?=[\p{Lu}\d]{0,8}\d)[\p{Lu}\d]{2,8}(?:[-/.][\p{Lu}\d]{1,8}){0,2}"
_END = regex.compile(rf"\s*[(\[](?P<code>{_CODE})[)\]]\s*$")
#: What stands before a name at the head of its line: ``NEW -``, ``(Global) –``.
_LEAD = regex.compile(r"(?:\(\p{L}[^()\n]{2,40}\)|\p{Lu}{3,10})\s+[–—-]\s+(?=\p{Lu})")
_WITHIN = regex.compile(
    r"(?<![\p{L}\d/-])(?P<code>\p{Lu}{3}[-/](?:\p{Lu}\d{2,3}|\d{2,4}))\s?(?=\p{Lu}\p{Ll})(?P<rest>\p{Lu})"
)
#: Where a name ends that the next code follows, at the latest.
_STOP = regex.compile(r"[.;:!?](?=\s)|\s[|•·]")


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """An entry for each heading that ends with its code, else for each code within the line that has most of them."""
    return _headings(sheet) or max((_strung(sheet, index) for index in sheet.contents()), key=len, default=[])


def _headings(sheet: Sheet) -> list[Entry]:
    """The headings that end with codes of one make, where words for several projects stand above them."""
    found: dict[str, dict[str, Entry]] = defaultdict(dict)
    for index in sheet.contents():
        text = sheet.lines[index].text
        match = _END.search(text) if len(text) < settings("signed")["line_most"] else None
        if match and sheet.lines[index].cell is None and _may_be(match["code"]) and _over_text(sheet, index):
            start = phrases.start(text)
            lead = _LEAD.match(text, start)
            name = (lead.end() if lead else start, match.start())
            if _names(text[slice(*name)]):
                one = _entry(sheet, index, name, match.span("code"), "above its text and before its code as others are")
                found[make(match["code"])].setdefault(match["code"], one)
    best = max((list(part.values()) for part in found.values()), key=len, default=[])
    told = bool(best) and announced(sheet, best[0].first)
    return best if len(best) >= settings("signed")["least_announced" if told else "least"] else []


def _over_text(sheet: Sheet, index: int) -> bool:
    """Whether running text stands below a line."""
    below = sheet.after(index)
    return below is not None and sheet.lines[below].cell is None and is_prose(sheet.lines[below])


def _strung(sheet: Sheet, index: int) -> list[Entry]:
    """An entry for each code of one make within a line, with the name behind it."""
    text = sheet.lines[index].text
    if sheet.lines[index].cell is not None or "/" not in text:
        return []
    marks = [m for m in _WITHIN.finditer(text) if _may_be(m["code"])]
    least = settings("signed")["least"]
    if (
        len({m["code"] for m in marks}) < len(marks)
        or len(marks) < least
        or len({make(m["code"])[:2] for m in marks}) > 1
    ):
        return []
    made = []
    for match, after in zip(marks, [*marks[1:], None], strict=True):
        low, high = match.start("rest"), after.start() if after else len(text)
        stops = [m.start() for m in [_STOP.search(text, low, high)] if m]
        stops += [low + date.start for date in dates.scan(text[low:high])]
        name = (low, len(text[: min([*stops, high])].rstrip(" ,–—-")))
        if not _names(text[slice(*name)]):
            return []
        made.append(_entry(sheet, index, name, match.span("code"), "behind its code in a line with others"))
        made[-1].parted = True
    return made


def _names(text: str) -> bool:
    """Whether words may be a project's name: not few, not many, no sentence, place, label or news."""
    few = settings("frame")["name_least"] <= len(text.split()) <= settings("signed")["name_most"]
    other = ends_sentence(text) or faults.is_place(text) or faults.is_news(text) or kind_of(text, True)
    return bool(few and text[:1].isupper() and not other and not entry.of_other_lists(text))


def _may_be(code: str) -> bool:
    """Whether a code is a project's: no amount, no date, no number of a paper or a tender."""
    word = regex.match(r"\p{Lu}+", code)
    paper = word is not None and squeeze(word.group()) in vocabulary("lists", "no_codes")
    return not (paper or begins_with_amount(f"{code} ") or (word and currency(word.group())) or dates.scan(code))


def _entry(sheet: Sheet, index: int, name: Span, code: Span, why: str) -> Entry:
    """The entry of a name and its code."""
    found = Entry(index, [], min(name[0], code[0]), why=why, framed=True)
    found.name = sheet.excerpt((index, *name)).strip()
    found.fields = [Raw("code", index, index, None, [(index, *code)], "list")]
    return found
