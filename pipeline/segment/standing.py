"""Where labels stand in a line that is no table cell: at its head, alone on it, inside it."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from extractors.lexicon import squeeze, vocabulary
from extractors.places import find as places_in
from pipeline.document import Line
from pipeline.segment import inline, strung
from pipeline.segment.labels import MOST_WORDS, Hit, bare, by_keyword, kind_of, phrases
from pipeline.segment.typed import agrees, fits
from pipeline.segment.valued import by_value

_SEPARATOR = regex.compile(
    r"\s*(?:[:：]\s*[.:]?|;(?=\s)|\.{4,}|\t\s*[:：]?|\s[-–—]+\s|[-–—]\s(?=\S)|\s[-–—](?=[\p{Lu}\d])|=)\s*"
)
#: ``Example 3: …`` is the beginning of a title, not a label.
_PART = regex.compile(
    r"^(?:example|module|lot|sub-?project|project idea|ejemplo|exemple|beispiel)\s+(?:\d{1,2}|[A-Z])\s*[:.–-]\s",
    regex.I,
)
#: Kinds whose labels a mere dash does not part from a value: ``Project profile — Access to Justice`` is a title.
_LOOSE = frozenset({"description", "background", "results", "activities", "documents", "other", "objective"})


def line_labels(
    index: int, line: Line, *, wrapped: bool = False, tabbed: bool = False, formed: bool = False
) -> list[Hit]:
    """The labels of a line that is no table cell, in order.

    ``wrapped``: the line goes on with the one above, so that its first words are no label by themselves.
    ``tabbed``: the lines around it are label, wide gap and value too, so that a wide gap is as good as a colon.
    ``formed``: the lines around it begin with labels and colons, so that ``Project:`` is a label and no kicker,
    and a known one is a label even below a full line.
    """
    text = line.text
    running = wrapped and text[:1].islower()  # "It has seven / components: …" is one sentence
    head = _head(index, text, tabbed, formed)
    if head and (running or _doubtful(line, head, wrapped and not (formed and begins_with_label(text)))):
        head = None
    hits = [head] if head else []
    at = head.end if head else 0
    if ":" in text[at:] or "：" in text[at:]:
        hits.extend(h for h in inline.before_colons(index, text, at) if h.start or not running)
        hits = inline.numbered(index, text, hits)
    if text.count("\t") > 1:
        _add(hits, text, inline.columns(index, text, head.value if head else 0))
    if len(text) > 160 or len(hits) > 1 or (hits and hits[0].kind == "code"):
        coded = {h.value for h in hits if h.kind == "code"}  # there stands the first word of a code: "PIMS 3999"
        _add(hits, text, strung.hits(index, text))
        _add(hits, text, (h for h in inline.typed(index, text) if h.kind != "code" or h.start not in coded))
        hits = inline.opened(index, text, hits)
    return inline.of_places(
        text, inline.past_titles(text, sorted([*hits, *inline.stacked(index, text, hits)], key=lambda h: h.start))
    )


def _doubtful(line: Line, head: Hit, wrapped: bool) -> bool:
    """Whether what looks like a label at the head of a line is a title, a heading, or words of the line above."""
    text = line.text
    exact = len(bare(text).split()) > 1 and bare(text) in phrases()
    wrapped = wrapped and not exact  # a whole line that is a label of several words is one even below a full line
    if (wrapped and head.kind == "other") or _PART.match(text):
        return True
    if not text[:1].isupper() and head.how == "alone" and ":" in text[head.end :]:
        return True
    if line.heading and head.how in ("unknown", "line"):
        return True
    return head.how == "alone" and ((head.kind == "other" and not exact) or wrapped) and text.rstrip()[-1:] not in ":："


def _add(hits: list[Hit], text: str, more: Iterable[Hit]) -> None:
    """Add the labels that overlap none that is there already: what was found first is the surer."""
    taken = bytearray(len(text))  # a mark for each character: a line of many labels has as many more
    for there in hits:
        taken[there.start : there.value] = b"x" * (there.value - there.start)
    for hit in more:
        if taken.find(b"x", hit.start, hit.end) < 0:
            taken[hit.start : hit.value] = b"x" * (hit.value - hit.start)
            hits.append(hit)


def _head(index: int, text: str, tabbed: bool, formed: bool) -> Hit | None:
    """The label at the head of a line, or the label that the whole line is."""
    whole = text.strip(" :：-–—")
    ends = text.rstrip().endswith((":", "："))
    if len(whole) < 90 and not _valued(whole) and (kind := kind_of(whole, ends)):
        end = len(text.rstrip(" :：-–—"))
        return Hit(index, 0, end, len(text), kind, "alone")
    for match in _SEPARATOR.finditer(text, 1, min(len(text), 120)):
        candidate, mark = text[: match.start()], match.group()
        if len(candidate.split()) > MOST_WORDS or _opened(candidate):
            return None
        if not formed and _kicker(candidate):
            return None  # "Emergency appeal: …" is the head of a title
        colon = mark.strip()[:1] in (":", "：")
        if not colon and _goes_on(text, match.end()):
            continue  # "Start - End: …" is one label
        firm = colon or (tabbed and "\t" in mark)
        kind = _parted(candidate, mark, text[match.end() :], colon=colon, firm=firm)
        if kind and (firm or "\t" in mark or kind not in _LOOSE):
            return Hit(index, 0, match.start(), match.end(), kind, "line")
        if colon:
            return _unknown(index, text, match)
    return None


def _goes_on(text: str, at: int) -> bool:
    """Whether a text is a label of the lists up to its next colon, so that the dash before ``at`` is a part of it."""
    colon = text.find(":", at, at + 40)
    return colon > 0 and bare(text[:colon]) in phrases()


def _opened(candidate: str) -> bool:
    """Whether a bracket behind the first words is still open: ``EUR 5 million (EU contribution: …`` is no label."""
    return candidate.find("(", 1) > candidate.rfind(")")


_PARTING = regex.compile(r"\s?[:：\t]\s*")


def _valued(whole: str) -> bool:
    """Whether a line is a label and what it says, though the two together look like one: ``Funding`` of ``EIB``."""
    parting = _PARTING.search(whole)
    if not parting:
        return False
    label, value = whole[: parting.start()], whole[parting.end() :]
    kind = kind_of(label, True, guess=False)
    return bool(kind) and agrees(kind, value) and not kind_of(value, True, guess=False)


def _kicker(candidate: str) -> bool:
    """Whether words before a separator are the head of a title rather than a label."""
    return squeeze(candidate) in vocabulary("title_parts", "kickers") and kind_of(candidate, False) != "title"


def begins_with_label(text: str) -> bool:
    """Whether a line begins with a known label and a colon."""
    label, colon, _ = text.partition(":")
    return bool(colon) and len(label) < 60 and bool(kind_of(label, True, guess=False))


_BOUND = regex.compile(r"^(?:max\.?|maximum|up to|minimum)\s+")


def _parted(candidate: str, mark: str, rest: str, *, colon: bool, firm: bool) -> str:
    """The kind of the words before a separator; ``firm``: it is a ``colon``, or as good as one."""
    kind = kind_of(candidate, firm, guess=firm and mark[-1:].isspace())
    alone = len(candidate.split()) == 1
    if kind == "title" and alone and not colon and kind_of(candidate, False) != "title":
        kind = ""  # "Action", a wide gap and words: a table of tasks, not the name of a project
    if mark.strip() == ";":
        kind = kind_of(candidate, True)
        if not fits(kind, _BOUND.sub("", rest)):
            return ""
    if kind and not agrees(kind, rest) and not kind_of(candidate, firm, guess=False):
        told = by_keyword(bare(candidate))
        kind = told if told and agrees(told, rest) else "other"
    return by_value(kind, candidate, rest)


_NO_LABEL = regex.compile(r"[.,;!?|\"“”–—]|\d{3}|\d$")


def _unknown(index: int, text: str, match: regex.Match[str]) -> Hit | None:
    """A label that is in no lexicon: few words, a capital first, a colon, something behind it."""
    label = text[: match.start()].strip()
    count = len(label.split())
    named = list(places_in(label))
    if squeeze(label) in vocabulary("title_parts", "kickers"):
        return None
    if named and named[0].end - named[0].start >= 0.8 * len(label):
        return None
    if 1 <= count <= 5 and label[:1].isupper() and not _NO_LABEL.search(label) and len(label) <= 45:
        return Hit(index, 0, match.start(), match.end(), "other", "unknown")
    return None
