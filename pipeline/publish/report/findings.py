"""The list to review: each finding with the places that it is about, and the row that would correct it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from pipeline.publish.evidence import unpacked
from pipeline.publish.schema import tables
from pipeline.reconcile.corrections import PROJECT, RULE, TABLES
from pipeline.reconcile.facts import Row, by_id, cell_name, cell_parts, grouped

#: What is corrected instead of a column that is printed text: that stays as it is.
_INSTEAD = {
    "amount_text": "amount",
    "phone_text": "phone",
    "donor_text": "donor",
    "donor_name": "donor",
    "name_text": "iso3",
}

#: Columns that are worked out from others, and tables of those that are corrected in rows of their own.
_FOLLOWING = frozenset(("pledged", "funded_share", "country_names", "donor_type"))

_SEVERITIES = ("error", "warning", "note")


class Review:
    """Gives each finding its places and its correction."""

    def __init__(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """``rows`` are all tables, ``evidence`` among them."""
        self._all = rows
        self._rows = by_id(chain.from_iterable(rows.values()))
        self._project = {r.row_id: r.values.get("project_id", "") for r in rows.get("listings", ())}
        self._checks = grouped(rows.get("checks", ()), "listing_id")
        self._people = grouped(rows.get("contacts", ()), "person_id")
        self._matches = _matches(rows.get("matches", ()))
        self._inputs = _inputs(rows.get("evidence", ()))
        self._corrected = {
            cell_name(r.values["table"], r.values["row_id"], r.values["column"])
            for r in rows.get("evidence", ())
            if r.values["rule"] == RULE
        }

    def all(self) -> list[dict[str, Any]]:
        """Every finding, the gravest first."""
        found = sorted(self._all.get("findings", ()), key=lambda row: _SEVERITIES.index(row.values["severity"]))
        return [self._finding(row) for row in found]

    def _finding(self, row: Row) -> dict[str, Any]:
        v = row.values
        cell = self._cell(v)
        made = {
            "id": row.row_id,
            **{name: v.get(name, "") for name in ("severity", "code", "says", "page")},
            "document": v.get("document_id", ""),
            "project": self.project(v),
            "cell": cell,
            "others": [name for name in dict.fromkeys(self._others(row, cell)) if name != cell],
            "correction": self._join(v) or self._correction(v, cell),
        }
        return {name: value for name, value in made.items() if value}

    def project(self, values: Mapping[str, str]) -> str:
        """The project that a finding is about; empty for one about a whole document."""
        listing = self._project.get(values.get("listing_id", ""), "")
        return listing or (values.get("row_id", "") if values.get("table") == "projects" else "")

    def _cell(self, values: Mapping[str, str]) -> str:
        """The cell that a finding is about: that of its column, else what the row is about."""
        table, row_id = values.get("table", ""), values.get("row_id", "")
        column = values.get("column", "") or TABLES.get(table, ("", ()))[0]
        known = (table, row_id) in self._rows and tables()[table].get(column)
        return cell_name(table, row_id, column) if known else ""

    def _others(self, row: Row, cell: str) -> Iterator[str]:
        """The cells that a value is to be compared with."""
        v = row.values
        if v["code"] == "possible-match":
            others = self._matches.get(v.get("listing_id", ""), ())
            yield from (cell_name("listings", other, "title") for other in others)
        elif v.get("table") == "contacts":
            yield from self._same_person(cell)
        elif cell:
            yield from self._compared(v.get("listing_id", ""), cell)

    def _same_person(self, cell: str) -> Iterator[str]:
        """The same column of the same person elsewhere, where it says something else."""
        if not cell:
            return
        table, row_id, column = cell_parts(cell)
        mine = self._rows[table, row_id].values
        person = mine.get("person_id", "")
        for row in self._people[person] if person else ():
            if row.values.get(column) and row.values[column] != mine.get(column):
                yield cell_name("contacts", row.row_id, column)

    def _compared(self, listing: str, cell: str) -> Iterator[str]:
        """The other figures of the checks that a value took part in and that did not simply hold."""
        for check in self._checks.get(listing, ()):
            if check.values["outcome"] not in ("holds", "agrees"):
                sides = [cell_name("checks", check.row_id, side) for side in ("stated", "worked_out")]
                grounds = [name for side in sides for name in self._grounds(side)]
                if cell in grounds:
                    yield from grounds

    def _grounds(self, name: str) -> list[str]:
        """The cells that were read, on which one that was worked out rests."""
        waiting, seen, found = [name], {name}, []
        while waiting:
            name = waiting.pop(0)
            inputs, quoted = self._inputs.get(name, ((), False))
            if quoted:
                found.append(name)
            else:
                waiting += [i for i in inputs if i not in seen]
                seen.update(inputs)
        return found

    def _join(self, values: Mapping[str, str]) -> dict[str, str]:
        """The row that makes one project of two that may be one."""
        if values["code"] != "possible-match":
            return {}
        mine = self._project.get(values.get("listing_id", ""), "")
        others = [self._project.get(other, "") for other in self._matches.get(values.get("listing_id", ""), ())]
        goal = next((other for other in others if other and other != mine), "")
        cells = {"project": mine, "table": "projects", "column": PROJECT, "source_value": mine}
        return {**cells, "corrected_value": goal} if goal else {}

    def _correction(self, values: Mapping[str, str], cell: str) -> dict[str, str]:
        """The cells of a row of ``corrections.csv``, as far as they are known; none where nothing can be corrected."""
        if not cell or cell in self._corrected:
            return {}
        table, row_id, column = cell_parts(cell)
        column = _INSTEAD.get(column, column)
        known = tables()[table].get(column)
        project = self.project(values)
        if not project or table not in TABLES or known is None or not known.receipt or column in _FOLLOWING:
            return {}
        value = self._rows[table, row_id].values.get(column, "")
        value = "" if known.type == "list" else value
        row = row_id if table != "listings" else ""
        made = {"project": project, "table": table, "column": column, "source_value": value, "row": row}
        return {name: text for name, text in made.items() if text}


def _matches(matches: Sequence[Row]) -> dict[str, list[str]]:
    """Listing -> those that may state the same project, in the order of the table."""
    found: dict[str, list[str]] = {}
    for match in matches:
        v = match.values
        if v["decision"] == "possible":
            one, other = v["listing_id"], v["other_listing_id"]
            found.setdefault(one, []).append(other)
            found.setdefault(other, []).append(one)
    return found


def _inputs(evidence: Sequence[Row]) -> dict[str, tuple[tuple[str, ...], bool]]:
    """Cell -> the cells that its receipts name, and whether it was read from a quote."""
    found: dict[str, tuple[tuple[str, ...], bool]] = {}
    for row in evidence:
        v = row.values
        name = cell_name(v["table"], v["row_id"], v["column"])
        inputs, quoted = found.get(name, ((), False))
        more = unpacked(v.get("inputs", "")) if v["piece"] == "0" else ()
        found[name] = (*inputs, *more), quoted or bool(v.get("quote"))
    return found
