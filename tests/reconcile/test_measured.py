"""Rules that are doubtful as a whole, and what is doubtful beside other values of its listing or document."""

import pytest

from extractors import rules
from pipeline.reconcile import doubts, measured
from pipeline.reconcile.measured import Count
from tests.reconcile.paper import Paper, codes, facts


@pytest.mark.parametrize(
    ("count", "doubtful"),
    [
        pytest.param(Count(6, 2), True, id="right in three of four"),
        pytest.param(Count(17, 3), False, id="right in 85 of 100"),
        pytest.param(Count(16, 3), True, id="just below"),
        pytest.param(Count(0, 7), False, id="too few cases"),
    ],
)
def test_a_rule_is_doubted_by_what_was_measured(count: Count, doubtful: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "counts", lambda: {"made.up": count})
    assert bool(measured.doubt("made.up")) is doubtful


def test_a_rule_that_was_not_counted_is_believed() -> None:
    assert not measured.doubt("made.up")


def test_the_doubt_says_what_was_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measured, "counts", lambda: {"made.up": Count(7, 4)})
    assert measured.doubt("made.up") == "what is read in this way was right in 7 of 11 cases on real pages"


def test_every_counted_rule_exists() -> None:
    assert set(measured.counts()) <= set(rules())


@pytest.mark.parametrize(
    ("start", "end", "months", "doubtful"),
    [
        pytest.param("2020-09", "2020-09-18", "", True, id="begins and ends in one month"),
        pytest.param("2020-09", "2020-10", "", False, id="two months"),
        pytest.param("2020", "2020", "", False, id="one year"),
        pytest.param("1996-10-01", "2000", "5", True, id="five months for four years"),
        pytest.param("1996-10-01", "2000", "45", False, id="45 months"),
        pytest.param("2018", "2018", "48", True, id="four years in one"),
        pytest.param("2018", "2018", "12", False, id="a year"),
        pytest.param("1999-10", "2005-09", "84", False, id="a duration that is a year too long"),
        pytest.param("2015", "", "84", False, id="no end"),
    ],
)
def test_a_period_is_doubtful_where_its_parts_contradict(start: str, end: str, months: str, doubtful: bool) -> None:
    assert bool(doubts.of_period(start, end, months)) is doubtful


@pytest.mark.parametrize(
    ("value", "others", "doubtful"),
    [
        pytest.param("2720103", ["2720103", "2720107"], True, id="numbers of one series"),
        pytest.param("2720103", ["2720103", "9910107"], False, id="other numbers"),
        pytest.param("9080", ["9080", "9081"], False, id="short numbers"),
        pytest.param("9080", ["9080", "01361"], False, id="two offices' numbers"),
        pytest.param("GB1", ["GB1", "GB2"], False, id="letters"),
    ],
)
def test_numbers_of_one_series_belong_to_several_projects(value: str, others: list[str], doubtful: bool) -> None:
    assert bool(doubts.of_code(value, others)) is doubtful


def test_codes_that_are_sure_come_first() -> None:
    data = facts(Paper().title("Safe Harbours").code("2").code("HB-7"))
    assert data.rows("listings")[0].values["codes"] == "HB-7; 2"
    assert [r.status for r in data.rows("listings")[0].receipts["codes"]] == ["stated", "doubtful"]


@pytest.mark.parametrize(
    ("others", "status"),
    [
        pytest.param(["US$ 200"], {"doubtful"}, id="two budgets"),
        pytest.param(["US$ 900"], {"stated"}, id="the same twice"),
        pytest.param(["US$ 600", "US$ 300"], {"proved"}, id="a whole and its parts"),
        pytest.param(["US$ 600", "US$ 200"], {"doubtful"}, id="parts that do not add up"),
    ],
)
def test_several_budgets_are_doubtful(others: list[str], status: set[str]) -> None:
    paper = Paper().title("Safe Harbours").amount("budget", "US$ 900")
    for printed in others:
        paper.amount("budget", printed)
    assert {r.receipts["amount"][0].status for r in facts(paper).rows("amounts")} == status


@pytest.mark.parametrize(
    ("name", "status"), [("PNG", "doubtful"), ("Papua New Guinea", "stated"), ("HONDURAS", "stated")]
)
def test_a_heading_of_a_few_capitals_may_be_short_for_anything(name: str, status: str) -> None:
    place = facts(Paper().title("Safe Harbours").place(name, field="section")).rows("places")[0]
    assert place.receipts["iso3"][0].status == status


def test_a_project_that_its_document_states_twice_is_doubtful() -> None:
    paper = (
        Paper()
        .title("Safe Harbours for the Coast of Ghana")
        .block()
        .title("Phase: Safe Harbours for the Coast of Ghana")
    )
    assert codes(facts(paper)) == [("warning", "project-repeated")] * 2


def test_entries_with_titles_of_their_own_are_no_copies() -> None:
    paper = Paper().title("Safe Harbours for the Coast of Ghana").block().title("Clean Wells for the Coast of Ghana")
    assert codes(facts(paper)) == []


def test_a_part_is_no_copy_of_its_whole() -> None:
    paper = Paper().title("Safe Harbours for the Coast").block(1).title("Safe Harbours for the Coast: north")
    assert codes(facts(paper)) == []


def test_one_entry_without_a_title_among_others_is_doubtful() -> None:
    paper = Paper().title("Safe Harbours").block().place("Ghana").block().title("Clean Wells")
    assert ("warning", "project-uncertain") in codes(facts(paper))


@pytest.mark.parametrize(
    ("field", "start"),
    [pytest.param("period", "2019-08-01", id="a field of dates"), pytest.param("narrative", "2019", id="a sentence")],
)
def test_of_two_dates_that_agree_the_closer_one_is_taken(field: str, start: str) -> None:
    paper = Paper().title("Safe Harbours")
    paper.find("period", {"start": paper.cell("2019", "join")}, field="start")
    paper.find("period", {"start": paper.cell("2019-08-01", "join")}, field=field)
    assert facts(paper).rows("listings")[0].values["start_date"] == start
