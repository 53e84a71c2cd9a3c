"""``pledgebook coverage``: what the rules left over, without any gold to compare with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.opened import opened
from pipeline.reconcile.facts import Row, grouped
from pipeline.settings import settings

_UNCLAIMED = "unclaimed-"


def covered(folder: Path) -> dict[str, Any]:
    """What no finding claimed, and what became of the rules; raises :class:`CannotRun` where there is no dataset."""
    dataset = opened(folder)
    lines, findings = (grouped(dataset.rows(table), "document_id") for table in ("lines", "findings"))
    documents = ((row, dataset.texts.get(row.row_id, "")) for row in dataset.rows("documents"))
    return {
        "documents": [
            _document(row, text, lines.get(row.row_id, ()), findings.get(row.row_id, ())) for row, text in documents
        ],
        "rules": _rules(dataset.rows("rules")),
    }


def _document(document: Row, text: str, lines: Sequence[Row], findings: Sequence[Row]) -> dict[str, Any]:
    """One document: how many of its lines were used, and what looks like a value and is none."""
    found = [row.values for row in findings if row.values["code"].startswith(_UNCLAIMED)]
    loose = [row.values for row in lines if row.values["role"] == "unassigned"]
    return {
        "document_id": document.row_id,
        "file": document.values["file"],
        "lines": len(lines),
        "unassigned": [
            {"line": int(v["line"]), "text": text[int(v["start"]) : int(v["end"])].strip(), "why": v["why"]}
            for v in loose
        ],
        "unclaimed": [_unclaimed(v) for v in found],
    }


def _unclaimed(v: Mapping[str, str]) -> dict[str, Any]:
    """A stretch that looks like a value."""
    kind, page = v["code"].removeprefix(_UNCLAIMED), int(v["page"]) if v["page"] else None
    return {"kind": kind, "listing_id": v["listing_id"], "page": page, "says": v["says"]}


def _rules(rows: Sequence[Row]) -> dict[str, Any]:
    """The rules that read nothing, and those whose readings are mostly rejected."""
    least, most = settings("coverage")["readings_least"], settings("coverage")["published_most"]
    vain = [row for row in rows if int(row.values["readings"]) >= least and _share(row) <= most]
    return {
        "number": len(rows),
        "idle": [row.row_id for row in rows if row.values["readings"] == "0"],
        "rejected": [{"rule": r.row_id, **{n: int(r.values[n]) for n in ("rejected", "readings")}} for r in vain],
    }


def _share(row: Row) -> float:
    return int(row.values["published"]) / int(row.values["readings"])


def told_of(found: Mapping[str, Any], *, all_rows: bool = False) -> str:
    """Coverage as lines of text.

    Stretches in the narrative, and single lines that belong to no project, are only counted unless ``all_rows``.
    """
    lines = [line for one in found["documents"] for line in _told_document(one, all_rows=all_rows)]
    return "\n".join([*lines, "", *_told_rules(found["rules"])])


def _told_document(one: Mapping[str, Any], *, all_rows: bool) -> Iterator[str]:
    kinds = Counter(stretch["kind"] for stretch in one["unclaimed"])
    counts = ", ".join(f"{number} {kind}" for kind, number in kinds.items()) or "nothing"
    yield f"{one['file']}: unclaimed {counts}; {len(one['unassigned'])} of {one['lines']} lines in no project"
    for stretch in one["unclaimed"]:
        if all_rows or "in the narrative" not in stretch["says"]:
            page = "" if stretch["page"] is None else f", page {stretch['page']}"
            yield f"  {stretch['listing_id']}{page}: {stretch['says']}"
    for line in one["unassigned"] if all_rows else ():
        yield f"  line {line['line']} “{line['text']}”: {line['why']}"


def _told_rules(rules: Mapping[str, Any]) -> Iterator[str]:
    idle, vain = rules["idle"], rules["rejected"]
    yield f"rules that read nothing here ({len(idle)} of {rules['number']}): {', '.join(idle) or 'none'}"
    yield f"rules whose readings are mostly rejected ({len(vain)}):{'' if vain else ' none'}"
    for one in vain:
        yield f"  {one['rule']}: {one['rejected']} of {one['readings']}"
