"""Extracted documents through the way that keeps nothing in memory, and through the one that keeps all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipeline.publish.check import prove
from pipeline.publish.schema import tables
from pipeline.publish.tables import files
from pipeline.reconcile import Extracted, reconcile
from pipeline.reconcile.corrections import Correction
from pipeline.scale import parts
from pipeline.scale.across import Run
from pipeline.scale.assemble import Assembly
from pipeline.scale.spool import Spool


def out_of_core(
    folder: Path, extracted: Sequence[Extracted], corrections: Sequence[Correction] = (), currency: str = ""
) -> dict[str, str]:
    """The CSV of each table."""
    with Spool(folder / "parts" / "0.parquet", name="text", part="number", data="data") as spool:
        for one in reversed(extracted):  # the order of partitions is that of chance
            for row in parts.rows(one):
                spool.add(row["name"], row["part"], row["data"])
    run = Run(folder)
    run.catalogue((one.document.file, one.document.document_id) for one in extracted)
    run.reconcile(corrections, currency)
    Assembly(folder, run.corrections).write()
    return {
        name: (folder / "made" / f"{name}.csv").read_text(encoding="utf-8") for name in tables() if name != "changes"
    }


def in_memory(
    extracted: Sequence[Extracted], corrections: Sequence[Correction] = (), currency: str = ""
) -> dict[str, str]:
    """The CSV of each table."""
    data = reconcile(extracted, corrections, currency)
    prove(data)
    made = files(data, {e.document.document_id: e.document for e in extracted})
    return {name: made[f"{name}.csv"].decode() for name in tables() if name != "changes"}
