"""Plain text: lines, gaps, pages, tables, headings and encodings."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.document import Cell, Line
from pipeline.read.decode import decode
from pipeline.read.html import read_html
from pipeline.read.text import read_text

SEED = Path(__file__).parents[3] / "shared/seeds/001_064e874d79636556.txt"


def lines(text: str) -> tuple[Line, ...]:
    return read_text(text.encode()).lines


def texts(text: str) -> list[str]:
    return [line.text for line in lines(text)]


def gaps(text: str) -> list[float]:
    return [line.gap for line in lines(text)]


def test_lines_are_stripped_and_blank_ones_dropped() -> None:
    assert texts("\n  Country: Global \n \nRegion: Global\r\nBudget\n") == [
        "Country: Global",
        "Region: Global",
        "Budget",
    ]


def test_starts_count_in_the_joined_text() -> None:
    reading = lines("ab\n\ncde\nf")
    assert [(line.start, line.text) for line in reading] == [(0, "ab"), (3, "cde"), (7, "f")]


def test_gap_counts_blank_lines() -> None:
    assert gaps("a\nb\n\nc\n\n\nd") == [0, 0, 1, 2]


def test_in_double_spaced_text_only_further_blank_lines_count() -> None:
    wrapped = "\n\n".join(["The project supports governments", "in drafting laws and in training", "the police."] * 5)
    assert gaps(f"{wrapped}\n\n\nNext paragraph of the text") == [0] * 15 + [1]


def test_paragraphs_of_one_line_keep_the_space_between_them() -> None:
    assert gaps("\n\n".join(["Overview of the project.", "Project duration: 2010", "Donors: Norway"])) == [0, 1, 1]


def test_indent_counts_the_characters_before_the_text() -> None:
    assert [line.indent for line in lines("a\n   b\n\tc\n \td")] == [0, 3, 8, 8]


def test_form_feeds_are_page_breaks() -> None:
    reading = read_text(b"one\n\ftwo\n\n\n\fthree\n\f")
    assert [(line.page, line.gap, line.text) for line in reading.lines] == [
        (1, 0, "one"),
        (2, 0, "two"),
        (3, 0, "three"),
    ]
    assert reading.pages == 3


def test_without_form_feeds_there_are_no_pages() -> None:
    reading = read_text(b"one\ntwo")
    assert reading.pages is None
    assert {line.page for line in reading.lines} == {None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Budget:\tUS$ 5", "Budget:\tUS$ 5"),
        ("Budget:     US$ 5", "Budget:\tUS$ 5"),
        ("Budget:  US$ 5", "Budget: US$ 5"),
        ("  Budget:\u00a0\u00a0\u00a0US$\u00a05", "Budget:\tUS$ 5"),
        ("\tBudget: \t US$ 5", "Budget:\tUS$ 5"),
    ],
)
def test_a_wide_gap_is_one_tab(text: str, expected: str) -> None:
    assert texts(text) == [expected]


def cells(text: str) -> list[tuple[Cell | None, str]]:
    return [(line.cell, line.text) for line in lines(text)]


def test_lines_with_as_many_pipes_are_rows_of_a_table() -> None:
    assert cells("Donor | Pledge\nNorway | US$ 5\nafter") == [
        (Cell(0, 0, 0), "Donor"),
        (Cell(0, 0, 1), "Pledge"),
        (Cell(0, 1, 0), "Norway"),
        (Cell(0, 1, 1), "US$ 5"),
        (None, "after"),
    ]


def test_a_markdown_table_has_heads_and_no_rule() -> None:
    assert cells("| Donor | Pledge |\n|---|:-:|\n| Norway | |\n| | 5 |") == [
        (Cell(0, 0, 0, True), "Donor"),
        (Cell(0, 0, 1, True), "Pledge"),
        (Cell(0, 1, 0), "Norway"),
        (Cell(0, 2, 1), "5"),
    ]


def test_a_second_rule_begins_a_table_with_the_row_above_it() -> None:
    found = cells("Donor | Pledge |\n---|---|\nNorway | 5 |\nItem | Sum |\n---|---|\nWells | 6 |")
    assert [(cell.table, cell.row, cell.head) for cell, _ in found if cell and cell.column == 0] == [
        (0, 0, True),
        (0, 1, False),
        (1, 0, True),
        (1, 1, False),
    ]


def test_a_border_below_a_short_line_is_its_own() -> None:
    assert cells("Country\n|\nKenya\n|") == [(Cell(0, 0, 0), "Country"), (Cell(0, 1, 0), "Kenya")]
    assert {cell for cell, _ in cells("word " * 40 + "\n|\nMali")} == {None}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("01.03.2016\n- 28.02.2019\nOngoing", ["01.03.2016 - 28.02.2019", "Ongoing"]),
        ("March 2016\n– Feb. 2019", ["March 2016 – Feb. 2019"]),
        ("2016-03\n- 2019-02", ["2016-03 - 2019-02"]),
        ("01.03.2016\n\n- 28.02.2019", ["01.03.2016", "28.02.2019"]),  # apart
        ("01.03.2016\n- 28.02.2019 the bridge was opened", ["01.03.2016", "28.02.2019 the bridge was opened"]),
        ("Dates\n- 01.03.2016\n- 28.02.2019", ["Dates", "01.03.2016", "28.02.2019"]),  # items of a list
    ],
)
def test_a_period_that_was_broken_before_its_dash_is_one_line(text: str, expected: list[str]) -> None:
    assert [line.text for line in lines(text)] == expected


@pytest.mark.parametrize(
    "text", ["a | b", "a | b\nc | d | e", "a | b\n\n\nc | d", r"a \| b" + "\n" + r"c \| d", "a | b\n\fc | d"]
)
def test_pipes_alone_are_no_table(text: str) -> None:
    assert {cell for cell, _ in cells(text)} == {None}


MARKDOWN = [
    ("# Title", "Title", 1, False),
    ("### Title ###", "Title", 3, False),
    ("## **BACKGROUND**", "BACKGROUND", 2, True),
    ("**All bold**", "All bold", 0, True),
    ("**Budget:** US$ 5", "Budget: US$ 5", 0, False),
    ("*Side* event of *two* days", "Side event of two days", 0, False),
    ("Title\n=====", "Title", 1, False),
    ("Title\n-----", "Title", 2, False),
]
NOT_MARKDOWN = [
    "#5 of 7",
    "5*3*2 = 30",
    "* see annex *",
    "a * b * c",
    r"\*kept\*",
    "**open",
    "US$ 5**",
    "snake_case_name",
]


@pytest.mark.parametrize(("text", "expected", "heading", "bold"), MARKDOWN)
def test_markdown_marks_are_read_and_removed(text: str, expected: str, heading: int, bold: bool) -> None:
    assert [(line.text, line.heading, line.bold) for line in lines(text)] == [(expected, heading, bold)]


@pytest.mark.parametrize("text", [t for t in NOT_MARKDOWN if not t.startswith("* ")])
def test_other_marks_are_left(text: str) -> None:
    assert [(line.text, line.heading, line.bold) for line in lines(text)] == [(text, 0, False)]


@pytest.mark.parametrize("rule", ["---", "*****", "_ _ _", "=" * 70, "- - - -"])
def test_a_rule_leaves_only_its_space(rule: str) -> None:
    assert [(line.text, line.gap, line.heading) for line in lines(f"above\n\n{rule}\n\nbelow")] == [
        ("above", 0, 0),
        ("below", 3, 0),
    ]


def test_a_short_rule_does_not_underline_a_long_line() -> None:
    assert [(line.text, line.heading) for line in lines("A line that is much longer\n---\nnext")] == [
        ("A line that is much longer", 0),
        ("next", 0),
    ]


def test_bullets_leave_the_text_and_numbers_stay() -> None:
    assert [(line.bullet, line.text) for line in lines("  • Training\n1. Laws\na) Police\n-\nCourts")] == [
        ("•", "Training"),
        ("", "1. Laws"),
        ("", "a) Police"),
        ("-", "Courts"),
    ]


ENCODED = [
    ("utf-8", "Côte d’Ivoire: € 5"),
    ("utf-8-sig", "Côte d’Ivoire"),
    ("utf-16", "Côte d’Ivoire: Мир"),
    ("utf-16-le", "Wartość projektu: 5000 EUR"),
    ("utf-16-be", "Wartość projektu: 5000 EUR"),
    ("cp1252", "Förderung: 77.326,00 € – Laufzeit “2006”, in the Republic of Côte d’Ivoire"),
    ("cp1250", "Wartość projektu: 5000 EUR. Działania na rzecz przyszłości ofiar handlu ludźmi"),
    ("cp1251", "Бюджет проекта: 5000 долларов США, Страна: Кыргызстан"),
    ("gb18030", "项目预算：五千美元，国家：中国，捐助者"),
]


@pytest.mark.parametrize(("codec", "text"), ENCODED)
def test_encodings_are_recognised(codec: str, text: str) -> None:
    assert decode(text.encode(codec)) == text


def test_a_declared_encoding_is_believed_only_where_it_fits() -> None:
    assert decode("Страна".encode("koi8-r"), "koi8-r") == "Страна"
    assert decode("Côte d’Ivoire".encode(), "iso-8859-1") == "Côte d’Ivoire"
    assert decode(b"the Protocols\x92 obligations " + "Страна".encode("koi8-r"), "iso-8859-1")[13] == "’"
    assert decode("naïve text of some length".encode("cp1252"), "no-such-codec") == "naïve text of some length"


def test_stray_windows_bytes_do_not_spoil_utf8() -> None:
    assert (
        decode("Côte d’Ivoire, Españá, São Tomé ".encode() + b"caf\xe9 \x80")
        == "Côte d’Ivoire, Españá, São Tomé café €"
    )


def test_a_very_long_line_is_cut_at_blanks() -> None:
    reading = lines("word " * 10_000)
    assert {line.text.replace("word", "").strip() for line in reading} == {""}
    assert sum(line.text.count("word") for line in reading) == 10_000
    assert [len(line.text) for line in reading] == [19_999, 19_999, 9_999]


_CUT = "too long, and read in pieces of 20000 characters; what is said across two may be missed."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a" * 20_000, ""),
        ("word " * 5_000, f"A line was {_CUT}"),
        ("word " * 5_000 + "\n" + "a" * 20_001, f"2 lines were {_CUT}"),
    ],
)
def test_lines_that_were_cut_are_told(text: str, told: str) -> None:
    assert read_text(text.encode()).detail == told
    assert read_html("".join(f"<p>{line}" for line in text.split("\n")).encode()).detail == told


@pytest.mark.parametrize(
    ("left", "read"),
    [
        ("Budget: EUR 20000<sup>2</sup>", ["Budget: EUR 20000²"]),
        ('Budget: EUR 20000<sup class="note">12</sup> in all', ["Budget: EUR 20000¹² in all"]),
        ("Budget: EUR 20000<sup><small>2</small></sup>", ["Budget: EUR 20000 2"]),
        ("EUR 20000<sub>2</sub>", ["EUR 20000 2"]),
        ("Budget: EUR 20000<sup>(2)</sup>", ["Budget: EUR 20000(²)"]),
        ("EUR <span>20000</span><span>2</span>", ["EUR 20000 2"]),
        ("the 1<sup>st</sup> of CO<sub>2</sub>, 30 m<sup>2</sup>", ["the 1st of CO2, 30 m²"]),
        ("since 20<strong>12</strong>", ["since 2012"]),
        ("New Zeal<b>and</b> <i>Grants</i>", ["New Zealand Grants"]),
        ("Country: Kenya<br/><b>Donor:</b> Norway", ["Country: Kenya", "Donor: Norway"]),
        ("<p>Country: Kenya</p><p>Budget: EUR 20000</p>", ["Country: Kenya", "Budget: EUR 20000"]),
        ("Country: Kenya<br>\nBudget: EUR 20000<br />", ["Country: Kenya", "Budget: EUR 20000"]),
    ],
)
def test_tags_that_were_left_in_a_text_go_and_glue_nothing(left: str, read: list[str]) -> None:
    marked = "<b>Wells</b> <b>Boats</b>\n"
    assert texts(marked + left) == ["Wells Boats", *read]


def test_a_few_tags_and_those_of_a_string_stay() -> None:
    assert texts("write <b>bold</b>") == ["write <b>bold</b>"]
    assert texts('<b>a</b> <b>b</b> "<p>c<\\/p>"') == ['<b>a</b> <b>b</b> "<p>c<\\/p>"']


def test_lines_that_end_with_a_break_are_no_further_apart() -> None:
    assert gaps("<b>a</b><br />\n<b>b</b><br />\nc<br />\n\nd") == [0, 0, 0, 1]


@pytest.mark.clock
@pytest.mark.parametrize(
    "piece", ["a *b ", "<br> ", "<b>", "<sup>1", " ", "|", "*", "\n", "\f", "**a", "\t ", "a" * 9 + "\u00a0"]
)
def test_time_grows_with_the_length_only(piece: str) -> None:
    started = time.perf_counter()
    read_text((piece * (1_000_000 // len(piece)) + "x").encode())
    assert time.perf_counter() - started < 10


@pytest.mark.skipif(not SEED.exists(), reason="the seed documents are not beside this checkout")
def test_the_seed_brochure_is_read_as_single_spaced() -> None:
    reading = read_text(SEED.read_bytes()).lines
    flowing = [
        line.gap
        for above, line in pairwise(reading)
        if line.text[0].islower() and line.text[:4] not in ("mail", "http", "file")
    ]
    assert sum(gap == 0 for gap in flowing) > 0.95 * len(flowing)
    assert ("Country: Global", "Region: Global") in {(a.text, b.text) for a, b in pairwise(reading)}
