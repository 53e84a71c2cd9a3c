"""Names of countries, regions and country groups in a text, by longest match of whole words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

import regex
from rapidfuzz import fuzz, process

from extractors.lexicon import fold, rows, squeeze, toml
from extractors.memory import LONGEST, remembered
from extractors.numbers import scaled
from extractors.region_names import region_name

#: Longest name looked for, in words ("the former Yugoslav Republic of Macedonia" has six).
MOST_WORDS = 9

#: A word; a dash at its end sets it apart from what follows (``Éthiopie- (zone …)``).
_TOKEN = regex.compile(r"(?:-{0,3}[\p{L}\p{M}\d.'’&]++)+")  # a hyphen behind a word is not part of it
_PLAIN_TOKEN = re.compile(r"(?:-{0,3}[A-Za-z0-9.'&]++)+")  # the same for ASCII, four times as fast
#: Where a word of a name may end: before anything that is no letter, and at the end.
_WORD_END = regex.compile(r"(?<=[\p{L}\p{M}\d.'&-])(?![\p{L}\p{M}\d])")
_COMPASS = regex.compile(
    r"\b(?:north|south|east|west|central|northern|southern|eastern|western|nord|sud|est|ouest|norte|sur|este|oeste|zentral)"
    r"(?:-?(?:east|west|ern|ast))?\s*(?:,|and|&|/|et|y|und)\s*$",
    regex.I,
)


#: Letters from which on a misspelt name is told from another one ("Mali", "Malta").
NEAR_LENGTH = 5


class Place(NamedTuple):
    """A name found in a text: ``text[start:end]``, what kind of place, and its code."""

    start: int
    end: int
    kind: str  #: ``country`` ``region`` ``group``
    code: str  #: ISO 3166 alpha-3, the region's scope, or the group's id


@cache
def countries() -> Mapping[str, str]:
    """Folded name of a country, in any language or spelling -> ISO 3166 alpha-3."""
    return {squeeze(r["name"]): r["iso3"] for r in rows("countries")}


@cache
def _compass() -> tuple[frozenset[str], regex.Pattern[str]]:
    """How words for points of the compass begin, and one of them with what it is written in one word with."""
    points = [squeeze(w) for w in toml("groups")["compass"]["words"]]
    longest = sorted(points, key=lambda w: (-len(w), w))
    return frozenset(w[:3] for w in points), regex.compile(rf"(?:{'|'.join(longest)})-?(?P<name>\p{{L}}{{4,}}+)")


def _part(key: str) -> str:
    """Folded name of a part of a country (``nordirak``) -> ISO 3166 alpha-3; empty where it is none."""
    heads, pattern = _compass()
    whole = pattern.fullmatch(key) if key[:3] in heads else None
    return countries().get(whole["name"], "") if whole and key not in toml("groups")["compass"]["not"] else ""


@cache
def names() -> Mapping[str, str]:
    """ISO 3166 alpha-3 -> English short name: the one brochures print where CLDR's is younger than they are."""
    table: dict[str, str] = dict(toml("country_display")["names"])
    for row in rows("countries"):
        if row["lang"] == "en":
            table.setdefault(row["iso3"], row["name"])
    return table


def names_part(label: str) -> bool:
    """Whether a label names a part of a region, which counts only where no label names the region itself."""
    return squeeze(label).startswith(tuple(toml("groups")["part_of_region"]))


@cache
def regions() -> Mapping[str, str]:
    """Folded name of a region or an inter-regional word -> scope (``global`` or ``regional``)."""
    return {squeeze(r["name"]): r["scope"] for r in rows("regions")}


@cache
def groups() -> Mapping[str, str]:
    """Folded name of a country group -> its id."""
    return {squeeze(name): part["id"] for part in toml("groups")["group"] for name in [part["id"], *part["names"]]}


def members(group: str, date: str) -> tuple[str, ...]:
    """The members of a group at a date (ISO 8601, any precision): ISO 3166 alpha-3, sorted.

    Empty where no table of the group holds for the date.
    """
    for part in toml("groups")["group"]:
        if (
            part["id"] == group
            and str(part.get("from", "")) <= (date or "9999")
            and (date or "0") <= str(part.get("to", "") or "9999")
        ):
            return tuple(sorted(part["members"]))
    return ()


@cache
def _index() -> Mapping[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {n: ("region", s) for n, s in regions().items()}
    found |= {n: ("group", g) for n, g in groups().items()}
    return found | {n: ("country", c) for n, c in countries().items()}


@cache
def _heads() -> frozenset[str]:
    """The first one, two and three characters of all names: what a word begins with that a name may begin with."""
    return frozenset(name[:length] for name in _index() for length in (1, 2, 3))


@cache
def _first_words() -> frozenset[str]:
    """The beginnings of all names up to where a word may end in print: ``guinea`` too of ``guinea-bissau``."""
    return frozenset(name[: end.start()] for name in _index() for end in _WORD_END.finditer(name))


@cache
def _sorted() -> list[str]:
    """All names, so that those that begin with a text can be found by halving."""
    return sorted(_index())


@remembered
def find(text: str) -> tuple[Place, ...]:
    """The places a text names, in order, the longest name at each position.

    A country whose name begins with a point of the compass is no country at the end of a list of regions
    (``East, West, Central and South Africa``).
    """
    return tuple(_found(text))


def leading(text: str) -> Place | None:
    """The place whose name is the first words of a text; None where they are none."""
    tokens = list(islice(_tokens(text), MOST_WORDS))
    return _at(text, tokens, 0) if tokens else None


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in (_PLAIN_TOKEN if text.isascii() else _TOKEN).finditer(text))


def _found(text: str) -> Iterator[Place]:
    tokens = list(_tokens(text))
    at = 0
    while at < len(tokens):
        place = _at(text, tokens, at)
        if place is None:
            at += 1
            continue
        yield place
        while at < len(tokens) and tokens[at][0] < place.end:
            at += 1


def _at(text: str, tokens: Sequence[tuple[int, int]], at: int) -> Place | None:
    start = tokens[at][0]
    if not _begins_name(text[slice(*tokens[at])]):
        return None
    for end in reversed(_ends(text, tokens[at : at + MOST_WORDS])):
        found = _look_up(text[start:end])
        if found is None and text[end : end + 1] == ")" and "(" in text[start:end]:
            end += 1  # "Congo (Kinshasa)"
            found = _look_up(text[start:end])
        if found:
            kind, code = found
            end = start + len(_MARK.sub("", text[start:end]))
            short = end - start <= 3
            if short and not text[start:end].isupper():
                continue
            if kind == "country" and fold(text[start:end]).split()[0] in _POINTS and _COMPASS.search(text[:start]):
                kind, code = "region", "regional"
            return Place(start, end, kind, code)
    return None


def _begins_name(word: str) -> bool:
    """Whether a name may begin with this word, or be this word without a mark at its end."""
    first, word = _first_words(), fold(word)
    if _part(word):
        return True
    if word in first or (word[-1].isalpha() and not word.endswith("'s")) or word[:3] not in _heads():
        return word in first
    return any(part in first for part in (word.rstrip("."), *(word[:-n] for n in (1, 2, 3, 4))))


def _ends(text: str, tokens: Sequence[tuple[int, int]]) -> list[int]:
    """Where a name that begins at the first of these words may end: behind each, as long as a name goes on so."""
    ends: list[int] = []
    for _, end in tokens:
        ends.append(end)
        begun = _key(text[tokens[0][0] : end])
        near = bisect_left(names := _sorted(), begun)
        if near == len(names) or not names[near].startswith(begun):
            break
    return ends


_MARK = regex.compile(r"(?<=\p{L}{3})\d{1,2}$")  # a footnote's, glued to the name
_POINTS = frozenset({"south", "north", "east", "west", "central", "equatorial"})


_TORN = regex.compile(r"(?<=\p{L})-\s+(?=\p{L})")


def _key(text: str) -> str:
    """A name as it is looked up: folded, and whole where a line was broken behind its dash (``Timor- Leste``)."""
    return _TORN.sub("-", squeeze(text))


def _look_up(text: str) -> tuple[str, str] | None:
    key = _key(_MARK.sub("", text) if text[-1:].isdigit() else text)
    index = _index()
    forms = (key, key.rstrip("."), key.removesuffix("'s"))
    found = next((place for form in forms if (place := index.get(form))), None)
    part = "" if found else next((code for form in forms if (code := _part(form))), "")
    return ("country", part) if part else found


@cache
def demonyms() -> Mapping[str, str]:
    """Folded adjective or name of inhabitants -> ISO 3166 alpha-3."""
    return {squeeze(r["word"]): r["iso3"] for r in rows("demonyms")}


_MARKS_ASIDE = regex.compile(r"[\W_]")
_JOINS_ASIDE = regex.compile(r"[\W_]|\band\b")


@remembered
def covered(text: str, *, joined: bool = False) -> float:
    """The share of a text's letters and figures that names of places cover; ``joined``: *and* between them aside."""
    size = len((_JOINS_ASIDE if joined else _MARKS_ASIDE).sub("", text))
    return sum(p.end - p.start for p in find(text)) / size if size else 0.0


def are_all(text: str) -> bool:
    """Whether a text is the name of a place, or of several, and nothing else; one of thousands of characters is not."""
    return len(text) <= LONGEST and covered(text) >= 0.75


def begins_with_place(text: str) -> bool:
    """Whether a text begins with the name of a country, region or group."""
    return any(p.start <= 4 for p in find(text[:80]))


#: What official names put before the short one; where that changes the country, the whole name is in the lexicon.
_STATE = regex.compile(
    r"^(?:the )?(?:republic of (?:the )?|kingdom of |state of |r[eé]publique (?:du |de la |de l'|des |d'|de )"
    r"|rep[uú]blica d(?:el|e la|e|o|a) |republik |repubblica d(?:i|el|ella) )"
)


def iso3(text: str) -> str:
    """Name of a country -> ISO 3166 alpha-3; empty where it is none."""
    key = _key(text)
    forms = (key, key.rstrip("."), key.removesuffix("'s"), _STATE.sub("", key))
    return next((code for form in forms if (code := countries().get(form) or _part(form))), "")


def nearest(text: str, least: float) -> str:
    """The English name of the country whose name is most like a part of a list of names; empty where none is.

    ``least`` is the likeness (0-100) that is asked for.
    """
    for part in regex.split(r"[,;\n/]|\s(?:and|et|y|und|e)\s", text):
        key = squeeze(part)
        if len(key) < NEAR_LENGTH or _look_up(key):
            continue
        near = process.extractOne(key, list(countries()), scorer=fuzz.ratio, score_cutoff=least)
        if near:
            return names()[countries()[near[0]]]
    return ""


def country_name(text: str) -> str:
    """ISO 3166 alpha-3 codes, a line each -> English short names as a list."""
    return "; ".join(names().get(code, code) for code in text.split("\n") if code)


def group_id(text: str) -> str:
    """Name of a country group -> its id."""
    return groups().get(squeeze(text), "")


def group_members(text: str, date: str = "", code: str = "") -> str:
    """Name of a group -> ``code`` where that is a member at the date; empty otherwise."""
    return code if code in members(group_id(text), date) else ""


def scope_word(text: str) -> str:
    """A region's name or an inter-regional word -> ``global`` or ``regional``."""
    return regions().get(squeeze(text).strip(" .:;,"), "")


@cache
def signs() -> Mapping[str, str]:
    """The sign of a country in codes, of two or three letters -> ISO 3166 alpha-3."""
    listed = {sign: r["iso3"] for r in rows("country_codes") for sign in (r["iso2"], r["iso3"])}
    return {**toml("country_signs")["three"], **listed}


def sign_iso3(text: str, bank: str = "") -> str:
    """The sign of a country in a code -> ISO 3166 alpha-3; ``bank`` names the one whose own sign it is."""
    table: Mapping[str, str] = toml("country_signs")[bank] if bank else signs()
    return table.get(text.strip(), "")


def sign_scope(text: str) -> str:
    """The sign of a region or of the world in a code -> ``regional`` or ``global``."""
    return str(toml("country_signs")["scope"].get(text.strip(), ""))


_INFLECTED = regex.compile(r"(?<=isch)e[mnrs]?$")


def demonym(text: str) -> str:
    """An adjective, or a name of inhabitants -> ISO 3166 alpha-3 of their country."""
    word = squeeze(text)
    stems = (word, word.removesuffix("s"), word.removesuffix("es"), _INFLECTED.sub("", word))
    return next((code for stem in stems if (code := demonyms().get(stem))), "")


def currency_step(text: str) -> str:
    """A printed currency mark -> ISO 4217."""
    from extractors.money import currency  # late: money needs the steps of this table

    return currency(text)


def scaled_currency(text: str) -> str:
    """``5 MEUR`` -> ``EUR``."""
    return scaled(text)[0]


def franc(text: str) -> str:
    """A mark of a CFA franc and the name of a country, a line each -> the franc of that country's bank."""
    return "XAF" if iso3(text.rpartition("\n")[2]) in toml("money")["central_african_franc"]["countries"] else "XOF"


def rupee(text: str) -> str:
    """A mark of a rupee and the name of a country, a line each -> the rupee of that country."""
    return str(toml("money")["rupees"].get(iso3(text.rpartition("\n")[2]), "INR"))


def dollar(text: str) -> str:
    """A dollar sign and the name of an agency, a line each -> that country's dollar."""
    from extractors.money import dollar_of  # late: see above

    return dollar_of(text.partition("\n")[2])


def crown(text: str) -> str:
    """A mark of a crown and a word of a language, a line each -> the crown of its country."""
    from extractors.crowns import crown_of  # late: see above

    return crown_of(text.rpartition("\n")[2])


def scope_of(text: str) -> str:
    """Countries, a line each -> ``national`` for one, ``regional`` for several."""
    found = {line for line in text.split("\n") if line}
    return "national" if len(found) == 1 else "regional" if found else ""


STEPS: Mapping[str, Callable[..., str]] = {
    "iso3": iso3,
    "country-name": country_name,
    "group": group_id,
    "member": group_members,
    "scope-word": scope_word,
    "region-name": region_name,
    "scope-of": scope_of,
    "sign-iso3": sign_iso3,
    "sign-scope": sign_scope,
    "demonym": demonym,
    "currency": currency_step,
    "dollar": dollar,
    "franc": franc,
    "rupee": rupee,
    "crown": crown,
    "scaled-currency": scaled_currency,
}
