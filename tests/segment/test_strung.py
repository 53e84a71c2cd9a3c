"""Labels strung together in a line, and how the values behind them are shared out."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.segment import strung
from tests.segment.paper import cases, fields, values

CASES = cases("strung")


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_values_behind_labels_in_a_row_are_shared_out(case: dict[str, Any]) -> None:
    found = strung._parted(case["kinds"], case["text"])
    assert [case["text"][slice(*stretch)].strip() if stretch else "" for stretch in found] == case["values"]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "Identification Project Title CRIS Decision number Sector Code Total cost EU contribution Wells 4",
            ["Project Title", "CRIS Decision number", "Sector Code", "Total cost", "EU contribution"],
        ),
        (
            "Project title Project number Total cost (VAT excluded)1 EU contribution Wells",
            ["Project title", "Project number", "Total cost (VAT excluded)1", "EU contribution"],
        ),
        (
            "Project Title MIPD Project number Start date End date",
            ["Project Title", "Project number", "Start date", "End date"],
        ),
        ("Project title and Project number of the Total cost", []),
        ("Project title Project number", []),
        ("Implementing agency Partner organisations Target group", []),
        ("Start date End date Total budget", []),
    ],
    ids=["in a row", "a note between", "an acronym between", "words between", "too few", "no types", "no name"],
)
def test_labels_without_colons_are_strung_together(text: str, labels: list[str]) -> None:
    assert [text[hit.start : hit.end] for hit in strung.hits(0, text)] == labels


FORM = "Northern Trust Fund, cover page of a project of the year 2004, to be sent in by the lead of the group in May. "


def test_label_takes_the_value_that_stands_behind_the_next_label() -> None:
    text = f"{FORM}Project Title: Project Number: Tile works of the towns F3-17 Description: The works closed.\n"
    assert (values(text, "title"), values(text, "code")) == (["Tile works of the towns"], ["F3-17"])


def test_unknown_labels_between_others_end_no_row() -> None:
    text = f"{FORM}TITLE: SERIAL NUMBER: COMMITTEE: SUBMITTED BY: BAMBOO STANDS PD 61/02 Rev.2 (F) FORESTS GHANA\n"
    assert values(text, "code") == ["PD 61/02 Rev.2 (F)"]


def test_a_value_between_two_labels_stays_where_it_is() -> None:
    text = (
        f"{FORM}Project Title: Tile works Project Number: F3-17 Total cost: EUR 5,000 Description: The works closed.\n"
    )
    assert (values(text, "title"), values(text, "code")) == (["Tile works"], ["F3-17"])


def test_labels_without_colons_or_a_name_share_nothing_out() -> None:
    text = (
        f"{FORM}Overall Duration (months) 31 months Fund contribution (by agency) $920,300.00 "
        "Start Date2 (dd.mm.yyyy) 05.05.2012 Government Contribution Original End Date3 (dd.mm.yyyy) (if applicable) "
        "Other Contributions (donors) Final End date4(dd.mm.yyyy) 30.11.2014 (if applicable) $6,115 (UNICEF) "
        "TOTAL: 31.08.2014 926,415 and more\n"
    )
    assert [value[:10] for value in values(text, "end")] == ["30.11.2014"]


def test_figures_between_two_labels_are_the_value_of_the_first() -> None:
    text = (
        f"{FORM}Award ID: 00071234 Project ID: 00084321 Phase: 2 Start date: June 2014 End date: 2016 Meeting: 3 May\n"
    )
    assert [value.split()[0] for value in values(text, "code")] == ["00071234", "00084321"]


def test_a_blank_label_leaves_the_amount_to_the_next() -> None:
    text = f"{FORM}Project Costs: Project Location: Trust fund: $650,000 Description: The works closed.\n"
    assert "650,000" not in " ".join(value for kind, _, value in fields(text) if kind == "budget")


def test_a_long_name_behind_a_number_goes_on_in_the_next_line() -> None:
    name = "Wells and rain-fed pastures for the herders of the dry northern plains, with shade and shelter for all"
    text = f"{FORM}Project Number: Project Title: E4-20 {name},\nand for the young\n\nCountry: Kenya\n"
    assert values(text, "code") == ["E4-20"]
    assert values(text, "title")[0].startswith(name)


def test_a_day_is_no_number_of_a_project() -> None:
    text = "Wells for herders\nAward ID: Start date: 01/12/2009 End date: 01/08/2011\n"
    assert fields(text)[-2:] == [("start", "Start date", "01/12/2009"), ("end", "End date", "01/08/2011")]


def test_to_is_the_end_behind_a_start() -> None:
    text = "Wells for herders\n\nFrom: 2010    To: 2013\nBudget: EUR 20,000\n"
    assert fields(text)[:2] == [("start", "From", "2010"), ("end", "To", "2013")]


def test_a_label_does_not_begin_before_a_short_form_in_a_bracket() -> None:
    text = "KENYA Lake Ports Capacity Building Project (LCP) EU Contribution: €5,590,000 Start: 01.09.16\n"
    assert fields(text)[0] == ("contribution", "EU Contribution", "€5,590,000")


def test_a_currency_in_a_bracket_is_a_part_of_a_label() -> None:
    text = "Clean Ports\n\nCountry: Kenya Budget (USD) total: 20,000\n"
    assert ("budget", "Budget (USD) total", "20,000") in fields(text)
