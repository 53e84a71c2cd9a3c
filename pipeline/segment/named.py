"""Names that sentences give a project: in quotation marks, in capitals before *Project*, in what a grant is for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import places
from extractors.evidence import Candidate, Excerpt
from extractors.lexicon import alternation, squeeze, vocabulary
from extractors.titles import is_event
from pipeline.segment.faults import clauses, is_blank, is_organisation, is_place, is_report
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings

_OPEN, _CLOSE = '“"«„‘`', '”"»“’`´'
_MARKS = " ,.()\"'“”"
_CAPITAL = r"\p{Lu}[\p{L}\d’'/&-]*+"
_PHASE = r"(?:\s*[,–-]?\s*(?i:phase|fase)\s+[IVX\d]+)?(?:\s*\(\p{Lu}[\p{L}\d -]{1,20}\))?"


def find(sheet: Sheet) -> list[Candidate]:
    """Names that sentences of the document give one project, the first two that differ."""
    found: list[Candidate] = []
    text = sheet.whole(*sheet.contents())
    for why, start, end in sorted(_all(text.text), key=lambda x: x[1]):
        excerpt = text.cut(start, end).strip(" ,;.\n")
        if _is_name(excerpt.text) and all(squeeze(excerpt.text) != squeeze(c.value.text) for c in found):
            found.append(_candidate(excerpt, why, text.text))
    return sorted(found, key=lambda c: (-c.score, c.value.text.isupper()))[:2]  # capitals have lost their accents


def _candidate(excerpt: Excerpt, why: str, text: str) -> Candidate:
    weights = settings("title")
    reasons = {why: weights[why]}
    count = len(excerpt.text.split())
    if count >= 5:
        reasons["long_enough"] = weights["long_enough"]
    if squeeze(text).count(squeeze(excerpt.text)) > 1:
        reasons["repeated"] = weights["repeated"]
    if excerpt.text.endswith(")") or why == "granted":
        reasons["full_name"] = weights["full_name"]
    return Candidate(excerpt, round(sum(reasons.values()), 2), tuple(f"{w} {v:+.1f}" for w, v in reasons.items()))


def _all(text: str) -> Iterator[tuple[str, int, int]]:
    """Why, where from and where to, of each name in a text."""
    for match in quoted().finditer(text):
        if not _about_another(text[: match.start()], match.group("word")):
            yield "quoted_name", *match.span("name")
    for why, pattern in (
        ("proper_name", _before()),
        ("proper_name", _behind()),
        ("proper_name", _implemented()),
        ("proper_name", _subject()),
        ("proper_name", _apposed()),
        ("quoted_name", _called_bare()),
        ("proper_name", set_off()),
        ("granted", _granted()),
        ("granted", _lent()),
    ):
        for match in pattern.finditer(text):
            yield why, *match.span("name")
    yield from (
        ("titled", *match.span("name")) for match in _titled().finditer(text) if not _of_another_work(text, match)
    )
    yield from (("granted", *span) for span in _agreed_on(text))
    yield from (("befallen", *span) for span in _befallen(text))
    for match in _papered().finditer(text):
        if not clauses().search(squeeze(match.group("name"))):
            yield "papered", *match.span("name")


def _is_name(text: str) -> bool:
    """Whether words can be a project's name: no office, no place, no report, and something beside *Project*."""
    words = [w.strip(".,;:()") for w in squeeze(text).split()]
    rest = [w for w in words if w not in _nouns() | vocabulary("small_words", "words")]
    return len(rest) >= 1 and len(words) <= 45 and not (is_blank(text) or _is_other(text))


def _is_other(text: str) -> bool:
    bare = regex.sub(r"\s*\([^()]*\)\s*$", "", text)
    return is_organisation(bare) or is_place(bare) or is_report(text)


@cache
def _nouns() -> frozenset[str]:
    return vocabulary("title_parts", "nouns")


@cache
def _noun() -> str:
    return alternation(_nouns())


@cache
def quoted() -> regex.Pattern[str]:
    """A word for project, at most eight words of the same clause, and a name in quotation marks."""
    called = alternation(vocabulary("title_parts", "called"))
    return regex.compile(
        rf"\b(?P<word>(?i:{_noun()}|{called}))\b(?:\s*[:–—-])?(?:\s+[^\s{_OPEN}{_CLOSE}.;!?]++){{0,8}}?\s*[:–—,-]?\s*"
        rf"[{_OPEN}](?P<name>[^“”\"«»„]{{6,240}}?)[.,]?[{_CLOSE}](?!\p{{L}})"
    )


@cache
def _before() -> regex.Pattern[str]:
    """``the Rural Water Project, Phase II (RWP II)``: three capitalised words or more before the noun."""
    return regex.compile(
        rf"(?:\b(?i:the|its|our|a|an|new|of|for)\s+)(?P<name>(?:{_CAPITAL},?\s+|(?:and|for|of|in|the|to|on|&)\s+)*?"
        rf"(?<=\s|^)(?:{_CAPITAL}\s+){{2,}}(?:Project\b{_PHASE}|"
        rf"(?:Programme|Program|Initiative)\b{_PHASE}(?<=\)|\b[IVX\d]+)))"
    )


@cache
def _subject() -> regex.Pattern[str]:
    """``The Calm Harbours II project aims to …``: capitalised words before the noun of a sentence's subject."""
    subjects = alternation(vocabulary("title_parts", "subjects"))
    return regex.compile(
        rf"(?<![^\n.!?]\s)(?<!\S)The\s+(?P<name>{_CAPITAL}(?:\s+(?:(?:of|for|and|in|on|to|the)\s+)*(?:{_CAPITAL}|\d+)){{1,8}})"
        rf"\s+(?:project|programme|program|initiative)\s+(?:\(\p{{Lu}}[^()]{{1,20}}\)\s+)?(?i:{subjects})(?!\p{{L}})"
    )


@cache
def _called_bare() -> regex.Pattern[str]:
    """``The project, titled Calm Harbours for the Coast, …``: capitalised words up to a mark, where quotes are lost."""
    nouns, called = _noun(), alternation(vocabulary("title_parts", "titled") - {"project"})
    return regex.compile(
        rf"(?<!\p{{L}})(?i:{nouns}),?\s+(?i:{called})\s+(?P<name>{_CAPITAL}(?:\s+(?:\p{{Ll}}{{1,7}}\s+){{0,2}}{_CAPITAL}){{2,16}}"
        rf"(?:\s\(\p{{Lu}}[\p{{L}}\d -]{{1,20}}\))?)(?=[,.;:]|\s\p{{Ll}}|\s?\n)"
    )


@cache
def set_off() -> regex.Pattern[str]:
    """``a grant for the project, Calm Harbours for the Coast.``: capitalised words to the sentence's end."""
    before = alternation(vocabulary("title_parts", "before_project"))
    return regex.compile(
        rf"(?<!\p{{L}})(?i:{before})\s+(?i:{_noun()}),\s+(?P<name>{_CAPITAL}(?:\s+(?:\p{{Ll}}{{1,7}}\s+){{0,2}}{_CAPITAL}){{2,16}}"
        rf"(?:\s\(\p{{Lu}}[\p{{L}}\d -]{{1,20}}\))?)(?=[.;](?:\s|$)|\s*$)",
        regex.M,
    )


@cache
def _apposed() -> regex.Pattern[str]:
    """``Calm Harbours for the Coast, a project …``: capitalised words before what a sentence says that they are."""
    said = alternation(vocabulary("title_parts", "apposed"))
    nouns = alternation(vocabulary("title_parts", "sure_nouns"))
    small = alternation(vocabulary("small_words", "words"))
    return regex.compile(
        rf"(?<![^\n])(?:The\s+)?(?P<name>(?!(?i:{small})\s){_CAPITAL}(?:\s+(?:\p{{Ll}}{{1,7}}\s+){{0,2}}{_CAPITAL}){{3,16}}"
        rf"(?:\s\(\p{{Lu}}[\p{{L}}\d -]{{1,20}}\))?),"
        rf"\s+(?:which\s+(?i:{said})|an?\s+(?:(?!of\s)[\p{{L}}\d’'-]+\s+){{0,5}}?(?i:{nouns}))(?!\p{{L}})"
    )


@cache
def _behind() -> regex.Pattern[str]:
    """``El Proyecto Regional de Agua para Cuatro Países``: capitalised words behind the noun, small words between."""
    small = (
        r"(?:d[eoau]s?|dell?[aeo']?|d[’']|du|la|las|los|les|le|el|y|e|et|i|in|en|em|au|aux|para|pour|per|por|"
        r"di|da|und|für|der|von)"
    )
    return regex.compile(
        rf"\b(?i:el|le|la|il|lo|o|das|del|du|do|dem|al|au)\s+(?P<name>(?:Proyecto|Projet|Programa|Programme|Progetto|"
        rf"Projeto|Projecto|Programma|Projekt|Iniciativa)(?:\s+(?:{small}\s+)*{_CAPITAL}){{3,}})"
    )


@cache
def _implemented() -> regex.Pattern[str]:
    """``the implementation of the European WATERS:``, two capitalised words or more before a mark."""
    before = alternation(vocabulary("title_parts", "implementing"))
    return regex.compile(rf"\b(?i:{before})\s+(?P<name>(?:\p{{Lu}}[\p{{L}}-]*\s+){{1,6}}\p{{Lu}}[\p{{L}}-]+)(?=[:.,;])")


@cache
def _granted() -> regex.Pattern[str]:
    """What a grant or a loan is proposed for: ``A PROPOSED LOAN … TO FINANCE THE CLEAN WELLS PROJECT``."""
    return regex.compile(
        r"\b(?i:proposal|proposed|propos[ée]e?|proposition|propuesta|propuesto|proposta)\b[^.\n]{3,160}?\s"
        r"(?i:to\s+finance|for\s+financing|for|pour|(?:pour|para)\s+(?:le\s+financement\s+d[eu]|financier|financiar)|para)\s+"
        r"(?i:the|an?|le|la|l[’']|el|o|um|une?|un)\s+"
        r"(?P<name>(?:[^\s.;:\d]+[ \n]+){2,14}?(?i:project|programme|program)\b"
        r"(?:\s+(?i:for)(?:\s+(?:\p{Lu}[\p{L}-]+|(?i:and|of|the)))+)?)"
    )


@cache
def _lent() -> regex.Pattern[str]:
    """What a bank's completion report is on: ``A CREDIT IN THE AMOUNT OF … TO KENYA FOR A LAKE PROJECT``."""
    return regex.compile(
        r"\b(?i:credits?|loans?|grants?|financing)\s[^.;:]{0,80}?\b(?i:in\s+the\s+amounts?\s+of)\s[\s\S]{5,500}?"
        r"\s(?i:to)\s+[^.;:]{3,120}?\s(?i:for)\s+(?:(?i:report\s+no)[.:]{0,2}\s?\S*\d\S*\s+)?(?:(?i:the|an?|its|their)\s+|(?=\p{Lu}))"
        r"(?P<name>(?:(?:[^\s.;:\d]+|(?:19|20)\d\d)\s+){1,14}?(?i:projects?|programme|program|operation)\b"
        r"(?:\s(?i:additional\s+financing)(?:\s[IVX]{1,4}(?![\p{L}\d]))?)?"
        r"(?:\s\(\p{Lu}[\p{L}\d -]{1,20}\))?)"
    )


def _agreed_on(text: str) -> Iterator[tuple[int, int]]:
    """Names in brackets behind an agreement that have a word for project among theirs."""
    for match in _agreed().finditer(text):
        if not _nouns().isdisjoint(word.strip(",;:") for word in squeeze(match["name"]).split()):
            yield match.span("name")


@cache
def _agreed() -> regex.Pattern[str]:
    """What an agreement is about, in brackets: ``Credit Agreement (Second Lake Roads Project) between …``."""
    papers = alternation(vocabulary("title_parts", "agreements"))
    return regex.compile(
        rf"(?<!\p{{L}})(?i:{papers})\s*\((?P<name>(?!(?i:{_noun()})\s+(?i:agreements?|no|number|id)(?!\p{{L}}))"
        rf"\p{{Lu}}[^\s()]*+(?:\s+[^\s()]++){{2,24}})\s?\)"
    )


@cache
def _titled() -> regex.Pattern[str]:
    """A word that says what something is called, and the name in quotation marks of any kind right behind it."""
    words = alternation(vocabulary("title_parts", "titled"))
    apart = r"(?:(?<=\p{L})[’'](?=\p{L})|(?<=s)[’'](?=\s\p{L}[^\n’']{1,60}[’'](?!\p{L})))"
    return regex.compile(
        rf"(?<!\p{{L}})(?P<word>(?i:{words}))\s*[:,]?\s+(?:(?i:the)\s+)?"
        rf"(?:['‘](?P<name>(?:{apart}|[^\n'’“”\"]){{6,200}})['’]|[`´](?P<name>[^\n`´]{{6,200}}?)[`´'’]|[“\"«„](?P<name>[^“”\"«»„]{{6,240}})[”\"»“])(?!\p{{L}})"
    )


def _of_another_work(text: str, match: regex.Match[str]) -> bool:
    """Whether it is a book, a meeting or somebody that is called so; of projects alone words such as "called" tell."""
    at = match.start()
    before = squeeze((text[max(at - 40, 0) : at].split() or [""])[-1]).strip(_MARKS)
    if squeeze(match["word"]) in vocabulary("title_parts", "called_anything"):
        return before not in vocabulary("title_parts", "nouns")
    return before in vocabulary("title_parts", "other_works")


#: A country and a mark, before what befell it.
_PLACED = regex.compile(r"(?<!\p{L})\p{Lu}[\p{L}’' ]{2,40}?\s?(?::|\s[–-])\s+(?=(?P<event>\p{Lu}))")


def _befallen(text: str) -> Iterator[tuple[int, int]]:
    """Names of emergencies, up to the kind of paper or its number: ``Malawi: Floods (Emergency appeal n° 3)``."""
    head = text[: int(settings("part_size")["line_characters"])]
    for match in _PLACED.finditer(head, overlapped=True):
        country = next((p for p in places.find(match.group()) if p.kind == "country"), None)
        behind = head[match.start("event") :]
        if country is None or match.group()[country.end :].strip(" :–-") or not is_event(behind):
            continue
        end = _emergency_end().search(behind, 3)
        yield match.start() + country.start, match.start("event") + (end.start() if end else len(behind))


@cache
def _emergency_end() -> regex.Pattern[str]:
    """What stands behind the name of an emergency: a kind of paper, a number, a country, a mark, the line's end."""
    kinds = alternation(vocabulary("title_parts", "kickers") | vocabulary("title_parts", "appeals"))
    joins = alternation(vocabulary("title_parts", "joins"))
    return regex.compile(
        rf"\s*(?:\n|\s[–|-]\s|[.;:(](?=\s|\p{{L}})|\s(?i:{kinds})(?!\p{{L}}|\s(?:{joins})\s)|\s\S*\d|\s\p{{Lu}}\p{{Ll}}+:)"
    )


@cache
def _papered() -> regex.Pattern[str]:
    """What a paper is for that sets out one action: ``Action Document for Clean Wells in Malawi 1. IDENTIFICATION``."""
    papers = alternation(vocabulary("title_parts", "papers_for"))
    articles = alternation(vocabulary("title_parts", "articles"))
    return regex.compile(
        rf"(?<!\p{{L}})(?i:{papers})(?:\s+(?i:{articles}))?\s+[{_OPEN}'’]?(?P<name>[\p{{Lu}}\d][^\n]{{8,200}}?)[.,]?"
        rf"(?=[{_CLOSE}'](?!\p{{L}})|\n|\s+\d{{1,2}}\.?(?:\d\.?)?\s+\p{{Lu}}|(?<=[\p{{Ll}}\d)])\s+\p{{Lu}}{{4,}}\s+\p{{Lu}}{{2,}}|$)"
    )


def _about_another(before: str, word: str) -> bool:
    """Whether a programme or an action is only what the project is a part of (``under the programme “…”``)."""
    if squeeze(word) in vocabulary("title_parts", "sure_nouns") | vocabulary("title_parts", "called"):
        return False
    near = squeeze(before[-45:])
    return any(regex.search(rf"\b{regex.escape(p)}\b", near) for p in vocabulary("title_parts", "within"))
