"""Labels strung together inside a line, with their values behind the last of them, in the same order.

``Project Title: Project Number: Wells for herders E4-20`` and, without colons, ``Project title Decision number Total
cost EU contribution Wells for herders 2011/022-404 1.200.000 EUR 900.000 EUR``: so a form with two columns reads, or
one whose labels stand above its values, once it has been flattened.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import regex

from extractors import dates
from extractors.code_doubts import DATED
from extractors.lexicon import fold
from extractors.money import amount_pattern
from pipeline.segment.labels import MOST_WORDS, WORD, Hit, bare, phrases
from pipeline.segment.parts import kinds as forms
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet
from pipeline.segment.typed import AMOUNTS, CODE, DATES, PLACES, fits, has_type

#: So many labels in a row without a colon are strung together; so many of them have two words and more.
LEAST, LONG = 3, 2
#: Words between two labels that belong to neither: a note, an acronym before a label (``MIPD Sector Code``).
_BETWEEN = regex.compile(r"(?:\([^()]{1,30}\)\d{0,2}|\d{1,2}|\p{Lu}{2,7})")
#: So many characters behind the last label are looked at, and so many hold a value that has a type.
REACH, VALUE = 600, 60
_FIGURE = regex.compile(r"(?<=\s)\d")
_TOKEN = regex.compile(r"\S+")
#: What may stand between a label and the next: a colon, the mark of a note, a label that is in no list.
_GAP = regex.compile(r"\d{0,2}\s*[:*]?\s*(?:\p{Lu}[\p{L}/-]{1,30}(?:\s[\p{L}/-]{1,30}){0,2}\s?:\s*){0,2}")
#: A number that is a project's: of letters and figures, or of many figures; its revision belongs to it.
_NUMBER = regex.compile(
    r"(?:\p{Lu}{1,6}\s(?=\d\S*[/.-]))?(?=\S*\p{L}|[^\s,.]*\d{4}|\d{2})(?=\S*\d)[^\s,;()]{4,40}"
    r"(?:\s?Rev\.?\s?\d{1,2})?(?:\s\(\p{L}{1,2}\))?"
)
_ACRONYM = "acronym"
_SHORT_NAME = regex.compile(r"\p{Lu}[\p{L}\d-]{2,}")

Stretch = tuple[int, int]  #: start and end in a text


def hits(index: int, text: str) -> Iterator[Hit]:
    """Labels without colons that follow each other directly, title or number among them."""
    tokens = list(WORD.finditer(text))
    at = 0
    while at < len(tokens):
        run = _run(text, tokens, at)
        kinds = {phrases()[bare(text[a:b])] for a, b, _ in run}
        if len(run) < LEAST or sum(" " in text[a:b] for a, b, _ in run) < LONG or not _tells(kinds):
            at += 1
            continue
        at = run[-1][2]
        ends = [a for a, _, _ in run[1:]] + [tokens[at].start() if at < len(tokens) else len(text)]
        for (start, end, _), value in zip(run, ends, strict=True):
            how = "typed" if value == ends[-1] else "stack"
            yield Hit(index, start, end, value, phrases()[bare(text[start:end])], how)


def _tells(kinds: set[str]) -> bool:
    return bool(kinds & {"title", "code"}) and len({k for k in kinds if has_type(k)}) > 1


def _run(text: str, tokens: Sequence[regex.Match[str]], at: int) -> list[tuple[int, int, int]]:
    """The labels from a word on: start and end of each, and the word behind it."""
    found: list[tuple[int, int, int]] = []
    while at < len(tokens):
        last = _label(text, tokens, at)
        if last is None:
            skipped = found and _BETWEEN.fullmatch(_bracket(text, tokens, at))
            step = len(_bracket(text, tokens, at).split())
            if not skipped or at + step >= len(tokens) or _label(text, tokens, at + step) is None:
                break
            at += step
            continue
        found.append((tokens[at].start(), tokens[last].end(), last + 1))
        at = last + 1
    return found


def _bracket(text: str, tokens: Sequence[regex.Match[str]], at: int) -> str:
    """The word, or all that stands in the bracket that begins there."""
    end = text.find(")", tokens[at].start()) if tokens[at].group().startswith("(") else -1
    last = next((t for t in tokens[at : at + MOST_WORDS] if t.end() > end), tokens[at])
    return text[tokens[at].start() : last.end()]


def _label(text: str, tokens: Sequence[regex.Match[str]], at: int) -> int | None:
    """The last word of the longest label that begins with a word; None where none does."""
    word = tokens[at].group()
    if not word[0].isupper() or fold(word) not in _first_words():
        return None
    for last in range(min(at + MOST_WORDS, len(tokens)) - 1, at - 1, -1):
        if bare(text[tokens[at].start() : tokens[last].end()]) in phrases():
            return last
    return None


@cache
def _first_words() -> frozenset[str]:
    return frozenset(phrase.split()[0] for phrase in phrases())


def follows(sheet: Sheet, raw: Raw, other: Raw) -> bool:
    """Whether a label ends directly before another one's, so that its value is not between them."""
    if raw.label is None or other.label is None or raw.label[0] != other.label[0] or raw.label[2] > other.label[1]:
        return False
    if raw.how == "stack":
        return not raw.pieces
    return bool(_GAP.fullmatch(sheet.lines[raw.label[0]].text, raw.label[2], other.label[1]))


def share(sheet: Sheet, run: Sequence[Raw]) -> None:
    """Give what stands behind the last label to all of them, in their order, where values of a type part it.

    Labels without colons need a title's or a number's among them, as words of a sentence may look like the others.
    """
    if any(raw.how == "stack" for raw in run) and not _tells({raw.kind for raw in run}):
        return
    line, start, end = run[-1].pieces[0]
    found = _parted([_kind(sheet, raw) for raw in run], sheet.lines[line].text[start : min(end, start + REACH)])
    if not any(found):
        return
    last, rest = run[-1], run[-1].pieces[1:]
    for raw, stretch in zip(run, found, strict=True):
        raw.pieces = [(line, start + stretch[0], start + stretch[1])] if stretch else []
    if found[-1] is None and found[-2] is not None and not has_type(last.kind):  # a name of any length is left
        last.pieces = [(line, start + found[-2][1], end), *rest]
    elif last.pieces and last.pieces[-1][2] >= end:
        last.pieces += rest


def _kind(sheet: Sheet, raw: Raw) -> str:
    """The kind of a label; an acronym's is told from other names, as its value is one word."""
    line, start, end = raw.label or (raw.first, 0, 0)
    return _ACRONYM if _ACRONYM in fold(sheet.lines[line].text[start:end]) else raw.kind


def _parted(kinds: Sequence[str], text: str) -> list[Stretch | None]:
    """The stretch of each label: of a type from where it fits, of none between those of a type around it."""
    found: list[Stretch | None] = [None] * len(kinds)
    waiting: list[int] = []
    at = 0
    amounts = _amounts(kinds, text)
    for position, kind in enumerate(kinds):
        stretch = (
            amounts.pop(0)
            if kind in AMOUNTS and amounts
            else _value(kind, text, (at, amounts[0][0] if amounts else len(text)), free=not waiting)
        )
        if not has_type(kind) and kind != _ACRONYM:
            waiting.append(position)
        elif stretch and stretch[0] >= at:
            _fill(kinds, found, waiting, text, (at, stretch[0]))
            found[position], at, waiting = stretch, stretch[1], []
    if waiting == [len(kinds) - 1] and len(text) - at <= VALUE:
        _fill(kinds, found, waiting, text, (at, len(text)))
    if waiting and not text[at:].strip():
        return [None] * len(kinds)  # "Costs: Location: Trust fund: $650,000": the amount is the last label's own
    return _widened(kinds, found, text)


def _fill(
    kinds: Sequence[str], found: list[Stretch | None], waiting: Sequence[int], text: str, stretch: Stretch
) -> None:
    """What stands before a value of a type is the value of the one label without a type that waits for it.

    Of several that wait, a title that is the first takes what stands before the first figure.
    """
    several = len(waiting) > 1
    if not waiting or (several and kinds[waiting[0]] != "title"):
        return
    figure = _FIGURE.search(text, *stretch) if several else None
    stretch = (stretch[0], figure.start()) if figure else stretch
    if kinds[waiting[0]] == "title":  # the form's own name stands between: "PROJECT PROPOSAL WELLS FOR HERDERS"
        stretch = (
            max((m.end() for m in forms().finditer(text, stretch[0], stretch[0] + VALUE)), default=stretch[0]),
            stretch[1],
        )
    if (figure or not several) and text[slice(*stretch)].strip(" :"):
        found[waiting[0]] = stretch


def _amounts(kinds: Sequence[str], text: str) -> list[Stretch]:
    """The amounts that follow each other, as many to each label; empty where they cannot be shared out so."""
    labels = sum(kind in AMOUNTS for kind in kinds)
    matches = [(m.start(), m.end()) for m in amount_pattern().finditer(text)]
    row = matches[:1]
    for (_, end), (start, stop) in pairwise(matches):
        if regex.search(r"[\p{L}]{2}", regex.sub(r"\([^()]*\)", "", text[end:start])):
            break
        row.append((start, stop))
    each, rest = divmod(len(row), max(labels, 1))
    return [] if rest or not each else [(row[n * each][0], row[n * each + each - 1][1]) for n in range(labels)]


def _value(kind: str, text: str, within: Stretch, *, free: bool) -> Stretch | None:
    """Where the first value of a kind stands in a stretch; what titles have as well, only at its start."""
    for token in _TOKEN.finditer(text, *within):
        start, rest = token.start(), text[token.start() : token.start() + VALUE]
        if kind in PLACES | {_ACRONYM} and (not free or start > within[0] + 1):
            return None
        if kind == _ACRONYM:
            return (start, token.end()) if _SHORT_NAME.fullmatch(token.group()) else None
        length = _length(kind, rest)
        if length:
            return start, start + length
    return None


def _length(kind: str, text: str) -> int:
    """How long the value is that a text begins with; 0 where it is of another kind."""
    if kind in DATES:
        spans = [(d.start, d.end) for d in dates.scan(text)[:1]] + [(d.start, d.end) for d in dates.durations(text)]
        return min((end for start, end in spans if not start), default=0) if fits(kind, text) else 0
    if kind == "code":
        match = _NUMBER.match(text) if CODE.match(text) else None
        return match.end() if match and not DATED.match(match.group()) else 0
    word = _TOKEN.match(text)
    return word.end() if word and kind not in AMOUNTS and fits(kind, text) else 0


def _widened(kinds: Sequence[str], found: list[Stretch | None], text: str) -> list[Stretch | None]:
    """The stretches, dates and amounts with what stands behind them: ``2012`` with ``- 2015``."""
    starts = sorted(stretch[0] for stretch in found if stretch)
    wide: list[Stretch | None] = []
    for kind, stretch in zip(kinds, found, strict=True):
        if stretch is None or kind not in DATES | AMOUNTS:
            wide.append(stretch)
            continue
        limit = min([s for s in starts if s > stretch[0]] + [max(stretch[0] + VALUE, stretch[1]), len(text)])
        cut = text.rfind(" ", stretch[1], limit) if limit < len(text) and limit not in starts else limit
        wide.append((stretch[0], max(cut, stretch[1])))
    return wide
