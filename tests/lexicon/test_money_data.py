"""The money lexicon: every printed form means one currency, every magnitude is a power of ten."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import pytest
from regex import fullmatch

from extractors.lexicon import rows, squeeze, toml
from extractors.money import currency, not_stated

#: Currencies of the past that brochures still name, and the unit of account of the African Development Bank.
UNLISTED = {
    "XUA",
    "XEU",
    "DEM",
    "FRF",
    "ITL",
    "BEF",
    "NLG",
    "ESP",
    "IEP",
    "EEK",
    "LVL",
    "LTL",
    "SKK",
    "BYR",
    "ZMK",
    "MZM",
    "MRO",
    "SLL",
    "ZWL",
    "ZWD",
    "VEF",
    "HRK",
}
CODES = Path(__file__).parents[2].parent / "shared" / "iati" / "codelists" / "Currency.xml"


def _key(form: str) -> str:
    """A printed form as amounts are looked up: folded, without blanks and a final full stop."""
    return squeeze(form).replace(" ", "").rstrip(".")


def _repeated(words: list[str]) -> list[str]:
    return [word for word, count in Counter(squeeze(w) for w in words).items() if count > 1]


def test_no_form_stands_twice_or_in_both_tables() -> None:
    forms = Counter(_key(form) for part in ("currency", "ambiguous") for form in toml("money")[part])
    assert [form for form, count in forms.items() if count > 1] == []


def test_every_currency_is_a_code_of_iso_4217() -> None:
    if not CODES.exists():
        pytest.skip("the IATI code lists are not beside the repository")
    known = {code.text for code in ElementTree.parse(CODES).iter("code")} | UNLISTED
    table = toml("money")
    used = {*table["currency"].values(), *table["ambiguous"].values(), *table["dollar_of"].values()}
    used |= {code for code, _ in table["scaled"].values()}
    assert used - known == set()


#: Codes that are words, acronyms or codes of countries as well: "all 5,000 people", "SDG 16", "SCR 1325".
@pytest.mark.parametrize(
    "word",
    [
        "all",
        "top",
        "try",
        "cup",
        "cop",
        "sdg",
        "scr",
        "crc",
        "cve",
        "std",
        "irr",
        "sos",
        "sle",
        "ssp",
        "mop",
        "cdf",
        "km",
        "won",
        "leone",
        "nis",
        "pounds",
    ],
)
def test_a_common_word_is_no_currency(word: str) -> None:
    assert currency(word) == ""


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("US$", "USD"),
        ("U.S. $", "USD"),
        ("dollars américains", "USD"),
        ("$CAN", "CAD"),
        ("A$", "AUD"),
        ("€", "EUR"),
        ("Euros", "EUR"),
        ("SFr.", "CHF"),
        ("F CFA", "XOF"),
        ("Rs.", "INR"),
        ("kr", "SEK"),
        ("UA", "XUA"),
        ("Tk.", "BDT"),
        ("R$", "BRL"),
    ],
)
def test_a_printed_form_leads_to_its_currency(form: str, code: str) -> None:
    assert currency(form) == code


def test_dollars_are_of_countries_that_exist() -> None:
    assert set(toml("money")["dollar_of"]) <= {row["iso3"] for row in rows("countries")}


def test_magnitudes_are_exponents_of_ten() -> None:
    table = toml("money")["magnitude"]
    assert {type(power) for power in table.values()} == {int}
    assert set(table.values()) == {3, 5, 6, 7, 9, 12}
    assert _repeated([word.rstrip(".") for word in table]) == []


@pytest.mark.parametrize(
    ("word", "power"),
    [
        ("million", 6),
        ("millones", 6),
        ("mio", 6),
        ("bn", 9),
        ("milliards", 9),
        ("billones", 12),
        ("billionen", 12),
        ("lakh", 5),
        ("crore", 7),
        ("k", 3),
    ],
)
def test_a_magnitude_counts_as_its_language_counts(word: str, power: int) -> None:
    assert toml("money")["magnitude"][word] == power


def test_several_magnitude_words_multiply_to_the_whole() -> None:
    table = toml("money")["magnitude"]
    assert {
        phrase: power - sum(table[part] for part in phrase.split()) for phrase, power in table.items() if " " in phrase
    } == dict.fromkeys((phrase for phrase in table if " " in phrase), 0)


def test_scaled_forms_hold_a_code_and_an_exponent() -> None:
    for form, (code, power) in toml("money")["scaled"].items():
        assert fullmatch(r"[A-Z]{3}", code), form
        assert power in (3, 6), form


def test_a_number_word_has_one_value_in_all_languages() -> None:
    values: dict[str, set[int]] = {}
    for part in toml("money")["number_words"].values():
        for word, value in part.items():
            values.setdefault(squeeze(word), set()).add(value)
    assert {word for word, found in values.items() if len(found) > 1} == set()


@pytest.mark.parametrize("part", ["approximate", "not_stated", "zero", "link"])
def test_a_list_of_phrases_holds_each_once(part: str) -> None:
    assert _repeated(toml("money")[part]["words"]) == []


def test_nothing_pledged_is_not_the_same_as_not_stated() -> None:
    unknown = {squeeze(w) for w in toml("money")["not_stated"]["words"]}
    assert unknown & {squeeze(w) for w in toml("money")["zero"]["words"]} == set()


@pytest.mark.parametrize(
    ("text", "unknown"),
    [("Varies by programme", True), ("N/A", True), ("(tbd)", True), ("–", True), ("none", False), ("US$ 5", False)],
)
def test_not_stated_is_told_from_values(text: str, unknown: bool) -> None:
    assert not_stated(text) is unknown
