"""Where labels stand: each printed form of a label with its value, and near misses."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.document import Line
from tests.segment.paper import TITLE, cases, cut, drawn, fields, grid, roles

BUDGET = ("budget", "Budget", "US$ 1,000")
COUNTRY = ("country", "Country", "Kenya")
DONOR = ("donor", "Donor", "Norway")

FORMS = cases("labels")


@pytest.mark.parametrize("case", FORMS, ids=[case["form"] for case in FORMS])
def test_label_is_found_however_it_is_parted_from_its_value(case: dict[str, Any]) -> None:
    made = fields(f"{TITLE}\n\n{case['text']}\n")
    assert [list(one) for one in made] == case["fields"]


PROJECT = f"{TITLE}\n\nBudget: US$ 1,000\nTheme: Boats\nCountry: Kenya\n"

#: Lines in which a label's word is none.
MISSES = [
    ("words of a sentence", "The budget was large and the country is poor."),
    ("weak, without a separator", "Where boats are built"),
    ("small letter, alone", "budget lines"),
    ("behind a dash stands a title", "Results — what the boats brought home"),
    ("part of a title", "Example 3: Country Roads"),
    ("a region's name before a colon", "Work on the coast in the Baltic Sea Region: State and Civil Society"),
    ("many words before the colon", "One thing that all of the crews do know by heart: nets"),
    ("a clock", "Boats leave at 10:30 and come home at 17:45"),
    ("a place before a colon", "Kenya: boats for all"),
    ("a word that stands before titles", "Emergency appeal: boats for all"),
    (
        "inside a sentence's bracket",
        "Boats for all (covering the Partner Countries (PCs): Benin, Kenya and Togo) go out",
    ),
    ("a name in camel case", "StartUp and BudgetAir fly to the islands"),
    (
        "figures that are no numbers of a form",
        "They sailed 1.2 Miles: then 3.4 Miles: and back 1.1 Miles: all in a day",
    ),
]


@pytest.mark.parametrize("line", [line for _, line in MISSES], ids=[why for why, _ in MISSES])
def test_word_of_a_label_that_is_none(line: str) -> None:
    assert fields(f"{PROJECT}\n{line}\n") == fields(PROJECT)


def test_stacked_labels_share_out_the_values_that_follow() -> None:
    text = f"{TITLE}\n\nDonor: Norway Project number Project country : 41353-012 : Kenya\nBudget: US$ 1,000\n"
    assert fields(text)[:3] == [DONOR, ("code", "Project number", "41353-012"), ("country", "Project country", "Kenya")]


@pytest.mark.xfail(strict=True, reason="at the head of a line the two labels are read as one label with affixes")
def test_stacked_labels_at_the_head_of_a_line() -> None:
    text = f"Project number Project title : 41353-012 : {TITLE}\nBudget: US$ 1,000\n"
    assert fields(text)[:2] == [("code", "Project number", "41353-012"), ("title", "Project title", TITLE)]


@pytest.mark.xfail(
    strict=True, reason="the keyword 'board' alone makes a date label of any short clause before a colon"
)
def test_clause_with_the_word_board_is_no_label() -> None:
    assert fields(f"{PROJECT}\nThe board has one aim: to bring all of the boats home.\n") == fields(PROJECT)


def test_label_inside_a_wrapped_sentence_is_none() -> None:
    first = "The crews asked all of the ports along the coast for one thing in the year, and the"
    second = "Answer given: more boats and more nets for the crews in each of the ports of the coast."
    assert fields(f"{PROJECT}\n{first}\n{second}\n") == fields(PROJECT)
    assert ("other", "Answer given", second[14:]) in fields(f"{PROJECT}\n{second}\n")


def test_a_word_for_a_label_that_a_sentence_runs_on_to_is_none() -> None:
    first = "The crews asked all of the ports along the coast for one thing in the year, which has many"
    second = "components: 1) boats and nets for the crews; 2) ice in each of the ports of the coast."
    assert fields(f"{PROJECT}\n{first}\n{second}\n") == fields(PROJECT)
    assert ("activities", "Components", second[12:]) in fields(f"{PROJECT}\n{first}\nC{second[1:]}\n")


def test_lines_that_look_like_the_labels_around_them_are_labels() -> None:
    def bold(text: str) -> Line:
        return Line(text, bold=True)

    made = fields(
        drawn(
            Line(TITLE, heading=1),
            bold("Country"),
            "Kenya",
            bold("Budget"),
            "US$ 1,000",
            bold("Donor"),
            "Norway",
            bold("Vessel class"),
            "small boats",
        )
    )
    assert made == [COUNTRY, BUDGET, DONOR, ("other", "Vessel class", "small boats")]


def test_lines_without_a_look_of_their_own_are_no_labels() -> None:
    made = fields(
        drawn(
            Line(TITLE, heading=1),
            "Country",
            "Kenya",
            "Budget",
            "US$ 1,000",
            "Donor",
            "Norway",
            "Vessel class",
            "small boats",
        )
    )
    assert "other" not in {k for k, _, _ in made}


@pytest.mark.parametrize("heads", [0, 1])
def test_table_of_two_columns_is_labels_and_values(heads: int) -> None:
    made = fields(
        drawn(Line(TITLE, heading=1), *grid("Country | Kenya", "Budget | US$ 1,000", "Donor | Norway", heads=heads))
    )
    assert made == [COUNTRY, BUDGET, DONOR]


def test_table_may_hold_two_pairs_in_a_row() -> None:
    made = fields(drawn(Line(TITLE, heading=1), *grid("Country | Kenya | Budget | US$ 1,000", "Donor | Norway")))
    assert made == [COUNTRY, BUDGET, DONOR]


def test_unknown_label_counts_in_a_cell_that_is_marked_up_as_head() -> None:
    rows = "Country | Kenya", "Vessel class | small", "Budget | US$ 1,000"
    assert ("other", "Vessel class", "small") in fields(drawn(Line(TITLE, heading=1), *grid(*rows, heads=1)))
    assert "other" not in {k for k, _, _ in fields(drawn(Line(TITLE, heading=1), *grid(*rows)))}


def test_heads_whose_table_was_lost_take_the_values_below_by_their_type() -> None:
    text = f"{TITLE}\nCountry Period Budget\nKenya\nUS$ 1,000\n2009 - 2011\n"
    assert sorted(fields(text)) == [BUDGET, COUNTRY, ("period", "Period", "2009 - 2011")]


def test_line_of_heads_with_a_word_that_is_none_is_no_row_of_heads() -> None:
    made = cut(f"{TITLE}\nCountry Boats Period Budget\nKenya\nUS$ 1,000\n2009 - 2011\n")
    assert [f for b in made.blocks for f in b.fields if f.how == "head"] == []


def test_label_and_value_on_one_line_make_a_label_line() -> None:
    assert roles(f"{TITLE}\n\nBudget: US$ 1,000\nCountry\nKenya\n") == {
        TITLE: "title", "Budget: US$ 1,000": "label", "Country": "label", "Kenya": "value",
    }  # fmt: skip


def test_bracket_of_a_label_that_names_a_second_kind_makes_a_second_field() -> None:
    text = f"{TITLE}\n\nEU contribution (total project budget): EUR 800 (EUR 1,000)\nCountry: Kenya\n"
    assert {k for k, _, v in fields(text) if v == "EUR 800 (EUR 1,000)"} == {"contribution", "budget"}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Grant #: 123-45", "code"),
        ("SAP ID: 120345", "code"),
        ("CERF No. 15-UF-ABC-018", "code"),
        ("OPS Code SSD15/E/73124", "code"),
        ("Loan Number 445-BO", "code"),
        ("L/C/TF Number(s): IDA-H1000", "code"),
        ("Report number: 12345", "other"),
        ("Vacancy no: 12345", "other"),
        ("Tax number: 12345", "other"),
    ],
)
def test_number_of_something_else_is_no_code(line: str, kind: str) -> None:
    made = fields(f"{TITLE}\n\nBudget: US$ 1,000\n{line}\nCountry: Kenya\n")
    assert [k for k, label, _ in made if label and line.startswith(label)] == [kind]
