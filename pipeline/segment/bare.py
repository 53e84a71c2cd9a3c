"""Values that stand without a label but can be nothing else: an amount, a period, a code alone on a line."""

from __future__ import annotations

import regex

from extractors import codes, dates, money, places
from extractors.quick import TIMEOUT
from pipeline.document import Line
from pipeline.segment import labels, phrases
from pipeline.segment.raw import NARRATIVE, Raw
from pipeline.segment.sheet import Sheet, is_prose
from pipeline.segment.typed import AMOUNTS, fits

#: How far from another field or the head of the document a bare value may stand, in lines.
REACH = 8

#: Letters glued to few digits before a colon number an entry, also where they could be money: ``MAD21: Zara Ala``.
ENTRY_NUMBER = regex.compile(r"\p{Lu}{2,5}\d{1,3}:\s")
_DASHES = ("-", "–", "—")
_TIME = regex.compile(r"(?<!\d)\d{1,2}[:h]\d\d(?!\d)")  #: the time of a day
_YEAR = 4  #: digits of a year alone, which ends no period by itself
_PLACE_PROJECT = regex.compile(r"\s+(?:project|programme|program)\s*[-–—:]\s*[“\"«„]", regex.I)


def collect(sheet: Sheet, fields: list[Raw]) -> list[Raw]:
    """Bare values near other fields, or near the head of a document; lines of narrative are left alone."""
    barred = [raw for i in sheet.contents() for raw in _parts(sheet, i)]
    lines = {raw.first for raw in barred}
    fields[:] = [raw for raw in fields if not (raw.label and raw.label[0] in lines)]  # "Awarded: 2016" between bars
    found = [raw for index in _free(sheet, fields, lines) for raw in _alone(sheet, index)]
    amounts = [raw for raw in found if raw.kind == "bare" and money.amount_pattern().fullmatch(raw.text(sheet).strip())]
    # Several amounts without labels are a list or a table whose heads are lost: none of them is the budget.
    kept = [raw for raw in found if raw not in amounts] if len(amounts) > 2 else found
    kept = [raw for raw in kept if not (raw.kind == "period" and _dated(fields, raw))]
    ends = [raw for raw in kept if raw.kind == "end"]
    kept = [raw for raw in kept if raw not in ends] if len(ends) > 1 else kept  # a list of days
    _cut_narrative(fields, {raw.first for raw in kept})

    return kept + barred


def _dated(fields: list[Raw], period: Raw) -> bool:
    """Whether a labelled period stands near a bare one, which is then another's: a programme's, a reporting year's."""
    return any(
        raw.kind == "period" and raw.label is not None and raw.pieces and abs(raw.first - period.first) <= REACH
        for raw in fields
    )


def _free(sheet: Sheet, fields: list[Raw], barred: set[int]) -> list[int]:
    """The lines where a bare value may stand: near a field or the head of the document, and in no field or note."""
    taken = (
        barred
        | {i for raw in fields if raw.kind not in NARRATIVE for i, _, _ in raw.pieces}
        | {raw.label[0] for raw in fields if raw.label}
    )
    near = {i for raw in fields if raw.kind not in NARRATIVE for i in range(raw.first - REACH, raw.last + REACH + 1)}
    head = sheet.contents()[: 2 * REACH]
    return [
        i
        for i in sorted(near | set(head))
        if 0 <= i < len(sheet.lines) and i not in taken and sheet.content(i) and sheet.role[i] != "note"
    ]


def _alone(sheet: Sheet, index: int) -> list[Raw]:
    """The bare values of a line: the whole of it, or an amount before its label, and the years beside an amount."""
    kind = kind_of(sheet.lines[index])
    if not kind:
        return []
    whole = Raw(kind, index, index, None, [(index, 0, len(sheet.lines[index].text))], "bare")
    return (_labelled_behind(sheet, index) or [whole]) + (_period_beside(sheet, index) if kind == "bare" else [])


def _labelled_behind(sheet: Sheet, index: int) -> list[Raw]:
    """``CHF 2,180,000 Appeal budget``: the label stands behind the amount."""
    text = sheet.lines[index].text
    match = money.amount_pattern().match(text, timeout=TIMEOUT)
    kind = labels.kind_of(text[match.end() :].strip(" -–:"), True) if match else ""
    if not match or kind not in AMOUNTS:
        return []
    return [Raw(kind, index, index, (index, match.end(), len(text)), [(index, 0, match.end())], "behind")]


def _period_beside(sheet: Sheet, index: int) -> list[Raw]:
    """The years behind an amount on its line: ``$A23.5 million, 2017–2021``."""
    printed = dates.scan(sheet.lines[index].text)
    if len(printed) == 2 and printed[1].start - printed[0].end <= 5:
        return [Raw("period", index, index, None, [(index, printed[0].start, printed[1].end)], "bare")]
    return []


def _parts(sheet: Sheet, index: int) -> list[Raw]:
    """``US$ 275,000 | 36 months | India``: values of several types on one line, with bars between them."""
    text = sheet.lines[index].text
    if text.count("|") < 1 or len(text) > 160 or is_prose(sheet.lines[index]):
        return []
    found: list[Raw] = []
    for match in regex.finditer(r"[^|]+", text):
        part = match.group().strip()
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        kind = next((k for k in ("budget", "period", "country") if part and fits(k, part)), "")
        if kind == "period" and _TIME.search(part):
            kind = ""  # "22 December 2016 10:41 CET" is when something was published
        if (kind == "budget" and not money.amount_pattern().search(part)) or len(part) > 70:
            kind = ""
        if kind and kind not in {raw.kind for raw in found}:
            found.append(Raw(kind, index, index, None, [(index, start, start + len(part))], "bar"))
    return found if len(found) > 1 else []


def _cut_narrative(fields: list[Raw], lines: set[int]) -> None:
    """Narrative ends where a bare value stands in it."""
    for raw in fields:
        inside = [p[0] for p in raw.pieces if p[0] in lines]
        if raw.kind in NARRATIVE and inside:
            raw.pieces = [p for p in raw.pieces if p[0] < min(inside)]
            raw.last = max([p[0] for p in raw.pieces] or [raw.first])


def kind_of(line: Line) -> str:
    """``bare`` for an amount or a code, ``period`` for a range of dates, ``end`` for its end; else empty."""
    text = line.text.lstrip(": ")  # a colon whose label was lost
    if len(text) > 120 or is_prose(line) or line.heading or line.cell is not None or ENTRY_NUMBER.match(text):
        return ""
    if money.amount_pattern().match(text, phrases.limit(text), timeout=TIMEOUT) and len(text.split()) <= 12:
        return "bare"
    printed = dates.scan(text)
    covered = sum(p.end - p.start for p in printed)
    if _ends(line):
        return "end"
    if len(printed) == 2 and covered >= 0.6 * len(text.strip()) and printed[0].start <= 6:
        return "period"
    if codes.is_contract(text) or codes.is_code(text):
        return "bare"
    return ""


def _ends(line: Line) -> bool:
    """Whether a line is the end of a period whose start was left out, the dash read as a bullet: ``- 31.05.2019 |``."""
    printed = dates.scan(line.text) if line.bullet in _DASHES else ()
    whole = len(printed) == 1 and len(printed[0].iso()) > _YEAR and not printed[0].start
    return whole and not line.text[printed[0].end :].strip(" |.")


def place_before(sheet: Sheet, lines: list[int]) -> list[Raw]:
    """The place in ``India Project - “…”``: a bare field of kind country or region."""
    index = lines[0]
    text = " ".join(sheet.lines[i].text for i in lines)
    match = _PLACE_PROJECT.search(text)
    if not match or match.start() > len(sheet.lines[index].text):
        return []
    last = [p for p in places.find(text[: match.start()]) if p.end == match.start()]
    kinds = {"country": "country", "region": "region"}
    return [Raw(kinds[p.kind], index, index, None, [(index, p.start, p.end)], "bare") for p in last if p.kind in kinds]
