"""A publication without contacts holds none, in no file, and its receipts still replay."""

from __future__ import annotations

import html
import re
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from extractors.evidence import Span
from pipeline.publish import publish
from pipeline.publish.check import check
from pipeline.publish.folder import SUMS
from pipeline.publish.load import load
from pipeline.publish.privacy import Mask, masked, without_contacts
from pipeline.reconcile.facts import Dataset, Receipt, Row
from pipeline.run import extract
from pipeline.verify import verify_dataset
from tests.publish.sample import DOCUMENT_ID, DOCUMENTS, LINES, TEXT, dataset, read
from tests.report.opened import of_folder

M = "█"
RAW = Path(__file__).parents[2] / "raw"


def _published(folder: Path) -> str:
    """All that the files of a folder say, unpacked."""
    plain = [p for p in folder.rglob("*") if p.suffix in (".csv", ".txt", ".json") or p.name == SUMS]
    texts = [p.read_bytes().decode("utf-8") for p in plain]
    tables = [str(pq.ParquetFile(p).read().to_pydict()) for p in folder.rglob("*.parquet")]
    books = [_unzipped(p) for p in folder.rglob("*.xlsx")]
    reports = [of_folder(p.parent).said() for p in folder.rglob("report.html")]
    assert len(texts) + len(tables) + len(books) + len(reports) == sum(p.is_file() for p in folder.rglob("*"))
    return "\n".join((*texts, *tables, *books, *reports))


def _unzipped(path: Path) -> str:
    """All parts of a workbook: cells, comments, and the texts that links keep."""
    with zipfile.ZipFile(path) as parts:
        return "\n".join(html.unescape(parts.read(name).decode("utf-8")) for name in parts.namelist())


def _secrets(data: Dataset) -> list[str]:
    columns = ("name", "email", "phone", "phone_text")
    found = (row.values.get(c, "").casefold() for row in data.tables["contacts"] for c in columns)
    return sorted({secret for secret in found if secret})


def _leaks(data: Dataset, folder: Path) -> list[str]:
    said = " ".join(_published(folder).casefold().split())
    return [secret for secret in _secrets(data) if secret in said]


def test_no_file_holds_a_name_an_address_or_a_number_of_a_contact(tmp_path: Path) -> None:
    publish(dataset(), DOCUMENTS, tmp_path / "with")
    publish(dataset(), DOCUMENTS, tmp_path / "without", contacts=False)
    assert _leaks(dataset(), tmp_path / "with") == _secrets(dataset())
    assert len(_secrets(dataset())) == 5
    assert _leaks(dataset(), tmp_path / "without") == []
    assert "5550199" not in re.sub(r"[^\d\n]", "", _published(tmp_path / "without").replace(" ", ""))


@pytest.mark.skipif(not RAW.is_dir(), reason="the brochures are not here")
def test_no_file_made_from_the_brochures_holds_a_contact(tmp_path: Path) -> None:
    extract([RAW], tmp_path / "with")
    extract([RAW], tmp_path / "without", contacts=False)
    data = load(tmp_path / "with")[0]
    assert len(_secrets(data)) > 100
    assert _leaks(data, tmp_path / "without") == []
    assert re.findall(r"\S+@\S+", _published(tmp_path / "without")) == []
    assert verify_dataset(tmp_path / "without") == []


def test_what_is_left_is_a_dataset_that_verifies(tmp_path: Path) -> None:
    publish(dataset(), DOCUMENTS, tmp_path, contacts=False)
    assert verify_dataset(tmp_path) == []


def test_the_text_keeps_its_length_and_its_blanks() -> None:
    text = without_contacts(dataset()).texts[DOCUMENT_ID]
    assert [len(line) for line in text.split("\n")] == [len(line) for line in TEXT.split("\n")]
    assert text.split("\n")[:6] == list(LINES[:6])
    assert text.split("\n")[6:] == [
        f"Contact: {M * 3} {M * 3}  {M * 5} {M * 25}, Tel.: {M * 3} {M * 3} {M * 8}",
        f"Ask {M * 3} {M * 4}, or {M * 5} {M * 3}; call Ms {M * 4} on {M * 4} {M} {M * 7} or write to "
        f"{M * 4} {M * 4} {M * 16}.",
        f"Field: {M * 2} {M * 2}",
    ]


def test_contacts_and_the_columns_that_name_them_are_empty() -> None:
    public = without_contacts(dataset())
    project = public.tables["projects"][0]
    assert public.tables["contacts"] == []
    hidden = ("headquarters_contact", "headquarters_email", "field_contact", "field_email")
    assert [project.values.get(c, "") for c in hidden] == [""] * 4
    assert not set(hidden) & set(project.receipts)


def test_all_that_names_no_contact_stays() -> None:
    before, after = dataset(), without_contacts(dataset())
    for name in ("documents", "listings", "amounts", "pledges", "lines"):
        assert after.tables[name] == before.tables[name]


def test_the_dataset_that_is_given_stays_as_it_is() -> None:
    data = dataset()
    without_contacts(data)
    assert data == dataset()


def test_a_finding_about_a_contact_keeps_its_sentence_without_the_contact() -> None:
    (finding,) = without_contacts(dataset()).tables["findings"]
    assert finding.values["says"] == f"{M * 3} {M * 4} has a second number, {M * 4} {M} {M * 7}."
    assert finding.values["row_id"] == ""


def test_a_cell_that_quotes_a_contact_is_masked_with_its_quote() -> None:
    data = dataset()
    data.tables["listings"][0].values["summary"] = "Ask Ana Lima, or Lima, Ana"
    data.tables["listings"][0].receipts["summary"] = [read("Ask Ana Lima, or Lima, Ana")]
    public = without_contacts(data)
    assert public.tables["listings"][0].values["summary"] == f"Ask {M * 3} {M * 4}, or {M * 5} {M * 3}"


def test_a_step_that_names_a_contact_is_masked_with_its_quote() -> None:
    data = dataset()
    data.tables["listings"][0].values["region_text"] = "Coast"
    data.tables["listings"][0].receipts["region_text"] = [read("Ana Lima", steps=("word:ana lima=Coast",))]
    listing = without_contacts(data).tables["listings"][0]
    assert listing.values["region_text"] == "Coast"
    assert listing.receipts["region_text"][0].steps == (f"word:{M * 3} {M * 4}=Coast",)


def test_a_cell_that_does_not_follow_from_its_masked_quote_is_left_out() -> None:
    text = "Ask Anne-\nMarie Lima"
    name = Receipt("d", "made.up", "stated", (Span(4, 20),), ("join",))
    contact = Row("contacts", "c", {"name": "Anne-Marie Lima"}, {"name": [name]})
    whole = Row("listings", "l", {"summary": "Ask Anne-Marie Lima"}, {"summary": [name._replace(spans=(Span(0, 20),))]})
    data = Dataset({"contacts": [contact], "listings": [whole]}, {"d": text})
    assert check(data) == []
    public = without_contacts(data)
    assert public.texts == {"d": f"Ask {M * 5}\n{M * 5} {M * 4}"}
    assert public.tables["listings"] == [Row("listings", "l", {"summary": ""})]


def test_a_mention_or_a_change_of_a_contact_is_left_out_and_others_stay() -> None:
    data = dataset()
    for number, name in enumerate(("Ana Lima", "Norland")):
        values = {"listing_id": "l1", "label": "person", "text": name}
        data.rows("mentions").append(Row("mentions", f"m{number}", values, {"text": [read(name)]}))
    for table, column in (("contacts", "email"), ("projects", "field_email"), ("projects", "budget")):
        data.rows("changes").append(Row("changes", "", {"table": table, "column": column, "old": "1", "new": "2"}))
    public = without_contacts(data)
    assert [r.values["text"] for r in public.tables["mentions"]] == ["Norland"]
    assert [r.values["column"] for r in public.tables["changes"]] == ["budget"]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("info@x.example", M * 14),
        ("info@cut-off...", f"{M * 12}..."),
        ("follow us @example", "follow us @example"),
        ("info (at) x.example", f"{M * 4} {M * 4} {M * 9}"),
        ("Tel: 01 234 567", f"Tel: {M * 2} {M * 3} {M * 3}"),
        ("call +1 212 963-0100 x2", f"call {M * 2} {M * 3} {M * 8} x2"),
        ("Mobile\n07700 900123\n2010", f"Mobile\n{M * 5} {M * 6}\n2010"),
        ("Ms. LÍMA", f"Ms. {M * 4}"),
        ("Dr Ek", f"Dr {M * 2}"),
        ("the city of Lima", "the city of Lima"),
        ("Ana Limarova", "Ana Limarova"),
        ("Budget: 2 500 000 + 300 000", "Budget: 2 500 000 + 300 000"),
        ("USD 15550199", "USD 15550199"),
        ("555 0199", f"{M * 3} {M * 4}"),
        ("01 555 0199", f"{M * 2} {M * 3} {M * 4}"),
        ("hotels 2010-2012", "hotels 2010-2012"),
        ("an @ sign", "an @ sign"),
    ],
)
def test_secrets_are_hidden_wherever_they_stand_and_look_alikes_are_not(text: str, masked: str) -> None:
    assert Mask.of(dataset()).text(text) == masked


def test_a_number_too_short_to_be_hidden_everywhere_is_hidden_where_it_was_read() -> None:
    receipt = Receipt("d", "made.up", "stated", (Span(5, 9),), ("join",))
    contact = Row("contacts", "c", {"phone_text": "4163"}, {"phone_text": [receipt]})
    data = Dataset({"contacts": [contact]}, {"d": "Ext. 4163\nBudget 4163"})
    assert without_contacts(data).texts == {"d": f"Ext. {M * 4}\nBudget 4163"}


@pytest.mark.parametrize(
    ("code", "kept"), [("unclaimed-email", False), ("unclaimed-phone", False), ("unclaimed-date", True)]
)
def test_a_finding_that_quotes_a_loose_address_is_left_out(code: str, kept: bool) -> None:
    data = dataset()
    values = {"finding_id": "f2", "severity": "note", "code": code, "document_id": "d1-harbours", "says": "“4477” ..."}
    data.tables["findings"].append(Row("findings", "f2", values))
    assert (len(without_contacts(data).tables["findings"]) == 2) == kept


@pytest.mark.parametrize(
    ("text", "public", "stretches"),
    [
        ("call Ana Lima now", f"call {M * 3} {M * 4} now", ["Ana Lima"]),
        ("Ana\nLima", f"{M * 3}\n{M * 4}", ["Ana", "Lima"]),
        ("Ana or Bo", f"{M * 3} or {M * 2}", ["Ana", "Bo"]),
        (f"a chart {M}{M}", f"a chart {M}{M}", []),
    ],
)
def test_what_is_masked_is_found_again(text: str, public: str, stretches: list[str]) -> None:
    assert [text[start:end] for start, end in masked(text, public)] == stretches
