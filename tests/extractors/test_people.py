"""Steps that clean phone numbers and e-mail addresses, and what looks like a name, a job or a part of the world."""

from __future__ import annotations

import pytest

from extractors.names import name_at_start
from extractors.people import e164, email, is_area, job_end, lines, phone_text


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("+43 1 26060 4290", "+431260604290"),
        ("+ 43 1 26060 5193", "+431260605193"),
        ("(+20-2) 2359-1521", "+20223591521"),
        ("(+998 71) 120-8050", "+998711208050"),
        ("+(43) (1) 26060-0", "+431260600"),
        ("0043 1 26060 4290", "+431260604290"),
        ("(00 223) 20 22 11 03", "+22320221103"),
        ("+44 (0)20 7946 0958", "+442079460958"),
        ("+84-4-3942 1495 (ext. 174)", "+84439421495"),
        ("+52-55 5588-4426 ext. 109", "+525555884426"),
        ("221 33 849 49 19", "+221338494919"),
    ],
)
def test_country_code_gives_the_international_form(printed: str, number: str) -> None:
    assert e164(printed) == number


@pytest.mark.parametrize(
    "printed",
    [
        "(202) 693-4843",
        "212 555 0123",
        "248 422 3344",
        "2025550123",
        "020 7946 0958",
        "030 18535-0",
        "555-0199",
        "+999 12 345 678",
        "+43 1 26060 5698 26060 5699",
        "212 55 12",
        "",
    ],
)
def test_number_without_country_code_has_no_international_form(printed: str) -> None:
    assert e164(printed) == ""


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("+43 1 26060  5698, ", "+43 1 26060 5698"),
        ("+43 1 26060\n5698", "+43 1 26060 5698"),
        ("+84-4-3942 1495 (ext. 174)", "+84-4-3942 1495 (ext. 174)"),
        ("+43 1 26060 5698)", "+43 1 26060 5698"),
    ],
)
def test_phone_number_stays_as_printed_without_marks_around_it(quote: str, text: str) -> None:
    assert phone_text(quote) == text


@pytest.mark.parametrize(
    ("quote", "address"),
    [
        ("jane.doe@undp.org", "jane.doe@undp.org"),
        ("Jane.Doe@UNDP.org.", "Jane.Doe@UNDP.org"),
        ("mailto:jane@x.org", "jane@x.org"),
        ("jane (at) x.org", "jane@x.org"),
        ("jane[at]x[dot]org", "jane@x.org"),
        ("jane.doe@\nundp.org", "jane.doe@undp.org"),
        ("<jane@x.org>;", "jane@x.org"),
    ],
)
def test_address_loses_disguise_and_marks_but_not_its_case(quote: str, address: str) -> None:
    assert email(quote) == address


@pytest.mark.parametrize(
    ("text", "breaks", "line"),
    [
        ("UNODC\nOffice in Cambodia", (), "UNODC Office in Cambodia"),
        ("Trade Division\nUNDP", ("1",), "Trade Division, UNDP"),
        ("Trade and\nLabour Division,\nUNDP", ("2",), "Trade and Labour Division, UNDP"),
        ("Anti-\nTrafficking Unit", (), "Anti-Trafficking Unit"),
    ],
)
def test_line_feeds_become_blanks_or_commas(text: str, breaks: tuple[str, ...], line: str) -> None:
    assert lines(text, *breaks) == line


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Jane Doe", "Jane Doe"),
        ("Virginia de Abajo-Marques", "Virginia de Abajo-Marques"),
        ("Felipe De La Torre", "Felipe De La Torre"),
        ("J. K. O’Neill", "J. K. O’Neill"),
        ("Jean DUPONT", "Jean DUPONT"),
        ("Zoë Müller-Ångström", "Zoë Müller-Ångström"),
        ("Jane Doe Director of Programmes", "Jane Doe"),
        ("Jane Doe (UNDP)", "Jane Doe"),
        ("Jane Doe.", "Jane Doe"),
    ],
)
def test_capitalised_words_are_a_name(text: str, name: str) -> None:
    found = name_at_start(text)
    assert found is not None
    assert (text[: found.end], found.sure) == (name, True)


@pytest.mark.parametrize(
    "text",
    [
        "Jane",
        "jane doe",
        "JANE DOE",
        "South Sudan",
        "Sierra Leone",
        "Konrad Adenauer Stiftung",
        "Southeast Asia Department",
        "Human Rights",
        "Project Manager",
        "A. B.",
        "UNDP Cambodia",
        "12 Main Road",
        "",
    ],
)
def test_other_capitalised_words_are_no_name(text: str) -> None:
    assert name_at_start(text) is None


def test_name_of_an_organisation_in_the_domain_of_its_address_is_no_name() -> None:
    assert name_at_start("Bright Horizons", ["info@brighthorizons.org"]) is None


def test_an_address_ends_the_name_where_no_separator_does() -> None:
    found = name_at_start("Jane Doe Bright Horizons Kabul", ["jane.doe@bright.org"])
    assert found is not None and (found.end, found.sure) == (8, True)


def test_a_name_that_runs_into_an_office_is_not_sure() -> None:
    found = name_at_start("Jane Doe Anti-Trafficking Unit")
    assert found is not None and (found.end, found.sure) == (8, False)


def test_transcribed_umlaut_is_found_in_the_address() -> None:
    found = name_at_start("Jörg Bär Bright Horizons Kabul", ["joerg.baer@bright.org"])
    assert found is not None and found.end == 8


@pytest.mark.parametrize(
    ("text", "job"),
    [
        ("National Project Manager", "National Project Manager"),
        ("Head of the Trade Section", "Head of the Trade Section"),
        ("Project Coordinator and Office in Charge", "Project Coordinator and Office in Charge"),
        ("Director ILO Office", "Director"),
        ("Chef de projet", "Chef de projet"),
    ],
)
def test_job_title_ends_before_the_office(text: str, job: str) -> None:
    end = job_end(text)
    assert end is not None and text[:end] == job


@pytest.mark.parametrize(
    "text", ["Regional Office for South Asia", "Office of the Director", "Trade Section", "Jane Doe", "UNDP", ""]
)
def test_office_is_no_job(text: str) -> None:
    assert job_end(text) is None


@pytest.mark.parametrize(
    ("text", "area"),
    [("Latin America and Caribbean", True), ("West Africa", True), ("Mexico City", False), ("UNDP", False)],
)
def test_part_of_the_world_is_told_from_a_town(text: str, area: bool) -> None:
    assert is_area(text) is area
