"""IATI activities: each field of the tables in its place, marked with how it is known."""

from __future__ import annotations

import pytest
from lxml import etree

from tests.publish.iati_sample import (
    PB,
    WISH,
    activity,
    contact,
    document,
    every,
    family,
    listing,
    of,
    place,
    pledge,
    project,
    row,
    rows,
    written,
)

# --- who and what


def test_the_identifier_is_the_reporters_and_the_projects() -> None:
    assert activity().findtext("iati-identifier") == "XX-REP-1-p1"


def test_who_reports_is_a_secondary_reporter() -> None:
    assert every("reporting-org", "ref", "type", "secondary-reporter", "text") == [("XX-REP-1", "90", "1", "Reporter")]


def test_title_and_description_are_the_documents() -> None:
    assert every("title", "text", "pb:basis") == [("Safe harbours", "stated")]
    assert every("description", "text", "pb:basis") == [("Harbours that hold.", "stated")]


def test_a_project_without_summary_is_described_by_its_title_once_more() -> None:
    tables = rows(listings=[listing(summary="")])
    assert every("description", "text", "pb:basis", tables=tables) == [("Safe harbours", "inferred")]


def test_donors_and_the_publisher_take_part_each_once() -> None:
    tables = rows(pledges=[pledge(1), pledge(2), pledge(3, donor="Deep Sea Fund", donor_type="un", donor_ref="41999")])
    assert every("participating-org", "role", "ref", "type", "text", "pb:basis", tables=tables) == [
        ("1", None, "10", "Norland", "stated"),
        ("1", "XM-DAC-41999", "40", "Deep Sea Fund", "stated"),
        ("2", "XM-DAC-41128", "40", "Harbour Office", "reporter"),
    ]


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("country-government", "10"),
        ("un", "40"),
        ("eu", "40"),
        ("foundation", "60"),
        ("company", "70"),
        ("ngo", None),
        ("fund", None),
        ("agency", None),
        ("bank", None),
        ("", None),
    ],
)
def test_an_organisation_has_a_type_where_its_kind_leaves_no_doubt(kind: str, code: str | None) -> None:
    assert every("participating-org", "type", tables=rows(pledges=[pledge(1, donor_type=kind)]))[0] == (code,)


def test_an_identifier_with_letters_stays_as_it_is() -> None:
    assert every("participating-org", "ref", tables=rows(pledges=[pledge(1, donor_ref="EU-1")]))[0] == ("EU-1",)


def test_codes_are_other_identifiers() -> None:
    assert every("other-identifier", "ref", "type") == [("HBR-7", "A9"), ("X/12", "A9")]


# --- when


def test_a_whole_day_is_stated_and_needs_no_words() -> None:
    assert every("activity-date", "type", "iso-date", "pb:basis", "text") == [
        ("1", "2009-03-01", "stated", None),
        ("3", "2012-02-28", "stated", None),
    ]


def test_a_year_or_a_month_is_its_first_and_last_day_and_says_what_is_stated() -> None:
    tables = rows(listings=[listing(start_date="2009", end_date="2012-02")])
    assert every("activity-date", "iso-date", "pb:basis", "pb:stated", "text", tables=tables) == [
        ("2009-01-01", "inferred", "2009", "As stated: 2009."),
        ("2012-02-29", "inferred", "2012-02", "As stated: 2012-02."),
    ]


def test_a_doubtful_date_says_so_in_words() -> None:
    tables = rows(listings=[listing({"start_date": "doubtful"})])
    found = activity(tables).findall("activity-date")
    assert of(found[0], "pb:status", "text")[0] == "doubtful"
    assert str(of(found[0], "text")[0]).startswith("Doubtful: ")


@pytest.mark.parametrize(
    ("start", "end", "published", "code"),
    [
        ("2011", "2012", "2010", "1"),
        ("2010-06", "2012", "2010-05-31", "1"),
        ("2010-06", "2012", "2010-06-01", "2"),
        ("2010", "2012", "2010", "2"),
        ("2008", "2010-01-01", "2010", "2"),
        ("2008", "2009", "2010", "4"),
        ("2008", "", "2010", "2"),
    ],
)
def test_the_status_is_that_of_the_day_of_the_document(start: str, end: str, published: str, code: str) -> None:
    tables = rows(documents=[document(published=published)], listings=[listing(start_date=start, end_date=end)])
    assert every("activity-status", "code", "pb:basis", tables=tables) == [(code, "inferred")]


@pytest.mark.parametrize(("published", "code"), [("2008", "1"), ("2010", "1"), ("2013", "4")])
def test_a_project_of_which_nothing_is_pledged_has_not_begun(published: str, code: str) -> None:
    tables = rows(documents=[document(published=published)], listings=[listing(pledged="0")])
    assert every("activity-status", "code", tables=tables) == [(code,)]


# --- whom to ask


def test_a_contact_has_its_fields_in_the_order_of_the_standard() -> None:
    found = activity().find("contact-info")
    assert found is not None
    assert of(found, "pb:role", "pb:basis") == ("headquarters", "stated")
    assert [(one.tag, "".join(map(str, one.itertext())).strip()) for one in found] == [
        ("organisation", "Harbour Unit"),
        ("person-name", "Ana Lima"),
        ("job-title", "Head"),
        ("telephone", "+4315550199 ext. 12"),
        ("email", "ana.lima@harbours.example"),
    ]


def test_a_number_without_a_country_is_given_as_printed() -> None:
    tables = rows(contacts=[contact(phone="", phone_text="555 0199", phone_extension="")])
    assert activity(tables).findtext("contact-info/telephone") == "555 0199"


# --- where


def test_several_countries_share_a_hundred_and_the_parts_are_marked_as_assumed() -> None:
    assert every("recipient-country", "code", "percentage", "pb:percentage-basis", "pb:basis") == [
        ("KE", "33.34", "assumed", "stated"),
        ("TZ", "33.33", "assumed", "stated"),
        ("MZ", "33.33", "assumed", "stated"),
    ]


def test_one_country_has_no_share() -> None:
    tables = rows(places=[place(1, iso3="NAM"), place(2, iso3="NAM")])
    assert every("recipient-country", "code", "percentage", "pb:percentage-basis", tables=tables) == [
        ("NA", None, None)
    ]


def test_a_member_of_a_group_that_was_named_is_inferred() -> None:
    tables = rows(places=[place(1, iso3="KEN", group="EAC", basis="group")])
    assert every("recipient-country", "code", "pb:basis", tables=tables) == [("KE", "inferred")]
    assert every("pb:project/pb:group", "text", tables=tables) == [("EAC",)]


def test_a_group_without_members_is_a_region_of_our_own() -> None:
    tables = rows(places=[place(1, group="BSEC", name_text="BSEC Organization", basis="group")])
    assert every("recipient-region", "code", "vocabulary", "vocabulary-uri", "text", tables=tables) == [
        ("BSEC", "99", "urn:x-pledgebook:regions", "BSEC Organization")
    ]


@pytest.mark.parametrize(
    ("text", "code", "vocabulary"),
    [
        ("Eastern Africa", "014", "2"),
        ("CENTRAL  AMERICA", "013", "2"),
        ("Global", "001", "2"),
        ("Middle East & North Africa", "Middle-East-North-Africa", "99"),
    ],
)
def test_the_field_for_the_region_stands_where_no_country_was_read(text: str, code: str, vocabulary: str) -> None:
    tables = rows(places=[], listings=[listing(region_text=text)])
    assert every("recipient-region", "code", "vocabulary", "percentage", "text", tables=tables) == [
        (code, vocabulary, None, text)
    ]


def test_beside_countries_the_field_for_the_region_is_only_kept() -> None:
    tables = rows(listings=[listing(region_text="Eastern Africa")])
    assert every("recipient-region", "code", tables=tables) == []
    assert every("pb:project/pb:region", "text", tables=tables) == [("Eastern Africa",)]


def test_a_global_project_that_names_no_place_is_for_the_world() -> None:
    tables = rows(places=[], listings=[listing(scope="global")])
    assert every("recipient-region", "code", "vocabulary", "pb:basis", tables=tables) == [("001", "2", "inferred")]


def test_regions_in_several_vocabularies_are_all_in_our_own_and_make_a_hundred() -> None:
    tables = rows(places=[place(1, region="Eastern Africa"), place(2, group="BSEC", basis="group")])
    assert every("recipient-region", "code", "vocabulary", "percentage", tables=tables) == [
        ("014", "99", "50.00"),
        ("BSEC", "99", "50.00"),
    ]


def test_a_group_beside_countries_would_count_them_twice_and_is_only_kept() -> None:
    tables = rows(places=[place(1, iso3="TUR"), place(2, group="BSEC", basis="group")])
    assert every("recipient-country", "code", "percentage", tables=tables) == [("TR", None)]
    assert every("recipient-region", "code", tables=tables) == []
    assert every("pb:project/pb:group", "text", tables=tables) == [("BSEC",)]


def test_what_only_the_narrative_mentions_counts_where_no_field_says_anything() -> None:
    mentioned = [place(1, iso3="MRT", basis="narrative")]
    assert every("recipient-country", "code", tables=rows(places=mentioned)) == [("MR",)]
    tables = rows(places=mentioned, listings=[listing(countries_text="Sub-Region")])
    assert every("recipient-country", "code", tables=tables) == []
    assert every("recipient-region", "text", tables=tables) == [("Sub-Region",)]


def test_of_two_fields_the_one_that_has_a_code_is_taken() -> None:
    tables = rows(places=[], listings=[listing(region_text="Africa & Gulf", countries_text="West Africa")])
    assert every("recipient-region", "code", "text", tables=tables) == [("011", "West Africa")]


@pytest.mark.parametrize(("scope", "codes"), [("global", ["1"]), ("regional", ["2"]), ("national", ["4"]), ("", [])])
def test_the_scope_has_a_code(scope: str, codes: list[str]) -> None:
    tables = rows(listings=[listing(scope=scope)])
    assert [code for (code,) in every("activity-scope", "code", tables=tables)] == codes


# --- what for


@pytest.mark.parametrize(
    ("themes", "code", "basis"),
    [
        (["SOM"], "15190", "inferred"),
        (["CJS", "TIP"], "15190", "inferred"),
        (["CJS"], "15130", "inferred"),
        (["COOP"], "31120", "reporter"),
        ([], "31120", "reporter"),
    ],
)
def test_the_sector_follows_from_the_themes_else_it_is_the_reporters(themes: list[str], code: str, basis: str) -> None:
    found = [row("themes", f"l1.t{n}", listing_id="l1", theme=theme, label=theme) for n, theme in enumerate(themes)]
    tables = rows(themes=found)
    told = every(
        "sector", "vocabulary", "code", "percentage", "pb:basis", tables=tables, wish=WISH._replace(sector="31120")
    )
    assert told == [("1", code, None, basis)]


def test_themes_are_tags() -> None:
    assert every("tag", "code", "vocabulary", "vocabulary-uri", "text") == [
        ("TIP", "99", "urn:x-pledgebook:themes", "Trafficking in persons")
    ]


# --- how much


def test_a_pledge_is_an_incoming_pledge_of_the_date_of_the_document() -> None:
    found = activity().findall("transaction")
    assert [of(one, "ref", "pb:basis") for one in found] == [("l1.p1", "stated"), ("l1.p2", "stated")]
    assert of(found[1].find("transaction-type"), "code") == ("13",)
    assert of(found[1].find("transaction-date"), "iso-date", "pb:basis", "pb:stated") == (
        "2010-01-01",
        "inferred",
        "2010",
    )
    assert of(found[1].find("value"), "text", "currency", "value-date") == ("100000.5", "USD", "2010-01-01")
    assert of(found[1].find("provider-org"), "ref", "type", "text") == ("XM-DAC-41999", "40", "Deep Sea Fund")


def test_a_donor_without_an_amount_takes_part_and_gives_nothing() -> None:
    tables = rows(pledges=[pledge(1, amount="", currency="")])
    assert every("participating-org", "text", tables=tables)[0] == ("Norland",)
    assert every("transaction", "ref", tables=tables) == []


def test_a_pledge_of_nobody_has_no_provider() -> None:
    found = activity(rows(pledges=[pledge(1, donor="", donor_type="")])).find("transaction")
    assert found is not None
    assert found.find("provider-org") is None


def test_a_doubtful_pledge_says_so_in_words_and_keeps_its_note() -> None:
    tables = rows(pledges=[pledge(1, {"amount": "doubtful"}, status="doubtful", note="for 2009 only")])
    assert every("transaction", "pb:status", tables=tables) == [("doubtful",)]
    said = [one.text or "" for one in activity(tables).findall("transaction/description/narrative")]
    assert [said[0], said[1][:9]] == ["for 2009 only", "Doubtful:"]


def test_what_the_standard_has_no_place_for_stands_in_a_namespace_of_its_own() -> None:
    assert [(one.tag.removeprefix(PB), of(one, "currency", "text")) for one in activity()[-1]] == [
        ("budget", ("USD", "1500000")),
        ("pledged", ("USD", "500000.5")),
        ("shortfall", ("USD", "999999.5")),
        ("funding", (None, None)),
        ("duration", (None, "36")),
        ("component", ("USD", "9")),
        ("source", (None, None)),
    ]
    assert every("pb:project/pb:funding", "funded-share", "check") == [("0.3333", "balanced")]
    assert every("pb:project/pb:source", "file", "page-first", "page-last") == [("harbours.pdf", "2", "3")]


@pytest.mark.parametrize(
    ("status", "basis"),
    [("proved", "stated"), ("stated", "stated"), ("inferred", "inferred"), ("doubtful", "stated")],
)
def test_the_status_of_a_value_is_beside_its_basis(status: str, basis: str) -> None:
    tables = rows(listings=[listing({"budget": status})])  # type: ignore[dict-item]
    assert every("pb:project/pb:budget", "pb:basis", "pb:status", tables=tables) == [(basis, status)]


# --- parents and parts


def test_parent_and_parts_refer_to_each_other() -> None:
    related = [
        [of(one, "ref", "type") for one in activity(family(), number=n).findall("related-activity")] for n in range(3)
    ]
    assert related == [[("XX-REP-1-p2", "2"), ("XX-REP-1-p3", "2")], [("XX-REP-1-p1", "1")], [("XX-REP-1-p1", "1")]]


def test_nothing_refers_to_an_activity_that_was_left_out() -> None:
    found = etree.fromstring(written(family(with_parent=False)))
    assert [one.findtext("iati-identifier") for one in found] == ["XX-REP-1-p2", "XX-REP-1-p3"]
    assert found.findall(".//related-activity") == []


def test_a_project_is_told_by_the_listing_its_values_are_from() -> None:
    both = [listing(title="An older one"), listing(name="l2", title="Safe harbours, again")]
    where = [row("places", "l2.l1", listing_id="l2", iso3="KEN")]
    about = [row("themes", "l2.t1", listing_id="l2", theme="TIP")]
    tables = rows(listings=both, projects=[project(source="l2")], places=where, themes=about)
    assert every("title", "text", tables=tables) == [("Safe harbours, again",)]
