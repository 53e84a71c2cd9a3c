"""Where the name of a donor begins and ends: the words around it, and lists of names."""

from __future__ import annotations

import regex

from extractors import organisations

#: What stands around a donor's name and is not part of it.
_BEFORE_NAME = regex.compile(
    r"(?:(?:contributions?|grants?|funds?|pledges?)\s+(?:from|of|by)\s+|(?:and|et|y|und)\s+)+", regex.I
)
_AFTER_NAME = regex.compile(
    r"\s*(?:\(\s*\d{1,3}\s*%\s*\)|\b(?:has|have)\s+(?:pledged|committed|contributed|provided)|\b(?:and|et|y|und|&)"
    r"(?:\s+(?:many\s+)?other(?:s|\s+donors)?)?)\W*$",
    regex.I,
)


def bare_name(text: str, start: int, end: int) -> tuple[int, int]:
    """The place of a donor's name without the words around it."""
    behind = _AFTER_NAME.search(text, start, end)
    end = behind.start() if behind and behind.start() > start else end
    before = _BEFORE_NAME.match(text, start, end)
    return (before.end() if before and before.end() < end else start), end


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
    """The places of known names with a separator inside: ``Global Fund to Fight AIDS, Tuberculosis and Malaria``."""
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
        if (is_known(left) and is_known(right)) or not left.strip():
            return [
                *([(start, start + match.start())] if left.strip() else []),
                *_by_and(text, start + match.end(), end),
            ]
    return [(start, end)]


def is_known(text: str) -> bool:
    """Whether a text is the name of a country or of an organisation of the tables."""
    return bool(organisations.country(text) or organisations.known(text))
