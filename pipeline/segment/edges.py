"""What rules a candidate for a title out: it is cut out of a longer name, or a label of another kind stands before it.

``Centre of Excellence for the | Reduction of Supply``: a preposition joins it to what the name begins with. ``Global |
Project on Cybercrime``: so does an adjective. ``Sistema de Monitoreo de`` / ``Cultivos``: the line above goes on.
``Lesotho: | Floods``: what befell a country has the country in its name. No weight can tell that as surely.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from extractors import organisations, places
from extractors.evidence import Excerpt
from extractors.lexicon import alternation, squeeze, vocabulary
from extractors.titles import is_byline, is_event
from pipeline.segment import faults, parts, wording
from pipeline.segment.labels import kind_of
from pipeline.segment.marks import Page
from pipeline.segment.raw import CONTACTS
from pipeline.segment.sheet import Sheet, is_prose
from pipeline.segment.sorts import sort
from pipeline.settings import settings

#: A word with the marks behind it, if there are any; marks alone are a word too.
_TOKEN = regex.compile(r"[\p{L}\d][\p{L}\d’'&/-]*+[^\s\p{L}\d]*+|\S++")
#: A name of a country with the mark that parts it from what befell it.
_PLACED = regex.compile(r"(?P<place>[\p{L}’' -]{3,40})\s?[:–-]\s+$")
#: So many characters before a candidate hold the words that may join it.
_REACH = 90

#: Fields whose value is never the name of the project.
_PLACES = frozenset({"country", "region", "location"})
_SOMEBODY = CONTACTS | {"donor", "implementer", "partner", "beneficiary", "host"}
#: A value of more characters has more in it than somebody's name: it is a form that was run together.
_NAME = 120
#: Words of a name that a line with who put it there may follow.
_NAMED = 4


def rules_out(page: Page, excerpt: Excerpt) -> bool:
    """Whether a stretch of a page can be no title for what stands beside it."""
    first, last = page.line_at(excerpt.pieces[0].start), page.line_at(max(excerpt.pieces[-1].end - 1, 0))
    text = excerpt.text
    heads = first in page.content[:1] and excerpt.pieces[0].start <= page.sheet.starts[first]
    if wording.names_no_project(text, heads=heads) or _part_of_quote(page, excerpt):
        return True
    ruled = _is_value(page, excerpt, first, last) or cut(page.sheet, excerpt, first, last)
    ruled = ruled or in_list(page.sheet, first) or states(text)
    return ruled or _befallen_elsewhere(page, text) or _ever_project(page, text)


_QUOTES = "“”\"«»„‘’'`´ .,;:"


def _part_of_quote(page: Page, excerpt: Excerpt) -> bool:
    """Whether a stretch begins as a quotation does and ends inside it, or begins inside it and ends as it does."""
    text = excerpt.text
    start = excerpt.pieces[0].start + len(text) - len(text.lstrip(_QUOTES))
    end = excerpt.pieces[-1].end - len(text) + len(text.rstrip(_QUOTES))
    near = (one for one in page.quotes if one.start <= start and end <= one.end)
    return any((start in one.starts) != (end in one.ends) for one in near)


def _is_value(page: Page, excerpt: Excerpt, first: int, last: int) -> bool:
    """Whether a candidate is all that stands behind a label for places, or a part of a name behind one for somebody."""
    at = page.sheet.lines[first].start
    start, stop = excerpt.pieces[0].start - at, excerpt.pieces[-1].end - at
    for kind, low, high in page.values.get(first, ()) if first == last else ():
        inside = low - 2 <= start and stop <= high + 3
        whole = inside and start - low <= 2 and high - stop <= 3
        if (kind in _PLACES and whole) or (kind in _SOMEBODY and inside and high - low <= _NAME):
            return True
    return False


def cut(sheet: Sheet, excerpt: Excerpt, first: int, last: int) -> bool:
    """Whether an excerpt, which begins and ends in the lines of these numbers, is cut out of a longer name."""
    start, end = excerpt.pieces[0].start - sheet.lines[first].start, excerpt.pieces[-1].end - sheet.lines[last].start
    before, behind = sheet.lines[first].text[:start], sheet.lines[last].text[end:]
    prose = is_prose(sheet.lines[first])
    if not before.strip():
        before = near = _near(sheet, sheet.before(first), first)
        if near and not prose and not is_prose(sheet.lines[first - 1]) and faults.breaks_off(near):
            return True
    if not behind.strip() and not prose and _goes_on(sheet, last):
        return True
    if _goes_on_behind_colon(sheet, last, behind):
        return True
    if excerpt.text.endswith(")") and _noun_behind().match(behind):
        return True
    return _joined(before[-_REACH:], excerpt.text, prose) or _befallen(before[-_REACH:], excerpt.text)


def in_list(sheet: Sheet, index: int) -> bool:
    """Whether a line is an item of a list in one sentence: it ends with a semicolon, and so does one beside it.

    What heads such a list may say that its items are projects; then it is for others to tell which one a page is about.
    """
    head, below = sheet.before(index), sheet.after(index)
    beside = [i for i in (head, below) if i is not None and _item(sheet, i)]
    while head is not None and _item(sheet, head):
        head = sheet.before(head)
    several = head is not None and not _several().isdisjoint(squeeze(sheet.lines[head].text).split())
    return _item(sheet, index) and bool(beside) and not several


@cache
def _several() -> frozenset[str]:
    """Words for several projects."""
    return frozenset(f"{noun.rstrip('s')}{end}" for noun in vocabulary("title_parts", "nouns") for end in ("s", "e"))


def _item(sheet: Sheet, index: int) -> bool:
    """Whether a line ends with a semicolon."""
    return sheet.lines[index].text.rstrip().endswith(";")


#: A value that is no name behind the label that a text begins with: figures, alone or behind a currency or a sign.
_FIGURES = regex.compile(r"\s*[:–-]?\s*(?:\p{Lu}{0,3}\s?\p{Sc}?\s?)\d")


def states(text: str) -> bool:
    """Whether a text begins with a label and figures behind it: ``Project duration 36 months Clean Wells``."""
    label = parts.label_at_head(text)
    return bool(label) and _FIGURES.match(text, len(label)) is not None


@cache
def _noun_behind() -> regex.Pattern[str]:
    """What a short form in brackets stands before inside a name: ``Clean Lakes (CLAKE) | Water Project``, no label."""
    nouns = alternation(vocabulary("title_parts", "nouns"))
    return regex.compile(rf"\s(?:\p{{Lu}}[\p{{L}}-]*+\s){{0,3}}(?=\p{{Lu}})(?i:{nouns})(?=\s+[\p{{Ll}}–-]|[.,;]|\s*$)")


def _near(sheet: Sheet, above: int | None, index: int) -> str:
    """The text of the line above where no gap parts it from a line; empty where one does."""
    close = above == index - 1 and sheet.lines[index].gap <= float(settings("segment")["gap_ends"])
    return sheet.lines[above].text if close and above is not None else ""


def _goes_on(sheet: Sheet, index: int) -> bool:
    """Whether the line below a heading begins with a small word that joins it: ``… Expansion`` / ``of the Plant``."""
    below = sheet.after(index)
    if below is None or below != index + 1 or is_prose(sheet.lines[below]) or sheet.lines[index].text[-1:] in ".:;!?":
        return False
    words = sheet.lines[below].text.split()
    if is_byline(sheet.lines[below].text, sheet.lines[index].text) and len(sheet.lines[index].text.split()) >= _NAMED:
        return False
    near = sheet.lines[below].gap <= float(settings("segment")["gap_ends"])
    return near and len(words) > 1 and words[0].islower() and words[0] in _joins()


#: A colon and the words behind it up to the end of a line: ``… Floods: Finding``.
_COLON = regex.compile(r"\s?:\s+(?P<more>\p{Lu}[^:.;!?\n]{2,90})")


def _goes_on_behind_colon(sheet: Sheet, index: int, behind: str) -> bool:
    """Whether what a colon parts off goes on with a small letter below, as one name of several lines does."""
    more, below = _COLON.fullmatch(behind.rstrip()), sheet.after(index)
    if more is None or below != index + 1 or is_prose(sheet.lines[index]) or is_prose(sheet.lines[below]):
        return False
    text = sheet.lines[below].text
    if kind_of(more["more"], True) or places.are_all(more["more"]) or is_byline(text, more["more"]):
        return False
    near = sheet.lines[below].gap <= float(settings("segment")["gap_ends"])
    return near and text[:1].islower() and len(text.split()) > 1


def _joined(before: str, text: str, prose: bool) -> bool:
    """Whether the words before a candidate are the head of a name that it is the rest of."""
    words = _TOKEN.findall(before)
    if len(words) > 1 and words[-1] in vocabulary("title_parts", "articles"):
        words.pop()
    if not words or not words[-1][-1].isalnum():
        return False
    if words[-1] in _joins():
        words, joint = words[:-1], words[-1]
        return bool(words) and not _governs(words[-1], joint) and _heads(words, text, prose)
    first = squeeze(text.split()[0]).strip(".,:;")
    return first in vocabulary("title_parts", "nouns") and _heads(words, text, prose)


def _heads(words: list[str], text: str, prose: bool) -> bool:
    """Whether the last of some words is of a name: a capital that begins no sentence, not somebody else's name."""
    head = words[-1]
    if not head[0].isupper() or not head[-1].isalpha() or len(head) < 3:
        return False
    begins = len(words) == 1 or words[-2][-1] in ".!?:"
    loud = head.isupper() and not text.isupper()
    return not (begins and prose) and not loud and not _apart(words)


def _apart(words: list[str]) -> bool:
    """Whether words end with the name of a place or an organisation, a word for project, or a kind of paper."""
    key = squeeze(words[-1])
    if sort(key) in faults.PLAIN or key in vocabulary("title_parts", "nouns") | vocabulary("title_parts", "offices"):
        return True
    tails = [" ".join(words[-count:]) for count in range(1, min(len(words), 5) + 1)]
    located = [place for place in places.find(words[-1]) if place.kind != "region"]  # "Global" is no place here
    return bool(located) or any(organisations.known(tail) for tail in tails)


def _governs(head: str, joint: str) -> bool:
    """Whether a noun and a preposition say what is done with a project: ``Implementation of``."""
    return squeeze(f"{head} {joint}") in vocabulary("title_parts", "governing")


def _befallen(before: str, text: str) -> bool:
    """Whether a candidate begins with what befell the country that is named before it."""
    placed = _PLACED.search(before)
    return placed is not None and is_event(text) and _ends_with_country(placed["place"])


def _befallen_elsewhere(page: Page, text: str) -> bool:
    """Whether a candidate begins with what befell a country, and the page says it elsewhere with the country."""
    if not is_event(text):
        return False
    whole = page.sheet.text
    found = regex.finditer(regex.escape(text), whole, regex.I)
    return any(_befallen(whole[max(match.start() - _REACH, 0) : match.start()], text) for match in found)


def _ever_project(page: Page, text: str) -> bool:
    """Whether a page says a name more than once, each time with a word for a project behind it: that is its end."""
    if not text[-1:].isalpha() or not text.rsplit(None, 1)[-1][0].isupper():
        return False
    ends = [*_ends(page.sheet.text, text)]
    return len(ends) > 1 and all(_project_behind().match(page.sheet.text, end) for end in ends)


def _ends(whole: str, text: str) -> Iterator[int]:
    """Where a text ends each time that it is said and no letter follows; no pattern is made for each candidate."""
    at = whole.find(text)
    while at >= 0:
        end = at + len(text)
        said = not whole[end : end + 1].isalpha()
        if said:
            yield end
        at = whole.find(text, end if said else at + 1)


@cache
def _project_behind() -> regex.Pattern[str]:
    """A capitalised word for a project that ends a name: ``Clean Wells | Project (P123)``, no ``Project ID``."""
    nouns = alternation(vocabulary("title_parts", "nouns"))
    return regex.compile(rf"\s(?=\p{{Lu}})(?i:{nouns})(?=\s?[^\p{{L}}\d\s:]|\s\p{{Ll}}|[ \t]*+(?:\n|$))")


def _ends_with_country(text: str) -> bool:
    found = list(places.find(text))
    return bool(found) and found[-1].end >= len(text.rstrip()) and found[-1].kind == "country"


@cache
def _joins() -> frozenset[str]:
    return frozenset(vocabulary("title_parts", "joins"))
