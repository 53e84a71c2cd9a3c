"""From Python: brochures or a folder in, a dataset of pandas frames out. ``docs/python.md`` shows it."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pipeline.progress import Outcome, Progress, silent

if TYPE_CHECKING:
    import pandas as pd

    from pipeline.frames import Dates, Decimals
    from pipeline.publish.check import Problem
    from pipeline.publish.schema import Table
    from pipeline.reconcile.facts import Dataset as Rows

#: The tables that people ask for first.
_MAIN = ("documents", "listings", "projects", "amounts", "pledges", "contacts", "findings")

#: A path as people give it.
PathLike = str | os.PathLike[str]


def extract(
    *paths: PathLike,
    out: PathLike | None = None,
    contacts: bool = True,
    currency: str = "",
    jobs: int | None = None,
    progress: Progress = silent,
) -> Dataset:
    """Read brochures (files, or folders of them); gives the dataset.

    It is written to the folder ``out``, as ``pledgebook extract`` does it, which makes the next run faster and lets
    others open it; without one nothing is kept on disk. ``contacts=False`` leaves people out, ``currency`` adds
    converted amounts. ``jobs`` processes read side by side; as many as there are cores, unless told. ``progress`` is
    told how much is done, of how much, and what is being done.
    A file that cannot be read is no error: ``dataset.documents`` says what became of it. Raises
    :class:`~pipeline.CannotRun` where there is nothing to read, or steering files cannot be used.
    """
    from pipeline.beginning import can_begin
    from pipeline.inputs import Wishes
    from pipeline.run import extract as run

    given = [Path(path) for path in paths]
    with TemporaryDirectory(prefix="pledgebook-") as scratch:
        folder = Path(scratch) / "dataset" if out is None else Path(out)
        can_begin(given, folder)
        wishes = Wishes(contacts=contacts, currency=currency.upper(), report=out is not None)
        outcome = run(given, folder, jobs=jobs, progress=progress, **wishes)
        return Dataset(_rows(folder), None if out is None else folder, outcome)


def load(folder: PathLike = "output") -> Dataset:
    """The dataset in a folder that ``pledgebook extract`` wrote; raises :class:`~pipeline.CannotRun` for any other."""
    return Dataset(_rows(Path(folder)), Path(folder))


def _rows(folder: Path) -> Rows:
    from pipeline.opened import opened

    return opened(folder)


def _described(name: str) -> Table:
    """A table of the schema; raises :class:`KeyError`, with what may have been meant, where there is none."""
    from pipeline.publish.schema import tables

    if name in tables():
        return tables()[name]
    near = difflib.get_close_matches(name, tables(), 1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(tables())}"
    raise KeyError(f"there is no table {name}; {hint}")


@dataclass(frozen=True, repr=False)
class Explanation:
    """Where values come from: printed, it reads as ``pledgebook explain`` prints it."""

    values: list[dict[str, Any]]  #: a tree for each value, as ``pledgebook explain --json`` gives it

    def __str__(self) -> str:
        """The lines that ``pledgebook explain`` prints."""
        from pipeline.explain import told

        return told(self.values)

    def __repr__(self) -> str:
        """The same, so that a prompt shows it."""
        return str(self)

    def _repr_html_(self) -> str:
        from pipeline.notebook import explanation

        return explanation(self.values)


class Dataset:
    """A dataset: each table is an attribute, a pandas frame with the types of the schema.

    ``dataset.projects`` is the flat one that most people want; ``tables`` lists them all, ``columns`` says what is in
    one. A frame is made when it is first asked for, and is then yours: altering it alters nothing else.
    """

    def __init__(self, rows: Rows, folder: Path | None = None, outcome: Outcome | None = None) -> None:
        """Use :func:`extract` or :func:`load`. ``outcome`` is how the run ended that made it."""
        self._rows = rows
        self._frames: dict[str, pd.DataFrame] = {}
        self.folder = folder
        self.outcome = outcome

    @cached_property
    def tables(self) -> Mapping[str, int]:
        """Table -> number of its rows."""
        return {name: len(rows) for name, rows in self._rows.tables.items()}

    @property
    def texts(self) -> Mapping[str, str]:
        """Document -> its text, in which ``start`` and ``end`` of ``evidence`` count characters."""
        return self._rows.texts

    def table(self, name: str, *, dates: Dates = "stated", decimals: Decimals = "exact") -> pd.DataFrame:
        """A table as a frame of its own.

        ``dates``: a date that may be known to the year or month only is text as it is ``stated``, or the ``first`` or
        ``last`` day that it can mean. ``decimals``: ``exact``, or ``float`` for what cannot count with decimals.
        Raises :class:`KeyError` for a table that there is not.
        """
        from pipeline.frames import frame

        return frame(_described(name), self._rows.rows(name), dates, decimals)

    def columns(self, name: str) -> pd.DataFrame:
        """What the columns of a table are: type, unit, and a sentence; raises :class:`KeyError` as :meth:`table`."""
        from pipeline.frames import columns

        return columns(_described(name))

    def explain(self, project: str, field: str = "") -> Explanation:
        """Where a value comes from, or all values of a project.

        ``project`` is an identifier of a project or a listing, a code, or a part of the title; ``field`` is a column
        of ``projects``, or ``table.column``. Raises :class:`~pipeline.CannotRun`, with what there is to choose from,
        where nothing or too much fits.
        """
        from pipeline.explain import traced

        return Explanation(traced(self._rows, project, field))

    def findings_for(self, project: str) -> pd.DataFrame:
        """The findings about a project (or a listing), named as in :meth:`explain`: what a person should look at."""
        from pipeline.naming import choose

        ids = {row.row_id for row in choose(self._rows, project)}
        found = self.table("findings")
        return found[found["listing_id"].isin(ids) | found["row_id"].isin(ids)].reset_index(drop=True)

    def verify(self) -> list[Problem]:
        """What does not hold of the folder it was loaded from or written to; an empty list is a clean bill.

        Raises :class:`ValueError` for a dataset that was written to none.
        """
        from pipeline.verify import verify_dataset

        if self.folder is None:
            raise ValueError("the dataset is in no folder; give extract() one as `out`, which can be verified")
        return verify_dataset(self.folder)

    def __getattr__(self, name: str) -> pd.DataFrame:
        """A table, by its name."""
        if name.startswith("_"):
            raise AttributeError(name)
        if name not in self._frames:
            try:
                self._frames[name] = self.table(name)
            except KeyError as error:
                raise AttributeError(str(error.args[0])) from None
        return self._frames[name]

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._rows.tables})

    def __repr__(self) -> str:
        """What it holds, in a few lines."""
        shown = ", ".join(f"{self.tables.get(name, 0)} {name}" for name in _MAIN)
        where = f" in {self.folder}" if self.folder else ""
        return f"<Pledgebook dataset{where}: {shown}>"

    def _repr_html_(self) -> str:
        from pipeline.notebook import overview

        return overview(self.tables, self.folder, self.outcome.failed if self.outcome else ())
