"""The check of IATI files: a valid file has no fault, and a file that breaks a rule is found out, rule by rule.

Schemas, codelists and ruleset are those of the standard; where there is no copy of them, these tests are skipped.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.publish.iati.check import check
from pipeline.publish.iati.rules import broken
from pipeline.publish.iati.standard import Standard, load_standard

HERE = Path(__file__).parent
FOLDER = Path(__file__).parents[2].parent / "shared" / "iati"
VALID = (HERE / "iati_valid.xml").read_text(encoding="utf-8")
BROKEN = tomllib.loads((HERE / "iati_broken.toml").read_text(encoding="utf-8"))["broken"]
TODAY = date(2026, 11, 22)

needs_standard = pytest.mark.skipif(not FOLDER.is_dir(), reason="no copy of the IATI standard is beside the clone")


@cache
def standard() -> Standard:
    return load_standard(FOLDER)


def rules_of(text: str) -> set[str]:
    return {fault.rule for fault in check(text.encode(), standard(), TODAY).faults}


def test_each_broken_file_differs_from_the_valid_one_in_one_place() -> None:
    assert [entry for entry in BROKEN if VALID.count(entry["was"]) != 1] == []


@needs_standard
def test_the_valid_file_has_no_fault() -> None:
    assert check(VALID.encode(), standard(), TODAY).faults == []


@needs_standard
@pytest.mark.parametrize("entry", BROKEN, ids=[f"{n}-{entry['rule']}" for n, entry in enumerate(BROKEN)])
def test_a_file_that_breaks_a_rule_is_found_out(entry: dict[str, str]) -> None:
    assert entry["rule"] in rules_of(VALID.replace(entry["was"], entry["now"]))


def numbers(rules: Any) -> Iterator[str]:
    """The numbers of the rules in a part of the ruleset."""
    for value in rules.values() if isinstance(rules, dict) else rules if isinstance(rules, list) else ():
        if isinstance(value, dict) and "ruleInfo" in value:
            yield value["ruleInfo"]["id"]
        yield from numbers(value)


@needs_standard
def test_every_rule_for_activities_has_a_file_that_breaks_it() -> None:
    asked = {n for path, kinds in standard().rules.items() if "organisations" not in path for n in numbers(kinds)}
    assert len(asked) > 60
    assert asked - {entry["rule"] for entry in BROKEN} == {"1.14.8"}


@needs_standard
def test_a_fault_says_where_and_how_bad() -> None:
    text = VALID.replace('code="15130" percentage="40"', 'code="15130" percentage="39"')
    faults = check(text.encode(), standard(), TODAY).faults
    assert [(f.line, f.activity, f.rule, f.severity) for f in faults] == [(3, "XX-REP-1-harbours", "2.1.2", "error")]
    assert str(faults[0]).startswith("error 2.1.2, line 3 XX-REP-1-harbours: Percentage values for sectors")


@needs_standard
def test_a_fault_of_the_schema_knows_its_activity() -> None:
    faults = check(VALID.replace('<activity-status code="1"/>', "").encode(), standard(), TODAY).faults
    assert [(f.activity, f.rule) for f in faults] == [("XX-REP-1-ports", "schema")]


@needs_standard
def test_lists_that_are_not_there_are_told_where_a_file_has_values_of_them() -> None:
    whole = standard()
    fewer = whole._replace(codelists={k: v for k, v in whole.codelists.items() if k not in ("Sector", "FinanceType")})
    told = [set(check(VALID.encode(), used, TODAY).unchecked) for used in (fewer, whole)]
    assert told[0] - told[1] == {"Sector"}


@needs_standard
@pytest.mark.parametrize("text", ["<iati-organisations version='2.03'/>", "<html/>"])
def test_a_file_of_something_else_is_an_error(text: str) -> None:
    assert rules_of(text) == {"schema"}


@needs_standard
def test_a_file_with_entities_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hidden", encoding="utf-8")
    text = VALID.replace(
        '<iati-activities version="2.03">',
        f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]><iati-activities version="2.03">',
    ).replace("<iati-identifier>XX-REP-1-ports<", "<iati-identifier>XX-REP-1-ports&s;<")
    assert [fault.says for fault in check(text.encode(), standard(), TODAY).faults] == [
        "the file declares a document type; an IATI file has none"
    ]


def test_a_kind_of_rule_that_is_not_known_is_no_rule_that_holds() -> None:
    root = etree.fromstring(VALID.encode())
    rules = {
        "//iati-activity": {"at_dawn": {"cases": [{"ruleInfo": {"id": "1", "severity": "error", "message": "x"}}]}}
    }
    with pytest.raises(ValueError, match="at_dawn"):
        list(broken(root, rules, {}, TODAY))
