"""Where a sentence plainly says that a project is carried out: *is implemented in Malawi and Zambia*."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import contexts, country_roles, places
from extractors.contexts import Home
from extractors.evidence import Block, Finding, Rule
from extractors.lexicon import alternation, squeeze, toml
from extractors.numbers import number_words
from extractors.place_cells import place_cells
from extractors.places import Place

RULE = Rule(
    "countries.carried_out",
    "Where no field or title names a country, those of a sentence that says where the project is carried out are its.",
    ("narrative",),
    "place",
    status="doubtful",
    doubt="a sentence of the text says where it is carried out, and no field does",
    hits=(
        ("The project is being implemented in the Republic of Malawi and in Zambia.", "iso3=MWI; iso3=ZMB"),
        ("The money is for a three-year project in two districts of rural Ghana.", "iso3=GHA"),
        ("Es wird in Sierra Leone und Liberia durchgeführt.", "iso3=SLE; iso3=LBR"),
        ("Il s’agit de la construction d’une école au nord du Togo.", "iso3=TGO"),
        ("RegionAfricaBorrower(s)Government of the Republic of Ghana", "iso3=GHA"),
        ("A PROPOSED CREDIT OF SDR 9 MILLION TO THE REPUBLIC OF MALAWI FOR A LAKE PROJECT", "iso3=MWI"),
        ("The participating countries are Malawi and Zambia.", "iso3=MWI; iso3=ZMB"),
        ("Four centres give help to migrants from nine districts of Nepal.", "iso3=NPL"),
        ("So the Government of Nepal requested a grant from Japan.", "iso3=NPL"),
    ),
    misses=(
        "The project is carried out by the University of Oslo, Norway.",
        "A workshop on the project took place in Nairobi, Kenya.",
        "A similar project in Kenya went well.",
        "The institute is located in Bonn, Germany.",
        "The Government of Ghana was there.",
        "The Government of Norway requested a report.",
        "It is late due to war in Mali.",
        "Guests from nine districts of Nepal came.",
        "The bank gives loans from Rome to Kenya Lake Bank.",
        "According to studies in Ghana it rains less.",
    ),
)

#: From the word that says what is done to the country stand at most so many characters,
FAR = 110
#: from one country of a sentence to the next one so many,
NEXT = 45
#: and from the country to a verb that closes the sentence so many.
CLOSED = 40
#: So much of a sentence is read before a country, and behind it, in characters.
LEAD = 600
#: A word that makes a project another one stands at most so many before it.
APART = 25
#: Words of aid, of aims and for the project or its money at the head of a sentence, by the names of their groups.
_AIDS = frozenset({"head", "aim", "aid", "help"})
#: A name or a number of places between a word for a project and *in*.
_NAME = regex.compile(r"[\s\"“”«»'’(),]*+(?:[\p{Lu}\d][\p{L}\d.&'’-]*+[\s\"“”«»'’(),]*+){0,6}")
_PLAIN = regex.compile(r"[^.;:!?]*+")


def read(block: Block) -> Iterator[Finding]:
    """The countries of the first sentence that says where the project is carried out.

    Those that give aid themselves count only where no other is said to be a place of the project; one that leaves out
    what the title names speaks of something else.
    """
    titled = _named(block.titles[0].value.text) if block.titles else frozenset()
    for home in contexts.homes(block, titles=False, page=True):
        if home.kind in country_roles.TOLD:
            found = _stated(home)
            if found and titled - country_roles.givers() <= {p.code for p in found}:
                yield from (_finding(home, place) for place in found)
                return


def _named(text: str) -> frozenset[str]:
    return frozenset(p.code for p in places.find(text) if p.kind == "country")


def _stated(home: Home) -> list[Place]:
    """The countries of the first sentence of a stretch that says where something is carried out, if one does.

    What is left of a page tells only who borrows, or has asked for it.
    """
    says = _host if home.kind == "page" else _carried_out
    text = home.excerpt.text
    found = [p for p in places.find(text) if p.kind == "country"]
    last: list[Place] = []
    for run in country_roles.runs(text, found):
        low, high = contexts.sentence(home, run[0].start, run[-1].end)
        if last and last[-1].start >= low and _goes_on(text[last[-1].end : run[0].start]):
            last += run
        elif not last and says(
            _before(text, low, run[0].start),
            text[run[-1].end : min(high, run[-1].end + LEAD)],
            several=len({p.code for p in run}),
        ):
            last = list(run)
    return last if not {p.code for p in last} <= country_roles.givers() else []


#: Aid goes to no more places than these, where no word says that it is carried out there.
_FEW = 3


def _before(text: str, low: int, position: int) -> str:
    """The words of a sentence before a place, no more than can tell; a word stands for those that are left out."""
    return text[low:position] if position - low <= LEAD else f"x {text[position - LEAD : position]}"


def _goes_on(between: str) -> bool:
    """Whether the next country of a sentence is a place of the same thing: ``…, and in the north of``."""
    return len(between) <= NEXT and bool(_and().match(between) and _in().search(between)) and _is_clear(between)


def _carried_out(before: str, behind: str, *, several: int) -> bool:
    """Whether the words of a sentence before a country, or a verb behind it, say that it is the place of something.

    Of ``several`` countries side by side a list is not where the one sits by whom it is done, and two may be those
    between which something is done. Many are a group that aid is told of, and need not be where this project works.
    """
    if _host(before, behind, several=several) or (_listed().search(before) and not _other().search(before[-FAR:])):
        return True
    if _counted().search(before) and not (_events().search(before) or _other().search(before)):
        return True
    before = _by().sub(" ", before) if several >= country_roles.LISTED else before
    for anchor in reversed([*_anchors().finditer(before)]):
        gap = before[anchor.end() :]
        if several > _FEW and anchor.lastgroup in _AIDS:
            continue
        placed = _in().search(gap) or (_between().search(gap) if country_roles.PAIRED <= several <= _FEW else None)
        says = _aids if anchor.lastgroup in _AIDS else _says
        if len(gap) <= FAR and _is_clear(gap) and says(anchor, gap, placed, before[: anchor.start()], behind):
            return True
    return False


def _aids(anchor: regex.Match[str], gap: str, placed: regex.Match[str] | None, lead: str, behind: str) -> bool:
    """Whether a word of aid or of an aim begins a statement of where those are who get it."""
    if placed is None or _events().search(lead) or _persons().search(lead) or _other().search(lead[-APART:]):
        return False
    if anchor.group("head"):
        return not (_events().search(gap) or _other().search(anchor.group()))
    if anchor.group("help"):
        return any(one.group().casefold() not in _given() for one in _in().finditer(gap))
    return anchor.group("aid") is None or _of_project(lead) or bool(_it().search(lead) or _we().search(lead))


def _host(before: str, behind: str, *, several: int = 1) -> bool:
    """Whether a country borrows for the project, its government has asked for it, or a bank lends to it for that."""
    government = _government().search(before)
    lead = before[: government.start()] if government else before
    if several > _FEW:
        return False
    if _borrower().search(lead) or (government is not None and _asks().match(behind)):
        return True
    return bool(_lent_to().search(before) and _lent_for().match(behind))


def _says(anchor: regex.Match[str], gap: str, placed: regex.Match[str] | None, lead: str, behind: str) -> bool:
    """Whether a word that may begin a statement does so: by what it is, and by what stands around it."""
    if anchor.group("built"):
        return placed is not None
    if anchor.group("verb") or anchor.group("covers"):
        told = (_of_project(lead) or bool(_it().search(lead))) and not _events().search(lead)
        return told and (placed is not None or bool(anchor.group("covers")))
    if placed is None or _other().search(lead[-APART:]):
        return False
    if anchor.group("it") or _closing().search(behind[:CLOSED]):
        return _closing().search(behind[:CLOSED]) is not None
    return _NAME.fullmatch(gap[: placed.start()]) is not None


def _of_project(lead: str) -> bool:
    """Whether the nearest word for a project before a verb is that of this one."""
    found = [m for m in _anchors().finditer(lead) if m.lastgroup in ("subject", "head")]
    return bool(found) and not _other().search(lead[: found[-1].start()][-APART:])


def _is_clear(gap: str) -> bool:
    """Whether nothing in these words makes what follows somebody's country or the place of another thing."""
    return _PLAIN.fullmatch(gap) is not None and not _stops().search(gap)


def _finding(home: Home, place: Place) -> Finding:
    cells = place_cells(home.excerpt, place.start, place.end)
    return Finding("place", RULE.id, cells, "narrative", RULE.status, RULE.doubt, fixed={"basis": "named"})


def _words(*names: str) -> str:
    """A pattern for whole words of the lexicon."""
    listed = {squeeze(w) for name in names for w in toml("carried_out")[name]}
    return rf"(?<!\p{{L}})(?:{alternation(sorted(listed))})(?!\p{{L}})"


@cache
def _anchors() -> regex.Pattern[str]:
    """The words with which a statement begins: what is done, or what is done to the project, or the project."""
    heads = (
        rf"(?P<it>^\W*{_words('it')})|(?P<head>^\W*(?:\p{{L}}[\p{{L}}'’-]*+\s+){{0,3}}?{_words('subjects', 'money')})|"
    )
    heads += rf"(?P<aim>{_infinitive()})|"
    parts = (
        ("built", "built"),
        ("covers", "covers"),
        ("aim", "aims"),
        ("aid", "aids"),
        ("verb", "verbs"),
        ("subject", "subjects"),
        ("help", "helps"),
    )
    return regex.compile(heads + "|".join(f"(?P<{group}>{_words(name)})" for group, name in parts), regex.I)


@cache
def _in() -> regex.Pattern[str]:
    return regex.compile(_words("places"), regex.I)


def _infinitive() -> str:
    """A pattern for *to* and a verb of what projects do; other words behind it are places, times and things."""
    return rf"{_words('to')}\s+{_words('do')}"


@cache
def _between() -> regex.Pattern[str]:
    return regex.compile(_words("between"), regex.I)


@cache
def _we() -> regex.Pattern[str]:
    """Those who tell of their own project, or what they give for it, before a verb of aid."""
    return regex.compile(_words("we"), regex.I)


@cache
def _given() -> frozenset[str]:
    """Words before a country that gets aid, which do not say where."""
    return frozenset(toml("carried_out")["given"])


@cache
def _persons() -> regex.Pattern[str]:
    return regex.compile(_words("persons"), regex.I)


@cache
def _stops() -> regex.Pattern[str]:
    return regex.compile(_words("stops"), regex.I)


@cache
def _events() -> regex.Pattern[str]:
    return regex.compile(_words("events"), regex.I)


@cache
def _other() -> regex.Pattern[str]:
    return regex.compile(_words("other"), regex.I)


@cache
def _closing() -> regex.Pattern[str]:
    return regex.compile(_words("closing"), regex.I)


@cache
def _by() -> regex.Pattern[str]:
    """Those by whom something is done, before the preposition of its place."""
    return regex.compile(rf"{_words('by')}(?=[^.;:!?]{{1,90}}{_words('places')})", regex.I)


@cache
def _government() -> regex.Pattern[str]:
    """*The Government of the Republic of*, up to the name of the country."""
    return regex.compile(rf"{_words('governments')}\s*(?:{_words('states')}\s*)?$", regex.I)


@cache
def _borrower() -> regex.Pattern[str]:
    """The label of the borrower; words of a form may be run together with it."""
    return regex.compile(rf"(?:{alternation(sorted(toml('carried_out')['borrowers']))})(?:\(s\))?\s*:?\s*$", regex.I)


@cache
def _lent_to() -> regex.Pattern[str]:
    """What a bank lends, up to the name of the country that gets it: ``PROPOSED CREDIT OF SDR 9 MILLION TO THE``."""
    titles = rf"(?:(?:{_words('governments')}|{_words('republics')})\s+){{0,2}}"
    return regex.compile(
        rf"{_words('lent')}(?:(?:(?!\sto\s(?!the\s)\p{{L}})[^;!?\n]){{0,160}}\s)?{_words('lent_to')}\s+{titles}$",
        regex.I,
    )


@cache
def _listed() -> regex.Pattern[str]:
    """Words for the places of a project as the subject of a sentence: ``The geographic focus includes``."""
    verbs = rf"(?:,?\s*{_words('namely')}|\s*:)?\s*(?:{_words('articles')}\s+)?"
    return regex.compile(rf"{_words('sites')}\s*(?:{_words('are')}{verbs}|\s*:\s*)$", regex.I)


@cache
def _counted() -> regex.Pattern[str]:
    """How many parts of a country, up to its name: ``serves families from three districts of``."""
    numbers = alternation(sorted(n for n, value in number_words().items() if value > 1))
    return regex.compile(
        rf"{_words('helped')}[^.;:!?]{{1,90}}?(?<![\p{{L}}\d.,])(?:\d{{1,3}}|{numbers})\s+{_words('districts')}\s+{_words('parts_of')}\s*$",
        regex.I,
    )


@cache
def _lent_for() -> regex.Pattern[str]:
    """What stands behind the country that a bank lends to: what for, or how much."""
    return regex.compile(rf"\W{{0,3}}{_words('lent_for')}", regex.I)


@cache
def _asks() -> regex.Pattern[str]:
    return regex.compile(rf"\s*{_words('asks')}", regex.I)


@cache
def _it() -> regex.Pattern[str]:
    """A word at the head of a sentence that stands for what was named before it."""
    return regex.compile(rf"^\W*{_words('it')}", regex.I)


@cache
def _and() -> regex.Pattern[str]:
    return regex.compile(rf"\s*,?\s*{_words('and')}", regex.I)
