"""Labels inside a line: before a colon, behind a wide gap, before a value of their type, stacked before another."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, pairwise

import regex

from extractors import places
from extractors.dates import durations
from extractors.lexicon import squeeze, toml, vocabulary
from extractors.money import currency
from pipeline.segment import glued
from pipeline.segment.labels import MOST_WORDS, NUMBERING, WORD, Hit, amounts_in, bare, kind_of, last_words, phrases
from pipeline.segment.typed import AMOUNTS, DATES, PLACES, fits, has_type
from pipeline.segment.valued import PARTY, TOTALS

#: ``Total project costs ITTO : USD 589,863``: the party of the first share stands behind the label.
_PARTY_END = regex.compile(r"\s+(?P<party>\p{Lu}[\p{Lu}&]{1,8})$")
#: An agency, which no label of a date begins with behind another value.
_AGENCY = regex.compile(r"\p{Lu}{2,6}")


_ANY_COLON = regex.compile(r"\s?[:：]\s*")
_CODED = regex.compile(r"\p{L}\d|\d\p{L}")
_MARKED = regex.compile(r"[\d.,;!?()]")
#: The number of a line of a form, and its label; so many of them in their order are a form.
_NUMBER = regex.compile(r"(?<![^\s])\d{1,2}(?:(?:\.\d{1,2}){1,2}\.?|[.)])\s+(?=\p{Lu}\p{L})")
_COLON = regex.compile(r"[^:.;!?]{2,80}?\s?(?P<colon>:)\s*")
#: Words of a sentence in a bracket that is still open: ``(covering the South East Partner countries (PCs): …``.
_IN_BRACKET = regex.compile(r"\((?:[^();:|]*\s)?\p{Ll}+\s[^();:|]*+$")
#: A short form in a bracket, which ends a name: ``Lake Project (LAP) EU contribution: …``.
_PAST_SHORT_FORM = regex.compile(r"\((?P<name>\p{Lu}[\p{Lu}\d-]{2,12})\)\s+\p{L}")
#: A small word before a capital: what stands there goes on.
_RUNS_ON = regex.compile(r"(?<![.:;!?])\s\p{Ll}{2,}\s$")
LEAST = 3
#: Words in capitals before a word; a word behind it that begins with a capital and goes on with small letters.
_CAPITALS_BEFORE = regex.compile(r"(?<!\p{Lu})\p{Lu}{3,}+\s++$")
_MIXED = regex.compile(r"\s+\p{Lu}\p{Ll}")
#: So many characters of a length of time tell it.
_LENGTH = 30
#: How far from a typed label another label of a flattened form may stand, in characters.
BESIDE = 300


def before_colons(index: int, text: str, start: int) -> Iterator[Hit]:
    """Labels with a colon inside a line: ``… in Europe Country: Europa … Project start: 03.04.2006``."""
    begun = start
    for colon in _ANY_COLON.finditer(text, start):
        for token in last_words(text, begun, colon.start()):
            candidate = text[token.start() : colon.start()]
            short = _PAST_SHORT_FORM.search(candidate)
            if not _may_begin(text, token, first=token.start() == start) or (short and not currency(short["name"])):
                continue
            kind = _kind_before(candidate, text[colon.end() :])
            if kind in DATES and token.start() > start and _AGENCY.fullmatch(token.group()):
                continue  # "Agency: UNDP Start date: …"
            if kind and _is_before(text, begun, token.start(), kind, candidate):
                break
            if kind and not NUMBERING.match(squeeze(candidate)):
                longer = _glued(index, text, begun, colon)
                shorter = _without_party(index, candidate, token.start(), colon, kind)
                yield longer if longer and longer.start < shorter.start else shorter
                begun = colon.end()
                break
        else:
            if hit := _glued(index, text, begun, colon) or _telling(index, text, begun, colon):
                yield hit
                begun = colon.end()


def past_titles(text: str, hits: list[Hit]) -> list[Hit]:
    """The labels, without the noun that is the last word of the title before them.

    ``Project Name: Lake Water Project Task Team Leader: …``: the noun begins no label that is known with it, stands
    twice, or is set apart from the label.
    """
    out, nouns = list(hits), vocabulary("title_parts", "nouns")
    for at, (title, hit) in enumerate(pairwise(hits), 1):
        word = WORD.match(text, hit.start, hit.end)
        if title.kind == "title" and word and title.value < hit.start and squeeze(word.group()) in nouns:
            start = word.end() + len(text[word.end() : hit.end]) - len(text[word.end() : hit.end].lstrip())
            rest = text[start : hit.end]
            twice = squeeze(rest.partition(" ")[0]) == squeeze(word.group())
            apart = "\t" in text[word.end() : start] or twice or bare(text[hit.start : hit.end]) not in phrases()
            if apart and bare(rest) in phrases() and rest[:1].isupper():
                out[at] = replace(hit, start=start, kind=phrases()[bare(rest)])
    return out


def of_places(text: str, hits: list[Hit]) -> list[Hit]:
    """The labels, without those of places that are words of the title before them, as no place stands behind them.

    ``Title: Schools in Poor Countries: Paths to Change``.
    """
    ends = [*(hit.start for hit in hits[1:]), len(text)]
    words = (
        title.kind == "title"
        and hit.kind in PLACES
        and bool(behind := text[hit.value : end].strip())
        and not _place(behind)
        for title, hit, end in zip(hits, hits[1:], ends[1:], strict=False)
    )
    return [hit for hit, other in zip(hits, [False, *words], strict=False) if not other]


def _place(text: str) -> bool:
    return next(iter(places.find(text)), None) is not None


def _is_before(text: str, begun: int, at: int, kind: str, candidate: str) -> bool:
    """Whether a label is a part of the value before it: in its bracket, or the total line of a list of shares."""
    if _IN_BRACKET.search(text, max(begun, at - BESIDE), at):
        return True
    if kind == "contribution" and _in_bracket_of_amount(text, begun, at):
        return True
    return kind == "budget" and bare(candidate) in TOTALS and bool(amounts_in(text[begun:at]))


def _in_bracket_of_amount(text: str, begun: int, at: int) -> bool:
    """Whether a place stands in a bracket behind an amount: ``EUR 60 million (EU: EUR 48 million; Government: …``."""
    opened = text.rfind("(", begun, at)
    return opened > text.rfind(")", begun, at) and bool(amounts_in(text[max(begun, opened - BESIDE) : opened][-40:]))


def _telling(index: int, text: str, begun: int, colon: regex.Match[str]) -> Hit | None:
    """A label that is in no list but has a telling word, before a value of its type: ``ACF food cost: US$ 4,300``."""
    for token in reversed(last_words(text, begun, colon.start())):
        candidate = text[token.start() : colon.start()]
        if not candidate[0].isupper() or currency(token.group()):
            continue
        if " " not in candidate.strip() and _RUNS_ON.search(text, 0, token.start()):
            continue  # "paid from Donations: 3,000"
        if _MARKED.search(candidate):
            return None
        kind = kind_of(candidate, True)
        if kind in AMOUNTS | DATES and fits(kind, text[colon.end() :]):
            return Hit(index, token.start(), colon.start(), colon.end(), kind, "inline")
    return None


def _glued(index: int, text: str, begun: int, colon: regex.Match[str]) -> Hit | None:
    """A label glued to the value before it: ``Acme GmbHLand: Kenya``."""
    for start in glued.starts(text, begun, colon.start()):
        if kind := _kind_before(text[start : colon.start()], text[colon.end() :]):
            return Hit(index, start, colon.start(), colon.end(), kind, "inline")
    return None


def numbered(index: int, text: str, hits: list[Hit]) -> list[Hit]:
    """The labels of a numbered form that was flattened: ``1.2 Title: … 1.3 Sector code: … 1.4 Location: …``.

    A number in the order of the form ends the value before it, and belongs to the label behind it; a label that
    is in no lexicon is one of kind ``other``.
    """
    out = list(hits)
    marks = _counted(text)
    for mark in marks:
        known = next((h for h in out if h.start == mark.end()), None)
        if known:
            out[out.index(known)] = replace(known, start=mark.start())
        elif colon := _COLON.match(text, mark.end()):
            kind = kind_of(text[mark.end() : colon.start("colon")], True, guess=False)
            inner = [] if kind else [h for h in out if h.start > mark.end() and _before(text, h, mark.end(), colon)]
            out = [h for h in out if not mark.start() <= h.start < colon.end()]
            out += inner or [Hit(index, mark.start(), colon.start("colon"), colon.end(), kind or "other", "inline")]
    return sorted(out, key=lambda h: h.start)


def _counted(text: str) -> list[regex.Match[str]]:
    """The numbers of a form in their order; none where there are too few, or they count other things."""
    marks = list(_NUMBER.finditer(text))
    if not _in_order(marks):  # "4. Km.", "1) Ministry of Works" are numbers of other things
        marks = [mark for mark in marks if len(_key(mark)) > 1]
    return marks if _in_order(marks) else []


def opened(index: int, text: str, hits: list[Hit]) -> list[Hit]:
    """The labels of a form with numbers and no colons: ``1.4 Project title Wells 1.5 Fund number WX-3``.

    Labels that are known stand behind so many of the numbers that labels are what they count; so each of the others
    ends the value before it, whatever its label is.
    """
    marks = _counted(text)
    begun = {h.start for h in hits}
    rest = [mark for mark in marks if not begun & {mark.start(), mark.end()}]
    if len(marks) - len(rest) < LEAST:
        return hits
    before = {mark.end(): mark.start() for mark in marks}
    out = [replace(hit, start=before.get(hit.start, hit.start)) for hit in hits]
    more = (_opened(index, text, mark) for mark in rest)
    return out + [new for new in more if not any(h.start < new.end and new.start < h.value for h in out)]


def _opened(index: int, text: str, mark: regex.Match[str]) -> Hit:
    """The label behind a number of a form without colons: the longest before a value of its type, or one unknown."""
    tokens = list(islice(WORD.finditer(text, mark.end()), MOST_WORDS + 1))
    for token, behind in reversed(list(pairwise(tokens))):
        kind = kind_of(text[mark.end() : token.end()], True, guess=False)
        if kind and fits(kind, text[behind.start() :]):
            return Hit(index, mark.start(), token.end(), behind.start(), kind, "typed")
    return Hit(index, mark.start(), mark.end(), mark.end(), "other", "inline")


def _before(text: str, hit: Hit, at: int, colon: regex.Match[str]) -> bool:
    """Whether a label stands before a colon, behind the head of its section: ``6. Amounts Total estimated cost: …``.

    Of dates the head says so itself (``1.8 Project dates Start: …``); "Proposal Completion Date" is one label.
    """
    dated = hit.kind in DATES and kind_of(text[at : hit.start].strip(), True, guess=False) == "period"
    apart = dated or hit.kind in AMOUNTS or hit.kind == "code"
    return apart and hit.end == colon.start("colon") and fits(hit.kind, text[colon.end() :])


def _in_order(marks: list[regex.Match[str]]) -> bool:
    """Whether numbers are enough for a form, and each is higher than the one before it."""
    return len(marks) >= LEAST and all(_key(a) < _key(b) for a, b in pairwise(marks))


def _key(mark: regex.Match[str]) -> list[int]:
    return [int(part) for part in mark.group().strip(" .)").split(".")]


_HUNDREDS = regex.compile(r"\d{3}")
_GROUP_BEFORE = regex.compile(r"\d\s$")


def _may_begin(text: str, token: regex.Match[str], *, first: bool) -> bool:
    """Whether a label may begin with a word: a capital or a figure, and no end of the value before it."""
    word = token.group()
    if not first and not (word[:1].isupper() or word[:1].isdigit()):
        return False
    if not first and (_CODED.search(word) or currency(word)):
        return False  # a code or a currency that closes the value before the label
    if not first and word[:1].isdigit() and _lasts(text, token.start()):
        return False  # "Duration: 4 years Focal area: …"
    if (
        not first
        and word.isupper()
        and _CAPITALS_BEFORE.search(text, max(token.start() - 40, 0), token.start())
        and _MIXED.match(text, token.end())
    ):
        return False  # "COMMUNITY FORESTRY PROJECT Country (ies): …": the capitals are the value's
    # The last digits of a number grouped by blanks begin none either.
    return not (_HUNDREDS.fullmatch(word) and _GROUP_BEFORE.search(text[max(token.start() - 3, 0) : token.start()]))


def _lasts(text: str, at: int) -> bool:
    """Whether a length of time begins at a place of a text: ``4 years Country``."""
    return any(one.start == 0 for one in durations(text[at : at + _LENGTH]))


def _kind_before(candidate: str, rest: str) -> str:
    """The kind of a label before a colon; a weak one, or a region, counts only before a value of its type."""
    kind = kind_of(candidate, False)
    if not kind:
        kind = kind_of(candidate, True, guess=False)
        return kind if kind and fits(kind, rest) else ""
    if kind == "region" and not fits(kind, rest):
        return ""  # "… in the Baltic Sea Region: State and Civil Society Cooperation"
    return kind


def _without_party(index: int, candidate: str, start: int, colon: regex.Match[str], kind: str) -> Hit:
    """The label before a colon; the party of the first share that stands behind it is the value's."""
    party = _PARTY_END.search(candidate) if kind in AMOUNTS else None
    if party and kind_of(candidate[: party.start()], True, guess=False) == kind:
        return Hit(index, start, start + party.start(), start + party.start("party"), kind, "inline")
    return Hit(index, start, colon.start(), colon.end(), kind, "inline")


def columns(index: int, text: str, start: int) -> Iterator[Hit]:
    """Labels behind a wide gap, with a value of their type behind the next: two columns of pairs in one line."""
    parts = [(m.start(), m.end()) for m in regex.finditer(r"[^\t]+", text)]
    for (low, high), (value, _) in pairwise(parts):
        if low < start or not text[low].isalpha() or len(text[low:high].split()) > 6:
            continue
        kind = kind_of(text[low:high], True)
        if kind and fits(kind, text[value:]):
            yield Hit(index, low, high, value, kind, "inline")


def typed(index: int, text: str) -> Iterator[Hit]:
    """Labels without a colon inside a flattened line, where a value of their own type follows at once."""
    tokens = list(WORD.finditer(text))
    found: list[Hit] = []
    for at, token in enumerate(tokens):
        hit = None if found and token.start() < found[-1].end else _typed_at(index, text, tokens, at)
        if hit and not _IN_BRACKET.search(text, max(hit.start - BESIDE, 0), hit.start):
            found.append(hit)
    yield from found
    yield from _between(index, text, tokens, found)


def _between(index: int, text: str, tokens: list[regex.Match[str]], found: list[Hit]) -> Iterator[Hit]:
    """Labels of values without a type among those with one: ``… Country Liberia Donor Government of Sweden …``.

    They have several words, or there are so many others that the line is a form that was flattened.
    """
    if not found:
        return
    low, high, end = found[0].start - BESIDE, found[-1].value + BESIDE, 0
    starts = [h.start for h in found]  # in order, and no two of them overlap
    for at, token in enumerate(tokens):
        before = bisect_right(starts, token.start())
        taken = before and token.start() < found[before - 1].value
        if taken or not low <= token.start() <= high or token.start() < end or not token.group()[0].isupper():
            continue
        for last in range(min(at + 5, len(tokens) - 1) - 1, at - 1, -1):
            candidate = text[token.start() : tokens[last].end()]
            if (
                not _may_name(candidate, last > at, len(found))
                or not tokens[last + 1].group().lstrip("([")[:1].isupper()
            ):
                continue
            end = tokens[last + 1].start()
            yield Hit(index, token.start(), tokens[last].end(), end, phrases()[bare(candidate)], "typed")
            break


def _may_name(candidate: str, several: bool, others: int) -> bool:
    """Whether words without a value of a type behind them may be a label, in a line with so many other labels."""
    kind = phrases().get(bare(candidate), "")
    words = [w for w in candidate.split() if len(w) > 3]
    if not kind or has_type(kind) or any(c in candidate for c in ".,;") or not all(w[0].isupper() for w in words):
        return False
    flat = toml("label_parts")["flat"]["alone"]
    return (others >= LEAST and (several or squeeze(candidate) in flat)) or (several and kind == "title")


def _typed_at(index: int, text: str, tokens: list[regex.Match[str]], at: int) -> Hit | None:
    first = tokens[at]
    if not text[first.start()].isupper():
        return None
    for last in range(min(at + MOST_WORDS, len(tokens)) - 1, at - 1, -1):
        candidate = text[first.start() : tokens[last].end()]
        if last > at and tokens[last].group().isdigit():
            continue  # "Start date 1 January 2016": the day is the value's
        kind = phrases().get(bare(candidate)) or (kind_of(candidate, False) if last > at else "")
        kind = kind or ("contribution" if PARTY.fullmatch(candidate) else "")
        if kind in DATES and last > at and _AGENCY.fullmatch(first.group()):
            continue  # "Agency UNDP Start date …"
        alone = last == at and squeeze(candidate) not in toml("label_parts")["flat"]["alone"]
        if kind == "location" and (alone or last + 1 == len(tokens) or not tokens[last + 1].group()[0].isupper()):
            continue  # "the Central Provinces of Kenya"
        if kind == "region" and not (last + 1 < len(tokens) and tokens[last + 1].group()[0].isupper()):
            continue  # "in the Lower Lake Region in Chad": the word closes a name
        if (
            kind
            and last + 1 < len(tokens)
            and fits("country" if kind == "location" else kind, text[tokens[last].end() :].lstrip())
        ):
            return Hit(index, first.start(), tokens[last].end(), tokens[last + 1].start(), kind, "typed")
    return None


def stacked(index: int, text: str, hits: list[Hit]) -> Iterator[Hit]:
    """Labels that stand directly before a label, without a value: ``Project number Project title : …``."""
    values = sorted(h.value for h in hits)
    for hit in hits:
        before = bisect_right(values, hit.start)
        yield from _stacked_before(index, text, hit, values[before - 1] if before else 0)


def _stacked_before(index: int, text: str, hit: Hit, floor: int) -> Iterator[Hit]:
    """Those before one label; the value before them ends, or rather begins, at ``floor``."""
    start = hit.start
    while hit.how in ("inline", "typed", "line"):
        tokens = last_words(text, floor, start)
        for token in tokens:
            candidate = text[token.start() : start].strip()
            kind = phrases().get(bare(candidate), "")
            if kind and candidate[:1].isupper() and len(candidate.split()) > 1:
                yield Hit(index, token.start(), token.start() + len(candidate), start, kind, "stack")
                start = token.start()
                break
        else:
            return
