"""The calendar lexicon: every month word means one month, every unit word one unit."""

from __future__ import annotations

from collections import Counter

import pytest

from extractors.dates import bare, months_by_name, units
from extractors.lexicon import toml, words


def test_a_month_word_stands_once() -> None:
    forms = Counter(bare(name) for part in toml("calendar")["months"].values() for name in part)
    assert [form for form, count in forms.items() if count > 1] == []


@pytest.mark.parametrize(
    "names",
    [
        "January February March April May June July August September October November December",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    ],
)
def test_every_month_of_a_language_is_known(names: str) -> None:
    assert [months_by_name()[bare(name)] for name in names.split()] == list(range(1, 13))


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("February", 2),
        ("févr.", 2),
        ("fevrier", 2),
        ("août", 8),
        ("Sept.", 9),
        ("enero", 1),
        ("März", 3),
        ("Jänner", 1),
        ("março", 3),
        ("maggio", 5),
        ("Dez", 12),
    ],
)
def test_a_month_name_leads_to_its_number(name: str, number: int) -> None:
    assert months_by_name()[bare(name)] == number


#: Abbreviations of October and September in other languages that are common words in English.
@pytest.mark.parametrize("word", ["out", "set", "gen"])
def test_a_common_word_is_no_month(word: str) -> None:
    assert word not in months_by_name()


def test_a_unit_word_stands_once() -> None:
    forms = Counter(bare(w) for part in toml("calendar")["units"].values() for w in words(part))
    assert [form for form, count in forms.items() if count > 1] == []
    assert set(units().values()) == {"month", "quarter", "half", "year", "week", "day"}


@pytest.mark.parametrize("part", ["range", "fiscal"])
def test_a_list_of_words_holds_each_once(part: str) -> None:
    forms = Counter(bare(w) for w in words(toml("calendar")[part]))
    assert [form for form, count in forms.items() if count > 1] == []


def test_and_does_not_join_a_start_to_an_end() -> None:
    assert {"and", "et", "y", "und", "e"} & set(words(toml("calendar")["range"])) == set()
