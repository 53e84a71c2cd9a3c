"""Labels that are known by the company they keep: lines that look like the labels around them.

Where labels alone on their lines alternate with values, and the labels share a look that the values lack (a
bullet, bold type), every line of that look in the stretch is a label, known or not.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from pipeline.document import Line
from pipeline.segment import valued
from pipeline.segment.labels import Hit, kind_of
from pipeline.segment.sheet import Sheet, is_prose
from pipeline.segment.typed import AMOUNTS, fits, has_type
from pipeline.settings import settings

#: How many known labels of one look make a pattern.
LEAST = 3
#: How far beyond the known labels the pattern is followed, in lines.
BEYOND = 6


Look = tuple[bool, bool, int, bool, bool]


def look(line: Line) -> Look:
    """What sets a label apart from its value: bullet, bold type, heading level, blank space above, capitals."""
    return bool(line.bullet), line.bold, line.heading, line.gap > settings("segment")["gap_ends"], line.text.isupper()


def extend(sheet: Sheet, hits: list[Hit]) -> list[Hit]:
    """The hits, and those that the pattern of the known ones adds."""
    alone = [h for h in hits if h.how == "alone" and h.start == 0 and h.kind != "other"]
    out = list(hits)
    for style in {look(sheet.lines[h.line]) for h in alone}:
        same = [h.line for h in alone if look(sheet.lines[h.line]) == style]
        if not any(style) or len(same) < LEAST or not _parted(sheet, same, style):
            continue
        known = {h.line for h in hits}
        index, reach = max(min(same) - BEYOND, 0), max(same) + BEYOND
        while index < min(reach, len(sheet.lines)):
            line = sheet.lines[index]
            if (
                index not in known
                and sheet.content(index)
                and look(line) == style
                and _label_like(line)
                and _valued(sheet, index, style)
                and (index > min(same) or _below_differs(sheet, index, style))
            ):
                kind = kind_of(line.text, True)
                reach = max(reach, index + BEYOND) if kind else reach
                out.append(Hit(index, 0, len(line.text), len(line.text), kind or "other", "alone"))
            index += 1
    return out


def alternating(sheet: Sheet, hits: list[Hit]) -> list[Hit]:
    """The hits, and lines of no look that have a known label two lines above or below, and a value of their kind.

    Where labels and values alternate a line each, a word that is a label only in company is one: ``Ende`` between
    the value of ``Beginn`` and a date.
    """
    out = list(hits)
    known = {h.line for h in hits}
    alone = {h.line for h in hits if h.how == "alone" and h.start == 0 and _alternates(sheet, h.line, known)}
    pending = sorted(alone) if len(alone) >= LEAST else []
    while pending:
        line = pending.pop()
        for step in (sheet.after, sheet.before):
            index = _second(step, line)
            if index is None or index in known or not _alternates(sheet, index, known):
                continue
            if kind := _kind_over(sheet, index):
                known.add(index)
                pending.append(index)
                out.append(Hit(index, 0, len(sheet.lines[index].text), len(sheet.lines[index].text), kind, "alone"))
    return out


def _second(step: Callable[[int], int | None], line: int) -> int | None:
    """The second content line from a line on."""
    first = step(line)
    return step(first) if first is not None else None


def _alternates(sheet: Sheet, index: int, known: set[int]) -> bool:
    """Whether a line that is no running text has a value below it, which is no label."""
    below = sheet.after(index)
    return below is not None and below not in known and not is_prose(sheet.lines[below])


def _kind_over(sheet: Sheet, index: int) -> str:
    """The kind of a label that only its company tells, over a value that agrees; empty where it is none."""
    line, below = sheet.lines[index], sheet.after(index)
    if below is None or not _label_like(line) or line.text.rstrip().endswith(":"):
        return ""
    value = sheet.lines[below].text
    kind = valued.by_value(kind_of(line.text, True), line.text, value)
    if kind in AMOUNTS and not kind_of(line.text, True, guess=False):
        return ""  # a part of a plan of financing: its name over its amount
    sure = fits(kind, value) if has_type(kind) else kind == "donor" and valued.names_giver(value)
    return kind if sure else ""


def _parted(sheet: Sheet, same: list[int], style: Look) -> bool:
    """Whether values stand below labels without their look, or every line of the stretch has it."""
    below = [i for i in (sheet.after(i) for i in same) if i is not None]
    unlike = sum(look(sheet.lines[i]) != style for i in below)
    stretch = sheet.contents(min(same), max(same) + 1)
    if unlike >= 2:
        return True
    # Where label and value look alike, known labels that never follow each other have their values between them.
    touching = sum(sheet.after(one) == other for one, other in pairwise(sorted(same)))
    return all(look(sheet.lines[i]) == style for i in stretch) and touching > 0


def _below_differs(sheet: Sheet, index: int, style: Look) -> bool:
    """Whether the next line has another look: a line directly above labels of its own look is their title."""
    below = sheet.after(index)
    if below is None:
        return False
    other = look(sheet.lines[below])
    return other[:3] != style[:3] if any(style[:3]) else other != style  # blank space above does not tell here


def _valued(sheet: Sheet, index: int, style: Look) -> bool:
    """Whether a line that only blank space sets apart has a short value directly below it."""
    below = sheet.after(index)
    if any(style[:3]):
        return True
    return (
        below is not None
        and look(sheet.lines[below]) != style
        and len(sheet.lines[below].text) < 80
        and kind_of(sheet.lines[index].text, True) != ""
    )


def _label_like(line: Line) -> bool:
    return (
        len(line.text.split()) <= 6 and not is_prose(line) and line.text[:1].isupper() and line.text[-1:] not in ".;,"
    )
