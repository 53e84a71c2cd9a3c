"""The marks of a stretch that may be a title: what is told of its words, its place and its neighbours."""

from __future__ import annotations

import pytest

from pipeline.segment import faults, marks, quotes
from pipeline.segment.draft import Draft
from pipeline.segment.ranking import weights
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet
from tests.segment.paper import written


def told(text: str, stretch: str, *fields: Raw) -> dict[str, float]:
    """The marks of a stretch of a text, at its first place."""
    sheet = Sheet(written(text))
    at = sheet.text.index(stretch)
    index = sum(line.start <= at for line in sheet.lines) - 1
    start = at - sheet.lines[index].start
    page = marks.Page(sheet, Draft(fields=list(fields)))
    return marks.of(page, sheet.excerpt((index, start, start + len(stretch))))


LABELLED = Raw("title", 0, 0, (0, 0, 5), [(0, 7, 26)])  # "Title: Clean Wells for All"
COST = Raw("budget", 0, 0, (0, 27, 31), [(0, 33, 40)])

#: A text, a stretch of it, the marks that it has, the marks that it has not.
CASES = [
    ("Clean Wells for All", "Clean Wells for All", {"whole_line", "cased_most", "words_6", "line_0"}, {"news", "flat"}),
    ("Kenya: Clean Wells", "Clean Wells", {"left_colon", "at_end", "words_3"}, {"at_begin", "whole_line"}),
    ("“Clean Wells” by us", "Clean Wells", {"left_quote", "right_quote"}, {"quoted"}),
    ("for Clean Wells (CW) all", "Clean Wells", {"left_small", "right_bracket"}, {"left_colon"}),
    ("Clean Wells\nof Clean Wells", "Clean Wells", {"again", "again_whole"}, {"has_place"}),
    ("Clean Wells for All\nClean Wells for All", "Clean Wells", {"again"}, {"again_to", "again_whole"}),
    ("Wells in Kenya", "Wells in Kenya", {"has_place", "ends_with_place"}, {"begins_with_place"}),
    ("Kenya wells of USD 5", "Kenya wells of USD 5", {"begins_with_place", "has_money"}, {"ends_with_place"}),
    ("Lake Wells Project", "Lake Wells Project", {"ends_with_noun", "project"}, {"begins_with_noun"}),
    ("Wells Phase II", "Wells Phase II", {"ends_with_phase"}, {"has_date"}),
    ("Ministry of Water", "Ministry of Water", {"has_office", "begins_with_office"}, {"project"}),
    ("Norway approves wells", "Norway approves wells", {"news"}, {"action"}),
    ("Lake experts starts wells", "Lake experts starts wells", {"news"}, {"action"}),
    ("Lake Fund proposes Clean Wells", "Lake Fund proposes Clean Wells", {"news"}, {"action"}),
    ("City hosts lake wells", "City hosts lake wells", {"news"}, {"action"}),
    ("Wells against Organised Crime", "Wells against Organised Crime", {"words_6"}, {"news"}),
    ("Homes for", "Homes for", {"ends_small"}, {"begins_small"}),
    ("Digging of wells (DW)", "Digging of wells (DW)", {"begins_doing", "ends_with_acronym", "marks"}, {"numbers"}),
    ("Wells and wells, 2", "Wells and wells, 2", {"same_words", "commas", "numbers"}, {"capitals", "begins_doing"}),
    ("Lake Wells Programme of 2009", "Lake Wells", {"right_noun"}, {"left_noun"}),
    ("Projekt “Clean Wells” in Malawi", "Projekt “Clean Wells” in Malawi", {"has_quoted"}, {"quoted"}),
    ("“Clean Wells”", "“Clean Wells”", {"quoted"}, {"has_quoted"}),
    ("Download Fresh Water", "Fresh Water", {"left_web", "topic_share", "topic_last"}, {"topic_first", "web_share"}),
    ("Clean Water Final Report", "Clean Water", {"right_paper"}, {"paper_share"}),
    ("Ihre Wells Download", "Ihre Wells", {"reader_first", "right_web"}, {"reader_last"}),
    ("Clean Wells\nProject of the Lake", "Clean Wells", {"noun_below"}, {"lower_below"}),
    ("Clean Wells Project\nProject of the Lake", "Clean Wells Project", {"project"}, {"noun_below"}),
    ("Wells 12345 on", "Wells 12345 on", {"has_long_number"}, {"has_year"}),
    ("Wells for 36 millions", "Wells for 36 millions", {"has_money"}, {"has_long_number"}),
    ("Wells for 36 villages", "Wells for 36 villages", {"words_6"}, {"has_money"}),
    ("execution of the Lake Wells Project", "Lake Wells Project", {"governed", "governed_named"}, {"subject"}),
    ("restructuring of the Lake Wells Project", "Lake Wells Project", {"governed", "governed_named"}, {"subject"}),
    ("mise en œuvre du projet Puits Bleus", "Puits Bleus", {"governed", "governed_named"}, {"governed_quoted"}),
    ("Durchführung des „Seebrunnen“ am See", "„Seebrunnen“", {"governed", "governed_quoted"}, {"governed_named"}),
    ("He saw the Lake Wells Project", "Lake Wells Project", {"project"}, {"governed", "subject"}),
    ("Lake Wells Project aims at more", "Lake Wells Project", {"subject", "subject_named"}, {"governed"}),
    ("Le projet Puits (PB) est financé ici", "projet Puits", {"subject", "subject_named"}, {"governed"}),
    ("Norway signs for wells", "Norway", {"words_1"}, {"subject"}),
    ("project that digs wells", "project that digs wells", {"clause"}, {"news"}),
    ("programa que cava pozos", "programa que cava pozos", {"clause"}, {"news"}),
    ("Thatch for wells", "Thatch for wells", {"words_3"}, {"clause"}),
    ("Monitoring of\nLake Wells", "Lake Wells", {"above_breaks"}, {"again"}),
    ("Monitoring of\n\nLake Wells", "Lake Wells", {"whole_line"}, {"above_breaks"}),
    ("Monitoring\nLake Wells\nMonitoring of Lake Wells", "Lake Wells", {"again", "again_whole"}, {"above_breaks"}),
    ("Clean Lake\nWells\nOf Clean Lake Wells", "Wells", {"again"}, {"again_from", "again_whole"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "stretch", "has", "hasnt"), CASES, ids=[c[0][:24] for c in CASES])
def test_marks(text: str, stretch: str, has: set[str], hasnt: set[str]) -> None:
    found = told(text, stretch)
    assert has <= found.keys()
    assert not hasnt & found.keys()


#: Two lines that a candidate may have, its marks, and what it has not.
JOINED = [
    ("Clean wells for", "all people", {"breaks", "break_lower", "break_small", "break_short"}, {"break_case"}),
    ("CLEAN WELLS", "All people", {"breaks", "break_case"}, {"break_lower", "break_small"}),
    ("Clean wells in the mountains", "Phase II", {"break_long"}, {"break_short"}),
]


@pytest.mark.parametrize(("first", "second", "has", "hasnt"), JOINED, ids=[c[0] for c in JOINED])
def test_how_lines_are_joined(first: str, second: str, has: set[str], hasnt: set[str]) -> None:
    sheet = Sheet(written(f"{first}\n{second}"))
    found = marks.of(marks.Page(sheet, Draft()), sheet.whole(0, 1))
    assert has <= found.keys()
    assert not hasnt & found.keys()


def test_a_title_that_the_narrative_takes_up_has_an_echo() -> None:
    text = "Download\nClean Wells for All\nThe wells are clean."
    assert told(text, "Clean Wells for All")["echo"] == 1.0
    assert "echo" not in told(text, "Download")


def test_label_before_and_behind() -> None:
    text = "Title: Clean Wells for All Cost: USD 500"
    found = told(text, "Clean Wells for All", LABELLED, COST)
    assert {"after_title", "before_label"} <= found.keys()
    assert "has_field" not in found
    assert "has_field" in told(text, "Clean Wells for All Cost: USD 500", LABELLED, COST)


@pytest.mark.parametrize(
    ("label", "stretch", "has", "hasnt"),
    [
        ("Project title", "Clean Wells", {"after_project_title", "title_value"}, set()),
        ("Grant title", "Clean Wells", {"title_value"}, {"after_project_title"}),
        ("Project title", "Clean", {"after_project_title"}, {"title_value"}),
        ("Project title", "Wells", set(), {"after_project_title", "title_value"}),
    ],
)
def test_label_for_titles_of_the_project(label: str, stretch: str, has: set[str], hasnt: set[str]) -> None:
    end = len(label)
    found = told(f"{label}: Clean Wells", stretch, Raw("title", 0, 0, (0, 0, end), [(0, end + 2, end + 13)]))
    assert has <= found.keys()
    assert not hasnt & found.keys()


def test_value_of_another_field() -> None:
    text = "Title: Clean Wells for All Cost: USD 500"
    assert "in_value" in told(text, "USD 500", LABELLED, COST)
    assert "in_value" not in told(text, "Clean Wells for All", LABELLED, COST)


#: Marks that would be foolish to weigh the other way round.
SIGNS = [
    ("after_title", 1),
    ("action", 1),
    ("again", 1),
    ("from_label", 1),
    ("has_label", -1),
    ("ends_stop", -1),
    ("news", -1),
    ("begins_small", -1),
]


@pytest.mark.parametrize(("mark", "sign"), SIGNS)
def test_weights_speak_the_way_that_reading_them_suggests(mark: str, sign: int) -> None:
    assert weights()[mark] * sign > 0


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("Our project", True),
        ("New Joint Programme", True),
        ("UNICEF project", True),
        ("Wells project", False),
        ("UNICEF", False),
    ],
)
def test_words_for_project_and_an_organisation_name_no_project(text: str, nothing: bool) -> None:
    assert faults.names_nothing(text) is nothing


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The project “Clean Wells“ began.", ["Clean Wells"]),
        ("Projektet ”Rena brunnar” börjar.", ["Rena brunnar"]),
        ("Das Projekt »Saubere Brunnen« beginnt.", ["Saubere Brunnen"]),
        ('Das Projekt „Saubere Brunnen" beginnt.', ["Saubere Brunnen"]),
        ("The project ''Clean Wells'' began.", ["Clean Wells"]),
        ("The project «Clean Wells» began.", ["Clean Wells"]),
        ("Home » Clean Wells » Lakes", []),
        ("They said: “Clean Wells for all of us", []),
        ("The 5'' pipes and the 6'' pipes", []),
        ("It is the city’s and the lakes’ well", []),
        ("“Clean Wells” and “Blue Boats”", ["Clean Wells", "Blue Boats"]),
    ],
)
def test_quotation_marks_of_any_language_hold_a_name(text: str, names: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotes.find(text)] == names
