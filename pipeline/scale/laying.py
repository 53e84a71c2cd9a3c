"""Rows of the published tables on their way to their files, each with the numbers by which they are put in order."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType

from pipeline.publish.schema import tables
from pipeline.publish.tables import laid_out
from pipeline.reconcile.facts import Row
from pipeline.scale.spool import Spool

#: Receipts are laid by the table that they prove, as that is their first order.
EVIDENCE = "evidence"


class Laid:
    """Spooled files of published tables; to be entered. Rows of one table stay in the order in which they come."""

    def __init__(self, folder: Path, shard: str, names: Iterable[str]) -> None:
        """``folder`` is the working folder, ``shard`` a name that sorts as the rows of shards are to be."""
        self._stack = ExitStack()
        self._spools: dict[str, Spool] = {}
        self._folder, self._shard, self._names = folder, shard, [*names]
        self._count = 0

    def __enter__(self) -> Laid:
        for name in self._names:
            table = name.partition("-")[0]
            columns = dict.fromkeys(tables()[table].names, "text")
            spool = Spool(self._folder / "laid" / name / f"{self._shard}.parquet", _a="number", _b="number", **columns)
            self._spools[name] = self._stack.enter_context(spool)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def add(self, row: Row, order: int, name: str = "") -> None:
        """Add a row; ``order`` puts rows of different shards in order where the shards do not."""
        self._count += 1
        self._spools[name or row.table].add(order, self._count, *laid_out(tables()[row.table], row))


def proving(table: str) -> str:
    """The spooled files of the receipts of a table."""
    return f"{EVIDENCE}-{table}"
