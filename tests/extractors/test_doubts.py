"""What extractors doubt of values that read cleanly: whose dollar, whose number, where or who, given or asked for."""

from __future__ import annotations

import pytest

from extractors import budgets, codes, countries, pledges, posts, read
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


@pytest.mark.parametrize(
    ("label", "beside", "doubtful"),
    [
        pytest.param("Duration:", "Type of contract\nService contract\nDuty station: Ngara", True, id="work"),
        pytest.param("Period:", "Job title : Evaluator\nReporting to : a committee", True, id="a post"),
        pytest.param("Durée :", "Type de contrat\nLieu d'affectation : Ngara", True, id="a post in French"),
        pytest.param("Duración:", "Tipo de contrato: servicios\nLugar de trabajo: Ngara", True, id="one in Spanish"),
        pytest.param("Laufzeit:", "Vertragsart: Werkvertrag\nDienstort: Ngara", True, id="one in German"),
        pytest.param("Dates:", "Position title: Expert\nSupervisor: the coordinator", True, id="a position"),
        pytest.param("Project duration:", "Job title: Evaluator\nReporting to: a committee", False, id="its own"),
        pytest.param("Durée du projet :", "Type de contrat\nLieu d'affectation", False, id="the French label owns it"),
        pytest.param("Duration:", "Type of contract\nService contract", False, id="one such label alone"),
        pytest.param("Duration:", "The type of contract and the duty station are told later.", False, id="prose"),
        pytest.param("Duration:", "Supervisor: Ann\nSupervisor: Ben", False, id="one label twice"),
        pytest.param("Duration:", "Implementing agency: X\nPartner: Y", False, id="labels of a project"),
    ],
)
def test_what_stands_among_the_labels_of_a_post_may_be_the_posts(label: str, beside: str, doubtful: bool) -> None:
    page = Page()
    field = Field("period", page.add("2016 - 2018"), page.add(label))
    block = Block(1, fields=(field,), narrative=tuple(map(page.add, beside.split("\n"))))
    found = [f for f in read(block) if f.kind == "period"]
    assert found
    assert {f.doubt == posts.DOUBT and f.status == "doubtful" for f in found} == {doubtful}


def test_a_code_without_a_label_among_those_of_a_post_may_be_the_posts() -> None:
    page = Page()
    posted = page.add("Job offer type\nExperts\nType of contract\nServices")
    block = Block(1, fields=(Field("bare", page.add("2031/ABCDE/12005")),), narrative=(posted,))
    assert [f.doubt for f in read(block) if f.kind == "code"] == [posts.DOUBT]
