"""Finished facts -> files: one schema behind the tables, their dictionary and their verification."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.document import Document
    from pipeline.reconcile.facts import Dataset


def publish(dataset: Dataset, documents: Mapping[str, Document], out: Path, *, contacts: bool = True) -> bool:
    """Write the dataset to a folder, swapped in whole; say whether anything there had to change.

    What differs from the dataset that stands there goes into ``changes``, here and in ``dataset``; where nothing does,
    the folder keeps the ``changes`` it has. ``documents`` are those that receipts quote, by identifier; they give page
    and boxes. Without ``contacts``, the people to call are left out of the tables and masked in the texts.
    Raises :class:`~pipeline.publish.schema.SchemaError` for a dataset that is not as promised, and
    :class:`OSError` where the folder cannot be written.
    """
    # Imported here, so that what looks at the folder alone does not wait for Arrow.
    from pipeline.publish.folder import Folder
    from pipeline.publish.privacy import without_contacts
    from pipeline.publish.standing import changed_from, kept
    from pipeline.publish.tables import files, table_files

    public = dataset if contacts else without_contacts(dataset)
    made = files(public, documents)
    with Folder(out) as folder:
        same = kept(folder, made)
        if same is None:
            public.tables["changes"] = dataset.tables["changes"] = changed_from(folder, public)
            same = table_files("changes", public.tables["changes"])
        return folder.write({**made, **same})
