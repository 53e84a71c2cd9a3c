"""Every relation between a document's figures: it proves, repairs, contradicts, or holds back."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipeline.extracting import extract_one
from pipeline.inputs import Source
from pipeline.reconcile import reconcile
from pipeline.reconcile.checks import CHECKS, OUTCOMES
from pipeline.reconcile.corrections import Correction
from pipeline.reconcile.facts import Dataset, Row
from tests.reconcile.paper import Paper, codes, facts, problems, says, status

HEAD = "Project title: Safe Harbours for Small Fishers\nCountry: Kenya\n"


def read(folder: Path, text: str, name: str = "paper.txt") -> Dataset:
    """The dataset of one file with this text; every receipt in it holds."""
    (folder / name).write_text(text, encoding="utf-8")
    data = reconcile([extract_one(Source(folder / name, name, "d", {}))])
    assert problems(data) == []
    return data


def outcomes(data: Dataset) -> dict[str, str]:
    """Check -> outcome, those of the first listing and of the document."""
    return {r.values["check"]: r.values["outcome"] for r in data.rows("checks")}


def amounts(data: Dataset) -> dict[str, tuple[str, str]]:
    """Printed amount, or donor -> value and status."""
    rows = [*data.rows("amounts"), *data.rows("pledges")]
    return {r.values.get("donor") or _printed(r): (r.values["amount"], status(r, "amount")) for r in rows}


def compared(data: Dataset) -> set[str]:
    """The statuses of the amounts that the only check compares; a total line of pledges leaves the budget out."""
    apart = data.rows("checks")[0].values["check"] == "sums.pledged"
    rows = [r for r in data.rows("amounts") if not (apart and r.values["kind"] == "budget")]
    return {status(r, "amount") for r in (*rows, *data.rows("pledges"))}


def _printed(row: Row) -> str:
    return row.values.get("amount_text") or row.values["kind"]


def test_every_check_has_an_id_of_its_own_and_full_sentences() -> None:
    assert len({c.id for c in CHECKS}) == len(CHECKS)
    assert all(c.says.endswith(".") and c.compares and c.holds_back for c in CHECKS)
    assert {*OUTCOMES} == {"holds", "agrees", "repaired", "rounding", "off"}


#: Projects, what comes of their checks, what is repaired and what is left as it is.
TABLES = tomllib.loads((Path(__file__).parent / "checks.toml").read_text("utf-8"))
CASES = {c["name"]: (c["text"], c["comes_to"]) for c in TABLES["case"]}
REPAIRS = {c["name"]: (c["text"], c["printed"], c["value"], c["step"]) for c in TABLES["repair"]}
LEFT = {c["name"]: c["text"] for c in TABLES["left"]}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_check_comes_to_what_the_figures_say(tmp_path: Path, text: str, expected: dict[str, str]) -> None:
    assert outcomes(read(tmp_path, HEAD + text + "\n")) == expected


@pytest.mark.parametrize("name", [n for n, (_, made) in CASES.items() if "off" in made.values()])
def test_a_contradiction_is_one_finding_and_its_values_are_doubtful(tmp_path: Path, name: str) -> None:
    data = read(tmp_path, HEAD + CASES[name][0] + "\n")
    found = [r for r in data.rows("findings") if r.values["code"].endswith("-off")]
    assert len(found) == 1
    assert {r.receipts[c][0].status for r in data.rows("checks") for c in ("stated", "worked_out")} == {"doubtful"}
    if "duration" in name:
        assert [status(data.rows("listings")[0], c) for c in ("start_date", "end_date", "duration_months")] == [
            "doubtful"
        ] * 3
    else:
        assert compared(data) == {"doubtful"}


@pytest.mark.parametrize("name", [n for n, (_, made) in CASES.items() if "rounding" in made.values()])
def test_rounding_is_said_to_be_that_and_doubts_nothing(tmp_path: Path, name: str) -> None:
    data = read(tmp_path, HEAD + CASES[name][0] + "\n")
    assert [(s, c.rpartition("-")[2]) for s, c in codes(data)] == [("note", "rounding")]
    assert "rounding" in says(data)
    assert "doubtful" not in {s for _, s in amounts(data).values()}


@pytest.mark.parametrize("name", [n for n, (_, made) in CASES.items() if [*made.values()] == ["holds"]])
def test_what_holds_proves_the_values_and_says_by_which_check(tmp_path: Path, name: str) -> None:
    data = read(tmp_path, HEAD + CASES[name][0] + "\n")
    assert codes(data) == []
    check = data.rows("checks")[0]
    if "duration" not in name:
        assert compared(data) == {"proved"}
        receipt = data.rows("amounts")[-1].receipts["amount"][0]
        assert f"checks/{check.row_id}/worked_out" in receipt.inputs


@pytest.mark.parametrize(("text", "printed", "value", "step"), REPAIRS.values(), ids=REPAIRS)
def test_misprint_is_repaired_and_its_receipt_says_from_what(
    tmp_path: Path, text: str, printed: str, value: str, step: str
) -> None:
    data = read(tmp_path, HEAD + text + "\n")
    row = next(r for r in data.rows("amounts") if r.values["amount_text"] == printed)
    assert (row.values["amount"], status(row, "amount")) == (value, "inferred")
    assert row.receipts["amount"][0].steps == (step,)
    check = data.rows("checks")[0]
    assert (check.values["outcome"], check.values["difference"]) == ("repaired", "0")
    assert check.values["check"] in row.receipts["amount"][0].rejected[-1]
    assert {c for _, c in codes(data)} == {"number-repaired"}


@pytest.mark.parametrize("text", LEFT.values(), ids=LEFT)
def test_what_more_or_less_than_one_reading_saves_is_left_as_it_is(tmp_path: Path, text: str) -> None:
    data = read(tmp_path, HEAD + text + "\n")
    assert outcomes(data) == {"sums.funding": "off"}
    assert ("error", "funding-off") in codes(data)
    assert "number-repaired" not in {c for _, c in codes(data)}


def test_a_repair_that_would_break_a_sum_that_holds_is_not_made(tmp_path: Path) -> None:
    text = (
        "Budget: US$ 900,00 (phase 1 US$ 400,00 and phase 2 US$ 500,00)\nTotal pledges: US$ 0\nShortfall: US$ 900,000\n"
    )
    assert outcomes(read(tmp_path, HEAD + text)) == {"sums.parts": "holds", "sums.funding": "off"}


def test_a_number_that_one_check_repairs_is_right_for_the_other(tmp_path: Path) -> None:
    text = "Budget: US$ 900,00 (phase 1 US$ 400,000 and phase 2 US$ 500,000)\n"
    data = read(tmp_path, f"{HEAD}{text}Total pledges: US$ 0\nShortfall: US$ 900,000\n")
    assert {*outcomes(data).values()} <= {"repaired", "holds"}
    assert [c for _, c in codes(data)] == ["number-repaired"]


def test_percentage_against_amounts_that_a_sum_proves_is_wrong_itself(tmp_path: Path) -> None:
    text = "Budget: US$ 1,000\nTotal pledges: US$ 300 from Norway (40 %)\nShortfall: US$ 700\n"
    data = read(tmp_path, HEAD + text)
    assert outcomes(data) == {"sums.funding": "holds", "shares.amount": "off"}
    assert {s for _, s in amounts(data).values()} == {"proved"}
    assert "40 %" in says(data)


@pytest.mark.parametrize(
    ("start", "end", "outcome", "first"),
    [
        ("03/04/2009", "02/10/2009", "repaired", "2009-04-03"),
        ("03/04/2009", "03/10/2009", "repaired", "2009-04-03"),
        ("01/02/2009", "01/02/2009", "off", "2009-02-01"),
    ],
)
def test_duration_decides_whether_day_or_month_stands_first(
    tmp_path: Path, start: str, end: str, outcome: str, first: str
) -> None:
    data = read(tmp_path, f"{HEAD}Start date: {start}\nEnd date: {end}\nDuration: 6 months\n")
    row = data.rows("listings")[0]
    assert (outcomes(data), row.values["start_date"]) == ({"dates.duration": outcome}, first)
    assert (status(row, "start_date") == "inferred") == (outcome == "repaired")
    assert ("date-doubtful" in {c for _, c in codes(data)}) == (outcome == "off")


def test_month_first_is_taken_where_the_duration_says_so(tmp_path: Path) -> None:
    data = read(tmp_path, f"{HEAD}Start date: 04/03/2009\nEnd date: 10/02/2009\nDuration: 6 months\n")
    row = data.rows("listings")[0]
    assert [row.values[c] for c in ("start_date", "end_date")] == ["2009-04-03", "2009-10-02"]
    assert row.receipts["start_date"][0].steps == ("date:mdy",)


TITLES = ("Clean Rivers for All", "Safe Roads to School", "Open Schools in the North")


def several(head: str = "", tail: str = "", budgets: tuple[str, ...] = ("200,000", "300,000", "500,000")) -> str:
    blocks = [
        f"Project title: {title}\nCountry: {land}\nBudget: US$ {budget}\n"
        for title, land, budget in zip(TITLES, ("Kenya", "Ghana", "Togo"), budgets, strict=True)
    ]
    return f"Portfolio of the Trust\n\n{head}\n\n" + "\n".join(blocks) + f"\n{tail}\n"


CONTENTS = "Contents\n" + "".join(f"{t} {'.' * 8} {n}\n" for n, t in enumerate(("Introduction", *TITLES, "Annex"), 2))

#: What stands around three projects -> the check of the whole document, and the code of its finding.
WHOLE = {
    "count is right": (several("This portfolio presents three projects."), {"counts.stated": "holds"}, []),
    "count is wrong": (several("This portfolio presents four projects."), {"counts.stated": "off"}, ["count-off"]),
    "count of others": (several("The Trust carries out 80 projects in Africa."), {}, []),
    "contents are right": (several(CONTENTS), {"counts.contents": "holds"}, []),
    "contents have another": (
        several(CONTENTS.replace("Safe Roads to School", "Night Classes for Fishers")),
        {"counts.contents": "off"}, ["contents-off"],
    ),
    "contents of something else": (several("Rain in May .... 3\nRain in June .... 5\nRain in July .... 9"), {}, []),
    "total is right": (several(tail="Total of all projects: US$ 1,000,000"), {"sums.listings": "holds"}, []),
    "total is wrong": (several(tail="Total of all projects: US$ 1,200,000"), {"sums.listings": "off"}, ["total-off"]),
    "total is rounded": (
        several(tail="Total of all projects: US$ 1,000,001"), {"sums.listings": "rounding"}, ["total-rounding"]
    ),
    "total repairs": (
        several(tail="Total of all projects: US$ 1,000,000", budgets=("200,000", "300,000", "500,00")),
        {"sums.listings": "repaired"}, ["number-repaired"],
    ),
    "total in another currency": (several(tail="Total of all projects: EUR 1,000,000"), {}, []),
}  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "found"), WHOLE.values(), ids=WHOLE)
def test_what_a_document_says_of_all_its_projects(
    tmp_path: Path, text: str, expected: dict[str, str], found: list[str]
) -> None:
    data = read(tmp_path, text)
    assert len(data.rows("listings")) == 3
    assert outcomes(data) == expected
    assert [c for _, c in codes(data)] == found


def test_total_row_of_a_table_of_projects_is_compared(tmp_path: Path) -> None:
    cells = [*zip(TITLES, ("200,000", "300,000", "500,000"), strict=True), ("Total", "1,100,000")]
    rows = "".join(f"<tr><td>{title}</td><td>{budget}</td></tr>" for title, budget in cells)
    table = f"<table><tr><th>Project title</th><th>Budget (USD)</th></tr>{rows}</table>"
    data = read(tmp_path, f"<html><body><h1>Our projects</h1>{table}</body></html>", "paper.html")
    assert outcomes(data) == {"sums.listings": "off"}
    assert "USD 1,000,000" in says(data)
    assert {s for _, s in amounts(data).values()} == {"stated"}  # which of them is wrong, nobody knows


def test_what_a_person_corrected_is_never_read_otherwise() -> None:
    paper = Paper().title("Safe Harbours").code("KEN1").amount("budget", "US$ 756,00").amount("pledged", "US$ 0")
    paper.amount("shortfall", "US$ 756,000")
    seen = Correction(2, "KEN1", "projects", "budget", "756", "756", "the annex says so", "Ann", "2010-05-01")
    data = facts(paper, corrections=[seen])
    assert outcomes(data) == {"sums.funding": "off"}
    assert data.rows("amounts")[0].values["amount"] == "756"
    assert "USD 756 (corrected by hand)" in says(data)


@pytest.mark.parametrize(
    ("seen", "corrected", "value"),
    [("756000", "756100", "756100"), ("756000", "756000", "756000"), ("756", "756000", "756000")],
)
def test_a_repaired_number_can_be_corrected_as_it_is_shown_and_as_it_is_printed(
    seen: str, corrected: str, value: str
) -> None:
    paper = Paper().title("Safe Harbours").code("KEN1").amount("budget", "US$ 756,000").amount("pledged", "US$ 0")
    made = Correction(2, "KEN1", "projects", "shortfall", seen, corrected, "the annex says so", "Ann", "2010-05-01")
    data = facts(paper.amount("shortfall", "US$ 756,00"), corrections=[made])
    row = data.rows("amounts")[-1]
    assert (row.values["amount"], row.values["amount_text"]) == (value, "US$ 756,00")
    assert data.rows("corrections")[0].values["state"] in ("applied", "confirmed")
    assert "number-repaired" not in {c for _, c in codes(data)}


def test_a_number_that_no_reading_gives_cannot_have_been_corrected() -> None:
    paper = Paper().title("Safe Harbours").code("KEN1").amount("budget", "US$ 756,000")
    made = Correction(2, "KEN1", "projects", "budget", "657000", "657", "the annex says so", "Ann", "2010-05-01")
    data = facts(paper, corrections=[made])
    assert data.rows("corrections")[0].values["state"] == "changed"


sums = st.lists(st.integers(1, 10**9), min_size=1, max_size=5)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(pledges=sums, missing=st.integers(1, 10**9), error=st.integers(-(10**6), 10**6))
def test_well_formed_numbers_are_proved_or_doubted_and_never_altered(
    pledges: list[int], missing: int, error: int
) -> None:
    assume(sum(pledges) + missing + error > 0)
    paper = Paper().title("Safe Harbours").amount("budget", f"US$ {sum(pledges) + missing + error:,}")
    for donor, one in zip(("Norway", "Spain", "Japan", "Sweden", "Italy"), pledges, strict=False):
        paper.pledge(donor, f"US$ {one:,}")
    data = facts(paper.amount("shortfall", f"US$ {missing:,}"))
    rows = [*data.rows("amounts"), *data.rows("pledges")]
    assert all(
        r.values["amount"] == r.values.get("amount_text", r.values["amount"]).strip("US$ ").replace(",", "")
        for r in rows
    )
    statuses = {status(r, "amount") for r in rows}
    assert statuses == ({"proved"} if not error else {"stated"} if abs(error) <= 1 else {"doubtful"})
