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
from pipeline.reconcile.components import Components
from pipeline.reconcile.facts import Row
from pipeline.reconcile.identifiers import Identifiers
from pipeline.reconcile.rows import Listing, derive, restate
from pipeline.settings import settings


class Contact(NamedTuple):
    """A row of ``contacts`` and the listing that states it."""

    home: Listing
    row: Row

    def text(self, column: str) -> str:
        """A value; empty where there is none."""
        return self.row.values.get(column, "")


class Remark(NamedTuple):
    """Something to be said of a contact, as it is seen beside others."""

    person: Contact
    code: str
    column: str
    says: str

    def put(self) -> None:
        """Say it; what is wrong with an address makes it doubtful."""
        if self.code.startswith("person-"):
            self.person.home.note("note", self.code, self.says, self.person.row, self.column)
        else:
            _doubt(self.person, self.code, self.says)


def check(listings: Sequence[Listing]) -> None:
    """Complete the numbers of all contacts, check their addresses, and find who is one person."""
    people = [person for one in listings for person in alone(one)]
    usual = usual_domains(Counter(filter(None, map(domain, people))))
    for person in people:
        odd_domain(person, usual)
    persons = found(people)
    taken = Identifiers()
    for members in persons:
        name = taken.take(base(members))
        for member in members:
            member.row.values["person_id"] = name
    for remark in (r for members in persons for r in disagreements(members)):
        remark.put()
    for _, remark in shared(persons):
        remark.put()


def alone(one: Listing) -> list[Contact]:
    """The contacts of a listing, their numbers completed and their addresses checked."""
    people = [Contact(one, row) for row in one.contacts]
    for person in people:
        _number(person)
        _address(person)
    return people


def _number(person: Contact) -> None:
    """The number without a country code by where the person sits, and the extension behind it."""
    row, document = person.row, person.home.document.document_id
    printed = person.text("phone_text")
    if not printed:
        return
    inputs = [row.cell("phone_text")]
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
    if any(r.rule == corrections.RULE for r in person.row.receipts["email"]):
        return
    restate(person.row, "email", "doubtful")
    person.home.note("warning", code, says, person.row, "email")


def domain(person: Contact) -> str:
    """The domain of a contact's address; empty where it has none."""
    return person.text("email").rpartition("@")[2].lower()


class Usual(NamedTuple):
    """A domain that stands so often that another one, a letter away, is a misprint of it."""

    domain: str
    times: int


def usual_domains(seen: Mapping[str, int]) -> dict[str, Usual]:
    """The domains that are probably misprinted, each with the one that is meant; ``seen`` is how often each stands."""
    times = settings("people")["usual_domain"]
    often = [d for d, n in seen.items() if n >= times * min(seen.values(), default=0)]
    near: dict[str, list[str]] = {}
    for name in often:
        for form in _forms(name):
            near.setdefault(form, []).append(name)
    made = {}
    for name, number in seen.items():
        others = {d for form in _forms(name) for d in near.get(form, ()) if seen[d] >= times * number}
        meant = max((d for d in others if _one_apart(d, name)), key=lambda d: (seen[d], d), default="")
        if meant:
            made[name] = Usual(meant, seen[meant])
    return made


def _forms(word: str) -> set[str]:
    """The word, and the word without each of its letters: words that are one letter apart share one of these."""
    return {word, *(word[:n] + word[n + 1 :] for n in range(len(word)))}


def odd_domain(person: Contact, usual: Mapping[str, Usual]) -> None:
    """Doubt an address whose domain is probably misprinted."""
    if meant := usual.get(domain(person)):
        says = f"{person.text('email')}: the domain stands {meant.times} times as {meant.domain}; probably a misprint. "
        _doubt(person, "odd-domain", f"{says}The address is kept as printed.")


def _one_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter added, left out or changed."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    short, long = sorted((one, other), key=len)
    at = next((i for i, c in enumerate(short) if c != long[i]), len(short))
    return short[at:] == long[at + 1 :] or (len(short) == len(long) and short[at + 1 :] == long[at + 1 :])


def found(people: Sequence[Contact]) -> list[list[Contact]]:
    """The rows of each person, in source order: one address and names that agree, or one name and one office."""
    together = Components(len(people))
    known: dict[str, dict[str, int]] = {}  # what rows have in common -> a row for each wording of the name
    for at, person in enumerate(people):
        for key in keys(person):
            there = known.setdefault(key, {})
            together.join((at, other) for other in there.values() if _agree(person, people[other]))
            there.setdefault(person.text("name"), at)
    rows: dict[int, list[Contact]] = {}
    for at, person in enumerate(people):
        rows.setdefault(together.label(at), []).append(person)
    return list(rows.values())


def keys(person: Contact) -> Iterator[str]:
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
    if home := domain(person):
        yield home
        yield plain_letters(home.split(".")[-2]) if home.count(".") else home


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


def base(members: Sequence[Contact]) -> str:
    """A readable identifier, which other persons may have too: the fullest name, else address, office or number."""
    full = max(members, key=lambda p: len(p.text("name")))
    text = full.text("name") or full.text("email") or full.text("organisation") or full.text("phone_text")
    words = filter(None, (plain_letters(word) for word in regex.split(r"[\s@._-]+", text)))
    return "-".join(words) or "person-" + hashlib.sha256(text.encode()).hexdigest()[:8]


def disagreements(members: Sequence[Contact]) -> Iterator[Remark]:
    """Where the listings give one person several numbers or addresses; the rarer ones are named."""
    for column, what in (("phone", "number"), ("email", "address")):
        named = [m for m in members if m.text("name") and m.text(column)]
        seen = Counter(squeeze(m.text(column)) for m in named)
        if len(seen) < 2:
            continue
        usual = seen.most_common(1)[0][0]
        for value in seen:
            member = next(m for m in named if squeeze(m.text(column)) == value)
            odd = any(n.row_id == member.row.row_id and n.code == "odd-domain" for n in member.home.notes)
            if value == usual or (odd and column == "email"):
                continue
            often = f"{seen[usual]} other listings" if seen[usual] > 1 else "another listing"
            says = f"The {what} of {member.text('name')} is {value} here and {usual} in {often}."
            yield Remark(member, f"person-{column}", column, f"{says} Ask which of them holds.")


def shared(persons: Sequence[Sequence[Contact]]) -> Iterator[tuple[Contact, Remark]]:
    """Where one address stands beside several people, and its words are the name of another one.

    With each remark the first contact that has the address: in the order of these the remarks are made.
    """
    generic = vocabulary("contacts", "email", "generic")
    for address, named in _holders(persons).items():
        local = address.partition("@")[0]
        owner = next((p for p in named if _fits(p, local)), None)
        if len(named) < 2 or owner is None or generic & set(regex.split(r"[._-]", local)):
            continue
        for person in named:
            if not _fits(person, local):
                says = f"{address} stands beside {person.text('name')} here and is {owner.text('name')}'s elsewhere."
                yield named[0], Remark(person, "shared-email", "email", says)


def _holders(persons: Sequence[Sequence[Contact]]) -> dict[str, list[Contact]]:
    """Address -> the first row of each person that has it, in source order."""
    rows = [(one, at) for at, members in enumerate(persons) for one in members]
    holders: dict[str, dict[int, Contact]] = {}
    for one, at in sorted(rows, key=lambda row: row[0].home.number):
        if one.text("email") and one.text("name"):
            holders.setdefault(squeeze(one.text("email")), {}).setdefault(at, one)
    return {address: list(named.values()) for address, named in holders.items()}


def _fits(person: Contact, local: str) -> bool:
    return any(in_address(word, local) for word in person.text("name").split())
