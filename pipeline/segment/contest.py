"""The contest for a block's title: where its candidates stand, and which of them wins."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

import regex

from extractors.evidence import Candidate, Excerpt
from pipeline.segment import named, parts, ranking, titles
from pipeline.segment.draft import Draft
from pipeline.segment.raw import NARRATIVE
from pipeline.segment.sheet import Sheet, ends_sentence, same_style
from pipeline.settings import settings

#: Fields that stand at the head of a page before its title: how to reach the office, when the page was made.
_AROUND = frozenset({"contact", "phone", "fax", "email", "website", "address", "date_other", "documents", "other"})


def choose_titles(sheet: Sheet, drafts: list[Draft]) -> None:
    """Let the candidates for each block's title compete."""
    head = next((d for d in drafts if d.evidence() >= 1), drafts[0] if drafts else None)
    if len(drafts) > 1 and (all(d.texts(sheet, "title") for d in drafts) or _nameless(sheet, drafts)):
        head = None  # where each project's title is labelled, or none has one, the head of the page names none of them
    for draft in drafts:
        found = [*draft.titles, *titles.from_labels(sheet, draft.fields)]
        base = {"above": settings("title")["above"]}
        if draft.title_lines and not draft.titles:
            excerpt = sheet.whole(*draft.title_lines)
            found.append(titles.score(sheet, excerpt, sheet.lines[draft.title_lines[0]], base))
        found += [titles.score(sheet, sheet.whole(*lines), sheet.lines[lines[0]], base) for lines in draft.rivals]
        if draft is head and not draft.listed and not any(f.row for f in draft.fields):
            found += _from_head(sheet, draft) or (_below_fields(sheet, draft) if len(drafts) == 1 else [])
        found += [
            Candidate(e, settings("title")["quoted"] - 1.0, ("quoted in the head +5.0",))
            for e in titles.quoted(sheet, range(max(draft.begin - 3, 0), min(draft.begin + 3, len(sheet.lines))))
            if not draft.titles and not draft.listed
        ]
        if len(drafts) == 1:
            found = _ranked(sheet, draft, _with_names(sheet, draft, found))
        draft.titles = sorted(found, key=lambda c: -c.score)
        draft.claim = draft.claim or next(iter(draft.titles), None)


def _nameless(sheet: Sheet, drafts: list[Draft]) -> bool:
    """Whether several projects begin with the same label, ``Country: …``, and none but the first may have a title."""
    begun = [min((f for f in draft.fields if f.how != "bare"), key=lambda f: f.first, default=None) for draft in drafts]
    kinds = {raw.kind if raw else "" for raw in begun}
    later = (draft.titles or draft.title_lines or draft.rivals or draft.texts(sheet, "title") for draft in drafts[1:])
    return len(kinds) == 1 and not kinds & {"", "title", "code"} and not any(later)


def _ranked(sheet: Sheet, draft: Draft, found: list[Candidate]) -> list[Candidate]:
    """The candidates by their likelihood; a likely one speaks for the page, else the line that scores best."""
    line = max(found, key=lambda c: c.score, default=None)
    made = ranking.rank(sheet, draft, found)
    likely = bool(made) and made[0].score >= float(settings("ranking")["likely"])
    draft.claim = made[0] if likely else line
    return made


def _with_names(sheet: Sheet, draft: Draft, found: list[Candidate]) -> list[Candidate]:
    """The candidates for the only project of a page, with the names that its sentences give it and lines inside it."""
    names = named.find(sheet)
    weight = settings("title")["confirmed"]
    agreed = [
        replace(c, score=round(c.score + weight, 2), reasons=(*c.reasons, f"confirmed {weight:+.1f}"))
        if any(titles.same(c.value.text, n.value.text) for n in names)
        else c
        for c in found
    ]
    return [*map(_single, agreed), *names, *_shouted(sheet), *_inside(sheet, draft)]


def _single(candidate: Candidate) -> Candidate:
    """A candidate, lower where it has more in it than a name."""
    weight = settings("title")["several"]
    if not parts.several(candidate.value.text):
        return candidate
    told = (*candidate.reasons, f"several {weight:+.1f}")
    return replace(candidate, score=round(candidate.score + weight, 2), reasons=told)


#: A word with a capital and no small letter, longer than any.
_LOUD = r"[^\p{Ll}\s]{0,60}\p{Lu}[^\p{Ll}\s]{0,60}(?![^\s])"
_SHOUTED = regex.compile(rf"(?<![\p{{L}}\d])\p{{Lu}}[^\p{{Ll}}\s]{{0,60}}(?:\s+{_LOUD})+")


def _shouted(sheet: Sheet) -> list[Candidate]:
    """Capitals inside a long line that the page says again: ``… CLEAN WELLS FOR ALL (CWA) Contractor: …``."""
    long = (i for i, line in enumerate(sheet.lines) if len(line.text.split()) >= 25 and sheet.content(i))
    loud = ((i, match) for i in long for match in _SHOUTED.finditer(sheet.lines[i].text))
    base = {"shouted": settings("title")["shouted"]}
    return [
        titles.score(sheet, sheet.excerpt((index, *match.span())), sheet.lines[index], base, flat=True)
        for index, match in islice(loud, int(settings("part_size")["offers_most"]))
        if len(match.group().split()) >= 4 and titles.repeated(sheet, match.group())
    ]


def _inside(sheet: Sheet, draft: Draft) -> list[Candidate]:
    """Lines alone among the fields, below the project's number."""
    rows = [f for f in draft.fields if f.how != "bare" and f.kind not in NARRATIVE]
    if len(rows) < 3:
        return []
    base = {"inside": settings("title")["inside"]}
    return [
        titles.score(sheet, sheet.whole(i), sheet.lines[i], base)
        for i in range(rows[0].first, rows[-1].first)
        if sheet.content(i) and sheet.role[i] not in ("label", "value", "note") and _below_number(sheet, i)
    ]


#: ``Project no. 435``, alone on a line.
_NUMBER = regex.compile(
    r"(?:\p{L}+\s+){0,3}(?:n[°ºo.]+|nr\.?|number|code|ref\.?|id|#)\s*[:.]?\s*[\p{L}\d/.-]*\d\S*\s*", regex.I
)


def _below_number(sheet: Sheet, index: int) -> bool:
    """Whether a line stands alone below one that is the project's number."""
    above, below = sheet.before(index), sheet.after(index)
    gap = float(settings("segment")["gap_ends"])
    ends = below is None or sheet.lines[below].gap > gap or sheet.role[below] in ("label", "value")
    return ends and above is not None and bool(_NUMBER.fullmatch(sheet.lines[above].text))


def _first_telling(sheet: Sheet, draft: Draft) -> tuple[int, list[int]]:
    """The line of the first field that tells of a project, and the line directly above it that may be its title."""
    fields = [f for f in draft.fields if f.how != "bare"]
    telling = [f for f in fields if f.kind not in _AROUND] or fields
    first = min((f.first for f in telling), default=len(sheet.lines))
    over = draft.title_lines if len(draft.title_lines) == 1 else []
    return first, over + (titles.above(sheet, first, 0)[-1:] if len(telling) < len(draft.fields) else [])


def _from_head(sheet: Sheet, draft: Draft) -> list[Candidate]:
    """Lines between the beginning of the document and the first block's first field."""
    weights = settings("title")
    first, over = _first_telling(sheet, draft)
    lines = [
        i
        for i in range(min(first + 1, len(sheet.lines)))
        if sheet.content(i) and (sheet.role[i] not in ("label", "value") or _leading(sheet, i))
    ]
    out = []
    for position, index in enumerate(lines[:60]):
        if index in over:
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


def _below_fields(sheet: Sheet, draft: Draft) -> list[Candidate]:
    """Lines below the fields that a page begins with, where no field has a title: its first that are no sentence."""
    if any(raw.kind == "title" for raw in draft.fields):
        return []
    free = [i for i in sheet.contents() if not sheet.role[i] and not ends_sentence(sheet.lines[i].text)]
    weights = settings("title")
    bases = ({"inside": weights["inside"]} | ({"first": weights["first"]} if i == free[0] else {}) for i in free)
    near = zip(free[: int(weights["below"])], bases, strict=False)
    return [titles.score(sheet, sheet.whole(i), sheet.lines[i], base) for i, base in near]


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
