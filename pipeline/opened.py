"""The dataset of a folder, for those who look at it: whole, or a sentence that says what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from pipeline.progress import CannotRun
from pipeline.publish.load import load
from pipeline.reconcile.facts import Dataset

#: What to do where there is no dataset.
_FIRST = "run `pledgebook extract` first, or say where it is"


def opened(folder: Path, advice: str = _FIRST, *, lenient: bool = False) -> Dataset:
    """The dataset of a folder; ``lenient`` is for one that an earlier version wrote, as in ``load``.

    Raises :class:`CannotRun` where there is none, and where a table or a text of it cannot be read.
    """
    if not (folder / "projects.csv").is_file():
        raise CannotRun(f"{folder} holds no dataset; {advice}")
    dataset, problems = load(folder, lenient=lenient)
    damaged = next((problem for problem in problems if problem.code == "unreadable"), None)
    if damaged:
        name = damaged.row_id or damaged.table
        raise CannotRun(f"{folder}: {name} cannot be read ({damaged.says}); run `pledgebook extract` again")
    return dataset
