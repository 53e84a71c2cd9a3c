"""``pledgebook explain``: one value, and all that stands behind it, for a person to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.naming import cells, choose
from pipeline.reconcile.facts import Dataset
from pipeline.trace import Book

#: What to do where there is no dataset.
FIRST = "run `pledgebook extract` first, or say where it is with --in"


def traced(dataset: Dataset, project: str, field: str = "") -> list[dict[str, Any]]:
    """The values that are meant, each as a tree (:mod:`pipeline.trace`).

    ``project`` is an identifier of a project or a listing, a code, or a part of the title; ``field`` is a column of
    ``projects``, or ``table.column``. Raises :class:`CannotRun`, with what there is to choose from, where nothing
    or too much fits.
    """
    found = cells(dataset, choose(dataset, project), field)
    book = Book(dataset)
    return [book.cell(row, column) for row, column in found]


def told(trees: list[dict[str, Any]]) -> str:
    """Trees as lines of text."""
    return "\n".join(line for tree in trees for line in (*_cell(tree, ""), "")).rstrip("\n")


def _cell(tree: Mapping[str, Any], indent: str) -> Iterator[str]:
    """A value with its receipts, and, further in, the values it was worked out from."""
    yield f"{indent}{tree['cell']}: {_flat(tree['value']) or '(empty)'} · {tree['status']}"
    for finding in tree["findings"]:
        yield f"{indent}  look: {finding['severity']} {finding['code']}: {finding['says']}"
    if tree["shown_above"]:
        yield f"{indent}  (shown above)"
    for receipt in tree["receipts"]:
        yield from _receipt(receipt, indent + "  ")


def _receipt(tree: Mapping[str, Any], indent: str) -> Iterator[str]:
    says = tree["says"]
    yield f"{indent}rule: {tree['rule']}{': ' if says else ''}{says}"
    for place in tree["places"]:
        yield from _place(place, indent)
    yield from (_step(step, indent) for step in tree["steps"])
    yield from (f"{indent}rejected: {_flat(other)}" for other in tree["rejected"])
    if tree["inputs"]:
        yield f"{indent}{tree['relation']}:"
    for one in tree["inputs"]:
        yield from _cell(one, indent + "  ") if "cell" in one else (_check(one, indent + "  "),)


def _check(tree: Mapping[str, Any], indent: str) -> str:
    """A check that a value took part in, in one line; its own receipt has the other figures."""
    both = f"{tree['stated']} as stated, {tree['worked_out']} as worked out"
    return f"{indent}{tree['check']} ({tree['outcome']}): {tree['says']} {both}"


def _place(tree: Mapping[str, Any], indent: str) -> Iterator[str]:
    """Where a quote stands, and the lines around it with the quote between » and «."""
    where = [tree["file"], *([f"page {tree['page']}"] if tree["page"] is not None else [])]
    where += [f"box {' '.join(map(str, box[1:]))}" for box in tree["boxes"]]
    yield f"{indent}from: {', '.join(where)}"
    for line in f"{tree['before']}»{tree['quote']}«{tree['after']}".split("\n"):
        yield f"{indent}  | {line}"


def _step(tree: Mapping[str, str], indent: str) -> str:
    """A step with the text before and after it."""
    before = _flat(tree["before"])
    if "error" in tree:
        return f"{indent}step: {tree['step']}: {before} → fails: {tree['error']}"
    changed = tree["after"] != tree["before"]
    return f"{indent}step: {tree['step']}: " + (
        f"{before} → {_flat(tree['after'])}" if changed else "nothing to change"
    )


def _flat(text: str) -> str:
    """On one line."""
    return text.replace("\n", " ⏎ ")
