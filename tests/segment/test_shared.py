"""Codes that the entries of a list share the make of."""

from __future__ import annotations

import pytest

from pipeline.segment import shared

CASES = (
    (
        "behind titles, one with two parts more",
        ["Wells – ACT201-KEN/UGA. USD3,000", "Homes – ACT201-NPL. USD9,000"],
        ["ACT201-KEN/UGA", "ACT201-NPL"],
    ),
    ("before titles", ["AB21: Wells", "AB22: Homes", "AB23: Boats"], ["AB21", "AB22", "AB23"]),
    (
        "one of five has none",
        ["AB-1 Wells", "AB-2 Homes", "Boats", "AB-3 Nets", "AB-4 Roads"],
        ["AB-1", "AB-2", None, "AB-3", "AB-4"],
    ),
)
MISSES = (
    ("the same in each", ["Wells against COVID-19", "Homes against COVID-19"]),
    ("half of them have one", ["AB-1 Wells", "AB-2 Homes", "Boats", "Nets"]),
    ("of several makes", ["AB-1 Wells", "7C-X Homes"]),
    ("amounts", ["Wells USD300", "Homes USD400"]),
    ("numbers of papers", ["Wells RFP-21-1", "Homes RFP-21-2"]),
    ("years", ["Wells 2014-2016", "Homes 2015-2017"]),
    ("one entry", ["AB21: Wells"]),
)


@pytest.mark.parametrize(("texts", "found"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_codes_of_one_make_are_the_entries_codes(texts: list[str], found: list[str | None]) -> None:
    spans = shared.codes(texts)
    assert [text[slice(*span)] if span else None for text, span in zip(texts, spans, strict=True)] == found


@pytest.mark.parametrize("texts", [c[1] for c in MISSES], ids=[c[0] for c in MISSES])
def test_other_capitals_and_figures_are_no_codes(texts: list[str]) -> None:
    assert shared.codes(texts) == [None] * len(texts)
