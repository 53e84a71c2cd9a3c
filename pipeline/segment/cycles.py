"""Labels that come again in the same order: each time they do, another project begins.

The labels need not be known. ``Principal applicant: … Programme: … Main location of research: …`` seven times
over is seven entries, whatever the words mean; one label of a kind that projects have must be among them.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import regex

from extractors.lexicon import squeeze, vocabulary
from extractors.money import begins_with_amount
from pipeline.segment import cards, entry, faults, titles, told
from pipeline.segment.cards import Mark
from pipeline.segment.labels import bare, kind_of
from pipeline.segment.listed import Entry, says_several
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, is_prose
from pipeline.segment.typed import AMOUNTS
from pipeline.settings import settings

#: A label at the head of a line, or behind a bar or a wide gap in it.
_BARRED = regex.compile(r"(?:^|[|\t])\s*(?P<label>\p{Lu}[^:：.;!?\t|]{1,48}?)\s?[:：](?=\s|$)")


_COLON = regex.compile(r"\s?[:：]\s?")
#: The rest of a line with a country at its head: a province or a town.
_TOWN = regex.compile(r"(?:[,/(–-]\s*(?:\p{Lu}[\p{L}’'-]*\s?){1,3}\)?)?\s*")


def find(sheet: Sheet, fields: list[Raw]) -> list[Entry]:
    """An entry for each time that a cycle of labels begins."""
    marks = _marks(sheet)
    first = _first(marks)
    if not first and (found := _cards(sheet, fields)):
        return found
    if not first:
        marks = _with_inner(sheet, marks, fields)
        first = _first(marks)
    if not first:
        return []
    heads = [number for number, mark in enumerate(marks) if mark.key == first]
    floors = _floors(marks)
    tops = [_top(sheet, marks[head], floors[head]) for head in heads]
    tops = _parallel(sheet, [(marks[head].line - 1, floors[head]) for head in heads], tops)
    if sum(map(bool, tops)) < len(heads):
        tops = [[] for _ in heads]  # what stands above one of them only is the head of the page
    if any(tops) and all(kind_of(sheet.whole(*top).text, True) in AMOUNTS for top in tops if top):
        return []  # the same parties below "Total budget approved" and below "Total budget transferred"
    titled = {f.label[0] for f in fields if f.kind == "title" and f.label}
    stretches = pairwise([*heads, len(marks)])
    return [_entry(sheet, marks[low:high], top, titled) for (low, high), top in zip(stretches, tops, strict=True)]


def _cards(sheet: Sheet, fields: list[Raw]) -> list[Entry]:
    """An entry for each paragraph with a title at its head and, behind text, the labels that others have once too."""
    marks = _inside(sheet, fields)
    first = _first(marks)
    heads = [mark for mark in marks if first and mark.key == first]
    leads = {mark.line: mark for mark in reversed(marks)}
    if [leads[mark.line] for mark in heads] != heads:
        return cards.find(sheet, marks, first)  # a paragraph tells of two, or begins with another label
    found = [Entry(m.line, [], 0, [], "before labels inside its paragraph", piece=(m.line, 0, m.start)) for m in heads]
    for one in found:
        told.cut_head(sheet, one)
    return found


def _floors(marks: list[Mark]) -> list[int]:
    """For each mark the line of the last one above that is surely a label: ``AB21: …`` once each is none."""
    again = Counter(mark.key for mark in marks)
    found, floor = [], -1
    for mark in marks:
        found.append(floor)
        floor = mark.line if again[mark.key] > 1 or kind_of(mark.key, False) else floor
    return found


def _parallel(sheet: Sheet, spots: list[tuple[int, int]], tops: list[list[int]]) -> list[list[int]]:
    """The titles above the turns; where the first turn's is the line above it, so is that of others.

    ``spots``: the line above each turn and the last line before it with a label. A value before a turn may have run
    on into such a line: ``Funding: a bank`` above ``Water for Nomads``.
    """
    if not spots or tops[0] != [spots[0][0]]:
        return tops
    filled = list(tops)
    for number, (above, floor) in enumerate(spots):
        plain = above > floor and sheet.content(above) and not is_prose(sheet.lines[above])
        plain = plain and not kind_of(sheet.lines[above].text.partition(":")[0], True, guess=False)
        if not tops[number] and plain and sheet.lines[above].text[:1].isupper():
            filled[number] = [above]
    return filled


def _top(sheet: Sheet, head: Mark, floor: int) -> list[int]:
    """The lines below ``floor`` above the first label of an entry, or over the paragraph above it: its title."""
    if sheet.lines[head.line].text[: head.start].strip():
        return [head.line]
    lines = titles.above(sheet, head.line, floor + 1) or titles.over(sheet, head.line, floor + 1)
    while len(lines) > 1 and says_several(sheet.lines[lines[0]].text):
        lines = lines[1:]  # "Projects we support" heads the list
    while len(lines) > 1 and _is_seat(sheet, lines):
        lines = lines[:-1]  # "Peru, Cusco" below the title says where
    return lines if lines and not is_prose(sheet.lines[lines[-1]]) else []


def _is_seat(sheet: Sheet, lines: list[int]) -> bool:
    """Whether the last of a title's lines is the place below it: the line above it is whole."""
    above, last = sheet.lines[lines[-2]].text, sheet.lines[lines[-1]].text
    span = entry.place_at(last, 0)
    placed = span is not None and bool(_TOWN.fullmatch(last, span[1]))
    return (placed or faults.is_place(last)) and not faults.breaks_off(above) and above.rstrip()[-1:] not in ",-–—:&"


def _marks(sheet: Sheet) -> list[Mark]:
    """The labels with colons at the heads of lines, and the same labels farther on in lines."""
    found = []
    for index, line in enumerate(sheet.lines):
        barred = _BARRED.finditer(line.text) if sheet.content(index) and line.cell is None else ()
        for match in barred:
            if len(match.group("label").split()) <= 7:
                found.append(Mark(index, match.start("label"), match.end(), bare(match.group("label"))))
    counts = Counter(m.key for m in found)
    leading = {(m.line, m.start) for m in found}
    apart = [i for i, line in enumerate(sheet.lines) if ":" in line.text and sheet.content(i) and line.cell is None]
    for key in [k for k in counts if len(k) > 4][: int(settings("list")["cycle_labels"])]:
        pattern = regex.compile(r"(?<=\s)" + regex.escape(key).replace(r"\ ", r"\s+") + r"\s?:(?=\s|$)", regex.I)
        for index in apart:
            text = sheet.lines[index].text
            if key not in squeeze(text):
                continue
            for match in pattern.finditer(text):
                if (index, match.start()) not in leading and text[match.start()].isupper():
                    found.append(Mark(index, match.start(), match.end(), key))
    return sorted(found, key=lambda m: (m.line, m.start))


def _with_inner(sheet: Sheet, marks: list[Mark], fields: list[Raw]) -> list[Mark]:
    """The labels at the heads of lines, and the known ones farther on in these lines: ``Grant: … Period: …``."""
    heads = {mark.line for mark in marks}
    known = {(mark.line, mark.start) for mark in marks}
    inner = []
    for raw in fields:
        if raw.how != "inline" or raw.label is None or raw.label[0] not in heads or raw.label[:2] in known:
            continue
        line, start, end = raw.label
        text = sheet.lines[line].text
        if colon := _COLON.match(text, end):
            inner.append(Mark(line, start, colon.end(), bare(text[start:end])))
    return sorted({*marks, *inner}, key=lambda m: m[:2])


def _inside(sheet: Sheet, fields: list[Raw]) -> list[Mark]:
    """The known labels inside paragraphs: ``… live from their farms. Duration: until June 2018 Costs: CHF 525,120``.

    A label at the head of a line that ends as one inside it does is that one behind a title.
    """
    found = [m for raw in fields if raw.how == "inline" and raw.pieces and (m := _mark(sheet, raw, 0))]
    keys: dict[int, set[str]] = {}
    for mark in found:
        keys.setdefault(mark.line, set()).add(mark.key)
    for raw in fields:
        if raw.how != "line" or raw.label is None or not raw.pieces:
            continue
        head = squeeze(sheet.excerpt(raw.label).text)
        ends = [len(key) for key in keys.get(raw.label[0], ()) if head.endswith(f" {key}")]
        found += [m for m in [_mark(sheet, raw, max(ends))] if m] if ends else []
    return sorted(set(found), key=lambda m: m[:2])


def _mark(sheet: Sheet, raw: Raw, last: int) -> Mark | None:
    """The label of a field with a colon in a long line; of a label at its head the ``last`` characters, if any."""
    line, start, end = raw.label or (0, 0, 0)
    text = sheet.lines[line].text
    colon = _COLON.match(text, end)
    if raw.label is None or not colon or len(text) < settings("list")["card_least"]:
        return None
    return Mark(line, end - last if last else start, colon.end(), bare(text[end - last if last else start : end]))


def _first(marks: list[Mark]) -> str:
    """The label that each turn of a cycle of labels begins with; empty where none comes round."""
    counts = Counter(m.key for m in marks)
    keys = [k for k in dict.fromkeys(m.key for m in marks) if counts[k] > 1]
    if len(keys) < 2 or keys[0] in vocabulary("lists", "no_cycle"):
        return ""
    first = keys[0]
    if _of_parts(marks, first):
        return ""
    turns: list[dict[str, None]] = []
    for mark in marks:
        if mark.key == first:
            turns.append({})
        if turns and counts[mark.key] > 1:
            turns[-1].setdefault(mark.key)
    if len(turns) > 2 and turns[-1].keys() < turns[0].keys():
        del turns[-1]  # the page may end in the middle of its last entry
    alike = sum(len(t.keys() & turns[0].keys()) >= 2 for t in turns)
    held = Counter(k for t in turns for k in t)
    kinds = {kind_of(k, True) for k in keys} & vocabulary("lists", "cycle_kinds")
    shared = [k for k in turns[0] if held[k] >= 0.6 * len(turns)]
    return first if len(turns) >= 2 and alike >= 0.8 * len(turns) and len(kinds) >= 2 and len(shared) >= 2 else ""


_COUNTED = regex.compile(r"^(?P<word>\p{L}[\p{L} .'’/-]{0,60}?)\s?(?:n[°º.]?\s?)?(?:\d{1,2}|[ivx]{1,4})")


def _of_parts(marks: list[Mark], first: str) -> bool:
    """Whether each turn of a cycle stands behind a counted part of a project: ``Output 1: …``, ``Partner 2: …``."""
    parts = vocabulary("lists", "no_cycle") | vocabulary("lists", "parts")
    above = [marks[n - 1] for n, mark in enumerate(marks) if mark.key == first and n]
    counted = [m for mark in above if (m := _COUNTED.fullmatch(mark.key))]
    return len(counted) > 1 and all(m.group("word").rstrip(" .-") in parts for m in counted)


def _entry(sheet: Sheet, inside: list[Mark], top: list[int], titled: set[int]) -> Entry:
    """The entry of one turn: its title is labelled, or before the first label, or above it, or the programme's."""
    why, head = "before labels that come again in the same order", inside[0]
    labelled = next((m for m in inside if kind_of(m.key, True) == "title" and not _is_sum(sheet, m)), None)
    if labelled:
        piece = None if labelled.line in titled else _value(sheet, labelled)  # else a field has it
        return Entry(head.line, [], head.start, [], why, piece=piece)
    if top == [head.line]:
        return Entry(head.line, [], 0, [], why, piece=(head.line, 0, head.start))
    if top:
        return Entry(top[0], top, 0, [], why, titles=top)
    named = next((m for m in inside if kind_of(m.key, True) in ("programme", "name")), None)
    return Entry(head.line, [], head.start, [], why, piece=_value(sheet, named) if named else None)


def _is_sum(sheet: Sheet, mark: Mark) -> bool:
    """Whether an amount stands behind a label: ``Grant: EUR 5,000`` names no project, as ``Grant: Wells`` does."""
    return begins_with_amount(sheet.lines[mark.line].text[mark.value :].strip())


def _value(sheet: Sheet, mark: Mark) -> tuple[int, int, int] | None:
    """What stands behind a label on its line, else the line below it."""
    text = sheet.lines[mark.line].text
    if text[mark.value :].strip():
        return mark.line, mark.value, len(text)
    below = sheet.after(mark.line)
    return (below, 0, len(sheet.lines[below].text)) if below is not None else None
