"""Names that sentences give the only project of a page, and what such names must not be."""

from __future__ import annotations

import pytest

from pipeline.segment import named
from pipeline.segment.sheet import Sheet
from tests.segment.paper import cases, titles, written


@pytest.mark.parametrize("case", cases("named"), ids=lambda c: c["sentence"][:30])
def test_sentence_names_a_project(case: dict[str, str]) -> None:
    found = [c.value.text for c in named.find(Sheet(written(case["sentence"] + "\n")))]
    assert found[:1] == ([case["name"]] if case["name"] else [])


def test_name_in_capitals_gives_way_to_its_spelling_in_small_letters() -> None:
    text = "Project “WARM HOMES OF THE LAKE”\n\nThe project “Warm Homes öf the Lake” is run by the port.\n"
    assert named.find(Sheet(written(text)))[0].value.text == "Warm Homes öf the Lake"


NEWS = """City of Harbours will finance a project of Lake Fund

On 3 May the city signed an agreement.
It gives EUR 49,000 to the project "Warm homes and safe boats for the fishers of the northern lakes".
The project helps 200 families. It is run by Lake Fund.
"""


def test_name_in_a_sentence_beats_the_headline_of_news() -> None:
    assert titles(NEWS) == ["Warm homes and safe boats for the fishers of the northern lakes"]


def test_press_release_about_a_named_project_is_a_project() -> None:
    assert titles("Press Releases\n\n" + NEWS) != []


MANY = """How projects are chosen

The fund pays for projects in the north. All projects are chosen by the board, and other projects wait.
The minimum grant for a project is EUR 30,000.
"""


def test_page_about_many_projects_is_none() -> None:
    assert titles(MANY) == []


def test_money_and_sentences_about_the_project_make_one() -> None:
    text = "Warm Homes for Lake Fishers\n\nWalter will lead this US$ 400,000 project.\nThis project helps all.\n"
    assert titles(text) == ["Warm Homes for Lake Fishers"]
