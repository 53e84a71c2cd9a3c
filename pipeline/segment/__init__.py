"""Lines -> project blocks, in seven steps; afterwards every line has one role and a reason for it.

Furniture out, footnotes aside, labels and their values, fields to blocks, titles by competition, the decision
whether a block is a project at all, and the narrative that is left.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import regex

from extractors.evidence import Block, Candidate, Excerpt, Field
from extractors.money import mark_in
from pipeline.document import Document
from pipeline.segment import (
    blocks,
    contest,
    faults,
    fields,
    furniture,
    kin,
    notes,
    prose,
    ranking,
    rest,
    sentences,
    titles,
    verdict,
)
from pipeline.segment.draft import Draft
from pipeline.segment.raw import NARRATIVE, Raw
from pipeline.segment.sheet import Sheet, is_prose
from pipeline.segment.typed import AMOUNTS
from pipeline.settings import settings


@dataclass(slots=True)
class Segments:
    """What segmenting a document gives."""

    blocks: list[Block] = field(default_factory=list)
    roles: list[tuple[str, str, int]] = field(default_factory=list)  #: role, reason, ordinal (0: no block), a line
    rejected: list[str] = field(default_factory=list)  #: why what looked like a project is none


def segment(document: Document) -> Segments:
    """Cut a document up. Its blocks are empty where it holds no project."""
    sheet = Sheet(document)
    furniture.mark(sheet)
    found_notes = notes.find(sheet)
    raws = titles.weed(sheet, fields.collect(sheet))
    drafts = blocks.group(sheet, raws)
    if not drafts:
        drafts = prose.draft(sheet)
    contest.choose_titles(sheet, drafts)
    kept, rejected = _projects(sheet, drafts)
    chosen = [_head(sheet, draft) for draft in kept]
    if len(kept) == 1:
        _lead(sheet, kept[0])
    for draft in kept:
        _unfielded(sheet, draft)
    made = _blocks(sheet, kept, chosen, found_notes)
    _leftovers(sheet, kept)
    return Segments(made, list(zip(sheet.role, sheet.why, sheet.owner, strict=True)), rejected)


def _blocks(
    sheet: Sheet, drafts: list[Draft], chosen: list[list[Candidate]], found_notes: dict[int, tuple[str, Excerpt]]
) -> list[Block]:
    """The blocks of the drafts, with what stands above several, and around the only one."""
    owned = sheet.owned()
    made = [
        _block(sheet, draft, candidates, found_notes, owned[draft.ordinal])
        for draft, candidates in zip(drafts, chosen, strict=True)
    ]
    above = _announcing(sheet, drafts)
    made = [replace(b, announced=above) for b in made]
    if len(made) == 1:
        made = [replace(made[0], page=tuple(rest.of_page(sheet, made[0])))]
    return made


def _projects(sheet: Sheet, drafts: list[Draft], least: float = 0) -> tuple[list[Draft], list[str]]:
    """The drafts that are projects, renumbered, and a sentence for each that is not; ``least``: evidence asked for."""
    alone = len(drafts) == 1
    least = least or (settings("verdict_head")["least"] if alone else settings("segment")["project_score_least"])
    kept, rejected = [], []
    if not alone and (why := verdict.of_others(sheet, drafts)):
        return [], [why]
    for draft in drafts:
        title = _claim(draft)
        weigh = verdict.score if alone else prose.score
        score = weigh(sheet, draft, title)
        if score >= least:
            if alone and score < settings("verdict_head")["sure"]:
                draft.doubt = f"the evidence on the page is {score:.1f}, and {least} is the least"
            kept.append(draft)
        else:
            rejected.append(f"evidence {score:.1f} is below {least}")
    if not kept and (whole := kin.whole(sheet, drafts)):
        return _projects(sheet, _titled(sheet, whole), least=settings("verdict_head")["sure"])
    renumber = {d.ordinal: n for n, d in enumerate(kept, 1)}
    for number, draft in enumerate(kept, 1):
        draft.ordinal, draft.parent = number, renumber.get(draft.parent or 0)
    for draft, after in zip(kept, [*kept[1:], None], strict=False):
        draft.end = after.begin if after else len(sheet.lines)
    return kept, rejected


def _titled(sheet: Sheet, draft: Draft) -> list[Draft]:
    """The only draft of a page, with its bounds and the candidates for its title."""
    draft.ordinal, draft.end = 1, len(sheet.lines)
    contest.choose_titles(sheet, [draft])
    return [draft]


def _claim(draft: Draft) -> Candidate | None:
    """What may be a draft's title, as far as that speaks for its being a project."""
    claim = draft.claim
    weak = claim is not None and not ranking.ranked(claim) and claim.score < settings("title")["least"]
    return None if weak else claim


def _head(sheet: Sheet, draft: Draft) -> list[Candidate]:
    """The candidates for a draft's title; sets the roles of its title lines, its fields and its section.

    Done for all drafts before any narrative is gathered, so that a heading is not the text of the block above it.
    """
    chosen = [c for c in draft.titles if ranking.ranked(c) or c.score >= settings("title")["least"]]
    _mark_title(sheet, draft, chosen)
    for raw in draft.fields:
        for index in {raw.first, *(p[0] for p in raw.pieces), *([raw.label[0]] if raw.label else [])}:
            sheet.owner[index] = draft.ordinal
    draft.section = _section(sheet, draft)
    if not draft.kinds() & _PLACED and not any(faults.is_place(sheet.lines[i].text) for i in draft.section):
        draft.section += _page_place(sheet, draft.begin)
    return chosen


def _lead(sheet: Sheet, draft: Draft) -> None:
    """The running text above the first field of a page's only project is the project's too.

    All that stands between its title and that field, once running text begins; above the title the running text alone.
    """
    titled = [i for i in range(draft.begin) if sheet.role[i] == "title"]
    for index in range(titled[-1] + 1, draft.begin) if titled else ():
        if not sheet.role[index] and is_prose(sheet.lines[index]):
            draft.begin = index
            break
    for index in range(draft.begin):
        if not sheet.role[index] and is_prose(sheet.lines[index]):
            sheet.set(index, "narrative", "above the page's only project", draft.ordinal)


def _unfielded(sheet: Sheet, draft: Draft) -> None:
    """Running text that a label stands in, which no field is made of (``… Its results are:``), is narrative."""
    labelled = {raw.label[0] for raw in draft.fields if raw.label}
    for index in range(draft.begin, draft.end):
        free = sheet.role[index] == "label" and index not in labelled
        if free and is_prose(sheet.lines[index]):
            sheet.set(index, "narrative", "running text around a label of no field", draft.ordinal)


def _announcing(sheet: Sheet, drafts: list[Draft]) -> tuple[Excerpt, ...]:
    """The last lines above several projects; none where the document has one, or one that others are parts of."""
    several = len(drafts) > 1 and not any(draft.parent for draft in drafts)
    if not several:
        return ()
    free = [i for i in sheet.contents(0, min(draft.begin for draft in drafts)) if not sheet.owner[i]]
    above = (sheet.whole(i) for i in free[-int(settings("list")["announcing_lines"]) :])
    return (*above, *_before_all(sheet, drafts))


def _before_all(sheet: Sheet, drafts: list[Draft]) -> Iterator[Excerpt]:
    """The sentences before the first of several projects in one line."""
    first = min(draft.begin for draft in drafts)
    if sum(draft.begin == first for draft in drafts) < 2:
        return
    starts = [low for draft in drafts for raw in draft.fields for at, low, _ in raw.pieces if at == first]
    head = sheet.lines[first].text[: min(starts, default=0)]
    ends = [high for _, high in sentences.spans(head) if high < len(head.rstrip())]
    if ends:
        yield sheet.excerpt((first, 0, ends[-1]))


def _block(
    sheet: Sheet, draft: Draft, chosen: list[Candidate], found_notes: dict[int, tuple[str, Excerpt]], own: list[int]
) -> Block:
    """The block of a draft, which has the lines ``own`` so far; sets the roles of its narrative."""
    return Block(
        ordinal=draft.ordinal,
        titles=tuple(chosen),
        fields=tuple(_field(sheet, raw) for raw in draft.fields if raw.pieces),
        narrative=tuple(_narrative(sheet, draft, own)),
        section=tuple(sheet.whole(i) for i in draft.section),
        parent=draft.parent,
        language=sheet.document.language,
        publisher=sheet.document.publisher,
        notes={mark: text for at, (mark, text) in found_notes.items() if draft.begin <= at < draft.end},
        doubt=draft.doubt,
    )


def _mark_title(sheet: Sheet, draft: Draft, chosen: list[Candidate]) -> None:
    if not chosen:
        return
    for piece in chosen[0].value.pieces:
        for index in sheet.touching(piece.start, piece.end):
            line = sheet.lines[index]
            covered = min(line.end, piece.end) - max(line.start, piece.start)
            if covered >= 0.4 * len(line.text) and sheet.role[index] not in ("label", "value"):
                sheet.set(index, "title", chosen[0].reasons[0] if chosen[0].reasons else "", draft.ordinal)


def _field(sheet: Sheet, raw: Raw) -> Field:
    label = sheet.excerpt(raw.label) if raw.label else None
    context = _context(sheet, raw) if raw.kind in AMOUNTS or raw.kind == "donor" else None
    return Field(raw.kind, raw.value(sheet), label, raw.how, context)


#: A heading or a column head that names the currency, or the units, of the figures below it; no group of a code.
_UNITS = regex.compile(
    r"\([^()]*\)|\bin\s+(?:thousands?|millions?|mill?\.?)?\s*(?:of\s+)?\S+\s*\S*$"
    r"|(?<![\p{L}\d]|[\p{L}\d][/._-])[A-Z]{3}(?![\p{L}\d]|[/._-][\p{L}\d])"
)


_FIGURE = regex.compile(r"\d{4}|\d[.,]\d")


def _context(sheet: Sheet, raw: Raw) -> Excerpt | None:
    """The nearest line above a field, at most ten lines up, that gives a currency without an amount."""
    top = min([raw.first, *([raw.label[0]] if raw.label else [])])
    for index in range(top - 1, max(top - 11, -1), -1):
        text = sheet.lines[index].text
        if len(text) > 110 or _FIGURE.search(text):
            continue
        for match in _UNITS.finditer(text):
            if mark_in(sheet.excerpt((index, match.start(), match.end())))[0] is not None:
                return sheet.excerpt((index, match.start(), match.end()))
    return None


def _section(sheet: Sheet, draft: Draft) -> list[int]:
    """Headings above the block that no block owns: short lines directly above it, or the last place heading."""
    found: list[int] = []
    for index in range(draft.begin - 1, -1, -1):
        if sheet.role[index] in ("furniture", "title") or not sheet.lines[index].text:
            continue
        if sheet.role[index] == "section":
            found.append(index)
            break
        near = draft.begin - index <= 3 and all(i in found for i in range(index + 1, draft.begin))
        if near and _heads_block(sheet, index):
            sheet.set(index, "section", "a place or a heading above the title")
            found.append(index)
            continue
        if found:
            break
        if _heads_group(sheet, index):
            sheet.set(index, "section", "heading above a group of projects")
            found.append(index)
            break
        if sheet.role[index] not in ("label", "value", "narrative", ""):
            break
    return found


#: Fields that say where a project is.
_PLACED = frozenset({"country", "location", "region"})


def _page_place(sheet: Sheet, begin: int) -> list[int]:
    """The nearest heading above that is the name of a place: it holds for all below it. One of a menu is none."""
    for index in range(begin - 1, -1, -1):
        line = sheet.lines[index]
        loud = line.heading or line.bold or _heading_like(line.text)
        if not sheet.role[index] and len(line.text) <= 40 and loud and faults.is_place(line.text):
            beside = sheet.lines[max(index - 1, 0) : index] + sheet.lines[index + 1 : index + 2]
            if not any(faults.is_place(other.text) for other in beside):
                sheet.set(index, "section", "a place that heads all below it")
                return [index]
            return []
        if sheet.role[index] == "section" and faults.is_place(line.text):
            return [index]
    return []


def _heads_block(sheet: Sheet, index: int) -> bool:
    """Whether a line near a title is its section: short, without a role, a place or all capitals."""
    text = sheet.lines[index].text
    return not sheet.role[index] and len(text) <= 60 and (faults.is_place(text) or _heading_like(text))


def _heads_group(sheet: Sheet, index: int) -> bool:
    """Whether a line farther up is a heading over several projects: all capitals, and no end of a sentence."""
    text = sheet.lines[index].text
    if sheet.role[index] or len(text) > 70 or text.rstrip().endswith((".", "!", "?", ":", ";", ",")):
        return False
    return _heading_like(text)


def _heading_like(text: str) -> bool:
    """All capitals, or the name of a place alone."""
    letters = 0
    for character in text:
        if character.isalpha():
            if not character.isupper():
                return False
            letters += 1
    return letters > 3


def _narrative(sheet: Sheet, draft: Draft, own_lines: list[int]) -> list[Excerpt]:
    """The paragraphs of a block: its unlabelled lines, and the values of narrative fields."""
    paragraphs = _paragraphs(sheet, draft, own_lines)
    own = [
        raw.value(sheet)
        for raw in draft.fields
        if raw.kind in NARRATIVE and raw.pieces and sheet.role[raw.pieces[0][0]] == "label"
    ]
    return [*own, *(sheet.whole(*p) for p in paragraphs), *_beside(sheet, draft, own_lines)]


def _beside(sheet: Sheet, draft: Draft, own_lines: list[int]) -> Iterator[Excerpt]:
    """What stands in a line of running text before, between and behind its labels, values and title."""
    for index in own_lines:
        line = sheet.lines[index]
        if sheet.owner[index] == draft.ordinal and sheet.role[index] in ("label", "title") and is_prose(line):
            at = 0
            for low, high in [*_taken(sheet, draft, index), (len(line.text), len(line.text))]:
                if low - at >= settings("segment")["beside_least"]:
                    yield sheet.excerpt((index, at, low)).strip()
                at = max(at, high)


def _taken(sheet: Sheet, draft: Draft, index: int) -> list[tuple[int, int]]:
    """The stretches of a line that are a label, a value or the title, in order; of its field the title alone."""
    line = sheet.lines[index]
    titled = [p for c in draft.titles[:1] for p in c.value.pieces if line.start <= p.start < line.end]
    found = [(p.start - line.start, p.end - line.start) for p in titled]
    for raw in draft.fields:
        whole = not (titled and raw.kind == "title")
        pieces = [*(raw.pieces if whole else ()), *([raw.label] if raw.label else [])]
        found += [(low, high) for at, low, high in pieces if at == index]
    return sorted(found)


def _paragraphs(sheet: Sheet, draft: Draft, own_lines: list[int]) -> list[list[int]]:
    """The unlabelled lines of a block, by paragraph; sets their roles, so that none is left over."""
    paragraphs: list[list[int]] = []
    before = own_lines[: bisect_left(own_lines, draft.begin)]
    above = [i for i in before if (sheet.role[i], sheet.owner[i]) == ("narrative", draft.ordinal)]
    own = [i for i in range(draft.begin, draft.end) if sheet.role[i] in ("", "narrative", "note")]
    for index in above + own:
        sheet.set(index, sheet.role[index] or "narrative", owner=draft.ordinal)
        if paragraphs and _goes_on(sheet, paragraphs[-1], index):
            paragraphs[-1].append(index)
        else:
            paragraphs.append([index])
    return paragraphs


def _goes_on(sheet: Sheet, paragraph: list[int], index: int) -> bool:
    """Whether a line is of the paragraph of the line above: no bullet, no gap, no short line that ends a sentence."""
    last, line = sheet.lines[paragraph[-1]], sheet.lines[index]
    if line.end - sheet.lines[paragraph[0]].start > settings("segment")["paragraph_most"]:
        return False
    if paragraph[-1] != index - 1 or line.bullet or line.gap > settings("segment")["gap_ends"]:
        return False
    return not (last.text.rstrip().endswith((".", "!", "?")) and len(last.text) < 0.7 * sheet.width)


def _leftovers(sheet: Sheet, drafts: list[Draft]) -> None:
    """Every line that has no role by now is unassigned, and says where it stands."""
    first = min((d.begin for d in drafts), default=len(sheet.lines))
    owned = {d.ordinal for d in drafts}
    for index in range(len(sheet.lines)):
        stray = (
            sheet.role[index] in ("label", "value", "narrative", "title", "note") and sheet.owner[index] not in owned
        )
        if not sheet.role[index] or stray:
            sheet.set(index, "unassigned", "before the first project" if index < first else "in no project")
