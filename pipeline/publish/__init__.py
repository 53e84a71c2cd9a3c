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

    ``documents`` are those that receipts quote, by identifier; they give page and boxes. Without ``contacts``,
    the people to call are left out of the tables and masked in the texts.
    Raises :class:`~pipeline.publish.schema.SchemaError` for a dataset that is not as promised, and
    :class:`OSError` where the folder cannot be written.
    """
    # Imported here, so that what looks at the folder alone does not wait for Arrow.
    from pipeline.publish.folder import write
    from pipeline.publish.privacy import without_contacts
    from pipeline.publish.tables import files

    return write(out, files(dataset if contacts else without_contacts(dataset), documents))
