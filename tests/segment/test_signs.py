"""What shows that a page is about one project, or that it speaks of many."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from pipeline.segment import fields, kin, signs, stated, verdict
from pipeline.segment.draft import Draft
from pipeline.segment.sheet import Sheet
from tests.segment.paper import cut, titles, written

CASES = tomllib.loads((Path(__file__).parent / "cases" / "signs.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("sign", "text", "count"), [(sign, *case) for sign, found in CASES.items() for case in found])
def test_sign_is_found_in_a_text(sign: str, text: str, count: int) -> None:
    assert signs.found(text)[sign] == count


STATED = tomllib.loads((Path(__file__).parent / "cases" / "stated.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("sort", "text", "count"), [(sort, *case) for sort, said in STATED.items() for case in said])
def test_sentences_state_the_money_and_the_time_of_one_project(sort: str, text: str, count: int) -> None:
    assert stated.found(text)[sort] == count


CALL = """CALL FOR EXPRESSIONS OF INTEREST:
Final evaluation of the project on “Fishing in the Northern Lakes”

The office asks for applications of evaluators. The project, financed by the union, has a budget of EUR 300,000.
"""


def test_call_for_evaluators_tells_of_the_project_whose_money_it_states() -> None:
    assert titles(CALL) == ["Fishing in the Northern Lakes"]
    assert titles(CALL.replace("Final evaluation of the project", "A project")) == []
    assert titles(CALL.replace("has a budget of EUR 300,000", "has begun")) == []


POST = """Vacancy: Programme Officer

Job description
Location: Nairobi, Kenya
Duration: 12 months
The officer will manage the water programme, which has an approved budget of USD 2 million and started in 2012.
Requirements: a degree, five years of experience. Salary: USD 30,000 a year.
How to apply: send your CV to jobs@water.example before 12 May 2013.
"""


def test_post_says_no_more_of_a_project_for_stating_its_money() -> None:
    assert all(block.doubt for block in cut(POST).blocks)


def test_asking_counts_twice_at_most() -> None:
    assert signs.found("Your gift. Donate now. Help build it. It will cost much.")["asks"] == 2


FUND_RAISER = "A Well for Mairinya\n\nGoal: $33,800 Raised: $3,850\n\nOur school needs clean water. Donate now.\n"


def test_page_that_gathers_gifts_needs_no_word_for_a_project() -> None:
    assert titles(FUND_RAISER) == ["A Well for Mairinya"]
    assert titles(FUND_RAISER.replace("Goal", "Sold").replace("Raised", "Bought").replace("Donate now", "Buy")) == []


BELOW = "Wells for Upland Farmers\n\nThe wells are dug by the men of the place, and the water is for all of them.\n"


@pytest.mark.parametrize(
    ("text", "many"),
    [
        (f"Our projects\nAll grants\n{BELOW}", 0),
        (f"{BELOW}Our projects\nAll grants\n", 2),
        (f"We are glad to show you here all of our projects, which are paid for by the church.\n{BELOW}", 1),
    ],
)
def test_words_of_the_site_above_the_title_speak_of_no_others(text: str, many: int) -> None:
    sheet = Sheet(written(text))
    line = next(i for i, one in enumerate(sheet.lines) if one.text.startswith("Wells"))
    title = verdict.Candidate(sheet.whole(line), 1.0, ())
    assert verdict.evidence(sheet, Draft([], [], [], 0, len(sheet.lines), 1), title)["many"] == many


@pytest.mark.parametrize("word", ["Пројекат", "Проект", "Проєкт", "Έργο", "Mradi"])
def test_words_for_one_project_in_other_scripts_count(word: str) -> None:
    sheet = Sheet(written(f"{word} “Warm Schools”\n"))
    assert verdict.evidence(sheet, Draft([], [], [], 0, len(sheet.lines), 1), None)["one"] == 1


FILLED = """
CERF No. 14-RR-FAO-007 To be completed by the secretariat
Country Sudan Date 12/05/14 Sector Agriculture AGENCY PROJECT PROPOSAL 1. Requesting agency Food and Agriculture
Organization 2. Project title Seeds and tools for displaced farmers in Blue Nile 3. Cluster Agriculture 4. Areas
(please be specific) Damazin and Roseires. Please describe how the project was chosen. The farmers came in March.
"""


def test_form_with_code_and_country_is_filled_in_whatever_it_says_of_blanks() -> None:
    assert len(titles(FILLED)) == 1


SUMS = "Winter Fund 2016\n\nIn 2015 11 projects worth a lot were approved, all over the portfolio of our projects.\n"


@pytest.mark.parametrize(
    ("told", "count"),
    [("Total budget: US$ 90,000\nDonor: Norway\nDuration: 2014-2016\nCountry: Kenya\n", 0.5), ("", 1)],
)
def test_sums_over_many_projects_say_less_beside_the_facts_of_one(told: str, count: float) -> None:
    sheet = Sheet(written(told + SUMS))
    facts = Draft(fields.collect(sheet), [], [], 0, len(sheet.lines), 1)
    plain = Draft([], [], [], 0, len(sheet.lines), 1)
    whole = verdict.evidence(sheet, plain, None)["sums"]
    assert verdict.evidence(sheet, facts, None)["sums"] == count * whole > 0


SMALL = """
INTERVENTION FILE
WELLS FOR HERDERS IN THE NORTH COUNTRY: NIGER

Documents

PROJECT DOCUMENT

WELLS FOR HERDERS IN THE NORTH, SECOND PHASE COUNTRY: NIGER
"""


def test_blocks_that_are_each_too_little_are_weighed_as_one_page() -> None:
    assert len(titles(SMALL)) == 1


@pytest.mark.parametrize(
    ("text", "joined"), [("Completed: All of the work is done.\n", False), ("Country: Niger\n", True)]
)
def test_only_blocks_with_a_fact_are_weighed_as_one_page(text: str, joined: bool) -> None:
    sheet = Sheet(written(f"Status: The money is there\n{text}"))
    drafts = [Draft([raw]) for raw in fields.collect(sheet)]
    assert (kin.whole(sheet, drafts) is not None) is joined
