"""Labels that stand in a row, alone on their lines, and the values that follow them all."""

from __future__ import annotations

from itertools import takewhile

from pipeline.segment import labels
from pipeline.segment.raw import NARRATIVE, Raw
from pipeline.segment.sheet import Sheet, is_prose
from pipeline.segment.typed import DATES, fits
from pipeline.settings import settings

#: So many labels in a row are heads whose values stand below them all.
LEAST = 3
#: So many lines below the last label are looked at.
REACH = 14
#: Labels that may be the title of a column as well.
_UNTOLD = frozenset({"date_other", "other", *NARRATIVE})


def share(sheet: Sheet, fields: list[Raw]) -> None:
    """Give the lines below a row of labels to those labels: by position where they are as many, else by type.

    By type each label takes the first line of its kind; the first label takes the first line where that is a
    name of its kind or its kind has no type.
    """
    for row in _rows(sheet, fields):
        lines = _below(sheet, row[-1])
        if len(lines) < 2:
            continue
        if len(lines) == len(row):
            for raw, line in zip(row, lines, strict=True):
                _give(sheet, raw, line)
        else:
            titles = _titles(sheet, row, lines)
            for raw in row[:titles]:
                raw.pieces = []
            _by_type(sheet, row[titles:], lines)


def _titles(sheet: Sheet, row: list[Raw], lines: list[int]) -> int:
    """How many labels at the head of a row are titles of its column: those that its dates leave over.

    ``Calendar``, ``Expected dates``, ``Approval``, ``Start``, ``End`` over three dates.
    """
    dates = sum(1 for _ in takewhile(lambda line: fits("start", sheet.lines[line].text), lines))
    over, rest = row[: len(row) - dates], row[len(row) - dates :]
    dated = dates > 1 and all(raw.kind in DATES for raw in rest)
    return len(over) if dated and all(raw.kind in _UNTOLD for raw in over) else 0


def _rows(sheet: Sheet, fields: list[Raw]) -> list[list[Raw]]:
    """Runs of labels on consecutive lines of which all but the last have no value of their own."""
    rows: list[list[Raw]] = []
    run: list[Raw] = []
    for raw in [*fields, None]:
        empty = raw is not None and _is_head(sheet, raw)
        follows = (
            bool(run)
            and raw is not None
            and raw.label is not None
            and run[-1].label is not None
            and raw.label[0] - run[-1].label[0] == 1
        )
        if empty and raw is not None and (not run or (follows and not run[-1].pieces)):
            run.append(raw)
            continue
        if len(run) >= LEAST:
            rows.append(run)
        run = [raw] if empty and raw is not None and not raw.pieces else []
    return rows


def _is_head(sheet: Sheet, raw: Raw) -> bool:
    """Whether a field is a label at the head of its line, no heading of a section, without a value on that line."""
    if raw.label is None or raw.label[1] != 0 or sheet.lines[raw.label[0]].heading:
        return False
    return raw.how in ("alone", "line", "unknown") and all(p[0] > raw.label[0] for p in raw.pieces)


def _below(sheet: Sheet, last: Raw) -> list[int]:
    """The value lines below a row of labels, up to a heading, narrative, another label or a wide gap after them."""
    found: list[int] = []
    at = sheet.after(last.label[0]) if last.label else None
    while at is not None and len(found) < REACH:
        line = sheet.lines[at]
        if (
            line.heading
            or is_prose(line)
            or labels.kind_of(line.text, line.text.rstrip().endswith(":")) in {*NARRATIVE, "contact", "status"}
        ):
            break
        if (
            found
            and line.gap > settings("segment")["gap_ends"]
            and not any(fits(k, line.text) for k in ("period", "budget", "code"))
        ):
            break
        found.append(at)
        at = sheet.after(at)
    return found


def _by_type(sheet: Sheet, row: list[Raw], lines: list[int]) -> None:
    used: set[int] = set()
    for position, raw in enumerate(row):
        for line in lines:
            text = sheet.lines[line].text
            first = position == 0 and line == lines[0] and raw.kind in ("country", "region", "title")
            if line not in used and (fits(raw.kind, text) or first):
                used.add(line)
                _give(sheet, raw, line)
                break
        else:
            raw.pieces = []


def _give(sheet: Sheet, raw: Raw, line: int) -> None:
    raw.pieces = [(line, 0, len(sheet.lines[line].text))]
    raw.last = line
    raw.how = "head"
