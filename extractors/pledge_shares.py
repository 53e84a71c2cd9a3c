"""What a party gives of a budget, beside the budget itself: ``3.324.000 € (EU contribution 3.000.000 €)``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import regex

from extractors import giver_rows, money, money_givers, organisations, parts, pledge_doubts
from extractors.budgets import with_currency
from extractors.donor_names import bare_name, donor_cells, is_known, nameable, names_somebody, own_share
from extractors.evidence import Block, Field, Finding, Rule
from extractors.lexicon import alternation, squeeze, toml, vocabulary
from extractors.money import Amount

SHARE = Rule(
    "pledges.share",
    "An amount beside the budget that is called a party's contribution is that party's pledge.",
    ("budget", "bare"),
    hits=(
        ("3.324.000€/ (EU Contribution - 3.000.000€)", "donor=EU; donor_name=European Union; amount=3000000"),
        ("1.500.000€ (1.200.000€ of EU contribution)", "donor=EU; amount=1200000"),
        (
            "ITTO : USD 589,863 GOI : USD 197,150 Total : USD 787,013",
            "donor=ITTO; amount=589863; donor=GOI; amount=197150",
        ),
    ),
    misses=("US$ 3,5 million (phase I 2009-10 US$ 368,800)",),
)
DASHED = regex.compile(r"^\s*[–—-]\s+(?P<donor>(?!(?i:phase|year|component|total)\b)\p{Lu}[^\d\n:]{1,120})(?=\n|$)")
_OF = regex.compile(
    r"^\s*(?:of|from|by|de la|de los|del|de|du|des|von der|von|der)\s+(?:the\s+|l['’]\s*)?"
    r"(?P<donor>\p{Lu}[\p{L}&/. -]*?)\s*(?:(?i:contribution|co-?funding|grant|funds)|\)|\s(?:et|and|und|y)\s+\d|,"
    r"|\(|$)"
)
_SHARE_BEFORE = regex.compile(
    r"(?P<donor>(?!(?i:total)\b)\p{Lu}[\p{L}&/.'’ -]{0,60}?(?:\(\p{Lu}[\p{L}/-]{1,9}\)[\p{L} -]{0,30}?)?)"
    r"\s*(?i:contribution|grant|share|co-?financing|funding|loan|credit|prêt|don|apport|préstamo|beitrag|zuschuss|darlehen)s?\s*"
    r"(?:\([^()]*\)\s*)?[-–—:]?\s*$"
)
#: A name alone in a bracket behind an amount, or before what it is paid from: ``(EU, 10th EDF)``.
_BRACKETED = regex.compile(r"^\s*\((?P<donor>\p{Lu}[^()\d:;,]{1,80})(?:,\s(?:\d|\p{Ll})[^(),;:]{1,40})?\)")
_OF_WHICH = regex.compile(
    r"\b(?i:of which|including|dont|davon|de los cuales|incl\.)\s+(?:the\s+)?(?P<donor>\p{Lu}[\p{L}&/. -]{1,50}?)"
    r"\s*(?i:contribution|grant)?\s*[-–—:]?\s*$"
)
_PARTY_BEFORE = regex.compile(
    r"(?:^|[\s;,(\n])(?P<donor>(?![IVX]+\s*:)\p{Lu}[\p{Lu}&/.]+)"
    r"(?:\s*\([^()\d]{2,20}\))?\s*:\s*$"
)
_KNOWN_BEFORE = regex.compile(
    r"(?:^|[;,(\n])\s*(?:(?:and|et|y|und|e)\s+)?(?P<donor>\p{Lu}[^:=;,()\n]{2,80}?)(?:\s*\([^()\d]{2,20}\))?\s*[:=]\s*$"
)
_LINE_BEFORE = regex.compile(r"\n\s*(?P<donor>\p{Lu}[^:;\d\n]{2,80}?)\s*\n\s*$")


def read(block: Block, one: Field) -> Iterator[Finding]:
    """The parties that a field of a budget names beside their amounts."""
    text = one.value.text
    label = one.label.text if one.label else ""
    if parts.handed_out(label):
        return
    told = giver_rows.says_givers(label)
    found = with_currency(block, one, giver_rows.lent(one.value))
    listed = giver_rows.givers(text, found, told=told)
    spend = _SPENDERS if not told and _agencies(text, listed) else ""
    for position, item in enumerate(found):
        low, high = money.room(text, found, position)
        before, asked = text[low : item.start], _not_given(text[item.end : high])
        if position and regex.search(r"\b(?i:total)\b\W*$", before):
            return  # what follows a total is the share of something else
        if item.start in listed:
            sure = told or is_known(name := text[slice(*listed[item.start])]) or own_share(name)
            yield _share(one, item, listed[item.start], spend or asked or ("" if sure else _BOUGHT))
            continue
        readings = (low, _party_before(before, several=len(found) > 1)), (item.end, _party_behind(text, item, high))
        said = ((o, m) for o, m in readings if m and nameable(m["donor"]) and not _is_mark(m["donor"], item))
        offset, match = next(said, (item.end, _alone(before, text[item.end : high])))
        if match and not _is_mark(match["donor"], item):
            place = _bare(match, offset)
            alone = _may_spend(match, label) if match.re is _BRACKETED else ""
            yield _share(one, item, place, alone or asked or _no_name(text[slice(*place)]))


def _bare(match: regex.Match[str], offset: int) -> tuple[int, int]:
    """The place of a name in the text that a match begins at an offset of, less the full stop behind it."""
    start = offset + match.start("donor")
    return start, start + len(money_givers.bare(match["donor"]))


def _is_mark(name: str, item: Amount) -> bool:
    """Whether a name beside an amount is its currency again: ``173,715 Swiss francs (CHF)``."""
    return bool(item.code) and name.strip() == item.code


def _share(one: Field, item: Amount, donor: tuple[int, int], doubt: str = "") -> Finding:
    cells = {**donor_cells(one.value, *bare_name(one.value.text, *donor)), **item.cells()}
    status = "doubtful" if doubt else item.status
    return Finding("pledge", SHARE.id, cells, one.kind, status, item.doubt or doubt)


def _not_given(behind: str) -> str:
    """The doubt of an amount behind which, in its item, a word says that it is asked for, refused or not sure."""
    words = vocabulary("doubts", "sums", "asked") | vocabulary("doubts", "sums", "not_given")
    said = squeeze(_ITEM_END.split(behind, maxsplit=1)[0])
    return _NOT_YET if words.intersection(_LETTERS.findall(said)) else ""


_NOT_YET = "the words behind the amount say that it is asked for, or not given"
_ITEM_END = regex.compile(r"[;,\n)]")
_LETTERS = regex.compile(r"\p{L}+")


def _no_name(text: str) -> str:
    """The doubt of a text that is a word for an office rather than a name: ``Finanzierung der Kirche``."""
    return "" if own_share(text) or parts.is_party(text) else pledge_doubts.of_label(text)


def _agencies(text: str, listed: Mapping[int, tuple[int, int]]) -> bool:
    """Whether all whom a list names are agencies of the United Nations, who spend what others pay."""
    return bool(listed) and all(organisations.kind(text[low:high]) == "un" for low, high in listed.values())


_BOUGHT = "a name that is not known, in a list of amounts, may be what money is spent on"
_SPENDERS = "all names are agencies', which may be who spend what somebody else pays"


def _alone(before: str, behind: str) -> regex.Match[str] | None:
    """A name that is all of a bracket behind an amount; none where what the money is for stands before it.

    ``Training EUR 30,000 (FAO)``: FAO is who spends it.
    """
    match = _BRACKETED.match(behind)
    if not match or not names_somebody(match["donor"]) or organisations.country(match["donor"]):
        return None
    item = squeeze(_ITEMS.split(before)[-1]).strip(" :=(–-")
    plain = not item or item in _plain_words() or not _gifts().isdisjoint(_LETTERS.findall(item))
    return match if nameable(match["donor"]) and plain else None


def _may_spend(match: regex.Match[str], label: str) -> str:
    """The doubt of a name that is all of a bracket; empty where the label says that money is given, and not spent."""
    gives = giver_rows.says_givers(label) and organisations.kind(match["donor"]) != "un"
    return "" if gives else _SPENDS


_SPENDS = "a name alone in a bracket behind an amount may be that of who spends it"
_ITEMS = regex.compile(r"[;\n•|)]|,(?!\d)")


@cache
def _gifts() -> frozenset[str]:
    """Words for what is given, parts of a budget aside: ``Co-funding amount USD 3,000 (UNDP)``."""
    return vocabulary("money_sentences", "share", "nouns") - vocabulary("money_sentences", "share", "ordinary")


@cache
def _plain_words() -> frozenset[str]:
    """Words before an amount that say no more than that it is money of the project."""
    nouns = vocabulary("money_sentences", "total", "nouns") | vocabulary("money_sentences", "total", "weak")
    return nouns | vocabulary("money_sentences", "share", "label_nouns") | vocabulary("money", "approximate")


def _party_before(before: str, *, several: bool) -> regex.Match[str] | None:
    """The party named before an amount; a bare name counts only beside other amounts, as it may be anything."""
    match = _OF_WHICH.search(before) or _SHARE_BEFORE.search(before)
    given = _given_by().search(before)
    if not match and given and names_somebody(given["donor"]) and not organisations.country(given["donor"]):
        return given
    if match or not several:
        return match
    match = _PARTY_BEFORE.search(before)
    if match:
        return match
    match = _LINE_BEFORE.search(before)
    if match and names_somebody(match.group("donor")):
        return match
    match = _KNOWN_BEFORE.search(before)
    return match if match and (is_known(match["donor"]) or own_share(match["donor"])) else None


@cache
def _given_by() -> regex.Pattern[str]:
    """A word for a share and whose it is, at the beginning of an item: ``Investissement de la Fondation``."""
    share = toml("money_sentences")["share"]
    leads, nouns, ties = (alternation(share[k]) for k in ("label_leads", "label_nouns", "label_ties"))
    return regex.compile(
        rf"(?:^|[\n;,(])\s*(?i:(?:{leads})\s+)?(?i:{nouns})\s+(?i:{ties})(?:\s+|(?<=['’]))(?P<donor>\p{{Lu}}[^:=;,()\n\d|]{{1,80}}?)\s*[:=–-]?\s*$"
    )


#: A word for sharing the cost behind an amount.
_TOGETHER = regex.compile(
    r"(?<!\p{L})(?:co-?(?=fi|fun|spon)|ko-?(?=fin)|jointly|conjointement|conjuntamente|gemeinsam)", regex.I
)


def _party_behind(text: str, item: Amount, high: int) -> regex.Match[str] | None:
    """The party named behind an amount that is in brackets or else said to be a share: ``of EU contribution``."""
    behind = text[item.end : high]
    shared = regex.search(r"\b(?i:dont|of which|davon|de los cuales|de las cuales)\b", text[: item.start])
    dashed = DASHED.match(behind)
    if dashed and names_somebody(dashed["donor"]):
        return dashed
    given = money_givers.given_by(behind)
    if given and _TOGETHER.search(behind):
        return None  # what several pay says nothing of each
    if given and (names_somebody(money_givers.bare(given["donor"])) or behind[given.end() :].startswith(")")):
        return given
    if item.depth or shared or regex.match(r"\s*(?:from|of)\s+.*contribution", behind):
        return _OF.match(behind)
    return None


RULES = (SHARE,)
