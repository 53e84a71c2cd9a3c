"""Several projects on one page: what recurs in one order is cut into a block for each time it does.

Each way in which entries can show (``listed``, ``cycles``) proposes a list. The longest that says enough about
its entries is taken where it has more projects than the fields alone gave.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import regex

from extractors import calendar_months, dates
from extractors.evidence import Candidate, Excerpt
from extractors.lexicon import squeeze, vocabulary
from pipeline.segment import (
    against,
    boxed,
    closed,
    counted,
    cycles,
    donated,
    entry,
    enumerated,
    faults,
    framed,
    itemised,
    kin,
    listed,
    nameless,
    paired,
    sections,
    sentences,
    shared,
    signed,
    spots,
    templates,
    under,
    unfinished,
)
from pipeline.segment.draft import Draft
from pipeline.segment.labels import kind_of
from pipeline.segment.listed import Entry
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, is_prose
from pipeline.segment.typed import fits, has_type
from pipeline.settings import settings

_FINDERS = (
    templates.find,
    listed.coded,
    closed.find,
    cycles.find,
    boxed.find,
    listed.worded,
    listed.quoted,
    listed.dated,
    listed.priced,
    listed.rowed,
    listed.numbered,
    sentences.find,
    counted.find,
    enumerated.find,
    framed.find,
    spots.find,
    sections.find,
    under.find,
    listed.timed,
    itemised.find,
    signed.find,
    nameless.find,
    paired.find,
    donated.find,
)
#: Labels that say nothing of what stands behind them: a party before its share looks like one.
_UNTOLD = frozenset({"other", "amount_other", "date_other"})
#: Kinds of field that say that an entry is a project's.
_TELLING = frozenset(
    {"budget", "contribution", "country", "region", "location", "period", "start", "donor", "implementer", "bare"}
)


def find(sheet: Sheet, fields: list[Raw], drafts: list[Draft]) -> list[Draft]:
    """The drafts of a document, from a list of entries where there is one that says more than the fields did."""
    least = float(settings("segment")["project_score_least"])
    known = [d for d in drafts if d.evidence() >= least]
    best: list[Draft] = []
    told = False
    for finder in _FINDERS:
        entries = finder(sheet, fields)
        more = not told and _names_more(entries, best)
        fewest = max(len(best) - more, len(known) - _begin_elsewhere(known, entries), 1)
        if len(entries) <= fewest:
            continue
        entries += unfinished.find(sheet, [one.first for one in entries])
        made = _drafts(sheet, fields, entries)
        if len(made) == len(known) and not (entries[0].framed or _named(sheet, made)):
            continue
        if _believed(sheet, made, drafts, entries):
            best, told = made, finder is counted.find  # sentences that tell of projects need no names
            if finder is templates.find:
                break  # lines of a form are what they say, whatever longer list runs through them
    if not best:
        return drafts
    _part_lines(sheet, best)
    return [d for d in drafts if d.evidence() >= settings("segment")["plain_project"] and _before(d, best[0])] + best


def _names_more(entries: list[Entry], best: list[Draft]) -> bool:
    """Whether entries have names and the best list so far has none: then as many are enough."""
    return bool(best) and not any(d.titles for d in best) and all(one.name for one in entries)


def _named(sheet: Sheet, made: list[Draft]) -> bool:
    """Whether each draft has a title."""
    return all(d.titles or d.texts(sheet, "title") for d in made)


def _believed(sheet: Sheet, made: list[Draft], drafts: list[Draft], entries: list[Entry]) -> bool:
    """Whether entries are projects, by their frame or by what is told of each."""
    if entries[0].framed:
        return _free_of_others(sheet, made, drafts, sure=all(e.sure for e in entries))
    return _tells(sheet, made, drafts, sure=all(e.sure for e in entries), alone=entries[0].alone)


def _part_lines(sheet: Sheet, made: list[Draft]) -> None:
    """A line that several entries begin in is no entry's text: what it says of one is not said of the others."""
    begun = Counter(draft.begin for draft in made)
    for index in (i for i, count in begun.items() if count > 1):
        sheet.set(index, "value", "several projects in one line")


def _begin_elsewhere(known: list[Draft], entries: list[Entry]) -> bool:
    """Whether entries that are as many as the drafts are others: then what recurs is right."""
    begun = {i for d in known for i in (d.begin, *d.title_lines, *(f.first for f in d.fields[:1] if f.row))}
    coded = not any("code" in d.kinds() for d in known) and all(f.kind == "code" for e in entries for f in e.fields[:1])
    firsts = {e.first for e in entries}
    over = any(not firsts.isdisjoint(range(f.first + 1, f.last + 1)) for d in known for f in d.fields)
    more = over or any(e.piece for e in entries) or (coded and all(e.fields for e in entries))
    return more or sum(e.first in begun for e in entries) < len(entries)


def _before(one: Draft, first: Draft) -> bool:
    return one.begin < first.begin and max((f.last for f in one.fields), default=one.begin) < first.begin


def _tells(sheet: Sheet, made: list[Draft], drafts: list[Draft], *, sure: bool, alone: bool) -> bool:
    """Whether most entries have a title, and enough of them facts: more where the page may be one project's."""
    named = sum(bool(d.titles) for d in made)
    facts = (sum(len(_facts(sheet, d)) + _below_place(sheet, d) for d in made) + _told(sheet, made)) / len(made)
    told = listed.announced(sheet, made[0].begin)
    needed = settings("list")["facts_announced" if told else "facts_alone" if alone else "facts_least"]
    within = any(d.evidence() >= settings("list")["one_project"] and d.begin <= made[0].begin for d in drafts)
    coded = all("code" in d.kinds() for d in made)
    within = within and not ((told or coded) and all(_begins_below(d, made[0].begin) for d in drafts))
    if within:
        needed = settings("list")["facts_within"]
    if against.negative(sheet.text) >= settings("list")["against_most"] or _same(sheet, made):
        return False
    if alone and within:
        return False
    if sure and against.negative(sheet.text) < 1:
        return named == len(made)
    rows = not named and facts + (coded and told) >= 2
    rows = rows and (not within or all({"title", "code"} & d.kinds() for d in made))
    return rows or (named >= 0.8 * len(made) and facts >= needed)


def _begins_below(one: Draft, first: int) -> bool:
    """Whether all fields of a draft stand in a list: then nothing above the list is told of one project."""
    return all(f.first >= first for f in one.fields)


def _same(sheet: Sheet, made: list[Draft]) -> bool:
    """Whether entries tell of one thing: one code, one title (its money by country), or one and all values alike."""
    codes = [{text.strip(" .,;:") for text in d.texts(sheet, "code")} for d in made]
    if set.intersection(*codes):
        return True
    names = [squeeze(d.titles[0].value.text) if d.titles else min(d.texts(sheet, "title"), default="") for d in made]
    one = len({*names} - {""}) <= 1
    if not one and not all(kin.begins_alike(names[0], name) for name in names[1:]):
        return False
    by_part = one and len(made) > 2 and all(names)
    return by_part or all(kin.repeats(sheet, one, other) for one, other in pairwise(made))


def _facts(sheet: Sheet, one: Draft) -> set[str]:
    """The kinds of fields that tell of an entry: an amount or a period only where one stands there."""
    stated = {r.kind for r in one.fields if r.pieces and (not has_type(r.kind) or fits(r.kind, r.text(sheet)))}
    return stated & _TELLING


def _free_of_others(sheet: Sheet, made: list[Draft], drafts: list[Draft], *, sure: bool) -> bool:
    """Whether a list of what is paid for what is no part of one project's page, nor of a call or an agenda.

    ``sure``: two named entries are as good as more.
    """
    if any(d.evidence() >= settings("list")["one_project"] and d.begin < made[0].begin for d in drafts):
        return False
    if any(_labelled_above(sheet, d, made[0].begin) >= settings("segment")["project_score_least"] for d in drafts):
        return False
    titled = all(d.titles for d in made)
    named = (titled or listed.announced(sheet, made[0].begin)) and len(made) >= settings("frame")["least"]
    named = named or (sure and titled)
    most = float(settings("list")["against_most" if named else "against_framed"])
    return against.negative(sheet.text, news=not titled) < most  # a press release may tell of several by name


def _labelled_above(sheet: Sheet, one: Draft, first: int) -> float:
    """How much the labelled values above a list tell of a project: what is listed below them are parts of it.

    The heads of a table, which may be taken for label and value (``EU share``, ``Period``), tell nothing.
    """
    above = [f for f in one.fields if f.label and f.pieces and f.last < first]
    return Draft([f for f in above if not _is_head(f.text(sheet))]).evidence()


def _is_head(text: str) -> bool:
    """Whether a value is the head of a column or a unit."""
    return bool(kind_of(text, True)) or not regex.search(r"\p{L}{3}|\d", text)


def _below_place(sheet: Sheet, one: Draft) -> bool:
    """Whether a place alone on its line heads an entry."""
    above = sheet.before(one.begin)
    return above is not None and faults.is_place(sheet.lines[above].text)


def _told(sheet: Sheet, made: list[Draft]) -> int:
    """How many entries say that they are projects: by the state of one alone on a line, or by a long period over text.

    ``Project completed``; events are shorter than a year, and posts have no text below.
    """
    states, last = vocabulary("title_parts", "states"), made[-1].begin + int(settings("list")["state_lines"])
    ends = [*(after.begin for after in made[1:]), min(last, len(sheet.lines))]
    lines = [sheet.lines[d.begin : end] for d, end in zip(made, ends, strict=True)]
    stated = sum(not states.isdisjoint(squeeze(line.text) for line in own) for own in lines)
    long = [
        any(_is_long(text) for text in d.texts(sheet, "period")) and any(map(is_prose, own))
        for d, own in zip(made, lines, strict=True)
    ]
    return stated + (sum(long) if all(long) else 0)


def _is_long(text: str) -> bool:
    """Whether a text is two days of which the second is a year or more behind the first."""
    days = [found.iso() for found in dates.scan(text)]
    whole = len(days) == 2 and all(len(day) == len("2019-01-31") for day in days)
    return whole and calendar_months.between(*days)[1] >= settings("list")["long_months"]


def _drafts(sheet: Sheet, fields: list[Raw], entries: list[Entry]) -> list[Draft]:
    """A draft for each entry, with the fields that stand in it."""
    for one, after in pairwise(entries):
        one.end = after.first
    longest = max((e.end - e.first for e in entries[:-1]), default=6)
    entries[-1].end = min(entries[-1].first + max(longest, 2), len(sheet.lines))
    placed = sorted((_place(raw), n) for n, raw in enumerate(fields) if raw.how != "bare" and raw.label)
    drafts = []
    for number, one in enumerate(entries):
        low, high = (bisect_left(placed, (at, -1)) for at in ((one.first, one.start), (one.end, 0)))
        inside = [fields[n] for n in sorted(n for _, n in placed[low:high])]
        drafts.append(_draft(sheet, inside, one, number == len(entries) - 1))
    _add_codes(sheet, entries, drafts)
    return drafts


def _add_codes(sheet: Sheet, entries: list[Entry], drafts: list[Draft]) -> None:
    """Give each entry the code that all have in their first lines, and take it off the ends of its title."""
    if any("code" in draft.kinds() for draft in drafts):
        return
    heads = [sheet.whole(*sheet.contents(one.first, one.end)[: settings("list")["code_lines"]]) for one in entries]
    for draft, head, span in zip(drafts, heads, shared.codes([h.text for h in heads]), strict=True):
        if span is None:
            continue
        code = head.cut(*span)
        draft.fields.insert(0, listed.field_of(sheet, "code", code))
        draft.titles = [replace(c, value=_without(c.value, code.text)) for c in draft.titles]


def _without(title: Excerpt, code: str) -> Excerpt:
    """A title without a code that it begins or ends with, and the marks that part them."""
    at = title.text.find(code)
    if at < 0:
        return title
    if not title.text[:at].strip():
        rest = regex.match(r"[\s:.|–—-]*", title.text, pos=at + len(code))
        return title.cut(rest.end() if rest else 0, len(title.text))
    ends = not title.text[at + len(code) :].strip(" .;,)")
    return title.cut(0, len(title.text[:at].rstrip(" \n:.,;|–—-("))) if ends else title


def _place(raw: Raw) -> tuple[int, int]:
    """Where a field begins: its line, and where its label begins in it."""
    return raw.label[:2] if raw.label else (raw.first, 0)


def _draft(sheet: Sheet, labelled: list[Raw], one: Entry, last: bool) -> Draft:
    excerpt, parts = _read_head(sheet, one)
    own = [*one.fields, *parts]
    body = range(max([one.first, *one.head]) + 1, one.end)
    _cut_off(labelled, one)
    known = [raw for raw in labelled if raw.kind not in _UNTOLD]
    taken = {p[0] for raw in known for p in raw.pieces} | {raw.label[0] for raw in known if raw.label}
    own += [
        raw
        for i in body
        if sheet.content(i) and not _heads_next(sheet, i, one, last)
        for raw in _below(sheet, i, taken)
    ]
    draft = Draft(_once(own, labelled), [], begin=one.first, listed=True)
    if excerpt is not None and excerpt.text:
        weight = float(settings("list")["title_parted" if one.parted else "title"])
        draft.titles = [Candidate(excerpt, weight, (f"{one.why} +{weight:.1f}",))]
        draft.title_lines = one.head or one.titles or [one.first]
    return draft


def _read_head(sheet: Sheet, one: Entry) -> tuple[Excerpt | None, list[Raw]]:
    """The title in the head of an entry, and the fields beside it."""
    if one.framed:
        return one.name, []
    if one.piece:
        return sheet.excerpt(one.piece).strip(), []
    if one.titles:
        return sheet.whole(*one.titles), []
    if not one.head:
        return None, []
    first, *rest = one.head
    excerpt = sheet.excerpt(
        (first, one.start, len(sheet.lines[first].text)), *((i, 0, len(sheet.lines[i].text)) for i in rest)
    )
    parts = entry.read(excerpt.text)
    title = next((excerpt.cut(p.start, p.end) for p in parts if p.kind == "title"), None)
    if title and squeeze(title.text).rpartition(" ")[2] in vocabulary("small_words", "words"):
        title = None  # cut in the middle: "National project 12 of USD 250,000"
    return title, [listed.field_of(sheet, p.kind, excerpt.cut(p.start, p.end)) for p in parts if p.kind != "title"]


def _below(sheet: Sheet, index: int, taken: set[int]) -> list[Raw]:
    """The fields that a line below an entry's head is by its own look; only a period on a line with labels."""
    line = sheet.lines[index]
    if line.cell is not None or len(line.text) > 200 or is_prose(line):
        return []
    parts = entry.below(line.text)
    if index in taken:
        parts = [p for p in parts if p.kind in ("period", "code")]
    return [Raw(p.kind, index, index, None, [(index, p.start, p.end)], "list") for p in parts]


def _heads_next(sheet: Sheet, index: int, one: Entry, last: bool) -> bool:
    """Whether the last line before the next entry is a place: it heads that entry."""
    return not last and sheet.after(index) == one.end and faults.is_place(sheet.lines[index].text)


def _cut_off(labelled: list[Raw], one: Entry) -> None:
    """Cut the labelled fields within an entry off where it ends."""
    for raw in labelled:
        raw.pieces = [p for p in raw.pieces if p[0] < one.end]
        raw.last = max([p[0] for p in raw.pieces] or [raw.first])


def _once(own: list[Raw], labelled: list[Raw]) -> list[Raw]:
    """Fields with a label before those without, of a kind that stands once; each of those that stand once."""
    kinds = {raw.kind for raw in labelled}
    found = [raw for raw in own if raw.kind not in kinds]
    single = {"budget", "period", "code"}
    kept = [raw for n, raw in enumerate(found) if raw.kind not in single or raw.kind not in {r.kind for r in found[:n]}]
    return sorted(kept + labelled, key=lambda r: (r.first, r.pieces[0][1] if r.pieces else 0))
