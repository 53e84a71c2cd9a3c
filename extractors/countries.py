"""Countries, country groups, regions and scope of a project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

import regex

from extractors import (
    country_brackets,
    country_counts,
    country_names,
    country_pages,
    country_roles,
    country_signs,
    country_statements,
    country_titles,
    organisations,
    places,
)
from extractors.engine import cell
from extractors.evidence import Block, Cell, Excerpt, Field, Finding, Module, Rule
from extractors.lexicon import alternation, toml, vocabulary
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
REGION = Rule("countries.region", "The text of a region field, as printed.", ("region",))
IN_REGION = Rule(
    "countries.in_region",
    "A country named in a field that says in which region a project works is a country of the project.",
    ("region",),
    status="inferred",
    hits=(("Jordanien, Naher und Mittlerer Osten", "iso3=JOR"), ("Central America: Guatemala", "iso3=GTM")),
    misses=("East Africa", "all of its regions. The project began in Guatemala."),
)
SCOPE_WORD = Rule(
    "countries.scope_word",
    "A country or region field that says global, regional and the like states the scope.",
    ("country", "region", "location"),
    hits=(("Global", "scope=global"), ("Regional", "scope=regional"), ("Territoire National", "scope=national")),
    misses=("Burundi", "National Park of the North"),
)
_WHOLE = regex.compile(
    r"^(?:the\s+)?(?:(?:(?:royal|federal|national|transitional|revolutionary|provisional)\s+)?government\s+of\s+(?:the\s+)?"
    r"|(?:le\s+)?gouvernement\s+(?:du|de\s+la|de\s+l['’]|des|d['’]|de)\s*|(?:el\s+)?gobierno\s+de(?:l|\s+la|\s+los|\s+las)?\s+"
    r"|(?:il\s+)?governo\s+d(?:i|el|ella|ello|ell['’]|o|a|e|os|as)\s*|(?:die\s+)?regierung\s+(?:von|der|des)\s+)?(?P<name>.{1,120}?)[\s.]*$",
    regex.I,
)
_PLURAL = regex.compile(
    r"\b(?:countries|states|(?<!\b(?:du|le|un|ce|au|par|bureau|bureaux|stratégie|programme)\s)pays|pa[ií]ses|l[äa]nder|republics|communities)\b",
    regex.I,
)
#: A country field of more characters may hold the rest of a flattened form,
FLATTENED = 150
#: which begins where so many characters name no other place.
APART = 60
_LOWER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NOTE_MARK = regex.compile(r"(?<=[\p{L})])(?P<mark>\d{1,2}|[*†¹²³⁴⁵⁶⁷⁸⁹])\s*$")


def read(block: Block) -> Iterator[Finding]:
    """Places, texts and scope that a block states; the country it names most where it states none."""
    stated = list(_stated(block))
    yield from stated
    placed = [f for f in stated if f.kind in ("scope", "place") and f.fixed.get("basis") != "narrative"]
    if all(
        f.text("scope") == "regional" and (f.rule == country_titles.SCOPE.id or f.field == "region") for f in placed
    ):
        told = _fuller(_first(block, WEAKER), list(country_brackets.read(block)))
        yield from told
        yield from _reach(block, told) if not placed else ()
    elif all(f.fixed.get("basis") == "group" for f in placed):
        yield from country_titles.scope(block)
    elif all(f.field == "title" and f.kind == "place" for f in placed):
        yield from country_roles.wider(block, {f.text("iso3") for f in placed})
    else:
        yield from country_roles.across(block, {f.text("iso3") for f in placed if f.kind == "place"})


def _reach(block: Block, told: Sequence[Finding]) -> Iterator[Finding]:
    """How far a project reaches of which text alone tells where it is: a title's region, with one country or none."""
    codes = _named(told)
    if not codes and all(f.kind != "scope" for f in told):
        yield from _first(block, SCOPES)
    elif len(codes) == 1:
        yield from country_titles.across(block)


def _named(told: Sequence[Finding]) -> set[str]:
    """The countries of places that are no mere hints."""
    return {f.text("iso3") for f in told if f.kind == "place" and f.fixed.get("basis") != "narrative"}


def _fuller(told: Sequence[Finding], listed: Sequence[Finding]) -> Sequence[Finding]:
    """What the text tells, or the countries that a bracket lists where none is named that is not among them."""
    return listed if listed and _named(told) <= _named(listed) else told


def _first(block: Block, weaker: Sequence[Callable[[Block], Iterator[Finding]]]) -> Sequence[Finding]:
    """What the first one says that says anything."""
    return next((found for read in weaker if (found := list(read(block)))), ())


def _stated(block: Block) -> Iterator[Finding]:
    for one in block.fields:
        if one.kind == "country" and _of_seat(block, one):
            yield from _seat(block, one)
        elif one.kind in ("country", "location"):
            yield from _country_field(block, one)
            yield from _nation(one) if one.kind == "location" else ()
        elif one.kind == "region":
            yield from _region_field(one)
        elif one.kind in ("beneficiary", "host"):
            yield from _beneficiary(one)
    yield from country_titles.read(block)
    for heading in block.section:
        yield from _section(heading)
    for one in block.of(*LABEL_HEAD.reads):
        yield from _label_head(one)
    yield from country_pages.line(block)


def _country_field(block: Block, one: Field) -> Iterator[Finding]:
    one = replace(one, value=_unflattened(one.value)) if one.kind == "country" else one
    text = one.value.text
    if not text.strip():
        return
    rule = NAMED if one.kind == "country" else PLACE
    doubt = _WIDER if one.kind == "country" and _is_wider(block, one) else ""
    yield from (replace(f, doubt=doubt or f.doubt) for f in country_names.found(one.value, rule, one.kind))
    if one.kind == "country":
        yield from _footnote(block, one.value)
        yield Finding(
            "countries_text",
            country_names.TEXT.id,
            {"countries_text": cell(one.value, 0, len(text), ("join", "footnote-off", "strip-marks"))},
            "country",
        )
        yield from _scope(one) if not _tells().match(text) else ()
    elif any(p.kind == "region" for p in places.find(text)):
        yield from _region_field(one)


_WIDER = "the title names one country of the list, which may be that of a programme or a call"


def _is_wider(block: Block, one: Field) -> bool:
    """Whether a long list of countries has the only one of the title: ``Participating countries`` of a call."""
    titled = {p.code for c in block.titles[:1] for p in places.find(c.value.text) if p.kind == "country"}
    listed = {p.code for p in places.find(one.value.text) if p.kind == "country"}
    return len(titled) == 1 and titled < listed and len(listed) > country_roles.WIDER


#: Between two parts of an address stand at most so many characters.
_NEAR = 120


def _of_seat(block: Block, one: Field) -> bool:
    """Whether a country field is part of an address: a postcode, a telephone or the like stands right beside it."""
    head = next((p for p in places.find(one.value.text) if p.kind == "country"), None)
    behind = one.value.text[head.end : head.end + 20] if head else ""
    near = [f.label.text for f in block.fields if f.label and 0 < one.value.start - f.value.start < _NEAR]
    return any(_address().search(text) for text in (behind, *near[-1:]))


@cache
def _address() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{alternation(vocabulary('roles', 'address'))})(?!\p{{L}})", regex.I)


def _seat(block: Block, one: Field) -> Iterator[Finding]:
    """The country of an address is doubtful, and none of the project's where the title names a country."""
    titled = any(p.kind == "country" for c in block.titles[:1] for p in places.find(c.value.text))
    for finding in country_names.found(one.value, NAMED, one.kind) if not titled else ():
        yield replace(finding, doubt="the country stands in an address, where somebody has a seat")


def _unflattened(value: Excerpt) -> Excerpt:
    """The countries at the head of a long value, without the rest of a form that ran into it."""
    found = list(places.find(value.text)) if len(value.text) > FLATTENED and "\n" not in value.text else []
    if not found or found[0].start > 3:
        return value
    end = found[0].end
    for place in found[1:]:
        if place.start - end > APART:
            break
        end = place.end
    return value.cut(0, end) if len(value.text) - end > APART else value


def _footnote(block: Block, value: Excerpt) -> Iterator[Finding]:
    match = _NOTE_MARK.search(value.text)
    note = block.notes.get(match.group("mark").translate(_LOWER)) if match else None
    if note is not None:
        yield from country_names.found(note, FOOTNOTE, "country", "footnote")


def _is_prose(text: str) -> bool:
    """Whether a sentence ran into the field: its first word is a small one and another sentence follows."""
    return text[:1].islower() and bool(regex.search(r"\p{L}{3}\.\s+\p{Lu}", text))


def _region_field(one: Field) -> Iterator[Finding]:
    text = one.value.text
    if one.label and places.scope_word(one.label.text) == "global":  # ``Global: Brazil, Kenya``
        made = cell(one.label, 0, len(one.label.text), ("join", "scope-word"))
        yield Finding("scope", SCOPE_WORD.id, {"scope": made}, "region", score=2.0)
    if text.strip() and not _is_prose(text):
        yield Finding(
            "region_text",
            REGION.id,
            {"region_text": cell(one.value, 0, len(text), ("join", "footnote-off", "strip-marks"))},
            "region",
            score=0.5 if one.label and places.names_part(one.label.text) else 1.0,
        )
        yield from _scope(one)
        first = regex.split(r"(?<=\p{L}{3}\.)\s+(?=\p{Lu})", text, maxsplit=1)[0]
        inside = country_names.found(one.value.cut(0, len(first)), IN_REGION, "region")
        yield from (f for f in inside if f.rule == IN_REGION.id)
        for place in places.find(text):
            if place.kind == "group":
                yield country_names.group(one.value, place, "region", "region-group")


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


@cache
def _tells() -> regex.Pattern[str]:
    """A sentence that begins with the project and goes on with what it does: the label before it was left empty."""
    nouns = alternation(toml("money_sentences")["asked"]["project"])
    return regex.compile(rf"(?:\p{{L}}{{2,6}}|O|A)\s+(?:{nouns})\s+(?-i:\p{{Ll}})\p{{L}}*\s", regex.I)


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
            country_names.TEXT.id,
            {"countries_text": cell(one.value, 0, len(one.value.text), ("join",))},
            one.kind,
            score=0.5,
        )


def _label_head(one: Field) -> Iterator[Finding]:
    """The country in front of a label that begins behind a comma."""
    head = regex.match(r"\s*(?P<place>[^,:;]{4,40}?)\s*,\s*\p{L}", one.label.text) if one.label else None
    if one.label and head and places.are_all(head.group("place")):
        yield from country_names.found(one.label.cut(*head.span("place")), LABEL_HEAD, one.kind)


def _section(heading: Excerpt) -> Iterator[Finding]:
    found = list(places.find(heading.text))
    covered = sum(p.end - p.start for p in found)
    if not found or covered < 0.6 * len(heading.text.strip()):
        return
    if all(p.kind == "country" for p in found):
        yield from country_names.found(heading, SECTION, "section")
    else:
        yield Finding(
            "region_text",
            SECTION.id,
            {"region_text": cell(heading, 0, len(heading.text), ("join",))},
            "section",
            score=0.5,
        )


#: What tells the country where nothing states it, the surest first; and what tells at least how far a project reaches.
WEAKER = (
    country_statements.read,
    country_counts.read,
    country_signs.read,
    country_titles.country,
    country_roles.read,
    country_pages.read,
)
SCOPES = (country_signs.scope, country_titles.scope)

RULES = (
    NAMED,
    FOOTNOTE,
    country_names.GROUP,
    PLACE,
    BENEFICIARY,
    *country_titles.STATED,
    LABEL_HEAD,
    SECTION,
    country_names.TEXT,
    REGION,
    IN_REGION,
    SCOPE_WORD,
    country_titles.SCOPE,
    country_brackets.RULE,
    country_statements.RULE,
    country_counts.RULE,
    country_roles.CONTEXT,
    *country_pages.RULES,
    *country_signs.RULES,
    *country_titles.RULES,
)
MODULE = Module("countries", RULES, read)
