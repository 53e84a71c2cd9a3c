"""IATI activities: the dataset in the XML of the International Aid Transparency Initiative, version 2.03."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.guard import guarded
from pipeline.publish.iati.draft import Draft, LeftOut, drafts
from pipeline.publish.iati.wish import Wish
from pipeline.publish.iati.xml import clean
from pipeline.reconcile.facts import Row

#: The files below the output folder.
ACTIVITIES, LEFT_OUT = "iati/activities.xml", "iati/left-out.csv"

#: Columns of the list of what was left out.
COLUMNS = ("project_id", "title", "what", "row_id", "reason", "says", "do")


class Made(NamedTuple):
    """The files, and how many activities and projects they hold and leave out."""

    files: dict[str, bytes]
    activities: int
    left_out: int


def iati_files(rows: Mapping[str, Sequence[Row]], wish: Wish) -> Made:
    """The activities of a publication and the list of what was left out, from its tables.

    Where no project can be an activity there is no file of activities: the standard has no empty one.
    """
    from pipeline.publish.iati.activity import activities  # lxml is loaded only where it is needed

    ready: list[Draft] = []
    missing: list[LeftOut] = []
    for draft, lacks in drafts(rows, wish):
        missing += lacks
        ready += [draft] if draft else []
    made = {ACTIVITIES: activities(ready, wish)} if ready else {}
    out = {one.project_id for one in missing if one.what == "activity"}
    return Made({**made, LEFT_OUT: _listed(missing)}, len(ready), len(out))


def _listed(missing: Sequence[LeftOut]) -> bytes:
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(clean(cell)) for cell in one] for one in missing)
    return sink.getvalue().encode("utf-8")


def told(out: Path) -> str:
    """What a run says of the files in an output folder, in a line; empty where there are none."""
    try:
        rows = list(csv.DictReader(io.StringIO((out / LEFT_OUT).read_text(encoding="utf-8"), newline="")))
    except FileNotFoundError:
        return ""
    number = sum(_activities(out / ACTIVITIES))
    left = len({row["project_id"] for row in rows if row["what"] == "activity"})
    pledges = sum(row["what"] == "pledge" for row in rows)
    parts = [f"{left} projects" if left else "", f"{pledges} pledges" if pledges else ""]
    why = f"  left out: {' and '.join(filter(None, parts))}, {out}/{LEFT_OUT} says why" if left or pledges else ""
    return f"activities{number:>8}{why}"


def _activities(path: Path) -> Iterator[int]:
    """A 1 for each activity of a file that this project wrote."""
    if path.is_file():
        with path.open(encoding="utf-8") as file:
            yield from (1 for line in file if line.startswith("  <iati-activity"))
