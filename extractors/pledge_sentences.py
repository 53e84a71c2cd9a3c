"""Who funds a project, and with how much, by what sentences say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import regex

from extractors import (
    funding_clauses,
    funding_ways,
    giver_patterns,
    money,
    money_lists,
    money_sentences,
    pledge_compounds,
    role_model,
)
from extractors.donor_names import SHORT_FORM, bare_name, donor_cells, is_known, nameable, names_somebody, split_names
from extractors.evidence import Excerpt, Finding, Rule
from extractors.lexicon import alternation, squeeze, toml, vocabulary
from extractors.money import Amount
from extractors.quick import Headed, headed, matches

PROSE = Rule(
    "pledges.prose",
    "A sentence that says by whom the project is funded names a donor.",
    ("narrative",),
    status="inferred",
    hits=(("The project is co-financed by the European Union.", "donor=European Union"),),
    misses=("The clinic is supported by nurses.",),
)

SENTENCE = Rule(
    "pledges.sentence",
    "A sentence that says who gives an amount to the project states that donor's pledge.",
    ("narrative",),
    status="inferred",
    hits=(
        ("Norway has contributed NOK 5 million.", "donor=Norway; amount=5000000"),
        ("Of this, EUR 2 million is financed by the European Union.", "donor=European Union; amount=2000000"),
    ),
    misses=("Refugees from Norway received NOK 5 million.", "Exports to Norway are worth NOK 5 million."),
)


ENUMERATED = Rule(
    "pledges.enumerated",
    "In a sentence that lists who pays a project, the amount in brackets behind each name is that giver's pledge.",
    ("narrative",),
    status="inferred",
    hits=(
        (
            "It is co-financed by the European Union (EUR 5 million) and Norway (EUR 1 million).",
            "donor=European Union; donor=Norway; amount=5000000; amount=1000000",
        ),
        (
            "un cofinancement du FIDA (21,27 millions d'euros), de l'État (5 millions d'euros)",
            "donor=FIDA; donor=État; amount=21270000; amount=5000000",
        ),
    ),
    misses=(
        "The grant to Norway (EUR 5 million) and Sweden (EUR 1 million) was paid.",
        "It is funded by the European Union (EUR 5 million).",
        "financing of roads (EUR 5 million) and schools (EUR 1 million)",
    ),
)

BACKS = Rule(
    "pledges.backs",
    "A sentence that says that a donor funds the project names that donor.",
    ("narrative",),
    status="doubtful",
    doubt=role_model.DOUBT,
    hits=(
        ("Government of Norway funds RECC for a new project", "donor=Government of Norway"),
        ("El Ayuntamiento de Madrid financiará un proyecto de Manos Unidas.", "donor=Ayuntamiento de Madrid"),
        ("Die Deutsche Stiftung Brot fördert das Projekt.", "donor=Deutsche Stiftung Brot"),
        ("Norway and UNICEF funded the ‘wells for the herders’ project.", "donor=Norway; donor=UNICEF"),
    ),
    misses=(
        "Norway funds many projects.",
        "The school supports this project.",
        "Norway has no such project.",
        "UNICEF has the ‘lake’ project.",
    ),
)


def read(paragraph: Excerpt) -> Iterator[Finding]:
    """The donors of a paragraph's sentences, with what each gives where that is said."""
    said = money_sentences.read(paragraph)
    gifts = money_lists.all_gifts(paragraph)
    listed = {place for gift in gifts for place in (gift.donor[0], gift.amount.start)}
    for one in said:
        if one.role == "share" and one.donor and listed.isdisjoint((one.donor[0], one.amount.start)):
            yield _finding(SENTENCE, paragraph, one.donor, one.amount)
    for gift in gifts:
        yield _finding(ENUMERATED, paragraph, gift.donor, gift.amount)
    told = [*money_sentences.funders(paragraph), *funding_clauses.names(paragraph)]
    told = [p for p in told if not (_asks(paragraph.text, p[0]) or _of_any(paragraph.text, p[0]))]
    seen: set[int] = set()
    paid = [*_by_percent(paragraph, told)]
    for start, end in (*told, *paid):
        alone = (start, end) in paid and _is_party(paragraph.text[start:end])
        found = [(start, end)] if alone else _funders(paragraph.text, start, end)
        parts = [part for part in found if part[0] not in seen]
        seen.update(low for low, _ in parts)
        costs = [one for one in said if one.sentence[0] <= start < one.sentence[1]]
        for low, high in parts:
            sole = _sole(paragraph, costs) if len(parts) == 1 else None
            yield _finding(SENTENCE if sole else PROSE, paragraph, (low, high), sole)
    yield from pledge_compounds.read(paragraph)


def _asks(text: str, at: int) -> bool:
    """Whether a place stands in a sentence that begins with *if*, or behind a bidding: a question of a form."""
    begun = max(text.rfind(mark, 0, at) for mark in (". ", "? ", "\n")) + 1
    if _bidding().search(text, max(begun, at - _BIDDEN), at):
        return True
    return _if().match(text, begun) is not None


#: So many characters behind a bidding what it asks for still goes on.
_BIDDEN = 120


@cache
def _bidding() -> Headed:
    """That a form asks for something: ``List the organisations that``, ``Please indicate whether``."""
    words = toml("money_sentences")["gift"]
    bid = rf"(?:(?:[Pp]lease|PLEASE)\s+(?i:{alternation(words['bid'])})|{alternation(w.title() for w in words['bid'])})"
    return headed(rf"{bid}\s+(?i:{alternation(words['bidden'])})(?!\p{{L}})")


@cache
def _if() -> regex.Pattern[str]:
    return regex.compile(rf"\W{{0,6}}+(?:{alternation(toml('money_sentences')['gift']['if'])})(?!\p{{L}})", regex.I)


def _of_any(text: str, at: int) -> bool:
    """Whether what is paid is any project of somebody's: ``a form for projects financed by the Fund``."""
    match = _any_projects().search(text, max(0, at - _BIDDEN), at)
    return match is not None and not _counted().search(text, max(0, match.start() - _COUNTED), match.start())


#: So many characters before a word for projects their number stands.
_COUNTED = 30


@cache
def _any_projects() -> regex.Pattern[str]:
    """A word for several projects, and behind it what is done to them, up to a name."""
    table = toml("money_sentences")["funded"]
    several, are = alternation(table["any"]), alternation(table["any_are"])
    return regex.compile(
        rf"(?<!\p{{L}})(?:{several})\s+(?!(?:{are})\s)(?:(?-i:\p{{Ll}})[\p{{L}}'’-]*+\s+){{1,6}}[“„\"«]?$", regex.I
    )


@cache
def _counted() -> regex.Pattern[str]:
    """What says how many or which projects are meant, before the word for them: ``one of the two``."""
    words = alternation(toml("money_sentences")["funded"]["any_counted"])
    return regex.compile(rf"(?<![\p{{L}}\d])(?:\d{{1,3}}|{words})\s+(?:\p{{L}}+\s+){{0,2}}$", regex.I)


def _sole(paragraph: Excerpt, costs: list[money_sentences.Reading]) -> Amount | None:
    """The whole cost, where one alone is said to pay it: no other amount or percentage, and no word for sharing it."""
    if len(costs) != 1 or costs[0].role not in ("total", "weak"):
        return None
    low, high = costs[0].sentence
    text, one = paragraph.text, costs[0].amount
    others = [
        a for a in money.amounts(paragraph) if low <= a.start < high and a.start != one.start and a.code == one.code
    ]
    said = text[low : one.start] + " " + text[one.end : high]
    return None if others or _SHARED.search(said) else one


#: A part of the cost, or a sharing of it.
_SHARED = regex.compile(
    r"\d\s?[%℅]|(?<!\p{L})(?:co-?(?=f)|ko-?(?=f)|mit(?=finan)|teil(?=finan)|jointly|conjointement|partly|partially"
    r"|dont(?=\s+\d)|of which|davon|de l[oa]s cuales|di cui|dos quais|en partie"
    r"|partiellement|parcialmente|conjuntamente|teilweise|gemeinsam|in parte)",
    regex.I,
)


def _by_percent(paragraph: Excerpt, told: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The places of those who pay a percentage, where they are named like somebody who can; ``told`` are known."""
    for start, end, sure in money_lists.percentages(paragraph):
        if any(low <= start < high and "%" not in paragraph.text[low:start] for low, high in told):
            continue
        end = funding_ways.known_end(paragraph.text, start, end) or _cut(paragraph.text, start, end)
        name = paragraph.text[start:end]
        party = first if sure and _is_party(first := name.split()[0]) else ""
        name, end = (party, start + len(party)) if party and not names_somebody(name) else (name, end)
        pays = party or names_somebody(name)
        if nameable(name) and (pays or (sure and _CAPITALS.fullmatch(name))):
            yield start, end


def _is_party(text: str) -> bool:
    """Whether a text is a word for somebody who pays a part and has no name: ``villages``."""
    return squeeze(text) in vocabulary("money_sentences", "share", "payers")


def headline(title: Excerpt) -> Iterator[Finding]:
    """Who a headline says gives: ``EU-funded wells``, ``Japan contributes US$ 4 million to UNICEF``."""
    yield from pledge_compounds.read(title)
    given = (one for one in read(title) if one.text("amount"))
    yield from (replace(one, status="doubtful", doubt=one.doubt or _HEADLINE) for one in given)


_HEADLINE = "the headline alone says who gives it, and it may be for more than this project"


def backers(paragraph: Excerpt) -> Iterator[Finding]:
    """The donors of whom a sentence says that they fund the project."""
    for match in matches(_backs(), paragraph.text):
        start, end = match.span("donor")
        parts = [(start + low, start + high) for low, high in split_names(match["donor"])]
        for place in parts if all(names_somebody(paragraph.text[slice(*p)]) for p in parts) else [(start, end)]:
            name = paragraph.text[slice(*place)]
            if nameable(name) and names_somebody(name):
                yield replace(_finding(BACKS, paragraph, place, None), doubt=BACKS.doubt)


@cache
def _backs() -> regex.Pattern[str]:
    """A name, a word for funding, and within a few words the project."""
    table = toml("money_sentences")
    helpers, verbs = alternation(table["share"]["helpers"]), alternation(table["funded"]["backs"])
    project = alternation(table["asked"]["project"])
    this = alternation(table["funded"]["backed"])
    gives, money = alternation(table["share"]["verbs"]), alternation(table["gift"]["money"])
    to, us = alternation(table["gift"]["to"]), alternation(table["gift"]["us"])
    return giver_patterns.named(
        rf"(?:^|(?<=[.!?:\n]\s))\W*{giver_patterns.NAME}(?:\s+(?:{helpers}))*\s+(?:"
        rf"(?:{gives})(?:\s+(?-i:\p{{Ll}})[\p{{L}}-]*+){{0,2}}?\s+(?:{money})\s+(?:{to})(?!\p{{L}})|(?:{verbs})"
        rf"(?:\s+(?!pro[jy])[\p{{L}}'’-]+){{0,3}}?\s+(?:(?:{us})(?!\p{{L}})|(?:{this})\s+(?:[\p{{L}}“”\"-]+\s+|{_QUOTED})?(?:{project})(?!\p{{L}})))"
    )


#: The name of what is funded, in quotation marks before the word for it.
_QUOTED = r"[“\"«„‘'][^“”\"«»„‘’\n]{6,160}[”\"»“’']\s+"


def _funders(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The donors of a list of names in a sentence: the known ones, else the first if it is named like a donor."""
    match = _new_clause().search(text, start, end)
    end = match.start() if match else end
    parts = [(start + low, start + high) for low, high in split_names(text[start:end])]
    parts = [(m.end() if (m := _PERCENT.match(text, low, high)) else low, high) for low, high in parts]
    parts = [(m.end() if (m := _led().match(text, low, high)) else low, high) for low, high in parts]
    cut = [(low, _cut(text, low, high)) for low, high in parts]
    found = [p for p in cut if is_known(text[slice(*p)])]
    if found or not parts:
        return sorted({*found, *(_beside(text, parts, cut) if found else ())})
    if (
        len(cut) > 1
        and cut == parts
        and all(names_somebody(text[slice(*p)]) and nameable(text[slice(*p)]) for p in cut)
    ):
        return cut
    low, told = parts[0][0], funding_ways.known_end(text, *parts[0])
    high = told or _cut(text, *parts[0])
    named = told or names_somebody(text[low:high]) or _CAPITALS.fullmatch(text, low, high)
    if not named and (match := _CAPITALS.match(text, low, high)):
        named, high = match, match.end()  # a sentence that goes on without a comma: "… de Manos Abiertas el centro"
    return [(low, high)] if named and high - low <= _LONGEST and nameable(text[low:high]) else []


def _beside(text: str, parts: list[tuple[int, int]], cut: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The parts of a list beside known names that are short forms, have a share, or are named like a donor."""
    for whole, (low, high) in zip(parts, cut, strict=True):
        if SHORT_FORM.fullmatch(text, *whole) or _SHARE_OF.search(text, *whole):
            place = whole
        elif text[low].isupper() and high - low <= _LONGEST and names_somebody(text[low:high]):
            place = low, high
        else:
            continue
        if nameable(text[slice(*place)]):
            yield place


#: A name has at most so many characters.
_LONGEST = 90


#: A name of two to seven words in capitals, small words between them: ``Friedrich Ebert Society of Upper Austria``.
_CAPITALS = regex.compile(
    r"\p{Lu}[\p{L}'’.-]+(?:\s+(?:(?:of|for|the|de|la|du|des|del|der|für|di|e|y|et|and|&)\s+){0,2}\p{Lu}[\p{L}'’.-]+){1,6}"
)


#: ``…, 15% by the Council of Europe``
_PERCENT = regex.compile(
    r"\d{1,3}(?:[.,]\d+)?\s?%\s+(?:by|from|par|por|durch|von|da)\s+(?:(?:the|la|le|die|den)\s+|l['’])?", regex.I
)


@cache
def _led() -> regex.Pattern[str]:
    """Small words before a name in a list: ``avec l'aide de la Ville et`` *de la* ``Région``."""
    words = alternation(toml("money_sentences")["listed"]["small"])
    return regex.compile(rf"(?:(?:{words})(?:\s+|(?<=['’])))+(?=\p{{Lu}})")


#: A percentage in brackets behind a name, which ends it.
_SHARE_OF = regex.compile(r"\(\s?\d{1,3}\s?%\s?\)\s*$")


@cache
def _new_clause() -> regex.Pattern[str]:
    """Where a list of names is over: a dash, a verb behind ``and``, an amount, a comma and what does something."""
    table = toml("money_sentences")
    joins, verbs = (alternation(table["funded"][name]) for name in ("joins", "verbs"))
    ties = alternation([*table["funded"]["goes_on"], *table["share"]["by_noun"], *table["share"]["to_the_amount"]])
    figure, scope = r"(?:\p{Lu}{2,3}\s?)?[\d\p{Sc}]", alternation(table["funded"]["scope"])
    return regex.compile(
        rf"\s[–—-]\s|\s+(?:{scope})(?=\s)|\s+(?:{joins})\s+(?:(?:{verbs})(?!\p{{L}})|(?={figure}))|\s+(?:{ties})\s+(?={figure})"
        rf"|,\s+(?:(?:the|la|le|el|die|der|das|il|o|a)\s+)?(?-i:\p{{Lu}})[\p{{L}}-]*+(?:\s+(?:(?:of|for|de|du|des|der|für)\s+)?"
        rf"(?-i:\p{{Lu}})[\p{{L}}-]*+){{0,5}}\s+(?:{verbs})(?!\p{{L}})",
        regex.I,
    )


@cache
def _goes_on() -> regex.Pattern[str]:
    """Where the sentence goes on behind a name: a preposition or a verb that no name has."""
    more = alternation(toml("money_sentences")["funded"]["goes_on"])
    return regex.compile(
        rf"(?<!\p{{L}}(?:inisterium|gentur|tiftung|onds|undesamt|epartement))\s+(?:{more})(?!\p{{L}}).*$", regex.S
    )


def _cut(text: str, start: int, end: int) -> int:
    """The end of a name in a sentence, before the words with which the sentence goes on."""
    if is_known(text[start:end]):
        return end
    match = _goes_on().search(text, start, end)
    return match.start() if match else end


def _finding(rule: Rule, paragraph: Excerpt, donor: tuple[int, int], one: Amount | None) -> Finding:
    cells = donor_cells(paragraph, *bare_name(paragraph.text, *donor))
    if one is not None:
        cells |= one.cells()
    status = rule.status if one is None or one.status == "stated" else one.status
    return Finding("pledge", rule.id, cells, "narrative", status, one.doubt if one else "", 0.3)


RULES = (PROSE, SENTENCE, ENUMERATED, BACKS, *pledge_compounds.RULES)
