"""Countries, groups and scope (``cases/countries.toml``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from extractors import places
from extractors.countries import MODULE
from extractors.evidence import Block, Field, Finding
from tests.extractors.page import Page, cases


def shown(finding: Finding) -> str:
    if finding.kind == "scope":
        return f"scope:{finding.text('scope')}"
    return finding.text("iso3") or f"group:{finding.text('group')}"


@pytest.mark.parametrize(("setting", "text", "expected"), cases("countries"))
def test_printed_value_gives_exactly_these_places(setting: dict[str, Any], text: str, expected: str) -> None:
    page = Page()
    found = stated(MODULE.read(page.block(setting["kind"], text)))
    assert " | ".join(shown(f) for f in found if f.kind in ("place", "scope")) == expected
    for finding in found:
        page.assert_replays(finding)


def stated(findings: Iterable[Finding]) -> list[Finding]:
    """What rules read; what the context alone speaks for is a guess, doubtful, and shown in ``test_roles``."""
    return [f for f in findings if f.rule != "countries.context"]


def of(kind: str, findings: list[Finding]) -> list[Finding]:
    return [f for f in findings if f.kind == kind]


@pytest.mark.parametrize(
    ("kind", "text", "printed"),
    [
        ("country", "Lao\nPDR, Thailand", "Lao PDR, Thailand"),
        ("country", "Indonesia9", "Indonesia"),
        ("country", "Varies by programme", "Varies by programme"),
        ("beneficiary", "Republic of Serbia", "Republic of Serbia"),
        ("title", "Project A (Costa Rica, El Salvador and Panama)", "Costa Rica, El Salvador and Panama"),
        ("location", "Kathmandu, Nepal", ""),
        ("country", "  ", ""),
    ],
)
def test_text_of_the_countries_is_kept_as_printed(kind: str, text: str, printed: str) -> None:
    found = of("countries_text", list(MODULE.read(Page().block(kind, text))))
    assert [f.text("countries_text") for f in found] == ([printed] if printed else [])


@pytest.mark.parametrize(
    ("kind", "text", "printed"),
    [
        ("region", "South-East Asia³", "South-East Asia"),
        ("region", "Oromia", "Oromia"),
        ("location", "West Africa", "West Africa"),
        ("location", "Gaibandha", ""),
        ("section", "West Africa", "West Africa"),
        ("section", "Colombia", ""),
    ],
)
def test_text_of_the_region_is_kept_as_printed(kind: str, text: str, printed: str) -> None:
    found = of("region_text", list(MODULE.read(Page().block(kind, text))))
    assert [f.text("region_text") for f in found] == ([printed] if printed else [])


@pytest.mark.parametrize(
    ("text", "note", "expected"),
    [
        ("ASEAN Member States9", "9 Brunei, Cambodia and Thailand", ["BRN", "KHM", "THA"]),
        ("Six countries*", "* Kenya and Uganda", ["KEN", "UGA"]),
        (
            "Kenya9",
            "8 Uganda",
            ["KEN"],
        ),
        ("Kenya 9", "9 Uganda", ["KEN"]),
    ],
)
def test_footnote_of_a_country_field_names_countries(text: str, note: str, expected: list[str]) -> None:
    page = Page()
    found = of("place", list(MODULE.read(page.block("country", text, note=note))))
    assert [f.text("iso3") for f in found if f.text("iso3")] == expected
    assert {f.fixed["basis"] for f in found if f.rule == "countries.footnote"} <= {"footnote"}
    for finding in found:
        page.assert_replays(finding)


@pytest.mark.parametrize(
    ("kind", "text", "rule", "basis"),
    [
        ("country", "Serbia", "countries.named", "named"),
        ("country", "ASEAN Member States", "countries.group", "group"),
        ("region", "ASEAN Member States", "countries.group", "region-group"),
        ("location", "Belgrade, Serbia", "countries.location", "named"),
        ("beneficiary", "Republic of Serbia", "countries.beneficiary", "named"),
        ("title", "Courts in Serbia", "countries.title", "narrative"),
        ("title", "Courts (Serbia, Kosovo, Albania)", "countries.title_list", "named"),
        ("section", "Serbia", "countries.section", "named"),
    ],
)
def test_place_says_on_what_it_rests(kind: str, text: str, rule: str, basis: str) -> None:
    found = of("place", stated(MODULE.read(Page().block(kind, text))))
    assert {(f.rule, f.fixed["basis"]) for f in found} == {(rule, basis)}


def test_members_of_a_group_are_only_worked_out() -> None:
    (found,) = of("place", list(MODULE.read(Page().block("country", "ASEAN Member States"))))
    assert (found.status, found.text("name_text"), found.text("group")) == ("inferred", "ASEAN Member States", "ASEAN")


@pytest.mark.parametrize(
    ("group", "date", "count"),
    [
        ("EU", "2003", 15),
        ("EU", "2005", 25),
        ("EU", "2010-06-01", 27),
        ("EU", "2014", 28),
        ("EU", "2021", 27),
        ("ASEAN", "2010", 10),
        ("MERCOSUR", "2010", 4),
        ("G8", "2010", 8),
        ("G8", "2020", 0),
        ("NONE", "2010", 0),
    ],
)
def test_group_has_the_members_of_its_date(group: str, date: str, count: int) -> None:
    assert len(places.members(group, date)) == count


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Niger and Nigeria", [("Niger", "NER"), ("Nigeria", "NGA")]),
        ("Papua New Guinea", [("Papua New Guinea", "PNG")]),
        ("in Serbia’s courts", [("Serbia’s", "SRB")]),
        ("talk to us in uk English", []),
        ("Nigerian", []),
    ],
)
def test_longest_name_wins(text: str, found: list[tuple[str, str]]) -> None:
    assert [(text[p.start : p.end], p.code) for p in places.find(text)] == found


@pytest.mark.parametrize(
    ("first", "second"), [("Subregion", "Region"), ("Region:", "Sous-région"), ("Region", "sub-region")]
)
def test_a_region_is_believed_before_a_part_of_it(first: str, second: str) -> None:
    page = Page()
    fields = [Field("region", page.add(f"Region {label}"), page.add(label)) for label in (first, second)]
    found = of("region_text", list(MODULE.read(Block(1, fields=tuple(fields)))))
    best = max(found, key=lambda f: f.score)
    assert not best.text("region_text").lower().startswith(("region sub", "region sous"))


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Wells for Mali", set()),
        ("Wells for Ghana", {"GHA"}),
        ("Norway helps: wells for dry places", {"GHA"}),
        ("Wells for dry places", {"GHA"}),
    ],
)
def test_a_sentence_that_leaves_out_what_the_title_names_speaks_of_something_else(title: str, codes: set[str]) -> None:
    page = Page()
    text = page.add(
        "The club has much to do, and it is well known in town for its project in Ghana, which began last year."
    )
    block = replace(page.block("title", title), narrative=(text,))
    found = [f for f in MODULE.read(block) if f.rule == "countries.carried_out"]
    assert {f.text("iso3") for f in found} == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("PAPER ON A PROPOSED CREDIT TO THE REPUBLIC OF GHANA FOR THE LAKE PROJECT", ["GHA"]),
        ("Another page tells of the project in Ghana, which began last year.", []),
    ],
)
def test_what_is_left_of_the_page_tells_who_borrows_and_no_more(text: str, codes: list[str]) -> None:
    page = Page()
    block = replace(page.block("title", "Lake Project"), page=(page.add(text),))
    assert [f.text("iso3") for f in MODULE.read(block) if f.rule == "countries.carried_out"] == codes


@pytest.mark.parametrize(
    ("title", "text", "scopes"),
    [
        ("Wells in the Western Balkans", "Those who come from Albania, Serbia or Kosovo are glad.", ["regional"]),
        ("Wells in the Western Balkans", "The project is carried out in Albania.", ["regional"]),
        ("Wells in the Balkans of Europe", "The project is carried out in Albania.", []),
        ("Wind Farm Gulf of Salt", "The project is carried out in Albania.", []),
        ("Albania: Wells in the Western Balkans", "Those who come from Serbia are glad.", []),
        ("Wells for dry places", "The project is carried out in Albania.", []),
        ("Wells in the Western Balkans", "The project is carried out in Albania and Serbia.", []),
    ],
)
def test_region_of_a_title_is_told_where_text_names_one_country_or_only_hints(
    title: str, text: str, scopes: list[str]
) -> None:
    page = Page()
    block = replace(page.block("title", title), narrative=(page.add(text),))
    assert [f.text("scope") for f in MODULE.read(block) if f.kind == "scope"] == scopes


@pytest.mark.parametrize(("title", "codes"), [("Wells for all", ["KEN", "UGA"]), ("Wells for all in Togo", [])])
def test_bracket_names_no_places_beside_another_country_in_the_title(title: str, codes: list[str]) -> None:
    page = Page()
    text = "Towns in dry regions (Kenya, Uganda) told of theirs."
    block = replace(page.block("title", title), narrative=(page.add(text),))
    assert [f.text("iso3") for f in MODULE.read(block) if f.rule == "countries.bracket"] == codes


LISTED = "Comoros, Kenya, Madagascar, Mauritius, Mozambique, Seychelles"


@pytest.mark.parametrize(
    ("title", "listed", "doubtful"),
    [
        ("Mangroves of the coast, Madagascar", LISTED, True),
        ("Mangroves of the coast", LISTED, False),
        ("Fisheries of Kenya and Madagascar", LISTED, False),
        ("Fisheries for Chad", LISTED, False),
        ("Mangroves of the coast, Madagascar", "Comoros, Kenya, Madagascar, Mauritius", False),
        ("Mangroves of the coast, Madagascar", "Madagascar", False),
    ],
)
def test_a_long_list_with_the_one_country_of_the_title_may_be_that_of_a_call(
    title: str, listed: str, doubtful: bool
) -> None:
    page = Page()
    block = page.block("title", title)
    block = replace(block, fields=page.block("country", listed).fields)
    found = [f for f in MODULE.read(block) if f.rule == "countries.named"]
    assert found
    assert {bool(f.doubt) for f in found} == {doubtful}


@pytest.mark.parametrize(
    ("label", "scopes"),
    [("Global", ["global"]), ("Weltweit:", ["global"]), ("Mundial", ["global"]), ("Region", []), ("East Africa", [])],
)
def test_a_label_that_says_global_states_the_scope_of_the_countries_behind_it(label: str, scopes: list[str]) -> None:
    page = Page()
    found = list(MODULE.read(page.block("region", "Chad, Peru, Fiji", label)))
    assert [f.text("scope") for f in of("scope", found)] == scopes
    for finding in found:
        page.assert_replays(finding)
