"""What an activity is to say, field by field, or why it cannot be one: nothing is guessed to make it valid."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.publish.iati.mapping import codes, mapping
from pipeline.publish.iati.orgs import Org, organisations
from pipeline.publish.iati.places import Place, places
from pipeline.publish.iati.projects import Project, projects
from pipeline.publish.iati.wish import Wish
from pipeline.publish.iati.worked import Known, first_day, last_day, phase
from pipeline.reconcile.facts import Row


class LeftOut(NamedTuple):
    """A row of the list of what was left out."""

    project_id: str
    title: str
    what: str  #: ``activity`` or ``pledge``
    row_id: str
    reason: str
    says: str
    do: str


class Draft(NamedTuple):
    """A project with all that a valid activity needs."""

    project: Project
    language: Known
    organisations: list[Org]
    status: Known
    start: Known
    end: Known | None
    places: list[Place]
    sector: Known
    pledges: list[tuple[Row, Known]]  #: each with the date of its transaction
    parent: str  #: identifiers of projects, none of which need be an activity
    children: tuple[str, ...]


def drafts(rows: Mapping[str, Sequence[Row]], wish: Wish) -> Iterator[tuple[Draft | None, list[LeftOut]]]:
    """Each project as an activity, or None; and what of it is left out, with the reasons."""
    children = _children(rows.get("projects", ()))
    for project in projects(rows):
        lacks, draft = _draft(project, wish)
        if draft is None:
            yield None, [_left(project, "activity", project.row.row_id, reason) for reason in lacks]
            continue
        dates = [(pledge, _pledge_date(pledge, draft)) for pledge in project.pledges if _amount(pledge)]
        kept = [(pledge, when) for pledge, when in dates if isinstance(when, Known)]
        left = [_left(project, "pledge", pledge.row_id, why) for pledge, why in dates if not isinstance(why, Known)]
        yield draft._replace(pledges=kept, children=tuple(children[project.row.row_id])), left


def _draft(project: Project, wish: Wish) -> tuple[list[str], Draft | None]:
    """The reasons why a project can be no activity, or the activity without its pledges."""
    start, lacks_start = _start(project, wish)
    end, lacks_end = _end(project, start)
    state, lacks_status = _status(project, wish, start, end)
    found, lacks_place = places(project)
    language, sector = _language(project, wish), _sector(project, wish)
    orgs = organisations(project, wish)
    lacks = [
        *([] if project.get("title") else ["title"]),
        *([] if language else ["language"]),
        *([] if orgs else ["participant"]),
        *dict.fromkeys((*lacks_start, *lacks_end, *lacks_status)),
        *lacks_place,
        *([] if sector else ["sector"]),
    ]
    if lacks or start is None or state is None or language is None or sector is None:
        return lacks, None
    parent = project.row.values.get("parent_project_id", "")
    return [], Draft(project, language, orgs, state, start, end, found, sector, [], parent, ())


def _start(project: Project, wish: Wish) -> tuple[Known | None, list[str]]:
    """The first day, or why there is none."""
    text = project.get("start_date")
    if text:
        found = first_day(text, project.listing.status("start_date"))
        return found, [] if found else ["day"]
    published = project.document.values.get("published", "")
    day = first_day(published)
    if wish.assume_dates and day:
        return Known(day.value, "assumed", published), []
    return None, ["start-unknown" if wish.assume_dates else "start"]


def _end(project: Project, start: Known | None) -> tuple[Known | None, list[str]]:
    """The last day, and what is wrong with it."""
    text = project.get("end_date")
    if not text:
        return None, []
    found = last_day(text, project.listing.status("end_date"))
    if found is None:
        return None, ["day"]
    return found, ["order"] if start and found.value < start.value else []


def _status(project: Project, wish: Wish, start: Known | None, end: Known | None) -> tuple[Known | None, list[str]]:
    """Whether the project was planned, running or over when its document was published; or why that is not known."""
    if start is None:
        return None, []
    at = phase(start.value, end.value if end else "", project.document.values.get("published", ""))
    if not at and not wish.assume_dates:
        return None, ["status"]
    unfunded = at != "after" and project.get("pledged") == "0"
    code = codes()["status"]["unfunded" if unfunded else at or "unknown"]
    return Known(code, "inferred" if at and start.basis != "assumed" else "assumed"), []


def _language(project: Project, wish: Wish) -> Known | None:
    stated = project.document.values.get("language", "").lower().partition("-")[0]
    if len(stated) == 2 and stated.isascii() and stated.isalpha():
        return Known(stated, "stated")
    return Known(wish.language, "reporter") if wish.language else None


def _sector(project: Project, wish: Wish) -> Known | None:
    """The purpose code of the project's themes, else the reporter's."""
    themes = {row.values.get("theme", "") for row in project.themes}
    for entry in mapping()["sector"]:
        if themes.intersection(entry["themes"]):
            return Known(entry["code"], "inferred")
    return Known(wish.sector, "reporter") if wish.sector else None


def _amount(pledge: Row) -> str:
    return pledge.values.get("amount", "")


def _pledge_date(pledge: Row, draft: Draft) -> Known | str:
    """The date of a pledge's transaction: that of the document that states it; or why there can be none.

    A document without a date is here only where dates are assumed, since its activity has no status otherwise.
    """
    if not pledge.values.get("currency"):
        return "pledge-currency"
    published = draft.project.document.values.get("published", "")
    day = first_day(published)
    return Known(day.value, "inferred", published) if day else Known(draft.start.value, "assumed")


def _children(rows: Sequence[Row]) -> Mapping[str, list[str]]:
    """Project -> the projects that are parts of it."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        found[row.values.get("parent_project_id", "")].append(row.row_id)
    return found


def _left(project: Project, what: str, row_id: str, reason: str) -> LeftOut:
    told = mapping()["reasons"][reason]
    name = project.row.row_id
    return LeftOut(name, project.get("title"), what, row_id, reason, told["says"], told["do"].replace("PROJECT", name))
