"""Words that say of an amount that it is what a project costs, and those that stand between them and it."""

from __future__ import annotations

from functools import cache

import regex

from extractors.giver_patterns import about, any_of
from extractors.quick import TIMEOUT


@cache
def total() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What stands before the project's cost: a word that says so alone, and one that does not."""
    links = any_of("total", "links")
    whom = r"(?:\s+(?:to|for|pour|para|für|per)\s+(?:(?:the|el|le|la|das|den)\s+)?(?-i:\p{Lu})[\p{L}]+)?"
    behind = rf"(?:\s+{any_of('total', 'of_project')})?{whom}(?:\s*\([^()]*\))?(?:\s*[:=(]|,?\s+{links}|\s+d['’])*"
    strong = regex.compile(
        rf"(?:{any_of('total', 'nouns')}{behind}|(?P<sums>{any_of('total', 'sums')})){_at_least()}{about()}", regex.I
    )
    project, word, whole = any_of("total", "of_project"), any_of("total", "weak"), any_of("total", "whole")
    tied = rf"(?:\s*[:(]|\s+{links}|\s+d['’])+{_at_least()}{about()}"
    weak = regex.compile(
        rf"(?:{word}(?:\s+{whole})*\s+{project}|(?:(?:{whole}|\bgesamt\w*)\s+)+{word}|{word}(?:\s+{whole})+(?:\s+{project})?){tied}",
        regex.I,
    )
    return strong, weak


def _at_least() -> str:
    """Words such as ``more than`` between a verb and what a project costs."""
    return rf"(?:\s+{any_of('total', 'at_least')})?"


@cache
def project() -> regex.Pattern[str]:
    """A word for a project: without it in a sentence, ``at a cost of`` may tell of anything."""
    return regex.compile(any_of("asked", "project"), regex.I)


@cache
def works() -> regex.Pattern[str]:
    """A word for cost and what is built or done: ``the cost of construction is``."""
    word, works, links = (any_of("total", name) for name in ("weak", "of_works", "links"))
    return regex.compile(rf"{word}\s+{works}(?:\s*:|\s+{links}|\s+d['’])+{_at_least()}{about()}", regex.I)


@cache
def more() -> regex.Pattern[str]:
    """Words for money beside what a project has already, in the clause of an amount."""
    return regex.compile(rf"{any_of('total', 'more')}[^.;:,]{{0,60}}$", regex.I)


def costs(before: str, *, sure: bool = True) -> regex.Match[str] | None:
    """The word that says, alone or not, what the project costs, before an amount that is nobody's share of it."""
    found = total()[0 if sure else 1].search(before, timeout=TIMEOUT)
    given = found and _contributed().search(before, max(found.start() - _REACH, 0), found.start())
    return None if given else found


#: Characters before a word for budget in which somebody's share may be spoken of.
_REACH = 60


@cache
def _contributed() -> regex.Pattern[str]:
    """Before a word for budget: the amount is somebody's share of it (``EU contribution to the budget``)."""
    given, to, article = any_of("share", "contributed"), any_of("share", "into"), any_of("total", "articles")
    return regex.compile(rf"{given}(?:\s+[^\s.;:]++){{0,3}}?\s+{to}\s+(?:(?:{article})\s*)?$", regex.I)


@cache
def change() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What stands before a budget that was changed, and between it and the new one.

    The group ``own`` is a word for the budget of a project; other words may be for anybody's, and none but an article
    stands before either: ``the national health budget`` is a country's, ``the budget for seeds`` a part. Something may
    change it: ``this update revises the appeal budget from``.
    """
    names = ("nouns", "own", "of_project", "articles", "become", "how", "changed", "from", "changing", "whole")
    noun, own, of, article, become, how, changed, since, changing, whole = (any_of("total", name) for name in names)
    budget = rf"(?:(?:{article})\s*)?+(?:(?P<own>(?:{whole}\s+)?{own}|{noun}\s+{of})|{noun})"
    return (
        regex.compile(
            rf"(?:(?:^|[,(–])\W*+{budget}(?:\s+{become})?(?:\s+{how})?\s+{changed}|(?<!\p{{L}}){changing}\s+{budget})"
            rf"(?:\s+{how})?\s+{since}{about()}",
            regex.I,
        ),
        regex.compile(rf"(?<![\s,])[\s,]*+{any_of('total', 'to')}{_at_least()}{about()}", regex.I),
    )
