"""Mentions: which names of organisations, places and people in running text are read, and which are not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extractors import mention_model, mention_names, mentions
from extractors.evidence import Block, Excerpt, Finding, Span
from extractors.mention_names import Name
from extractors.steps import replay

ROOT = Path(__file__).parents[2]
NO_MODEL: tuple[str, ...] = ()
needs_model = pytest.mark.skipif(not mentions.model_name(), reason="no statistical English model is installed")


def block(*paragraphs: str, language: str = "en") -> tuple[str, Block]:
    """A document that is one block of these paragraphs."""
    text, spans = "", []
    for paragraph in paragraphs:
        spans.append(Span(len(text), len(text) + len(paragraph)))
        text += paragraph + "\n"
    return text, Block(1, narrative=tuple(Excerpt.of(text, s) for s in spans), language=language)


def summary(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(f.fixed["label"], f.text("canonical"), f.text("iso3")) for f in findings]


def known(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    return summary(list(mentions.read(block(text, language=language)[1])))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("police of Lao\nPDR and Viet Nam", [("GPE", "Laos", "LAO"), ("GPE", "Vietnam", "VNM")]),
        ("Lebanon’s courts", [("GPE", "Lebanon", "LBN")]),
        ("judges from Côte D’Ivoire", [("GPE", "Côte d'Ivoire", "CIV")]),
        ("Guinea-Bissau, not its neighbour", [("GPE", "Guinea-Bissau", "GNB")]),
        ("routes through the Horn of Africa", [("GPE", "Horn of Africa", "")]),
        ("a loan of the World Bank", [("ORG", "World Bank", "")]),
        ("the United Nations Children’s Fund", [("ORG", "United Nations Children's Fund (UNICEF)", "")]),
        ("UNICEF (United Nations Children's Fund)", [("ORG", "United Nations Children's Fund (UNICEF)", "")]),
        ("states of the European Union", [("ORG", "European Union", "")]),
    ],
)
def test_name_of_the_tables_is_read_under_its_usual_name(text: str, found: list[tuple[str, str, str]]) -> None:
    assert known(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "roast turkey on fine china",
        "a budget of US$ 450,000, or 400 US dollars a head",
        "markets in New Mexico",
        "a regional and global approach",
        "write to info@unicef.example or see www.mali.example",
        "who asked for it",
        "aid to developing countries",
        "a Regional Project for Developing Countries",
        "the desk@UNICEF and its files/UNICEF",
        "Maliana and Chadwick",
    ],
)
def test_what_only_looks_like_a_name_is_not_read(text: str) -> None:
    assert known(text) == []


def test_name_in_another_language_counts_in_that_language_alone() -> None:
    assert known("Tschad", language="de") == [("GPE", "Chad", "TCD")]
    assert known("Tschad", language="en") == []


def test_longest_of_overlapping_names_counts() -> None:
    assert known("in Papua New Guinea") == [("GPE", "Papua New Guinea", "PNG")]


def test_name_counts_once_a_block_at_its_first_place() -> None:
    text, one = block("First UNICEF and Mali.", "Then Mali, then the United Nations Children's Fund.")
    findings = list(mentions.read(one))
    assert [f.text("text") for f in findings] == ["UNICEF", "Mali"]
    assert text[findings[1].start :].startswith("Mali.")


def test_short_acronym_is_a_guess_except_of_the_united_nations() -> None:
    findings = list(mentions.read(block("Funds of the NRC, the WFP and the EU")[1]))
    assert [(f.text("text"), f.status) for f in findings] == [("NRC", "inferred"), ("WFP", "stated"), ("EU", "stated")]


def test_acronym_that_the_text_explains_otherwise_is_not_that_of_the_tables() -> None:
    assert known("the National Roads Council (NRC)") == []
    assert known("the Norwegian Refugee Council (NRC)") == [("ORG", "Norwegian Refugee Council (NRC)", "")]


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("the Border Control Unit (BCU)", {"BCU": "Border Control Unit"}),
        ("run by Peter for the Office of Public Safety (OPS)", {"OPS": "Office of Public Safety"}),
        ("two units of police (BCU)", {}),
        ("the Border Control Unit (XYZ)", {}),
    ],
)
def test_acronym_is_explained_by_words_of_its_letters(text: str, explained: dict[str, str]) -> None:
    assert mention_names.spelled_out([text]) == explained


def credible(text: str, guess: str, kind: str) -> list[str]:
    start = text.index(guess)
    label = {"person": "PERSON", "organisation": "ORG"}[kind]
    names = mention_model.credible(text, [Name(start, start + len(guess), label, kind)], mention_names.find(text))
    return [text[n.start : n.end] for n in names]


@pytest.mark.parametrize(
    ("text", "guess", "kept"),
    [
        ("asked the Ministry of Interior.", "the Ministry of Interior", "Ministry of Interior"),
        (
            "asked the Ministry of Interior of Lebanon.",
            "the Ministry of Interior of Lebanon",
            "Ministry of Interior of Lebanon",
        ),
        ("met Freeland Foundation’s staff", "Freeland Foundation’s", "Freeland Foundation"),
        ("a desk of the ECOBCCU.", "ECOBCCU", "ECOBCCU"),
        ("asked the Ministry of Justice and Human Rights", "Ministry of Justice", ""),
        ("asked the Ministry of Justice and Ministry of Health", "Ministry of Justice", "Ministry of Justice"),
        ("Help of NGOs is needed", "NGOs", ""),
        ("the Palermo Protocol entered", "the Palermo Protocol", ""),
        ("the National Project Office opened", "National Project Office", ""),
        ("the ministry of interior", "ministry of interior", ""),
        ("room 2010 is free", "2010", ""),
        ("Total Budget in dollars", "Total Budget", ""),
        ("MINISTRY OF INTERIOR", "MINISTRY OF INTERIOR", ""),
        ("the Qatar Foundation for Combating crime", "Qatar Foundation for Combating", ""),
        ("the Centre for Combating Human Trade Routes", "Centre for Combating Human", ""),
        ("staff of UNICEF Serbia", "UNICEF Serbia", ""),
        ("in Lebanon today", "Lebanon", ""),
        ("at the UNICEF Bureau", "UNICEF Bureau", ""),
        ("The Executing Agency pays", "The Executing Agency", ""),
        ("a new Council Regulation", "Council Regulation", ""),
        ("the Agency Coordinator", "Agency Coordinator", ""),
        ("cases of TIP", "TIP", ""),
        ("the Unit for One Two Three Four Five Six Seven", "Unit for One Two Three Four Five Six Seven", ""),
    ],
)
def test_guessed_organisation(text: str, guess: str, kept: str) -> None:
    assert credible(text, guess, "organisation") == ([kept] if kept else [])


@pytest.mark.parametrize(
    ("text", "guess", "kept"),
    [
        ("wrote Ana de la Torre.", "Ana de la Torre", "Ana de la Torre"),
        ("wrote Ms. Grace Mwangi’s office", "Grace Mwangi’s", "Grace Mwangi"),
        ("wrote Grace.", "Grace", ""),
        ("wrote Project Coordinator", "Project Coordinator", ""),
        ("wrote Sierra Leone", "Sierra Leone", ""),
        ("wrote Vereinigte Staaten", "Vereinigte Staaten", ""),
        ("wrote Save the Children", "Save the Children", ""),
        ("wrote UNODC Vienna", "UNODC Vienna", ""),
        ("wrote Smuggled Migrants", "Smuggled Migrants", ""),
        ("wrote Grace Mwangi Otieno", "Grace Mwangi", ""),
    ],
)
def test_guessed_person(text: str, guess: str, kept: str) -> None:
    assert credible(text, guess, "person") == ([kept] if kept else [])


@pytest.mark.parametrize(
    ("text", "language", "english"),
    [
        ("The aim of the project is to help the police", "", True),
        ("Le projet a pour but d'aider la police", "", False),
        ("Le projet a pour but d'aider la police", "en", True),
        ("The aim of the project is to help the police", "fr", False),
        ("", "", False),
    ],
)
def test_english_is_what_the_block_says_or_else_its_words(text: str, language: str, english: bool) -> None:
    assert mention_model.is_english(block(text, language=language)[1]) is english


@pytest.mark.parametrize("models", [NO_MODEL, ("no_such_package",), ("csv",)])
def test_without_a_model_the_tables_work_alone(models: tuple[str, ...]) -> None:
    one, other = block("Police of Mali")[1], block("Courts of Chad, says Grace Mwangi")[1]
    assert mentions.model_name(models) == ""
    found = list(mentions.read_all([one, other], models))
    assert [(n, f.text("text")) for n, f in found] == [(0, "Mali"), (1, "Chad")]


@needs_model
def test_model_adds_guesses_in_the_order_of_the_text() -> None:
    first = block("Yesterday the Freeland Foundation met John Smith and officials in Mali.")
    second = block("The project is led by the Ministry of Justice, together with UNICEF.")
    found = list(mentions.read_all([first[1], second[1]]))
    assert [(n, f.fixed["label"], f.text("text"), f.rule, f.status) for n, f in found] == [
        (0, "ORG", "Freeland Foundation", "mentions.model", "inferred"),
        (0, "PERSON", "John Smith", "mentions.model", "inferred"),
        (0, "GPE", "Mali", "mentions.lexicon", "stated"),
        (1, "ORG", "Ministry of Justice", "mentions.model", "inferred"),
        (1, "ORG", "UNICEF", "mentions.lexicon", "stated"),
    ]
    for number, finding in found:
        text = (first, second)[number][0]
        for cell in finding.cells.values():
            assert replay(cell.steps, "\n".join(text[s.start : s.end] for s in cell.spans)) == cell.value


@needs_model
def test_model_reads_english_blocks_only_and_keeps_them_apart() -> None:
    english = block("The project is led by John Smith for the people of the valley.")[1]
    french = block("Le projet est dirigé par John Smith au Mali.", language="fr")[1]
    found = [(n, f.text("text")) for n, f in mentions.read_all([french, english, french])]
    assert found == [(0, "Mali"), (1, "John Smith"), (2, "Mali")]


def test_importing_the_extractor_does_not_load_spacy() -> None:
    code = "import sys, extractors.mentions; print('spacy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
