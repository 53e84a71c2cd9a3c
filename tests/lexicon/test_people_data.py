"""The lexicon of people: words of jobs, offices and names that do not get in each other's way."""

from __future__ import annotations

import pytest

from extractors.lexicon import toml, vocabulary
from extractors.names import honorific_pattern
from extractors.people import is_organisation, job_end


@pytest.mark.parametrize("part", ["honorifics", "job_titles", "organisation_words", "particles", "phone", "email"])
def test_a_list_is_not_empty_and_folded(part: str) -> None:
    listed = [w for words in toml("people")[part].values() for w in words]
    assert listed
    assert [w for w in listed if w != w.lower()] == []


def test_no_word_is_a_name_particle_and_an_office() -> None:
    assert vocabulary("people", "particles") & vocabulary("people", "organisation_words") <= {"ag"}


@pytest.mark.parametrize(
    "text",
    [
        "Mr. John Smith",
        "Mme Dupont",
        "Dr. Ana Ruiz",
        "Sra. María López",
        "Herr Klaus Meier",
        "Prof. Dr. Anna Weber",
        "H.E. Omar Said",
    ],
)
def test_an_honorific_stands_before_a_name(text: str) -> None:
    assert honorific_pattern().match(text)


@pytest.mark.parametrize(
    "text",
    [
        "HR Manager",
        "PR Officer",
        "Chief Technical Adviser",
        "Major Donors",
        "Pan African Institute",
        "He Said",
        "Sister Cities",
    ],
)
def test_a_word_before_a_job_or_an_office_is_no_honorific(text: str) -> None:
    assert not honorific_pattern().match(text)


@pytest.mark.parametrize(
    "text",
    [
        "Programme Manager",
        "Chef de projet",
        "Jefe de Proyecto",
        "Projektleiterin",
        "Task Team Leader",
        "Responsabile",
        "Focal Point",
    ],
)
def test_a_job_title_is_known(text: str) -> None:
    assert job_end(text) == len(text)


@pytest.mark.parametrize(
    "text",
    ["Ministry of Health", "Unité de coordination", "Oficina de País", "Landesbüro Kenia", "Anti-Corruption Agency"],
)
def test_an_office_is_known(text: str) -> None:
    assert is_organisation(text)
