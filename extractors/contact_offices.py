"""Job title and organisation of a contact, read from the pieces behind its name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

import regex

from extractors.contact_marks import Mark
from extractors.contact_pieces import Piece
from extractors.evidence import Span
from extractors.lexicon import alternation, squeeze, toml, vocabulary
from extractors.names import name_at_start
from extractors.people import is_area, is_organisation, is_place, job_end


@dataclass(slots=True)
class Draft:
    """A contact in the making; its spans count in the text of the contact, not in the document."""

    honorific: Span | None = None
    name: Span | None = None
    sure: bool = True  #: the print shows where the name ends
    evident: bool = True  #: more than the shape of the words says that this is a person
    job_title: Span | None = None
    organisation: Span | None = None
    breaks: tuple[int, ...] = ()  #: numbers of the line feeds in the organisation that stand for a comma
    pieces: list[Piece] = field(default_factory=list)
    ahead: list[Piece] = field(default_factory=list)  #: pieces that stand before the name
    marks: list[Mark] = field(default_factory=list)

    def has_mark(self) -> bool:
        """Whether a number or an address of it is known."""
        return any(m.low < m.high for m in self.marks)

    def first(self, kind: str) -> Mark | None:
        """The first mark of a kind that has a value."""
        return next((m for m in self.marks if m.kind == kind and m.low < m.high), None)


def describe(draft: Draft, work: str, text: str) -> None:
    """Job title and organisation, from labels of their own or from the pieces behind the name."""
    for mark in draft.marks:
        if mark.kind == "job_title" and mark.low < mark.high:
            draft.job_title = draft.job_title or Span(mark.low, mark.high)
        if mark.kind == "organisation" and mark.low < mark.high:
            draft.organisation = draft.organisation or Span(mark.low, mark.high)
    _read_pieces(draft, _opened(draft.pieces))
    _read_pieces(draft, _opened(draft.ahead))
    if draft.organisation is not None and _is_town(text[slice(*draft.organisation)]):
        draft.organisation = None
    if draft.organisation is not None:
        low, high = draft.organisation
        feeds = [m.start() for m in regex.finditer("\n", text[low:high])]
        draft.breaks = tuple(n for n, at in enumerate(feeds, start=1) if work[low + at] == "\n")


def _is_town(text: str) -> bool:
    """Whether a town and its country were taken for an organisation (``Dhaka, Bangladesh``)."""
    return not is_organisation(text) and is_place(text.rpartition(",")[2])


_BRACKET = regex.compile(r"\(([^()]*)\)\s*")


def _opened(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Pieces with a bracket around all of their words, or a first bracket behind the name, taken apart."""
    closed = False
    for piece in pieces:
        match = _BRACKET.match(piece.text)
        if match is None:
            yield replace(piece, lead="bracket") if closed else piece
            closed = False
            continue
        inner = match.group(1)
        if is_organisation(inner) or job_end(inner) is not None or regex.fullmatch(r"[\p{Lu}-]{2,}", inner):
            yield Piece(inner, piece.start + 1, piece.lead)
        if match.end() < len(piece.text):
            yield piece.after(match.end(), "bracket")
        closed = match.end() == len(piece.text)


def _read_pieces(draft: Draft, pieces: Iterable[Piece]) -> None:
    """Fill what is still empty: the first run of job titles, and the first run of pieces that name an office."""
    titled, closed = draft.job_title is not None, draft.organisation is not None
    last, count, addressed = "", 0, False
    for piece in pieces:
        rest: Piece | None = piece
        if _is_no_part(piece):
            rest, last, addressed = None, "", addressed or piece.lead != "name"
        elif addressed and not is_organisation(piece.text):
            rest = None
        elif last == "job" and piece.lead == "comma" and is_area(piece.text) and draft.job_title:
            draft.job_title, rest = Span(draft.job_title.start, piece.end), None
        elif (end := job_end(piece.text)) is not None:
            rest = _take_job(draft, piece, end, titled, last == "job")
            last = "job"
        closed = closed or (draft.organisation is not None and (last != "office" or _parted(draft, piece)))
        if rest is None or closed:
            continue
        if _is_office(rest, draft.organisation is not None, count):
            draft.organisation = Span(draft.organisation.start if draft.organisation else rest.start, rest.end)
            last, count = "office", count + 1
        elif last == "office":
            closed = True


def _parted(draft: Draft, piece: Piece) -> bool:
    """Whether a bracket, a sentence or a mark stands between the organisation and the piece."""
    begun = draft.organisation.start if draft.organisation else piece.start
    return piece.lead in ("bracket", "sentence") or any(begun <= m.start < piece.start for m in draft.marks)


def _take_job(draft: Draft, piece: Piece, end: int, titled: bool, goes_on: bool) -> Piece | None:
    """Note the job title; what of the piece names the organisation is handed back."""
    at = _at().search(piece.text)
    stop = min(end, at.start()) if at else len(piece.text[:end].rstrip())
    if not titled and (draft.job_title is None or (goes_on and piece.lead == "comma")):
        draft.job_title = Span(draft.job_title.start if draft.job_title else piece.start, piece.start + stop)
    rest = piece.after(at.end() if at else end, "job")
    return rest if rest.text.strip(" .,)") else None


@cache
def _at() -> regex.Pattern[str]:
    return regex.compile(rf"\s+(?:{alternation(vocabulary('contacts', 'job', 'at'))})\s+", regex.I)


_NUMBER = regex.compile(r"(?<![\p{L}\d])\d+(?![\p{L}\d])")


def _is_no_part(piece: Piece) -> bool:
    """Whether the piece is an address, a degree or a sentence rather than a job or an office."""
    folded = squeeze(piece.text)
    if folded in vocabulary("contacts", "credentials") or folded.strip(".") in vocabulary("contacts", "credentials"):
        return True
    if len(folded.split()) > toml("contacts")["layout"]["part_words"] or piece.lead == "sentence":
        return True
    numbers = _NUMBER.findall(folded)
    addressed = numbers and (max(map(len, numbers)) > 3 or not is_organisation(piece.text))
    return bool(addressed) or bool(_street().search(folded))


@cache
def _street() -> regex.Pattern[str]:
    one = alternation(vocabulary("contacts", "address"))
    return regex.compile(rf"(?<!\p{{L}})(?:{one})(?!\p{{L}})|(?<=\p{{L}}{{3}})(?:straße|strasse)\b")


def _is_office(piece: Piece, begun: bool, count: int) -> bool:
    """Whether the piece names an organisation, or goes on with the one that has begun."""
    if count >= toml("contacts")["layout"]["organisation_parts"]:
        return False
    if is_organisation(piece.text):
        return True
    named = name_at_start(piece.text)
    if (not begun and is_place(piece.text)) or (named is not None and named.end == len(piece.text)):
        return False
    upper = [w[:1].isupper() for w in regex.findall(r"\p{L}[\p{L}\p{M}'’]{3,}", piece.text)]
    if piece.lead in ("line", "mark"):
        return (len(upper) > 1 and all(upper)) or (begun and bool(upper) and all(upper))
    return piece.text[:1].isupper() or (begun and piece.lead == "comma")
