"""``pledgebook coverage``: what the rules left over, without any gold to compare with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.progress import CannotRun
from pipeline.publish.load import load
from pipeline.reconcile.facts import Dataset, Row
from pipeline.settings import settings

_UNCLAIMED = "unclaimed-"


def coverage(folder: Path, *, all_rows: bool = False) -> str:
    """What no finding claimed, document by document, and the rules that never fire or are mostly rejected.

    Stretches in the narrative, and single lines that belong to no project, are only counted unless ``all_rows``.
    Raises :class:`CannotRun` where the folder holds no dataset.
    """
    if not (folder / "documents.csv").is_file():
        raise CannotRun(f"{folder} holds no dataset; run `pledgebook extract` first, or say where it is")
    dataset = load(folder)[0]
    lines = [line for row in dataset.rows("documents") for line in _document(dataset, row, all_rows=all_rows)]
    return "\n".join([*lines, "", *_rules(dataset.rows("rules"))])


def _document(dataset: Dataset, document: Row, *, all_rows: bool) -> Iterator[str]:
    """One document: how many of its lines were used, and what looks like a value and is none."""
    own = [row for row in dataset.rows("lines") if row.values["document_id"] == document.row_id]
    loose = [row for row in own if row.values["role"] == "unassigned"]
    found = [
        row
        for row in dataset.rows("findings")
        if row.values["document_id"] == document.row_id and row.values["code"].startswith(_UNCLAIMED)
    ]
    kinds = Counter(row.values["code"].removeprefix(_UNCLAIMED) for row in found)
    counts = ", ".join(f"{number} {kind}" for kind, number in kinds.items()) or "nothing"
    yield f"{document.values['file']}: unclaimed {counts}; {len(loose)} of {len(own)} lines in no project"
    for row in found:
        if all_rows or "in the narrative" not in row.values["says"]:
            yield f"  {_place(row)}{row.values['says']}"
    for row in loose if all_rows else ():
        text = dataset.texts.get(document.row_id, "")[int(row.values["start"]) : int(row.values["end"])]
        yield f"  line {row.values['line']} “{text.strip()}”: {row.values['why']}"


def _place(row: Row) -> str:
    page = f", page {row.values['page']}" if row.values["page"] else ""
    return f"{row.values['listing_id']}{page}: "


def _rules(rows: Sequence[Row]) -> Iterator[str]:
    idle = [row.row_id for row in rows if row.values["readings"] == "0"]
    yield f"rules that read nothing here ({len(idle)} of {len(rows)}): {', '.join(idle) or 'none'}"
    least, most = settings("coverage")["readings_least"], settings("coverage")["published_most"]
    vain = [row for row in rows if int(row.values["readings"]) >= least and _share(row) <= most]
    yield f"rules whose readings are mostly rejected ({len(vain)}):{'' if vain else ' none'}"
    for row in vain:
        yield f"  {row.row_id}: {row.values['rejected']} of {row.values['readings']}"


def _share(row: Row) -> float:
    return int(row.values["published"]) / int(row.values["readings"])
