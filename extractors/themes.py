"""Themes: areas of technical assistance by name or by protocol articles, and topics by the words of the title.

The areas, their articles and the words are in ``lexicon/themes.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import groupby
from typing import Any, NamedTuple

import regex

from extractors.engine import cell, excerpts
from extractors.evidence import Block, Excerpt, Finding, Module, Rule
from extractors.lexicon import squeeze, toml
from extractors.quick import TIMEOUT, Headed, headed
from extractors.steps import join

#: Kinds whose values are lists of themes.
LISTS = ("theme", "sector")
#: Kinds whose values are prose.
PROSE = ("narrative", "description")

LABEL = Rule(
    "themes.label",
    "An area's name that is an item of a field of themes or sectors, or of a line that lists categories, is a theme.",
    LISTS + PROSE,
    "theme",
    hits=(
        (
            "Policy development [Articles 6(3); 9 (1)-(3); 10]",
            "theme=POL; label=Strategic planning and policy development",
        ),
        ("Victims protection and support;\nLegislative assistance", "theme=VIC; theme=LEG"),
        ("Criminal Justice Systems Responses, International co-operation", "theme=CJS; theme=COOP"),
        ("Strategic Planning & Policy Development and International cooperation", "theme=POL; theme=COOP"),
        ("Human trafficking", "theme=TIP; label=Trafficking in persons"),
        ("Human trafficking; Prevention", "theme=TIP; theme=PREV"),
    ),
    misses=(
        "Agricultural research",
        "Prevention",
        "International cooperation",
        "International cooperation and development; research",
    ),
)
ARTICLE = Rule(
    "themes.article",
    "Articles of a protocol in brackets behind an item identify the area that implements just these.",
    LISTS + PROSE,
    "theme",
    hits=(
        ("Assistance to those trafficked [Articles 2(b); 6; 7]", "theme=VIC"),
        ("Cooperation of states (Articles 2(c), 9(3) and 10–13)", "theme=COOP"),
    ),
    misses=("Assistance [Articles 2(b); 6; 8]", "Cooperation [Article 10]", "Budget line [19 09 01; 6; 7]"),
)
NARRATIVE = Rule(
    "themes.narrative",
    "Two or more areas named as items of one list in the text are themes.",
    PROSE,
    "theme",
    hits=(
        (
            "It works in these areas: 1) data collection\nand research; 2) legislative assistance.",
            "theme=DATA; theme=LEG",
        ),
        (
            "Areas: policy development, victim protection and support and international cooperation",
            "theme=POL; theme=VIC; theme=COOP",
        ),
    ),
    misses=(
        "The project gives legislative assistance, and better regional and international cooperation on cases.",
        "It works in: prevention; research",
    ),
)
TOPIC = Rule(
    "themes.topic",
    "Words of the title for trafficking in persons or for smuggling of migrants name the topic.",
    ("title",),
    "theme",
    hits=(
        ("Combating Human\nTrafficking in Colombia", "theme=TIP"),
        ("Projet de lutte contre la traite des êtres humains", "theme=TIP"),
        ("Response to TIP and SOM in West Africa", "theme=TIP; theme=SOM"),
        ("Research on Migrant Smuggling", "theme=SOM"),
    ),
    misses=("Combating Drug Trafficking", "Smuggling of cigarettes", "Tip of the iceberg", "Support to Migrants"),
)
TOPIC_BARE = Rule(
    "themes.topic_bare",
    "Trafficking, without saying of what, in a title is trafficking in persons where the text speaks of that.",
    ("title",),
    "theme",
    status="inferred",
    misses=("Global Programme against Trafficking", "Combating Illicit Trafficking"),
)

_DASH = r"[-‐‑‒–—]"
_NUMBER = r"(?:\(?\d{1,2}[.)]\s*)?"
#: What stands before an item of a list, and how far back it is looked for.
_OPEN = regex.compile(rf"(?:^|[:;,.|/•▶*(]|\d[.)]|{_DASH}\s|\b(?:and|&)\s)\s*(?:and\s+)?{_NUMBER}[\s*_]*$", regex.I)
_BACK = 24
_ITEM = r"\d{1,2}(?:\s?\((?:\d|[a-z])\))*"
_ARTICLES = rf"(?P<articles>{_ITEM}(?:\s*(?:{_DASH}|[;,]|\band\b|&)\s*(?:{_ITEM}|\(\w\)))*+)"
_BRACKET = regex.compile(rf"[\[(]\s*(?i:art(?:icle)?s?\b)\.?\s+{_ARTICLES}\s*[\])]")
_PART = regex.compile(rf"(?P<head>\d{{1,2}})(?P<subs>(?:\(\w\))*)(?:{_DASH}(?:(?P<to>\d{{1,2}})|\((?P<sub>\w)\)))?")

Articles = frozenset[tuple[str, ...]]


class Area(NamedTuple):
    """An area of technical assistance, or a topic."""

    id: str
    label: str
    protocols: tuple[Articles, ...] = ()


class Hit(NamedTuple):
    """An area's name in a text: ``text[start:end]``, and the bracket of articles behind it."""

    area: Area
    start: int
    end: int
    loose: bool
    articles: tuple[int, int] | None


def articles(text: str) -> Articles:
    """``6(1)-(2); 9`` -> each article and paragraph as a path: ``('6', '1')``, ``('6', '2')``, ``('9',)``."""
    found: set[tuple[str, ...]] = set()
    for match in _PART.finditer("".join(text.split())):
        subs = tuple(regex.findall(r"\w", match.group("subs")))
        if match.group("to"):
            found |= {(str(n),) for n in range(int(match.group("head")), int(match.group("to")) + 1)}
        elif match.group("sub") and subs:
            last = range(ord(subs[-1]), ord(match.group("sub")) + 1)
            found |= {(match.group("head"), *subs[:-1], chr(n)) for n in last}
        else:
            found.add((match.group("head"), *subs))
    return frozenset(found)


def read(block: Block) -> Iterator[Finding]:
    """The themes that a block states, each once for each basis."""
    seen: set[tuple[str, str]] = set()
    for reading in (_listed, _narrative, _topics):
        for finding in reading(block):
            key = finding.text("theme"), finding.fixed["basis"]
            if key not in seen:
                seen.add(key)
                yield finding


def _listed(block: Block) -> Iterator[Finding]:
    """Themes of fields and lines that list them; a name that is common elsewhere too needs the topic beside it."""
    for kind, excerpt in _lists(block):
        yield from (_theme(LABEL, excerpt, *t, kind, "label") for t in _topic_phrases(excerpt.text))
        hits = list(_hits(excerpt.text))
        sure = _speaks(block) or len({h.area.id for h in hits if not h.loose}) > 1
        for hit in hits:
            if sure or (hit.articles and not hit.loose):
                yield from _named(excerpt, hit, kind)
    for kind, excerpt in excerpts(block, LISTS + PROSE):
        yield from _identified(excerpt, kind)


def _lists(block: Block) -> Iterator[tuple[str, Excerpt]]:
    """Stretches that are a list of themes by their label."""
    pattern = _line_labels()
    for field in block.fields:
        label = squeeze(field.label.text) if field.label else ""
        if field.kind in LISTS or pattern.fullmatch(label.rstrip(" :")):
            yield field.kind, field.value
    for kind, excerpt in excerpts(block, PROSE):
        match = regex.search(rf"(?:^|\n|[.;]\s)\W*{pattern.pattern}[\s*_]*:[\s*_]*", excerpt.text, regex.I)
        if match:
            yield kind, excerpt.cut(match.end(), len(excerpt.text))


def _named(excerpt: Excerpt, hit: Hit, kind: str) -> Iterator[Finding]:
    """A named area, and what the articles behind the name say to that."""
    if hit.articles is None:
        yield _theme(LABEL, excerpt, hit.area, hit.start, hit.end, kind, "label")
        return
    found = articles(excerpt.text[slice(*hit.articles)])
    other = _area_of(found)
    agree = found in hit.area.protocols or (other is None and _overlap(found, hit.area))
    doubt = "" if agree else f"the articles in brackets are not those of {hit.area.label}"
    yield _theme(LABEL, excerpt, hit.area, hit.start, hit.end, kind, "label", doubt)
    if other and (not agree or other == hit.area):
        doubt = "" if agree else f"the name before the brackets is that of {hit.area.label}"
        yield _theme(ARTICLE, excerpt, other, *hit.articles, kind, "article", doubt)


def _identified(excerpt: Excerpt, kind: str) -> Iterator[Finding]:
    """Areas by their articles alone; doubtful behind the name of another area."""
    named = {h.articles: h.area for h in _hits(excerpt.text)}
    for match in _BRACKET.finditer(excerpt.text, timeout=TIMEOUT):
        found = articles(match.group("articles"))
        area = _area_of(found)
        if area is None or len(found) < toml("themes")["reading"]["articles_least"]:
            continue
        place = match.span("articles")
        other = named.get(place, area)
        doubt = "" if other == area else f"the name before the brackets is that of {other.label}"
        yield _theme(ARTICLE, excerpt, area, *place, kind, "article", doubt, "inferred")


def _narrative(block: Block) -> Iterator[Finding]:
    """Areas in lists of the text: items of one paragraph, or paragraphs in a row that are an item each."""
    least = toml("themes")["reading"]["narrative_least"]
    for run in _runs(list(excerpts(block, PROSE))):
        found = [(kind, e, h) for kind, e in run for h in _hits(e.text) if not h.loose]
        if len({h.area.id for _, _, h in found}) >= least:
            yield from (_theme(NARRATIVE, e, h.area, h.start, h.end, kind, "narrative") for kind, e, h in found)


def _runs(paragraphs: Sequence[tuple[str, Excerpt]]) -> Iterator[list[tuple[str, Excerpt]]]:
    """Paragraphs that are an area's name and nothing else, as long as they follow each other; any other by itself."""
    for item, run in groupby(paragraphs, key=lambda p: _is_item(p[1].text)):
        if item:
            yield list(run)
        else:
            yield from ([paragraph] for paragraph in run)


def _is_item(text: str) -> bool:
    return any(not regex.search(r"\p{L}", text[: h.start] + text[h.end :]) for h in _hits(text))


def _topics(block: Block) -> Iterator[Finding]:
    """The topics of the title."""
    for _, excerpt in excerpts(block, ("title",)):
        named = list(_topic_phrases(excerpt.text))
        rule = TOPIC if named else TOPIC_BARE
        for area, start, end in named or _bare(block, excerpt.text):
            yield _theme(rule, excerpt, area, start, end, "title", "title", status=rule.status)


def _topic_phrases(text: str) -> Iterator[tuple[Area, int, int]]:
    for area, pattern in _topic_patterns():
        match = pattern.search(text, timeout=TIMEOUT)
        if match:
            yield area, *match.span()


def _bare(block: Block, text: str) -> Iterator[tuple[Area, int, int]]:
    """The word trafficking alone, where no other goods stand beside it and the text names the topic."""
    table = toml("themes")["bare"]
    match = regex.search(_either(table["words"]), text, regex.I)
    if match is None or regex.search(_either(table["other"]), text, regex.I):
        return
    for area, pattern in _topic_patterns():
        if area.id == table["topic"] and any(pattern.search(e.text) for _, e in excerpts(block, PROSE)):
            yield area, *match.span()


def _theme(
    rule: Rule,
    excerpt: Excerpt,
    area: Area,
    start: int,
    end: int,
    kind: str,
    basis: str,
    doubt: str = "",
    status: str = "stated",
) -> Finding:
    key = squeeze(join(excerpt.text[start:end]))
    steps = ("join", f"word:{key}={area.id}")
    label = (*steps, f"word:{area.id.lower()}={area.label}")
    cells = {"theme": cell(excerpt, start, end, steps), "label": cell(excerpt, start, end, label)}
    return Finding("theme", rule.id, cells, kind, "doubtful" if doubt else status, doubt, fixed={"basis": basis})


def _hits(text: str) -> Iterator[Hit]:
    """The areas that items of a text name."""
    for match in _names_pattern().finditer(text, timeout=TIMEOUT):
        start, end = match.span("name")
        if _begins_item(text, start):
            area, loose = _names()[_key(text[start:end])]
            bracket = _BRACKET.match(text, match.end())
            yield Hit(area, start, end, loose, bracket.span("articles") if bracket else None)


def _begins_item(text: str, start: int) -> bool:
    """Whether an item of a list begins here: behind a separator, or on a line of its own with a capital letter."""
    gap = text[len(text[:start].rstrip(" \t\n*_")) : start]
    fresh = "\n" in gap and text[start].isupper()
    return fresh or bool(_OPEN.search(text, max(start - _BACK, 0), start))


def _speaks(block: Block) -> bool:
    """Whether a block names one of the topics anywhere."""
    texts = [c.value.text for c in block.titles[:1]] + [e.text for e in (*block.section, *block.narrative)]
    texts += [f.value.text for f in block.fields]
    return any(pattern.search(text, timeout=TIMEOUT) for text in texts for _, pattern in _topic_patterns())


def _area_of(found: Articles) -> Area | None:
    """The area whose articles of one protocol are just these."""
    return next((a for a in _areas() if found in a.protocols), None)


def _overlap(found: Articles, area: Area) -> bool:
    """Whether an article, or a paragraph of it, is among an area's."""
    own = [path for protocol in area.protocols for path in protocol]
    return any(p[: len(q)] == q or q[: len(p)] == p for p in found for q in own)


@cache
def _areas() -> tuple[Area, ...]:
    rows: list[dict[str, Any]] = toml("themes")["area"]
    return tuple(
        Area(r["id"], r["label"], (articles("; ".join(r["tip"])), articles("; ".join(r["som"])))) for r in rows
    )


@cache
def _names() -> dict[str, tuple[Area, bool]]:
    """Key of a name -> its area, and whether it names the area only as an item of a labelled list."""
    table: dict[str, tuple[Area, bool]] = {}
    for area, row in zip(_areas(), toml("themes")["area"], strict=True):
        table |= {_key(n): (area, False) for n in (row["label"], *row["also"])}
        table |= {_key(n): (area, True) for n in row["loose"]}
    return table


def _key(text: str) -> str:
    """A name without its differences of spelling: dashes as blanks, ``&`` as ``and``."""
    folded = squeeze(join(text)).replace("&", " and ").replace("-", " ")
    return " ".join(folded.split()).replace("co operation", "cooperation")


@cache
def _names_pattern() -> Headed:
    names = _either(n for row in toml("themes")["area"] for n in (row["label"], *row["also"], *row["loose"]))
    close = rf"[\s*_]*(?=$|[;,.|/\[(•▶]|\n\s*[\p{{Lu}}\d•▶*]|{_DASH}\s|(?:and|&)\s+{_NUMBER}(?i:{names}))"
    return headed(rf"(?P<name>(?i:{names})){close}")


@cache
def _topic_patterns() -> tuple[tuple[Area, Headed], ...]:
    return tuple(
        (Area(r["id"], r["label"]), headed(rf"(?i:{_either(r['phrases'])})|\b(?:{'|'.join(r['signs'])})\b"))
        for r in toml("themes")["topic"]
    )


@cache
def _line_labels() -> regex.Pattern[str]:
    return regex.compile(_either(toml("themes")["lines"]["labels"]), regex.I)


def _either(phrases: Iterator[str] | Sequence[str]) -> str:
    """A pattern of any of the phrases as whole words, over line breaks, in any spelling of dash and apostrophe."""
    forms = {"-": rf"(?:{_DASH}\s*|\s+)", "'": "['’‘`´]", " ": r"\s+"}
    bodies = []
    for phrase in sorted(set(phrases), key=lambda p: (-len(p), p)):
        tokens = regex.split(r"([-' ])", phrase.lower())
        bodies.append("".join(forms.get(t) or ("(?:and|&)" if t == "and" else regex.escape(t)) for t in tokens))
    return rf"(?<![\p{{L}}\d])(?:{'|'.join(bodies)})(?![\p{{L}}\d])"


RULES = (LABEL, ARTICLE, NARRATIVE, TOPIC, TOPIC_BARE)
MODULE = Module("themes", RULES, read)
