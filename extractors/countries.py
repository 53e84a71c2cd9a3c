"""Countries, country groups, regions and scope of a project."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import regex

from extractors import country_counts, country_pages, country_roles, organisations, places
from extractors.engine import cell
from extractors.evidence import Block, Cell, Excerpt, Field, Finding, Module, Rule
from extractors.lexicon import alternation, vocabulary
from extractors.place_cells import place_cells

NAMED = Rule(
    "countries.named",
    "A country's name in a field that says where the project works is a country of the project.",
    ("country",),
    hits=(("Lao PDR", "iso3=LAO"), ("Argentina/Bolivia", "iso3=ARG; iso3=BOL"), ("Côte D’Ivoire", "iso3=CIV")),
    misses=("East, West, Central and South Africa", "Global", "Varies by programme"),
)
FOOTNOTE = Rule(
    "countries.footnote",
    "A footnote mark at the end of a country field leads to a note whose countries are the project's.",
    ("country",),
)
GROUP = Rule(
    "countries.group",
    "A country group named in a country field stands for its members at the document's date.",
    ("country", "region"),
    hits=(("ASEAN Member States", "group=ASEAN"),),
)
PLACE = Rule(
    "countries.location",
    "A country named in a field of project locations is a country of the project.",
    ("location",),
    hits=(("UK and Brussels", "iso3=GBR"),),
    misses=("Gaibandha",),
)
BENEFICIARY = Rule(
    "countries.beneficiary",
    "A field for the beneficiary or the host government that is a country's name names the project's country.",
    ("beneficiary", "host"),
    hits=(("Republic of Serbia", "iso3=SRB"), ("Government of Indonesia", "iso3=IDN")),
    misses=("Women and girls in Serbia", "Ministry of Health of Peru"),
)
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
LABEL_HEAD = Rule(
    "countries.label_head",
    "A country before the comma in front of a label is where the project works (``Haiti, Budget: …``).",
    ("budget", "contribution", "period", "code", "donor", "implementer", "partner"),
    status="inferred",
)
SECTION = Rule(
    "countries.section",
    "A heading above a group of projects that is a country's or a region's name holds for each of them.",
    ("section",),
)
TEXT = Rule("countries.text", "The text of a country field, as printed.", ("country", "location"))
REGION = Rule("countries.region", "The text of a region field, as printed.", ("region",))
SCOPE_WORD = Rule(
    "countries.scope_word",
    "A country or region field that says global, regional and the like states the scope.",
    ("country", "region", "location"),
    hits=(("Global", "scope=global"), ("Regional", "scope=regional"), ("Territoire National", "scope=national")),
    misses=("Burundi", "National Park of the North"),
)
SCOPE_TITLE = Rule(
    "countries.scope_title",
    "A title that calls the project global or regional states the scope.",
    ("title",),
    hits=(("Global Programme against Trafficking", "scope=global"), ("Regional Project on X", "scope=regional")),
    misses=("Building a Global Report", "Nairobi Regional Hospital"),
)

_WHOLE = regex.compile(
    r"^(?:the\s+)?(?:(?:(?:royal|federal|national|transitional|revolutionary|provisional)\s+)?government\s+of\s+(?:the\s+)?"
    r"|(?:le\s+)?gouvernement\s+(?:du|de\s+la|de\s+l['’]|des|d['’]|de)\s*|(?:el\s+)?gobierno\s+de(?:l|\s+la|\s+los|\s+las)?\s+"
    r"|(?:il\s+)?governo\s+d(?:i|el|ella|ello|ell['’]|o|a|e|os|as)\s*|(?:die\s+)?regierung\s+(?:von|der|des)\s+)?(?P<name>.{1,120}?)[\s.]*$",
    regex.I,
)
_HEAD = regex.compile(
    r"(?:\(?\d{1,2}[.)]\s+)?(?:(?P<region>[\p{L} ]{4,40})\s/\s)?(?P<place>[^\n:]{3,60}?)(?:\s+[–—-]|\s?:)\s+(?=\S)"
)
_TAIL = regex.compile(
    r"(?:(?:,|\s[–—-])\s+(?P<place>(?!\p{Lu}{1,3}\s*$)[\p{Lu}\s'’.-]{4,40})|\((?P<place>\p{Lu}[\p{L}\s'’.-]{3,40})\))\s*\.?\s*$"
)
_PLURAL = regex.compile(
    r"\b(?:countries|states|(?<!\b(?:du|le|un|ce|au|par|bureau|bureaux|stratégie|programme)\s)pays|pa[ií]ses|l[äa]nder|republics|communities)\b",
    regex.I,
)
_TITLE_SCOPE = regex.compile(
    r"(?<![\p{L}-])(?P<scope>global|regional|inter-?regional|worldwide|multi-?country|mondial|régional|weltweit)\s+"
    r"(?:joint\s+)?(?:project|programme|program|initiative|appeal|projet|proyecto|projekt)\b"
    r"|\b(?:project|programme|program|projet|proyecto|programa)\s+(?P<scope>r[ée]gional|global|mondial)\b",
    regex.I,
)
_LOWER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE_MARK = regex.compile(r"(?<=[\p{L})])(?P<mark>\d{1,2}|[*†¹²³⁴⁵⁶⁷⁸⁹])\s*$")


def read(block: Block) -> Iterator[Finding]:
    """Places, texts and scope that a block states; the country it names most where it states none."""
    stated = list(_stated(block))
    yield from stated
    placed = [f for f in stated if f.kind in ("scope", "place") and f.fixed.get("basis") != "narrative"]
    if not placed:
        weaker = (country_counts.read, country_roles.read, country_pages.read)
        yield from next((found for read in weaker if (found := list(read(block)))), [])
    elif all(f.field == "title" and f.kind == "place" for f in placed):
        yield from country_roles.wider(block, {f.text("iso3") for f in placed})


def _stated(block: Block) -> Iterator[Finding]:
    for one in block.fields:
        if one.kind in ("country", "location"):
            yield from _country_field(block, one)
            yield from _nation(one) if one.kind == "location" else ()
        elif one.kind == "region":
            yield from _region_field(one)
        elif one.kind in ("beneficiary", "host"):
            yield from _beneficiary(one)
    yield from _title(block)
    for heading in block.section:
        yield from _section(heading)
    for one in block.of(*LABEL_HEAD.reads):
        yield from _label_head(one)
    yield from country_pages.line(block)


def _country_field(block: Block, one: Field) -> Iterator[Finding]:
    text = one.value.text
    if not text.strip():
        return
    rule = NAMED if one.kind == "country" else PLACE
    yield from _places(one.value, rule, one.kind)
    if one.kind == "country":
        yield from _footnote(block, one.value)
        yield Finding(
            "countries_text",
            TEXT.id,
            {"countries_text": cell(one.value, 0, len(text), ("join", "footnote-off", "strip-marks"))},
            "country",
        )
        yield from _scope(one)
    elif any(p.kind == "region" for p in places.find(text)):
        yield from _region_field(one)


def _places(excerpt: Excerpt, rule: Rule, kind: str, basis: str = "named") -> Iterator[Finding]:
    for place in places.find(excerpt.text):
        if place.kind == "country":
            cells = place_cells(excerpt, place.start, place.end)
            yield Finding("place", rule.id, cells, kind, fixed={"basis": basis})
        elif place.kind == "group":
            yield _group(excerpt, place, kind, "group")


def _group(excerpt: Excerpt, place: places.Place, kind: str, basis: str) -> Finding:
    """A named group of countries, which stands for its members."""
    cells = place_cells(excerpt, place.start, place.end, "group")
    return Finding("place", GROUP.id, cells, kind, "inferred", fixed={"basis": basis})


def _footnote(block: Block, value: Excerpt) -> Iterator[Finding]:
    match = _NOTE_MARK.search(value.text)
    note = block.notes.get(match.group("mark").translate(_LOWER)) if match else None
    if note is not None:
        yield from _places(note, FOOTNOTE, "country", "footnote")


def _is_prose(text: str) -> bool:
    """Whether a sentence ran into the field: its first word is a small one and another sentence follows."""
    return text[:1].islower() and bool(regex.search(r"\p{L}{3}\.\s+\p{Lu}", text))


def _region_field(one: Field) -> Iterator[Finding]:
    text = one.value.text
    if text.strip() and not _is_prose(text):
        yield Finding(
            "region_text",
            REGION.id,
            {"region_text": cell(one.value, 0, len(text), ("join", "footnote-off", "strip-marks"))},
            "region",
            score=0.5 if one.label and places.names_part(one.label.text) else 1.0,
        )
        yield from _scope(one)
        for place in places.find(text):
            if place.kind == "group":
                yield _group(one.value, place, "region", "region-group")


def _scope(one: Field) -> Iterator[Finding]:
    """Scope from words: ``Global`` alone, a region's name, or several unnamed countries of a region."""
    text = one.value.text
    named = list(places.find(text))
    found = [p for p in named if p.kind != "country"]
    plural = _plural(text, named)
    if plural and one.kind == "country":
        yield Finding(
            "scope",
            SCOPE_WORD.id,
            {"scope": cell(one.value, *plural.span(), ("constant:regional",))},
            one.kind,
            score=0.9,
        )
    yield from _nation(one) if not found else ()
    for place in found:
        if place.kind == "region":
            made = cell(one.value, place.start, place.end, ("join", "scope-word"))
            value = made if made.value else Cell("regional", made.spans, ("constant:regional",))
            score = 2.0 if value.value == "global" else 1.0
            yield Finding("scope", SCOPE_WORD.id, {"scope": value}, one.kind, score=score, notes=("a region's name",))
            return
    if (plural and one.kind != "country") or found:
        start, end = plural.span() if plural and one.kind != "country" else (found[0].start, found[0].end)
        made = cell(one.value, start, end, ("constant:regional",))
        yield Finding("scope", SCOPE_WORD.id, {"scope": made}, one.kind, doubt=_giver(text[start:end]))


def _nation(one: Field) -> Iterator[Finding]:
    """The scope of a field that says nothing but that all of a country is meant."""
    whole = _nationwide().search(one.value.text)
    if whole:
        made = cell(one.value, *whole.span(), ("constant:national",))
        yield Finding("scope", SCOPE_WORD.id, {"scope": made}, one.kind)


@cache
def _nationwide() -> regex.Pattern[str]:
    """Words for all of a country, alone in a field."""
    return regex.compile(rf"^\W*(?:{alternation(vocabulary('roles', 'nationwide'))})\W*$", regex.I)


def _giver(name: str) -> str:
    """Why the name of a group may say who pays and not where: it gives money itself."""
    gives = organisations.kind(name) == "eu"
    return f"“{name}” may be who pays, not where the project works" if gives else ""


def _plural(text: str, named: Sequence[places.Place]) -> regex.Match[str] | None:
    """A word for several countries; within one country's name (``United States``, ``Pays-Bas``) it says nothing."""
    inside = [p for p in named if p.kind == "country"]
    return next((m for m in _PLURAL.finditer(text) if not any(p.start <= m.start() < p.end for p in inside)), None)


def _beneficiary(one: Field) -> Iterator[Finding]:
    match = _WHOLE.match(one.value.text)
    if match and places.iso3(match.group("name")):
        cells = place_cells(one.value, *match.span("name"))
        yield Finding("place", BENEFICIARY.id, cells, one.kind, fixed={"basis": "named"})
        yield Finding(
            "countries_text",
            TEXT.id,
            {"countries_text": cell(one.value, 0, len(one.value.text), ("join",))},
            one.kind,
            score=0.5,
        )


def _title(block: Block) -> Iterator[Finding]:
    for candidate in block.titles[:1]:
        text = candidate.value.text
        head = _HEAD.match(text)
        if head and places.are_all(head.group("place")) and not _pairs(text[head.end() :]):
            yield from _places(candidate.value.cut(*head.span("place")), HEAD, "title")
        yield from _title_tail(candidate.value)
        bracket = regex.search(r"\((?P<inside>[^()]{8,})\)\W*$", text)
        listed = [p for p in places.find(bracket.group("inside")) if p.kind == "country"] if bracket else []
        if bracket and len(listed) >= 3:
            yield from _title_list(candidate.value.cut(*bracket.span("inside")))
        else:
            yield from (f for f in _places(candidate.value, TITLE, "title", "narrative") if f.rule == TITLE.id)
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


def _label_head(one: Field) -> Iterator[Finding]:
    """The country in front of a label that begins behind a comma."""
    head = regex.match(r"\s*(?P<place>[^,:;]{4,40}?)\s*,\s*\p{L}", one.label.text) if one.label else None
    if one.label and head and places.are_all(head.group("place")):
        yield from (
            replace(f, status=LABEL_HEAD.status)
            for f in _places(one.label.cut(*head.span("place")), LABEL_HEAD, one.kind)
        )


def _title_list(inside: Excerpt) -> Iterator[Finding]:
    """The countries listed in a title's bracket, and the list as printed for want of a field that has it."""
    yield from _places(inside, BRACKET, "title")
    made = cell(inside, 0, len(inside.text), ("join",))
    yield Finding("countries_text", TEXT.id, {"countries_text": made}, "title", score=0.4)


def _title_scope(title: Excerpt) -> Iterator[Finding]:
    """The words of a title that tell its scope; weak, as a field may say otherwise."""
    for match in _TITLE_SCOPE.finditer(title.text):
        made = cell(title, *match.span("scope"), ("join", "scope-word"))
        yield Finding("scope", SCOPE_TITLE.id, {"scope": made}, "title", score=0.5)


def _section(heading: Excerpt) -> Iterator[Finding]:
    found = list(places.find(heading.text))
    covered = sum(p.end - p.start for p in found)
    if not found or covered < 0.6 * len(heading.text.strip()):
        return
    if all(p.kind == "country" for p in found):
        yield from _places(heading, SECTION, "section")
    else:
        yield Finding(
            "region_text",
            SECTION.id,
            {"region_text": cell(heading, 0, len(heading.text), ("join",))},
            "section",
            score=0.5,
        )


RULES = (
    NAMED,
    FOOTNOTE,
    GROUP,
    PLACE,
    BENEFICIARY,
    TITLE,
    BRACKET,
    HEAD,
    TAIL,
    LABEL_HEAD,
    SECTION,
    TEXT,
    REGION,
    SCOPE_WORD,
    SCOPE_TITLE,
    country_counts.RULE,
    country_roles.CONTEXT,
    *country_pages.RULES,
)
MODULE = Module("countries", RULES, read)
