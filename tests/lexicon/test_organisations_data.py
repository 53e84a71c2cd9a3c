"""The table of organisations: one row per organisation, one organisation per name."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest

from extractors.lexicon import rows, squeeze
from extractors.organisations import canonical, kind, nation

KINDS = {"country-government", "eu", "un", "bank", "fund", "agency", "foundation", "ngo", "company", "other"}
LISTS = Path(__file__).parents[2].parent / "shared" / "iati" / "codelists"


def _names(row: dict[str, str]) -> set[str]:
    return {squeeze(n) for n in (row["name"], row["short"], *row["aliases"].split("|")) if n}


def test_the_columns_are_those_that_are_read() -> None:
    assert set(rows("organisations")[0]) == {"name", "short", "kind", "iso3", "iati_ref", "source", "aliases"}


def test_a_name_means_one_organisation() -> None:
    names = Counter(name for row in rows("organisations") for name in _names(row))
    assert [name for name, count in names.items() if count > 1] == []


def test_kinds_and_countries_are_known() -> None:
    assert {row["kind"] for row in rows("organisations")} <= KINDS
    assert {row["iso3"] for row in rows("organisations")} - {""} <= {row["iso3"] for row in rows("countries")}


def test_no_organisation_has_the_name_of_a_country_or_region() -> None:
    places = {squeeze(row["name"]) for table in ("countries", "regions") for row in rows(table)}
    assert {name for row in rows("organisations") for name in _names(row)} & places == set()


def test_references_are_codes_of_iati() -> None:
    if not LISTS.exists():
        pytest.skip("the IATI code lists are not beside the repository")
    codes = {
        c.text
        for name in ("OrganisationIdentifier", "IATIOrganisationIdentifier")
        for c in ElementTree.parse(LISTS / f"{name}.xml").iter("code")
    }
    assert {row["iati_ref"] for row in rows("organisations")} - {""} <= codes
    assert {row["source"] for row in rows("organisations") if row["iati_ref"]} == {"iati"}


@pytest.mark.parametrize(
    ("text", "name", "what", "iso3"),
    [
        ("UNDP", "United Nations Development Programme (UNDP)", "un", ""),
        ("Banque mondiale", "World Bank", "bank", ""),
        ("Union européenne", "European Union", "eu", ""),
        ("ECHO", "European Commission Humanitarian Aid and Civil Protection", "eu", ""),
        (
            "Cooperación Española",
            "Agencia Española de Cooperación Internacional para el Desarrollo (AECID)",
            "agency",
            "ESP",
        ),
        (
            "Bundesministerium für wirtschaftliche Zusammenarbeit und Entwicklung",
            "Federal Ministry for Economic Cooperation and Development",
            "country-government",
            "DEU",
        ),
        ("the Global Fund", "Global Fund to Fight AIDS, Tuberculosis and Malaria (GFATM)", "fund", ""),
        ("Swiss Red Cross", "Swiss Red Cross", "ngo", "CHE"),
    ],
)
def test_a_printed_name_leads_to_its_organisation(text: str, name: str, what: str, iso3: str) -> None:
    assert (canonical(text), kind(text), nation(text)) == (name, what, iso3)


@pytest.mark.parametrize("text", ["CHF", "DRC", "DOS", "ABC", "34 partner municipalities", "civil society"])
def test_an_acronym_of_several_things_is_no_organisation(text: str) -> None:
    assert kind(text) in ("", "country-government")
    assert not any(squeeze(text) in _names(row) for row in rows("organisations"))
