"""Finished facts -> files: one schema behind the tables, their dictionary and their verification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.document import Document
    from pipeline.reconcile.facts import Dataset, Row


def publish(
    dataset: Dataset,
    documents: Mapping[str, Document],
    out: Path,
    *,
    contacts: bool = True,
    about: Mapping[str, str] = MappingProxyType({}),
) -> bool:
    """Write the dataset to a folder, swapped in whole; say whether anything there had to change.

    What differs from the dataset that stands there goes into ``changes``, here and in ``dataset``; where nothing does,
    the folder keeps the ``changes`` it has. ``documents`` are those that receipts quote, by identifier; they give page
    and boxes. Without ``contacts``, the people to call are left out of the tables and masked in the texts. ``about``
    is what the publisher says of the dataset (:mod:`pipeline.publish.package`).
    Raises :class:`~pipeline.publish.schema.SchemaError` for a dataset that is not as promised, and
    :class:`OSError` where the folder cannot be written.
    """
    # Imported here, so that what looks at the folder alone does not wait for Arrow.
    from pipeline.publish.folder import Folder
    from pipeline.publish.privacy import without_contacts
    from pipeline.publish.standing import changed_from, kept
    from pipeline.publish.tables import all_rows, laid, table_files

    public = dataset if contacts else without_contacts(dataset)
    rows = all_rows(public, documents)
    made = laid(rows, public.texts)
    with Folder(out) as folder:
        same = kept(folder, made)
        if same is None:
            rows["changes"] = public.tables["changes"] = dataset.tables["changes"] = changed_from(folder, public)
            same = rows["changes"], table_files("changes", rows["changes"])
        rows["changes"], told = same
        made |= told
        return folder.write(made | _retold(rows, made, about))


def _retold(rows: Mapping[str, Sequence[Row]], made: Mapping[str, bytes], about: Mapping[str, str]) -> dict[str, bytes]:
    """The files that say again what the tables say, for the tools that people use."""
    from pipeline.publish import package, workbook

    return {
        package.NAME: package.package_bytes(made, rows, about),
        workbook.NAME: workbook.workbook_bytes(rows, about),
    }
