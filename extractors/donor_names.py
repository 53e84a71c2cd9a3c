"""Where the name of a donor begins and ends: the words around it, and lists of names."""

from __future__ import annotations

from functools import cache

import regex

from extractors import office_fields, organisations, state_offices
from extractors.engine import cell
from extractors.evidence import Cell, Excerpt
from extractors.lexicon import alternation, squeeze, toml, vocabulary
from extractors.memory import remembered
from extractors.quick import Headed, headed

#: What stands around a donor's name and is not part of it.
_AFTER_NAME = regex.compile(
    r"\s*(?:(?:['’]s?)?\s+(?:(?:executive|governing)\s+)?board(?:\s+of\s+(?:executive\s+)?(?:directors|governors))?|\(\s*\d{1,3}\s*%\s*\)|\((?:instrument|programme?|programa|programm)\s[^()]{1,40}\)|\((?:no|not|sans|sin|ohne|herein\s?after|hereafter|ci-après|en\sadelante|im\sfolgenden)\s[^()]{1,80}\)|(?<=\b[\p{Lu}]{2,5}\s)(?:budget|(?-i:funds|funding|money|resources|grants?))|\b(?:suppl\.?|supplementary|additional|further)|\b(?:has|have)\s+(?:pledged|committed|contributed|provided)|\b(?:and|et|y|und|&)(?:\s+(?:many\s+)?other(?:s|\s+donors)?)?)\W*$",
    regex.I,
)


def bare_name(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a donor's name without the words around it."""
    behind = _AFTER_NAME.search(text, start, end)
    end = behind.start() if behind and behind.start() > start else end
    before = _before_name().match(text, start, end)
    return (before.end() if before and before.end() < end else start), end


@cache
def _before_name() -> regex.Pattern[str]:
    """What stands before a donor's name and is no part of it."""
    return regex.compile(
        rf"(?:(?:contributions?|grants?|funds?|pledges?)\s+(?:from|of|by)\s+|(?:and|et|y|und)\s+|(?:{alternation(toml('money_sentences')['share']['openers'])})(?:,\s+(?:the\s+)?|\s+the\s+)|(?-i:[ld](?=\p{{Lu}}{{2}}))|(?:executive\s+)?board(?:\s+of\s+(?:executive\s+)?directors)?\s+of\s+(?:the\s+)?)+",
        regex.I,
    )


def donor_cells(excerpt: Excerpt, start: int, end: int) -> dict[str, Cell]:
    """The cells of a donor's name at ``excerpt.text[start:end]``."""
    clean = ("join", "strip-marks", "quotes-off")
    cells = {
        "donor_text": cell(excerpt, start, end, clean),
        "donor": cell(excerpt, start, end, (*clean, "donor-printed")),
        "donor_name": cell(excerpt, start, end, (*clean, "donor")),
        "donor_type": cell(excerpt, start, end, (*clean, "donor-kind")),
        "donor_iso3": cell(excerpt, start, end, (*clean, "donor-country")),
        "donor_ref": cell(excerpt, start, end, (*clean, "donor-reference")),
    }
    return {k: v for k, v in cells.items() if v.value}


_BREAK = regex.compile(
    r"\s*(?:[;\n|•]|,(?!\d)(?!\s*(?:inc|ltd|llc|s\.?a|e\.?v)\b)|\s[/+]\s|\s&\s(?=the\s)"
    r"|\s(?:as well as|ainsi que|así como|sowie|nonché|bem como)\s(?:(?:the|la|les?|der|die|das|el|los)\s)?)\s*",
    regex.I,
)
_AND = regex.compile(
    r"\s+(?:and|et|y|und|e|(?P<dutch>en))\s+(?:co-?(?:financed|funded|financé|financiado|finanziert)\s+)?(?:(?-i:of|from|by|with|de|du|des|del|par|por|von|vom|durch|di|della|do|da|pela|pelo|van|door)\s+)?(?:(?:the|la|le|les|el|los|las|der|die|das|il)\s+|[ld]['’])?",
    regex.I,
)
SHORT_FORM = regex.compile(r"\p{Lu}{3,8}")  #: what may be the short form of a name


#: Of what stands beside a comma or ``and``, only so many characters are looked at: no name has more.
_BESIDE = 200


def split_names(text: str) -> list[tuple[int, int]]:
    """The parts of a list of names, as positions; ``and`` parts only names that are known on both sides."""
    cuts, at = [], 0
    whole = _whole_names(text)
    for match in _BREAK.finditer(text):
        if any(low < match.start() and match.end() < high for low, high in whole):
            continue
        if match.group().strip() == "" and _continues(text, match):
            continue
        if match.group().strip() == "," and _belongs(*_around(text, at, match)):
            continue
        cuts.append((at, match.start()))
        at = match.end()
    cuts.append((at, len(text)))
    return [part for cut in cuts for part in _by_and(text, *cut) if part[1] > part[0]]


def _around(text: str, start: int, match: regex.Match[str]) -> tuple[str, str]:
    """What stands before and behind a separator, in the part that begins at ``start`` and beyond."""
    return text[max(start, match.start() - _BESIDE) : match.start()], text[match.end() : match.end() + _BESIDE]


def _whole_names(text: str) -> list[tuple[int, int]]:
    """The places of known names with a separator inside: ``Global Fund to Fight AIDS, Tuberculosis and Malaria``."""
    breaks = list(_BREAK.finditer(text))[:24]
    starts, ends = [0, *(m.end() for m in breaks)], [*(m.start() for m in breaks), len(text)]
    pairs = [(s, e) for n, s in enumerate(starts) for e in ends[n + 1 : n + 4]]
    return [(s, e) for s, e in pairs if organisations.known(text[s:e])]


def _continues(text: str, match: regex.Match[str]) -> bool:
    """A line break inside a name: the next line begins in lower case, or the line ends with a small word."""
    return text[match.end() : match.end() + 1].islower() or bool(
        regex.search(
            r"\b(?:of|and|the|for|de|du|der|von|y|et|&)\s*$", text[max(match.start() - _BESIDE, 0) : match.start()]
        )
    )


def _belongs(before: str, after: str) -> bool:
    """``Ministry of Health, Peru``, ``Aid Fund (AF), Peru``: the country behind the comma belongs to the name before.

    So does the short form of its government, ``Ministry of Labour, GOB``, and a known giver's programme.
    """
    following = _BREAK.split(after, maxsplit=1)[0].strip()
    if office_fields.go_on(before, after, names_somebody):
        return True
    if (_MINISTRY.search(before) and office_fields.is_part(following) and not is_known(following)) or (
        organisations.kind(before.strip()) == "eu" == organisations.kind(following)
    ):  # a part of it, or what it pays from
        return True
    if _PROGRAMME.search(following) and following[0].isupper():
        own = is_known(following) or is_known(regex.split(r"[\s-]", following)[0])  # ``UNDP-HQ Global Programme``
        return not own and (is_known(before.strip()) or bool(_MINISTRY.search(before)))
    if before.endswith(")"):
        return bool(organisations.country(following)) and not organisations.country(before)
    return bool(_MINISTRY.search(before)) and bool(organisations.country(following) or _STATE.fullmatch(following))


_MINISTRY = regex.compile(
    r"\b(?:ministry|minist[eè]re|ministerio|minist[eé]rio|ministero|ministerium|embassy|department|agency)\b", regex.I
)
#: What a giver pays from: ``LIFE Programme``.
_PROGRAMME = regex.compile(r"(?<!\p{L})(?:program(?:me|m|a|ma)?|instrument)(?:\s?\([^()]{2,20}\))?$", regex.I)
_STATE = regex.compile(r"G[Oo]\p{Lu}{1,3}")


def _by_and(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, low = [], start
    for match in () if is_known(text[start:end]) else _AND.finditer(text, start, end):
        left, right = text[low : match.start()], text[match.end() : min(end, match.end() + _BESIDE)]
        if match.start() < low or len(left) > _BESIDE or (match["dutch"] and not _in_dutch(left, right)):
            continue
        known = _is_named(left), _is_named(right)
        short = SHORT_FORM.fullmatch((left if known[1] else right).strip())
        if all(known) or (any(known) and short) or not left.strip() or _apart(left, right, match.group()):
            found += [(low, match.start())] if left.strip() else []
            low = match.end()
    return [*found, (low, end)]


def _in_dutch(left: str, right: str) -> bool:
    """Whether ``en`` between two texts is Dutch: in French and Spanish it stands before where somebody is."""
    if organisations.country(right) and not organisations.country(left):
        return False
    return not vocabulary("money_sentences", "offices", "dutch").isdisjoint(squeeze(f"{left} {right}").split())


#: A bracket with a short form, which ends a name; the address of a site, which is one.
_ENDED = regex.compile(r"\((?:[\p{Lu}][\p{L}/ -]{1,11}|\s?\d{1,3}\s?%\s?)\)\s*$|^\s*\S+\.(?:org|com|net|eu|int)\s*$")


#: Money that comes by way of somebody: what stands before that word is one giver, however many names it has.
_THROUGH = regex.compile(r"\s(?:through|via|par l['’]intermédiaire|a través|über|tramite|através)\s|\(", regex.I)


def _apart(left: str, right: str, between: str) -> bool:
    """Whether ``and`` parts two names, known or not: the first has ended, or the second has an article of its own."""
    if (_ENDED.search(left) or "co" in between) and right[:1].isupper():
        return True  # "and co-financed by"
    heads, ends = _offices().match(right), [m for m in _offices().finditer(left) if m.end() == len(left)]
    office = bool(ends or heads or _compound().fullmatch(left)) and left[:1].isupper() and right[:1].isupper()
    if office and names_somebody(left) and names_somebody(right) and not _THROUGH.search(right):
        return True  # ``Lantern Foundation and City of Bergen``
    article = len(between.split()) > 1 or between.rstrip()[-1:] in "'’"
    return article and names_somebody(left) and names_somebody(right) and not _THROUGH.search(right)


def _is_named(text: str) -> bool:
    """Whether a text is a known name, be it with its bearer's country: ``Oxfam Suecia``."""
    return is_known(text) or _at_home(" ".join(text.split()))


def is_known(text: str) -> bool:
    """Whether a text is the name of a country or of an organisation of the tables; ``Un`` is an article."""
    if len(text.strip(" .,")) < 3 and not text.isupper():
        return False
    return bool(organisations.country(text) or organisations.known(text))


@cache
def _offices() -> Headed:
    """Words that stand in the names of those who give money."""
    return headed(rf"(?<![\p{{L}}])(?:{'|'.join(toml('money_sentences')['offices']['words'])})", regex.I)


@cache
def _compound() -> regex.Pattern[str]:
    """A name in one word that ends with one for an office: ``Laternenstiftung``."""
    return regex.compile(
        rf"(?<!\p{{L}})\p{{Lu}}\p{{Ll}}{{2,30}}(?:{'|'.join(toml('money_sentences')['offices']['endings'])})(?!\p{{L}})"
    )


def in_one_word(text: str) -> bool:
    """Whether a text is one word that is a name and ends with a word for an office: ``Laternenstiftung``."""
    return _compound().fullmatch(text) is not None


_LAST_BRACKET = regex.compile(r"\s*\([^()]*\)\s*$")
_ACRONYM = regex.compile(r"\p{Lu}{2,3}\p{Lu}{0,5}(?:[/-]\p{Lu}{2,6})?")


def names_somebody(text: str) -> bool:
    """Whether a text names somebody who can give: a known name, a short form, a name with a word for an office."""
    text = " ".join(text.split())
    bare = _LAST_BRACKET.sub("", text)
    if is_known(text) or is_known(bare) or _at_home(bare):
        return True
    named = any(m.start() == 0 or m.group()[0].isupper() for m in _offices().finditer(text)) or _compound().search(text)
    return bool(named or _ACRONYM.fullmatch(bare) or state_offices.ends(bare) == len(bare) > 0)


def _at_home(text: str) -> bool:
    """Whether a text is a known organisation and the country where it is at work: ``UNDP Tajikistan``."""
    heads = (m.start() for m in _GAP.finditer(text))
    return any(organisations.known(text[:at]) and organisations.country(text[at:].strip()) for at in heads)


_GAP = regex.compile(r"\s+(?=\p{Lu})")


@cache
def _labels() -> tuple[regex.Pattern[str], ...]:
    """A label of a name and a word for money, in either order."""
    table = toml("money_sentences")["share"]
    nouns, leads, ties = (rf"(?:{alternation(table[k])})" for k in ("label_nouns", "label_leads", "label_ties"))
    return (
        regex.compile(
            rf"^(?:{leads}\s+){{0,2}}(?P<donor>\p{{L}}[^:;|]{{1,80}}?)(?:['’]s)?[\s-]+(?:{leads}\s+)?{nouns}$", regex.I
        ),
        regex.compile(
            rf"^(?:{leads}\s+){{0,2}}{nouns}\s+(?:{leads}\s+)?(?P<tie>(?:{ties})(?:\s+|(?<=['’])))?(?P<donor>\p{{L}}[^:;|]{{1,80}})$",
            regex.I,
        ),
    )


@remembered
def has_money_noun(text: str) -> bool:
    """Whether a text has a word for money, as each label of an amount that names its giver has."""
    return _money_noun().search(text) is not None


@cache
def _money_noun() -> Headed:
    return headed(rf"(?<!\p{{L}})(?:{alternation(toml('money_sentences')['share']['label_nouns'])})", regex.I)


_ASIDE = regex.compile(r"\s*[(\[][^()\[\]]*[)\]]|(?<![\s:.*])[\s:.*]++$")
_ARTICLE = regex.compile(r"^(?:the|la|le|el|der|die|des)\s+", regex.I)


def in_label(text: str) -> tuple[int, int] | None:
    """Where a label of an amount names a known giver: ``EIB`` in ``Proposed EIB finance``; None where it does not."""
    if not has_money_noun(text):
        return None
    bare = _ASIDE.sub(lambda m: " " * len(m.group()), text).rstrip()
    for pattern in _labels():
        match = pattern.match(bare)
        name = _ARTICLE.sub("", match["donor"]) if match else ""
        placed = match and "tie" in match.groupdict() and not match["tie"] and organisations.country(name)
        named = is_known(name) or (_comes(match) and _is_office(name))
        if match and named and not placed:  # "Grant Morocco" is a grant to it
            return match.span("donor")
    return None


def _comes(match: regex.Match[str] | None) -> bool:
    """Whether a label has the name first, or says that the money comes from it."""
    if match is None or "tie" not in match.re.groupindex:
        return match is not None
    return squeeze((match["tie"] or "").strip()) in vocabulary("money_sentences", "share", "sources")


def _is_office(name: str) -> bool:
    """Whether a name of several words in a label has a word for an office, and none for a share of somebody's own."""
    said = squeeze(name).split()
    parts = vocabulary("money_sentences", "share", "partial")
    return 1 < len(said) <= 6 and parts.isdisjoint(said) and _offices().search(name) is not None


_LABEL_DONOR = regex.compile(
    r"^(?:\d+(?:\.\d+)*[.)]?\s+)?(?P<donor>.+?)\s*(?:['’]s?)?(?:\s+(?:financial|total|max(?:imum|\.)?))*\s+(?:contrib(?:utions?|\.)|grants?|shares?|co-?financing"
    r"|financ(?:e|ing)|funding|funds|loans?|credits?|support|contracted amount)\b"
    r"|^(?:contributions?|grants?|co-?financing|funding|beitrag|zuschuss|finanzierung|aporte|aportaci[oó]n"
    r"|contribuci[oó]n|subvenci[oó]n|subvention|financiaci[oó]n|apport)\s+"
    r"(?:(?:of|from|by|de|du|des|von|der|del)\s+)?(?:the\s+|la\s+|l['’])?(?P<donor>\p{Lu}.+?)$",
    regex.I,
)
_NAME_ONLY = regex.compile(r"^(?P<donor>\p{Lu}[\p{Lu}&. -]{1,40})\W*$")
PLACEHOLDER = regex.compile(
    r"^\W*(?:n/?a|none|tb[dci]|to be [\p{L} ]+|nil|various.*|see .*|-+|unknown|not .*|all|multiple.*"
    r"|[àa] d[ée]terminer|por determinar|unfunded|donors?(?:/donor groups?| groups?)?|yes|no"
    r"|in[ -]house\b.*|internal(?:ly funded)?)\W*$",
    regex.I,
)


_NO_NAME = regex.compile(
    r"(?:phase|year|component|(?:sub|co-?financing )?-?total|as of|approx|(?:amount|montant|importe|betrag)\b)"
)
_WORDED = regex.compile(r"\p{L}{2}")
_ROMAN = regex.compile(r"[ivx]{2,4}")  #: the number of a phase
_ACCOUNT = regex.compile(r"(?:\d\D?){6}")  #: a number of an account or a budget line
_YEARS = regex.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SENTENCE_END = regex.compile(r"\)\.\s|\p{Ll}{4}\.\s+[\p{Lu}\d]")
#: No name has more words; what has is a sentence or several fields.
_MOST_WORDS = 20


@cache
def _before_amounts() -> frozenset[str]:
    """Words that stand before an amount and are no name: ``up to``, ``sur`` in ``930 € sur 13 500 €``."""
    limits = vocabulary("money", "limits") | vocabulary("money_sentences", "raised", "of")
    return vocabulary("money", "approximate") | limits


@cache
def _clauses() -> Headed:
    """Words with which no name begins; some of them only where they are written small."""
    table = toml("doubts")
    small = alternation(table["no_name_small_heads"])
    return headed(rf"(?<!\p{{L}})(?:(?i:{alternation(table['no_name_heads'])})|(?:{small}))(?!\p{{L}})")


#: A small word with which no name ends; a slash, which is what is left of a cut label, at either end.
_LOOSE_END = regex.compile(r"(?<!\p{L})(?:of|de|des|der|du|del|di|do|the)$|/$|^/")


def nameable(text: str) -> bool:
    """Whether a text may be a donor's name: no placeholder, and no word that only says what the money is."""
    key = squeeze(text).strip(" .:,-")
    return (
        len(key) > 1
        and key not in vocabulary("doubts", "no_donor_name")
        and key not in vocabulary("doubts", "not_told")
        and not _clauses().match(_ARTICLE.sub("", text.strip(" .:,-")))
        and not _LOOSE_END.search(key)
        and not PLACEHOLDER.match(text)
        and not _NO_NAME.match(key)
        and not _ROMAN.fullmatch(key)
        and bool(_WORDED.search(key))
        and not _ACCOUNT.search(_YEARS.sub("", key))
        and not _SENTENCE_END.search(text)
        and len(key.split()) <= _MOST_WORDS
        and key not in _before_amounts()
    )


def giver_in_label(label: str) -> tuple[int, int] | None:
    """Where the label of an amount names the giver; None where it says no more than that somebody gives."""
    bare = regex.sub(r"\s*\([^()]*\)", lambda m: " " * len(m.group()), label)
    match = _LABEL_DONOR.match(bare) or _NAME_ONLY.match(bare)
    if match and (glued := _GLUED.search(label, *match.span("donor"))) and organisations.known(glued["donor"]):
        return glued.span("donor")
    return in_label(label) or (match.span("donor") if match and nameable(match.group("donor")) else None)


#: A short form behind a name, in a form whose fields were run together: ``Ministry of Agriculture FAO``.
_GLUED = regex.compile(r"\p{Lu}\p{Ll}{3,}\s(?P<donor>\p{Lu}{2,8})$")


@remembered
def own_share(text: str) -> bool:
    """Whether a text calls money a share of the project's own side and names nobody: ``Local contribution``."""
    said = _LETTERS.findall(squeeze(_ASIDE.sub("", text)))
    key, share = " ".join(said), ("money_sentences", "share")
    parties, own = vocabulary(*share, "parties"), vocabulary(*share, "own")
    if len(said) > _SHARE_WORDS or key in parties or any(key.startswith(f"{one} ") for one in parties):
        return 0 < len(said) <= _SHARE_WORDS
    nouns = vocabulary(*share, "label_nouns") | vocabulary(*share, "nouns")
    ties = vocabulary(*share, "label_ties") | vocabulary(*share, "label_leads")
    return not (own.isdisjoint(said) or nouns.isdisjoint(said)) and all(w in own | nouns | ties for w in said)


@remembered
def of_donor(text: str) -> bool:
    """Whether a label is of what the donor gives whom another field names: ``Contribution estimée du bailleur``."""
    said, share = _LETTERS.findall(squeeze(_ASIDE.sub("", text))), ("money_sentences", "share")
    donors = vocabulary(*share, "donor_words")
    nouns = vocabulary(*share, "label_nouns") | vocabulary(*share, "nouns")
    around = vocabulary(*share, "donor_ties") | vocabulary(*share, "label_leads")
    if donors.isdisjoint(said) or nouns.isdisjoint(said):
        return " ".join(said) in vocabulary(*share, "of_donor")
    return len(said) <= _SHARE_WORDS and all(w in donors | nouns | around for w in said)


_LETTERS = regex.compile(r"[\p{L}-]++(?:['’]s)?+")
#: A label of a share has at most so many words.
_SHARE_WORDS = 6
