"""The steps from a printed date or duration to its value, and what is no date."""

from __future__ import annotations

from time import perf_counter

import pytest

from extractors import calendar_months, dates
from extractors.dates import date, durations, last_year, months, scan


@pytest.mark.parametrize(
    ("printed", "iso"),
    [
        ("2009", "2009"),
        ("2009-03", "2009-03"),
        ("2009-03-01", "2009-03-01"),
        ("2010-03-30T10:00:00Z", "2010-03-30"),
        ("03.04.2006", "2006-04-03"),
        ("3. 4. 2006", "2006-04-03"),
        ("8/31/2025", "2025-08-31"),
        ("31/8/2025", "2025-08-31"),
        ("01/02/2010", "2010-02-01"),
        ("01.03.09", "2009-03-01"),
        ("01/2010", "2010-01"),
        ("1 October 2017", "2017-10-01"),
        ("1st of October, 2017", "2017-10-01"),
        ("October 1st, 2017", "2017-10-01"),
        ("15 th October, 2017", "2017-10-15"),
        ("October 1 st, 2017", "2017-10-01"),
        ("OCT. 2017", "2017-10"),
        ("1er août 2012", "2012-08-01"),
        ("1er aout 2012", "2012-08-01"),
        ("1 de enero de 2010", "2010-01-01"),
        ("1. März 2012", "2012-03-01"),
        ("1° gennaio 2010", "2010-01-01"),
        ("1 July\n2006", "2006-07-01"),
        ("01.03\n.2010", "2010-03-01"),
        ("Q3 2012", "2012-07"),
        ("FY2009", "2009"),
        ("FY 09", "2009"),
        ("Dec '11", "2011-12"),
    ],
)
def test_date_keeps_the_precision_printed(printed: str, iso: str) -> None:
    assert date(printed) == iso


@pytest.mark.parametrize(
    ("printed", "how", "iso"),
    [
        ("01/02/2010", "dmy", "2010-02-01"),
        ("01/02/2010", "mdy", "2010-01-02"),
        ("13/02/2010", "mdy", "2010-02-13"),
        ("02/13/2010", "dmy", "2010-02-13"),
        ("Q3 2012", "end", "2012-09"),
        ("first half of 2012", "end", "2012-06"),
        ("2012-03", "end", "2012-03"),
        ("09/97", "short", "1997-09"),
        ("12.17", "short", "2017-12"),
        ("13.75", "short", ""),
    ],
)
def test_date_obeys_its_argument_only_where_the_print_leaves_it_open(printed: str, how: str, iso: str) -> None:
    assert date(printed, how) == iso


@pytest.mark.parametrize(
    "text",
    [
        "",
        "29.02.2009",
        "15/15/2010",
        "32 March",
        "2008/153-128",
        "2009/021-638",
        "OT-2011-000154-ETH",
        "C(2009)8693",
        "BGUE-B2009-22.020200-C1",
        "240-432629.60A",
        "+66 2 288 2243",
        "24:00 CET",
        "22.4 %",
        "2010.5",
        "US$ 2,010",
        "US$ 2010",
        "1,906.876",
        "12.3.1",
        "5.12.3.2010",
        "PD-2010",
        "A-12/2010",
        "20100330",
        "1850",
        "March",
        "May the 4",
    ],
)
def test_text_without_a_date_gives_none(text: str) -> None:
    assert date(text) == ""


def test_leap_day_is_a_date_in_its_year_only() -> None:
    assert (date("29.02.2008"), date("29.02.2009")) == ("2008-02-29", "")


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("Laufzeit: 09/97 – 06/98", ["1997-09", "1998-06"]),
        ("01.15-12.17", ["2015-01", "2017-12"]),
        ("04.05 – 06.07", []),
        ("12.50 – 13.75", []),
        ("09/97", []),
        ("01.13 – 02.14.15", ["2015-02-14"]),
    ],
)
def test_months_with_short_years_are_read_in_pairs_that_can_be_no_days(text: str, months: list[str]) -> None:
    assert [d.iso() or date(text[d.start : d.end], "short") for d in scan(text)] == months


@pytest.mark.parametrize(
    ("printed", "year"),
    [
        ("2009-10", "2010"),
        ("2009/2010", ""),
        ("1999-00", "2000"),
        ("FY 2009/10", "2010"),
        ("FY2009-2012", "2012"),
        ("2009", ""),
    ],
)
def test_last_year_is_the_second_of_a_short_pair(printed: str, year: str) -> None:
    assert last_year(printed) == year


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("43 months", "43"),
        ("2 years", "24"),
        ("2 yrs.", "24"),
        ("18-month", "18"),
        ("18\nmonths", "18"),
        ("36\nmois", "36"),
        ("1.5 years", "18"),
        ("2,5 Jahre", "30"),
        ("2½ years", "30"),
        ("three and a half years", "42"),
        ("a year and a half", "18"),
        ("half a year", "6"),
        ("un an et demi", "18"),
        ("dos años y medio", "30"),
        ("anderthalb Jahre", "18"),
        ("thirty-six months", "36"),
        ("Thirty Six Months", "36"),
        ("treinta y seis meses", "36"),
        ("trinta e seis meses", "36"),
        ("vingt et un mois", "21"),
        ("sixty\ntwo months", "62"),
        ("twenty one-year grants", "12"),
        ("twenty, two years", "24"),
        ("ten five months", "5"),
        ("24 calendar months", "24"),
        ("1 an 6 mois", "18"),
        ("26 weeks", "6"),
        ("365 days", "12"),
        ("3 weeks", ""),
        ("10 days", ""),
        ("0 months", ""),
        ("36", ""),
        ("$20 years", ""),
        ("monthly", ""),
        ("2.500.000 years", ""),
    ],
)
def test_duration_becomes_months(printed: str, number: str) -> None:
    assert months(printed) == number


def test_dates_that_lost_the_dash_are_two() -> None:
    assert [d.iso() for d in scan("8/1/20217/31/2024")] == ["2021-01-08", "2024-07-31"]
    assert [d.iso() for d in scan("03/200602/2009")] == ["2006-03", "2009-02"]
    assert [d.iso() for d in scan("Report 03/200602/20091")] == []


def test_durations_know_their_place() -> None:
    text = "for 5 years (60 months)"
    assert [text[d.start : d.end] for d in durations(text)] == ["5 years", "60 months"]


@pytest.mark.clock
@pytest.mark.parametrize("text", ["1 " * 4000, "1/" * 4000, "may " * 4000, "2010-" * 2000, "a " * 4000, "Q1 " * 2000])
def test_hostile_text_is_read_in_time_that_grows_with_it(text: str) -> None:
    begin = perf_counter()
    scan(text)
    months(text)
    assert perf_counter() - begin < 2


@pytest.mark.parametrize(
    ("start", "end", "least", "most"),
    [
        ("2009-03", "2011-02", "23", "24"),
        ("2009", "2011", "13", "36"),
        ("2009-03", "2011", "22", "34"),
    ],
)
def test_months_between_two_dates_as_exactly_as_they_are_stated(start: str, end: str, least: str, most: str) -> None:
    assert [str(m) for m in calendar_months.between(start, end)] == [least, most]


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2009-03\n2011-02", "24"),
        ("2009\n2011", "36"),
        ("2013-06-07\n2016-12-31", "43"),
        ("2009-03-01\n2011-03-01", "24"),
    ],
)
def test_months_from_a_start_to_an_end(text: str, months: str) -> None:
    assert calendar_months.months_between(text) == months


@pytest.mark.parametrize(
    ("text", "seen"), [("2 years", True), ("24 months", False), ("1 year 6 months", False), ("", False)]
)
def test_durations_that_are_counted_in_years(text: str, seen: bool) -> None:
    assert dates.in_years(text) is seen
