"""What speaks against a line's being a title, read off its words: what else stands where titles do."""

from __future__ import annotations

from functools import cache

import regex

from extractors import codes, places
from extractors.lexicon import alternation, rows, squeeze, vocabulary
from extractors.memory import remembered
from pipeline.document import Line
from pipeline.segment.furniture import is_phrase
from pipeline.segment.labels import bare, kind_of, phrases
from pipeline.segment.sheet import ends_sentence
from pipeline.segment.sorts import sort
from pipeline.settings import settings

#: A heading over several projects, or over a part of a page.
_PLURAL = regex.compile(
    r"\b(?:projects|programmes|programs|projets|proyectos|projekte|activities|components|news|documents|publications)\b\W*$|"
    r"^an? (?:project|programme|program|initiative) (?:by|of|from)\b|"
    r"^(?:completed|ongoing|current|past|our|related|selected|summary of|overview of|annex|table|list of)\b",
    regex.I,
)
#: Names of offices: what publishes the page, not what it is about.
_OFFICE = regex.compile(
    r"\b(?:minist(?:ry|[eè]re|erio|erium)|department|d[ée]partement|departamento|directorate|direction|direcci[oó]n|"
    r"agency|agence|agencia|agentur|"
    r"bank|banque|banco|office|division|branch|secretariat|conf[ée]d[ée]ration|eidgenossenschaft|university|"
    r"trust fund office)\b",
    regex.I,
)
_STATE = regex.compile(
    r"(?:the\s+)?(?:government of|r[ée]publi(?:c|que) |rep[úu]blica |ministry of|minist[èe]re d|ministerio d|"
    r"gouvernement d|gobierno d|governo d)",
    regex.I,
)
_NUMBERED = regex.compile(r"\s*(?:n[°ºo]\.?|nr\.?|number|#)?\s*(?<!\d)\d++$")  # "Fiche projet n° 27"
_NUMBER_LINE = regex.compile(r"^[\W\d]*$|^[A-Z]{0,4}[\s-]?[\d/.-]{4,}[A-Z]?$")
_DATED = regex.compile(
    r"\d{4}-\d{2}-\d{2}\W*$|\d{1,2}[./]\d{1,2}[./]\d{2,4}\W*$|\b\d{1,2}\.?\s+\p{L}{3,10}\s+(?:19|20)\d\d\W*$"
)
_DATE_LINE = regex.compile(r"^\W*\d{1,2}[./ -]\S{1,9}[./ -]\d{2,4}(?:\W.{0,12})?$")
_ADDRESS = regex.compile(
    r"\b(?i:p\.?\s?o\.? ?box|postfach|apartado(?: postal)?|casella postale|caixa postal|"
    r"bo[iî]te postale|b\.?\s?p\.?)\s*\d|"
    r"\S@\S+\.\w|\b(?:https?:|www\.)|\+\d{2,3}[ (]\d"
)
_CAPTION = regex.compile(
    r",\s(?:left|right|cent(?:er|re)|links|rechts)\s?,|\((?:left|right)\)|\b(?i:photo|foto)\s*:|/\s?(?:AFP|AP|EPA|Reuters)\b"
)
_REPORT = regex.compile(r"\b(?:report|rapport|raport|informe|\p{L}*bericht|relat[óo]rio|rapporto|relazione)\b", regex.I)
_SITE = regex.compile(r"^\p{So}|\s[|›>]\s|^\S+\s/\s\S+$|^[^«]*\s»\s")
_DOTS = regex.compile(r"(?:…|\.{3,})\W*$")
_LONG_CODE = regex.compile(r"\b(?=(?:[\p{Lu}/-]{0,60}+\d){6})\p{Lu}[\p{Lu}\d/-]{8,60}+(?:\s|$)")
_CAPITALS = regex.compile(r"[\p{Lu}\d\s/.–-]+")
_MONTH = regex.compile(r"\p{L}{3,10}\.?,?\s+(?:19|20)\d\d\W*")
_GLUED = regex.compile(r"\p{Lu}\p{Ll}+(?:\s\p{L}+){0,3}:\p{Lu}")  #: a label whose blank was lost
_CLOCK = regex.compile(r"\b\d{1,2}[:.]\d\d\s?(?:[ap]\.?m\b\.?|h\b|Uhr)|\d{4}-\d\d-\d\d[T ]\d\d:")


@cache
def _organisations() -> frozenset[str]:
    names = {squeeze(r[c]) for r in rows("organisations") for c in ("name", "short") if r[c]}
    return frozenset(names | {squeeze(a) for r in rows("organisations") for a in r["aliases"].split("|") if a})


def is_place(text: str) -> bool:
    """Whether a text is the name of a place, or of several, and nothing else."""
    return places.are_all(text)


@remembered
def is_organisation(text: str) -> bool:
    """Whether a text is the name of a known organisation and nothing else."""
    key = squeeze(_LAST_BRACKET.sub("", text) if "(" in text else text).strip(" .:-")
    if key in _organisations() or squeeze(text) in _organisations():
        return True
    tokens = squeeze(_BRACKET.sub(" ", text) if "(" in text else text).split()
    for count in range(len(tokens) - 1, 0, -1):
        rest = " ".join(tokens[count:])
        if " ".join(tokens[:count]) in _organisations():
            return len(tokens) - count <= 1 or is_place(rest)  # "World Bank (WB) Moldova"
    return False


_BRACKET = regex.compile(r"\s*\([^()]*\)")
_LAST_BRACKET = regex.compile(r"\s*\([^()]*\)\s*$")


def says_project(text: str) -> bool:
    """Whether a text has a word that says that something is a project."""
    return any(w.strip(".,:;()'\"") in vocabulary("furniture", "project_words") for w in squeeze(text).split())


def names_nothing(text: str) -> bool:
    """Whether a text has no word of its own: words for project, small and general ones, the name of an organisation."""
    general = vocabulary("furniture", "project_words") | vocabulary("title_faults", "general")
    words = [w for w in regex.findall(r"[\p{L}\d+-]+", squeeze(text)) if w not in vocabulary("small_words", "words")]
    own = [w for w in words if w not in general and w.removesuffix("-funded") == w]
    return not own or (len(own) < len(words) and " ".join(own) in _organisations())


#: Sorts of words that headings of papers, forms and sites have.
PLAIN = frozenset({"paper", "part", "web", "time", "reader", "person", "money", "event"})
#: Letters of scripts without capitals: two of them are a word.
_UNCASED = regex.compile(r"\p{Lo}")
_WORD = regex.compile(r"\p{L}[\p{L}’'-]*+")


@remembered
def says_nothing(text: str) -> bool:
    """Whether a text is a heading of any page: words for papers, forms and people alone (``Project Agreement``)."""
    words = (squeeze(word) for word in _WORD.findall(text))
    told = (word for word in words if len(word) > 2 or _UNCASED.match(word))
    return all(word in _plain() or sort(word) in PLAIN for word in told)


@cache
def _plain() -> frozenset[str]:
    lists = [
        ("furniture", "project_words"),
        ("small_words", "words"),
        ("title_faults", "general"),
        ("title_faults", "plain"),
    ]
    return frozenset().union(
        *(vocabulary(*one) for one in [*lists, ("title_parts", "joins"), ("title_parts", "articles")])
    )


def find(text: str, count: int, line: Line, running: bool) -> list[str]:
    """What speaks against a candidate, in the order in which it is told; a fault may be found twice."""
    apart = vocabulary("title_parts", "states") | vocabulary("title_parts", "sections")  # alone on lines near titles
    faults: list[tuple[str, object]] = [
        ("prose", _too_much(text, count, running)),
        ("section_word", _PLURAL.search(text)),
        ("organisation", is_organisation(text) or is_place(text)),
        ("label_word", kind_of(text, False) or bare(text) in phrases() or _GLUED.match(text)),
        ("short", count <= 3),
        ("organisation", is_office(text)),
        ("label_word", _NUMBERED.sub("", squeeze(text)).strip(" .:!") in apart),
        ("site", not line.heading and _SITE.search(text)),
        ("number", _mostly_digits(text, count)),
        ("navigation", is_phrase(text) or line.aside or _begins("clicks", r"\b").match(squeeze(text))),
        ("code", codes.is_contract(text)),
        ("dated", count <= 7 and _DATED.search(text)),
        ("number", _NUMBER_LINE.match(text) or _DATE_LINE.match(text) or _MONTH.fullmatch(text)),
        ("number", count < settings("segment")["title_words_least"]),
        *_of_kind(text, count),
    ]
    return [why for why, holds in faults if holds]


def _of_kind(text: str, count: int) -> list[tuple[str, object]]:
    """What else it may be: a report's kind, a caption, an address, a line about the page, news."""
    return [
        ("report_kind", is_report(text)),
        ("caption", _begins("captions", r"(?:\s+\d+[a-z]?)?\s*[:©.–-]").match(squeeze(text)) or _CAPTION.search(text)),
        ("address", _begins("addresses", r"\s*[:.]\s*\+?\S").match(squeeze(text)) or _ADDRESS.search(text)),
        ("byline", count <= 9 and (_begins("bylines", r":?\s+\p{Lu}", fold=False).match(text) or _CLOCK.search(text))),
        ("truncated", _truncated(text)),
        ("headline", is_news(text)),
    ]


def is_report(text: str) -> bool:
    """Whether a line says what kind of document it is, and names nothing behind a colon or a dash."""
    match = _begins("reports", r"\b").match(squeeze(text))
    if not match:
        return len(text.split()) <= 6 and bool(_REPORT.search(text))
    rest = regex.split(r":\s|\s[-–—]\s", text[match.end() :], maxsplit=1)[1:]
    return not rest or len(rest[0].split()) < 2 or is_report(rest[0])


def breaks_off(text: str) -> bool:
    """Whether a text ends in the middle: with an article, a preposition or a word that joins (``Homes for``)."""
    last = text.split()[-1].strip(".,;:()'\"“”«»") if text.split() else ""
    small = squeeze(last) in vocabulary("small_words", "words")
    capital = text.isupper() and len(last) > 1  # "Phase I" does not
    return small and (last.islower() or capital or (last.istitle() and len(last) > 2))


@remembered
def is_news(text: str) -> bool:
    """Whether a line says what somebody does, as news and sentences do: a verb behind its first word."""
    words = [w.strip(".,;:!?()\"'“”«»") for w in text.split()][1:-1]
    verbs, small = vocabulary("title_faults", "verbs"), vocabulary("title_faults", "small_verbs")
    if any(w in small or squeeze(w) in verbs for w in words):
        return True
    about = _anywhere("intents").search(squeeze(text))
    head = text[: about.start()] if about else ""
    return bool(head) and all(is_place(p) or is_organisation(p) for p in regex.split(r"\s+(?:and|&)\s+|,\s+", head))


def is_blank(text: str) -> bool:
    """Whether a field's value says nothing: no letters, or words that stand for a missing name."""
    return not regex.search(r"\p{L}{2}", text) or squeeze(text).strip(" .-()") in vocabulary("title_faults", "nobody")


def is_post(text: str) -> bool:
    """Whether a text is the post that a person holds (``Director of the Parks``)."""
    first = [w.strip(".,;:()") for w in squeeze(text).split()][:3]
    return any(w in vocabulary("title_faults", "posts") for w in first) and len(text.split()) <= 12


def is_titular(text: str) -> bool:
    """Whether a text with a full stop at its end is a title all the same: one phrase without a verb."""
    words = text.split()
    if squeeze(words[0]) in vocabulary("title_faults", "articles"):
        return False
    inner = regex.search(r"\p{Ll}{2}[.!?]\s+\p{Lu}", text)
    return text[:1].isupper() and 5 <= len(words) <= 35 and not inner and not is_news(text) and text[-1:] in ".)"


@cache
def _begins(key: str, after: str, *, fold: bool = True) -> regex.Pattern[str]:
    """A pattern for lines that begin with one of the phrases of a list, numbering and small marks aside."""
    phrases = alternation(vocabulary("title_faults", key))
    return regex.compile(rf"[\W\d]*(?:{phrases}){after}" if fold else rf"\W*(?i:{phrases}){after}")


@cache
def _anywhere(key: str) -> regex.Pattern[str]:
    phrases = alternation(vocabulary("title_faults", key))
    return regex.compile(rf"\s(?:{phrases})\b")


@cache
def clauses() -> regex.Pattern[str]:
    """What a clause has and a name has not: a word that refers back, a verb behind its subject."""
    return regex.compile(rf"\s(?:{alternation(vocabulary('title_parts', 'clauses'))})(?:\s|$)")


def _truncated(text: str) -> bool:
    """Whether a line is what a site made of a title: no capital in it, or cut off with dots."""
    letters = [c for c in text if c.isalpha()]
    return (len(letters) > 12 and not any(c.isupper() for c in letters)) or bool(_DOTS.search(text))


def is_office(text: str) -> bool:
    """Whether a text is the name of an office: its head noun is one, not a noun behind a small word."""
    if _STATE.match(text) and not vocabulary("title_parts", "nouns").intersection(squeeze(text).split()):
        return True
    match = _OFFICE.search(text)
    before = squeeze(text[: match.start()]).split() if match else []
    named = says_project(text) and len(before) > 1
    small = vocabulary("small_words", "words") - vocabulary("title_faults", "joining")
    return bool(match) and not named and small.isdisjoint(before)


def _too_much(text: str, count: int, running: bool) -> bool:
    """Whether a text is a sentence, an introduction or a paragraph rather than a title."""
    if (
        (ends_sentence(text) and count > 6 and not (is_titular(text) and not running))
        or (text.endswith(":") and count > 9)
        or (running and count > 12)
    ):
        return True
    return count > int(settings("segment")["title_words_most"])


def _mostly_digits(text: str, count: int) -> bool:
    """Whether a text is a number or a code of capitals and figures, such as a page or a file bears."""
    if count <= 4 and _LONG_CODE.search(text):
        return True  # "GLIDE FL-2009-000235-HTI"
    if len(text) >= 40 or count > 4 or not _CAPITALS.fullmatch(text):
        return False
    return sum(c.isdigit() for c in text) >= 3
