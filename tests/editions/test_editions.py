"""A brochure and its updated edition, put in its place or beside it: what is published, and exactly what changed."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from pipeline.diff import differences, told_of
from pipeline.guard import bare
from pipeline.run import extract
from pipeline.verify import verify_dataset
from tests.editions.brochure import first, pdf, second

MODEL_MOU = (
    "Development of an African Model Memorandum of Understanding between Law Enforcement and Non-governmental Service "
    "Providers’"
)
CAMPAIGN = (
    "National Awareness Raising Campaign to Prevent and Combat Trafficking in Persons in Egypt",
    "Nation-wide Campaign against Trafficking in Persons in Egypt",
)
SHELTERS = "Shelters for Victims of Human Trafficking in Malawi"

#: What the edition of 2011 says otherwise: project, change, table, column, old, new. Nothing more, and nothing less.
CHANGES = {
    ("BDIT42", "changed", "projects", "shortfall", "236396", "136396"),
    ("BDIT42", "added", "pledges", "donor_name", "", "Norway"),
    ("BDIT42", "added", "pledges", "amount", "", "100000"),
    ("BDIT42", "added", "pledges", "currency", "", "USD"),
    ("p-a0d9eef43a", "changed", "projects", "budget", "6000000", "6500000"),
    ("p-a0d9eef43a", "changed", "projects", "shortfall", "6000000", "6500000"),
    ("p-f7be625c71", "changed", "projects", "title", *CAMPAIGN),
    ("XAMT14", "changed", "contacts", "name", "Leif Villadsen", "Karin Holm"),
    ("XAMT14", "changed", "contacts", "email", "leif.villadsen@unodc.org", "karin.holm@unodc.org"),
    ("XAMT14", "changed", "contacts", "phone", "+20223591521", "+20223591544"),
    ("MWIT77", "added", "projects", "title", "", SHELTERS),
    ("p-fa5424675f", "removed", "projects", "title", MODEL_MOU, ""),
}

#: How the manifest tells of the editions, if it does, under the names of the files.
MANIFEST = "file,published,lineage,edition\n{0},2010,folder,2010\n{1},2011,folder,2011\n"
DATES = "file,published\n{0},2010\n{1},2011\n"


class Place:
    """Brochures and the dataset made of them."""

    def __init__(self, folder: Path) -> None:
        self.raw, self.out = folder / "raw", folder / "out"
        self.raw.mkdir()

    def put(self, name: str, data: bytes) -> None:
        (self.raw / name).write_bytes(data)

    def tell(self, manifest: str, *names: str) -> None:
        (self.raw / "manifest.csv").write_text(manifest.format(*names), encoding="utf-8")

    def extract(self) -> bool:
        return not extract([self.raw], self.out).unchanged

    def rows(self, table: str) -> list[dict[str, str]]:
        with (self.out / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            return [{name: bare(cell) for name, cell in row.items()} for row in csv.DictReader(file)]

    def changes(self) -> list[tuple[str, ...]]:
        names = ("project_id", "change", "table", "column", "old", "new")
        return [tuple(row[n] for n in names) for row in self.rows("changes")]


@pytest.fixture(scope="module")
def files() -> tuple[bytes, bytes]:
    return pdf(first()), pdf(second())


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory, files: tuple[bytes, bytes]) -> Path:
    """A folder with a dataset of the first edition alone, and what was worked out for both of them."""
    place = Place(tmp_path_factory.mktemp("start"))
    for name, data in zip(("folder-2010.pdf", "folder-2011.pdf"), files, strict=True):
        place.put(name, data)
    place.tell(MANIFEST, "folder-2010.pdf", "folder-2011.pdf")
    place.extract()
    shutil.rmtree(place.out)
    (place.raw / "folder-2011.pdf").rename(place.raw.parent / "folder-2011.pdf")
    place.extract()
    return place.raw.parent


@pytest.fixture
def place(tmp_path: Path, start: Path) -> Place:
    """A copy of that folder."""
    shutil.copytree(start, tmp_path / "place")
    (tmp_path / "place" / "raw").rename(tmp_path / "kept")
    made = Place(tmp_path / "place")
    made.raw.rmdir()
    (tmp_path / "kept").rename(made.raw)
    return made


@pytest.fixture
def both(place: Place, files: tuple[bytes, bytes]) -> Place:
    """The later edition was put beside the earlier one."""
    place.put("folder-2011.pdf", files[1])
    place.extract()
    return place


def test_a_first_dataset_has_no_changes(place: Place) -> None:
    assert place.changes() == []


def test_an_edition_beside_the_earlier_one_gives_exactly_its_changes(both: Place) -> None:
    found = both.changes()
    assert set(found) == CHANGES
    assert len(found) == len(CHANGES)
    assert {(r["document_id"], r["cause"]) for r in both.rows("changes")} == {("folder-2011", "document")}


def test_changes_stand_by_project_and_say_where_the_value_is(both: Place) -> None:
    rows = both.rows("changes")
    projects = [r["project_id"] for r in rows]
    assert projects == sorted(projects, key=projects.index)
    found = [(r["table"], r["row_id"]) for r in rows if r["project_id"] in ("BDIT42", "XAMT14")]
    assert found == [
        ("projects", "BDIT42"), *[("pledges", "folder-2011.2.p2")] * 3, *[("contacts", "folder-2011.8.c2")] * 3,
    ]  # fmt: skip


def test_an_edition_in_the_place_of_the_earlier_one_gives_the_same_changes_and_a_new_identifier(
    place: Place, files: tuple[bytes, bytes]
) -> None:
    """Nothing of the earlier edition is left to make the identifier of a project without a code from."""
    place.put("folder-2010.pdf", files[1])
    place.extract()
    new = next(r["project_id"] for r in place.rows("projects") if r["title"] == CAMPAIGN[1])
    renamed = {(new if c[0] == "p-f7be625c71" else c[0], *c[1:]) for c in CHANGES}
    assert set(place.changes()) == renamed | {(new, "changed", "projects", "project_id", "p-f7be625c71", new)}


def test_a_correction_whose_project_is_called_otherwise_now_is_shown_as_it_would_read(
    place: Place, files: tuple[bytes, bytes]
) -> None:
    head = "project,table,column,source_value,corrected_value,reason,by,date,row"
    (place.raw / "corrections.csv").write_text(f"{head}\np-f7be625c71,projects,end_date,,2012,told,Ann,2026-01-02,\n")
    assert extract([place.raw], place.out).said == ()
    place.put("folder-2010.pdf", files[1])
    told = extract([place.raw], place.out).said
    new = next(r["project_id"] for r in place.rows("projects") if r["title"] == CAMPAIGN[1])
    assert told == (
        f"row 2 of corrections.csv was put nowhere: p-f7be625c71 is {new} now. It would read:",
        f"  {new},projects,end_date,,2012,told,Ann,2026-01-02,",
    )
    assert extract([place.raw], place.out).said == told
    (place.raw / "corrections.csv").write_text(f"{head}\n{told[1].strip()}\n")
    assert extract([place.raw], place.out).said == ()
    assert [r["end_date"] for r in place.rows("projects") if r["project_id"] == new] == ["2012"]


@pytest.mark.parametrize("manifest", [DATES, "file\n", "file,published\n{0},2010\n"])
def test_an_edition_is_recognised_where_the_manifest_does_not_tell_it(
    place: Place, files: tuple[bytes, bytes], manifest: str
) -> None:
    place.tell(manifest, "folder-2010.pdf", "folder-2011.pdf")
    place.extract()
    place.put("folder-2011.pdf", files[1])
    place.extract()
    assert {c[1:] for c in place.changes()} == {c[1:] for c in CHANGES}
    note = next(r for r in place.rows("findings") if r["code"] == "edition-recognised")
    assert note["says"] == (
        "folder-2011.pdf is taken for a later edition of folder-2010.pdf, as 7 of 9 projects are in both. "
        "To say otherwise, give them lineages in manifest.csv."
    )


def test_two_lineages_in_the_manifest_are_believed(place: Place, files: tuple[bytes, bytes]) -> None:
    place.put("folder-2011.pdf", files[1])
    place.tell("file,published,lineage\n{0},2010,one\n{1},2011,other\n", "folder-2010.pdf", "folder-2011.pdf")
    place.extract()
    assert {r["superseded_by"] for r in place.rows("documents")} == {""}
    assert {r["missing_from"] for r in place.rows("projects")} == {""}


def test_the_order_of_the_files_does_not_matter(tmp_path: Path, both: Place, files: tuple[bytes, bytes]) -> None:
    other = Place(tmp_path)
    other.put("b.pdf", files[0])
    other.put("a.pdf", files[1])
    other.tell(MANIFEST, "b.pdf", "a.pdf")
    other.extract()
    names = ("project_id", "title", "budget", "as_of", "listings")
    assert sorted([r[n] for n in names] for r in other.rows("projects")) == sorted(
        [r[n] for n in names] for r in both.rows("projects")
    )


def test_projects_state_what_the_latest_edition_says_and_listings_keep_both(both: Place) -> None:
    rows = {r["project_id"]: r for r in both.rows("projects")}
    assert {r["as_of"] for n, r in rows.items() if n != "p-fa5424675f"} == {"2011"}
    campaign = rows["p-f7be625c71"]
    assert (campaign["title"], campaign["latest_document"], campaign["listings"]) == (CAMPAIGN[1], "folder-2011", "2")
    assert (rows["BDIT42"]["pledged"], rows["BDIT42"]["funded_share"]) == ("350000", "0.7196")
    assert [r["budget"] for r in both.rows("listings") if r["project_id"] == "p-a0d9eef43a"] == ["6000000", "6500000"]
    assert [(r["document_id"], r["superseded_by"]) for r in both.rows("documents")] == [
        ("folder-2010", "folder-2011"), ("folder-2011", ""),
    ]  # fmt: skip


def test_a_project_that_the_later_edition_leaves_out_stays_and_is_said(both: Place) -> None:
    row = next(r for r in both.rows("projects") if r["project_id"] == "p-fa5424675f")
    assert (row["as_of"], row["missing_from"], row["budget"]) == ("2010", "folder-2011", "358210")
    assert [r["project_id"] for r in both.rows("projects") if r["missing_from"]] == ["p-fa5424675f"]
    notes = [(r["listing_id"], r["says"]) for r in both.rows("findings") if r["code"] == "not-in-later-edition"]
    says = "folder-2011.pdf, the later edition, no longer states this project; its values are the last ones."
    assert notes == [("folder-2010.1", says)]


def test_the_dataset_of_both_editions_keeps_its_promises(both: Place) -> None:
    assert verify_dataset(both.out) == []


def test_the_changes_stay_until_something_changes_again(both: Place) -> None:
    before = (both.out / "changes.csv").read_bytes()
    assert both.extract() is False
    shutil.rmtree(both.out.with_name(".out.cache"))
    assert both.extract() is False
    assert (both.out / "changes.csv").read_bytes() == before


@pytest.mark.parametrize("lost", ["projects.csv", "text/folder-2010.txt"])
def test_a_file_of_the_dataset_that_was_lost_is_put_back_with_the_changes_as_they_were(both: Place, lost: str) -> None:
    before = {p: p.read_bytes() for p in both.out.rglob("*") if p.is_file()}
    (both.out / lost).unlink()
    assert both.extract() is True
    assert {p: p.read_bytes() for p in both.out.rglob("*") if p.is_file()} == before


def test_a_later_edition_that_cannot_be_read_supersedes_nothing(place: Place) -> None:
    place.put("folder-2011.pdf", b"%PDF-1.4\n1 0 obj\n<< /Type")
    place.extract()
    assert place.changes() == []
    assert {r["missing_from"] for r in place.rows("projects")} == {""}


def test_an_edition_that_is_taken_away_again_gives_the_changes_back(both: Place) -> None:
    (both.raw / "folder-2011.pdf").unlink()
    both.extract()
    back = {"added": "removed", "removed": "added", "changed": "changed"}
    assert set(both.changes()) == {(p, back[c], t, n, new, old) for p, c, t, n, old, new in CHANGES}
    assert {r["cause"] for r in both.rows("changes")} == {"document"}


def test_without_contacts_no_person_is_in_the_changes(place: Place, files: tuple[bytes, bytes]) -> None:
    place.put("folder-2011.pdf", files[1])
    extract([place.raw], place.out, contacts=False)
    assert set(place.changes()) == {c for c in CHANGES if c[2] != "contacts"}
    everything = "".join(p.read_text(encoding="utf-8") for p in place.out.rglob("*.csv"))
    assert "Villadsen" not in everything
    extract([place.raw], place.out)
    assert place.changes() == []
    assert "Villadsen" in (place.out / "contacts.csv").read_text(encoding="utf-8")


def test_diff_prints_the_changes_by_cause_and_project(both: Place, tmp_path: Path, start: Path) -> None:
    lines = told_of(differences(start / "out", both.out)).splitlines()
    assert lines[0] == "the document changed: 12 differences in 6 projects"
    at = next(n for n, line in enumerate(lines) if line.startswith("  BDIT42"))
    assert lines[at : at + 3] == [
        "  BDIT42  Strengthening the Criminal Justice Response to Human Trafficking in Burundi",
        "    changed shortfall: 236396 → 136396",
        "    added pledges “Norway”: amount 100000, currency USD",
    ]
    assert "    removed: the project; see folder-2011" in lines
    assert differences(both.out, both.out) == []
