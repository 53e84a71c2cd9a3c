"""The report as a file: what it holds, what it cannot hold, and that it is the same for the same input."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from pipeline.corrections import COLUMNS, parsed
from pipeline.document import Box, Document, Line, Word, placed
from pipeline.publish.load import load
from pipeline.publish.report.libraries import digest, inert
from pipeline.publish.report.packing import told
from pipeline.publish.report.pages import read_boxes
from pipeline.run import extract
from tests.report.brochures import IMAGE, SCRIPT, folder
from tests.report.opened import Opened, of_folder

SECRETS = ("Ana Lima", "Lima", "ana.lima@harbours.example", "harbours.example", "+4315550199", "5550199")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with brochures in raw/ and a dataset of them in out/."""
    place = tmp_path_factory.mktemp("report")
    extract([folder(place / "raw")], place / "out")
    return place


@pytest.fixture(scope="module")
def report(place: Path) -> Opened:
    return of_folder(place / "out")


@pytest.fixture(scope="module")
def public(place: Path) -> Opened:
    """The report of the dataset without contacts."""
    extract([place / "raw"], place / "public", contacts=False)
    return of_folder(place / "public")


def test_the_same_input_gives_the_same_bytes_in_another_folder(place: Path) -> None:
    extract([place / "raw"], place / "again")
    assert (place / "again/report.html").read_bytes() == (place / "out/report.html").read_bytes()


def test_a_run_without_report_makes_none_and_takes_the_old_one_away(place: Path) -> None:
    extract([place / "raw"], place / "none")
    assert (place / "none/report.html").exists()
    extract([place / "raw"], place / "none", report=False)
    assert not (place / "none/report.html").exists()
    assert "report.html" not in (place / "none/SHA256SUMS").read_text(encoding="utf-8")


def test_the_policy_names_every_script_and_style_by_its_digest(report: Opened) -> None:
    scripts = re.search(r"script-src ([^;]*)", report.policy)
    styles = re.search(r"style-src-elem ([^;]*)", report.policy)
    assert scripts and scripts[1].split() == [digest(text) for text in (*report.asked, *report.scripts)]
    assert styles and styles[1].split() == [digest(text) for text in report.styles]


def test_the_policy_allows_nothing_from_elsewhere_and_no_text_as_code(report: Opened) -> None:
    assert report.policy.startswith("default-src 'none';")
    assert "img-src data:;" in report.policy
    assert not re.search(r"unsafe-eval|script-src[^;]*unsafe-inline|https?:", report.policy)


def test_no_element_leads_anywhere_but_inside_the_file(place: Path) -> None:
    text = (place / "out/report.html").read_text(encoding="utf-8")
    markup = re.sub(r"(<(script|style)[^>]*>).*?</\2>", r"\1", text, flags=re.DOTALL)
    assert re.findall(r"""(?:src|href)=["']?(?!#)[^"'>\s]+""", markup) == []
    assert "<link" not in markup and "<iframe" not in markup


def test_what_a_hostile_brochure_says_is_data_and_no_element(place: Path, report: Opened) -> None:
    assert report.front["projects"][2]["title"] == f"Wells {SCRIPT} for all"
    assert report.front["projects"][2]["regions"] == [IMAGE]
    text = (place / "out/report.html").read_text(encoding="utf-8")
    assert SCRIPT not in text and IMAGE not in text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("</script>", r'"\u003c/script\u003e"'),
        ("<!--", r'"\u003c!--"'),
        ("a & b", r'"a \u0026 b"'),
        ("\u2028", r'"\u2028"'),
        ('"Größe"', r'"\"Größe\""'),
    ],
)
def test_json_in_the_page_has_no_sign_that_html_knows(text: str, safe: str) -> None:
    assert told(text) == safe


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ('x = "</script>"', r'x = "<\/script>"'),
        ('x = "</SCRIPT >"', r'x = "<\/SCRIPT >"'),
        ("x = '</style>'", r"x = '<\/style>'"),
        ("x = '<!-- '", r"x = '<\!-- '"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a < /script/.x", "a < /script/.x"),
        ("<script>", "<script>"),
    ],
)
def test_no_script_can_end_the_element_that_it_stands_in(text: str, safe: str) -> None:
    assert inert(text) == safe


def test_a_value_carries_the_place_of_its_quote_and_each_step_that_changed_it(report: Opened) -> None:
    cells = report.packs["projects-0"][0]["cells"]
    (receipt,) = cells["amounts/harbours.1.a1/amount"]
    ((start, end, page, boxes),) = receipt["quotes"]
    assert report.packs["text-harbours"][start:end] == "900,000"
    assert (page, len(boxes), boxes[0][0]) == (1, 1, 1)
    assert [after for *_, after in receipt["steps"]][-1] == "900000"
    assert [(r["status"], r["from"]) for r in cells["projects/HBR-7/budget"]] == [
        ("proved", ["listings/harbours.1/budget"])
    ]


def test_every_cell_that_a_receipt_names_is_there_with_its_row(report: Opened) -> None:
    for project in report.packs["projects-0"]:
        rows = {(table, row_id) for table, row_id, _ in project["rows"]}
        for receipts in project["cells"].values():
            for name in (name for receipt in receipts for name in receipt.get("from", ())):
                table, row_id, _ = name.split("/")
                assert (table, row_id) in rows


def test_every_page_with_a_quote_is_there_as_a_picture(report: Opened) -> None:
    assert sorted(report.pictures) == ["picture-harbours-1", "picture-harbours-2"]
    with Image.open(io.BytesIO(report.pictures["picture-harbours-1"])) as image:
        assert (image.format, image.width, image.height) == ("WEBP", 868, 1228)


def test_a_contradiction_is_shown_with_the_figures_that_contradict_it(report: Opened) -> None:
    (finding,) = (f for f in report.front["findings"] if f["code"] == "funding-off")
    assert finding["cell"] == "amounts/harbours.2.a2/amount"
    assert finding["others"] == ["amounts/harbours.2.a1/amount", "pledges/harbours.2.p1/amount"]
    assert report.front["findings"][0] == finding  # the gravest first


def test_every_correction_that_is_offered_can_be_made(place: Path, report: Opened) -> None:
    lines = [f["correction"] for f in report.front["findings"] if "correction" in f]
    assert [(c["project"], c["table"], c["column"], c["source_value"]) for c in lines] == [
        ("LGT-2", "amounts", "amount", "250000"),
        ("XSS-1", "pledges", "donor", '<b onclick="window.hurt=2">Nobody</b> & Sons'),
    ]
    filled = [{"corrected_value": "1", "reason": "seen", "by": "me", "date": "2026-01-02", **c} for c in lines]
    rows = [",".join('"' + c.get(name, "").replace('"', '""') + '"' for name in COLUMNS) for c in filled]
    made = parsed("\n".join([",".join(COLUMNS), *rows]) + "\n", "corrections.csv")
    assert [c.row for c in made] == ["harbours.2.a2", "hostile.1.p1"]


def test_a_correction_that_is_copied_as_it_stands_is_taken(place: Path) -> None:
    raw = folder(place / "corrected")
    line = "LGT-2,amounts,amount,250000,300000,compared with the page,reader,2026-11-22,harbours.2.a2"
    (raw / "corrections.csv").write_text(f"{','.join(COLUMNS)}\n{line}\n", encoding="utf-8")
    extract([raw], place / "corrected-out", report=False)
    dataset = load(place / "corrected-out")[0]
    assert [r.values["shortfall"] for r in dataset.rows("projects")] == ["600000", "300000", "10000"]
    assert [f.values["code"] for f in dataset.rows("findings") if f.values["code"] == "funding-off"] == []


@pytest.mark.parametrize("secret", SECRETS)
def test_without_contacts_no_part_of_the_report_names_one(report: Opened, public: Opened, secret: str) -> None:
    assert secret in report.said()
    assert secret not in public.said()


def test_without_contacts_they_are_black_in_the_pictures(report: Opened, public: Opened) -> None:
    detail = report.packs["projects-0"][0]["cells"]
    columns = ("name", "email", "phone_text")
    receipts = [r for column in columns for r in detail[f"contacts/harbours.1.c1/{column}"]]
    boxes = [box for receipt in receipts for quote in receipt["quotes"] for box in quote[3]]
    assert len(boxes) == 3
    for named, black in ((report, False), (public, True)):
        with Image.open(io.BytesIO(named.pictures["picture-harbours-1"])) as image:
            scale = image.width / 595
            marks = [image.convert("L").crop(tuple(round(v * scale) for v in box[1:])) for box in boxes]
        assert all(max(mark.get_flattened_data()) < 90 for mark in marks) is black


def _darkest(picture: bytes, left: int, top: int, right: int, bottom: int) -> int:
    """The darkest pixel between these points of a page."""
    with Image.open(io.BytesIO(picture)) as image:
        scale = image.width / 595
        part = image.convert("L").crop(
            (round(left * scale), round(top * scale), round(right * scale), round(bottom * scale))
        )
    return min(part.get_flattened_data())


def test_without_contacts_a_picture_shows_the_words_that_were_read_and_nothing_else(
    report: Opened, public: Opened
) -> None:
    for page in ("picture-harbours-1", "picture-harbours-2"):
        assert _darkest(report.pictures[page], 50, 750, 130, 790) < 60
        assert _darkest(public.pictures[page], 50, 750, 130, 790) > 240
        assert _darkest(public.pictures[page], 72, 70, 300, 90) < 60


def test_without_contacts_a_scanned_page_has_no_picture() -> None:
    box = Box(1, 10, 10, 20, 20)
    printed = Line("one", page=1, box=box, words=(Word(0, 3, box),))
    scanned = replace(printed, page=2, box=Box(2, *box[1:]), words=(Word(0, 3, Box(2, *box[1:])),), recognised=0.9)
    document = Document("d", "d.pdf", "", "application/pdf", placed([printed, scanned]))
    assert read_boxes(document) == {1: [box]}
