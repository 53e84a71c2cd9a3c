"""Each kind of rule of the IATI ruleset, on the smallest files that keep and break it, without the standard itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from lxml import etree

from pipeline.publish.iati.rules import KINDS, broken

TODAY = date(2026, 11, 22)
LISTS = {"OrganisationIdentifier": frozenset({"XX|OLD"})}

#: Kind, case, an activity that keeps the rule, and one that breaks it.
CASES: list[tuple[str, dict[str, Any], str, str]] = [
    ("unique", {"paths": ["a", "b/@x"]}, "<a>1</a><b x='2'/>", "<a>1</a><b x='1'/>"),
    ("startswith", {"prefix": ["a"], "separator": "-", "paths": ["b"]}, "<a>1</a><b>1-2</b>", "<a>1</a><b>12</b>"),
    ("startswith", {"prefix": ["a"], "paths": ["b"]}, "<a>1</a><a>2</a><b>2</b>", "<a>1</a><a>2</a><b>3</b>"),
    ("atleast_one", {"paths": ["a", "@x"]}, "<a/>", "<b/>"),
    ("atleast_one", {"paths": ["a/@x"]}, "<a x='1'/>", "<a x=' '/>"),
    ("atleast_one", {"paths": ["narrative"]}, "<narrative>x</narrative>", "<narrative> </narrative>"),
    ("atleast_one", {"paths": ["a/text()"]}, "<a>x</a>", "<a/>"),
    ("atleast_one", {"condition": "@x='1' or b", "paths": ["a"]}, "<c/>", "<b/>"),
    (
        "one_or_all",
        {"one": "@xml:lang", "all": "lang"},
        "<a><narrative xml:lang='en'>x</narrative></a>",
        "<a><narrative>x</narrative><narrative xml:lang='en'>x</narrative></a>",
    ),
    (
        "one_or_all",
        {"one": "sector", "all": "sector"},
        "<transaction><sector/></transaction><transaction><sector/></transaction>",
        "<transaction><sector/></transaction><transaction/>",
    ),
    (
        "one_or_all",
        {"one": "@default-currency", "all": "currency"},
        "<transaction><value currency='USD'/></transaction><forecast><value/></forecast>",
        "<transaction><value currency='USD'/></transaction><budget><value/></budget>",
    ),
    ("date_now", {"date": "a"}, "<a>2026-11-22T23:00:00Z</a>", "<a>2026-11-23T01:00:00Z</a>"),
    (
        "date_order",
        {"less": "a", "more": "b"},
        "<a>2010-01-01</a><b>2010-01-01</b>",
        "<a>2010-01-02</a><b>2010-01-01</b>",
    ),
    ("date_order", {"less": "a", "more": "NOW"}, "<a>2026-11-22</a>", "<a>2026-11-23</a>"),
    (
        "date_order",
        {"less": "a", "more": "b"},
        "<a>2010-01-01</a><b>soon</b>",
        "<a>2009-01-01</a><a>2011-01-01</a><b>2010-01-01</b>",
    ),
    (
        "time_limit",
        {"start": "a", "end": "b"},
        "<a>2010-03-01</a><b>2011-03-01</b>",
        "<a>2010-03-01</a><b>2011-03-02</b>",
    ),
    (
        "time_limit",
        {"start": "a", "end": "b"},
        "<a>2008-02-29</a><b>2009-03-01</b>",
        "<a>2008-02-29</a><b>2009-03-02</b>",
    ),
    (
        "between_dates",
        {"date": "a", "start": "b", "end": "c"},
        "<a>2010-01-01</a><b>2010-01-01</b><c>2010-12-31</c>",
        "<a>2011-01-01</a><b>2010-01-01</b><c>2010-12-31</c>",
    ),
    ("regex_matches", {"regex": "^[^|]+$", "paths": ["a"]}, "<a>1</a><a>2</a>", "<a>1</a><a>2|3</a>"),
    (
        "regex_matches",
        {"idCondition": "NOT_EXISTING_ORG_ID", "regex": "^[^|]+$", "paths": ["a"]},
        "<a>XX|OLD</a>",
        "<a>XX|NEW</a>",
    ),
    ("no_spaces", {"paths": ["a"]}, "<a>1 2</a>", "<a>1\n</a>"),
    ("no_more_than_one", {"paths": ["a", "b"]}, "<a/>", "<a/><b/>"),
    ("strict_sum", {"paths": ["a"], "sum": 100}, "<a>33.34</a><a>66.66</a>", "<a>33.33</a><a>66.66</a>"),
    ("strict_sum", {"paths": ["a"], "sum": 100}, "<b/>", "<a>0</a>"),
    ("strict_sum", {"condition": "count(b) > 1", "paths": ["b/@x"], "sum": 100}, "<b/>", "<b/><b/>"),
    ("strict_sum", {"paths": ["a"], "sum": 100}, "<a> 100 </a>", "<a>100.0000000001</a>"),
    ("range", {"paths": ["a"], "min": 0.0, "max": 100.0}, "<a>0</a><a>100</a>", "<a>-0.01</a>"),
    ("range", {"paths": ["a"], "min": 0.0, "max": 100.0}, "<a>many</a><a>NaN</a>", "<a>100.01</a>"),
    ("if_then", {"if": "count(a) > 1", "then": "b"}, "<a/>", "<a/><a/>"),
    ("if_then", {"if": "a", "then": "not(b)"}, "<b/>", "<a/><b/>"),
]


def found(kind: str, case: dict[str, Any], content: str) -> list[str]:
    told = {"ruleInfo": {"id": "1.2.3", "severity": "error", "message": "It is so."}}
    rules = {"/file/activity": {kind: {"cases": [{**case, **told}]}}}
    root = etree.fromstring(f"<file><activity>{content}</activity></file>")
    return [one.rule for one in broken(root, rules, LISTS, TODAY)]


@pytest.mark.parametrize(("kind", "case", "kept", "violated"), CASES, ids=[f"{n}-{c[0]}" for n, c in enumerate(CASES)])
def test_a_rule_holds_or_not(kind: str, case: dict[str, Any], kept: str, violated: str) -> None:
    assert found(kind, case, kept) == []
    assert found(kind, case, violated) == ["1.2.3"]


def test_every_kind_is_here() -> None:
    assert {kind for kind, *_ in CASES} == {*KINDS}


#: A rule inside a loop: in each vocabulary, several entries must all have a share.
LOOP = {
    "foreach": "s/@v",
    "do": {
        "if_then": {
            "cases": [
                {
                    "if": "count(s[@v = '$1']) > 1",
                    "then": "count(s[@v = '$1']) = count(s[@v = '$1']/@p)",
                    "ruleInfo": {"id": "9.9", "severity": "warning", "message": "All must have one."},
                }
            ]
        }
    },
}


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<s v='1' p='1'/><s v='1' p='1'/><s v='2'/>", []),
        ("<s v='1' p='1'/><s v='1'/>", ["9.9"]),
        ("<s v='1'/><s v='1'/><s v='2'/><s v='2'/>", ["9.9", "9.9"]),
        ('<s v="it\'s"/><s v="it\'s"/>', ["9.9"]),
    ],
)
def test_a_rule_in_a_loop_is_asked_once_for_each_value(content: str, expected: list[str]) -> None:
    root = etree.fromstring(f"<file>{content}</file>")
    assert [one.rule for one in broken(root, {"/file": {"loop": {"cases": [LOOP]}}}, {}, TODAY)] == expected
