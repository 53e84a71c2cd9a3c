"""What extractors doubt of values that read cleanly: whose dollar, whose number, where or who, given or asked for."""

from __future__ import annotations

import pytest

from extractors import budgets, codes, countries, pledges
from extractors.evidence import Block, Field
from tests.extractors.page import Page


@pytest.mark.parametrize(
    ("printed", "beside", "doubtful"),
    [
        pytest.param("$12 million", "With the money of Canada five centres are built.", True, id="another dollar"),
        pytest.param("$12 million", "With the money of Japan five centres are built.", False, id="no other dollar"),
        pytest.param("US$ 12 million", "With the money of Canada five centres are built.", False, id="its own mark"),
        pytest.param("$12 million", "Canada gives US$ 2 million of it.", False, id="a mark elsewhere"),
        pytest.param("CAD 12 million", "With the money of Canada five centres are built.", False, id="another code"),
    ],
)
def test_a_bare_dollar_beside_another_country_of_dollars_is_doubtful(printed: str, beside: str, doubtful: bool) -> None:
    page = Page()
    block = page.block("budget", printed, "Cost:", also=(("objective", beside),))
    (found,) = (f for f in budgets.MODULE.read(block) if f.rule == "budgets.field")
    assert bool(found.doubt) is doubtful


@pytest.mark.parametrize(
    ("label", "doubtful"), [("Report number:", True), ("Rapport no", True), ("Project number:", False)]
)
def test_a_number_behind_a_label_for_papers_may_be_the_papers(label: str, doubtful: bool) -> None:
    page = Page()
    block = Block(1, fields=(Field("code", page.add("ABCR0020505"), page.add(label)),))
    assert [bool(f.doubt) for f in codes.MODULE.read(block)] == [doubtful]


@pytest.mark.parametrize(
    ("label", "code", "doubtful"),
    [
        ("Board decision no.", "1242.4/2022", True),
        ("Decision no.", "2019/042-258", False),
        ("Project no.", "1242.4/2022", False),
    ],
)
def test_a_number_of_a_year_behind_a_label_for_decisions_may_be_of_many_things(
    label: str, code: str, doubtful: bool
) -> None:
    page = Page()
    block = Block(1, fields=(Field("code", page.add(code), page.add(label)),))
    assert [bool(f.doubt) for f in codes.MODULE.read(block)] == [doubtful]


@pytest.mark.parametrize(("text", "doubtful"), [("EU", True), ("West Africa", False), ("Global", False)])
def test_a_giver_in_a_field_of_places_may_be_no_place(text: str, doubtful: bool) -> None:
    found = [f for f in countries.MODULE.read(Page().block("region", text)) if f.kind == "scope"]
    assert [bool(f.doubt) for f in found] == [doubtful]


@pytest.mark.parametrize(("label", "doubtful"), [("Funding requested from GEF:", True), ("GEF grant:", False)])
def test_what_is_asked_for_is_not_promised(label: str, doubtful: bool) -> None:
    found = list(pledges.MODULE.read(Page().block("contribution", "USD 150,000", label)))
    assert [(f.text("amount"), bool(f.doubt)) for f in found] == [("150000", doubtful)]


@pytest.mark.parametrize(
    ("label", "whole"), [("Overall project budget", True), ("Coste total:", True), ("Budget:", False), ("", False)]
)
def test_a_label_says_that_its_amount_is_the_whole(label: str, whole: bool) -> None:
    (found,) = (f for f in budgets.MODULE.read(Page().block("budget", "EUR 221,840", label)))
    assert ("whole" in found.notes) is whole
