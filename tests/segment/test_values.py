"""How far a value reaches: what goes on with it, and what ends it."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.document import Line
from tests.segment.paper import PROJECT, TITLE, cases, cut, drawn, fields, narrative, titles, values

#: A full line of the page, so that lines of its length count as wrapped.
FULL = "The boats come home in the evening, and the crews sell their fish in the port at night."

GOES_ON = cases("values")


@pytest.mark.parametrize("case", GOES_ON, ids=[case["why"] for case in GOES_ON])
def test_value_goes_on_in_the_next_line(case: dict[str, Any]) -> None:
    text = f"{TITLE}\n\nTheme: Boats\nBudget: US$ 1,000\n{case['text']}\n\n{FULL}\n"
    assert values(text, case["kind"])[-1] == case["value"]


#: Why, kind, what is printed, the value.
ENDS = [
    ("a label follows", "budget", "Budget: US$ 1,000\nCountry: Kenya", "US$ 1,000"),
    ("an unknown label follows", "budget", "Budget: US$ 1,000\nVessel class: small", "US$ 1,000"),
    ("a gap follows", "country", "Country: Kenya\n\nUganda", "Kenya"),
    ("a title's stop follows", "title", "Title: Calm Nets.\nNorthern Lakes\nCountry: Kenya", "Calm Nets."),
    ("a place follows a title", "title", "Title: Calm Nets\nUganda\nCountry: Kenya", "Calm Nets"),
    ("a kind of paper follows a title", "title", "Title: Calm Nets\nFinal report\nCountry: Kenya", "Calm Nets"),
    ("an unknown label shuts in", "title", "Title: Calm Nets\nNorthern Lakes\nVessel class: small", "Calm Nets"),
    ("a glued label shuts in", "title", "Title: Calm Nets\nVessel:small boats\nCountry: Kenya", "Calm Nets"),
    ("a label without a mark shuts in", "title", "Title: Calm Nets\nOwnerHarbour Guild\nCountry: Kenya", "Calm Nets"),
    (
        "a person follows a title",
        "title",
        "Title: Calm Nets and Lakes\nAnn Smith\nCountry: Kenya",
        "Calm Nets and Lakes",
    ),
    (
        "a theme follows a title",
        "title",
        "Title: Calm Nets and Lakes\nFish and Ice\nCountry: Kenya",
        "Calm Nets and Lakes",
    ),
    ("a capital follows a title across a gap", "title", "Title: Calm Nets of Four\n\nLakes", "Calm Nets of Four"),
    ("a range has its end", "period", "Period: May 2009 - May 2011\n3 May 2012", "May 2009 - May 2011"),
    (
        "a short line does not wrap",
        "implementer",
        "Implementing agency: Ministry of Ports\nWarm Homes",
        "Ministry of Ports",
    ),
    ("a bullet begins another thing", "code", "Project number: A-12\n- Boats", "A-12"),
    ("a sentence follows", "country", f"Country: Kenya\n{FULL}", "Kenya"),
]


@pytest.mark.parametrize(("kind", "text", "value"), [e[1:] for e in ENDS], ids=[e[0] for e in ENDS])
def test_value_ends(kind: str, text: str, value: str) -> None:
    assert values(f"{TITLE}\n\nTheme: Boats\n{text}\n\n{FULL}\n", kind)[-1] == value


def test_value_ends_at_a_heading() -> None:
    made = drawn(Line(TITLE, heading=1), "Budget: US$ 1,000", "Country: Kenya,", Line("Uganda", heading=2))
    assert values(made, "country") == ["Kenya,"]


@pytest.mark.parametrize(
    ("label", "below", "kind"),
    [
        ("Budget", "Boats for all", "budget"),
        ("Period", "Boats for all", "period"),
        ("Country", FULL, "country"),
        ("Donor", FULL, "donor"),
    ],
)
def test_label_alone_takes_no_line_of_another_type(label: str, below: str, kind: str) -> None:
    assert values(f"{TITLE}\n\nTheme: Boats\nShortfall: US$ 5\n{label}\n{below}\n", kind) == []


@pytest.mark.xfail(
    strict=True,
    reason="a bare number below 'Duration in months' is no duration by itself; the unit stands in the label",
)
def test_label_alone_that_names_the_unit_takes_a_bare_number() -> None:
    assert values(f"{PROJECT}Duration in months\n36\n", "period") == ["36"]


CONTACT = "Ms Ana Lima\nMinistry of Ports\nTel.: +43 1 5550199\nFax: +43 1 5550198\nE-mail: ana.lima@harbours.example"


@pytest.mark.parametrize(
    ("below", "value"),
    [("74.74", ["74.74"]), ("74.74 89.0", ["74.74 89.0"]), ("74 boats", [])],
)
def test_label_alone_that_names_currency_and_unit_takes_bare_figures(below: str, value: list[str]) -> None:
    head = f"{TITLE}\n\nCountry: Kenya\nDonor: Norway\n"
    assert values(f"{head}Project Costs (US$ M):\n{below}\n", "budget") == value
    assert values(f"{head}Project Costs:\n{below}\n", "budget") == []


def test_section_of_a_numbered_form_ends_before_its_first_label() -> None:
    text = f"{TITLE}\n\n1. Title: Boats 2. Country: Kenya 3. Amounts Total estimated cost: EUR 9 500 000 4. Aid: yes\n"
    assert values(text, "budget") == ["EUR 9 500 000"]
    assert values(text.replace("EUR 9 500 000", "see below"), "budget") == []


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("Project Manager Ana Lima [email protected] Tel +43 1 5550199", True),
        ("Project Manager Ana Lima (Ports for All): ana.lima@harbours.example", True),
        ("Project coordinator Ana Lima Tel.: +43 1 5550199", True),
        ("Project Manager Ana Lima was glad of the boats", False),
        ("Project Manager Ana Lima (Ports for All)", False),
        ("Project Leader will be: Ana Lima Director, Ministry of Ports", True),
    ],
)
def test_name_and_how_it_is_reached_behind_a_role_is_a_contact(line: str, seen: bool) -> None:
    assert bool(values(f"{PROJECT}\n{line}\n", "contact")) is seen


def test_contact_holds_its_lines_with_the_labels_in_them() -> None:
    text = f"{PROJECT}Contact:\n{CONTACT}\n\n{FULL}\n"
    assert values(text, "contact") == [CONTACT]
    assert {"phone", "fax", "email"}.isdisjoint(k for k, _, _ in fields(text))


def test_contact_ends_at_the_label_of_another_field() -> None:
    text = f"{PROJECT}Contact:\n{CONTACT}\nDonor: Norway\n"
    assert (values(text, "contact"), values(text, "donor")) == ([CONTACT], ["Norway"])


def test_contact_on_one_line_ends_at_the_next_label() -> None:
    text = f"{PROJECT}Contact: Ms Ana Lima, Tel.: +43 1 5550199, E-mail: ana.lima@harbours.example Donor: Norway\n"
    assert values(text, "contact") == ["Ms Ana Lima, Tel.: +43 1 5550199, E-mail: ana.lima@harbours.example"]
    assert values(text, "donor") == ["Norway"]


def test_each_office_has_its_own_contact() -> None:
    text = f"{PROJECT}Headquarters contact: Ms Ana Lima, ana.lima@h.example\nField contact: Mr Bo Ek, bo.ek@h.example\n"
    assert fields(text)[2:] == [
        ("contact_hq", "Headquarters contact", "Ms Ana Lima, ana.lima@h.example"),
        ("contact_field", "Field contact", "Mr Bo Ek, bo.ek@h.example"),
    ]


def test_contact_does_not_take_the_sentence_below() -> None:
    text = f"{PROJECT}Contact: Ms Ana Lima\n{FULL}\n"
    assert (values(text, "contact"), narrative(text)) == (["Ms Ana Lima"], [FULL])


def test_parties_of_an_amount_list_stay_in_it() -> None:
    text = f"{TITLE}\n\nCountry: Kenya\nBudget:\nITTO: USD 589,863\nGOI: USD 197,150\n"
    assert values(text, "budget") == ["ITTO: USD 589,863\nGOI: USD 197,150"]


def test_value_of_a_label_for_running_text_is_narrative() -> None:
    text = f"{PROJECT}Objective:\n{FULL}\nAnd they mend nets.\n"
    assert values(text, "objective") == [f"{FULL}\nAnd they mend nets."]
    assert narrative(text) == [f"{FULL}\nAnd they mend nets."]


#: Lines that need no label, and their kind.
BARE = [
    ("US$ 1,500,000", "bare"),
    ("3.324.000€/ (EU Contribution - 3.000.000€)", "bare"),
    ("CA-3-Z020954001", "bare"),
    ("2008/165-055", "bare"),
    ("2009-01-01 - 2011-12-31", "period"),
    ("May 2009 - June 2011", "period"),
]


@pytest.mark.parametrize(("line", "kind"), BARE)
def test_line_that_can_be_nothing_else_is_a_field_without_label(line: str, kind: str) -> None:
    assert fields(f"{TITLE}\n{line}\nCountry: Kenya\nDonor: Norway\n")[0] == (kind, "", line)


@pytest.mark.parametrize(
    "line",
    [
        "12 boats",
        "Kenya",
        "3 May 2009",
        "+43 1 5550199",
        "The crews got US$ 1,500 for the boats and for the nets of the year.",
        "2009",
    ],
)
def test_other_line_is_no_field(line: str) -> None:
    assert "" not in {
        label for _, label, _ in fields(f"{TITLE}\nCountry: Kenya\nDonor: Norway\nTheme: Boats\n\n{line}\n")
    }


def test_three_bare_amounts_are_a_list_and_none_is_a_field() -> None:
    text = f"{TITLE}\nCountry: Kenya\nDonor: Norway\nTheme: Boats\n\n" + "US$ 1,000\nUS$ 2,000\n"
    assert values(text, "bare") == ["US$ 1,000", "US$ 2,000"]
    assert values(text + "US$ 3,000\n", "bare") == []


def test_dash_and_a_day_are_an_end_and_two_of_them_a_list_of_days() -> None:
    text = f"{TITLE}\n\nCountry: Kenya\nDonor: Norway\nTheme: Boats\n- 31.05.2019 |\n"
    assert values(text, "end") == ["31.05.2019 |"]
    assert values(text + "- 30.06.2019\n", "end") == []
    assert values(text.replace("- ", "* "), "end") == []
    assert values(text.replace("31.05.2019 |", "31.05.2019 the wells"), "end") == []


def test_bare_value_far_from_any_field_is_none() -> None:
    far = "".join(f"Boat {c * 3} of the north\n" for c in "abcdefghijklmnopqrstuvw")
    assert values(f"{PROJECT}{far}US$ 7,000\n", "bare") == []
    assert values(f"{PROJECT}US$ 7,000 too\n", "bare") == ["US$ 7,000 too"]


def test_place_before_a_quoted_title_is_its_country() -> None:
    text = f"- Kenya Project - “{TITLE}”\n- Nepal Project - “Clean Wells for Upland Farmers”\n"
    assert [fields(text, n) for n in (1, 2)] == [[("country", "", "Kenya")], [("country", "", "Nepal")]]
    assert titles(text)[1] == "Clean Wells for Upland Farmers"


def test_remark_in_brackets_below_a_label_stands_before_its_amount() -> None:
    text = f"{TITLE}\n\nTotal financial commitment:\n(all phases of the work)\n2 000 000 Euro\nCountry: Kenya\n"
    assert values(text, "budget") == ["(all phases of the work)\n2 000 000 Euro"]


def test_bracket_that_says_amount_makes_no_second_field() -> None:
    text = f"{TITLE}\n\nProposed EIB finance (Approximate amount)\n\nEUR 40 million\n\nCountry: Kenya\n"
    assert (values(text, "contribution"), values(text, "budget")) == (["EUR 40 million"], [])


@pytest.mark.parametrize(
    ("text", "budgets"),
    [
        ("USD 2,800,000\nTotal project budget\nUSD 66,861\nTotal expenditure\nOngoing\n", ["USD 2,800,000"]),
        ("USD 2,800,000\n\nTotal project budget\n\nUSD 66,861\n\nTotal expenditure\n\nOngoing\n", ["USD 2,800,000"]),
        ("Ongoing\nTotal project budget\nUSD 66,861\nTotal expenditure\nUSD 20,000\n", ["USD 66,861"]),
    ],
)
def test_figures_above_their_labels_stay_with_them(text: str, budgets: list[str]) -> None:
    assert values(f"{TITLE}\n\nTheme: Boats\nProject code: AB-1\n{text}", "budget") == budgets


@pytest.mark.parametrize(
    "line", ["Up to $24 million, 2017-2020", "$24 million, 2017-2020", "About A$24 million, 2017-2020"]
)
def test_amount_and_years_alone_on_a_line_are_fields(line: str) -> None:
    page = f"Policing and Justice Program\n\n{line}\n\nThe Policing and Justice Program brings together what is given."
    found = {field.kind: field.value.text for field in cut(page).blocks[0].fields}
    assert found == {"bare": line, "period": "2017-2020"}
