"""The dataset that stands in the folder already: whether it is the same as a new one, and what differs."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping

from pipeline.publish.folder import SUMS, Folder
from pipeline.publish.load import load, rows_of
from pipeline.publish.privacy import is_public, without_contacts
from pipeline.publish.schema import tables
from pipeline.reconcile.changes import changes
from pipeline.reconcile.facts import Dataset, Row

#: The files that tell of an earlier dataset, and so are no part of what a dataset says.
_CHANGES = ("changes.csv", "changes.parquet")

#: The files that say again what the tables say, ``changes`` among them: made anew from them in every run.
RETOLD = (
    "datapackage.json", "pledgebook.xlsx", "pledgebook.duckdb", "report.html",
    "iati/activities.xml", "iati/left-out.csv",
)  # fmt: skip

#: Tables that are not needed to compare, and are long.
_ASIDE = ("evidence", "lines", "rules", "mentions", "changes", "findings")


def kept(folder: Folder, made: Mapping[str, bytes]) -> tuple[list[Row], dict[str, bytes]] | None:
    """The ``changes`` that stand in the folder, as rows and as files, where the new tables and texts are the same.

    None where they are not. It is what was published that counts: a file that somebody edited or removed since is put
    back as it was.
    """
    listed = {n: digest for n, digest in folder.published().items() if n not in (SUMS, *_CHANGES, *RETOLD)}
    new = {name: hashlib.sha256(data).hexdigest() for name, data in made.items() if name not in _CHANGES}
    if listed != new:
        return None
    standing = {name: data for name in _CHANGES if (data := folder.intact_bytes(name)) is not None}
    if len(standing) < len(_CHANGES):
        return None
    try:
        return rows_of(io.StringIO(standing["changes.csv"].decode("utf-8"), newline=""), tables()["changes"]), standing
    except ValueError:  # an earlier version wrote it, with other columns
        return None


def changed_from(folder: Folder, new: Dataset) -> list[Row]:
    """The rows of ``changes`` from the dataset in the folder to a new one; none where none stands there."""
    if not (folder.target / "projects.csv").is_file():
        return []
    return changes(*comparable(load(folder.target, lenient=True)[0], new))


def comparable(old: Dataset, new: Dataset) -> tuple[Dataset, Dataset]:
    """Two datasets as they can be compared: where people are left out of one, they are left out of both."""
    old = Dataset({name: rows for name, rows in old.tables.items() if name not in _ASIDE}, old.texts)
    new = Dataset({name: rows for name, rows in new.tables.items() if name not in _ASIDE}, new.texts)
    return (without_contacts(old), without_contacts(new)) if is_public(old) or is_public(new) else (old, new)
