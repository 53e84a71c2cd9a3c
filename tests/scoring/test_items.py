"""Values in the form in which two spellings of one are equal."""

from __future__ import annotations

import pytest

from tests.scoring import items


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Clean Wells", "CLEAN  WELLS."),
        ("Example 2: Clean Wells", "Clean Wells"),
        ("Clean Wells (GLOT59)", "Clean Wells"),
        ("Clean Wells (2 years)", "Clean Wells"),
        ("States’ Wells – clean", "States' Wells - clean"),
    ],
)
def test_titles_that_are_the_same(one: str, other: str) -> None:
    assert items.title(one) == items.title(other)


@pytest.mark.parametrize("other", ["Example Wells", "Clean Wells (Chad)", "Wells", "Clean Wells II"])
def test_titles_that_are_not(other: str) -> None:
    assert items.title(other) != items.title("Clean Wells")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("USA", "united states of america"),
        ("Government of the Netherlands", "netherlands"),
        ("The Government of Norway", "norway"),
        ("EU", "european union"),
        ("EC", "european commission"),
        ("Governments of the region", "governments of the region"),
        (None, ""),
    ],
)
def test_donors_in_one_form(text: str | None, key: str) -> None:
    assert items.donor(text) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [("+43 1 26060 4290", "60604290"), ("+1 (202) 555-4843 ext. 12", "25554843"), ("555 877", "555877"), (None, "")],
)
def test_phones_are_their_last_eight_digits(text: str | None, key: str) -> None:
    assert items.phone(text) == key
