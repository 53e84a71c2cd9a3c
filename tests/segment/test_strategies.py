"""A strategy for a country is no project; a project may be part of one."""

from __future__ import annotations

from tests.segment.paper import TITLE, titles


def test_project_that_is_part_of_a_strategy_stays_one() -> None:
    told = "The project is part of the country strategy 2018–2022 and is to clean the lakes of the north."
    assert titles(f"{TITLE}\n\nCountry: Zambia\nBudget: SEK 2,500,000\nPeriod: 2019–2021\n\n{told}\n") == [TITLE]
