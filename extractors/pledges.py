"""Who pledges how much: donors with and without amounts, shares of a budget, donors in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from extractors import (
    agreements,
    budget_givers,
    dollars,
    donor_lists,
    financier_tables,
    fundraising,
    loan_covers,
    money,
    money_sentences,
    parts,
    pledge_compounds,
    pledge_doubts,
    pledge_grants,
    pledge_lines,
    pledge_lists,
    pledge_runs,
    pledge_sentences,
    pledge_shares,
)
from extractors.budgets import with_currency
from extractors.donor_names import (
    bare_name,
    donor_cells,
    giver_in_label,
    in_label,
    is_known,
    nameable,
    names_somebody,
    own_share,
    split_names,
)
from extractors.evidence import Block, Cell, Excerpt, Field, Finding, Module, Rule
from extractors.lexicon import squeeze, vocabulary
from extractors.money import Amount
from extractors.pledge_shares import DASHED

FROM = Rule(
    "pledges.from",
    "An amount followed by 'from' and a name is that donor's pledge.",
    ("pledged", "donor", "contribution"),
    hits=(
        ("US$ 12,948 from the Netherlands", "donor=Netherlands; amount=12948"),
        ("EUR 5,000 by Spain", "donor=Spain; amount=5000"),
    ),
    misses=("US$ 0",),
)
BRACKET = Rule(
    "pledges.bracket",
    "An amount followed by a name in brackets is that donor's pledge.",
    ("pledged", "donor"),
    hits=(("Serbia Joint Programme: US$ 700,000 (Belgium)", "donor=Belgium; amount=700000"),),
    misses=("US$ 700,000 (2 years)",),
)
DASH = Rule(
    "pledges.dash",
    "An amount followed by a dash and a name is that donor's pledge.",
    ("pledged", "donor", "contribution"),
    hits=(("US$ 593,460 – Norway", "donor=Norway; amount=593460"),),
    misses=("US$ 593,460 – 2012",),
)
BEFORE = Rule(
    "pledges.before",
    "A name followed by an amount is that donor's pledge.",
    ("pledged", "donor"),
    hits=(
        (
            "Government of Australia US$ 6.00 million",
            "donor=Government of Australia; donor_name=Australia; amount=6000000",
        ),
        ("Norway: NOK 5,000,000", "donor=Norway; amount=5000000"),
    ),
)
UNNAMED = Rule(
    "pledges.unnamed",
    "An amount in a pledge field that names no donor is a pledge of a donor who is not stated.",
    ("pledged",),
    status="doubtful",
    doubt="nobody is named who gives it",
    hits=(("US$ 368,800, which has allowed for phase I to start", "amount=368800"),),
)
LABEL = Rule(
    "pledges.contribution_label",
    "A label that calls an amount a party's contribution names the donor.",
    ("contribution",),
)
SUMMED = Rule(
    "pledges.summed",
    "Amounts beside the names of those who pay that add up to a printed total are their shares of it.",
    ("budget", "narrative"),
    status="inferred",
)
_FROM = regex.compile(
    r"^\W{0,3}(?:\([^()]{0,40}\)\W*)?(?:for\s+(?:the\s+)?(?:phase|year|component)\s+\w+\s+)?(?:of\s+)?"
    r"(?:from|by|pledged by|provided by|contributed by|received from|von|der|de la part de|de|du|por|del)\s+"
    r"(?P<donor>[^\n;,()]+(?:\([\p{Lu}\d]+\))?)",
    regex.I,
)
_BRACKET = regex.compile(r"^\s*\((?:from\s+)?(?P<donor>\p{Lu}[^()\d]{1,80})\)")
_NAME_BEFORE = regex.compile(
    r"(?P<donor>\p{Lu}[^\n;:|]{1,160}?)\s*(?::\s*(?i:loan|grant|in[ -]kind|equity|cash|credit|guarantee)\s*)?"
    r"(?:[:–—|(-]\s*|\s+|\t)$"
)
#: The same of the project's own side, which is written small: ``own funds: EUR 3,000``.
_OWN_BEFORE = regex.compile(r"(?:^|[;,•(])[\s–-]{0,3}+(?P<donor>\p{Ll}[\p{L} '’-]{2,50}?)[\s:–—(=-]{0,6}+$")
#: A line that goes on with a name begun on the one above: ``for Human Security``.
_WRAPS = regex.compile(r"^\s*+\p{Ll}{2,}+\s++\p{L}")
_WRAPPED_NAME = regex.compile(r"\s*(?P<donor>\p{Lu}[^\n;:|\d]{1,80}\n\s*\p{Ll}[^\n;:|\d]{1,80}?)\s*[:–—|(-]*\s*$")


_NO_CELL = Cell("", ())


def read(block: Block) -> Iterator[Finding]:
    """The pledges that a block states; those of somebody of whom nothing is known are doubtful."""
    for one in dollars.of_pledges(block, list(_read(block))):
        if pledge_doubts.gives_nothing(one):
            continue
        named = one.text("donor") if one.status != "doubtful" else ""
        doubt = pledge_doubts.of_name(named) if named and one.rule in _NAMED else ""
        label = one.rule == LABEL.id or (one.rule == donor_lists.LISTED.id and one.field == "budget")
        doubt = pledge_doubts.of_label(named) if named and label else doubt
        yield replace(one, status="doubtful", doubt=doubt) if doubt else one


def _read(block: Block) -> Iterator[Finding]:
    """The pledges by each way in its turn; what is gathered, and what of, names nobody."""
    if sheet := list(financier_tables.read(block)):
        yield from sheet
        return
    gathered = fundraising.places(block)
    stated = [one for one in _stated(block) if one.cells.get("amount", _NO_CELL).spans not in gathered]
    found = pledge_compounds.without_nations(stated)
    if not any(one.text("donor") for one in found):
        found = _told_elsewhere(block, found)
    yield from found
    amounts = {one.text("amount") for one in found}
    shares = [one for one in _summed(block) if one.text("amount") not in amounts]
    yield from shares
    amounts |= {one.text("amount") for one in shares}
    lines = [one for one in pledge_lines.read(block) if one.text("amount") not in amounts]
    amounts |= {one.text("amount") for one in lines}
    lines += [one for one in pledge_runs.read(block) if one.text("amount") not in amounts]
    yield from lines
    told = [*found, *shares, *lines]
    told += [] if any(one.text("amount") for one in told) else agreements.read(block)
    yield from told[len(found) + len(shares) + len(lines) :]
    yield from pledge_lists.read(block, told)


def _told_elsewhere(block: Block, found: list[Finding]) -> list[Finding]:
    """The pledges and who backs the project, where no giver is named: else what a headline or a lone line says."""
    titles = [title.value for title in block.titles[:1]]
    texts = [*money_sentences.texts(block), *titles]
    found += [one for paragraph in texts for one in pledge_sentences.backers(paragraph)]
    found = found or [one for title in titles for one in pledge_sentences.headline(title)]
    return found or list(pledge_compounds.alone(block))


def _stated(block: Block) -> Iterator[Finding]:
    """The pledges of fields and sentences, each by its own words."""
    for one in block.of("pledged", "donor"):
        yield from _with_amounts(block, donor_lists.without_shares(block, one))
    for one in block.of("contribution"):
        yield from () if pledge_doubts.is_part(block, one) else _contribution(block, one)
    budgets = list(block.of("budget"))
    for one in budgets:
        bare = not money.amounts(one.value) and not _numbers(_SMALL.sub("", one.value.text))
        if bare and all(parts.is_giver(one.value.text[s:e]) for s, e in split_names(one.value.text)):
            yield from donor_lists.read(block, one)  # ``Funding: European Union``
    for one in budgets or block.of("bare"):
        yield from budget_givers.read(one, list(pledge_shares.read(block, one)))
    yield from _said(block)


def _summed(block: Block) -> Iterator[Finding]:
    """The shares of those who pay, where they add up to a printed total."""
    found = parts.summed(block)
    if found is None or parts.shared_out(found.givers):
        return
    doubt = pledge_doubts.SPENDERS if parts.spenders(found.givers) else ""
    for part in found.givers:
        if part.name:
            one = replace(part.amount, currency=part.amount.currency or found.total.amount.currency)
            cells = {**donor_cells(part.source, *part.name), **one.cells()}
            yield Finding("pledge", SUMMED.id, cells, "narrative", "doubtful" if doubt else SUMMED.status, doubt)


def _said(block: Block) -> Iterator[Finding]:
    """The donors of sentences; where one alone is named and the only amount is labelled as a grant, it gave that."""
    yield from (covered := list(loan_covers.read(block)))
    values = (f.value for f in block.of("budget") if money_sentences.runs(f.value.text))
    texts = [e for e in (*money_sentences.texts(block), *values) if not (covered and loan_covers.is_cover(e.text))]
    found = [one for paragraph in texts for one in pledge_sentences.read(paragraph)]
    alone = len({one.text("donor") for one in found}) == 1 and not any(block.of("donor", "pledged"))
    grant = pledge_grants.granted(block) if alone and not found[0].text("amount") else None
    if grant is None:
        yield from found
        return
    cells = {**found[0].cells, **grant.cells()}
    yield replace(found[0], rule=pledge_grants.GRANT.id, cells=cells, status="doubtful", doubt=_LABELLED)


#: A sentence names the donor and a label the amount: that both are of one gift is a guess.
_LABELLED = "the amount is labelled as a grant, and the donor is named elsewhere"


def _with_amounts(block: Block, one: Field) -> Iterator[Finding]:
    text = one.value.text
    found = with_currency(
        block, one, money.amounts(one.value, bare=one.kind == "pledged" or one.how == "head", small=_in_units(one))
    )
    if not found:
        if one.kind == "donor" or not _numbers(text):
            yield from donor_lists.read(block, one)
        return
    for position, item in enumerate(found):
        if item.value == "0" or _is_converted(text, found, position):
            continue
        made = _pledge(one, item, *money.room(text, found, position))
        if made:
            yield made
    if one.kind == "donor":
        for start, end in split_names(text):
            if not any(a.start < end and start < a.end for a in found) and is_known(text[start:end].strip(" ().")):
                yield donor_lists.finding(donor_lists.LISTED, one.kind, one.value, (start, end), None)


def _is_converted(text: str, found: list[Amount], position: int) -> bool:
    """Whether an amount in brackets, without a name, is the one before it in another currency: no second pledge."""
    item = found[position]
    return (
        item.depth > 0
        and position > 0
        and found[position - 1].code != item.code
        and not _NAME_BEFORE.search(text[: item.start])
    )


def _in_units(one: Field) -> bool:
    """Whether the head of a column or the line above it gives units for the numbers below (``US$, millions``)."""
    return one.how == "head" and money.mark_in(one.context)[1] is not None


def _numbers(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _pledge(one: Field, item: Amount, low: int, high: int) -> Finding | None:
    """The pledge of one amount: the donor behind it, in brackets behind it, or before it; None for a sum."""
    text = one.value.text
    behind = text[item.end : high]
    for rule, pattern in ((FROM, _FROM), (BRACKET, _BRACKET), (DASH, DASHED)):
        match = pattern.match(behind)
        if match and nameable(match.group("donor")):
            return donor_lists.finding(
                rule, one.kind, one.value, (item.end + match.start("donor"), item.end + match.end("donor")), item
            )
    before = regex.sub(r"^[\s),;.]+|\[[^\[\]]{20,}\]", lambda m: " " * len(m.group()), text[low : item.start])
    line = before[before.rstrip().rfind("\n") + 1 :] if "\n" in before.rstrip() else before
    if _WRAPS.match(line):
        line = before[before.rfind("\n", 0, len(before) - len(line) - 1) + 1 :]
    offset = low + len(before) - len(line)
    match = _WRAPPED_NAME.match(line) or _NAME_BEFORE.search(line)
    if match and pledge_doubts.passed_on(line, match):
        return None
    own = None if match else _OWN_BEFORE.search(line)
    match = own if own and own_share(own["donor"]) else match
    if match and nameable(match.group("donor")):
        return donor_lists.finding(
            BEFORE, one.kind, one.value, (offset + match.start("donor"), offset + match.end("donor")), item
        )
    return _without_name(one, item, low, before)


def _without_name(one: Field, item: Amount, low: int, before: str) -> Finding | None:
    """The pledge of an amount beside which no name stands: of whom its label names, of nobody, or none at all."""
    if low and regex.match(r"\W*(?:total|sum|gesamt|insgesamt)\b", before, regex.I):
        return None  # the sum of the pledges before it
    if one.label is not None and money.amounts(one.label):
        return None  # ``pledged of $15,000 goal``: what many gave so far
    if low == 0 and one.kind == "pledged" and one.label is not None and (named := in_label(one.label.text)):
        return donor_lists.finding(
            LABEL, one.kind, one.label, named, item
        )  # ``Amount received from the Lantern Trust Fund``
    if squeeze(before).strip() in vocabulary("money_sentences", "raised", "of"):
        return None  # ``930 € sur 13 500 €``: the goal
    return donor_lists.finding(UNNAMED, one.kind, one.value, None, item)


#: Figures that are no amounts: percentages, years, the number of a fund.
_SMALL = regex.compile(
    r"\(?\d{1,3}(?:[.,]\d+)?\s?%\)?|(?<![\d.,])(?:19|20)\d\d(?![\d.,])"
    r"|(?<![\d.,])\d{1,2}(?:st|nd|rd|th|e|º|ª|\.º)?(?![\d.,])"
)
#: A currency without its amount.
_LOST = regex.compile(
    r"\W*(?:(?i:x{2,4}|\.{2,})\s?)?(?:\p{Sc}|(?:USD|US\$|EUR|GBP|CHF|XUA|UA)(?!\p{L}))\W*|\W*\d{1,3}(?:,\d{0,2})+(?![\d,])\W*$"
)
_LOST_DOUBT = "the label names who gives, and the amount behind it is missing"
#: A contribution that is all of the budget.
_WHOLLY = regex.compile(r"\W*100(?:[.,]0+)?\s?%")
#: A value of no more than figures: ``0.48``, ``3.5 (50%)``; not ``see annex 3``.
_FIGURES = regex.compile(r"[\s\d.,'’\p{Sc}]{0,40}+(?:\([^()]{0,60}+\)\W{0,9}+)?$")


def _contribution(block: Block, one: Field) -> Iterator[Finding]:
    """A field whose label names the party: ``EU contribution: EUR 667 847``."""
    scaled = one.label is not None and money.mark_in(one.label)[1] is not None and bool(_FIGURES.match(one.value.text))
    found = with_currency(block, one, money.amounts(one.value, bare=True, small=scaled))
    giver = giver_in_label(one.label.text) if one.label and _WHOLLY.match(one.value.text) else None
    if giver and one.label and is_known(one.label.text[slice(*giver)]):
        yield donor_lists.finding(LABEL, one.kind, one.label, giver, None)
        return
    if not found and one.label and not _numbers(one.value.text) and not _LOST.match(one.value.text):
        yield from _without_amount(one, one.label)
    if not found and one.label and _LOST.match(one.value.text):
        yield from _unstated(one.kind, one.label)
    for position, item in enumerate(found):
        if found[0].currency and not item.currency:
            continue  # a number of a text that stands behind
        made = _pledge(one, item, *money.room(one.value.text, found, position))
        if made and made.text("donor"):
            yield made
        elif item.value != "0" and position == 0 and one.label is not None:
            yield from _labelled(one, one.label, item)


def _without_amount(one: Field, label: Excerpt) -> Iterator[Finding]:
    """The givers of a label without amount: ``Funding Lantern Agency`` and its short form, ``Funding`` and names."""
    named, text = in_label(label.text), one.value.text
    if named and _SHORT_FORM.fullmatch(text):
        yield donor_lists.finding(donor_lists.LISTED, one.kind, label, named, None)
        return
    names = [(s, e) for s, e in split_names(text) if nameable(text[s:e])]
    if (giver := giver_in_label(label.text)) and is_known(label.text[slice(*giver)]):
        return  # ``EU allocation: Chad``: the label has the giver, the value who gets it
    if names and not donor_lists.SENTENCES.search(text) and all(names_somebody(text[s:e]) for s, e in names):
        yield from (donor_lists.finding(donor_lists.LISTED, one.kind, one.value, place, None) for place in names)


#: A short form in brackets, behind the name that a label was taken for.
_SHORT_FORM = regex.compile(r"\s*\(\p{Lu}[\p{L}-]{1,9}\)\s*")


def _unstated(kind: str, label: Excerpt) -> Iterator[Finding]:
    """The known party that a label names, where the amount behind it was lost and its currency alone is left."""
    named = giver_in_label(label.text)
    if named and is_known(label.text[slice(*named)]):
        yield replace(donor_lists.finding(LABEL, kind, label, named, None), status="doubtful", doubt=_LOST_DOUBT)


def _labelled(one: Field, label: Excerpt, item: Amount) -> Iterator[Finding]:
    """The pledge of the party that a label names; a label that names nobody states no pledge, but a part."""
    if own_share(label.text):
        party = label.strip(" :.*=-–")
        cells = {**donor_cells(party, 0, len(party.text)), **item.cells()}
        yield Finding("pledge", LABEL.id, cells, one.kind, "doubtful", item.doubt or _OWN)
        return
    named = giver_in_label(label.text)
    if named:
        cells = {**donor_cells(label, *bare_name(label.text, *named)), **item.cells()}
        asked = vocabulary("doubts", "asked").intersection(squeeze(label.text).split())
        doubt = f"the label says that it is {min(asked)}, not that it is promised" if asked else ""
        yield Finding("pledge", LABEL.id, cells, one.kind, item.status, item.doubt or doubt)


_OWN = "the label says that the project's own side pays, and not who that is"


#: Rules that know of a donor no more than that it stands in a field.
_NAMED = frozenset(rule.id for rule in (FROM, BRACKET, DASH, BEFORE, donor_lists.LISTED))
RULES = (
    *(FROM, BRACKET, DASH, BEFORE, UNNAMED, LABEL, donor_lists.LISTED, pledge_grants.GRANT, SUMMED),
    *(
        *pledge_shares.RULES,
        *pledge_sentences.RULES,
        *pledge_lines.RULES,
        *pledge_lists.RULES,
        *pledge_runs.RULES,
        *agreements.RULES,
        *loan_covers.RULES,
        *financier_tables.RULES,
        *budget_givers.RULES,
    ),
)
MODULE = Module("pledges", RULES, read)
