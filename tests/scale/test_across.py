"""Reconciling with nothing in memory but a shard gives the tables that reconciling in memory gives, byte for byte."""

from __future__ import annotations

import copy
import csv
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as profile
from hypothesis import strategies as st

from pipeline.reconcile import Extracted
from pipeline.reconcile.corrections import Correction
from pipeline.reconcile.projects import base_of
from pipeline.settings import settings
from tests.reconcile.paper import Paper
from tests.scale.corpus import in_memory, out_of_core

pytest.importorskip("duckdb", reason="the package duckdb is not installed")

TITLES = (
    "Safe Harbours for All", "Safe Harbours for all", "Clean Wells in Dry Valleys", "Warm Schools",
    "Clean Wells in Valleys",
)  # fmt: skip
CODES = ("GLO/T59", "GLO/T60", "GLO/T59-2", "XAM/K25", "4135-012")
PEOPLE = (
    ("Jane Doe", "jane.doe@example.org"),
    ("J. Doe", "jane.doe@example.org"),
    ("Jane Doe", "jane.doe@exmple.org"),
    ("Doe Jane", ""),
    ("Max Muster", "jane.doe@example.org"),
    ("", "info@example.org"),
    ("Max Muster", "max@example.org"),
)
OFFICES = ("", "UNODC", "Ministry of Water")


@st.composite
def papers(draw: st.DrawFn) -> list[Paper]:
    """Documents that share titles, codes, people, budgets: editions of each other, lists of others' projects."""
    made = []
    for name in draw(st.lists(st.sampled_from(("a-1", "a-2", "a-3", "b", "c", "list")), min_size=1, unique=True)):
        paper = Paper(name, published=draw(st.sampled_from(("", "2009", "2010-03", "2011"))))
        for number in range(draw(st.integers(1, 4))):
            if number:
                paper.block(draw(st.sampled_from((None, 1))))
            project(draw, paper)
        made.append(paper)
    return made


def project(draw: st.DrawFn, paper: Paper) -> None:
    if draw(st.booleans()):
        paper.title(draw(st.sampled_from(TITLES)))
    if draw(st.booleans()):
        paper.code(draw(st.sampled_from(CODES)))
    if draw(st.booleans()):
        paper.place(draw(st.sampled_from(("Kenya", "Ghana"))))
    if draw(st.booleans()):
        paper.amount("budget", draw(st.sampled_from(("US$ 1,000,000", "US$ 2,000,000", "EUR 500,000"))))
        paper.pledge("Norway", "US$ 400,000")
    for name, email in draw(st.lists(st.sampled_from(PEOPLE), max_size=3)):
        phone = draw(st.sampled_from(("", "+43 1 26060 4290", "+43 1 26060 4291")))
        paper.person(name, email, phone=phone, office=draw(st.sampled_from(OFFICES)))


def extracted(made: Sequence[Paper], lineages: Sequence[str] = ()) -> list[Extracted]:
    """What is handed to reconcile; ``lineages`` is what a manifest says of the first documents."""
    found = [paper.extracted() for paper in made]
    for one, lineage in zip(found, lineages, strict=False):
        one.document = replace(one.document, lineage=lineage)
    return found


def same(made: list[Extracted], corrections: Sequence[Correction] = (), currency: str = "") -> dict[str, str]:
    """The tables, both ways."""
    expected = in_memory(copy.deepcopy(made), corrections, currency)
    with tempfile.TemporaryDirectory() as folder:
        found = out_of_core(Path(folder), made, corrections, currency)
    for name, text in expected.items():
        assert found[name] == text, name
    return found


@profile(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(papers(), st.lists(st.sampled_from(("", "", "x", "y")), max_size=6))
def test_any_documents_give_the_same_tables(made: list[Paper], lineages: list[str]) -> None:
    same(extracted(made, lineages))


def project_of(name: str, published: str = "", budget: str = "US$ 1,000,000") -> Paper:
    return Paper(name, published=published).title("Safe Harbours for All").amount("budget", budget).place("Kenya")


def edition(name: str, published: str, *titles: str) -> Paper:
    paper = Paper(name, published=published)
    for number, title in enumerate(titles):
        (paper.block() if number else paper).title(title).amount("budget", f"US$ {number + 1},000")
    return paper


def five(domain: str) -> Paper:
    paper = Paper("d1").title("Warm Schools")
    for letter in "abcde":
        paper.person(f"Ann Lee{letter}", f"ann{letter}@{domain}")
    return paper


#: What is looked for across documents -> documents in which it is found, and the code of the finding.
ACROSS = {
    "the same project without a code": (
        [project_of("d1"), project_of("d2")],
        "matched-without-code",
    ),
    "a project that may be the same": (
        [project_of("d1"), project_of("d2", budget="US$ 2,000,000")],
        "possible-match",
    ),
    "an edition, and what it leaves out": (
        [
            edition("a-1", "2009", "Clean Wells", "Warm Schools", "Safe Harbours", "New Roads"),
            edition("a-2", "2010", "Clean Wells", "Warm Schools", "Safe Harbours"),
        ],
        "not-in-later-edition",
    ),
    "two editions of which nobody knows which is later": (
        [
            edition("a", "", "Clean Wells", "Warm Schools", "Safe Harbours"),
            edition("b", "2009", "Clean Wells", "Warm Schools", "Safe Harbours"),
        ],
        "which-edition",
    ),
    "amounts of a project that two documents of one date give otherwise": (
        [
            Paper("d1").title("Clean Wells").code("KENX12").amount("budget", "US$ 10").pledge("Norway", "US$ 5"),
            Paper("d2").title("Clean Wells").code("KENX12").amount("budget", "US$ 11").pledge("Norway", "US$ 5"),
        ],
        "amounts-differ",
    ),
    "a doubtful amount of an edition that is superseded": (
        [
            edition("a-1", "2009", "Clean Wells", "Warm Schools").amount("shortfall", "US$ 1", doubt="it is small"),
            edition("a-2", "2010", "Clean Wells", "Warm Schools"),
        ],
        "amounts-doubtful",
    ),
    "a later edition that comes first in the folder": (
        [
            edition("a", "2010", "Clean Wells for All", "Warm Schools", "Safe Harbours", "Mobile Clinics"),
            edition("b", "2009", "Clean Wells for all", "Warm Schools", "Safe Harbours", "New Roads"),
        ],
        "edition-recognised",
    ),
    "two numbers of one person": (
        [
            Paper("d1").title("Clean Wells").person("Jane Doe", "jane@undp.org", phone="+43 1 26060 4290"),
            Paper("d2").title("Warm Schools").person("Jane Doe", "jane@undp.org", phone="+43 1 26060 4291"),
        ],
        "person-phone",
    ),
    "a misprinted domain": (
        [five("unodc.org"), Paper("d2").title("Clean Wells").person("Bo Lund", "bo@unodcc.org")],
        "odd-domain",
    ),
    "an address of somebody else": (
        [
            Paper("d1").title("Clean Wells").person("Jane Doe", "jane.doe@undp.org"),
            Paper("d2").title("Warm Schools").person("Bo Lund", "jane.doe@undp.org"),
        ],
        "shared-email",
    ),
    "a file that could not be read": (
        [project_of("d1"), Paper("d2", status="failed", detail="It is damaged.")],
        "document-failed",
    ),
}


@pytest.mark.parametrize("what", ACROSS)
def test_what_is_found_across_documents_is_found_shard_by_shard(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings("scale"), "shard_documents", 1)
    made, code = ACROSS[what]
    found = same([paper.extracted() for paper in made])
    assert code in {row["code"] for row in csv.DictReader(found["findings"].splitlines())}


def test_projects_of_one_name_are_numbered_in_source_order() -> None:
    papers = [Paper(f"d{n}").title(title).code("GLO/T59") for n, title in enumerate(("Clean Wells", "Safe Ports"))]
    papers.append(Paper("d2").title("Warm Rooms").code("GLO/T59-2"))
    for paper, country in zip(papers, ("Kenya", "Ghana", "Nepal"), strict=True):
        paper.place(country).date("period", start="January 2009", end=f"March 20{10 + len(country)}")
    found = same([paper.extracted() for paper in papers])
    assert [row["project_id"] for row in csv.DictReader(found["projects"].splitlines())]


def corrected(project: str, column: str, was: str, value: str, table: str = "projects") -> Correction:
    return Correction(2, project, table, column, was, value, "the annex says so", "Ann", "2026-01-02")


#: What ``Clean Wells`` would be called without its code.
TITLED = base_of("Clean Wells", [])

CORRECTIONS = {
    "a value": [corrected("GLO-T59", "title", "Clean Wells", "Cleaner Wells")],
    "by a code": [corrected("GLO/T59", "start_date", "", "2009")],
    "a total": [corrected("GLO-T59", "budget", "1000000", "1200000")],
    "two projects that are one": [corrected("XAM-K25", "project_id", "XAM-K25", "GLO-T59")],
    "a code that parts what was one": [corrected("d2.1", "codes", "GLO/T59", "GLO/T61", "listings")],
    "a project that is not there": [corrected("NOWHERE", "title", "x", "y")],
    "one that is called otherwise now": [corrected("p-0000000000", "title", "Cleaner Wells", "Dry Wells")],
    "by the identifier before there was a code": [corrected(TITLED, "budget", "1000000", "1200000")],
    "an outdated one": [corrected("GLO-T59", "title", "Dry Wells", "Cleaner Wells")],
}


@pytest.mark.parametrize("what", CORRECTIONS)
def test_corrections_come_to_the_same(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings("scale"), "shard_documents", 1)
    papers = [
        Paper("d1", published="2009").title("Clean Wells").code("GLO/T59").amount("budget", "US$ 1,000,000"),
        Paper("d2", published="2010").title("Clean Wells").code("GLO/T59").amount("budget", "US$ 1,000,000"),
        Paper("d3").title("Warm Rooms").code("XAM/K25").pledge("Norway", "US$ 400,000"),
    ]
    found = same([paper.extracted() for paper in papers], CORRECTIONS[what])
    states = {row["state"] for row in csv.DictReader(found["corrections"].splitlines())}
    expected = dict.fromkeys(("a project that is not there", "one that is called otherwise now"), "no-project") | {
        "an outdated one": "changed"
    }
    assert states == {"joined" if "that are one" in what else expected.get(what, "applied")}


def test_amounts_are_converted_and_what_has_no_rate_is_said_in_the_order_of_the_documents() -> None:
    papers = [
        project_of("d1", "2010", "KES 1,000"),
        project_of("d2", "2010", "EUR 1,000"),
        project_of("d3", "", "EUR 500"),
    ]
    found = same([paper.extracted() for paper in papers], currency="USD")
    assert "1336.2" in found["projects"]
    assert found["findings"].count("not-converted") == 2


def test_a_value_that_its_receipt_does_not_prove_is_withdrawn_with_all_that_rests_on_it() -> None:
    one, other = project_of("d1").extracted(), project_of("d2").extracted()
    finding = next(f for f in one.findings[0] if f.kind == "amount")
    cell = finding.cells["amount"]
    wrong = replace(finding, cells={**finding.cells, "amount": cell._replace(value="7")})
    one.findings[0][one.findings[0].index(finding)] = wrong
    found = same([one, other])
    assert found["findings"].count("The value was withdrawn") >= 2
