"""Amounts that add up to a printed total: its parts, each with the name that stands beside it.

Wherever a table was flattened into lines or sentences, its own sum still says which amounts belonged to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

import regex

from extractors import column_plans, country_roles, glued_rows, money, organisations, plans, sum_headings
from extractors.donor_names import PLACEHOLDER, nameable, names_somebody, own_share
from extractors.evidence import Block, Excerpt, Field
from extractors.lexicon import alternation, squeeze, toml, vocabulary
from extractors.money import Amount

#: More amounts than a project's own table of funding has; beyond these, sums come about by chance.
_MOST_AMOUNTS = 120
_MOST_PARTS = 20
#: A smaller total stands in units of a heading, or counts something else.
_LEAST = 1000
_TOTAL = regex.compile(
    r"\b(?:total(?:e|en|es|s)?|overall|grand total|sum|gesamt\p{L}*|insgesamt)\b[^\d\n]{0,30}$", regex.I
)
_NAME = regex.compile(r"\p{L}[^\n;|]{0,79}$")
_BEHIND = regex.compile(
    r"\s*(?:\b(?i:aus (?:eigenm|m)itteln|from own (?:funds|resources)|sur (?:ses )?fonds propres"
    r"|de fondos propios|con fondi propri)\s+)?"
    r"(?:[-–—(]|\b(?i:from|by|of|de la|del|de|du|des|von|der|vom|dal|dalla|da|do|d['’])\b)\s*"
    r"(?:(?i:the|la|l['’])\s*)?"
    r"(?P<name>\p{Lu}[^\d\n;(),:]*?)\s*(?=[\n;(),:.\d]|$|\b(?:et|and|und|y|e)\b)"
)

_NEXT = regex.compile(
    r"[ \u00a0]+(?P<name>\p{Lu}[^\d\n;(),:]*?)[ \u00a0]*(?=[;,)]|(?:et|and|und|y|e)[ \u00a0]+[\d\p{Sc}])"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One amount, and the name beside it: a stretch of ``source``; None where no name stands there."""

    amount: Amount
    excerpt: Excerpt
    source: Excerpt
    name: tuple[int, int] | None
    field: Field | None  #: where it stands, if that is a field
    total: bool  #: a word for total, or the label of a budget, stands before it

    @property
    def text(self) -> str:
        """The name."""
        return self.source.text[slice(*self.name)] if self.name else ""


@dataclass(frozen=True, slots=True)
class Sum:
    """A total and its parts; ``givers`` are those of the parts that name who pays.

    A ``total`` that is none itself is the sum of some payers only.
    """

    total: Part
    parts: tuple[Part, ...]
    givers: tuple[Part, ...]


def summed(block: Block) -> Sum | None:
    """The amounts of a block that make up its total, one after the other or among others; None where none do."""
    whole = plans.whole(block)
    made = (_in_a_row(block), _planned(whole), _glued(whole), _columns(whole))
    found = [_headed(whole, one) for one in made if one]
    return max(found, key=lambda one: (Decimal(one.total.amount.value), len(one.givers)), default=None)


def _headed(whole: Excerpt, found: Sum) -> Sum:
    """A sum whose amounts have the currency and the units of the heading above them."""
    old = [found.total.amount, *(p.amount for p in found.parts)]
    told = dict(zip((a.amount.spans[0] for a in old), sum_headings.of(whole, old), strict=True))
    total, *rest = [replace(p, amount=told[p.amount.amount.spans[0]]) for p in (found.total, *found.parts)]
    givers = (replace(p, amount=told.get(p.amount.amount.spans[0], p.amount)) for p in found.givers)
    return Sum(total, tuple(rest), tuple(givers))


def shared_out(givers: tuple[Part, ...]) -> bool:
    """Whether all whom the parts name are countries that get aid: the total is shared out among them."""
    named = [organisations.country(one.text) for one in givers]
    return all(named) and country_roles.givers().isdisjoint(named)


def spenders(givers: tuple[Part, ...]) -> bool:
    """Whether all parts are of agencies of the United Nations, who spend what others pay, and none is from them."""
    rows = [organisations.known(one.text) for one in givers]
    said = any(one.name and one.source is one.excerpt and one.name[0] > one.amount.start for one in givers)
    return len(rows) > 1 and not said and all(row is not None and row["kind"] == "un" for row in rows)


def _planned(excerpt: Excerpt) -> Sum | None:
    """The amounts of a plan of financing, of which all parts name who pays."""
    made = plans.found(excerpt, is_giver)
    if made is None:
        return None
    total, paid = made
    parts = tuple(Part(r.amount, excerpt, excerpt, r.name, None, False) for r in paid)
    if _shared_out(parts):
        return None
    return Sum(Part(total.amount, excerpt, excerpt, total.name, None, not total.partial), parts, parts)


def _glued(excerpt: Excerpt) -> Sum | None:
    """The amounts of rows whose cells were glued together."""
    made = glued_rows.find(excerpt)
    if made is None:
        return None
    total, rows = made
    found = tuple(Part(r.amount, excerpt, excerpt, r.name, None, False) for r in rows)
    return Sum(Part(total, excerpt, excerpt, None, None, True), found, found)


def _columns(excerpt: Excerpt) -> Sum | None:
    """The amounts of rows whose cells came out a line each, where those who pay are named."""
    for total, rows in column_plans.find(excerpt):
        run = [Part(r.amount, excerpt, r.name, (0, len(r.name.text)), None, False) for r in rows]
        if givers := _givers(run):
            return Sum(Part(total, excerpt, excerpt, None, None, True), tuple(run), tuple(givers))
    return None


def _in_a_row(block: Block) -> Sum | None:
    """The amounts that stand one after the other; None where there are none, or too many to tell."""
    found = sorted(_parts(block), key=lambda p: p.amount.amount.spans[0].start)
    if not 3 <= len(found) <= _MOST_AMOUNTS:
        return None
    made = [
        (total, run)
        for total in found
        if total.total and Decimal(total.amount.value) >= _LEAST
        for run in _runs(total, found)
    ]
    if not made:
        return None
    total, run = max(made, key=lambda m: len(m[1]))
    return Sum(total, tuple(run), tuple(_givers(run)))


def _parts(block: Block) -> Iterator[Part]:
    seen: set[int] = set()
    for one in block.fields:
        found = list(_of(one.value, one, seen))
        yield from [_below(block, part) for part in found] if one.kind == "bare" and len(found) == 1 else found
    for paragraph in block.narrative:
        yield from _of(paragraph, None, seen)


#: Between the end of a line and an amount below it stand so many characters: blanks, the mark of an item.
_GAP = 12


def _below(block: Block, part: Part) -> Part:
    """An amount alone on its line with the name of who pays that is all of the line above it."""
    place = part.amount.text.spans[0].start
    if part.name is not None or part.excerpt.text[: part.amount.start].strip():
        return part
    for paragraph in block.narrative:
        if not 0 < place - paragraph.pieces[-1].end <= _GAP:
            continue
        line = paragraph.cut(paragraph.text.rfind("\n") + 1, len(paragraph.text)).strip(" \t•·*–—-:")
        if is_giver(line.text):
            return replace(part, source=line, name=(0, len(line.text)))
    return part


def _of(excerpt: Excerpt, one: Field | None, seen: set[int]) -> Iterator[Part]:
    found = money.amounts(excerpt, bare=True)
    for position, item in enumerate(found):
        place = item.amount.spans[0].start
        if place in seen or item.value == "0":
            continue
        seen.add(place)
        low = found[position - 1].end if position else 0
        before = excerpt.text[low : item.start]
        source, name = _named(excerpt, one, _told(excerpt.text, low), item)
        first = position == 0 and one is not None and one.kind == "budget"
        yield Part(item, excerpt, source, name, one, first or bool(_TOTAL.search(before)))


def _told(text: str, low: int) -> int:
    """Where what is said of the amount that ends at ``low`` ends: its giver stands behind it, and gives no other."""
    behind = _behind(text, low) if low else None
    return behind.end("name") if behind and is_giver(behind["name"]) else low


def _behind(text: str, end: int) -> regex.Match[str] | None:
    """The name behind an amount, tied to it or all that stands before the next comma: ``80.000 € AICS, 20.000 €``."""
    comes = _comes().match(text, end)
    own = _is_own().match(text, end)
    if own and own_share(own["name"]):
        return own
    return _BEHIND.match(text, comes.end() if comes else end) or _NEXT.match(text, end)


@cache
def _comes() -> regex.Pattern[str]:
    """A verb between an amount and ``from`` whom it is: ``EUR 3 million`` *comes* ``from Norway``."""
    verbs = alternation(toml("money_sentences")["share"]["comes"])
    return regex.compile(rf",?\s+(?:(?:which|that|qui|que|die)\s+)?(?:{verbs})(?=\s)", regex.I)


@cache
def _is_own() -> regex.Pattern[str]:
    """What an amount is said to be: ``is a national contribution``."""
    verbs = alternation(toml("money_sentences")["share"]["being"])
    return regex.compile(rf",?\s+(?:{verbs})\s+(?P<name>\p{{L}}[\p{{L}} '’-]{{2,50}}?)(?=\s*(?:[\n;(),.]|$))", regex.I)


_NO_LETTERS = regex.compile(r"^[^\p{L}]+")


def _named(excerpt: Excerpt, one: Field | None, low: int, item: Amount) -> tuple[Excerpt, tuple[int, int] | None]:
    """The name before an amount on its line, else the label in front of it, else the name behind it."""
    line = max(low, excerpt.text.rfind("\n", 0, item.start) + 1)
    before = excerpt.text[line : item.start].rstrip(" :–—-=./(\t\u00a0")
    behind = _behind(excerpt.text, item.end)
    if behind and is_giver(behind["name"]):
        return excerpt, behind.span("name")
    match = _NAME.search(_NO_LETTERS.sub(lambda m: " " * len(m.group()), before))
    if match:
        return excerpt, _tail(excerpt.text, line + match.start(), line + match.end())
    if not low and one is not None and one.label is not None and not excerpt.text[: item.start].strip():
        label = one.label.strip(" :.*")
        return label, (0, len(label.text))
    return excerpt, behind.span("name") if behind else None


_CAPITAL = regex.compile(r"(?<![\p{L}\d])\p{Lu}")
_LETTERS = regex.compile(r"[\p{L}-]+")


def _tail(text: str, start: int, end: int) -> tuple[int, int]:
    """The name at the end of what stands before an amount: ``ITTO`` in ``SOURCES OF FINANCING ITTO``."""
    lead = _LETTERS.findall(squeeze(text[start:end]))
    apart = vocabulary("doubts", "passed_on") | vocabulary("doubts", "asked_for")
    if is_giver(text[start:end]) or apart.intersection(lead):
        return start, end
    heads = (m.start() for m in _CAPITAL.finditer(text[start:end]))
    return next(((start + h, end) for h in heads if h and is_giver(text[start + h : end])), (start, end))


def _runs(total: Part, found: list[Part]) -> Iterator[list[Part]]:
    """The runs of neighbouring amounts, each with a name, that add up to a total."""
    goal = Decimal(total.amount.value)
    for start in range(len(found)):
        run: list[Part] = []
        left = goal
        for part in found[start : start + _MOST_PARTS + 4]:
            if part.amount.value == total.amount.value:
                continue
            if not part.text or part.total or _passed_on(part) or not _alike(part, total) or len(run) == _MOST_PARTS:
                break
            run.append(part)
            left -= Decimal(part.amount.value)
            if abs(left) <= (1 if len(run) > 2 else Decimal("0.05")) and len(run) > 1:
                yield run
                break
            if left < 0:
                break


def _alike(part: Part, total: Part) -> bool:
    """Whether two amounts may be of one currency: where one has none, the other's holds."""
    return not (part.amount.code and total.amount.code) or part.amount.code == total.amount.code


def _givers(run: list[Part]) -> list[Part]:
    """The parts that name who pays; none where few do, or all that do are countries: a total shared out.

    Beside one who pays a part of the total, whoever else is named pays too, if no part is named for what is bought.
    """
    found = [p for p in run if is_giver(p.text)]
    if _shared_out(run) or len(found) * 3 < len(run):
        return []
    others = [_called(p) for p in run]
    if all(p is not None for p in others):
        return [p for p in others if p is not None]
    return found if len(found) * 2 >= len(run) else []


def _shared_out(run: Sequence[Part]) -> bool:
    """Whether a total is shared out: most names are countries and no other gives, or a word for those who get it."""
    lands = [p for p in run if organisations.country(p.text)]
    if len(lands) * 2 > len(run) and all(p in lands for p in run if is_giver(p.text)):
        return True
    first = run[0] if run and run[0].name else None
    label = first.field.label.text if first and first.field and first.field.label else ""
    above = first.source.text[max(first.name[0] - _ABOVE, 0) : first.name[0]] if first and first.name else ""
    return handed_out(f"{label} {above}")


#: Words for those who get the money stand no further above the first of them, in characters.
_ABOVE = 120


def handed_out(text: str) -> bool:
    """Whether a text says that the amounts behind it are of those who get them: ``Budget (by recipient agency)``."""
    return _handed_out().search(text) is not None


@cache
def _handed_out() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?:{alternation(toml('doubts')['handed_out'])})(?!\p{{L}})", regex.I)


#: A name beside a share has at most so many words.
_NAME_WORDS = 8


def _called(part: Part) -> Part | None:
    """A part with the name of its payer alone, where it may be one: no word of what is bought or of other sums."""
    if part.name is None or is_giver(part.text):
        return part
    match = _share_of().match(part.text)
    start = part.name[0] + (match.end() if match else 0)
    name = part.source.text[start : part.name[1]]
    if vocabulary("doubts", "asked_for").intersection(_LETTERS.findall(squeeze(part.text))):
        return None
    said = [*squeeze(name).split(), *squeeze(part.text).split()[: 0 if match else None]]
    barred = vocabulary("doubts", "no_donor") | vocabulary("doubts", "no_giver") | vocabulary("doubts", "no_donor_name")
    other = part.field is not None and part.field.kind in ("shortfall", "amount_other", "pledged", "budget")
    plain = not other and nameable(name) and name[:1].isupper() and len(said) <= _NAME_WORDS and barred.isdisjoint(said)
    return replace(part, name=(start, part.name[1])) if plain else None


@cache
def _share_of() -> regex.Pattern[str]:
    """Words for a share before the name of whose it is: ``Anteil des``."""
    share = toml("money_sentences")["share"]
    return regex.compile(
        rf"(?:(?:{alternation(share['label_leads'])})\s+)?(?:{alternation(share['label_nouns'])})"
        rf"\s+(?:{alternation(share['label_ties'])})\s+",
        regex.I,
    )


def in_state(part: Part) -> bool:
    """Whether a part is what was spent, came in or is left (``Committed``, ``Balance``): no component of a budget."""
    states = vocabulary("doubts", "sums", "passed") | vocabulary("doubts", "asked_for")
    return not states.isdisjoint(_LETTERS.findall(_said(part)))


def _said(part: Part) -> str:
    """The words before an amount, those of its label among them; folded."""
    label = part.field.label.text if part.field and part.field.label else ""
    return squeeze(f"{label} {part.text}".replace(":", " "))


def _passed_on(part: Part) -> bool:
    """Whether the words before an amount say that it goes to whom they name: ``Transferred: UNDP 900,000``."""
    return bool(vocabulary("doubts", "passed_on").intersection(_said(part).split()))


def is_giver(text: str) -> bool:
    """Whether the name beside a part is that of somebody who pays: a known one, an office, a party of the project."""
    words = squeeze(text).split()
    if not nameable(text) or PLACEHOLDER.match(text) or len(words) > 10:
        return False
    if own_share(text):
        return True
    if vocabulary("doubts", "no_donor").intersection(words) or vocabulary("doubts", "no_giver").intersection(words):
        return False
    if vocabulary("doubts", "asked_for").intersection(_LETTERS.findall(squeeze(text))):
        return False  # "Balance Requested from ACT"
    return is_party(text) or names_somebody(text)


def is_party(text: str) -> bool:
    """Whether a text is a word for a party of the project that pays: ``Borrower``."""
    parties = vocabulary("money_sentences", "share", "payers") | vocabulary("money_sentences", "share", "parties")
    return squeeze(text).strip(" .:") in parties
