"""What is read of budgets, shortfalls and their parts (``cases/budgets.toml``)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extractors.budgets import MODULE
from extractors.evidence import Block, Field, Finding
from pipeline.reconcile.rivals import sorted_out
from tests.extractors.page import Page, cases


def shown(finding: Finding) -> str:
    kind = finding.kind if finding.kind != "amount" else finding.fixed["kind"]
    about = "about" if finding.fixed["approximate"] == "true" else ""
    status = "" if finding.status == "stated" else finding.status
    columns = (finding.text("amount"), finding.text("currency") or "-", finding.text("component"))
    return " ".join(filter(None, (kind, *columns, about, status)))


def read(page: Page, setting: dict[str, Any], text: str) -> list[Finding]:
    return list(
        MODULE.read(page.block(setting["kind"], text, setting.get("label", ""), section=setting.get("section", "")))
    )


@pytest.mark.parametrize(("setting", "text", "expected"), cases("budgets"))
def test_printed_value_gives_exactly_these_amounts(setting: dict[str, Any], text: str, expected: str) -> None:
    page = Page()
    found = read(page, setting, text)
    assert " | ".join(map(shown, found)) == expected
    for finding in found:
        page.assert_replays(finding)


def test_printed_amount_is_kept_beside_its_value() -> None:
    (found,) = read(Page(), {"kind": "budget"}, "US$ 3,5 million in all")
    assert found.text("amount_text") == "US$ 3,5 million"


def test_unit_of_the_label_is_part_of_the_receipt() -> None:
    page = Page()
    (found,) = read(page, {"kind": "budget", "label": "Budget (thousand EUR)"}, "EUR 1,250.50")
    assert [page.text[s.start : s.end] for s in found.cells["amount"].spans] == ["1,250.50", "thousand"]
    assert found.text("amount") == "1250500"


def test_currency_of_the_label_is_quoted_from_the_label() -> None:
    page = Page()
    (found,) = read(page, {"kind": "budget", "label": "Budget (USD)"}, "450,000")
    (span,) = found.cells["currency"].spans
    assert page.text[span.start - 8 : span.end + 1] == "Budget (USD)"


def test_label_is_nearer_than_the_heading() -> None:
    setting = {"kind": "budget", "label": "Budget (USD)", "section": "All amounts in CHF"}
    assert [shown(f) for f in read(Page(), setting, "450,000")] == ["budget 450000 USD"]


def test_bare_dollar_beside_another_dollar_country_is_its_dollar() -> None:
    page = Page()
    block = page.block("budget", "$5,000,000", also=(("donor", "Government of Australia"),))
    found = [f for f in MODULE.read(block) if f.kind == "amount"]
    assert [shown(f) for f in found] == ["budget 5000000 AUD inferred"]
    page.assert_replays(found[0])
    assert [page.text[s.start : s.end] for s in found[0].cells["currency"].spans] == ["$", "Government of Australia"]


@pytest.mark.parametrize("donor", ["United States", "Norway", "UNDP"])
def test_bare_dollar_beside_anybody_else_stays_the_us_dollar(donor: str) -> None:
    (found,) = MODULE.read(Page().block("budget", "$5,000,000", also=(("donor", donor),)))
    assert shown(found) == "budget 5000000 USD"


@pytest.mark.parametrize(
    ("headline", "text", "budget"),
    [
        ("EUR 2.41 million", "Of the total 2,407,186 euro the Union pays EUR 1,925,749.", "2407186"),
        ("EUR 2.41 million", "The Union pays EUR 2,407,186.", "2410000"),
        ("EUR 2.4 million", "The total harvest is worth EUR 2,507,186.", "2400000"),
        ("EUR 2 million", "The total harvest is worth EUR 1,950,000.", "2000000"),
        ("EUR 2.41 million", "The total harvest is worth US$ 2,407,186.", "2410000"),
    ],
)
def test_rounded_budget_of_a_sentence_gives_way_to_the_exact_one(headline: str, text: str, budget: str) -> None:
    page = Page()
    block = page.block("narrative", f"The total cost of the project is {headline}. {text}")
    found = [f for f in MODULE.read(block) if f.fixed.get("kind") == "budget"]
    assert max(found, key=lambda f: f.score).text("amount") == budget
    for one in found:
        page.assert_replays(one)


def test_amount_alone_on_a_line_is_no_budget_beside_a_budget_field() -> None:
    found = MODULE.read(Page().block("budget", "US$ 500,000", also=(("bare", "US$ 7,000,000"),)))
    assert [f.text("amount") for f in found] == ["500000"]


def test_sentence_names_a_budget_beside_a_field_with_a_low_score() -> None:
    (found,) = MODULE.read(Page().block("narrative", "It has a total budget of US$ 2.5 million."))
    assert (found.rule, found.field, found.score) == ("budgets.prose", "narrative", 0.5)


@pytest.mark.parametrize(
    ("country", "currency", "status"),
    [
        ("Cameroon", "XAF", "inferred"),
        ("Tchad", "XAF", "inferred"),
        ("Mali", "XOF", "stated"),
        ("Mali, Tchad", "XOF", "stated"),
    ],
)
def test_a_cfa_franc_is_that_of_the_projects_country(country: str, currency: str, status: str) -> None:
    page = Page()
    (found,) = MODULE.read(page.block("budget", "26.287.000 FCFA", also=(("country", country),)))
    assert (found.text("currency"), found.status) == (currency, status)
    page.assert_replays(found)


@pytest.mark.parametrize(
    ("printed", "country", "currency", "doubted"),
    [
        ("Rs 430 million", "Nepal", "NPR", False),
        ("Rs. 4,300,000", "Pakistan", "PKR", False),
        ("43 million rupees", "Sri Lanka", "LKR", False),
        ("Rs 430 million", "India", "INR", False),
        ("Rs 430 million", "Kenya", "INR", False),
        ("Indian rupees 430 million", "Nepal", "INR", False),
        ("INR 4,300,000", "Nepal", "INR", False),
        ("Rs 430 million", "Nepal, India", "INR", True),
    ],
)
def test_a_rupee_is_that_of_the_projects_country(printed: str, country: str, currency: str, doubted: bool) -> None:
    page = Page()
    (found,) = MODULE.read(page.block("budget", printed, also=(("country", country),)))
    assert (found.text("currency"), bool(found.doubt)) == (currency, doubted)
    page.assert_replays(found)


@pytest.mark.parametrize(
    ("country", "told", "currency", "doubted"),
    [
        ("India", "The road leads to the border with Nepal.", "INR", False),
        ("Nepal", "Visitors came from India.", "INR", True),
        ("Bihar", "It was inspired by a scheme in Pakistan.", "PKR", True),
    ],
)
def test_a_country_told_of_does_not_outweigh_the_projects_for_a_rupee(
    country: str, told: str, currency: str, doubted: bool
) -> None:
    also = (("country", country), ("narrative", told))
    (found,) = (f for f in MODULE.read(Page().block("budget", "Rs 430 million", also=also)) if f.kind == "amount")
    assert (found.text("currency"), bool(found.doubt)) == (currency, doubted)


@pytest.mark.parametrize(
    ("label", "beside", "currency", "status"),
    [
        ("Bevilliget beløb", "Kenya", "DKK", "inferred"),
        ("Beviljat belopp", "Kenya och Tanzania", "SEK", "inferred"),
        ("Budget", "Norges boats in Kenya, prosjekt", "NOK", "inferred"),
        ("Budget", "Kenya", "SEK", "stated"),
    ],
)
def test_a_crown_is_that_of_the_language_of_the_page(label: str, beside: str, currency: str, status: str) -> None:
    page = Page()
    (found,) = MODULE.read(page.block("budget", "kr. 2,047,466.00", label, also=(("country", beside),)))
    assert (found.text("currency"), found.status, bool(found.doubt)) == (currency, status, status == "stated")
    page.assert_replays(found)


@pytest.mark.parametrize(("text", "amounts"), [("kr. 0.00", []), ("EUR 0", []), ("EUR 10", ["10"])])
def test_nobody_budgets_nothing(text: str, amounts: list[str]) -> None:
    assert [f.text("amount") for f in MODULE.read(Page().block("budget", text, "Budget"))] == amounts


def test_total_of_a_plan_is_the_budget_where_a_field_gives_one_of_its_parts() -> None:
    table = "Sources: Government: 1,100,000 UC Beneficiaries: 300,000 UC Fund: 4,000,000 UC TOTAL 5,400,000 UC"
    found = MODULE.read(Page().block("budget", "4,000,000 UC", also=(("narrative", table),)))
    assert [shown(f) for f in found if f.kind == "amount"] == ["budget 4000000 XUA", "budget 5400000 XUA inferred"]


@pytest.mark.parametrize(
    ("beside", "currency"),
    [
        ("It is part of a fund which Canada contributes to.", "CAD"),
        ("It is like one which Canada has.", "USD"),
        ("Canada (CIDA) / bilateral / $1,200,000\nUN Fund / bilateral / $3,000,000", "USD"),
        ("Canada: $1,200,000\nNorway: $3,000,000", "USD"),
        ("Boats for the islands, an activity of AusAID since 2004.", "AUD"),
        ("The Australian Government has built boats.", "AUD"),
    ],
)
def test_bare_dollar_on_a_page_where_a_country_of_dollars_gives_is_its_dollar(beside: str, currency: str) -> None:
    found = next(MODULE.read(Page().block("budget", "$4,200,000", also=(("narrative", beside),))))
    assert (found.text("currency"), bool(found.doubt)) == (currency, True)


@pytest.mark.parametrize(
    "beside",
    [
        "Boats for the islands, an activity of AusAID and of USAID.",
        "Ask ausaid@islands.example for the boats.",
        "AusAID $2,000,000; Sida $2,200,000",
        "The Samoan Government has built boats.",
        "The Australian Government-owned boats met those of USAID.",
        "Boats for the islands and their harbours, an activity of two offices, AusAID and CIDA.",
    ],
)
def test_bare_dollar_on_a_page_of_several_dollars_or_of_none_is_left(beside: str) -> None:
    (found,) = MODULE.read(Page().block("budget", "$4,200,000", also=(("narrative", beside),)))
    assert found.text("currency") == "USD"


#: Fields of a budget, those beside it, and what is read of all: kind and value.
BESIDE = [
    ("80 000 €", "Subvention", (("amount_other", "120 000 €", "Dépenses totales"),), "budget 120000 EUR inferred"),
    ("EUR 80,000", "Grant", (("amount_other", "EUR 120,000", "Total expenditure to date"),), "budget 80000 EUR"),
    ("EUR 80,000", "Budget", (("amount_other", "EUR 120,000", "Total expenditure"),), "budget 80000 EUR"),
    (
        "EUR 80,000",
        "Grant",
        (("narrative", "The total cost is EUR 120,000.", ""),),
        "budget 120000 EUR doubtful",
    ),
    ("EUR 80,000", "Budget", (("narrative", "The total cost is EUR 120,000.", ""),), "budget 80000 EUR"),
    (
        "EUR 80,000",
        "DREF allocated",
        (("narrative", "The budget was increased from EUR 90,000 to EUR 120,000.", ""),),
        "budget 80000 EUR",
    ),
    (
        "CHF 9,000",
        "DREF allocated",
        (("narrative", "An appeal launched for CHF 90,000.", ""),),
        "budget 90000 CHF doubtful",
    ),
    ("120,000", "Budget", (("shortfall", "CHF 40,000", "Gap"),), "budget 120000 CHF inferred"),
    ("120,000", "Budget", (("narrative", "So 120,000 euros are spent on wells.", ""),), "budget 120000 EUR inferred"),
    ("120,000", "Budget", (("narrative", "So 90,000 euros are spent on wells.", ""),), "budget 120000 -"),
]


@pytest.mark.parametrize(("value", "label", "beside", "expected"), BESIDE)
def test_budget_is_weighed_against_what_stands_beside_it(
    value: str, label: str, beside: tuple[tuple[str, str, str], ...], expected: str
) -> None:
    page = Page()
    fields = [Field("budget", page.add(value), page.add(label))]
    fields += [Field(kind, page.add(text), page.add(name)) for kind, text, name in beside if kind != "narrative"]
    told = tuple(page.add(text) for kind, text, _ in beside if kind == "narrative")
    found = [f for f in MODULE.read(Block(1, fields=tuple(fields), narrative=told)) if f.kind == "amount"]
    chosen = [f for f in sorted_out(found) if f.text("kind") == "budget"]
    assert shown(chosen[0]) == expected
    page.assert_replays(chosen[0])


def test_larger_of_two_bare_amounts_is_the_budget() -> None:
    page = Page()
    found = list(MODULE.read(page.block("bare", "63.750,00 €", also=(("bare", "71.690,00 €"),))))
    assert [shown(f) for f in found] == ["unclaimed 63750 EUR", "budget 71690 EUR"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("90,000", "90000 USD inferred"),
        ("approx. 90,000", "90000 USD inferred"),
        ("90,000 per year", "90000 USD inferred"),
        ("Total cost: 90,000", "90000 USD inferred"),
        ("2,400 households", "2400 - doubtful"),
        ("2 400 familles", "2400 - doubtful"),
        ("12.000 Bäume", "12000 - doubtful"),
        ("12.500 alumnos", "12500 - doubtful"),
        ("12.500 alberi", "12500 - doubtful"),
        ("12.500 árvores", "12500 - doubtful"),
        ("12.500 leerlingen", "12500 - doubtful"),
        ("2,400 m2", "2400 - doubtful"),
        ("90,000 (FAO: USD 9,000)", "90000 USD inferred"),
        ("households 2,400", "2400 - stated"),
    ],
)
def test_number_has_the_currency_of_the_field_beside_it_if_it_counts_nothing(text: str, expected: str) -> None:
    block = Page().block("budget", text, "Budget", also=(("contribution", "USD 9,000"),))
    first = next(f for f in MODULE.read(block) if f.kind == "amount")
    assert f"{first.text('amount')} {first.text('currency') or '-'} {first.status}" == expected


@pytest.mark.parametrize(
    ("above", "how", "status"),
    [
        ("Norway has agreed to fund five projects.", "list", "doubtful"),
        ("Norway has agreed to fund five projects.", "line", "stated"),
        ("These are five projects of the town.", "list", "stated"),
    ],
)
def test_budget_of_a_list_for_which_somebody_gives_is_doubtful(above: str, how: str, status: str) -> None:
    page = Page()
    lines, value = (page.add(above),), page.add("EUR 5,000")
    (found,) = MODULE.read(Block(1, fields=(Field("budget", value, how=how),), announced=lines))
    assert (found.text("amount"), found.status) == ("5000", status)


def test_a_total_cost_goes_before_a_project_of_so_much() -> None:
    text = "It is a EUR 36 million project. The town gives EUR 10 million for a total project cost of EUR 46 million."
    found = {
        f.text("amount"): f.score for f in MODULE.read(Page().block("narrative", text)) if f.rule == "budgets.prose"
    }
    assert found["46000000"] > found["36000000"]


def test_the_last_revision_of_an_appeal_goes_before_the_first() -> None:
    text = "An update revised the appeal budget to EUR 3 million. Later one revised the appeal budget to EUR 4 million."
    found = [(f.score, f.text("amount")) for f in MODULE.read(Page().block("narrative", text))]
    assert max(found)[1] == "4000000"


def test_a_budget_shared_out_among_recipients_is_that_of_the_total() -> None:
    page = Page()
    shared = "Lake Relief: $ 300,000\nWell Watch: $ 200,000"
    block = page.block("budget", shared, "Approved budget (by recipient organization)", also=(("budget", "$ 500,000"),))
    found = list(MODULE.read(block))
    assert [(f.text("kind"), f.text("amount")) for f in found] == [
        ("component", "300000"),
        ("component", "200000"),
        ("budget", "500000"),
    ]


def test_a_budget_beside_names_is_read_as_before_where_no_field_states_its_total() -> None:
    page = Page()
    shared = "Lake Relief: $ 300,000\nWell Watch: $ 200,000"
    label = "Approved budget (by recipient organization)"
    plain = [f.text("kind") for f in MODULE.read(page.block("budget", shared, label))]
    other = [f.text("kind") for f in MODULE.read(page.block("budget", shared, label, also=(("budget", "$ 900"),)))]
    assert plain == ["budget", "unclaimed"]
    assert other == ["budget", "unclaimed", "budget"]


def test_parts_that_stand_alone_in_their_fields_keep_each_its_own_amount() -> None:
    page = Page()
    lines = [("Guides of Accra", "EUR 12,000"), ("Lantern House", "EUR 8,000")]
    block = page.block("budget", "EUR 20,000", "Budget")
    others = tuple(Field("other", page.add(value), page.add(label)) for label, value in lines)
    block = replace(block, fields=(*block.fields, *others))
    parts_of = [f.text("amount") for f in MODULE.read(block) if f.text("kind") == "component"]
    assert parts_of == ["12000", "8000"]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("Equipment", "Training"), ["12000", "8000"]),
        (("Committed", "Balance"), []),
        (("Disbursed", "Remaining balance"), []),
        (("Equipment", "Amount received"), []),
    ],
)
def test_what_came_in_and_what_is_left_are_no_parts_of_a_budget(labels: tuple[str, str], expected: list[str]) -> None:
    page = Page()
    block = page.block("budget", "EUR 20,000", "Budget")
    values = zip(labels, ("EUR 12,000", "EUR 8,000"), strict=True)
    others = tuple(Field("other", page.add(value), page.add(label)) for label, value in values)
    block = replace(block, fields=(*block.fields, *others))
    assert [f.text("amount") for f in MODULE.read(block) if f.text("kind") == "component"] == expected
