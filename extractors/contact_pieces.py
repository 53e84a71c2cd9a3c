"""The words of a contact cut into pieces: at marks, at separators and before honorifics, full lines rejoined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import regex

from extractors.contact_marks import Mark
from extractors.lexicon import alternation, squeeze, toml, vocabulary
from extractors.names import honorific_pattern
from extractors.people import is_organisation, job_end

_SEPARATOR = regex.compile(
    r"(?P<line>\s*\n\s*)|(?P<comma>\s*,\s*)|(?P<semicolon>\s*;\s*|\s*[|•·\t]\s*)|(?P<colon>\s*:\s+)"
    r"|(?P<dash>(?:\s+|^)(?:[-–—]+|/)(?:\s+|$))|(?P<sentence>(?<=\p{Ll}{4}|\d|\)|\p{Lu}{3})\.\s+(?=\p{Lu}))"
)

_ONE_WORD = regex.compile(r"(?:[\p{L}'’-]+)?")
_SURNAME_LINE = regex.compile(r"\p{Lu}[\p{Ll}'’-]+\s*(?:,|\n|$)")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words between two separators, positions in the text of the contact."""

    text: str
    start: int
    lead: str  #: the separator before it: ``start`` ``line`` ``comma`` ``colon`` ``mark`` ``name`` ``honorific`` …
    person: bool = False  #: a label or an honorific says that a person follows
    whole: bool = False  #: the piece is a name, surname first

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)

    def after(self, length: int, lead: str) -> Piece:
        """What remains behind the first characters."""
        rest = self.text[length:]
        return Piece(rest.lstrip(), self.start + length + len(rest) - len(rest.lstrip()), lead)


_LINE_END = regex.compile(r"\s*\n\s*")


def unwrapped(text: str, found: Iterable[Mark], indent: int) -> str:
    """The text with a blank for each line feed that only breaks a full line."""
    out, full = list(text), toml("contacts")["layout"]["full_line"]
    begins = {m.start for m in found}
    for feed in _LINE_END.finditer(text):
        start = text.rfind("\n", 0, feed.start()) + 1
        before, after = text[start : feed.start()], text[feed.end() :]
        if feed.end() in begins or not before or not after or honorific_pattern().match(after):
            continue
        long = len(before) + (indent if start == 0 else 0) >= full and not before.endswith((",", ";", "."))
        if long or _runs_on(before, after):
            out[feed.start() : feed.end()] = " " * (feed.end() - feed.start())
    return "".join(out)


def _runs_on(before: str, after: str) -> bool:
    """Whether the words themselves show that a line goes on in the next one."""
    last = regex.search(r"[\p{L}&-]+$", before)
    if last and (squeeze(last.group()) in _linking() or last.group().endswith("-")):
        return True
    honorific = honorific_pattern().search(before + " X")
    if honorific and _ONE_WORD.fullmatch(before[honorific.end() :].strip()) and _SURNAME_LINE.match(after):
        return not is_organisation(after.partition("\n")[0]) and job_end(after.partition(",")[0]) is None
    return after[:1].islower() and not before.endswith((",", ";")) and "@" not in after.split()[0]


@cache
def _linking() -> frozenset[str]:
    words = vocabulary("contacts", "job", "prepositions") | vocabulary("contacts", "connectors")
    return words | {"the", "les", "la", "los", "las", "des", "aux"}


def pieces(work: str, found: Sequence[Mark]) -> Iterator[Piece]:
    """The words between the marks, cut at separators and before honorifics."""
    at, lead = 0, "start"
    for mark in [*found, Mark("end", len(work), len(work), len(work), len(work))]:
        yield from _cut(work, at, mark.start, lead)
        at, lead = mark.end, "label" if mark.kind == "name" else "mark"


def _cut(work: str, start: int, end: int, lead: str) -> Iterator[Piece]:
    honorifics = [m.span() for m in honorific_pattern().finditer(work, start, end)]
    cuts = [(low, low, "honorific") for low, _ in honorifics]
    for match in _SEPARATOR.finditer(work, start, end):
        if not any(low < match.end() and match.start() < high for low, high in honorifics):
            cuts.append((*match.span(), str(match.lastgroup)))
    at = start
    for low, high, kind in [*sorted(cuts), (end, end, "")]:
        piece = _trimmed(work, at, low, lead)
        if piece is not None:
            yield piece
        elif kind == "honorific" and lead in ("start", "label"):
            kind = lead
        at, lead = high, kind if piece is not None or kind != "comma" or lead == "start" else lead


_STOP = regex.compile(r"\.\s")
_ANY_LETTER = regex.compile(r"\p{L}")


def _trimmed(work: str, start: int, end: int, lead: str) -> Piece | None:
    """The piece without connectors and marks at its ends; None where nothing is left or it is a placeholder."""
    text = work[start:end]
    if lead == "mark" and _STOP.match(text):
        lead = "sentence"
    while (match := _loose().match(text)) is not None and match.end():
        text, start = text[match.end() :], start + match.end()
    while (match := _trailing().search(text)) is not None and match.group():
        text = text[: match.start()]
    if not text or squeeze(text) in vocabulary("contacts", "placeholders") or not _ANY_LETTER.search(text):
        return None
    return Piece(text, start, lead, lead in ("honorific", "label"))


@cache
def _loose() -> regex.Pattern[str]:
    words = alternation(vocabulary("contacts", "connectors") | vocabulary("contacts", "invitation"))
    marks = r"[\s,;:.<>)\]|/•·–—-]"
    return regex.compile(rf"(?:{marks}|(?:{words})(?![\p{{L}}\p{{M}}.'’-])(?=\s|[:,;]|$))++", regex.I)


@cache
def _trailing() -> regex.Pattern[str]:
    words = alternation(vocabulary("contacts", "connectors"))
    marks = r"[\s,;:<>(\[|/•·–—-]"
    stop = r"(?<=\p{L}{4}|\))\.(?=\s*$)"
    return regex.compile(rf"(?<!{marks})(?:{marks}|(?<=\s)(?:{words})(?=\s*$)|{stop})++$", regex.I)
