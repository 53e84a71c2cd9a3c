"""Rows of numbers that were run together, of which the last one is the sum."""

from __future__ import annotations

from time import perf_counter

import pytest

from extractors import number_rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("215 000 500 63 100 000 278 100 500 and so on", "278 100 500"),
        ("215,000,500 63,100,000 278,100,500", "278,100,500"),
        ("580,000 213,000 793,000 46", "793,000"),
        ("1.000,50 2.000,50 3.001,00", "3.001,00"),
        ("1 200 000 300 000 1 500 000", "1 500 000"),
        ("US$", None),
        ("10 20 30", None),
        ("580,000 213,000", None),
        ("580,000 213,000 793,500", None),
        ("1 200 000", None),
        ("", None),
    ],
)
def test_last_number_is_the_sum_of_those_before_it(text: str, expected: str | None) -> None:
    place = number_rows.total(text, 0)
    assert (text[slice(*place)] if place else None) == expected


@pytest.mark.clock
def test_long_row_is_given_up_soon() -> None:
    start = perf_counter()
    assert number_rows.total("12 " + "123 " * 60, 0) is None
    assert perf_counter() - start < 2
