"""The charts of the report, drawn with Vega-Altair: how each looks. The page fills in the rows."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import altair as alt

#: The name under which the page puts in rows, and the field that says whether a filter has chosen a row.
_ROWS, _ON = "rows", "on"

#: The name under which the page puts in the shapes of the countries.
_WORLD = "world"

_SUM = alt.Axis(format="~s", title=None, tickCount=4)
_NAME = alt.Axis(title=None)


@cache
def specs() -> dict[str, dict[str, Any]]:
    """Every chart by name, as Vega-Lite; its rows are the data set ``rows``."""
    drawn = {"gap": _bars("region", "gap"), "donors": _bars("donor", "amount"), "matrix": _matrix()}
    drawn |= {"timeline": _timeline(), "years": _years(), "map": _map()}
    return {name: _bare(chart) for name, chart in drawn.items()}


def _bare(chart: Any) -> dict[str, Any]:
    """The chart without its schema and the looks of Altair: the page has its own, for light and for dark."""
    spec: dict[str, Any] = json.loads(chart.to_json(indent=None))
    for name in ("config", "$schema"):
        spec.pop(name, None)
    return spec


def _rows() -> alt.NamedData:
    return alt.NamedData(name=_ROWS)


def _dimmed() -> Any:
    """Rows that a filter did not choose are pale."""
    return alt.condition(f"datum.{_ON}", alt.value(1.0), alt.value(0.25))


def _bars(name: str, amount: str) -> Any:
    """A bar for each value of a field, the longest first."""
    told = [alt.Tooltip(f"{name}:N"), alt.Tooltip(f"{amount}:Q", format=",.0f"), alt.Tooltip("projects:Q")]
    return (
        alt.Chart(_rows(), width="container")
        .mark_bar(cornerRadiusEnd=2, cursor="pointer")
        .encode(
            y=alt.Y(f"{name}:N", sort=alt.SortField(amount, order="descending"), axis=_NAME),
            x=alt.X(f"{amount}:Q", axis=_SUM),
            opacity=_dimmed(),
            tooltip=told,
        )
    )


def _matrix() -> Any:
    """Donors against regions: how many projects each supports in each."""
    base = alt.Chart(_rows(), width="container").encode(
        x=alt.X("region:N", axis=alt.Axis(title=None, labelAngle=-50, orient="bottom")),
        y=alt.Y("donor:N", sort=None, axis=_NAME),
        tooltip=["donor:N", "region:N", alt.Tooltip("projects:Q"), alt.Tooltip("amount:Q", format=",.0f")],
    )
    cells = base.mark_rect(cursor="pointer").encode(
        color=alt.Color("projects:Q", legend=None, scale=alt.Scale(domainMin=0)), opacity=_dimmed()
    )
    return cells + base.mark_text(fontWeight="bold").encode(text="projects:Q")


def _timeline() -> Any:
    """A bar for each project from its beginning to its end."""
    return (
        alt.Chart(_rows(), width="container")
        .mark_bar(cornerRadius=2, cursor="pointer", minBandSize=4)
        .encode(
            y=alt.Y("label:N", sort=None, axis=_NAME),
            x=alt.X("begins:T", axis=alt.Axis(title=None)),
            x2="ends:T",
            tooltip=[alt.Tooltip("title:N"), alt.Tooltip("start:N"), alt.Tooltip("end:N")],
        )
    )


def _years() -> Any:
    """How many projects are under way in each year, where there are too many for a bar each."""
    return (
        alt.Chart(_rows(), width="container", height=180)
        .mark_bar(cornerRadiusEnd=2)
        .encode(
            x=alt.X("year:O", axis=alt.Axis(title=None, labelOverlap=True)),
            y=alt.Y("projects:Q", axis=alt.Axis(title=None, tickMinStep=1)),
            tooltip=["year:O", "projects:Q"],
        )
    )


def _map() -> Any:
    """The world, with the number of projects in each country; places too small for a shape are dots.

    It says nothing to a screen reader: the table below it does.
    """
    shapes, dots = (
        alt.NamedData(name=_WORLD, format=alt.TopoDataFormat(feature=feature, type="topojson"))
        for feature in ("countries", "small")
    )
    found = alt.LookupData(data=_rows(), key="iso3", fields=["projects", "name", "gap", _ON])
    told = [alt.Tooltip("name:N"), alt.Tooltip("projects:Q"), alt.Tooltip("gap:Q", format=",.0f")]
    amount = alt.Color("projects:Q", legend=None, scale=alt.Scale(domainMin=0))
    land = alt.Chart(shapes).mark_geoshape(stroke="#8886", strokeWidth=0.5, aria=False).encode(color=alt.value("#8883"))
    full = (
        alt.Chart(shapes)
        .mark_geoshape(stroke="#8888", strokeWidth=0.5, cursor="pointer", aria=False)
        .transform_lookup("id", from_=found)
        .transform_filter("datum.projects > 0")
        .encode(color=amount, opacity=_dimmed(), tooltip=told)
    )
    small = (
        alt.Chart(dots)
        .mark_geoshape(stroke="#8888", cursor="pointer", aria=False)
        .transform_lookup("id", from_=found)
        .transform_filter("datum.projects > 0")
        .encode(color=amount, opacity=_dimmed(), tooltip=told)
    )
    return (land + full + small).project("equalEarth").properties(width="container", height=270)
