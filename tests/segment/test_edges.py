"""What rules a candidate for a title out: words beside it that are of the same name, labels of another kind."""

from __future__ import annotations

import pytest

from pipeline.segment import edges
from pipeline.segment.draft import Draft
from pipeline.segment.faults import says_nothing
from pipeline.segment.marks import Page
from pipeline.segment.sheet import Sheet
from pipeline.segment.wording import names_no_project
from tests.segment.paper import cut, titles, written


def is_cut(text: str, piece: str) -> bool:
    """Whether the last occurrence of a piece in a text is cut out of a longer name."""
    sheet = Sheet(written(text))
    at = sheet.text.rindex(piece)
    lines = [i for i, line in enumerate(sheet.lines) if line.start < at + len(piece) and line.end > at]
    excerpt = sheet.whole(*lines)
    start = at - sheet.lines[lines[0]].start
    return edges.cut(sheet, excerpt.cut(start, start + len(piece)), lines[0], lines[-1])


#: A page, and a piece of a name in it.
PIECES = [
    ("The ministry opened the Centre of Learning for the Repair of Old Boats today.", "Repair of Old Boats"),
    ("O governo abre o Centro de Estudos para a Defesa dos Lagos e dos Rios hoje.", "Defesa dos Lagos"),
    ("El banco apoya la Red de Escuelas para la Mejora de los Puertos del norte.", "Mejora de los Puertos"),
    ("Sistema de Registro de Barcos Pequeños", "Barcos Pequeños"),
    ("The state supports the Global Project on Clean Wells in its third year.", "Project on Clean Wells"),
    ("Sistema de Vigilancia de\nBarcos Pequeños en los Lagos", "Barcos Pequeños en los Lagos"),
    ("Bau eines Hauses an der\nSchule Seeblick in Lindau", "Schule Seeblick in Lindau"),
    ("Repair and Extension\nof the Lake Works", "Repair and Extension"),
    ("Lake Shores in a Dry Climate: Finding\na Way to Measure Reed Beds", "Lake Shores in a Dry Climate"),
    ("Project: Small Boats for All: Learning\nfrom the lake people", "Small Boats for All"),
    ("Clean Harbours Programme: Better Nets\nand boats for fishers of the lake", "Clean Harbours Programme"),
    ("Appeal update Kenya: Floods and landslides", "Floods and landslides"),
    ("Malawi - Drought in the lake districts", "Drought in the lake districts"),
    ("Lesotho: Inondations et glissements de terrain", "Inondations et glissements de terrain"),
]


@pytest.mark.parametrize(("text", "piece"), PIECES, ids=[piece for _, piece in PIECES])
def test_piece_of_a_longer_name_is_no_title(text: str, piece: str) -> None:
    assert is_cut(text, piece)


#: A page, and a name in it that is whole.
WHOLE = [
    ("The bank signed the Loan Agreement for the Repair of Old Boats today.", "Repair of Old Boats"),
    ("Implementation of the Clean Wells Project goes on in the lake province.", "Clean Wells Project"),
    ("The state gives a grant to Kenya for the Clean Wells Project in its third year.", "Clean Wells Project"),
    ("The state works with TINOFA for Better Schools in the Hills from this year on.", "Better Schools in the Hills"),
    ("Friends of the Clean Wells Project meet in the lake province every year.", "Clean Wells Project"),
    ("Execution of the Clean Wells Project", "Clean Wells Project"),
    ("Under the Clean Wells Project the state digs wells in the lake province.", "Clean Wells Project"),
    ("Projekt zur Rettung der Seen", "Rettung der Seen"),
    ("The state supports the Project on Clean Wells in its third year.", "Project on Clean Wells"),
    ("Harbour Yearbook\nRepair of Old Boats", "Repair of Old Boats"),
    ("The state paid for the work of\n\nRepair of Old Boats", "Repair of Old Boats"),
    ("Repair and Extension\nOf small boats and of large ones we tell you more below.", "Repair and Extension"),
    ("Appeal update: Floods and landslides", "Floods and landslides"),
    ("Clean Harbours Programme: Kenya\nand Uganda", "Clean Harbours Programme"),
    ("Clean Harbours Programme: Objective\nto help fishers of the lake", "Clean Harbours Programme"),
    ("Clean Harbours Programme: Better Nets\nA report on small boats", "Clean Harbours Programme"),
    ("Clean Harbours Programme: Better Nets\n\nboats for all", "Clean Harbours Programme"),
    ("Clean Harbours Programme: Better Nets.\nand so on", "Clean Harbours Programme"),
    ("Clean Harbours Programme: Lake Trust\nby Jan Doe", "Clean Harbours Programme"),
    ("Kenya: Clean Wells for All", "Clean Wells for All"),
]


@pytest.mark.parametrize(("text", "piece"), WHOLE, ids=[f"{text[:12]}… {piece}" for text, piece in WHOLE])
def test_whole_name_may_be_a_title(text: str, piece: str) -> None:
    assert not is_cut(text, piece)


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("PROJECT AGREEMENT", True),
        ("Emergency Operation", True),
        ("Datos Básicos del Programa Conjunto", True),
        ("Project Category: Country Programme Project", True),
        ("Table of Contents", True),
        ("No", True),
        ("2014", True),
        ("Floods", False),
        ("Clean Wells Agreement", False),
        ("Emergency Shelter Operation", False),
        ("WASH Programme", False),
        ("Access to Justice", False),
    ],
)
def test_headings_of_any_page_name_nothing(text: str, nothing: bool) -> None:
    assert says_nothing(text) is nothing


def test_name_behind_a_label_for_somebody_is_no_title() -> None:
    name = "AID FOR THE CHILDREN OF TINLAND"
    fields = "Budget\nEUR 30,000\n\nStart date\nJanuary 2021\n"
    page = f"{{label}}\n{name}\n\n{fields}\nClean Wells for the Hills\n\n{{label}}\n{name}\n"
    assert titles(page.format(label="Implementing agency")) == ["Clean Wells for the Hills"]
    assert titles(page.format(label="Project title")) == [name]


def test_parent_of_a_project_does_not_name_it() -> None:
    page = "{label}: Lake Roads Project\nProject name: Extra Money for the Lake Roads Project\nBudget: USD 10,000\n"
    assert titles(page.format(label="Parent project name")) == ["Extra Money for the Lake Roads Project"]
    assert [b.ordinal for b in cut(page.format(label="Parent project name")).blocks] == [1]


#: A page whose second line a wrong title would be cut out of, and its title.
LED = [
    ("Disaster Relief Emergency Fund (DREF) Malawi: Floods", "Malawi: Floods"),
    ("Asia Regional\n\nCalm Harbours for Lake Fishers", "Calm Harbours for Lake Fishers"),
    ("Component name: Lake nets\n\nCalm Harbours for Lake Fishers", "Calm Harbours for Lake Fishers"),
    ("Emergency Operation Malawi\n\nCalm Harbours for Lake Fishers", "Calm Harbours for Lake Fishers"),
    ("Malawi Red Cross Society (MRCS)\n\nCalm Harbours for Lake Fishers", "Calm Harbours for Lake Fishers"),
    ("European Neighbourhood Instrument\n\nCalm Harbours for Lake Fishers", "Calm Harbours for Lake Fishers"),
    ("Tinland pledges funds for Calm Harbours Programme in Malawi", "Calm Harbours Programme in Malawi"),
    ("Floods and Landslides\n\nUpdate Malawi: Floods and Landslides", "Malawi: Floods and Landslides"),
    (
        "The office runs a project, “Calm harbours, warm homes and boats for the fishers of Malawi, Kenya and Togo”.",
        "Calm harbours, warm homes and boats for the fishers of Malawi, Kenya and Togo",
    ),
]


@pytest.mark.parametrize(("head", "title"), LED, ids=[title + head[:9] for head, title in LED])
def test_what_leads_to_a_name_is_no_title(head: str, title: str) -> None:
    assert titles(f"{head}\n\nBudget: US$ 1,500,000\nDonor: Lake Fund\nDuration: 12 months\n") == [title]


#: A page on what is always said with a word for a project behind it, its title; and one that says it without once.
ALWAYS = [
    ("The Fund Calm Harbours for Fishers Project (P1) 2019\n\nCalm Harbours for Fishers Project", "Project"),
    ("Calm Harbours for Fishers Programme\n\nThe Calm Harbours for Fishers Programme is at work.", "Programme"),
    ("Calm Harbours for Fishers\n\nThe Calm Harbours for Fishers Project is at work.", ""),
    ("Calm Harbours for Fishers Project ID: 12\n\nCalm Harbours for Fishers Project cost: 3", ""),
]


@pytest.mark.parametrize(("head", "noun"), ALWAYS, ids=[str(number) for number in range(len(ALWAYS))])
def test_word_for_a_project_that_a_page_never_leaves_out_ends_the_name(head: str, noun: str) -> None:
    sheet = Sheet(written(head))
    page, name = Page(sheet, Draft([])), "Calm Harbours for Fishers"
    at = sheet.text.index(name)
    index = next(i for i, line in enumerate(sheet.lines) if line.start <= at < line.end)
    excerpt = sheet.whole(index).cut(at - sheet.lines[index].start, at - sheet.lines[index].start + len(name))
    assert edges.rules_out(page, excerpt) is bool(noun)


#: What looks like it, and is a name.
NAMES = [
    "Asia Regional Harbours Programme",
    "Homes for a Region of Lakes",
    "The Lake District Floods Fund",
    "Emergency Operation Centre for Lake Fishers",
    "Red Cross Homes for Lake Fishers",
    "Support to the Malawi Red Cross Society",
    "Strengthening Malawi Red Cross (MRCS)",
    "A Fund for the Fishers of the Lakes",
    "Basic Needs Assessment for the Lake Homes Programme",
    "Signs for the Lake Homes Programme",
    "Support for the Lake Homes Programme",
    "Floods and Landslides in the Lake District",
    "Calm Harbours, “Warm Homes” and Safe Boats",
]


@pytest.mark.parametrize("name", NAMES)
def test_name_with_such_words_is_a_title(name: str) -> None:
    assert titles(f"{name}\n\nBudget: US$ 1,500,000\nDonor: Lake Fund\nDuration: 12 months\n") == [name]


def test_quotation_on_a_button_is_cut() -> None:
    page = 'Download "Report 4 Calm Harbours for Lake Fishers"\n\nCalm Harbours for Lake Fishers\n\nBudget: US$ 1,500\n'
    assert titles(page) == ["Calm Harbours for Lake Fishers"]


FORM = "Appeal No. MAA000019\nProgramme update no. 2\nBudget: CHF 4,000,000\nCountry: Kenya"


def test_scheme_that_heads_a_page_is_what_the_page_is_about() -> None:
    assert titles(f"Disaster Relief Emergency Fund (DREF)\n\n{FORM}") == ["Disaster Relief Emergency Fund (DREF)"]


def test_scheme_inside_a_page_is_what_its_project_is_paid_from() -> None:
    paid = titles(f"Floods in the lake district\n\n{FORM}\n\nDisaster Relief Emergency Fund (DREF)\n")
    assert paid == ["Floods in the lake district"]


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        ("project in Niger", True),
        ("programme for Kenya and Uganda", True),
        ("proyecto en el Perú", True),
        ("project in Kenya with CAD 5 million", True),
        ("Project in Niger", False),
        ("school meals project in Niger", False),
        ("project for wells in Niger", False),
        ("project Niger Wells", False),
    ],
)
def test_word_for_a_project_and_its_place_are_no_name(text: str, nothing: bool) -> None:
    assert names_no_project(text) is nothing


#: The head of a page with the name of an organisation above the project's, and the title.
HEADS = [
    (
        "GLOBAL ENVIRONMENT FACILITY\nPROJECT DETAILS\n6123 Sustainable Wells in the Catchment of Lakes\n"
        "GEF Project ID\n6123\nCountry\nLebanon\n",
        "6123 Sustainable Wells in the Catchment of Lakes",
    ),
    (
        "DISASTER RELIEF EMERGENCY FUND (DREF)\n\nAppeal No. MAA000010\nBudget: CHF 20,000\n",
        "DISASTER RELIEF EMERGENCY FUND (DREF)",
    ),
]


@pytest.mark.parametrize(("head", "title"), HEADS, ids=[title for _, title in HEADS])
def test_name_of_an_organisation_gives_way_to_a_longer_one(head: str, title: str) -> None:
    assert titles(head)[:1] == [title]


#: What heads a list, and whether its items can be the name of the page's project.
LISTS = [
    ("The project works for better nets", True),
    ("Its results are:", True),
    ("The new projects are:", False),
    ("Les nouveaux projets sont :", False),
]


@pytest.mark.parametrize(("head", "ruled"), LISTS)
def test_item_of_a_list_in_one_sentence_is_no_title(head: str, ruled: bool) -> None:
    text = f"{head}\n\nMore Nets in the Lakes;\n\nBetter Boats for All;\n\nClean Harbours."
    sheet = Sheet(written(text))
    lines = {line.text: i for i, line in enumerate(sheet.lines)}
    assert edges.in_list(sheet, lines["Better Boats for All;"]) == ruled
    assert not edges.in_list(sheet, lines["Clean Harbours."])


def test_single_line_with_a_semicolon_may_be_a_title() -> None:
    sheet = Sheet(written("Better Boats for All;\n\nBudget: EUR 5,000"))
    assert not edges.in_list(sheet, 0)


@pytest.mark.parametrize(
    ("text", "ruled"),
    [
        ("Project duration 36 months Clean Wells", True),
        ("Total budget: EUR 20,000 Clean Wells", True),
        ("Start date 12 May 2012 Clean Wells", True),
        ("Total cost $ 400,000 Clean Wells", True),
        ("Project title 36 Wells for the Lake", False),
        ("Project duration and Clean Wells", False),
        ("Clean Wells 36 months", False),
        ("36 Wells for the Lake", False),
    ],
)
def test_label_with_figures_behind_it_begins_no_title(text: str, ruled: bool) -> None:
    assert edges.states(text) == ruled
