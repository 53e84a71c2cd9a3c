"""Contacts: who answers for a project, at headquarters or in the field, and how to reach them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import regex

from extractors import contact_posts
from extractors.contact_mails import is_full, owner
from extractors.contact_marks import marks
from extractors.contact_offices import Draft
from extractors.contact_persons import Asked, drafts
from extractors.contact_rules import BESIDE, BY_MAIL, IN_OFFICE, INVITED, LONE, NAMED, OFFICE, PERSON, SIGNED
from extractors.engine import cell
from extractors.evidence import Block, Cell, Excerpt, Field, Finding, Module, Rule
from extractors.lexicon import alternation, squeeze, toml, vocabulary
from extractors.names import in_address, plain_letters
from extractors.people import email, generic_title, is_organisation, job_end, matches
from extractors.quick import Headed, headed

#: The kinds of field that name a contact, and the role each gives.
ROLES = {"contact_hq": "headquarters", "contact_field": "field", "contact": "other"}
#: Fields that carry on the contact before them, or the organisation whose imprint they are.
_FOLLOWERS = ("phone", "email", "fax", "website", "address")
_OFFICES = ("implementer", "partner", "beneficiary", "donor", "address")
#: Between a name and its number: job, office and address of the person, under labels that may be read otherwise.
_BETWEEN = (*_OFFICES, "title", "other")
#: Characters from the end of a name to the number or address that shows that the person can be asked.
_CLOSE = 160
_IMPRINTS = ("implementer", "partner", "donor", "beneficiary", "fax", "website", "address")
#: What shows that a person can be reached.
_REACHED = ("phone", "email", "hidden")
_UNSURE = "where the name of the person ends is not printed"
_BARE = "nothing but the shape of the words says that this is a person"
_OTHER_MAIL = "the e-mail address names somebody else"
_PLACED = "the person stands where an organisation is expected, without number or address"
_CODE = "no plus stands before the phone number: its first digits were taken for the country code"

RULES = (PERSON, NAMED, OFFICE, INVITED, LONE, IN_OFFICE, BESIDE, SIGNED, BY_MAIL)


@dataclass(slots=True)
class _Open:
    """A contact that the fields behind it may still complete."""

    rule: Rule
    kind: str
    role: str
    cells: dict[str, Cell] = field(default_factory=dict)
    doubt: str = ""
    notes: list[str] = field(default_factory=list)
    guessed: bool = False  #: the country code of the phone number is not marked as one
    reached: bool = False  #: a number or an address is printed, or what stands in the place of one
    post: str = ""  #: the folded label, where it names a post and nobody is told how to reach the person

    def take_phone(self, excerpt: Excerpt, low: int, high: int) -> None:
        """Take a phone number; the first counts, a further one is a note."""
        printed = cell(excerpt, low, high, ("phone-text",))
        if self._has("phone_text", printed, "phone number"):
            return
        self.cells["phone_text"] = printed
        number = cell(excerpt, low, high, ("e164",))
        if number.value:
            self.cells["phone"] = number
            self.guessed = not printed.value.lstrip("( ").startswith(("+", "00"))

    def take_email(self, excerpt: Excerpt, low: int, high: int) -> None:
        """Take an e-mail address; the first counts, a further one is a note."""
        address = cell(excerpt, low, high, ("email",))
        if self._has("email", address, "e-mail address"):
            return
        self.cells["email"] = address
        if self.doubt in ("", _BARE) and _names_another(self.cells, address.value):
            self.doubt = _OTHER_MAIL

    def _has(self, column: str, made: Cell, what: str) -> bool:
        """Whether the column is taken; a different value is noted."""
        taken = self.cells.get(column)
        if taken is not None and taken.value != made.value:
            self.notes.append(f"a further {what} is printed: {made.value}")
        return taken is not None

    def finding(self) -> Finding | None:
        """The finished contact; None where it leads to nobody."""
        if not self.cells.keys() & {"name", "email", "phone_text"}:
            return None
        doubt = self.doubt or self.rule.doubt
        status = "doubtful" if doubt else "inferred" if self.guessed else self.rule.status
        notes = (*self.notes, _CODE) if self.guessed else tuple(self.notes)
        return Finding(
            self.rule.makes,
            self.rule.id,
            self.cells,
            self.kind,
            status,
            doubt,
            fixed={"role": self.role},
            notes=notes,
        )


def read(block: Block) -> Iterator[Finding]:
    """The contacts of a block: those of its fields in order, then those of its narrative."""
    found: list[_Open] = []
    after = ""  # what the fields just before were part of: a contact, an imprint, or neither
    kept = -1  # up to this field the contact stays open
    for at, one in enumerate(block.fields):
        if one.kind in ROLES:
            found.extend(_labelled(one))
            after = "contact"
        elif person := _beside(one, block.fields[at + 1 : at + 4]):
            found.append(person)
            after, kept = "contact", at + 2
        elif one.kind in _OFFICES and (inside := list(_in_office(one))):
            found.extend(inside)
            after = "contact"
        elif one.kind in ("phone", "email"):
            after = _separate(one, found, after)
        elif at > kept and (one.kind not in _FOLLOWERS or not after):
            after = "imprint" if one.kind in _IMPRINTS else ""
    for paragraph in block.narrative:
        found.extend(list(_invited(paragraph)) or list(_signed(paragraph)) or _mailed(block, paragraph))
    for other in block.of("other"):
        found.extend(_mailed(block, other.value))
    for contact in found:
        _take_owner(block, contact)
    yield from (made for one in _answering(found) if (made := one.finding()) is not None)


def _answering(found: Sequence[_Open]) -> Iterator[_Open]:
    """The contacts without the names under posts that answer for no project."""
    answers = iter(contact_posts.answering([one.post for one in found if "name" in one.cells]))
    return (one for one in found if "name" not in one.cells or next(answers))


def _labelled(one: Field) -> list[_Open]:
    """The contacts of a contact field; an empty one where the label stands without a contact."""
    indent = len(one.label.text) + 2 if one.label else 0
    title = _title(one.label)
    made = [_opened(draft, one.value, one.kind) for draft in drafts(one.value.text, indent, _asked(one, title))]
    for contact in made:
        if title is not None and "name" in contact.cells:
            contact.cells.setdefault("job_title", title)
            contact.post = squeeze(one.label.text) if one.label and not contact.reached else ""
    return made or [_Open(OFFICE, one.kind, ROLES[one.kind])]


def _beside(one: Field, following: Sequence[Field]) -> _Open | None:
    """The person whose name is all that a field says, before a field with a number or an address."""
    label = squeeze(one.label.text) if one.label else ""
    asked = one.kind == "other" or (one.kind == "title" and label in vocabulary("contacts", "marks", "name"))
    near = next((n for n, f in enumerate(following) if f.kind in ("phone", "email", "fax")), None)
    if not label or not asked or near is None or any(f.kind not in _BETWEEN for f in following[:near]):
        return None
    made = drafts(one.value.text, 0, "person" if near == 0 else "")
    if near and any(d.honorific is None for d in made) and not any(map(_tells_job, following[:near])):
        return None
    if len(made) != 1 or made[0].name is None or made[0].name.end < len(one.value.text.rstrip()):
        return None
    contact = _opened(made[0], one.value, one.kind)
    contact.rule = BESIDE
    if title := _title(one.label):
        contact.cells["job_title"] = title
    return contact


def _tells_job(one: Field) -> bool:
    """Whether a field says, under its label, the job of somebody who was named before it."""
    asks = one.label is not None and squeeze(one.label.text) in vocabulary("contacts", "marks", "job_title")
    return asks and job_end(one.value.text) is not None


def _in_office(one: Field) -> Iterator[_Open]:
    """The persons with an honorific that stand in the field of an organisation."""
    for draft in drafts(one.value.text):
        if draft.name is None or draft.honorific is None:
            continue
        leads = draft.honorific.start == 0 and regex.match(r"\s*(?:$|[,;(\n])", one.value.text[draft.name.end :])
        reached = _reached(draft, one.value.text)
        if leads or reached:
            contact = _opened(draft, one.value, one.kind)
            contact.doubt = contact.doubt or ("" if reached else _PLACED)
            contact.rule = IN_OFFICE
            yield contact


def _reached(draft: Draft, text: str) -> bool:
    """Whether a number or an address stands close behind the name, with no full sentence between them."""
    first = next((m.low for m in draft.marks if m.kind in _REACHED and m.low < m.high), None)
    if draft.name is None or first is None or not draft.name.end <= first <= draft.name.end + _CLOSE:
        return False
    return not regex.search(r"\p{Ll}{4}\.\s+\p{Lu}\p{Ll}", text[draft.name.end : first])


def _signed(paragraph: Excerpt) -> Iterator[_Open]:
    """The persons of a paragraph who can be reached."""
    if not any(m.kind in _REACHED and m.low < m.high for m in marks(paragraph.text)):
        return
    for draft in drafts(paragraph.text):
        if draft.name and (draft.honorific or draft.job_title) and _reached(draft, paragraph.text):
            contact = _opened(draft, paragraph, "narrative")
            contact.rule = SIGNED
            yield contact


def _mailed(block: Block, paragraph: Excerpt) -> Iterator[_Open]:
    """The persons whose addresses stand in a paragraph and whose names stand on lines before them."""
    found = [m for m in marks(paragraph.text) if m.low < m.high]
    for mark in (m for m in found if m.kind == "email"):
        contact = _Open(BY_MAIL, "narrative", "other", doubt=SIGNED.doubt)
        contact.take_email(paragraph, mark.low, mark.high)
        _take_owner(block, contact)
        near = [m for m in found if m.kind == "phone" and abs(m.low - mark.low) <= _CLOSE]
        if "name" in contact.cells:
            for phone in near[:1]:
                contact.take_phone(paragraph, phone.low, phone.high)
            yield contact


def _take_owner(block: Block, contact: _Open) -> None:
    """Give a contact without a name that of whom its address is."""
    mail = contact.cells.get("email")
    if mail is None or not mail.spans or "name" in contact.cells:
        return
    name = owner(block, mail.value, mail.spans[0].start)
    if name is not None:
        contact.cells["name"] = cell(name, 0, len(name.text), ("join",))
        contact.rule = BY_MAIL
        if not is_full(name.text, mail.value):
            contact.doubt = contact.doubt or _BARE


def _opened(draft: Draft, excerpt: Excerpt, kind: str) -> _Open:
    rule = PERSON if draft.honorific else NAMED if draft.name else OFFICE
    contact = _Open(rule, kind, ROLES.get(kind, "other"))
    spans = {
        "name": draft.name,
        "honorific": draft.honorific,
        "job_title": draft.job_title,
        "organisation": draft.organisation,
    }
    for column, span in spans.items():
        if span is not None:
            broken = column == "organisation" and draft.breaks
            step = "lines:" + "|".join(map(str, draft.breaks)) if broken else "join"
            contact.cells[column] = cell(excerpt, *span, (step,))
    if draft.name is not None and not draft.sure:
        contact.doubt = _UNSURE
    elif not draft.evident:
        contact.doubt = _BARE
    contact.reached = any(m.kind in _REACHED for m in draft.marks)
    for mark in draft.marks:
        if mark.low < mark.high and mark.kind in ("phone", "more"):
            contact.take_phone(excerpt, mark.low, mark.high)
        elif mark.low < mark.high and mark.kind == "email":
            contact.take_email(excerpt, mark.low, mark.high)
    return contact


_LOCAL_PARTS = regex.compile(r"[._-]")


def _names_another(cells: dict[str, Cell], address: str) -> bool:
    """Whether an address has a forename and a surname and neither is a word of the contact's name."""
    if "name" not in cells:
        return False
    local = address.partition("@")[0]
    return _is_personal(address) and not any(in_address(word, local) for word in cells["name"].value.split())


def _is_personal(address: str) -> bool:
    """Whether an e-mail address begins with several words, none of them an office's: ``ada.wells@``."""
    local, at, _ = email(address).partition("@")
    tokens = [plain_letters(t) for t in _LOCAL_PARTS.split(local)]
    generic = vocabulary("contacts", "email", "generic")
    return bool(at) and len(tokens) > 1 and all(len(t) > 2 and t not in generic for t in tokens)


@cache
def _person() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{alternation(vocabulary('contacts', 'job', 'persons'))})(?!\p{{L}})")


def _asked(one: Field, title: Cell | None) -> Asked:
    """Whether the label of a field asks for a person or for an office."""
    label = squeeze(one.label.text) if one.label else ""
    if title is not None or _person().search(label):
        return "persons" if "(s)" in label else "person"
    return "" if one.kind == "contact" else "office"


_TITLES_OF = regex.compile(r"\p{L}(?:(?!\s+(?:or|and|ou|et|o|y|oder|und)\s|[/,(:;\d])[\s\S])*+")


def _title(label: Excerpt | None) -> Cell | None:
    """The job title that a label names ("Project Officer"); None for one that only calls for a person."""
    if label is None:
        return None
    for part in _TITLES_OF.finditer(label.text):
        end = job_end(part.group())
        if end == len(part.group()) and not generic_title(part.group()):
            return cell(label, *part.span(), ("join", "trim"))
    return None


def _separate(one: Field, found: list[_Open], after: str) -> str:
    """A phone number or an e-mail address in a field of its own; what the fields are part of from here on."""
    if after == "contact":
        found[-1].post = ""  # whoever was named before it can be reached
    spoken = _spoken(one)
    shift = len(spoken) - len(one.value.text)
    values = [m for m in marks(spoken) if m.low < m.high and m.kind == one.kind]
    if after == "imprint" or not values:
        return after
    if not after or (found[-1].rule is LONE and "email" in found[-1].cells and _is_personal(one.value.text)):
        found.append(_Open(LONE, one.kind, "other"))
    for mark in values:
        take = found[-1].take_phone if one.kind == "phone" else found[-1].take_email
        take(one.value, mark.low - shift, mark.high - shift)
    return after or "contact"


def _spoken(one: Field) -> str:
    """The value behind a label of its kind, so that a local phone number is seen as one."""
    return f"{'Tel' if one.kind == 'phone' else 'Email'}: {one.value.text}"


@cache
def _invitation() -> Headed:
    return headed(rf"(?<![\p{{L}}\d])(?:{alternation(vocabulary('contacts', 'invitation'))})(?![\p{{L}}\d])", regex.I)


def _invited(paragraph: Excerpt) -> Iterator[_Open]:
    """The persons that a sentence of the narrative invites to ask."""
    at = 0
    for match in matches(_invitation(), paragraph.text):
        if match.start() < at:
            continue
        limit = match.end() + toml("contacts")["layout"]["invitation_reach"]
        after = paragraph.cut(match.end(), min(limit, len(paragraph.text)))
        for draft in drafts(after.text):
            if draft.name is None or any(not is_organisation(p.text) and job_end(p.text) is None for p in draft.ahead):
                break
            if draft.job_title or draft.organisation or draft.first("email") or draft.first("phone"):
                at = limit
                contact = _opened(draft, after, "narrative")
                contact.rule = INVITED
                yield contact


MODULE = Module("contacts", RULES, read)
