"""What a document says of all its projects: how many they are, their titles in a table of contents, their total.

It reads what stands in no project: the run gives it these lines as one block. Reconcile holds it against the listings.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import money
from extractors.dates import alternatives
from extractors.engine import cell
from extractors.evidence import Block, Excerpt, Finding, Module, Rule
from extractors.lexicon import squeeze, toml
from extractors.numbers import number_words
from extractors.quick import TIMEOUT
from extractors.relations import related

#: So many lines of one make are a table of contents.
_ENTRIES_LEAST = 3
_ENTRY = regex.compile(
    r"(?m)^[ \t]*(?:\d{1,3}(?:\.\d{1,2})*[.)]?[ \t]+)?(?P<title>\p{L}[^\n]*?)"
    r"(?:[ \t]*(?:\.[ \t]?){3,}|[ \t]*…+[ .…]*|\t+|[ ]{2,}|(?<=[\p{L}\p{P}]) (?=\d+[ \t]*$))"
    r"[ \t]*(?P<page>\d{1,3})[ \t]*$"
)

COUNT = Rule(
    "frame.count",
    "A number of projects in a sentence about this document, or behind a label for it, is how many it has.",
    ("narrative",),
    "count",
    hits=(
        ("This folder presents 48 ongoing projects in all regions.", "count=48"),
        ("The following twelve projects need support.", "count=12"),
        ("Number of projects: 7", "count=7"),
        ("Die folgenden drei Projekte suchen Partner.", "count=3"),
    ),
    misses=(
        "UNODC carries out 80 projects in Africa.",
        "This folder presents projects in 80 countries.",
        "Three of the following projects are new.",
        "This folder presents more than 40 projects.",
    ),
)
ENTRY = Rule(
    "frame.contents",
    "Three or more lines that end in rising page numbers are a table of contents, with a title in each.",
    ("narrative",),
    "entry",
    hits=(
        (
            "Clean Rivers ..... 4\nSafe Roads ..... 6\nOpen Schools ..... 9",
            "title=Clean Rivers; page=4; title=Safe Roads; page=6; title=Open Schools; page=9",
        ),
    ),
    misses=("Clean Rivers ..... 4\nSafe Roads ..... 6", "Clean Rivers  4\nSafe Roads  9\nOpen Schools  2"),
)
TOTAL = Rule(
    "frame.total",
    "An amount behind a word for total, at the head of a line that is in no project, is the total of all projects.",
    ("narrative",),
    "total",
    hits=(
        ("Total of all projects: US$ 5,000,000", "amount=5000000; currency=USD"),
        ("TOTAL\tEUR 750.000", "amount=750000; currency=EUR"),
    ),
    misses=("The total of US$ 5,000,000 was spent in 2009.", "US$ 5,000,000"),
)


def read(block: Block) -> Iterator[Finding]:
    """The counts, the entries of a table of contents and the totals in what stands in no project."""
    for excerpt in block.narrative:
        yield from _counts(excerpt)
        yield from _totals(excerpt)
    yield from _entries(block)


@cache
def _patterns() -> tuple[regex.Pattern[str], ...]:
    """A count in running text, one behind a label, what says that a sentence is about this document, what parts."""
    spelled = alternatives(w for w, n in number_words().items() if 1 < n <= 100)
    number = rf"(?<![\p{{L}}\d.,-])(?P<count>\d{{1,3}}|{spelled})(?![.,%]?\d|\s?%|\p{{L}})"
    return (
        regex.compile(rf"{number}\s+(?:(?!of\b|in\b)[\p{{L}}-]+\s+){{0,3}}?{related('count', 'projects')}", regex.I),
        regex.compile(rf"{related('count', 'label')}\s*[:=]\s*{number}", regex.I),
        regex.compile(related("count", "this"), regex.I),
        regex.compile(rf"{related('count', 'part')}\s*$", regex.I),
    )


def _counts(excerpt: Excerpt) -> Iterator[Finding]:
    said, labelled, this, part = _patterns()
    for match in labelled.finditer(excerpt.text, timeout=TIMEOUT):
        yield _count(excerpt, match)
    for start, end in _sentences(excerpt.text):
        if not this.search(excerpt.text, start, end):
            continue
        for match in said.finditer(excerpt.text, start, end, timeout=TIMEOUT):
            apart = part.search(excerpt.text, start, match.start()) or regex.search(r"\b(?:of|de|von)\b", match.group())
            if not apart:
                yield _count(excerpt, match)
                break


def _count(excerpt: Excerpt, match: regex.Match[str]) -> Finding:
    return Finding("count", COUNT.id, {"count": cell(excerpt, *match.span("count"), ("count-word",))}, "narrative")


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in regex.finditer(r"[.!?]\s+(?=\p{Lu})|\n\s*\n|$", text):
        yield at, match.end()
        at = match.end()


def _entries(block: Block) -> Iterator[Finding]:
    found = [(e, m) for e in block.narrative for m in _ENTRY.finditer(e.text) if squeeze(m["title"]) not in _heads()]
    for run in _rising(found):
        for excerpt, match in run:
            cells = {
                "title": cell(excerpt, *match.span("title"), ("join", "trim")),
                "page": cell(excerpt, *match.span("page"), ("join",)),
            }
            yield Finding("entry", ENTRY.id, cells, "narrative")


@cache
def _heads() -> frozenset[str]:
    return frozenset(map(squeeze, toml("relations")["contents"]["heads"]))


_Line = tuple[Excerpt, "regex.Match[str]"]


def _rising(found: list[_Line]) -> Iterator[list[_Line]]:
    """The runs of lines whose page numbers rise, if they are long enough."""
    run: list[_Line] = []
    for one in found:
        if run and int(one[1]["page"]) < int(run[-1][1]["page"]):
            if len(run) >= _ENTRIES_LEAST:
                yield run
            run = []
        run.append(one)
    if len(run) >= _ENTRIES_LEAST:
        yield run


@cache
def _total_line() -> regex.Pattern[str]:
    of = rf"(?:\s+(?:of|for|over|de|des|für|di)\s+(?:the\s+)?{related('total', 'projects')})?"
    return regex.compile(rf"(?:^|\n)[ \t]*{related('total', 'words')}{of}[\s:|=]*$", regex.I)


def _totals(excerpt: Excerpt) -> Iterator[Finding]:
    found = money.amounts(excerpt, bare=True)
    for number, one in enumerate(found):
        low = found[number - 1].end if number else 0
        if _total_line().search(excerpt.text[low : one.start]):
            yield Finding("total", TOTAL.id, one.cells(), "narrative", one.status, one.doubt)


RULES = (COUNT, ENTRY, TOTAL)
MODULE = Module("frame", RULES, read)
