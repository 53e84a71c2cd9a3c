"""The data dictionary says what the schema says."""

from __future__ import annotations

from pathlib import Path

from pipeline.publish.dictionary import dictionary
from pipeline.publish.schema import tables

PAGE = Path(__file__).parents[2] / "docs" / "data-dictionary.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == dictionary(), "run `make docs`"


def test_every_column_has_a_row_with_its_type_unit_and_values() -> None:
    page = dictionary()
    assert page.count("\n| `") == sum(len(t.columns) for t in tables().values())
    assert (
        "| `funded_share` | decimal(18,4) | ✓ | Pledged divided by budget. Unit: share of the budget, 1 is all of it. |"
    ) in page
    assert "Place of" in page
    assert "One of `balanced`, `off`, `incomplete`." in page
    assert "| `headquarters_email` | string | ✓ P | E-mail address of the contact at headquarters. |" in page
    assert "Refers to `listings.listing_id`." in page


def test_no_cell_breaks_the_markdown_table() -> None:
    assert [c.name for t in tables().values() for c in t.columns if "|" in c.says or "\n" in c.says] == []
