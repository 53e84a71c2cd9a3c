"""The brochures of raw/: made from the facts, byte for byte, with everything planted and nothing copied."""

from __future__ import annotations

import csv
import functools
import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from lxml import html

from tests.typeset.build import MANIFEST
from tests.typeset.build import build as build_anew
from tests.typeset.gold import amount, gold, reading
from tests.typeset.markup import marks, plain, squeeze, told
from tests.typeset.model import Brochure, Listing, brochures, fields, paragraphs
from tests.typeset.sheet import Sheet, Style

ROOT = Path(__file__).parents[1]
RAW = ROOT / "raw"
SEEDS = ROOT.parent / "shared" / "seeds"
BROCHURES = {brochure.name: brochure for brochure in brochures()}
SEED_OF = {
    "ec-protocol-project": "000_3e0c231b9655882e",
    "unodc-partnership-2010": "001_064e874d79636556",
    "unodc-global-programme": "002_95f04bdbb56f0339",
    "side-event-2008": "003_0e0d75c5c23de4c6",
    "unodc-activities-slides": "004_12b1e2a15d061621",
}
COPY = 8  #: so many equal words in a row are a copy

build = functools.cache(build_anew)
needs_seeds = pytest.mark.skipif(not SEEDS.exists(), reason="the published documents are not here")


@pytest.fixture(scope="module")
def partnership() -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(RAW / "unodc-partnership-2010.pdf")
    yield document
    document.close()


def page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    page = document[number - 1]
    text = page.get_textpage().get_text_range().replace("\r\n", "\n")
    page.close()
    return str(text)


def text_of(file: str) -> str:
    """The text of a file of raw/, with runs of blanks made one."""
    path = RAW / file
    if path.suffix == ".html":
        return squeeze(" ".join(map(str, html.fromstring(path.read_text(encoding="utf-8")).itertext())))
    with pypdfium2.PdfDocument(path) as document:
        return squeeze(" ".join(page_text(document, n + 1) for n in range(len(document))))


# The files are what the facts make of them.


@pytest.mark.parametrize("name", sorted(build()))
def test_a_file_is_what_the_facts_make_of_it(name: str) -> None:
    assert hashlib.sha256((ROOT / name).read_bytes()).hexdigest() == hashlib.sha256(build()[name]).hexdigest()


def test_another_process_makes_the_same_bytes() -> None:
    program = (
        "import hashlib\nfrom tests.typeset.build import build\n"
        "for name, content in build().items(): print(name, hashlib.sha256(content).hexdigest())"
    )
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
            capture_output=True,
            text=True,
            check=True,
        )
        expected = [f"{n} {hashlib.sha256(b).hexdigest()}" for n, b in build().items()]
        assert run.stdout.splitlines() == expected


def test_the_manifest_has_a_row_for_every_brochure_and_no_other() -> None:
    with (RAW / "manifest.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == MANIFEST
    made = {b.file for b in BROCHURES.values()}
    assert [row["file"] for row in rows] == sorted(made)
    assert {path.name for path in RAW.iterdir()} >= made
    assert all((ROOT / row["source"]).is_file() for row in rows)


def test_the_brochures_are_small() -> None:
    assert sum(len(content) for name, content in build().items() if name.startswith("raw/")) < 1_500_000


# Everything planted can be found.


@pytest.mark.parametrize("name", sorted(BROCHURES))
def test_every_planted_stretch_stands_in_the_file(name: str) -> None:
    brochure, text = BROCHURES[name], text_of(BROCHURES[name].file)
    planted = [squeeze(plain(line)) for listing in brochure.all_listings() for line in listing.title]
    for listing in brochure.all_listings():
        planted += [mark.text for part in listing.marked() for mark in marks(part)]
        planted += [squeeze(plain(part)) for f in listing.fields for part in (f.label, *plain(f.value).split("\n"))]
    planted += [slide.title for slide in brochure.slides]
    assert planted
    assert [part for part in planted if part.removeprefix("| ") not in text] == []


def test_the_partnership_folder_has_48_listings_of_which_6_are_boxed() -> None:
    brochure = BROCHURES["unodc-partnership-2010"]
    assert len(brochure.listings) == 42
    assert len(list(brochure.all_listings())) == 48


ODDITIES = [
    "US$ 3,5 million",
    "US$ $745,574.00",
    "US$ 1,906.876",
    "US$ 756,00\n",
    "US$358,210",
    "US$ 135,600 + US $ 2,000,000",
    "Varies by programme",
    "leik.boonwaat@unod.org",
    "Ms. Carlos Perez",
    "Tel:. + 43 1 26060 5193",
    "Tel. : +43 1 26060 5698",
    "Email. silke.albert@unodc.org",
    "E-Mail: babacar.ndiaye@unodc.org",
    "Pacific Tel.: +66 2 288 2472",
    "Tel.: +43 1 26060 5698,\n",
    "Service\nProviders’ (2 years)",
    "‚post‛",
    "mailto:cps@unodc.org",
]


@pytest.mark.parametrize("oddity", ODDITIES)
def test_an_oddity_of_print_is_kept(partnership: pypdfium2.PdfDocument, oddity: str) -> None:
    pages = (page_text(partnership, n + 1) for n in range(len(partnership)))
    assert any(oddity in page for page in pages)


@pytest.mark.parametrize(("page", "beginning"), [(8, "8\nOn request"), (22, "22\nStrengthening Law Enforcement")])
def test_a_page_number_stands_above_the_text_and_not_below(
    partnership: pypdfium2.PdfDocument, page: int, beginning: str
) -> None:
    lines = page_text(partnership, page).strip().split("\n")
    assert "\n".join(lines).startswith(beginning)
    assert lines.count(str(page)) == 1


def test_boxed_examples_stand_in_another_order_than_the_stream(partnership: pypdfium2.PdfDocument) -> None:
    text = page_text(partnership, 6)
    page = partnership[5]
    reader = page.get_textpage()
    assert re.findall(r"Example (\d):", text) == ["3", "1", "2"]
    heights = [reader.get_charbox(text_index(reader, f"Example {n}:"))[3] for n in (1, 2, 3)]
    assert heights == sorted(heights, reverse=True)
    page.close()


def text_index(reader: pypdfium2.PdfTextPage, text: str) -> int:
    """Index of the first character of a text on its page."""
    search = reader.search(text)
    found = search.get_next()
    search.close()
    return int(found[0])


def test_addresses_are_links_and_leak_into_the_text(partnership: pypdfium2.PdfDocument) -> None:
    data = (RAW / "unodc-partnership-2010.pdf").read_bytes()
    assert b"/URI (mailto:riikka.puttonen@unodc.org)" in data
    assert page_text(partnership, 4).count("martin.fowke@unodc.org") == 2
    assert "mailto:martin.fowke@unodc.org\n" in page_text(partnership, 4)


@pytest.mark.parametrize(
    ("page", "word", "note"), [(27, "countries1", "1 Burkina Faso"), (45, "Organization2", "2 Member")]
)
def test_a_footnote_mark_runs_on_to_its_word(
    partnership: pypdfium2.PdfDocument, page: int, word: str, note: str
) -> None:
    text = page_text(partnership, page)
    assert word in text
    assert f"\n{note}" in text


def test_nothing_runs_off_a_page() -> None:
    for brochure in BROCHURES.values():
        if not brochure.file.endswith(".pdf"):
            continue
        with pypdfium2.PdfDocument(RAW / brochure.file) as document:
            for page in document:
                wide, high = page.get_size()
                text = page.get_textpage()
                boxes = [text.get_rect(n) for n in range(text.count_rects())]
                assert min(left for left, _, _, _ in boxes) > 30
                assert max(right for _, _, right, _ in boxes) < wide - 30
                assert min(bottom for _, bottom, _, _ in boxes) > 10
                assert max(top for _, _, _, top in boxes) < high - 30


@pytest.mark.parametrize("style", [Style("Times-Roman", 10, 12), Style("Vera", 10, 12)])
def test_a_letter_without_shape_is_refused(style: Style) -> None:
    sheet = Sheet("title", "author")
    sheet.text(0, 0, "‚post‛ Côte – é", style)
    with pytest.raises(ValueError, match="has no shape for"):
        sheet.text(0, 0, "a \u2603", style)


# Gold and facts agree, also with those who read the published documents.


@pytest.mark.parametrize("name", sorted(BROCHURES))
@needs_seeds
def test_gold_says_what_readers_of_the_published_document_say(name: str) -> None:
    seed = json.loads((SEEDS / "gold" / f"{SEED_OF[name]}.json").read_text(encoding="utf-8"))
    ours = gold(BROCHURES[name])
    for project in (*seed["projects"], *ours["projects"]):
        project.pop("notes")
        project.get("second", {}).pop("notes", None)
    assert ours["projects"] == seed["projects"]


@pytest.mark.parametrize("name", sorted(BROCHURES))
@needs_seeds
def test_titles_fields_and_footnotes_are_printed_as_published(name: str) -> None:
    published = squeeze((SEEDS / f"{SEED_OF[name]}.txt").read_text(encoding="utf-8").replace("*", ""))
    for listing in BROCHURES[name].all_listings():
        parts = [" ".join(listing.title), *listing.notes]
        parts.append(" ".join(f"{f.label} {f.value}" for f in listing.fields))
        assert [part for part in map(squeeze, map(plain, parts)) if part not in published] == []


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{budget:US$ 1,000}", (1000, "USD")),
        ("{budget:US$358,210}", (358210, "USD")),
        ("{budget:US$ 756,00=756000}", (756000, "USD")),
        ("{budget:3.324.000€=3324000 EUR}", (3324000, "EUR")),
    ],
)
def test_an_amount_is_read_from_a_mark(marked: str, expected: tuple[int, str]) -> None:
    (mark,) = marks(marked)
    assert tuple(amount(mark).values()) == expected


@pytest.mark.parametrize("unclear", ["US$ 756,00", "US$ 1,906.876", "US$ $745,574.00", "US$ 3,5 million", "3.324.000€"])
def test_an_unclear_amount_must_be_explained(unclear: str) -> None:
    (mark,) = marks(f"{{budget:{unclear}}}")
    with pytest.raises(ValueError, match="must give the value"):
        amount(mark)


def test_fields_know_label_tab_stop_edge_and_gap() -> None:
    (first, second) = fields("Budget: | {budget:US$ 3\nmillion=3000000}\n\n| {name:A B}\nTel.: | 1")
    assert first.label == "Budget:"
    assert [(line.text, line.flush, line.gap) for line in first.lines] == [
        ("{budget:US$ 3", False, False),
        ("million=3000000}", True, False),
        ("{name:A B}", False, True),
    ]
    assert second.label == "Tel.:"


def test_a_contact_without_honorific_begins_with_the_name() -> None:
    listing = Listing(("A",), fields("Field Office: | {hon:Ms.} {name:A B}, {unit:X}\n| {name:C D}\n| {email:c@d.org}"))
    found = [(c["honorific"], c["name"], c["organisation"], c["email"]) for c in reading(listing, None)["contacts"]]
    assert found == [("Ms.", "A B", "X", None), (None, "C D", None, "c@d.org")]


# Nothing is copied.


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def runs(text: str) -> set[tuple[str, ...]]:
    """All runs of COPY words of a text."""
    found = words(text)
    return {tuple(found[n : n + COPY]) for n in range(len(found) - COPY + 1)}


def narrative(brochure: Brochure) -> list[str]:
    """The stretches of a brochure that must be our own words."""
    parts = [text for listing in brochure.all_listings() for text in listing.text]
    parts += brochure.introduction.text if brochure.introduction else ()
    parts += [*brochure.closing, *(text for slide in brochure.slides for text in slide.text)]
    return [piece for part in parts for piece in re.split(r" \| |\n\| ", told(part))]


@pytest.mark.parametrize("name", sorted(BROCHURES))
@needs_seeds
def test_no_sentence_of_the_narrative_is_copied(name: str) -> None:
    published: set[tuple[str, ...]] = set()
    for seed in SEEDS.glob("*.txt"):
        published |= runs(seed.read_text(encoding="utf-8"))
    own = [(" ".join(run)) for piece in narrative(BROCHURES[name]) for run in runs(piece) & published]
    assert own == []


def test_eight_equal_words_are_a_copy_and_seven_are_not() -> None:
    published = runs("The cat sat on the mat,\nand the dog lay beside it.")
    assert runs("x sat on the mat and the dog lay y") & published
    assert not runs("x sat on the mat and the dog stood y") & published


@needs_seeds
def test_only_names_and_short_facts_are_exempt() -> None:
    published = " ".join(" ".join(words(seed.read_text(encoding="utf-8"))) for seed in sorted(SEEDS.glob("*.txt")))
    exempt = [
        m for b in BROCHURES.values() for part in everything(b) for m in marks(part) if m.kind in ("named", "fact")
    ]
    assert [mark.text for mark in exempt if ". " in mark.text] == []
    assert [mark.text for mark in exempt if " ".join(words(mark.text)) not in published] == []
    assert [mark.text for mark in exempt if mark.kind == "named" and len(words(mark.text)) > 25] == []


def test_few_words_of_the_partnership_folder_are_exempt() -> None:
    parts = everything(BROCHURES["unodc-partnership-2010"])
    exempt = sum(len(words(m.text)) for part in parts for m in marks(part) if m.kind in ("named", "fact"))
    assert 0 < exempt < 0.12 * sum(len(words(plain(part))) for part in parts)


def everything(brochure: Brochure) -> list[str]:
    """All marked paragraphs of a brochure."""
    parts = [text for listing in brochure.all_listings() for text in listing.text]
    parts += brochure.introduction.text if brochure.introduction else ()
    return [*parts, *brochure.closing, *(text for slide in brochure.slides for text in slide.text)]


def test_a_listing_is_told_in_a_few_sentences() -> None:
    listings = BROCHURES["unodc-partnership-2010"].all_listings()
    told_words = {squeeze(plain(" ".join(x.title))): len(words(plain(" ".join(x.text)))) for x in listings}
    assert min(told_words.values()) >= 35
    assert max(told_words.values()) <= 400


def test_paragraphs_keep_line_breaks_only_before_a_bar() -> None:
    assert paragraphs("a\nb\n\nName\n| c\n| d\n") == ("a b", "Name\n| c\n| d")
