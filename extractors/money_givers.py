"""Who gives an amount, by the words of its sentence before and behind it."""

from __future__ import annotations

from functools import cache

import regex

from extractors.dates import alternatives
from extractors.donor_names import is_known, names_somebody
from extractors.lexicon import toml
from extractors.quick import TIMEOUT

#: The name of a payer, as the group ``donor``; :func:`named` compiles it.
NAME = (
    r"(?:(?:the|le|la|les|el|los|las|der|die|das|den|dem|il|lo|o|a|un|une|una)\s+|[ld]['’])?"
    r"(?P<donor>(?:(?:\L<heads>)\s+(?:(?:de|of|der|des|du|di|do|d['’])\s*)(?:(?:la|le|el|los|las|the|l['’])\s*)?)?"
    r"(?-i:\p{Lu})[\p{L}\d&.'’/-]*+"
    r"(?:(?!\s+to\s+(?:finance|fund|support|implement|be|cover|help)\b),?\s+(?:(?:of|for|and|on|to|in|the|de|la|las|le|les|los|el|du|des|del|et|y|e|für|und|der|die|das|zur|al|della|"
    r"dello|di|do|da|dos|para|pour|aux?|à|&|und)\s+|[ld]['’]){0,3}(?-i:\p{Lu})[\p{L}\d&.'’/-]*+){0,11}"
    r"(?:\s*\([^()]{2,60}\))?)"
)
#: Who gets the money, between the verb and the amount: ``granted to the Republic of Moldova 23 million``.
_RECEIVER = r"(?:\s+to\s+(?:the\s+)?(?-i:\p{Lu})[\p{L}'’-]+(?:\s+(?:of\s+)?(?-i:\p{Lu})[\p{L}'’-]+){0,3})?"
#: A percentage or two before the amount.
_PERCENT = (
    r"(?:[^.;\d]{0,50}\d{1,3}(?:[.,]\d+)?\s?(?:[%℅]|(?:prozent|per ?cent|pour cent|por ciento|p[eo]r cento)\b)){1,2}"
    r"(?:[^.;\d]|\bi\.\s?e\.|\bc\.à\.d\.|\bd\.h\.){0,50}?"
)
_WORDS = r"(?:\s+(?:(?-i:[\p{Ll}])[\p{L}'’-]*+|EU|US|UN|UK)){0,6}?"


def any_of(table: str, name: str) -> str:
    """A pattern of the words of a list of the lexicon, whole."""
    return rf"(?<![\p{{L}}]){alternatives(toml('money_sentences')[table][name])}(?![\p{{L}}])"


def about() -> str:
    """Words such as ``approximately`` and ``up to`` between a verb and its amount."""
    words = [*toml("money")["approximate"]["words"], "up to", "maximum", "max.", "rund", "bis zu", "jusqu'à", "hasta"]
    return rf"(?:\s*(?:{alternatives(w for w in words if w[0].isalpha())})[.:]?)*\s*[:(]?\s*$"


def named(pattern: str) -> regex.Pattern[str]:
    """A pattern in which ``heads`` are words that begin a payer's name in lower case: ``ayuntamiento de …``."""
    heads = {"heads": toml("money_sentences")["share"]["heads"]} if r"\L<heads>" in pattern else {}
    return regex.compile(pattern, regex.I, **heads)


@cache
def _share_before() -> tuple[regex.Pattern[str], ...]:
    """A payer and what ties it to the amount behind: a verb, a share of its own, ``by X in the amount of``.

    Those whose names are not looked at stand last: ``_SURE`` of them.
    """
    linking = rf"(?:\s*[:(]|\s+(?:{any_of('total', 'links')}|with|mit))?"
    gap = rf"{_RECEIVER}{_WORDS}{about()}"
    shared = rf"(?:{linking}{about()}|\s[\p{{Ll}} ]{{0,20}}{_PERCENT}[\s(,]*$)"
    ties = rf"(?:\s*[:(]|\s+{any_of('total', 'links')})"
    amounting = rf"\s+{any_of('share', 'as_much')}(?:{_PERCENT}[\s(,]\s*$|{gap})"
    payer = rf"(?:(?:the|der|die|le|el|il|la|les)\s+)?(?P<donor>{any_of('share', 'payers')})"
    with_it = rf"\s+{any_of('share', 'to_the_amount')}"
    return (
        named(rf"{_HEAD}{NAME}{_sharing()}{shared}"),
        named(rf"{_HEAD}{NAME}{_CLAUSE}{_verb()}(?:{_PERCENT}[\s(,]\s*$|{gap}|{_object()}|{_gift()})"),
        named(rf"{_HEAD}{NAME}{_TAIL}{_verb()}{gap}"),
        named(rf"{any_of('share', 'nouns')}\s+{any_of('share', 'label_ties')}\s+{NAME}{ties}+{about()}"),
        named(rf"{_HEAD}{NAME}{amounting}"),
        named(rf"{_by()}{NAME}{_TAIL}{with_it}{gap}"),
        named(rf"{any_of('share', 'of_it')}\s+{any_of('share', 'verbs')}\s+{NAME}{about()}"),
        named(rf"{_HEAD}{payer}{_verb()}{gap}"),
        named(rf"{_by()}{NAME}{with_it}(?:{gap}|\s+[\d.,]+\s?%\s*\(\s*$)"),
        named(rf"(?P<donor>{any_of('share', 'parties')}){ties}*{about()}"),
        named(rf"{_HEAD}{payer}{amounting}"),
    )


_SURE = 4
_HEAD = r"(?:^|(?<=[\s(“„'’]))"
_CLAUSE = r"(?:[^,;.\d]{0,24},\s[^,;.]{3,120},)?"
#: Words in lower case that belong to a name: ``Banque africaine de développement``.
_TAIL = r"(?P<tail>(?:\s+(?-i:[\p{Ll}'’-]+)(?!\p{Lu})){1,5}?)"


def _by() -> str:
    """What ties a giver to what is given; an apostrophe needs no blank behind it."""
    words = alternatives(toml("money_sentences")["share"]["by"])
    return rf"(?<!\p{{L}}){words}(?:(?<=['’`´‘])|\s+(?:l['’])?)"


def _verb() -> str:
    return rf"(?:\s+{any_of('share', 'helpers')}){{0,3}}\s+{any_of('share', 'verbs')}"


def _object() -> str:
    """What is paid, between the verb and the amount: ``supports the project with``, ``das Vorhaben in Höhe von``."""
    project, this = any_of("asked", "project"), any_of("asked", "this")
    return (
        rf"(?:\s[^.;,:\d]{{0,60}})?\s{any_of('share', 'as_much')}{about()}"
        rf"|\s+{this}\s+(?:\p{{L}}+\s+)?{project}\s+(?:with|mit|con|avec|com)(?!\p{{L}}){about()}"
    )


def _gift() -> str:
    """A word for what is given, and whom to and what for: ``approves a loan to Kenya for its new ports of``."""
    noun = any_of("share", "nouns")
    return rf"(?:\s[^.;:\d]{{0,50}})?\s{noun}\s[^.;:\d]{{0,110}}{about()}"


def _sharing() -> str:
    """A payer's own share: ``'s own contribution``, ``financial contribution to the project``."""
    own = r"own|financial|total|planned|maximum|and\s+(?!an?\b|un\b|une\b|una\b|eine?n?\b)[\p{Ll}]+"
    aim = r"(?:\s+(?:to|towards|for|au|al|zum|ao)\s+(?:(?:the|this)\s+)?[\p{Ll}]+)?"
    return rf"(?:['’]s?)?(?:\s+(?:{own})){{0,2}}\s+{any_of('share', 'nouns')}{aim}"


@cache
def _share_behind() -> tuple[regex.Pattern[str], ...]:
    """What follows an amount that is given: ``financed by X``, ``from X``, ``of X`` where a grant stood before."""
    aside = r"^\s*(?:\([^()]*\)\s*)?"
    noun = any_of("share", "nouns")
    being = r"is|was|were|are|will be|has been|have been|a été|ont été|fue|ha sido|wurden?|è stato|foi"
    lead = rf"{aside}(?:(?:[\p{{Ll}}-]{{3,12}}\s+)?{noun}\s+)?(?:(?:{being})\s+)?"
    way = rf"(?:(?:the\s+)?(?:\p{{Ll}}+\s+)?{noun}\s+(?:of|de|des|der|von|del)\s+)?"
    who = rf"(?:{NAME}|(?:the\s+|les\s+|los\s+|den\s+)?(?P<donor>{any_of('share', 'payers')}))"
    by = _by()
    return (
        named(rf"{lead}{any_of('share', 'given')}\s+{by}{way}{who}"),
        named(rf"{aside}(?:is|are|was|were)\s+{NAME}[\s-](?:co-?)?(?:financed|funded)(?!\p{{L}})"),
        named(rf"{lead}(?:(?:from the resources of|from|durch|vom|by|par|por parte de)\s+|par\s+l['’]){who}"),
        named(rf"{aside}{any_of('share', 'by_noun')}(?:\s+|(?<=['’]))(?:de\s+)?{NAME}"),
    )


@cache
def _goes_on() -> regex.Pattern[str]:
    """Another giver behind the one before, without the verb: ``the EU gives 3 million and Norway`` 1 million."""
    return named(rf"^[^.;:\d()]{{0,40}}?(?:,|(?<!\p{{L}})(?:and|et|y|e|und|while|sowie))\s+{NAME}{about()}")


def given_by(text: str) -> regex.Match[str] | None:
    """``financed by X`` at the beginning of what stands behind an amount, an opened bracket aside: group ``donor``."""
    inner = regex.sub(r"^\s*\((?=[^()]*\))", lambda m: " " * len(m.group()), text)
    return _share_behind()[0].match(inner, timeout=TIMEOUT)


@cache
def _giving() -> regex.Pattern[str]:
    return regex.compile(
        rf"{any_of('share', 'nouns')}(?:\s+(?:of|de|d['’]|von|di|over|in höhe von|por|up to))*{about()}", regex.I
    )


@cache
def _speaks_of_giving() -> regex.Pattern[str]:
    return regex.compile(rf"(?<![\p{{L}}]){alternatives(toml('money_sentences')['share']['about'])}", regex.I)


def giver(
    text: str, sentence: tuple[int, int], place: tuple[int, int, int, int], *, more: bool
) -> tuple[int, int] | None:
    """Where the sentence names who gives an amount; None where it names nobody that could.

    ``place``: where the words before the amount begin, where it begins and ends, where the words behind it end.
    ``more``: somebody gives the amount before it.
    """
    low, start, behind, high = place
    before, after = text[low:start], text[behind:high]
    for number, pattern in enumerate(_share_before(), _SURE - len(_share_before())):
        match = pattern.search(before, timeout=TIMEOUT)
        if match and (number >= 0 or _is_named(match)) and not _passive(before, match):
            return _place(text, match, low)
    given, made, _, noun = _share_behind()
    for pattern in _share_behind():
        match = pattern.match(after, timeout=TIMEOUT)
        if not match or not (names_somebody(bare(match["donor"])) or match["donor"][0].islower()):
            continue
        where = before if pattern is noun else text[slice(*sentence)]
        cue = _giving() if pattern is noun else _speaks_of_giving()
        if pattern in (given, made) or cue.search(where, timeout=TIMEOUT):
            return _place(text, match, behind)
    match = _goes_on().search(before, timeout=TIMEOUT) if more else None
    return _place(text, match, low) if match and names_somebody(bare(match["donor"])) else None


def _is_named(match: regex.Match[str]) -> bool:
    """Whether a match names somebody who can give; words in lower case behind the name must make a known one of it."""
    name = bare(match["donor"])
    if "tail" in match.re.groupindex:
        return is_known(name + match["tail"])
    return names_somebody(name)


def _passive(before: str, match: regex.Match[str]) -> bool:
    """Whether the name is that of who gave the amount before: ``of which 2 million are EU funded and 3 come``."""
    return bool(_BEING.search(before, 0, match.start("donor")))


_BEING = regex.compile(r"(?<!\p{L})(?:is|are|was|were|being)\s+$", regex.I)


def bare(name: str) -> str:
    """A name without the full stop or the genitive behind it."""
    return regex.sub(r"(?:['’]s?|(?<=\p{Ll}{3}|\p{Lu}{3})\.)$", "", name)


def _place(text: str, match: regex.Match[str], offset: int) -> tuple[int, int]:
    """The place of a giver's name; words in lower case that make a known name of it belong to it."""
    start = offset + match.start("donor")
    end = start + len(bare(match["donor"]))
    for words in (3, 2, 1):
        more = regex.compile(rf"(?:\s+[\p{{L}}'’-]+){{{words}}}").match(text, end)
        if more and is_known(text[start : more.end()]):
            return start, more.end()
    return start, end
