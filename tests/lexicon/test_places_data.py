"""The tables of places: what each must hold, and names that are easily taken for another country's."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from extractors import places
from extractors.lexicon import rows, squeeze, toml

CODELIST = Path(__file__).parents[3] / "shared" / "iati" / "codelists" / "Country.xml"
REFERENCE = Path(__file__).parents[3] / "shared" / "reference" / "groups_2010.json"


def keys(table: str, column: str) -> list[str]:
    return [squeeze(row[column]) for row in rows(table)]


def group_names() -> list[str]:
    """All names of all groups, every id once."""
    ids = dict.fromkeys(squeeze(part["id"]) for part in toml("groups")["group"])
    return [*ids, *(squeeze(name) for part in toml("groups")["group"] for name in part["names"])]


ISO3 = {row["iso3"] for row in rows("countries")}


@pytest.mark.parametrize(
    "listed", [keys("countries", "name"), keys("demonyms", "word"), keys("regions", "name"), group_names()]
)
def test_a_name_stands_once_in_its_table(listed: list[str]) -> None:
    assert [name for name, times in Counter(listed).items() if times > 1] == []


def test_a_name_is_a_country_or_a_group_or_a_region() -> None:
    listed = [*keys("countries", "name"), *keys("regions", "name"), *group_names()]
    assert [name for name, times in Counter(listed).items() if times > 1] == []


def test_no_demonym_is_a_country_s_name() -> None:
    assert set(keys("demonyms", "word")) & set(keys("countries", "name")) == set()


def test_every_code_of_a_table_is_a_country_s() -> None:
    members = {code for part in toml("groups")["group"] for code in part["members"]}
    assert (members | {row["iso3"] for row in rows("demonyms")}) - ISO3 == set()


def test_the_countries_are_the_249_of_iso_3166_and_kosovo_each_with_an_english_name() -> None:
    english = {row["iso3"] for row in rows("countries") if row["lang"] == "en"}
    assert english == ISO3
    assert len(ISO3 - {"XKX"}) == 249


def test_every_english_name_of_the_iati_code_list_is_known() -> None:
    if not CODELIST.exists():
        pytest.skip("the IATI code lists are not here")
    items = etree.parse(str(CODELIST)).iterfind(".//codelist-item")
    listed = [
        squeeze(str(i.findtext("name/narrative"))).removesuffix(" (the)")
        for i in items
        if i.get("status") != "withdrawn"
    ]
    unknown = {name for name in listed if not places.iso3(name)}
    # Everyday words in some language, and an empire that fell apart: left out on purpose.
    assert unknown - {"réunion", "saint martin", "netherlands antilles", "netherland antilles"} == set()


def test_a_region_s_scope_is_global_or_regional() -> None:
    assert {row["scope"] for row in rows("regions")} == {"global", "regional"}


NAMES = [
    ("Niger", "NER"),
    ("Nigeria", "NGA"),
    ("République du Niger", "NER"),
    ("Níxer", "NER"),
    ("República Centreafricana", "CAF"),
    ("Illes Salomó", "SLB"),
    ("Niger Delta", "NGA"),
    ("Inner Niger Delta", "MLI"),
    ("Guinea", "GIN"),
    ("Guinea Conakry", "GIN"),
    ("Guinea-Bissau", "GNB"),
    ("Vereinigten Königreich", "GBR"),
    ("Dominikanischen Republik", "DOM"),
    ("Demokratischen Republik Kongo", "COD"),
    ("Vereinigten Arabischen Emiraten", "ARE"),
    ("palästinensischen Gebieten", "PSE"),
    ("Tschechischen Republik", "CZE"),
    ("Guinea Bissau", "GNB"),
    ("Equatorial Guinea", "GNQ"),
    ("Guinée équatoriale", "GNQ"),
    ("Papua New Guinea", "PNG"),
    ("Papouasie-Nouvelle-Guinée", "PNG"),
    ("Congo", "COG"),
    ("Republic of the Congo", "COG"),
    ("Congo, Rep.", "COG"),
    ("Congo-Brazzaville", "COG"),
    ("DRC", "COD"),
    ("DR Congo", "COD"),
    ("Congo, Dem. Rep.", "COD"),
    ("the Democratic Republic of Congo", "COD"),
    ("Democratic Rep. of the Congo", "COD"),
    ("Dominica", "DMA"),
    ("Dominican Republic", "DOM"),
    ("República Dominicana", "DOM"),
    ("Republic of Korea", "KOR"),
    ("South Korea", "KOR"),
    ("Democratic People's Republic of Korea", "PRK"),
    ("DPR Korea", "PRK"),
    ("Sudan", "SDN"),
    ("South Sudan", "SSD"),
    ("Samoa", "WSM"),
    ("American Samoa", "ASM"),
    ("Mali", "MLI"),
    ("Malawi", "MWI"),
    ("Austria", "AUT"),
    ("Australia", "AUS"),
    ("Slovakia", "SVK"),
    ("Slovenia", "SVN"),
    ("Swaziland", "SWZ"),
    ("Eswatini", "SWZ"),
    ("Burma", "MMR"),
    ("Zaire", "COD"),
    ("Seychelle", "SYC"),
    ("Turkey", "TUR"),
    ("Türkiye", "TUR"),
    ("Côte D’Ivoire", "CIV"),
    ("Ivory Coast", "CIV"),
    ("Cap Verde", "CPV"),
    ("Lao PDR", "LAO"),
    ("Viet Nam", "VNM"),
    ("Kosovo", "XKX"),
    ("the former Yugoslav Republic of Macedonia", "MKD"),
    ("FYROM", "MKD"),
    ("OPT", "PSE"),
    ("West Bank and Gaza", "PSE"),
    ("U.S.", "USA"),
    ("USA", "USA"),
    ("UK", "GBR"),
    ("Etats-Unis", "USA"),
    ("Elfenbeinküste", "CIV"),
    ("Islandia", "ISL"),
    ("PEROU", "PER"),
    ("New Mexico", "USA"),
    ("Mexico", "MEX"),
    ("Inner Mongolia", "CHN"),
    ("Northern Ireland", "GBR"),
    ("Ireland", "IRL"),
]


@pytest.mark.parametrize(("name", "iso3"), NAMES)
def test_a_name_means_its_own_country(name: str, iso3: str) -> None:
    assert [(p.kind, p.code) for p in places.find(f"Work in {name}, 2010")] == [("country", iso3)]


@pytest.mark.parametrize(
    ("name", "iso3"),
    [("Kosovo*", "XKX"), ("oPt", "PSE"), ("BiH", "BIH"), ("Congo (Kinshasa)", "COD"), ("The Gambia", "GMB")],
)
def test_a_name_that_fills_its_cell_means_its_country(name: str, iso3: str) -> None:
    assert places.iso3(name) == iso3


@pytest.mark.parametrize(
    "text",
    [
        "give us time",
        "US$ 500",
        "réunion de suivi",
        "la reunión anual",
        "an island state",
        "a grenade",
        "Maurice Dupont",
        "ganar y gana",
        "South America",
        "St. Vincent de Paul",
    ],
)
def test_a_word_that_looks_like_a_country_is_none(text: str) -> None:
    assert [p.code for p in places.find(text) if p.kind == "country"] == []


@pytest.mark.parametrize(
    ("word", "scope"),
    [
        ("Global", "global"),
        ("Worldwide", "global"),
        ("weltweit", "global"),
        ("Mundial", "global"),
        ("Regional", "regional"),
        ("Interregional", "regional"),
        ("multi-country", "regional"),
        ("Länderübergreifend", "regional"),
        ("Mekong", "regional"),
        ("Greater Mekong Subregion", "regional"),
        ("Horn of Africa", "regional"),
        ("West & Central Africa", "regional"),
        ("Afrique de l’Ouest", "regional"),
        ("África subsahariana", "regional"),
        ("Südosteuropa", "regional"),
        ("AFRICA – EAST", "regional"),
        ("South Africa", ""),
        ("Südafrika", ""),
        ("Afrique du Sud", ""),
        ("Sudáfrica", ""),
        ("Micronesia", ""),
    ],
)
def test_scope_of_a_region_s_name(word: str, scope: str) -> None:
    assert places.scope_word(word) == scope


def test_a_group_s_tables_follow_one_another_newest_first_without_overlap() -> None:
    tables: dict[str, list[tuple[str, str]]] = {}
    for part in toml("groups")["group"]:
        tables.setdefault(part["id"], []).append((part["from"], part["to"]))
    for dates in tables.values():
        assert all(start <= (end or "9999") for start, end in dates)
        assert all(older_end and older_end < newer_start for (newer_start, _), (_, older_end) in pairwise(dates))


def test_the_names_of_a_group_stand_in_its_newest_table_only() -> None:
    seen: set[str] = set()
    for part in toml("groups")["group"]:
        assert bool(part["names"]) == (part["id"] not in seen)
        seen.add(part["id"])


@pytest.mark.parametrize(
    ("group", "date", "code", "member"),
    [
        ("EU", "2006-12-31", "ROU", False),
        ("EU", "2007-01-01", "ROU", True),
        ("EU", "2013-06-30", "HRV", False),
        ("EU", "2013-07-01", "HRV", True),
        ("EU", "2020-01-31", "GBR", True),
        ("EU", "2020-02-01", "GBR", False),
        ("EAC", "2010-05-01", "SSD", False),
        ("EAC", "2018", "SSD", True),
        ("CAN", "2005", "VEN", True),
        ("CAN", "2010", "VEN", False),
        ("IGAD", "2011-01-01", "SSD", False),
        ("ECOWAS", "", "MLI", False),
    ],
)
def test_membership_holds_at_its_date(group: str, date: str, code: str, member: bool) -> None:
    assert (code in places.members(group, date)) is member


def test_the_members_in_2010_are_those_of_the_reference() -> None:
    if not REFERENCE.exists():
        pytest.skip("the reference table of groups is not here")
    import json

    for group, part in json.loads(REFERENCE.read_text(encoding="utf-8")).items():
        assert list(places.members(group, part["as_of"])) == sorted(part["members"]), group


def test_the_table_of_countries_is_what_its_generator_writes() -> None:
    babel = pytest.importorskip("babel", reason="Babel is a development dependency")
    generator = pytest.importorskip("tests.lexicon.generate_countries")
    if babel.__version__ != generator.BABEL:
        pytest.skip(f"the table was written with Babel {generator.BABEL}")
    assert generator.TARGET.read_text(encoding="utf-8") == generator.render()
    assert generator.CODES.read_text(encoding="utf-8") == generator.render_codes()
