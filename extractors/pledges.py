"""Who pledges how much: donors with and without amounts, shares of a budget, donors in sentences."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from extractors import money, organisations
from extractors.budgets import with_currency
from extractors.engine import cell
from extractors.evidence import Block, Excerpt, Field, Finding, Module, Rule
from extractors.lexicon import squeeze
from extractors.money import Amount

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
BEFORE = Rule(
    "pledges.before",
    "A name followed by an amount is that donor's pledge.",
    ("pledged", "donor"),
    hits=(
        ("Government of Australia US$ 6.00 million", "donor=Australia; amount=6000000"),
        ("Norway: NOK 5,000,000", "donor=Norway; amount=5000000"),
    ),
)
UNNAMED = Rule(
    "pledges.unnamed",
    "An amount in a pledge field that names no donor is a pledge of a donor who is not stated.",
    ("pledged",),
    hits=(("US$ 368,800, which has allowed for phase I to start", "amount=368800"),),
)
SHARE = Rule(
    "pledges.share",
    "An amount beside the budget that is called a party's contribution is that party's pledge.",
    ("budget", "bare"),
    hits=(
        ("3.324.000€/ (EU Contribution - 3.000.000€)", "donor=European Union; amount=3000000"),
        ("1.500.000€ (1.200.000€ of EU contribution)", "donor=European Union; amount=1200000"),
        (
            "ITTO : USD 589,863 GOI : USD 197,150 Total : USD 787,013",
            "donor=ITTO; amount=589863; donor=GOI; amount=197150",
        ),
    ),
    misses=("US$ 3,5 million (phase I 2009-10 US$ 368,800)",),
)
LABEL = Rule(
    "pledges.contribution_label",
    "A label that calls an amount a party's contribution names the donor.",
    ("contribution",),
)
LISTED = Rule(
    "pledges.donor_list",
    "A donor field without amounts lists donors whose pledges are not stated.",
    ("donor",),
    hits=(
        ("Norway, Sweden, USA", "donor=Norway; donor=Sweden; donor=United States"),
        ("European Union", "donor=European Union"),
    ),
    misses=("N/A", "to be identified"),
)
PROSE = Rule(
    "pledges.prose",
    "A sentence that says by whom the project is funded names a donor.",
    ("narrative",),
    status="inferred",
)

_FROM = regex.compile(
    r"^\W{0,3}(?:\([^()]{0,40}\)\W*)?(?:for\s+(?:the\s+)?(?:phase|year|component)\s+\w+\s+)?(?:of\s+)?(?:from|by|pledged by|provided by|contributed by|received from|von|der|de la part de|de|du|por|del)\s+(?P<donor>[^\n;,()]+(?:\([\p{Lu}\d]+\))?)",
    regex.I,
)
_BRACKET = regex.compile(r"^\s*\((?:from\s+)?(?P<donor>\p{Lu}[^()\d]{1,80})\)")
_OF = regex.compile(
    r"^\s*(?:of|from|by|de la|de los|del|de|du|des|von der|von|der)\s+(?:the\s+|l['’]\s*)?(?P<donor>\p{Lu}[\p{L}&/. -]*?)\s*(?:(?i:contribution|co-?funding|grant|funds)|\)|\s(?:et|and|und|y)\s+\d|,|\(|$)"
)
_SHARE_BEFORE = regex.compile(
    r"(?P<donor>\p{Lu}[\p{L}&/.'’ -]{0,60}?)\s*(?i:contribution|grant|share|co-?financing|funding)s?\s*(?:\([^()]*\)\s*)?[-–—:]?\s*$"
)
_OF_WHICH = regex.compile(
    r"\b(?i:of which|including|dont|davon|de los cuales|incl\.)\s+(?:the\s+)?(?P<donor>\p{Lu}[\p{L}&/. -]{1,50}?)\s*(?i:contribution|grant)?\s*[-–—:]?\s*$"
)
_PARTY_BEFORE = regex.compile(r"(?:^|[\s;,(\n])(?P<donor>(?![IVX]+\s*:)\p{Lu}[\p{Lu}&/.]+)\s*:\s*$")
_KNOWN_BEFORE = regex.compile(r"(?:^|[;,(\n])\s*(?P<donor>\p{Lu}[^:;,()\n]{2,80}?)\s*:\s*$")
_NAME_BEFORE = regex.compile(
    r"(?P<donor>\p{Lu}[^\n;:|]{1,160}?)\s*(?::\s*(?i:loan|grant|in[ -]kind|equity|cash|credit|guarantee)\s*)?(?:[:–—|(-]\s*|\s+|\t)$"
)
_LABEL_DONOR = regex.compile(
    r"^(?:\d+(?:\.\d+)*[.)]?\s+)?(?P<donor>.+?)\s*(?:['’]s?)?\s+(?:contributions?|grants?|shares?|co-?financing|financ(?:e|ing)|funding|funds|loans?|credits?|support|contracted amount)\b|^(?:contributions?|grants?|co-?financing|funding|beitrag|zuschuss|finanzierung|aporte|aportaci[oó]n|contribuci[oó]n|subvenci[oó]n|subvention|financiaci[oó]n|apport)\s+(?:(?:of|from|by|de|du|des|von|der|del)\s+)?(?:the\s+|la\s+|l['’])?(?P<donor>\p{Lu}.+?)$",
    regex.I,
)
_NAME_ONLY = regex.compile(r"^(?P<donor>\p{Lu}[\p{Lu}&. -]{1,40})\W*$")
_FUNDED = regex.compile(
    r"\b(?:(?:is|was|are|been|being)\s+(?:co-?|jointly\s+)?(?:funded|financed|supported)\s+by|funded by|financed by|financial support (?:from|of)|with funding from|funding from|thanks to (?:the )?funding (?:from|of)|financé par|financiado por|finanziert (?:von|durch))\s+(?:(?:the|la|le|el|los|die|der|das|dem|den)\s+|l['’])?(?P<donor>\p{Lu}[^.;\n()]{2,120})",
)
_PLACEHOLDER = regex.compile(
    r"^\W*(?:n/?a|none|tb[dci]|to be [\p{L} ]+|nil|various.*|see .*|-+|unknown|not .*|all|multiple.*|[àa] d[ée]terminer|por determinar|unfunded|donors?|yes|no)\W*$",
    regex.I,
)
_NOT_DONOR = frozenset(
    {
        "etc",
        "other donors",
        "and other donors",
        "other",
        "grant",
        "loan",
        "credit",
        "others",
        "own",
        "total",
        "community",
        "project",
        "local",
        "counterpart",
        "beneficiary",
        "national",
        "in-kind",
        "requested",
        "main",
        "amount",
    }
)


def read(block: Block) -> Iterator[Finding]:
    """The pledges that a block states."""
    for one in block.of("pledged", "donor"):
        yield from _with_amounts(block, one)
    for one in block.of("contribution"):
        yield from _contribution(block, one)
    budgets = list(block.of("budget"))
    for one in budgets or block.of("bare"):
        yield from _shares(block, one)
    for paragraph in block.narrative:
        yield from _prose(paragraph)


#: What stands around a donor's name and is not part of it.
_BEFORE_NAME = regex.compile(
    r"(?:(?:contributions?|grants?|funds?|pledges?)\s+(?:from|of|by)\s+|(?:and|et|y|und)\s+)+", regex.I
)
_AFTER_NAME = regex.compile(
    r"\s*(?:\(\s*\d{1,3}\s*%\s*\)|\b(?:has|have)\s+(?:pledged|committed|contributed|provided)|\b(?:and|et|y|und|&)(?:\s+(?:many\s+)?other(?:s|\s+donors)?)?)\W*$",
    regex.I,
)


def _bare_name(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a donor's name without the words around it."""
    behind = _AFTER_NAME.search(text, start, end)
    end = behind.start() if behind and behind.start() > start else end
    before = _BEFORE_NAME.match(text, start, end)
    return (before.end() if before and before.end() < end else start), end


def donor_cells(excerpt: Excerpt, start: int, end: int):  # type: ignore[no-untyped-def]
    """The cells of a donor's name at ``excerpt.text[start:end]``."""
    clean = ("join", "strip-marks", "quotes-off")
    cells = {
        "donor_text": cell(excerpt, start, end, clean),
        "donor": cell(excerpt, start, end, (*clean, "donor")),
        "donor_type": cell(excerpt, start, end, (*clean, "donor-kind")),
        "donor_iso3": cell(excerpt, start, end, (*clean, "donor-country")),
        "donor_ref": cell(excerpt, start, end, (*clean, "donor-reference")),
    }
    return {k: v for k, v in cells.items() if v.value}


def _finding(
    rule: Rule, field: str, excerpt: Excerpt, donor: tuple[int, int] | None, one: Amount | None, *, score: float = 1.0
) -> Finding:
    cells = donor_cells(excerpt, *_bare_name(excerpt.text, *donor)) if donor else {}
    if one is not None:
        cells["amount"] = one.amount
        if one.currency:
            cells["currency"] = one.currency
    status = rule.status if one is None or one.status == "stated" else one.status
    return Finding("pledge", rule.id, cells, field, status, one.doubt if one else "", score)


def _with_amounts(block: Block, one: Field) -> Iterator[Finding]:
    text = one.value.text
    found = with_currency(
        block, one, money.amounts(one.value, bare=one.kind == "pledged" or one.how == "head", small=_in_units(one))
    )
    if not found:
        if one.kind == "donor" or not _numbers(text):
            yield from _list(one)
        return
    for position, item in enumerate(found):
        if (
            item.value == "0"
            or (item.depth
            and position
            and found[position - 1].code != item.code
            and not _NAME_BEFORE.search(text[: item.start]))
        ):
            continue
        low = found[position - 1].end if position else 0
        high = found[position + 1].start if position + 1 < len(found) else len(text)
        made = _pledge(one, item, low, high)
        if made:
            yield made
    if one.kind == "donor":
        for start, end in split_names(text):
            if not any(a.start < end and start < a.end for a in found) and _is_known(text[start:end].strip(" ().")):
                yield _finding(LISTED, one.kind, one.value, (start, end), None)


def _in_units(one: Field) -> bool:
    """Whether the head of a column or the line above it gives units for the numbers below (``US$, millions``)."""
    return one.how == "head" and money.mark_in(one.context)[1] is not None


def _numbers(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _pledge(one: Field, item: Amount, low: int, high: int) -> Finding | None:
    """The pledge of one amount: the donor behind it, in brackets behind it, or before it; None for a sum."""
    text = one.value.text
    behind = text[item.end : high]
    for rule, pattern in ((FROM, _FROM), (BRACKET, _BRACKET)):
        match = pattern.match(behind)
        if match and not _PLACEHOLDER.match(match.group("donor")):
            return _finding(
                rule, one.kind, one.value, (item.end + match.start("donor"), item.end + match.end("donor")), item
            )
    before = regex.sub(r"^[\s),;.]+", lambda m: " " * len(m.group()), text[low : item.start])
    line = before[before.rstrip().rfind("\n") + 1 :] if "\n" in before.rstrip() else before
    offset = low + len(before) - len(line)
    match = _NAME_BEFORE.search(line)
    if match and _nameable(match.group("donor")):
        return _finding(BEFORE, one.kind, one.value, (offset + match.start("donor"), offset + match.end("donor")), item)
    if low and regex.match(r"\W*(?:total|sum|gesamt|insgesamt)\b", before, regex.I):
        return None  # the sum of the pledges before it
    return _finding(UNNAMED, one.kind, one.value, None, item)


def _nameable(text: str) -> bool:
    key = squeeze(text).strip(" .:,-")
    return (
        len(key) > 1
        and key not in _NOT_DONOR
        and not _PLACEHOLDER.match(text)
        and not regex.match(r"(?:phase|year|component|total|as of|approx)", key)
    )


def _list(one: Field) -> Iterator[Finding]:
    for start, end in split_names(one.value.text):
        part = one.value.text[start:end]
        if _nameable(part) and not _numbers(part[:1]):
            yield _finding(LISTED, one.kind, one.value, (start, end), None)


_BREAK = regex.compile(r"\s*(?:[;\n|•]|,(?!\d)(?!\s*(?:inc|ltd|llc|s\.?a|e\.?v)\b)|\s/\s|\s&\s(?=the\s))\s*", regex.I)
_AND = regex.compile(r"\s+(?:and|et|y|und|e)\s+(?:the\s+)?", regex.I)


def split_names(text: str) -> list[tuple[int, int]]:
    """The parts of a list of names, as positions; ``and`` parts only names that are known on both sides."""
    cuts, at = [], 0
    whole = _whole_names(text)
    for match in _BREAK.finditer(text):
        if any(low < match.start() and match.end() < high for low, high in whole):
            continue
        if match.group().strip() == "" and _continues(text, match):
            continue
        if match.group().strip() == "," and _belongs(text[at : match.start()], text[match.end() :]):
            continue
        cuts.append((at, match.start()))
        at = match.end()
    cuts.append((at, len(text)))
    return [part for cut in cuts for part in _by_and(text, *cut) if part[1] > part[0]]


def _whole_names(text: str) -> list[tuple[int, int]]:
    """The places of known names that have a separator inside: ``Global Fund to Fight AIDS, Tuberculosis and Malaria``."""
    breaks = list(_BREAK.finditer(text))[:24]
    starts, ends = [0, *(m.end() for m in breaks)], [*(m.start() for m in breaks), len(text)]
    pairs = [(s, e) for n, s in enumerate(starts) for e in ends[n + 1 : n + 4]]
    return [(s, e) for s, e in pairs if organisations.known(text[s:e])]


def _continues(text: str, match: regex.Match[str]) -> bool:
    """A line break inside a name: the next line begins in lower case, or the line ends with a small word."""
    after = text[match.end() : match.end() + 1]
    return after.islower() or bool(
        regex.search(r"\b(?:of|and|the|for|de|du|der|von|y|et|&)\s*$", text[: match.start()])
    )


def _belongs(before: str, after: str) -> bool:
    """``Ministry of Health, Peru``: the country behind the comma belongs to the name before it."""
    following = _BREAK.split(after, maxsplit=1)[0]
    return bool(
        regex.search(r"\b(?:ministry|minist[eè]re|ministerio|ministerium|embassy|department|agency)\b", before, regex.I)
    ) and bool(organisations.country(following))


def _by_and(text: str, start: int, end: int) -> list[tuple[int, int]]:
    part = text[start:end]
    for match in _AND.finditer(part):
        left, right = part[: match.start()], part[match.end() :]
        if (_is_known(left) and _is_known(right)) or not left.strip():
            return [
                *([(start, start + match.start())] if left.strip() else []),
                *_by_and(text, start + match.end(), end),
            ]
    return [(start, end)]


def _is_known(text: str) -> bool:
    return bool(organisations.country(text) or organisations.known(text))


def _contribution(block: Block, one: Field) -> Iterator[Finding]:
    """A field whose label names the party: ``EU contribution: EUR 667 847``."""
    found = with_currency(block, one, money.amounts(one.value, bare=True))
    for position, item in enumerate(found):
        high = found[position + 1].start if position + 1 < len(found) else len(one.value.text)
        made = _pledge(one, item, found[position - 1].end if position else 0, high)
        if made and made.text("donor"):
            yield made
        elif item.value != "0" and position == 0 and one.label is not None:
            yield _labelled(one, one.label, item)


def _labelled(one: Field, label: Excerpt, item: Amount) -> Finding:
    bare = regex.sub(r"\s*\([^()]*\)", lambda m: " " * len(m.group()), label.text)
    match = _LABEL_DONOR.match(bare) or _NAME_ONLY.match(bare)
    if match and _nameable(match.group("donor")):
        start, end = match.span("donor")
        cells = {**donor_cells(label, start, end), "amount": item.amount}
        if item.currency:
            cells["currency"] = item.currency
        return Finding("pledge", LABEL.id, cells, one.kind, item.status, item.doubt)
    return _finding(LABEL, one.kind, one.value, None, item, score=0.5)


def _shares(block: Block, one: Field) -> Iterator[Finding]:
    text = one.value.text
    found = with_currency(block, one, money.amounts(one.value))
    for position, item in enumerate(found):
        low = found[position - 1].end if position else 0
        high = found[position + 1].start if position + 1 < len(found) else len(text)
        before, behind = text[low : item.start], text[item.end : high]
        if position and regex.search(r"\b(?i:total)\b\W*$", before):
            return  # what follows a total is the share of something else
        match = (
            _OF_WHICH.search(before)
            or _SHARE_BEFORE.search(before)
            or (_PARTY_BEFORE.search(before) if len(found) > 1 else None)
        )
        if match is None and len(found) > 1:
            match = _KNOWN_BEFORE.search(before)
            match = match if match and _is_known(match.group("donor")) else None
        if match and _nameable(match.group("donor")):
            yield _finding(SHARE, one.kind, one.value, (low + match.start("donor"), low + match.end("donor")), item)
            continue
        shared = regex.search(r"\b(?i:dont|of which|davon|de los cuales|de las cuales)\b", text[: item.start])
        match = (
            _OF.match(behind)
            if item.depth or shared or regex.match(r"\s*(?:from|of)\s+.*contribution", behind)
            else None
        )
        if match and _nameable(match.group("donor")):
            yield _finding(
                SHARE, one.kind, one.value, (item.end + match.start("donor"), item.end + match.end("donor")), item
            )


def _prose(paragraph: Excerpt) -> Iterator[Finding]:
    for match in _FUNDED.finditer(paragraph.text, timeout=2):
        start = match.start("donor")
        for low, high in split_names(match.group("donor")):
            part = match.group("donor")[low:high]
            if _is_known(part):
                yield _finding(PROSE, "narrative", paragraph, (start + low, start + high), None, score=0.3)


RULES = (FROM, BRACKET, BEFORE, UNNAMED, SHARE, LABEL, LISTED, PROSE)
MODULE = Module("pledges", RULES, read)
