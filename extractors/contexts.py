"""What stands around a mention in a block: classes of words to its left and right, its line, its place on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import regex

from extractors.evidence import Block, Excerpt
from extractors.lexicon import fold, squeeze, toml
from extractors.memory import kept
from extractors.quick import Family

#: How far from a mention, in characters, a word still counts as beside it. Words further away told nothing more when
#: the weights were fitted; 10, 30 and 45 characters did no better.
BESIDE = 18

_BREAK = regex.compile(r"(?<=\p{L}{3}|[\d)%”\"])[.!?][”\"»)]*\s+(?=[\p{Lu}\d“\"«¿¡(])|\n\s*\n|\n\s*[•*▪–-]\s|;\s")


@dataclass(frozen=True, slots=True)
class Home:
    """A stretch of a block in which mentions stand, with the label before it."""

    excerpt: Excerpt
    kind: str  #: kind of field; ``narrative``, ``title``, ``section`` or ``page``
    label: str = ""
    order: int = 0  #: 0-based, in the order of the document


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a value is printed: ``home.excerpt.text[start:end]``, and what tells its role."""

    home: Home
    start: int
    end: int
    features: Mapping[str, float]


def homes(block: Block, *, titles: bool = True, page: bool = False) -> list[Home]:
    """The stretches of a block in the order of the document; the title that was chosen, and no other.

    With ``page`` what is left of the page of an only project is among them.
    """
    found = [Home(c.value, "title") for c in block.titles[:1] if titles]
    found += [Home(e, "section") for e in block.section if titles]
    found += [Home(f.value, f.kind, f.label.text if f.label else "") for f in block.fields]
    found += [Home(e, "narrative") for e in block.narrative]
    found += [Home(e, "page") for e in block.page if page]
    seen: set[tuple[int, int, bool]] = set()
    out: list[Home] = []
    for one in sorted((h for h in found if h.excerpt.text.strip()), key=lambda h: h.excerpt.start):
        key = (one.excerpt.start, len(one.excerpt.text), one.kind == "title")
        if key not in seen:
            seen.add(key)
            out.append(Home(one.excerpt, one.kind, one.label, len(out)))
    return out


def around(home: Home, start: int, end: int, table: str) -> dict[str, float]:
    """The classes of words of a table of the lexicon that stand beside a mention, in its sentence or its label.

    ``left.give`` is a word of giving before it, ``right.give`` one behind it.
    """
    lead = f"{home.label}\n" if home.label else ""
    text, at, behind = lead + home.excerpt.text, len(lead) + start, len(lead) + end
    low, high = _sentence(text, at, behind)
    low, high = max(low, at - BESIDE), min(high, behind + BESIDE)
    found: dict[str, float] = {}
    for name, first, last in _words(text, table):
        if last <= at and last >= low:
            found[f"left.{name}"] = 1.0
        elif first >= behind and first <= high:
            found[f"right.{name}"] = 1.0
    return found


def said(home: Home, low: int, high: int, table: str) -> dict[str, float]:
    """The classes of words of a table of the lexicon that stand anywhere in a stretch: ``said.give``."""
    words = _words(home.excerpt.text, table)
    return {f"said.{name}": 1.0 for name, first, last in words if first >= low and last <= high}


def sentence(home: Home, start: int, end: int) -> tuple[int, int]:
    """The sentence around a mention, as positions in the excerpt of its home."""
    return _sentence(home.excerpt.text, start, end)


@kept(256)
def _bounds(text: str) -> tuple[int, ...]:
    return (0, *(m.end() for m in _BREAK.finditer(text)), len(text))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    bounds = _bounds(text)
    return max(b for b in bounds if b <= start), min((b for b in bounds if b >= end), default=len(text))


@kept(256)
def _words(text: str, table: str) -> tuple[tuple[str, int, int], ...]:
    folded = fold(text)
    return tuple((name, *match.span()) for name, match in _patterns(table).finditer(folded))


@cache
def _patterns(table: str) -> Family:
    return Family({name: _pattern(words) for name, words in toml("roles")[table].items()})


def _pattern(words: list[str]) -> regex.Pattern[str]:
    """The beginnings of words, and whole words where a full stop closes them, longest first."""
    parts = []
    for word in sorted({squeeze(w) for w in words}, key=lambda w: (-len(w), w)):
        body = regex.escape(word.removesuffix(".")).replace("\\ ", r"\s+")
        parts.append(body + (r"(?!\p{L})" if word.endswith(".") else r"[\p{L}-]*+"))
    return regex.compile(rf"(?<!\p{{L}})(?:{'|'.join(parts)})")


def line(home: Home, start: int, end: int) -> dict[str, float]:
    """How a mention stands in its line: alone, at its head, at its end, in brackets."""
    text = home.excerpt.text
    before = text[text.rfind("\n", 0, start) + 1 : start]
    after = text[end : text.find("\n", end) if text.find("\n", end) >= 0 else len(text)]
    bare_before, bare_after = not regex.search(r"[\p{L}\d]", before), not regex.search(r"[\p{L}\d]", after)
    flags = {
        "line.alone": bare_before and bare_after,
        "line.head": bare_before and not bare_after,
        "line.tail": bare_after and not bare_before,
        "line.colon": bool(regex.search(r"[:=]\s*$", before)) or (bare_before and bool(home.label) and start < 3),
        "line.bracket": text[:start].count("(") > text[:start].count(")"),
        "line.short": len(before) + len(after) < 60,
    }
    return holding(flags)


def holding(flags: Mapping[str, bool]) -> dict[str, float]:
    """The features that hold, each as 1."""
    return {name: 1.0 for name, holds in flags.items() if holds}


def standing(all_homes: list[Home], home: Home, start: int, end: int, table: str) -> dict[str, float]:
    """All that the place of a mention tells: the words around it, its line, and where in its block that is."""
    return around(home, start, end, table) | line(home, start, end) | dict(_placed(all_homes, home))


def merged(mentions: list[Mention]) -> dict[str, float]:
    """The features of a value by all its mentions: each at its largest."""
    found: dict[str, float] = {}
    for one in mentions:
        for name, value in one.features.items():
            found[name] = max(found.get(name, value), value)
    return found


def _placed(all_homes: list[Home], home: Home) -> Iterator[tuple[str, float]]:
    """Where in its block a stretch stands, and what it is."""
    before = sum(len(h.excerpt.text) for h in all_homes[: home.order])
    yield f"home.{home.kind if home.kind in ('title', 'section', 'narrative', 'page') else 'field'}", 1.0
    if before < 400:
        yield "home.first", 1.0
    if before > 3000:
        yield "home.late", 1.0
