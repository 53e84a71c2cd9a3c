"""Who pledges how much (``cases/pledges.toml``)."""

from __future__ import annotations

from time import process_time
from typing import Any

import pytest

from extractors.donor_names import split_names
from extractors.evidence import Block, Excerpt, Field, Finding, Span
from extractors.organisations import country
from extractors.pledges import MODULE
from tests.extractors.page import Page, cases


def shown(finding: Finding) -> str:
    amount = f": {finding.text('amount')} {finding.text('currency') or '-'}" if finding.text("amount") else ""
    status = "" if finding.status == "stated" else f" {finding.status}"
    return (finding.text("donor_name") or "?") + amount + status


@pytest.mark.parametrize(("setting", "text", "expected"), cases("pledges"))
def test_printed_value_gives_exactly_these_pledges(setting: dict[str, Any], text: str, expected: str) -> None:
    page = Page()
    found = list(MODULE.read(page.block(setting["kind"], text, setting.get("label", ""))))
    assert " | ".join(map(shown, found)) == expected
    for finding in found:
        page.assert_replays(finding)


def columns(finding: Finding) -> dict[str, str]:
    return {name: cell.value for name, cell in finding.cells.items() if name.startswith("donor")}


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (
            "the Netherlands",
            {
                "donor_text": "the Netherlands",
                "donor": "Netherlands",
                "donor_name": "Netherlands",
                "donor_type": "country-government",
                "donor_iso3": "NLD",
            },
        ),
        (
            "“Government of Japan”",
            {
                "donor_text": "Government of Japan",
                "donor": "Government of Japan",
                "donor_name": "Japan",
                "donor_type": "country-government",
                "donor_iso3": "JPN",
            },
        ),
        (
            "UNDP",
            {
                "donor_text": "UNDP",
                "donor": "UNDP",
                "donor_name": "United Nations Development Programme (UNDP)",
                "donor_type": "un",
                "donor_ref": "41114",
            },
        ),
        pytest.param(
            "United Nations Development Programme (UNDP)",
            {
                "donor_text": "United Nations Development Programme (UNDP)",
                "donor": "United Nations Development Programme (UNDP)",
                "donor_name": "United Nations Development Programme (UNDP)",
                "donor_type": "un",
                "donor_ref": "41114",
            },
        ),
        ("Smith Trust", {"donor_text": "Smith Trust", "donor": "Smith Trust", "donor_name": "Smith Trust"}),
    ],
)
def test_donor_is_published_with_what_the_tables_know(printed: str, expected: dict[str, str]) -> None:
    (found,) = MODULE.read(Page().block("donor", printed))
    assert columns(found) == expected


def test_label_that_names_the_donor_is_quoted() -> None:
    page = Page()
    (found,) = MODULE.read(page.block("contribution", "EUR 667 847", "EU contribution"))
    assert [page.text[s.start : s.end] for s in found.cells["donor"].spans] == ["EU"]
    assert (found.rule, found.text("donor_text")) == ("pledges.contribution_label", "EU")


@pytest.mark.parametrize(
    ("label", "status"),
    [
        ("Lantern Foundation contribution", "stated"),
        ("Lantern Foundation (LF) contribution", "stated"),
        ("World Food Programme contribution", "stated"),
        ("Boats for Fishers Project (BFP) EU contribution", "doubtful"),
        ("Boats for Fishers (BFP) Lantern Foundation contribution", "doubtful"),
        ("Wells Project of the Lake Lantern Foundation contribution", "doubtful"),
    ],
)
def test_label_with_words_of_a_heading_before_the_donor_is_doubted(label: str, status: str) -> None:
    found = MODULE.read(Page().block("contribution", "EUR 667 847", label))
    assert [one.status for one in found] == [status]


def test_malformed_amount_makes_the_pledge_doubtful() -> None:
    (found,) = MODULE.read(Page().block("pledged", "US$ 1,906.876 from Norway"))
    assert (found.status, found.doubt) == (
        "doubtful",
        "the number 1,906.876 is malformed; every separator was read as grouping",
    )


def test_sentence_names_a_donor_with_a_low_score() -> None:
    (found,) = MODULE.read(Page().block("narrative", "It is funded by Norway."))
    assert (found.rule, found.field, found.score) == ("pledges.prose", "narrative", 0.3)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Norway, Sweden", ["Norway", "Sweden"]),
        ("Norway / Sweden", ["Norway", "Sweden"]),
        ("Norway and Sweden", ["Norway", "Sweden"]),
        ("Norway and the Netherlands", ["Norway", "Netherlands"]),
        pytest.param(
            "Norway, and Sweden",
            ["Norway", "Sweden"],
            marks=pytest.mark.xfail(strict=True, reason="'and' behind a comma stays with the name"),
        ),
        ("Smith and Sons", ["Smith and Sons"]),
        ("Ministry of Boats (MB) and Boatmen's Aid (BA)", ["Ministry of Boats (MB)", "Boatmen's Aid (BA)"]),
        ("Water.org and Boats Kenya", ["Water.org", "Boats Kenya"]),
        ("the Blue Fund and the Boat Foundation", ["the Blue Fund", "Boat Foundation"]),
        ("Fund of Boats and the Boat Agency through UNDP", ["Fund of Boats and the Boat Agency through UNDP"]),
        ("Ministry of Agriculture and the Environment", ["Ministry of Agriculture and the Environment"]),
        ("Acme, Inc.", ["Acme, Inc."]),
        ("Ministry of Health, Peru", ["Ministry of Health, Peru"]),
        ("Ministry of Foreign\nand European Affairs", ["Ministry of Foreign\nand European Affairs"]),
        ("Fund for\nChildren", ["Fund for\nChildren"]),
        ("Norway\nSweden", ["Norway", "Sweden"]),
        ("", []),
    ],
)
def test_list_of_names_is_parted(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in split_names(text)] == parts


@pytest.mark.clock
@pytest.mark.parametrize(
    "item",
    ["Xyz Fund and ", "foo and ", "Fonds und der ", "Norway\n", "EU, DG ", "Abc and\n", "Ministry of Boats, Ferries, "],
)
def test_long_list_of_names_is_parted_in_time_that_grows_with_it(item: str) -> None:
    def seconds(times: int) -> float:
        begin = process_time()
        split_names(item * times)
        return process_time() - begin

    split_names(item)
    assert seconds(4000) < max(8 * min(seconds(1000) for _ in range(3)), 0.6)


@pytest.mark.parametrize(
    ("name", "code"),
    [("Südgeorgien", ""), ("Zuid-Georgië", ""), ("Ostpakistan", ""), ("Nordsyrien", "SYR"), ("Georgien", "GEO")],
)
def test_part_of_a_country_is_no_other_country(name: str, code: str) -> None:
    assert country(name) == code


@pytest.mark.parametrize(
    ("label", "donors", "expected"),
    [
        ("Amount of grant", "Norway", ["Norway: 40000 EUR inferred"]),
        ("Fördersumme", "Norway", ["Norway: 40000 EUR inferred"]),
        ("Total budget", "Norway", ["Norway"]),
        ("Amount of grant", "Norway, Sweden", ["Norway", "Sweden"]),
    ],
)
def test_lone_donor_gave_the_grant_that_is_the_only_amount(label: str, donors: str, expected: list[str]) -> None:
    page = Page()
    found = list(MODULE.read(page.block("budget", "EUR 40,000", label, also=(("donor", donors),))))
    assert list(map(shown, found)) == expected
    for finding in found:
        page.assert_replays(finding)


def entry(above: str, *fields: tuple[str, str], said: str = "") -> tuple[Page, Block]:
    """An entry of a list with the sentence above the list."""
    page = Page()
    lines = (page.add(above),) if above else ()
    made = tuple(Field(kind, page.add(text)) for kind, text in fields)
    return page, Block(1, fields=made, narrative=(page.add(said),) if said else (), announced=lines)


FUND = "The Diaspora Trust Fund has chosen to fund five projects."
GRANTED = "The Lantern Ministry on Monday granted EUR 90,000 for the coast."
BANK = "The African Development Bank met in May."


@pytest.mark.parametrize(
    ("above", "field", "said", "expected"),
    [
        (FUND, ("budget", "EUR 500"), "", ["Diaspora Trust Fund: 500 EUR doubtful"]),
        (FUND, ("budget", "EUR 500"), "The project costs EUR 500.", ["Diaspora Trust Fund"]),
        (FUND, ("donor", "Norway"), "", ["Norway"]),
        (FUND, ("budget", "EUR 500"), "Of this EUR 20 is for boats.", ["Diaspora Trust Fund"]),
        (BANK, ("budget", "EUR 500"), "A loan of EUR 500.", ["African Development Bank (AfDB): 500 EUR doubtful"]),
        (BANK, ("budget", "EUR 500"), "", []),
        (f"{BANK} UNICEF and Norad came.", ("budget", "EUR 500"), "A loan of EUR 500.", []),
        ("", ("budget", "EUR 500"), "A loan of EUR 500.", []),
        ("The Prime Minister announced the following initiatives.", ("budget", "EUR 500"), "A loan of EUR 500.", []),
        (
            "The Lantern Ministry announced the following initiatives.",
            ("budget", "EUR 500"),
            "",
            ["Lantern Ministry: 500 EUR doubtful"],
        ),
        (
            "AusAID funds two projects.",
            ("budget", "$5,000"),
            "",
            ["Australian Agency for International Development (AusAID): 5000 AUD doubtful"],
        ),
        (GRANTED, ("budget", "EUR 40,000"), "", ["Lantern Ministry: 40000 EUR doubtful"]),
        (GRANTED, ("budget", "EUR 40,000"), "The project costs EUR 40,000.", ["Lantern Ministry: 40000 EUR doubtful"]),
        (GRANTED, ("budget", "EUR 95,000"), "", []),  # more than was granted
        (GRANTED, ("budget", "USD 40,000"), "", []),
        (GRANTED, ("budget", "EUR 40,000"), "Of this EUR 20 is for boats.", []),
        (f"{GRANTED} The Harbour Fund has granted EUR 70,000.", ("budget", "EUR 40,000"), "", []),
        (GRANTED, ("donor", "Norway"), "", ["Norway"]),
        (
            "Le Ministère des Ports a accordé au Mali 90 000 euros en mars.",
            ("budget", "40 000 euros"),
            "",
            ["Ministère des Ports: 40000 EUR doubtful"],
        ),
        (
            "In May, the Government of Norway pledged some 1.9 million euros to help with the following lake projects.",
            ("budget", "EUR 500"),
            "",
            ["Norway: 500 EUR doubtful"],
        ),
        (
            "Norway has announced NOK 44 million (EUR 4 million) in funding for seven projects.",
            ("budget", "NOK 500"),
            "It has NOK 500 (EUR 50).",
            ["Norway: 500 NOK doubtful"],
        ),
        ("The Prime Minister Lantern announced four projects.", ("budget", "EUR 500"), "A loan of EUR 500.", []),
        ("The boats were sold. Norway saw the lakes and liked its projects.", ("budget", "EUR 500"), "", []),
    ],
)
def test_donor_of_a_whole_list(above: str, field: tuple[str, str], said: str, expected: list[str]) -> None:
    page, block = entry(above, field, said=said)
    found = [f for f in MODULE.read(block) if f.kind == "pledge"]
    assert [shown(f).removesuffix(" doubtful") if "amount" not in f.cells else shown(f) for f in found] == expected
    for finding in found:
        page.assert_replays(finding)


def test_sentences_in_a_budget_field_name_the_donor() -> None:
    text = "The first phase ran for a year. It is funded by Norway. The total budget is NOK 37.5 million."
    found = [f for f in MODULE.read(Page().block("budget", text, "Budget")) if f.rule == "pledges.prose"]
    assert [shown(f) for f in found] == ["Norway inferred"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            [
                ("donor", "Lantern Foundation", "Donor"),
                ("contribution", "USD 900,000", "Donor contribution"),
                ("contribution", "USD 90,000", "Government contribution"),
            ],
            "Lantern Foundation: 900000 USD inferred | Government contribution: 90000 USD doubtful",
        ),
        (
            [
                ("donor", "Fondation Lanterne\nContribution du bailleur : 45 000 €", "Bailleur"),
                ("contribution", "45 000 €", "Contribution du bailleur"),
            ],
            "Fondation Lanterne: 45000 EUR inferred",
        ),
        (
            [
                ("donor", "Norway\nContribution: USD 1 000 000", "Donor"),
                ("contribution", "USD 1 000 000", "Contribution"),
            ],
            "Norway: 1000000 USD inferred",
        ),
        (
            [("contribution", "45 000 €", "Montant de la contribution"), ("donor", "Fondation Lanterne", "Bailleur")],
            "Fondation Lanterne: 45000 EUR inferred",
        ),
        (
            [
                ("donor", "Norway\nDonor's contribution: USD 90,000", "Donor"),
                ("contribution", "USD 90,000", "Donor's contribution"),
                ("budget", "USD 120,000", "Total budget"),
            ],
            "Norway: 90000 USD inferred",
        ),
        (
            [("donor", "Norway, Sweden", "Donors"), ("contribution", "USD 90,000", "Contribution")],
            "Norway | Sweden",
        ),
        (
            [
                ("donor", "Norway\nEU contribution: EUR 90,000", "Donor"),
                ("contribution", "EUR 90,000", "EU contribution"),
            ],
            "Norway | European Union: 90000 EUR",
        ),
        (
            [
                ("budget", "EUR 1 million", "Budget provided as grant"),
                ("budget", "EUR 39 million", "Borrowed budget"),
                ("donor", "Lantern Development Bank", "Funding"),
            ],
            "Lantern Development Bank: 1000000 EUR inferred | Lantern Development Bank: 39000000 EUR inferred",
        ),
        (
            [
                ("budget", "100 000 €", "Dépenses éligibles"),
                ("budget", "80 000 €", "Subvention"),
                ("donor", "Région Bretagne", "Bailleur"),
            ],
            "Région Bretagne: 80000 EUR inferred",
        ),
        (
            [
                ("budget", "EUR 1 million", "Budget of the loan office"),
                ("budget", "EUR 39 million", "Budget"),
                ("donor", "Lantern Development Bank", "Funding"),
            ],
            "Lantern Development Bank",
        ),
    ],
)
def test_what_the_one_donor_gives_stands_in_another_field(fields: list[tuple[str, str, str]], expected: str) -> None:
    page = Page()
    made = tuple(Field(kind, page.add(value), page.add(label)) for kind, value, label in fields)
    assert " | ".join(map(shown, MODULE.read(Block(1, fields=made)))) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [("Approved budget (by recipient organization)", []), ("Approved budget", ["UNFPA", "UN Women"])],
)
def test_whom_a_budget_is_shared_out_to_gives_nothing(label: str, expected: list[str]) -> None:
    page = Page()
    lines = (page.add("UNFPA"), page.add("$ 300,000"), page.add("UN Women"), page.add("$ 200,000"))
    value = Excerpt("\n".join(e.text for e in lines), tuple(p for e in lines for p in e.pieces))
    fields = (
        Field("budget", value, page.add(label)),
        Field("other", lines[1], lines[0]),
        Field("budget", page.add("$ 500,000"), page.add("Total")),
    )
    found = list(MODULE.read(Block(1, fields=fields)))
    assert [f.text("donor_text") for f in found] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("EU-funded project", ["European Union"]),
        ("| EU-funded Programme", ["European Union"]),
        ("EU-funded projects", []),
        ("Read more on EU-funded project work", []),
        ("A similar EU-funded project", []),
    ],
)
def test_giver_in_one_word_with_the_project_alone_on_a_line_of_its_page(line: str, expected: list[str]) -> None:
    page = Page()
    block = Block(1, titles=page.block("title", "Rural roads").titles, page=(page.add(line),))
    assert [f.text("donor_name") for f in MODULE.read(block)] == expected


@pytest.mark.parametrize(
    ("above", "expected"),
    [("Component 2", ""), ("Activité 4", ""), ("Components", "Lantern and Harbour: 700000 USD")],
)
def test_the_name_of_a_numbered_part_pays_for_nothing(above: str, expected: str) -> None:
    text = f"{above}: Lantern and Harbour Support: (Cost US$ 0.7 million)"
    first, name, cost = len(above), text.index(" Support") + len(" Support"), text.index("US$")
    made = (
        Field("activities", Excerpt.of(text, Span(name + 2, cost)), Excerpt.of(text, Span(0, first))),
        Field("contribution", Excerpt.of(text, Span(cost, len(text))), Excerpt.of(text, Span(first + 2, name))),
    )
    assert " | ".join(map(shown, MODULE.read(Block(1, fields=made)))) == expected
