"""What is on the page but not in the brochure: page numbers, running heads, menus, leaked links."""

from __future__ import annotations

import pytest

from pipeline.document import Line
from tests.segment.paper import PROJECT, TITLE, cut, drawn, fields, roles, values

ADDRESS = "ana.lima@harbours.example"
TELLS = "The boats come home in the evening and the crews sell their fish in the port."


@pytest.mark.parametrize(
    "number", ["3", "– 5 –", "Page 4", "page 4 of 12", "Seite 7", "Página 8", "p. 9", "iv", "[12]", "3/12"]
)
def test_page_number_is_furniture(number: str) -> None:
    assert roles(drawn(TITLE, "Budget: US$ 1,000", "Country: Kenya", TELLS, number))[number] == "furniture"


@pytest.mark.parametrize(
    "line",
    [
        "Size: px",
        "Start display at page:",
        "Page content transcription",
        "If your browser does not render page correctly, please read the page content below",
        "Total Page:16",
        "File Type:pdf, Size:1020Kb",
        "Post on 22-Aug-2020",
        "Print View",
        "Informing humanitarians worldwide 24/7 — a service provided by UN OCHA",
    ],
)
def test_what_a_site_shows_around_the_text_of_a_document_is_furniture(line: str) -> None:
    assert roles(f"{line}\n\n{PROJECT}\n{TELLS}\n")[line] == "furniture"


@pytest.mark.parametrize(
    "line", ["Size: 20 boats", "Download speed of the “lake radio” is better", "Transcription costs"]
)
def test_like_words_of_a_project_are_content(line: str) -> None:
    assert roles(f"{PROJECT}\n{TELLS}\n\n{line}\n")[line] != "furniture"


def test_page_number_between_two_lines_of_a_value_is_left_out_of_it() -> None:
    text = f"{TITLE}\n\nBudget: US$ 1,000\nCountry: Kenya,\n\f3\nUganda\n"
    assert values(text, "country") == ["Kenya,\nUganda"]


@pytest.mark.parametrize("number", ["2009", "1998", "3 boats", "12 May", "4.5.6", "930 €", "$ 45", "7 %"])
def test_other_numbers_are_content(number: str) -> None:
    assert roles(f"{PROJECT}\n{TELLS}\n\n{number}\n")[number] != "furniture"


def test_number_below_a_label_is_its_value() -> None:
    text = f"{TITLE}\n\nBudget: US$ 1,000\nProject number:\n4135\n"
    assert ("code", "Project number", "4135") in fields(text)


def test_page_number_below_a_labelled_value_is_furniture() -> None:
    assert roles(f"{PROJECT}\n3\n\n{TELLS}\n")["3"] == "furniture"


def pages(*heads: str) -> str:
    """Pages of which each begins with its head."""
    words = ("Nets", "Hulls", "Ice", "Crews", "Ropes")
    return "\f".join(
        f"{head}\n{w} tell of boats and of people.\n{w} are old.\n{w} are dear.\n{w} are over now."
        for head, w in zip(heads, words, strict=False)
    )


def test_line_at_the_top_of_three_pages_is_a_running_head() -> None:
    assert roles(pages("Harbour Yearbook", "Harbour Yearbook", "Harbour Yearbook"))["Harbour Yearbook"] == "furniture"


def test_running_heads_may_differ_in_their_digits() -> None:
    found = roles(pages("Harbour Yearbook 1", "Harbour Yearbook 2", "Harbour Yearbook 3"))
    assert {found[f"Harbour Yearbook {n}"] for n in (1, 2, 3)} == {"furniture"}


def test_line_at_the_top_of_two_pages_is_content() -> None:
    assert roles(pages("Harbour Yearbook", "Harbour Yearbook"))["Harbour Yearbook"] != "furniture"


def test_line_at_the_top_of_few_of_many_pages_is_content() -> None:
    head = ["Harbour Yearbook"] * 3
    text = pages(*head) + "\f" + "\f".join(f"Story {c * 3}\nOf {c}\nBy {c}\nFor {c}\nEnd {c}" for c in "abcdefghijk")
    assert roles(text)["Harbour Yearbook"] != "furniture"


def test_label_at_the_top_of_each_page_is_no_running_head() -> None:
    text = "\f".join(
        f"Budget: US$ {n},000\nSafe Harbours {w}\nCountry: Kenya\nDonor: {w}\nTheme: {w}"
        for n, w in ((1, "a"), (2, "b"), (3, "c"))
    )
    assert "furniture" not in {roles(text)[f"Budget: US$ {n},000"] for n in (1, 2, 3)}


@pytest.mark.parametrize("head", ["Harbour Board Yearbook", "Sector Yearbook"])
def test_running_head_with_a_word_of_a_label_is_furniture(head: str) -> None:
    assert roles(pages(head, head, head))[head] == "furniture"


@pytest.mark.parametrize(
    "link",
    [
        f"mailto:{ADDRESS}",
        "http://www.harbours.example/a?b=1",
        "https://harbours.example",
        "file:///c:/x.pdf",
        "<http://harbours.example>",
    ],
)
def test_link_alone_on_a_line_is_furniture(link: str) -> None:
    assert roles(f"{PROJECT}{link}\n")[link] == "furniture"


def test_address_that_an_earlier_line_has_is_a_leaked_link() -> None:
    assert roles(f"{PROJECT}Contact: Ms Ana Lima, {ADDRESS}\n{ADDRESS}\n")[ADDRESS] == "furniture"


def test_address_that_stands_once_is_content() -> None:
    assert roles(f"{PROJECT}Contact: Ms Ana Lima\n{ADDRESS}\n")[ADDRESS] == "value"


def test_address_that_stands_alone_twice_is_content_twice() -> None:
    lines = [TITLE, "Budget: US$ 1,000", "Country: Kenya", "Contact: Ms Ana Lima", ADDRESS, "Donor: Norway", ADDRESS]
    assert [role for role, _, _ in cut(drawn(*lines)).roles].count("furniture") == 0


@pytest.mark.parametrize(("label", "link"), [("Website:", "http://www.harbours.example"), ("E-mail:", ADDRESS)])
def test_link_below_a_label_is_its_value(label: str, link: str) -> None:
    assert roles(f"{PROJECT}{label}\n{link}\n")[link] == "value"


MENU = "Home\nAbout us\nSite map\nNews\nOur boats\nHome\nAbout us\n\n"


def test_run_of_short_lines_of_which_many_are_known_is_a_menu() -> None:
    found = roles(MENU + PROJECT)
    assert found["News"] == found["Our boats"] == "furniture"
    assert found[TITLE] == "title"


def test_menu_ends_with_its_last_known_line() -> None:
    assert roles(MENU.rstrip() + "\nSafe Harbours\n\nBudget: US$ 1,000\nCountry: Kenya\n")["Safe Harbours"] == "title"


def test_few_short_lines_are_no_menu() -> None:
    assert roles(f"Home\nOur boats\nNets\n\n{PROJECT}")["Our boats"] != "furniture"


def test_list_of_unknown_short_lines_is_no_menu() -> None:
    found = roles(f"{PROJECT}\nHome\nBoats\nNets\nRopes\nIce\nHulls\nCrews\n{TELLS}\n")
    assert {found[w] for w in ("Boats", "Nets", "Ropes")} == {"narrative"}


@pytest.mark.parametrize("why", ["navigation", "header", "footer", "hidden"])
def test_what_the_reader_set_aside_is_furniture_with_its_reason(why: str) -> None:
    made = cut(drawn(Line("Budget: US$ 9", aside=why), Line(TITLE, heading=1), "Budget: US$ 1,000", "Country: Kenya"))
    assert made.roles[0] == ("furniture", why, 0)
    assert [f.value.text for f in made.blocks[0].fields] == ["US$ 1,000", "Kenya"]


def test_line_without_words_is_furniture() -> None:
    assert roles(drawn(TITLE, "• — •", "Budget: US$ 1,000", "Country: Kenya"))["• — •"] == "furniture"
