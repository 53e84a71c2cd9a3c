"""The counts as text for a terminal, as a table for the documentation, and as data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from .corpora import Result
from .items import FIELDS, Item
from .judge import Verdict
from .tally import STATUSES, Count, Tally

#: Between two lines of these a file is written anew: with all tables, or with that of the corpora alone.
BEGIN, BEGIN_CORPORA, END = "<!-- accuracy -->", "<!-- accuracy: corpora -->", "<!-- /accuracy -->"


def text(result: Result, *, verbose: bool = False) -> str:
    """What is printed for one corpus; with ``verbose`` the single errors, unless it is held back."""
    tally = result.tally
    lines = [f"== {result.corpus.name}: {len(tally.documents)} documents"]
    if verbose and not result.corpus.held_back:
        lines += _errors(result)
    lines.append(f"{'field':14}{'right':>6}{'wrong':>6}{'missed':>7}{'spurious':>9}{'P':>8}{'R':>7}{'F1':>7}")
    lines += [_row(name, tally.fields[name]) for name in FIELDS if name in tally.fields]
    lines += [_row("all", tally.total), _row("listings", tally.listings), ""]
    lines += [f"{'status':14}{'values':>7}{'right':>6}{'share':>8}"]
    lines += [_status_row(name, tally.statuses[name]) for name in STATUSES]
    if not result.corpus.held_back:
        lines += ["", "F1 by document"] + [f"  {count.f1:.3f}  {name}" for name, count in tally.documents.items()]
    return "\n".join([*lines, "", _sum(tally)])


def _row(name: str, c: Count) -> str:
    rates = f"{c.precision:8.3f}{c.recall:7.3f}{c.f1:7.3f}"
    return f"{name:14}{c.right:6}{c.wrong:6}{c.missed:7}{c.spurious:9}{rates}"


def _status_row(name: str, c: Count) -> str:
    return f"{name:14}{c.given:7}{c.right:6}" + (f"{c.precision:8.3f}" if c.given else "       -")


def _sum(tally: Tally) -> str:
    return (
        f"micro-F1 {tally.total.f1:.4f}, listings F1 {tally.listings.f1:.4f}, perfect documents "
        f"{tally.perfect}/{len(tally.documents)}, silent errors {tally.silent} "
        f"({tally.silent_negative} of them in documents without projects)"
    )


def _errors(result: Result) -> Iterator[str]:
    for name, verdicts in result.verdicts.items():
        for verdict in verdicts:
            if verdict.missed or verdict.wrong or verdict.kind != "found":
                yield from _verdict(name, verdict)


def _verdict(name: str, verdict: Verdict) -> Iterator[str]:
    yield f"  {name} | {verdict.kind} listing | {verdict.name[:70]}"
    yield from (f"      missed {_show(item)}" for item in verdict.missed)
    yield from (f"      wrong  {_show(claim.item)} ({claim.status})" for claim in verdict.wrong)


def _show(item: Item) -> str:
    key = item.key
    shown = " ".join("-" if part is None else str(part) for part in key) if isinstance(key, tuple) else str(key)
    return f"{item.field}: {shown or '(empty)'}"


def data(results: Sequence[Result]) -> dict[str, Any]:
    """All counts, by corpus."""
    return {result.corpus.name: _counts(result.tally) for result in results}


def _counts(tally: Tally) -> dict[str, Any]:
    return {
        "micro_f1": round(tally.total.f1, 4),
        "listings": _count(tally.listings),
        "all": _count(tally.total),
        "fields": {name: _count(tally.fields[name]) for name in FIELDS if name in tally.fields},
        "statuses": {s: {"right": c.right, "wrong": c.wrong} for s, c in tally.statuses.items()},
        "documents": {name: _count(count) for name, count in tally.documents.items()},
        "perfect": tally.perfect,
        "silent": tally.silent,
        "silent_negative": tally.silent_negative,
    }


def _count(c: Count) -> dict[str, int]:
    return {"right": c.right, "wrong": c.wrong, "missed": c.missed, "spurious": c.spurious}


def as_json(results: Sequence[Result]) -> str:
    """The counts as a JSON text; a held-back corpus without its documents."""
    counts = data(results)
    for result in results:
        if result.corpus.held_back:
            del counts[result.corpus.name]["documents"]
    return json.dumps(counts, ensure_ascii=False, indent=1) + "\n"


def markdown(results: Sequence[Result]) -> str:
    """Three tables: the corpora, F1 by field, and how often each status is right."""
    tables = [_corpora_table(results), _field_table(results), _status_table(results)]
    return "\n\n".join(tables)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---"] + ["---:"] * (len(head) - 1)
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, rule, *rows))


def _corpora_table(results: Sequence[Result]) -> str:
    head = ["corpus", "documents", "values asked for", "micro-F1", "precision", "recall", "listings F1"]
    rows = [_corpus_row(r.corpus.name, r.tally, r.tally.total) for r in results]
    return _table([*head, "perfect documents", "silent errors"], rows)


def _corpus_row(name: str, tally: Tally, total: Count) -> list[str]:
    shares = [total.f1, total.precision, total.recall, tally.listings.f1]
    counts = [len(tally.documents), total.asked]
    return [name, *map(str, counts), *(f"{x:.3f}" for x in shares), str(tally.perfect), str(tally.silent)]


def _field_table(results: Sequence[Result]) -> str:
    rows = [[name, *(_cell(r.tally.fields.get(name)) for r in results)] for name in FIELDS]
    return _table(["F1 (values asked for)", *(r.corpus.name for r in results)], rows)


def _cell(c: Count | None) -> str:
    return f"{c.f1:.3f} ({c.asked})" if c else "-"


def _status_table(results: Sequence[Result]) -> str:
    rows = [[status, *(_right(r.tally.statuses[status]) for r in results)] for status in STATUSES]
    return _table(["right of values given", *(r.corpus.name for r in results)], rows)


def _right(c: Count) -> str:
    return f"{c.right}/{c.given} ({c.precision:.3f})" if c.given else "-"


def write(path: Path, block: str) -> None:
    """Put the block between the marks of a file, or its first table where they ask for no more.

    Raises ValueError where the file has no marks, or several.
    """
    old = path.read_text(encoding="utf-8")
    tables = {BEGIN: block, BEGIN_CORPORA: block.partition("\n\n")[0]}
    pattern = f"({BEGIN}|{BEGIN_CORPORA}).*?{END}"
    new, changed = re.subn(pattern, lambda m: f"{m[1]}\n{tables[m[1]]}\n{END}", old, flags=re.DOTALL)
    if changed != 1:
        raise ValueError(f"{path} must hold {BEGIN} and {END} once, and holds them {changed} times")
    path.write_text(new, encoding="utf-8", newline="\n")
