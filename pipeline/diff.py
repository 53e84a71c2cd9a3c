"""``pledgebook diff``: what differs between two published datasets, by what brought it about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from pipeline.progress import CannotRun
from pipeline.publish.load import load
from pipeline.publish.standing import comparable
from pipeline.reconcile.causes import Side
from pipeline.reconcile.changes import Difference, statements, told
from pipeline.reconcile.facts import Dataset, Row

#: Cause -> its heading, in the order in which they are printed.
CAUSES = {
    "document": "the document changed",
    "manifest": "what the manifest says changed",
    "rule": "a rule changed",
    "correction": "a correction changed",
}

#: Characters of a value that are shown.
_SHOWN = 120


def diff(old: Path, new: Path) -> str:
    """The differences between the datasets of two folders, grouped by cause and project.

    Raises :class:`CannotRun` for a folder that holds no dataset.
    """
    before, after = (Side(data, statements(data)) for data in comparable(_dataset(old), _dataset(new)))
    found = list(told(before, after))
    if not found:
        return "the two datasets state the same"
    return "\n".join(line for cause in CAUSES for line in _group(cause, found, before, after))


def _dataset(folder: Path) -> Dataset:
    if not (folder / "projects.csv").is_file():
        raise CannotRun(f"{folder} holds no dataset; give two folders that `pledgebook extract` wrote")
    return load(folder, lenient=True)[0]


def _group(cause: str, found: Sequence[tuple[Row, Difference]], before: Side, after: Side) -> Iterator[str]:
    """The differences of one cause, project by project."""
    own = [(row, one) for row, one in found if row.values["cause"] == cause]
    projects = len({row.values["project_id"] for row, _ in own})
    if own:
        yield f"{CAUSES[cause]}: {_counted(len(own), 'difference')} in {_counted(projects, 'project')}"
    for project, rows in groupby(own, key=lambda pair: pair[0].values["project_id"]):
        statement = after.statements.get(project) or before.statements[project]
        yield f"  {project}  {_cut(statement.row.values.get('title', ''))}"
        yield from (f"    {_line(row, one, before, after)}" for row, one in rows)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


def _line(row: Row, one: Difference, before: Side, after: Side) -> str:
    """One difference; one that a rule made names the rules."""
    v = row.values
    if v["table"] == "projects" and v["column"] == "title" and v["change"] != "changed":
        where = f"; see {v['document_id']}" if v["document_id"] else ""
        return f"{v['change']}: the project{where}"
    name = v["column"] if v["table"] in ("projects", "listings") else f"{v['table']}/{v['row_id']}/{v['column']}"
    values = " → ".join(_cut(v[side]) or "(empty)" for side in ("old", "new"))
    return f"{v['change']} {name}: {values}{_rules(one, before, after) if v['cause'] == 'rule' else ''}"


def _rules(one: Difference, before: Side, after: Side) -> str:
    """The rules that read the two values; nothing where neither was read."""
    rules = before.read_by(one.old, one.column), after.read_by(one.new, one.column)
    if rules[0] == rules[1]:
        return f" [{', '.join(rules[0])}]" if rules[0] else ""
    return f" [{' → '.join(', '.join(names) or 'none' for names in rules)}]"


def _cut(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else f"{flat[: _SHOWN - 1]}…"
