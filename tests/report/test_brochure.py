"""The report of the project's own brochures, against their gold and against the PDF itself, in a real browser."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from pipeline.run import extract
from tests.examples import ROOT
from tests.report import browser as chromium
from tests.report.browser import Opened

pytestmark = pytest.mark.skipif(not chromium.found(), reason="no Chromium is installed: apt-get install chromium")

BROCHURE = "unodc-partnership-2010.pdf"

#: Code of a project -> what people counted in the brochure.
GOLD: dict[str, dict[str, Any]] = {
    listing["codes"][0]: listing
    for listing in json.loads((ROOT / "tests/gold/raw/unodc-partnership-2010.json").read_text("utf-8"))["projects"]
    if listing["codes"]
}

#: Projects with one budget and one figure for what is missing.
PLAIN = [
    code
    for code, one in GOLD.items()
    if [b["component"] for b in one["budgets"]] == [None] == [s["component"] for s in one["shortfalls"]]
]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    """The report with and without contacts; the second run takes over what the first one read."""
    place = tmp_path_factory.mktemp("brochure")
    made = {contacts: place / f"report-{contacts}.html" for contacts in (True, False)}
    for contacts, path in made.items():
        extract([ROOT / "raw"], place / "out", contacts=contacts)
        shutil.copyfile(place / "out" / "report.html", path)
    return made


@pytest.fixture
def opened(window: Browser, reports: dict[bool, Path]) -> Iterator[Opened]:
    one = Opened(window, reports[True])
    yield one
    assert (one.troubles, one.foreign()) == ([], [])
    one.context.close()


def money(one: dict[str, Any]) -> str:
    return f"{one['currency']} {one['amount']:,}"


def words(text: str) -> str:
    return " ".join(text.split())


def test_who_funds_what_in_central_america_what_is_missing_and_where_does_it_say_so(opened: Opened) -> None:
    gold = GOLD["XCAS26"]
    page = opened.go()
    page.select_option("select[name=region]", "Central America")
    (row,) = [row for row in page.locator(".few tbody tr").all() if gold["title"] in words(row.inner_text())]
    donors, *figures = [words(cell) for cell in row.inner_text().split("\t")[1:5]]
    assert donors == " ".join(f"{one['donor']} {money(one)}" for one in gold["pledges"])
    pledged = sum(one["amount"] for one in gold["pledges"])
    assert figures == [money(gold["budgets"][0]), f"USD {pledged:,}", money(gold["shortfalls"][0])]
    for one in (*gold["pledges"], *gold["shortfalls"]):
        opened.go()
        page.locator(".few").get_by_role("link", name=money(one)).click()
        page.locator("#source .box").wait_for()
        assert page.locator("#source .where").inner_text() == f"{BROCHURE}, page 47"
        assert page.locator("#source mark").all_text_contents() == [f"{one['amount']:,}"]


def boxed(page: Page, document: pypdfium2.PdfDocument) -> str:
    """What the PDF has where the box lies on the picture of its page."""
    box, image = page.locator("#source .box").first, page.locator("#source img").first
    sheet = document[int(box.get_attribute("data-page") or 0) - 1]
    assert image.get_attribute("alt") == f"Page {box.get_attribute('data-page')} of {BROCHURE}"
    place, whole = box.bounding_box(), image.bounding_box()
    assert place is not None and whole is not None
    width, height = sheet.get_size()
    left, right = ((place["x"] + end - whole["x"]) / whole["width"] * width for end in (0, place["width"]))
    top, bottom = ((place["y"] + end - whole["y"]) / whole["height"] * height for end in (0, place["height"]))
    found: str = sheet.get_textpage().get_text_bounded(left, height - bottom, right, height - top)
    return words(found)


@pytest.mark.parametrize(("field", "stated"), [("budget", "budgets"), ("shortfall", "shortfalls")])
def test_the_box_lies_on_the_figure_in_the_pdf(opened: Opened, field: str, stated: str) -> None:
    document = pypdfium2.PdfDocument(ROOT / "raw" / BROCHURE)
    assert len(PLAIN) == 16
    for code in PLAIN[::4]:
        page = opened.go(f"project/{code}/{field}")
        page.locator("#source .box").first.wait_for()
        (quote,) = page.locator("#source mark").all_text_contents()
        assert quote in boxed(page, document), code
        amount = GOLD[code][stated][0]["amount"]
        assert re.sub(r"\D", "", quote).ljust(len(str(amount)), "0") == str(amount), code
    document.close()


def test_the_box_of_a_title_of_several_lines_has_each_of_them(opened: Opened) -> None:
    page = opened.go("project/XCAS26/title")
    page.locator("#source .box").first.wait_for()
    marks = words(" ".join(page.locator("#source mark").all_text_contents()))
    assert marks == GOLD["XCAS26"]["title"]
    assert page.locator("#source .box").count() >= 2


def test_the_table_has_every_project_with_its_budget(opened: Opened) -> None:
    page = opened.go("projects")
    page.get_by_role("searchbox").fill("XCAS26")
    assert "USD 1,906,876" in page.locator("#projects tbody").inner_text().replace("\n", " ")
    page.get_by_role("searchbox").fill("")
    assert "of 53 projects" in page.locator(".said").inner_text()


def test_without_contacts_no_page_has_a_person(window: Browser, reports: dict[bool, Path]) -> None:
    people = [one for gold in GOLD.values() for one in gold["contacts"]]
    secrets = {one[key] for one in people for key in ("email", "phone", "name") if one[key] and len(one[key]) > 6}
    assert len(secrets) > 50
    found = {}
    for contacts in (True, False):
        one = Opened(window, reports[contacts])
        text = "".join(one.go(f"project/{code}").content() for code in [*GOLD][::4])
        found[contacts] = {secret for secret in secrets if secret in text}
        one.context.close()
    assert len(found[True]) > 10
    assert found[False] == set()
