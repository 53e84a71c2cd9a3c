"""``pledgebook diff``: what differs between two published datasets, by what brought it about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from pipeline.opened import opened
from pipeline.publish.standing import comparable
from pipeline.reconcile.causes import Side
from pipeline.reconcile.changes import Difference, statements, told
from pipeline.reconcile.facts import Row

#: Cause -> its heading, in the order in which they are printed.
CAUSES = {
    "document": "the document changed",
    "manifest": "what the manifest says changed",
    "rule": "a rule changed",
    "correction": "a correction changed",
}

#: Tables with one row of a project: their values are told by the column alone.
_OWN = ("projects", "listings")

#: Characters of a value that are shown.
_SHOWN = 120


def differences(old: Path, new: Path) -> list[dict[str, Any]]:
    """The differences between the datasets of two folders, in the order of their causes, those of a project together.

    Raises :class:`CannotRun` for a folder that holds no dataset.
    """
    both = [opened(folder, "give two folders that `pledgebook extract` wrote", lenient=True) for folder in (old, new)]
    before, after = (Side(data, statements(data)) for data in comparable(*both))
    found = [_plain(row, one, before, after) for row, one in told(before, after)]
    return [one for cause in CAUSES for one in found if one["cause"] == cause]


def told_of(found: Sequence[Mapping[str, Any]]) -> str:
    """Differences as lines of text, grouped by cause and project."""
    if not found:
        return "the two datasets state the same"
    return "\n".join(line for cause, own in groupby(found, itemgetter("cause")) for line in _group(cause, [*own]))


def _plain(row: Row, one: Difference, before: Side, after: Side) -> dict[str, Any]:
    """One difference as plain data, with the rules that read the two values; none where no rule read it."""
    statement = after.statements.get(row.values["project_id"]) or before.statements[row.values["project_id"]]
    return {
        **{name: row.values[name] for name in ("cause", "project_id")},
        "title": statement.row.values.get("title", ""),
        **{
            name: row.values[name]
            for name in ("change", "table", "row_id", "column", "old", "new", "document_id", "what")
        },
        "rules_old": [*before.read_by(one.old, one.column)],
        "rules_new": [*after.read_by(one.new, one.column)],
    }


def _group(cause: str, own: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The differences of one cause, project by project."""
    projects = len({one["project_id"] for one in own})
    yield f"{CAUSES[cause]}: {_counted(len(own), 'difference')} in {_counted(projects, 'project')}"
    for project, rows in groupby(own, itemgetter("project_id")):
        several = [*rows]
        yield f"  {project}  {_cut(several[0]['title'])}"
        for _, cells in groupby(several, itemgetter("change", "table", "row_id")):
            yield from (f"    {line}" for line in _row([*cells]))


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _row(cells: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The differences of one row: one that came or went is one thing, else each value is told by itself."""
    first = cells[0]
    if first["change"] == "changed" or first["table"] in _OWN:
        yield from map(_line, cells)
        return
    side = "new" if first["change"] == "added" else "old"
    values = [f"{one['column']} {_cut(one[side])}" for one in cells if one[side] != first["what"]]
    rules = "".join(dict.fromkeys(map(_named, cells)))
    yield f"{first['change']} {first['table']} “{_cut(first['what'])}”{': ' * bool(values)}{', '.join(values)}{rules}"


def _line(one: Mapping[str, Any]) -> str:
    """One difference; one that a rule made names the rules."""
    if one["table"] == "projects" and one["column"] == "title" and one["change"] != "changed":
        where = f"; see {one['document_id']}" if one["document_id"] else ""
        return f"{one['change']}: the project{where}"
    name = one["column"] if one["table"] in _OWN else f"{one['table']} “{_cut(one['what'])}” {one['column']}"
    values = " → ".join(_cut(one[side]) or "(empty)" for side in ("old", "new"))
    return f"{one['change']} {name}: {values}{_named(one)}"


def _named(one: Mapping[str, Any]) -> str:
    """The rules behind a difference that they made; nothing of any other."""
    return _rules(one) if one["cause"] == "rule" else ""


def _rules(one: Mapping[str, Any]) -> str:
    """The rules that read the two values; nothing where neither was read."""
    rules = one["rules_old"], one["rules_new"]
    if rules[0] == rules[1]:
        return f" [{', '.join(rules[0])}]" if rules[0] else ""
    return f" [{' → '.join(', '.join(names) or 'none' for names in rules)}]"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"
