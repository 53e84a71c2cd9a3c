"""From fields to blocks: which fields belong to one project, where it begins, what is its narrative."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import regex

from extractors.evidence import Candidate
from extractors.lexicon import alternation, squeeze, vocabulary
from pipeline.segment import bare, kin, records, titles
from pipeline.segment.draft import Draft
from pipeline.segment.labels import amounts_in, kind_of
from pipeline.segment.raw import NARRATIVE, Raw
from pipeline.segment.sheet import Sheet, same_style
from pipeline.segment.sofar import ADDRESS, NEUTRAL, ONCE, Sofar, same_value
from pipeline.segment.typed import AMOUNTS, fits
from pipeline.settings import settings


def group(sheet: Sheet, fields: list[Raw]) -> list[Draft]:
    """The blocks of a document, in order, with their lines' bounds."""
    _persons(fields)
    _hints(sheet, fields)
    drafts = _rows(fields) + _runs(sheet, [f for f in fields if f.row is None])
    drafts.sort(key=lambda d: min((f.first for f in d.fields), default=d.begin))
    drafts = _entries(sheet, drafts)
    drafts = records.find(sheet, fields, _merge(sheet, drafts))
    drafts = _kindred(sheet, drafts)
    _second_lines(sheet, drafts)
    _bound(sheet, drafts)
    return drafts


def _kindred(sheet: Sheet, drafts: list[Draft]) -> list[Draft]:
    """The drafts that are projects beside each other; what is a part of another by its heading stays one."""
    if any(d.title_lines and titles.nested(sheet.lines[d.title_lines[0]].text) for d in drafts):
        return drafts
    return kin.gathered(sheet, drafts)


def _persons(fields: list[Raw]) -> None:
    """What stands behind ``Name:`` or ``Title:`` close above a telephone or an address is a person's, no project's."""
    for number, raw in enumerate(fields):
        below = [
            f for f in fields[number + 1 : number + 5] if f.first - raw.first <= settings("segment")["person_lines"]
        ]
        reached = next((f for f in below if f.kind not in ("other", "title", "implementer", "partner")), None)
        if raw.kind == "title" and raw.how == "line" and reached and reached.kind in ("phone", "fax", "email"):
            raw.kind = "other"


def _hints(sheet: Sheet, fields: list[Raw]) -> None:
    """Behind the labels of a form that nobody has filled in stands what is to be written there: that is no value."""
    told = [raw for raw in fields if raw.label and raw.pieces and _hint().match(squeeze(raw.text(sheet)))]
    kinds = {raw.kind for raw in told}
    if len(kinds) >= settings("segment")["hints_least"]:
        for raw in [*told, *(raw for raw in fields if raw.kind == "title" and "title" in kinds)]:
            raw.pieces = []


@cache
def _hint() -> regex.Pattern[str]:
    return regex.compile(rf"[\[(<]?\s*(?:{alternation(vocabulary('label_parts', 'hints'))})(?!\p{{L}})")


def _second_lines(sheet: Sheet, drafts: list[Draft]) -> None:
    """In a list of grants each title stands below the grantee's name: of two unwrapped lines, the second."""
    named = [d for d in drafts if len(d.title_lines) == 2 and not _wraps(sheet, d.title_lines)]
    if len(drafts) >= 3 and len(named) == len(drafts):
        for draft in drafts:
            draft.title_lines = draft.title_lines[1:]


def _wraps(sheet: Sheet, lines: list[int]) -> bool:
    """Whether the second of two lines goes on with the first."""
    first, second = (sheet.lines[i] for i in lines)
    return len(first.text) > 0.6 * sheet.width or not second.text[:1].isupper()


def _rows(fields: list[Raw]) -> list[Draft]:
    rows: dict[tuple[int, int], Draft] = {}
    for raw in fields:
        if raw.row is not None:
            rows.setdefault(raw.row, Draft()).fields.append(raw)
    return [d for d in rows.values() if d.kinds() & {"title", "code", "budget", "country", "location"}]


def _runs(sheet: Sheet, fields: list[Raw]) -> list[Draft]:
    """Fields that follow each other, cut where another project begins."""
    drafts: list[Draft] = []
    sofar = Sofar(sheet)
    ahead = _ahead(sheet, fields)
    for raw in fields:
        if not drafts:
            if raw.kind in NEUTRAL and not (
                raw.kind in NARRATIVE and _worthy(sheet, titles.above(sheet, raw.first, 0))
            ):
                continue
            drafts.append(_begin(sheet, raw, 0))
        elif _begins(sheet, drafts[-1], sofar, raw, ahead[id(raw)]):
            drafts.append(_begin(sheet, raw, sofar.last + 1))
            sofar = Sofar(sheet)
        else:
            _first_real(sheet, drafts[-1], sofar, raw)
            drafts[-1].fields.append(raw)
        sofar.add(raw)
    _numbers_above(sheet, drafts)
    return drafts


def _numbers_above(sheet: Sheet, drafts: list[Draft]) -> None:
    """In a list whose first project has its number above its title, a number right above a title is that one's."""
    first = drafts[0].fields[:2] if drafts else []
    if len(first) < 2 or not _is_number(sheet, first[0]) or first[1].kind != "title":
        return
    for one, other in pairwise(drafts):
        last, head = one.fields[-1], other.fields[0]
        if _is_number(sheet, last) and head.kind == "title" and not sheet.contents(last.last + 1, head.first):
            other.fields.insert(0, one.fields.pop())


def _is_number(sheet: Sheet, raw: Raw) -> bool:
    """Whether a value without a label is a project's number."""
    return raw.kind == raw.how == "bare" and fits("code", raw.text(sheet).strip())


def _first_real(sheet: Sheet, draft: Draft, sofar: Sofar, raw: Raw) -> None:
    """Lines above the first field that is no narrative may be the title too."""
    if raw.kind not in NEUTRAL and not sofar.real and raw.how != "bare":
        lines = titles.above(sheet, raw.first, sofar.last + 1)
        if _worthy(sheet, lines):
            draft.rivals.append(lines)


def _ahead(sheet: Sheet, fields: list[Raw]) -> dict[int, set[str]]:
    """For each field the kinds that follow it without anything but fields between, its own among them."""
    found: dict[int, set[str]] = {}
    kinds: set[str] = set()
    following: Raw | None = None
    for raw in reversed(fields):
        gap = sheet.contents(raw.last + 1, following.first) if following else []
        if raw.kind in NARRATIVE or gap:
            kinds = set()
        kinds = kinds | {raw.kind}
        found[id(raw)] = kinds
        following = raw
    return found


def _begin(sheet: Sheet, raw: Raw, floor: int) -> Draft:
    lines = titles.above(sheet, raw.first, floor) or (titles.over(sheet, raw.first, floor) if floor else [])
    return Draft([raw], lines, begin=floor)


def _begins(sheet: Sheet, current: Draft, sofar: Sofar, raw: Raw, ahead: set[str]) -> bool:
    """Whether a field begins another project: its run repeats what a project states once."""
    if _told_anew(current, sofar, raw):
        return _worthy(sheet, titles.above(sheet, raw.first, sofar.last + 1))
    if raw.kind in NEUTRAL:
        return False
    kinds = sofar.real
    again = ahead & kinds.keys() & ONCE - ({"code"} if sofar.otherwise_coded(raw) else set())
    above = _between(sheet, sofar, raw, far=len(again) > 1)
    headed = _worthy(sheet, above) and not _heads_sums(sheet, above)
    if raw.how == "bare":
        return headed and _another_figure(sheet, sofar, raw, above)
    if headed and raw.kind in ONCE and kinds and kinds.keys() <= ADDRESS:
        return True  # an address in the introduction is no project
    known = sofar.values(raw.kind)
    value = same_value(raw.kind, squeeze(raw.text(sheet)))
    if raw.kind in AMOUNTS and value in known:
        return False  # a summary of what the same appeal said above
    worthy = len(again) > 1 or (again and _worthy(sheet, above, 2.5))
    if headed and (worthy or titles.nested(sheet.lines[above[0]].text)):
        return not _repeats(sheet, current, above)
    if raw.kind not in kinds or raw.kind not in ONCE or not value or value in known:
        return False
    first = next((k for k in kinds if k in ONCE or k == "implementer"), "")
    return raw.kind == first and sofar.latest != raw.kind and len(kinds) > 1 and len(ahead & kinds.keys()) > 1


def _heads_sums(sheet: Sheet, above: list[int]) -> bool:
    """Whether the lines above a field hold sums or say which follow: ``Total budget transferred so far``."""
    return any(amounts_in(sheet.lines[i].text) for i in above) or kind_of(sheet.whole(*above).text, True) in AMOUNTS


def _told_anew(current: Draft, sofar: Sofar, raw: Raw) -> bool:
    """Whether the narrative that a block began with comes again, after fields that make it a project."""
    again = raw.kind in NARRATIVE and raw.how == "line" and raw.kind == current.fields[0].kind
    return again and len(sofar.real) > 1


def _between(sheet: Sheet, sofar: Sofar, raw: Raw, *, far: bool) -> list[int]:
    """The lines between a block and a field that may be the field's title; with ``far`` those over a paragraph too."""
    floor = sofar.last + 1
    content = sheet.contents(floor, raw.first)
    found = titles.above(sheet, raw.first, floor) if content else []
    return found or (titles.over(sheet, raw.first, floor) if far else [])


def _another_figure(sheet: Sheet, sofar: Sofar, raw: Raw, above: list[int]) -> bool:
    """Whether an amount without a label is another project's: prose parts it from the block's last one."""
    figure = sofar.figure()
    since = range((raw.first if figure is None else figure) + 1, raw.first)
    prose = any(len(sheet.lines[i].text) > 60 for i in since if i not in above)
    return raw.kind == "bare" and figure is not None and prose and amounts_in(raw.text(sheet))


def _repeats(sheet: Sheet, current: Draft, above: list[int]) -> bool:
    """Whether the lines above a field repeat the current block's title."""
    name = _name(sheet, current)
    return bool(name) and titles.same(name, sheet.whole(*above).text)


def _worthy(sheet: Sheet, lines: list[int], more: float = 1.0) -> bool:
    """Whether lines above a field could be a title; ``more`` is asked of them above the least score."""
    if not lines:
        return False
    candidate = titles.score(sheet, sheet.whole(*lines), sheet.lines[lines[0]], {"above": settings("title")["above"]})
    return candidate.score >= float(settings("title")["least"]) + more


def _entries(sheet: Sheet, drafts: list[Draft]) -> list[Draft]:
    """Projects that are named in quotation marks in list items, where no field tells of them."""
    taken = {i for d in drafts for i in d.title_lines}
    found: list[Draft] = []
    for index, line in enumerate(sheet.lines):
        if index in taken or not sheet.content(index) or not (line.bullet or line.bold or line.heading):
            continue
        if found and index in found[-1].title_lines:
            continue
        item = _item(sheet, index)
        names = titles.quoted(sheet, item)
        if len(names) == 1:
            weight = settings("title")["quoted"]
            found.append(Draft([], item, [Candidate(names[0], weight, (f"quoted +{weight:.1f}",))], index))
    if not found or any(d.evidence() >= 4 for d in drafts):
        return drafts
    for draft, after in zip(found, [*found[1:], None], strict=False):
        stop = after.begin if after else len(sheet.lines)
        draft.fields = bare.place_before(sheet, draft.title_lines) + [
            f for d in drafts for f in d.fields if draft.begin <= f.first < stop
        ]
    return found


def _item(sheet: Sheet, index: int) -> list[int]:
    """The lines of a list item or heading: those below that look the same, without a gap or a bullet of their own."""
    found = [index]
    for below in range(index + 1, min(index + 8, len(sheet.lines))):
        line = sheet.lines[below]
        if line.bullet or line.gap > 0.3 or not same_style(line, sheet.lines[index]) or not sheet.content(below):
            break
        found.append(below)
    return found


def _merge(sheet: Sheet, drafts: list[Draft]) -> list[Draft]:
    """Join neighbours that state nothing different: a second box about the same project."""
    out: list[Draft] = []
    for draft in drafts:
        if out and _compatible(sheet, out[-1], draft):
            out[-1].fields += draft.fields
            out[-1].title_lines = out[-1].title_lines or draft.title_lines
        else:
            out.append(draft)
    return out


def _compatible(sheet: Sheet, one: Draft, other: Draft) -> bool:
    if any(f.row is not None for f in [*one.fields[:1], *other.fields[:1]]) or one.titles or other.titles:
        return False
    first, second = _name(sheet, one), _name(sheet, other)
    if first and second and (titles.same(first, second) or kin.copies(sheet, one, other)):
        return True
    if (second and _worthy(sheet, other.title_lines)) or other.texts(sheet, "title"):
        return False
    return kin.agree(sheet, one, other)


def _name(sheet: Sheet, draft: Draft) -> str:
    labelled = draft.texts(sheet, "title")
    if labelled:
        return min(labelled)
    return squeeze(sheet.whole(*draft.title_lines).text) if draft.title_lines else ""


def _bound(sheet: Sheet, drafts: list[Draft]) -> None:
    """Where each block begins and ends; number them; find parents and sections."""
    outer: int | None = None
    for number, draft in enumerate(drafts, 1):
        draft.ordinal = number
        own = [f.first for f in draft.fields] + draft.title_lines
        first = min([*own, draft.begin] if draft.listed or not own else own)
        draft.begin = first
        if draft.title_lines and titles.nested(sheet.lines[draft.title_lines[0]].text) and outer is not None:
            draft.parent = outer
        else:
            outer = number
    for draft, after in zip(drafts, [*drafts[1:], None], strict=False):
        draft.end = after.begin if after else len(sheet.lines)
        for raw in draft.fields:
            if raw.kind in NARRATIVE and raw.last >= draft.end > raw.first:
                raw.pieces = [p for p in raw.pieces if p[0] < draft.end]
                raw.last = max([p[0] for p in raw.pieces] or [raw.first])
