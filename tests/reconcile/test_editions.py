"""Which documents are editions of one brochure, which is the later one, and what is no edition of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.reconcile import Extracted, reconcile
from pipeline.reconcile.facts import Dataset
from pipeline.reconcile.likeness import Sketch, pairs
from tests.reconcile.paper import Paper, codes, facts

TITLES = ("Clean Wells for Upland Farmers", "Safe Harbours for Fishers", "Warm Schools for Children", "Mobile Clinics")


def brochure(name: str, *titles: str, **about: str) -> Extracted:
    """A document with a project for each title; ``about`` is what is known of it."""
    made = Paper(name)
    for number, title in enumerate(titles):
        (made.block() if number else made).title(title).amount("budget", f"US$ {number + 1},000")
    made.parents, made.found = made.parents[: len(titles)], made.found[: len(titles)]
    one = made.extracted()
    return replace(one, document=replace(one.document, file=f"{name}.pdf", **about))  # type: ignore[arg-type]


def superseded(data: Dataset) -> dict[str, str]:
    return {r.row_id: r.values["superseded_by"] for r in data.rows("documents") if r.values["superseded_by"]}


def missing(data: Dataset) -> list[str]:
    return [r.values["title"] for r in data.rows("projects") if r.values["missing_from"]]


#: What is known of two documents of one lineage, and which is the later one (none where it cannot be told).
ORDERS = [
    ({"published": "2010"}, {"published": "2011"}, {"a": "b"}),
    ({"published": "2011"}, {"published": "2010-12"}, {"b": "a"}),
    ({"edition": "1st"}, {"edition": "2nd"}, {"a": "b"}),
    ({"edition": "10"}, {"edition": "9"}, {"b": "a"}),
    ({"edition": "spring 2011"}, {"published": "2010-06"}, {"b": "a"}),
    ({"published": "2010", "edition": "1"}, {"published": "2010", "edition": "2"}, {"a": "b"}),
    ({}, {}, {}),
    ({"published": "2010"}, {"published": "2010"}, {}),
    ({"published": "2010"}, {}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "expected"), ORDERS)
def test_the_later_edition_is_told_by_date_and_number(
    one: dict[str, str], other: dict[str, str], expected: dict[str, str]
) -> None:
    data = reconcile([brochure("a", *TITLES, lineage="l", **one), brochure("b", *TITLES, lineage="l", **other)])
    assert superseded(data) == expected


def test_an_edition_may_be_several_files_and_there_may_be_several_editions() -> None:
    papers = [
        brochure("a1", *TITLES[:2], lineage="l", published="2009"),
        brochure("a2", *TITLES[2:], lineage="l", published="2009"),
        brochure("b", *TITLES[:3], lineage="l", published="2010"),
        brochure("c", *TITLES[:1], lineage="l", published="2011"),
    ]
    data = reconcile(papers)
    assert superseded(data) == {"a1": "b", "a2": "b", "b": "c"}
    gone = {r.values["title"]: r.values["missing_from"] for r in data.rows("projects")}
    assert gone == {TITLES[0]: "", TITLES[1]: "c", TITLES[2]: "c", TITLES[3]: "b"}


#: Two documents without a lineage: names, titles, what is known; whether they are taken for editions.
RECOGNISED = [
    (("x-2010", TITLES, {}), ("x-2011", TITLES, {}), True),
    (("x-2010", TITLES, {}), ("x-2011", TITLES[:1], {}), True),
    (("x", TITLES, {"published": "2010"}), ("y", TITLES[:3], {"published": "2011"}), True),
    (("x", TITLES, {"published": "2010"}), ("y", TITLES[:2], {"published": "2011"}), False),  # two could be chance
    (("x-2010", TITLES[:2], {}), ("x-2011", TITLES[2:], {}), False),
    (("x", TITLES, {}), ("y", TITLES, {}), False),  # nobody knows which is the later one
    (("x-2010", TITLES, {"publisher": "Fund"}), ("x-2011", TITLES, {"publisher": "Bank"}), False),
    (("x-2010", TITLES, {"lineage": "one"}), ("x-2011", TITLES, {"lineage": "other"}), False),
    (("x-2010", TITLES, {"lineage": "one"}), ("x-2011", TITLES, {}), True),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "taken"), RECOGNISED)
def test_editions_are_recognised_by_the_projects_they_share(
    one: tuple[str, tuple[str, ...], dict[str, str]], other: tuple[str, tuple[str, ...], dict[str, str]], taken: bool
) -> None:
    data = reconcile([brochure(name, *titles, **about) for name, titles, about in (one, other)])
    assert superseded(data) == ({one[0]: other[0]} if taken else {})
    assert (("note", "edition-recognised") in codes(data)) is taken
    assert bool(missing(data)) is (taken and len(other[1]) < len(one[1]))


#: Two documents, and whether a person is asked which of them is the later edition.
UNCLEAR = [
    (("x", TITLES, {}), ("y", TITLES, {}), True),
    (("x", TITLES, {}), ("y", TITLES[1:], {}), True),
    (("x", TITLES, {}), ("y-2011", TITLES, {}), True),
    (("x", TITLES, {"lineage": "l"}), ("y", TITLES, {"lineage": "l"}), True),
    (("x", TITLES, {"lineage": "l"}), ("y", TITLES, {}), True),
    (("x", TITLES, {}), ("y", TITLES[2:], {}), False),  # two could be chance
    (("x-1", TITLES, {}), ("x-2", TITLES[:1], {}), False),
    (("x", TITLES, {"published": "2010"}), ("y", TITLES, {"published": "2010"}), False),  # the same in another form
    (("x", TITLES, {"published": "2010"}), ("y", TITLES, {"published": "2011"}), False),
    (("x", TITLES, {"lineage": "one"}), ("y", TITLES, {"lineage": "other"}), False),
    (("x", TITLES, {"publisher": "Fund"}), ("y", TITLES, {"publisher": "Bank"}), False),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "asked"), UNCLEAR)
def test_a_person_is_asked_which_of_two_editions_is_the_later_one_where_nothing_tells(
    one: tuple[str, tuple[str, ...], dict[str, str]], other: tuple[str, tuple[str, ...], dict[str, str]], asked: bool
) -> None:
    data = reconcile([brochure(name, *titles, **about) for name, titles, about in (one, other)])
    assert (("warning", "which-edition") in codes(data)) is asked
    if asked:
        assert superseded(data) == {}
        assert len({r.values["lineage"] for r in data.rows("documents")} - {""}) == 1


def test_the_question_names_both_files_and_is_asked_once_a_document() -> None:
    data = reconcile([brochure("x", *TITLES), brochure("y", *TITLES), brochure("z", *TITLES)])
    assert [r.values["says"].partition(", and nothing")[0] for r in data.rows("findings")] == [
        "y.pdf and x.pdf look like editions of one brochure, as 4 of 4 projects are in both",
        "z.pdf and x.pdf look like editions of one brochure, as 4 of 4 projects are in both",
    ]
    assert "Say in manifest.csv when they were published" in data.rows("findings")[0].values["says"]


#: What is known of two documents, and whether contradicting amounts of a project in both are said.
CONTRADICTED = [
    ({}, {}, True),
    ({"published": "2010"}, {}, True),
    ({"published": "2010"}, {"published": "2010"}, True),
    ({"published": "2010"}, {"published": "2011"}, False),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "asked"), CONTRADICTED)
def test_amounts_that_two_documents_give_otherwise_are_said_where_nothing_tells_which_is_later(
    one: dict[str, str], other: dict[str, str], asked: bool
) -> None:
    def paper(name: str, missing: str, norway: str, spain: str, about: dict[str, str]) -> Extracted:
        made = Paper(name, **about).title("Safe Harbours").code("HBR7").amount("budget", "US$ 900")
        made.amount("shortfall", missing).pledge("Norway", norway).pledge("Spain", spain).pledge("Chad", "US$ 1")
        return made.extracted()

    a = paper("a", "US$ 599", "US$ 215", "US$ 85", one)
    b = paper("b", "US$ 514", "US$ 300", "US$ 85.00", other)
    found = [r.values for r in reconcile([a, b]).rows("findings") if r.values["code"] == "amounts-differ"]
    assert [(f["severity"], f["listing_id"], f["says"]) for f in found] == [
        ("warning", "b.1", "a.txt states this project too, with other amounts: pledge of Norway 215 USD there, 300 USD "
         "here; shortfall 599 USD there, 514 USD here. Nothing tells which holds. Say in manifest.csv which document "
         "is later."),
    ] * asked  # fmt: skip


def test_what_a_superseded_listing_makes_doubtful_is_a_note_and_not_counted() -> None:
    def edition(name: str, published: str, *titles: str) -> Paper:
        made = Paper(name, published=published)
        for number, title in enumerate(titles):
            (made.block() if number else made).title(title).amount("budget", "US$ 9", doubt="it is small")
        return made

    old, new = edition("x-2010", "2010", *TITLES), edition("x-2011", "2011", *TITLES[:3])
    data = facts(old, new)
    found = [
        (r.values["severity"], r.values["listing_id"]) for r in data.rows("findings") if "small" in r.values["says"]
    ]
    assert found == [
        *(("note", f"x-2010.{n}") for n in (1, 2, 3)),
        ("warning", "x-2010.4"),  # what no later edition states is what is shown
        *(("warning", f"x-2011.{n}") for n in (1, 2, 3)),
    ]
    alone = {r.values["title"]: int(r.values["findings"]) for r in facts(new).rows("projects")}
    counted = {r.values["title"]: int(r.values["findings"]) for r in data.rows("projects")}
    assert counted == {TITLES[0]: alone[TITLES[0]] + 1, TITLES[1]: alone[TITLES[1]], TITLES[2]: alone[TITLES[2]],
                       TITLES[3]: 2}  # fmt: skip
    assert ("note", "matched-without-code") not in codes(data)


#: What is known of an edition and of the next one, of which the name of the file alone may tell the year.
DATED = [
    ({"published": "2010"}, {}, "2011"),
    ({}, {"published": "2011-05"}, "2011-05"),
    ({"published": "2010-12"}, {"edition": "2012"}, "2012"),
    ({}, {}, "2011"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "as_of"), DATED)
@pytest.mark.parametrize("turned", [False, True])
def test_the_year_of_an_edition_is_enough_for_its_values_to_be_the_latest(
    one: dict[str, str], other: dict[str, str], as_of: str, turned: bool
) -> None:
    later = tuple(t.replace("for Fishers", "for Coastal Fishers") for t in TITLES)
    papers = [brochure("x-2010", *TITLES, **one), brochure("x-2011", *later, **other)]
    data = reconcile(papers[::-1] if turned else papers)
    projects = {r.values["title"]: r.values for r in data.rows("projects")}
    assert [*projects] == [*later]
    assert {(r["latest_document"], r["as_of"]) for r in projects.values()} == {("x-2011", as_of)}
    assert missing(data) == []
    alone = reconcile(papers[:1])
    assert {r.row_id for r in data.rows("projects")} == {r.row_id for r in alone.rows("projects")}


def test_a_year_in_a_name_outweighs_no_date_that_somebody_stated() -> None:
    data = reconcile([brochure("x-2012", *TITLES, published="2010"), brochure("y", *TITLES, published="2011")])
    assert {r.values["latest_document"] for r in data.rows("projects")} == {"y"}


def test_a_group_of_countries_has_the_members_of_the_year_in_the_name_of_the_file() -> None:
    def members(name: str) -> set[str]:
        paper = Paper(name).title("Roads").place("European Union", basis="group")
        one = paper.extracted()
        data = reconcile([replace(one, document=replace(one.document, file=f"{name}.pdf"))])
        return {r.values["iso3"] for r in data.rows("places")}

    assert members("roads-2012") ^ members("roads-2014") == {"HRV"}
    assert members("roads") == members("roads-2021")


#: Sketches of the earlier and of the later edition, and which are the same.
A = Sketch("strengthening of customs controls", places=frozenset({"KEN"}), budget="5")
B = Sketch("controls of customs strengthened", places=frozenset({"KEN"}), budget="7")
PAIRS = [
    ([A], [A], [(0, 0)]),
    ([A], [B], [(0, 0)]),
    ([A], [B._replace(codes=frozenset({"x1"}))], [(0, 0)]),
    ([A._replace(codes=frozenset({"x2"}))], [B._replace(codes=frozenset({"x1"}))], []),
    ([A], [B._replace(places=frozenset({"UGA"}))], []),
    ([A], [B, B], []),  # two that fit alike: neither
    ([A, A._replace(places=frozenset({"UGA"}))], [B._replace(places=frozenset({"UGA"})), B], [(0, 1), (1, 0)]),
    ([A], [A._replace(title="")], []),
    ([A], [Sketch("care for victims of trafficking", places=frozenset({"KEN"}), budget="5")], []),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), PAIRS)
def test_a_project_is_found_again_where_enough_speaks_for_it_and_no_rival_is_near(
    old: list[Sketch], new: list[Sketch], expected: list[tuple[int, int]]
) -> None:
    assert pairs(old, new) == expected
