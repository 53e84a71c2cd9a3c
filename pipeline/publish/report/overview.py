"""What the report shows at once: projects with their pledges, documents, findings and changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.publish.package import described
from pipeline.publish.report.details import values_of
from pipeline.publish.report.findings import Review
from pipeline.publish.schema import Column, tables
from pipeline.reconcile.facts import STATUSES, Row

#: Columns of table ``documents`` that the report tells.
_OF_DOCUMENT = (
    "document_id", "file", "title", "publisher", "published", "media_type", "pages", "listings", "status", "detail",
    "edition", "superseded_by",
)  # fmt: skip


def overview(rows: Mapping[str, Sequence[Row]], about: Mapping[str, str]) -> dict[str, Any]:
    """The data of the first views; details of the projects are packed apart."""
    return {
        "about": described(about),
        "columns": _columns(rows),
        "labels": {t.name: {c.name: _label(c) for c in t.columns} for t in tables().values()},
        "statuses": list(STATUSES),
        "projects": values_of(rows.get("projects", ())),
        "pledges": _pledges(rows),
        "themes": dict(sorted((r.values["theme"], r.values["label"]) for r in rows.get("themes", ()))),
        "documents": [_some(d) for d in values_of(rows.get("documents", ()))],
        "findings": Review(rows).all(),
        "changes": [dict(row.values) for row in rows.get("changes", ())],
        "contacts": bool(rows.get("contacts")),
    }


def _label(column: Column) -> list[str]:
    """How a column is called, what it means, and its type."""
    return [column.name.replace("_", " "), column.says, column.type]


def _some(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: document[name] for name in _OF_DOCUMENT if name in document}


def _columns(rows: Mapping[str, Sequence[Row]]) -> list[dict[str, str]]:
    """The columns of ``projects`` that are published, in order."""
    table = tables()["projects"].written(row.values for row in rows.get("projects", ()))
    shown = [c for c in table.columns if rows.get("contacts") or not c.personal]
    return [{"name": c.name, "type": c.type, "says": c.says, "unit": c.unit} for c in shown]


def _pledges(rows: Mapping[str, Sequence[Row]]) -> list[dict[str, str]]:
    """The pledges of each project as the latest document that states it gives them, donors by their one name."""
    latest = {r.row_id: r.values.get("latest_document", "") for r in rows.get("projects", ())}
    home = {
        r.row_id: r.values["project_id"]
        for r in rows.get("listings", ())
        if latest.get(r.values["project_id"]) == r.values["document_id"]
    }
    columns = {"donor": "donor_name"} | {
        c: c for c in ("amount", "currency", "status", "amount_converted", "converted_currency")
    }
    return [
        {"id": r.row_id, "project": home[r.values["listing_id"]]}
        | {name: r.values[c] for name, c in columns.items() if r.values.get(c)}
        for r in rows.get("pledges", ())
        if r.values.get("listing_id") in home
    ]
