"""Names that are nearly known: suggested, and never put in the place of what is printed."""

from __future__ import annotations

import pytest

from extractors import organisations, places
from pipeline.reconcile.corrections import Correction
from tests.reconcile.paper import Paper, codes, column, facts, says


def pledged(donor: str) -> Paper:
    return Paper("d").title("Safe Harbours").pledge(donor, "US$ 300")


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("Norwaay", "Norway"),
        ("Government of Norwaay", "Norway"),
        ("Swizerland", "Switzerland"),
        ("World Food Programe", "World Food Programme (WFP)"),
        ("European Comission", "European Commission"),
    ],
)
def test_a_misspelt_donor_is_kept_and_the_known_name_suggested(printed: str, meant: str) -> None:
    data = facts(pledged(printed))
    assert codes(data) == [("note", "name-suggestion")]
    assert f"Is {meant} meant? It is kept as printed" in says(data)
    assert column(data.rows("pledges"), "donor") == [printed]
    assert column(data.rows("pledges"), "donor_text") == [printed]


@pytest.mark.parametrize(
    "printed",
    [
        "Norway",
        "The Kingdom of Norway",
        "WFP",
        "UNDO",
        "Mala",
        "Harbour Friends Ltd",
        "Oakland Foundation",
        "Ministry of Ports",
    ],
)
def test_known_short_and_other_names_give_no_suggestion(printed: str) -> None:
    assert "name-suggestion" not in {code for _, code in codes(facts(pledged(printed)))}


@pytest.mark.parametrize(
    "name", ["Austria", "Australia", "Niger", "Nigeria", "Guinea", "Slovakia", "Slovenia", "Iran", "Iraq"]
)
def test_names_that_are_alike_and_both_known_are_never_taken_for_each_other(name: str) -> None:
    assert organisations.nearest(name, 88) == ""
    assert places.nearest(name, 88) == ""


def test_a_misspelt_country_is_suggested_where_the_field_names_none() -> None:
    data = facts(Paper("d").title("Safe Harbours").countries("Tanzaniya"))
    assert codes(data) == [("warning", "no-country-named"), ("note", "name-suggestion")]
    assert "Is Tanzania meant?" in says(data)
    assert data.rows("places") == []


@pytest.mark.parametrize("text", ["The coast", "Five pilot countries in Latin America", "to be determined"])
def test_a_field_of_other_words_is_no_misspelt_country(text: str) -> None:
    assert codes(facts(Paper("d").title("Safe Harbours").countries(text))) == [("warning", "no-country-named")]


def test_a_name_that_a_person_corrected_is_not_asked_about() -> None:
    fix = Correction(2, "d.1", "pledges", "donor", "Norwaay", "Norwaayan Ports", "so called", "Ann", "2026-01-02")
    assert codes(facts(pledged("Norwaay"), corrections=[fix])) == []
