"""The reading a person would give: gold in the format of the annotated seeds, worked out from the marks."""

from __future__ import annotations

import re
from typing import Any

from .markup import Mark, marks, plain, printed, squeeze
from .model import Brochure, Listing

#: An amount that says itself what it is; any other needs its value in the mark.
CLEAR = re.compile(r"US\$ ?(\d{1,3}(?:,\d{3})*)")

PLACES = {
    "Country:": ("countries_text",),
    "Countries:": ("countries_text",),
    "Region:": ("region_text",),
    "Countries/Region -": ("countries_text", "region_text"),
}
ROLES = {"HQ Focal Point:": "headquarters", "Field Office:": "field"}
PARTS = {"hon": "honorific", "name": "name", "job": "job_title", "unit": "organisation", "phone": "phone"}


def amount(mark: Mark) -> dict[str, Any]:
    """Amount and currency of a mark; ValueError where neither print nor mark says it."""
    number, _, currency = mark.value.partition(" ")
    if not number:
        clear = CLEAR.fullmatch(mark.text)
        if clear is None:
            raise ValueError(f"the mark must give the value of {mark.text!r}")
        number = clear[1].replace(",", "")
    return {"amount": int(number), "currency": currency or "USD"}


def title(listing: Listing) -> str:
    """The title in one line without code and duration."""
    text = squeeze("\n".join(listing.title))
    text = re.sub(r"\s*\(\{(?:code|months):[^}]*\}\)", "", text)
    return plain(text).strip()


def _pledges(found: list[Mark]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for mark in found:
        last = rows[-1] if rows else None
        if mark.kind == "donor" and last is not None and last["donor"] is None:
            last["donor"] = mark.text
        elif mark.kind == "donor":
            rows.append({"donor": mark.text, "amount": None, "currency": None})
        elif mark.kind == "pledge" and last is not None and last["amount"] is None:
            last.update(amount(mark))
        elif mark.kind == "pledge":
            rows.append({"donor": None, **amount(mark)})
    return rows


def _contacts(text: str, role: str) -> list[dict[str, Any]]:
    """A contact begins with its honorific, or with its name where it has none."""
    rows: list[dict[str, Any]] = []
    for mark in marks(text):
        if mark.kind == "hon" or (mark.kind == "name" and (not rows or rows[-1]["name"] is not None)):
            rows.append(dict.fromkeys(("name", "honorific", "role", "job_title", "organisation", "phone", "email")))
            rows[-1]["role"] = role
        if mark.kind == "email":
            rows[-1]["email"] = mark.text
        elif mark.kind in PARTS:
            rows[-1][PARTS[mark.kind]] = mark.text
    return rows


def _components(found: list[Mark], kind: str) -> list[dict[str, Any]]:
    rows = []
    for mark in found:
        if mark.kind == kind:
            row = {**amount(mark), "component": mark.more.get("component")}
            rows.append({**row, "approx": mark.more.get("approx") == "yes"} if kind == "budget" else row)
    return rows


def _places(listing: Listing, region: Mark | None) -> dict[str, str | None]:
    """The printed countries and region; a mark for the region says more than its whole field."""
    rows: dict[str, str | None] = {"countries_text": None, "region_text": None}
    for field in listing.fields:
        for column in PLACES.get(field.label, ()):
            rows[column] = squeeze(re.sub(r"\{mark:\d+\}", "", printed(field.value)))
    if region is not None:
        rows["region_text"] = region.text
    return rows


def _times(by: dict[str, Mark]) -> dict[str, Any]:
    """Start, end and months, as their marks give them or else as printed."""
    return {
        "start": (by["start"].value or by["start"].text) if "start" in by else None,
        "end": (by["end"].value or by["end"].text) if "end" in by else None,
        "duration_months": int(by["months"].value) if "months" in by else None,
    }


def _stated(values: dict[str, Any]) -> dict[str, Any]:
    """What the brochure's author states outright, which beats the marks; an empty value is none."""
    return {key: value or None for key, value in values.items() if key != "second"}


def reading(listing: Listing, parent: str | None) -> dict[str, Any]:
    """The gold of one listing."""
    found = [mark for part in listing.marked() for mark in marks(part)]
    by = {mark.kind: mark for mark in reversed(found)}
    places = _places(listing, by.get("region"))
    contacts = [row for f in listing.fields for row in _contacts(f.value, ROLES.get(f.label, "other"))]
    row: dict[str, Any] = {
        "title": title(listing),
        "codes": [mark.text for mark in found if mark.kind == "code"],
        "parent": parent,
        "countries_text": places["countries_text"],
        "countries": [mark.value for mark in found if mark.kind == "country"],
        "scope": None,
        "region_text": places["region_text"],
        **_times(by),
        "budgets": _components(found, "budget"),
        "pledges": _pledges(found),
        "pledged_zero": "zero" in by,
        "shortfalls": _components(found, "shortfall"),
        "contacts": contacts + [row for part in listing.text for row in _contacts(part, "other")],
        "notes": "",
    }
    row.update(_stated(listing.stated))
    if "second" in listing.stated:
        row["second"] = {**row, **{key: value or None for key, value in listing.stated["second"].items()}}
    return row


def gold(brochure: Brochure) -> dict[str, Any]:
    """The gold of a brochure."""
    projects = []
    for listing in brochure.listings:
        projects.append(reading(listing, None))
        projects += [reading(box, title(listing)) for box in listing.boxes]
    return {"document": brochure.file, "projects": projects}
