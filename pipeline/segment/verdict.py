"""Whether a page with room for one project is about one: what its whole text says for it and against it.

A sum of evidence: fields, a title, words for one project or for many, what is told of it, kinds of paper on one
side; rules for applicants, sums over many projects, blanks to be filled in, explanations on the other.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import regex

from extractors import places
from extractors.evidence import Candidate
from extractors.lexicon import alternation, squeeze, toml, vocabulary
from pipeline.segment import against, faults, prose, sentences, signs, stated
from pipeline.segment.draft import Draft
from pipeline.segment.labels import amounts_in, phrases
from pipeline.segment.raw import NARRATIVE, Raw
from pipeline.segment.sheet import Sheet, ends_sentence, is_prose
from pipeline.segment.typed import PLACES, fits, has_type
from pipeline.settings import settings

_WORDS = regex.compile(r"[\s/’'\"“”«».,;:()\[\]–-]+")
#: What stands behind the labels of a blank form: the number of the next question, dots, brackets.
_NUMBERING = regex.compile(r"(?:\d{1,2}\.?){0,3}[\W_]*")
#: Evidence that says that a project is spoken of, whatever else is there.
_SAYING = (
    "one", "says_project", "papers", "subject", "told", "asks", "proper", "this", "begun", "numbered", "costs", "runs",
)  # fmt: skip
_CAPITAL_WORD = regex.compile(r"(?<![\p{L}\d])\p{Lu}\p{L}*")


def score(sheet: Sheet, draft: Draft, title: Candidate | None) -> float:
    """How much the page speaks for its only draft's being a project; above ``least`` it is one."""
    weights = settings("verdict")
    return float(sum(weights[name] * value for name, value in evidence(sheet, draft, title).items()))


#: What the description of a post has of a project only where it tells of one.
_OF_PROJECTS = frozenset({"title", "budget", "donor", "pledged", "contribution"})


def of_others(sheet: Sheet, drafts: list[Draft]) -> str:
    """Why none of several drafts is a project: rules for applicants, a post, a blank form; empty without a reason."""
    key = squeeze("\n".join(sheet.lines[i].text for i in sheet.contents()))
    said = sum(_against(sort, key) for sort in ("rules", "blanks", "help"))
    if said >= settings("verdict_head")["rules_most"] * max(len(key) / settings("verdict_head")["rules_within"], 1):
        return "the page tells those who apply what to do"
    if against.describes_post(sheet) and not any(d.kinds() & _OF_PROJECTS for d in drafts):
        return "the page describes a post, and no label names a project or its money"
    amount = any(amounts_in(sheet.lines[i].text[:3000]) for i in sheet.contents())
    empty = _empty(sheet, [f for d in drafts for f in d.fields])
    return "" if amount or empty < settings("verdict_head")["empty_least"] else "a form that nobody has filled in"


def evidence(sheet: Sheet, draft: Draft, title: Candidate | None) -> dict[str, float]:
    """The evidence by name; each is a number of things found, no more than counts."""
    lines = [sheet.lines[i].text for i in sheet.contents()]
    text = "\n".join(lines)
    key, own = squeeze(text), squeeze("\n".join(_without_site(sheet, title)))
    one, many = _counts(key)[0], _counts(own)[1]
    sure = draft.evidence() >= float(settings("segment")["plain_project"])
    titled = _of_title(title) | _called(sheet, text)
    single = bool(one > many and (titled["says_project"] or one >= 3 or _one_named(text)))
    found = titled | {
        "fields": min(_fitting(sheet, draft), 8.0),
        "one": min(one, 4),
        "many": min(many, 6),
        "subject": float(prose.is_subject(text)),
        "papers": float(min(len(set(_pattern("papers").findall(key[: int(settings("verdict_head")["papers"])]))), 2)),
        "labels": float(min(len(_labelled(text) - draft.kinds()), 4)),
        "amount": float(any(amounts_in(line[:3000]) for line in lines)),
        "empty": _empty(sheet, draft.fields),
        "phrases": min(against.negative(sheet.text), 6.0),
        "announced": 0.0 if sure else against.announced(sheet, news=not single),
    }
    told = _phrases(key, own) | signs.found(text) | stated.found(text)
    if against.describes_post(sheet) and not draft.kinds() & _OF_PROJECTS:
        told["contract"] = float(settings("verdict_head")["contract_most"])
    told["blanks"] = min(told["blanks"] + len(_TO_FILL.findall(text)) // 3, 4.0)
    return _joint(found | told, draft)


def _fitting(sheet: Sheet, draft: Draft) -> float:
    """The evidence of a draft's fields, less those whose values only explain their labels."""
    told = [f for f in draft.fields if not _explains(sheet, f)]
    return replace(draft, fields=told).evidence()


def _explains(sheet: Sheet, raw: Raw) -> bool:
    """Whether a value is none of its kind and tells of it in a sentence: ``Donor – The origin of funds for …``."""
    text = raw.text(sheet)
    told = bool(_explaining().match(text)) and raw.kind not in NARRATIVE
    if raw.kind in PLACES:
        return told and next(iter(places.find(text)), None) is None
    return told and not (has_type(raw.kind) and fits(raw.kind, text))


@cache
def _explaining() -> regex.Pattern[str]:
    """An article and a small word, or words for whoever fills in a form."""
    words = toml("verdict")["explains"]
    article, elided, asked = (alternation(words[key]) for key in ("articles", "elided", "asked"))
    return regex.compile(rf"\W{{0,5}}+(?:(?:(?:{article})\s++|(?:{elided}))(?-i:\p{{Ll}})|(?:{asked})\s)", regex.I)


def _without_site(sheet: Sheet, title: Candidate | None) -> list[str]:
    """The lines of a page without what stands above its title and is no sentence: "All our projects" is the site's."""
    first = title.value.pieces[0].start if title and title.value.pieces else 0
    lines = [sheet.lines[i] for i in sheet.contents()]
    most = int(settings("segment")["prose_words"])
    return [
        line.text
        for line in lines
        if line.end > first or (len(line.text.split()) >= most and (not line.bullet or ends_sentence(line.text)))
    ]


#: A line to write on.
_TO_FILL = regex.compile(r"_{5,}")


def _called(sheet: Sheet, text: str) -> dict[str, float]:
    """Whether a word for one project stands before a name in quotation marks, what it gets, and that name again."""
    return {
        "quoted": float(bool(_quoted().search(text))),
        "paid": float(sentences.names_paid(sheet)),
        "again": float(_named_again(text)),
    }


def _one_named(text: str) -> bool:
    """Whether sentences are about one project with a name: ``The Lake Water Project will …``, and about no other."""
    return len({match["name"] for match in _named_subject().finditer(text)}) == 1


@cache
def _named_subject() -> regex.Pattern[str]:
    """A name of three capitals or more that ends with the noun, as the subject of a sentence."""
    capital = r"\p{Lu}[\p{L}’'-]+"
    names = rf"{capital}(?:\s+(?:(?:of|for|and|in)\s+)?{capital}){{1,8}}\s(?:Project|Programme|Program)"
    told = alternation([*vocabulary("title_parts", "subjects"), "will"])
    return regex.compile(rf"(?:^|(?<=[.!?\n]\s?))The (?P<name>{names}) (?:{told})(?!\p{{L}})", regex.M)


def _named_again(text: str) -> bool:
    """Whether a name that stands in quotation marks behind a word for one project stands on the page once more."""
    return any(text.count(match.group("name")) > 1 for match in _quoted().finditer(text))


def _of_title(title: Candidate | None) -> dict[str, float]:
    """What the line that may be the title says: a word for project, a name that sentences use, an event."""
    text = title.value.text if title else ""
    return {
        "title": float(title is not None),
        "says_project": float(bool(text) and faults.says_project(text)),
        "named": float(title is not None and prose.names(title) and not text[:1].islower()),
        "event": float(bool(_pattern("events").search(squeeze(text)))),
    }


def _phrases(key: str, own: str) -> dict[str, float]:
    """How many sorts of things told of a project are in a folded text, and how much of each sort against one.

    ``own``: the text without the site's own lines, which may speak of the sums of many projects.
    """
    found = {"told": float(sum(bool(_pattern("told", sort).search(key)) for sort in toml("verdict")["told"]))}
    where = {"sums": own, "contract": key[: int(settings("verdict_head")["papers"])]}
    return found | {sort: _against(sort, where.get(sort, key)) for sort in toml("verdict")["against"]}


def _against(sort: str, key: str) -> float:
    """How many phrases of a sort against a project are in a folded text, no more than count."""
    most = settings("verdict_head")["contract_most" if sort == "contract" else "sort_most"]
    return float(min(len(set(_pattern("against", sort).findall(key))), most))


def _joint(found: dict[str, float], draft: Draft) -> dict[str, float]:
    """The evidence with what only several things together say: a blank form, a page without a word for a project."""
    limits = settings("verdict_head")
    found["proper"] *= not found["quoted"]  # one name is told once
    found["kinds"] *= not (found["one"] or found["subject"] or found["this"])
    found["empty"] *= not found["amount"] and found["empty"] >= float(limits["empty_least"])
    told = draft.evidence()
    found["form"] = float(found["blanks"] > 1 and not found["amount"] and told < float(limits["form_filled"]))
    found["sums"] *= 0.5 if told >= float(settings("list")["one_project"]) else 1.0
    found["contract"] = max(found["contract"] - float(limits["contract_more"]), 0.0)
    if found["evaluated"] and (found["costs"] or found["runs"]):  # it is the evaluators that are called for
        found["announced"] = 0.0
    elif found["rules"] or found["contract"] or found["help"]:  # a post's page tells what the post is at
        found["costs"] = found["runs"] = 0.0
    said = any(found[name] for name in _SAYING)
    found["nothing"] = float(not said and draft.evidence() < float(limits["fields_speak"]))
    return found


def _counts(key: str) -> tuple[float, float]:
    """How often a folded text says one project, and how often many."""
    words = _WORDS.split(key)
    one, many = frozenset(toml("verdict")["one"]), frozenset(toml("verdict")["many"])
    return float(sum(w in one for w in words)), float(sum(w in many for w in words))


@cache
def _pattern(part: str, sort: str = "") -> regex.Pattern[str]:
    """The phrases of a part of the lexicon as one pattern; a star is any ending of the word."""
    table = toml("verdict")[part]
    listed = table[sort] if sort else table
    said = alternation(squeeze(p) for p in listed).replace(r"\*", r"\p{L}*")
    return regex.compile(rf"(?<![\p{{L}}\d])(?:{said})(?!\p{{L}})")


@cache
def _quoted() -> regex.Pattern[str]:
    """A word for one project and a name in quotation marks right behind it, or behind a word such as "titled"."""
    one, called = (alternation(toml("verdict")[key]) for key in ("one", "called"))
    return regex.compile(
        rf"(?<!\p{{L}})(?i:(?:{one})(?:\s+(?:{called}))?)\s*:?\s*[“«„\"](?P<name>[^”»“\"\n]{{12,200}})[”»“\"]"
    )


def _labelled(text: str) -> set[str]:
    """Kinds of labels that stand anywhere in a text, though no value could be read behind them."""
    found: set[str] = set()
    for match in _CAPITAL_WORD.finditer(text):
        words = text[match.start() : match.start() + 80].split()
        for count in range(min(len(words), 4), 1, -1):
            kind = phrases().get(squeeze(" ".join(words[:count])).rstrip(".,;:"), "")
            if kind in toml("verdict")["label_kinds"]:
                found.add(kind)
                break
    return found


def _empty(sheet: Sheet, fields: list[Raw]) -> float:
    """How far a page is a form that nobody has filled in: the share of facts without a value, of at least three.

    Running text speaks against it, unless hardly any of many labels has a value, not even that for a title: then it
    explains what to fill in.
    """
    facts = [f for f in fields if f.label and f.kind not in NARRATIVE and f.kind not in ("other", "documents")]
    if len(facts) < int(settings("verdict_head")["facts_least"]):
        return 0.0
    share = sum(_is_blank(sheet, f) for f in facts) / len(facts)
    kinds = {f.kind for f in facts if _is_blank(sheet, f)}
    many = len(kinds) >= int(settings("verdict_head")["bare_kinds"]) and "title" in kinds
    bare = many and share >= float(settings("verdict_head")["bare_form"])
    return share if bare or not share else share * (1 - _running(sheet))


def _is_blank(sheet: Sheet, raw: Raw) -> bool:
    """Whether nothing stands behind a label, or only the next number of a form."""
    return not raw.pieces or bool(_NUMBERING.fullmatch(raw.text(sheet)))


def _running(sheet: Sheet) -> float:
    """The share of running text in a page's characters."""
    lines = [sheet.lines[i] for i in sheet.contents()]
    return sum(len(line.text) for line in lines if is_prose(line)) / max(sum(len(line.text) for line in lines), 1)
