"""IATI from end to end: what ``--iati`` makes of the brochures, and of one that is there for a test."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from pipeline.again import unchanged
from pipeline.cli import main
from pipeline.publish.iati.check import check
from pipeline.publish.iati.standard import load_standard
from pipeline.run import extract
from pipeline.verify import verify_dataset

ROOT = Path(__file__).parents[1]
FOLDER = ROOT.parent / "shared" / "iati"
PB = "{urn:x-pledgebook:iati:1}"

SAYS = """[iati]
ref = "XX-REP-1"
name = "Reporter"
type = "90"
sector = "15190"
"""
ONE = """Safe Harbours for Coastal Fishers

Country: Kenya
Duration: 1 March 2009 - 28 February 2012
Budget: US$ 1,000
Pledged: US$ 400 from Norway
Shortfall: US$ 600
Contact: Ms. Ana Lima, ana.lima@harbours.example
"""


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "one.txt").write_text(ONE, encoding="utf-8")
    (folder / "publication.toml").write_text(SAYS, encoding="utf-8")
    (folder / "manifest.csv").write_text("file,published,language\none.txt,2010,en\n", encoding="utf-8")
    return folder


def activities(out: Path) -> list[etree._Element]:
    return etree.parse(out / "iati" / "activities.xml").getroot().findall("iati-activity")


def left_out(out: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((out / "iati" / "left-out.csv").read_text(encoding="utf-8").splitlines()))


def test_a_brochure_becomes_an_activity(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "out", iati="stated")
    (found,) = activities(tmp_path / "out")
    assert found.findtext("title/narrative") == "Safe Harbours for Coastal Fishers"
    assert [one.get("iso-date") for one in found.findall("activity-date")] == ["2009-03-01", "2012-02-28"]
    assert [one.get("code") for one in found.findall("recipient-country")] == ["KE"]
    assert [one.text for one in found.findall("transaction/value")] == ["400"]
    assert found.findtext(f"{PB}project/{PB}shortfall") == "600"
    assert found.findtext("contact-info/email") == "ana.lima@harbours.example"
    assert left_out(tmp_path / "out") == []


def test_without_being_asked_for_there_is_no_such_file(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "out", iati="stated")
    extract([raw], tmp_path / "out")
    assert not (tmp_path / "out" / "iati").exists()


def test_it_changes_nothing_else(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "plain")
    extract([raw], tmp_path / "out", iati="stated")
    plain = {p.relative_to(tmp_path / "plain"): p.read_bytes() for p in (tmp_path / "plain").rglob("*") if p.is_file()}
    for name, data in plain.items():
        assert name.name == "SHA256SUMS" or (tmp_path / "out" / name).read_bytes() == data


def test_asking_for_it_is_no_change_of_the_dataset(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "out")
    made = extract([raw], tmp_path / "out", iati="stated")
    assert (made.tables.get("changes", 0), made.unchanged) == (0, False)


def test_a_second_run_finds_nothing_to_do(raw: Path, tmp_path: Path) -> None:
    first = extract([raw], tmp_path / "out", iati="stated")
    again = unchanged([raw], tmp_path / "out", iati="stated")
    assert again is not None
    assert again.said == first.said == ("activities       1",)
    assert unchanged([raw], tmp_path / "out", iati="assumed") is None


def test_the_folder_keeps_its_promises(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "out", iati="stated")
    assert verify_dataset(tmp_path / "out") == []


def test_without_contacts_there_is_nobody_in_it(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "out", iati="stated", contacts=False)
    text = (tmp_path / "out" / "iati" / "activities.xml").read_text(encoding="utf-8")
    assert "<contact-info" not in text
    assert "Lima" not in text
    assert "harbours.example" not in text


@pytest.mark.parametrize(
    ("flags", "number", "basis"),
    [(["--iati"], 0, None), (["--iati-assume-dates"], 1, "assumed"), (["--iati", "--iati-assume-dates"], 1, "assumed")],
)
def test_a_missing_start_is_assumed_only_where_it_is_asked_for(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], flags: list[str], number: int, basis: str | None
) -> None:
    lines = [line for line in ONE.splitlines(keepends=True) if not line.startswith("Duration")]
    (raw / "one.txt").write_text("".join(lines), encoding="utf-8")
    out = tmp_path / "out"
    assert main(["extract", str(raw), "--out", str(out), *flags]) == 0
    said = capsys.readouterr().out
    assert f"activities {number:>7}" in said
    assert ("1 projects" in said, (out / "iati" / "activities.xml").exists()) == (not number, bool(number))
    assert [one["reason"] for one in left_out(out)] == ([] if number else ["start"])
    dates = activities(out)[0].findall("activity-date") if number else []
    assert [one.get(f"{PB}basis") for one in dates] == [basis] * number


def test_the_command_says_what_is_missing_before_it_reads(
    raw: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (raw / "publication.toml").unlink()
    assert main(["extract", str(raw), "--out", str(tmp_path / "out"), "--iati"]) == 2
    assert "an IATI file needs to say who reports" in capsys.readouterr().err


# --- the brochures of raw/


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the brochures and what ``--iati`` and ``--iati-assume-dates`` make of them."""
    place = tmp_path_factory.mktemp("reporter")
    shutil.copytree(ROOT / "raw", place / "raw")
    for name in ("stated", "assumed"):
        extract([place / "raw"], place / name, iati=name)
    return place


def test_of_the_brochures_two_projects_state_all_that_an_activity_needs(example: Path) -> None:
    titles = [one.findtext("title/narrative", "") for one in activities(example / "stated")]
    assert [title[:44] for title in titles] == [
        "Support to the Implementation of the AU Plan",
        "Strengthening Capacity to Combat Human Traff",
    ]


def test_with_assumed_dates_all_are_activities_that_say_where_they_are(example: Path) -> None:
    assert len(activities(example / "assumed")) == 47
    assert {one["reason"] for one in left_out(example / "assumed")} == {"place"}
    assert all(one["title"].startswith("Example ") for one in left_out(example / "assumed"))


@pytest.mark.parametrize("name", ["stated", "assumed"])
def test_every_project_is_an_activity_or_listed(example: Path, name: str) -> None:
    with (example / name / "projects.csv").open(encoding="utf-8", newline="") as file:
        projects = [row["project_id"] for row in csv.DictReader(file)]
    there = [
        one.findtext("iati-identifier", "").removeprefix("XX-EXAMPLE-PLEDGEBOOK-") for one in activities(example / name)
    ]
    missing = {one["project_id"] for one in left_out(example / name) if one["what"] == "activity"}
    assert sorted([*there, *missing]) == sorted(projects)


@pytest.mark.parametrize("name", ["stated", "assumed"])
@pytest.mark.skipif(not FOLDER.is_dir(), reason="no copy of the IATI standard is beside the clone")
def test_the_brochures_make_a_valid_file(example: Path, name: str) -> None:
    data = (example / name / "iati" / "activities.xml").read_bytes()
    assert [str(fault) for fault in check(data, load_standard(FOLDER), date(2026, 11, 22)).faults] == []


@pytest.mark.parametrize(
    ("code", "pledges", "totals"),
    [
        (
            "GLOT59",
            "125000 Turkey, 178300 France, 60000 Japan, 12948 Netherlands, 1178122 Norway, 331422 Sweden, "
            "214700 United States of America",
            ("6576097", "4475605"),
        ),
        ("XAMT14", "2144559 European Commission, 132626 Greece", ("2705000", "427814")),
        ("XCAS26", "215000 Norway, 228025 Canada, 117499 Sweden, 918635 Spain", ("1906876", "427717")),
        ("COLR52", "95712 Canada, 484480 Sweden, 570988 Colombia", ("1500000", "348820")),
        ("AFGS54", "", ("498900", "498900")),
    ],
)
def test_an_activity_says_what_the_brochure_says(
    example: Path, code: str, pledges: str, totals: tuple[str, str]
) -> None:
    (found,) = (
        one for one in activities(example / "assumed") if one.find(f"other-identifier[@ref='{code}']") is not None
    )
    given = [
        f"{one.findtext('value')} {one.findtext('provider-org/narrative')}" for one in found.findall("transaction")
    ]
    own = found.find(f"{PB}project")
    assert own is not None
    assert ", ".join(given) == pledges
    assert (own.findtext(f"{PB}budget"), own.findtext(f"{PB}shortfall")) == totals
