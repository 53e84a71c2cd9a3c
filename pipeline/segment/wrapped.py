"""Whether the line below a labelled title is the rest of it, where neither its length nor its last word tells."""

from __future__ import annotations

from collections.abc import Mapping

import regex

from extractors.lexicon import squeeze, vocabulary
from extractors.titles import splits_name
from pipeline.document import Line
from pipeline.segment import faults
from pipeline.segment.labels import Hit
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, ends_sentence, is_prose
from pipeline.settings import settings

#: A quotation mark that is opened and not closed.
_OPEN_QUOTE = regex.compile(r"“[^”]*$|«[^»]*$|„[^“”]*$")
#: What no line of a name is: a table's row, marks alone, a label of no list and its value, with a mark or without.
_ROW = regex.compile(r"\t|^[^:：]{2,40}[:：]|[:：]\s*$|^\W*$|^\(|^\p{Lu}\p{Ll}{2,}\p{Lu}")
_STOPS = (".", ";", ":", "!", "?")
#: What speaks against a line as a title, and as the rest of one.
_APART = frozenset(
    {"section_word", "organisation", "label_word", "navigation", "code", "dated", "report_kind", "caption", "address"}
)


def goes_on(sheet: Sheet, raw: Raw, below: int, starts: Mapping[int, Hit]) -> bool:
    """Whether line ``below`` goes on with a title; ``starts``: the labels that lines begin with."""
    line, text = sheet.lines[below], raw.text(sheet)
    if line.heading or _ROW.search(line.text) or text.rstrip().endswith(_STOPS) or len(raw.pieces) >= most():
        return False
    close = line.gap <= float(settings("segment")["gap_ends"])
    if not close and not _spaced(sheet, below):
        return line.text[:1].islower() and len(text.split()) > 3 and not is_prose(line) and not ends_sentence(line.text)
    return bool(_OPEN_QUOTE.search(text)) or splits_name(text, line.text) or _shut_in(sheet, below, starts)


def breaks_off(text: str) -> bool:
    """Whether a title ends with a word that joins, an article or a mark, so that the line below is the rest of it."""
    if text.rstrip().endswith((",", "&", "/")):
        return True
    last = text.split()[-1].strip("()'\"“”«»") if text.split() else ""
    small = vocabulary("title_parts", "joins") | vocabulary("title_parts", "articles")
    return faults.breaks_off(text) or (last.islower() and last in small)


def _spaced(sheet: Sheet, index: int) -> bool:
    """Whether a line and those below are parted from each other, so that a gap parts nothing: in double spacing."""
    reach, gap = int(settings("segment")["spaced_lines"]), float(settings("segment")["gap_ends"])
    near = sheet.lines[index : index + reach + 1]
    return len(near) > reach and all(line.gap > gap for line in near)


def most() -> int:
    """How many lines a title has at most."""
    return int(settings("segment")["title_lines_most"])


def _shut_in(sheet: Sheet, below: int, starts: Mapping[int, Hit]) -> bool:
    """Whether so few lines stand between a title and the next label, each begun above, that they are its rest."""
    gap, at, above = float(settings("segment")["gap_ends"]), below, sheet.lines[below - 1].text
    gap = float("inf") if _spaced(sheet, below) else gap
    for _ in range(int(settings("segment")["title_rest_most"])):
        line = sheet.lines[at]
        if line.gap > gap or _ROW.search(line.text) or is_prose(line):
            return False
        if not _tied(above, line.text):
            return False
        after = sheet.after(at)
        if after is None:
            return False
        if hit := starts.get(after):
            return hit.how != "unknown"
        at, above = after, line.text
    return False


def _tied(above: str, text: str) -> bool:
    """Whether a line needs the one above it, or that one needs it: a name alone below a title is somebody's."""
    if faults.breaks_off(above) or above.rstrip().endswith((",", "-", "–", "&", "/")):
        return True
    if _is_apart(text) or faults.is_post(text):
        return False
    first = squeeze(regex.split(r"[\s'’]", text.strip(), maxsplit=1)[0])
    return text[:1].islower() or first in vocabulary("title_parts", "joins") or _is_phrase(text)


def _is_phrase(text: str) -> bool:
    """Whether a line is longer than names of persons and themes are, with a word that governs, or breaks off."""
    inner = squeeze(text).split()[1:]
    governs = vocabulary("title_parts", "joins") - vocabulary("lists", "joins")
    long = len(inner) >= int(settings("segment")["title_rest_words"])
    return faults.breaks_off(text) or (long and not governs.isdisjoint(inner))


def _is_apart(text: str) -> bool:
    """Whether a line says something of its own: a place, an office, a kind of paper, a number, a project's state."""
    return not _APART.isdisjoint(faults.find(text, len(text.split()), Line(text), False))
