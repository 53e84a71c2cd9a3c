"""The schema: the contract's tables and columns, in its order, and what a cell of each type may hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.publish.schema import Column, tables

DESIGN = Path(__file__).parents[3] / "shared" / "DESIGN.md"


def test_every_table_of_the_design_begins_with_its_columns_in_order() -> None:
    if not DESIGN.exists():
        pytest.skip("the design is not beside the repository")
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| (.+) \|$", DESIGN.read_text(encoding="utf-8"), re.MULTILINE)
    promised = {
        name: tuple(re.sub(r"\s*\([^)]*\)", "", columns).split(", ")) for name, columns in rows if "_id" in columns
    }
    assert len(promised) == 12
    assert {name: tables()[name].names[: len(columns)] for name, columns in promised.items()} == promised


def test_references_lead_to_columns_that_exist() -> None:
    references = [c.references for t in tables().values() for c in t.columns if c.references]
    assert all(tables()[r.split(".")[0]].get(r.split(".")[1]) for r in references)


def test_every_table_with_receipts_has_an_identifier_to_name_its_rows_by() -> None:
    assert [t.name for t in tables().values() if any(c.receipt for c in t.columns) and not t.id] == []


@pytest.mark.parametrize(
    ("kind", "text", "fits"),
    [
        ("decimal", "1906876", True),
        ("decimal", "-0.50", True),
        ("decimal", "9999999999999999.99", True),
        ("decimal", "10000000000000000", False),
        ("decimal", "1.234", False),
        ("decimal", "1,906", False),
        ("decimal", "1e6", False),
        ("integer", "12", True),
        ("integer", "12.0", False),
        ("integer", "٣", False),
        ("date", "2009", True),
        ("date", "2009-03", True),
        ("date", "2009-03-31", True),
        ("date", "2009-13", False),
        ("date", "03/2009", False),
        ("day", "2009-03-31", True),
        ("day", "2009-03", False),
        ("day", "2009-02-30", False),
        ("boolean", "true", True),
        ("boolean", "True", False),
        ("list", "A; B", True),
        ("list", "A; ; B", False),
        ("string", "= anything, at all", True),
        ("integer", "", True),
    ],
)
def test_a_cell_holds_what_its_type_says(kind: str, text: str, fits: bool) -> None:
    fault = Column("c", kind, "A column.").fault(text)  # type: ignore[arg-type]
    assert (fault == "") is fits
