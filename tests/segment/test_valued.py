"""Labels whose kind their value decides."""

from __future__ import annotations

import pytest

from pipeline.segment.labels import kind_of
from pipeline.segment.valued import by_value
from tests.segment.paper import TITLE, fields

READ = [
    ("Funding", "EUR 5,000", "budget"),
    ("Funding", "European Union", "donor"),
    ("Financement", "Union européenne", "donor"),
    ("Financiación", "Ayuntamiento de Bilbao", "donor"),
    ("Finanzierung", "Brot für die Welt", "donor"),
    ("Förderung", "BMZ", "donor"),
    ("Fund", "European Regional Development Fund (ERDF)", "donor"),
    ("Fund", "386.300 Euros", "budget"),
    ("Funding", "Central Finance and Contracts Unit (CFCU) Turkey", "donor"),
    ("Grant from", "Norway", "donor"),
    ("Funding", "European Commission (EUR 2 million) and Council of Europe (EUR 400,000)", "donor"),
    ("Financement", "Union européenne (2 000 000 EUR) et AFD (500 000 EUR)", "donor"),
    ("Funding", "European Commission (80%), Austria (20 %)", "donor"),
    ("Funding", "European Commission (EUR 2 million)", "donor"),
    ("Budget", "European Commission (EUR 2 million), Council of Europe (EUR 400,000)", "donor"),
    ("Donor / Budget", "Lantern Cooperation Office (LCO), 23 Hill street", "donor"),
    ("Goal", "$ 5,000", "budget"),
    ("Objectif", "5 000 €", "budget"),
    ("Ziel", "sauberes Wasser für 5000 Familien", "objective"),
    ("From", "1 May 2010", "start"),
    ("To", "3 June 2012", "end"),
    ("Verlängerung", "31.03.2014", "end"),
    ("Dates", "May 2010 - June 2012", "period"),
    ("Years", "2014 - 2016", "period"),
    ("Approved", "16 November 2021", "date_other"),
    ("Funding and Year", "FY\n2018\nUSD\n4,000,000", "budget"),
    ("Funded by the foundation", "EUR 15,000", "contribution"),
    ("Projekt", "3140", "code"),
    ("Projet", "3140-12", "code"),
]

#: Values that say no more than the label.
KEPT = [
    ("Donor / Budget", "Norway: EUR 5,000", "pledged"),
    ("Donor / Budget", "see the annex", "pledged"),
    ("Project", "2014", "title"),
    ("Project", "2009-2012", "title"),
    ("Projet", "2009/10", "title"),
    ("Proyecto", "12/05/2010", "title"),
    ("Project", "12.5.2010", "title"),
    ("Project", "500.000", ""),
    ("Projekt", "1.250.000", ""),
    ("Funding", "secured for two of the three years", "budget"),
    ("Funding", "Funding is sought for the boats of the northern coast, nets, and ice in all of its ports", "budget"),
    ("Financing", "35 % European Union", "budget"),
    ("Years", "2014", "other"),
    ("Total cost", "Ministry of Health", "budget"),
    ("Funding", "Phase I (USD 2 million) and Phase II (USD 3 million)", "budget"),
    ("Funding", "USD 2 million (2010) and USD 3 million (2011)", "budget"),
    ("Funding", "UNDP (2), UNICEF (3) and Sida (1)", "budget"),
    ("Budget", "European Commission (EUR 2 million)", "budget"),
    ("Budget", "Kenya (EUR 300,000), Uganda (EUR 400,000)", "budget"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "value", "kind"), READ + KEPT)
def test_value_tells_what_its_label_says(label: str, value: str, kind: str) -> None:
    assert by_value(kind_of(label, True), label, value) == kind


def test_sum_of_people_is_no_budget() -> None:
    assert by_value("budget", "Total", "64,000 women") == ""


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ("Financed by: USAID", "Financed by", "USAID"),
        ("Entidad financiadora: AECID", "Entidad financiadora", "AECID"),
        ("Mittelherkunft OEZA", "Mittelherkunft", "OEZA"),
    ],
)
def test_short_form_behind_a_label_is_its_value(line: str, label: str, value: str) -> None:
    made = fields(f"{TITLE}\n\nBudget: US$ 1,000\n{line}\nCountry: Kenya\n")
    assert ("donor", label, value) in made


def test_name_that_begins_with_a_word_for_money_is_no_label() -> None:
    made = fields(f"{TITLE}\n\nBudget: US$ 1,000\nFonds Interprofessionnel pour la Recherche (FIRCA)\nPays: Kenya\n")
    assert [kind for kind, _, _ in made] == ["budget", "country"]
