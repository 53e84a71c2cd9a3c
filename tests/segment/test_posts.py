"""The description of a post is no project, though labels of one stand among its duties."""

from __future__ import annotations

import pytest

from tests.segment.paper import cut

POST = """
Harbour Officer

Lantern Foundation

Kisumu, Kenya

Job Description

Position: Harbour Officer
Reports to: Head of Harbours
Supervision of: Two clerks
Duty station: Kisumu and Homa Bay
Contact: the office in Kisumu
Travel %                     30%
Project number:       KELH1407
Duration and type of contract:   9 months

The purpose of this post is to see to boats and moorings.

1. Keep the register of boats
2. Report to the donors of the projects
"""


def test_the_description_of_a_post_is_no_project() -> None:
    made = cut(POST)
    assert not made.blocks
    assert made.rejected == ["the page describes a post, and no label names a project or its money"]


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ("Contact: the office in Kisumu", "Project title: Safe Moorings on the Lake"),
        ("Contact: the office in Kisumu", "Total budget: EUR 400,000"),
        (
            "Job Description\n\nPosition: Harbour Officer\nReports to: Head of Harbours\nSupervision of: Two clerks",
            "Works with: Head of Harbours",
        ),
    ],
)
def test_a_post_that_tells_of_its_project_or_little_of_itself_leaves_it_standing(line: str, instead: str) -> None:
    assert len(cut(POST.replace(line, instead)).blocks) == 1


def test_post_with_one_run_of_labels_is_no_project() -> None:
    post = "Gao, Mali\n\nJob number: 512\nPosition: Harbour Officer\nCountry: Mali\nContract Type: Short term\n\n"
    more = "Desired start date: 01/09/2023\nDuration of the mission: 12 months\nLocation: Gao, Mali\n"
    assert cut(f"{post}{more}\nThe society has seen to boats in Mali since 2006.\n").blocks == []
    assert len(cut(f"{post}{more}Budget: EUR 400,000\n").blocks) == 1
