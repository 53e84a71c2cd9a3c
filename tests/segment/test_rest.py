"""What is left of the lines of a page whose only project has its title, its values and its paragraphs."""

from __future__ import annotations

import pytest

from tests.segment.paper import PROJECT, TITLE, cut


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"{TITLE}\n\nBudget: US$ 1,500,000\n", ["Budget:"]),
        (f"Kenya Office\n\n{TITLE}\n\nBudget: US$ 1,500,000\n", ["Kenya Office", "Budget:"]),
        (f"Title: {TITLE} Budget: US$ 1,500,000\n", ["Title:", "Budget:"]),
    ],
)
def test_labels_and_lines_of_no_role_are_left(text: str, left: list[str]) -> None:
    (block,) = cut(text).blocks
    assert [excerpt.text for excerpt in block.page] == left


def test_what_is_left_of_a_page_of_several_projects_is_nobody_s() -> None:
    blocks = cut(
        f"Kenya Office\n\n{PROJECT}\nClean Wells for Upland Farmers\n\nBudget: US$ 700,000\nCountry: Nepal\n"
    ).blocks
    assert [block.page for block in blocks] == [(), ()]
