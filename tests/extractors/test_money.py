"""Amounts as brochures print them (``cases/money.toml``), and what stands around them."""

from __future__ import annotations

from time import perf_counter
from typing import Any

import pytest

from extractors import money
from extractors.evidence import Excerpt, Span
from extractors.money import Amount
from tests.extractors.page import Page, cases


def shown(one: Amount) -> str:
    status = "" if one.status == "stated" else one.status
    return " ".join(filter(None, (one.value, one.code or "-", "about" if one.approximate else "", status)))


@pytest.mark.parametrize(("setting", "text", "expected"), cases("money"))
def test_printed_text_gives_exactly_these_amounts(setting: dict[str, Any], text: str, expected: str) -> None:
    found = money.amounts(Page().add(text), bare=setting.get("bare", False))
    assert " | ".join(map(shown, found)) == expected


@pytest.mark.parametrize(
    ("text", "bare"),
    [("US$ 3,054,008 (about EUR 2.2 million)", False), ("1,250 and 12500", True), ("seven million euros", False)],
)
def test_every_amount_replays_from_its_quotes(text: str, bare: bool) -> None:
    page = Page()
    for one in money.amounts(page.add(text), bare=bare):
        for cell in filter(None, (one.amount, one.currency, one.text)):
            assert page.replayed(cell) == cell.value


def test_amount_knows_its_place_its_print_and_its_brackets() -> None:
    first, second = money.amounts(Page().add("US$ 5 million (of which EUR\n2 million)"))
    assert (first.start, first.end, first.depth, first.text.value) == (0, 13, 0, "US$ 5 million")
    assert (second.start, second.end, second.depth, second.text.value) == (24, 37, 1, "EUR 2 million")


def test_amount_gives_its_cells_in_order_and_a_currency_only_where_it_has_one() -> None:
    dollars, bare = money.amounts(Page().add("US$ 5 million and 1,250,000"), bare=True)
    assert [(name, made.value) for name, made in dollars.cells(printed=True).items()] == [
        ("amount", "5000000"),
        ("amount_text", "US$ 5 million"),
        ("currency", "USD"),
    ]
    assert list(dollars.cells()) == ["amount", "currency"]
    assert list(bare.cells()) == ["amount"]


def test_doubt_quotes_the_number() -> None:
    (one,) = money.amounts(Page().add("US$ 1,906.876"))
    assert one.doubt == "the number 1,906.876 is malformed; every separator was read as grouping"


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("US$", "USD"),
        ("us $", "USD"),
        ("USS", "USD"),
        ("Euros", "EUR"),
        ("€", "EUR"),
        ("SFr.", "CHF"),
        ("F.CFA", "XOF"),
        ("dollars américains", "USD"),
        ("Pfund Sterling", "GBP"),
        ("apples", ""),
        ("", ""),
    ],
)
def test_printed_currency_is_an_iso_code(printed: str, code: str) -> None:
    assert money.currency(printed) == code


@pytest.mark.parametrize(
    ("text", "seen"), [("$", True), ("Kr", True), ("Rs", True), ("US$", False), ("EUR", False), ("", False)]
)
def test_mark_of_several_currencies_is_ambiguous(text: str, seen: bool) -> None:
    assert money.ambiguous(text) is seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [("$ 5", True), ("$5,000", True), ("US$ 5", False), ("A$ 5", False), ("5 $", True), ("5 US$", False)],
)
def test_dollar_sign_alone_says_no_country(text: str, seen: bool) -> None:
    assert money.is_bare_dollar(text) is seen


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("AusAID", "AUD"),
        ("Government of Canada", "CAD"),
        ("New Zealand", "NZD"),
        ("USAID", ""),
        ("UNDP", ""),
        ("Norway", ""),
        ("Canadian Red Cross", ""),
    ],
)
def test_agency_of_a_dollar_country_has_a_dollar_of_its_own(name: str, code: str) -> None:
    assert money.dollar_of(name) == code


@pytest.mark.parametrize(
    ("label", "code", "factor"),
    [
        ("Budget (USD)", "USD", ""),
        ("Budget in thousand EUR", "EUR", "thousand"),
        ("Total cost (millions of US dollars)", "USD", "millions"),
        ("Total cost (US$ million)", "USD", "million"),
        ("Montant en millions EUR", "EUR", "millions"),
        pytest.param(
            "Coût total (en millions d'euros)",
            "EUR",
            "millions",
        ),
        ("Budget", "", ""),
        ("Number of beneficiaries", "", ""),
    ],
)
def test_label_names_currency_and_unit(label: str, code: str, factor: str) -> None:
    mark, unit = money.mark_in(Page().add(label))
    assert (mark.value if mark else "", unit.value if unit else "") == (code, factor)


def test_no_label_names_nothing() -> None:
    assert money.mark_in(None) == (None, None)


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Varies by programme", True),
        ("(TBD)", True),
        ("n/a.", True),
        ("—", True),
        ("", True),
        ("À déterminer", True),
        ("to be determined in 2010", False),
        ("US$ 5", False),
        ("0", False),
    ],
)
def test_value_without_a_figure_is_known(text: str, seen: bool) -> None:
    assert money.not_stated(text) is seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("US$ 3,054,008 for two years", True),
        ("approx. EUR 2 million", True),
        ("(USD 500)", True),
        ("450,000", True),
        ("2013", False),
        ("For US$ 5", False),
        ("Norway", False),
        ("", False),
    ],
)
def test_text_that_begins_with_an_amount(text: str, seen: bool) -> None:
    assert money.begins_with_amount(text) is seen


SLOW = pytest.mark.xfail(
    strict=True, raises=TimeoutError, reason="the pattern tries every start, and a timeout is raised"
)


@pytest.mark.clock
@pytest.mark.parametrize(
    "text",
    [
        "1" * 10000,
        "1,000" * 20000,
        "US$ " * 5000,
        "million " * 3000,
        pytest.param("one hundred " * 10000, marks=SLOW),
        "(" * 20000,
        "1 " * 1000,
    ],
    ids=lambda t: t[:12],
)
def test_no_text_takes_long(text: str) -> None:
    started = perf_counter()
    money.amounts(Excerpt(text, (Span(0, len(text)),)), bare=True)
    assert perf_counter() - started < 5
