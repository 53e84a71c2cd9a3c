"""Values out of recognised text: never better than inferred, and doubtful where the engine was not sure."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.reconcile import Extracted, reconcile
from tests.reconcile.paper import Paper, codes, status


def _recognised(paper: Paper, sure: float, only: str = "") -> Extracted:
    """The paper as a scan; ``only``: the one line that was recognised."""
    made = paper.extracted()
    lines = tuple(replace(line, recognised=0.0 if only and line.text != only else sure) for line in made.document.lines)
    made.document = replace(made.document, lines=lines, detail="Text recognised.")
    return made


def _sums() -> Paper:
    """A brochure whose sum holds: printed, its amounts are proved."""
    paper = Paper().title("Water for Kitui").amount("budget", "US$ 500").pledge("Norway", "US$ 200")
    return paper.amount("shortfall", "US$ 300")


def _statuses(extracted: Extracted) -> list[str]:
    data = reconcile([extracted])
    return [status(row, "amount") for row in (*data.rows("amounts"), *data.rows("pledges"))]


def test_printed_amounts_that_add_up_are_proved() -> None:
    assert _statuses(_sums().extracted()) == ["proved", "proved", "proved"]


@pytest.mark.parametrize(("sure", "expected"), [(0.99, "inferred"), (0.9, "inferred"), (0.89, "doubtful")])
def test_recognised_amounts_are_as_good_as_the_engine_is_sure(sure: float, expected: str) -> None:
    assert _statuses(_recognised(_sums(), sure)) == [expected] * 3


def test_only_what_quotes_the_recognised_line_is_lowered() -> None:
    assert _statuses(_recognised(_sums(), 0.99, only="US$ 500")) == ["inferred", "proved", "proved"]


def test_no_check_is_proved_by_recognised_text() -> None:
    checks = reconcile([_recognised(_sums(), 0.99)]).rows("checks")
    assert checks
    assert {r.status for row in checks for rs in row.receipts.values() for r in rs} == {"inferred"}


def test_a_person_is_told_of_the_scan_and_of_what_is_unsure() -> None:
    sure, unsure = (reconcile([_recognised(_sums(), s)]) for s in (0.99, 0.5))
    assert ("note", "document-recognised") in codes(sure)
    assert ("warning", "recognised-doubtful") not in codes(sure)
    assert codes(unsure).count(("warning", "recognised-doubtful")) == 4  # the title, two amounts, the pledge
