"""One listing from many findings: which is believed, which is rejected, and what is said about it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reconcile.paper import Paper, codes, column, facts, says, status


def project() -> Paper:
    return Paper().title("Safe Harbours")


def test_best_title_is_taken_and_the_others_are_named_with_their_scores() -> None:
    row = facts(Paper().title("Safe Harbours", score=10).title("Harbour Yearbook", score=3.5)).rows("listings")[0]
    assert (row.values["title"], status(row, "title")) == ("Safe Harbours", "stated")
    assert len(row.receipts["title"][0].rejected) == 1
    assert "“Harbour Yearbook” scored 3.5 against 10" in row.receipts["title"][0].rejected[0]


@pytest.mark.parametrize(
    ("best", "rival", "doubtful"),
    [(5.5, 4.5, True), (5.5, 1.2, False), (8.0, 7.9, False), (4.4, 0.1, True), (4.5, 0.2, False)],
)
def test_title_is_doubtful_where_it_is_weak_or_a_rival_is_near(best: float, rival: float, doubtful: bool) -> None:
    data = facts(Paper().title("Safe Harbours", score=best).title("Harbour Yearbook", score=rival))
    assert (status(data.rows("listings")[0], "title") == "doubtful") == doubtful
    assert codes(data) == ([("note", "title-uncertain")] if doubtful else [])


def test_the_same_title_in_another_place_is_no_rival() -> None:
    data = facts(Paper().title("Safe Harbours", score=5).title("SAFE HARBOURS", score=4.9))
    assert status(data.rows("listings")[0], "title") != "doubtful"


def test_codes_are_listed_best_first_and_each_once() -> None:
    paper = project().code("B-22", score=0.5).code("A-12").code("a-12", score=0.4)
    row = facts(paper).rows("listings")[0]
    assert row.values["codes"] == "A-12; B-22"
    assert [r.part for r in row.receipts["codes"]] == [0, 1]


def test_code_that_is_part_of_another_is_left_out() -> None:
    row = facts(project().code("DCI-MIGR 2008/153-128").code("2008/153-128", score=0.5)).rows("listings")[0]
    assert row.values["codes"] == "DCI-MIGR 2008/153-128"


def dates(paper: Paper) -> dict[str, str]:
    row = facts(paper).rows("listings")[0]
    return {c: row.values[c] for c in ("start_date", "end_date", "duration_months") if c in row.values}


def test_start_of_its_own_field_beats_the_one_of_the_period() -> None:
    paper = project().date("period", start="May 2009", end="June 2011").date("start", start="3 May 2009")
    row = facts(paper).rows("listings")[0]
    assert (row.values["start_date"], row.values["end_date"]) == ("2009-05-03", "2011-06")
    assert len(row.receipts["start_date"][0].rejected) == 1
    assert row.receipts["start_date"][0].rejected[0].startswith("2009-05 (made.up, from period")


@pytest.mark.parametrize("field", ["budget", "bare", "narrative"])
def test_period_beats_a_date_in_another_field(field: str) -> None:
    assert dates(project().date(field, start="2001").date("period", start="2009"))["start_date"] == "2009"


def test_two_fields_of_a_kind_that_disagree_make_the_date_doubtful() -> None:
    data = facts(project().date("start", start="May 2009").date("start", start="June 2009"))
    assert status(data.rows("listings")[0], "start_date") == "doubtful"
    assert codes(data) == [("warning", "date-doubtful")]
    assert "2009-06" in says(data)


def test_dates_that_agree_as_far_as_both_are_stated_are_no_contradiction() -> None:
    data = facts(project().date("start", start="2009").date("start", start="May 2009"))
    assert codes(data) == []


def test_doubt_of_the_reader_is_passed_on() -> None:
    data = facts(project().date("start", start="May 2009", doubt="day and month may be swapped"))
    assert status(data.rows("listings")[0], "start_date") == "doubtful"
    assert "day and month may be swapped" in says(data)


def iso3(paper: Paper) -> list[str]:
    return column(facts(paper).rows("places"), "iso3")


def test_country_field_beats_all_other_places() -> None:
    paper = project().place("Peru", field="location").place("Kenya").place("Nepal", field="beneficiary")
    assert iso3(paper) == ["KEN"]


def test_beneficiary_beats_a_location() -> None:
    assert iso3(project().place("Peru", field="location").place("Nepal", field="beneficiary")) == ["NPL"]


def test_country_of_the_title_counts_only_where_nothing_names_one() -> None:
    assert iso3(project().place("Peru", field="title", basis="narrative").place("Kenya")) == ["KEN"]
    data = facts(project().place("Peru", field="title", basis="narrative"))
    assert column(data.rows("places"), "iso3") == ["PER"]
    assert status(data.rows("places")[0], "iso3") == "inferred"


def test_country_is_listed_once() -> None:
    assert iso3(project().place("Kenya").place("Nepal").place("Kenya")) == ["KEN", "NPL"]


GROUP = "ECOWAS"


@pytest.mark.parametrize(
    ("published", "number", "mali"),
    [("2010", 15, True), ("2025-01-28", 15, True), ("2025-01-29", 12, False), ("2026", 12, False)],
)
def test_group_stands_for_its_members_at_the_date_of_the_document(published: str, number: int, mali: bool) -> None:
    rows = facts(Paper(published=published).title("Safe Harbours").place(GROUP, basis="group")).rows("places")
    assert (len(rows), "MLI" in column(rows, "iso3"), "GHA" in column(rows, "iso3")) == (number, mali, True)
    assert {(status(r, "iso3"), r.values["basis"], r.values["group"]) for r in rows} == {("inferred", "group", GROUP)}


def test_group_beside_named_countries_is_not_expanded() -> None:
    data = facts(project().place("Kenya").place(GROUP, basis="group"))
    found = [(r.values.get("iso3", ""), r.values.get("group", ""), r.values["basis"]) for r in data.rows("places")]
    assert found == [("KEN", "", "named"), ("", GROUP, "group")]


def test_group_in_a_region_field_is_not_expanded() -> None:
    assert facts(project().place(GROUP, field="region", basis="region-group")).rows("places") == []


def test_country_field_that_names_no_country_is_said() -> None:
    data = facts(project().countries("The coast and what lies behind it"))
    assert codes(data) == [("warning", "no-country-named")]
    assert "The coast and what lies behind it" in says(data)


@pytest.mark.parametrize("add", ["country", "group", "scope"])
def test_country_field_that_says_enough_needs_no_word(add: str) -> None:
    paper = project().countries("Kenya" if add == "country" else "Worldwide")
    if add == "country":
        paper.place("Kenya")
    elif add == "group":
        paper.place(GROUP, basis="group")
    else:
        paper.scope("Global", field="country")
    assert codes(facts(paper)) == []


def scope(paper: Paper) -> tuple[str, str]:
    row = facts(paper).rows("listings")[0]
    return row.values.get("scope", ""), status(row, "scope") if "scope" in row.values else ""


def test_one_country_is_national_and_several_are_regional() -> None:
    assert scope(project().place("Kenya")) == ("national", "inferred")
    assert scope(project().place("Kenya").place("Nepal")) == ("regional", "inferred")


def test_global_in_a_field_beats_the_countries() -> None:
    assert scope(project().place("Kenya").place("Nepal").scope("Global", score=2.0)) == ("global", "stated")


def test_global_in_a_title_does_not() -> None:
    assert scope(project().place("Kenya").scope("Global", field="title", score=0.5)) == ("national", "inferred")


@pytest.mark.parametrize(("doubt", "expected"), [("maybe", ("regional", "doubtful")), ("", ("national", "inferred"))])
def test_region_of_the_title_beats_an_only_country_in_doubt(doubt: str, expected: tuple[str, str]) -> None:
    paper = project().scope("Regional", field="title", score=0.2)
    paper.found[-1][-1] = replace(paper.found[-1][-1], rule="countries.title_region", status="doubtful")
    paper.place("Kenya")
    paper.found[-1][-1] = replace(paper.found[-1][-1], doubt=doubt, status="doubtful" if doubt else "stated")
    assert scope(paper) == expected


def test_word_of_the_scope_counts_where_no_country_is_named() -> None:
    assert scope(project().scope("Regional", field="title", score=0.5)) == ("regional", "stated")


def test_region_alone_is_regional() -> None:
    paper = project()
    paper.find("region_text", {"region_text": paper.cell("The northern coast", "join")}, field="region")
    assert scope(paper) == ("regional", "inferred")


def test_scope_is_empty_where_nothing_tells_of_it() -> None:
    assert scope(project()) == ("", "")


def test_amount_in_a_sentence_counts_only_where_no_field_states_a_budget() -> None:
    paper = project().amount("budget", "US$ 1,000").amount("budget", "US$ 9,000", field="narrative", status="inferred")
    assert column(facts(paper).rows("amounts"), "amount") == ["1000"]
    first = project().amount("budget", "US$ 9,000", field="narrative", status="inferred").amount("budget", "US$ 1,000")
    assert column(facts(first).rows("amounts"), "amount") == ["1000"]
    alone = facts(project().amount("budget", "US$ 9,000", field="narrative", status="inferred"))
    assert [(r.values["amount"], status(r, "amount")) for r in alone.rows("amounts")] == [("9000", "inferred")]


@pytest.mark.parametrize(
    ("field", "printed", "status", "budgets"),
    [
        ("narrative", "US$ 9,000", "doubtful", []),
        ("narrative", "US$ 9,500", "doubtful", ["9500"]),
        ("narrative", "EUR 9,000", "doubtful", ["9000"]),
        ("narrative", "US$ 9,000", "inferred", ["9000"]),
        ("budget", "US$ 9,000", "doubtful", ["9000"]),
    ],
)
def test_what_a_named_donor_gives_is_not_guessed_to_be_the_budget_too(
    field: str, printed: str, status: str, budgets: list[str]
) -> None:
    doubt = "a guess" if status == "doubtful" else ""
    paper = project().amount("budget", printed, field=field, status=status, doubt=doubt)
    found = facts(paper.pledge("Norway", "US$ 9,000", field="narrative"))
    assert column(found.rows("amounts"), "amount") == budgets
    assert column(found.rows("pledges"), "amount") == ["9000"]


def test_a_grant_that_is_all_there_is_may_be_the_budget_whoever_gives_it() -> None:
    paper = (
        project().amount("budget", "US$ 9,000", field="narrative", status="doubtful", doubt="a guess").noted("granted")
    )
    found = facts(paper.pledge("Norway", "US$ 9,000", field="narrative"))
    assert column(found.rows("amounts"), "amount") == column(found.rows("pledges"), "amount") == ["9000"]


def test_amount_that_stands_twice_is_one_row() -> None:
    paper = project().amount("budget", "US$ 1,000").amount("budget", "USD 1,000")
    assert column(facts(paper).rows("amounts"), "amount") == ["1000"]


def test_second_budget_is_a_component() -> None:
    data = facts(project().amount("budget", "US$ 1,000").amount("budget", "US$ 400"))
    assert column(data.rows("amounts"), "kind") == ["budget", "component"]
    assert data.rows("listings")[0].values["budget"] == "1000"


def test_doubtful_amount_is_said() -> None:
    data = facts(project().amount("budget", "US$ 1,000", doubt="the mark may be a letter"))
    assert status(data.rows("amounts")[0], "amount") == "doubtful"
    assert codes(data) == [("warning", "amounts-doubtful")]
    assert "the mark may be a letter" in says(data)


@pytest.mark.parametrize(("kind", "code"), [("converted", "converted-amount"), ("unclaimed", "unclaimed-amount")])
def test_amount_that_is_no_row_is_said(kind: str, code: str) -> None:
    paper = project().amount("budget", "US$ 1,000")
    paper.find(kind, {"amount_text": paper.cell("EUR 900", "join")}, field="budget")
    data = facts(paper)
    assert column(data.rows("amounts"), "amount") == ["1000"]
    assert codes(data) == [("note", code)]
    assert "EUR 900" in says(data)


def test_pledge_of_a_donor_is_one_row() -> None:
    data = facts(project().pledge("Norway", "US$ 300").pledge("Norway", "US$ 300").pledge("Norway", "US$ 400"))
    assert column(data.rows("pledges"), "amount") == ["300", "400"]


def test_donor_who_is_named_with_an_amount_is_not_listed_without_one() -> None:
    data = facts(project().pledge("Norway", field="donor").pledge("Norway", "US$ 300").pledge("Spain", field="donor"))
    assert [(r.values["donor"], r.values.get("amount", "")) for r in data.rows("pledges")] == [
        ("Norway", "300"),
        ("Spain", ""),
    ]


@pytest.mark.parametrize(
    ("donor", "field", "named"),
    [
        ("Lantern Fund", "donor", ["Lantern Fund for Peace of Norway"]),
        ("Norway", "donor", ["Norway", "Lantern Fund for Peace of Norway"]),
        ("Lantern Fund", "pledged", ["Lantern Fund", "Lantern Fund for Peace of Norway"]),
        ("Lantern House", "donor", ["Lantern House", "Lantern Fund for Peace of Norway"]),
    ],
)
def test_donor_in_fewer_words_beside_one_with_an_amount_is_that_one_unless_a_country_or_listed_with_it(
    donor: str, field: str, named: list[str]
) -> None:
    paper = project().pledge(donor, field=field).pledge("Lantern Fund for Peace of Norway", "US$ 300")
    assert column(facts(paper).rows("pledges"), "donor") == named


def test_donor_in_a_sentence_counts_only_where_no_field_names_one() -> None:
    paper = project().pledge("Norway", field="narrative")
    assert column(facts(paper).rows("pledges"), "donor") == ["Norway"]
    assert column(facts(paper.pledge("Spain", field="donor")).rows("pledges"), "donor") == ["Spain"]


def test_a_donor_of_two_printed_names_pledges_an_amount_once() -> None:
    data = facts(project().pledge("FIDA", "US$ 300").pledge("IFAD", "US$ 300").pledge("IFAD", "US$ 400"))
    assert [(r.values["donor"], r.values["amount"]) for r in data.rows("pledges")] == [("FIDA", "300"), ("IFAD", "400")]
    assert data.rows("projects")[0].values["donors"] == "International Fund for Agricultural Development (IFAD)"


def test_person_is_one_row_and_roles_keep_their_order() -> None:
    paper = (
        project().person("Ana Lima", "ana@h.example", "headquarters").person("Ana Lima").person("Bo Ek", role="field")
    )
    data = facts(paper)
    assert [(r.values["name"], r.values["role"]) for r in data.rows("contacts")] == [
        ("Ana Lima", "headquarters"),
        ("Bo Ek", "field"),
    ]
    made = data.rows("projects")[0].values
    assert [made.get(f"{p}_{c}", "") for p in ("headquarters", "field") for c in ("contact", "email")] == [
        "Ana Lima", "ana@h.example", "Bo Ek", "",
    ]  # fmt: skip


def test_domain_that_is_one_letter_off_a_usual_one_is_a_misprint_that_is_kept() -> None:
    paper = project()
    for letter in "abcde":
        paper.person(f"Ms {letter.upper()}", f"{letter}@harbours.example")
    data = facts(paper.person("Ms F", "f@harbour.example"))
    assert column(data.rows("contacts"), "email")[-1] == "f@harbour.example"
    assert [status(r, "email") for r in data.rows("contacts")] == ["stated"] * 5 + ["doubtful"]
    assert codes(data) == [("warning", "odd-domain")]


@pytest.mark.parametrize(("usual", "domain"), [(4, "harbour.example"), (5, "ports.example"), (5, "harb.example")])
def test_domain_that_is_rare_but_unlike_or_not_rare_enough_is_no_misprint(usual: int, domain: str) -> None:
    paper = project()
    for letter in "abcde"[:usual]:
        paper.person(f"Ms {letter.upper()}", f"{letter}@harbours.example")
    assert codes(facts(paper.person("Ms F", f"f@{domain}"))) == []


def test_end_that_was_moved_is_no_rival_of_the_one_that_holds() -> None:
    paper = project().date("end", end="31 March 2020", score=0.8).date("end", end="31 March 2022", score=1.2)
    row = facts(paper).rows("listings")[0]
    assert (row.values["end_date"], status(row, "end_date")) == ("2022-03-31", "stated")


def test_two_ends_as_good_as_each_other_are_doubtful() -> None:
    paper = project().date("end", end="31 March 2020").date("end", end="31 March 2022")
    row = facts(paper).rows("listings")[0]
    assert (row.values["end_date"], status(row, "end_date")) == ("2020-03-31", "doubtful")
