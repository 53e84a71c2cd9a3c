"""The numbered headings of a paper's parts."""

from __future__ import annotations

import pytest

from pipeline.segment import chapters

#: Lines, and which of them head a paper's parts.
CASES = {
    "terms of reference": (
        ["1. Background", "The project began late.", "2. Objectives of the Evaluation", "3. Scope", "4. Methodology"],
        {0, 2, 3, 4},
    ),
    "chapters in French, with brackets": (
        ["1) Contexte", "2) Objectifs du projet", "3) Résultats attendus"],
        {0, 1, 2},
    ),
    "articles of an agreement": (["Article 1 Activities", "Article 2 Duration", "Article 3 Budget"], {0, 1, 2}),
    "a list of projects": (
        ["1. Clean wells for Kitui", "2. Roads to the market of Lamu", "3. School meals in Garissa", "4. Background"],
        set(),
    ),
    "two headings make no paper": (["1. Background", "2. Objectives"], set()),
    "a number is missing": (["1. Background", "2. Objectives", "4. Results"], set()),
    "labels with values": (["1. Country: Kenya", "2. Budget: 400", "3. Duration: 12 months"], set()),
    "sentences": (["1. The budget grew.", "2. The results came.", "3. The objectives stayed."], set()),
}


@pytest.mark.parametrize("case", CASES)
def test_numbered_headings_are_parts_where_words_of_papers_stand_in_half_of_them(case: str) -> None:
    lines, expected = CASES[case]
    assert chapters.find("\n".join(lines)) == expected
