"""Boxes of facts: tables of labels and values that have the same labels, each below the name of another project.

``Water for Gao | Area: Gao | Budget: 90,000 €`` beside ``Roofs for Kita | Area: Kita | Budget: 40,000 €``: a label in
the first column of one table comes again in the first column of the next. What stands above every box in the same
words (``Facts``, ``The project``) is no name.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from extractors.lexicon import squeeze, vocabulary
from pipeline.segment import faults, titles
from pipeline.segment.labels import bare, kind_of
from pipeline.segment.listed import Entry, says_several
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet, is_prose
from pipeline.settings import settings


class _Box(NamedTuple):
    """A table of labels and values: its lines, and the value of each label."""

    first: int
    last: int
    facts: dict[str, str]


def find(sheet: Sheet, _: list[Raw]) -> list[Entry]:
    """An entry for each box, with its name above it; empty where a box has none, or two have one name."""
    boxes = _alike([box for lines in _tables(sheet) if (box := _box(sheet, lines)) is not None])
    if len(boxes) < 2:
        return []
    floors = [0, *(box.last + 1 for box in boxes[:-1])]
    tops = _tops(sheet, boxes, floors)
    names = {squeeze(sheet.whole(*top).text) for top in tops if top}
    if len(names) < len(boxes):
        return []
    return [
        Entry(top[0], top, 0, [], "above a box with labels that others have", titles=top, sure=True) for top in tops
    ]


def _tables(sheet: Sheet) -> list[list[int]]:
    """The lines of each table, in order."""
    found: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(sheet.lines):
        if line.cell is not None and sheet.content(index):
            found[line.cell.table].append(index)
    return list(found.values())


def _box(sheet: Sheet, lines: list[int]) -> _Box | None:
    """The box that a table is: two columns, labels of several kinds that projects have in the first."""
    rows: dict[int, list[int]] = defaultdict(list)
    for index in lines:
        if cell := sheet.lines[index].cell:
            rows[cell.row].append(index)
    facts = {}
    for row in rows.values():
        columns = [cell.column for i in row if (cell := sheet.lines[i].cell)]
        if len(row) > 1 and set(columns) == {0, 1} and columns[0] == 0 and not is_prose(sheet.lines[row[0]]):
            facts[bare(sheet.lines[row[0]].text)] = squeeze(sheet.whole(*row[1:]).text)
    known = {kind_of(label, True) for label in facts} & vocabulary("lists", "cycle_kinds")
    wide = any(cell.column > 1 for i in lines if (cell := sheet.lines[i].cell))
    return _Box(lines[0], lines[-1], facts) if len(known) >= settings("boxed")["kinds_least"] and not wide else None


def _alike(boxes: list[_Box]) -> list[_Box]:
    """The boxes that share most labels with the first, and say other things than the ones before."""
    found: list[_Box] = []
    for box in boxes:
        shared = box.facts.keys() & (found[0] if found else box).facts.keys()
        enough = len(shared) >= settings("boxed")["shared_least"]
        most = min(len(box.facts), len((found[0] if found else box).facts))
        other = all(any(box.facts[label] != one.facts.get(label) for label in shared) for one in found)
        if enough and other and len(shared) >= settings("boxed")["shared_share"] * most:
            found.append(box)
    return found


def _tops(sheet: Sheet, boxes: list[_Box], floors: list[int]) -> list[list[int]]:
    """The lines above each box that are its name, past those that stand above every box in the same words."""
    at = [box.first for box in boxes]
    for _ in range(int(settings("boxed")["same_most"])):
        above = [sheet.before(index) for index in at]
        lines = [index for index, floor in zip(above, floors, strict=True) if index is not None and index >= floor]
        if len(lines) < len(boxes) or len({squeeze(sheet.lines[index].text) for index in lines}) > 1:
            break
        at = lines
    tops = [titles.above(sheet, index, floor) for index, floor in zip(at, floors, strict=True)]
    tops = [[i for i in top if not says_several(sheet.lines[i].text)] for top in tops]
    shortest = min(map(len, tops))
    return [_last(sheet, top, shortest) for top in tops]


def _last(sheet: Sheet, top: list[int], count: int) -> list[int]:
    """As many of the last lines of a name as the shortest has; all where the lines above go on in them."""
    rest, last = top[: len(top) - count], top[len(top) - count :]
    return top if rest and faults.breaks_off(sheet.lines[rest[-1]].text) else last
