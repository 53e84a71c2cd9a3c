"""Labels that OCR misread."""

import pytest

from pipeline.segment.labels import kind_of


@pytest.mark.parametrize(
    ("printed", "kind"),
    [
        ("Budqet", "budget"),
        ("Project tit1e", "title"),
        ("lmplementing agency", "implementer"),
        ("Startlng date", "start"),
        ("C0untry", "country"),
        ("Shortfa1l", "shortfall"),
        ("Organisme de financernent", "donor"),
        ("Laufzelt", "period"),
    ],
)
def test_a_label_with_letters_that_look_alike_is_read(printed: str, kind: str) -> None:
    assert kind_of(printed, True) == kind


@pytest.mark.parametrize("printed", ["Budqet", "C0untry", "Shortfa1l"])
def test_nothing_is_taken_for_a_misread_label_without_a_separator(printed: str) -> None:
    assert kind_of(printed, False) == ""


@pytest.mark.parametrize("printed", ["Honor", "Religion", "Kasten", "Codc", "Drafted"])
def test_other_words_and_short_ones_are_no_misread_labels(printed: str) -> None:
    assert kind_of(printed, True) == ""
