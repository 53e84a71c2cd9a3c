"""Several projects on one page: what makes entries of a list, and what only looks like it."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.segment import entry
from tests.segment.paper import cases, cut, titles

LISTS = cases("lists")
NO_LISTS = cases("no_lists")


@pytest.mark.parametrize("case", LISTS, ids=[c["why"] for c in LISTS])
def test_what_recurs_is_an_entry_with_title_and_fields(case: dict[str, Any]) -> None:
    assert titles(case["text"]) == case["titles"]
    first = cut(case["text"]).blocks[0]
    found = [f"{f.kind}={f.value.text}" for f in first.fields]
    assert [f for f in case["fields"] if f not in found] == []


@pytest.mark.parametrize("case", NO_LISTS, ids=[c["why"] for c in NO_LISTS])
def test_other_lists_are_no_lists_of_projects(case: dict[str, Any]) -> None:
    assert len(cut(case["text"]).blocks) == case["projects"]


def test_place_above_an_entry_is_its_section() -> None:
    case = next(c for c in LISTS if c["why"].startswith("a place above"))
    assert [b.section[0].text for b in cut(case["text"]).blocks] == ["Sénégal", "Mali", "Niger"]


def test_title_of_an_entry_says_why_it_is_one() -> None:
    reasons = cut(LISTS[0]["text"]).blocks[0].titles[0].reasons
    assert reasons == ("behind a code that others of its make follow +6.5",)


PARTS = (
    ("‘Nets and boats for the lagoon’ (Samoa)", {"title": "Nets and boats for the lagoon", "country": "Samoa"}),
    ("Nepal – Bridges for hill farmers", {"title": "Bridges for hill farmers", "country": "Nepal"}),
    (
        "– USD 8.65 million for the Light Houses project in Mongolia with a bank.",
        {"title": "Light Houses", "budget": "USD 8.65 million", "country": "Mongolia"},
    ),
    (
        "Wells for herders Kenya 340,908 338,151 2018-12-13 2022-06-30",
        {
            "title": "Wells for herders",
            "country": "Kenya",
            "budget": "340,908",
            "start": "2018-12-13",
            "end": "2022-06-30",
        },
    ),
    (
        "Study of cranes, North Marsh. This grant pays for two winters of work.",
        {"title": "Study of cranes, North Marsh"},
    ),
    (
        "Kenya\tWells for herders\tEUR 20,000",
        {"country": "Kenya", "title": "Wells for herders", "budget": "EUR 20,000"},
    ),
    ("USD 2 million for training in Nepal", {}),
)


@pytest.mark.parametrize(("text", "parts"), PARTS, ids=[p[0][:30] for p in PARTS])
def test_parts_of_an_entry_show_by_their_look(text: str, parts: dict[str, str]) -> None:
    assert {p.kind: text[p.start : p.end] for p in entry.read(text)} == parts


BELOW = (
    ("Society for Marshes (£229,842)", {"implementer": "Society for Marshes", "budget": "£229,842"}),
    ("FWS: $44,485\tMatching funds: $45,381", {"donor": "FWS: $44,485"}),
    (
        "1 January 2008 - 31 December 2011, Lima, Peru",
        {"period": "1 January 2008 - 31 December 2011", "location": "Lima, Peru"},
    ),
    ("Lima, Peru and the villages of the coast", {}),
    ("3 May 2012 - 5 May 2012, Nairobi", {}),
    ("The wells (12 of them)", {}),
)


@pytest.mark.parametrize(("text", "parts"), BELOW, ids=[p[0][:30] for p in BELOW])
def test_lines_below_a_title_show_what_they_are(text: str, parts: dict[str, str]) -> None:
    assert {p.kind: text[p.start : p.end] for p in entry.below(text)} == parts


def test_place_that_heads_a_page_holds_for_all_projects_below() -> None:
    text = "KENYA\n\nThe land is dry and many people of the north have left it for the towns.\n\nWATER\n\n"
    text += "".join(
        f"{t}\n- Donor: Norway\n- Budget: EUR {n},000\n\n"
        for t, n in (("Wells for Herders of the North", 20), ("Tanks for Schools of the North", 30))
    )
    assert [[s.text for s in b.section][-1:] for b in cut(text).blocks] == [["KENYA"], ["KENYA"]]


def test_name_above_a_telephone_is_no_project() -> None:
    own = "Contact\nName: John Doe of the Coast\nTitle: Director of the Port\nPhone: +254 20 11111\n"
    assert titles(f"Safe Harbours for Fishers\n\nBudget: EUR 20,000\nCountry: Kenya\n\n{own}") == [
        "Safe Harbours for Fishers"
    ]


def test_words_for_applicants_in_a_long_brochure_speak_against_no_list() -> None:
    listed = "".join(
        f"Title: Wells {n} of Hill\nCountry: {c}\nBudget: US$ 1,000\n" for n, c in (("A", "Kenya"), ("B", "Peru"))
    )
    rules = "Applicants are eligible. The deadline is in May. The criteria are these.\n"
    rest = "The boats come home in the evening and the crews sell their fish in the port.\n" * 200
    assert len(cut(listed + rules).blocks) == 0
    assert len(cut(listed + rules + rest).blocks) == 2


KICKED = """Projects
1. Schools
Teaching for Reef Fishers
1 January 2009 - 31 August 2013,
2. Uganda Kilns Project
Clean Kilns for Potters
1 July 2011 - 30 April 2013,
3. Mills
Sound Mills of the North
1 May 2011 - 30 April 2014,
"""


def test_numbered_line_above_the_title_of_an_entry_is_its_own() -> None:
    blocks = cut(KICKED).blocks
    assert [b.titles[0].value.text for b in blocks][1] == "Clean Kilns for Potters"
    told = ["\n".join(e.text for e in (*b.narrative, *b.section)) for b in blocks]
    assert ["Uganda" in text for text in told] == [False, True, False]


def test_label_before_a_title_in_a_line_is_no_part_of_it() -> None:
    text = "Vacancies. Driver for the north Country: Kenya Budget: USD 4,000 Contract: 6 months Cook for the port "
    found = titles(
        text + "Country: Uganda Budget: USD 3,000 Contract: 12 months Cook of the south Country: Mali Budget: 5\n"
    )
    assert not any(title.startswith("Contract") for title in found)
