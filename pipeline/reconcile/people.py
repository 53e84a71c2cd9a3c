"""People across listings: who is one person, how to reach them, and where what is said of one person disagrees."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import regex

from extractors import organisations
from extractors.lexicon import squeeze, vocabulary
from extractors.names import in_address, plain_letters
from extractors.places import find
from extractors.steps import replay
from pipeline.reconcile import corrections
from pipeline.reconcile.facts import Row
from pipeline.reconcile.rows import Listing, derive
from pipeline.settings import settings


class Contact(NamedTuple):
    """A row of ``contacts`` and the listing that states it."""

    home: Listing
    row: Row

    def text(self, column: str) -> str:
        """A value; empty where there is none."""
        return self.row.values.get(column, "")


def check(listings: Sequence[Listing]) -> None:
    """Complete the numbers of all contacts, check their addresses, and find who is one person."""
    people = [Contact(one, row) for one in listings for row in one.contacts]
    for person in people:
        _number(person)
        _address(person)
    _odd_domains(people)
    _identify(people)


def _number(person: Contact) -> None:
    """The number without a country code by where the person sits, and the extension behind it."""
    row, document = person.row, person.home.document.document_id
    printed = person.text("phone_text")
    if not printed:
        return
    inputs = [f"contacts/{row.row_id}/phone_text"]
    derive(row, "phone_extension", replay(("extension",), printed), "contacts.extension", "stated", inputs,
           ("extension",), document)  # fmt: skip
    if person.text("phone"):
        return
    for country in dict.fromkeys(_countries(person)):
        step = f"e164:{country}"
        if value := replay((step,), printed):
            derive(row, "phone", value, "contacts.region", "inferred", inputs, (step,), document)
            return
    if printed.lstrip("( ").startswith(("+", "00")):
        says = f"{printed} is no number that can be dialled: it has too few digits or too many. It is kept as printed."
        person.home.note("note", "odd-phone", says, row, "phone_text")


def _countries(person: Contact) -> Iterator[str]:
    """Where a number without country code may belong: to the office's country, else to the listing's only one."""
    for column in ("organisation", "job_title"):
        yield from {p.code for p in find(person.text(column)) if p.kind == "country"}
    if nation := organisations.nation(person.text("organisation")):
        yield nation
    named = {p.values["iso3"] for p in person.home.places if p.values.get("iso3") and p.values["basis"] != "group"}
    if len(named) == 1 and person.text("role") != "headquarters":
        yield from named


def _address(person: Contact) -> None:
    """An address that no mail can reach is doubtful, and kept as printed."""
    address = person.text("email")
    if not address:
        return
    from email_validator import EmailNotValidError, validate_email  # late: most documents have no address

    try:
        validate_email(address, check_deliverability=False, allow_quoted_local=True)
    except EmailNotValidError as error:
        says = f"{address} cannot be an e-mail address; it is kept as printed. {error}"
        _doubt(person, "odd-email", says)


def _doubt(person: Contact, code: str, says: str) -> None:
    receipts = person.row.receipts["email"]
    if any(r.rule == corrections.RULE for r in receipts):
        return
    person.row.receipts["email"] = [r._replace(status="doubtful") for r in receipts]
    person.home.note("warning", code, says, person.row, "email")


def _domain(person: Contact) -> str:
    return person.text("email").rpartition("@")[2].lower()


def _odd_domains(people: Sequence[Contact]) -> None:
    """E-mail domains that are one letter away from one that stands many times as often."""
    seen = Counter(d for person in people if (d := _domain(person)))
    times = settings("people")["usual_domain"]
    for person in people:
        domain = _domain(person)
        near = (d for d, n in seen.most_common() if domain and n >= times * seen[domain] and _one_apart(d, domain))
        if usual := next(near, ""):
            says = f"{person.text('email')}: the domain stands {seen[usual]} times as {usual}; probably a misprint. "
            _doubt(person, "odd-domain", f"{says}The address is kept as printed.")


def _one_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter added, left out or changed."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, c in enumerate(short) if c != long[i]), len(short))
    return short[at:] == long[at + 1 :] or (len(short) == len(long) and short[at + 1 :] == long[at + 1 :])


def _identify(people: Sequence[Contact]) -> None:
    """Give each row its person; say where what is known of one person disagrees."""
    taken: set[str] = set()
    for members in _persons(people):
        name = _called(members, taken)
        for member in members:
            member.row.values["person_id"] = name
        for column, what in (("phone", "number"), ("email", "address")):
            _disagreement(members, column, what)
        _role_elsewhere(members)
    _shared(people)


def _persons(people: Sequence[Contact]) -> list[list[Contact]]:
    """The rows of each person, in source order: one address and names that agree, or one name and one office."""
    home = list(range(len(people)))  # of each row, the first row of its person as far as it is known

    def first(at: int) -> int:
        while home[at] != at:
            at = home[at]
        return at

    known: dict[str, dict[str, int]] = {}  # what rows have in common -> a row for each wording of the name
    for at, person in enumerate(people):
        for key in _keys(person):
            there = known.setdefault(key, {})
            for other in there.values():
                if _agree(person, people[other]):
                    low, high = sorted((first(at), first(other)))
                    home[high] = low
            there.setdefault(person.text("name"), at)
    found: dict[int, list[Contact]] = {}
    for at, person in enumerate(people):
        found.setdefault(first(at), []).append(person)
    return list(found.values())


def _keys(person: Contact) -> Iterator[str]:
    """What two rows of one person have in common: the address, or the name at one office."""
    if address := person.text("email"):
        yield f"@{squeeze(address)}"
    if name := _name(person):
        yield from (f"{name} at {office}" for office in _offices(person))
    elif not address and person.text("phone"):
        yield f"{person.text('phone')} {squeeze(person.text('organisation'))}"


def _name(person: Contact) -> str:
    """The words of a name without accents, in an order that does not matter: brochures print either name first."""
    words = sorted(map(_plain, person.text("name").split()))
    return " ".join(words) if len(words) > 1 else ""


def _offices(person: Contact) -> Iterator[str]:
    """The names of the office of a contact: as printed, the institution in it or in the address, the document."""
    text = person.text("organisation")
    yield f"document {person.home.document.document_id}"
    if text:
        yield squeeze(text)
        yield from (plain_letters(word) for word in text.split() if word.isupper() and len(word) > 2)
    if domain := _domain(person):
        yield domain
        yield plain_letters(domain.split(".")[-2]) if domain.count(".") else domain


def _agree(one: Contact, other: Contact) -> bool:
    """Whether the names of two contacts may be one: the same words, or initials for some of them.

    A row without a name is the person's whose name is in the address.
    """
    first, second = (sorted(map(_plain, p.text("name").replace(".", " ").split())) for p in (one, other))
    if not first or not second:
        local = (one.text("email") or other.text("email")).partition("@")[0]
        return first == second or any(_fits(p, local) for p in (one, other))
    short, long = sorted((first, second), key=len)
    return all(any(w == s or (len(s) == 1 and w.startswith(s)) for w in long) for s in short)


def _plain(word: str) -> str:
    return plain_letters(word) or squeeze(word)


def _called(members: Sequence[Contact], taken: set[str]) -> str:
    """A readable identifier: the fullest name, else the address, else the office or number."""
    full = max(members, key=lambda p: len(p.text("name")))
    text = full.text("name") or full.text("email") or full.text("organisation") or full.text("phone_text")
    words = filter(None, (plain_letters(word) for word in regex.split(r"[\s@._-]+", text)))
    base = "-".join(words) or "person-" + hashlib.sha256(text.encode()).hexdigest()[:8]
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    taken.add(name)
    return name


def _disagreement(members: Sequence[Contact], column: str, what: str) -> None:
    """Say it where the listings give one person several numbers or addresses; the rarer ones are named."""
    named = [m for m in members if m.text("name") and m.text(column)]
    seen = Counter(squeeze(m.text(column)) for m in named)
    if len(seen) < 2:
        return
    usual = seen.most_common(1)[0][0]
    for value in seen:
        member = next(m for m in named if squeeze(m.text(column)) == value)
        odd = any(n.row_id == member.row.row_id and n.code == "odd-domain" for n in member.home.notes)
        if value != usual and not (odd and column == "email"):
            often = f"{seen[usual]} other listings" if seen[usual] > 1 else "another listing"
            says = (
                f"The {what} of {member.text('name')} is {value} here and {usual} in {often}. Ask which of them holds."
            )
            member.home.note("note", f"person-{column}", says, member.row, column)


def _role_elsewhere(members: Sequence[Contact]) -> None:
    """Whom no label gives a role has the one that all other listings of the document give, if they agree."""
    given: dict[str, set[str]] = {}
    for member in members:
        if member.text("role") != "other":
            given.setdefault(member.home.document.document_id, set()).add(member.text("role"))
    for member in members:
        roles = given.get(member.home.document.document_id, set())
        if member.text("role") == "other" and len(roles) == 1 and member.text("email"):
            (role,) = roles
            member.row.values["role"] = role
            says = f"No label says so here; other listings of the document name {member.text('name')} as {role}."
            member.home.note("note", "role-elsewhere", says, member.row, "role")


def _shared(people: Sequence[Contact]) -> None:
    """Say it where one address stands beside several people, and its words are the name of another one."""
    generic = vocabulary("contacts", "email", "generic")
    holders: dict[str, dict[str, Contact]] = {}
    for person in people:
        if person.text("email") and person.text("name"):
            names = holders.setdefault(squeeze(person.text("email")), {})
            names.setdefault(person.text("person_id"), person)
    for address, named in holders.items():
        local = address.partition("@")[0]
        owner = next((p for p in named.values() if _fits(p, local)), None)
        if len(named) < 2 or owner is None or generic & set(regex.split(r"[._-]", local)):
            continue
        for person in named.values():
            if not _fits(person, local):
                says = f"{address} stands beside {person.text('name')} here and is {owner.text('name')}'s elsewhere."
                _doubt(person, "shared-email", says)


def _fits(person: Contact, local: str) -> bool:
    return any(in_address(word, local) for word in person.text("name").split())


def named(listings: Sequence[Listing]) -> Mapping[str, set[str]]:
    """Listing -> the people it names, by identifier."""
    return {one.listing_id: {row.values.get("person_id", "") for row in one.contacts} - {""} for one in listings}
