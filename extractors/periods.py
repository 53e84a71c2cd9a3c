"""When a project runs: start, end and duration, from fields of dates, from amounts, titles and sentences.

Dates and durations are findings of their own, so that a doubt about one leaves the other untouched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

import regex

from extractors import period_clauses, period_labels, period_roles, period_sentences, period_titles
from extractors.dates import YEAR, Duration, alternatives, scan, units
from extractors.engine import cell, excerpts
from extractors.evidence import Block, Cell, Excerpt, Field, Finding, Module
from extractors.lexicon import squeeze, toml
from extractors.period_rules import FIELD_RULES
from extractors.period_sentence_rules import RULES as SENTENCE_RULES
from extractors.timespans import Reader, Stretch, before, behind, cue, found, hinted, lengths, order_of, pieced

#: Anything that says something: a letter, a digit, a currency.
_SAYS = regex.compile(r"[\p{L}\d\p{Sc}]")
#: What makes a length behind an end one to be added, or bounds it: ``30 June 2020 + 6 months``.
_ADDS = regex.compile(r"[+<>±≤≥]|\(\s*[-–]")
_TWO_WORDS = regex.compile(r"(?:\W+\p{L}+){0,2}\W*$")
#: What a label announces is believed before a line that has none.
_BARE_SCORE = 0.5
_APPEAL = "periods.sentence_appeal"
_LONE = "a date alone behind a dash may be another's"
_BEHIND_CONTACT = "it stands behind an address, and may be about who is reached there"
_YEAR = regex.compile(YEAR)
_BARE = regex.compile(r"\s*(?P<head>\D{0,24})(?<![\d.,/-])(?P<number>\d{1,3}(?:[.,]\d)?)\s*\.?\s*")
#: A number before the next column of a form that was flattened: ``36 Madagascar Biodiversity Fund``.
_LEADING = regex.compile(r"\s*(?P<number>\d{1,3})(?=\s+\p{Lu})")
#: The kind of a document, at the end of a line.
_REPORT = regex.compile(
    r"(?:bericht|reports?|rapport|informe|relatório|rapporto)(?:\s+(?:n[°ºor]\.?\s*)?\d+)?\W*$", regex.I
)
#: A dash that is all that stands before a date: the start is in another place, or left out.
_DASHED = regex.compile(r"\s*[-–—]\s*")
#: So many characters before a bare period a line may stand that says what it is a report's.
_ABOVE = 100
_PROSE = 160  #: characters of a contact behind whose address text goes on

RULES = (*FIELD_RULES, *SENTENCE_RULES, *period_clauses.RULES, *period_labels.RULES, *period_roles.RULES)
RULE = {rule.id: rule for rule in RULES}


def read(block: Block) -> Iterator[Finding]:
    """The findings about the block's period, kind ``period``: ``start``, ``end``, ``duration_months``."""
    order = order_of(block)
    stated = list(_stated(block, order))
    yield from stated
    yield from period_roles.read(block, order, stated)


def _stated(block: Block, order: str) -> Iterator[Finding]:
    """What rules read."""
    for field in block.fields:
        made = _of(field, order) if not _reported(block, field) else ()
        yield from _less_sure(made, _LONE if field.kind == "end" else "") if field.how == "bare" else made
    for _, excerpt in excerpts(block, ("title",)):
        yield from period_titles.read(excerpt, order)
    for kind, excerpt in excerpts(block, ("narrative", "description")):
        yield from _told(excerpt, kind, order)
    for _, excerpt in excerpts(block, ("contact",)):
        if len(excerpt.text) >= _PROSE:  # text follows an address: "For more information: … This appeal seeks …"
            told = list(_told(excerpt, "narrative", order))
            yield from (one for one in told if one.rule == _APPEAL)
            yield from _less_sure((one for one in told if one.rule != _APPEAL), _BEHIND_CONTACT)
    yield from period_labels.read(block, order)


def _told(excerpt: Excerpt, kind: str, order: str) -> Iterator[Finding]:
    """What the sentences of a paragraph say."""
    yield from period_sentences.read(excerpt, kind, order)
    yield from period_clauses.read(excerpt, kind, order)


def _less_sure(made: Iterable[Finding], doubt: str) -> Iterator[Finding]:
    """Findings that are believed behind others, and doubtful if there is a doubt."""
    for one in made:
        unsure = replace(one, status="doubtful", doubt=one.doubt or doubt) if doubt else one
        yield replace(unsure, score=_BARE_SCORE)


def _reported(block: Block, field: Field) -> bool:
    """Whether a period without a label stands below the line that calls the document a report: it is the report's."""
    if field.how != "bare" or field.kind != "period":
        return False
    above = (*(c.value for c in block.titles), *block.narrative, *block.page)
    return any(0 < field.value.start - e.start < _ABOVE and _REPORT.search(e.text[:_ABOVE]) for e in above)


def _of(field: Field, order: str) -> Iterator[Finding]:
    """What a field states, as fields of its kind do."""
    if field.kind in _READERS:
        made = _READERS[field.kind](field, order)
        held = _holds(field) if field.kind in ("period", "start") else 0
        yield from (replace(one, score=held) for one in made) if held > 1 else made
    elif field.kind in ("code", "bare"):
        yield from _alone_in(field)


def _reader(field: Field, order: str, *, years: bool = True) -> Reader:
    """The dates of a field, in the order that a printed pattern or else the block gives."""
    label = field.label.text if field.label else ""
    return Reader(field.value, hinted(label, field.value.text) or order, years=years)


def _span(rule: str, reader: Reader, first: Stretch, last: Stretch, kind: str, doubt: str = "") -> Iterator[Finding]:
    """The finding of a start and an end."""
    start, end = reader.start_cell(first), reader.end_cell(last)
    both = first if first is last else Stretch(first.first, last.second or last.first)
    doubt = reader.doubt(both, start.value, end.value) or doubt
    yield from found(RULE[rule], kind, {"start": start, "end": end}, doubt)


def _near(stretches: Iterable[Stretch], whole: int, step: int) -> list[Stretch]:
    """Those that begin near the beginning of a text, or near the one before: the rest belongs to other fields."""
    near: list[Stretch] = []
    for one in stretches:
        if one.start > (near[-1].end + step if near else whole):
            break
        near.append(one)
    return near


def _period(field: Field, order: str) -> Iterator[Finding]:
    """A field for the period: a range, else single dates, and a duration."""
    reader = _reader(field, order)
    reach = toml("periods")["reach"]
    stretches = _near(reader.stretches(), reach["field"], reach["next"])
    if _goes_on(reader.text, stretches) or _stamped(stretches):
        stretches = []
    ranges = [s for s in stretches if s.second]
    if ranges:
        yield from _chosen(reader, ranges, stretches)
    else:
        yield from _singles(reader, stretches)
    yield from _duration(field)


def _stamped(stretches: list[Stretch]) -> bool:
    """Whether one day is printed twice, as the date of a page is (``2018-10-04 04 Oct 2018``)."""
    days = [s.first.iso() for s in stretches if not s.second]
    return len(days) == len(stretches) > 1 and len(days[0]) == len("2018-10-04") and len(set(days)) == 1


def _goes_on(text: str, stretches: list[Stretch]) -> bool:
    """Whether a field begins by saying that the project goes on, and dates stand in a later sentence only."""
    if not stretches or not behind(text, 0, "ongoing"):
        return False
    return bool(regex.search(r"\p{L}{3}[.!?]\s", text[: stretches[0].start]))


def _chosen(reader: Reader, ranges: list[Stretch], stretches: list[Stretch]) -> Iterator[Finding]:
    """Of several ranges: all phases together, else the one called final or revised, else the first."""
    phases = [s for s in ranges if _is_phase(reader.text, s)]
    if len(phases) > 1:
        yield from _span("periods.phases", reader, phases[0], phases[-1], "period")
        return
    final = [s for s in ranges if _final(reader.text, s.start)]
    chosen = final[0] if final else ranges[0]
    later = next((s for s in stretches if not s.second and s.start > chosen.end and _final(reader.text, s.start)), None)
    if later:
        yield from _span("periods.extended", reader, chosen, later, "period")
    else:
        doubt = "" if final or len(ranges) == 1 else "the field states several periods; the first was read"
        yield from _span("periods.range", reader, chosen, chosen, "period", doubt)


def _is_phase(text: str, stretch: Stretch) -> bool:
    """Whether the name of a phase stands directly before."""
    return bool(_phase().search(text[max(0, stretch.start - 24) : stretch.start]))


@cache
def _phase() -> regex.Pattern[str]:
    return regex.compile(
        rf"(?<!\p{{L}}){alternatives(toml('periods')['date']['phase'])}\s+(?:[IVX]+|\d{{1,2}}|one|two|three)\W*$",
        regex.I,
    )


def _final(text: str, position: int) -> bool:
    """Whether a date is called the final or revised one; a word or two may stand between."""
    head = _TWO_WORDS.sub("", text[max(0, position - 40) : position])
    return before(text, position, "final") or before(head, len(head), "final")


def _singles(reader: Reader, stretches: list[Stretch]) -> Iterator[Finding]:
    """Single dates: what stands around them says whether they are start or end."""
    seen: set[str] = set()
    for stretch in stretches:
        rule = _role(reader.text, stretch, first=stretch is stretches[0])
        if not rule or rule in seen:
            continue
        seen.add(rule)
        value = reader.end_cell(stretch) if rule == "periods.until" else reader.start_cell(stretch)
        cells = {"end": value} if rule == "periods.until" else {"start": value}
        if rule == "periods.year":
            cells["end"] = value
        yield from found(RULE[rule], "period", cells, reader.doubt(stretch, value.value, value.value))


def _role(text: str, stretch: Stretch, *, first: bool) -> str:
    """The rule that reads a single date; empty where none does."""
    if before(text, stretch.start, "starts") or behind(text, stretch.end, "ongoing") or _dangling(text, stretch.end):
        return "periods.from"
    if before(text, stretch.start, "ends") or (_DASHED.fullmatch(text[: stretch.start]) and not stretch.second):
        return "periods.until"
    if stretch.first.form in ("year", "fiscal"):
        return "periods.year" if _alone(text, stretch) else ""
    return "periods.one_date" if first and stretch.start <= toml("periods")["reach"]["cue"] else ""


def _dangling(text: str, position: int) -> bool:
    """Whether nothing but a dash follows: the end is left open."""
    return bool(regex.fullmatch(r"\s*[-–—]\s*", text[position:]))


def _alone(text: str, stretch: Stretch) -> bool:
    """Whether a field says nothing but this date, durations and words such as ``year`` aside."""
    rest = text[: stretch.start] + " " + text[stretch.end :]
    for one in reversed(lengths(rest)):
        rest = rest[: one.start] + rest[one.end :]
    return not _SAYS.search(cue("around", "in").sub("", rest))


def _duration(field: Field) -> Iterator[Finding]:
    """The duration that a period field states, or a bare number with its unit in the label."""
    text, reach = field.value.text, toml("periods")["reach"]
    near: list[Duration] = []
    for one in lengths(text):
        if one.start > (near[-1].end + reach["next"] if near else reach["field"]):
            break
        near.append(one)
    if not near:
        yield from _bare_number(field)
        return
    chosen = next((d for d in near if before(text, d.start, "total", table="duration")), near[0])
    others = sorted({d.months for d in near if d.months != chosen.months})
    doubt = f"the field also states {' and '.join(others)} months" if others and chosen is near[0] else ""
    rule = "periods.duration_at_most" if before(text, chosen.start, "at_most", table="duration") else "periods.duration"
    cells = _months(field.value, chosen)
    yield from found(RULE[rule], "period", cells, doubt)


def _months(value: Excerpt, one: Duration) -> dict[str, Cell]:
    """The cell of a duration."""
    return {"duration_months": cell(value, one.start, one.end, ("months",))}


@cache
def _unit() -> regex.Pattern[str]:
    return regex.compile(rf"(?<!\p{{L}})(?P<unit>{alternatives(units())})(?!\p{{L}})", regex.I)


def _bare_number(field: Field) -> Iterator[Finding]:
    """``36`` under a label such as ``Duration (months)``, or ``(months) 36``."""
    number = _BARE.fullmatch(field.value.text)
    places = (field.value, field.label) if number else (field.label,)
    number = number or _LEADING.match(field.value.text)
    if not number:
        return
    for where in places:
        unit = _unit().search(where.text) if where else None
        if where and unit:
            both = pieced(field.value, [number.span("number")], ()), pieced(where, [unit.span("unit")], ())
            joined = Excerpt("\n".join(c.value for c in both), tuple(s for c in both for s in c.spans))
            made = pieced(joined, [(0, len(joined.text))], ("months",))
            yield from found(RULE["periods.duration_by_label"], "period", {"duration_months": made})
            return


def _start(field: Field, order: str) -> Iterator[Finding]:
    """A field for the start; it may hold the whole period."""
    reader, reach = _reader(field, order, years=False), toml("periods")["reach"]
    for stretch in _near(reader.stretches(), reach["next"], 0)[:1]:
        if stretch.of_two(field.value.text):
            yield from _span("periods.range", reader, stretch, stretch, "start")
        elif not before(field.value.text, stretch.start, "relative") and not _counts(field.value.text, stretch):
            value = reader.start_cell(stretch)
            yield from found(
                RULE["periods.start"], "start", {"start": value}, reader.doubt(stretch, value.value, value.value)
            )


def _counts(text: str, stretch: Stretch) -> bool:
    """Whether a bare year is a number of things: ``2000 people``."""
    if stretch.first.form != "year" or behind(text, stretch.end, "joins"):
        return False
    return bool(regex.match(r" \p{Ll}{3}", text[stretch.end :])) and not behind(text, stretch.end, "ongoing")


def _end(field: Field, order: str) -> Iterator[Finding]:
    """A field for the end, and the length of the whole where it says no more."""
    yield from _ended(field, order)
    text, printed = field.value.text, scan(field.value.text)
    one = next(iter(lengths(text)), None)
    if one and len(printed) == 1 and printed[0].end <= one.start:
        rest = text[: printed[0].start] + text[printed[0].end : one.start] + text[one.end :]
        if not _SAYS.search(rest) and not _ADDS.search(rest):
            yield from found(RULE["periods.duration"], "end", _months(field.value, one))


def _ended(field: Field, order: str) -> Iterator[Finding]:
    """The date of an end; of several dates the one called final, else the latest."""
    reader, text, reach = _reader(field, order, years=False), field.value.text, toml("periods")["reach"]
    near = _near((s for s in reader.stretches() if not _counts(text, s)), reach["next"], reach["next"])
    if not near or cue("relative", "in").search(text[: near[0].start]):
        return
    if before(text, near[0].start, "latest"):
        value = reader.end_cell(near[0])
        yield from found(RULE["periods.end_latest"], "end", {"end": value})
        return
    if len(near) == 1 and near[0].start <= 1 and _dashed(text, near[0]):
        yield from _span("periods.range", reader, near[0], near[0], "end")  # under "Start date – End date"
        return
    cells = {id(s): reader.end_cell(s) for s in near}
    final = [s for s in near if _final(text, s.start)]
    chosen = final[-1] if final else max(near, key=lambda s: cells[id(s)].value)
    doubt = reader.doubt(chosen, "", cells[id(chosen)].value)
    if not final and len({c.value for c in cells.values()}) > 1:
        doubt = doubt or "the field holds several dates and does not say which one holds; the latest was read"
    made = found(RULE["periods.end"], "end", {"end": cells[id(chosen)]}, doubt)
    yield from (replace(one, score=_holds(field)) for one in made)


def _dashed(text: str, stretch: Stretch) -> bool:
    """Whether a dash or a word stands between two dates, and not only a blank, as between columns."""
    return stretch.of_two(text) and bool(stretch.between(text).strip(" .\n\t"))


def _holds(field: Field) -> float:
    """How well a label's date holds beside another's: ``Revised closing date`` before ``Original closing date``."""
    words = set(squeeze(field.label.text).replace("-", " ").split()) if field.label else set()
    if words.intersection(toml("periods")["reach_of_labels"]["holds"]):
        return 1.2
    return 0.8 if words.intersection(toml("periods")["reach_of_labels"]["was_meant"]) else 1.0


def _budget(field: Field, order: str) -> Iterator[Finding]:
    """The period for which an amount is given."""
    text = field.value.text
    for one in lengths(text)[:1]:
        if before(text, one.start, "over", table="duration"):
            yield from found(RULE["periods.duration_beside_amount"], "budget", _months(field.value, one))
    if not _YEAR.search(text):
        return
    reader = Reader(field.value, order)
    ranges = [s for s in reader.stretches() if s.second]
    phases = [s for s in ranges if _is_phase(text, s)]
    if len(phases) > 1:
        yield from _span("periods.phases", reader, phases[0], phases[-1], "budget")
        return
    for stretch in ranges:
        bracketed = regex.search(r"\(\s*$", text[: stretch.start]) and regex.match(r"\s*\)", text[stretch.end :])
        if bracketed or before(text, stretch.start, "over", table="duration"):
            yield from _span("periods.beside_amount", reader, stretch, stretch, "budget")
            return


def _status(field: Field, order: str) -> Iterator[Finding]:
    """``Operational from June 2005``: what a status says of start and end."""
    reader = _reader(field, order)
    stretches = list(reader.stretches())
    if len(stretches) == 1 and stretches[0].second:
        yield from _span("periods.status", reader, stretches[0], stretches[0], "status")
        return
    for one in stretches:
        starts, ends = (before(reader.text, one.start, name) for name in ("running", "closed"))
        if starts != ends:
            cells = {"start": reader.start_cell(one)} if starts else {"end": reader.end_cell(one)}
            yield from found(RULE["periods.status"], "status", cells, reader.doubt(one, "", ""))


def _alone_in(field: Field) -> Iterator[Finding]:
    """``60 months`` where a code is expected, or between fields."""
    text = field.value.text
    for one in lengths(text):
        if (one.start, one.end) == (0, len(text.rstrip(" ."))):
            yield from found(RULE["periods.duration_alone"], field.kind, _months(field.value, one))


_READERS = {
    "period": _period,
    "start": _start,
    "end": _end,
    "budget": _budget,
    "status": _status,
}

MODULE = Module("periods", RULES, read)
