"""What the report is made with besides the tables; apart from it, so that a run waits for no library."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from pipeline.cache import Cache


class Workshop(NamedTuple):
    """The files that were read, for pictures of their pages, and where what is slow to make is kept."""

    cache: Cache
    files: Mapping[str, Path]  #: document_id -> the file that it was read from
    contacts: bool = True  #: whether people may be seen in the pictures
