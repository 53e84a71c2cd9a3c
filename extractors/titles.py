"""The title of a project: the segmenter's best candidate, freed of what does not belong to it."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import places
from extractors.engine import cell
from extractors.evidence import Block, Candidate, Finding, Module, Rule
from extractors.lexicon import squeeze, vocabulary

CHOSEN = Rule(
    "titles.chosen",
    "The best of the scored candidates is the title, without a code or a duration in brackets at its end.",
    ("title",),
    hits=(
        ("Study on Responses to Human Trafficking (2 years)", "title=Study on Responses to Human Trafficking"),
        ("Combating Trafficking in Colombia (COLR52)", "title=Combating Trafficking in Colombia"),
        ("Protection of Migrants (TRIANGLE)", "title=Protection of Migrants (TRIANGLE)"),
        ("Access to Justice", "title=Access to Justice"),
    ),
)
LABELLED = Rule("titles.label", "What stands behind a label for titles is the title.", ("title",))
QUOTED = Rule(
    "titles.quoted", "A text in quotation marks behind a word for project is the project's title.", ("title",)
)

#: No title has more characters; what does is a line whose breaks were lost.
MOST = 300

_TAIL = regex.compile(
    r"\s*\((?:\p{Lu}{2,6}/?\d{1,4}(?:[-/]\d+)?|\p{Lu}{2,4}/\p{Lu}\d{1,4}|\d{1,2}(?:[-–]\d{1,2})?\s*(?:years?|months?|ans|mois|años|meses|jahre|monate))\)\W*$",
    regex.I,
)
_NUMBERED = regex.compile(r"\s*\((?:[\p{L}-]+[- ])?(?i:nr|no|n°|nº|ref)\.?\s*\d[\d /.-]{3,}\)\W*$")
_DASHED = regex.compile(r"\s[–—-]\s\p{Lu}{2,6}/?\d{2,4}(?:\s*\([^()]*\))?\W*$")
_CODE_TAIL = regex.compile(r"\s*\((?:\p{Lu}{2,6}/?|\p{Lu}{2,4}/\p{Lu})\d{1,4}(?:[-/]\d+)?\)\W*$")
_CODE_HEAD = regex.compile(r"(?=\S*\d)(?=\S*\p{Lu})[\p{Lu}\d][\p{Lu}\d./-]{3,30}\s*(?:\s[-–—]|:|\t)\s*(?=\p{Lu})")
#: ``ALBANIEN – Häusliche Pflege``: a country in capitals before a dash is where, not what.
_PLACE_HEAD = regex.compile(r"(?P<place>[^\p{Ll}\n]{3,60}?)\s+[–—-]\s+(?=\S)")
_NUMBERING = regex.compile(r"\(?\d{1,2}[.)]\s+(?=\p{Lu})")
_KICKER = regex.compile(r"^(?P<kicker>[^:–—|]{3,60}?)\s*(?::|\s[–—-]\s|\|)\s*(?=\S)")


def read(block: Block) -> Iterator[Finding]:
    """The title and its rivals, best first; the rivals' scores are the receipt's rejected readings."""
    for rank, candidate in enumerate(block.titles[:4]):
        made = _title(candidate)
        if made:
            rule = (
                LABELLED
                if any(r.startswith("label +") for r in candidate.reasons)
                else QUOTED
                if any("quoted" in r for r in candidate.reasons)
                else CHOSEN
            )
            yield Finding(
                "title",
                rule.id,
                {"title": made},
                "title",
                _status(candidate, rank),
                score=candidate.score,
                notes=candidate.reasons,
            )


def _status(candidate: Candidate, rank: int) -> str:
    return "stated" if candidate.score >= 6 and rank == 0 else "inferred"


def _title(candidate: Candidate):  # type: ignore[no-untyped-def]
    """The cell of a candidate without what stands around the title; None where nothing is left of it."""
    excerpt = candidate.value.strip()
    text = excerpt.text
    start, end = bounds(text)
    if not 3 <= end - start <= MOST:
        return None
    steps = (
        ("join", "quotes-off", "strip-marks")
        if text[start:end].strip()[-1:] in "”“\"»’'" and _opened(text[start:end])
        else ("join", "strip-marks")
    )
    return cell(excerpt, start, end, steps)


def bounds(text: str) -> tuple[int, int]:
    """Where the name begins and ends in a candidate: what stands before and behind it is no part of it."""
    return _start(text), _end(text)


def _start(text: str) -> int:
    """Where the title begins: behind a kicker, a code, a numbering and a country in capitals, in this order."""
    start, kickers = 0, vocabulary("title_parts", "kickers") | vocabulary("title_faults", "reports")
    kicker = _KICKER.match(text)
    if kicker and (squeeze(kicker.group("kicker")) in kickers or is_path(kicker.group("kicker"))):
        start = kicker.end()
    lead = regex.match(r"[^\n]{3,60}\n", text[start:])
    if lead and squeeze(lead.group()) in kickers:
        start += lead.end()
    coded = _CODE_HEAD.match(text, start)
    if coded:
        start = coded.end()
    numbered = _NUMBERING.match(text, start)
    if numbered:
        start = numbered.end()
    placed = _PLACE_HEAD.match(text, start)
    if placed and places.are_all(placed.group("place")):
        start = placed.end()
    return start


def _end(text: str) -> int:
    """Where the title ends: before a code, a number or a duration, but not before an acronym (``(TRIANGLE)``)."""
    apart = _NUMBERED.search(text) or _DASHED.search(text)
    tail = _TAIL.search(text) or apart
    if tail and (apart or not tail.group().strip(" ()")[:1].isalpha() or _CODE_TAIL.search(text)):
        return tail.start()
    return len(text)


def is_path(text: str) -> bool:
    """Whether a text is a path of places on a site: ``Africa / Kenya``."""
    parts = regex.split(r"\s+[/>›»|–-]\s+", text.strip())
    return len(parts) > 1 and all(places.are_all(p) for p in parts)


def _opened(text: str) -> bool:
    return text.strip()[:1] in "“\"«‘'„"


RULES = (CHOSEN, LABELLED, QUOTED)
MODULE = Module("titles", RULES, read)
