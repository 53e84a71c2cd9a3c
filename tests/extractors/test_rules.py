"""Every rule reads the texts it says it reads, and none of the near misses beside them."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

import extractors
from extractors.evidence import Block, Finding, Module, Rule
from extractors.lexicon import toml
from tests.extractors.page import Page

FOLDER = Path(extractors.__file__).parent
MODULES: tuple[Module, ...] = tuple(
    import_module(f"extractors.{path.stem}").MODULE
    for path in sorted(FOLDER.glob("*.py"))
    if re.search(r"^MODULE\b", path.read_text("utf-8"), re.M)
)
OWNER = {rule.id: module for module in MODULES for rule in module.rules}
RULES = [rule for module in MODULES for rule in module.rules]

#: Where a rule may read, besides the kinds of field of ``lexicon/labels.toml``.
PLACES = {"announced", "title", "narrative", "section", "bare", "host"}

#: Rules that show no text they read: most need a label, a note or a whole document, and tests of their module show
#: them. These sets may only shrink.
WITHOUT_HITS = {
    "titles.label",
    "titles.quoted",
    "budgets.converted",
    "budgets.contribution",
    "budgets.outlay",
    "budgets.summed",
    "pledges.rate",
    "pledges.summed",
    "pledges.contribution_label",
    "pledges.grant",
    "countries.footnote",
    "countries.title",
    "countries.section",
    "countries.text",
    "countries.label_head",
    "contacts.beside_number",
    "countries.region",
    "summaries.first",
    "themes.topic_bare",
    "mentions.model",
}
WITHOUT_MISSES = {
    "titles.chosen",
    "titles.label",
    "titles.quoted",
    "budgets.converted",
    "budgets.outlay",
    "budgets.contribution",
    "budgets.summed",
    "pledges.rate",
    "pledges.summed",
    "budgets.nothing_pledged",
    "budgets.bare",
    "pledges.before",
    "pledges.unnamed",
    "pledges.contribution_label",
    "pledges.grant",
    "countries.footnote",
    "countries.label_head",
    "contacts.beside_number",
    "countries.group",
    "countries.title",
    "countries.section",
    "countries.text",
    "countries.region",
    "summaries.first",
    "mentions.model",
}


def examples(texts: str) -> list[ParameterSet]:
    """The ``hits`` or ``misses`` of all rules as parameters."""
    found = []
    for rule in RULES:
        for example in getattr(rule, texts):
            values = example if texts == "hits" else (example,)
            found.append(pytest.param(rule, *values, id=f"{rule.id}-{values[0][:50]}"))
    return found


def read(rule: Rule, block: Block) -> list[Finding]:
    return [f for f in OWNER[rule.id].read(block) if f.rule == rule.id]


def columns(says: str) -> dict[str, list[str]]:
    """``a=1; b=2; a=3`` -> the values of each column, in order."""
    found: dict[str, list[str]] = {}
    for pair in says.split("; "):
        column, _, value = pair.partition("=")
        found.setdefault(column, []).append(value)
    return found


def test_every_module_is_found() -> None:
    assert {m.name for m in MODULES} == {*extractors.NAMES, "mentions", "frame"}


def test_table_of_rules_holds_every_rule_under_its_id() -> None:
    assert extractors.rules() == {rule.id: rule for rule in RULES}


def test_ids_are_unique() -> None:
    assert len(OWNER) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_id_names_the_module_and_the_rule(rule: Rule) -> None:
    assert re.fullmatch(rf"{OWNER[rule.id].name}\.[a-z][a-z0-9_]*", rule.id)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_rule_says_what_it_does_in_one_sentence(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z0-9][^\n]{20,220}\.", rule.says)
    assert not re.search(r"[.!?] [A-Z]", rule.says)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_rule_reads_kinds_that_exist(rule: Rule) -> None:
    assert rule.reads
    assert set(rule.reads) <= PLACES | set(toml("labels"))


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_status_of_a_rule_is_one_that_a_reader_may_give(rule: Rule) -> None:
    assert rule.status in ("stated", "inferred", "doubtful")
    assert not rule.doubt or rule.status == "doubtful"


@pytest.mark.parametrize(("rule", "text", "says"), examples("hits"))
def test_rule_reads_what_it_says(rule: Rule, text: str, says: str) -> None:
    page = Page()
    found = read(rule, page.block(rule.reads[0], text))
    for finding in found:
        page.assert_replays(finding)
    wanted = columns(says)
    assert {c: [f.text(c) for f in found if f.text(c)] for c in wanted} == wanted


@pytest.mark.parametrize(("rule", "text"), examples("misses"))
def test_rule_leaves_a_near_miss_alone(rule: Rule, text: str) -> None:
    assert read(rule, Page().block(rule.reads[0], text)) == []


def test_rules_without_examples_are_these_and_no_others() -> None:
    assert {r.id for r in RULES if not r.hits} == WITHOUT_HITS
    assert {r.id for r in RULES if not r.misses} == WITHOUT_MISSES
