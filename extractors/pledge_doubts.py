"""Why somebody whom a field or a sum names may not be who pays."""

from __future__ import annotations

from functools import cache

import regex

from extractors import money, parts
from extractors.donor_names import in_one_word, is_known, names_somebody, own_share
from extractors.evidence import TELLING, Block, Field, Finding
from extractors.lexicon import alternation, squeeze, toml, vocabulary

SPENDERS = "all parts of the total are agencies', which may be their shares of what somebody else pays"
_FIGURES = "the label announces amounts, and none stands behind it"
_UNKNOWN = "no donor of this name is known"
#: Several short forms and nothing else, as a form has them to choose from: ``LIF WTF BRDF``.
_CHOICES = regex.compile(r"\p{Lu}{2,5}(?:\s\p{Lu}{2,5}){2,9}")
#: An unknown name of more words than these is seldom anything else.
_WORDS = 2


def of_listed(one: Field, start: int, donor: str) -> str:
    """The doubt of a donor whose name begins at ``start`` in the field that lists it; empty where there is none.

    A comma may stand inside a name: ``Donor: DG Justice, Open Society, Freedom and Security``.
    """
    if one.label is not None and money.mark_in(one.label)[0] is not None:
        return _FIGURES
    parted = one.value.text[:start].rstrip().endswith(",")
    return _UNKNOWN if parted and not names_somebody(donor) else ""


def of_others(one: Field) -> bool:
    """Whether a field names nobody who pays for this project.

    It says whose order the project is, where a text is from (``(Source: Lake News)``), or behind a mark who gives to
    somebody whom the text names: ``*LTF Donors: Norway``.
    """
    if one.label is None:
        return False
    label = one.label.text.strip()
    word = squeeze(label).strip(" (*†‡:.")
    named = label.startswith(("*", "†", "‡")) and word not in vocabulary("doubts", "marked")
    return named or _commissions(one) or (label.startswith("(") and word in vocabulary("doubts", "sources"))


def is_part(block: Block, one: Field) -> bool:
    """Whether the label of a field is the name of a numbered part of the work: ``Component 3: Technical Support``."""
    start = one.label.start if one.label else 0
    numbered = (f.label for f in block.of(*TELLING) if f.label and _NUMBERED.search(f.label.text))
    return any(0 < start - label.start - len(label.text) <= _BESIDE for label in numbered)


#: The number of a part, at the end of its label.
_NUMBERED = regex.compile(r"\d[\s:.)–-]*+$")
#: So many characters, a colon and blanks, stand between the number of a part and its name.
_BESIDE = 3


def gives_nothing(one: Finding) -> bool:
    """Whether a sentence names a purse of those who appeal; or, with no amount, their own body, an officer, a sort."""
    if one.field != "narrative":
        return False
    donor = one.text("donor_text")
    said = squeeze(donor).strip(" .,")
    alone = said in vocabulary("doubts", "own_bodies") or said in vocabulary("doubts", "sorts_alone")
    return own_purse(donor) or (not one.text("amount") and (alone or _officer().fullmatch(said) is not None))


@cache
def _officer() -> regex.Pattern[str]:
    """Whoever holds an office, with what it is of, and signs for what others pay: ``deputy minister of finance``."""
    held = alternation(toml("money_sentences")["announcers"])
    return regex.compile(rf"(?:\p{{L}}{{1,20}}+\s)?(?:{held})(?:\s(?:of|for|de|du)\s.{{1,80}})?")


def own_purse(donor: str) -> bool:
    """Whether a sentence names a purse from which those who appeal advance money to themselves."""
    said = f" {' '.join(_WORD.findall(squeeze(donor)))} "
    return any(f" {purse} " in said for purse in vocabulary("doubts", "own_purses"))


#: Before the name of whom an amount is for, behind another amount: ``3 million for Ghana and 2 million``.
_FOR_WHOM = regex.compile(
    r"(?<!\p{L})(?:for|to|in|pour|aux?|en|para|für|per|al|in)\s+(?:(?:the|la|le|les|el|los|las|die|das)\s+)?$", regex.I
)


def passed_on(line: str, name: regex.Match[str]) -> bool:
    """Whether a name before an amount is that of who gets it, or its words say that it went out already."""
    gone = vocabulary("doubts", "passed_on").intersection(squeeze(name["donor"]).split())
    return bool(gone) or _FOR_WHOM.search(line, 0, name.start("donor")) is not None


def of_name(donor: str) -> str:
    """The doubt of a donor in a field by its name alone: unknown, of a word or two, or of a small letter.

    Fields for donors have other things too: notes, what is cut off a name, what is still to be found (``Up to``). And a
    word for an office alone is no name yet: ``Club``.
    """
    said = donor.split()
    if is_known(donor) or parts.is_party(donor) or own_share(donor):
        return ""
    if is_known(donor.partition("-")[0]) or in_one_word(donor):
        return ""
    if len(said) == 1:
        return "" if donor.isupper() else _UNKNOWN
    return (
        ""
        if names_somebody(donor) or (donor[:1].isupper() and len(said) > _WORDS and not _CHOICES.fullmatch(donor))
        else _UNKNOWN
    )


def of_label(donor: str) -> str:
    """The doubt of a donor whom a label names: a sort of payer, or a word of which nothing is known.

    ``Village committee contribution``: who that is, the label does not say. Its first letter is large anyway.
    """
    if is_known(donor) or in_one_word(donor):
        return ""
    said = _WORD.findall(donor)
    outside = set(squeeze(_BRACKET.sub("", donor)).split())
    if _BROKEN.search(donor) or outside & vocabulary("title_parts", "nouns"):
        return _PROJECT
    large = [word for word in said if word[0].isupper()]
    named = [word for word in large if squeeze(word) not in _sorts()]
    short = any(len(word) > 1 and word.isupper() for word in named)
    return "" if named and (len(large) > 1 or short) else _SORT


#: A name that goes on behind a bracket has the words before it from elsewhere: ``Lake Project (LAP) EU``.
_BROKEN = regex.compile(r"\)\s+\p{L}")
_BRACKET = regex.compile(r"\([^()]*\)")
_PROJECT = "the words name a project too, as those of a heading before the label do"
_SORT = "the words are for a sort of payer, or for somebody of whom nothing is known"
_WORD = regex.compile(r"\p{L}[\p{L}\d&'’-]*")


@cache
def _sorts() -> frozenset[str]:
    share = ("money_sentences", "share")
    listed = (vocabulary(*share, name) for name in ("sorts", "own", "partial", "payers", "classes"))
    found = frozenset(word for words in listed for entry in words for word in entry.split())
    return found | vocabulary("doubts", "no_giver")


def _commissions(one: Field) -> bool:
    """Whether the label of a field says whose order it is, not who pays."""
    return one.label is not None and squeeze(one.label.text).strip(" :.") in vocabulary("doubts", "commissions")
