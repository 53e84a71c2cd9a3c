"""Footnotes: a line that begins with a mark which is glued to a word above it."""

from __future__ import annotations

import regex

from extractors.evidence import Excerpt
from pipeline.segment.sheet import Sheet, ends_sentence, full

_NOTE = regex.compile(r"^(?P<mark>\d{1,2}|[*†¹²³⁴⁵⁶⁷⁸⁹])\s+(?=[\p{Lu}\"“‘(])")

#: How far above a footnote its mark may stand, in lines (about a page).
REACH = 90


_RAISE = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def plain_mark(mark: str) -> str:
    """A footnote mark with plain digits."""
    return mark.translate(_LOWER)


def find(sheet: Sheet) -> dict[int, tuple[str, Excerpt]]:
    """The footnotes of a document: index of the first line -> mark and text (without the mark).

    Their lines get the role ``note``.
    """
    found: dict[int, tuple[str, Excerpt]] = {}
    for index, line in enumerate(sheet.lines):
        match = _NOTE.match(line.text)
        if sheet.role[index] or line.cell is not None or not match:
            continue
        mark = match.group("mark")
        if _mark_above(sheet, index, mark):
            lines = _lines(sheet, index)
            pieces = [(i, match.end() if i == index else 0, len(sheet.lines[i].text)) for i in lines]
            found[index] = (plain_mark(mark), sheet.excerpt(*pieces))
            for i in lines:
                sheet.set(i, "note", f"footnote {mark}")
    return found


def _mark_above(sheet: Sheet, index: int, mark: str) -> bool:
    either = "|".join(regex.escape(m) for m in {mark, plain_mark(mark), mark.translate(_RAISE)})
    glued = regex.compile(rf"[\p{{Ll}})\]”’]{{2}}(?:{either})(?![\w.,]?\d)(?!\p{{L}})")
    return any(glued.search(line.text) for line in sheet.lines[max(index - REACH, 0) : index])


def _lines(sheet: Sheet, index: int) -> list[int]:
    """The lines of a note: those below as long as the line before them wrapped or does not end a sentence."""
    lines = [index]
    while True:
        below = sheet.after(lines[-1])
        last = sheet.lines[lines[-1]]
        if below is None or below != lines[-1] + 1 or ends_sentence(last.text) or len(lines) > 5:
            return lines
        following = sheet.lines[below]
        if (
            sheet.role[below]
            or following.page != last.page
            or not (full(sheet, last) or last.text.rstrip().endswith(","))
        ):
            return lines
        if following.bold != last.bold or _NOTE.match(following.text):
            return lines
        lines.append(below)
