"""Plain text, as people write it and as pdf-to-text and web-to-text tools leave it, with light Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from pipeline.document import Cell, Line, placed
from pipeline.read import clean
from pipeline.read.decode import decode
from pipeline.read.reading import Reading

#: Lines to either side that decide how far apart the lines of a stretch usually stand.
STRETCH = 60
#: The usual distance is more than one line only if this share of the lines at that distance read on from the
#: line above (begin in lower case), and at least MIN_READS_ON do: else each line is a paragraph of its own, and
#: the space says so.
READS_ON, MIN_READS_ON = 0.1, 3
#: The usual distances that are looked for: single, double, triple spaced.
_SPACINGS = (1, 2, 3)

#: Characters; a longer line above a border alone on its line is no cell.
CELL = 120

_LINE_END = re.compile(r"\r\n?|[\n\v\u2028\u2029]")
_RULE = re.compile(r"([-=_*~#])(?:[ \t]*\1){2,}[ \t]*")
_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_CLOSED_HEADING = re.compile(r"[ \t]+#+$")
_ALL_BOLD = re.compile(r"(?:\*\*|\*\*\*)(?=[^\s*])([^*]+)(?<=\S)\*{2,3}(:?)")
_MARKED = re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*]+)(?<=[^\s\\])\1(?!\*)")
_BORDER = re.compile(r"(?<!\\)\|")
_HEAD_RULE = re.compile(r":?-+:?")
#: A day or a month alone on a line, and one behind a dash.
_DAY = (
    r"(?:\d{1,2}[./-]){1,2}(?:19|20)\d\d|(?:19|20)\d\d-\d\d(?:-\d\d)?"
    r"|(?:\d{1,2}\.? )?[^\W\d]{3,12}\.?,? (?:19|20)\d\d"
)
_ALONE, _BEHIND = re.compile(_DAY), re.compile(rf"[-–—] ?(?:{_DAY})(?: ?\|)?")


@dataclass(slots=True)
class _Raw:
    """A line that is not blank, before its marks are read."""

    text: str  #: characters cleaned, without blanks at either end
    indent: int  #: characters
    distance: int  #: line ends since the line before it; 0 for the first of a page
    page: int | None
    heading: int = 0  #: by the rule drawn under it


def read_text(data: bytes) -> Reading:
    """The lines of a text file, whatever its encoding; pages are counted where there are form feeds."""
    pages = _untagged(decode(data)).split("\f")
    raws: list[_Raw] = []
    cutter = clean.Cutter()
    for number, page in enumerate(pages, 1):
        raws += _page(page, number if len(pages) > 1 else None, cutter)
    if len(pages) > 1 and not pages[-1].strip():  # a form feed ends the last page
        pages.pop()
    lines = placed(clean.adopt_bullets(_lines(raws)))
    return Reading(lines, pages=len(pages) if raws and raws[0].page else None, detail=cutter.told())


#: Tags that a page's text keeps where its marks were not read: they mark words, or end lines.
_ANY = r"</?(?:br|b|i|u|em|strong|span|font|p|div|sup|sub|small)(?:\s[^<>]{0,200})?/?>"
_TAG = re.compile(_ANY, re.IGNORECASE)
#: Tags with nothing but blanks between them, and the end of their line.
_RUN = re.compile(rf"{_ANY}(?:[^\S\n]*+{_ANY})*+(?:[^\S\n]*+\n)?+", re.IGNORECASE)
_RAISED = re.compile(r"(<sup(?:\s[^<>]{0,200})?>)([^<>]{1,20})(?=</sup>)", re.IGNORECASE)
_BREAKS = re.compile(r"</?(?:br|p|div)\b", re.IGNORECASE)  #: these end a line
_BOLD = re.compile(r"(?:</?(?:b|i|u|em|strong)(?:\s[^<>]{0,200})?>)+", re.IGNORECASE)  #: these part nothing
#: Fewer may be what the text is about.
_LEAST = 4


def _untagged(text: str) -> str:
    """Text without the tags of HTML that were left in it; a break inside a line ends it. Those of a string stay."""
    if "<\\/" in text or len(_TAG.findall(text)) < _LEAST:
        return text
    return _RUN.sub(_instead, _RAISED.sub(lambda found: found[1] + clean.raised(found[2]), text))


def _instead(run: re.Match[str]) -> str:
    """What stands in the place of tags: the end of a line, what is between them, a blank that keeps figures apart."""
    if _BREAKS.search(run[0]):
        return "\n"
    left = _TAG.sub("", run[0])
    around = run.string[max(run.start() - 1, 0) : run.start()] + run.string[run.end() : run.end() + 1]
    parted = len(around) == 2 and around.isdecimal() and not _BOLD.fullmatch(run[0])
    return left or (" " if parted else "")


def _page(text: str, number: int | None, cutter: clean.Cutter) -> Iterator[_Raw]:
    """The lines of one page that are not blank; a rule is a blank line, or makes the line above it a heading."""
    above: _Raw | None = None
    distance = 0
    for raw in _LINE_END.split(text):
        distance += 1
        line = clean.characters(raw).expandtabs() if raw[:1].isspace() else clean.characters(raw)
        body = line.strip()
        if not body:
            continue
        if above is not None and distance == 1 and _goes_on(above.text, body):
            above.text += f" {body}"
            distance = 0
            continue
        if _RULE.fullmatch(body):
            if above is not None and distance == 1:
                above.heading = _underlined(above.text, body)
            continue
        indent = len(line) - len(line.lstrip())
        for piece in cutter.pieces(_restore_tabs(raw, body)):
            above = _Raw(piece, indent, distance if above else 0, number)
            yield above
            distance = 0


def _goes_on(above: str, body: str) -> bool:
    """Whether a line is the border of the cell above it, or the end of the period that begins there: no list's item."""
    return _is_cell(above) if body == "|" else bool(_BEHIND.fullmatch(body) and _ALONE.fullmatch(above))


def _is_cell(text: str) -> bool:
    """Whether a line may be the cell of a border that stands below it: short, without one of its own."""
    return len(text) <= CELL and not _BORDER.search(text)


def _restore_tabs(raw: str, body: str) -> str:
    """The body of a line with its own TABs: only those of the indent are counted as blanks."""
    return clean.characters(raw).strip() if "\t" in raw else body


def _underlined(text: str, rule: str) -> int:
    """Heading level of a line with this rule under it: 1 for ``===``, 2 for ``---``, 0 if the rule is no underline."""
    unbroken = " " not in rule and "\t" not in rule
    return {"=": 1, "-": 2}.get(rule[0], 0) if unbroken and 2 * len(rule) >= len(text) else 0


def _lines(raws: Sequence[_Raw]) -> Iterator[Line]:
    """The lines with gaps, cells, headings and bullets."""
    usual = _usual_distances(raws)
    gaps = [float(max(raw.distance - distance, 0)) for raw, distance in zip(raws, usual, strict=True)]
    at = table = 0
    while at < len(raws):
        size = _table_size(raws, gaps, at)
        if size:
            yield from _table(raws[at : at + size], gaps[at], table)
            table += 1
        else:
            yield _line(raws[at], gaps[at])
        at += size or 1


def _usual_distances(raws: Sequence[_Raw]) -> list[int]:
    """For each line, how far apart the lines around it usually stand (1 is single spaced)."""
    stands = {d: list(accumulate((r.distance == d for r in raws), initial=0)) for d in _SPACINGS}
    reads_on = [
        bool(at and raw.text[0].islower() and raws[at - 1].text[-1] not in ".:;!?") for at, raw in enumerate(raws)
    ]
    runs = {
        d: list(accumulate((r.distance == d and on for r, on in zip(raws, reads_on, strict=True)), initial=0))
        for d in _SPACINGS
    }
    usual = []
    for at in range(len(raws)):
        low, high = max(at - STRETCH, 0), min(at + STRETCH + 1, len(raws))
        counts = {d: stands[d][high] - stands[d][low] for d in _SPACINGS}
        most = max(_SPACINGS, key=lambda d: counts[d])
        wrapped = runs[most][high] - runs[most][low] >= max(READS_ON * counts[most], MIN_READS_ON)
        usual.append(most if wrapped else 1)
    return usual


def _table_size(raws: Sequence[_Raw], gaps: Sequence[float], at: int) -> int:
    """How many lines from here on are rows of one table: two or more with as many cell borders; 0 if none."""
    borders = len(_BORDER.findall(raws[at].text))
    ruled, end = _is_rule(raws[at].text), at + 1
    while (
        borders
        and end < len(raws)
        and not gaps[end]
        and raws[end].page == raws[at].page
        and len(_BORDER.findall(raws[end].text)) == borders
        and not (ruled and end + 1 < len(raws) and _is_rule(raws[end + 1].text))  # the heads of the next table
    ):
        ruled = ruled or _is_rule(raws[end].text)
        end += 1
    return end - at if end - at >= 2 else 0


def _is_rule(row: str) -> bool:
    """Whether a row is the rule of hyphens below the heads of a table."""
    return bool(_BORDER.search(row)) and all(_HEAD_RULE.fullmatch(cell) for cell in _cells(row))


def _cells(row: str) -> list[str]:
    """The texts between the borders of a row; borders at its ends enclose nothing outside."""
    cells = [cell.strip() for cell in _BORDER.split(row)]
    if row.startswith("|"):
        del cells[0]
    if row.endswith("|") and len(cells) > 1:
        del cells[-1]
    return cells


def _table(rows: Sequence[_Raw], gap: float, number: int) -> Iterator[Line]:
    """A line for each cell that is not empty; rows above a rule of hyphens are heads."""
    split = [_cells(raw.text) for raw in rows]
    rules = [_is_rule(raw.text) for raw in rows]
    heads = rules.index(True) if True in rules else 0
    kept = [at for at in range(len(rows)) if not rules[at]]
    for row, at in enumerate(kept):
        for column, text in enumerate(split[at]):
            if text:
                raw = _Raw(text, rows[at].indent, 0, rows[at].page)
                yield _line(raw, gap, Cell(number, row, column, head=at < heads))
                gap = 0.0


def _line(raw: _Raw, gap: float, cell: Cell | None = None) -> Line:
    """One line with its Markdown marks read and removed."""
    bullet, text = clean.split_bullet(raw.text, raw.indent)
    heading, text = _heading(text)
    bold, text = _emphasis(text)
    return Line(
        text=clean.squeeze(text),
        page=raw.page,
        bold=bold,
        heading=heading or raw.heading,
        cell=cell,
        gap=gap,
        indent=float(raw.indent),
        bullet=bullet,
    )


def _heading(text: str) -> tuple[int, str]:
    """Heading level by the number signs before the text, and the text without them."""
    found = _HEADING.match(text)
    return (len(found.group(1)), _CLOSED_HEADING.sub("", text[found.end() :])) if found else (0, text)


def _emphasis(text: str) -> tuple[bool, str]:
    """Whether the whole line is set bold by asterisks, and the text without paired asterisks."""
    if "*" not in text:
        return False, text
    whole = _ALL_BOLD.fullmatch(text)
    if whole:
        return True, "".join(whole.groups())
    return False, _MARKED.sub(r"\2", text)
