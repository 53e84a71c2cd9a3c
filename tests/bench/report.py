"""The page that tells what was measured, and by how much each aim is missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

#: Stages that turn a file into tables by rules alone.
RULES = ("read", "segment", "extract", "names by tables", "reconcile", "check receipts", "tables")
AIM = 6.0


def page(results: Mapping[str, Any]) -> str:
    """The page, from the figures of one run and from what was tried."""
    tried = Path(__file__).with_name("tried.md").read_text(encoding="utf-8")
    return "\n".join([*_head(results), *_stages(results), *_others(results), *_corpus(results), "", tried])


def _head(results: Mapping[str, Any]) -> Iterator[str]:
    m = results["machine"]
    yield "# Performance\n"
    yield "Made by `make bench`; the figures are in `tests/bench/results.json`. Processor time in milliseconds a page,"
    yield "warm, medians of several rounds in processes of their own; workers by the clock on the wall.\n"
    yield f"{m['machine']}, {m['cores']} cores, {m['memory']}, Python {m['python']}, commit {m['commit']};"
    yield f"load of the machine when it began: {m['load']} (others were at work on it where that is above 0.5)."


def _stages(results: Mapping[str, Any]) -> Iterator[str]:
    yield "\n## Stages\n\n| stage | brochure, 52 pages | one file, 450 pages |\n| --- | --- | --- |"
    short, long = (results[k]["pledgebook"]["stages"] for k in ("brochure", "long file"))
    yield from (f"| {stage} | {short[stage]:.2f} | {long[stage]:.2f} |" for stage in short)
    yield f"| **file to tables, by rules** | **{rules(short):.2f}** | **{rules(long):.2f}** |"
    model = results["brochure"]["pledgebook with model"]["stages"]["names by model"]
    plumber = results["brochure"]["pdfplumber and patterns"]["stages"]["text"]
    yield "\n| aim | measured | |\n| --- | --- | --- |"
    yield _aim(f"the rules at most {AIM:.0f} ms a page", rules(short), AIM)
    yield _aim("the rules at most twice the reader's own time", rules(short), 2 * short["read"])
    yield _aim("the rules at most a tenth of pdfplumber's text", rules(short), plumber / 10)
    yield _aim("names by the model at most the rules' time again", model, rules(short))
    yield _aim("450 pages in one file cost no more a page", rules(long), 1.1 * rules(short))


def rules(stages: Mapping[str, float]) -> float:
    """The time from a file to tables."""
    return sum(stages[stage] for stage in RULES)


def _aim(says: str, measured: float, aim: float) -> str:
    verdict = "met" if measured <= aim else f"missed by a factor of {measured / aim:.1f}"
    return f"| {says} ({aim:.2f}) | {measured:.2f} | {verdict} |"


def _others(results: Mapping[str, Any]) -> Iterator[str]:
    yield "\n## Beside others\n\n| | brochure | 450 pages | memory, 450 pages |\n| --- | --- | --- | --- |"
    for name, made in results["long file"].items():
        total = [_total(results[k][name]["stages"]) for k in ("brochure", "long file")]
        yield f"| {name} | {total[0]:.2f} | {total[1]:.2f} | {made['memory']} MB |"
    yield "\nThe row of pledgebook is all stages, the workbook too; the others read the text, and publish nothing."


def _total(stages: Mapping[str, float]) -> float:
    return sum(stages.values())


def _corpus(results: Mapping[str, Any]) -> Iterator[str]:
    pages, made = results["pages"]["corpus"], results["corpus"]
    yield f"\n## A corpus of {pages:,} pages\n\nRead, segment and extract, names by tables.\n"
    yield "| | ms a page | memory of the largest process |\n| --- | --- | --- |"
    for name, one in made.items():
        yield f"| {name} | {_total(one['stages']):.2f} | {one['memory']} MB |"
    ratio = _total(made["1 worker"]["stages"]) / _total(made["2 workers"]["stages"])
    yield f"\nTwo workers are {ratio:.2f} times as fast as one; the aim is 1.8."
