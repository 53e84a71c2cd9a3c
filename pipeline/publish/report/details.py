"""What stands behind each project of the report: its rows, and the receipts of their values with every step shown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from extractors.steps import run
from pipeline.publish.evidence import unpacked
from pipeline.publish.schema import Column, tables
from pipeline.reconcile.facts import Row, by_id, cell_name, cell_parts, grouped

#: The tables whose rows belong to a listing, in the order in which they are shown.
OF_LISTING = ("amounts", "pledges", "contacts", "places", "themes", "mentions", "checks")

#: How many results of what is done again and again are kept: the same steps over the same words.
_KEPT = 1 << 15

#: Cell -> its receipts, as rows of ``evidence`` with those of one receipt together.
Receipts = dict[str, list[list[Row]]]


class Details:
    """The rows and receipts of a dataset, ready to be given out project by project."""

    def __init__(self, rows: Mapping[str, Sequence[Row]]) -> None:
        """``rows`` are all tables, ``evidence`` among them."""
        self._rows = by_id(chain.from_iterable(rows.values()))
        self._receipts = _grouped(rows.get("evidence", ()))
        self._listings = grouped(rows.get("listings", ()), "project_id")
        self._parts = {name: grouped(rows.get(name, ()), "listing_id") for name in OF_LISTING}

    def project(self, row: Row) -> dict[str, Any]:
        """A project: its rows by table, and the receipts of all their cells and of what these rest on."""
        mine = list(self._mine(row))
        cells = self._cells(mine)
        known = {(one.table, one.row_id) for one in mine}
        extra = [one for one in self._resting(cells) if (one.table, one.row_id) not in known]
        return {"rows": _tabled([*mine, *extra]), "own": len(mine), "cells": cells}

    def _mine(self, project: Row) -> Iterator[Row]:
        yield project
        listings = self._listings.get(project.row_id, [])
        yield from listings
        for name in OF_LISTING:
            for listing in listings:
                yield from self._parts[name].get(listing.row_id, [])

    def _cells(self, mine: Sequence[Row]) -> dict[str, list[dict[str, Any]]]:
        """The receipts of these rows, and of all that they rest on."""
        waiting = [name for row in mine for name in _names(row) if name in self._receipts]
        found: dict[str, list[dict[str, Any]]] = {}
        while waiting:
            name = waiting.pop()
            if name not in found and name in self._receipts:
                found[name] = [self._receipt(group) for group in self._receipts[name]]
                waiting += [i for receipt in found[name] for i in receipt.get("from", ())]
        return dict(sorted(found.items()))

    def _resting(self, cells: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[Row]:
        """The rows that these receipts name."""
        names = [*cells, *(i for receipts in cells.values() for r in receipts for i in r.get("from", ()))]
        found = {parts[:2]: None for parts in map(cell_parts, names)}
        return [self._rows[key] for key in found if key in self._rows]

    def _receipt(self, group: Sequence[Row]) -> dict[str, Any]:
        """One receipt; what is empty is left out."""
        v = group[0].values
        inputs = [*unpacked(v.get("inputs", ""))]
        quotes = [_quote(row.values) for row in group if row.values.get("quote")]
        ground = [row.values["quote"] for row in group if row.values.get("quote")] or list(map(self._value, inputs))
        made = {
            "rule": v["rule"],
            "status": v["status"],
            "part": int(v["part"]),
            "document": v["document_id"],
            "quotes": quotes,
            "steps": steps_shown(unpacked(v.get("steps", "")), "\n".join(ground)),
            "from": inputs,
            "rejected": [*unpacked(v.get("rejected", ""))],
        }
        return {name: value for name, value in made.items() if value not in ("", [], None)}

    def _value(self, name: str) -> str:
        table, row_id, column = cell_parts(name)
        row = self._rows.get((table, row_id))
        return row.values.get(column, "") if row else ""


@lru_cache(_KEPT)
def steps_shown(steps: tuple[str, ...], text: str) -> list[list[str]]:
    """Each step that changes the text, with what it makes of it; the first one with the text before it."""
    found: list[list[str]] = []
    for step in steps:
        try:
            after = run(step, text)
        except Exception as error:  # noqa: BLE001 - a receipt that does not replay is shown as such
            return [*found, [step, text, f"fails: {error}"]]
        if after != text:
            found.append([step, text, after])
        text = after
    return found


def _quote(values: Mapping[str, str]) -> list[Any]:
    """Start, end, page and boxes of a piece of a quote."""
    boxes = json.loads(values["boxes"]) if values.get("boxes") else []
    return [int(values["start"]), int(values["end"]), int(values["page"]) if values.get("page") else None, boxes]


def _grouped(evidence: Sequence[Row]) -> Receipts:
    found: Receipts = {}
    for row in evidence:
        v = row.values
        receipts = found.setdefault(cell_name(v["table"], v["row_id"], v["column"]), [])
        if v["piece"] == "0" or not receipts:
            receipts.append([])
        receipts[-1].append(row)
    return found


def _names(row: Row) -> Iterator[str]:
    return (row.cell(column.name) for column in tables()[row.table].columns if column.receipt)


def _tabled(rows: Sequence[Row]) -> list[list[Any]]:
    """Rows as [table, identifier, values]; empty values are left out."""
    return [[row.table, row.row_id, _values(row)] for row in rows]


def _values(row: Row) -> dict[str, Any]:
    """The values of a row that are not empty, lists as lists."""
    columns: dict[str, Column] = {c.name: c for c in tables()[row.table].columns}
    return {
        name: columns[name].elements(text) if columns[name].type == "list" else text
        for name, text in row.values.items()
        if text and name in columns
    }


def values_of(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The values of rows, each with the identifier of its row as ``id``."""
    return [{"id": row.row_id, **_values(row)} for row in rows]
