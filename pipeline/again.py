"""Whether a run would do again what the last one did: told from the files alone, before any library is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Unpack

from pipeline.cache import Cache, digest_of, digest_of_file, program
from pipeline.inputs import STEERING, USUAL, Source, Wishes, gather, home
from pipeline.progress import Outcome
from pipeline.publish.folder import SUMS, intact

#: Name of the cache's entry.
_LAST = "last"


class Last(NamedTuple):
    """How a run ended."""

    stamp: str  #: digest of all that went into it
    sums: str  #: digest of the list of checksums that it left behind
    outcome: Outcome
    failed: dict[str, str]  #: file -> why it could not be read


def unchanged(paths: Sequence[Path], out: Path, **wishes: Unpack[Wishes]) -> Outcome | None:
    """The outcome of the last run into ``out``, where a run would give the same once more; else None.

    A run with a file that could not be read is not taken for done: that file is to be tried again.
    Raises :class:`~pipeline.progress.CannotRun` for a manifest that cannot be used.
    """
    last = Cache.beside(out).get(_LAST, Last)
    if last is None or last.failed:
        return None
    files = gather(paths, out)
    if last.stamp != stamp(paths, files, {**USUAL, **wishes}):
        return None
    return replace(last.outcome, unchanged=True) if stands(last, out) else None


def stands(last: Last, out: Path) -> bool:
    """Whether ``out`` still holds what that run left behind, byte for byte."""
    return last.sums == digest_of_file(out / SUMS) and intact(out)


def stamp(paths: Sequence[Path], files: Sequence[Source], wishes: Wishes) -> str:
    """A digest of all that a dataset is made from: the files, what is said of them, the options, the program."""
    inputs = [[s.name, s.document_id, digest_of_file(s.path), s.about] for s in files]
    steering = [digest_of_file(home(path) / name) for path in paths for name in STEERING]
    return digest_of(program("pipeline", "extractors"), inputs, steering, wishes)


def keep(cache: Cache, out: Path, stamped: str, outcome: Outcome, failed: Mapping[str, str]) -> None:
    """Remember how a run ended."""
    cache.put(_LAST, Last(stamped, digest_of_file(out / SUMS), outcome, dict(failed)))
