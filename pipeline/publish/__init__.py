"""Finished facts -> files: one schema behind the tables, their dictionary and their verification."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.document import Document
    from pipeline.publish.folder import Folder
    from pipeline.publish.iati.wish import Wish
    from pipeline.publish.workshop import Workshop
    from pipeline.reconcile.facts import Dataset, Row


def publish(
    dataset: Dataset,
    documents: Mapping[str, Document],
    out: Path,
    *,
    contacts: bool = True,
    about: Mapping[str, str] = MappingProxyType({}),
    database: bool = False,
    iati: Wish | None = None,
    workshop: Workshop | None = None,
) -> bool:
    """Write the dataset to a folder, swapped in whole; say whether anything there had to change.

    What differs from the dataset that stands there goes into ``changes``, here and in ``dataset``; where nothing does,
    the folder keeps the ``changes`` it has. ``documents`` are those that receipts quote, by identifier; they give page
    and boxes. Without ``contacts``, the people to call are left out of the tables and masked in the texts. ``about``
    is what the publisher says of the dataset (:mod:`pipeline.publish.package`); ``database`` asks for one of DuckDB,
    ``iati`` for activities, and a ``workshop`` for the report that is made in it.
    Raises :class:`~pipeline.publish.schema.SchemaError` for a dataset that is not as promised, and
    :class:`OSError` where the folder cannot be written.
    """
    # Imported here, so that what looks at the folder alone does not wait for Arrow.
    from pipeline.publish.folder import Folder
    from pipeline.publish.privacy import without_contacts
    from pipeline.publish.tables import all_rows, laid

    public = dataset if contacts else without_contacts(dataset)
    rows = all_rows(public, documents)
    made = laid(rows, public.texts)
    with Folder(out) as folder:
        rows["changes"], told = _changes(folder, made, public, dataset)
        made |= told
        made |= _retold(rows, made, about) | (_activities(rows, iati) if iati else {})
        made |= _report(rows, public, documents, about, workshop) if workshop else {}
        return folder.write(made | (_database(folder, made) if database else {}))


def _changes(
    folder: Folder, made: Mapping[str, bytes], public: Dataset, dataset: Dataset
) -> tuple[list[Row], dict[str, bytes]]:
    """The rows of ``changes`` and their files: those that stand there where nothing else differs."""
    from pipeline.publish.standing import changed_from, kept
    from pipeline.publish.tables import table_files

    same = kept(folder, made)
    if same is not None:
        return same
    found = public.tables["changes"] = dataset.tables["changes"] = changed_from(folder, public)
    return found, table_files("changes", found)


def _retold(rows: Mapping[str, Sequence[Row]], made: Mapping[str, bytes], about: Mapping[str, str]) -> dict[str, bytes]:
    """The files that say again what the tables say, for the tools that people use."""
    from pipeline.publish import package, workbook

    return {
        package.NAME: package.package_bytes(made, rows, about),
        workbook.NAME: workbook.workbook_bytes(rows, about),
    }


def _report(
    rows: Mapping[str, Sequence[Row]],
    public: Dataset,
    documents: Mapping[str, Document],
    about: Mapping[str, str],
    workshop: Workshop,
) -> dict[str, bytes]:
    from pipeline.publish import report

    return {report.NAME: report.report_bytes(rows, public.texts, documents, about, workshop)}


def completed(
    folder: Folder, made: Mapping[str, bytes], dataset: Dataset, about: Mapping[str, str]
) -> dict[str, bytes]:
    """All files of a publication whose tables (but for ``changes``) and texts are made, and loaded into a dataset."""
    rows, told = _changes(folder, made, dataset, dataset)
    files = {**made, **told}
    return files | _retold({**dataset.tables, "changes": rows}, files, about)


def _database(folder: Folder, made: Mapping[str, bytes]) -> dict[str, bytes]:
    from pipeline.publish import database

    return {database.NAME: database.database_bytes(folder, made)}


def _activities(rows: Mapping[str, Sequence[Row]], iati: Wish) -> dict[str, bytes]:
    from pipeline.publish.iati import iati_files

    return iati_files(rows, iati).files
