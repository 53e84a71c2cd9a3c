"""What ties a payer to an amount in a sentence: the patterns of the words before and behind the amount."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import regex

from extractors.dates import alternatives
from extractors.lexicon import toml
from extractors.quick import TIMEOUT

#: The name of a payer, as the group ``donor``; :func:`named` compiles it.
NAME = (
    r"(?:(?:the|le|la|les|el|los|las|der|die|das|den|dem|il|lo|o|a|un|une|una|de|het)\s+|[ld]['’])?"
    r"(?P<donor>(?:(?:\L<heads>)\s+(?:(?:de|of|der|des|du|di|do|van|d['’])\s*(?:(?:la|le|el|los|las|the|l['’])\s*)?)?)?"
    r"(?:\d{1,2}\.?(?:th|e|ème|[ºª°o])\s+)?"  # the tenth European Development Fund
    r"(?-i:\p{Lu})[\p{L}\d&.'’/+-]*+"
    r"(?:(?!\s+to\s+(?:finance|fund|support|implement|be|cover|help)\b"
    r"|\s+on\s+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?!,)),?\s+(?:(?:of|for|and|on|to|in|the|de|la|las|le|les|los|el|du|des|del|et|y|e|für|und|der|die|das|zur|al|della|"
    r"dello|di|do|da|dos|per|allo|alla|van|voor|het|para|pour|aux?|à|&|und)\s+|[ld]['’]){0,3}(?!(?:US|\p{Lu}{3})\s?[$\d])(?-i:\p{Lu})[\p{L}\d&.'’/+-]*+){0,11}"
    r"(?:\s+(?:government|gouvernement|embassy|foreign ministry|state department|development agency)(?!\p{L}))?"
    r"(?:(?<=(?:[EÉ]tat|Estado|Stato|Gouvernement|Gobierno|Governo))\s+(?-i:\p{Ll}{3,}(?:ais|ien|ois|ain|ano|eño|és|ense|ese|eiro)))?"
    r"(?:\s*\([^()]{2,80}\))?)"
)
#: Where a name may begin: at the head, behind a blank, a bracket or a quotation mark.
HEAD = r"(?:^|(?<=[\s(“„'’]))"
#: A name with words in lower case among its capitals, which must be a known one.
_LONG = (
    r"(?:(?:the|le|la|les|el|los|las|der|die|das|il|lo|o|a|de|het)\s+|[ld]['’])?"
    r"(?P<donor>(?-i:\p{Lu})[^.;:\d()\n]{8,90}?(?:\s*\([^()]{2,15}\))?)"
)
#: Who gets the money, between the verb and the amount: ``granted to the Republic of Moldova 23 million``.
_RECEIVER = (
    r"(?:\s+(?:to(?:\s+the)?|aux?|à(?:\s+la)?|al?(?:\s+la)?|alla|ao|an(?:\s+d(?:en|ie|as))?|aan)\s+"
    r"(?-i:\p{Lu})[\p{L}'’-]+(?:\s+(?:of\s+|de\s+)?(?-i:\p{Lu})[\p{L}'’-]+){0,3})?"
)
#: A percentage or two before the amount.
_PERCENT = (
    r"(?:[^.;\d]{0,50}\d{1,3}(?:[.,]\d+)?\s?(?:[%℅]|(?:prozent|per ?cent|pour cent|por ciento|p[eo]r cento)\b)){1,2}"
    r"(?:[^.;\d]|\bi\.\s?e\.|\bc\.à\.d\.|\bd\.h\.){0,50}?"
)
_WORDS = r"(?:\s+(?:(?-i:[\p{Ll}])[\p{L}'’-]*+|EU|US|UN|UK)){0,6}?"


_ELIDED = regex.compile(r"'\p{L}")


def any_of(table: str, name: str) -> str:
    """A pattern of the words of a list of the lexicon, whole."""
    listed = toml("money_sentences")[table][name]
    lost = [w.replace("'", "") for w in listed if _ELIDED.search(w)]  # a text may have lost its apostrophes
    return rf"(?<![\p{{L}}]){alternatives([*listed, *lost])}(?![\p{{L}}])"


def about() -> str:
    """Words such as ``approximately`` and ``up to`` between a verb and its amount."""
    limits = ["up to", "maximum", "max.", "rund", "bis zu", "jusqu'à", "hasta"]
    words = [*toml("money")["approximate"]["words"], *limits, *toml("money_sentences")["share"]["at_least"]]
    return rf"(?:\s*(?:{alternatives(w for w in words if w[0].isalpha())})[.:]?)*\s*[:(]?\s*$"


def named(pattern: str) -> regex.Pattern[str]:
    """A pattern in which ``heads`` are words that begin a payer's name in lower case: ``ayuntamiento de …``."""
    heads = {"heads": toml("money_sentences")["share"]["heads"]} if r"\L<heads>" in pattern else {}
    return regex.compile(pattern, regex.I, **heads)


class Tie(NamedTuple):
    """A pattern that ties a payer to an amount, and what else must hold."""

    pattern: regex.Pattern[str]
    named: bool = True  #: the words must name somebody who can give
    closing: regex.Pattern[str] | None = None  #: what must stand behind the amount
    known: bool = False  #: the name must be a known one
    says: bool = False  #: it needs no sentence around it
    alone: bool = False  #: what several pay together says nothing of each
    cue: str = ""  #: what must stand before the amount: a ``noun`` of giving, or a ``word`` about it anywhere

    def closes(self, after: str) -> bool:
        """Whether what stands behind the amount allows for the tie."""
        return self.closing is None or self.closing.match(after, timeout=TIMEOUT) is not None


@cache
def before() -> tuple[Tie, ...]:
    """A payer and what ties it to the amount behind: a verb, a share of its own, ``by X in the amount of``."""
    linking = rf"(?:\s*[:(]|\s+(?:{any_of('total', 'links')}|with|mit))?"
    gap = rf"{_RECEIVER}{_WORDS}{_called()}{about()}"
    shared = rf"(?:{linking}{about()}|\s[\p{{Ll}} ]{{0,20}}{_PERCENT}[\s(,]*$)"
    ties = rf"(?:\s*[:(]|\s+{any_of('total', 'links')})"
    amounting = rf"\s+{any_of('share', 'as_much')}(?:{_PERCENT}[\s(,]\s*$|{gap})"
    with_it = rf"\s+{any_of('share', 'to_the_amount')}"
    return (
        Tie(named(rf"{HEAD}{NAME}{_sharing()}{shared}")),
        Tie(named(rf"{HEAD}{NAME}{_clause()}{verb()}(?:{_PERCENT}[\s(,]\s*$|{gap}|{_object()}|{_gift()})")),
        Tie(named(rf"{HEAD}{NAME}{_tail(1, 5)}{_SHORT}{verb()}(?:{gap}|{_gift()})")),
        *_granted(with_it, gap, ties),
        Tie(named(rf"{HEAD}{NAME}{amounting}")),
        Tie(named(rf"{_by()}{NAME}{_tail(1, 5)}{with_it}{gap}")),
        Tie(named(rf"{any_of('share', 'of_it')}\s+{any_of('share', 'verbs')}\s+{NAME}{about()}")),
        Tie(named(rf"{HEAD}{NAME}{_tail(0, 4)},?\s+{any_of('share', 'relative')}{verb()}{gap}")),
        Tie(
            named(
                rf"^\W*(?:(?:the|la|le|el|los|las|die|der|das)\s+|[l]['’])?{NAME}\s[^.;\d]{{0,220}}?{_FURTHER}{verb()}{gap}"
            )
        ),
        *_done(gap),
        *_around(),
        *_sure(gap, amounting, ties),
    )


def _granted(with_it: str, gap: str, ties: str) -> tuple[Tie, ...]:
    """``funded by X with its programme with 3 million``, ``grant of X: 3 million``, ``raising X's share to 3``."""
    grown = rf"{any_of('share', 'growing')}\s+(?:\p{{Ll}}+\s+){{0,3}}?"
    return (
        Tie(named(rf"{any_of('share', 'given')}\s+{_by()}{NAME}(?:{_by_way()}{with_it}{gap}|\s*\({about()})")),
        Tie(named(rf"{_noun()}{NAME}{_aim()}(?:{ties}+|{with_it}){about()}")),
        Tie(named(rf"{grown}{NAME}\s+{any_of('share', 'nouns')}\s+(?:to|à|a|auf){about()}")),
    )


def _done(gap: str) -> tuple[Tie, ...]:
    """What is done first: ``funded by X, through 3 million``, ``X signed, with Y, a paper to provide 3 million``.

    Long known names come last.
    """
    means = rf",?\s+{any_of('share', 'means')}(?:\s+an?)?{about()}"
    return (
        Tie(named(rf"{any_of('share', 'given')}\s+{_by()}{NAME}{means}")),
        Tie(named(rf"{HEAD}{NAME}{helping()}{about()}")),
        Tie(named(rf"{HEAD}{NAME}{_SAID}\s+{_signing()}{gap}")),
        Tie(named(rf"{HEAD}{_LONG}{verb()}(?:{gap}|{_gift()})"), known=True),
    )


def _signing() -> str:
    """What is signed, and with whom, to give something: ``signed an agreement with UNICEF to provide``."""
    states = rf"{any_of('share', 'stating')}(?:\s+{any_of('share', 'helpers')}){{0,3}}"
    return rf"{any_of('share', 'signed')}\s{_SAID}\s(?:(?:to|pour|para|per|um)|{states})\s+{any_of('share', 'verbs')}"


def _noun() -> str:
    """A word for a gift, and what ties a name to it: ``subvención de la``."""
    return rf"{any_of('share', 'nouns')}\s+(?:{any_of('share', 'label_ties')}(?:\s+|(?<=['’])))?"


def _sure(gap: str, amounting: str, ties: str) -> tuple[Tie, ...]:
    """Ties whose names are not looked at: payers without a name, and what is given in the amount of."""
    payer = rf"(?:(?:the|der|die|le|el|il|la|les)\s+)?(?P<donor>{any_of('share', 'payers')})"
    with_it = rf"\s+{any_of('share', 'to_the_amount')}"
    return (
        Tie(named(rf"{HEAD}{payer}(?:\s+{any_of('total', 'of_project')})?{verb()}(?:{gap}|{_gift()})"), named=False),
        Tie(named(rf"{_by()}{NAME}{with_it}(?:{gap}|\s+[\d.,]+\s?%\s*\(\s*$)"), named=False),
        Tie(
            named(
                rf"(?P<donor>{any_of('share', 'parties')})(?:\s+{any_of('share', 'nouns')})?{_aim()}{ties}*{about()}"
            ),
            named=False,
        ),
        Tie(named(rf"{HEAD}{payer}{amounting}"), named=False),
    )


def helping() -> str:
    """A verb of helping, who or what is helped, and ``with``: ``supports some 300 farmers with a``."""
    helping = rf",?(?:\s+{any_of('share', 'helpers')}){{0,3}}\s+(?=(?-i:\p{{Ll}})){any_of('share', 'helping')}"
    means, article = (alternatives(toml("money_sentences")["share"][name]) for name in ("helped_with", "articles"))
    gift = (
        rf"(?:{article}\s+(?:[\p{{Ll}}-]+\s+)?{any_of('share', 'nouns')}(?:\s+{any_of('total', 'links')})?|{article})"
    )
    return rf"{helping}\s[^.;:]{{1,80}}?\s(?:{means}(?:\s+{gift})?(?!\p{{L}})|{any_of('share', 'as_much')})"


def _around() -> tuple[Tie, ...]:
    """German and Dutch clauses, which the verb ends: ``hat uns die Diözese 17.000 € zugesichert``."""
    closing = regex.compile(rf"^[^.;,\d]{{0,60}}?(?<!\p{{L}}){any_of('share', 'closing')}", regex.I)
    has, among = any_of("share", "auxiliaries"), r"(?:\s[^.;,:\d]{0,60}?)?"
    return (
        Tie(named(rf"{has}(?:\s+\p{{Ll}}+)?\s+{NAME}{among}{about()}"), closing=closing),
        Tie(named(rf"{HEAD}{NAME}\s+{has}{among}{about()}"), closing=closing),
        Tie(
            named(rf"{HEAD}{NAME}[^.;,\d]{{0,50}},\s+(?:die|der|das|welche[rs]?)(?:\s+\p{{Ll}}+){{0,3}}{about()}"),
            closing=closing,
        ),
    )


def _aim() -> str:
    """What a share goes to, between the name and the verb: ``to this project``, ``neste projeto global``."""
    into = r"(?:to|in|for|towards|an|à|au|en|dans|zu|zum|am|nel|no|neste|ao|a|al|para|pour|für)"
    return rf"(?:\s+{into}(?:\s+\p{{Ll}}+){{0,2}}?\s+{any_of('asked', 'project')}(?:\s+\p{{Ll}}+)?)?"


def _clause() -> str:
    """What stands between a name and its verb: a clause between commas, or what it gives under."""
    way = rf"{any_of('share', 'ways')}(?!\s(?:which|whom|(?:les?|la)\s?quel|l[ea]\squelle|dem|der|il\squale|el\scual))"
    aside = r"[^,;.\d]{0,24},\s[^,;.]{3,120},(?:\s[^,;.\d]{2,60},)?"
    return rf"(?:{aside}|(?:,|(?:\s+\p{{Ll}}+){{0,2}}?)\s+{way}\s[^,;.\d]{{2,80}}?)?"


#: Behind a name that ends with a word for money: ``EU-Mitteln``.
_MEANS = r"(?<=-\p{L}{0,7}(?:mitteln?|geldern?)\.?)"
#: Behind what the subject of a sentence does first: what it does next, or what it gives to.
_FURTHER = (
    r"(?:[,:»’”\"']\s*(?:(?:al|a la|a los) que|to which (?:it|they)|auquel (?:il|elle)|dem (?:sie|er|es))"
    r"|\s(?:and|y|et|und|e))"
)


def _by_way() -> str:
    """What somebody gives under, before the amount: ``with the Lantern programme``."""
    return rf"\s+(?:{any_of('share', 'ways')}|with|from)\s+(?:the|its|an?|le|la|el|su|das|der|die)\s[^.;:\d()]{{2,60}}?"


def _tail(least: int, most: int) -> str:
    """Words in lower case that belong to a name: ``Banque africaine de développement``."""
    return rf"(?P<tail>(?:\s+(?-i:[\p{{Ll}}'’-]+)(?!\p{{Lu}})){{{least},{most}}}?)"


#: When something is given, between a helping verb and what is done: ``had, in November, approved``.
_WHEN = (
    r"(?:,?\s(?:in|on|last|this|im|en|a[lm]|le|el)\s(?-i:\p{Lu}\p{Ll}+|\d{1,2})(?:\s(?:\d{1,4}|\p{Lu}\p{Ll}+)){0,2},?)?"
)
#: What is said of who signs, and with whom.
_SAID = r"(?:[^.;\d]|\b(?:Mrs?|Ms|Dr|Sra?|Mme)\.){0,160}?"
#: The short form of a name, behind its tail.
_SHORT = r"(?:\s*\(\p{Lu}[\p{L}-]{1,9}\))?"


def _by() -> str:
    """What ties a giver to what is given; an apostrophe needs no blank behind it."""
    words = alternatives(toml("money_sentences")["share"]["by"])
    return rf"(?<!\p{{L}}){words}(?:(?<=['’`´‘])|\s+(?:l['’])?)"


def verb() -> str:
    """A verb of giving, the small words before it included; who *was awarded* something gave nothing."""
    passive = rf"(?!\s+(?:{_BEING}|(?:has|have)\s+\p{{Ll}}+\s+been)\s+(?:\p{{Ll}}+ly\s+)?{any_of('share', 'taken')})"
    helped = rf"(?:\s+{any_of('share', 'helpers')}){{0,3}}"
    return rf"{passive}{helped}{_WHEN}\s+(?=(?-i:\p{{Ll}})){any_of('share', 'verbs')}"


def _object() -> str:
    """What is paid, between the verb and the amount: ``supports the project with``, ``das Vorhaben in Höhe von``."""
    project, this = any_of("asked", "project"), any_of("asked", "this")
    return (
        rf"(?:\s[^.;,:\d]{{0,60}})?\s{any_of('share', 'as_much')}{about()}"
        rf"|\s+{this}\s+(?:\p{{L}}+\s+)?{project}\s+(?:with|mit|con|avec|com)(?!\p{{L}}){about()}"
    )


def _called() -> str:
    """A gift with a name of its own, before its amount: ``a Japanese ODA loan of``."""
    word = r"\s+(?-i:\p{Lu})[\p{L}-]++"
    return rf"(?:{word}(?:{word})?\s+{any_of('share', 'nouns')}(?:\s+{any_of('share', 'gift_ties')})?)?"


def _gift() -> str:
    """A word for what is given, and whom to and what for: ``approves a loan to Kenya for its new ports of``."""
    noun = any_of("share", "nouns")
    return rf"(?:\s[^.;:\d]{{0,50}})?\s{noun}\s[^.;:\d]{{0,110}}{about()}"


def _sharing() -> str:
    """A payer's own share: ``'s own contribution``, ``financial contribution to the project``."""
    other = r"an?|un|une|una|eine?n?|counterpart|matching"
    own = rf"own|financial|total|planned|maximum|and\s+(?!(?:{other})\b)[\p{{Ll}}]+"
    aim = r"(?:\s+(?:to|towards|for|au|al|zum|ao)\s+(?:(?:the|this)\s+)?[\p{Ll}]+)?"
    return rf"(?:['’]s?)?(?:\s+(?:{own})){{0,2}}\s+{any_of('share', 'nouns')}{aim}"


_BEING = r"is|was|were|are|will be|has been|have been|a été|ont été|fue|ha sido|wurden?|è stato|foi"


def _sized() -> str:
    """A project of the amount before it, all of which is paid by whom: ``EUR 2 million project funded by``."""
    paid = alternatives(toml("money_sentences")["share"]["paid_alone"])
    which = rf",?\s+(?:(?:which|that)\s+)?(?:(?:{_BEING})\s+)?"
    return rf"(?:[\p{{Ll}}-]{{1,20}}+\s+){{0,3}}?{any_of('asked', 'project')}{which}{paid}\s+{_by()}"


@cache
def sized() -> regex.Pattern[str]:
    """What follows an amount that is all of a project's, whoever pays it: ``project, financed by``."""
    return regex.compile(rf"[\s-]{_sized()}", regex.I)


#: Between a gift and the name of who gives it, and whom to: ``grant to the society, Norway is supporting``.
_HELPED = r"(?:\s+to\s[^.;,:]{2,90}+)?,\s+"


@cache
def behind() -> tuple[Tie, ...]:
    """What follows an amount that is given: ``financed by X``, ``from X``, ``of X`` where a grant stood before."""
    aside = rf"^\s*(?:\([^()]*\)\s*)?(?:{any_of('share', 'in_all')}\s+)?"
    noun, forms = any_of("share", "nouns"), any_of("share", "forms")
    form = rf"(?:{forms}(?:\s+|(?<=['’])))?(?:[\p{{Ll}}-]{{2,14}}\s+){{0,2}}?{noun}\s+"
    lead = rf"{aside}(?:{form})?(?:(?:{_BEING})\s+)?"
    shared = rf"(?![^,]*,[^,]*,?\s+{any_of('share', 'means')}(?:\s+an?)?{about()})"
    also = rf"{aside}{shared}(?:,\s*)?(?:{form})?(?:(?:{_BEING})\s+)?"
    way = rf"(?:(?:the\s+)?(?:\p{{Ll}}+\s+)?{noun}\s+(?:of|de|des|der|von|del)\s+)?"
    who = rf"(?:{NAME}|(?:the\s+|les\s+|los\s+|den\s+)?(?P<donor>{any_of('share', 'payers')}))"
    source = r"(?:(?:from the resources of|from|durch|vom|by|par|por parte de)\s+|par\s+l['’])"
    of = rf"{any_of('share', 'by_noun')}(?:\s+|(?<=['’]))(?:de\s+)?"
    return (
        Tie(named(rf"{also}{any_of('share', 'given')}\s+{_by()}{way}{who}"), says=True),
        Tie(named(rf"{aside}(?:is|are|was|were)\s+{NAME}[\s-](?:co-?)?(?:financed|funded)(?!\p{{L}})")),
        Tie(named(rf"^[\s-]{_sized()}{NAME}(?!\s*(?:,|and|&)\s+(?:(?:by|the)\s+)?(?-i:\p{{Lu}}))"), alone=True),
        Tie(named(rf"{aside}{form}(?:{_by()}|{of}){NAME}"), says=True),
        Tie(named(rf"{aside}(?:{forms}\s+)?(?:the\s+)?{NAME}(?:{_MEANS}|\s+{any_of('share', 'money')})")),
        Tie(named(rf"{lead}{source}{who}"), says=True, cue="word"),
        Tie(named(rf"{aside}(?:{of}|{_by()}){NAME}"), cue="noun"),
        Tie(named(rf"{aside}(?:{form})?(?:from|by|de la part de|von|vom|de|del|de la|da)\s+{NAME}"), cue="with"),
        Tie(named(rf"{aside}{any_of('share', 'inverted')}\s+{NAME}")),
        Tie(named(rf"{aside}{noun}{_HELPED}{NAME}\s+(?:(?:is|are|will)\s+)?{any_of('share', 'helping')}"), cue="with"),
        Tie(named(rf"{aside}(?:{of})?(?P<donor>(?-i:\p{{Lu}}[\p{{Lu}}+-]{{1,9}}))(?=\s*[,.;)])"), known=True),
    )


@cache
def goes_on() -> regex.Pattern[str]:
    """Another giver behind the one before, without the verb: ``the EU gives 3 million and Norway`` 1 million."""
    return named(rf"^[^.;:\d()]{{0,40}}?(?:,|(?<!\p{{L}})(?:and|et|y|e|und|while|sowie))\s+{NAME}{about()}")
