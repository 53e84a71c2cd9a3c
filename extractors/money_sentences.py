"""What a sentence says an amount of money is to the project: its cost, somebody's share, or what is missing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from operator import attrgetter

import regex

from extractors import money
from extractors.dates import alternatives
from extractors.donor_names import is_known, names_somebody
from extractors.evidence import Block, Excerpt
from extractors.lexicon import toml
from extractors.money import Amount
from extractors.quick import TIMEOUT, Headed, headed, matches


@dataclass(frozen=True, slots=True)
class Reading:
    """One amount of a sentence, and what it is; positions are those of the excerpt."""

    role: (
        str  #: ``total``, ``weak`` (by a word of many meanings), ``appeal``, ``asked``, ``short``, ``share``, ``whole``
    )
    amount: Amount
    sentence: tuple[int, int]
    donor: tuple[int, int] | None = None
    doubt: str = ""


#: A full stop that ends a sentence, and none of ``approx.``, ``Mio.`` or ``No.``
_ENDS = regex.compile(
    r"(?<!\b(?:approx|ca|mio|mrd|no|nr|dr|st|art|inc|ltd|env|aprox|tsd|mn|bn|\p{L}|e\.g|i\.e|u\.a|z\.b))[.!?][”\"»)]*\s+"
    r"(?=[\p{Lu}\d“„\"«¿¡(])|\n\s*[•*–-]\s|;\s",
    regex.I,
)
_START = attrgetter("start")
_CONVERTED = regex.compile(
    r"^\s*[(/,;=≈]?\s*(?:or|ou|oder|equivalent(?: to| of)?|equal to|approx\.?|approximately|about|i\.e\.|soit"
    r"|umgerechnet|ca\.?|env\.?|environ|equivalentes? a|o sea|pari a|=|≈|\s)*[(]?\s*$",
    regex.I,
)
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
_PERCENT = r"(?:[^.;\d]{0,50}\d{1,3}(?:[.,]\d+)?\s?[%℅]){1,2}(?:[^.;\d]|\bi\.\s?e\.|\bc\.à\.d\.|\bd\.h\.){0,50}?"
_WORDS = r"(?:\s+(?:(?-i:[\p{Ll}])[\p{L}'’-]*+|EU|US|UN|UK)){0,6}?"


def _any(table: str, name: str) -> str:
    return rf"(?<![\p{{L}}]){alternatives(toml('money_sentences')[table][name])}(?![\p{{L}}])"


def _about() -> str:
    """Words such as ``approximately`` and ``up to`` between a verb and its amount."""
    words = [*toml("money")["approximate"]["words"], "up to", "maximum", "max.", "rund", "bis zu", "jusqu'à", "hasta"]
    return rf"(?:\s*(?:{alternatives(w for w in words if w[0].isalpha())})[.:]?)*\s*[:(]?\s*$"


def named(pattern: str) -> regex.Pattern[str]:
    """A pattern in which ``heads`` are words that begin a payer's name in lower case: ``ayuntamiento de …``."""
    heads = {"heads": toml("money_sentences")["share"]["heads"]} if r"\L<heads>" in pattern else {}
    return regex.compile(pattern, regex.I, **heads)


@cache
def _total() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """What stands before the project's cost: a word that says so alone, and one that does not."""
    behind = (
        rf"(?:\s+{_any('total', 'of_project')})?(?:\s*\([^()]*\))?(?:\s*[:=(]|,?\s+{_any('total', 'links')}|\s+d['’])*"
    )
    strong = regex.compile(rf"(?:{_any('total', 'nouns')}){behind}{_about()}", regex.I)
    project, word = _any("total", "of_project"), _any("total", "weak")
    total = r"(?:total|overall|global|gesamt\w*|totale|complessivo|insgesamt)"
    weak = regex.compile(
        rf"(?:{word}\s+{project}|\b{total}\s+{word}|{word}\s+{total})"
        rf"(?:\s*[:(]|\s+{_any('total', 'links')}|\s+d['’])+{_about()}",
        regex.I,
    )
    return strong, weak


@cache
def _short() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    years = r"(?:\s+(?:19|20)\d\d(?:\s*[-–/]\s*\d{2,4})?)?"
    return (
        regex.compile(rf"{_any('short', 'before')}{years}(?:\s*:|\s+{_any('total', 'links')})?{_about()}", regex.I),
        regex.compile(rf"^\s*{_any('short', 'after')}", regex.I),
    )


@cache
def _asked() -> tuple[regex.Pattern[str], ...]:
    """An amount of an appeal, one that is sought, one that is set aside, one before a word for project."""
    project = _any("asked", "project")
    return (
        regex.compile(rf"\b(?:launched|appeal(?:ed|s|ing)?)\b[^.]{{0,40}}\bfor{_about()}", regex.I),
        regex.compile(rf"{_any('asked', 'before')}(?:\s+(?:a|a total of|another|mindestens|noch))?{_about()}", regex.I),
        regex.compile(rf"^\s*{_any('asked', 'after')}", regex.I),
        regex.compile(rf"^\s*-?\s*(?:[\p{{L}}-]+\s+){{0,2}}?{project}", regex.I),
    )


@cache
def _rate() -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    return (
        regex.compile(rf"^\s*(?:\([^()]*\)\s*)?(?:{_any('other', 'rate')}|/)\s*(?!\s*(?:de|of)\b)", regex.I),
        regex.compile(rf"{_any('other', 'rate_before')}(?:\s+[\p{{L}}-]+){{0,3}}\s*$", regex.I),
    )


@cache
def _share_before() -> tuple[regex.Pattern[str], ...]:
    """A payer and what ties it to the amount behind: a verb, a share of its own, ``by X in the amount of``."""
    helpers = rf"(?:\s+{_any('share', 'helpers')}){{0,3}}"
    clause = r"(?:[^,;.\d]{0,24},\s[^,;.]{3,120},)?"
    linking = rf"(?:\s*[:(]|\s+(?:{_any('total', 'links')}|with|mit))?"
    gap = rf"{_RECEIVER}{_WORDS}{_about()}"
    payer = rf"(?:(?:the|der|die|le|el|il|la|les)\s+)?(?P<donor>{_any('share', 'payers')})"
    verb = rf"{helpers}\s+{_any('share', 'verbs')}"
    much = rf"{_any('share', 'as_much')}{_about()}"
    amounting = rf"\s+{_any('share', 'as_much')}(?:{_PERCENT}[\s(,]\s*$|{gap})"
    sharing = rf"(?:['’]s?)?(?:\s+(?:own|financial|total|planned|and\s+[\p{{Ll}}]+)){{0,2}}\s+{_any('share', 'nouns')}"
    return (
        named(rf"(?:^|(?<=[\s(“„])){NAME}{sharing}{linking}{_about()}"),
        named(
            rf"(?:^|(?<=[\s(“„])){NAME}{clause}{verb}(?:{_PERCENT}[\s(,]\s*$|{gap}|(?:\s[^.;,:\d]{{0,60}})?\s{much})"
        ),
        named(rf"(?:^|(?<=[\s(“„])){payer}{verb}{gap}"),
        named(
            rf"{_any('share', 'by')}\s+{NAME}\s+{_any('share', 'to_the_amount')}"
            rf"(?:{gap}|\s+[\d.,]+\s?%\s*\(\s*$)"
        ),
        named(
            rf"{_any('share', 'nouns')}\s+{_any('share', 'label_ties')}\s+{NAME}"
            rf"(?:\s*[:(]|\s+{_any('total', 'links')})+{_about()}",
        ),
        named(rf"(?P<donor>{_any('share', 'parties')})(?:\s*[:(]|\s+{_any('total', 'links')})*{_about()}"),
        named(rf"(?:^|(?<=[\s(“„])){NAME}{amounting}"),
        named(rf"(?:^|(?<=[\s(“„])){payer}{amounting}"),
    )


@cache
def _share_behind() -> tuple[regex.Pattern[str], ...]:
    """What follows an amount that is given: ``financed by X``, ``from X``, ``of X`` where a grant stood before."""
    lead = (
        rf"^\s*(?:\([^()]*\)\s*)?(?:(?:[\p{{Ll}}-]{{3,12}}\s+)?{_any('share', 'nouns')}\s+)?"
        r"(?:(?:is|was|were|are|will be|has been|have been|a été|ont été|fue|ha sido|wurden?|è stato|foi)\s+)?"
    )
    by_way = rf"(?:(?:the\s+)?(?:\p{{Ll}}+\s+)?{_any('share', 'nouns')}\s+(?:of|de|des|der|von|del)\s+)?"
    return (
        named(rf"{lead}{_any('share', 'given')}\s+{_any('share', 'by')}\s+{by_way}{NAME}"),
        named(rf"{lead}(?:from the resources of|from|durch|vom|by|par|por parte de)\s+{NAME}"),
        named(rf"^\s*(?:\([^()]*\)\s*)?{_any('share', 'by_noun')}\s+(?:de\s+)?{NAME}"),
        named(rf"^\s*(?:\([^()]*\)\s*)?(?:is|are|was|were)\s+{NAME}[\s-](?:co-?)?(?:financed|funded)(?!\p{{L}})"),
    )


def given_by(text: str) -> regex.Match[str] | None:
    """``financed by X`` at the beginning of what stands behind an amount, an opened bracket aside: group ``donor``."""
    inner = regex.sub(r"^\s*\((?=[^()]*\))", lambda m: " " * len(m.group()), text)
    return _share_behind()[0].match(inner, timeout=TIMEOUT)


@cache
def _giving() -> regex.Pattern[str]:
    return regex.compile(
        rf"{_any('share', 'nouns')}(?:\s+(?:of|de|d['’]|von|di|over|in höhe von|por|up to))*{_about()}", regex.I
    )


@cache
def _cues() -> tuple[regex.Pattern[str], ...]:
    return (
        regex.compile(rf"(?<![\p{{L}}]){alternatives(toml('money_sentences')['share']['about'])}", regex.I),
        regex.compile(rf"{_any('other', 'most')}\s*$", regex.I),
        regex.compile(_any("share", "whole"), regex.I),
        regex.compile(rf"(?<![\p{{L}}]){alternatives(toml('money_sentences')['asked']['project'])}", regex.I),
        regex.compile(rf"(?:^|\s){_any('asked', 'this')}\s*$", regex.I),
    )


@cache
def _funded() -> tuple[Headed, ...]:
    by = rf"(?<![\p{{L}}]){alternatives(toml('money_sentences')['funded']['by'])}(?<=[\p{{L}}'’])"
    lead = r"(?:\s+(?:the|la|le|les|el|los|las|die|der|das|dem|den|des|il|lo|a|o|an?)(?!\p{L}))?\s*(?:[l]['’]\s*)?"
    heads = alternatives(toml("money_sentences")["share"]["heads"])
    return (
        headed(
            rf"(?i:{by})(?i:{lead})(?:(?<=['’])|(?<=\s))(?P<donor>(?:(?:{heads})\s)?"
            rf"(?:\p{{Lu}}|(?<=\s)(?:of|de|du|del|der|di|do|da)\s)(?:[^.;:\n()“”\"„«»]|(?<=\b\p{{Lu}})\.(?=\p{{Lu}}|\s\p{{Lu}})){{1,120}}(?:\s\([\p{{Lu}}&-]+\))?)"
        ),
        headed(
            rf"(?i:{_any('funded', 'around')}{lead})(?<=\s)(?P<donor>\p{{Lu}}[^.;,\n()]{{1,90}}?)"
            rf"(?:\s*\([^()]{{1,40}}\))?\s+(?i:{_any('funded', 'closing')})"
        ),
    )


def funders(excerpt: Excerpt) -> Iterator[tuple[int, int]]:
    """The places of what is said to fund something: a name or a list of names, up to the end of its clause."""
    for pattern in _funded():
        yield from (match.span("donor") for match in matches(pattern, excerpt.text))


#: A value of so many characters may hold sentences.
_RUNNING = 80


def texts(block: Block) -> Iterator[Excerpt]:
    """The running text of a block: its narrative, and what a label that is none took from it."""
    yield from block.narrative
    begun = {excerpt.start for excerpt in block.narrative}
    for one in block.fields:
        free = one.kind not in toml("money_sentences")["fields"]["own"] and one.value.start not in begun
        if free and runs(one.value.text):
            yield one.value


def runs(text: str) -> bool:
    """Whether a value is running text: longer than values are, and of several sentences."""
    return len(text) >= _RUNNING and bool(_ENDS.search(text))


def read(excerpt: Excerpt) -> list[Reading]:
    """The amounts of a text that its sentences say something about, in order."""
    found = money.amounts(excerpt)
    made: list[Reading] = []
    for start, end in _sentences(excerpt.text) if found else ():
        inside = found[bisect_left(found, start, key=_START) : bisect_left(found, end, key=_START)]
        try:
            made += _sentence(excerpt.text, start, end, inside)
        except TimeoutError:
            continue
    return made


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _ENDS.finditer(text):
        yield at, match.start() + 1
        at = match.end()
    yield at, len(text)


def _sentence(text: str, start: int, end: int, found: list[Amount]) -> Iterator[Reading]:
    """What each amount of one sentence is; a sentence of many projects says nothing of this one."""
    if not found or of_many(text, start, end):
        return
    kept = [a for n, a in enumerate(found) if not (n and _is_converted(text, found[n - 1], a))]
    for position, one in enumerate(kept):
        low = _behind(text, found, kept[position - 1]) if position else start
        high = kept[position + 1].start if position + 1 < len(kept) else end
        behind = _behind(text, found, one)
        if not _is_rate(text[low : one.start], text[behind:high]):
            yield from _one(text, (start, end), one, low, behind, high)


def of_many(text: str, start: int, end: int) -> bool:
    """Whether a stretch speaks of many projects: a portfolio, ``76 operations``."""
    return any(pattern.search(text, start, end) for pattern in _many())


@cache
def _many() -> tuple[regex.Pattern[str], ...]:
    counted = alternatives(toml("money_sentences")["other"]["counted"])
    return (
        regex.compile(_any("other", "many"), regex.I),
        regex.compile(rf"(?<![\d.,:/-])(?!(?:0|1|19\d\d|20\d\d)\s)\d{{1,4}}\s+{counted}(?!\p{{L}})", regex.I),
    )


def _behind(text: str, found: list[Amount], one: Amount) -> int:
    """The end of an amount, its value in another currency included."""
    end = one.end
    for other in islice(found, bisect_left(found, end, key=_START), None):
        if other.code == one.code or not _CONVERTED.match(text[end : other.start]):
            break
        end = other.end
    return end + 1 if end > one.end and text[end : end + 1] == ")" else end


def _is_converted(text: str, before: Amount, one: Amount) -> bool:
    """Whether an amount is the one before it in another currency: ``CHF 5,000 (USD 4,900 or EUR 3,300)``."""
    return before.code != one.code and bool(_CONVERTED.match(text[before.end : one.start]))


def _is_rate(before: str, after: str) -> bool:
    behind, ahead = _rate()
    return bool(behind.match(after) or ahead.search(before[-60:]))


def _one(text: str, sentence: tuple[int, int], one: Amount, low: int, behind: int, high: int) -> Iterator[Reading]:
    """What one amount is, by the words before and behind it, up to the next amount."""
    _, most, whole, _, this = _cues()
    before, after = text[low : one.start], text[behind:high]
    if _short()[0].search(before, timeout=TIMEOUT) or _short()[1].match(after):
        yield Reading("short", one, sentence)
        return
    donor = _donor(text, sentence, one, low, behind, high)
    if donor and not most.search(before):
        yield Reading("share", one, sentence, donor)
        if whole.search(after):
            yield Reading("whole", one, sentence, donor, "what a donor gives need not be all that the project costs")
    strong, weak = _total()
    appeal, asked, set_aside, named = _asked()
    if strong.search(before, timeout=TIMEOUT) or (named.match(after) and this.search(before) and not donor):
        yield Reading("total", one, sentence)
    elif weak.search(before, timeout=TIMEOUT):
        yield Reading("weak", one, sentence)
    elif not donor and appeal.search(before, timeout=TIMEOUT):
        yield Reading("appeal", one, sentence)
    elif not donor and (asked.search(before, timeout=TIMEOUT) or set_aside.match(after)):
        yield Reading("asked", one, sentence, doubt="the sentence asks for the amount, or sets it aside, for something")


def _donor(
    text: str, sentence: tuple[int, int], one: Amount, low: int, behind: int, high: int
) -> tuple[int, int] | None:
    """Where the sentence names who gives an amount; None where it names nobody that could."""
    before, after = text[low : one.start], text[behind:high]
    for number, pattern in enumerate(_share_before()):
        match = pattern.search(before, timeout=TIMEOUT)
        if match and (number in (2, 3, 5, 7) or names_somebody(_bare(match["donor"]))) and not _passive(before, match):
            return _place(text, match, low)
    given, _, noun, made = _share_behind()
    for pattern in _share_behind():
        match = pattern.match(after, timeout=TIMEOUT)
        if not match or not names_somebody(_bare(match["donor"])):
            continue
        where = before if pattern is noun else text[sentence[0] : sentence[1]]
        if pattern in (given, made) or (_giving() if pattern is noun else _cues()[0]).search(where, timeout=TIMEOUT):
            return _place(text, match, behind)
    return None


def _passive(before: str, match: regex.Match[str]) -> bool:
    """Whether the name is that of who gave the amount before: ``of which 2 million are EU funded and 3 come``."""
    return bool(_BEING.search(before, 0, match.start("donor")))


_BEING = regex.compile(r"(?<!\p{L})(?:is|are|was|were|being)\s+$", regex.I)


def _bare(name: str) -> str:
    return regex.sub(r"(?:['’]s?|(?<=\p{Ll}{3}|\p{Lu}{3})\.)$", "", name)


def _place(text: str, match: regex.Match[str], offset: int) -> tuple[int, int]:
    """The place of a giver's name; words in lower case that make a known name of it belong to it."""
    start = offset + match.start("donor")
    end = start + len(_bare(match["donor"]))
    for words in (3, 2, 1):
        more = regex.compile(rf"(?:\s+[\p{{L}}'’-]+){{{words}}}").match(text, end)
        if more and is_known(text[start : more.end()]):
            return start, more.end()
    return start, end
