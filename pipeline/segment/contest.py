"""The contest for a block's title: where its candidates stand, and which of them wins."""

from __future__ import annotations

import regex

from extractors.evidence import Candidate, Excerpt
from pipeline.segment import titles
from pipeline.segment.draft import Draft
from pipeline.segment.sheet import Sheet, ends_sentence, same_style
from pipeline.settings import settings


def choose_titles(sheet: Sheet, drafts: list[Draft]) -> None:
    """Let the candidates for each block's title compete."""
    head = next((d for d in drafts if d.evidence() >= 1), drafts[0] if drafts else None)
    if len(drafts) > 1 and all(d.texts(sheet, "title") for d in drafts):
        head = None  # where each project's title is labelled, the head of the page names none of them
    for draft in drafts:
        found = [*draft.titles, *titles.from_labels(sheet, draft.fields)]
        base = {"above": settings("title")["above"]}
        if draft.title_lines and not draft.titles:
            excerpt = sheet.whole(*draft.title_lines)
            found.append(titles.score(sheet, excerpt, sheet.lines[draft.title_lines[0]], base))
        found += [titles.score(sheet, sheet.whole(*lines), sheet.lines[lines[0]], base) for lines in draft.rivals]
        if draft is head and not draft.listed and not any(f.row for f in draft.fields):
            found += _from_head(sheet, draft)
        found += [
            Candidate(e, settings("title")["quoted"] - 1.0, ("quoted in the head +5.0",))
            for e in titles.quoted(sheet, range(max(draft.begin - 3, 0), min(draft.begin + 3, len(sheet.lines))))
            if not draft.titles and not draft.listed
        ]
        draft.titles = sorted(found, key=lambda c: -c.score)


def _from_head(sheet: Sheet, draft: Draft) -> list[Candidate]:
    """Lines between the beginning of the document and the first block's first field."""
    weights = settings("title")
    first = min((f.first for f in draft.fields if f.how != "bare"), default=len(sheet.lines))
    lines = [
        i
        for i in range(min(first + 1, len(sheet.lines)))
        if sheet.content(i) and (sheet.role[i] not in ("label", "value") or _leading(sheet, i))
    ]
    out = []
    for position, index in enumerate(lines[:60]):
        if index in draft.title_lines and len(draft.title_lines) == 1:
            base = {"above": weights["above"]}
        else:
            base = {"distance": max(weights["distance"] * (len(lines) - position), -4.0)}
        if position == 0:
            base["first"] = weights["first"]
        leading = _leading(sheet, index)
        if leading:
            base["leading"] = weights["leading"]
        excerpt = leading or _joined(sheet, index, lines)
        out.append(titles.score(sheet, excerpt, sheet.lines[index], base))
    return out


_CAPITALS = regex.compile(r"[^\p{Ll}]{10,100}(?<=[\p{Lu})])(?=\s+(?:\d{1,2}\s+\p{Lu}|\p{Lu}\p{Ll}))")


def _leading(sheet: Sheet, index: int) -> Excerpt | None:
    """The capitals at the head of a long line whose breaks were lost: ``RELIEF FUND (RF) 6 February 2007 The …``."""
    text = sheet.lines[index].text
    match = _CAPITALS.match(text) if len(text.split()) >= 25 else None
    return sheet.excerpt((index, 0, match.end())) if match and len(match.group().split()) >= 3 else None


def _joined(sheet: Sheet, index: int, lines: list[int]) -> Excerpt:
    """A line with the lines below that go on with it: same look, no gap, no end of a sentence."""
    found = [index]
    line = sheet.lines[index]
    for below in lines[lines.index(index) + 1 :]:
        other = sheet.lines[below]
        joined = (
            below == found[-1] + 1 and same_style(line, other) and (line.heading or line.bold or (line.size or 0) > 12)
        )
        if not joined or other.gap > 0.8 or ends_sentence(sheet.lines[found[-1]].text) or len(found) >= 4:
            break
        found.append(below)
    return sheet.whole(*found)
