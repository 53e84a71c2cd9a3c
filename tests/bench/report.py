"""The page that tells what was measured, and by how much each aim is missed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

#: Stages that turn a file into tables by rules alone.
RULES = ("read", "segment", "extract", "names by tables", "reconcile", "check receipts", "tables")
#: What else is published.
MORE = ("workbook", "report")
#: Milliseconds of processor time a page that the rules may take.
AIM = 6.0

#: Rows of a table of stages, with the stages that they are made of.
_ROWS = (*((stage, (stage,)) for stage in RULES), ("**file to tables, by rules**", RULES))

Figures = Mapping[str, Any]


class Aim(NamedTuple):
    """What was aimed at, what came of it, and whether that is enough."""

    says: str
    aim: str
    measured: str
    times: float  #: measured against the aim; 1 and below is met

    def row(self) -> str:
        """A row of the table."""
        verdict = "met" if self.times <= 1 else f"**missed** by a factor of {self.times:.2f}"
        return f"| {self.says} | {self.aim} | {self.measured} | {verdict} |"


def page(results: Figures) -> str:
    """The page, from the figures of one run and from what was tried."""
    tried = Path(__file__).with_name("tried.md").read_text(encoding="utf-8")
    parts = (_head, _aims, _stages, _others, _growth, _workers, _start)
    return "\n".join([*(line for part in parts for line in part(results)), "", tried])


def cost(results: Figures, where: str, name: str, stages: Sequence[str] = (), clock: str = "cpu") -> float:
    """Milliseconds a page, the median of the passes; of all stages where none is named."""
    return 1000 * median(_sums(results, where, name, stages, clock)) / int(results[where]["pages"])


def _sums(results: Figures, where: str, name: str, stages: Sequence[str], clock: str) -> list[float]:
    passes = results[where]["by"][name]["passes"]
    return [sum(one[stage][clock] for stage in stages or one) for one in passes]


def _ours(results: Figures, where: str) -> str:
    """The name that the pipeline has there: a corpus ends with its tables."""
    return next(name for name in ("pledgebook", "pledgebook to tables") if name in results[where]["by"])


def _rules(results: Figures, where: str, stages: Sequence[str] = RULES) -> float:
    return cost(results, where, _ours(results, where), stages)


def _model(results: Figures, where: str) -> float:
    """What the statistical model adds to the names."""
    name = "pledgebook and model"
    both, tables = (cost(results, where, name, (s,)) for s in ("names by tables and model", "names by tables"))
    return both - tables


def _speedup(results: Figures) -> float:
    """How many times as fast two workers are, the median of the rounds."""
    one, two = (_sums(results, "workers", name, (), "wall") for name in ("1 worker", "2 workers"))
    return median(a / b for a, b in zip(one, two, strict=True))


def _inflation(results: Figures) -> float:
    """How much more processor time two workers take for the same files."""
    one, two = (_sums(results, "workers", name, (), "cpu") for name in ("1 worker", "2 workers"))
    return median(b / a for a, b in zip(one, two, strict=True))


def _started(results: Figures, name: str, clock: str = "wall") -> float:
    return median(one[clock] for one in results["start"][name])


def _head(results: Figures) -> Iterator[str]:
    m = results["machine"]
    yield "# Performance\n"
    yield "Made by `make bench`; all figures are in [performance.json](performance.json). Times are **processor time in"
    yield "milliseconds a page**, medians of passes in processes that are warm (libraries loaded, words read, patterns"
    yield "compiled), contenders in turn: on a machine that others use as well, processor time still says what a"
    yield "program costs, within a tenth or two, and the clock on the wall says how busy the others were. What is"
    yield "compared was measured in one run of `make bench`.\n"
    yield f"{m['processor']}, {m['cores']} cores, {m['memory']}, Python {m['python']}, commit {m['commit']}; load of"
    before, after = m["load"]
    yield f"the machine from {before} at the beginning to {after} at the end: it can do {m['cores']} at once."


def _aims(results: Figures) -> Iterator[str]:
    yield "\n## Aims\n\n| aim | at most | measured | |\n| --- | --- | --- | --- |"
    yield from (aim.row() for aim in aims(results))
    yield "\nWhy aims are missed is told [below](#what-is-left-and-why).\n"


def aims(results: Figures) -> Iterator[Aim]:
    """Each aim of the project beside what came of it."""
    rules, read = _rules(results, "brochure"), cost(results, "brochure", "pledgebook", ("read",))
    plumber = cost(results, "brochure", "pdfplumber and patterns", ("text",))
    yield _least("brochure, file to tables by rules", AIM, rules)
    yield _least("at most twice the time of reading the file", 2 * read, rules)
    yield _least("a tenth of what pdfplumber takes for the text alone", plumber / 10, rules)
    yield _least("names by the statistical model: the rules' time again", rules, _model(results, "brochure"))
    for name, most in (("pledgebook --help", 0.15), ("cached run of raw/", 0.5)):
        took = _started(results, name)
        says = f"{took:.2f} s by the clock ({_started(results, name, 'cpu'):.2f} s of the processor)"
        yield Aim(f"start: {name}", f"{most} s", says, took / most)
    fast = _speedup(results)
    yield Aim("two workers, by the clock", "1.8 times as fast", f"{fast:.2f} times", 1.8 / fast)
    for large, small in _GROWN:
        yield _grown(f"growth: {_against(results, large, small)}", _rules(results, large) / _rules(results, small))


#: What is compared with what to see whether the work grows with the pages alone.
_GROWN = (("long file", "brochure"), ("corpus", "sample"))


def _least(says: str, aim: float, measured: float) -> Aim:
    return Aim(says, f"{aim:.2f} ms", f"{measured:.2f} ms", measured / aim)


def _grown(says: str, times: float) -> Aim:
    """Work that grows with the pages alone; a tenth is what two runs of the same differ by."""
    return Aim(says, "1.1 times the time a page", f"{times:.2f} times", times / 1.1)


def _against(results: Figures, large: str, small: str) -> str:
    return f"{results[large]['pages']:,} pages against {results[small]['pages']:,}"


def _places(results: Figures, *places: str) -> str:
    return " | ".join(f"{where}, {results[where]['pages']:,} pages" for where in places)


def _line(says: str, values: Sequence[float], rest: str = "") -> str:
    return f"| {says} | {' | '.join(f'{value:.2f}' for value in values)} |{rest}"


def _stages(results: Figures) -> Iterator[str]:
    places = ("brochure", "long file", "corpus")
    yield f"## Stages\n\n| stage | {_places(results, *places)} |\n| --- | --: | --: | --: |"
    for says, stages in _ROWS:
        yield _line(says, [_rules(results, where, stages) for where in places])
    for stage in MORE:
        yield _line(f"{stage}, which comes on top", [_rules(results, "brochure", (stage,))], " | |")
    yield _line("names by the model, which come on top", [_model(results, "brochure")], " | |")
    throughput = [f"{1000 / _rules(results, where):.0f}" for where in places]
    yield f"| pages a second of one core, file to tables | {' | '.join(throughput)} |"
    most = [f"{results[where]['by'][_ours(results, where)]['memory']} MB" for where in places]
    yield f"| peak memory | {' | '.join(most)} |"
    yield "\nThe corpus is made by chance, a project a page, with fewer words on each than in the brochure"
    yield "(`tests/bench/corpus.py`). All of it is held in memory at once here, until its tables are made."


def _others(results: Figures) -> Iterator[str]:
    places = ("brochure", "long file", "sample")
    memory = f"memory, {results['long file']['pages']} pages"
    yield f"\n## Beside others\n\n| | {_places(results, *places)} | {memory} |\n| --- | --: | --: | --: | --: |"
    for says, name, stages in _CONTENDERS:
        if name in results["brochure"]["by"]:
            names = [_ours(results, where) if name == "pledgebook" else name for where in places]
            times = [cost(results, where, n, stages) for where, n in zip(places, names, strict=True)]
            yield _line(says, times, f" {results['long file']['by'][names[1]]['memory']} MB |")
    yield "\nThe sample is a part of the corpus. The others give text, or the first match of six patterns a page, and"
    yield "pledgebook a table of projects with a receipt for each value."
    if "docling-parse" not in results["brochure"]["by"]:
        yield "`docling-parse` was not installed and is left out."


#: The rows of the comparison: what it says, whose time it is, the stages (all where none is named).
_CONTENDERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("pledgebook, lines with boxes", "pledgebook", ("read",)),
    ("pledgebook, file to tables", "pledgebook", RULES),
    ("pypdfium2, text alone", "pypdfium2", ()),
    ("pdfplumber, text alone", "pdfplumber and patterns", ("text",)),
    ("pdfplumber and patterns", "pdfplumber and patterns", ()),
    ("docling-parse, words with boxes", "docling-parse", ()),
)


def _growth(results: Figures) -> Iterator[str]:
    yield "\n## Growth in pages\n\nTimes a page, as multiples: where it is 1, the work is linear in the pages.\n"
    yield f"| stage | {' | '.join(_against(results, *both) for both in _GROWN)} |\n| --- | --: | --: |"
    for says, stages in _ROWS:
        yield _line(says, [_rules(results, a, stages) / _rules(results, b, stages) for a, b in _GROWN])


def _workers(results: Figures) -> Iterator[str]:
    found = results["workers"]
    yield "\n## Two workers\n"
    yield f"Reading, segmenting and extracting {found['pages']:,} pages, names by the model too, as a run does it; the"
    yield "clock starts when all workers are at work, the time of the processor is that of the whole process.\n"
    yield "| | ms a page, clock | s in all, processor | memory of the largest process |\n| --- | --: | --: | --: |"
    for name, made in found["by"].items():
        spent = median(_sums(results, "workers", name, (), "cpu"))
        yield _line(name, [cost(results, "workers", name, clock="wall"), spent], f" {made['memory']} MB |")
    fast, more = _speedup(results), _inflation(results)
    yield f"\nBy the clock two workers are {fast:.2f} times as fast as one, on cores that others use as well. They take"
    yield f"{more:.2f} times the processor time; on cores of their own they would be {2 / more:.2f} times as fast:"
    yield "they share nothing and wait for nothing."


def _start(results: Figures) -> Iterator[str]:
    yield "\n## From start to end\n\n| command | s, clock | s, processor |\n| --- | --: | --: |"
    for name in results["start"]:
        yield _line(name, [_started(results, name), _started(results, name, "cpu")])
    yield "\nA first run loads all libraries and words and the language model, reads the five brochures of `raw/`, and"
    yield "writes everything, the workbook and the report with the pictures of its pages among it."
