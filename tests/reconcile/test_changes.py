"""What differs between two datasets: each difference once, where it is stated, with what brought it about."""

from __future__ import annotations

import pytest

from pipeline.reconcile.changes import changes, equal
from pipeline.reconcile.corrections import Correction
from pipeline.reconcile.facts import Dataset
from tests.reconcile.paper import Paper, facts

ANA, BEA, CLO = ("Ana Lima", "ana@h.example"), ("Bea Moss", "bea@h.example"), ("Clo Nunn", "clo@h.example")


def paper(budget: str = "US$ 1,000", *pledges: tuple[str, str], title: str = "Safe Harbours") -> Paper:
    made = Paper().title(title).code("HBR7").amount("budget", budget)
    for donor, amount in pledges:
        made.pledge(donor, amount)
    return made


def found(old: Dataset, new: Dataset) -> list[tuple[str, ...]]:
    names = ("change", "table", "column", "old", "new", "cause")
    return [tuple(row.values[n] for n in names) for row in changes(old, new)]


def summed(data: Dataset, **sums: str) -> Dataset:
    """The dataset with checksums of its documents, which the papers of these tests have none of."""
    for row in data.rows("documents"):
        row.values["sha256"] = sums.get(row.row_id, "1")
    return data


def old(*papers: Paper) -> Dataset:
    return summed(facts(*papers), d="old")


def new(*papers: Paper) -> Dataset:
    return summed(facts(*papers), d="new")


def test_the_same_has_no_changes() -> None:
    assert found(old(paper()), new(paper())) == []


def test_an_amount_that_moved_is_one_change_though_three_tables_hold_it() -> None:
    assert found(old(paper("US$ 1,000")), new(paper("US$ 1,200"))) == [
        ("changed", "projects", "budget", "1000", "1200", "document"),
    ]  # fmt: skip


def test_a_sum_and_a_share_follow_from_the_pledge_and_are_not_told() -> None:
    before, after = paper("US$ 1,000", ("Norway", "US$ 300")), paper("US$ 1,000", ("Norway", "US$ 400"))
    assert found(old(before), new(after)) == [("changed", "pledges", "amount", "300", "400", "document")]


def test_a_share_that_differs_by_itself_is_told() -> None:
    before, after = old(paper("US$ 1,000", ("Norway", "US$ 300"))), old(paper("US$ 1,000", ("Norway", "US$ 300")))
    after.rows("projects")[0].values["funded_share"] = "0.31"
    assert found(before, after) == [("changed", "projects", "funded_share", "0.3", "0.31", "rule")]


def test_a_donor_that_is_added_is_a_row_a_value() -> None:
    before = paper("US$ 1,000", ("Norway", "US$ 300"))
    after = paper("US$ 1,000", ("Spain", "EUR 200"), ("Norway", "US$ 300"))
    assert found(old(before), new(after)) == [
        ("added", "pledges", "donor_name", "", "Spain", "document"),
        ("added", "pledges", "amount", "", "200", "document"),
        ("added", "pledges", "currency", "", "EUR", "document"),
    ]


def test_each_change_says_whose_or_what_it_is() -> None:
    before = paper("US$ 1,000", ("Norway", "US$ 300"), ("Spain", "US$ 10")).place("Kenya").person(*ANA, "field")
    after = (
        paper("US$ 1,200", ("Spain", "US$ 20"), ("Norway", "US$ 300")).place("Nepal").person(ANA[0], BEA[1], "field")
    )
    told = [(r.values["table"], r.values["column"], r.values["what"]) for r in changes(old(before), new(after))]
    assert told == [
        ("projects", "budget", "Safe Harbours"),
        ("pledges", "amount", "Spain"),
        ("contacts", "email", "Ana Lima"),
        ("places", "iso3", "Nepal"),
        ("places", "iso3", "Kenya"),
    ]


def test_what_has_no_name_is_called_by_what_it_has() -> None:
    before, after = paper(), paper().person("", "harbours@h.example", office="Port Office").person("", "x@h.example")
    told = {r.values["what"] for r in changes(old(before), new(after))}
    assert told == {"Port Office", "x@h.example"}


def test_the_order_of_donors_is_no_change() -> None:
    one, other = ("Norway", "US$ 300"), ("Spain", "US$ 200")
    assert found(old(paper("US$ 1,000", one, other)), new(paper("US$ 1,000", other, one))) == []


def test_two_pledges_of_one_donor_are_matched_by_their_amounts() -> None:
    before = paper("US$ 1,000", ("Norway", "US$ 300"), ("Norway", "US$ 200"))
    after = paper("US$ 1,000", ("Norway", "US$ 200"), ("Norway", "US$ 350"))
    assert found(old(before), new(after)) == [("changed", "pledges", "amount", "300", "350", "document")]


def people(*persons: tuple[str, tuple[str, str]]) -> Paper:
    made = paper()
    for role, (name, email) in persons:
        made.person(name, email, role)
    return made


HQ, FIELD = "headquarters", "field"

#: Persons before, persons after, and what changed: change, column, old, new.
PEOPLE = [
    ([(HQ, ANA), (FIELD, BEA)], [(FIELD, BEA), (HQ, ANA)], []),
    ([(HQ, ANA)], [(HQ, BEA)], [("changed", "name", ANA[0], BEA[0]), ("changed", "email", ANA[1], BEA[1])]),
    ([(HQ, ANA), (FIELD, BEA)], [(HQ, ANA), (FIELD, CLO)],
     [("changed", "name", BEA[0], CLO[0]), ("changed", "email", BEA[1], CLO[1])]),
    ([(HQ, ANA)], [(HQ, (ANA[0], "a.lima@h.example"))], [("changed", "email", ANA[1], "a.lima@h.example")]),
    ([(HQ, ANA)], [(HQ, ("Ana Lima-Reis", ANA[1]))], [("changed", "name", ANA[0], "Ana Lima-Reis")]),
    ([(HQ, ANA)], [(FIELD, ANA)], [("changed", "role", HQ, FIELD)]),
    ([(HQ, ANA)], [(HQ, ANA), (HQ, BEA)],
     [("added", "role", "", HQ), ("added", "name", "", BEA[0]), ("added", "email", "", BEA[1])]),
    ([(HQ, ANA), (FIELD, BEA)], [(HQ, ANA)],
     [("removed", "role", FIELD, ""), ("removed", "name", BEA[0], ""), ("removed", "email", BEA[1], "")]),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), PEOPLE)
def test_people_are_told_apart_from_what_is_said_of_them(
    before: list[tuple[str, tuple[str, str]]],
    after: list[tuple[str, tuple[str, str]]],
    expected: list[tuple[str, ...]],
) -> None:
    told = found(old(people(*before)), new(people(*after)))
    assert [(c[0], *c[2:5]) for c in told if c[1] == "contacts"] == expected
    assert [c for c in told if c[1] != "contacts"] == []  # not the columns of projects that repeat them


def test_a_country_more_is_told_once() -> None:
    before, after = paper().place("Kenya"), paper().place("Kenya").place("Uganda")
    assert found(old(before), new(after)) == [("added", "places", "iso3", "", "UGA", "document")]


def test_a_project_that_comes_or_goes_is_one_row() -> None:
    other = Paper("e").title("Clean Wells").code("WLS9").amount("budget", "US$ 5").pledge("Spain", "US$ 4")
    assert found(old(paper()), new(paper(), other)) == [
        ("added", "projects", "title", "", "Clean Wells", "document"),
    ]  # fmt: skip
    assert found(new(paper(), other), old(paper())) == [
        ("removed", "projects", "title", "Clean Wells", "", "document"),
    ]  # fmt: skip


def uncoded(title: str, *countries: str) -> Paper:
    made = Paper().title(title).amount("budget", "US$ 1,000").person(*ANA)
    for name in countries:
        made.place(name)
    return made


def test_a_reworded_title_without_a_code_is_the_same_project() -> None:
    before = old(uncoded("Support to Coastal Fishers and their Harbours", "Kenya"))
    after = new(uncoded("Support to the Harbours of Coastal Fishers", "Kenya"))
    assert [c[:3] for c in found(before, after)] == [
        ("changed", "projects", "project_id"), ("changed", "projects", "title"),
    ]  # fmt: skip


@pytest.mark.parametrize(("title", "country"), [("Clean Wells for Farmers", "Kenya"), ("Support to Fishers", "Nepal")])
def test_another_title_or_another_country_is_another_project(title: str, country: str) -> None:
    before = old(uncoded("Support to Coastal Fishers and their Harbours", "Kenya").amount("shortfall", "US$ 1"))
    after = new(Paper().title(title).amount("budget", "US$ 7").person(*BEA).place(country))
    assert [c[:2] for c in found(before, after)] == [("added", "projects"), ("removed", "projects")]


def test_what_a_rule_reads_otherwise_in_the_same_place_of_the_same_file_is_the_same_project() -> None:
    before, after = old(uncoded("Support to Fishers", "Kenya")), old(uncoded("Support to Fishers", "Nepal"))
    assert [(*c[:3], c[5]) for c in found(before, after)] == [
        ("changed", "projects", "project_id", "rule"),
        ("added", "places", "iso3", "rule"),
        ("removed", "places", "iso3", "rule"),
    ]


# --- causes ------------------------------------------------------------------------------------------------------


def test_another_value_from_the_same_file_is_a_matter_of_rules() -> None:
    assert found(old(paper("US$ 1,000")), old(paper("US$ 1,200"))) == [
        ("changed", "projects", "budget", "1000", "1200", "rule"),
    ]  # fmt: skip


def test_another_value_from_the_same_words_of_another_file_is_a_matter_of_rules() -> None:
    before, after = old(paper("US$ 1,000")), new(paper("US$ 1,000"))
    for row in after.rows("amounts"):
        row.values["amount"] = "1"
        row.receipts["amount"] = [r._replace(rule="made.otherwise") for r in row.receipts["amount"]]
    after.rows("projects")[0].values["budget"] = "1"
    assert found(before, after) == [("changed", "projects", "budget", "1000", "1", "rule")]


def test_what_the_manifest_says_is_a_cause_of_its_own() -> None:
    before, after = old(paper()), old(paper())
    after.rows("documents")[0].values["published"] = "2011"
    after.rows("projects")[0].values["scope"] = "global"
    assert found(before, after) == [("added", "projects", "scope", "", "global", "manifest")]


def corrected(data: Dataset, value: str) -> Dataset:
    """The dataset with its budget corrected by hand."""
    for table in ("amounts", "listings", "projects"):
        row = data.rows(table)[0]
        column = "amount" if table == "amounts" else "budget"
        row.values[column] = value
        if table == "amounts":
            step = f"correction:{value}"
            row.receipts[column] = [r._replace(steps=(*r.steps, step)) for r in row.receipts[column]]
    return data


@pytest.mark.parametrize("file", ["old", "new"])
def test_a_correction_is_the_cause_where_one_came_changed_or_went(file: str) -> None:
    plain, once, again = old(paper()), corrected(summed(facts(paper()), d=file), "9"), corrected(old(paper()), "8")
    assert [c[3:] for c in found(plain, once)] == [("1000", "9", "correction")]
    assert [c[3:] for c in found(again, once)] == [("8", "9", "correction")]
    assert [c[3:] for c in found(once, plain)] == [("9", "1000", "correction")]


def fixed(name: str, source: str, value: str, row: str = "") -> Correction:
    return Correction(2, "HBR7", "pledges", name, source, value, "the annex says so", "Ann", "2026-01-02", row)


NORWAY, SPAIN = ("Norway", "US$ 300"), ("Spain", "US$ 200")

#: Donors and corrections before and after, whether the document is another one, and the causes of what differs.
BY_HAND = [
    # a donor that went took the correction of its amount along
    ([NORWAY, SPAIN], [fixed("amount", "300", "310")], [SPAIN], [fixed("amount", "300", "310")], True, {"document"}),
    ([NORWAY, SPAIN], [fixed("amount", "300", "310")], [SPAIN], [], False, {"rule"}),
    # an amount that the new document gives otherwise, so that its correction holds no more
    ([NORWAY], [fixed("amount", "300", "310")], [("Norway", "US$ 350")], [fixed("amount", "300", "310")], True,
     {"document"}),
    # the same words in a new document, and the correction was taken back
    ([NORWAY], [fixed("amount", "300", "310")], [NORWAY], [], True, {"correction"}),
    # a new correction of what a new document says
    ([NORWAY], [], [("Norway", "US$ 350")], [fixed("amount", "350", "310")], True, {"correction"}),
    # a donor that a person took out, or put in; and that comes back
    ([NORWAY, SPAIN], [], [NORWAY, SPAIN], [fixed("donor", "Spain", "")], False, {"correction"}),
    ([NORWAY, SPAIN], [fixed("donor", "Spain", "")], [NORWAY, SPAIN], [], False, {"correction"}),
    ([NORWAY], [], [NORWAY], [fixed("donor", "", "Spain")], False, {"correction"}),
    ([NORWAY], [fixed("donor", "", "Spain")], [NORWAY], [], True, {"correction"}),
    # a donor that came beside one that is corrected all along
    ([NORWAY], [fixed("amount", "300", "310")], [NORWAY, SPAIN], [fixed("amount", "300", "310")], True, {"document"}),
]  # fmt: skip


@pytest.mark.parametrize(("was", "by_then", "now", "by_now", "another", "causes"), BY_HAND)
def test_a_correction_is_the_cause_only_of_what_a_person_did(
    was: list[tuple[str, str]], by_then: list[Correction], now: list[tuple[str, str]], by_now: list[Correction],
    another: bool, causes: set[str],
) -> None:  # fmt: skip
    before = summed(facts(paper("US$ 1,000", *was), corrections=by_then), d="old")
    after = summed(facts(paper("US$ 1,000", *now), corrections=by_now), d="new" if another else "old")
    assert {row.values["cause"] for row in changes(before, after)} == causes


def test_an_identifier_that_a_document_beside_brings_along_comes_from_that_document() -> None:
    title = "Support to Coastal Fishers and their Harbours"
    main = Paper("main", published="2011").title(title).amount("budget", "US$ 1,000").place("Kenya")
    beside = Paper("beside", published="2010").title(title).code("HBR7").amount("budget", "US$ 1,000").place("Kenya")
    sums = {"main": "1", "beside": "2"}
    alone, both = summed(facts(main), **sums), summed(facts(main, beside), **sums)
    told = ("column", "new", "cause", "document_id")
    assert [tuple(r.values[n] for n in told) for r in changes(alone, both)] == [
        ("project_id", "HBR7", "document", "beside"),
    ]
    assert [tuple(r.values[n] for n in told) for r in changes(both, alone)] == [
        ("project_id", alone.rows("projects")[0].row_id, "document", "beside"),
    ]


def test_what_went_with_its_document_names_it() -> None:
    other = Paper("e").title("Clean Wells").code("WLS9").amount("budget", "US$ 5")
    assert [r.values["document_id"] for r in changes(old(paper(), other), old(paper()))] == ["e"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1", "1.00", True), ("KEN; UGA", "UGA; KEN", True), ("", "", True), ("a", "a", True),
        ("1", "1.01", False), ("KEN", "KEN; UGA", False), ("", "0", False), ("2009", "2009-01", False),
        ("nan", "NaN", False),
    ],
)  # fmt: skip
def test_cells_say_the_same_whatever_their_form(one: str, other: str, same: bool) -> None:
    assert equal(one, other) is same
