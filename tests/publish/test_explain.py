"""``pledgebook explain``: what it prints for one value, and how it finds the value that is meant."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline.trace as module
from extractors import rules
from pipeline.explain import FIRST, told, traced
from pipeline.opened import opened
from pipeline.progress import CannotRun
from pipeline.publish import publish
from pipeline.reconcile.facts import Dataset, Row
from tests.publish.sample import DOCUMENTS, dataset, worked_out

RULES = {"made.up": "Reads what the brochure prints."}


def _two_projects(title: str) -> Dataset:
    data = dataset()
    receipts = {"title": [worked_out("listings/l1/title")]}
    values = {"title": title, "codes": "", "listings": ""}
    data.tables["projects"].append(Row("projects", "p2", values, receipts))
    return data


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published dataset."""
    monkeypatch.setattr(module, "sentences", lambda: RULES)
    publish(dataset(), DOCUMENTS, tmp_path)
    return tmp_path


def explain(folder: Path, project: str, field: str = "") -> str:
    return told(traced(opened(folder, FIRST), project, field))


def test_a_value_that_was_worked_out_is_followed_to_its_quotes(folder: Path) -> None:
    assert (
        explain(folder, "p1", "pledged")
        == """\
projects/p1/pledged: 500000.5 · inferred
  rule: made.out
  worked out from:
    listings/l1/pledged: 500000.5 · inferred
      rule: made.out
      step: sum: 400000 ⏎ 100000.50 → 500000.5
      worked out from:
        pledges/l1/1/amount: 400000 · stated
          rule: made.up: Reads what the brochure prints.
          from: 2031/harbours.pdf, page 2, box 98.0 156.0 140.0 166.3
            | Norland »400000«; Sudland 100000.50
          step: join: nothing to change
        pledges/l1/2/amount: 100000.50 · stated
          rule: made.up: Reads what the brochure prints.
          from: 2031/harbours.pdf, page 2, box 194.0 156.0 248.0 166.3
            | Norland 400000; Sudland »100000.50«
          step: join: nothing to change"""
    )


def test_a_rule_that_works_values_out_has_its_sentence_too() -> None:
    sentences = module.sentences()
    assert sentences["ratio"] == "What is pledged is divided by the budget."
    assert sentences["mentions.lexicon"] == rules()["mentions.lexicon"].says


def test_what_was_rejected_and_what_agrees_is_shown(folder: Path) -> None:
    text = explain(folder, "HBR-7", "amounts.amount")
    assert "  rejected: 15: it is too small\n  agrees with:\n    listings/l1/pledged: 500000.5" in text


def test_a_value_that_was_explained_before_is_not_explained_twice(folder: Path) -> None:
    text = explain(folder, "p1", "pledges.currency")
    assert text.count("    amounts/a1/currency: USD · stated\n      rule: made.up") == 1
    assert text.count("    amounts/a1/currency: USD · stated\n      (shown above)") == 1


def test_a_finding_about_the_value_stands_with_it(folder: Path) -> None:
    text = explain(folder, "p1", "phone")
    assert "contacts/c1/phone: +4315550199 · stated\n  look: warning two-numbers: Ana Lima has a second number" in text
    assert "contacts/c2/phone: (empty) · not stated" in text


def test_a_field_without_value_says_so(folder: Path) -> None:
    assert explain(folder, "p1", "start_date") == "projects/p1/start_date: (empty) · not stated"


def test_without_a_field_all_values_with_receipts_are_explained(folder: Path) -> None:
    names = [line.split(":")[0] for line in explain(folder, "p1").splitlines() if line.startswith("projects/")]
    columns = ("title", "codes", "currency", "budget", "pledged", "funded_share", "donors")
    contacts = ("headquarters_contact", "headquarters_email", "field_contact")
    assert names == [f"projects/p1/{c}" for c in (*columns, *contacts)]


@pytest.mark.parametrize("project", ["p1", "l1", "x/12", "HBR-7", "safe harbours for coastal fishers", "COASTAL"])
def test_a_project_is_found_by_identifier_code_and_title(folder: Path, project: str) -> None:
    assert explain(folder, project, "budget").startswith("projects/p1/budget: 1500000 · inferred\n")


@pytest.mark.parametrize(
    ("project", "field", "says"),
    [
        ("x13", "budget", r"no project is called 'x13'; nearest:\n  p1  Safe Harbours"),
        ("l2", "budget", r"no project is called 'l2'; nearest:\n  p1  Safe Harbours"),
        ("p1", "bugdet", r"there is no field bugdet; did you mean budget\? columns of projects: project_id"),
        ("p1", "emial", r"there is no field emial; did you mean contacts.email\? columns of projects: project_id"),
        ("harbor", "budget", r"no project is called 'harbor'; nearest:\n  p1  Safe Harbours"),
        ("", "budget", "no project is called ''"),
        ("p1", "price", "there is no field price; columns of projects: project_id, title"),
        ("p1", "amounts.price", "there is no field amounts.price; columns of amounts: amount_id"),
        (
            "p1",
            "prices.amount",
            r"there is no field prices.amount; did you mean amounts.amount\? columns of projects: project_id",
        ),
        ("p1", "amount", "several tables have amount; say amounts.amount or pledges.amount"),
        ("p1", "places.iso3", "the project has no row in places"),
    ],
)
def test_what_cannot_be_found_is_met_with_what_there_is(folder: Path, project: str, field: str, says: str) -> None:
    with pytest.raises(CannotRun, match=says):
        explain(folder, project, field)


def test_a_title_that_fits_several_projects_is_met_with_their_identifiers(folder: Path) -> None:
    publish(_two_projects("Safe Harbours for All"), DOCUMENTS, folder)
    with pytest.raises(CannotRun, match=r"fits 2 projects; .*:\n  p1  Safe .*\n  p2  Safe"):
        explain(folder, "Harbours", "title")


def test_the_nearest_title_is_offered_first(folder: Path) -> None:
    publish(_two_projects("Clean Rivers"), DOCUMENTS, folder)
    with pytest.raises(CannotRun, match=r"nearest:\n  p2  Clean Rivers\n  p1  Safe"):
        explain(folder, "klean river", "title")


def test_a_whole_title_is_enough_where_another_title_holds_it(folder: Path) -> None:
    publish(_two_projects("Safe Harbours for Coastal Fishers, phase 3"), DOCUMENTS, folder)
    assert explain(folder, "Safe Harbours for Coastal Fishers", "budget").startswith("projects/p1/budget")


def test_a_folder_without_dataset_is_met_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="holds no dataset; run `pledgebook extract` first"):
        explain(tmp_path, "p1")


def test_long_lines_are_cut_around_the_quote(folder: Path) -> None:
    from extractors.evidence import Span

    text = "a" * 100 + "QUOTE" + "b" * 100
    assert module._around(text, Span(100, 105)) == ("…" + "a" * 80, "QUOTE", "b" * 80 + "…")
