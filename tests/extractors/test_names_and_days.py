"""Words that are a name or a mark in one place and something else in another: WHO, Fr., a grant with an amount."""

from __future__ import annotations

import pytest

from extractors import money
from extractors.donor_names import nameable
from extractors.evidence import Excerpt, Span


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("WHO", True),
        ("Von Humboldt Foundation", True),
        ("who gave it", False),
        ("von der Stadt", False),
        ("Number of people", False),
        ("Donations from alumni", False),
        ("Donations Foundation", True),
    ],
)
def test_a_word_that_goes_on_with_a_clause_is_no_donor_where_it_is_written_small(text: str, is_name: bool) -> None:
    assert nameable(text) is is_name


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Fr. 24'500", ["24500"]),
        ("Mo - Fr. 8.00 - 12.00 Uhr", []),
        ("am Fr. 15. Mai 2012", []),
        ("Fr. 24.05.2013", []),
        ("IDR 123,456,789,012.55", ["123456789012.55"]),
    ],
)
def test_francs_are_told_from_fridays_and_large_amounts_have_cents(text: str, found: list[str]) -> None:
    assert [one.value for one in money.amounts(Excerpt(text, (Span(0, len(text)),)))] == found
