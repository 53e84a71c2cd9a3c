"""``publication.toml``: what a publisher says of a dataset, checked before anything is read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.again import unchanged
from pipeline.progress import CannotRun
from pipeline.publication import iati_wish, of_paths
from pipeline.publish.iati.wish import Participant, Wish
from pipeline.run import extract

ONE = "Safe Harbours for Coastal Fishers\n\nCountry: Kenya\nBudget: US$ 1,000\nDonor: Norway\n"


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "one.txt").write_text(ONE, encoding="utf-8")
    return folder


def say(folder: Path, text: str) -> Path:
    (folder / "publication.toml").write_text(text, encoding="utf-8")
    return folder


def test_nothing_need_be_said(raw: Path) -> None:
    assert of_paths([raw]) == {}


def test_what_is_said_is_in_the_package_and_is_no_brochure(raw: Path, tmp_path: Path) -> None:
    say(raw, 'title = "Harbours"\nlicence = "CC-BY-4.0"\n')
    made = extract([raw], tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    assert (package["title"], package["licenses"]) == ("Harbours", [{"name": "CC-BY-4.0"}])
    assert made.tables["documents"] == 1


def test_a_change_of_it_is_a_change_of_the_input(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "out")
    assert unchanged([raw], tmp_path / "out") is not None
    say(raw, 'title = "Harbours"\n')
    assert unchanged([raw], tmp_path / "out") is None
    assert extract([raw], tmp_path / "out").unchanged is False


def test_it_holds_for_a_file_that_is_given_by_itself(raw: Path) -> None:
    say(raw, 'name = "harbours"\n')
    assert of_paths([raw / "one.txt", raw]) == {"name": "harbours"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title = ", "cannot be read as TOML"),
        ('licens = "CC0-1.0"', "'licens' is none of name, title"),
        ("title = 3", "title = 3 is not a line of text"),
        ('title = "two\\nlines"', "is not a line of text"),
        ('title = ""', "is not a line of text"),
        ('name = "My data"', "is not a short name"),
        ('homepage = "example.org"', "begins with http"),
        ('licence = "Creative Commons"', "is not an identifier"),
    ],
)
def test_what_cannot_be_used_stops_the_run_before_it_begins(raw: Path, tmp_path: Path, text: str, says: str) -> None:
    say(raw, text)
    with pytest.raises(CannotRun, match=says):
        extract([raw], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_two_descriptions_of_one_dataset_are_refused(raw: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    say(raw, 'title = "A"\n')
    say(other, 'title = "B"\n')
    with pytest.raises(CannotRun, match="both describe the dataset"):
        of_paths([raw, other])


IATI = '[iati]\nref = "XX-REP-1"\nname = "Reporter"\ntype = "40"\n'


def test_who_reports_to_iati_is_said_beside_and_is_no_part_of_the_package(raw: Path) -> None:
    say(raw, f'title = "Harbours"\n{IATI}')
    assert of_paths([raw]) == {"title": "Harbours"}
    assert iati_wish([raw]) == Wish("XX-REP-1", "Reporter", "40")


def test_the_role_of_a_publisher_is_said_in_words(raw: Path) -> None:
    office = '[[iati.organisation]]\npublisher = "Harbour Office"\nrole = "implementing"\nref = "XX-1"\ntype = "10"\n'
    say(raw, f'{IATI}sector = "15190"\nlanguage = "fr"\n{office}')
    wish = Wish("XX-REP-1", "Reporter", "40", "15190", "fr", (Participant("Harbour Office", "4", "XX-1", "10"),))
    assert iati_wish([raw]) == wish
    assert iati_wish([raw], assume_dates=True) == wish._replace(assume_dates=True)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "needs to say who reports; ref, name, type missing"),
        ('[iati]\nref = "XX-1"\nname = "R"\n', "who reports; type missing"),
        ('iati = "yes"\n', r"write \[iati\]"),
        ('[iati]\nref = "XX 1"\n', "'XX 1' is not an organisation identifier"),
        ('[iati]\nref = "XX/1"\n', "'XX/1' is not an organisation identifier"),
        ("[iati]\ntype = 40\n", "type = 40 is not a code"),
        ('[iati]\nrefs = "XX-1"\n', "'refs' is none of ref, name, type"),
        (f'{IATI}sector = "151"\n', "'151' is not a purpose code"),
        (f'{IATI}organisation = "one"\n', r"write \[iati\]"),
        (f'{IATI}[[iati.organisation]]\npublisher = "A"\n', "needs publisher, as the manifest names it, and role"),
        (f'{IATI}[[iati.organisation]]\npublisher = "A"\nrole = "donor"\n', "one of funding, accountable"),
    ],
)
def test_what_cannot_be_used_for_iati_is_told_before_anything_is_read(
    raw: Path, tmp_path: Path, text: str, says: str
) -> None:
    say(raw, text)
    with pytest.raises(CannotRun, match=says):
        extract([raw], tmp_path / "out", iati="stated")
    assert not (tmp_path / "out").exists()


def test_where_there_is_no_such_file_it_is_told_where_to_put_one(raw: Path) -> None:
    with pytest.raises(CannotRun, match=r"raw/publication\.toml, table \[iati\]"):
        iati_wish([raw])
