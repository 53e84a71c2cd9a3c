"""The report in a real browser: what a reader does with it, and that it is quiet and harmless while they do."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, expect

from pipeline.corrections import COLUMNS, parsed
from pipeline.run import extract
from tests.report import browser as chromium
from tests.report.brochures import IMAGE, SCRIPT, folder
from tests.report.browser import Opened

pytestmark = pytest.mark.skipif(not chromium.found(), reason="no Chromium is installed: apt-get install chromium")

WELLS = f"Wells {SCRIPT} for all"

VIEWS = ["", "projects", "project/HBR-7/budget", "project/XSS-1/title", "review", "review/f1", "changes", "about"]

#: The rules of WCAG 2.2 up to level AA, and what axe-core thinks is good practice besides.
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of a brochure and of a hostile one, which had another budget in the run before."""
    place = tmp_path_factory.mktemp("browser")
    raw = folder(place / "raw")
    hostile = raw / "hostile.txt"
    now = hostile.read_text(encoding="utf-8")
    hostile.write_text(now.replace("10,000", "9,000"), encoding="utf-8")
    extract([raw], place / "out", report=False)
    hostile.write_text(now, encoding="utf-8")
    extract([raw], place / "out")
    return place / "out/report.html"


@pytest.fixture
def opened(window: Browser, report: Path) -> Iterator[Opened]:
    """The report, opened; whatever a test does with it, nothing goes wrong and nothing is fetched."""
    one = Opened(window, report, permissions=["clipboard-read", "clipboard-write"])
    yield one
    assert one.troubles == []
    assert one.foreign() == []
    assert one.page.evaluate("window.hurt") is None
    one.context.close()


def _titles(opened: Opened) -> Locator:
    """The titles in the table; what is said of them with ``expect`` may come a moment after the click that asks."""
    return opened.page.locator("#projects tbody tr td:first-child")


def _figures(opened: Opened) -> Locator:
    return opened.page.locator(".figure .big")


def test_the_overview_sums_up_what_is_counted(opened: Opened) -> None:
    opened.go()
    expect(_figures(opened)).to_have_text(["3", "USD 1,410,000", "USD 500,000", "USD 860,000"])
    expect(opened.page.locator(".chart svg")).to_have_count(4)  # no project has a beginning and an end
    strip = " ".join(opened.page.locator(".strip").inner_text().split())
    assert strip.startswith("To review: ✕ error 1 error ! warning 1 warning i note 0 notes ")


def test_a_click_on_a_bar_filters_everything_and_another_one_shows_all_again(opened: Opened) -> None:
    page = opened.go()
    bar = page.locator("#chart-gap [aria-roledescription='bar']").first  # Central America, where most is missing
    bar.click()
    page.locator(".said", has_text="1 of 3 projects").wait_for()
    expect(_figures(opened)).to_have_text(["1", "USD 900,000", "USD 300,000", "USD 600,000"])
    assert page.locator("select[name=region]").input_value() == "Central America"
    expect(page.locator("#chart-donors [aria-roledescription='bar']")).to_have_count(1)
    bar.click()
    page.locator(".said", has_text="3 of 3 projects").wait_for()


def test_who_has_only_the_keyboard_filters_by_the_table_below_a_chart(opened: Opened) -> None:
    page = opened.go()
    page.locator("#chart-donors").locator("xpath=..").locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.locator(".said", has_text="1 of 3 projects").wait_for()


def test_who_funds_what_where_what_is_missing_and_where_it_says_so(opened: Opened) -> None:
    page = opened.go()
    page.select_option("select[name=region]", "Central America")
    row = page.locator(".few tbody tr")
    assert [" ".join(text.split()) for text in row.inner_text().split("\t")[1:5]] == [
        "Norway USD 300,000",
        "USD 900,000",
        "USD 300,000",
        "USD 600,000",
    ]
    row.get_by_role("link", name="USD 600,000").click()
    page.locator("#source .box").wait_for()
    assert page.locator("#source .where").inner_text() == "harbours.pdf, page 1"
    expect(page.locator("#source mark")).to_have_text(["600,000"])


def test_filters_leave_the_projects_that_fit_all_of_them(opened: Opened) -> None:
    page = opened.go("projects")
    page.select_option("select[name=funding]", "gap")
    expect(_titles(opened)).to_have_count(3)
    page.select_option("select[name=country]", "FJI")
    expect(_titles(opened)).to_have_text(["Lights for far islands"])
    page.get_by_role("button", name="Show all").click()
    expect(_titles(opened)).to_have_count(3)


def test_the_table_is_searched_sorted_and_shows_the_columns_that_are_chosen(opened: Opened) -> None:
    page = opened.go("projects")
    page.get_by_label("Search").fill("& sons")
    expect(_titles(opened)).to_have_text([WELLS])
    page.get_by_label("Search").fill("islands")
    expect(_titles(opened)).to_have_text(["Lights for far islands"])
    page.get_by_label("Search").fill("")
    page.locator("#projects thead th", has_text="budget").click()
    expect(_titles(opened)).to_have_text([WELLS, "Lights for far islands", "Safe harbours for fishers"])
    expect(page.locator("#projects thead th", has_text="codes")).to_have_count(0)
    page.get_by_role("button", name="Columns").click()
    page.locator(".dt-button-collection").get_by_text("codes", exact=True).click()
    expect(page.locator("#projects thead th", has_text="codes")).to_have_count(1)


def test_what_is_filtered_is_downloaded_whole(opened: Opened) -> None:
    page = opened.go("projects")
    page.select_option("select[name=status]", "doubtful")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download (CSV)").click()
    assert waiting.value.suggested_filename == "projects-filtered.csv"
    text = Path(waiting.value.path()).read_bytes().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(r["project_id"], r["shortfall"], r["countries"]) for r in rows] == [
        ("LGT-2", "250000", "FJI"),
        ("XSS-1", "10000", "KEN"),
    ]
    assert rows[1]["title"] == WELLS


@pytest.mark.parametrize(
    ("cell", "page_number", "line"),
    [
        ("HBR-7/budget", 1, 4),
        ("HBR-7/shortfall", 1, 6),
        ("HBR-7/title", 1, 0),
        ("HBR-7/countries", 1, 3),
        ("LGT-2/budget", 2, 4),
        ("LGT-2/pledges%2Fharbours.2.p1%2Fdonor", 2, 5),
    ],
)
def test_a_value_is_boxed_on_the_page_where_it_stands(opened: Opened, cell: str, page_number: int, line: int) -> None:
    page = opened.go(f"project/{cell}")
    box, image = page.locator("#source .box").first, page.locator("#source img").first
    box.wait_for()
    assert box.get_attribute("data-page") == str(page_number)
    place, whole = box.bounding_box(), image.bounding_box()
    assert place is not None and whole is not None
    middle = (place["y"] + place["height"] / 2 - whole["y"]) / whole["height"] * 842
    baseline = 842 - (760 - 22 * line)
    assert abs(middle - (baseline - 4)) < 4
    assert whole["x"] < place["x"] and place["x"] + place["width"] < whole["x"] + whole["width"]


def test_a_value_without_page_is_marked_in_the_text(opened: Opened) -> None:
    page = opened.go("project/XSS-1/budget")
    page.locator("#source mark").wait_for()
    expect(page.locator("#source mark")).to_have_text(["10,000"])
    assert "Budget: USD" in page.locator("#source blockquote").inner_text()


def test_the_source_says_by_which_rule_and_steps_and_what_it_rests_on(opened: Opened) -> None:
    page = opened.go("project/HBR-7/funded_share")
    page.locator("#source .inputs").wait_for()
    expect(page.locator("#source .rule")).to_have_count(1)
    page.locator("#source .inputs button").first.click()
    page.locator("#source-head", has_text="pledged").wait_for()
    assert page.locator("#source .value").first.inner_text().startswith("USD 300,000")


def test_escape_closes_the_source_and_gives_the_focus_back(opened: Opened) -> None:
    page = opened.go("project/HBR-7")
    button = page.locator("[data-cell='projects/HBR-7/budget']")
    button.focus()
    page.keyboard.press("Enter")
    page.locator("#source .box").wait_for()
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Escape")
    expect(page.locator("#source .box")).to_have_count(0)
    assert button.evaluate("one => one === document.activeElement")


def test_a_contact_is_a_link_that_writes_a_mail(opened: Opened) -> None:
    page = opened.go("project/HBR-7")
    assert page.locator("a[href^='mailto:']").get_attribute("href") == "mailto:ana.lima@harbours.example"


def test_a_finding_shows_its_places_side_by_side(opened: Opened) -> None:
    page = opened.go("review/f1")
    page.locator(".side .box").nth(2).wait_for()
    expect(page.locator(".side h3")).to_have_text(["shortfall", "budget", "pledge of Japan"])
    assert page.locator(".side strong").all_inner_texts()[::2] == ["USD 250,000", "USD 500,000", "USD 200,000"]


def test_the_line_that_is_copied_is_one_that_corrections_csv_takes(opened: Opened) -> None:
    page = opened.go("review/f1")
    page.locator(".correct summary").first.click()
    page.get_by_label("What holds").first.fill("300000")
    page.get_by_label("Why").first.fill('printed as "250,000", wrongly')
    page.get_by_label("Who says so").first.fill("Ana")
    page.get_by_role("button", name="Copy the line").first.click()
    page.get_by_role("button", name="Copied").wait_for()
    line = page.evaluate("navigator.clipboard.readText()")
    (one,) = parsed(f"{','.join(COLUMNS)}\n{line}\n", "corrections.csv")
    assert (one.project, one.table, one.column, one.row) == ("LGT-2", "amounts", "amount", "harbours.2.a2")
    assert (one.source_value, one.corrected_value, one.by) == ("250000", "300000", "Ana")
    assert one.reason == 'printed as "250,000", wrongly'


def test_changes_since_the_last_run_are_told_with_their_cause(opened: Opened) -> None:
    page = opened.go("changes")
    rows = [row.split("\t") for row in page.locator("tbody tr").all_inner_texts()]
    assert [(r[1], r[2], r[3], r[4], r[5].split()[:2]) for r in rows] == [
        ("changed", "budget", "9,000", "10,000", ["the", "document"]),
        ("changed", "shortfall", "9,000", "10,000", ["the", "document"]),
    ]


@pytest.mark.parametrize("view", ["", "projects", "project/XSS-1", "review/f2", "about", "changes"])
def test_what_a_hostile_brochure_says_is_shown_as_text_and_does_nothing(opened: Opened, view: str) -> None:
    page = opened.go(view)
    page.wait_for_timeout(300)
    expect(page.locator("img[src=x], [onerror], [onclick]")).to_have_count(0)
    assert view in ("about", "changes") or any(part in page.content() for part in ("&lt;b onclick", "&lt;/script&gt;"))
    assert IMAGE not in page.locator("main").inner_html()


@pytest.mark.parametrize("view", ["", "projects", "project/HBR-7/budget", "review/f1"])
def test_every_view_is_printed(opened: Opened, view: str) -> None:
    page = opened.go(view)
    document = pypdfium2.PdfDocument(page.pdf())
    text = "".join(one.get_textpage().get_text_bounded() for one in document)
    document.close()
    expected = {"": "USD 1,410,000", "projects": "Lights for far islands", "review/f1": "USD 250,000"}
    assert expected.get(view, "What the whole project costs") in " ".join(text.split())


def test_what_a_window_is_too_narrow_for_can_be_reached_without_scrolling_sideways(
    window: Browser, report: Path
) -> None:
    phone = Opened(window, report, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    for view in VIEWS:
        assert phone.go(view).evaluate("document.documentElement.scrollWidth") <= 360, view
    assert phone.troubles == []
    phone.context.close()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_barrier(window: Browser, report: Path, view: str, scheme: Any) -> None:
    # axe is put into the page as a script, which the policy of the page would rightly refuse.
    for width in (1280, 360):
        one = Opened(window, report, color_scheme=scheme, bypass_csp=True, viewport={"width": width, "height": 800})
        page = one.go(view)
        page.wait_for_timeout(300)
        found = Axe().run(page, options=RULES).response["violations"]
        assert [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found] == []
        one.context.close()


def test_it_is_there_within_a_second(window: Browser, report: Path) -> None:
    times = []
    for _ in range(3):
        one = Opened(window, report)
        one.go()
        times.append(one.page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd"))
        one.context.close()
    assert min(times) < 1000
