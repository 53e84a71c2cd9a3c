"""Who gives an amount, by the words of its sentence before and behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice

import regex

from extractors import giver_patterns
from extractors.dates import alternatives
from extractors.donor_names import bare_name, is_known, nameable, names_somebody, split_names
from extractors.giver_patterns import about, any_of
from extractors.lexicon import toml, vocabulary
from extractors.quick import TIMEOUT


def given_by(text: str) -> regex.Match[str] | None:
    """``financed by X``, ``in a grant from X`` at the beginning of what stands behind an amount: group ``donor``.

    A comma and an opened bracket before it do not matter.
    """
    inner = regex.sub(r"^\s*(?:,|\((?=[^()]*\)))", lambda m: " " * len(m.group()), text)
    tries = ((tie, tie.pattern.match(inner, timeout=TIMEOUT)) for tie in giver_patterns.behind() if tie.says)
    return next((m for tie, m in tries if m and (not tie.cue or is_known(bare(m["donor"])))), None)


@cache
def _cues() -> Mapping[str, regex.Pattern[str]]:
    """What must stand before an amount, by the name that a tie asks for it with."""
    of = r"(?:\s+(?:of|de|d['’]|von|van|di|over|in höhe von|por|up to))*"
    giving, getting = any_of("share", "nouns"), any_of("share", "getting")
    words = alternatives(toml("money_sentences")["share"]["about"])
    with_money = alternatives(toml("money_sentences")["share"]["with_money"])
    return {
        "noun": regex.compile(rf"(?:{giving}{of}|{getting}(?:\s+(?:of|de|a|un|una|une|einen?))?){about()}", regex.I),
        "with": regex.compile(rf"(?:^|[.!?]\s+|,\s+)\W*(?:{with_money}){about()}", regex.I),
        "word": regex.compile(rf"(?<![\p{{L}}]){words}", regex.I),
    }


def giver(
    text: str, sentence: tuple[int, int], place: tuple[int, int, int, int], *, more: bool
) -> tuple[int, int] | None:
    """Where the sentence names who gives an amount; None where it names nobody that could.

    ``place``: where the words before the amount begin, where it begins and ends, where the words behind it end.
    ``more``: somebody gives the amount before it.
    """
    low, start, behind, high = place
    before, after = text[low:start], text[behind:high]
    for tie in giver_patterns.before():
        for tried in _tries(tie.pattern, before) if tie.closes(after) else ():
            if tie.known and not is_known(bare(tried["donor"])):
                continue
            if (_is_named(tried) or not tie.named) and not (_passive(before, tried) or _gets(before, tried)):
                told = _announcing().search(before, tried.end("donor"))
                return (_behind(text, sentence, place, more=more) if told else None) or _place(text, tried, low)
    found = _behind(text, sentence, place, more=more)
    if found:
        return found
    match = giver_patterns.goes_on().search(before, timeout=TIMEOUT) if more else None
    return _place(text, match, low) if match and names_somebody(bare(match["donor"])) else None


def _behind(
    text: str, sentence: tuple[int, int], place: tuple[int, int, int, int], *, more: bool
) -> tuple[int, int] | None:
    """Where the words behind an amount name who gives it; ``more``: the amount before was given, so this one may be."""
    low, start, behind, high = place
    before, after = text[low:start], text[behind:high]
    for tie in giver_patterns.behind():
        match = tie.pattern.match(after, timeout=TIMEOUT)
        if match and _NEW_LINE.search(after, 0, match.start("donor")):
            continue
        if not match or not (names_somebody(bare(match["donor"])) or match["donor"][0].islower()):
            continue
        where = (
            before
            if tie.cue == "noun"
            else text[sentence[0] : start]
            if tie.cue == "with"
            else text[_begun(text, sentence[0]) : sentence[1]]
        )
        found = _place(text, match, behind)
        if not _may_give(tie, text[slice(*found)]):
            continue
        cued = not tie.cue or (more and tie.cue == "noun") or _cues()[tie.cue].search(where, timeout=TIMEOUT)
        if cued and not _JOINED.match(text, found[1]):
            return found
    return None


def _may_give(tie: giver_patterns.Tie, name: str) -> bool:
    """Whether a name is a known one where a tie asks for that, and one alone where it asks for that."""
    return (not tie.known or is_known(name)) and (not tie.alone or len(split_names(name)) == 1)


def _begun(text: str, start: int) -> int:
    """Where a sentence begins; one behind a semicolon goes on with what was said before that."""
    return max(0, start - _SAID) if text[:start].rstrip().endswith(";") else start


#: So far before a semicolon stands what its list is of.
_SAID = 400
#: So many names before an amount are tried with one pattern, the first one first.
_MOST_TRIES = 5


def _tries(pattern: regex.Pattern[str], before: str) -> Iterator[regex.Match[str]]:
    return islice(pattern.finditer(before, overlapped=True, timeout=TIMEOUT), _MOST_TRIES)


#: A line of its own between an amount and a name: what it says is of the next amount.
_NEW_LINE = regex.compile(r"\n\s*[\p{Lu}•–-]")
#: Another name joined to the one behind an amount: what each of them gives is not said.
_JOINED = regex.compile(
    r"\s*(?:,\s*)?(?:and|et|y|e|und)\s+(?:(?:from|by)\s+)?(?:du|de la|del|de los|des|von|vom|de l['’])\s*\p{Lu}"
)


def _is_named(match: regex.Match[str]) -> bool:
    """Whether a match names somebody who can give; words in lower case behind the name must make a known one of it."""
    name = bare(match["donor"])
    if match.groupdict().get("tail"):
        return is_known(name + match["tail"])
    name = name[slice(*bare_name(name, 0, len(name)))]  # "ADB's Board of Directors"
    return nameable(name) and names_somebody(name)


def _passive(before: str, match: regex.Match[str]) -> bool:
    """Whether the name is that of who gave the amount before: ``of which 2 million are EU funded and 3 come``."""
    return bool(_BEING.search(before, 0, match.start("donor")))


def _gets(before: str, match: regex.Match[str]) -> bool:
    """Whether the name is that of who gets the amount: ``Lake Aid has been awarded 2 million by the Fund``."""
    return bool(_receiving().search(before, match.end("donor")))


@cache
def _receiving() -> regex.Pattern[str]:
    done = alternatives(toml("money_sentences")["share"]["received"])
    return regex.compile(
        rf"(?<!\p{{L}})(?:is|are|was|were|been|being|be)\s+(?:\p{{L}}+ly\s+)?(?:{done})(?!\p{{L}})", regex.I
    )


@cache
def _announcing() -> regex.Pattern[str]:
    """A verb of telling, behind the name of who may tell of what another gives: ``IOM announced a grant from``."""
    return regex.compile(any_of("share", "announcing"), regex.I)


_BEING = regex.compile(r"(?<!\p{L})(?:is|are|was|were|being)\s+$", regex.I)


def bare(name: str) -> str:
    """A name without the full stop, the genitive or the word for money behind it: ``EU-Mitteln``."""
    return regex.sub(
        r"(?:['’]s?|(?<=\p{Ll}{3}|\p{Lu}{3})\.|-(?:mitteln?|geldern?|fördermitteln?|zuschuss|förderung)\.?)$",
        "",
        name,
        flags=regex.I,
    )


def _place(text: str, match: regex.Match[str], offset: int) -> tuple[int, int]:
    """The place of a giver's name; words in lower case that make a known name of it belong to it."""
    start = offset + match.start("donor")
    end = start + len(bare(match["donor"]))
    for words in (5, 4, 3, 2, 1):
        more = regex.compile(rf"(?:\s+[\p{{L}}'’-]+){{{words}}}").match(text, end)
        if more and is_known(text[start : more.end()]) and more.group().strip() not in vocabulary(*_MONEY):
            return start, more.end()
    return start, cut(text, start, end)


_MONEY = ("money_sentences", "share", "money")


@cache
def _further() -> regex.Pattern[str]:
    return regex.compile(rf"\s+{alternatives(toml('money_sentences')['funded']['goes_on'])}(?!\p{{L}})")


def cut(text: str, start: int, end: int) -> int:
    """The end of a name, before the words with which the sentence goes on behind a known one: ``the Union for the``."""
    if is_known(text[start:end]):
        return end
    cuts = (match.start() for match in _further().finditer(text, start, end))
    return next((cut for cut in cuts if is_known(text[start:cut])), end)
