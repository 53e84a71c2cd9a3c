"""The title of a project: the segmenter's best candidate, freed of what does not belong to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import organisations, period_titles, places
from extractors.code_doubts import SPOKEN, code_head
from extractors.code_makes import is_appeals, leading, shape
from extractors.engine import cell
from extractors.evidence import Block, Candidate, Finding, Module, Rule
from extractors.lexicon import alternation, squeeze, vocabulary
from extractors.quick import TIMEOUT
from extractors.title_aims import before_aim

CHOSEN = Rule(
    "titles.chosen",
    "The best of the scored candidates is the title, without a code or a duration in brackets at its end.",
    ("title",),
    hits=(
        ("Study on Responses to Human Trafficking (2 years)", "title=Study on Responses to Human Trafficking"),
        ("Combating Trafficking in Colombia (COLR52)", "title=Combating Trafficking in Colombia"),
        ("Protection of Migrants (TRIANGLE)", "title=Protection of Migrants (TRIANGLE)"),
        ("Access to Justice", "title=Access to Justice"),
    ),
)
LABELLED = Rule("titles.label", "What stands behind a label for titles is the title.", ("title",))
QUOTED = Rule(
    "titles.quoted", "A text in quotation marks behind a word for project is the project's title.", ("title",)
)

#: No title has more characters; what does is a line whose breaks were lost.
MOST = 300

_TAIL = regex.compile(
    r"\s*\((?:\p{Lu}{2,6}/?\d{1,4}(?:[-/]\d+)?|\p{Lu}{2,4}/\p{Lu}\d{1,4}|\d{1,2}(?:[-–]\d{1,2})?\s*(?:years?|months?|ans|mois|años|meses|jahre|monate))\)\W*$",
    regex.I,
)
_NUMBERED = regex.compile(r"\s*\((?:[\p{L}-]+[- ])?(?i:nr|no|n°|nº|ref)\.?\s*\d[\d /.-]{3,}\)\W*$")
_DASHED = regex.compile(
    r"(?:\s[–—-]\s|(?<=\p{Ll})[–—](?=\p{Lu}{2}))(?P<code>\p{Lu}{2,6}/?\d{2,4}|\p{Lu}{4}-\d{2,3})(?:\s*\([^()]*\))?\W*$"
)
#: Three groups or more between slashes behind a dash: ``… Dry Lands - GCP/INT/123/EC``.
_SYMBOL_TAIL = regex.compile(
    r"\s[–—-]\s(?=[^\n–—]{2,40}\d)(?=\p{Lu})[\p{Lu}\d]{2,8}\s?(?:/\s?[\p{Lu}\d]{1,8}(?![\p{L}\d])){2,6}\W*$"
)
#: A code that begins with a country's: ``… Refugees in Kenya KEN123``.
_COUNTRY_CODED = regex.compile(r"(?<=\p{Ll})\s+(?P<country>\p{Lu}{3})\d{3}\W*$")
_CODE_TAIL = regex.compile(r"\s*\((?:\p{Lu}{2,6}/?|\p{Lu}{2,4}/\p{Lu})\d{1,4}(?:[-/]\d+)?\)\W*$")
#: A code before a name in quotation marks: ``INT/06/10/NET “Clean Wells”``.
_CODE_QUOTED = regex.compile(
    rf"(?!{SPOKEN})(?=\S*\d)(?=\S*\p{{Lu}})[\p{{Lu}}\d][\p{{Lu}}\d./-]{{3,30}}\s+(?=[“\"«„‘]\p{{Lu}}[^“”\"«»„’]*+[”\"»“’]\W*$)"
)
#: ``ALBANIEN – Häusliche Pflege``, ``Kenya: Training of Young People``: a country before a mark is where, not what.
#: Two words behind a country in small letters are too few to be a name of their own (``Argentina: Floods``).
_PLACE_HEAD = regex.compile(
    r"(?:(?P<place>[^\p{Ll}\n]{3,60}?)\s+[–—-]\s+|(?P<place>[^:;|–—\n]{3,60}?)(?:\s*[:;|]\s+|\s+[–—-]\s+)(?=\S+\s+\S+\s+\S))(?=\S)"
)
_NUMBERING = regex.compile(r"\(?\d{1,2}[.)](?:\s+(?=\p{Lu})|(?=\p{Lu}\p{Ll}))")
_KICKER = regex.compile(r"(?P<kicker>[^:;–—|\n]{3,80}?)\s*(?::|;|\s[–—-]\s|\|)\s*(?=\S)")
#: A code in brackets at the end: letters, figures and marks between them, or five figures and more.
_CODE_BRACKET = regex.compile(
    r"\s*\((?:(?=[^()\s]*\p{L})(?=[^()\s]*\d{3})[^()\s]*[/_-][^()\s]*|\p{L}{1,4}\d{4,}|\d{5,}(?:[-/.]\d+)*"
    r"|(?=[^()\s]*\d\d)(?=[^()\s]*\p{Lu})[\p{Lu}\d]+(?:/[\p{Lu}\d]+){2,}|\p{Lu}{2}\s\d\d(?:\s(?:\p{Lu}{2,4}|\d\d)){2,5})\)\W*$"
)
#: The years of an entry between semicolons, and what stands behind them: ``Title; 2019-2022; KEN-19/0001; …``.
_LISTED_TAIL = regex.compile(
    r"\s*(?:\((?=[^()]*\d)[^()]*\)\s*)?(?:;\s*(?:19|20)\d\d\s?[-–—/]\s?(?:(?:19|20)\d\d|\d\d)\s*(?:;[^\n]*)?"
    r"|,\s*(?:19|20)\d\d\s?[-–—/]\s?(?:(?:19|20)\d\d|\d\d)\s*;[^\n]*)$"
)
#: What publishes a page behind the last dash or bar: ``Food Crops Project - IFAD``.
_SITE_TAIL = regex.compile(r"\s(?:[-–—|•]|»)\s(?P<tail>[^-–—|•»\n]{2,60})$")

#: Several codes before a name: ``AD/KEN/96/B12 and KEN/96/490 - Clean Wells``.
_ONE_CODE = r"(?=[\p{Lu}/.-]{0,20}\d)[\p{Lu}\d]{2,8}+(?:[/.-][\p{Lu}\d]{1,8}){2,6}"
_SEVERAL_CODES = regex.compile(
    rf"{_ONE_CODE}(?:\s*(?:[,;&]|\b(?:and|et|y|e|und)\b)\s*{_ONE_CODE}){{1,4}}\s*(?:\s[-–—]|:)\s*(?=\p{{Lu}})"
)
_MARKS_BEFORE = ("-", "–", "—", "|", "ʹ", "′", "'", "·", "•", ",", ";", ":", "/")

_WORD = regex.compile(r"\p{L}[\p{L}’'-]*+")
#: So many words above the name of a place are a name without it.
_NAME_WORDS = 4
_BYLINE_WORDS = 7


def read(block: Block) -> Iterator[Finding]:
    """The title and its rivals, best first; the rivals' scores are the receipt's rejected readings."""
    for rank, candidate in enumerate(block.titles[:4]):
        made = _title(candidate)
        if made:
            rule = (
                LABELLED
                if any(r.startswith("label +") for r in candidate.reasons)
                else QUOTED
                if any("quoted" in r for r in candidate.reasons)
                else CHOSEN
            )
            yield Finding(
                "title",
                rule.id,
                {"title": made},
                "title",
                _status(candidate, rank),
                score=candidate.score,
                notes=candidate.reasons,
            )


def _status(candidate: Candidate, rank: int) -> str:
    return "stated" if candidate.score >= 6 and rank == 0 else "inferred"


def _title(candidate: Candidate):  # type: ignore[no-untyped-def]
    """The cell of a candidate without what stands around the title; None where nothing is left of it."""
    excerpt = candidate.value.strip()
    text = excerpt.text
    start, end = bounds(text)
    if not 3 <= end - start <= MOST:
        return None
    steps = (
        ("join", "quotes-off", "strip-marks")
        if text[start:end].strip()[-1:] in "”“\"»’'" and _opened(text[start:end])
        else ("join", "strip-marks")
    )
    return cell(excerpt, start, end, steps)


def bounds(text: str) -> tuple[int, int]:
    """Where the name begins and ends in a candidate: what stands before and behind it is no part of it."""
    if match := _called_so().fullmatch(text):
        return match.span("name")
    return _start(text), _end(text)


@cache
def _called_so() -> regex.Pattern[str]:
    """A word for project and its name in quotation marks, and nothing else: ``Proyecto “Agua Viva”``."""
    articles, nouns = (alternation(vocabulary("title_parts", key)) for key in ("articles", "nouns"))
    which = alternation(vocabulary("title_parts", "which_project"))
    return regex.compile(
        rf"\W{{0,9}}+(?:(?i:{articles})\s+)?(?:(?i:{which})\s+)?(?i:{nouns})\s*[:–—-]?\s*[“\"«„]\s*(?P<name>[^“”\"«»„\n]{{6,200}}?)\s*[”\"»“]\W*"
    )


def _start(text: str) -> int:
    """Where the title begins: behind kickers, a code, a numbering and a country, in this order."""
    start = _behind_kickers(text)
    for pattern in (code_head(), leading(), _NUMBERING, _CODE_QUOTED):
        if match := pattern.match(text, start):
            start = match.end()
    for pattern in (_SEVERAL_CODES, _shaped()):
        if (match := pattern.match(text, start)) and _is_placed(match):
            start = match.end()
    placed = _PLACE_HEAD.match(text, start)
    if placed and _is_country(placed.group("place")) and not is_event(text[placed.end() :]):
        start = placed.end()
    announced = _announcing().match(text, start)
    return announced.end() if announced else start


@cache
def _shaped() -> regex.Pattern[str]:
    """A number that shows whose it is, and a blank before the name: ``GG 1234567 Clean Wells``."""
    return regex.compile(rf"{shape().pattern}[\s:–—-]{{1,3}}(?=\p{{Lu}}\S*\s+\S)")


def _is_placed(match: regex.Match[str]) -> bool:
    """Whether the letters of a number that are to be a country's are one's."""
    place = match.groupdict().get("place")
    return place is None or place in places.signs()


def _before_shaped(text: str) -> int:
    """Where a name ends: before a mark and a number that shows whose it is (``Clean Wells | KEN123``)."""
    last = next((m for m in shape().finditer(text, timeout=TIMEOUT) if not text[m.end() :].strip()), None)
    name = text[: last.start()].rstrip() if last and _is_placed(last) else ""
    return len(name.rstrip("".join(_MARKS_BEFORE)).rstrip()) if name.endswith(_MARKS_BEFORE) else len(text)


@cache
def _announcing() -> regex.Pattern[str]:
    """What is done with a project that is called one: ``Funding for the (Clean Wells Project)``."""
    words = alternation(vocabulary("title_parts", "announcers"))
    articles = alternation(vocabulary("title_parts", "articles"))
    nouns = alternation(vocabulary("title_parts", "nouns"))
    return regex.compile(
        rf"(?i:{words})\s+(?:(?i:{articles})\s+)?(?=[\p{{Lu}}“\"«„]\S*\s+\S)(?=(?:[^\n]*[\s-])?[“\"«„]?(?i:{nouns})(?!\p{{L}}))"
    )


def is_event(text: str) -> bool:
    """Whether a text begins with what befell a country, of which an emergency has its name: ``Malawi: Floods in …``."""
    words = [w.strip(".,:;-–") for w in squeeze(text).split()[:2]]
    return not vocabulary("title_parts", "events").isdisjoint({*words, " ".join(words)})


def _is_country(text: str) -> bool:
    """Whether a text names countries and nothing else; a region may be a programme's name (``Eastern Partnership``)."""
    return places.are_all(text) and all(place.kind == "country" for place in places.find(text))


def _behind_kickers(text: str) -> int:
    """The position behind the words that say what kind of page it is, with or without the place of the project."""
    start, kickers = 0, vocabulary("title_parts", "kickers") | vocabulary("title_faults", "reports")
    for _ in range(2):  # "Projects", a line, and "Our project:" below it
        state = _states().match(text, start)
        start = state.end() if state else start
        kicker = _KICKER.match(text, start)
        if kicker and (_is_kicker(kicker.group("kicker"), kickers) or is_path(kicker.group("kicker"))):
            start = kicker.end()
        lead = regex.match(r"[^\n]{3,60}\n", text[start:])
        if not lead or squeeze(lead.group()) not in kickers | vocabulary("title_parts", "sections"):
            break
        start += lead.end()
    return start


@cache
def _states() -> regex.Pattern[str]:
    """The state of a project in brackets or before a mark: ``[COMPLETED] Clean Wells``, ``Ongoing: Clean Wells``."""
    known = vocabulary("title_parts", "states") | vocabulary("title_parts", "state_marks")
    states, plain = alternation(known), alternation(known - vocabulary("title_parts", "state_nouns"))
    return regex.compile(
        rf"\s*(?:\[\s*(?i:{states})\s*\]|\(\s*(?i:{states})\s*\)|(?i:{plain})\s*:|(?i:{states})\s*\|)\s*[-–—:|]?\s*(?=[^\s\p{{Ll}}])"
    )


@cache
def _called() -> regex.Pattern[str]:
    """What stands before a word for project that is a kicker: ``Our current (project): Clean Wells``."""
    articles = alternation(vocabulary("title_parts", "articles"))
    which = alternation(vocabulary("title_parts", "which_project"))
    return regex.compile(rf"^(?:(?:{articles})\s+)?(?:(?:{which})\s+)?")


def _is_kicker(text: str, kickers: frozenset[str]) -> bool:
    """Whether a head is a kind of page, alone, with its acronym or with a place: ``Emergency appeal Sri Lanka``."""
    bare = regex.sub(r"\s*\([^()]*\)\s*$", "", text)
    if squeeze(bare) in kickers or _called().sub("", squeeze(bare)) in kickers | vocabulary(
        "title_parts", "sure_nouns"
    ):
        return True
    first = next((p.start for p in places.find(bare)), 0)
    return first > 0 and squeeze(bare[:first]) in kickers and places.are_all(bare[first:])


def is_kind(text: str) -> bool:
    """Whether a text is no more than a kind of page and the place it is about: ``Emergency Operation Malawi``."""
    return _is_kicker(text, vocabulary("title_parts", "kickers")) and places.find(text) != ()


def _end(text: str) -> int:
    """Where the title ends: before a code, a number, a duration or the site's name, not before an acronym."""
    for before in (before_aim, _before_byline, _before_place, _before_shaped, period_titles.before_period):
        text = text[: before(text)]
    listed = _LISTED_TAIL.search(text)
    text = text[: listed.start()] if listed else text
    revised = _revision_tail().search(text)
    text = text[: revised.start()] if revised and len(text[: revised.start()].split()) > 1 else text
    site = _SITE_TAIL.search(text)
    if site and organisations.known(site.group("tail")):
        return site.start()
    apart = _NUMBERED.search(text) or _dashed(text) or _CODE_BRACKET.search(text) or _number_tail().search(text)
    apart = apart or _country_code(text) or _SYMBOL_TAIL.search(text)
    tail = _TAIL.search(text) or apart
    if tail and (apart or not tail.group().strip(" ()")[:1].isalpha() or _CODE_TAIL.search(text)):
        return tail.start()
    paper = _paper_tail().search(text)
    if paper and len(text[: paper.start()].split()) > 1:
        return paper.start()
    return _before_noun(text)


def is_byline(text: str, above: str) -> bool:
    """Whether a line says who put a page there, and the line above does not go on with it: ``by Lake Aid Nepal``."""
    last = squeeze(above).rstrip(" .,:").rpartition(" ")[2]
    if len(text.split()) > _BYLINE_WORDS or last.endswith(tuple(vocabulary("title_faults", "goes_on_by"))):
        return False
    return _byline().match(text) is not None


@cache
def _byline() -> regex.Pattern[str]:
    words = alternation(w for w in vocabulary("title_faults", "bylines") if w.endswith("by"))
    return regex.compile(rf"\s*(?i:{words})\s+(?=\p{{Lu}})(?!\p{{Lu}}{{2,}}\s*\d)")


def _before_byline(text: str) -> int:
    """Where a name of several lines ends: before a last line that says who put it there."""
    head, broken, last = text.rpartition("\n")
    return len(head) if broken and is_byline(last, head) and len(head.split()) >= _NAME_WORDS else len(text)


def _before_place(text: str) -> int:
    """Where a name of several lines ends: before a last line that is a place and goes on with nothing above it."""
    head, broken, last = text.rpartition("\n")
    if not broken or not places.are_all(last.strip()) or len(head.split()) < _NAME_WORDS:
        return len(text)
    joins = vocabulary("small_words", "words") | vocabulary("title_parts", "joins")
    end, first = head.split()[-1], last.split()[0]
    tied = squeeze(end) in joins or squeeze(first) in joins  # ``… of Smuggling`` / ``Throughout the Caribbean``
    # "… in Kenya, Uganda and Rural" / "Rwanda"
    tied = tied or squeeze(end) in vocabulary("title_parts", "before_places") or _lists_places(head)
    goes_on = end[-1] in ",-–/&(" or tied or splits_name(head, last)
    return len(text) if goes_on else len(head)


def _lists_places(head: str) -> bool:
    """Whether a text ends with a place, a word that joins or a comma, and at most two words more."""
    found = list(places.find(head))
    behind = head[found[-1].end :].split() if found else []
    joining = behind and (behind[0] in ",&/" or squeeze(behind[0]) in vocabulary("title_parts", "joins"))
    comma = found and head[found[-1].end :][:1] in (",", "/")
    return bool((joining or comma) and len(behind) <= 3)


def splits_name(above: str, below: str) -> bool:
    """Whether the name of a place or of an organisation has its last word, or two, on the next line."""
    heads = [match.start() for match in _WORD.finditer(above)][-3:]
    tails = [match.end() for match in _WORD.finditer(below)][:2]
    return any(_is_one_name(f"{above[head:]} {below[:tail]}") for head in heads for tail in tails)


def _is_one_name(text: str) -> bool:
    """Whether words are one known name, each with a capital."""
    if not all(word[0].isupper() for word in _WORD.findall(text)):
        return False
    found = list(places.find(text))
    return (len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))) or bool(organisations.known(text))


@cache
def _number_tail() -> regex.Pattern[str]:
    """A label that is numbered, and what numbers it: ``… for All Project Contribution No. Sida: 93000971``."""
    labels = alternation(vocabulary("title_parts", "numbered"))
    numbers = alternation(vocabulary("title_parts", "numbers"))
    return regex.compile(
        rf"\s(?!(\p{{L}}++)\s+\1(?!\p{{L}}))(?:(?=\p{{Lu}})(?i:{labels})\s+){{1,3}}(?i:{numbers})(?!\p{{L}})"
        r"\.?\s*(?:\p{L}++\s*)?:?\s*(?:(?=\S*\d\S*\d\S*\d)\S++)?\W*$"
    )


def _dashed(text: str) -> regex.Match[str] | None:
    """A number behind the dash at the end of a title: ``Food – AFKE61``; ``– COVID-19`` is what is fought."""
    match = _DASHED.search(text)
    make = regex.match(r"\p{Lu}+", match.group("code")) if match else None
    named = make is not None and squeeze(make.group()) in vocabulary("title_parts", "numbered_names")
    return match if match and not named and is_appeals(match.group("code")) else None


def _country_code(text: str) -> regex.Match[str] | None:
    """A code at the end of a title whose letters are a country's."""
    match = _COUNTRY_CODED.search(text)
    return match if match and match.group("country") in places.signs() else None


@cache
def _revision_tail() -> regex.Pattern[str]:
    """Which of several papers of the same name it is: ``Wells – Revision 2``, ``Wells (Amendment No. 1)``."""
    words = alternation(vocabulary("title_parts", "revisions"))
    numbers = alternation(vocabulary("title_parts", "numbers"))
    return regex.compile(
        rf"(?<!\s)(?:\s*+[–—|:;,(-]\s*|(?<=\d)\s++)(?i:{words})\s*+(?:(?i:{numbers})\.?\s*+)?\d{{1,2}}\)?\W*$"
    )


@cache
def _paper_tail() -> regex.Pattern[str]:
    """A kind of paper behind a mark or code: ``Storm Operation MDRXX006 Final Report``, ``Wells – Final Report``."""
    kinds = alternation(vocabulary("title_faults", "reports") | vocabulary("title_parts", "appeals"))
    code = r"(?=\S*\d)(?=\S*\p{Lu})[\p{Lu}\d][\p{Lu}\d./-]{4,24}"
    return regex.compile(rf"(?<!\s)\s++(?:[-–—|:]\s+|{code}\s+(?:[-–—|:]\s+)?)(?i:{kinds})(?:\s+(?:19|20)\d\d)?\W*$")


def _before_noun(text: str) -> int:
    """Where a name ends that a sentence calls a project, in small letters: ``Warm Hearts (project)``."""
    head, _, last = text.rpartition(" ")
    words = [word for word in _WORD.findall(head) if len(word) > 3]
    called = last.islower() and last in vocabulary("title_parts", "nouns")
    return len(head) if called and len(words) > 1 and all(word[0].isupper() for word in words) else len(text)


def is_path(text: str) -> bool:
    """Whether a text is a path of places on a site: ``Africa / Kenya``."""
    parts = regex.split(r"\s+[/>›»|–-]\s+", text.strip())
    return len(parts) > 1 and all(places.are_all(p) for p in parts)


def _opened(text: str) -> bool:
    return text.strip()[:1] in "“\"«‘'„"


RULES = (CHOSEN, LABELLED, QUOTED)
MODULE = Module("titles", RULES, read)
