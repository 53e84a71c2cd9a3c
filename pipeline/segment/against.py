"""What speaks against a page's being about a project: words of calls, tenders, vacancies, agendas, news."""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import squeeze, toml, vocabulary
from pipeline.segment.sheet import Sheet
from pipeline.settings import settings


def announced(sheet: Sheet, *, news: bool = True) -> float:
    """How much the head of a page says that it is a call, a tender, a vacancy: its lines that say little else.

    ``news``: a press release counts too; without, it may tell of the one project that it names.
    """
    head = sheet.contents()[:8]
    found = 0.0
    phrases = {p: w for p, w in no_project().items() if news or p not in _press()}
    for index in head:
        text = sheet.lines[index].text
        key = squeeze(text)
        weight = max(
            (w for phrase, w in phrases.items() if phrase in key and len(phrase) >= 0.4 * len(text)),
            default=0.0,
        )
        found = max(found, weight)
    return 3.0 * found if found >= 2 else 0.0


@cache
def _press() -> frozenset[str]:
    return vocabulary("furniture", "press", "phrases")


@cache
def no_project() -> dict[str, float]:
    """Folded phrases of documents that are no projects, and their weights."""
    return {
        squeeze(p): float(w) for p, w in toml("furniture").get("no_project", {}).items() if isinstance(w, int | float)
    }


def negative(text: str, *, news: bool = True) -> float:
    """How much in a text says that it is a call, an agenda, a piece of news: the sum of the phrases' weights.

    ``news``: that it is a press release counts too.
    """
    key = squeeze(text)
    return sum(
        weight
        for phrase, weight in no_project().items()
        if (news or phrase not in _press()) and phrase in key and regex.search(rf"\b{regex.escape(phrase)}\b", key)
    )


def describes_post(sheet: Sheet) -> bool:
    """Whether the lines at the head of a page are mostly labels of a post: ``Position``, ``Reports to``, ``Grade``."""
    head = sheet.text[: int(settings("verdict_head")["papers"])]
    heads = {squeeze(line.partition(":")[0]).strip(" .*•-") for line in head.split("\n")}
    return len(heads & vocabulary("doubts", "posts")) >= int(settings("verdict_head")["posts_least"])
