"""Which fields belong to one project, where a project begins, and what is none."""

from __future__ import annotations

import pytest

from pipeline.document import Line
from pipeline.segment import verdict
from pipeline.segment.draft import Draft
from pipeline.segment.sheet import Sheet
from tests.segment.paper import (
    PROJECT,
    TITLE,
    cases,
    cut,
    drawn,
    fields,
    grid,
    narrative,
    owners,
    roles,
    titles,
    values,
    written,
)

WELLS = "Clean Wells for Upland Farmers"
SCHOOLS = "Warm Schools for Mountain Children"
OTHER = f"{WELLS}\n\nBudget: US$ 700,000\nCountry: Nepal\n"
BOATS = "The boats come home in the evening and the crews sell their fish in the port."
DUG = "The wells are dug by the men of the place and the water is for all of them."


def test_second_run_of_the_same_fields_below_a_title_is_another_project() -> None:
    text = f"{PROJECT}\n{OTHER}"
    assert titles(text) == [TITLE, WELLS]
    assert [values(text, "budget", n) for n in (1, 2)] == [["US$ 1,500,000"], ["US$ 700,000"]]


def test_titles_may_be_labelled() -> None:
    text = "".join(
        f"Title: {t}\nCountry: {c}\nBudget: US$ 1,000\n"
        for t, c in ((TITLE, "Kenya"), (WELLS, "Nepal"), (SCHOOLS, "Peru"))
    )
    assert titles(text) == [TITLE, WELLS, SCHOOLS]
    assert [values(text, "country", n) for n in (1, 2, 3)] == [["Kenya"], ["Nepal"], ["Peru"]]


def test_paragraphs_below_the_fields_belong_to_the_project_above() -> None:
    text = f"{PROJECT}{BOATS}\n\n{OTHER}{DUG}\n"
    assert [narrative(text, n) for n in (1, 2)] == [[BOATS], [DUG]]


def test_paragraph_between_the_title_and_fields_farther_down_belongs_to_the_only_project() -> None:
    assert narrative(f"{TITLE}\n\nPort Association\n\n{BOATS}\n\nBudget: US$ 1,000\nCountry: Kenya\n") == [BOATS]


def test_table_of_donors_leaves_out_the_columns_of_others() -> None:
    rows = grid(
        "Donor | Implementing agency | Amount | Disbursed", "Norway | Port Association | EUR 90,000 | EUR 40,000"
    )
    assert values(drawn(TITLE, "Country: Kenya", *rows), "donor") == ["Norway\nEUR 90,000"]


PLAN = ("Institution | Amount", "City of Graz | 44,000 €", "Caritas | 20,000 €", "Own funds | 2,000 €")


def test_a_table_of_institutions_with_the_whole_cost_below_it_is_one_plan() -> None:
    text = drawn(TITLE, "Country: Kenya", *grid(*PLAN, "Total cost | 66,000 €"))
    assert values(text, "donor") == ["City of Graz\n44,000 €\nCaritas\n20,000 €\nOwn funds\n2,000 €"]
    assert values(text, "budget") == ["66,000 €"]


def test_a_table_of_institutions_without_a_whole_cost_is_no_plan() -> None:
    assert values(drawn(TITLE, "Country: Kenya", *grid(*PLAN)), "donor") == []


SHARES = ("Institution | Amount", "Province of Bolzano | 44.084.- €", "Mission Office | 20.000,- €")


def test_bodies_and_amounts_above_their_sum_are_who_pays_for_the_only_project() -> None:
    text = drawn(TITLE, "Location: Tarime, Tanzania", *grid(*SHARES, "Total costs | 64.084.- €"))
    assert titles(text) == [TITLE]
    assert values(text, "donor") == ["Province of Bolzano\n44.084.- €\nMission Office\n20.000,- €"]
    assert values(text, "budget") == ["64.084.- €"]


def test_bodies_and_amounts_without_a_sum_are_a_list_of_what_each_got() -> None:
    assert len(cut(drawn("Grants of the year", *grid(*SHARES))).blocks) == 2


def test_rows_with_countries_are_projects_though_a_sum_stands_below() -> None:
    rows = ("Partner | Country | Amount", "Maji Trust | Kenya | EUR 9,000", "Afya Trust | Nepal | EUR 1,000")
    made = cut(drawn("Grants of the year", *grid(*rows, "Total costs | | EUR 10,000"))).blocks
    assert [[f.value.text for f in block.fields if f.kind == "country"] for block in made[:2]] == [["Kenya"], ["Nepal"]]


def test_second_table_of_sums_below_lines_with_amounts_is_no_other_project() -> None:
    shares = "Agency A: UNFPA: USD 700,000\nAgency B: OIM: USD 300,000\nTotal: USD 1,000,000\n"
    paid = "Agency A: UNFPA USD 250,000\nAgency B: OIM USD 100,000\nTotal: USD 350,000\n"
    text = f"{TITLE}\nCountry: Kenya\nTotal budget approved so far\n{shares}Total budget transferred so far\n{paid}"
    assert titles(text) == [TITLE]


def test_labelled_paragraph_may_come_first() -> None:
    first = f"{TITLE}\nBackground: {BOATS}\nBudget: US$ 1,000\nCountry: Kenya\n"
    text = f"{first}\n{WELLS}\nBackground: {DUG}\nBudget: US$ 2,000\nCountry: Nepal\n"
    assert titles(text) == [TITLE, WELLS]
    assert [narrative(text, n) for n in (1, 2)] == [[BOATS], [DUG]]


def test_paragraph_between_title_and_fields_belongs_to_the_project() -> None:
    assert narrative(f"{TITLE}\n{BOATS}\nBudget: US$ 1,000\nCountry: Kenya\n") == [BOATS]


@pytest.mark.parametrize("level", [0, 2])
def test_title_may_stand_above_a_paragraph_in_a_later_project_too(level: int) -> None:
    lines = [Line(TITLE, heading=level), Line(BOATS), "Budget: US$ 1,000", "Country: Kenya"]
    lines += [Line(WELLS, heading=level, gap=1), Line(DUG), "Budget: US$ 2,000", "Country: Nepal"]
    assert titles(drawn(*lines)) == [TITLE, WELLS]


NESTED = "Ice Plants for Small Ports"


LABEL_FIRST = pytest.mark.xfail(
    strict=True,
    reason="the words of a part are listed twice (titles, labels), and where the lists differ the part is a label",
)


@pytest.mark.parametrize(
    "word",
    [
        "Example 1:",
        "Module 2 –",
        "Project idea B:",
        *(pytest.param(w, marks=LABEL_FIRST) for w in ("Component A:", "Lot 3:", "Work package 4:", "Sub-project II:")),
    ],
)
def test_part_of_a_project_is_a_block_within_it(word: str) -> None:
    made = cut(f"{PROJECT}\n{word} {NESTED}\nBudget: US$ 200,000\nDonor: Norway\n").blocks
    assert [(b.ordinal, b.parent) for b in made] == [(1, None), (2, 1)]


def test_parts_of_one_project_stand_side_by_side() -> None:
    parts = "".join(f"\nExample {n}: {NESTED} {n}\nBudget: US$ {n}00\nDonor: Norway\n" for n in (1, 2))
    assert [(b.ordinal, b.parent) for b in cut(f"{PROJECT}{parts}\n{OTHER}").blocks] == [
        (1, None),
        (2, 1),
        (3, 1),
        (4, None),
    ]


def test_example_without_a_project_above_is_a_project_itself() -> None:
    assert [b.parent for b in cut(f"Example 1: {NESTED}\nBudget: US$ 200,000\nDonor: Norway\n").blocks] == [None]


def section(text: str) -> list[list[str]]:
    return [[s.text for s in b.section] for b in cut(text).blocks]


def test_heading_in_capitals_above_projects_holds_for_all_of_them() -> None:
    text = f"AFRICA\n\n{PROJECT}\n{OTHER}"
    assert section(text) == [["AFRICA"], ["AFRICA"]]
    assert roles(text)["AFRICA"] == "section"


def test_next_heading_ends_the_section() -> None:
    assert section(f"AFRICA\n\n{PROJECT}\nASIA\n\n{OTHER}") == [["AFRICA"], ["ASIA"]]


@pytest.mark.parametrize("heading", ["Boats.", "Boats and nets", "A"])
def test_line_that_is_no_heading_makes_no_section(heading: str) -> None:
    assert section(f"{heading}\n\n{PROJECT}") == [[]]


def test_second_box_about_the_same_project_is_merged() -> None:
    box = "Contact: Ms Ana Lima, ana.lima@harbours.example\nImplementing agency: Ministry of Ports\n"
    text = f"{PROJECT}\n{TITLE}\n\n{box}"
    assert titles(text) == [TITLE]
    assert [k for k, _, _ in fields(text)] == ["budget", "country", "contact", "implementer"]


def test_second_box_without_a_title_that_adds_to_the_first_is_merged() -> None:
    text = f"{PROJECT}\n{BOATS}\n\nDonor: Norway\nPeriod: 2009 - 2011\n"
    assert [k for k, _, _ in fields(text)] == ["budget", "country", "donor", "period"]
    assert len(cut(text).blocks) == 1


def test_titles_that_differ_in_their_numeral_are_two_projects() -> None:
    one, two = (f"Title: Safe Harbours ({n})\nBudget: US$ {n}00\nCountry: Kenya\n" for n in ("I", "II"))
    assert titles(one + two.replace("II00", "200")) == ["Safe Harbours (I)", "Safe Harbours (II)"]


def test_address_in_an_introduction_is_no_project() -> None:
    text = f"Harbour Fund\nContact: Ms Ana Lima, ana.lima@harbours.example\n\n{PROJECT}"
    assert titles(text) == [TITLE]
    assert values(text, "contact") == []


TABLE = ("Title | Country | Budget", "Safe Harbours | Kenya | US$ 1,000", "Clean Wells | Nepal | US$ 2,000")


def test_row_below_heads_is_a_project() -> None:
    made = drawn(*grid(*TABLE))
    assert titles(made) == ["Safe Harbours", "Clean Wells"]
    assert fields(made, 2) == [
        ("title", "Title", "Clean Wells"),
        ("country", "Country", "Nepal"),
        ("budget", "Budget", "US$ 2,000"),
    ]


def test_heads_may_stand_below_a_caption_row() -> None:
    assert titles(drawn(*grid("Grants of the year", *TABLE))) == ["Safe Harbours", "Clean Wells"]


def test_one_row_below_heads_is_the_project_of_the_page() -> None:
    made = drawn(
        Line(TITLE, heading=1), *grid("Country | Budget | Donor", "Kenya | US$ 1,000 | Norway"), BOATS, "Theme: Boats"
    )
    assert titles(made) == [TITLE]
    assert [k for k, _, _ in fields(made)] == ["country", "budget", "donor", "theme"]


def test_table_of_other_things_has_no_projects() -> None:
    assert cut(drawn(*grid("Year | Boats", "2009 | 12", "2010 | 14"))).blocks == []


def test_cell_that_is_empty_makes_no_field() -> None:
    made = drawn(*grid("Title | Country | Budget", "Safe Harbours | | US$ 1,000", "Clean Wells | Nepal | US$ 2,000"))
    assert [k for k, _, _ in fields(made, 1)] == ["title", "budget"]


def test_total_row_of_a_table_is_no_project() -> None:
    assert titles(drawn(*grid(*TABLE, "Total | | US$ 3,000"))) == ["Safe Harbours", "Clean Wells"]


NO_PROJECT = cases("no_project")


@pytest.mark.parametrize("text", [case["text"] for case in NO_PROJECT], ids=[case["name"] for case in NO_PROJECT])
def test_document_without_projects_says_why(text: str) -> None:
    made = cut(text)
    assert made.blocks == []
    assert len(made.rejected) == 1 and made.rejected[0].startswith("evidence ")
    assert {role for role, _, _ in made.roles} <= {"unassigned", "furniture"}


def test_empty_document_has_no_block() -> None:
    assert cut(drawn()).blocks == cut(drawn()).roles == cut(drawn()).rejected == []


@pytest.mark.parametrize("more", ["Budget: US$ 1,000", "Period: 2009 - 2011", "Donor: Norway"])
def test_one_more_field_makes_a_project_of_a_title_and_a_country(more: str) -> None:
    assert titles(f"{TITLE}\n\nCountry: Kenya\n{more}\n") == [TITLE]


def test_sentences_alone_may_state_a_project() -> None:
    told = "The project is implemented by the Ministry of Ports with a budget of US$ 1,500,000. It brings boats home."
    text = f"{TITLE}\n\n{told}\n"
    assert titles(text) == [TITLE]
    assert len(narrative(text)) == 1


def test_each_line_says_to_which_project_it_belongs() -> None:
    text = f"AFRICA\n\n{PROJECT}{BOATS}\n\n{OTHER}"
    expected = [
        ("section", 0),
        ("title", 1),
        ("label", 1),
        ("label", 1),
        ("narrative", 1),
        ("title", 2),
        ("label", 2),
        ("label", 2),
    ]
    assert owners(text) == expected


def test_line_above_the_first_project_says_so() -> None:
    made = cut(f"Harbour Fund\n\n{PROJECT}")
    assert made.roles[0] == ("unassigned", "before the first project", 0)


def test_running_text_above_the_only_project_is_its_narrative() -> None:
    assert narrative(f"{BOATS}\n\n{PROJECT}") == [BOATS]


def test_running_text_above_several_projects_belongs_to_none() -> None:
    text = f"{BOATS}\n\n{PROJECT}\n{OTHER}"
    assert [narrative(text, n) for n in (1, 2)] == [[], []]


PAID = "The work in the port is paid by the Kingdom of Norway and will go on as long as it is needed."
TERM = "The Project duration is 2011 – 2014. Nets are mended and boats are built by the people of the port."


@pytest.mark.parametrize("announced", ["Results of the project are:", "Expected results:", "Project objectives:"])
def test_running_text_that_ends_with_a_label_of_a_list_is_narrative(announced: str) -> None:
    told = f"This regional project covers the upland farmers of Kenya and has a duration of 24 months. {announced}"
    paid = "The Lake Fund has given the project a grant of EUR 20,000 for its work."
    text = f"{WELLS}\n\n{paid}\n\n{told}\n\n– Clean wells\n"
    assert any("24 months" in part for part in narrative(text, 1))


def test_text_beside_a_label_in_a_line_of_prose_is_narrative() -> None:
    assert narrative(f"{TITLE}\n\nCountry: Kenya\n{PAID} {TERM}\n") == [PAID]


@pytest.mark.parametrize(("label", "blocks"), [("Operation number", 1), ("Project number", 2)])
def test_code_behind_another_label_begins_no_other_project(label: str, blocks: int) -> None:
    text = f"{TITLE}\n\nProject number: XX-L1153\nCountry: Kenya\n\n{WELLS}\n\n{label}: YY-G4824\nTheme: Boats\n"
    assert len(titles(text)) == blocks


NAMED = (
    ("The project titled “Clear Figures for Serbia” ends. All of “Clear Figures for Serbia” is seen.", 1.0),
    ("The project “Clear Figures for Serbia” ends. Clear Figures for Serbia was dear.", 1.0),
    ("The project “Clear Figures for Serbia” ends.", 0.0),
    ("The book “Clear Figures for Serbia” ends. “Clear Figures for Serbia” was dear.", 0.0),
)


@pytest.mark.parametrize(("text", "again"), NAMED, ids=[n[0][:40] for n in NAMED])
def test_name_in_quotation_marks_that_comes_again_speaks_for_a_project(text: str, again: float) -> None:
    sheet = Sheet(written(text))
    assert verdict.evidence(sheet, Draft([], [], [], 0, 1, 1), None)["again"] == again


GETS = (
    ("The state pays EUR 3.0 million for the project “Clear Figures for Serbia”, which lasts three years.", 1.0),
    ("The project is called “Clear Figures for Serbia”. The state pays EUR 3.0 million to the bank for houses.", 0.0),
    ("The state pays EUR 3.0 million for the book “Clear Figures for Serbia”, which is read in all its schools.", 0.0),
    ("The state pays EUR 30,000 and a bank EUR 95,000 for the project “Clear Figures for Serbia” this year.", 0.0),
)


@pytest.mark.parametrize(("text", "paid"), GETS, ids=[n[0][:40] for n in GETS])
def test_sentence_that_says_what_a_named_project_gets_speaks_for_it(text: str, paid: float) -> None:
    sheet = Sheet(written(text))
    assert verdict.evidence(sheet, Draft([], [], [], 0, 1, 1), None)["paid"] == paid


_NUMBERED = "JLS/2008/ISEC/{}\nTitle: {}\nApplicant: Port Police\n"


def test_numbers_above_the_titles_of_a_list_are_those_of_the_projects_below() -> None:
    text = "Award list\n\n" + "\n".join(_NUMBERED.format(*one) for one in ((102, WELLS), (108, SCHOOLS), (131, TITLE)))
    found = [[f.value.text for f in block.fields if f.kind == "bare"] for block in cut(written(text)).blocks]
    assert found == [["JLS/2008/ISEC/102"], ["JLS/2008/ISEC/108"], ["JLS/2008/ISEC/131"]]


def test_numbers_below_the_fields_of_a_list_stay_with_the_projects_above() -> None:
    entries = ((SCHOOLS, 102), (TITLE, 108))
    text = "\n".join(f"Title: {t}\nCountry: Kenya\nBudget: EUR 2,000\nJLS/2008/ISEC/{n}\n" for t, n in entries)
    found = [[f.value.text for f in block.fields if f.kind == "bare"] for block in cut(written(text)).blocks]
    assert found == [["JLS/2008/ISEC/102"], ["JLS/2008/ISEC/108"]]


_RELEASE = (
    "Bank to help the uplands against drought with $20 million grant\n\n"
    "News Release | 14 October 2010\nRead time: 2 mins\n\n"
    "MANILA - The Bank will help farmers of Nepal against drought with a $20 million grant.\n\n{} It will be "
    "carried out by the Ministry of Water and is due to end in June 2016.\n\n"
    "About the Bank\nIt wants a prosperous Asia."
)


@pytest.mark.parametrize(
    ("told", "projects"),
    [("The Small Reservoirs and Canals Project will mend 34 reservoirs.", 1), ("The work will mend 34 reservoirs.", 0)],
)
def test_news_of_one_project_with_a_name_have_it(told: str, projects: int) -> None:
    assert len(cut(_RELEASE.format(told)).blocks) == projects


COPY = (
    "LAKE SYSTEMS PROGRAMME FINAL REPORT Project Number R7123 Project Title Better Boats for the Lake Shores "
    "Project Leader Jan Doe Organisation Lake Associates Ltd Date 30 Nov 2005\n\n"
    "Post on 16-Apr-2018\n\nTRANSCRIPT\n\nLAKE SYSTEMS PROGRAMME FINAL REPORT\n\n"
)


@pytest.mark.parametrize(
    ("number", "title", "count"),
    [
        ("R7123", "Better Boats for the Lake Shores", 1),
        ("R7124", "Better Boats for the Lake Shores", 2),
        ("R7123", "Warm Homes for the Fishers", 2),
    ],
)
def test_page_with_its_text_twice_has_one_project(number: str, title: str, count: int) -> None:
    below = f"Project Number\n\n{number}\n\nProject Title\n\n{title}\n\nProject Leader\n\nJan Doe\n"
    assert len(titles(COPY + below)) == count
