"""The persons of a contact's text, each with the pieces and the marks that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

import regex

from extractors.contact_marks import Mark, marks
from extractors.contact_offices import Draft, describe
from extractors.contact_pieces import Piece, pieces, unwrapped
from extractors.evidence import Span
from extractors.lexicon import squeeze, vocabulary
from extractors.names import Name, are_initials, has_initial, honorific_pattern, in_address, name_at_start
from extractors.people import email, is_organisation, is_place, job_end

#: What the label of a contact asks for; it decides whether two bare capitalised words are believed to be a person.
Asked = Literal["person", "persons", "office", ""]
_ACRONYM = regex.compile(r"[\p{Lu}.-]{3,}")
_LINE_LEADS = ("line", "semicolon", "sentence", "mark", "and")


@dataclass(slots=True)
class _Text:
    """What is known of the text while it is read from front to back."""

    asked: Asked
    addresses: list[str]
    out: list[Draft] = field(default_factory=list)

    @property
    def current(self) -> Draft | None:
        """The contact that is open."""
        return self.out[-1] if self.out else None

    def confirms(self, name: str) -> bool:
        """Whether an e-mail address of the text has a word of the name."""
        return any(in_address(word, a.partition("@")[0]) for a in self.addresses for word in name.split())

    def name_of(self, text: str, honorific: bool, vouched: bool) -> Name | None:
        """The name the text begins with."""
        return name_at_start(text, self.addresses, honorific, vouched)


def drafts(text: str, indent: int = 0, asked: Asked = "") -> list[Draft]:
    """The contacts of a text, in order; ``indent`` is the length of the label on its first line."""
    found = marks(text)
    addresses = [email(text[m.low : m.high]) for m in found if m.kind == "email" and m.low < m.high]
    work, state = unwrapped(text, found, indent), _Text(asked, addresses)
    prose = _listed(_surname_first(list(pieces(work, found)), state), state)
    elements: list[Piece | Mark] = sorted([*prose, *found], key=lambda e: e.start)
    for i, element in enumerate(elements):
        if isinstance(element, Piece):
            for part in _persons_apart(element, state):
                _place(part, elements[i + 1 :], state)
            continue
        state.out = state.out or [Draft()]
        state.out[-1].marks.append(element)
    for draft in state.out:
        describe(draft, work, text)
        draft.evident = _is_evident(draft, text, state)
    _deal_addresses(state.out, text)
    return state.out


def _is_evident(draft: Draft, text: str, state: _Text) -> bool:
    """Whether an honorific, the label, a job, an office or an address says that this is a person."""
    if draft.name is None or draft.honorific or draft.job_title or state.asked.startswith("person"):
        return True
    name = text[slice(*draft.name)]
    office = text[slice(*draft.organisation)] if draft.organisation else ""
    if is_organisation(office) or _ACRONYM.fullmatch(office) or has_initial(name):
        return True
    return state.confirms(name) or any(are_initials(name, a.partition("@")[0]) for a in state.addresses)


def _surname_first(prose: list[Piece], state: _Text) -> list[Piece]:
    """The pieces, a surname and the forename behind its comma as one, where the label or an address vouches for it."""
    if len(prose) < 2 or prose[0].lead not in ("start", "label") or prose[1].lead != "comma":
        return prose
    first, second = prose[:2]
    alone = len(prose) == 2 or prose[2].lead not in ("comma", "name")
    name = Piece(f"{first.text}, {second.text}", first.start, first.lead, True, True)
    turned = state.name_of(f"{second.text} {first.text}", False, True)
    if len(first.text.split()) > 1 or turned is None or turned.end < len(name.text) - 1 or name.end != second.end:
        return prose
    vouched = (state.asked.startswith("person") and alone) or state.confirms(first.text)
    return [name, *prose[2:]] if vouched and not is_place(second.text) else prose


def _listed(prose: list[Piece], state: _Text) -> list[Piece]:
    """A list of nothing but names: each piece is a person. Two names behind a comma may be a person in a town."""
    if len(prose) < 2 or any(p.lead not in ("start", "line", "semicolon", "dash", "comma") for p in prose):
        return prose
    names = [state.name_of(p.text, False, False) for p in prose]
    if any(n is None or n.end < len(p.text) for n, p in zip(names, prose, strict=True)) or is_place(prose[-1].text):
        return prose
    apart = all(p.lead in ("start", "semicolon", "dash") for p in prose)
    lined = all(p.lead != "comma" for p in prose) and state.asked != ""
    if len(prose) > 2 or apart or lined or state.asked == "persons":
        return [replace(p, person=True, whole=True) for p in prose]
    return prose


_AND = regex.compile(r"\s*/\s*|\s+(?:and|et|y|und|&|e)\s+")


def _persons_apart(piece: Piece, state: _Text) -> list[Piece]:
    """Two names that ``and`` joins are two pieces."""
    match = _AND.search(piece.text)
    if match is None or piece.whole or piece.lead not in ("start", "line", "label"):
        return [piece]
    sides = piece.text[: match.start()], piece.text[match.end() :]
    ends = [state.name_of(side, False, piece.person) for side in sides]
    if any(n is None or n.end < len(side) for n, side in zip(ends, sides, strict=True)):
        return [piece]
    return [replace(piece, text=sides[0]), Piece(sides[1], piece.start + match.end(), "and", True)]


def _place(piece: Piece, ahead: Sequence[Piece | Mark], state: _Text) -> None:
    """Open a contact with the piece, or hand it to the one that is open."""
    current, person = state.current, _person(piece, ahead, state)
    if person is not None:
        if current is None or current.name is not None or not _joins(current, ahead):
            before = current.pieces.pop() if current and current.name and piece.lead == "colon" else None
            state.out.append(Draft(pieces=[before] if before else []))
        _name(state.out[-1], piece, person)
    elif current is None or _starts_over(piece, ahead, current):
        state.out.append(Draft(pieces=[piece]))
    else:
        current.pieces.append(piece)


def _joins(current: Draft, ahead: Sequence[Piece | Mark]) -> bool:
    """Whether a name that stands behind its job, office or number belongs to the nameless contact before it."""
    return not current.has_mark() or not any(isinstance(e, Mark) and e.low < e.high for e in ahead)


def _starts_over(piece: Piece, ahead: Sequence[Piece | Mark], current: Draft) -> bool:
    """Whether a line opens a new contact: a number or an address follows of a kind that the open one has already."""
    following = next((e for e in ahead if isinstance(e, Mark) and e.low < e.high), None)
    has = {m.kind for m in current.marks if m.low < m.high}
    return piece.lead in _LINE_LEADS and following is not None and following.kind in has & {"phone", "email"}


def _person(piece: Piece, ahead: Sequence[Piece | Mark], state: _Text) -> Name | None:
    """The name the piece begins with, if it opens a person in this place."""
    if piece.whole:
        return Name(len(piece.text), True)
    honorific = honorific_pattern().match(piece.text)
    lead = honorific.end() if honorific else 0
    follows = ahead[0] if ahead else None
    asked = piece.person or (state.asked.startswith("person") and piece.lead == "start")
    named = state.name_of(piece.text[lead:], honorific is not None, asked or _tells(follows))
    if named is None or _is_none(piece.text[lead:], named.end):
        return None
    if honorific or piece.person or _believed(piece, piece.text[: named.end], ahead, state):
        return Name(named.end + lead, named.sure)
    return None


def _is_none(text: str, end: int) -> bool:
    """Whether words of the shape of a name are a button's on a site, or a street's: ``Vasile Lupu str.``."""
    behind = text[end:].split(maxsplit=1)
    return squeeze(text[:end]) in vocabulary("furniture", "navigation") or bool(
        behind and squeeze(behind[0]) in vocabulary("contacts", "address", "streets")
    )


def _believed(piece: Piece, name: str, ahead: Sequence[Piece | Mark], state: _Text) -> bool:
    """Whether words of the shape of a name are a person although no honorific and no label says so."""
    current, follows = state.current, ahead[0] if ahead else None
    confirmed = state.confirms(name)
    if piece.lead == "start":
        return state.asked != "office" or confirmed or len(name) < len(piece.text) or _tells(follows, office=True)
    before = current.pieces[-1] if current and current.pieces else None
    introduced = before is not None and _introduces(before.text, piece.lead == "colon")
    titled = job_end(piece.text[len(name) :].lstrip()) is not None
    if current is None or (current.name is None and not current.has_mark()):
        return confirmed or introduced or (piece.lead == "colon" and (titled or _tells(follows)))
    if piece.lead == "colon":
        return introduced and before is not None and before.lead in _LINE_LEADS
    if piece.lead == "comma":  # "Ada Wells, Chief of Section, Ben Marsh, Project Officer"
        jobs = before is not None and job_end(before.text) is not None and _tells(follows)
        return jobs and len(name) == len(piece.text)
    parallel = bool(current.pieces and current.pieces[0].lead == "comma")
    free = len(state.addresses) > 1 or current.name is None
    again = _starts_over(piece, ahead, current) and len(name) == len(piece.text)
    told = _tells(follows, office=parallel) or (titled and piece.lead == "mark")
    return piece.lead in _LINE_LEADS and (again or (confirmed and free) or told)


def _introduces(before: str, colon: bool) -> bool:
    """Whether a job, or an office with a colon, leads to the name behind it."""
    return job_end(before) is not None or (colon and is_organisation(before))


def _tells(follows: Piece | Mark | None, office: bool = False) -> bool:
    """Whether a job follows behind a comma, or an office where that is asked for."""
    if not isinstance(follows, Piece) or follows.lead != "comma":
        return False
    if job_end(follows.text) is not None:
        return True
    return office and (is_organisation(follows.text) or _ACRONYM.fullmatch(follows.text) is not None)


def _name(draft: Draft, piece: Piece, named: Name) -> None:
    draft.ahead, draft.pieces = draft.pieces, []
    honorific = honorific_pattern().match(piece.text)
    start = 0
    if honorific:
        start = honorific.end()
        draft.honorific = Span(piece.start + honorific.start("honorific"), piece.start + honorific.end("honorific"))
    draft.name = Span(piece.start + start, piece.start + named.end)
    draft.sure = named.sure
    rest = piece.after(named.end, "name")
    if rest.text.strip():
        draft.pieces.append(rest)


def _deal_addresses(out: list[Draft], text: str) -> None:
    """An e-mail address that names another person of the same text goes to that person."""
    for draft in out:
        for mark in [m for m in draft.marks if m.kind == "email" and m.low < m.high]:
            local = email(text[mark.low : mark.high]).partition("@")[0]
            if draft.name is None or _fits(draft, text, local):
                continue
            owner = next(
                (d for d in out if d is not draft and d.first("email") is None and _fits(d, text, local)), None
            )
            if owner is not None:
                draft.marks.remove(mark)
                owner.marks.append(mark)


def _fits(draft: Draft, text: str, local: str) -> bool:
    return draft.name is not None and any(in_address(w, local) for w in text[slice(*draft.name)].split())
