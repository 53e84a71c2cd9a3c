"""What sentences say of a project's money (``cases/money_sentences.toml``)."""

from __future__ import annotations

from typing import Any

import pytest

from extractors import money_sentences
from extractors.donor_names import in_label
from tests.extractors.page import Page, cases


@pytest.mark.parametrize(("setting", "text", "expected"), cases("money_sentences"))
def test_sentence_says_exactly_this_of_its_amounts(setting: dict[str, Any], text: str, expected: str) -> None:
    found = money_sentences.read(Page().add(text))
    shown = [(one.role, one.amount.text.value, text[slice(*one.donor)] if one.donor else "") for one in found]
    assert " | ".join(" ".join(filter(None, one)) for one in shown) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("„Supported by a grant from Norway“", "Norway"),
        ("Dieses Projekt wird durch die Europäische Union gefördert.", "Europäische Union"),
        ("Le projet est soutenu par Direction Générale du Développement", "Direction Générale du Développement"),
        ("Con el apoyo financiero del Gobierno de Aragón.", "Gobierno de Aragón"),
        ("The clinic is supported by nurses.", ""),
        ("The road was built by Norway.", ""),
    ],
)
def test_sentence_names_who_funds(text: str, expected: str) -> None:
    assert " | ".join(text[slice(*one)] for one in money_sentences.funders(Page().add(text))) == expected


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Proposed EIB finance (Approximate amount)", "EIB"),
        ("IFAD loan", "IFAD"),
        ("Eingeplante EFRE-Mittel", "EFRE"),
        ("Financing committed by UNDP", "UNDP"),
        ("Contribution de l’UE", "UE"),
        ("EU-Beitrag", "EU"),
        ("Total project cost", ""),
        ("Programme funds", ""),
        ("EU delegation", ""),
    ],
)
def test_label_names_a_known_giver_beside_a_word_for_money(label: str, expected: str) -> None:
    named = in_label(label)
    assert (label[slice(*named)] if named else "") == expected


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        (
            "region",
            "in Togo. The total project cost is 3 million euros. It builds wells in the north of the land.",
            True,
        ),
        ("region", "Upper and Lower Togo", False),
        (
            "contact",
            "Ms Ana Lima, 12 Port Road, Lome. Please pay the total cost of 3 million euros to the bank.",
            False,
        ),
    ],
)
def test_sentences_that_a_label_took_are_read_like_the_narrative(kind: str, value: str, read: bool) -> None:
    block = Page().block(kind, value)
    assert [one.text for one in money_sentences.texts(block)] == ([value] if read else [])


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("1 UC = 1.46 $", True),
        ("$1.00 = Som46.90", True),
        ("US$1 = UGX 2,300", True),
        ("EUR 1.00 = USD 1.31", True),
        ("$10 = a goat", False),
        ("$1,000 = one well", False),
        ("EUR 1.5 million", False),
    ],
)
def test_rate_of_exchange_is_no_amount_of_a_project(text: str, rate: bool) -> None:
    assert money_sentences.is_exchange(text) is rate
