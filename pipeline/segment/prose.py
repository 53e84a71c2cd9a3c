"""Projects that no field tells of: a title and sentences about "the project", or sentences alone."""

from __future__ import annotations

from functools import cache

import regex

from extractors.evidence import Candidate
from extractors.lexicon import squeeze
from extractors.money import amounts
from pipeline.segment import titles
from pipeline.segment.blocks import Draft
from pipeline.segment.sheet import Sheet

_SUBJECT = regex.compile(
    r"(?:^|[.!?]\s+)(?:the|this|our|le|ce|la|el|este|das|dieses)\s+(?:[\p{L}/-]+\s+){0,3}?(?:project|programme|program|initiative|action|projet|proyecto|projekt|vorhaben|programm|programa)\b",
    regex.I | regex.M,
)
_IMPLEMENTS = regex.compile(r"\b(?:implement(?:ation|ed|s|ing)|timeframe|is financed by|is funded by|carried out by|budget of)\b", regex.I)


@cache
def _title_word(text: str) -> bool:
    return any(w.strip(".,:;()'\"") in titles.project_words() for w in squeeze(text).split())


def draft(sheet: Sheet) -> list[Draft]:
    """One draft for a whole document without fields; it stands or falls by its evidence."""
    content = [i for i in range(len(sheet.lines)) if sheet.content(i)]
    return [Draft([], [], [], content[0], len(sheet.lines), 1)] if content else []


def evidence(sheet: Sheet, one: Draft, title: Candidate | None) -> float:
    """What title and sentences add: a title with a word for project, sentences whose subject it is, an amount."""
    text = "\n".join(sheet.lines[i].text for i in range(one.begin, one.end) if sheet.content(i))
    score = 0.0
    if title:
        score += 1.0 + 0.5 * _title_word(title.value.text)
    score += 1.0 * bool(_SUBJECT.search(text))
    if not one.fields:
        has_amount = bool(amounts(sheet.whole(*range(one.begin, min(one.end, one.begin + 30)))))
        score += 1.5 * bool(has_amount and _IMPLEMENTS.search(text))
    return score
