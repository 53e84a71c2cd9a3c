"""What is read of a project's period, as a table of printed values (``cases/periods.csv``) and the rules of order."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest

from extractors.evidence import Block, Excerpt, Field, Finding, Span
from extractors.periods import MODULE, RULE
from extractors.steps import replay

STATUSES = ("stated", "inferred", "doubtful")
COLUMNS = ("start", "end", "duration_months")


def cases() -> list[tuple[str, ...]]:
    with (Path(__file__).parent / "cases" / "periods.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(cell.replace("\\n", "\n") for cell in row) for row in list(csv.reader(file))[1:]]


def field(kind: str, value: str, label: str = "", at: int = 0) -> tuple[str, Field]:
    """A field and the text it stands in, which begins at this place of the document."""
    text = f"{label}\n{value}" if label else value
    spans = Span(at + len(text) - len(value), at + len(text)), Span(at, at + len(label))
    excerpt = Excerpt(value, (spans[0],))
    return text, Field(kind, excerpt, Excerpt(label, (spans[1],)) if label else None)


def document(*fields: tuple[str, ...], language: str = "") -> tuple[str, Block]:
    """A document of one block with these fields (kind, value and perhaps label)."""
    text, made = "", []
    for given in fields:
        printed, one = field(*given, at=len(text))
        text += printed + "\n"
        made.append(one)
    return text, Block(1, fields=tuple(made), language=language)


def read(*fields: tuple[str, ...], language: str = "") -> list[Finding]:
    return list(MODULE.read(document(*fields, language=language)[1]))


def summary(findings: list[Finding]) -> tuple[str, ...]:
    """The values of all findings, and their worst status."""
    values = [" / ".join(dict.fromkeys(f.text(c) for f in findings if f.text(c))) for c in COLUMNS]
    return (*values, max((f.status for f in findings), key=STATUSES.index, default=""))


@pytest.mark.parametrize(("kind", "text", "start", "end", "duration", "status"), cases())
def test_printed_value_reads(kind: str, text: str, start: str, end: str, duration: str, status: str) -> None:
    assert summary(read((kind, text))) == (start, end, duration, status)


@pytest.mark.parametrize("case", cases(), ids=lambda c: c[1])
def test_every_cell_replays_from_its_quotes(case: tuple[str, ...]) -> None:
    text, block = document((case[0], case[1], "Label (dd.mm.yyyy, months)"))
    for finding in MODULE.read(block):
        for cell in finding.cells.values():
            assert replay(cell.steps, "\n".join(text[s.start : s.end] for s in cell.spans)) == cell.value


def test_shared_year_is_quoted_twice() -> None:
    text, block = document(("period", "1 July to 31 December 2006"))
    (finding,) = MODULE.read(block)
    assert [text[s.start : s.end] for s in finding.cells["start"].spans] == ["1 July", "2006"]


@pytest.mark.parametrize(
    ("label", "value", "months", "status"),
    [
        ("Duration (months)", "36", "36", "stated"),
        ("Durée (mois) :", "36", "36", "stated"),
        ("Duration in years", "3", "36", "stated"),
        ("Duration", "36", "", ""),
        ("Duration (months)", "1,200", "", ""),
        ("Duration (months)", "36%", "", ""),
    ],
)
def test_bare_number_takes_its_unit_from_the_label(label: str, value: str, months: str, status: str) -> None:
    assert summary(read(("period", value, label)))[2:] == (months, status)


def test_unit_of_the_label_is_part_of_the_receipt() -> None:
    text, block = document(("period", "36", "Duration (months)"))
    (finding,) = MODULE.read(block)
    assert [text[s.start : s.end] for s in finding.cells["duration_months"].spans] == ["36", "months"]


def test_another_date_of_the_block_decides_the_order() -> None:
    findings = read(("start", "04/01/2019"), ("end", "03/31/2025"))
    assert summary(findings) == ("2019-04-01", "2025-03-31", "", "stated")


def test_dates_that_are_not_the_projects_decide_the_order_too() -> None:
    assert summary(read(("start", "04/01/2019"), ("date_other", "25/12/2018"))) == ("2019-01-04", "", "", "stated")


def test_dates_that_disagree_decide_nothing() -> None:
    findings = read(("start", "04/01/2019"), ("date_other", "25/12/2018"), ("other", "12/25/2018"))
    assert summary(findings) == ("2019-01-04", "", "", "doubtful")


def test_order_is_taken_from_a_pattern_in_the_label() -> None:
    assert summary(read(("start", "04/01/2019", "Start date (mm/dd/yyyy)"))) == ("2019-04-01", "", "", "stated")


@pytest.mark.parametrize(
    ("language", "status"), [("fr", "stated"), ("de", "stated"), ("en", "doubtful"), ("", "doubtful")]
)
def test_language_decides_the_order_where_all_its_writers_agree(language: str, status: str) -> None:
    assert summary(read(("start", "04/01/2019"), language=language)) == ("2019-01-04", "", "", status)


def test_doubt_names_what_is_in_doubt() -> None:
    (finding,) = read(("start", "04/01/2019"))
    assert "04/01/2019" in finding.doubt


def test_how_long_people_are_helped_is_no_rival_of_how_long_the_project_lasts() -> None:
    text = "The appeal seeks CHF 2 million to assist 4,000 families for 6 months. The project will last 12 months."
    scores = {f.text("duration_months"): f.score for f in read(("narrative", text))}
    assert scores["6"] < scores["12"]


CONTACT = "Ole Lie, Well Trust, ole@wells.example, tel 55 123456, Bergen, or your nearest office of the society."


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ('The programme "Wells 2000" ran from 1998 to 2003 in the north.', "doubtful"),
        ("This Emergency Appeal was launched on 28 October for CHF 623,771 for 6 months.", "inferred"),
    ],
)
def test_what_stands_behind_an_address_is_doubtful_but_an_appeals_own_length(text: str, status: str) -> None:
    assert {f.status for f in read(("contact", f"{CONTACT} {text}"))} == {status}


def test_date_alone_behind_a_dash_is_a_doubtful_end() -> None:
    _, block = document(("end", "12 May 2019"))
    found = list(MODULE.read(replace(block, fields=tuple(replace(f, how="bare") for f in block.fields))))
    assert [(f.text("end"), f.status) for f in found] == [("2019-05-12", "doubtful")]


def test_doubt_about_dates_leaves_the_duration_alone() -> None:
    findings = read(("period", "01/03/2009 to 01/05/2010 (14 months)"))
    assert [(f.rule, f.status) for f in findings] == [("periods.range", "doubtful"), ("periods.duration", "stated")]


def test_wrapped_value_is_read_across_its_pieces() -> None:
    text = "March 2009 –\n8\nMarch 2011"
    value = Excerpt.of(text, Span(0, 12), Span(15, 25))
    (finding,) = MODULE.read(Block(1, fields=(Field("period", value),)))
    assert (finding.text("start"), finding.text("end")) == ("2009-03", "2011-03")


def test_every_finding_names_a_rule_of_the_table() -> None:
    assert {f.rule for case in cases() for f in read((case[0], case[1]))} <= set(RULE)


def test_every_rule_fires_in_the_table_of_cases() -> None:
    labelled = {"periods.duration_by_label"}
    assert set(RULE) - {f.rule for case in cases() for f in read((case[0], case[1]))} <= labelled


@pytest.mark.clock
def test_reading_takes_a_fraction_of_a_millisecond_a_field() -> None:
    blocks = [document((case[0], case[1]))[1] for case in cases()]
    best = float("inf")
    for _ in range(3):
        begin = perf_counter()
        for block in blocks:
            list(MODULE.read(block))
        best = min(best, perf_counter() - begin)
    assert best / len(blocks) < 0.002  # ten times the aim, for slow machines


@pytest.mark.clock
@pytest.mark.parametrize(
    "text",
    [
        "the project which " * 1500,
        "The project “" * 1000,
        "the " * 5000 + "project",
        "appeal for 1 for " * 1000,
        "Parks. Start date: 05/2019 for all. " * 400,
    ],
)
def test_hostile_paragraph_is_read_in_time_that_grows_with_it(text: str) -> None:
    begin = perf_counter()
    read(("narrative", text))
    assert perf_counter() - begin < 2


@pytest.mark.parametrize(
    ("label", "score"),
    [
        ("Revised closing date", 1.2),
        ("Date de clôture effective", 1.2),
        ("Closing date", 1.0),
        ("Original closing date", 0.8),
        ("Fecha de cierre prevista", 0.8),
    ],
)
def test_label_of_an_end_says_whether_it_holds_where_another_stands_beside_it(label: str, score: float) -> None:
    _, made = field("end", "31 March 2022", label)
    assert [f.score for f in MODULE.read(Block(1, fields=(made,)))] == [score]


@pytest.mark.parametrize(
    ("kind", "label", "score"),
    [
        ("period", "Revised duration", 1.2),
        ("period", "Approved duration", 1.0),
        ("start", "Actual start date", 1.2),
        ("start", "Planned start date", 1.0),
    ],
)
def test_label_of_a_period_or_start_says_that_it_holds_where_another_stands_beside_it(
    kind: str, label: str, score: float
) -> None:
    _, made = field(kind, "31 March 2022", label)
    assert [f.score for f in MODULE.read(Block(1, fields=(made,)))] == [score]


def test_number_that_runs_on_into_another_column_takes_its_unit_from_the_label() -> None:
    assert summary(read(("period", "36 Madagascar Biodiversity Fund", "DURATION IN MONTHS"))) == (
        "",
        "",
        "36",
        "stated",
    )
    assert summary(read(("period", "36 Madagascar Biodiversity Fund", "Dates"))) == ("", "", "", "")


@pytest.mark.parametrize(
    ("line", "start"),
    [
        ("Projektfortschrittsbericht Nr. 26", ""),
        ("Final Report", ""),
        ("Wells for Mali", "2007-04"),
        ("Report on wells in the north of Mali", "2007-04"),
    ],
)
def test_period_below_the_name_of_a_report_is_the_reports(line: str, start: str) -> None:
    text = f"{line}\nApril 2007 - September 2007"
    value = Excerpt.of(text, Span(len(line) + 1, len(text)))
    above = Excerpt.of(text, Span(0, len(line)))
    bare = Block(1, fields=(Field("period", value, None, "bare"),), page=(above,))
    assert [f.text("start") for f in MODULE.read(bare)] == [start] * bool(start)


def test_a_date_elsewhere_on_the_page_tells_whether_the_month_comes_first() -> None:
    text, block = document(("start", "9/1/2015", "Expected start date"))
    above = "Application date: 5/28/2015"
    at = len(text)
    page = (Excerpt(above, (Span(at, at + len(above)),)),)
    assert [f.text("start") for f in MODULE.read(replace(block, page=page))] == ["2015-09-01"]
    assert [f.text("start") for f in MODULE.read(block)] == ["2015-01-09"]
