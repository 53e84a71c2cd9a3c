"""Corrections by hand: put in, kept, shown in the receipt, and given up where the source has moved on."""

from __future__ import annotations

import pytest

from pipeline.reconcile.corrections import Correction
from pipeline.reconcile.facts import Dataset, Row
from tests.reconcile.paper import Paper, codes, column, facts, says, status

WHO = "corrected by Ann on 2026-01-02: the annex says so"


def fix(field: str, source: str, value: str, *, project: str = "KENX12", row: str = "", number: int = 2) -> Correction:
    table, _, name = field.rpartition(".")
    reason = "the annex says so"
    return Correction(number, project, table or "projects", name, source, value, reason, "Ann", "2026-01-02", row)


def harbours(name: str = "d1", published: str = "", budget: str = "US$ 1,000") -> Paper:
    return Paper(name, published=published).title("Safe Harbours").code("KENX12").amount("budget", budget)


def listing(data: Dataset) -> Row:
    return data.rows("listings")[0]


def states(data: Dataset) -> list[str]:
    return column(data.rows("corrections"), "state")


def test_a_corrected_title_is_published_with_the_quote_the_step_and_who_said_so() -> None:
    data = facts(harbours(), corrections=[fix("title", "Safe Harbours", "Safer Harbours | Kenya")])
    row = listing(data)
    receipt = row.receipts["title"][0]
    assert (row.values["title"], data.rows("projects")[0].values["title"]) == ("Safer Harbours | Kenya",) * 2
    assert (receipt.rule, receipt.status) == ("correction", "stated")
    assert receipt.steps == ("join", "correction:Safer Harbours | Kenya")
    assert receipt.inputs == ("corrections/k1/corrected_value",)
    assert len(receipt.spans) == 1
    assert receipt.rejected == (f"“Safe Harbours”, as made.up gives it; {WHO}",)
    assert (states(data), codes(data)) == (["applied"], [])
    assert data.rows("corrections")[0].values["cells"] == "listings/d1.1/title"


def test_totals_and_sums_follow_from_a_corrected_amount() -> None:
    paper = harbours(budget="US$ 1,001").pledge("Norway", "US$ 300").amount("shortfall", "US$ 700")
    assert codes(facts(paper)) == [("note", "funding-rounding")]
    data = facts(paper, corrections=[fix("budget", "1001", "1000")])
    assert (listing(data).values["budget"], listing(data).values["funding_check"]) == ("1000", "balanced")
    assert status(data.rows("amounts")[0], "amount") == "proved"
    assert data.rows("amounts")[0].values["amount_text"] == "US$ 1,001"
    assert codes(data) == []


def test_a_corrected_amount_is_not_read_otherwise_to_save_a_sum() -> None:
    paper = harbours(budget="US$ 756,300").pledge("Norway", "US$ 300").amount("shortfall", "US$ 756,00")
    assert facts(paper).rows("amounts")[1].values["amount"] == "756000"
    data = facts(paper, corrections=[fix("shortfall", "756", "757")])
    assert data.rows("amounts")[1].values["amount"] == "757"


@pytest.mark.parametrize(
    ("project", "state"),
    [("KEN-X12", "applied"), ("ken x12", "applied"), ("d1.1", "applied"), ("KENX12", "no-project")],
)
def test_a_project_is_named_by_identifier_code_or_listing(project: str, state: str) -> None:
    paper = Paper("d1").title("Safe Harbours").code("KEN X12")
    assert states(facts(paper, corrections=[fix("title", "Safe Harbours", "Ports", project=project)])) == [state]


@pytest.mark.parametrize("beside", [False, True])
def test_a_correction_finds_its_project_when_a_code_came_to_be_known(beside: bool) -> None:
    before = Paper("d1", published="2010").title("Safe Harbours").place("Kenya").amount("budget", "US$ 9")
    after = Paper("d2", published="2011").title("Safe Harbours").place("Kenya").amount("budget", "US$ 9").code("HBR7")
    name = facts(before).rows("projects")[0].row_id
    fixes = [fix("title", "Safe Harbours", "Ports", project=name), fix("end_date", "", "2012", project=name, number=3)]
    data = facts(*[before] * beside, after, corrections=fixes)
    assert column(data.rows("projects"), "project_id") == ["HBR7"]
    assert (states(data), column(data.rows("projects"), "end_date")) == (["applied"] * 2, ["2012"])


#: Donors of the latest document, and what is said of a correction of what Norway pledges in the one before.
LATEST = [
    ([("Norway", "US$ 300")], []),
    ([("Spain", "US$ 10")], [("note", "correction-superseded")]),
    ([], [("note", "correction-superseded")]),
    ([("Norway", "US$ 350")], [("warning", "correction-outdated")]),
]  # fmt: skip


@pytest.mark.parametrize(("donors", "told"), LATEST)
def test_a_correction_of_what_the_latest_document_no_longer_states_is_said(
    donors: list[tuple[str, str]], told: list[tuple[str, str]]
) -> None:
    latest = harbours("d2", "2011")
    for donor in donors:
        latest.pledge(*donor)
    asked = fix("pledges.amount", "300", "310", row="Norway")
    data = facts(harbours("d1", "2010").pledge("Norway", "US$ 300"), latest, corrections=[asked])
    assert [c for c in codes(data) if c[1].startswith("correction")] == told
    if ("note", "correction-superseded") in told:
        assert states(data) == ["applied"]
        note = next(r.values for r in data.rows("findings") if r.values["code"] == "correction-superseded")
        assert (note["listing_id"], note["says"]) == (
            "d2.1",
            "d2.txt, the latest document of the project, says nothing where this was corrected: the correction was put "
            "into an earlier listing alone, and its row may go. (Row 2 of corrections.csv.)",
        )


FISHERS = "Support to Coastal Fishers and their Harbours"

#: What a file said of a project, and what it says later: title, countries; and what is said of a correction of a column
#: of the first.
LOST = [
    ((FISHERS, "Kenya"), (FISHERS, "Kenya", "Ghana"), "end_date", "has the title that this identifier was made from"),
    ((FISHERS, "Kenya"), (FISHERS, "Kenya", "Ghana", "Chad"), "end_date", "has the title that this identifier"),
    ((FISHERS, "Kenya", "Ghana"), (FISHERS, "Ghana"), "end_date", "has the title that this identifier was made from"),
    ((FISHERS, "Kenya"), (f"{FISHERS} II", "Kenya"), "title", "has a title that is 97% like the one"),
    ((FISHERS, "Kenya"), (f"{FISHERS} II", "Kenya"), "end_date", ""),  # nothing in the correction tells
    ((FISHERS, "Kenya"), ("Clean Wells for Farmers", "Kenya"), "title", ""),
    ((FISHERS, "Kenya"), (FISHERS, "Chad", "Ghana", "Nepal"), "end_date", ""),  # quite other places
]  # fmt: skip


@pytest.mark.parametrize(("was", "now", "field", "why"), LOST)
def test_a_correction_without_a_project_says_which_may_be_meant(
    was: tuple[str, ...], now: tuple[str, ...], field: str, why: str
) -> None:
    def paper(title: str, *countries: str) -> Paper:
        made = Paper("d1").title(title)
        for name in countries:
            made.place(name)
        return made

    before, after = (facts(paper(*one)).rows("projects")[0] for one in (was, now))
    asked = fix(field, FISHERS if field == "title" else "", "2012", project=before.row_id, number=7)
    data = facts(paper(*now), Paper("d2").title("Warm Rooms").place("Kenya"), corrections=[asked])
    assert (states(data), codes(data)) == (["no-project"], [("warning", "correction-without-project")])
    told = says(data).partition("the correction was put nowhere.")[2]
    assert told.startswith(f" The project {after.row_id} (“{now[0]}”) {why}") if why else told == ""
    if why:
        assert told.endswith(f"write {after.row_id} in the place of {before.row_id} in row 7 of corrections.csv.")


def test_an_identifier_stays_when_title_and_places_are_corrected() -> None:
    paper = Paper("d1").title("Safe Harbours").place("Kenya")
    name = facts(paper).rows("projects")[0].row_id
    fixes = [fix("title", "Safe Harbours", "Ports", project=name), fix("countries", "KEN", "NPL", project=name)]
    data = facts(paper, corrections=fixes)
    assert column(data.rows("projects"), "project_id") == [name]
    assert (data.rows("projects")[0].values["title"], data.rows("projects")[0].values["countries"]) == ("Ports", "NPL")


def test_kind_and_country_of_a_donor_follow_from_its_corrected_name() -> None:
    data = facts(harbours().pledge("Norwy", "US$ 300"), corrections=[fix("donors", "Norwy", "Norway")])
    pledge = data.rows("pledges")[0]
    assert [pledge.values[c] for c in ("donor", "donor_text", "donor_iso3", "donor_type")] == [
        "Norway", "Norwy", "NOR", "country-government",
    ]  # fmt: skip


def test_a_donor_is_corrected_by_the_one_name_under_which_its_project_has_it() -> None:
    paper = harbours().pledge("Suède", "US$ 300").pledge("EU", "US$ 400")
    data = facts(paper, corrections=[fix("donors", "Sweden", "Norvège"), fix("pledges.donor", "European Union", "EIB")])
    assert column(data.rows("pledges"), "donor") == ["Norvège", "EIB"]
    assert column(data.rows("pledges"), "donor_name") == ["Norway", "European Investment Bank (EIB)"]
    assert data.rows("projects")[0].values["donors"] == "Norway; European Investment Bank (EIB)"


def test_scope_follows_from_corrected_countries() -> None:
    paper = harbours().place("Kenya").place("Nepal")
    data = facts(paper, corrections=[fix("countries", "NPL", "")])
    assert (listing(data).values["scope"], column(data.rows("places"), "iso3")) == ("national", ["KEN"])


def test_one_code_of_several_is_corrected_and_another_taken_out() -> None:
    paper = harbours().code("B-22", score=0.5).code("C-33", score=0.4)
    fixes = [fix("codes", "B-22", ""), fix("codes", "C-33", "C-34", number=3)]
    assert listing(facts(paper, corrections=fixes)).values["codes"] == "KENX12; C-34"


def test_a_value_that_was_looked_at_and_found_right_is_no_longer_doubtful() -> None:
    paper = Paper().title("Safe Harbours", score=4.4).code("KENX12")
    assert codes(facts(paper)) == [("note", "title-uncertain")]
    data = facts(paper, corrections=[fix("title", "Safe Harbours", "Safe Harbours")])
    assert (status(listing(data), "title"), codes(data), states(data)) == ("stated", [], ["confirmed"])
    assert listing(data).receipts["title"][0].rejected == (f"seen and found right; {WHO}",)


def test_a_value_that_the_source_lacks_is_added_with_the_correction_as_its_source() -> None:
    data = facts(harbours(), corrections=[fix("start_date", "", "2009-05")])
    receipt = listing(data).receipts["start_date"][0]
    assert (listing(data).values["start_date"], receipt.inputs) == ("2009-05", ("corrections/k1/corrected_value",))
    assert (receipt.spans, receipt.rejected) == ((), (f"the source gives no value; {WHO}",))


def test_a_donor_that_was_missed_is_added_and_then_its_amount_by_the_donors_name() -> None:
    fixes = [fix("donors", "", "Norway"), fix("pledges.amount", "", "300", row="norway", number=3)]
    data = facts(harbours().pledge("Spain", "US$ 100"), corrections=fixes)
    found = [(p.row_id, p.values["donor"], p.values["amount"]) for p in data.rows("pledges")]
    assert found == [("d1.1.p1", "Spain", "100"), ("d1.1.k1", "Norway", "300")]
    assert data.rows("pledges")[1].values["donor_iso3"] == "NOR"


def test_a_false_row_goes() -> None:
    data = facts(harbours().pledge("Spain").pledge("The Total"), corrections=[fix("pledges.donor", "Total", "")])
    assert column(data.rows("pledges"), "donor") == ["Spain"]


def test_the_same_misspelling_is_corrected_wherever_the_project_has_it() -> None:
    paper = harbours().pledge("Norwy", "US$ 300").pledge("Norwy", "US$ 400")
    data = facts(paper, corrections=[fix("donors", "Norwy", "Norway")])
    assert column(data.rows("pledges"), "donor") == ["Norway", "Norway"]


def test_equal_amounts_need_to_be_told_apart() -> None:
    paper = harbours().pledge("Spain", "US$ 300").pledge("Norway", "US$ 300")
    data = facts(paper, corrections=[fix("pledges.amount", "300", "350")])
    assert (states(data), codes(data)) == (["ambiguous"], [("warning", "correction-ambiguous")])
    assert column(data.rows("pledges"), "amount") == ["300", "300"]
    data = facts(paper, corrections=[fix("pledges.amount", "300", "350", row="Norway")])
    assert (states(data), column(data.rows("pledges"), "amount")) == (["applied"], ["300", "350"])


def test_a_source_that_comes_to_agree_is_said_and_left_as_it_is() -> None:
    data = facts(harbours(budget="US$ 1,200"), corrections=[fix("budget", "1000", "1200")])
    assert (states(data), codes(data)) == (["agrees"], [("note", "correction-agrees")])
    assert says(data) == (
        "The source says “1200” now, as the correction does; its row may go. (Row 2 of corrections.csv.)"
    )
    assert (data.rows("amounts")[0].receipts["amount"][0].rule, status(listing(data), "budget")) == (
        "made.up",
        "stated",
    )


def test_a_source_that_changed_is_shown_as_doubtful() -> None:
    data = facts(harbours(budget="US$ 1,300"), corrections=[fix("budget", "1000", "1200")])
    assert (states(data), codes(data)) == (["changed"], [("warning", "correction-outdated")])
    assert (listing(data).values["budget"], status(listing(data), "budget")) == ("1300", "doubtful")
    assert "“1000” was corrected to “1200”, but the source says “1300” now, which is shown." in says(data)
    assert [data.rows("findings")[0].values[c] for c in ("table", "row_id", "column")] == [
        "amounts",
        "d1.1.a1",
        "amount",
    ]


@pytest.mark.parametrize(
    ("later", "state", "shown"),
    [("US$ 1,000", "applied", "1200"), ("US$ 1,200", "agrees", "1200"), ("US$ 1,300", "changed", "1300")],
)
def test_the_older_edition_keeps_its_correction_whatever_the_later_one_says(later: str, state: str, shown: str) -> None:
    papers = harbours("d1", "2009"), harbours("d2", "2010", later)
    data = facts(*papers, corrections=[fix("budget", "1000", "1200")])
    assert data.rows("amounts")[0].values["amount"] == "1200"
    assert (states(data), data.rows("projects")[0].values["budget"]) == ([state], shown)


def test_a_gap_that_the_source_comes_to_fill_is_its_own() -> None:
    paper = harbours().date("start", start="June 2009")
    assert states(facts(paper, corrections=[fix("start_date", "", "2009-06")])) == ["agrees"]
    data = facts(paper, corrections=[fix("start_date", "", "2009-05")])
    assert (states(data), listing(data).values["start_date"]) == (["changed"], "2009-06")


def test_a_value_that_is_gone_is_said() -> None:
    data = facts(harbours(), corrections=[fix("start_date", "2009-05", "2009-06")])
    assert (states(data), codes(data)) == (["no-value"], [("warning", "correction-without-value")])
    assert "start_date" not in listing(data).values


def test_a_project_that_is_gone_is_said_in_the_table() -> None:
    data = facts(harbours(), corrections=[fix("title", "Cold Rooms", "Ports", project="NPLX1")])
    row = data.rows("corrections")[0].values
    assert (row["state"], row["project_id"], listing(data).values["title"]) == ("no-project", "", "Safe Harbours")
    assert row["says"] == "No project is called “NPLX1”; the correction was put nowhere."
    assert codes(data) == [("warning", "correction-without-project")]


def test_two_projects_become_one_by_hand_and_corrections_find_them_by_either_name() -> None:
    papers = harbours("d1", "2009"), Paper("d2", published="2010").title("Ports of the coast")
    name = facts(*papers).rows("projects")[1].row_id
    fixes = [fix("project_id", name, "KENX12", project=name), fix("title", "Ports of the coast", "Ports", project=name)]
    data = facts(*papers, corrections=fixes)
    assert column(data.rows("projects"), "project_id") == ["KENX12"]
    assert column(data.rows("listings"), "project_id") == ["KENX12", "KENX12"]
    assert (states(data), data.rows("projects")[0].values["title"]) == (["joined", "applied"], "Ports")


@pytest.mark.parametrize("pair", [("KENX12", "NPLX1"), ("NPLX1", "KENX12")])
def test_a_project_that_is_not_there_cannot_be_joined(pair: tuple[str, str]) -> None:
    data = facts(harbours(), corrections=[fix("project_id", *pair)])
    assert (states(data), column(data.rows("projects"), "project_id")) == (["no-project"], ["KENX12"])


def test_a_corrected_code_makes_projects_one_and_parts_them() -> None:
    papers = harbours("d1"), Paper("d2").title("Ports").code("KENX13")
    data = facts(*papers, corrections=[fix("codes", "KENX13", "KENX12", project="KENX13")])
    assert column(data.rows("projects"), "project_id") == ["KENX12"]
    data = facts(harbours("d1"), harbours("d2"), corrections=[fix("codes", "KENX12", "KENX13", project="d2.1")])
    assert column(data.rows("projects"), "project_id") == ["KENX12", "KENX13"]


def test_no_correction_changes_nothing() -> None:
    assert facts(harbours()).tables == facts(harbours(), corrections=[]).tables


@pytest.mark.parametrize("source", ["Africa & the Middle East", "Africa and Middle East"])
def test_a_region_is_corrected_by_its_printed_name_and_by_its_usual_one(source: str) -> None:
    paper = harbours()
    paper.find("region_text", {"region_text": paper.cell("Africa & the Middle East", "join")}, field="region")
    assert facts(paper).rows("projects")[0].values["regions"] == "Africa and Middle East"
    data = facts(paper, corrections=[fix("regions", source, "North Africa & Middle East")])
    assert listing(data).values["region_text"] == "North Africa & Middle East"
    assert data.rows("projects")[0].values["regions"] == "Middle East and North Africa"
    assert states(data) == ["applied"]
