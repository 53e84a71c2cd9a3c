"""The named steps: what each makes of a quote, and that a receipt can be run again."""

from __future__ import annotations

from string import printable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.steps import STEPS, UnknownStep, replay, run

STEP_CASES = [
    ("join", "two\nlines  and\tmore ", "two lines and more"),
    ("join", "Co-\noperation", "Co-operation"),
    ("join", "traf\u00ad\nficking", "trafficking"),
    ("join", "2009 -\n2011", "2009 - 2011"),
    ("trim", " – value: ;", "value"),
    ("trim", "U.S.", "U.S"),
    ("strip-marks", " – value.: ;", "value."),
    ("strip-marks", "(value)", "(value)"),
    ("lower", "ÄB", "äb"),
    ("upper", "äb", "ÄB"),
    ("quotes-off", "“Safe Schools”", "Safe Schools"),
    ("quotes-off", "‚Safe Schools‛", "Safe Schools"),
    ("quotes-off", "« Écoles »", "Écoles"),
    ("quotes-off", "“Safe” and “Sound”", "“Safe” and “Sound”"),
    ("quotes-off", "the “Safe”", "the “Safe”"),
    ("quotes-off", "'", "'"),
    ("footnote-off", "Indonesia9", "Indonesia"),
    ("footnote-off", "Serbia²", "Serbia"),
    ("footnote-off", "Serbia (all)12 ", "Serbia (all)"),
    ("footnote-off", "Room 12", "Room 12"),
    ("footnote-off", "Plan 2010", "Plan 2010"),
    ("constant:0", "no pledges", "0"),
    ("constant:0", "  ", ""),
    ("word:ja=yes|nein=no", " JA ", "yes"),
    ("word:ja=yes|nein=no", "vielleicht", ""),
    ("region-name", "Africa & the  Middle East", "Africa and Middle East"),
    ("region-name", "Latin America & Caribbean", "Latin America and the Caribbean"),
    ("region-name", "North Africa & Middle East", "Middle East and North Africa"),
    ("region-name", "West & Central Asia", "West and Central Asia"),  # "West" alone is no region
    ("region-name", "Afrique de l'Ouest", "West Africa"),
    ("region-name", "Sub-Andean Region of Peru", "Sub-Andean Region of Peru"),
    ("region-name", "Andes and the Coast; Asia", "Andes and the Coast; Asia"),
    ("sum", "1.5\n2\n", "3.5"),
    ("sum", "", "0"),
    ("difference", "650000\n135600\n14400", "500000"),
    ("difference", "10\n10", "0"),
    ("product", "1000\n1.3479", "1347.9"),
    ("product", "1\n0.125", "0.12"),
    ("product", "7", "7"),
    ("correction", "756,00", ""),
    ("extension", "+52-55 5588-4426 ext. 109", "109"),
    ("ratio", "1\n3", "0.3333"),
    ("ratio", "5\n5", "1"),
    ("ratio", "1\n0", ""),
    ("greatest", "2009\n2010\n10", "2010"),
    ("count", "a\n\nb", "2"),
    ("list", "a\nb\na\n", "a; b"),
    ("item:1", "a; b", "b"),
    ("item:2", "a; b", ""),
    ("no-semicolon", "a; b", "a, b"),
    ("amount", "3,5 million", "3500000"),
    ("currency", "US $", "USD"),
    ("currency", "SFr.", "CHF"),
    ("currency", "apples", ""),
    ("scaled-currency", "5 MEUR", "EUR"),
    ("scaled-currency", "5 EUR", ""),
    ("dollar", "$\nAusAID", "AUD"),
    ("dollar", "$\nUSAID", ""),
    ("dollar", "$\nNorway", ""),
    ("iso3", "Lao PDR", "LAO"),
    ("iso3", "Atlantis", ""),
    ("country-name", "LAO\nSRB", "Laos; Serbia"),
    ("group", "ASEAN Member States", "ASEAN"),
    ("group", "Serbia", ""),
    ("member:2010|LAO", "ASEAN", "LAO"),
    ("member:2010|SRB", "ASEAN", ""),
    ("member:1996|LAO", "ASEAN", ""),
    ("member:2010|HRV", "European Union", ""),
    ("member:2014|HRV", "European Union", "HRV"),
    ("scope-word", "Worldwide.", "global"),
    ("scope-word", "Burundi", ""),
    ("scope-of", "LAO", "national"),
    ("scope-of", "LAO\nLAO", "national"),
    ("scope-of", "LAO\nSRB", "regional"),
    ("scope-of", "", ""),
    ("donor", "the Netherlands", "Netherlands"),
    ("donor", "Sida", "Swedish International Development Cooperation Agency (Sida)"),
    ("donor", "Smith Trust", "Smith Trust"),
    ("donor", "the Smith Trust", "Smith Trust"),
    ("donor", "La Trobe University", "La Trobe University"),
    ("donor-printed", "the Netherlands", "Netherlands"),
    ("donor-printed", "The Council of\nEurope,", "Council of Europe"),
    ("donor-printed", "la FAO", "FAO"),
    ("donor-printed", "l'Union européenne", "Union européenne"),
    ("donor-printed", "La Trobe University", "La Trobe University"),
    ("donor-printed", "Los Angeles Trust", "Los Angeles Trust"),
    ("donor-printed", "European Union.", "European Union"),
    ("donor-printed", "Pumps Inc.", "Pumps Inc."),
    ("donor-printed", "Brot e.V.", "Brot e.V."),
    ("donor-printed", "EU", "EU"),
    ("donor-printed", "Government of Japan", "Government of Japan"),
    ("donor-kind", "Government of Japan", "country-government"),
    ("donor-kind", "UNDP", "un"),
    ("donor-kind", "Smith Trust", ""),
    ("donor-country", "USAID", "USA"),
    ("donor-country", "UNDP", ""),
    ("donor-reference", "UNDP", "41114"),
    ("donor-reference", "Smith Trust", ""),
]


@pytest.mark.parametrize(("step", "text", "value"), STEP_CASES)
def test_step_gives(step: str, text: str, value: str) -> None:
    assert run(step, text) == value


def test_steps_run_one_after_the_other() -> None:
    assert replay(("join", "footnote-off", "upper"), "Lao\nPDR9") == "LAO PDR"


def test_no_steps_leave_the_quote() -> None:
    assert replay((), "a\nb") == "a\nb"


@pytest.mark.parametrize("name", ["unknown", "", "Join", "join "])
def test_unknown_step_is_said(name: str) -> None:
    with pytest.raises(UnknownStep, match="no step is called"):
        replay((name,), "text")


#: Steps whose input is the output of others, numbers a line each; on other text they raise.
ARITHMETIC = {"sum", "difference", "ratio", "product", "greatest", "percent", "covered", "months-between"}
PRINTED = st.text(st.characters(codec="utf-8") | st.sampled_from(printable + "€£’–\u00a0\u00ad½²"), max_size=60)


@pytest.mark.parametrize("name", sorted(set(STEPS) - ARITHMETIC - {"item", "word"}))
@settings(max_examples=60, derandomize=True, deadline=None)
@given(text=PRINTED)
def test_step_that_reads_print_takes_any_text(name: str, text: str) -> None:
    arguments = ":x" if name == "constant" else ""
    assert isinstance(run(name + arguments, text), str)


@pytest.mark.parametrize("name", ["join", "trim", "strip-marks", "lower", "upper", "list", "no-semicolon"])
@settings(max_examples=100, derandomize=True, deadline=None)
@given(text=PRINTED)
def test_step_that_tidies_does_so_at_once(name: str, text: str) -> None:
    assert run(name, run(name, text)) == run(name, text)
