"""Project codes (``cases/codes.toml``)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extractors.codes import MODULE, is_code, is_contract
from extractors.evidence import Block, Candidate, Field
from tests.extractors.page import Page, cases


@pytest.mark.parametrize(("setting", "text", "expected"), cases("codes"))
def test_printed_value_gives_exactly_these_codes(setting: dict[str, Any], text: str, expected: str) -> None:
    page = Page()
    found = list(MODULE.read(page.block(setting["kind"], text)))
    assert " | ".join(f.text("code") for f in found) == expected
    for finding in found:
        page.assert_replays(finding)


@pytest.mark.parametrize(
    ("text", "unsure"),
    [("School of Harbours (89073)", True), ("Wells (No. 89073)", False), ("Courts in Colombia (COLR52)", False)],
)
def test_number_alone_in_a_bracket_is_doubtful(text: str, unsure: bool) -> None:
    assert [bool(f.doubt) for f in MODULE.read(Page().block("title", text)) if f.kind == "code"] == [unsure]


@pytest.mark.parametrize(
    ("kind", "text", "rule", "score"),
    [
        ("code", "GLO/X34", "codes.label", 1.0),
        ("title", "Courts in Colombia (COLR52)", "codes.title", 1.0),
        ("bare", "COLR52", "codes.bare", 0.5),
        ("bare", "2008/165-055 - Thematic Programme", "codes.contract", 0.5),
        ("narrative", "2008/165-055 - Thematic Programme", "codes.contract", 0.5),
    ],
)
def test_place_of_a_code_decides_rule_and_score(kind: str, text: str, rule: str, score: float) -> None:
    (found,) = MODULE.read(Page().block(kind, text))
    assert (found.rule, found.score) == (rule, score)


@pytest.mark.parametrize(
    ("label", "text", "codes"),
    [
        ("Title/Number", "Clean Coasts, TUN/2011/022-771", ["TUN/2011/022-771"]),
        ("Title/Number", "Clean Coasts of Tunisia", []),
        ("Title", "Clean Coasts, TUN/2011/022-771", []),
    ],
)
def test_number_behind_a_title_is_read_where_the_label_is_for_both(label: str, text: str, codes: list[str]) -> None:
    page = Page()
    block = Block(1, fields=(Field("title", page.add(text), page.add(label)),))
    assert [f.text("code") for f in MODULE.read(block)] == codes


@pytest.mark.parametrize(
    ("first", "second", "doubted"),
    [
        ("Reference Number", "Project Number", [True, False]),
        ("Reference Number", "TA Number", [False, False]),
        ("Grant Number", "Project Number", [False, False]),
    ],
)
def test_number_of_something_is_doubtful_beside_the_projects_own(first: str, second: str, doubted: list[bool]) -> None:
    page = Page()
    numbers = ((first, "TCRV-2012-016"), (second, "41234-001"))
    block = Block(1, fields=tuple(Field("code", page.add(text), page.add(label)) for label, text in numbers))
    assert [bool(f.doubt) for f in MODULE.read(block)] == doubted


def test_contract_number_in_running_text_is_left_alone() -> None:
    text = "Under the agreement 2008/165-055 the partners " + "met and agreed on many things " * 5
    assert list(MODULE.read(Page().block("narrative", text))) == []


LONG = "The report tells what was done in the year, with whom, and how much of it is left to be done by others. " * 2


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        (f"Boats for the lake (P123456) {LONG}", ["P123456"]),
        (f"Boats for the lake (P123456) {LONG} See also P654321.", []),
        (f"Boats for the lake (P123456) {LONG} See IDA-H2000.", ["P123456", "IDA-H2000"]),
        (f"Boats for the lake {LONG}", []),
    ],
)
def test_long_text_has_the_only_code_of_a_known_make(text: str, codes: list[str]) -> None:
    assert [f.text("code") for f in MODULE.read(Page().block("narrative", text))] == codes


def test_what_is_left_of_the_page_has_the_only_code_of_a_known_make() -> None:
    page = Page()
    block = Block(1, titles=page.block("title", "Boats").titles, page=(page.add("P123456 DEVELOPMENT Country"),))
    assert [f.text("code") for f in MODULE.read(block)] == ["P123456"]


def test_number_of_a_disaster_leaves_that_of_the_operation_to_be_read() -> None:
    page = Page()
    shown = page.block("code", "FL-2012-000123-KEN", "Glide n°")
    left = replace(shown, page=(page.add("Appeal n° MDRKE012 To be assisted: 3,000 people"),))
    assert [f.text("code") for f in MODULE.read(left)] == ["FL-2012-000123-KEN", "MDRKE012"]


def test_long_text_says_nothing_beside_a_code_with_a_label() -> None:
    block = Page().block("code", "41353-012", "Project number", also=(("description", f"As P123456 did. {LONG}"),))
    assert [f.text("code") for f in MODULE.read(block)] == ["41353-012"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("UNIS/NAR/950", False),
        ("SG/SM/9021", False),
        ("SG/2009/95", True),
        ("CA-3-Z020954001", True),
        ("GLO/X3401", True),
        ("GLOX34", False),
        ("41353-012", False),
        ("2010-03-30", False),
        ("P123456 and more", False),
    ],
)
def test_line_that_is_a_code(text: str, seen: bool) -> None:
    assert is_code(text) is seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("2008/165-055 - Thematic Programme", True),
        ("DCI-MIGR 2008/153-128 - Thematic Programme", True),
        ("Contract under number 2008/165-055", False),
        ("2008/09 - Thematic Programme", False),
    ],
)
def test_line_that_begins_with_a_contract_number(text: str, seen: bool) -> None:
    assert is_contract(text) is seen


@pytest.mark.parametrize(("how", "label", "codes"), [("inline", "No", []), ("line", "No", ["63"])])
def test_number_of_a_house_is_no_code(how: str, label: str, codes: list[str]) -> None:
    page = Page()
    field = Field("code", page.add("63 C-Block 06580 Wells"), page.add(label), how)
    assert [f.text("code") for f in MODULE.read(Block(1, fields=(field,)))] == codes


@pytest.mark.parametrize(
    ("label", "value", "doubt"),
    [
        ("Project number", "20170628", ""),
        ("Grant agreement no", "20170628", ""),
        ("Projektnummer", "20170628", ""),
        ("GEF ID", "20170628", ""),
        ("Reference", "20170628", "its label, “reference”, does not say what it numbers"),
        ("Reference", "T05-ABC-SAH-KE-04", ""),
        ("Reference", "12/2012", "its label, “reference”, does not say what it numbers"),
        ("Project document number", "20170628", "its label speaks of a document, which has a number of its own"),
    ],
)
def test_number_is_doubtful_where_its_label_does_not_say_that_it_is_the_projects(
    label: str, value: str, doubt: str
) -> None:
    (found,) = MODULE.read(Page().block("code", value, label))
    assert (found.text("code"), found.doubt) == (value, doubt)


def test_code_beside_the_title_is_read_off_the_line_that_has_both() -> None:
    page = Page()
    titles = ("Wells for the north", "Wells for the north - KEN131", "Annual report (COLR52)")
    block = Block(1, titles=tuple(Candidate(page.add(t), 9.0 - n) for n, t in enumerate(titles)))
    assert [f.text("code") for f in MODULE.read(block)] == ["KEN131"]


@pytest.mark.parametrize(
    ("label", "value", "how", "codes"),
    [
        ("No.", "12", "head", []),
        ("Sl. No", "3.", "head", []),
        ("#", "3", "head", []),
        ("No.", "4512", "head", ["4512"]),
        ("No.", "12", "line", ["12"]),
        ("Project No.", "12", "head", ["12"]),
    ],
)
def test_column_that_counts_the_rows_has_no_codes(label: str, value: str, how: str, codes: list[str]) -> None:
    page = Page()
    field = Field("code", page.add(value), page.add(label), how)
    assert [f.text("code") for f in MODULE.read(Block(1, fields=(field,)))] == codes
