"""What a title says of where a project works: by names, an adjective, a region, a word for its scope."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import borders, country_names, country_roles, demonyms, organisations, places
from extractors.contexts import Home
from extractors.engine import cell
from extractors.evidence import Block, Excerpt, Finding, Rule
from extractors.lexicon import alternation, toml
from extractors.place_cells import place_cells

TITLE = Rule(
    "countries.title",
    "A country named in the title is kept as a hint (basis narrative), as a title may name others.",
    ("title",),
)
BRACKET = Rule(
    "countries.title_list",
    "Three or more countries listed in brackets at the end of a title are the project's countries.",
    ("title",),
    hits=(("Project A in Central America (Costa Rica, El Salvador and Panama)", "iso3=CRI; iso3=SLV; iso3=PAN"),),
    misses=("Project A (Mali)", "Project A (IOM, UNDP, WHO)"),
)
HEAD = Rule(
    "countries.title_head",
    "Countries before a dash or a colon at the head of a title, perhaps behind their region, are where the project "
    "works.",
    ("title",),
    hits=(
        ("ALBANIEN – Häusliche Pflege in Shkodra", "iso3=ALB"),
        ("Albanien – Häusliche Pflege in Shkodra", "iso3=ALB"),
        ("NEPAL: FLOODS - REVISED APPEAL", "iso3=NPL"),
        ("Afrika / Mali: Saatgut für Bauern", "iso3=MLI"),
    ),
    misses=("USAID – Feed the Future", "Slovakia – Ukraine: Roads", "Egypt – Sudan rail link", "Kenya: Uganda road"),
)
TAIL = Rule(
    "countries.title_tail",
    "A country in brackets, or in capitals behind a comma or a dash, at the end of a title is where the project works.",
    ("title",),
    status="inferred",
    hits=(
        ("Wells for the schools of Ngara, TANZANIA", "iso3=TZA"),
        ("Food for Dialmath, district of Podor (Senegal)", "iso3=SEN"),
    ),
    misses=("Wells for the schools of Ngara, Tanzania", "Wells of UNICEF MALI", "Study (Ministry of Health, Mali)"),
)
SCOPE = Rule(
    "countries.scope_title",
    "A title that calls the project global or regional states the scope.",
    ("title",),
    hits=(
        ("Global Programme against Trafficking", "scope=global"),
        ("Regional Project on X", "scope=regional"),
        ("Global Action Programme on Care", "scope=global"),
        ("Globalvorhaben Böden", "scope=global"),
    ),
    misses=(
        "Building a Global Report",
        "Nairobi Regional Hospital",
        "Mara Regional Water Programme",
        "A Global Fund programme",
    ),
)

DEMONYM = Rule(
    "countries.title_demonym",
    "Where nothing names a country, the only one whose adjective stands in the title is where the project works, and "
    "those on both sides of a border are; refugees are elsewhere, and those who give aid are often the givers.",
    ("title",),
    "place",
    status="doubtful",
    doubt="only an adjective in the title says where the project works",
    hits=(
        ("Energy management in Ukrainian industry", "iso3=UKR"),
        ("Support to the Zambian aviation sector", "iso3=ZMB"),
        ("Mujeres salvadoreñas por la igualdad", "iso3=SLV"),
        ("Fire brigades of the Romanian and Moldovan border area", "iso3=ROU; iso3=MDA"),
    ),
    misses=(
        "Food for Syrian refugees",
        "Returning Rwandan refugees",
        "Sharing Norwegian experience",
        "Georgian and Armenian farmers",
        "Food for Syrian families in Iraq",
        "Support to the aviation sector",
    ),
)
REGION = Rule(
    "countries.title_region",
    "Where nothing names a country, a region or a group of countries that the title names is what the project covers.",
    ("title",),
    "scope",
    status="doubtful",
    doubt="only the title says how far the project reaches",
    hits=(
        ("Programme for Central Asia", "scope=regional"),
        ("STRENGTHENING DISASTER MANAGEMENT IN ASIA", "scope=regional"),
        ("Eastern Partnership: good governance", "scope=regional"),
        ("Better fishing rules in the ASEAN states", "scope=regional"),
    ),
    misses=("Strengthening regional economies", "Roads", "Funded by the EU", "Central Asian University of Osh"),
)
STATED = (TITLE, BRACKET, HEAD, TAIL)
RULES = (DEMONYM, REGION)

_HEAD = regex.compile(
    r"(?:\(?\d{1,2}[.)]\s+)?(?:(?P<region>[\p{L} ]{4,40})\s/\s)?(?P<place>[^\n:]{3,60}?)(?:\s+[–—-]|\s?:)\s+(?=\S)"
)
_TAIL = regex.compile(
    r"(?:(?:,|\s[–—-])\s+(?P<place>(?!\p{Lu}{1,3}\s*$)[\p{Lu}\s'’.-]{4,40})|\((?P<place>\p{Lu}[\p{L}\s'’.-]{3,40})\))\s*\.?\s*$"
)
_TITLE_SCOPE = regex.compile(
    r"(?<![\p{L}-])(?P<scope>global|regional|inter-?regional|worldwide|multi-?country|mondial|régional|weltweit)\s+"
    r"(?:joint\s+|(?<=\b(?:global|worldwide|multi-?country)\s)(?!funds?\b|environment|partnership)(?:\p{L}+\s+){1,2})?(?:project|programme|program|initiative|appeal|projet|proyecto|projekt)\b"
    r"|(?<!\p{L})(?P<scope>global|regional)(?:vorhaben|projekte?|programme?)\b"
    r"|\b(?:project|programme|program|projet|proyecto|programa)\s+(?P<scope>r[ée]gional|global|mondial)\b",
    regex.I,
)
#: Those who left their country, and what comes from it.
_ELSEWHERE = regex.compile(
    r"(?<=\p{L})\W++(?:\p{L}++\W++)?(?:refugees?|migrants?|diaspora|exiles?|returnees|experience|know-how|language|réfugiés?|"
    r"expérience|refugiad[oa]s?|experiencia|flüchtling\p{L}*|erfahrung\p{L}*|rifugiati|refugiad[oa]s)\b",
    regex.I,
)
#: Words of the table of regions that name none.
_NO_NAME = regex.compile(
    r"(?:sub|inter|multi|trans|cross|pan|supra|über|länder|grenz|plusieurs|divers|several|various|multiple|global|"
    r"world|region\p{L}{0,3}$|régiona|mondial|mundial|weltweit)",
    regex.I,
)


def read(block: Block) -> Iterator[Finding]:
    """What the title names, and how sure that is where the project works."""
    for candidate in block.titles[:1]:
        text = candidate.value.text
        head = _HEAD.match(text)
        if head and places.are_all(head.group("place")) and not _pairs(text[head.end() :]):
            yield from country_names.found(candidate.value.cut(*head.span("place")), HEAD, "title")
        yield from _title_tail(candidate.value)
        bracket = regex.search(r"\((?P<inside>[^()]{8,})\)\W*$", text)
        listed = [p for p in places.find(bracket.group("inside")) if p.kind == "country"] if bracket else []
        if bracket and len(listed) >= 3:
            yield from _title_list(candidate.value.cut(*bracket.span("inside")))
        else:
            yield from (
                f for f in country_names.found(candidate.value, TITLE, "title", "narrative") if f.rule == TITLE.id
            )
        yield from _title_scope(candidate.value)


def _pairs(rest: str) -> bool:
    """Whether another place follows, so that the two are the ends of a road or the partners of a programme."""
    return any(p.start == 0 for p in places.find(rest[:60]))


def _title_tail(title: Excerpt) -> Iterator[Finding]:
    """The country that closes a title and is set apart from it."""
    tail = _TAIL.search(title.text)
    if tail is None:
        return
    span = tail.span("place")
    code = places.iso3(tail.group("place"))
    if code and sum(p.code == code for p in places.find(title.text[: span[0]])) == 0:
        yield Finding("place", TAIL.id, place_cells(title, *span), "title", TAIL.status, fixed={"basis": "named"})


def _title_list(inside: Excerpt) -> Iterator[Finding]:
    """The countries listed in a title's bracket, and the list as printed for want of a field that has it."""
    yield from country_names.found(inside, BRACKET, "title")
    made = cell(inside, 0, len(inside.text), ("join",))
    yield Finding("countries_text", country_names.TEXT.id, {"countries_text": made}, "title", score=0.4)


def _title_scope(title: Excerpt) -> Iterator[Finding]:
    """The words of a title that tell its scope; weak, as a field may say otherwise."""
    for match in _TITLE_SCOPE.finditer(title.text):
        made = cell(title, *match.span("scope"), ("join", "scope-word"))
        yield Finding("scope", SCOPE.id, {"scope": made}, "title", score=0.5)


def country(block: Block) -> Iterator[Finding]:
    """The country whose adjective a title has."""
    for title in (c.value for c in block.titles[:1]):
        found = [(s, code) for s, code in demonyms.find(title.text) if not _ELSEWHERE.match(title.text, s[1])]
        named = any(place.kind == "country" for place in places.find(title.text))
        several = len({code for _, code in found}) > 1
        if named or not found or (several and not borders.crossed([Home(title, "title")])):
            continue
        if several or found[0][1] not in country_roles.givers():
            yield from (demonyms.finding(DEMONYM, title, span, "title") for span, _ in found[: None if several else 1])


@cache
def _across() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What stands before a region that a project is carried out in, and behind it where its name ends there."""
    words = toml("roles")["across"]
    before = rf"(?<!\p{{L}})(?:{alternation(words['before'])})\s+(?:(?:{alternation(words['articles'])})\s+)?$"
    behind = rf"\s*(?:$|[,:;()–—-]|(?:{alternation(words['and'])})(?!\p{{L}}))"
    return regex.compile(before, regex.I), regex.compile(behind, regex.I)


def across(block: Block) -> Iterator[Finding]:
    """The region in which a title says that the project works, as it names no country alone: ``in Central Asia``."""
    before, behind = _across()
    for finding, title in ((f, c.value.text) for c in block.titles[:1] for f in scope(block)):
        at = finding.cells["scope"].spans[0].start - block.titles[0].value.start
        found = list(places.find(title))
        region = next((p for p in found if p.start == at), None)
        if region is None or not before.search(title[:at]) or not behind.match(title[region.end :]):
            continue
        if all(p.kind != "country" or 0 < p.start - region.end < _JOINED for p in found):
            yield finding


#: From a region to a country that is named beside it stand so many characters: ``Central Asia and Mongolia``.
_JOINED = 10


def scope(block: Block) -> Iterator[Finding]:
    """How far the region or the group that a title names reaches."""
    for title in (c.value for c in block.titles[:1]):
        for place in places.find(title.text):
            name = title.text[place.start : place.end]
            gives = place.kind == "group" and organisations.kind(name) == "eu"
            if place.kind == "country" or gives or not name[0].isupper() or _NO_NAME.match(name):
                continue
            made = cell(title, place.start, place.end, ("constant:regional",))
            yield Finding("scope", REGION.id, {"scope": made}, "title", REGION.status, REGION.doubt, 0.2)
            return
