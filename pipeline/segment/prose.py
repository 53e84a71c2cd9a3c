"""Projects that no field tells of: a title and sentences about "the project", or sentences alone."""

from __future__ import annotations

import regex

from extractors import dates
from extractors.evidence import Candidate, Excerpt, Span
from extractors.money import amounts
from pipeline.segment import faults
from pipeline.segment.draft import Draft
from pipeline.segment.sheet import Sheet, is_prose
from pipeline.settings import settings

_SUBJECT = regex.compile(
    r"(?:^|[.!?]\s+)(?:the|this|our|le|ce|la|el|este|das|dieses)\s+(?:[\p{L}/-]+\s+){0,3}?(?:project|programme|program|initiative|action|projet|proyecto|projekt|vorhaben|programm|programa)\b",
    regex.I | regex.M,
)
_IMPLEMENTS = regex.compile(
    r"\b(?:implement(?:ation|ed|s|ing)|timeframe|is financed by|is funded by|carried out by|budget of)\b", regex.I
)


_BUDGET = regex.compile(r"\b(?:budget|total cost|grant|funding|envelope|montant|presupuesto|volumen)\b", regex.I)
_TELLING = frozenset({"budget", "period", "start", "end", "donor", "code", "country", "title"})
_NAMED = regex.compile(
    r"(?:\b(?i:implementation of (?:the )?|(?:project|programme) (?:called |named |entitled |titled )?))"
    r"(?:[“\"«](?P<quoted>[^“”\"«»]{6,160})[”\"»]|(?P<plain>(?:\p{Lu}[\p{L}-]*\s+){1,6}\p{Lu}[\p{L}-]+)(?=[:.,;]))"
)


def draft(sheet: Sheet) -> list[Draft]:
    """One draft for a whole document without fields; it stands or falls by its evidence."""
    content = [i for i in range(len(sheet.lines)) if sheet.content(i)]
    return [Draft([], [], [], content[0], len(sheet.lines), 1)] if content else []


def evidence(sheet: Sheet, one: Draft, title: Candidate | None) -> float:
    """What title and sentences add: a title with a word for project, sentences whose subject it is, an amount."""
    text = "\n".join(sheet.lines[i].text for i in range(one.begin, one.end) if sheet.content(i))
    score = 0.0
    if title:
        score += 1.0 + 0.5 * faults.says_project(title.value.text)
    score += 1.0 * bool(_SUBJECT.search(text))
    if not {f.kind for f in one.fields} & _TELLING:
        score += 1.5 * any(
            _BUDGET.search(text[max(a.start - 90, 0) : a.end + 90])
            for a in amounts(Excerpt(text, (Span(0, len(text)),)))
        )
        score += 1.0 * bool(_IMPLEMENTS.search(text)) * bool(list(dates.durations(text)))
    return score


def named(sheet: Sheet) -> list[Candidate]:
    """Names that sentences give a project: ``the implementation of the European PROGRES:``, ``the project “…”``."""
    weight = settings("title")["named"]
    found = []
    for index in range(len(sheet.lines)):
        if not sheet.content(index) or not is_prose(sheet.lines[index]):
            continue
        line = sheet.whole(index)
        for match in _NAMED.finditer(line.text):
            group = "quoted" if match.group("quoted") else "plain"
            found.append(Candidate(line.cut(*match.span(group)), weight, (f"named in a sentence +{weight:.1f}",)))
    return found[:1]
