"""Projects that no field tells of: a title and sentences about "the project", or sentences alone."""

from __future__ import annotations

from functools import cache

import regex

from extractors import dates
from extractors.evidence import Candidate, Excerpt, Span
from extractors.lexicon import alternation, vocabulary
from extractors.money import amounts
from pipeline.segment import faults
from pipeline.segment.draft import Draft
from pipeline.segment.sheet import Sheet

_SUBJECT = regex.compile(
    r"(?:^|[.!?]\s+)(?:the|this|our|le|ce|cette|la|l[’']|el|este|esta|das|dieses|il|questo|o|este)\s*(?:[\p{L}/-]+\s+){0,3}?"
    r"(?:project|programme|program|initiative|action|operation|projet|opération|intervention|proyecto|operación|"
    r"intervención|iniciativa|projekt|vorhaben|programm|programa|projeto|projecto|progetto|intervento)\b",
    regex.I | regex.M,
)
_IMPLEMENTS = regex.compile(
    r"\b(?:implement(?:ation|ed|s|ing)|timeframe|is financed by|is funded by|carried out by|budget of)\b", regex.I
)
#: ``this US$ 400,000 project``
_WORTH = regex.compile(r"\W{1,3}(?:project|projet|proyecto|projekt|projeto|progetto|grant)\b", regex.I)
#: ``Provincial Council: 40.000,00 €``, a line of its own.
_SHARE = regex.compile(r"^[-–•*\s]*\p{Lu}[^:\n\d]{2,60}:\s*$")
_BUDGET = regex.compile(r"\b(?:budget|total cost|grant|funding|envelope|montant|presupuesto|volumen)\b", regex.I)
_TELLING = frozenset({"budget", "period", "start", "end", "donor", "code", "country", "title"})


def draft(sheet: Sheet) -> list[Draft]:
    """One draft for a whole document without fields; it stands or falls by its evidence."""
    content = sheet.contents()
    return [Draft([], [], [], content[0], len(sheet.lines), 1)] if content else []


def score(sheet: Sheet, one: Draft, title: Candidate | None) -> float:
    """The evidence for one block of several: its fields, a title with a word for project, sentences, an amount."""
    text = "\n".join(sheet.lines[i].text for i in sheet.contents(one.begin, one.end))
    found = one.evidence()
    if title:
        found += 1.0 + 0.5 * faults.says_project(title.value.text) + (1.5 if names(title) else 0)
    subject = is_subject(text)
    found += 1.0 * subject
    if not {f.kind for f in one.fields if f.pieces} & _TELLING:
        sure = subject or bool(title and names(title)) or one.evidence() >= 1.5
        found += 1.5 * _tells_money(text, sure=sure)
        found += 1.0 * bool(_IMPLEMENTS.search(text)) * bool(list(dates.durations(text)))
    return found


def is_subject(text: str) -> bool:
    """Whether the project is the subject of a sentence."""
    return bool(_SUBJECT.search(text))


def names(title: Candidate) -> bool:
    """Whether a sentence gives the project this name."""
    return any(r.partition(" ")[0] in ("quoted_name", "granted", "confirmed") for r in title.reasons)


def _tells_money(text: str, *, sure: bool) -> bool:
    """Whether an amount stands near a word for money, before a word for project, or alone behind who gives it.

    ``sure``: something else speaks of a project already, so that a word of many meanings is enough.
    """
    words = _money_words() if sure else _BUDGET
    return any(
        words.search(text[max(a.start - 90, 0) : a.end + 90])
        or _WORTH.match(text, a.end)
        or _SHARE.match(text[text.rfind("\n", 0, a.start) + 1 : a.start])
        for a in amounts(Excerpt(text, (Span(0, len(text)),)))
    )


@cache
def _money_words() -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:{alternation(vocabulary('title_parts', 'money'))})", regex.I)
