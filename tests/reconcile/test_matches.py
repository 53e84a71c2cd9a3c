"""The evidence that two listings state one project: what each piece weighs, and what it takes to make one of two."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reconcile import identity
from pipeline.reconcile.facts import Dataset
from pipeline.reconcile.identity import Traits
from pipeline.reconcile.listing import listing
from pipeline.settings import settings
from tests.reconcile.paper import Paper, codes, column, facts, says

TITLE = "Safe Harbours for the Fishers of the Coast"


def one(name: str, title: str = TITLE, published: str = "") -> Paper:
    return Paper(name, published=published).title(title)


def matches(data: Dataset) -> list[tuple[str, str]]:
    return [(r.values["decision"], r.values["score"]) for r in data.rows("matches")]


def reasons(data: Dataset) -> list[str]:
    return [r.values["reasons"] for r in data.rows("matches")]


#: Two statements of one project, and why they are.
SAME = [
    (
        one("d1").code("KENX12"),
        one("d2", "Ports and Ships in Times of Change").code("KENX12"),
        "the same code KENX12 (+1.50); titles only 42% alike (-0.30)",
    ),
    (
        one("d1").place("Kenya").amount("budget", "US$ 1,000"),
        one("d2").place("Kenya").amount("budget", "US$ 1,000"),
        "the same title (+0.60); the same places KEN (+0.20); the same budget 1000 USD (+0.35)",
    ),
    (
        one("d1").place("Kenya").person("Jane Doe", "jane@undp.org", office="UNDP"),
        one("d2").place("Kenya").person("Jane Doe", "Jane@undp.org", office="UNDP"),
        "the same title (+0.60); the same places KEN (+0.20); the same office undp (+0.10); "
        "the same person to contact (+0.15)",
    ),
    (
        one("d1").date("period", start="May 2009", end="June 2011"),
        one("d2").date("period", start="2009", end="2011"),
        "the same title (+0.60); the same period (+0.25)",
    ),
]


@pytest.mark.parametrize(("first", "second", "why"), SAME, ids=["code", "budget", "person", "period"])
def test_strong_evidence_makes_one_project_and_is_published(first: Paper, second: Paper, why: str) -> None:
    data = facts(first, second)
    assert len(data.rows("projects")) == 1
    assert (reasons(data), column(data.rows("matches"), "decision")) == ([why], ["same"])
    assert codes(data) == ([] if "code" in why else [("note", "matched-without-code")])


#: Two statements that may be of one project: the evidence is told, and they stay two.
POSSIBLE = [
    (one("d1"), one("d2"), "0.60"),
    (one("d1").place("Kenya"), one("d2").place("Kenya"), "0.80"),
    (one("d1").code("KENX12"), one("d2"), "0.60"),
    (one("d1"), one("d2", "Safe Harbours for Fishers of the Coast"), "0.50"),
    (one("d1").amount("budget", "US$ 1,000"), one("d2").amount("budget", "US$ 2,000"), "0.55"),
    (one("d1").scope("global"), one("d2").scope("global"), "0.70"),
    (one("d1").place("Kenya").place("Nepal"), one("d2").place("Kenya"), "0.70"),
    (
        one("d1", "Strengthening Law Enforcement Capacity Kenya").place("Kenya"),
        one("d2", "Strengthening Law Enforcement Capacity in Kenya and its many Neighbours").place("Kenya"),
        "0.60",
    ),
]


@pytest.mark.parametrize(("first", "second", "score"), POSSIBLE)
def test_weak_evidence_gives_a_note_and_no_merge(first: Paper, second: Paper, score: str) -> None:
    data = facts(first, second)
    assert len(data.rows("projects")) == 2
    assert (matches(data), codes(data)) == ([("possible", score)], [("note", "possible-match")])


def test_a_possible_match_says_why_how_much_is_missing_and_what_to_do() -> None:
    data = facts(one("d1").code("KENX12"), one("d2"))
    name = data.rows("projects")[1].row_id
    assert says(data) == (
        f"This may be the project KENX12 (“{TITLE}”): the same title (+0.60). That is 0.60, and 0.85 makes one. "
        f"`pledgebook correct {name} project_id KENX12` does so by hand."
    )


#: Near misses: alike in some way, and nothing to ask a person about.
APART = [
    (one("d1").code("KENX12"), one("d2").code("KENX13")),
    (one("d1").place("Kenya"), one("d2").place("Nepal")),
    (
        one("d1").date("period", start="May 2009", end="June 2011"),
        one("d2").date("period", start="July 2011", end="2013"),
    ),
    (one("d1"), one("d2", "Safe Harbours for the Children of the Mountains")),
    (
        one("d1", "Clean Wells").amount("budget", "US$ 1,000").place("Kenya"),
        one("d2", "Ice Plants").amount("budget", "US$ 1,000").place("Kenya"),
    ),
]


@pytest.mark.parametrize(("first", "second"), APART, ids=["codes", "places", "periods", "titles", "budget alone"])
def test_what_contradicts_holds_back(first: Paper, second: Paper) -> None:
    data = facts(first, second)
    assert (len(data.rows("projects")), matches(data), codes(data)) == (2, [], [])


def test_codes_of_different_agencies_contradict_nothing() -> None:
    first, second = one("d1").code("KENX12").place("Kenya"), one("d2").code("2008/165-055").place("Kenya")
    assert matches(facts(first, second)) == [("possible", "0.80")]


def test_the_same_code_at_different_places_under_another_title_is_asked_about() -> None:
    first = one("d1").code("KENX12").place("Kenya")
    second = one("d2", "Ports and Ships in Times of Change").code("KENX12").place("Nepal")
    assert matches(facts(first, second)) == [("possible", "0.70")]


def test_two_listings_of_one_document_are_never_one_project_by_way_of_a_third() -> None:
    paper = one("d1").code("KENX12").block().title(TITLE).code("KENX12")
    data = facts(paper, one("d2").code("KENX12"))
    assert column(data.rows("listings"), "project_id") == ["KENX12", "KENX12-2", "KENX12"]


def test_the_surest_pair_comes_first_whatever_the_order() -> None:
    twin = one("d1").place("Kenya").amount("budget", "US$ 1,000").block().title(TITLE).place("Kenya")
    twin.amount("budget", "US$ 1,000").date("period", start="2009", end="2011")
    later = one("d2").place("Kenya").amount("budget", "US$ 1,000").date("period", start="2009", end="2011")
    names = column(facts(twin, later).rows("listings"), "project_id")
    assert names[1] == names[2] != names[0]


def test_an_identifier_is_of_the_earliest_document_and_stays_when_a_later_one_rewords_the_title() -> None:
    old = one("d2", published="2009").place("Kenya").amount("budget", "US$ 1,000").person("A Doe", "a@undp.org")
    new = (
        one("d1", f"{TITLE} and Lakes", "2010")
        .place("Kenya")
        .amount("budget", "US$ 1,000")
        .person("A Doe", "a@undp.org")
    )
    alone = facts(old).rows("projects")[0].row_id
    both = facts(new, old).rows("projects")
    assert [(p.row_id, p.values["title"]) for p in both] == [(alone, f"{TITLE} and Lakes")]


def test_a_code_that_any_document_states_names_the_project() -> None:
    page = one("d1", published="2008").place("Kenya").amount("budget", "US$ 1,000")
    brochure = one("d2", published="2010").place("Kenya").amount("budget", "US$ 1,000").code("KENX12")
    assert column(facts(page, brochure).rows("projects"), "project_id") == ["KENX12"]


def test_of_two_projects_that_may_be_one_only_the_strongest_pair_is_told() -> None:
    papers = [one(f"d{n}").code("KENX12") for n in range(3)]
    assert matches(facts(*papers, one("d9")))[-1:] == [("possible", "0.60")]
    assert codes(facts(*papers, one("d9"))) == [("note", "possible-match")]


@given(st.permutations(range(4)))
def test_the_order_of_documents_changes_no_project(order: list[int]) -> None:
    def papers() -> list[Paper]:
        return [
            one("d0").code("KENX12"),
            one("d1").code("KENX12").place("Kenya"),
            one("d2").place("Kenya").amount("budget", "US$ 1,000"),
            one("d3", "Clean Wells for the Farmers of the Hills"),
        ]

    found = facts(*(papers()[n] for n in order)).rows("listings")
    homes: dict[str, set[str]] = {}
    for row in found:
        homes.setdefault(row.values["project_id"], set()).add(row.values["document_id"])
    assert sorted(map(sorted, homes.values())) == [["d0", "d1"], ["d2"], ["d3"]]


def test_the_weights_are_such_that_no_title_alone_makes_one_project() -> None:
    weights = settings("identity")
    assert weights["possible"] < weights["title"] < weights["same"] < weights["code"]
    assert weights["title"] + max(weights[n] for n in ("places", "scope", "person", "donors")) < weights["same"]


_SOME = st.frozensets(st.sampled_from(["KENX12", "KENX13", "UGA-7-1", "XSSR46", "1234567"]), max_size=2)
_TRAITS = st.builds(
    identity.Traits,
    document=st.sampled_from(["d0", "d1"]),
    title=st.sampled_from([TITLE.lower(), "wells", "clean wells for the farmers", ""]),
    words=st.frozensets(st.sampled_from(["clean", "wells", "farmers"])),
    codes=_SOME,
    places=st.frozensets(st.sampled_from(["ken", "uga"])),
    scope=st.sampled_from(["", "global", "national"]),
    donors=st.frozensets(st.sampled_from(["norway", "japan"])),
    offices=st.frozensets(st.sampled_from(["nairobi office"])),
    people=st.frozensets(st.sampled_from(["a@example.org"])),
    start=st.sampled_from(["", "2009", "2012"]),
    end=st.sampled_from(["", "2010", "2014"]),
    budget=st.sampled_from(["", "100 USD", "200 USD"]),
)


@given(_TRAITS, _TRAITS)
def test_a_pair_is_given_up_only_where_its_evidence_would_not_be_enough(one: Traits, other: Traits) -> None:
    whole = tuple(identity.weigh(one, other))
    assert identity.evidence(one, other) in (whole, ())
    if identity.score(whole) >= settings("identity")["possible"]:
        assert identity.evidence(one, other) == whole


def test_listings_with_other_codes_at_other_places_are_given_up_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Traits] = []
    monkeypatch.setattr(identity, "weigh", lambda one, _: asked.append(one) or ())
    here, there = one("d0").code("KENX12").place("Kenya"), one("d1").code("UGAX13").place("Uganda")
    near = one("d2").code("KENX14").place("Kenya")
    facts(here, there)
    assert not asked
    facts(here, near)
    assert len(asked) == 1


def test_thousands_of_listings_are_compared_in_blocks() -> None:
    papers = []
    for d in range(20):
        paper = Paper(f"d{d}")
        for k in range(50):
            paper = paper.block() if k else paper
            paper.title(f"Strengthening regional capacity number{d * 50 + k} of district{k} in area{d}").place("Kenya")
        papers.append(paper.extracted())
    listings = [listing(e.document, b, f) for e in papers for b, f in zip(e.blocks, e.findings, strict=True)]
    pairs = identity._candidates([identity.traits(item) for item in listings])
    assert len(pairs) < 30 * len(listings)  # of 475,000 pairs
