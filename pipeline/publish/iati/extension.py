"""What the standard has no place for, at the end of an activity in a namespace of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.publish.iati.projects import Project
from pipeline.publish.iati.xml import add, marks_of, own
from pipeline.reconcile.facts import Row

if TYPE_CHECKING:
    from lxml.etree import _Element

    from pipeline.publish.iati.draft import Draft

#: Columns of a listing with an amount, and what is worked out of two of them.
_TOTALS = ("budget", "pledged", "shortfall")


def extension(activity: _Element, draft: Draft) -> None:
    """Totals, parts of the budget, what is pledged without a transaction, groups of countries, the source."""
    project = draft.project
    made = add(
        activity, own("project"), project_id=project.row.row_id, missing_from=project.row.values.get("missing_from", "")
    )
    _totals(made, project)
    for row in project.amounts:
        if row.values.get("kind") == "component":
            _amount(made, "component", row, "amount", name=row.values.get("component", ""))
    kept = {pledge.row_id for pledge, _ in draft.pledges}
    for row in project.pledges:
        if row.values.get("amount") and row.row_id not in kept:
            _amount(made, "pledge", row, "amount", donor=row.values.get("donor_name", ""))
    _reach(made, project)
    _source(made, project)


def _totals(made: _Element, project: Project) -> None:
    for column in _TOTALS:
        if project.get(column):
            _amount(made, column, project.listing, column)
    check = project.get("funding_check")
    share = project.row.values.get("funded_share", "")
    if check or share:
        add(made, own("funding"), funded_share=share, check=check)
    if project.get("duration_months"):
        known = marks_of(project.listing, "duration_months")
        add(made, own("duration"), project.get("duration_months"), unit="months", **known)


def _amount(made: _Element, tag: str, row: Row, column: str, /, **more: str) -> None:
    currency = row.values.get("currency", "")
    add(made, own(tag), row.values[column], currency=currency, **more, **marks_of(row, column))


def _reach(made: _Element, project: Project) -> None:
    """Groups, countries and region as the document names them; the recipients are what was read in them."""
    for group in dict.fromkeys(row.values.get("group", "") for row in project.places):
        if group:
            add(made, own("group"), group)
    for column in ("countries_text", "region_text"):
        if project.get(column):
            add(made, own(column.removesuffix("_text")), project.get(column), **marks_of(project.listing, column))


def _source(made: _Element, project: Project) -> None:
    v = project.document.values
    about = {"sha256": v.get("sha256", ""), "published": v.get("published", ""), "publisher": v.get("publisher", "")}
    pages = {"page_first": project.get("page_first"), "page_last": project.get("page_last")}
    add(made, own("source"), document_id=v.get("document_id", ""), file=v.get("file", ""), **about, **pages)
