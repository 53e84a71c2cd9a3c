"""What an entry of a list says in running words: the name of its project, the places, the period, the amounts.

``• Kenya: wells for herders (Phase II), 2014-2016, USD 2 million, implemented by …``: a name is a phrase without a
verb, which ends where its sentence does or where facts begin. Nothing here knows where the entry stands.
"""

from __future__ import annotations

from functools import cache
from itertools import takewhile

import regex

from extractors import dates, places, timespans
from extractors.lexicon import alternation, squeeze, toml, vocabulary, words
from extractors.money import amount_pattern
from extractors.quick import TIMEOUT
from pipeline.segment import entry, faults, receivers
from pipeline.segment.labels import kind_of
from pipeline.settings import settings

BULLET = regex.compile(r"\s*(?:[-–—•●▪◦*·>]\s+)+")
#: A number or a letter before an entry; behind a number's full stop the blank may be lost before capitals.
NUMBER = regex.compile(r"\s*\(?(?:(?:\d{1,2}|[a-z])[.)]\s+(?=\S)|\d{1,2}\.(?=\p{Lu}{2}))")
_YEAR = regex.compile(r"\s*(?:19|20)\d\d\s*[:–-]\s+")
_QUOTED = regex.compile(r"[“\"«„‘']\s*(?P<title>\p{Lu}[^”\"»“„]{5,200}?)\s*[”\"»“’'](?!\p{L})")
_BRACKET = regex.compile(r"\s[(\[](?P<in>[^()\[\]]*)[)\]]")
_SMALL = regex.compile(r"\s\p{Ll}")
_TOPIC = regex.compile(r"\s*+(?P<topic>\p{L}[\p{L}-]{7,40}+(?:\s\p{L}[\p{L}-]*+)?+)\s++[–—-]\s")
_SHORT = regex.compile(r"\s\((?P<short>\p{Lu}[\p{Lu}\d-]{1,9})\)")
_NEW = regex.compile(r"\n(?!\p{Ll})")
_WORDS = regex.compile(r"\p{L}+")
#: A place at the end of a text behind a mark.
_PLACE_END = regex.compile(r"(?:,\s+|\s?[(\[]|\s[–—-]\s|:\s+)(?P<place>\p{Lu}[^,()\[\]:–—]{2,60})\)?$")
_SENTENCE = regex.compile(r"(?<=[\p{L}\d)”\"]{2})[.;](?=\s|$)|\s[(\[]|\s[–—-]\s")


#: Between the amount behind a place and the name: ``Mali: EUR 3 million. Wells of Gao``.
_BEHIND_SUM = regex.compile(r"\s*[)\]]?\s*[;:,.–—-]\s*(?=\p{Lu}|[“«„\"‘])")
#: A party, the mark before its amount, and behind that a mark and words in small letters.
_PARTED = regex.compile(r"(?P<party>\p{Lu}[^.;:\n]{2,90}?)(?:\s?[:,]\s+|\s+[–—-]\s+|\s*[(\[])")
_THEN = regex.compile(r"\s*[)\]]?\s?[:,]\s+(?=\p{Ll})|\s*[)\]]?\s+[–—-]\s+(?=\p{Ll})|[)\]]\s+(?=\p{Ll})")
_PARTY = 10  #: words of a party's name

#: More than pocket money.
_MUCH = regex.compile(
    r"\d{4}|\d[.,’' \u00a0]\d{3}|\d[\s-]?\p{L}{1,4}|(?<!\p{L})m(?:n|io|illion)?\.?\s?\d|^\P{N}+\s\P{N}+\s\P{N}+$"
)


@cache
def word(key: str) -> regex.Pattern[str]:
    """The words of a list of ``lists.toml``, each a word of its own; in folded text."""
    return regex.compile(rf"(?<!\p{{L}})(?:{alternation(vocabulary('lists', key))})(?!\p{{L}})")


def sums(text: str) -> list[tuple[int, int]]:
    """The amounts of an entry that have their currency and are more than pocket money."""
    return [m.span() for m in amount_pattern().finditer(text, timeout=TIMEOUT) if _MUCH.search(m.group())]


def period(text: str, at: int) -> list[tuple[int, int]]:
    """The two dates directly behind a name, or in the bracket behind it: ``Wells for herders (Kenya, 2014-2016)``."""
    bracket = _BRACKET.match(text, at)
    printed = [d for d in dates.scan(text) if d.start >= at][:2]
    if len(printed) < 2 or printed[1].start - printed[0].end > 6:
        return []
    inside = bracket is not None and printed[1].end <= bracket.end()
    if not inside and regex.search(r"\p{L}", text[at : printed[0].start]):
        return []
    return [(printed[0].start, printed[1].end)]


#: Before a length of time and behind it, where it stands apart: in a bracket of its own, behind the amount or the name.
_TIME_LEAD = regex.compile(r"[\s,;–—-]*[(\[]?\s*(?:\p{Ll}{2,9}\s+){0,2}")
_TIME_END = regex.compile(r"\s*[)\]]|\s*[.;,]?\s*(?:$|\n)|\s+(?=\p{Ll}{2,4}\s)")


def lasting(text: str, name: tuple[int, int], amount: tuple[int, int]) -> list[tuple[int, int]]:
    """How long what is paid lasts, directly behind the name or the amount: ``$7,500 to dig wells (over two years)``."""
    for one in timespans.lengths(text):
        behind = any(_TIME_LEAD.fullmatch(text, end, one.start) for end in (name[1], amount[1]) if end <= one.start)
        if behind and _TIME_END.match(text, one.end):
            return [(one.start, one.end)]
    return []


def start(text: str) -> int:
    """Where an entry's text begins behind bullet, number and year."""
    at = 0
    for mark in (BULLET, NUMBER, _YEAR):
        if match := mark.match(text, at):
            at = match.end()
    return at


def limit(text: str) -> int:
    """Where the amount at the head of a text begins, behind a word that says how exact it is: ``Up to $7 million``."""
    match = _limits().match(text)
    return match.end() if match else 0


@cache
def _limits() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?:{alternation([*words(toml('money')['limits']), *words(toml('money')['approximate'])])})\s+", regex.I
    )


def name(text: str) -> tuple[int, int] | None:
    """The span of the project's name in an entry: in quotation marks, behind the amount, or its first phrase."""
    at = start(text)
    lead = entry.place_lead(text[at:]) or _place_above(text[at:])
    at += lead.end if lead else 0
    if not lead and (whole := tight(text)):
        return whole[0]
    quoted = _QUOTED.search(text, at, at + 260)
    if quoted and len(quoted.group("title").split()) >= 2 and quoted.start() - at < settings("frame")["quote_within"]:
        return quoted.span("title")
    if amount := amount_pattern().match(text, at, timeout=TIMEOUT):
        behind = _BEHIND_SUM.match(text, amount.end() - amount.group().endswith(".")) if lead else None
        return _phrase(text, behind.end(), 2) if behind else purpose(text, amount.end())
    return _behind_party(text, at) or _phrase(text, at) or (_topic(text, at) if lead else None)


def _behind_party(text: str, at: int) -> tuple[int, int] | None:
    """What a party gets its amount for: ``Lake Aid – £7,500 – to bring pumps``, ``Lake Aid (£7,500): pumps for …``."""
    amount = next(iter(sums(text)), None)
    if amount is None or not (mark := _PARTED.fullmatch(text, at, amount[0])) or len(mark["party"].split()) > _PARTY:
        return None
    behind = _THEN.match(text, amount[1])
    article = squeeze(mark["party"]).partition(" ")[0] in vocabulary("title_faults", "articles")
    return _phrase(text, _to_purpose(text, behind.end())) if behind and not article else None


def _to_purpose(text: str, at: int) -> int:
    """Where what money is for begins behind a word such as *for*; one before a verb, *to build*, is its own."""
    match = _for().match(text, at)
    return match.end() if match else at


def _place_above(text: str) -> entry.Lead | None:
    """A place alone on the first of several lines."""
    first, mark, _ = text.partition("\n")
    return entry.Lead(0, len(first), len(first) + 1) if mark and faults.is_place(first) else None


def _topic(text: str, at: int) -> tuple[int, int] | None:
    """One or two words between a place and a dash: ``Guinea: fish farming – the board has …``."""
    match = _TOPIC.match(text, at)
    said = match is not None and (entry.gives(match.group("topic")) or _says(match.group("topic")))
    return match.span("topic") if match and not said else None


def purpose(text: str, at: int) -> tuple[int, int] | None:
    """What an amount is for: ``US$ 17 million Loan financing for the Road Project - Kenya``."""
    if to := receivers.read(text, at):
        return _phrase(text, _to_purpose(text, to.end)) if to.sure else None
    match = _before_purpose().match(text, at)
    return _phrase(text, match.end()) if match else None


@cache
def _for() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{alternation(words(toml('lists')['fors']))})\s+", regex.I)


@cache
def _before_purpose() -> regex.Pattern[str]:
    before, article = (alternation(words(toml("lists")[key])) for key in ("purpose", "articles"))
    return regex.compile(rf"[^.;:\n]{{0,60}}?\s(?:{before})\s+(?:(?:{article})\s+)?", regex.I)


@cache
def for_place() -> regex.Pattern[str]:
    """At the head of a sentence the word before its place: ``For Honduras, …``."""
    before = alternation([*words(toml("lists")["within"]), *words(toml("lists")["fors"])])
    return regex.compile(rf"(?:{before})\s+(?=\p{{Lu}}[^.;:\n]{{2,40}},\s)", regex.I)


@cache
def _before_place() -> regex.Pattern[str]:
    before = alternation(words(toml("lists")["within"]))
    return regex.compile(rf"(?:(?<!\p{{L}})(?:{before})\s+(?:(?:the|la|le|el)\s+)?|\(|\s[-–—]\s*|,\s+)$", regex.I)


def _phrase(text: str, at: int, least: int = 0) -> tuple[int, int] | None:
    """A phrase without a verb up to the end of its sentence, a bracket with facts, a dash or its place at the end."""
    line = _NEW.search(text, at)
    stops = [m.start() for m in _SENTENCE.finditer(text, at) if not _runs_on(text, m)][:1]
    stops += [d.start for d in dates.scan(text) if d.start > at and not d.open][:1]
    stops += [low for low, _ in sums(text) if low > at][:1]
    stops += [m.start() for m in hands().finditer(text, at)][:1]
    end = min([*stops, line.start() if line else len(text)])
    phrase = text[at:end].rstrip(" .,;:–-")
    if place := regex.search(r",\s+(?P<place>[^,]+)$", phrase):
        phrase = phrase[: place.start()] if faults.is_place(place.group("place")) else phrase
    count, least = len(phrase.split()), least or int(settings("frame")["name_least"])
    if not least <= count <= settings("frame")["name_most"] or _says(phrase) or _breaks_off(phrase):
        return None
    return at, at + len(phrase)


def _breaks_off(phrase: str) -> bool:
    """Whether words end in the middle of a sentence: ``Two provinces get a project with a value of``."""
    return squeeze(phrase).rpartition(" ")[2] in vocabulary("small_words", "words")


def tight(text: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """The name and the place of an entry that says these and an amount and nothing else; however short the name is.

    ``• Clean Wells, Kenya ($120,000)``, ``Dune Vive, Grecia: 4,2 milioni di euro``.
    """
    at, amounts = start(text), sums(text)
    if len(amounts) != 1 or regex.search(r"\p{L}", text[amounts[0][1] :]):
        return None
    head = text[: amounts[0][0]].rstrip(" \t:,;.–—-([")
    mark = _PLACE_END.search(head, at)
    if mark is None or not faults.is_place(mark["place"]):
        return None
    name = text[at : mark.start()].rstrip(" ,;:–—-")
    named = name[:1].isupper() and len(name.split()) <= settings("list")["title_most"] and not _says(name)
    plain = not regex.search(r"[.;:!?]\s", name) and not kind_of(name, True) and len(name) > 2
    theirs = is_cost(name) or receivers.is_party(name)
    return ((at, at + len(name)), mark.span("place")) if named and plain and not theirs else None


def is_cost(text: str) -> bool:
    """Whether words are what the money of a project goes to: ``Travel``, ``the salaries of the staff``."""
    plain = squeeze(text)
    article = _article().match(plain)
    first = _WORDS.search(plain, article.end() if article else 0)
    return first is not None and first.group() in vocabulary("lists", "costs")


@cache
def _article() -> regex.Pattern[str]:
    return regex.compile(rf"(?:{alternation(words(toml('lists')['articles']))})(?:(?<=')|\s+)")


def _runs_on(text: str, mark: regex.Match[str]) -> bool:
    """Whether a bracket is a name's short form or the like, behind which the phrase goes on."""
    if (short := _SHORT.match(text, mark.start())) and _shortens(short.group("short"), text[: mark.start()]):
        return True
    bracket = _BRACKET.match(text, mark.start())
    if not bracket or regex.search(r"\d", bracket.group("in")) or faults.is_place(bracket.group("in")):
        return False
    return bool(_SMALL.match(text, bracket.end()))


def _shortens(short: str, name: str) -> bool:
    """Whether a short form in brackets is made of the first letters of the last words of the name before it."""
    letters = [c for c in short if c.isalpha()]
    heads = [w[0].upper() for w in regex.findall(r"\p{L}+", name)[-2 * len(letters) :]]
    for letter in letters:
        if letter not in heads:
            return False
        heads = heads[heads.index(letter) + 1 :]
    return len(letters) >= 2


@cache
def hands() -> regex.Pattern[str]:
    """What stands between a name and who carries the project out."""
    return regex.compile(rf",?\s+(?:{alternation(words(toml('lists')['hands']))})(?!\p{{L}})", regex.I)


def _says(phrase: str) -> bool:
    """Whether words are a sentence, a field, a place or an amount rather than a name."""
    first = squeeze(phrase).partition(" ")[0]
    label, colon, _ = phrase.partition(":")
    if colon and kind_of(label, True, guess=False) not in ("", "title"):
        return True
    sentence = faults.is_news(f"{phrase} it") or first in vocabulary("title_faults", "articles")
    return sentence or bool(amount_pattern().search(phrase, timeout=TIMEOUT)) or faults.is_place(phrase)


def countries(text: str) -> list[tuple[int, int]]:
    """The spans of places that are an entry's own: at its head, at its end, in brackets, behind a word for *in*."""
    head = start(text)
    if lead := entry.place_lead(text[head:]) or _place_above(text[head:]):
        return [(head + lead.start, head + lead.place)]
    if whole := tight(text):
        return [whole[1]]
    if (match := for_place().match(text, head)) and (span := entry.place_at(text, match.end())):
        return [span]
    amount = amount_pattern().match(text, head, timeout=TIMEOUT)
    to = receivers.read(text, amount.end()) if amount else None
    if to and to.place:
        return [to.place]
    found: list[tuple[int, int]] = []
    for place in places.find(text):
        span = entry.place_at(text, place.start)
        if (
            span
            and _before_place().search(text, max(place.start - 24, 0), place.start)
            and not (found and span[0] < found[-1][1])
        ):
            found.append(span)
    return found


#: ``Kenya – Clean Wells for All (€2 million)``, and nothing else.
_PLACED = regex.compile(
    r"(?P<place>\p{Lu}[\p{L}’']*+(?:[ -][\p{L}’']++){0,4})(?:\s[–—-]\s|:\s)"
    r"(?P<name>\p{L}[^()\n]{8,200})\s\((?P<sum>[^()\n]{2,40})\)"
)


def is_placed(lines: list[str]) -> bool:
    """Whether a line is a place, a name and the amount of the name in brackets, and speaks of a project with the next.

    Running text stands below it; journeys, markets and costs of an office in a country stand over such text too.
    """
    head, *below = (line.strip() for line in lines)
    match = _PLACED.fullmatch(head)
    if match is None or not below or len(below[0].split()) < settings("list")["placed_below"]:
        return False
    told = " ".join([match["name"], *takewhile(lambda line: not _PLACED.fullmatch(line), below)])
    if not faults.is_place(match["place"]) or not _one().search(squeeze(told)):
        return False
    return amount_pattern().fullmatch(match["sum"].strip(), timeout=TIMEOUT) is not None


def one_project() -> str:
    """A pattern of the words for one project, folded."""
    return alternation([*toml("verdict")["one"], *toml("verdict")["signs"]["nouns"]])


@cache
def _one() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{one_project()})(?!\p{{L}})")
