"""Titles inside a line: where a flattened line is cut, and which of the cuts is likely to be a title."""

from __future__ import annotations

import pytest

from pipeline.segment import parts
from pipeline.segment.draft import Draft
from pipeline.segment.ranking import rank
from pipeline.segment.raw import Raw
from pipeline.segment.sheet import Sheet
from tests.segment.paper import written


def offered(text: str) -> dict[str, set[str]]:
    """The parts of a text's lines that may be titles, with the marks at which they were cut."""
    found: dict[str, set[str]] = {}
    for excerpt, how in parts.offers(Sheet(written(text)), Draft()):
        found.setdefault(excerpt.text, set()).update(how)
    return found


def best(text: str) -> str:
    """The likeliest part of a text's lines."""
    made = rank(Sheet(written(text)), Draft(), [])
    return made[0].value.text if made else ""


FLAT = (
    " Country: Malawi Duration: 24 months The works began in the north and the wells were dug by the villages there. "
    * 2
)
HITS = [
    (
        "1 PROJECT COMPLETION REPORT Support to Clean Wells in the Lake Provinces (SCWLP)" + FLAT,
        "Support to Clean Wells in the Lake Provinces (SCWLP)",
    ),
    (
        "National Wells Development Program - Appraisal Report\nNational Wells Development Program",
        "National Wells Development Program",
    ),
]


@pytest.mark.parametrize(("text", "title"), HITS)
def test_title_inside_a_line(text: str, title: str) -> None:
    assert best(text) == title


#: A line, a part of it, the marks before and behind the part.
CUTS = [
    ("Appraisal Report Clean Wells for All Country: Malawi", "Clean Wells for All", {"from_kind", "to_words"}),
    ("Title of the loan “Clean Wells for All” of the bank", "Clean Wells for All", {"from_quote", "to_quote"}),
    ("Malawi: Clean Wells for All, Lake Province", "Clean Wells for All", {"from_place", "to_comma"}),
    ("A loan for the Clean Wells Project will help", "Clean Wells Project", {"from_for", "to_noun", "to_verb"}),
    ("Proposed loan to Mali for the Clean Wells Project", "Clean Wells Project", {"from_lent", "to_noun"}),
    ("Prêt au Mali destiné à financer le Programme des puits", "Programme des puits", {"from_lent", "to_line"}),
    ("Money of the projet d'appui aux puits ruraux", "projet d'appui aux puits ruraux", {"from_at_noun", "to_line"}),
    ("MW-2009-114 Clean Wells for All 12 May 2009", "Clean Wells for All", {"from_code", "to_date"}),
    ("80123-KE SUDDEN 2007 STORM REPAIR PROJECT", "SUDDEN 2007 STORM REPAIR PROJECT", {"from_code", "to_noun"}),
    ("Plan of Action (PoA) Malawi: Clean Wells", "Malawi: Clean Wells", {"from_bracket", "to_line"}),
    ("Project name:Clean Wells for All", "Clean Wells for All", {"from_separator", "to_line"}),
    ("Im Vorhaben BrunnoMal wird gegraben", "BrunnoMal", {"from_noun", "to_verb"}),
    ("A loan for the Power Sector Wells Program", "Power Sector Wells Program", {"from_for", "to_line"}),
    ("Clean wells for all Efectos UNDAF/CPAP: menos sed", "Clean wells for all", {"to_unlisted"}),
    ("the phase of the Lake Wells’ begins", "Lake Wells", {"from_article", "to_genitive"}),
    ("a grant for the program, Clean Wells for All", "Clean Wells for All", {"from_noun", "to_line"}),
    ("finance the Clean Wells for All * and more", "Clean Wells for All", {"from_article", "to_separator"}),
    ("LOAN<br />Clean Wells for All<br /> and", "Clean Wells for All", {"from_separator", "to_separator"}),
    ("The bank pays for Tinland’s Clean Wells for All (CWA) now", "Clean Wells for All (CWA)", {"from_genitive"}),
    ("Clean Wells for All, with the help of many", "Clean Wells for All", {"to_comma"}),
    ("Clean Wells for All (CWA) in the year", "Clean Wells for All (CWA)", {"from_line", "to_acronym"}),
]


@pytest.mark.parametrize(("line", "part", "marks"), CUTS, ids=[part for _, part, _ in CUTS])
def test_line_is_cut_at_its_marks(line: str, part: str, marks: set[str]) -> None:
    assert marks <= offered(line)[part]


def test_lines_that_follow_each_other_may_be_one_title() -> None:
    found = offered("Clean Wells for the Villages of\nthe Lake Provinces\nand the Hills")
    assert "joined_2" in found["Clean Wells for the Villages of\nthe Lake Provinces"]
    assert "joined_3" in found["Clean Wells for the Villages of\nthe Lake Provinces\nand the Hills"]


#: Lines, a part of them that goes over a break, and the marks at which it was cut.
BROKEN = [
    (
        "The bank lends money for Clean Wells and\nSafe Roads in the Lakes (CWSR), which begins in May.",
        "Clean Wells and\nSafe Roads in the Lakes (CWSR)",
        {"from_for", "to_acronym"},
    ),
    (
        "Project Title Clean Wells for the\nvillages of the lakes\nExecuting agency",
        "Clean Wells for the\nvillages of the lakes",
        {"from_label", "to_line"},
    ),
    (
        "MW-2009-114 Clean Wells for\nall villages on the shores of\nthe Lakes (CWL), in brief",
        "Clean Wells for\nall villages on the shores of\nthe Lakes (CWL)",
        {"from_code", "to_acronym"},
    ),
]


@pytest.mark.parametrize(("text", "part", "marks"), BROKEN)
def test_name_in_wrapped_text_goes_over_a_break(text: str, part: str, marks: set[str]) -> None:
    assert marks <= offered(text)[part]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        # an article alone tells too little
        (
            "They dig the Clean Wells and\nSafe Roads in the Lakes (CWSR), which",
            "Clean Wells and\nSafe Roads in the Lakes (CWSR)",
        ),
        # four lines
        (
            "MW-2009-114 Clean Wells for\nall villages on the shores\nand islands of\nthe Lakes (CWL), in brief",
            "Clean Wells for\nall villages on the shores\nand islands of\nthe Lakes (CWL)",
        ),
        # the second line holds a form
        (
            "Lent for Clean Wells and\nSafe Roads (CWSR), " + "which the villages dig, " * 9,
            "Clean Wells and\nSafe Roads (CWSR)",
        ),
    ],
)
def test_no_name_goes_over_a_break(text: str, part: str) -> None:
    assert part not in offered(text)


def test_no_name_goes_on_in_a_line_that_begins_with_a_label() -> None:
    text = "The bank lends money for Clean Wells and\nSafe Roads in the Lakes (CWSR), which begins in May."
    draft = Draft(fields=[Raw("other", 1, 1, (1, 0, 2))])
    found = [excerpt.text for excerpt, _ in parts.offers(Sheet(written(text)), draft)]
    assert "Clean Wells and\nSafe Roads in the Lakes (CWSR)" not in found


#: What no title is: it breaks off, or is an office, a label, an amount, a kind of paper, a sentence's middle.
NONE = [
    "Clean Wells for the",
    "Ministry of Water",
    "Total project cost",
    "Grant of USD 40,000 to all",
    "Project Completion Report",
    "and the wells of all",
]


@pytest.mark.parametrize("line", NONE)
def test_no_part_is_offered(line: str) -> None:
    assert line not in offered(line)


def test_word_for_project_inside_a_phrase_is_no_label() -> None:
    assert "from_label" in offered("Operation: Clean Wells for All")["Clean Wells for All"]
    assert "from_label" not in offered("Partners in the operation: Clean Wells for All")["Clean Wells for All"]


def test_noun_that_begins_a_label_is_told_from_one_that_ends_a_name() -> None:
    of_label = offered("Title: Wells of the lake projects Programme Number (if applicable) 12")
    assert "to_noun" not in of_label["Wells of the lake projects Programme"]
    assert "to_noun_of_label" in of_label["Wells of the lake projects Programme"]
    assert "to_noun_of_label" in offered("PROJECT: LAKE ROAD PROJECT COUNTRY: MALAWI")["LAKE ROAD PROJECT"]


def test_six_short_lines_may_be_one_title_and_seven_not() -> None:
    lines = ["Clean Wells,", "Deep Pumps,", "Long Pipes,", "New Tanks", "and Roads", "for All", "and More"]
    assert "joined_6" in offered("\n".join(lines))["\n".join(lines[:6])]
    assert "\n".join(lines) not in offered("\n".join(lines))


def test_several_names_in_one_line() -> None:
    assert parts.several("Original: English Appraisal Report Clean Wells Project Annex 1")
    assert parts.several("wells and roads " * 20)
    assert not parts.several("Clean Wells for the Lake Provinces")
