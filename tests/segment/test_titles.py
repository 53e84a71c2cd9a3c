"""The title of a block: the lines that make one, and the competition between candidates."""

from __future__ import annotations

import pytest

from extractors.evidence import Candidate
from pipeline.document import Line
from pipeline.segment.faults import breaks_off
from pipeline.segment.sheet import Sheet
from pipeline.segment.titles import score
from tests.segment.paper import PROJECT, TITLE, cut, drawn, roles, titles

FIELDS = ("Budget: US$ 1,000", "Country: Kenya")
BOATS = "The boats come home in the evening and the crews sell their fish in the port."


def test_line_above_the_first_field_is_the_title() -> None:
    assert titles(PROJECT) == [TITLE]
    assert roles(PROJECT)[TITLE] == "title"


#: Records that begin with a label.
RECORDS = (
    "Country: Kenya\nImplementer: Harbour Trust\nAmount: $500,000\nStart Date: 10/1/2016\n",
    "Country: Ghana\nImplementer: Lake Trust\nAmount: $750,000\nStart Date: 12/1/2016\n",
)


def test_heading_above_records_that_begin_with_a_label_names_none_of_them() -> None:
    assert titles("Harbour Projects of the Coastal Fund\n\nAFRICA\n\n" + "\n".join(RECORDS)) == ["", ""]


def test_line_above_the_first_of_two_records_names_it_where_one_stands_above_the_other_as_well() -> None:
    text = f"{TITLE}\n{RECORDS[0]}\nWarm Homes for Lake Fishers\n{RECORDS[1]}"
    assert titles(text) == [TITLE, "Warm Homes for Lake Fishers"]


def test_title_may_take_several_lines() -> None:
    text = f"Safe Harbours for Coastal Fishers and\nWarm Homes for\nLake Fishers\n\n{FIELDS[0]}\n{FIELDS[1]}\n"
    assert titles(text) == ["Safe Harbours for Coastal Fishers and\nWarm Homes for\nLake Fishers"]
    assert [r for r, _, _ in cut(text).roles[:3]] == ["title"] * 3


#: What stands above the title and is none of it.
ABOVE = [
    ("another size", [Line("Harbour Yearbook", size=20), Line(TITLE, size=14)]),
    ("another weight", [Line("Harbour Yearbook"), Line(TITLE, bold=True)]),
    ("another heading level", [Line("Harbour Yearbook", heading=1), Line(TITLE, heading=2)]),
    ("a gap", [Line("Harbour Yearbook"), Line(TITLE, gap=1.0)]),
    ("another page", [Line("Harbour Yearbook", page=1), Line(TITLE, page=2)]),
    ("a sentence", [Line("The yearbook tells of boats."), Line(TITLE)]),
    ("a place", [Line("Kenya"), Line(TITLE)]),
    ("capitals", [Line("HARBOUR YEARBOOK"), Line(TITLE)]),
    ("a known label", [Line("Project title"), Line(TITLE)]),
]


@pytest.mark.parametrize("lines", [lines for _, lines in ABOVE], ids=[why for why, _ in ABOVE])
def test_title_begins_below(lines: list[Line]) -> None:
    page = lines[-1].page
    assert titles(drawn(*lines, *(Line(f, page=page, size=10 if lines[0].size else None) for f in FIELDS))) == [TITLE]


def test_title_begins_below_the_name_of_an_organisation() -> None:
    assert titles(drawn("United Nations Office on Drugs and Crime", TITLE, *FIELDS)) == [TITLE]


def test_lines_of_the_same_look_are_one_title() -> None:
    made = drawn(
        Line("Safe Harbours", size=14), Line("for Coastal Fishers", size=14.4), *(Line(f, size=10) for f in FIELDS)
    )
    assert titles(made) == ["Safe Harbours\nfor Coastal Fishers"]


def test_title_has_seven_lines_at_most() -> None:
    made = titles(drawn(*(f"Safe Harbours {c}" for c in "abcdefghi"), *FIELDS))
    assert made[0].split("\n") == [f"Safe Harbours {c}" for c in "cdefghi"]


def test_labelled_title_beats_the_line_above() -> None:
    assert titles(drawn("Harbour Yearbook of the North", f"Project title: {TITLE}", *FIELDS)) == [TITLE]


def test_what_lost_is_kept_with_its_reasons() -> None:
    made = cut(drawn("Harbour Yearbook of the North", f"Project title: {TITLE}", *FIELDS)).blocks[0].titles
    assert [c.value.text for c in made[:2]] == [TITLE, "Harbour Yearbook of the North"]
    assert [r.partition(" ")[0] for r in made[0].reasons[:2]] == ["ranked", "label"]
    assert made[1].score < made[0].score
    assert len(made[1].reasons) > 3


def test_scores_of_a_page_with_one_project_are_tenths_of_certainty() -> None:
    made = cut(drawn("Harbour Yearbook", BOATS, TITLE, *FIELDS)).blocks[0].titles
    assert 9 < sum(c.score for c in made) <= 10.1
    assert all(c.reasons[0] == "ranked +0.0" for c in made)


def test_score_of_a_line_is_the_sum_of_its_reasons() -> None:
    for text in (TITLE, BOATS, "Harbour Yearbook"):
        candidate = scored(Line(text))
        told = [float(r.rpartition(" ")[2]) for r in candidate.reasons]
        assert sum(told) == pytest.approx(candidate.score, abs=0.05 * len(told))  # each is told with one decimal


def scored(*lines: Line | str, title: str = "") -> Candidate:
    """The last of the lines as a candidate, fields below it."""
    sheet = Sheet(drawn(*lines, *FIELDS, title=title))
    index = len(lines) - 1
    return score(sheet, sheet.whole(index), sheet.lines[index], {})


def reasons(*lines: Line | str, title: str = "") -> set[str]:
    """The reasons for and against the last of the lines, without their weights."""
    return {r.rpartition(" ")[0] for r in scored(*lines, title=title).reasons}


#: A reason, the lines for which it counts, the lines for which it does not.
REASONS = [
    ("heading", [Line(TITLE, heading=1)], [Line(TITLE)]),
    ("project_word", ["Support to Coastal Fishers"], ["Harbours of Coastal Fishers"]),
    ("long_enough", ["Safe Harbours for Coastal Fishers"], ["Safe Harbours for Fishers"]),
    ("capitals", ["Safe Harbours for Fishers"], ["Safe harbours near coastal fishers"]),
    ("short", ["Safe Harbours"], ["Safe Harbours near Cold Lakes"]),
    ("section_word", ["Our Coastal Projects"], ["The Coastal Harbours"]),
    ("repeated", [Line(f"About: {TITLE}", aside="header"), TITLE], [TITLE]),
    ("repeated", [Line("About: Safe-harbours for coastal fishers", aside="header"), TITLE], [TITLE]),
    ("headline", ["Norway approves homes for Kenyan fishers"], ["Approved homes for Kenyan fishers"]),
    ("headline", ["Norway and Kenya to support homes for fishers"], ["Coastal grants to support homes for fishers"]),
    ("headline", ["Lake Fund unterstützt Fischer am See"], ["Unterstützung der Fischer am See"]),
    ("organisation", ["Harbour and Lake Agency"], ["Homes for the Lake Agency"]),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "lines", "near"), REASONS, ids=[r for r, _, _ in REASONS])
def test_reason_counts(reason: str, lines: list[Line | str], near: list[Line | str]) -> None:
    assert reason in reasons(*lines)
    assert reason not in reasons(*near)


def test_title_that_the_file_gives_itself_counts() -> None:
    assert "file_title" in reasons(TITLE, title=f"{TITLE} - Harbour Fund")
    assert "file_title" not in reasons(TITLE, title="Microsoft Word - doc1")


#: Lines that are never a title, though they stand where one would.
NEVER = [
    "3 May 2009",
    "Country",
    "Kenya",
    "European Commission",
    "Home",
    "41353-012",
    "2008/165-055 - Thematic Programme",
    BOATS,
    "Mid-term report covering the years of harbours",
    "Rapport final",
    "Terms of reference – External evaluation of harbours",
    "Photo: boats in the harbour at night",
    "Captain John Harbour, left, meets the fishers",
    "Harbour House, PO Box 176, 00023 Harbourtown",
    "Tel: +254 20 123 456",
    "By Susan Harbour, 2014-05-14 15:34",
    "safe harbours for coastal fishers and their ...",
    "More information about this harbour: click here",
    "September, 2011",
]


@pytest.mark.parametrize("line", NEVER)
def test_line_that_is_no_title(line: str) -> None:
    assert line not in titles(drawn(Line(TITLE, heading=1), Line(line), Line("Theme: Boats"), *FIELDS))


def test_block_without_a_candidate_above_the_least_score_has_no_title() -> None:
    assert titles(drawn("Budget: US$ 1,000", "Country: Kenya", "Donor: Norway")) == [""]


@pytest.mark.parametrize("quotes", ["“”", '""', "«»", "„“"])
@pytest.mark.parametrize("word", ["Project", "Programme", "Projet", "Proyecto"])
def test_title_in_quotation_marks_behind_a_word_for_project(word: str, quotes: str) -> None:
    names = (TITLE, "Clean Wells for Upland Farmers")
    text = f"Fund\n\n{BOATS}\n" + "".join(f"- The {word} - {quotes[0]}{name}{quotes[1]} is run.\n" for name in names)
    assert titles(text)[-1] == "Clean Wells for Upland Farmers"


@pytest.mark.xfail(strict=True, reason="in the first block the whole line ('above') beats the quoted title in it")
def test_quoted_title_beats_the_line_it_stands_in() -> None:
    text = f"- Kenya Project - “{TITLE}”\n- Nepal Project - “Clean Wells for Upland Farmers”\n"
    assert titles(text) == [TITLE, "Clean Wells for Upland Farmers"]


def test_short_words_in_quotation_marks_are_no_title() -> None:
    assert "blue boats" not in titles(f"{TITLE}\n- The Project - “blue boats” too\n{FIELDS[0]}\n{FIELDS[1]}\n")


def test_capitals_at_the_head_of_a_flattened_page_are_its_title() -> None:
    text = (
        f"SAFE HARBOURS FOR COASTAL FISHERS (SHF) 6 February 2007 {BOATS} {BOATS}\nBudget: US$ 1,000\nCountry: Kenya\n"
    )
    assert titles(text) == ["SAFE HARBOURS FOR COASTAL FISHERS (SHF)"]


def test_title_with_a_full_stop_stands_at_the_head() -> None:
    made = "Towards warm homes for the fishers of the lakes and the coast (Warmho)."
    assert titles(f"Navigation path\n\n{made}\n{FIELDS[0]}\n{FIELDS[1]}\n") == [made]


def test_sentence_with_a_verb_at_the_head_is_less_likely_than_a_phrase() -> None:
    sentence = "Towards evening the fishers of the lakes are at home with all their boats."
    phrase = "Towards warm homes for the fishers of the lakes and of the coast."
    likely = [cut(f"{made}\n{FIELDS[0]}\n{FIELDS[1]}\n").blocks[0].titles[0].score for made in (sentence, phrase)]
    assert likely[0] < 8.5 < likely[1]


#: Words that go on: what ends with them was cut off.
BROKEN_OFF = ["Homes for", "Homes and", "SAFE HARBOURS OF THE", "Des ports pour les", "Häfen für"]
WHOLE = ["Homes for Fishers, Phase I", "Safe Harbours (SHA)", "Plan B", "Des ports pour tous"]


def test_title_does_not_break_off() -> None:
    assert [breaks_off(text) for text in BROKEN_OFF] == [True] * len(BROKEN_OFF)
    assert [breaks_off(text) for text in WHOLE] == [False] * len(WHOLE)


def test_title_stands_below_how_to_reach_the_office() -> None:
    made = drawn("Switchboard: +358 295 16001", Line(TITLE, gap=1.0), Line("Description", gap=1.0), BOATS, *FIELDS)
    assert titles(made) == [TITLE]


def test_title_stands_alone_below_the_number_among_the_fields() -> None:
    made = f"{TITLE} of the Lakes"
    text = f"Country\nKenya\n\nBudget\nUS$ 1,000\nProject no. 435\n\n{made}\n\nImplementing agency\nLake Fund\n"
    assert titles(text) == [made]


def test_capitals_inside_a_flattened_line_that_the_page_repeats_are_the_title() -> None:
    text = (
        f"Lake Fund, Tel: 123 of Harbourtown SAFE HARBOURS FOR COASTAL FISHERS OF KENYA in the year {BOATS} {BOATS} "
        f"Contractor: Boats Ltd Project: 690, {TITLE} of Kenya Budget: US$ 1,000\n"
    )
    assert titles(text)[:1] == ["SAFE HARBOURS FOR COASTAL FISHERS OF KENYA"]


#: What stands behind a label for titles and names no project.
NO_TITLES = [
    "Project title: ______",
    "Project title: to be determined",
    "Name of the project : 02. Administrative Ministry : 03.",
    "Title: Director of Harbours",
    "Name: Dr. A. Fisher",
]


@pytest.mark.parametrize("line", NO_TITLES)
def test_label_without_a_title_gives_none(line: str) -> None:
    assert titles(drawn(TITLE, *FIELDS, line)) == [TITLE]


def test_labelled_title_ends_before_a_numbered_label() -> None:
    made = drawn(f"1.2 Title: {TITLE} 1.3 Statistical code: 01.36 1.4 Location: Kenya", *FIELDS)
    assert titles(made) == [TITLE]


@pytest.mark.parametrize(
    "line",
    [
        f"1.2 Title: {TITLE} 1.3",
        f"Project name: {TITLE} US$M ): Project costs (US$M): 16.2",
        f"Project name: {TITLE} EUR 400,000",
    ],
)
def test_labelled_title_ends_before_a_number_or_an_amount(line: str) -> None:
    assert titles(drawn(line, *FIELDS)) == [TITLE]


@pytest.mark.parametrize(
    "line",
    [
        "1.2 Title: Harbour Web 2.0",
        "Project name: Helping Crews - EUR 40 a month keeps a boat afloat",
        "Project name: Twenty EUR 5 Kits for Every Boat",
    ],
)
def test_labelled_title_keeps_a_number_or_an_amount_of_its_own(line: str) -> None:
    assert titles(drawn(line, *FIELDS)) == [line.partition(": ")[2]]


@pytest.mark.parametrize("name", ["Harbour Web 2.0", "Ports of the $ Coast and the Lakes"])
def test_number_of_a_name_stays_in_it(name: str) -> None:
    assert titles(drawn(f"Project title: {name}", *FIELDS))[0].startswith(name[:12])


@pytest.mark.parametrize("acronym", ["HIV", "HIV/AIDS", "UNODC", "EU", "ASEAN"])
def test_acronym_behind_a_label_without_a_mark_is_the_titles(acronym: str) -> None:
    text = f"{{}} {acronym} Warning Signs for Ports\nProject Number 41353-012\nProject Status Closed\nCountry Kenya\n"
    for label in ("Project Name", "Project Title", "Name of project"):
        assert titles(text.format(label)) == [f"{acronym} Warning Signs for Ports"]


def test_label_without_a_mark_stands_among_others() -> None:
    text = f"Activity Details\n\nTitle {TITLE}\nDescription {{}}\nStatus Completed\nDate 01/01/2011 - 31/12/2011\n"
    long = (
        "The crews learn to mend their boats and their nets in the port, and to sell the fish that they bring home. "
        * 2
    )
    assert titles(text.format(long)) == [TITLE]
    assert titles(f"Title Deeds for Harbours\n\n{long}\n\nBudget: US$ 1,500\nCountry: Kenya\n") == [
        "Title Deeds for Harbours"
    ]


def test_amount_of_a_page_without_a_name_is_no_title() -> None:
    fields = "Country: Kenya\nBudget: GBP 12,000\n"
    assert titles(f"{fields}Read more about us\nAll rights reserved\n") != ["GBP 12,000"]


def test_line_below_the_fields_that_a_page_begins_with_is_its_title() -> None:
    text = (
        f"Country: Kenya\nBudget: US$ 1,500,000\nDonor: Lake Fund\n{TITLE}\n\nThe crews mend their boats in the port.\n"
    )
    assert titles(text) == [TITLE]
