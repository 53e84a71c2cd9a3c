"""Floors under the accuracy: counts per field of each corpus, pinned with a hash of the corpus.

They are raised with ``python -m tests.scoring --pin``, which refuses to lower one; ``--lower REASON`` lowers them and
writes the reason down.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .corpora import Corpus, Result, pairs
from .tally import Count, Tally

FILE = Path(__file__).with_name("floors.toml")


@dataclass(frozen=True, slots=True)
class Floor:
    """What a corpus gave when it was pinned."""

    sha256: str  #: of its documents and gold
    counts: dict[str, list[int]]  #: field -> right, and wrong or spurious
    silent: int
    lowered: tuple[str, ...] = ()  #: why it was lowered, each time


def digest(corpus: Corpus) -> str:
    """SHA-256 of the names and bytes of all documents with gold, and of their gold."""
    made = hashlib.sha256()
    gold = [path for path in sorted(corpus.gold.glob("*.json")) if re.fullmatch(corpus.select or ".*", path.stem)]
    for path in [*sorted(pairs(corpus)), *gold]:
        made.update(f"{path.name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return made.hexdigest()


def measured(result: Result) -> Floor:
    """The floor that a result would make."""
    return Floor(digest(result.corpus), _counts(result.tally), result.tally.silent)


def _counts(tally: Tally) -> dict[str, list[int]]:
    named = {**tally.fields, "listings": tally.listings}
    return {name: _pair(count) for name, count in sorted(named.items())}


def _pair(count: Count) -> list[int]:
    return [count.right, count.wrong + count.spurious]


def load(path: Path = FILE) -> dict[str, Floor]:
    """The floors by the name of their corpus; none where the file is missing."""
    if not path.is_file():
        return {}
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    return {name: Floor(r["sha256"], r["counts"], r["silent"], tuple(r["lowered"])) for name, r in table.items()}


def falls(old: Floor, new: Floor) -> list[str]:
    """What got worse: fewer right values, more wrong ones, more silent errors; a sentence each."""
    return [*_compare(old, new, fewer=True), *_silent(old, new, more=True)]


def rises(old: Floor, new: Floor) -> list[str]:
    """What got better."""
    return [*_compare(old, new, fewer=False), *_silent(old, new, more=False)]


def _compare(old: Floor, new: Floor, *, fewer: bool) -> Iterator[str]:
    for name in sorted({*old.counts, *new.counts}):
        (right, wrong), (now_right, now_wrong) = old.counts.get(name, [0, 0]), new.counts.get(name, [0, 0])
        if now_right != right and (now_right < right) == fewer:
            yield f"{name}: {right} values were right, now {now_right}"
        if now_wrong != wrong and (now_wrong > wrong) == fewer:
            yield f"{name}: {wrong} values were wrong or too many, now {now_wrong}"


def _silent(old: Floor, new: Floor, *, more: bool) -> Iterator[str]:
    if new.silent != old.silent and (new.silent > old.silent) == more:
        yield f"silent errors: {old.silent}, now {new.silent}"


def pin(results: Sequence[Result], reason: str = "", path: Path = FILE) -> None:
    """Write the floors anew; raises ValueError where one would fall and no reason is given."""
    floors = load(path)
    for result in results:
        name, new = result.corpus.name, measured(result)
        old = floors.get(name)
        fallen = falls(old, new) if old else []
        changed = bool(old) and old is not None and old.sha256 != new.sha256
        if fallen and not reason:
            raise ValueError(f"{name} would fall; give --lower REASON: {'; '.join(fallen)}")
        why = [f"{reason}: {'; '.join(fallen)}"] if fallen else ["the corpus changed"] if changed else []
        floors[name] = Floor(new.sha256, new.counts, new.silent, (*(old.lowered if old else ()), *why))
    path.write_text(_text(floors), encoding="utf-8", newline="\n")


def _text(floors: dict[str, Floor]) -> str:
    head = "# Floors under the accuracy, written by `python -m tests.scoring --pin`.\n"
    head += "# counts: field = [right, wrong or too many]; lowered: why, each time that a floor fell.\n"
    return head + "".join(_table(name, floor) for name, floor in floors.items())


def _table(name: str, floor: Floor) -> str:
    quoted = json.dumps(name, ensure_ascii=False)
    lines = [f"\n[{quoted}]", f'sha256 = "{floor.sha256}"', f"silent = {floor.silent}", "lowered = ["]
    lines += [f"  {json.dumps(why, ensure_ascii=False)}," for why in floor.lowered]
    lines += ["]", f"[{quoted}.counts]"]
    lines += [f"{json.dumps(field)} = {pair}" for field, pair in floor.counts.items()]
    return "\n".join(lines) + "\n"
