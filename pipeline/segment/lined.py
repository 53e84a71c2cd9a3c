"""Tables whose rows stand a line each below a line of heads, with nothing but blanks between the cells.

``Organisation Country Amount of grant £ Purpose`` and below it ``Link Ethiopia Ethiopia 20,647 Better libraries``: a
figure and a place show their cells by their look, and what is left and right of them is the cell of the head that
stands there. Where two heads for words stand side by side nothing tells where the one cell ends: it is doubtful.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import regex

from extractors import places
from extractors.lexicon import alternation, squeeze, vocabulary
from extractors.money import begins_with_amount, currency, mark_in
from pipeline.segment import cells, column_heads, flattened, labels, phrases
from pipeline.segment.cells import Span
from pipeline.segment.listed import announced, says_several
from pipeline.segment.raw import NARRATIVE, Raw
from pipeline.segment.sheet import Sheet, ends_sentence, is_prose
from pipeline.segment.typed import AMOUNTS, DATES
from pipeline.settings import settings

#: Labels of a form of one project.
_FORM = frozenset({"title", "code", "country", "donor", "budget", "period", "start", "end", "implementer"})
#: One mark parts the groups of a number: in ``20,647 150 libraries`` a second one begins.
_GROUPED = (
    r"\d{1,3}(?P<group>[.,’'\u00a0 ])\d{3}(?:(?P=group)\d{3})*+(?:[.,]\d\d)?(?![\d.,]*\d)|"
    r"(?!(?:19|20)\d\d(?!\d))\d{4,}(?:[.,]\d\d)?"
)
_MARK = r"(?:[$€£]|[A-Z]{3}\$?|US\$|CA\$)"
#: An amount behind a mark, which is that one's; a year or a time is none.
_NEXT = r"\s?(?!(?:19|20)\d\d(?!\d))(?:\d{1,3}[.,’' ]\d{3}|\d{3,})"
_FIGURE = regex.compile(rf"(?<!\S)(?:(?P<mark>{_MARK})\s?)?(?P<figure>{_GROUPED})(?:\s?{_MARK}(?!{_NEXT}))?(?!\S)")
#: An amount below a thousand, with its currency or alone between a place and the next cell or the end of the line.
_SMALL = regex.compile(
    rf"(?<!\S)(?:(?P<mark>{_MARK})\s?(?P<figure>\d{{1,3}}(?:[.,]\d\d)?)|(?P<figure>\d{{3}}(?:[.,]\d\d)?)(?=\s+\p{{Lu}}|\s*$))(?!\S)"
)
#: What may be an amount: no year.
_AMOUNT = regex.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))(?:\d{1,3}[.,’' ]\d{3}|\d{3,})")
#: A word with figures in it behind the amount, as of its parts: ``29,994 Y1:14,561 Y2:15,433 To dig …``.
_PARTS = regex.compile(r"\s*+(?:[^\s\d]*+\d\S*+\s++)++(?=\p{Lu})")


class Head(NamedTuple):
    """The head of a column: where it stands in its line and its kind of field."""

    start: int
    end: int
    kind: str


class Row(NamedTuple):
    """A line below the heads and its cells, each with its column; without cells where it cannot be read."""

    line: int
    cells: list[tuple[int, Span]]
    amount: int = 0  #: the digits of its amount
    more: tuple[int, ...] = ()  #: lines in which its last cell goes on


def collect(sheet: Sheet, table: int) -> tuple[list[Raw], set[int]]:
    """The fields of the rows of all such tables, and the lines of their heads; ``table``: the first free number."""
    found: list[Raw] = []
    lines: set[int] = set()
    for index in sheet.contents():
        heads = _heads(sheet, index)
        rows = _trimmed(sheet, _joined(sheet, _rows(sheet, index, heads), heads)) if heads else []
        rows = [] if _of_expenses(sheet, heads, rows) or any(_is_form(sheet, heads, row) for row in rows) else rows
        if sum(bool(row.cells) for row in rows) >= settings("flattened")["rows_least"]:
            found += [
                raw for number, row in enumerate(rows) for raw in _fields(sheet, index, heads, row, (table, number))
            ]
            table, lines = table + 1, lines | {index}
    return found, lines


def _is_form(sheet: Sheet, heads: list[Head], row: Row) -> bool:
    """Whether the title of a row is the label of an amount: the line is of one project's form."""
    titles = (sheet.lines[row.line].text[slice(*span)] for n, span in row.cells if heads[n].kind == "title")
    return any(labels.kind_of(title.partition("(")[0].strip(), True) in AMOUNTS for title in titles)


def _of_projects(sheet: Sheet, index: int) -> bool:
    """Whether a table is of projects: by a word in its heads or above, and neither of expenses nor within a form.

    What is bought, from whom, and the lines of one project's budget stand below the same heads but for such words.
    """
    head = squeeze(sheet.lines[index].text)
    if phrases.word("expense_heads").search(head):
        return False
    above = sheet.contents(0, index)[-settings("flattened")["form_lines"] :]
    labelled = {labels.kind_of(before, True, guess=False) for before, colon, _ in _parted(sheet, above) if colon}
    if len(labelled & _FORM) >= settings("flattened")["form_least"]:
        text = sheet.lines[above[-1]].text
        return says_several(text) and len(text.split()) <= settings("sections")["governed_most"]
    return announced(sheet, index) or bool(phrases.word("granted_heads").search(head))


def _of_expenses(sheet: Sheet, heads: list[Head], rows: list[Row]) -> bool:
    """Whether rows are the expenses of a whole: half of the titles begin as costs do, or one says nothing else."""
    spans = [(row.line, span) for row in rows for n, span in row.cells if heads[n].kind == "title"]
    texts = [sheet.lines[line].text[slice(*span)] for line, span in spans]
    costs = [text for text in texts if phrases.is_cost(text)]
    return len(costs) * 2 >= len(texts) > 0 or any(len(text.split()) == 1 for text in costs)


def _parted(sheet: Sheet, lines: list[int]) -> Iterator[tuple[str, str, str]]:
    """The lines, cut at their first colon."""
    return (sheet.lines[i].text.partition(":") for i in lines)


def _heads(sheet: Sheet, index: int) -> list[Head]:
    """The heads that a line consists of: one for an amount, one for what it is for, at least three."""
    line = sheet.lines[index]
    if line.cell is not None or len(line.text) > settings("flattened")["line_most"] or is_prose(line):
        return []
    if regex.search(r"\d|:\s", line.text):
        return []  # a label and its value
    heads: list[Head] = []
    for match in column_heads.spans(line.text):
        kind = _kind(sheet, index, match)
        if heads and (kind == heads[-1].kind or (not kind and heads[-1].kind in AMOUNTS)):
            heads[-1] = heads[-1]._replace(end=match[1])
        else:
            heads.append(Head(*match, kind))
    if len(entitled := [n for n, h in enumerate(heads) if h.kind == "title"]) > 1 and not any(
        h.kind in AMOUNTS for h in heads
    ):
        heads[entitled[-1]] = heads[entitled[-1]]._replace(kind="budget")  # "Project Country Grant"
    kinds = [_sort(h.kind) for h in heads]
    whole = heads and heads[0].start == 0 and all(kinds) and len(heads) >= settings("flattened")["heads_least"]
    told = whole and _shown(sheet, index, heads) and {"words", "title"} & {*kinds} and _of_projects(sheet, index)
    return _entitled(heads) if told else []


def _shown(sheet: Sheet, index: int, heads: list[Head]) -> bool:
    """Whether rows show themselves by their look: amounts side by side, or a project between two cells that do.

    Events, books and people have a place and a time too: without amounts the heads or the line above name projects,
    and none says what somebody is (``Position``) or asks for a second place.
    """
    paid = [n for n, head in enumerate(heads) if head.kind in AMOUNTS]
    if paid:
        return paid[-1] - paid[0] == len(paid) - 1
    looks = sum(_shows(head.kind) for head in heads)
    above, text = sheet.before(index), sheet.lines[index].text
    told = phrases.word("granted_heads").search(squeeze(text)) or (above and says_several(sheet.lines[above].text))
    entitled = any(head.kind == "title" and not _of_persons(text, head) for head in heads)
    posts = any(_called(text, head) in vocabulary("lists", "person_heads") for head in heads)
    plain = not posts and sum(head.kind in cells.PLACED for head in heads) < 2
    return bool(told) and entitled and plain and looks >= settings("flattened")["looks_least"]


def _of_persons(text: str, head: Head) -> bool:
    """Whether a head of titles may be of who gets or sells something: ``Name``."""
    return _called(text, head) in vocabulary("lists", "person_names")


def _called(text: str, head: Head) -> str:
    """The words of a head."""
    return squeeze(text[head.start : head.end]).strip(" :.")


def _kind(sheet: Sheet, index: int, span: Span) -> str:
    """The kind of field that words in a line of heads name; a currency is an amount's."""
    text = sheet.lines[index].text[slice(*span)].strip(" :|/")
    kind = labels.kind_of(text, True)
    paid = kind not in AMOUNTS and mark_in(sheet.excerpt((index, *span)))[0] is not None
    return "budget" if paid else kind


def _sort(kind: str) -> str:
    """The look that the cells below a head have."""
    if kind in AMOUNTS:
        return "amount"
    return "place" if kind in cells.PLACED else "title" if kind == "title" else "words" if kind else ""


def _entitled(heads: list[Head]) -> list[Head]:
    """The heads, with what the money is for as the title where none names the projects."""
    if any(head.kind == "title" for head in heads):
        return heads
    told = [n for n, head in enumerate(heads) if head.kind in NARRATIVE | {"theme", "sector", "programme"}]
    return [head._replace(kind="title") if n in told[:1] else head for n, head in enumerate(heads)] if told else []


def _rows(sheet: Sheet, index: int, heads: list[Head]) -> Iterator[Row]:
    """The rows below the heads, up to the first line that is none; one that cannot be read is one without cells.

    A row of sums has no cells either.
    """
    at, whole = sheet.after(index), 0
    while at is not None and sheet.lines[at].cell is None:
        text = sheet.lines[at].text
        if is_prose(sheet.lines[at]) and ends_sentence(text) and regex.search(r"[.!?]\s+\p{Lu}", text):
            return
        row = _row(at, text, heads)
        if not row.cells and not (_looks_like(sheet, at) or _is_part(sheet, at, heads)):
            return
        yield row._replace(cells=[]) if _is_total(text, heads, row, whole) else row
        at, whole = sheet.after(at), whole + row.amount


def _is_part(sheet: Sheet, index: int, heads: list[Head]) -> bool:
    """Whether a line heads a part of the table: ``Completed projects`` with a row that can be read below it."""
    below = sheet.after(index)
    text = sheet.lines[index].text
    short = len(text.split()) <= settings("flattened")["head_words"] and not ends_sentence(text)
    return bool(short and below and says_several(text) and _row(below, sheet.lines[below].text, heads).cells)


def _joined(sheet: Sheet, rows: Iterable[Row], heads: list[Head]) -> list[Row]:
    """The rows; a line in small letters and without figures goes on with the last cell of the row above it."""
    found: list[Row] = []
    for row in rows:
        above = found[-1] if found else Row(row.line, [])
        ends = [n for n, _ in above.cells[-1:]] == [len(heads) - 1]
        if not row.cells and _goes_on(sheet.lines[row.line].text) and ends:
            found[-1] = above._replace(more=(*above.more, row.line))
        else:
            found.append(row)
    return found


def _trimmed(sheet: Sheet, rows: list[Row]) -> list[Row]:
    """The rows up to the last that can be read or has an amount: what has none below it is no part of the table."""
    last = max((n for n, row in enumerate(rows) if row.cells or _AMOUNT.search(sheet.lines[row.line].text)), default=-1)
    return rows[: last + 1]


def _goes_on(text: str) -> bool:
    return text[:1].islower() and not regex.search(r"\d", text)


def _looks_like(sheet: Sheet, index: int) -> bool:
    """Whether a line that cannot be read may be a row all the same: figures and words, no label, no sentence."""
    text = sheet.lines[index].text
    row = (regex.search(r"\d", text) and text[:1].isupper()) or _goes_on(text)
    return (
        bool(row) and not sheet.lines[index].heading and not regex.search(r"\p{L}:\s", text) and not ends_sentence(text)
    )


def _is_total(text: str, heads: list[Head], row: Row, whole: int) -> bool:
    """Whether a row is of sums: its words are all of such a row, or it has no place and is as much as those above.

    So is a part of a sum (``Of which paid``), and what has a word for it before its amount (``Mali and Niger Total``).
    """
    if phrases.word("of_totals").match(squeeze(text)) or _totalled().search(squeeze(text)):
        return True
    begins = flattened.total().match(text)
    if not begins or not row.cells:
        return bool(begins)
    rest = [
        word for n, span in row.cells if _sort(heads[n].kind) in ("title", "words") for word in _words_of(text, span)
    ]
    general = vocabulary("lists", "totals") | vocabulary("lists", "several") | vocabulary("small_words", "words")
    return general.issuperset(rest) or (not places.find(text) and row.amount >= whole > 0)


@cache
def _totalled() -> regex.Pattern[str]:
    """A word for a sum right before an amount."""
    words = alternation(vocabulary("lists", "totals"))
    return regex.compile(rf"(?<=\s)(?:{words})\s?:?\s+(?:{_MARK}\s?)?\d[\d.,’' ]*$", regex.I)


def _words_of(text: str, span: Span) -> list[str]:
    return regex.findall(r"\p{L}+", squeeze(text[slice(*span)]))


def _figure(text: str, heads: list[Head], column: int) -> regex.Match[str] | None:
    """The amount of a row; none where blanks part groups of which one may be of the cell beside it."""
    figures = list(_FIGURE.finditer(text))
    if not figures:
        small = [
            m for m in _SMALL.finditer(text) if m["mark"] or any(p.end == m.start() - 1 for p in places.find(text))
        ]
        return small[0] if len(small) == 1 else None
    figure = figures[-1] if column == len(heads) - 1 else figures[0]
    groups = figure["figure"].split()
    beside = [
        text[figure.end() :].strip(),
        *([] if _placed_before(text, figure.start()) else [text[: figure.start()].strip()]),
    ]
    return None if len(groups) > 2 and not figure["mark"] and any(beside) else figure


def _placed_before(text: str, start: int) -> bool:
    """Whether a place stands directly before an amount."""
    return any(not text[place.end : start].strip(" ,") for place in places.find(text) if place.end <= start)


def _row(line: int, text: str, heads: list[Head]) -> Row:
    """The cells of a row, each with the number of its column; none where its amount or its title is missing."""
    kinds = [head.kind for head in heads]
    paid = [n for n, kind in enumerate(kinds) if kind in AMOUNTS]
    figures = _figures(text, heads, paid)
    if len(figures) < len(paid):
        return Row(line, [])
    low = high = len(text)
    found = []
    for column, figure in zip(paid, figures, strict=True):
        start = figure.start() if figure["mark"] and currency(figure["mark"]) else figure.start("figure")
        found.append((column, (start, figure.end())))
    if figures:
        parts = _PARTS.match(text, figures[-1].end())
        low, high = found[0][1][0], parts.end() if parts else figures[-1].end()
    first = paid[0] if paid else len(kinds)
    found += cells.split(text, (0, low), kinds, range(first))
    found += cells.split(text, (high, len(text)), kinds, range(first + len(paid), len(kinds)))
    named = any(kinds[n] == "title" and _is_name(text[slice(*span)]) for n, span in found)
    shown = bool(paid) or {n for n, kind in enumerate(kinds) if _shows(kind)} <= {n for n, _ in found}
    amount = int(regex.sub(r"[.,]\d\d$|\D", "", figures[0]["figure"])) if figures else 0
    return Row(line, sorted(found), amount) if named and shown else Row(line, [])


def _is_name(text: str) -> bool:
    """Whether the cell of a title has a word in it and is no amount."""
    return bool(regex.search(r"\p{L}{3}", text)) and not begins_with_amount(text)


def _shows(kind: str) -> bool:
    """Whether a cell of a kind shows itself by its look, without an amount beside it."""
    return kind in cells.PLACED | DATES | {"code"}


def _figures(text: str, heads: list[Head], paid: list[int]) -> list[regex.Match[str]]:
    """The amounts of a row: those of several columns side by side stand so in it too, and no more than those."""
    if len(paid) < 2:
        figure = _figure(text, heads, paid[0]) if paid else None
        return [figure] if figure else []
    found = list(_FIGURE.finditer(text))
    runs = [found[n : n + len(paid)] for n in range(len(found) - len(paid) + 1)]
    runs = [run for run in runs if not any(text[a.end() : b.start()].strip() for a, b in pairwise(run))]
    return runs[0] if len(runs) == 1 else []


def _fields(sheet: Sheet, index: int, heads: list[Head], row: Row, number: tuple[int, int]) -> list[Raw]:
    """The fields of a row; its title is doubtful where its cell may hold that of the column beside it too.

    So is one below ``Name``. A row that cannot be read is in no project; nor is it text of the one above.
    """
    line, found = row.line, []
    if not row.cells:
        return [Raw("other", line, line, None, [(line, 0, len(sheet.lines[line].text))], "head", number)]
    given = {n for n, _ in row.cells}
    for n, span in row.cells:
        beside = [m for m in (n - 1, n + 1) if 0 <= m < len(heads) and _sort(heads[m].kind) == "words"]
        joined = heads[n].kind == "title" and (
            any(m not in given for m in beside) or _of_somebody(sheet, index, heads, n) or _placed_twice(sheet, index)
        )
        label = (index, heads[n].start, heads[n].end)
        if heads[n].kind == "title":
            span = _unnumbered(sheet.lines[line].text, span, number[1] + 1)
        more = row.more if n == len(heads) - 1 else ()
        pieces = [(line, *span), *((i, 0, len(sheet.lines[i].text)) for i in more)]
        kind, how = _field_kind(sheet, index, heads, n), "joined" if joined else "head"
        found.append(Raw(kind, line, max([line, *more]), label, pieces, how, number))
    return found


def _unnumbered(text: str, span: Span, number: int) -> Span:
    """The title of a row without the number of the row before it: ``3 Mobile courts``."""
    counted = regex.compile(rf"{number}[.)]?\s+(?=\p{{Lu}})").match(text, *span)
    return (counted.end(), span[1]) if counted else span


def _field_kind(sheet: Sheet, index: int, heads: list[Head], column: int) -> str:
    """The kind of a cell; a country behind the donor is where that one is at home, if no head names projects."""
    entitled = heads[column].kind == "title" or any(
        labels.kind_of(sheet.lines[index].text[head.start : head.end], True) == "title" for head in heads
    )
    homely = column == 1 and heads[0].kind == "donor" and heads[1].kind in cells.PLACED
    return "other" if homely and not entitled else heads[column].kind


def _placed_twice(sheet: Sheet, index: int) -> bool:
    """Whether two heads ask for a place (``Country Region``): then one may be left beside the title of a row."""
    spans = column_heads.spans(sheet.lines[index].text)
    return sum(_kind(sheet, index, span) in cells.PLACED for span in spans) > 1


def _of_somebody(sheet: Sheet, index: int, heads: list[Head], column: int) -> bool:
    """Whether a head of titles may be of who gets or sells something: ``Name``, where another says what it is for."""
    told = any(head.kind in NARRATIVE | {"theme", "sector"} for head in heads)
    return told and _of_persons(sheet.lines[index].text, heads[column])
