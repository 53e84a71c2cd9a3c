"""Whether sentences state the money or the time of one project, and whether a paper is the evaluation of one.

``The programme has an approved budget of EUR 3 million and started in May 2010``: who says that of the project writes
about it, whatever else the page is for (a call for its evaluators, a press release).
"""

from __future__ import annotations

from functools import cache

import regex

from extractors.lexicon import alternation, squeeze, toml
from extractors.quick import Headed, headed
from pipeline.segment import phrases
from pipeline.settings import settings

#: The end of a sentence, which no point inside a number or before a currency is.
_END = regex.compile(r"[.!?;](?=\s+\p{Lu}\p{Ll}|\s*$)|\n\s*\n")


def found(text: str) -> dict[str, float]:
    """What sentences state of the one project, by sort, and whether its evaluation is asked for or told of."""
    key = squeeze(text)
    said = [_rest(text, match.end()) for match in _one().finditer(text)]
    return {
        "costs": float(any(_costs(rest) for rest in said)),
        "runs": float(any(_runs().search(squeeze(rest)) for rest in said) or bool(_long().search(key))),
        "evaluated": float(bool(_evaluated().search(key))),
    }


def _rest(text: str, begin: int) -> str:
    """What a sentence says behind its subject, as far as that reaches."""
    last = begin + int(settings("verdict_head")["sentence"])
    end = _END.search(text, begin, last)
    return text[begin : end.start() if end else last]


def _costs(rest: str) -> bool:
    """Whether an amount stands behind a word for the whole of a project's money: ``has a budget of EUR 3 million``.

    What each who takes part pays, and pocket money, is not that: ``costs EUR 4,500 a year``.
    """
    near = int(settings("verdict_head")["raised_near"])
    ends = [match.end() for match in _worth().finditer(rest)]
    sums = phrases.sums(rest) if ends else []
    return any(end <= low < end + near and not _apiece().match(rest, high) for end in ends for low, high in sums)


@cache
def _apiece() -> regex.Pattern[str]:
    words = alternation(toml("verdict")["signs"]["each"])
    return regex.compile(rf"\s?,?\s(?:{words})(?!\p{{L}})", regex.I)


@cache
def _one() -> Headed:
    """``The programme``, ``this pilot project``, ``the ETE project``: one that is spoken of, and no former one."""
    told = toml("periods")["narrative"]
    barred = alternation(told["barred"])
    who, one = alternation(told["determiners"]), phrases.one_project()
    between = rf"(?:\s+(?!(?:{barred})(?!\p{{L}}))[\p{{L}}\d/()’'-]+){{0,4}}?"
    return headed(rf"(?<!\p{{L}})(?:{who}){between}\s+(?:{one})(?![\p{{L}}’'-])", regex.I)


@cache
def _worth() -> Headed:
    words = alternation([*toml("periods")["narrative"]["budgets"], *toml("verdict")["signs"]["worth"]])
    return headed(rf"(?<!\p{{L}})(?:{words})(?!\p{{L}})", regex.I)


@cache
def _runs() -> Headed:
    """A verb of beginning, running or ending, and a year behind it: ``officially started on 22 October 2013``."""
    told = toml("periods")["narrative"]
    verbs = alternation(squeeze(w) for key in ("starts", "ends", "runs") for w in told[key])
    return headed(rf"(?<!\p{{L}})(?:{verbs})(?!\p{{L}})[^.;:]{{0,20}}?(?<!\d)(?:19|20)\d\d(?!\d)")


@cache
def _long() -> Headed:
    """``is a 48-month project``, ``ist ein dreijähriges Vorhaben``, ``est un projet de trois ans``."""
    long = toml("verdict")["signs"]["long"]
    ahead, article, behind = (alternation(squeeze(w) for w in long[key]) for key in ("is", "a", "units"))
    number = r"(?:\d{1,2}|\p{L}{3,12})"
    before = rf"{number}[\s-](?:{behind})\s(?:\p{{L}}+\s)?(?:{phrases.one_project()})"
    after = rf"(?:{phrases.one_project()})\s(?:de|di|van|von)\s{number}\s(?:{behind})"
    return headed(rf"(?<!\p{{L}})(?:{ahead})\s(?:{article})\s(?:{before}|{after})(?!\p{{L}})")


@cache
def _evaluated() -> Headed:
    """``mid-term evaluation of the Warm Schools programme``, ``évaluation finale du projet``: of one, by its name."""
    table = toml("verdict")["evaluated"]
    papers, of = alternation(table["papers"]), alternation(table["of"])
    words = r"(?:(?!of\b|in\b)[^\s.;:,]+\s){0,14}?"
    return headed(rf"(?<!\p{{L}})(?:{papers})\s(?:{of})\s{words}[\"']?(?:{phrases.one_project()})(?!\p{{L}})")
