"""Whether a country that a block names is where its project works, by all the places where it is named."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache

import regex

from extractors import borders, contexts, country_seats, places, role_model
from extractors.contexts import Home, Mention
from extractors.evidence import TELLING, Block, Finding, Rule
from extractors.lexicon import alternation, rows, toml, vocabulary
from extractors.place_cells import place_cells
from extractors.places import Place

CONTEXT = Rule(
    "countries.context",
    "Where no field says where a project works, the countries whose mentions in title and text speak for it are its; "
    "those of running text alone are hints (basis narrative).",
    ("title", "narrative"),
    "place",
    status="inferred",
    hits=(("Rural roads in Mali", "iso3=MLI"), ("Clean water for Mozambique and Zambia", "iso3=MOZ; iso3=ZMB")),
    misses=("Embassy of Finland in Maputo", "Support from Japan for schools"),
)

#: Fields whose countries are stated, or are where somebody sits.
_STATED = frozenset({"country", "region", "email", "phone", "fax", "website"})
_SEATS = frozenset({"contact", "contact_hq", "contact_field", "address"})
_PARTIES = frozenset({"donor", "partner", "implementer", "pledged", "contribution"})
#: A word for an office beside a mention, which is then its name or its seat.
_OFFICES = frozenset({"left.office", "right.office"})
#: Where a block tells of a project rather than says what it is.
TOLD = TELLING | {"narrative", "page"}

#: So many countries side by side are a list.
LISTED = 3
#: So many are one where the block speaks of a border or of work across it, or of a fund of the European Union for its
#: own regions: the two are published together.
PAIRED = 2
#: A list of more than so many, with the country of the title in it, says more than the title.
WIDER = 4
#: A line of fewer words that closes with a full stop may be a heading.
SENTENCE = 6
#: So many characters before a list a word stands that makes it one of examples.
BESIDE = 30
#: What stands between two countries of a list: figures up to the end of the line; or separators, a word for *and*, an
#: article, a short form in brackets, the head of an official name.
_BETWEEN = regex.compile(
    r"[^\p{L}\n]{0,40}\n\s*|\**\s*(?:\(\p{Lu}{2,4}\)\s*)?(?:[,;/&|•·–—-]\s*)*"
    r"(?:(?:and|as well as|et|ainsi que|y|e|und|sowie|en|dan)\s+)?"
    r"(?:(?:the|la|las|le|les|el|los|lo|il|gli|die|der|den|dem|das|o|a|os|as)\s+|l['’]\s?)?"
    r"(?:(?:\p{Lu}\p{L}{1,30}+\s+){0,2}(?:Republic|Kingdom|State|République|Royaume|República|Reino|Republik|Repubblica)\s+"
    r"(?:of\s+(?:the\s+)?|du\s+|de\s+(?:la\s+|l['’])?|des\s+|del?\s+|d['’]|di\s+|do\s+|da\s+))?"
)


@dataclass(frozen=True, slots=True)
class Country:
    """A country of a block in all its mentions, the first one first."""

    code: str
    mentions: tuple[Mention, ...]
    features: dict[str, float]
    beside: tuple[str, ...] = ()  #: the countries of the list in which it is named, its own included


def named(block: Block, *, page: bool = True) -> list[Country]:
    """The countries that a block names outside of its country fields, each once, with what tells their role.

    ``page``: also those that only the rest of its page names. A title that lists countries has them all: others are
    named only where a list has those of the title too.
    """
    stretches = [h for h in contexts.homes(block, page=page) if h.kind not in _STATED]
    inside = borders.at_home(stretches)
    least = PAIRED if inside or borders.crossed(stretches) else LISTED
    printed: dict[str, list[Mention]] = {}
    lists: dict[str, tuple[str, ...]] = {}
    seats = country_seats.listed(stretches)
    for home in stretches:
        found = [p for p in places.find(home.excerpt.text) if p.kind == "country" and not _sits(home, p, seats)]
        for run in (r for r in runs(home.excerpt.text, found) if not _exemplify(home, r)):
            listed = _listed(home, run)
            for one in run:
                if len({p.code for p in run}) >= least:
                    lists[one.code] = max(lists.get(one.code, ()), tuple(sorted({p.code for p in run})), key=len)
                printed.setdefault(one.code, []).append(_mention(stretches, home, found, one, listed))
    counts = Counter({code: len(found) for code, found in printed.items()})
    titled = {code for code, found in printed.items() if any(m.home.kind == "title" for m in found)}
    giving = givers() - inside
    return [
        Country(code, tuple(m), _features(code, m, counts, titled, giving), lists.get(code, ()))
        for code, m in printed.items()
        if (len(titled) < LISTED or code in titled or titled <= set(lists.get(code, ())))
        and not (code in giving and all(one.features.keys() & _OFFICES for one in m))
    ]


def _sits(home: Home, one: Place, seats: Set[int]) -> bool:
    """Whether a country is where a partner of a list of them sits."""
    return any(span.start in seats for span in home.excerpt.spans(one.start, one.end)[:1])


def _exemplify(home: Home, run: Sequence[Place]) -> bool:
    """Whether countries side by side are examples, or where people come from."""
    several = len({p.code for p in run}) >= PAIRED
    return several and _examples().search(home.excerpt.text[: run[0].start][-BESIDE:]) is not None


@cache
def _examples() -> regex.Pattern[str]:
    """Words directly before a list of countries that are examples, or where people come from."""
    words = alternation(vocabulary("roles", "examples"))
    return regex.compile(rf"(?<!\p{{L}})(?:{words})\.?,?\s+(?:the\s+|l[ae]s?\s+|del?\s+|d['’]|der\s+)?$", regex.I)


def runs(text: str, found: Sequence[Place]) -> Iterator[list[Place]]:
    """The countries that stand side by side, with nothing but separators, *and* and articles between them."""
    run: list[Place] = []
    for one in found:
        if run and (_closes(text, run[-1]) or not _BETWEEN.fullmatch(text, run[-1].end, one.start)):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _closes(text: str, one: Place) -> bool:
    """Whether the full stop that a name takes with it is that of the sentence (``Mali.``, not ``U.S.``)."""
    return regex.search(r"\p{Ll}{3}\.$", text[one.start : one.end]) is not None


def _listed(home: Home, run: Sequence[Place]) -> dict[str, float]:
    """The features that every country of a list of three or more shares: what stands around the list."""
    size = len({one.code for one in run})
    if size < LISTED:
        return {}
    start, end = run[0].start, run[-1].end
    seen = contexts.around(home, start, end, "country") | contexts.line(home, start, end)
    return {f"list.{name}": value for name, value in seen.items()} | {"list": 1.0, "list.size": math.log(size)}


def _mention(
    stretches: list[Home], home: Home, others_too: Sequence[Place], one: Place, listed: dict[str, float]
) -> Mention:
    """One name where it stands, with the features of that place and of the list that it is part of."""
    seen = listed | contexts.standing(stretches, home, one.start, one.end, "country")
    text = home.excerpt.text
    low, high = contexts.sentence(home, one.start, one.end)
    others = [p for p in others_too if p.code != one.code]
    flags = {
        "field.seat": home.kind in _SEATS,
        "field.party": home.kind in _PARTIES,
        "field.location": home.kind in ("location", "beneficiary", "host"),
        "field.objective": home.kind in ("objective", "summary", "status", "programme", "theme"),
        "near.listed": any(min(abs(p.start - one.end), abs(one.start - p.end)) < 8 for p in others),
        "near.many": len({p.code for p in others if low <= p.start < high}) > 2,
        "near.pair": sum(min(abs(p.start - one.end), abs(one.start - p.end)) < 8 for p in others) == 1 and not listed,
        "near.comma": text[: one.start].rstrip().endswith(",") and not listed,
        "near.capitals": text[one.start : one.end].isupper(),
        "near.dash": text[one.end : one.end + 3].strip()[:1] in tuple("-–—:"),
    }
    seen |= contexts.holding(flags)
    if home.kind == "title":
        seen = {f"title.{k}": v for k, v in seen.items()} | _in_title(text, one)
    return Mention(home, one.start, one.end, seen)


def _in_title(text: str, one: Place) -> dict[str, float]:
    """Where in a title a country stands."""
    flags = {"title": True, "title.begins": one.start < 3, "title.ends": len(text) - one.end < 3}
    return contexts.holding(flags)


@cache
def givers() -> frozenset[str]:
    """Countries whose own offices or funds are among the known donors, those aside that get aid themselves."""
    own = {r["iso3"] for r in rows("organisations") if r["kind"] in ("agency", "country-government", "fund")}
    return frozenset(own - {""} - set(toml("roles")["giving"]["getting"]))


def _features(
    code: str, mentions: list[Mention], counts: Counter[str], titled: set[str], giving: Set[str]
) -> dict[str, float]:
    """The features of a country by all its mentions, and how it compares with the other countries of its block."""
    every = sum(counts.values())
    receivers = counts.keys() - giving
    flags = {
        "all.only_receiver": receivers == {code} and len(counts) > 1,
        "all.giver_among": code in giving and bool(receivers),
        "all.page": all(m.home.kind == "page" for m in mentions),
        "all.alone": len(counts) == 1,
        "all.most": len(counts) > 1 and counts[code] == max(counts.values()),
        "all.first": next(iter(counts)) == code,
        "all.titled_other": bool(titled) and code not in titled,
        "all.titled_alone": titled == {code},
        "all.giver": code in giving,
        "all.repeated": counts[code] > 1,
        "all.often": counts[code] > 3,
        "all.title_and_text": code in titled and counts[code] > 1,
    }
    numbers = {"share": counts[code] / every, "rivals": math.log(len(counts)), "times": math.log(counts[code])}
    return contexts.merged(mentions) | numbers | contexts.holding(flags)


def read(block: Block) -> Iterator[Finding]:
    """The countries of a block that are likely enough where its project works."""
    yield from (finding for _, finding in _likely(named(block)))


def wider(block: Block, titled: Set[str]) -> Iterator[Finding]:
    """The countries of a longer list with the title's own in it: a title may name one country of a programme's.

    A list that only the rest of the page has is a menu.
    """
    listed = _likely(named(block, page=False))
    yield from (f for one, f in listed if len(one.beside) > WIDER and titled <= set(one.beside))


def across(block: Block, stated: Set[str]) -> Iterator[Finding]:
    """The other side of a border: the one country that stands beside the only one that a block states."""
    if len(stated) != 1 or not borders.crossed(contexts.homes(block)):
        return
    others = [one for one in named(block, page=False) if len(one.beside) == PAIRED and stated < set(one.beside)]
    beside = [one for one in others if one.code not in stated]
    if len(beside) == 1:
        yield _finding(beside[0], role_model.chance("country", beside[0].features), "doubtful")


def _likely(every: Sequence[Country]) -> Iterator[tuple[Country, Finding]]:
    chances = {one.code: role_model.chance("country", one.features) for one in every}
    getting = {one.code for one in every if "all.giver" not in one.features}
    for one in every:
        gets = one.code in getting  # those who give aid stand beside those who get it
        listed = [chances[code] for code in one.beside if code in chances and (not gets or code in getting)]
        probability = sum(listed) / len(listed) if listed else chances[one.code]  # a list is where it works, or is not
        status = role_model.status("country", probability)
        if status:
            yield one, _finding(one, probability, status)


def _finding(one: Country, probability: float, status: str) -> Finding:
    """The finding of a country where it is named first."""
    best = one.mentions[0]
    cells = place_cells(best.home.excerpt, best.start, best.end)
    doubt = role_model.doubt(status)
    told = role_model.reasons("country", one.features)
    kind = best.home.kind if best.home.kind == "title" else "narrative"
    basis = "narrative" if all(map(_running, one.mentions)) else "named"
    return Finding("place", CONTEXT.id, cells, kind, status, doubt, round(probability, 2), {"basis": basis}, told)


def _running(mention: Mention) -> bool:
    """Whether a mention stands in running text: what no title, heading, field or line of its own says is a hint."""
    seen = mention.features.keys()
    apart = "line.alone" in seen or ("line.short" in seen and not _ends_sentence(mention))
    return mention.home.kind in TOLD and not apart


def _ends_sentence(mention: Mention) -> bool:
    """Whether the line of a mention closes as a sentence of some words does."""
    text = mention.home.excerpt.text
    first = text.rfind("\n", 0, mention.start) + 1
    line = text[first:].split("\n", 1)[0].rstrip()
    return line.endswith((".", "!", "?")) and len(line.split()) >= SENTENCE
