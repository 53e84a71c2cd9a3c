"""Which listings of which documents are one project, its identifier, and its one row."""

from __future__ import annotations

import pytest

from pipeline.publish.check import withdraw
from pipeline.reconcile import reconcile
from tests.reconcile.paper import Paper, codes, column, facts, problems, status


def one(name: str, title: str = "Safe Harbours", code: str = "", published: str = "", country: str = "") -> Paper:
    paper = Paper(name, published=published).title(title)
    if code:
        paper.code(code)
    return paper.place(country) if country else paper


def homes(*papers: Paper) -> list[str]:
    """The project of each listing."""
    return column(facts(*papers).rows("listings"), "project_id")


def test_listings_of_two_documents_with_the_same_code_are_one_project() -> None:
    data = facts(one("d1", code="KENX12"), one("d2", "Safer Harbours", code="KENX12"))
    assert column(data.rows("listings"), "project_id") == ["KENX12", "KENX12"]
    assert column(data.rows("projects"), "listings") == ["2"]


def test_case_and_blanks_do_not_part_codes() -> None:
    assert len(set(homes(one("d1", code="KEN X12"), one("d2", code="Ken x12")))) == 1


def test_listings_of_one_document_with_the_same_code_are_two_projects() -> None:
    paper = one("d1", code="KENX12").block().title("Clean Wells").code("KENX12")
    assert homes(paper) == ["KENX12", "KENX12-2"]


def test_the_same_title_does_not_make_one_project() -> None:
    assert len(set(homes(one("d1"), one("d2")))) == 2


@pytest.mark.parametrize("code", ["12", "A1", "2009", "123456"])
def test_code_that_is_too_short_tells_nothing(code: str) -> None:
    assert len(set(homes(one("d1", code=code), one("d2", code=code)))) == 2


@pytest.mark.parametrize("code", ["AB12", "1234567", "2008/165-055", "PD 737/14"])
def test_code_with_letters_or_of_some_length_does(code: str) -> None:
    assert len(set(homes(one("d1", code=code), one("d2", code=code)))) == 1


def test_very_similar_titles_of_two_documents_are_a_possible_match_and_stay_apart() -> None:
    data = facts(one("d1", "Safe Harbours for Coastal Fishers"), one("d2", "Safe Harbours for the Coastal Fishers"))
    assert len(data.rows("projects")) == 2
    assert codes(data) == [("note", "possible-match")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (one("d1", "Safe Harbours for Coastal Fishers"), one("d2", "Safe Harbours for Mountain Children")),
        (one("d1", "Safe Harbours", code="KENX12"), one("d2", "Safe Harbours", code="KENX12")),
    ],
)
def test_unlike_titles_and_known_matches_are_not_mentioned(first: Paper, second: Paper) -> None:
    assert codes(facts(first, second)) == []


def test_similar_titles_of_one_document_are_not_mentioned() -> None:
    paper = one("d1", "Safe Harbours for Coastal Fishers").block().title("Safe Harbours for the Coastal Fishers")
    assert codes(facts(paper)) == []


def test_identifier_is_the_code_without_marks() -> None:
    assert homes(one("d1", code="PBF/KGZ/E-1")) == ["PBF-KGZ-E-1"]


def test_identifier_without_a_code_is_a_digest_of_title_and_places_not_of_the_document() -> None:
    first = homes(one("d1", country="Kenya"))
    assert first == homes(one("another", title="SAFE  HARBOURS", country="Kenya"))
    assert first != homes(one("d1", country="Nepal"))
    assert first != homes(one("d1", title="Clean Wells", country="Kenya"))
    assert first[0].startswith("p-") and len(first[0]) == 12


def test_identifier_does_not_change_when_other_documents_come_along() -> None:
    alone = homes(one("d1"))
    assert homes(one("d0", "Clean Wells"), one("d1"), one("d2", "Warm Schools"))[1:2] == alone


def test_identifiers_are_unique() -> None:
    found = homes(*(one(f"d{n}") for n in range(4)))
    assert len(set(found)) == 4
    assert found[1:] == [f"{found[0]}-{n}" for n in (2, 3, 4)]


def test_project_shows_the_latest_document() -> None:
    old, new = one("d1", "Safe Harbours", "KENX12", "2009-05"), one("d2", "Safer Harbours", "KENX12", "2010")
    for papers in ((old, new), (new, old)):
        row = facts(*papers).rows("projects")[0]
        assert [row.values[c] for c in ("title", "as_of", "latest_document")] == ["Safer Harbours", "2010", "d2"]


def test_among_documents_without_a_date_the_first_stays() -> None:
    row = facts(one("d1", "Safe Harbours", "KENX12"), one("d2", "Safer Harbours", "KENX12")).rows("projects")[0]
    assert row.values["latest_document"] == "d1"


def test_part_of_a_project_knows_its_project() -> None:
    paper = one("d1", code="KENX12").block(parent=1).title("Ice Plants")
    data = facts(paper)
    assert column(data.rows("listings"), "parent_id") == ["", "d1.1"]
    assert column(data.rows("projects"), "parent_project_id") == ["", "KENX12"]


def test_lists_hold_each_value_once_with_a_receipt_for_each() -> None:
    paper = (
        one("d1").place("Kenya").place("Nepal").pledge("Norway", "US$ 300").pledge("Norway", "US$ 400").pledge("Spain")
    )
    row = facts(paper).rows("projects")[0]
    assert [row.values[c] for c in ("countries", "country_names", "donors")] == [
        "KEN; NPL",
        "Kenya; Nepal",
        "Norway; Spain",
    ]
    assert [(r.part, r.inputs) for r in row.receipts["donors"]] == [
        (0, ("pledges/d1.1.p1/donor_name",)),
        (1, ("pledges/d1.1.p3/donor_name",)),
    ]


def test_semicolon_in_a_listed_value_becomes_a_comma() -> None:
    paper = one("d1").pledge("Ports; Lakes Fund").pledge("Spain")
    assert facts(paper).rows("projects")[0].values["donors"] == "Ports, Lakes Fund; Spain"


def test_status_of_a_project_is_the_worst_of_its_values() -> None:
    fine = one("d1").amount("budget", "US$ 1,000")
    assert facts(fine).rows("projects")[0].values["status"] == "stated"
    assert facts(fine.place("Kenya")).rows("projects")[0].values["status"] == "inferred"  # its scope is worked out
    doubtful = one("d1").amount("budget", "US$ 1,000", doubt="the mark may be a letter")
    assert facts(doubtful).rows("projects")[0].values["status"] == "doubtful"


def test_project_counts_its_findings() -> None:
    data = facts(one("d1").amount("budget", "US$ 1,000", doubt="a").countries("The coast"))
    assert data.rows("projects")[0].values["findings"] == str(len(data.rows("findings"))) == "2"


def test_document_without_projects_says_why() -> None:
    paper = Paper("d1")
    given = paper.extracted()
    given.blocks, given.findings, given.rejected = [], [], ["evidence 1.0 is below 2.5"]
    row = reconcile([given]).rows("documents")[0]
    assert (row.values["status"], row.values["listings"]) == ("no-projects", "0")
    assert row.values["detail"] == "No project was found: evidence 1.0 is below 2.5."


@pytest.mark.parametrize(("state", "severity"), [("failed", "error"), ("skipped", "note")])
def test_document_that_was_not_read_is_a_finding(state: str, severity: str) -> None:
    paper = Paper("d1", status=state, detail="The file is empty.")
    given = paper.extracted()
    given.blocks, given.findings = [], []
    data = reconcile([given])
    assert codes(data) == [(severity, f"document-{state}")]
    assert data.rows("findings")[0].values["says"] == "The file is empty."


def test_value_that_is_worked_out_replays_from_its_inputs() -> None:
    """:func:`facts` replays all receipts of all tests here; this one shows that it would see a wrong one."""
    paper = one("d1").amount("budget", "US$ 1,000").pledge("Norway", "US$ 300").amount("shortfall", "US$ 700")
    data = facts(paper)
    data.rows("listings")[0].values["pledged"] = "301"
    assert ("listings", "d1.1", "pledged") in {(p.table, p.row_id, p.column) for p in problems(data)}


def test_value_that_is_not_proved_is_withdrawn_with_all_that_rests_on_it() -> None:
    paper = one("d1").amount("budget", "US$ 1,000").pledge("Norway", "US$ 300").amount("shortfall", "US$ 700")
    data = facts(paper)
    data.rows("amounts")[0].values["amount"] = "999"
    withdraw(data, problems(data))
    listing, project = data.rows("listings")[0], data.rows("projects")[0]
    assert data.rows("amounts")[0].values["amount"] == ""
    assert [row.values.get("budget", "") for row in (listing, project)] == ["", ""]
    assert project.values.get("funded_share", "") == ""
    assert (listing.values["pledged"], project.values["shortfall"]) == ("300", "700")
    assert problems(data) == []
    assert status(listing, "pledged") == "proved"
