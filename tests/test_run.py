"""A whole run over a folder of good and bad files: what is written of each, and that it is written the same again."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

import extractors
from extractors import mentions
from extractors.evidence import Block, Finding
from pipeline.inputs import identifier, sources
from pipeline.progress import CannotRun, Outcome
from pipeline.run import extract
from tests.folders import table
from tests.read.typeset import lines, pdf

TITLE = "Safe Harbours for Coastal Fishers"
FIELDS = ["Country: Kenya", "Budget: US$ 1,000", "Pledges: US$ 300 from Norway", "Shortfall: US$ 700"]
GOOD = "\n".join([TITLE, "", *FIELDS, ""])
PAGE = (
    "<!DOCTYPE html><html><head><title>Wells</title></head><body><h1>Clean Wells for Upland Farmers</h1>"
    "<p>Country: Nepal</p><p>Budget: EUR 2,500</p></body></html>"
)


def brochure() -> bytes:
    return pdf(
        lambda canvas: lines(
            canvas, 40, 80, ["Warm Schools for Mountain Children", "Country: Peru", "Budget: US$ 9,000", "Donor: Spain"]
        )
    )


def locked(path: Path) -> None:
    """The brochure with a password at ``path``."""
    path.write_bytes(brochure())
    with pikepdf.open(path, allow_overwriting_input=True) as opened:
        opened.save(path, encryption=pikepdf.Encryption(owner="o", user="u"))


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """A folder with a file of each sort."""
    folder = tmp_path / "raw"
    (folder / "2009").mkdir(parents=True)
    (folder / "harbours.txt").write_text(GOOD, encoding="utf-8")
    (folder / "2009" / "wells.html").write_text(PAGE, encoding="utf-8")
    (folder / "schools.pdf").write_bytes(brochure())
    (folder / "broken.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<< /Type")
    locked(folder / "locked.pdf")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "sheet.xlsx").write_bytes(b"PK\x03\x04" + b"\0" * 60)
    (folder / "agenda.txt").write_text("Agenda\n\n10:00 Coffee break\n12:00 Lunch\n", encoding="utf-8")
    (folder / ".hidden.txt").write_text(GOOD, encoding="utf-8")
    (folder / "manifest.csv").write_text(
        "file,publisher,published\nharbours.txt,Harbour Fund,2009-05\n2009/wells.html,Well Fund,\n", encoding="utf-8"
    )
    return folder


def column(out: Path, name: str, column: str) -> list[str]:
    return [row[column] for row in table(out, name)]


def digests(out: Path) -> dict[str, str]:
    return {
        p.relative_to(out).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(out.rglob("*"))
        if p.is_file()
    }


def test_each_file_is_a_row_with_its_status(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "out")
    found = {row["file"]: row["status"] for row in table(tmp_path / "out", "documents")}
    assert found == {
        "2009/wells.html": "ok", "agenda.txt": "no-projects", "broken.pdf": "failed", "empty.txt": "failed",
        "harbours.txt": "ok", "locked.pdf": "failed", "schools.pdf": "ok", "sheet.xlsx": "skipped",
    }  # fmt: skip
    assert list(found) == sorted(found)


#: A file and words of the sentence that says what is the matter with it.
DETAILS = [
    ("broken.pdf", "PDF"), ("locked.pdf", "password"), ("empty.txt", "0 bytes"), ("sheet.xlsx", "Save it as PDF"),
    ("agenda.txt", "No project was found"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "words"), DETAILS)
def test_what_was_not_extracted_says_why(raw: Path, tmp_path: Path, file: str, words: str) -> None:
    extract([raw], tmp_path / "out")
    row = next(row for row in table(tmp_path / "out", "documents") if row["file"] == file)
    assert words in row["detail"]
    assert row["detail"][0].isupper() and row["detail"].endswith(".")
    assert row["listings"] == "0"


def test_bad_files_do_not_spoil_the_others(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "out")
    rows = table(tmp_path / "out", "projects")
    assert [(r["title"], r["countries"], r["budget"], r["currency"]) for r in rows] == [
        ("Clean Wells for Upland Farmers", "NPL", "2500", "EUR"),
        (TITLE, "KEN", "1000", "USD"),
        ("Warm Schools for Mountain Children", "PER", "9000", "USD"),
    ]


def test_failed_file_is_an_error_and_a_skipped_one_a_note(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "out")
    found = [
        (r["document_id"], r["severity"], r["code"])
        for r in table(tmp_path / "out", "findings")
        if r["code"].startswith("document-")
    ]
    assert found == [
        ("broken", "error", "document-failed"), ("empty", "error", "document-failed"),
        ("locked", "error", "document-failed"), ("sheet", "note", "document-skipped"),
    ]  # fmt: skip


def test_what_a_file_lacks_is_a_finding_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    whole = brochure() + b"<html>" + b" " * 9000  # what a server left behind the end makes it look cut off
    (tmp_path / "raw" / "schools.pdf").write_bytes(whole)
    extract([tmp_path / "raw"], tmp_path / "out")
    (found,) = [r for r in table(tmp_path / "out", "findings") if r["code"].startswith("document-")]
    assert (found["severity"], found["code"], found["document_id"]) == ("warning", "document-incomplete", "schools")
    assert found["says"] == "The end of the file is missing, and text may be missing with it."
    assert column(tmp_path / "out", "documents", "status") == ["ok"]
    assert column(tmp_path / "out", "projects", "title") == ["Warm Schools for Mountain Children"]


def test_outcome_counts_what_was_written(raw: Path, tmp_path: Path) -> None:
    made = extract([raw], tmp_path / "out")
    assert made.documents == {"ok": 3, "no-projects": 1, "failed": 3, "skipped": 1}
    assert made.failed == ("broken.pdf", "empty.txt", "locked.pdf")
    assert (made.tables["projects"], made.tables["listings"], made.tables["documents"]) == (3, 3, 8)
    assert made.findings["error"] == 3


def test_manifest_tells_of_the_file_that_it_names(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "out")
    found = {r["file"]: (r["publisher"], r["published"]) for r in table(tmp_path / "out", "documents")}
    assert found["harbours.txt"] == ("Harbour Fund", "2009-05")
    assert found["2009/wells.html"][0] == "Well Fund"
    assert found["schools.pdf"] == ("", "")
    assert "2009-05" in column(tmp_path / "out", "projects", "as_of")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"name,published\na.txt,2009\n", "no column 'file'"),
        (b"file,publisher\na.txt,\xff\xfe\n", "UTF-8"),
        (b"", "no column 'file'"),
    ],
)
def test_manifest_that_cannot_be_used_stops_the_run_before_it_begins(
    raw: Path, tmp_path: Path, content: bytes, says: str
) -> None:
    (raw / "manifest.csv").write_bytes(content)
    with pytest.raises(CannotRun, match=says):
        extract([raw], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_manifest_may_begin_with_a_byte_order_mark(raw: Path, tmp_path: Path) -> None:
    (raw / "manifest.csv").write_bytes(b"\xef\xbb\xbffile,publisher\nharbours.txt,Harbour Fund\n")
    extract([raw], tmp_path / "out")
    assert "Harbour Fund" in column(tmp_path / "out", "documents", "publisher")


def test_the_same_files_give_the_same_bytes(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "one")
    extract([raw], tmp_path / "two")
    assert digests(tmp_path / "one") == digests(tmp_path / "two") != {}


def test_second_run_says_that_nothing_changed_and_changes_nothing(raw: Path, tmp_path: Path) -> None:
    assert extract([raw], tmp_path / "out").unchanged is False
    before = digests(tmp_path / "out")
    assert extract([raw], tmp_path / "out").unchanged is True
    assert digests(tmp_path / "out") == before


def test_run_over_a_changed_file_says_that_something_changed(raw: Path, tmp_path: Path) -> None:
    extract([raw], tmp_path / "out")
    (raw / "harbours.txt").write_text(GOOD.replace("US$ 1,000", "US$ 2,000"), encoding="utf-8")
    assert extract([raw], tmp_path / "out").unchanged is False
    assert "2000" in column(tmp_path / "out", "projects", "budget")


def test_extractor_that_raises_fails_its_document_and_no_other(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = extractors.read

    def broken(block: Block) -> Iterator[Finding]:
        if any("Nepal" in f.value.text for f in block.fields):
            raise ValueError("a bug")
        yield from honest(block)

    monkeypatch.setattr(extractors, "read", broken)
    made = extract([raw], tmp_path / "out")
    row = next(r for r in table(tmp_path / "out", "documents") if r["file"] == "2009/wells.html")
    assert row["status"] == "failed"
    assert "ValueError: a bug" in row["detail"]
    assert column(tmp_path / "out", "projects", "countries") == ["KEN", "PER"]
    assert "2009/wells.html" in made.failed


def test_value_that_its_receipt_does_not_prove_is_withdrawn_and_said(
    raw: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = extractors.read

    def lying(block: Block) -> Iterator[Finding]:
        for one in honest(block):
            false = {"amount": one.cells["amount"]._replace(value="9001")} if one.text("amount") == "9000" else {}
            yield replace(one, cells={**one.cells, **false})

    monkeypatch.setattr(extractors, "read", lying)
    extract([raw], tmp_path / "out")
    budgets = dict(
        zip(column(tmp_path / "out", "projects", "title"), column(tmp_path / "out", "projects", "budget"), strict=True)
    )
    assert (budgets[TITLE], budgets["Warm Schools for Mountain Children"]) == ("1000", "")
    found = [r for r in table(tmp_path / "out", "findings") if r["code"].startswith("receipt-")]
    assert {r["severity"] for r in found} == {"error"}
    assert [[r[c] for c in ("code", "table", "column", "document_id", "listing_id")] for r in found] == [
        ["receipt-dependent", "listings", "budget", "schools", "schools.1"],
        ["receipt-dependent", "projects", "budget", "", ""],
        ["receipt-receipt", "amounts", "amount", "schools", "schools.1"],
    ]


def identifiers(*names: str) -> list[str]:
    taken: set[str] = set()
    return [identifier(name, taken) for name in names]


def test_identifier_is_readable() -> None:
    assert identifiers("Safe Harbours (2009).pdf", "2009/Été.html", "---.txt") == [
        "safe-harbours-2009",
        "2009-été",
        "document",
    ]


def test_files_that_would_be_called_alike_are_kept_apart_by_a_digest_of_their_names() -> None:
    found = identifiers("a.pdf", "a.txt", "A.html", "a_.pdf")
    assert len(set(found)) == 4
    assert found[0] == "a"
    assert found == identifiers("a.pdf", "a.txt", "A.html", "a_.pdf")


def test_files_of_one_stem_are_documents_of_their_own(raw: Path, tmp_path: Path) -> None:
    (raw / "harbours.html").write_text(PAGE, encoding="utf-8")
    (raw / "harbours.pdf").write_bytes(brochure())
    extract([raw], tmp_path / "out")
    found = column(tmp_path / "out", "documents", "document_id")
    assert len(found) == len(set(found)) == 10
    assert sum(name.startswith("harbours") for name in found) == 3


def named(*paths: Path) -> list[str]:
    return [name for _, name, _ in sources(paths)]


def test_hidden_files_manifests_and_notes_are_no_brochures(raw: Path) -> None:
    (raw / "README.md").write_text("About this folder.", encoding="utf-8")
    (raw / ".git").mkdir()
    (raw / ".git" / "config.txt").write_text(GOOD, encoding="utf-8")
    assert {".hidden.txt", "manifest.csv", "README.md", ".git/config.txt"}.isdisjoint(named(raw))
    assert "harbours.txt" in named(raw)


def test_a_dataset_inside_the_folder_of_brochures_is_not_read(raw: Path) -> None:
    extract([raw], raw / "out")
    assert (raw / "out" / "text" / "harbours.txt").is_file()
    assert extract([raw], raw / "out").unchanged is True
    assert [name for _, name, _ in sources([raw], raw / "out") if name.startswith("out/")] == []


def test_a_file_of_a_dataset_is_read_where_it_is_named(raw: Path) -> None:
    (raw / "out").mkdir()
    (raw / "out" / "a.txt").write_text(GOOD, encoding="utf-8")
    assert [name for _, name, _ in sources([raw / "out" / "a.txt"], raw / "out")] == ["a.txt"]
    assert [name for _, name, _ in sources([raw / "out"], raw / "out")] == ["a.txt"]


def test_file_may_be_given_by_itself_and_is_taken_once(raw: Path) -> None:
    assert named(raw / "harbours.txt") == ["harbours.txt"]
    assert named(raw / "harbours.txt", raw).count("harbours.txt") == 1


def test_file_that_is_named_is_read_even_if_it_is_called_like_a_note(raw: Path) -> None:
    (raw / "README.md").write_text(GOOD, encoding="utf-8")
    assert named(raw / "README.md") == ["README.md"]


def test_folder_without_files_gives_an_empty_dataset(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    made = extract([tmp_path / "raw"], tmp_path / "out")
    assert isinstance(made, Outcome)
    assert (made.tables["documents"], made.failed) == (0, ())
    assert table(tmp_path / "out", "projects") == []


def test_progress_is_told_before_each_file_and_at_the_end(raw: Path, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    extract([raw], tmp_path / "out", progress=lambda done, total, what: told.append((done, total, what)))
    assert told[0] == (0, 8, "2009/wells.html")
    assert [done for done, _, _ in told] == list(range(9))
    assert told[-1] == (8, 8, "")


def test_contacts_can_be_left_out(raw: Path, tmp_path: Path) -> None:
    (raw / "harbours.txt").write_text(GOOD + "Contact: Ms Ana Lima, ana.lima@harbours.example\n", encoding="utf-8")
    extract([raw], tmp_path / "with")
    extract([raw], tmp_path / "without", contacts=False)
    texts = [
        "".join(p.read_text(encoding="utf-8", errors="replace") for p in (tmp_path / d).rglob("*") if p.is_file())
        for d in ("with", "without")
    ]
    assert ["ana.lima@" in text for text in texts] == [True, False]


def test_a_broken_table_of_words_stops_the_run_before_it_begins(
    tmp_path: Path, raw: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise ValueError("money.toml: Invalid value (at line 3, column 7)")

    monkeypatch.setattr("extractors.lexicon.load_all", broken)
    with pytest.raises(CannotRun, match=r"extractors/lexicon/money\.toml: Invalid value"):
        extract([raw], tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("model", "notes"), [("", 1), ("en_core_web_sm 3.8.0", 0)])
def test_a_missing_language_model_is_said(
    tmp_path: Path, raw: Path, monkeypatch: pytest.MonkeyPatch, model: str, notes: int
) -> None:
    monkeypatch.setattr(mentions, "model_name", lambda: model)
    extract([raw], tmp_path / "out")
    with (tmp_path / "out" / "findings.csv").open(encoding="utf-8") as stream:
        assert [r["code"] for r in csv.DictReader(stream)].count("no-language-model") == notes
