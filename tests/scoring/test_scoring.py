"""What counts as right, wrong, missed and spurious, and what the counts add up to."""

from __future__ import annotations

from typing import Any

import pytest

from tests.scoring import gold, judge
from tests.scoring.gold import GoldDocument
from tests.scoring.made import asked, budget, given, pledge
from tests.scoring.published import Listing
from tests.scoring.tally import Count, Tally


def tally(asked_for: list[gold.GoldListing], found: list[Listing]) -> Tally:
    counts = Tally()
    counts.add("x.txt", judge.document(GoldDocument("x.txt", tuple(asked_for)), found), negative=not asked_for)
    return counts


def counts(asked_for: gold.GoldListing, found: Listing, field: str) -> tuple[int, int, int, int]:
    """Right, wrong, missed, spurious of a field."""
    c = tally([asked_for], [found]).fields.get(field, Count())
    return c.right, c.wrong, c.missed, c.spurious


# --- one listing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([("budget", (100.0, "USD"))], (1, 0, 0, 0)),
        ([("budget", (100.0, "EUR"))], (0, 1, 0, 0)),
        ([("budget", (100.01, "USD"))], (0, 1, 0, 0)),
        ([], (0, 0, 1, 0)),
        ([("budget", (100.0, "USD")), ("budget", (100.0, "USD"))], (1, 0, 0, 1)),
        ([("budget", (7.0, "USD")), ("budget", (8.0, "USD"))], (0, 1, 0, 1)),
    ],
)
def test_a_budget_is_an_amount_and_a_currency(found: list[Any], expected: tuple[int, ...]) -> None:
    assert counts(asked(budgets=[budget(100)]), given("Clean Wells", *found), "budget") == expected


def test_an_amount_that_was_lost_is_not_asked_for() -> None:
    assert counts(asked(budgets=[budget(None)]), given(), "budget") == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("printed", "found", "expected"),
    [
        ("2009", "2009", (1, 0, 0, 0)),
        ("2009", "2009-01", (0, 1, 0, 0)),
        ("2009-01", "2009", (0, 1, 0, 0)),
        ("2009-01", "2009-01-01", (0, 1, 0, 0)),
    ],
)
def test_a_date_stands_at_the_precision_that_is_printed(printed: str, found: str, expected: tuple[int, ...]) -> None:
    assert counts(asked(start=printed), given("Clean Wells", ("start", found)), "start") == expected


@pytest.mark.parametrize(
    ("donor", "amount", "expected"),
    [
        ("norway", 5.0, (1, 0, 0, 0)),
        ("kingdom of norway", 5.0, (1, 0, 0, 0)),
        ("norway", 6.0, (0, 1, 0, 0)),
        ("norway", None, (0, 1, 0, 0)),
        ("sweden", 5.0, (0, 1, 0, 0)),
        ("", 5.0, (0, 1, 0, 0)),
    ],
)
def test_a_pledge_is_a_donor_and_an_amount(donor: str, amount: float | None, expected: tuple[int, ...]) -> None:
    found = given("Clean Wells", ("pledge", (donor, amount)))
    assert counts(asked(pledges=[pledge("Government of Norway", 5)]), found, "pledge") == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("Strengthening the Labour Inspectorate against Undeclared Work", (1, 0, 0, 0)),
        ("Strengthening the Labour Inspectorate against Undeclared Wrok", (1, 0, 0, 0)),
        ("Strengthening the Labour Inspectorate", (0, 1, 0, 0)),
        ("", (0, 1, 0, 0)),
    ],
)
def test_a_title_may_differ_by_a_letter_or_two(found: str, expected: tuple[int, ...]) -> None:
    gold_listing = asked(title="Strengthening the Labour Inspectorate against Undeclared Work")
    assert counts(gold_listing, given(found), "title") == expected


def test_a_title_is_not_scored_where_the_page_has_none() -> None:
    assert counts(asked(title=""), given("Anything"), "title") == (0, 0, 0, 0)


# --- two readings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["GLO1"], (1, 0, 0, 0)),
        (["GLO1", "41114"], (1, 0, 0, 0)),
        (["41114"], (0, 0, 1, 0)),
        (["GLO1", "41114", "41114"], (1, 0, 0, 1)),
        (["GLO1", "99999"], (1, 0, 0, 1)),
    ],
)
def test_what_one_of_two_readers_says_is_neither_right_nor_wrong(found: list[str], expected: tuple[int, ...]) -> None:
    both = asked(codes=["GLO1"], second={"codes": ["GLO1", "41114"]})
    assert counts(both, given("Clean Wells", *[("code", c.lower()) for c in found]), "code") == expected


@pytest.mark.parametrize(
    ("found", "expected"),
    [("Clean Wells", (1, 0, 0, 0)), ("Water for All", (1, 0, 0, 0)), ("Home", (0, 1, 0, 0)), ("", (0, 1, 0, 0))],
)
def test_either_title_is_right(found: str, expected: tuple[int, ...]) -> None:
    assert counts(asked(second={"title": "Water for All"}), given(found), "title") == expected


def test_a_title_that_one_reader_does_not_see_is_not_scored() -> None:
    assert counts(asked(second={"title": ""}), given("Home"), "title") == (0, 0, 0, 0)


def test_a_donor_that_one_reader_names_is_tolerated_by_its_amount() -> None:
    both = asked(pledges=[pledge(None, 5)], second={"pledges": []})
    assert counts(both, given("Clean Wells", ("pledge", ("norway", 5.0))), "pledge") == (0, 0, 0, 0)
    assert counts(both, given("Clean Wells", ("pledge", ("norway", 6.0))), "pledge") == (0, 0, 0, 1)


def test_nobody_has_to_give_what_only_one_reader_gives() -> None:
    both = asked(start="2009", scope="national", second={"start": None, "scope": "regional"})
    verdict = judge.listing(both, given())
    assert (verdict.missed, verdict.wrong) == ([], [])


# --- several listings ------------------------------------------------------------------------------------------


def test_listings_are_paired_by_title_not_by_order() -> None:
    gold_listings = [asked(title="Clean Wells", start="2009"), asked(title="Solar Pumps", start="2010")]
    found = [given("Solar Pumps", ("start", "2010")), given("Clean Wells", ("start", "2009"))]
    assert tally(gold_listings, found).total == Count(right=4)


def test_a_code_or_a_budget_pairs_listings_of_other_titles() -> None:
    gold_listings = [asked(title="Clean Wells", codes=["GLO1"]), asked(title="Solar Pumps", codes=["GLO2"])]
    found = [given("Annex", ("code", "glo2")), given("Contents", ("code", "glo1"))]
    assert tally(gold_listings, found).fields["code"] == Count(right=2)


def test_listings_without_titles_are_paired_in_order() -> None:
    gold_listings = [asked(title="", start=year) for year in ("2009", "2010", "2011")]
    found = [given("", ("start", year)) for year in ("2009", "2010", "2011")]
    assert tally(gold_listings, found).total == Count(right=3)


def test_one_and_one_are_a_pair_whatever_they_say() -> None:
    assert tally([asked()], [given("Privacy settings")]).listings == Count(right=1)


def test_a_missed_listing_misses_all_its_values() -> None:
    found = tally([asked(start="2009", budgets=[budget(5)])], [])
    assert (found.total, found.listings) == (Count(missed=3), Count(missed=1))


def test_a_listing_too_many_is_wrong_in_all_its_values() -> None:
    found = tally([], [given("Home", ("start", "2009"))])
    assert (found.total, found.listings) == (Count(spurious=2), Count(spurious=1))


def test_an_optional_listing_may_be_left_out() -> None:
    assert tally([asked(optional=True, start="2009")], []).total == Count()


def test_an_optional_listing_that_is_found_is_judged() -> None:
    optional = asked(optional=True, start="2009")
    assert tally([optional], [given("Clean Wells", ("start", "2010"))]).total == Count(right=1, wrong=1)


# --- statuses and silent errors --------------------------------------------------------------------------------


def test_a_wrong_value_is_silent_unless_it_is_doubtful() -> None:
    found = given(
        "Clean Wells", ("start", "2008", "proved"), ("end", "2012", "doubtful"), ("scope", "global", "inferred")
    )
    counted = tally([asked(start="2009", end="2011")], [found])
    assert counted.silent == 2
    assert {name: (c.right, c.wrong) for name, c in counted.statuses.items()} == {
        "proved": (0, 1), "stated": (1, 0), "inferred": (0, 1), "doubtful": (0, 1),
    }  # fmt: skip


def test_what_is_tolerated_is_neither_silent_nor_counted_by_status() -> None:
    counted = tally([asked(second={"start": "2009"})], [given("Clean Wells", ("start", "2009", "proved"))])
    assert (counted.silent, counted.statuses["proved"]) == (0, Count())


def test_silent_errors_of_documents_without_projects_are_told_apart() -> None:
    assert tally([], [given("Home")]).silent_negative == 1
    assert tally([asked()], [given("Home")]).silent_negative == 0


# --- sums ------------------------------------------------------------------------------------------------------


def test_rates_are_worked_out_from_the_counts() -> None:
    count = Count(right=6, wrong=1, missed=3, spurious=2)
    assert (count.precision, count.recall, count.f1) == (6 / 9, 6 / 10, 12 / 19)


def test_nothing_asked_for_and_nothing_given_is_no_error() -> None:
    assert (Count().precision, Count().recall, Count().f1) == (1.0, 1.0, 1.0)


def test_documents_are_counted_each_and_together() -> None:
    counted = Tally()
    for name, found in (("a.txt", [given()]), ("b.txt", [])):
        counted.add(name, judge.document(GoldDocument(name, (asked(),)), found))
    assert counted.documents == {"a.txt": Count(right=1), "b.txt": Count(missed=1)}
    assert (counted.total, counted.perfect) == (Count(right=1, missed=1), 1)
