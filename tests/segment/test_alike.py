"""Labels that are in no list: their kind by the labels that share their words, and texts that are no labels."""

from __future__ import annotations

from collections import Counter

import pytest

from extractors.lexicon import squeeze
from pipeline.segment.alike import Likeness, likeness, told
from pipeline.segment.labels import kind_of, phrases
from pipeline.segment.typed import agrees

#: Labels as forms print them that no list has, and what they announce.
UNLISTED = [
    ("Main donor organisation", "donor"),
    ("Project territory", "country"),
    ("Beneficiary nation", "country"),
    ("Estimated project outlay", "budget"),
    ("Total financial envelope", "budget"),
    ("Kick-off of the activities", "start"),
    ("Expiry of the grant", "end"),
    ("Projected closing of activities", "end"),
    ("Project dossier number", "code"),
    ("Length of the intervention", "period"),
    ("Coût prévisionnel de l'intervention", "budget"),
    ("Enveloppe financière du projet", "budget"),
    ("Date officielle de lancement", "start"),
    ("Pays d'exécution du programme", "country"),
    ("Coste estimado de la intervención", "budget"),
    ("Territorio de realización", "country"),
    ("Arranque de las obras", "start"),
    ("Número interno del expediente", "code"),
    ("Gesamtlaufzeit des Vorhabens", "period"),
    ("Bewilligte Höchstsumme", "budget"),
    ("Custo estimado da intervenção", "budget"),
    ("Data efetiva de arranque", "start"),
    ("Nazione di realizzazione", "country"),
    ("Importo complessivo stanziato", "budget"),
    ("Contributions from Lantern Foundation", "contribution"),
]

#: Texts of few words before a colon that are no labels, or labels of nothing that is looked for.
NO_LABELS = [
    "European Union",
    "Norwegian Refugee Council",
    "Floods and landslides",
    "Clean water for schools",
    "A new dawn",
    "Voices of the river",
    "Minister Brophy",
    "Un futuro sin hambre",
    "Wasser für alle",
    "Job title",
    "Page number",
]


@pytest.mark.parametrize(("label", "kind"), UNLISTED)
def test_label_in_no_list_is_of_the_kind_of_those_like_it(label: str, kind: str) -> None:
    assert squeeze(label) not in phrases()
    assert kind_of(label, True) == kind


@pytest.mark.parametrize("text", NO_LABELS)
def test_words_that_are_no_label_are_of_no_kind(text: str) -> None:
    assert kind_of(text, True) in ("", "other")


@pytest.mark.parametrize("label", ["Project territory", "Beneficiary nation", "Kick-off of the activities"])
def test_nothing_is_guessed_where_no_separator_parts_a_label_from_its_value(label: str) -> None:
    assert kind_of(label, False) == ""


def test_known_labels_that_are_held_back_are_told_by_the_others() -> None:
    """Each tenth phrase of the lexicon, judged without its own entry: most are told, few are told wrongly."""
    known = likeness()
    wanted = {"title", "code", "donor", "country", "start", "end", "period", "budget", "contribution", "shortfall"}
    held = [(parts, kind) for parts, kind in sorted(known.kinds.items()) if kind in wanted][::10]
    told_as = [(known.kind(" ".join(parts), itself=False), kind) for parts, kind in held]
    marks = Counter("none" if not got else "right" if got == kind else "wrong" for got, kind in told_as)
    assert marks["right"] >= 0.6 * len(held)
    assert marks["wrong"] <= 0.08 * marks["right"]


def test_words_in_another_order_are_the_same_label() -> None:
    made = Likeness([("funds required", "budget"), ("project donor", "donor"), ("donor name", "donor")])
    assert made.kind("required funds") == "budget"


def test_small_words_and_names_of_payers_tell_nothing() -> None:
    assert told("durée de l'action") == ("duree", "action")
    assert told("undp contribution") == ("contribution",)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("budget", "about EUR 5 million", True),
        ("budget", "see the annex", False),
        ("start", "the spring of 2019", True),
        ("start", "US$ 4,300", False),
        ("country", "three districts of Kenya", True),
        ("country", "the poor", False),
        ("code", "GLO/12/A", True),
        ("code", "not yet known", False),
        ("donor", "anyone", True),
        ("budget", "", True),
    ],
)
def test_value_of_a_label_in_no_list_must_be_of_its_type(kind: str, value: str, expected: bool) -> None:
    assert agrees(kind, value) is expected
