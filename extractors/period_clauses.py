"""When a project began or ended, as clauses say whose verb stands apart from the date: before it, or last."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors.dates import alternatives
from extractors.evidence import Excerpt, Finding, Rule
from extractors.lexicon import toml
from extractors.quick import Headed, headed, matches
from extractors.timespans import Reader, found

_READS = ("narrative", "description")

PARTICIPLE = Rule(
    "periods.sentence_participle",
    "A sentence begins with when what it speaks of was begun, and its subject is the project.",
    _READS,
    "period",
    status="inferred",
    hits=(
        ("Launched in 2015, the project trains midwives.", "start=2015"),
        ("Démarré en août 2012 avec un budget modeste, le projet a travaillé.", "start=2012-08"),
        ("Iniciado en mayo de 2010, el proyecto forma a maestros.", "start=2010-05"),
    ),
    misses=(
        "Launched in 2015, the fund trains midwives.",
        "Launched in 2015, the previous project trained midwives.",
        "The fund, launched in 2015, pays for the project.",
        "Launched on 26 July 2004 for CHF 4,350,000, the appeal was revised.",
    ),
)
VERB_LAST = Rule(
    "periods.sentence_verb_last",
    "A German sentence whose subject is this project has the date before the participle that says it began or ended.",
    _READS,
    "period",
    status="inferred",
    hits=(
        ("Dieses Projekt konnte am 15. Juni 2022 erfolgreich abgeschlossen werden.", "end=2022-06-15"),
        ("Das Projekt wurde trotz Regen im Mai 2014 beendet.", "end=2014-05"),
        ("Das Vorhaben wurde 2009 begonnen.", "start=2009"),
    ),
    misses=(
        "Die Schule wurde 2009 abgeschlossen.",
        "Das Projekt wurde 2009 vorgestellt.",
        "Das frühere Projekt wurde 2009 abgeschlossen.",
    ),
)
HEAD_RANGE = Rule(
    "periods.sentence_head_range",
    "A sentence begins with from when to when, and goes on with the project.",
    _READS,
    "period",
    status="doubtful",
    doubt="the years may be those of something that the sentence says besides",
    hits=(
        (
            "Von 1. Mai 2023 bis 31. Dezember 2025 führt der Verein das Projekt durch.",
            "start=2023-05-01; end=2025-12-31",
        ),
        ("De 2015 à 2018, le projet a aidé les paysans.", "start=2015; end=2018"),
        ("Between March 2015 and April 2018 the society carried out the project.", "start=2015-03; end=2018-04"),
        ("Entre 2010 y 2014, el proyecto ayudó a mujeres.", "start=2010; end=2014"),
        ("Dal 2015 al 2018 il progetto ha aiutato i contadini.", "start=2015; end=2018"),
        ("From May 2010 to June 2012, the Office carries out a pilot project.", "start=2010-05; end=2012-06"),
        ("Entre 2010 et 2014, l'Office a mené un vaste projet.", "start=2010; end=2014"),
    ),
    misses=(
        "From 2015 to 2018 the rains failed. The project helps.",
        "From 2015 to 2018 the previous project dug wells.",
        "In 2015 the project began to dig.",
        "From 2015 to 2018 the Office carried out a study of the coast.",
        "From 2015 to 2018 the Office ran a previous project.",
        "From 2015 to 2018 the Office asked for a new project.",
        "It rained from 2015 to 2018, and the project helped.",
    ),
)
RULES = (PARTICIPLE, VERB_LAST, HEAD_RANGE)

#: Characters of a sentence between a date and what it is bound to; a full stop behind a figure ends no sentence.
_REST = r"(?:[^.!?\n]|(?<=\d)\.)"
#: Characters in which a range at the head of a sentence stands.
_RANGE = 60


def read(excerpt: Excerpt, kind: str, order: str) -> Iterator[Finding]:
    """What clauses of a paragraph say about when this project began or ended."""
    for match in matches(_participle(), excerpt.text):
        yield from _dated(PARTICIPLE, "start", excerpt, match.span("date"), kind, order)
    for match in matches(_verb_last(), excerpt.text):
        column = "start" if match["began"] else "end"
        yield from _dated(VERB_LAST, column, excerpt, match.span("date"), kind, order)
    for match in matches(_head_range(), excerpt.text):
        yield from _headed(excerpt, match, kind, order)


def _headed(excerpt: Excerpt, match: regex.Match[str], kind: str, order: str) -> Iterator[Finding]:
    """The range at the head of a sentence whose rest names the project."""
    low = match.start("lead")
    reader = Reader(excerpt.cut(low, min(low + _RANGE, len(excerpt.text))), order)
    stretch = next((s for s in reader.stretches() if s.start == match.end() - low and s.second), None)
    if stretch and _goes_on().match(excerpt.text, low + stretch.end):
        cells = {"start": reader.start_cell(stretch), "end": reader.end_cell(stretch)}
        yield from found(HEAD_RANGE, kind, cells, reader.doubt(stretch, cells["start"].value, cells["end"].value))


def _dated(
    rule: Rule, column: str, excerpt: Excerpt, span: tuple[int, int], kind: str, order: str
) -> Iterator[Finding]:
    """The only date of a stretch, where it has only one."""
    reader = Reader(excerpt.cut(*span), order)
    stretches = list(reader.stretches())
    if len(stretches) == 1 and not stretches[0].second:
        value = reader.start_cell(stretches[0])
        yield from found(rule, kind, {column: value}, reader.doubt(stretches[0], value.value, value.value))


def _any(name: str) -> str:
    return alternatives(toml("periods")["narrative"][name])


def _project() -> str:
    """This project as a subject, directly behind its article."""
    call = alternatives(toml("periods")["narrative"]["requests"])  # an appeal is launched before its project begins
    return rf"(?<!\p{{L}})(?:{_any('determiners')}\s+|l['’])(?!{call}(?!\p{{L}}))(?:{_any('projects')})(?!\p{{L}})"


@cache
def _participle() -> Headed:
    lead = rf"(?<=^|[.!?]\s|\n)(?:{_any('began')})\s+(?:{_any('prepositions')}\s+)?"
    return headed(rf"{lead}(?P<date>(?=[\p{{L}}\d]){_REST}{{4,120}}?),\s+{_project()}", regex.I)


@cache
def _head_range() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?<=^|[.!?]\s|\n)\s*(?P<lead>{_any('head_range')})\s+(?:the\s+|dem\s+|le\s+|el\s+)?(?=[\p{{L}}\d])", regex.I
    )


@cache
def _goes_on() -> regex.Pattern[str]:
    some = rf"{_any('articles')}(?:\s+(?!previous|former)[\p{{L}}-]+){{0,3}}?\s+(?:{_any('projects')})(?!\p{{L}})"
    carried = rf"(?<!\p{{L}}){_any('carries_out')}\s+{some}"
    return regex.compile(rf",?\s{_REST}{{0,120}}?(?:{_project()}|{carried})", regex.I)


@cache
def _verb_last() -> Headed:
    """The subject, an auxiliary, and behind a date the participle."""
    ends = rf"(?:(?P<began>{_any('last_began')})|{_any('last_ended')})(?!\p{{L}})"
    return headed(rf"{_project()}\s+{_any('auxiliaries')}\s(?P<date>{_REST}{{4,160}}?)\s{ends}", regex.I)
