"""The page of performance: made of the figures beside it, aims judged by medians."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.bench.report import RULES, Aim, aims, cost, page

DOCS = Path(__file__).resolve().parents[2] / "docs"
KEPT = json.loads((DOCS / "performance.json").read_text(encoding="utf-8"))


def figures(*passes: float) -> dict[str, object]:
    """A brochure of ten pages whose stages take so many seconds in each pass."""
    made = [{"read": {"cpu": cpu, "wall": 3 * cpu}, "segment": {"cpu": 1.0, "wall": 2.0}} for cpu in passes]
    return {"brochure": {"pages": 10, "by": {"pledgebook": {"passes": made, "memory": 1}}}}


def test_the_page_is_made_of_the_figures_beside_it() -> None:
    assert page(KEPT) == (DOCS / "performance.md").read_text(encoding="utf-8"), "run python -m tests.bench --page"


def test_the_cost_is_the_median_of_the_passes_in_milliseconds_a_page() -> None:
    assert cost(figures(1.0, 2.0, 9.0), "brochure", "pledgebook", ("read",)) == 200.0


def test_the_cost_of_no_named_stage_is_that_of_all() -> None:
    assert cost(figures(2.0), "brochure", "pledgebook") == 300.0


def test_the_clock_is_told_apart_from_the_processor() -> None:
    assert cost(figures(2.0), "brochure", "pledgebook", ("read",), clock="wall") == 600.0


@pytest.mark.parametrize(
    ("times", "verdict"),
    [(1.0, "met"), (0.2, "met"), (1.04, "**missed** by a factor of 1.04"), (3.96, "**missed** by a factor of 3.96")],
)
def test_an_aim_says_by_how_much_it_is_missed(times: float, verdict: str) -> None:
    assert Aim("speed", "6 ms", "8 ms", times).row() == f"| speed | 6 ms | 8 ms | {verdict} |"


def test_every_aim_of_the_project_is_judged() -> None:
    assert [aim.says.partition(":")[0] for aim in aims(KEPT)] == [
        "brochure, file to tables by rules",
        "at most twice the time of reading the file",
        "a tenth of what pdfplumber takes for the text alone",
        "names by the statistical model",
        "start",
        "start",
        "two workers, by the clock",
        "growth",
        "growth",
    ]


def test_the_rules_are_the_stages_from_the_file_to_the_tables() -> None:
    assert {*RULES} < {*KEPT["brochure"]["by"]["pledgebook"]["passes"][0]}
