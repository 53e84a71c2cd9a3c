"""Printed numbers: every style comes back as the number it was, and what makes no number is said."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors import numbers
from extractors.steps import plain


def western(mark: str, point: str) -> Callable[[Decimal], str]:
    """Groups of three."""

    def printed(value: Decimal) -> str:
        return f"{value:,}".replace(",", "|").replace(".", point).replace("|", mark)

    return printed


def asian(value: Decimal) -> str:
    """The last three, then groups of two: ``28,05,000.50``."""
    whole, dot, fraction = str(value).partition(".")
    head, tail = whole[:-3], whole[-3:]
    pairs = [head[max(i - 2, 0) : i] for i in range(len(head), 0, -2)][::-1]
    return ",".join([*pairs, tail]) + dot + fraction


STYLES = {
    "plain": str,
    "plain with a comma": lambda v: str(v).replace(".", ","),
    "English": western(",", "."),
    "German": western(".", ","),
    "French": western("\u202f", ","),
    "no-break space": western("\u00a0", ","),
    "blank": western(" ", "."),
    "Swiss": western("'", "."),
    "Swiss, curly": western("’", "."),
    "South Asian": asian,
}
#: Money: up to twelve digits, with cents or without.
MONEY = st.integers(0, 10**12).map(Decimal) | st.integers(0, 10**14).map(lambda n: Decimal(n) / 100)


@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=200, derandomize=True, deadline=None)
@given(value=MONEY)
def test_number_comes_back_from_every_style(style: str, value: Decimal) -> None:
    printed = STYLES[style](value)
    assert numbers.amount(printed) == plain(value), printed
    assert not numbers.suspicious(printed)


MAGNITUDES = [
    ("million", 6),
    ("Mio.", 6),
    ("m", 6),
    ("millones", 6),
    ("millions", 6),
    ("Mrd.", 9),
    ("billion", 9),
    ("mil", 3),
    ("lakh", 5),
    ("crore", 7),
    ("k", 3),
]


@pytest.mark.parametrize(("word", "power"), MAGNITUDES)
@pytest.mark.parametrize("style", ["English", "German", "French", "Swiss", "plain"])
@settings(max_examples=60, derandomize=True, deadline=None)
@given(value=st.integers(0, 99_999).map(lambda n: Decimal(n) / 100))
def test_magnitude_multiplies(style: str, word: str, power: int, value: Decimal) -> None:
    assert numbers.amount(f"{STYLES[style](value)} {word}") == plain(value * 10**power)


@settings(max_examples=500, derandomize=True, deadline=None)
@given(text=st.text() | st.text("0123456789., '’millonk€$-", max_size=25), mode=st.sampled_from(list(numbers.READINGS)))
def test_no_text_makes_the_reader_fail(text: str, mode: str) -> None:
    value = numbers.amount(text, mode)
    assert value == "" or Decimal(value) >= 0


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("0", "0"),
        ("000", "0"),
        ("1,234", "1234"),
        ("1.234", "1234"),
        ("1.23", "1.23"),
        ("1,2", "1.2"),
        ("1 234", "1234"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("28,05,000", "2805000"),
        ("1,00,00,000", "10000000"),
        ("1,234.56 million", "1234560000"),
        ("2-million", "2000000"),
        ("5.- million", "5000000"),
        ("1.234 million", "1234000"),
        ("2 lakh crore", "2000000000000"),
        ("5 mil millones", "5000000000"),
        ("1,234,56", ""),
        ("1,906.876", ""),
        ("1.2.3", ""),
        ("70,551,6431", ""),
        ("12,34", "12.34"),
        ("1234,567", ""),
        ("seven million", "7000000"),
        ("two hundred and fifty thousand", "250000"),
        ("twenty-five million", "25000000"),
        ("one million two hundred thousand", "1200000"),
        ("million", "1000000"),
        ("m", ""),
        ("none", ""),
        ("", ""),
    ],
)
def test_number_is_read_by_its_own_separators(printed: str, value: str) -> None:
    assert numbers.amount(printed) == value


@pytest.mark.parametrize(
    ("printed", "readings"),
    [
        ("3,054,008", {"": "3054008", "grouped": "3054008", "spaced": "3054008"}),
        ("1,906.876", {"grouped": "1906876"}),
        ("756,00", {"": "756", "grouped": "75600", "padded": "756000", "spaced": "756"}),
        ("70,551,6431", {"grouped": "705516431", "footnote": "70551643"}),
        ("1,250,00", {"grouped": "125000", "padded": "1250000", "cents": "1250"}),
        ("70,551,64312", {"grouped": "7055164312"}),
        (
            "250,0001",
            {"grouped": "2500001", "footnote": "250000"},
        ),
        ("500", {"": "500", "spaced": "500"}),
    ],
)
def test_all_readings_of_a_number(printed: str, readings: dict[str, str]) -> None:
    assert numbers.readings(printed) == readings


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("US$ 1,906.876", True),
        ("70,551,6431", True),
        ("1,250,00", True),
        ("756,00", False),
        ("3,054,008", False),
        ("seven", False),
    ],
)
def test_malformed_digits_are_suspicious(text: str, seen: bool) -> None:
    assert numbers.suspicious(text) is seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("2013", True),
        ("1950", True),
        (" 2059 ", True),
        ("1949", False),
        ("2060", False),
        ("2,013", False),
        ("20130", False),
        ("2013 USD", False),
    ],
)
def test_four_digits_of_our_time_could_be_a_year(text: str, seen: bool) -> None:
    assert numbers.year_like(text) is seen


@pytest.mark.parametrize(
    ("value", "text"), [("1E+3", "1000"), ("1.500", "1.5"), ("0.00", "0"), ("-0", "0"), ("1200000", "1200000")]
)
def test_decimals_are_written_plainly(value: str, text: str) -> None:
    assert plain(Decimal(value)) == text


@pytest.mark.parametrize(
    ("printed", "mode", "value"),
    [
        ("1.2", "million", "1200000"),
        ("1.234", "million", "1234000"),
        ("1.2 million", "million", ""),
        ("500", "thousand", "500000"),
        ("500\nthousand", "unscaled", "500"),
        ("500", "unscaled", ""),
    ],
)
def test_magnitude_of_another_amount_holds_where_there_is_none(printed: str, mode: str, value: str) -> None:
    assert numbers.amount(printed, mode) == value


@pytest.mark.parametrize(
    ("printed", "group", "value"),
    [
        ("1,906,87", "876", "1906876"),
        ("1,90,876", "906", "1906876"),
        ("1,906,87", "786", ""),  # 87 is not what is left of it
        ("1,906,876", "876", ""),
        ("1,90,87", "876", ""),
        ("19,06", "1906", ""),
    ],
)
def test_group_that_lost_a_digit_is_completed(printed: str, group: str, value: str) -> None:
    assert numbers.amount(printed, "completed", group) == value


def test_completions_are_all_ways_to_put_one_digit_back() -> None:
    found = numbers.completions("756,00")
    assert len(found) == len({*found.values()}) == 28
    assert found["completed|700"] == "756700"
    assert numbers.completions("756,000") == numbers.completions("seven") == {}


@pytest.mark.parametrize(
    ("printed", "scope", "unit"),
    [
        ("3,5 million", "million", "100000"), ("3 million", "million", "1000000"),
        ("2.75 billion", "billion", "10000000"),
        ("12 thousand", "thousand", "1000"), ("3,500,000", "", "1"), ("seven", "", "1"),
    ],
)  # fmt: skip
def test_unit_of_the_last_printed_digit(printed: str, scope: str, unit: str) -> None:
    assert (numbers.scope(printed), str(numbers.unit(printed))) == (scope, unit)


@pytest.mark.parametrize(("text", "count"), [("12", "12"), ("Twelve", "12"), ("zwölf", "12"), ("many", "")])
def test_count_in_digits_or_words(text: str, count: str) -> None:
    assert numbers.count_word(text) == count
