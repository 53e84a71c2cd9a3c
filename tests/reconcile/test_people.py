"""People: their numbers and addresses, who is one person, and where what is said of one disagrees."""

from __future__ import annotations

import pytest

from pipeline.reconcile.facts import Dataset
from tests.reconcile.paper import Paper, codes, column, facts, says, status


def page(name: str = "d1") -> Paper:
    return Paper(name).title({"d1": "Safe Harbours", "d2": "Clean Wells"}.get(name, "Warm Schools"))


def ids(*papers: Paper) -> list[str]:
    return column(facts(*papers).rows("contacts"), "person_id")


def phone(paper: Paper) -> tuple[str, str]:
    row = facts(paper).rows("contacts")[0]
    return row.values.get("phone", ""), status(row, "phone") if "phone" in row.receipts else ""


def test_a_number_without_country_code_is_one_of_the_country_of_the_office() -> None:
    paper = page().place("Kenya").person("Jane Doe", phone="022 22 74 9800", office="Embassy in Norway")
    assert phone(page().person("Jane Doe", phone="(202) 693-4843", office="Field Office, United States")) == (
        "+12026934843",
        "inferred",
    )
    assert phone(paper) == ("", "")  # no valid number of Norway, nor of Kenya


def test_else_of_the_only_country_of_the_listing() -> None:
    paper = page().place("Kenya").person("Jane Doe", phone="020 762 3736", role="field")
    assert phone(paper) == ("+254207623736", "inferred")
    row = facts(paper).rows("contacts")[0]
    assert (row.receipts["phone"][0].rule, row.receipts["phone"][0].steps) == ("contacts.region", ("e164:KEN",))


@pytest.mark.parametrize(
    "paper",
    [
        page().place("Kenya").place("Nepal").person("Jane Doe", phone="020 762 3736", role="field"),
        page().place("Kenya").person("Jane Doe", phone="020 762 3736", role="headquarters"),
        page().place("Kenya").person("Jane Doe", phone="762 3736", role="field"),
        page().person("Jane Doe", phone="020 762 3736", role="field"),
    ],
    ids=["two countries", "headquarters is elsewhere", "too short for Kenya", "no country"],
)
def test_a_number_is_left_as_printed_where_its_country_is_not_known(paper: Paper) -> None:
    assert phone(paper) == ("", "")
    assert codes(facts(paper)) == []


def test_a_country_code_that_is_printed_holds_wherever_the_office_is() -> None:
    assert phone(page().place("Kenya").person("Jane Doe", phone="+43 1 26060 4290", role="field")) == (
        "+431260604290",
        "stated",
    )


def test_a_number_that_nobody_can_dial_is_said_and_kept() -> None:
    data = facts(page().person("Jane Doe", phone="+51 1 999 324 682"))
    assert codes(data) == [("note", "odd-phone")]
    assert column(data.rows("contacts"), "phone_text") == ["+51 1 999 324 682"]


@pytest.mark.parametrize(
    ("printed", "number", "digits"),
    [
        ("+52-55 5588-4426 ext. 109", "+525555884426", "109"),
        ("+84-4-3942 1495 (ext. 174)", "+84439421495", "174"),
        ("+43 1 26060 4290", "+431260604290", ""),
        ("(202) 693-4843 x 12", "", "12"),
    ],
)
def test_an_extension_is_kept_beside_the_number(printed: str, number: str, digits: str) -> None:
    row = facts(page().person("Jane Doe", phone=printed)).rows("contacts")[0]
    assert (row.values.get("phone", ""), row.values.get("phone_extension", "")) == (number, digits)


@pytest.mark.parametrize("address", ["jane@unodc..org", "jane.@unodc.org", "jane@-unodc.org", "jane@unodc"])
def test_an_address_that_no_mail_can_reach_is_doubtful_and_kept(address: str) -> None:
    data = facts(page().person("Jane Doe", address))
    assert codes(data) == [("warning", "odd-email")]
    row = data.rows("contacts")[0]
    assert (row.values["email"], status(row, "email")) == (address, "doubtful")


@pytest.mark.parametrize("address", ["jane.doe@unodc.org", "Jane.Doe@UNODC.org", "j+x@a-b.co.uk", "josé@educación.es"])
def test_an_address_that_can_be_one_is_not_mentioned(address: str) -> None:
    assert codes(facts(page().person("Jane Doe", address))) == []


def domains(odd: str, times: int) -> Dataset:
    paper = page()
    for number in range(times):
        paper.person(f"Ann Lee{'abcdefgh'[number]}", f"ann{number}@unodc.org")
    return facts(paper.person("Bo Lund", f"bo@{odd}"))


@pytest.mark.parametrize(
    ("odd", "times", "found"),
    [("unod.org", 5, True), ("unodd.org", 5, True), ("unod.org", 4, False), ("undp.org", 6, False)],
)
def test_a_domain_one_letter_from_the_usual_one_is_doubtful(odd: str, times: int, found: bool) -> None:
    data = domains(odd, times)
    assert codes(data) == ([("warning", "odd-domain")] if found else [])
    assert (status(data.rows("contacts")[-1], "email") == "doubtful") is found


SAME = [
    (page().person("Jane Doe", "jane.doe@undp.org"), page("d2").person("Jane Doe", "Jane.Doe@undp.org")),
    (page().person("Jane Doe", "jane.doe@undp.org"), page("d2").person("J. Doe", "jane.doe@undp.org")),
    (page().person("Jane Doe", "jane.doe@undp.org"), page("d2").person("DOE Jane", "jane.doe@undp.org")),
    (page().person("Jane Doe", "jane.doe@undp.org"), page("d2").person("", "jane.doe@undp.org")),
    (page().person("Jane Doe", office="Fisheries Unit"), page("d2").person("Jane Doe", office="FISHERIES unit")),
    (page().person("Jane Doe", "jane.doe@undp.org"), page("d2").person("Jane Doe", office="UNDP")),
    (page().person("José Núñez", office="UNDP"), page("d2").person("Jose Nunez", office="UNDP Kenya")),
    (page().person("", "info@undp.org"), page("d2").person("", "info@undp.org")),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_one_address_or_one_name_at_one_office_is_one_person(first: Paper, second: Paper) -> None:
    assert len(set(ids(first, second))) == 1


OTHERS = [
    (page().person("Jane Doe", "info@undp.org"), page("d2").person("Joan Roe", "info@undp.org")),
    (page().person("Jane Doe", "info@undp.org"), page("d2").person("", "info@undp.org")),
    (page().person("Jane Doe", office="UNDP"), page("d2").person("Jane Doe", office="Fisheries Unit")),
    (page().person("Jane Doe"), page("d2").person("Jane Doe")),
    (page().person("Jane Doe", office="UNDP"), page("d2").person("Jane Dow", office="UNDP")),
    (page().person("Jane", office="UNDP"), page("d2").person("Jane", office="UNDP")),
]


@pytest.mark.parametrize(("first", "second"), OTHERS)
def test_less_than_that_is_not(first: Paper, second: Paper) -> None:
    assert len(set(ids(first, second))) == 2


def test_the_same_name_in_one_document_is_one_person() -> None:
    assert (
        ids(page().person("Jane Doe").block().title("Clean Wells").person("Jane Doe", "jd@undp.org"))
        == ["jane-doe"] * 2
    )


def test_what_joins_two_rows_may_stand_in_a_third() -> None:
    papers = (
        page("d1").person("Jane Doe", office="Fisheries Unit"),
        page("d2").person("Jane Doe", "jane.doe@undp.org"),
        page("d3").person("Jane Doe", "jane.doe@undp.org", office="Fisheries Unit"),
    )
    assert ids(*papers) == ["jane-doe"] * 3


def test_two_people_of_one_name_have_two_identifiers() -> None:
    assert ids(page().person("Jane Doe"), page("d2").person("Jane Doe")) == ["jane-doe", "jane-doe-2"]


@pytest.mark.parametrize(
    ("name", "email", "identifier"),
    [
        ("Virginia de Abajo-Marques", "", "virginia-de-abajo-marques"),
        ("", "info@undp.org", "info-undp-org"),
        ("Анна Иванова", "", "person-e23f3a45"),
    ],
)
def test_an_identifier_is_readable_where_the_name_is_latin(name: str, email: str, identifier: str) -> None:
    assert ids(page().person(name, email)) == [identifier]


def two(first: str, second: str, column: str = "phone") -> Dataset:
    paper = page()
    for value in (first, second, second):
        values = {"phone": value} if column == "phone" else {"email": value}
        paper.person("Jane Doe", **values, office="UNDP").block().title("Wells")
    return facts(paper)


def test_two_numbers_of_one_person_are_said_at_the_rarer_one() -> None:
    data = two("+254 20 762 3736", "+254 20 762 3737")
    assert codes(data) == [("note", "person-phone")]
    assert says(data) == (
        "The number of Jane Doe is +254207623736 here and +254207623737 in 2 other listings. Ask which of them holds."
    )
    assert column(data.rows("findings"), "row_id") == ["d1.1.c1"]


def test_two_addresses_of_one_person_are_said() -> None:
    assert codes(two("jane@undp.org", "jane.doe@undp.org", "email")) == [("note", "person-email")]


def test_the_same_number_in_two_prints_is_no_disagreement() -> None:
    assert codes(two("+254 20 762 3736", "+254-20-7623736")) == []


def test_an_address_of_somebody_else_is_doubtful() -> None:
    data = facts(page().person("Jane Doe", "jane.doe@undp.org"), page("d2").person("Bo Lund", "jane.doe@undp.org"))
    assert codes(data) == [("warning", "shared-email")]
    assert says(data) == "jane.doe@undp.org stands beside Bo Lund here and is Jane Doe's elsewhere."
    assert status(data.rows("contacts")[1], "email") == "doubtful"


@pytest.mark.parametrize("address", ["info@undp.org", "registry.kenya@undp.org", "fisheries@undp.org"])
def test_an_address_of_an_office_may_have_several_people(address: str) -> None:
    assert codes(facts(page().person("Jane Doe", address), page("d2").person("Bo Lund", address))) == []


@pytest.mark.parametrize(
    ("roles", "wanted"),
    [
        (("other", "headquarters", "headquarters"), ["headquarters"] * 3),
        (("other", "headquarters", "field"), ["other", "headquarters", "field"]),
        (("other", "other", "other"), ["other"] * 3),
    ],
)
def test_whom_no_label_gives_a_role_has_that_of_the_other_listings(roles: tuple[str, ...], wanted: list[str]) -> None:
    paper = page()
    for number, role in enumerate(roles):
        paper = (paper.block().title(f"Wells {number}") if number else paper).person("Jane Doe", "jane@undp.org", role)
    data = facts(paper)
    assert column(data.rows("contacts"), "role") == wanted
    assert ("note", "role-elsewhere") in codes(data) or wanted == list(roles)


def test_another_document_gives_nobody_a_role() -> None:
    other = page("d2").person("Jane Doe", "jane@undp.org", "headquarters")
    assert column(facts(page().person("Jane Doe", "jane@undp.org"), other).rows("contacts"), "role")[0] == "other"
