"""Which project, and which field of it, a person means."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process, utils

from pipeline.progress import CannotRun, shortened
from pipeline.publish.schema import Table, tables
from pipeline.reconcile.facts import Dataset, Row

#: How many candidates a message lists.
_LISTED = 12

#: How many that are like it.
_NEAREST = 5

#: From this likeness on (0 to 100), an identifier, a code or a name is offered as what may have been meant.
_LIKE = 75


def choose(dataset: Dataset, wanted: str) -> list[Row]:
    """The project that is meant with its listings; one listing alone where that is meant."""
    projects, listings = dataset.rows("projects"), dataset.rows("listings")
    one = next((r for r in listings if r.row_id == wanted), None)
    if one and all(r.row_id != wanted for r in projects):
        return [*(r for r in projects if r.row_id == one.values["project_id"]), one]
    found = _projects(projects, listings, wanted)
    if not found:
        raise CannotRun(f"no project is called {wanted!r}; nearest{_listed(_nearest(projects, listings, wanted))}")
    if len(found) > 1:
        raise CannotRun(
            f"{wanted!r} fits {len(found)} projects; give more of the title, or one of{_listed(_named(found))}"
        )
    return [*found, *(r for r in listings if r.values["project_id"] == found[0].row_id)]


def _projects(projects: Sequence[Row], listings: Sequence[Row], wanted: str) -> list[Row]:
    """The projects that fit best: by identifier, else by code, else by title, else by a part of it."""
    low = wanted.casefold().strip()
    by_code = {r.values["project_id"] for r in listings if low and low in r.values["codes"].casefold().split("; ")}
    tests = (
        lambda r: r.row_id == wanted,
        lambda r: r.row_id in by_code or (bool(low) and low in r.values["codes"].casefold().split("; ")),
        lambda r: bool(low) and r.values["title"].casefold() == low,
        lambda r: bool(low) and low in r.values["title"].casefold(),
    )
    return next((found for test in tests if (found := [r for r in projects if test(r)])), [])


def _named(rows: Sequence[Row]) -> list[tuple[str, str]]:
    return [(row.row_id, row.values["title"]) for row in rows]


def _nearest(projects: Sequence[Row], listings: Sequence[Row], wanted: str) -> list[tuple[str, str]]:
    """Identifiers and titles, those first that are most like what was asked for.

    An identifier or a code that is nearly the same comes before any title; a listing's only where it is one of these.
    """
    names = {row.row_id: (row, row.row_id) for row in (*listings, *projects)}
    names |= {code: (row, row.row_id) for row in projects for code in row.values["codes"].split("; ") if code}
    like = process.extract(wanted, [*names], scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=_LIKE)
    found = {names[name][1]: names[name][0].values["title"] for name, _, _ in like[:_NEAREST]}
    low = wanted.casefold()
    by_title = sorted(projects, key=lambda row: -fuzz.partial_ratio(low, row.values["title"].casefold()))
    return [*{**found, **{i: t for i, t in _named(by_title[:_NEAREST]) if i not in found}}.items()][:_NEAREST]


def _listed(names: Sequence[tuple[str, str]]) -> str:
    lines = shortened([f"{row_id}  {title}" for row_id, title in names], _LISTED)
    return "\n".join([":", *lines]) if names else " none"


def cells(dataset: Dataset, chosen: Sequence[Row], field: str) -> list[tuple[Row, str]]:
    """The cells that a field means for the chosen rows."""
    if not field:
        row = chosen[0]
        return [(row, c.name) for c in tables()[row.table].columns if row.receipts.get(c.name)]
    table, column = field_of(field)
    ids = {row.row_id for row in chosen if row.table == "listings"}
    rows = [row for row in chosen if row.table == table]
    rows += [row for row in dataset.rows(table) if table != "listings" and row.values.get("listing_id") in ids]
    if not rows:
        raise CannotRun(f"the project has no row in {table}")
    return [(row, column) for row in rows]


def field_of(field: str) -> tuple[str, str]:
    """Table and column of a field; raises :class:`CannotRun` for a field that does not exist or is not clear."""
    proved = {t.name: t for t in tables().values() if any(c.receipt for c in t.columns)}
    table, dot, column = field.partition(".")
    if dot:
        having = [t for t in proved.values() if t.name == table and column in t.names]
    else:
        column = field
        having = [t for t in proved.values() if t.name == "projects" and column in t.names]
        having = having or [t for t in proved.values() if column in t.names]
    if len(having) == 1:
        return having[0].name, column
    if having:
        raise CannotRun(f"several tables have {field}; say {' or '.join(f'{t.name}.{column}' for t in having)}")
    home = table if dot and table in proved else "projects"
    raise CannotRun(
        f"there is no field {field}; {_meant(field, proved)}columns of {home}: {', '.join(proved[home].names)}"
    )


def _meant(field: str, proved: Mapping[str, Table]) -> str:
    """The field that a misspelt one may be: a column of the table that is named, of projects, or of any other."""
    table, dot, column = field.partition(".")
    column = column if dot else field
    homes = [t for t in proved.values() if t.name == table] or [proved["projects"], *proved.values()]
    names = {c: c if t.name == "projects" else f"{t.name}.{c}" for t in reversed(homes) for c in t.names}
    found = process.extractOne(column, [*names], scorer=fuzz.ratio, score_cutoff=_LIKE)
    return f"did you mean {names[found[0]]}? " if found else ""
