"""The days that a date may mean."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.reconcile.days import agree, first_day, last_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2012", date(2012, 1, 1), date(2012, 12, 31)),
        ("2012-02", date(2012, 2, 1), date(2012, 2, 29)),
        ("2013-02", date(2013, 2, 1), date(2013, 2, 28)),
        ("2012-02-03", date(2012, 2, 3), date(2012, 2, 3)),
        ("2012-02-30", None, None),
        ("0000", None, None),
        ("", None, None),
    ],
)
def test_a_date_begins_and_ends_on_a_day(text: str, first: date | None, last: date | None) -> None:
    assert (first_day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2009", "2009-03", True),
        ("2009-03-01", "2009-03", True),
        ("2009-03", "2009-03", True),
        ("2009-03", "2009-04", False),
        ("2009", "", False),
        ("", "", False),
    ],
)
def test_dates_agree_as_far_as_both_are_stated(one: str, other: str, expected: bool) -> None:
    assert agree(one, other) is agree(other, one) is expected
