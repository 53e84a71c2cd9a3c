"""What is left out of the IATI file: nothing is guessed to make an activity valid, and what is missing is told."""

from __future__ import annotations

import calendar
import csv
import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.publish.iati import ACTIVITIES, COLUMNS, LEFT_OUT, iati_files, told
from pipeline.publish.iati.mapping import mapping
from pipeline.publish.iati.worked import first_day, last_day, phase, shares
from tests.publish.iati_sample import (
    WISH,
    Rows,
    activity,
    document,
    every,
    left_out,
    listing,
    place,
    pledge,
    project,
    rows,
    written,
)

ASSUME = WISH._replace(assume_dates=True)


def test_a_project_that_says_everything_is_whole() -> None:
    assert left_out(rows()) == []


#: Tables that lack one thing, and the reason that is given for it.
LACKING = [
    (rows(listings=[listing(title="")]), "title"),
    (rows(documents=[document(language="")]), "language"),
    (rows(documents=[document(language="English")]), "language"),
    (rows(documents=[document(publisher="")], pledges=[]), "participant"),
    (rows(listings=[listing(start_date="")]), "start"),
    (rows(listings=[listing(start_date="2009-02-30")]), "day"),
    (rows(listings=[listing(end_date="2012-13")]), "day"),
    (rows(listings=[listing(start_date="2012-03-01")]), "order"),
    (rows(documents=[document(published="")], pledges=[]), "status"),
    (rows(places=[]), "place"),
    (rows(places=[place(1, iso3="XXX")]), "country"),
    (rows(themes=[]), "sector"),
]


@pytest.mark.parametrize(("tables", "reason"), LACKING, ids=[reason for _, reason in LACKING])
def test_a_project_that_lacks_one_thing_is_no_activity(tables: Rows, reason: str) -> None:
    assert left_out(tables) == [["p1", "activity", "p1", reason]]
    assert written(tables) == b""


def test_every_reason_is_told_at_once() -> None:
    found = left_out(rows(listings=[listing(title="", start_date="")], places=[]))
    assert [reason for *_, reason in found] == ["title", "start", "place"]


def test_every_reason_that_can_be_given_is_described_and_the_other_way_round() -> None:
    given_ = {reason for _, reason in LACKING} | {"start-unknown", "pledge-currency"}
    assert given_ == {*mapping()["reasons"]}


def test_a_pledge_without_a_currency_can_be_no_transaction_and_is_listed_and_kept() -> None:
    tables = rows(pledges=[pledge(1, currency=""), pledge(2)])
    assert left_out(tables) == [["p1", "pledge", "l1.p1", "pledge-currency"]]
    assert every("transaction", "ref", tables=tables) == [("l1.p2",)]
    assert every("pb:project/pb:pledge", "donor", "text", tables=tables) == [("Norland", "400000")]


def test_the_list_says_what_helps_and_whom_it_concerns() -> None:
    tables = rows(listings=[listing(start_date="", title='Safe, "sound"\x00')])
    cells = list(csv.DictReader(io.StringIO(iati_files(tables, WISH).files[LEFT_OUT].decode())))
    assert tuple(cells[0]) == COLUMNS
    assert (cells[0]["title"], cells[0]["reason"]) == ('Safe, "sound"\ufffd', "start")
    assert "pledgebook correct p1 start_date VALUE" in cells[0]["do"]


# --- dates that are assumed


def test_an_assumed_start_is_the_date_of_the_document_and_says_so() -> None:
    tables = rows(listings=[listing(start_date="", end_date="")])
    assert left_out(tables, ASSUME) == []
    assert every("activity-date", "iso-date", "pb:basis", "pb:stated", "text", tables=tables, wish=ASSUME) == [
        ("2010-01-01", "assumed", "2010", mapping()["notes"]["assumed_start"])
    ]
    assert every("activity-status", "code", "pb:basis", tables=tables, wish=ASSUME) == [("2", "assumed")]


def test_a_start_that_is_stated_is_not_assumed() -> None:
    assert every("activity-date", "iso-date", "pb:basis", wish=ASSUME)[0] == ("2009-03-01", "stated")


def test_without_a_date_of_the_document_there_is_nothing_to_assume() -> None:
    tables = rows(documents=[document(published="")], listings=[listing(start_date="")])
    assert left_out(tables, ASSUME) == [["p1", "activity", "p1", "start-unknown"]]


def test_an_assumed_start_after_the_stated_end_is_left_out() -> None:
    tables = rows(listings=[listing(start_date="", end_date="2009")])
    assert left_out(tables, ASSUME) == [["p1", "activity", "p1", "order"]]


def test_a_document_without_a_date_leaves_status_and_pledges_to_be_assumed() -> None:
    tables = rows(documents=[document(published="")])
    assert left_out(tables, ASSUME) == []
    assert every("activity-status", "code", "pb:basis", tables=tables, wish=ASSUME) == [("2", "assumed")]
    assert every("transaction/transaction-date", "iso-date", "pb:basis", tables=tables, wish=ASSUME)[0] == (
        "2009-03-01",
        "assumed",
    )


# --- what is worked out


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2009", "2009-01-01", "2009-12-31"),
        ("2008-02", "2008-02-01", "2008-02-29"),
        ("2009-02", "2009-02-01", "2009-02-28"),
        ("2009-03-15", "2009-03-15", "2009-03-15"),
        ("2009-02-29", None, None),
        ("2009-13", None, None),
        ("0000", None, None),
    ],
)
def test_a_date_begins_on_its_first_day_and_ends_on_its_last(text: str, first: str | None, last: str | None) -> None:
    found = (first_day(text), last_day(text))
    assert tuple(one and one.value for one in found) == (first, last)
    assert {one.basis for one in found if one} <= ({"stated"} if len(text) == 10 else {"inferred"})


@given(st.dates(), st.sampled_from([4, 7, 10]))
def test_a_day_lies_between_the_ends_of_what_is_known_of_it(day: date, length: int) -> None:
    text = day.isoformat()[:length]
    first, last = first_day(text), last_day(text)
    assert first is not None and last is not None
    assert first.value <= day.isoformat() <= last.value
    days = {4: 366 if calendar.isleap(day.year) else 365, 7: calendar.monthrange(day.year, day.month)[1], 10: 1}
    assert (date.fromisoformat(last.value) - date.fromisoformat(first.value)).days + 1 == days[length]


def test_a_document_without_a_real_date_tells_no_phase() -> None:
    assert (phase("2010-01-01", "", ""), phase("2010-01-01", "", "2010-02-30")) == ("", "")


@given(st.integers(1, 3000))
def test_shares_add_up_to_exactly_a_hundred_and_differ_by_a_hundredth_at_most(number: int) -> None:
    found = [Decimal(share) for share in shares(number)]
    assert (len(found), sum(found)) == (number, Decimal(100))
    assert max(found) - min(found) <= Decimal("0.01")
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, ["100.00"]), (2, ["50.00"] * 2), (3, ["33.34", "33.33", "33.33"]), (6, ["16.67"] * 4 + ["16.66"] * 2)],
)
def test_shares(number: int, expected: list[str]) -> None:
    assert shares(number) == expected


# --- what a run says


def put(tables: Rows, folder: Path) -> Path:
    for name, data in iati_files(tables, WISH).files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_a_run_says_how_many_activities_there_are(tmp_path: Path) -> None:
    assert told(put(rows(), tmp_path)) == "activities       1"
    assert told(tmp_path / "elsewhere") == ""


def test_a_run_says_what_was_left_out(tmp_path: Path) -> None:
    both = [listing(), listing(name="l2", project="p2", title="", start_date="")]
    tables = rows(listings=both, projects=[project(), project("p2", "l2")], pledges=[pledge(1, currency="")])
    assert told(put(tables, tmp_path)) == (
        f"activities       1  left out: 1 projects and 1 pledges, {tmp_path}/iati/left-out.csv says why"
    )


def test_where_nothing_can_be_an_activity_there_is_no_file_of_them(tmp_path: Path) -> None:
    made = iati_files(rows(listings=[listing(title="")]), WISH)
    assert (ACTIVITIES in made.files, made.activities, made.left_out) == (False, 0, 1)


def test_the_count_is_that_of_the_file(tmp_path: Path) -> None:
    title = "One\n  <iati-activity>"
    tables = rows(listings=[listing(title=title)])
    assert activity(tables).findtext("title/narrative") == title
    assert told(put(tables, tmp_path)) == "activities       1"
